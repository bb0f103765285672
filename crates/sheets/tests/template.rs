//! A template can be filled in and read back.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use sheets::Workbook;
use sheets::header::{Need, RowKind, find_header};
use sheets::member_form::{FIELDS, SPEC};
use sheets::write::{Template, TemplateColumn};
use support::file;

fn template() -> Template {
    let long: Vec<String> = (0..56).map(|n| format!("第{n}个民族名称")).collect();
    let choices = |key: &str| match key {
        "sex" => vec!["男".to_owned(), "女".to_owned()],
        "nation" => long.clone(),
        _ => Vec::new(),
    };
    let columns = FIELDS
        .iter()
        .map(|f| TemplateColumn {
            label: f.label.to_owned(),
            required: f.need == Need::Identity,
            width: 14,
            choices: choices(f.key),
            hint: if f.key == "document_number" { "请按文本填写".into() } else { String::new() },
        })
        .collect();
    Template {
        version: "members/1".into(),
        sheet: "会员".into(),
        title: "工会会员信息采集表".into(),
        notes: "红色为必填".into(),
        columns,
        rows: 50,
        footer: "填表说明：1.姓名与证件一致。\n2.从第5行开始填写。".into(),
    }
}

#[test]
fn a_template_is_recognised_and_has_no_data() {
    let mut bytes = Cursor::new(Vec::new());
    template().write(&mut bytes).unwrap();
    let made = file(bytes.get_ref());
    let book = Workbook::open(made.path()).unwrap();
    let header = find_header(&book, 0, &SPEC).unwrap().unwrap();
    assert_eq!((header.first_row, header.last_row), (4, 4));
    assert_eq!(header.template.as_deref(), Some("members/1"));
    assert!(header.missing().is_empty() && !header.is_reordered() && header.unknown.is_empty());
    let mut last = 0;
    let _ = book
        .for_each_row(0, &mut |row| {
            if row.number > header.last_row {
                assert_ne!(header.kind(&row), RowKind::Data, "row {}", row.number);
            }
            last = row.number;
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(last, 55, "the explanation is the last row");
    assert!(book.sheets()[1].hidden);
}

#[test]
fn choices_protection_and_text_columns() {
    let mut bytes = Cursor::new(Vec::new());
    template().write(&mut bytes).unwrap();
    let mut zip = zip::ZipArchive::new(bytes).unwrap();
    let mut sheet = String::new();
    zip.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(sheet.contains("<formula1>\"男,女\"</formula1>"));
    assert!(sheet.contains("选项!$A$1:$A$56"), "a long list stands in the hidden sheet");
    assert!(sheet.contains("<sheetProtection") && sheet.contains("insertRows=\"0\""));
    assert!(sheet.contains("prompt=\"请按文本填写\""));
    let mut styles = String::new();
    zip.by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
    assert!(styles.contains("numFmtId=\"49\"") && styles.contains("locked=\"0\""));
}
