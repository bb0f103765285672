//! Finding the member form in sheets as cadres send them.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::ops::ControlFlow;

use rust_xlsxwriter::Format;
use sheets::header::{Header, RowKind, find_header};
use sheets::member_form::{SPEC, column};
use sheets::{SheetError, Workbook};
use support::{file, put, xlsx};

fn header_of(bytes: &[u8]) -> (Workbook, Header) {
    let file = file(bytes);
    let book = Workbook::open(file.path()).unwrap();
    let header = find_header(&book, 0, &SPEC).unwrap().expect("a header");
    // The file must outlive the book; leave it to the system's cleaning of temporary files.
    let _ = file.keep().unwrap();
    (book, header)
}

fn kinds(book: &Workbook, header: &Header) -> Result<Vec<(u32, RowKind)>, SheetError> {
    let mut kinds = Vec::new();
    let _ = book.for_each_row(0, &mut |row| {
        if row.number > header.last_row {
            kinds.push((row.number, header.kind(&row)));
        }
        ControlFlow::Continue(())
    })?;
    Ok(kinds)
}

#[test]
fn synonyms_in_any_order_below_titles() {
    let (_, header) = header_of(
        "某某公司工会会员信息表\n单位（盖章）：,,,日期：2026年\n手机号码,＊姓 名,\"身份证\n号码\",备注,所在单位,入会时间\n".as_bytes(),
    );
    assert_eq!((header.first_row, header.last_row), (3, 3));
    assert_eq!(header.columns[column::PHONE], Some(0));
    assert_eq!(header.columns[column::NAME], Some(1));
    assert_eq!(header.columns[column::DOCUMENT_NUMBER], Some(2));
    assert_eq!(header.columns[column::EMPLOYER], Some(4));
    assert_eq!(header.columns[column::CHANGE_DAY], Some(5));
    assert_eq!(header.unknown, [(3, "备注".to_owned())]);
    assert!(header.is_reordered());
    assert!(header.missing().contains(&column::CHANGE_KIND));
    assert!(!header.missing().contains(&column::SERIAL));
}

#[test]
fn no_header_where_there_is_none() {
    for text in ["王丽,330226199003070015,男\n", "姓名,备注\n王丽,x\n", "性别,民族,学历,单位\n"]
    {
        let file = file(text.as_bytes());
        let book = Workbook::open(file.path()).unwrap();
        assert!(find_header(&book, 0, &SPEC).unwrap().is_none(), "{text}");
    }
    let late = format!("{}姓名,证件号码,性别\n", "x\n".repeat(30));
    let file = file(late.as_bytes());
    assert!(find_header(&Workbook::open(file.path()).unwrap(), 0, &SPEC).unwrap().is_none());
}

#[test]
fn headers_over_two_rows() {
    let made = xlsx(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 6, "工会会员登记表", &plain).unwrap();
        sheet.merge_range(1, 0, 2, 0, "序号", &plain).unwrap();
        sheet.merge_range(1, 1, 2, 1, "姓名", &plain).unwrap();
        sheet.merge_range(1, 2, 1, 3, "证件", &plain).unwrap();
        put(sheet, 2, &["", "", "类别", "号码"]);
        sheet.merge_range(1, 4, 1, 5, "户籍", &plain).unwrap();
        put(sheet, 2, &["", "", "", "", "类型", "所在地"]);
        put(sheet, 3, &["1", "王丽", "身份证", "330226199003070015", "居民户口", "宁海"]);
    });
    let book = Workbook::open(made.path()).unwrap();
    let header = find_header(&book, 0, &SPEC).unwrap().unwrap();
    assert_eq!((header.first_row, header.last_row), (2, 3));
    let expected = [
        (column::SERIAL, 0),
        (column::NAME, 1),
        (column::DOCUMENT_KIND, 2),
        (column::DOCUMENT_NUMBER, 3),
        (column::HOUSEHOLD_KIND, 4),
        (column::HOUSEHOLD_PLACE, 5),
    ];
    for (field, at) in expected {
        assert_eq!(header.columns[field], Some(at), "{field}");
    }
    assert_eq!(kinds(&book, &header).unwrap(), [(4, RowKind::Data)]);
}

#[test]
fn hidden_and_double_columns_are_reported() {
    let made = xlsx(|book| {
        let sheet = book.add_worksheet();
        put(sheet, 0, &["姓名", "姓名", "证件号码", "性别", "学历", "是否导入成功", "错误原因"]);
        sheet.set_column_hidden(0).unwrap();
        sheet.set_column_hidden(3).unwrap();
    });
    let book = Workbook::open(made.path()).unwrap();
    let header = find_header(&book, 0, &SPEC).unwrap().unwrap();
    assert_eq!(header.columns[column::NAME], Some(1));
    assert_eq!(header.duplicates, [(column::NAME, 0)]);
    assert_eq!(header.hidden, [column::SEX]);
    assert_eq!((header.success_column, header.reason_column), (Some(5), Some(6)));
}

#[test]
fn what_is_not_data() {
    let rows = [
        ("（必填）,（必填）,格式：19900101,,", RowKind::Note),
        ("1,2,3,4,5", RowKind::Header),
        ("1,张三（示例）,330226199003070015,男,示范公司", RowKind::Example),
        ("示例,张三,330226199003070015,男,示范公司", RowKind::Example),
        ("1,王丽,330226199003070015,男,示范公司", RowKind::Data),
        ("2,,,,", RowKind::Blank),
        (",,,,", RowKind::Blank),
        ("3,,,,示范公司", RowKind::Blank),
        ("4,李四,,,", RowKind::Data),
        ("5,,330226198502290018,,", RowKind::Data),
        ("6,,,女,示范公司", RowKind::Blank),
        ("序号,姓名,身份证号,性别,单位", RowKind::Header),
        ("王丽,1,,,", RowKind::Data),
        ("小计：,2人,,,", RowKind::Total),
        ("合 计,,2,,", RowKind::Total),
        (",,,,,,行外的话", RowKind::Note),
        ("填表说明：1.姓名与身份证一致；2.号码为文本,,,,", RowKind::Note),
        ("2.本行是填表说明的第二条，写得很长很长很长,,,,", RowKind::Note),
        ("填表人：王丽,,联系电话：13800138000,,", RowKind::Note),
        ("7,备注,330226199003070015,男,示范公司", RowKind::Data),
    ];
    let text: String = ["序号,姓名,证件号码,性别,工作单位"]
        .into_iter()
        .chain(rows.iter().map(|r| r.0))
        .map(|r| r.to_owned() + "\n")
        .collect();
    let (book, header) = header_of(text.as_bytes());
    let found = kinds(&book, &header).unwrap();
    for ((number, kind), (row, expected)) in found.iter().zip(rows) {
        assert_eq!(*kind, expected, "row {number}: {row}");
    }
    assert_eq!(found.len(), rows.len());
}

#[test]
fn a_merged_note_and_a_merged_department() {
    let made = xlsx(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        put(sheet, 0, &["姓名", "证件号码", "工作单位"]);
        sheet.merge_range(1, 2, 2, 2, "装配车间", &plain).unwrap();
        put(sheet, 1, &["王丽", "330226199003070015"]);
        put(sheet, 2, &["李四", "331083199211120424"]);
        sheet.merge_range(3, 0, 3, 2, "请如实填写，谢谢各位", &plain).unwrap();
        sheet.merge_range(4, 0, 4, 2, "填表说明", &plain).unwrap();
    });
    let book = Workbook::open(made.path()).unwrap();
    let header = find_header(&book, 0, &SPEC).unwrap().unwrap();
    let expected = [(2, RowKind::Data), (3, RowKind::Data), (4, RowKind::Note), (5, RowKind::Note)];
    assert_eq!(kinds(&book, &header).unwrap(), expected);
    let mut employers = Vec::new();
    let _ = book
        .for_each_row(0, &mut |row| {
            employers.push(header.cell(&row, column::EMPLOYER).text().into_owned());
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(employers[1..3], ["装配车间", "装配车间"]);
}
