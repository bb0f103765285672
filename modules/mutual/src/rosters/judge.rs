//! Some hundred rows against the register and the enrolments of the period.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{Id, OrgPath};
use registry::api::{KnownPerson, known_people, people_by_documents, union_by_id};
use store::Tx;

use super::row::ReadRow;
use super::verdict::{Issue, Listed, RowResult, Verdict};
use crate::enrol_error::Result;
use crate::model::enrolment::{Enrolment, EnrolmentState, Parts, Period};
use crate::model::scheme::{ItemKind, Scheme};
use crate::rules::enrol::{Refusal, Wish, admit, identify, offer};
use crate::store::enrolment::{self, load, row};
use crate::store::period::{self, Standing};

/// What all rows of a roster have in common.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Period.
    pub period: Period,
    /// Its scheme.
    pub scheme: Arc<Scheme>,
    /// Union that enrols.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// Roster; 0 for a single person.
    pub roster_id: Id,
}

/// Names of unions that were met.
#[derive(Debug, Default)]
struct Names(HashMap<Id, String>);

impl Names {
    fn of(&mut self, tx: &mut Tx<'_>, id: Id) -> Result<String> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = union_by_id(tx, id)?.map(|u| u.name).unwrap_or_default();
        self.0.insert(id, name.clone());
        Ok(name)
    }
}

/// The enrolment of a person in a period, if it counts.
fn present(all: Option<&Vec<Enrolment>>, period: Id) -> Option<&Enrolment> {
    all?.iter().find(|e| e.period_id == period && e.state != EnrolmentState::Refunded)
}

fn result_of(r: &ReadRow) -> RowResult {
    RowResult {
        sheet: r.sheet,
        row: r.row,
        name: r.name.clone(),
        verdict: Verdict::Rejected,
        issues: r.issues.clone(),
        person: None,
        listed: None,
    }
}

/// Judges the rows of a workbook. Nothing is written.
///
/// # Errors
/// The database's.
pub fn check(tx: &mut Tx<'_>, g: &Ground, rows: &[ReadRow]) -> Result<Vec<RowResult>> {
    let digests: Vec<[u8; 16]> = rows.iter().flat_map(|r| r.digests.iter().copied()).collect();
    let found = people_by_documents(tx, &digests)?;
    let of_row = |r: &ReadRow| r.digests.iter().find_map(|d| found.get(d)).copied();
    let ids: Vec<Id> = rows.iter().filter_map(of_row).collect();
    let known = known_people(tx, &ids)?;
    let enrolled = enrolment::of_people(tx, &ids)?;
    let (mut names, mut results) = (Names::default(), Vec::with_capacity(rows.len()));
    for r in rows {
        let mut result = result_of(r);
        if let Some(wish) = &r.wish {
            let id = of_row(r);
            let person = id.and_then(|id| known.get(&id));
            result.person = id;
            let before = id.and_then(|id| present(enrolled.get(&id), g.period.id));
            judge(tx, g, &mut names, (person, Some(r.name.as_str())), (before, wish), &mut result)?;
        }
        results.push(result);
    }
    Ok(results)
}

/// Judges people by their ids: those of an earlier list, or a single one. Nothing is written.
///
/// # Errors
/// The database's.
pub fn check_people(tx: &mut Tx<'_>, g: &Ground, people: &[(Id, String, Wish)]) -> Result<Vec<RowResult>> {
    let ids: Vec<Id> = people.iter().map(|(id, ..)| *id).collect();
    let known = known_people(tx, &ids)?;
    let enrolled = enrolment::of_people(tx, &ids)?;
    let (mut names, mut results) = (Names::default(), Vec::with_capacity(people.len()));
    for (id, name, wish) in people {
        let mut result = RowResult {
            sheet: 0,
            row: 0,
            name: name.clone(),
            verdict: Verdict::Rejected,
            issues: Vec::new(),
            person: Some(*id),
            listed: None,
        };
        let before = present(enrolled.get(id), g.period.id);
        judge(tx, g, &mut names, (known.get(id), None), (before, wish), &mut result)?;
        results.push(result);
    }
    Ok(results)
}

fn judge(
    tx: &mut Tx<'_>,
    g: &Ground,
    names: &mut Names,
    (person, name): (Option<&KnownPerson>, Option<&str>),
    (before, wish): (Option<&Enrolment>, &Wish),
    result: &mut RowResult,
) -> Result<()> {
    let person = match identify(person, name) {
        Ok(person) => person,
        Err(refusal) => {
            result.refuse(refusal);
            return Ok(());
        }
    };
    if result.name.is_empty() {
        result.name.clone_from(&person.name);
    }
    if let Some(before) = before {
        return met_before(tx, g, names, (person, before), wish, result);
    }
    let at = person.member.as_ref().map(|m| m.union_id);
    let elsewhere = match &person.member {
        Some(m) if !g.union_path.covers(&m.union_path) => names.of(tx, at.unwrap_or(Id(0)))?,
        _ => String::new(),
    };
    let judged = admit(&g.scheme, person, &g.union_path, || elsewhere)
        .and_then(|remarks| offer(&g.scheme, wish, person.is_female()).map(|o| (o, remarks)));
    match judged {
        Ok((offered, remarks)) => {
            result.verdict = Verdict::Accepted;
            result.issues.extend(remarks.into_iter().map(Issue::from));
            result.listed = Some(Listed::from(offered));
        }
        Err(refusal) => result.refuse(refusal),
    }
    Ok(())
}

/// Somebody who is enrolled in the period: by the union itself that is nothing new, by another it is refused.
fn met_before(
    tx: &mut Tx<'_>,
    g: &Ground,
    names: &mut Names,
    (person, before): (&KnownPerson, &Enrolment),
    wish: &Wish,
    result: &mut RowResult,
) -> Result<()> {
    if before.union_id != g.union_id {
        result.refuse(Refusal::Elsewhere(names.of(tx, before.union_id)?));
        return Ok(());
    }
    result.verdict = Verdict::Unchanged;
    let same = offer(&g.scheme, wish, person.is_female())
        .is_ok_and(|o| o.class == before.class && o.shares == before.shares && covers(&before.items, &o.items));
    result.issues.push(Issue::of(if same { "mutual.row-unchanged" } else { "mutual.row-differs" }));
    Ok(())
}

/// Whether the items are the same, gifts left aside.
fn covers(has: &[ItemKind], wants: &[ItemKind]) -> bool {
    has.iter().filter(|i| **i != ItemKind::Gift).eq(wants.iter())
}

/// Enters the accepted rows. What has changed in the register since they were judged, and who was enrolled elsewhere meanwhile,
/// even at this instant, is refused now.
///
/// # Errors
/// The database's; then nothing of the part is kept.
pub fn enter(tx: &mut Tx<'_>, g: &Ground, rows: &mut [RowResult]) -> Result<()> {
    let ids: Vec<Id> =
        rows.iter().filter(|r| r.verdict == Verdict::Accepted).filter_map(|r| r.person).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let known = known_people(tx, &ids)?;
    let enrolled = enrolment::of_people(tx, &ids)?;
    let mut names = Names::default();
    let mut to_enter = Vec::with_capacity(ids.len());
    for (at, r) in rows.iter_mut().enumerate() {
        let (Verdict::Accepted, Some(id), Some(listed)) = (r.verdict, r.person, r.listed.clone()) else {
            continue;
        };
        let wish = wish_of(&listed);
        let before = present(enrolled.get(&id), g.period.id);
        let remarks = std::mem::take(&mut r.issues);
        judge(tx, g, &mut names, (known.get(&id), None), (before, &wish), r)?;
        if r.verdict == Verdict::Accepted {
            r.issues = remarks;
            if enrolled.get(&id).is_some_and(|all| all.iter().any(|e| e.period_id == g.period.id)) {
                enrolment::drop_refunded(tx, id, g.period.id)?;
            }
            to_enter.push((at, id, known.get(&id).map(|p| p.name.clone()).unwrap_or_default(), listed));
        }
    }
    insert(tx, g, &mut names, to_enter, rows)
}

fn wish_of(l: &Listed) -> Wish {
    let p = l.parts();
    Wish {
        items: Some(l.items.clone()),
        class: Some(l.class.clone()),
        shares: l.shares,
        parts: Some((p.employer, p.union, p.person)),
    }
}

fn insert(
    tx: &mut Tx<'_>,
    g: &Ground,
    names: &mut Names,
    to_enter: Vec<(usize, Id, String, Listed)>,
    rows: &mut [RowResult],
) -> Result<()> {
    let now = tx.now();
    let make = |(_, person, name, l): &(usize, Id, String, Listed)| {
        row(&Enrolment {
            person_id: *person,
            period_id: g.period.id,
            union_id: g.union_id,
            scheme_id: g.period.scheme_id,
            roster_id: g.roster_id,
            bill_id: Id(0),
            state: EnrolmentState::Listed,
            name: name.clone(),
            items: l.items.clone(),
            continued: Vec::new(),
            class: l.class.clone(),
            shares: l.shares,
            parts: l.parts(),
            cover_from: None,
            cover_to: None,
            created_at: now,
            version: 1,
        })
    };
    let made: Vec<_> = to_enter.iter().map(make).collect();
    let entered = load(tx, &made)?;
    if entered < made.len() as u64 {
        lost(tx, g, names, &to_enter, rows)?;
    }
    let (mut people, mut parts) = (0, Parts::default());
    for (at, ..) in &to_enter {
        if let Some(l) = rows.get(*at).filter(|r| r.verdict == Verdict::Accepted).and_then(|r| r.listed.as_ref()) {
            people += 1;
            parts.add(l.parts());
        }
    }
    period::add(tx, (g.union_id, g.period.id), Standing::listed(people, parts.premium)).map_err(Into::into)
}

/// Refuses the rows of people whom somebody else enrolled at the same instant.
fn lost(
    tx: &mut Tx<'_>,
    g: &Ground,
    names: &mut Names,
    to_enter: &[(usize, Id, String, Listed)],
    rows: &mut [RowResult],
) -> Result<()> {
    let now = tx.now();
    for (at, person, ..) in to_enter {
        let Some(e) = enrolment::unscoped(tx, *person, g.period.id)? else { continue };
        if e.roster_id == g.roster_id && e.union_id == g.union_id && e.created_at == now {
            continue;
        }
        let name = names.of(tx, e.union_id)?;
        if let Some(r) = rows.get_mut(*at) {
            r.refuse(Refusal::Elsewhere(name));
        }
    }
    Ok(())
}
