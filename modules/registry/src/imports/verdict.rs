//! What a row is told, and how a chunk of verdicts is kept.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use kernel::{Day, Id, Problem};
use serde::{Deserialize, Serialize};
use store::{DbError, DbResult};

use crate::model::{EventKind, Status};
use crate::ops::flags_in_step::Trace;
use crate::store::batch::Tally;

/// Verdict of a row (decided once for page, workbook and command line).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 是: entered or changed.
    Accepted,
    /// 是: nothing to change.
    Unchanged,
    /// 是: a transfer was proposed.
    Transfer,
    /// 否.
    Rejected,
}

/// A remark: code of its sentence, with values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Key of the catalogue.
    pub code: String,
    /// Values of the sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Issue {
    /// A remark without values.
    pub fn of(code: &str) -> Self {
        Self { code: code.to_owned(), params: BTreeMap::new() }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.params.insert(key.to_owned(), value.into());
        self
    }

    /// From a value's own refusal.
    pub fn from_problem(p: &dyn Problem) -> Self {
        let params = p.params().into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        Self { code: p.code().to_owned(), params }
    }

    /// The sentence.
    pub fn sentence(&self) -> String {
        let values = self.params.iter().map(|(k, v)| (k.as_str(), v.as_str()));
        kernel::locale::fill(&self.code, values)
    }
}

/// What was done for a row, with what is needed to take it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Entered a person with a membership.
    Entered {
        /// The membership.
        membership: Id,
    },
    /// Began a membership for a person who was there.
    Began {
        /// The membership.
        membership: Id,
    },
    /// Took a step on a membership.
    Stepped {
        /// The membership.
        membership: Id,
        /// State before.
        from: Status,
        /// What happened.
        event: EventKind,
        /// From which day.
        day: Day,
    },
    /// Proposed a transfer.
    Proposed {
        /// The proposal.
        proposal: Id,
    },
}

/// Fields of a person before an import changed them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Version that the import made.
    pub version: i64,
    /// Kept fields before.
    pub profile: crate::model::Profile,
    /// The phone was set by the import.
    pub phone_set: bool,
    /// What became of flags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Trace>,
}

/// The verdict of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowResult {
    /// Sheet, from 0.
    pub sheet: u32,
    /// Row as the reader of the file sees it, from 1.
    pub row: u32,
    /// Name as it was read, for the page.
    pub name: String,
    /// Verdict.
    pub verdict: Verdict,
    /// Reasons and warnings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<Issue>,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Id>,
    /// What was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deed: Option<Deed>,
    /// Fields that were changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
}

impl RowResult {
    /// 错误原因: all sentences.
    pub fn reason(&self) -> String {
        self.issues.iter().map(Issue::sentence).collect::<Vec<_>>().join("；")
    }
}

/// Counts a chunk.
pub fn tally(rows: &[RowResult]) -> Tally {
    let mut t = Tally { rows: rows.len() as i64, ..Tally::default() };
    for r in rows {
        match r.verdict {
            Verdict::Rejected => t.rejected += 1,
            Verdict::Transfer => t.transfers += 1,
            Verdict::Unchanged => t.unchanged += 1,
            Verdict::Accepted => {}
        }
        let accepted = r.verdict != Verdict::Rejected;
        t.accepted += i64::from(accepted);
        let remarks = r.issues.iter().any(|i| !is_verdict(&i.code));
        t.warnings += i64::from(accepted && remarks);
    }
    t
}

/// Remarks that only say the verdict in words.
fn is_verdict(code: &str) -> bool {
    matches!(code, "registry.row-unchanged" | "registry.row-transfer")
}

/// A chunk as it is stored.
///
/// # Errors
/// [`DbError::Driver`]; not in practice.
pub fn pack(rows: &[RowResult]) -> DbResult<Vec<u8>> {
    let wrong = |e: &dyn std::fmt::Display| DbError::Driver(e.to_string());
    let mut out = DeflateEncoder::new(Vec::new(), Compression::fast());
    let json = serde_json::to_vec(rows).map_err(|e| wrong(&e))?;
    out.write_all(&json).map_err(|e| wrong(&e))?;
    out.finish().map_err(|e| wrong(&e))
}

/// A stored chunk.
///
/// # Errors
/// [`DbError::Inconsistent`] if it is damaged.
pub fn unpack(body: &[u8]) -> DbResult<Vec<RowResult>> {
    let mut json = Vec::new();
    let wrong = |e: &dyn std::fmt::Display| DbError::Inconsistent(format!("import chunk: {e}"));
    DeflateDecoder::new(body).read_to_end(&mut json).map_err(|e| wrong(&e))?;
    serde_json::from_slice(&json).map_err(|e| wrong(&e))
}
