//! `IN` lists, and statements that are composed of what a list asks for.

use std::collections::BTreeSet;

use kernel::{Day, Timestamp};
use store::{Route, Sql, Val};

/// Sizes of `IN` lists; a list is padded with its last value up to the next size, so that few statements are prepared.
pub const SIZES: [usize; 4] = [1, 16, 128, 512];

/// A statement with an `IN` list of at least `n` parameters, and how many it has.
pub fn with_list(name: &'static str, head: &str, n: usize, tail: &str) -> (Sql, usize) {
    let size = SIZES.into_iter().find(|s| *s >= n).unwrap_or(SIZES[3]);
    let text = format!("{head} ({}) {tail}", store::marks(size));
    (Sql::composed(name, Route::FanOut("a chunk of people"), text), size)
}

/// A statement under way.
#[derive(Debug, Default)]
pub struct Text {
    /// What stands there.
    pub text: String,
    /// Its values.
    pub args: Vec<Val<'static>>,
}

impl Text {
    /// Begins with a text without values.
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), args: Vec::new() }
    }

    /// Adds a value; its number.
    pub fn arg(&mut self, value: impl Into<Val<'static>>) -> usize {
        self.args.push(value.into());
        self.args.len()
    }

    /// Adds `AND column = value`, if there is one.
    pub fn equal(&mut self, column: &str, value: Option<impl Into<Val<'static>>>) {
        if let Some(value) = value {
            let n = self.arg(value);
            self.text.push_str(&format!(" AND {column} = ${n}"));
        }
    }

    /// Adds that one of the columns has a text somewhere in it: as it was typed or cleaned, in capitals or in small letters. It reads
    /// every row that the other conditions leave, and is for lists of some thousand: names of files and titles begin alike, and what
    /// somebody looks for stands within.
    pub fn contains(&mut self, columns: &[&str], text: &str) {
        let written = [text.to_owned(), kernel::text::clean(text)];
        let mut all: BTreeSet<String> =
            written.iter().flat_map(|t| [t.clone(), t.to_uppercase(), t.to_lowercase()]).collect();
        all.remove("");
        let mut any = Vec::new();
        for typed in all {
            let n = self.arg(typed);
            any.extend(columns.iter().map(|c| format!("{c} <> REPLACE({c}, ${n}, '')")));
        }
        if !any.is_empty() {
            self.text.push_str(&format!(" AND ({})", any.join(" OR ")));
        }
    }

    /// Adds that an instant lies within days, both included.
    pub fn made(&mut self, column: &str, (from, to): (Option<Day>, Option<Day>)) {
        let ends = [(from, ">="), (to.map(|d| d.plus_days(1)), "<")];
        for (day, sign) in ends {
            if let Some(day) = day {
                let n = self.arg(Timestamp::at_day_start(day));
                self.text.push_str(&format!(" AND {column} {sign} ${n}"));
            }
        }
    }
}
