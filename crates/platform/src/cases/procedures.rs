//! Procedures in force, and their editor for two people. They are dated: a case begins with the version of its day and keeps it.

use std::collections::BTreeMap;
use std::sync::Arc;

use guard::{Scope, act, res};
use kernel::{Day, Id};
use store::{DbResult, Tx};

use super::checker::check;
use super::error::{CaseError, Result};
use super::procedure::Procedure;
use super::store::procedure::{self as sql, Version};
use crate::audit::{self, Changes, Entry};
use crate::dated::{Room, raise};
use crate::notices;
use crate::parameters::State;

/// What the program ships, one file for a kind.
pub(crate) const SHIPPED: &[&str] = &[
    include_str!("../../data/procedures/voice.matter.toml"),
    include_str!("../../data/procedures/voice.call.toml"),
    include_str!("../../data/procedures/voice.suggestion.toml"),
    include_str!("../../data/procedures/voice.wish.toml"),
    include_str!("../../data/procedures/voice.column.toml"),
    include_str!("../../data/procedures/visit.issue.toml"),
    include_str!("../../data/procedures/mutual.objection.toml"),
    include_str!("../../data/procedures/mutual.appeal.toml"),
    include_str!("../../data/procedures/benefits.complaint.toml"),
];

/// Shipped procedures hold since before our records.
const SINCE: Day = Day::constant(2000, 1, 1);

/// A version in force from a day on.
#[derive(Clone, Debug)]
pub struct InForce {
    /// Version.
    pub version: i64,
    /// First day.
    pub valid_from: Day,
    /// The procedure.
    pub procedure: Arc<Procedure>,
}

/// All approved versions by kind.
#[derive(Clone, Debug, Default)]
pub struct Procedures(BTreeMap<String, Vec<InForce>>);

impl Procedures {
    /// What the program ships.
    pub fn first() -> Self {
        let all = shipped().into_iter().map(|p| {
            let one = InForce { version: 1, valid_from: SINCE, procedure: Arc::new(p) };
            (one.procedure.kind.clone(), vec![one])
        });
        Self(all.collect())
    }

    fn of(versions: Vec<Version>) -> Self {
        let mut all: BTreeMap<String, Vec<InForce>> = BTreeMap::new();
        for v in versions {
            let procedure = Arc::new(v.definition);
            let one = InForce { version: v.version, valid_from: v.valid_from, procedure };
            all.entry(v.kind).or_default().push(one);
        }
        Self(all)
    }

    /// The version with which a case of a kind begins on a day: of those that hold, the one with the latest first day, and
    /// of these the newest.
    pub fn on(&self, kind: &str, day: Day) -> Option<&InForce> {
        let all = self.0.get(kind)?.iter().filter(|v| v.valid_from <= day);
        all.max_by_key(|v| (v.valid_from, v.version))
    }

    /// The version that a case began with.
    pub fn version(&self, kind: &str, version: i64) -> Option<&Arc<Procedure>> {
        self.0.get(kind)?.iter().find(|v| v.version == version).map(|v| &v.procedure)
    }

    /// What holds on a day, by kind.
    pub fn all_on(&self, day: Day) -> impl Iterator<Item = &InForce> {
        self.0.keys().filter_map(move |kind| self.on(kind, day))
    }
}

fn shipped() -> Vec<Procedure> {
    let read = |text: &&str| toml::from_str(text);
    SHIPPED.iter().map(|text| read(text).expect("a test reads what is shipped")).collect()
}

/// Adds shipped kinds that the database does not know; how many.
pub(crate) fn load(tx: &mut Tx<'_>) -> DbResult<usize> {
    let known = sql::kinds(tx)?;
    let mut added = 0;
    for p in shipped().iter().filter(|p| !known.contains(&p.kind)) {
        sql::insert_shipped(tx, p, SINCE)?;
        added += 1;
    }
    Ok(added)
}

/// What is in force.
pub(crate) fn read(tx: &mut Tx<'_>) -> DbResult<Procedures> {
    sql::approved(tx).map(Procedures::of)
}

/// A kind has no id; the audit names it in its values.
const SUBJECT: Id = Id(0);

fn text(p: &Procedure) -> String {
    serde_json::to_string(p).unwrap_or_default()
}

/// Proposes a version of a kind that there is; another person decides. Its number.
///
/// # Errors
/// [`CaseError::Faulty`], [`CaseError::TooEarly`] for a day before tomorrow, [`CaseError::NoChange`],
/// [`CaseError::ReasonMissing`], [`CaseError::Waiting`], [`CaseError::ProcedureNotFound`].
pub fn propose(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Procedure, act::Propose>,
    p: &Procedure,
    valid_from: Day,
    reason: &str,
) -> Result<i64> {
    let faults = check(p);
    if !faults.is_empty() {
        return Err(CaseError::Faulty(faults));
    }
    let all = sql::of_kind(tx, &p.kind)?;
    let newest = all.iter().find(|v| v.state == State::Approved).ok_or(CaseError::ProcedureNotFound)?;
    if newest.definition == *p {
        return Err(CaseError::NoChange);
    }
    if newest.definition.series != p.series {
        let fault = super::Fault { pointer: "/series".into(), text: "编号字头不能改变".into() };
        return Err(CaseError::Faulty(vec![fault]));
    }
    if valid_from <= tx.today() {
        return Err(CaseError::TooEarly);
    }
    let reason = reason.trim();
    if !(4..=200).contains(&reason.chars().count()) {
        return Err(CaseError::ReasonMissing);
    }
    let version = sql::insert(tx, p, valid_from, reason, scope.actor())?.ok_or(CaseError::Waiting)?;
    let changes = Changes::new()
        .note("kind", p.kind.as_str())
        .note("version", version)
        .note("valid_from", valid_from.to_string())
        .field("definition", text(&newest.definition), text(p));
    let entry = Entry { changes, purpose: Some(reason), ..Entry::of("procedure.propose", SUBJECT) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(version)
}

/// How a proposal is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It holds from its day on.
    Approve,
    /// It does not.
    Reject,
}

/// Decides about somebody else's proposal.
///
/// # Errors
/// [`CaseError::ProcedureNotFound`], [`CaseError::OwnProposal`], [`CaseError::Decided`]; [`CaseError::ReasonMissing`] for a
/// rejection without a word; [`CaseError::TooEarly`] if its first day has passed.
pub fn decide(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Procedure, act::Approve>,
    (kind, version): (&str, i64),
    decision: Decision,
    note: &str,
) -> Result<()> {
    let v = find(tx, kind, version)?;
    let note = note.trim();
    let (state, deed, outcome) = match decision {
        Decision::Approve => ("approved", "procedure.approve", "已批准"),
        Decision::Reject => ("rejected", "procedure.reject", "未获批准"),
    };
    match decision {
        Decision::Reject if note.chars().count() < 2 => return Err(CaseError::ReasonMissing),
        Decision::Approve if v.valid_from < tx.today() => return Err(CaseError::TooEarly),
        _ => {}
    }
    if !sql::decide(tx, kind, version, state, scope.actor(), note)? {
        return Err(match v.proposed_by == scope.actor().id() {
            true => CaseError::OwnProposal,
            false => CaseError::Decided,
        });
    }
    raise(tx, Room::Procedures)?;
    let changes = Changes::new().note("kind", kind).note("version", version).note("note", note);
    audit::record(tx, scope.actor(), Entry { changes, ..Entry::of(deed, SUBJECT) })?;
    let body = if note.is_empty() { v.title.clone() } else { format!("{}。意见：{note}", v.title) };
    let link = format!("/procedures/{kind}");
    notices::send(tx, v.proposed_by, &format!("办理流程{outcome}"), &body, &link)?;
    Ok(())
}

/// Takes the own proposal back.
///
/// # Errors
/// [`CaseError::ProcedureNotFound`], [`CaseError::NotOwnProposal`], [`CaseError::Decided`].
pub fn withdraw(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Procedure, act::Propose>,
    kind: &str,
    version: i64,
) -> Result<()> {
    let v = find(tx, kind, version)?;
    if !sql::withdraw(tx, kind, version, scope.actor())? {
        return Err(match v.proposed_by == scope.actor().id() {
            true => CaseError::Decided,
            false => CaseError::NotOwnProposal,
        });
    }
    let changes = Changes::new().note("kind", kind).note("version", version);
    audit::record(tx, scope.actor(), Entry { changes, ..Entry::of("procedure.withdraw", SUBJECT) })?;
    Ok(())
}

fn find(tx: &mut Tx<'_>, kind: &str, version: i64) -> Result<Version> {
    let all = sql::of_kind(tx, kind)?;
    all.into_iter().find(|v| v.version == version).ok_or(CaseError::ProcedureNotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_has_no_faults() {
        for p in shipped() {
            assert_eq!(check(&p), [], "{}", p.kind);
        }
    }
}
