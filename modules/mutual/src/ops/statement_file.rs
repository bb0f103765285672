//! What stands in a file of the bank: its header, its lines, and by what a line is known.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

use kernel::{Day, Id};
use platform::{App, files};
use sheets::normal::DateReader;
use sheets::{SheetError, Workbook};
use sm3::{Digest, Sm3};

use crate::enrol_error::{EnrolError, Result};
use crate::model::statement::Columns;
use crate::rules::statement::{Income, Places, Said, found, guess, places, read};

/// Rows that may stand above the lines.
const HEAD: u32 = 40;
/// Most lines of a file.
const LINES: usize = 200_000;

/// A line of the file.
#[derive(Clone, Debug)]
pub struct Line {
    /// Row of the file, from 1.
    pub row: u32,
    /// How many lines with the same content stand above it.
    pub again: i64,
    /// What it says.
    pub said: Said,
}

/// Where the lines of a file begin.
struct Head {
    sheet: usize,
    row: u32,
    headers: Vec<(u32, String)>,
}

/// The row that is likely to be the header: the one in which most columns are known, or in which those of `told` stand.
fn head(book: &Workbook, told: Option<&Columns>) -> std::result::Result<Option<(Head, Columns)>, SheetError> {
    let mut best: Option<(usize, Head, Columns)> = None;
    for (sheet, info) in book.sheets().iter().enumerate() {
        if info.hidden {
            continue;
        }
        let _ = book.for_each_row(sheet, &mut |row| {
            if row.number > HEAD {
                return ControlFlow::Break(());
            }
            let headers: Vec<(u32, String)> =
                row.cells().filter(|(_, c)| !c.is_blank()).map(|(n, c)| (n, c.text().into_owned())).collect();
            let texts: Vec<String> = headers.iter().map(|(_, t)| t.clone()).collect();
            let columns = match told {
                Some(c) if places(c, &headers).is_some() => c.clone(),
                Some(_) => return ControlFlow::Continue(()),
                None => guess(&texts),
            };
            let known = found(&columns);
            if known >= 2 && best.as_ref().is_none_or(|(most, ..)| known > *most) {
                best = Some((known, Head { sheet, row: row.number, headers }, columns));
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(best.map(|(_, head, columns)| (head, columns)))
}

/// Every line of a file beneath its header. `None` where the columns do not stand in the file.
///
/// # Errors
/// The file cannot be read.
pub fn lines(
    path: &Path,
    columns: &Columns,
    today: Day,
) -> std::result::Result<Option<Vec<Line>>, SheetError> {
    let book = Workbook::open(path)?;
    let Some((head, columns)) = head(&book, Some(columns))? else { return Ok(None) };
    let Some(places) = places(&columns, &head.headers) else { return Ok(None) };
    let all = lines_below(&book, &head, &places, today)?;
    Ok(Some(all))
}

fn lines_below(
    book: &Workbook,
    head: &Head,
    places: &Places,
    today: Day,
) -> std::result::Result<Vec<Line>, SheetError> {
    let dates = DateReader { from_1904: book.from_1904(), latest_year: today.year() };
    let (mut all, mut seen) = (Vec::new(), HashMap::<[u8; 32], i64>::new());
    let _ = book.for_each_row(head.sheet, &mut |row| {
        if row.number <= head.row {
            return ControlFlow::Continue(());
        }
        let said = read(&row, places, &dates, today);
        let again = match &said {
            Said::Nothing => return ControlFlow::Continue(()),
            Said::Income(i) => {
                let n = seen.entry(content(Id(0), i, 0)).or_default();
                *n += 1;
                *n - 1
            }
            _ => 0,
        };
        all.push(Line { row: row.number, again, said });
        if all.len() < LINES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(all)
}

/// By what a line is known for ever: the bank's number with day and amount, or else all that it says and how often it said so above.
pub fn content(fund: Id, i: &Income, again: i64) -> [u8; 32] {
    let mut hash = Sm3::new();
    let mut add = |part: &[u8]| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    };
    add(&fund.0.to_be_bytes());
    add(&i.day.number().to_be_bytes());
    add(&i.amount.0.to_be_bytes());
    add(i.serial.as_bytes());
    if i.serial.is_empty() {
        add(i.payer.as_bytes());
        add(i.account.as_bytes());
        add(i.note.as_bytes());
        add(&again.to_be_bytes());
    }
    hash.finalize().into()
}

/// What is seen of a file before it is taken.
#[derive(Debug)]
pub struct Look {
    /// Texts of the header.
    pub headers: Vec<String>,
    /// What they are likely to mean, or as it was confirmed before.
    pub columns: Columns,
    /// Lines with money or trouble.
    pub lines: i64,
    /// The first incomes.
    pub sample: Vec<Income>,
}

/// Looks at a file of a bank.
///
/// # Errors
/// [`EnrolError::Sheet`]; [`EnrolError::StatementColumns`] where nothing looks like a header.
pub fn look(app: &App, digest: &str, kept: Option<&Columns>) -> Result<Look> {
    let book = Workbook::open(&files::path(app, digest))?;
    let known = match kept {
        Some(c) => head(&book, Some(c))?,
        None => None,
    };
    let found = match known {
        Some(found) => Some(found),
        None => head(&book, None)?,
    };
    let (head, columns) = found.ok_or(EnrolError::StatementColumns)?;
    let all = match places(&columns, &head.headers) {
        Some(places) => lines_below(&book, &head, &places, app.clock().today())?,
        None => Vec::new(),
    };
    let incomes = all.iter().filter_map(|l| match &l.said {
        Said::Income(i) => Some(i.clone()),
        _ => None,
    });
    Ok(Look {
        sample: incomes.take(5).collect(),
        lines: all.len() as i64,
        headers: head.headers.into_iter().map(|(_, t)| t).collect(),
        columns,
    })
}
