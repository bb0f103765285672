//! What a row is told, and how a part of verdicts is kept.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use kernel::{Fen, Id, Problem};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{DbError, DbResult};

use crate::model::enrolment::Parts;
use crate::model::scheme::ItemKind;
use crate::model::words::words;
use crate::rules::enrol::{Offer, Refusal, Remark};
use crate::store::roster::Tally;

words! {
    /// Verdict of a row, the same on the page and in the workbook.
    Verdict as MutualRowVerdict {
        /// 是: is enrolled.
        Accepted = "accepted", "可参保";
        /// 是: was on the union's list already.
        Unchanged = "unchanged", "已在名单中";
        /// 否.
        Rejected = "rejected", "不能参保";
    }
}

/// A remark: code of its sentence, with values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Key of the catalogue.
    #[serde(rename = "c")]
    pub code: String,
    /// Values of the sentence.
    #[serde(rename = "p", default, skip_serializing_if = "BTreeMap::is_empty")]
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

impl From<Refusal> for Issue {
    fn from(r: Refusal) -> Self {
        r.values().into_iter().fold(Self::of(r.code()), |i, (k, v)| i.with(k, v))
    }
}

impl From<Remark> for Issue {
    fn from(r: Remark) -> Self {
        Self::of(r.code())
    }
}

/// What a row enrols for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Items.
    #[serde(rename = "i")]
    pub items: Vec<ItemKind>,
    /// Class.
    #[serde(rename = "c")]
    pub class: String,
    /// Shares.
    #[serde(rename = "s")]
    pub shares: i64,
    /// Premium, and what employer, union and person bear: 分.
    #[serde(rename = "p")]
    pub premium: [i64; 4],
}

impl From<Offer> for Listed {
    fn from(o: Offer) -> Self {
        let p = o.parts;
        Self {
            items: o.items,
            class: o.class,
            shares: o.shares,
            premium: [p.premium.0, p.employer.0, p.union.0, p.person.0],
        }
    }
}

impl Listed {
    /// Who pays what.
    pub fn parts(&self) -> Parts {
        let [premium, employer, union, person] = self.premium.map(Fen);
        Parts { premium, employer, union, person }
    }
}

/// The verdict of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowResult {
    /// Sheet, from 0.
    #[serde(rename = "s")]
    pub sheet: u32,
    /// Row as the reader of the file sees it, from 1.
    #[serde(rename = "r")]
    pub row: u32,
    /// Name.
    #[serde(rename = "n")]
    pub name: String,
    /// Verdict.
    #[serde(rename = "v")]
    pub verdict: Verdict,
    /// Reasons and remarks.
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<Issue>,
    /// Whom it is about.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Id>,
    /// What for; of accepted rows.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Listed>,
}

impl RowResult {
    /// 错误原因: all sentences.
    pub fn reason(&self) -> String {
        self.issues.iter().map(Issue::sentence).collect::<Vec<_>>().join("；")
    }

    /// Refuses the row, for this reason alone.
    pub fn refuse(&mut self, issue: impl Into<Issue>) {
        self.verdict = Verdict::Rejected;
        self.issues = vec![issue.into()];
        self.listed = None;
    }
}

/// Counts a part.
pub fn tally(rows: &[RowResult]) -> Tally {
    let mut t = Tally { rows: rows.len() as i64, ..Tally::default() };
    for r in rows {
        match r.verdict {
            Verdict::Rejected => t.rejected += 1,
            Verdict::Unchanged => t.unchanged += 1,
            Verdict::Accepted => {
                t.accepted += 1;
                t.warnings += i64::from(!r.issues.is_empty());
                t.amount += r.listed.as_ref().map_or(0, |l| l.parts().premium.0);
            }
        }
    }
    t
}

/// A part as it is stored.
///
/// # Errors
/// [`DbError::Driver`]; not in practice.
pub fn pack<T: Serialize>(rows: &[T]) -> DbResult<Vec<u8>> {
    let wrong = |e: &dyn std::fmt::Display| DbError::Driver(e.to_string());
    let mut out = DeflateEncoder::new(Vec::new(), Compression::fast());
    let json = serde_json::to_vec(rows).map_err(|e| wrong(&e))?;
    out.write_all(&json).map_err(|e| wrong(&e))?;
    out.finish().map_err(|e| wrong(&e))
}

/// A stored part.
///
/// # Errors
/// [`DbError::Inconsistent`] if it is damaged.
pub fn unpack<T: DeserializeOwned>(body: &[u8]) -> DbResult<Vec<T>> {
    let mut json = Vec::new();
    let wrong = |e: &dyn std::fmt::Display| DbError::Inconsistent(format!("part: {e}"));
    DeflateDecoder::new(body).read_to_end(&mut json).map_err(|e| wrong(&e))?;
    serde_json::from_slice(&json).map_err(|e| wrong(&e))
}
