//! What the rows of a list show in a file: read from the row as the list answers it, so that a file never says more.

use kernel::{Day, Fen, Timestamp};
use serde_json::Value as Json;
use sheets::write::{ColumnKind, Value};

use super::sheet::{Field, col};
use crate::codesets::Codesets;

/// Longest text of a cell of a workbook is 32,767 characters; a longer one is cut and says so.
const LONGEST: usize = 32_000;

/// A column of a list. `name` is a field of the row, `a.b` a field within a field; of several values all are told.
#[derive(Clone, Copy, Debug)]
pub struct ListColumn {
    pub(super) field: Field,
    show: Show,
}

#[derive(Clone, Copy, Debug)]
enum Show {
    Plain,
    Time,
    Minute,
    Yes,
    Words(&'static [(&'static str, &'static str)]),
    Code(&'static str),
}

/// Text as it stands.
pub const fn text(name: &'static str, title: &'static str, width: u16) -> ListColumn {
    ListColumn { field: col(name, title, width, ColumnKind::Text), show: Show::Plain }
}

/// A whole number.
pub const fn number(name: &'static str, title: &'static str) -> ListColumn {
    ListColumn { field: col(name, title, 10, ColumnKind::Number), show: Show::Plain }
}

/// A day; the open end is shown as nothing.
pub const fn day(name: &'static str, title: &'static str) -> ListColumn {
    ListColumn { field: col(name, title, 12, ColumnKind::Day), show: Show::Plain }
}

/// An instant as wall time in China; 0 is shown as nothing.
pub const fn time(name: &'static str, title: &'static str) -> ListColumn {
    ListColumn { field: col(name, title, 20, ColumnKind::Text), show: Show::Time }
}

/// Minutes since midnight as `08:30`.
pub const fn minute(name: &'static str, title: &'static str) -> ListColumn {
    ListColumn { field: col(name, title, 10, ColumnKind::Text), show: Show::Minute }
}

/// An amount in 分 as a number of 元 with two decimals, which a spreadsheet can add up.
pub const fn money(name: &'static str, title: &'static str) -> ListColumn {
    ListColumn { field: col(name, title, 14, ColumnKind::Money), show: Show::Plain }
}

/// 是 or nothing.
pub const fn yes(name: &'static str, title: &'static str) -> ListColumn {
    ListColumn { field: col(name, title, 10, ColumnKind::Text), show: Show::Yes }
}

/// A state by its word; one without a word stands as it is.
pub const fn words(
    name: &'static str,
    title: &'static str,
    words: &'static [(&'static str, &'static str)],
) -> ListColumn {
    ListColumn { field: col(name, title, 14, ColumnKind::Text), show: Show::Words(words) }
}

/// A code by its label in a dictionary.
pub const fn code(name: &'static str, title: &'static str, width: u16, set: &'static str) -> ListColumn {
    ListColumn { field: col(name, title, width, ColumnKind::Text), show: Show::Code(set) }
}

/// What a cell holds.
pub(super) enum Cell {
    Empty,
    Text(String),
    Int(i64),
    Day(Day),
    Money(Fen),
}

impl Cell {
    pub fn value(&self) -> Value<'_> {
        match self {
            Self::Empty => Value::Empty,
            Self::Text(text) => Value::Text(text),
            Self::Int(n) => Value::Int(*n),
            Self::Day(day) => Value::Day(*day),
            Self::Money(fen) => Value::Money(*fen),
        }
    }
}

impl ListColumn {
    /// Its cell in a row.
    pub(super) fn cell(&self, row: &Json, dictionaries: &Codesets) -> Cell {
        let mut found = Vec::new();
        collect(row, self.field.name, &mut found);
        match (self.field.kind, found.as_slice()) {
            (ColumnKind::Number, [one]) => one.as_i64().map_or(Cell::Empty, Cell::Int),
            (ColumnKind::Money, [one]) => one.as_i64().map_or(Cell::Empty, |fen| Cell::Money(Fen(fen))),
            (ColumnKind::Day, [one]) => {
                one.as_str().and_then(|d| d.parse().ok()).map_or(Cell::Empty, Cell::Day)
            }
            _ => {
                let said = found.iter().map(|v| self.said(v, dictionaries)).filter(|s| !s.is_empty());
                let text = said.collect::<Vec<_>>().join("、");
                Cell::Text(cut(text))
            }
        }
    }

    fn said(&self, value: &Json, dictionaries: &Codesets) -> String {
        let plain = match value {
            Json::Null => return String::new(),
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        match self.show {
            Show::Plain => plain,
            Show::Time => {
                value.as_i64().filter(|at| *at != 0).map_or_else(String::new, |at| Timestamp(at).local_text())
            }
            Show::Minute => {
                value.as_i64().map_or_else(String::new, |m| format!("{:02}:{:02}", m / 60, m % 60))
            }
            Show::Yes => if value.as_bool() == Some(true) { "是" } else { "" }.to_owned(),
            Show::Words(words) => {
                words.iter().find(|(w, _)| *w == plain).map_or(plain, |(_, word)| (*word).to_owned())
            }
            Show::Code(set) => dictionaries.label(set, &plain).map_or(plain, str::to_owned),
        }
    }
}

fn cut(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let more = text.chars().nth(LONGEST).is_some();
    if more { text.chars().take(LONGEST).chain(['…']).collect() } else { text }
}

fn collect<'v>(value: &'v Json, path: &str, found: &mut Vec<&'v Json>) {
    if let Json::Array(all) = value {
        return all.iter().for_each(|one| collect(one, path, found));
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    match value {
        _ if path.is_empty() => found.push(value),
        Json::Object(fields) => fields.get(first).into_iter().for_each(|one| collect(one, rest, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shown(column: ListColumn, row: &Json) -> String {
        match column.cell(row, &Codesets::default()) {
            Cell::Empty => "(empty)".into(),
            Cell::Text(text) => text,
            Cell::Int(n) => n.to_string(),
            Cell::Day(day) => day.to_string(),
            Cell::Money(fen) => format!("{fen}元"),
        }
    }

    #[test]
    fn a_cell_says_what_the_row_says() {
        let row = json!({
            "name": "王丽", "n": 7, "none": null, "on": "2026-11-22", "at": 1_795_400_000_000_i64, "never": 0, "open": true,
            "state": "done", "from": 510, "one": { "name": "李四" }, "all": [{ "name": "甲" }, { "name": "乙" }], "words": ["丙", "丁"]
        });
        const STATES: &[(&str, &str)] = &[("done", "完成")];
        for (column, want) in [
            (text("name", "", 1), "王丽"),
            (text("none", "", 1), ""),
            (text("nobody", "", 1), ""),
            (number("n", ""), "7"),
            (number("none", ""), "(empty)"),
            (day("on", ""), "2026-11-22"),
            (day("none", ""), "(empty)"),
            (time("at", ""), "2026-11-23 10:13:20"),
            (time("never", ""), ""),
            (minute("from", ""), "08:30"),
            (money("from", ""), "5.10元"),
            (money("none", ""), "(empty)"),
            (yes("open", ""), "是"),
            (yes("none", ""), ""),
            (words("state", "", STATES), "完成"),
            (words("name", "", STATES), "王丽"),
            (code("state", "", 1, "nothing"), "done"),
            (text("one.name", "", 1), "李四"),
            (text("all.name", "", 1), "甲、乙"),
            (text("words", "", 1), "丙、丁"),
        ] {
            assert_eq!(shown(column, &row), want, "{column:?}");
        }
    }

    #[test]
    fn what_no_cell_holds_is_cut_and_says_so() {
        let long = shown(text("t", "", 1), &json!({ "t": "长".repeat(40_000) }));
        assert!(long.chars().count() == LONGEST + 1 && long.ends_with('…'));
    }
}
