//! Telling files apart, and reading .xls and .csv.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use calamine::{DataType, Reader};
use sheets::write::{XlsCell, XlsFile, XlsSheet};
use sheets::{Format, SheetError, Workbook};
use support::{dump, dump_file, file, package};

fn text(t: &str) -> XlsCell {
    XlsCell::Text(t.to_owned())
}

fn sample() -> XlsFile {
    let mut rows = vec![
        vec![text("姓名"), text("证件号码"), text("入会日期")],
        vec![],
        vec![text("王丽"), XlsCell::Number(330_226_199_003_070_015.0), XlsCell::Date(31_943.0)],
        vec![text("abc"), text("330226199003070015"), XlsCell::Number(-1.5)],
    ];
    rows.push(vec![text("车间"), XlsCell::Empty, text("甲")]);
    rows.push(vec![XlsCell::Empty, XlsCell::Empty, text("乙")]);
    let first = XlsSheet {
        name: "名单".into(),
        rows,
        hidden_rows: vec![3],
        hidden_columns: vec![1],
        merges: vec![(4, 5, 0, 0)],
        ..XlsSheet::default()
    };
    let second =
        XlsSheet { name: "x".into(), hidden: true, rows: vec![vec![text("乙")]], ..XlsSheet::default() };
    XlsFile { sheets: vec![first, second], from_1904: false }
}

#[test]
fn xls() {
    let made = file(&sample().to_bytes());
    let book = Workbook::open(made.path()).unwrap();
    assert_eq!(book.format(), Format::Xls);
    let sheets: Vec<(&str, bool)> = book.sheets().iter().map(|s| (s.name.as_str(), s.hidden)).collect();
    assert_eq!(sheets, [("名单", false), ("x", true)]);
    assert_eq!(
        dump(&book, 0).unwrap(),
        [
            "A1=姓名",
            "B1=证件号码",
            "C1=入会日期",
            "A3=王丽",
            "B3#330226199003070000",
            "C3@31943",
            "~4",
            "A4=abc",
            "B4=330226199003070015",
            "C4#-1.5",
            "A5=车间",
            "C5=甲",
            "mA6=车间",
            "C6=乙"
        ]
    );
    assert_eq!(dump(&book, 1).unwrap(), ["A1=乙"]);
    assert!(book.layout(0).unwrap().is_hidden(1));
    let old = XlsFile { from_1904: true, ..sample() };
    assert!(Workbook::open(file(&old.to_bytes()).path()).unwrap().from_1904());
}

/// A second opinion on our writer, and so on our reader.
#[test]
fn another_reader_agrees_on_xls() {
    let mut book = calamine::Xls::new(std::io::Cursor::new(sample().to_bytes())).unwrap();
    assert_eq!(book.sheet_names(), ["名单", "x"]);
    let range = book.worksheet_range("名单").unwrap();
    let at = |row, column| range.get_value((row, column)).unwrap().to_string();
    assert_eq!([at(0, 0), at(2, 0), at(3, 1), at(3, 2)], ["姓名", "王丽", "330226199003070015", "-1.5"]);
    assert!(range.get_value((2, 2)).unwrap().is_datetime());
}

/// More texts than one record and more sectors than the header of the container can name.
#[test]
fn a_large_xls() {
    let rows: Vec<Vec<XlsCell>> = (0..65_536u32)
        .map(|n| {
            vec![
                text(&format!("{n}号{}", "员工".repeat((n % 40) as usize))),
                text(&format!("a{n}")),
                XlsCell::Number(f64::from(n)),
            ]
        })
        .collect();
    let sheet = XlsSheet { name: "大".into(), rows, ..XlsSheet::default() };
    let bytes = XlsFile { sheets: vec![sheet], from_1904: false }.to_bytes();
    assert!(bytes.len() > 109 * 128 * 512, "the table itself needs a list: {}", bytes.len());
    let made = file(&bytes);
    let book = Workbook::open(made.path()).unwrap();
    let mut seen = 0u32;
    let _ = book
        .for_each_row(0, &mut |row| {
            assert_eq!(row.number, seen + 1);
            assert_eq!(row.cell(0).text(), format!("{seen}号{}", "员工".repeat((seen % 40) as usize)));
            assert_eq!(row.cell(1).text(), format!("a{seen}"));
            seen += 1;
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(seen, 65_536);
}

#[test]
fn csv_in_all_encodings_keeps_row_numbers() {
    let content = "姓名,证件号码\r\n\r\n\"王\n丽\",330226199003070015\r\n,,\r\n李四, =1+1\r\n";
    let gb = encoding_rs::GB18030.encode(content).0.into_owned();
    let marked = ["\u{feff}", content].concat();
    let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [content.as_bytes(), marked.as_bytes(), &gb, &wide] {
        let made = file(bytes);
        let book = Workbook::open(made.path()).unwrap();
        assert_eq!(book.format(), Format::Csv);
        assert_eq!(book.sheets().len(), 1);
        assert_eq!(
            dump(&book, 0).unwrap(),
            ["A1=姓名", "B1=证件号码", "A3=王\n丽", "B3=330226199003070015", "A5=李四", "B5= =1+1"]
        );
    }
    let tabs = file("姓名\t单位\n王丽\t甲,乙;丙\n".as_bytes());
    assert_eq!(dump_file(tabs.path()).unwrap(), ["A1=姓名", "B1=单位", "A2=王丽", "B2=甲,乙;丙"]);
}

#[test]
fn what_is_not_read_is_named() {
    let kind = |bytes: &[u8]| match Workbook::open(file(bytes).path()).err() {
        Some(SheetError::Unsupported { kind }) => kind,
        Some(SheetError::NotAWorkbook) => "none",
        Some(SheetError::EmptyFile) => "empty",
        Some(SheetError::Encrypted) => "encrypted",
        Some(SheetError::Damaged { .. }) => "damaged",
        other => panic!("{other:?}"),
    };
    assert_eq!(kind(b""), "empty");
    assert_eq!(kind(b" \r\n \r\n"), "empty");
    assert_eq!(kind("\u{feff}".as_bytes()), "empty");
    assert_eq!(kind(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "none");
    assert_eq!(kind("  <html><table><tr><td>王丽</td></tr></table></html>".as_bytes()), "html");
    let xml2003 = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    assert_eq!(kind(xml2003), "xml2003");
    assert_eq!(kind(b"\x09\x08\x08\x00\x00\x05\x05\x00"), "xls5");
    assert_eq!(kind(b"PK\x03\x04 and no more"), "damaged");
    assert_eq!(kind(&sample().to_bytes()[..600]), "damaged");
    let zip = |parts: &[(&str, &str)]| std::fs::read(package(parts).path()).unwrap();
    assert_eq!(kind(&zip(&[("content.xml", "")])), "ods");
    assert_eq!(kind(&zip(&[("xl/workbook.bin", "")])), "xlsb");
    assert_eq!(kind(&zip(&[("word/document.xml", "")])), "word");
    assert_eq!(kind(&zip(&[("a.txt", "")])), "none");
    let mut locked = sample().to_bytes();
    let name: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = locked.windows(name.len()).rposition(|w| w == name).unwrap();
    let new: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    locked[at..at + new.len()].copy_from_slice(&new);
    locked[at + 64] = new.len() as u8 + 2;
    assert_eq!(kind(&locked), "encrypted");
}
