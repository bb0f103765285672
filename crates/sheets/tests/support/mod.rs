//! Makes files for the tests.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part, and a failure is a failed test"
)]

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use rust_xlsxwriter::{Workbook as NewWorkbook, Worksheet};
use sheets::{RawValue, SheetError, Workbook};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;

/// A file with these bytes.
pub fn file(bytes: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file.flush().unwrap();
    file
}

/// A workbook with sheets that a closure fills.
pub fn xlsx(fill: impl FnOnce(&mut NewWorkbook)) -> NamedTempFile {
    let mut book = NewWorkbook::new();
    fill(&mut book);
    file(&book.save_to_buffer().unwrap())
}

/// Writes texts from a row (from 0) on, empty ones left out.
pub fn put(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (column, text) in texts.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
        sheet.write_string(row, column as u16, *text).unwrap();
    }
}

/// A package of parts as they are given.
pub fn package(parts: &[(&str, &str)]) -> NamedTempFile {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    file(zip.finish().unwrap().get_ref())
}

/// A workbook with one sheet whose XML is given; `strings` is the content of `sst`.
pub fn raw_xlsx(sheet: &str, strings: &str, workbook_properties: &str) -> NamedTempFile {
    package(
        &raw_parts(sheet, strings, workbook_properties)
            .iter()
            .map(|(n, c)| (*n, c.as_str()))
            .collect::<Vec<_>>(),
    )
}

/// The parts of [`raw_xlsx`].
pub fn raw_parts(sheet: &str, strings: &str, workbook_properties: &str) -> Vec<(&'static str, String)> {
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    vec![
        (
            "[Content_Types].xml",
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
             <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
             <Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>\
             <Override PartName=\"/xl/calcChain.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml\"/></Types>"
                .into(),
        ),
        (
            "_rels/.rels",
            format!("<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{REL}\">{workbook_properties}<sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{REL}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\"{REL}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"rId4\" Type=\"{REL}/calcChain\" Target=\"calcChain.xml\"/></Relationships>"),
        ),
        (
            "xl/styles.xml",
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
             <fonts count=\"1\"><font><sz val=\"11\"/></font></fonts>\
             <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
             <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
             <cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
                .into(),
        ),
        (
            "xl/sharedStrings.xml",
            format!("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{strings}</sst>"),
        ),
        ("xl/calcChain.xml", "<calcChain xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><c r=\"A1\" i=\"1\"/></calcChain>".into()),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ]
}

/// Every cell of a sheet in a short notation: `B3=文` text, `B3#12` number, `B3@31943` date, `B3?TRUE`, `B3!#N/A`,
/// `B3` empty; `f` before for formulas, `m` for cells filled from a merged region; `~3` for a hidden row 3.
pub fn dump(book: &Workbook, sheet: usize) -> Result<Vec<String>, SheetError> {
    let mut all = Vec::new();
    let _ = book.for_each_row(sheet, &mut |row| {
        if row.hidden {
            all.push(format!("~{}", row.number));
        }
        for (column, cell) in row.cells() {
            let marks =
                format!("{}{}", if cell.formula { "f" } else { "" }, if cell.filled { "m" } else { "" });
            let content = match cell.value {
                RawValue::Empty => String::new(),
                RawValue::Text(t) => format!("={t}"),
                RawValue::Number { text, is_date: false, .. } => format!("#{text}"),
                RawValue::Number { text, .. } => format!("@{text}"),
                RawValue::Bool(b) => format!("?{b}").to_uppercase(),
                RawValue::Error(t) => format!("!{t}"),
            };
            all.push(format!("{marks}{}{}{content}", sheets::column_letters(column), row.number));
        }
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

/// Opens and dumps the first sheet.
pub fn dump_file(path: &Path) -> Result<Vec<String>, SheetError> {
    dump(&Workbook::open(path)?, 0)
}
