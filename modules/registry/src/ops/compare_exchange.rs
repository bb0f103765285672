//! What the platform above has accepted, against what there is now.

use std::collections::HashMap;

use kernel::{Id, OrgPath};
use platform::codesets::Codesets;
use platform::sealed::Keyring;
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx};

use crate::exchange::catalogue::SourceRow;
use crate::exchange::convert;
use crate::model::exchange::{ExchangeDefinition, Operation, RowFault, SentState, TargetKind};
use crate::store::exchange_sent::{self, Sent};
use crate::store::exchange_source::{self, Seek};

/// Records that are read at once.
const PART: i64 = 400;

/// How a record differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Only here: nothing of it has been accepted.
    OnlyHere,
    /// Only there: it is no more, and they have not accepted that.
    OnlyThere,
    /// Fields differ.
    Differs,
}

impl DifferenceKind {
    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::OnlyHere => "仅本系统有",
            Self::OnlyThere => "仅上级平台有",
            Self::Differs => "内容不一致",
        }
    }
}

/// A record that differs.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Difference {
    /// Person or union.
    pub record_id: Id,
    /// Name.
    pub name: String,
    /// Union.
    pub union_name: String,
    /// How.
    pub kind: DifferenceKind,
    /// Headers of the columns that differ.
    pub fields: Vec<String>,
    /// Why, where something is known: waits for a receipt, refused because, against the target's rules.
    pub note: String,
}

/// How many records there are of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct DifferenceCounts {
    /// The same on both sides.
    pub same: i64,
    /// Only here.
    pub only_here: i64,
    /// Only there.
    pub only_there: i64,
    /// Fields differ.
    pub differs: i64,
}

/// What is compared.
pub struct Comparison<'a> {
    /// Keys.
    pub keys: &'a Keyring,
    /// Dictionaries.
    pub words: &'a Codesets,
    /// Target.
    pub target: Id,
    /// What it reports.
    pub kind: TargetKind,
    /// Its columns.
    pub definition: &'a ExchangeDefinition,
    /// Of this place and what is beneath it.
    pub place: &'a OrgPath,
}

fn note(sent: Option<&Sent>, faults: &[RowFault]) -> String {
    if let [_, ..] = faults {
        let all: Vec<String> = faults.iter().map(RowFault::sentence).collect();
        return all.join("；");
    }
    match sent {
        Some(s) if s.state == SentState::Refused => format!("被退回：{}", s.reason),
        Some(s) if s.state == SentState::Sent => "已上报，待回执".to_owned(),
        Some(_) => String::new(),
        None => "尚未上报".to_owned(),
    }
}

/// How far a comparison has come: first what is here, in its order, then what they have of which nothing is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// What is here has been looked through.
    pub there: bool,
    /// Place of the last record.
    pub path: String,
    /// Its sort key; empty once `there`.
    pub key: String,
    /// The record.
    pub id: i64,
}

/// Where a part of a comparison ends, at the next whole step of 400 records.
#[derive(Clone, Copy, Debug)]
pub struct Enough {
    /// Records that were compared.
    pub records: i64,
    /// Differences that were found.
    pub found: i64,
}

impl Enough {
    /// Never before the end.
    pub const NEVER: Self = Self { records: i64::MAX, found: i64::MAX };
}

impl DifferenceCounts {
    fn found(&self) -> i64 {
        self.only_here + self.only_there + self.differs
    }
}

impl Comparison<'_> {
    /// Walks over both sides from where an earlier part ended and hands over what differs; what was counted, and where the
    /// next part begins, `None` at the end.
    ///
    /// # Errors
    /// The database's, and those of `take`.
    pub fn walk(
        &self,
        tx: &mut Tx<'_>,
        mut at: Reached,
        enough: Enough,
        mut take: impl FnMut(Difference) -> DbResult<()>,
    ) -> DbResult<(DifferenceCounts, Option<Reached>)> {
        let (mut counts, mut seen) = (DifferenceCounts::default(), 0);
        loop {
            let read = if at.there {
                self.there(tx, &mut at, &mut counts, &mut take)?
            } else {
                self.here(tx, &mut at, &mut counts, &mut take)?
            };
            seen += read;
            if read == 0 && at.there {
                return Ok((counts, None));
            }
            if read == 0 {
                at = Reached { there: true, ..Reached::default() };
            }
            if seen >= enough.records || counts.found() >= enough.found {
                return Ok((counts, Some(at)));
            }
        }
    }

    /// A step over what is here; how many records were read.
    fn here(
        &self,
        tx: &mut Tx<'_>,
        at: &mut Reached,
        counts: &mut DifferenceCounts,
        take: &mut impl FnMut(Difference) -> DbResult<()>,
    ) -> DbResult<i64> {
        let seek = Seek { path: at.path.clone(), key: at.key.clone(), id: at.id };
        let rows = exchange_source::part(tx, self.keys, self.kind, &[self.place.range()], &seek, PART)?;
        let Some(last) = rows.last() else { return Ok(0) };
        (at.path, at.key, at.id) = (last.path.to_string(), last.key.clone(), last.id.0);
        let ids: Vec<Id> = rows.iter().map(|r| r.id).collect();
        let sent = exchange_sent::of_ids(tx, self.target, &ids)?;
        for row in &rows {
            match self.present(row, sent.get(&row.id), counts) {
                Some(d) => take(d)?,
                None => counts.same += 1,
            }
        }
        Ok(rows.len() as i64)
    }

    /// A step over what they have accepted, of which some is no more here; how many records were read.
    fn there(
        &self,
        tx: &mut Tx<'_>,
        at: &mut Reached,
        counts: &mut DifferenceCounts,
        take: &mut impl FnMut(Difference) -> DbResult<()>,
    ) -> DbResult<i64> {
        let sent = exchange_sent::part(tx, self.target, &[self.place.range()], (&at.path, at.id), PART)?;
        let Some(last) = sent.last() else { return Ok(0) };
        (at.path, at.id) = (last.path.to_string(), last.record_id.0);
        let had: Vec<&Sent> = sent.iter().filter(|s| !s.accepted.is_empty()).collect();
        let ids: Vec<Id> = had.iter().map(|s| s.record_id).collect();
        let rows = exchange_source::of_ids(tx, self.keys, self.kind, &ids)?;
        let rows: HashMap<Id, SourceRow> = rows.into_iter().map(|r| (r.id, r)).collect();
        for s in had {
            let Some(row) = rows.get(&s.record_id).filter(|r| r.gone) else { continue };
            counts.only_there += 1;
            take(Difference {
                record_id: row.id,
                name: row.name.clone(),
                union_name: row.union_name.clone(),
                kind: DifferenceKind::OnlyThere,
                fields: Vec::new(),
                note: note(Some(s), &[]),
            })?;
        }
        Ok(sent.len() as i64)
    }

    fn present(
        &self,
        row: &SourceRow,
        sent: Option<&Sent>,
        counts: &mut DifferenceCounts,
    ) -> Option<Difference> {
        let op = Operation::Changed;
        let out = convert::outgoing(self.keys, self.words, self.kind, self.definition, row, op);
        let accepted = sent.map(|s| s.accepted.as_slice()).unwrap_or_default();
        let of = |kind, fields, faults: &[RowFault]| {
            Some(Difference {
                record_id: row.id,
                name: row.name.clone(),
                union_name: row.union_name.clone(),
                kind,
                fields,
                note: note(sent, faults),
            })
        };
        match (accepted, out) {
            ([], Ok(_)) => {
                counts.only_here += 1;
                of(DifferenceKind::OnlyHere, Vec::new(), &[])
            }
            ([], Err(faults)) => {
                counts.only_here += 1;
                of(DifferenceKind::OnlyHere, Vec::new(), &faults)
            }
            (known, Ok(out)) if known == out.digest => None,
            (known, Ok(out)) => {
                counts.differs += 1;
                let fields =
                    convert::differing(self.keys, self.kind, self.definition, row, &out.values, known);
                of(DifferenceKind::Differs, fields, &[])
            }
            (_, Err(faults)) => {
                counts.differs += 1;
                let fields = faults.iter().map(|f| f.header.clone()).collect();
                of(DifferenceKind::Differs, fields, &faults)
            }
        }
    }
}
