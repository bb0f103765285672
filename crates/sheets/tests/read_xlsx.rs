//! Reading .xlsx: what other programs write, and what Excel writes on a bad day.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::ops::ControlFlow;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use sheets::{Limits, Region, SheetError, Workbook};
use support::{dump, dump_file, package, put, raw_parts, raw_xlsx, xlsx};

fn data(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

#[test]
fn every_kind_of_cell() {
    let made = raw_xlsx(
        &data(
            "<row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\"><v>330226199003070015</v></c>\
             <c r=\"C2\" s=\"1\"><v>31943</v></c><c r=\"D2\" t=\"b\"><v>1</v></c><c r=\"E2\" t=\"e\"><v>#N/A</v></c>\
             <c r=\"F2\" t=\"inlineStr\"><is><r><t>王 </t></r><r><t>丽</t></r><rPh><t>x</t></rPh></is></c>\
             <c r=\"G2\" t=\"str\"><f>A1&amp;\"x\"</f><v>a&amp;b</v></c><c r=\"H2\"><f>1+1</f><v>2</v></c>\
             <c r=\"I2\" s=\"1\"/><c r=\"J2\"><f>X()</f></c><c r=\"K2\"><v>3.30226E+17</v></c></row>\
             <row r=\"5\"><c r=\"C5\" t=\"s\"><v>0</v></c></row>",
        ),
        "<si><t>甲</t></si><si><t xml:space=\"preserve\"> 乙&#10;丙</t></si>",
        "",
    );
    assert_eq!(
        dump_file(made.path()).unwrap(),
        [
            "~2",
            "A2= 乙\n丙",
            "B2#330226199003070015",
            "C2@31943",
            "D2?TRUE",
            "E2!#N/A",
            "F2=王 丽",
            "fG2=a&b",
            "fH2#2",
            "fJ2",
            "K2#3.30226E+17",
            "C5=甲"
        ]
    );
}

#[test]
fn rows_and_cells_without_addresses_and_with_prefixes() {
    let made = raw_xlsx(
        "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row>\
         <x:row r=\"4\"><x:c r=\"C4\"><x:v>2</x:v></x:c><x:c><x:v>3</x:v></x:c></x:row><x:row/><x:row><x:c><x:v>4</x:v></x:c></x:row>\
         </x:sheetData><x:mergeCells count=\"1\"><x:mergeCell ref=\"A1:B3\"/></x:mergeCells></x:worksheet>",
        "",
        "",
    );
    let book = Workbook::open(made.path()).unwrap();
    assert_eq!(dump(&book, 0).unwrap(), ["A1=a", "B1#1", "C4#2", "D4#3", "A6#4"]);
    let region = Region { first_row: 1, last_row: 3, first_column: 0, last_column: 1 };
    assert_eq!(book.layout(0).unwrap().merges, [region]);
}

#[test]
fn several_sheets_in_order_with_hidden_ones_and_1904() {
    let made = xlsx(|book| {
        book.add_worksheet().set_name("一").unwrap();
        put(book.add_worksheet().set_name("二").unwrap().set_hidden(true), 0, &["乙"]);
        put(book.add_worksheet().set_name("三&四").unwrap(), 2, &["", "丙"]);
    });
    let book = Workbook::open(made.path()).unwrap();
    let sheets: Vec<(&str, bool)> = book.sheets().iter().map(|s| (s.name.as_str(), s.hidden)).collect();
    assert_eq!(sheets, [("一", false), ("二", true), ("三&四", false)]);
    assert_eq!(dump(&book, 0).unwrap(), [""; 0]);
    assert_eq!(dump(&book, 1).unwrap(), ["A1=乙"]);
    assert_eq!(dump(&book, 2).unwrap(), ["B3=丙"]);
    assert!(matches!(dump(&book, 3), Err(SheetError::NoSuchSheet(3))));
    assert!(!book.from_1904());
    let old = raw_xlsx(&data(""), "", "<workbookPr date1904=\"1\"/>");
    assert!(Workbook::open(old.path()).unwrap().from_1904());
}

#[test]
fn merged_regions_are_filled_and_hidden_columns_known() {
    let made = xlsx(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 2, "标题", &plain).unwrap();
        sheet.merge_range(1, 1, 3, 1, "车间", &plain).unwrap();
        put(sheet, 1, &["甲"]);
        put(sheet, 2, &["乙", "", "丁"]);
        sheet.set_column_hidden(2).unwrap();
        sheet.set_column_hidden(3).unwrap();
        sheet.set_row_hidden(2).unwrap();
    });
    let book = Workbook::open(made.path()).unwrap();
    assert_eq!(
        dump(&book, 0).unwrap(),
        [
            "A1=标题",
            "mB1=标题",
            "mC1=标题",
            "A2=甲",
            "B2=车间",
            "~3",
            "A3=乙",
            "mB3=车间",
            "C3=丁",
            "mB4=车间"
        ]
    );
    let layout = book.layout(0).unwrap();
    assert!(!layout.is_hidden(1) && layout.is_hidden(2) && layout.is_hidden(3) && !layout.is_hidden(4));
}

#[test]
fn dates_and_formulas_of_a_real_writer() {
    let made = xlsx(|book| {
        let sheet = book.add_worksheet();
        let date = Format::new().set_num_format("yyyy\"年\"m\"月\"");
        let day = ExcelDateTime::from_ymd(1987, 6, 15).unwrap();
        sheet.write_datetime_with_format(0, 0, day, &date).unwrap();
        sheet.write_number(0, 1, 31_943).unwrap();
        sheet.write_formula(0, 2, Formula::new("=cmd|'/C calc'!A0").set_result("x")).unwrap();
        sheet.write_blank(0, 3, &date).unwrap();
    });
    assert_eq!(dump_file(made.path()).unwrap(), ["A1@31943", "B1#31943", "fC1=x"]);
}

#[test]
fn the_visitor_can_break_off() {
    let made = raw_xlsx(&data("<row r=\"1\"/><row r=\"2\"/><row r=\"2\"/>"), "", "");
    let book = Workbook::open(made.path()).unwrap();
    let mut seen = 0;
    let flow = book.for_each_row(0, &mut |row| {
        seen = row.number;
        assert!(row.share > 0.0 && row.share <= 1.0);
        if row.number == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(flow.unwrap().is_break() && seen == 2);
    assert!(matches!(dump(&book, 0), Err(SheetError::Damaged { .. })), "row 2 comes twice");
}

#[test]
fn damage_is_an_error() {
    for rows in [
        "<row r=\"3\"/><row r=\"2\"/>",
        "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
        "<row r=\"1\"><c r=\"1A\"/></row>",
        "<row r=\"1048577\"/>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><row r=\"2\"></row>",
        "<c r=\"A1\"><v>1</v></c>",
        "<row r=\"1\"><c r=\"A1\"><c r=\"B1\"/></c></row>",
        "<row r=\"1\"><c r=\"A1\"></row>",
        "</row>",
    ] {
        let made = raw_xlsx(&data(rows), "", "");
        assert!(matches!(dump_file(made.path()), Err(SheetError::Damaged { .. })), "{rows}");
    }
    let cut = raw_xlsx("<worksheet><sheetData><row r=\"1\">", "", "");
    assert!(matches!(dump_file(cut.path()), Err(SheetError::Damaged { .. })));
}

#[test]
fn document_types_are_refused() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>";
    let with = |part: &str| {
        let mut parts = raw_parts(&data("<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row>"), "", "");
        for (name, content) in &mut parts {
            if *name == part {
                *content = format!("{bomb}{content}");
            }
        }
        let parts: Vec<(&str, &str)> = parts.iter().map(|(n, c)| (*n, c.as_str())).collect();
        dump_file(package(&parts).path())
    };
    for part in ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"] {
        assert!(matches!(with(part), Err(SheetError::Damaged { .. })), "{part}");
    }
    // An entity that nobody explained is nothing.
    assert_eq!(with("none").unwrap(), [""; 0]);
}

#[test]
fn limits_hold_against_bombs() {
    let open = |limits: &Limits, path: &std::path::Path| {
        Workbook::open_with(path, limits).and_then(|book| dump(&book, 0))
    };
    let spaces = raw_xlsx(&data(&" ".repeat(40 << 20)), "", "");
    let what = |result: Result<_, SheetError>| match result {
        Err(SheetError::TooLarge { what, .. }) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(what(open(&Limits::default(), spaces.path())), "ratio");
    let no_ratio = Limits { ratio: u64::MAX, sheet_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(what(open(&no_ratio, spaces.path())), "sheet");
    let no_ratio = Limits { ratio: u64::MAX, ..Limits::default() };
    assert_eq!(what(open(&no_ratio, spaces.path())), "cell", "one piece of text cannot be endless");

    let long =
        raw_xlsx(&data(&format!("<row><c t=\"str\"><v>{}</v></c></row>", "x".repeat(300_000))), "", "");
    assert_eq!(what(open(&Limits::default(), long.path())), "cell");
    let texts = raw_xlsx(&data(""), &"<si><t>abc</t></si>".repeat(1_000), "");
    assert_eq!(what(open(&Limits { string_bytes: 5_000, ..Limits::default() }, texts.path())), "strings");
    assert_eq!(what(open(&Limits { entries: 3, ..Limits::default() }, texts.path())), "entries");
    assert_eq!(what(open(&Limits { file_bytes: 100, ..Limits::default() }, texts.path())), "file");
    let styles = Limits { part_bytes: 100, ..Limits::default() };
    assert_eq!(what(open(&styles, texts.path())), "part");
    let merges = "<mergeCell ref=\"A1:B1\"/>".repeat(20);
    let merged =
        raw_xlsx(&format!("<worksheet><sheetData/><mergeCells>{merges}</mergeCells></worksheet>"), "", "");
    assert_eq!(what(open(&Limits { merges: 10, ..Limits::default() }, merged.path())), "merges");
}
