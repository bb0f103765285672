//! The result of an import: same sheets, same rows, same cells, and the verdicts.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::io::{Cursor, Read};
use std::path::Path;

use rust_xlsxwriter::{Format, Formula};
use sheets::header::find_header;
use sheets::member_form::SPEC;
use sheets::rewrite::{Level, ResultSheet, Verdict, rewrite};
use sheets::write::{XlsCell, XlsFile, XlsSheet};
use sheets::{SheetError, Workbook};
use support::{dump, file, package, put, raw_parts, raw_xlsx, xlsx};
use tempfile::NamedTempFile;

fn verdict(sheet: usize, row: u32, level: Level, reason: &str) -> Verdict {
    Verdict { sheet, row, level, reason: reason.to_owned() }
}

fn rewritten(
    source: &Path,
    sheets: &[ResultSheet],
    verdicts: Vec<Verdict>,
) -> Result<NamedTempFile, SheetError> {
    let book = Workbook::open(source).unwrap();
    let mut target = Cursor::new(Vec::new());
    rewrite(&book, &mut target, sheets, verdicts.into_iter().map(Ok::<_, SheetError>))?;
    Ok(file(target.get_ref()))
}

fn at(header_row: u32) -> ResultSheet {
    ResultSheet { sheet: 0, header_row, columns: None }
}

fn part(path: &Path, name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(name).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

fn cells(path: &Path, sheet: usize) -> Vec<String> {
    dump(&Workbook::open(path).unwrap(), sheet).unwrap()
}

#[test]
fn verdicts_stand_beside_untouched_cells() {
    let made = xlsx(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet.set_name("名单").unwrap();
        sheet.merge_range(0, 0, 0, 9, "标题", &plain).unwrap();
        put(sheet, 2, &["姓名", "证件号码", "单位"]);
        put(sheet, 3, &["王丽", "330226199003070015"]);
        put(sheet, 5, &["李四", "x", "甲"]);
        put(sheet, 6, &["张三", "", "乙"]);
        sheet.merge_range(7, 0, 7, 2, "填表说明", &plain).unwrap();
        sheet.write_formula(3, 2, Formula::new("=\"甲\"&\"公司\"").set_result("甲公司")).unwrap();
        sheet.write_formula(5, 1, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.set_row_hidden(5).unwrap();
        put(book.add_worksheet().set_name("二").unwrap(), 0, &["别的"]);
    });
    let verdicts = vec![
        verdict(0, 4, Level::Accepted, ""),
        verdict(0, 6, Level::Warned, "单位“甲”不在本工会范围\n请核对 <a> & \"b\""),
        verdict(0, 7, Level::Rejected, "=cmd|'/C calc'!A0"),
    ];
    let result = rewritten(made.path(), &[at(3)], verdicts).unwrap();
    let mut expected: Vec<String> =
        cells(made.path(), 0).iter().map(|c| c.strip_prefix('f').unwrap_or(c).to_owned()).collect();
    expected.extend(
        [
            "D3=是否导入成功",
            "E3=错误原因",
            "D4=是",
            "D6=是",
            "E6=单位“甲”不在本工会范围\n请核对 <a> & \"b\"",
            "D7=否",
            "E7==cmd|'/C calc'!A0",
        ]
        .map(str::to_owned),
    );
    let mut found = cells(result.path(), 0);
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert_eq!(cells(result.path(), 1), cells(made.path(), 1));
    let xml = part(result.path(), "xl/worksheets/sheet1.xml").unwrap();
    assert!(!xml.contains("<f") && !xml.contains("calcChain"), "{xml}");
    assert!(xml.contains("<mergeCell ref=\"A1:J1\"/>"), "what follows the rows is kept");
    assert!(xml.contains("min=\"5\" max=\"5\" width=\"60\""));
    assert_eq!(part(result.path(), "docProps/core.xml"), part(made.path(), "docProps/core.xml"));
}

#[test]
fn columns_of_an_earlier_result_are_used_again() {
    let made = xlsx(|book| {
        let sheet = book.add_worksheet();
        put(sheet, 0, &["姓名", "是否导入成功", "证件号码", "错误原因", "性别"]);
        put(sheet, 1, &["王丽", "否", "330226199003070015", "号码有误", "女"]);
        put(sheet, 2, &["李四", "", "331083199211120424", "", "女"]);
    });
    let book = Workbook::open(made.path()).unwrap();
    let header = find_header(&book, 0, &SPEC).unwrap().unwrap();
    let verdicts = vec![verdict(0, 2, Level::Accepted, ""), verdict(0, 3, Level::Rejected, "重复")];
    let result = rewritten(made.path(), &[ResultSheet::of(0, &header)], verdicts).unwrap();
    assert_eq!(
        cells(result.path(), 0),
        [
            "A1=姓名",
            "B1=是否导入成功",
            "C1=证件号码",
            "D1=错误原因",
            "E1=性别",
            "A2=王丽",
            "B2=是",
            "C2=330226199003070015",
            "E2=女",
            "A3=李四",
            "B3=否",
            "C3=331083199211120424",
            "D3=重复",
            "E3=女"
        ]
    );
}

#[test]
fn sheets_of_other_writers() {
    let sheet = "<x:worksheet xmlns:x=\"m\"><x:dimension ref=\"A1:B3\"/><x:cols><x:col min=\"1\" max=\"2\" width=\"9\"/></x:cols><x:sheetData>\
        <x:row><x:c t=\"inlineStr\"><x:is><x:t>姓名</x:t></x:is></x:c><x:c t=\"str\"><x:v>号</x:v></x:c></x:row>\
        <x:row spans=\"1:2\" ht=\"20\"><x:c t=\"s\"><x:v>0</x:v></x:c><x:c t=\"str\" cm=\"1\"><x:f t=\"array\" ref=\"B2\">A&amp;B</x:f><x:v>x&amp;y</x:v></x:c></x:row>\
        <x:row r=\"4\"/></x:sheetData></x:worksheet>";
    let made = raw_xlsx(sheet, "<si><t>王丽</t></si>", "");
    let verdicts = vec![verdict(0, 2, Level::Accepted, ""), verdict(0, 4, Level::Rejected, "空")];
    let result = rewritten(made.path(), &[at(1)], verdicts).unwrap();
    assert_eq!(
        cells(result.path(), 0),
        [
            "A1=姓名",
            "B1=号",
            "C1=是否导入成功",
            "D1=错误原因",
            "A2=王丽",
            "B2=x&y",
            "C2=是",
            "C4=否",
            "D4=空"
        ]
    );
    let xml = part(result.path(), "xl/worksheets/sheet1.xml").unwrap();
    assert!(
        xml.contains("<x:dimension ref=\"A1:D3\"/>") && xml.contains("ht=\"20\"") && !xml.contains("cm=")
    );
    assert!(xml.contains("<x:col min=\"3\" max=\"3\"") && !xml.contains("<x:f"));
    for name in ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"] {
        assert!(!part(result.path(), name).unwrap().contains("calcChain"), "{name}");
    }
    assert!(part(result.path(), "xl/calcChain.xml").is_none());
}

#[test]
fn what_gets_no_verdict_is_copied_byte_for_byte() {
    let sheet = "<?xml version=\"1.0\"?>\r\n<!-- c --><worksheet xmlns:y='z'><cols><col min=\"1\" max=\"1\"/></cols><sheetData>\n\
        <row r='1' spans=\"1:2\" y:d=\"a>b\"><c r=\"A1\" s=\"1\" ><v>1 &amp; 2</v></c ><c r=\"B1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> <![CDATA[x]]></t></is></c></row>\
        <?pi x?></sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:A2\"/></mergeCells></worksheet>\n";
    let made = raw_xlsx(sheet, "", "");
    let result = rewritten(made.path(), &[], vec![]).unwrap();
    assert_eq!(part(result.path(), "xl/worksheets/sheet1.xml").unwrap(), sheet);
    let with_verdict = rewritten(made.path(), &[at(9)], vec![verdict(0, 1, Level::Accepted, "")]).unwrap();
    let xml = part(with_verdict.path(), "xl/worksheets/sheet1.xml").unwrap();
    assert!(xml.contains("<row r=\"1\" y:d=\"a>b\"><c r=\"A1\" s=\"1\" ><v>1 &amp; 2</v></c >"), "{xml}");
}

#[test]
fn live_parts_do_not_survive() {
    let mut parts = raw_parts(
        "<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" s=\"1\"><v>31943</v></c><c r=\"C2\"><f>[1]x!A1</f><v>7</v></c></row>\
         <row r=\"3\"><c r=\"A3\" t=\"b\"><v>0</v></c></row></sheetData></worksheet>",
        "<si><t>王丽</t></si>",
        "<workbookPr date1904=\"1\"/>",
    );
    parts.push(("xl/vbaProject.bin", "macro".into()));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(n, c)| (*n, c.as_str())).collect();
    let made = package(&parts);
    let result = rewritten(made.path(), &[at(2)], vec![verdict(0, 3, Level::Rejected, "理由")]).unwrap();
    assert!(part(result.path(), "xl/vbaProject.bin").is_none());
    assert_eq!(
        cells(result.path(), 0),
        ["A2=王丽", "B2@33405", "C2#7", "D2=是否导入成功", "E2=错误原因", "A3?FALSE", "D3=否", "E3=理由"],
        "the day is the same, counted from 1900"
    );
}

#[test]
fn csv_and_xls_become_xlsx() {
    let csv = file("姓名,号码\n王丽,=1+1\n\n李四,330226199003070015\n".as_bytes());
    let verdicts = || vec![verdict(0, 2, Level::Rejected, "像公式"), verdict(0, 4, Level::Accepted, "")];
    let result = rewritten(csv.path(), &[at(1)], verdicts()).unwrap();
    assert_eq!(
        cells(result.path(), 0),
        [
            "A1=姓名",
            "B1=号码",
            "C1=是否导入成功",
            "D1=错误原因",
            "A2=王丽",
            "B2==1+1",
            "C2=否",
            "D2=像公式",
            "A4=李四",
            "B4=330226199003070015",
            "C4=是"
        ]
    );
    let text = |t: &str| XlsCell::Text(t.to_owned());
    let sheet = XlsSheet {
        name: "名单".into(),
        rows: vec![
            vec![text("姓名"), text("号码"), text("部门")],
            vec![text("王丽"), XlsCell::Number(5.5), text("甲")],
            vec![],
            vec![text("李四"), XlsCell::Date(31_943.0)],
        ],
        merges: vec![(1, 3, 2, 2)],
        ..XlsSheet::default()
    };
    let hidden =
        XlsSheet { name: "说明".into(), hidden: true, rows: vec![vec![text("x")]], ..XlsSheet::default() };
    let xls = file(&XlsFile { sheets: vec![hidden, sheet], from_1904: false }.to_bytes());
    let place = ResultSheet { sheet: 1, ..at(1) };
    let verdicts = verdicts().into_iter().map(|v| Verdict { sheet: 1, ..v }).collect();
    let result = rewritten(xls.path(), &[place], verdicts).unwrap();
    let book = Workbook::open(result.path()).unwrap();
    let names: Vec<(&str, bool)> = book.sheets().iter().map(|s| (s.name.as_str(), s.hidden)).collect();
    assert_eq!(names, [("说明", true), ("名单", false)]);
    assert_eq!(
        dump(&book, 1).unwrap(),
        [
            "A1=姓名",
            "B1=号码",
            "C1=部门",
            "D1=是否导入成功",
            "E1=错误原因",
            "A2=王丽",
            "B2#5.5",
            "C2=甲",
            "D2=否",
            "E2=像公式",
            "A4=李四",
            "B4@31943",
            "C4=甲",
            "D4=是"
        ]
    );
}

#[test]
fn verdicts_out_of_place_are_errors() {
    let made = raw_xlsx(
        "<worksheet><sheetData><row r=\"1\"/><row r=\"2\"/><row r=\"4\"/></sheetData></worksheet>",
        "",
        "",
    );
    let csv = file(b"a\nb\nc\n");
    let ok = |row| verdict(0, row, Level::Accepted, "");
    for (source, wrong) in [
        (&made, vec![ok(3)]),
        (&made, vec![ok(4), ok(2)]),
        (&made, vec![ok(2), ok(2)]),
        (&made, vec![ok(9)]),
        (&made, vec![Verdict { sheet: 1, ..ok(1) }]),
        (&csv, vec![ok(9)]),
        (&csv, vec![ok(3), ok(2)]),
    ] {
        let result = rewritten(source.path(), &[at(1)], wrong.clone());
        assert!(matches!(result, Err(SheetError::VerdictOutOfPlace { .. })), "{wrong:?}");
    }
    let book = Workbook::open(made.path()).unwrap();
    let failing = std::iter::once(Err::<Verdict, _>(SheetError::Write("lost".into())));
    let result = rewrite(&book, Cursor::new(Vec::new()), &[at(1)], failing);
    assert!(matches!(result, Err(SheetError::Write(_))), "the source of the verdicts failed");
}
