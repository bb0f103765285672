//! Files that mean harm or came to harm: whatever the bytes, the readers answer with rows or an error, never with a
//! panic and never with memory out of proportion. The seeds in `tests/corpus` are made by `make_corpus` below:
//! `cargo test -p sheets --test hostile -- --ignored make_corpus`; cases that once failed are kept beside them.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use sheets::header::find_header;
use sheets::member_form::{FIELDS, SPEC};
use sheets::normal::{DateReader, document_number, yes_no};
use sheets::rewrite::{Level, ResultSheet, Verdict, rewrite};
use sheets::write::{XlsCell, XlsFile, XlsSheet};
use sheets::{Limits, SheetError, Workbook};
use support::{file, put, raw_parts, xlsx};

/// Most memory that any of these tests may ever have taken, in KiB.
const MEMORY_KIB: u64 = 400 << 10;

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The seeds with this ending.
fn seeds(ending: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(corpus()).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == ending));
    paths.sort();
    assert!(!paths.is_empty(), "no seeds for {ending}");
    paths.iter().map(|p| std::fs::read(p).unwrap()).collect()
}

/// Peak of memory of this process.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Does with a file all that an import does.
fn exercise(bytes: &[u8]) -> Result<u64, SheetError> {
    let made = file(bytes);
    let limits = Limits { sheet_bytes: 64 << 20, string_bytes: 32 << 20, ..Limits::default() };
    let book = Workbook::open_with(made.path(), &limits)?;
    let dates = DateReader { from_1904: book.from_1904(), latest_year: 2026 };
    let (mut cells, mut plans, mut verdicts) = (0, Vec::new(), Vec::new());
    for sheet in 0..book.sheets().len().min(4) {
        let header = find_header(&book, sheet, &SPEC)?;
        plans.extend(header.as_ref().map(|h| ResultSheet::of(sheet, h)));
        let _ = book.for_each_row(sheet, &mut |row| {
            for (column, cell) in row.cells() {
                assert_eq!(row.cell(column), cell);
                let _ = (document_number(&cell), dates.read(&cell), yes_no(&cell));
                cells += 1;
            }
            if let Some(header) = header.as_ref().filter(|h| row.number > h.last_row) {
                let _ = header.kind(&row);
                let reason = "理由".to_owned();
                verdicts.push(Verdict { sheet, row: row.number, level: Level::Rejected, reason });
            }
            ControlFlow::Continue(())
        })?;
    }
    rewrite(&book, Cursor::new(Vec::new()), &plans, verdicts.into_iter().map(Ok::<_, SheetError>))?;
    Ok(cells)
}

/// One change to some bytes.
#[derive(Clone, Debug)]
enum Change {
    Set(usize, u8),
    Cut(usize),
    Remove(usize, usize),
    Repeat(usize, usize),
    Number(usize, u32),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<usize>;
    prop_oneof![
        4 => (at(), any::<u8>()).prop_map(|(a, b)| Change::Set(a, b)),
        1 => at().prop_map(Change::Cut),
        1 => (at(), 1usize..200).prop_map(|(a, n)| Change::Remove(a, n)),
        1 => (at(), 1usize..200).prop_map(|(a, n)| Change::Repeat(a, n)),
        2 => (at(), prop_oneof![Just(u32::MAX), Just(0), Just(0x7FFF_FFFF), any::<u32>()]).prop_map(|(a, n)| Change::Number(a, n)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        let length = bytes.len();
        match *change {
            Change::Set(at, b) => bytes[at % length] = b,
            Change::Cut(at) => bytes.truncate(at % length),
            Change::Remove(at, n) => {
                let at = at % length;
                bytes.drain(at..(at + n).min(length));
            }
            Change::Repeat(at, n) => {
                let at = at % length;
                let piece = bytes[at..(at + n).min(length)].to_vec();
                bytes.splice(at..at, piece);
            }
            Change::Number(at, n) => {
                let at = at % length;
                for (i, b) in n.to_le_bytes().into_iter().enumerate().take(length - at) {
                    bytes[at + i] = b;
                }
            }
        }
    }
    bytes
}

fn config() -> ProptestConfig {
    let kept = FileFailurePersistence::Direct("tests/corpus/failed.txt");
    ProptestConfig { failure_persistence: Some(Box::new(kept)), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes(head in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xff\xfe", b"<?xml"]), tail in prop::collection::vec(any::<u8>(), 0..3_000)) {
        let _ = exercise(&[head, &tail].concat());
        prop_assert!(peak_kib() < MEMORY_KIB);
    }

    #[test]
    fn changed_xls(which: prop::sample::Index, changes in prop::collection::vec(change(), 1..6)) {
        let _ = exercise(&changed(which.get(&seeds("xls")).clone(), &changes));
        prop_assert!(peak_kib() < MEMORY_KIB);
    }

    #[test]
    fn changed_csv(which: prop::sample::Index, changes in prop::collection::vec(change(), 1..6)) {
        let _ = exercise(&changed(which.get(&seeds("csv")).clone(), &changes));
        prop_assert!(peak_kib() < MEMORY_KIB);
    }

    #[test]
    fn changed_packages(which: prop::sample::Index, changes in prop::collection::vec(change(), 1..4)) {
        let _ = exercise(&changed(which.get(&seeds("xlsx")).clone(), &changes));
        prop_assert!(peak_kib() < MEMORY_KIB);
    }

    /// A change inside a packed part would only break its check sum; here the part is changed and packed again.
    #[test]
    fn changed_parts(which: prop::sample::Index, part: prop::sample::Index, changes in prop::collection::vec(change(), 1..6)) {
        let seeds = seeds("xlsx");
        let mut zip = zip::ZipArchive::new(Cursor::new(which.get(&seeds))).unwrap();
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let chosen = part.index(zip.len());
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            let bytes = if at == chosen { changed(bytes, &changes) } else { bytes };
            out.start_file(entry.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
            out.write_all(&bytes).unwrap();
        }
        let _ = exercise(out.finish().unwrap().get_ref());
        prop_assert!(peak_kib() < MEMORY_KIB);
    }
}

#[test]
fn seeds_are_sound() {
    for ending in ["xlsx", "xls", "csv"] {
        for (n, seed) in seeds(ending).iter().enumerate() {
            assert!(exercise(seed).unwrap() > 0, "{ending} {n}");
        }
    }
}

/// Writes the seeds. Run by hand when a new feature of the readers needs one.
#[test]
#[ignore = "writes into the source tree"]
fn make_corpus() {
    let save = |name: &str, bytes: &[u8]| std::fs::write(corpus().join(name), bytes).unwrap();
    std::fs::create_dir_all(corpus()).unwrap();
    let labels: Vec<&str> = FIELDS.iter().map(|f| f.label).collect();
    let lines = [
        ["1", "王丽", "女", "1990.3", "汉", "在岗", "身份证", "330226199003070015"],
        ["2", "李 四", "男", "87-6-15", "汉族", "打工", "身份证", "33022687061500x"],
        ["3", "=cmd|'/C calc'!A0", "男", "不详", "", "", "护照", "e12345678"],
    ];
    let made = xlsx(|book| {
        let sheet = book.add_worksheet();
        let plain = rust_xlsxwriter::Format::new();
        let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-m-d");
        sheet.merge_range(0, 0, 0, 19, "会员信息表", &plain).unwrap();
        put(sheet, 3, &labels);
        for (n, line) in lines.iter().enumerate() {
            put(sheet, 4 + n as u32, line);
        }
        sheet.write_number(7, 7, 330_226_199_003_070_016_i64 as f64).unwrap();
        sheet.write_number_with_format(7, 3, 31_943, &date).unwrap();
        sheet
            .write_formula(7, 1, rust_xlsxwriter::Formula::new("=\"赵\"&\"六\"").set_result("赵六"))
            .unwrap();
        sheet.merge_range(8, 0, 8, 19, "填表说明：如实填写", &plain).unwrap();
        sheet.set_column_hidden(5).unwrap();
        sheet.set_row_hidden(5).unwrap();
        put(book.add_worksheet().set_hidden(true), 0, &["选项"]);
    });
    save("members.xlsx", &std::fs::read(made.path()).unwrap());
    let raw = support::raw_xlsx(
        "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c t=\"s\"><x:v>0</x:v></x:c><x:c t=\"s\"><x:v>1</x:v></x:c><x:c t=\"str\"><x:v>性别</x:v></x:c></x:row>\
         <x:row><x:c t=\"inlineStr\"><x:is><x:t>王&#20029;</x:t></x:is></x:c><x:c t=\"str\"><x:f>A1&amp;\"x\"</x:f><x:v>x</x:v></x:c><x:c t=\"e\"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        "<si><t>姓名</t></si><si><r><t>证件</t></r><r><t>号码</t></r></si>",
        "<workbookPr date1904=\"1\"/>",
    );
    save("prefixed.xlsx", &std::fs::read(raw.path()).unwrap());
    let mut live =
        raw_parts("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>", "", "");
    live.push(("xl/externalLinks/externalLink1.xml", "<externalLink/>".into()));
    let live: Vec<(&str, &str)> = live.iter().map(|(n, c)| (*n, c.as_str())).collect();
    save("live.xlsx", &std::fs::read(support::package(&live).path()).unwrap());
    let text = |t: &&str| if t.is_empty() { XlsCell::Empty } else { XlsCell::Text((*t).to_owned()) };
    let mut rows: Vec<Vec<XlsCell>> = vec![labels.iter().map(text).collect()];
    rows.extend(lines.iter().map(|l| l.iter().map(text).collect()));
    rows.push(vec![XlsCell::Number(4.0), XlsCell::Empty, XlsCell::Empty, XlsCell::Date(31_943.0)]);
    let sheet = XlsSheet {
        name: "名单".into(),
        rows,
        hidden_rows: vec![2],
        hidden_columns: vec![3],
        merges: vec![(1, 3, 17, 17)],
        ..XlsSheet::default()
    };
    save("members.xls", &XlsFile { sheets: vec![sheet], from_1904: false }.to_bytes());
    let csv: String =
        [labels.join(",")].into_iter().chain(lines.iter().map(|l| l.join(","))).map(|l| l + "\r\n").collect();
    save("utf8.csv", csv.as_bytes());
    save("gb18030.csv", &encoding_rs::GB18030.encode(&csv).0);
    save(
        "quoted.csv",
        "姓名\t证件号码\t性别\n\"王\n\"\"丽\"\"\"\t\"=\"\"330226199003070015\"\"\"\t女\n".as_bytes(),
    );
    let wide: Vec<u8> = ["\u{feff}", &csv].concat().encode_utf16().flat_map(u16::to_le_bytes).collect();
    save("utf16.csv", &wide);
}
