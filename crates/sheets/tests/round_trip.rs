//! Whatever stands in a sheet is read as it was written, and survives the result of an import.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use std::collections::BTreeMap;
use std::io::Cursor;

use proptest::prelude::*;
use sheets::rewrite::{Level, ResultSheet, Verdict, rewrite};
use sheets::write::{XlsCell, XlsFile, XlsSheet};
use sheets::{SheetError, Workbook, column_letters};
use support::{dump, file, xlsx};

#[derive(Clone, Debug)]
enum Cell {
    Text(String),
    Number(f64),
    Bool(bool),
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => "[ -~王丽李四\\u{3000}\\n𠮷_x0D]{1,12}".prop_map(Cell::Text),
        2 => prop_oneof![-1e6..1e6, Just(330_226_199_003_070_016.0), Just(31_943.0)].prop_map(Cell::Number),
        1 => any::<bool>().prop_map(Cell::Bool),
    ]
}

/// Cells by row and column, both from 0, with gaps.
fn table() -> impl Strategy<Value = BTreeMap<(u32, u16), Cell>> {
    prop::collection::btree_map((0u32..30, 0u16..30), cell(), 1..60)
}

fn expected(table: &BTreeMap<(u32, u16), Cell>) -> Vec<String> {
    let one = |((row, column), cell): (&(u32, u16), &Cell)| {
        let at = format!("{}{}", column_letters(u32::from(*column)), row + 1);
        match cell {
            Cell::Text(text) => format!("{at}={text}"),
            Cell::Number(value) => format!("{at}#{value}"),
            Cell::Bool(b) => format!("{at}?{b}").to_uppercase(),
        }
    };
    table.iter().map(one).collect()
}

/// Numbers that differ only in how they are written are the same.
fn read(path: &std::path::Path) -> Result<Vec<String>, SheetError> {
    let same = |c: String| match c.split_once('#') {
        Some((at, number)) if !at.contains('=') => format!("{at}#{}", number.parse::<f64>().unwrap()),
        _ => c,
    };
    Ok(dump(&Workbook::open(path)?, 0)?.into_iter().map(same).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn xlsx_and_its_result(table in table(), levels in prop::collection::vec(0usize..4, 30)) {
        let made = xlsx(|book| {
            let sheet = book.add_worksheet();
            for (&(row, column), cell) in &table {
                match cell {
                    Cell::Text(text) => sheet.write_string(row, column, text).map(|_| ()),
                    Cell::Number(value) => sheet.write_number(row, column, *value).map(|_| ()),
                    Cell::Bool(b) => sheet.write_boolean(row, column, *b).map(|_| ()),
                }.unwrap();
            }
        });
        prop_assert_eq!(read(made.path()).unwrap(), expected(&table));

        let rows: std::collections::BTreeSet<u32> = table.keys().map(|(row, _)| row + 1).collect();
        let header_row = *rows.first().unwrap();
        let width = u32::from(table.keys().map(|(_, column)| column + 1).max().unwrap());
        let of = |row: u32| [None, Some(Level::Accepted), Some(Level::Warned), Some(Level::Rejected)][levels[row as usize - 1]];
        let verdicts = rows.iter().filter(|&&row| row != header_row).filter_map(|&row| {
            Some(Ok::<_, SheetError>(Verdict { sheet: 0, row, level: of(row)?, reason: format!("第{row}行\n<&>") }))
        });
        let mut target = Cursor::new(Vec::new());
        let place = ResultSheet { sheet: 0, header_row, columns: None };
        rewrite(&Workbook::open(made.path()).unwrap(), &mut target, &[place], verdicts).unwrap();

        let mut with_verdicts = table.clone();
        let mut put = |row: u32, column: u32, text: &str| {
            with_verdicts.insert((row - 1, column as u16), Cell::Text(text.to_owned()));
        };
        put(header_row, width, "是否导入成功");
        put(header_row, width + 1, "错误原因");
        for &row in rows.iter().filter(|&&row| row != header_row) {
            if let Some(level) = of(row) {
                put(row, width, level.word());
                put(row, width + 1, &format!("第{row}行\n<&>"));
            }
        }
        prop_assert_eq!(read(file(target.get_ref()).path()).unwrap(), expected(&with_verdicts));
    }

    #[test]
    fn xls(table in table()) {
        let height = table.keys().map(|(row, _)| *row as usize + 1).max().unwrap();
        let mut rows = vec![vec![XlsCell::Empty; 30]; height];
        let mut table = table;
        // This writer makes no truth values.
        table.retain(|_, cell| !matches!(cell, Cell::Bool(_)));
        for (&(row, column), cell) in &table {
            rows[row as usize][usize::from(column)] = match cell {
                Cell::Text(text) => XlsCell::Text(text.clone()),
                Cell::Number(value) => XlsCell::Number(*value),
                Cell::Bool(_) => XlsCell::Empty,
            };
        }
        let sheet = XlsSheet { name: "x".into(), rows, ..XlsSheet::default() };
        let made = file(&XlsFile { sheets: vec![sheet], from_1904: false }.to_bytes());
        prop_assert_eq!(read(made.path()).unwrap(), expected(&table));
    }
}
