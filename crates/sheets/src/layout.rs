//! What a sheet says about itself beside its cells: merged regions and hidden columns.

use crate::cell::{CellSlot, RowBuffer, SharedTexts, Slot};

/// A merged region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// First row, from 1.
    pub first_row: u32,
    /// Last row, from 1.
    pub last_row: u32,
    /// First column, from 0.
    pub first_column: u32,
    /// Last column, from 0.
    pub last_column: u32,
}

/// Merged regions and hidden columns of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Merged regions, by first row.
    pub merges: Vec<Region>,
    /// Hidden columns as ranges (first, last), from 0.
    pub hidden_columns: Vec<(u32, u32)>,
}

impl Layout {
    /// The column (from 0) is hidden.
    pub fn is_hidden(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|&(first, last)| (first..=last).contains(&column))
    }
}

/// Regions are filled at most this far to the right: a title merged over the whole sheet is not 16,384 titles.
const FILL_COLUMNS: u32 = 256;

/// Regions filled at a time. Regions do not overlap in a sound file, so a row meets far fewer.
const ACTIVE: usize = 512;

struct Active {
    region: Region,
    slot: Slot,
    text: String,
    formula: bool,
}

/// Gives the cells of a merged region the value of its top left cell while the rows go by.
pub(crate) struct MergeFill<'a> {
    coming: std::iter::Peekable<std::slice::Iter<'a, Region>>,
    active: Vec<Active>,
}

impl<'a> MergeFill<'a> {
    /// `merges` must be ordered by first row.
    pub fn new(merges: &'a [Region]) -> Self {
        Self { coming: merges.iter().peekable(), active: Vec::new() }
    }

    /// Completes one row. Rows must come in rising order.
    pub fn fill(&mut self, number: u32, buffer: &mut RowBuffer, shared: &dyn SharedTexts) {
        self.active.retain(|a| a.region.last_row >= number);
        while let Some(region) = self.coming.next_if(|r| r.first_row <= number) {
            // A region whose first row is not in the file has no value to give.
            if region.first_row == number && self.active.len() < ACTIVE {
                self.take_up(region, buffer, shared);
            }
        }
        let before = buffer.cells.len();
        for active in &self.active {
            let Region { first_row, first_column, last_column, .. } = active.region;
            let first = first_column + u32::from(first_row == number);
            let last = last_column.min(first_column + FILL_COLUMNS);
            for column in first..=last {
                let at = buffer.cells[..before].binary_search_by_key(&column, |c| c.column);
                if let Ok(at) = at {
                    if matches!(buffer.cells[at].slot, Slot::Empty) {
                        buffer.cells[at] = active.cell(column, &mut buffer.text);
                    }
                } else {
                    let cell = active.cell(column, &mut buffer.text);
                    buffer.cells.push(cell);
                }
            }
        }
        if buffer.cells.len() > before {
            buffer.cells.sort_by_key(|c| c.column);
            buffer.cells.dedup_by_key(|c| c.column);
        }
    }

    fn take_up(&mut self, region: &Region, buffer: &RowBuffer, shared: &dyn SharedTexts) {
        let Ok(at) = buffer.cells.binary_search_by_key(&region.first_column, |c| c.column) else { return };
        let CellSlot { slot, formula, .. } = buffer.cells[at];
        let part = |start: u32, end: u32| buffer.text[start as usize..end as usize].to_owned();
        let text = match slot {
            Slot::Text { start, end } | Slot::Number { start, end, .. } | Slot::Error { start, end } => {
                part(start, end)
            }
            Slot::Shared(n) => shared.shared(n).to_owned(),
            Slot::Bool(_) => String::new(),
            Slot::Empty => return,
        };
        self.active.push(Active { region: *region, slot, text, formula });
    }
}

impl Active {
    fn cell(&self, column: u32, text: &mut String) -> CellSlot {
        let start = text.len() as u32;
        let slot = match self.slot {
            Slot::Bool(_) | Slot::Shared(_) | Slot::Empty => self.slot,
            Slot::Text { .. } => {
                text.push_str(&self.text);
                Slot::Text { start, end: text.len() as u32 }
            }
            Slot::Error { .. } => {
                text.push_str(&self.text);
                Slot::Error { start, end: text.len() as u32 }
            }
            Slot::Number { value, is_date, .. } => {
                text.push_str(&self.text);
                Slot::Number { start, end: text.len() as u32, value, is_date }
            }
        };
        CellSlot { column, slot, formula: self.formula, filled: true }
    }
}
