//! Finding the table in a sheet: the header by its text wherever it stands, then what is data and what is not.

mod find;
mod fold;
mod kinds;

use crate::cell::{RawCell, RawRow};
pub use find::find_header;
pub use fold::fold;
pub use kinds::RowKind;

/// How much a column is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Says which person or thing the row is about; a header has at least one of these.
    Identity,
    /// A complete form has it.
    Required,
    /// May be left out.
    Optional,
    /// A running number without meaning: a row with nothing else is blank.
    Serial,
}

/// A column of a form.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Stable name in code.
    pub key: &'static str,
    /// Text of the official header.
    pub label: &'static str,
    /// Other texts that mean the same. Spaces, asterisks, remarks in brackets and leading numbers need not be listed.
    pub synonyms: &'static [&'static str],
    /// How much it is needed.
    pub need: Need,
}

/// A form that is looked for.
#[derive(Clone, Copy, Debug)]
pub struct HeaderSpec {
    /// Its columns in official order.
    pub fields: &'static [Field],
    /// So many columns must be recognised, one of them [`Need::Identity`]: fewer are a chance likeness.
    pub least: usize,
}

/// Header text of the first column that the result of an import adds.
pub const SUCCESS_LABEL: &str = "是否导入成功";

/// Header text of the second column that the result of an import adds.
pub const REASON_LABEL: &str = "错误原因";

/// Start of the text in the hidden cell by which a template is known, followed by name and version.
pub const TEMPLATE_MARK: &str = "niangjia-template:";

/// Where a form stands in a sheet.
#[derive(Clone, Debug)]
pub struct Header {
    spec: &'static HeaderSpec,
    /// First row of the header, from 1.
    pub first_row: u32,
    /// Last row of the header, from 1; data can begin after it.
    pub last_row: u32,
    /// For every field of the form the column it was found in, from 0.
    pub columns: Vec<Option<u32>>,
    /// Columns with a header text that no field has: column from 0 and the text.
    pub unknown: Vec<(u32, String)>,
    /// Further columns for a field that was already found: field and column. They are not read.
    pub duplicates: Vec<(usize, u32)>,
    /// Fields whose column is hidden. They are read.
    pub hidden: Vec<usize>,
    /// Column of an earlier result, 是否导入成功.
    pub success_column: Option<u32>,
    /// Column of an earlier result, 错误原因.
    pub reason_column: Option<u32>,
    /// Name and version of the template, e.g. `members/1`, if the sheet was made from one.
    pub template: Option<String>,
}

impl Header {
    /// The form that was looked for.
    pub fn spec(&self) -> &'static HeaderSpec {
        self.spec
    }

    /// The cell of a field (position in the form) in a row; empty where the column is missing.
    pub fn cell<'a>(&self, row: &RawRow<'a>, field: usize) -> RawCell<'a> {
        self.columns.get(field).copied().flatten().map_or(RawCell::EMPTY, |column| row.cell(column))
    }

    /// Fields without a column, running numbers left aside.
    pub fn missing(&self) -> Vec<usize> {
        let fields = self.spec.fields.iter().zip(&self.columns).enumerate();
        fields.filter(|(_, (f, c))| c.is_none() && f.need != Need::Serial).map(|(n, _)| n).collect()
    }

    /// The columns do not stand in official order.
    pub fn is_reordered(&self) -> bool {
        !self.columns.iter().flatten().is_sorted()
    }

    /// What a row below the header is.
    pub fn kind(&self, row: &RawRow<'_>) -> RowKind {
        kinds::kind(self, row)
    }
}
