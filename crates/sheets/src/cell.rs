//! A row as it stands in the file, before any judgement.

use std::borrow::Cow;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RawValue<'a> {
    /// Nothing, or only formatting.
    Empty,
    /// Text, with its spaces and line breaks.
    Text(&'a str),
    /// A number. That an identity number arrives as a number matters (docs/rules §28.1).
    Number {
        /// As written in the file: `3.30226E+17`. In an .xls, the shortest text of the same number.
        text: &'a str,
        /// The same as a number.
        value: f64,
        /// Shown as a date or time by its number format.
        is_date: bool,
    },
    /// TRUE or FALSE.
    Bool(bool),
    /// `#N/A` and the like.
    Error(&'a str),
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RawCell<'a> {
    /// Its value; of a formula, the value that was stored with it.
    pub value: RawValue<'a>,
    /// The cell holds a formula.
    pub formula: bool,
    /// The value was taken over from the top left cell of a merged region.
    pub filled: bool,
}

impl<'a> RawCell<'a> {
    /// A cell without content.
    pub const EMPTY: Self = Self { value: RawValue::Empty, formula: false, filled: false };

    /// No content, or only white space.
    pub fn is_blank(&self) -> bool {
        match self.value {
            RawValue::Empty => true,
            RawValue::Text(t) => t.trim().is_empty(),
            _ => false,
        }
    }

    /// The content as text: numbers as Excel shows them, without `.0` or exponent
    /// (beyond 15 digits as written in the file), TRUE/FALSE, `#N/A`.
    pub fn text(&self) -> Cow<'a, str> {
        match self.value {
            RawValue::Empty => Cow::Borrowed(""),
            RawValue::Text(t) | RawValue::Error(t) => Cow::Borrowed(t),
            RawValue::Bool(b) => Cow::Borrowed(if b { "TRUE" } else { "FALSE" }),
            RawValue::Number { text, value, .. } => {
                let plain = text.bytes().all(|b| b.is_ascii_digit());
                if plain || value.abs() >= 1e15 { Cow::Borrowed(text) } else { Cow::Owned(shown(value)) }
            }
        }
    }
}

/// A number with at most 15 significant digits, as Excel shows it: 1987.6, not 1987.5999999999999.
fn shown(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// Content of a cell in the row buffer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slot {
    Text {
        start: u32,
        end: u32,
    },
    Number {
        start: u32,
        end: u32,
        value: f64,
        is_date: bool,
    },
    Bool(bool),
    Error {
        start: u32,
        end: u32,
    },
    /// A shared text by its number.
    Shared(u32),
    /// A formula without a stored value.
    Empty,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct CellSlot {
    pub column: u32,
    pub slot: Slot,
    pub formula: bool,
    pub filled: bool,
}

/// Reused from row to row, so that reading allocates nothing per cell.
#[derive(Default)]
pub(crate) struct RowBuffer {
    pub text: String,
    pub cells: Vec<CellSlot>,
}

impl RowBuffer {
    pub fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
    }

    /// Adds a text and gives its place.
    pub fn add(&mut self, text: &str) -> (u32, u32) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        (start, self.text.len() as u32)
    }

    pub fn push(&mut self, column: u32, slot: Slot, formula: bool) {
        self.cells.push(CellSlot { column, slot, formula, filled: false });
    }
}

/// Where shared texts are found.
pub(crate) trait SharedTexts {
    /// The text with this number; empty where there is none.
    fn shared(&self, number: u32) -> &str;
}

/// For formats without shared texts.
pub(crate) struct NoShared;

impl SharedTexts for NoShared {
    fn shared(&self, _: u32) -> &str {
        ""
    }
}

/// One row of a sheet. Valid during the visit only.
#[derive(Clone, Copy)]
pub struct RawRow<'a> {
    /// Row number as the reader of the file sees it, from 1.
    pub number: u32,
    /// The row is hidden (by hand or by a filter).
    pub hidden: bool,
    /// How much of the sheet has been read after this row, 0.0 to 1.0; a close estimate.
    pub share: f32,
    pub(crate) buffer: &'a RowBuffer,
    pub(crate) shared: &'a dyn SharedTexts,
}

impl<'a> RawRow<'a> {
    /// The cell in a column (from 0); [`RawCell::EMPTY`] where there is none.
    pub fn cell(&self, column: u32) -> RawCell<'a> {
        let cells = &self.buffer.cells;
        // Most rows have no gaps, so the place is usually the column itself.
        let at = match cells.get(column as usize) {
            Some(c) if c.column == column => Some(c),
            _ => cells.binary_search_by_key(&column, |c| c.column).ok().map(|i| &cells[i]),
        };
        at.map_or(RawCell::EMPTY, |c| self.build(c))
    }

    /// The cells that hold something, with their column (from 0), from left to right.
    pub fn cells(&self) -> impl Iterator<Item = (u32, RawCell<'a>)> + use<'a> {
        let row = *self;
        row.buffer.cells.iter().map(move |c| (c.column, row.build(c)))
    }

    /// One past the last column that holds something.
    pub fn width(&self) -> u32 {
        self.buffer.cells.last().map_or(0, |c| c.column + 1)
    }

    /// Nothing but white space in the whole row.
    pub fn is_blank(&self) -> bool {
        self.cells().all(|(_, c)| c.is_blank())
    }

    fn build(&self, c: &CellSlot) -> RawCell<'a> {
        let part = |start: u32, end: u32| &self.buffer.text[start as usize..end as usize];
        let value = match c.slot {
            Slot::Empty => RawValue::Empty,
            Slot::Text { start, end } => RawValue::Text(part(start, end)),
            Slot::Number { start, end, value, is_date } => {
                RawValue::Number { text: part(start, end), value, is_date }
            }
            Slot::Bool(b) => RawValue::Bool(b),
            Slot::Error { start, end } => RawValue::Error(part(start, end)),
            Slot::Shared(n) => RawValue::Text(self.shared.shared(n)),
        };
        RawCell { value, formula: c.formula, filled: c.filled }
    }
}
