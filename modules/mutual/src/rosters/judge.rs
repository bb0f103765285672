//! Some hundred rows against the register and the enrolments of the period.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{Id, OrgPath};
use registry::api::{KnownPerson, known_memberships, known_people, people_by_documents, union_by_id};
use store::{Tx, Val};

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

/// An enrolment that counts.
fn present(e: Option<&Enrolment>) -> Option<&Enrolment> {
    e.filter(|e| e.state != EnrolmentState::Refunded)
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
    let enrolled = enrolment::in_period(tx, &ids, g.period.id)?;
    let (mut names, mut results) = (Names::default(), Vec::with_capacity(rows.len()));
    // By a passport and by a card it is the same person all the same.
    let mut first: HashMap<Id, (u32, u32)> = HashMap::new();
    for r in rows {
        let mut result = result_of(r);
        if let Some(wish) = &r.wish {
            let id = of_row(r);
            if let Some((sheet, row)) = id.and_then(|id| first.insert(id, (r.sheet, r.row))) {
                let double = Issue::of("mutual.row-double").with("sheet", (sheet + 1).to_string());
                result.refuse(double.with("row", row.to_string()));
                results.push(result);
                continue;
            }
            let person = id.and_then(|id| known.get(&id));
            result.person = id;
            let before = id.and_then(|id| present(enrolled.get(&id)));
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
    let enrolled = enrolment::in_period(tx, &ids, g.period.id)?;
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
        let before = present(enrolled.get(id));
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
    // As the register writes it.
    result.name.clone_from(&person.name);
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
    let same = offer(&g.scheme, wish, person.is_female()).is_ok_and(|o| {
        o.class == before.class && o.shares == before.shares && covers(&before.items, &o.items)
    });
    result.issues.push(Issue::of(if same { "mutual.row-unchanged" } else { "mutual.row-differs" }));
    Ok(())
}

/// Whether the items are the same, gifts left aside.
fn covers(has: &[ItemKind], wants: &[ItemKind]) -> bool {
    has.iter().filter(|i| **i != ItemKind::Gift).eq(wants.iter())
}

/// Enters the accepted rows. Who has left the union since they were judged, and who was enrolled elsewhere meanwhile, even at this
/// instant, is refused now.
///
/// # Errors
/// The database's; then nothing of the part is kept.
pub fn enter(tx: &mut Tx<'_>, g: &Ground, rows: &mut [RowResult]) -> Result<()> {
    let accepted = |r: &&mut RowResult| r.verdict == Verdict::Accepted;
    let ids: Vec<Id> = rows.iter_mut().filter(accepted).filter_map(|r| r.person).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let members = known_memberships(tx, &ids)?;
    let mut names = Names::default();
    for r in rows.iter_mut().filter(accepted) {
        match r.person.and_then(|id| members.get(&id)) {
            None => r.refuse(Refusal::NoMember),
            Some(m) if !g.union_path.covers(&m.union_path) => {
                let name = names.of(tx, m.union_id)?;
                r.refuse(Refusal::OtherUnion(name));
            }
            Some(_) => {}
        }
    }
    insert(tx, g, &mut names, rows)
}

fn made(tx: &Tx<'_>, g: &Ground, r: &RowResult) -> Option<Vec<Val<'static>>> {
    let (person, l) = r.person.zip(r.listed.as_ref()).filter(|_| r.verdict == Verdict::Accepted)?;
    Some(row(&Enrolment {
        person_id: person,
        period_id: g.period.id,
        union_id: g.union_id,
        scheme_id: g.period.scheme_id,
        roster_id: g.roster_id,
        bill_id: Id(0),
        state: EnrolmentState::Listed,
        name: r.name.clone(),
        items: l.items.clone(),
        continued: Vec::new(),
        class: l.class.clone(),
        shares: l.shares,
        parts: l.parts(),
        cover_from: None,
        cover_to: None,
        created_at: tx.now(),
        version: 1,
    }))
}

fn insert(tx: &mut Tx<'_>, g: &Ground, names: &mut Names, rows: &mut [RowResult]) -> Result<()> {
    let all: Vec<_> = rows.iter().filter_map(|r| made(tx, g, r)).collect();
    if load(tx, &all)? < all.len() as u64 {
        for r in rows.iter_mut().filter(|r| r.verdict == Verdict::Accepted) {
            taken(tx, g, names, r)?;
        }
    }
    let (mut people, mut parts) = (0, Parts::default());
    for l in rows.iter().filter(|r| r.verdict == Verdict::Accepted).filter_map(|r| r.listed.as_ref()) {
        people += 1;
        parts.add(l.parts());
    }
    period::add(tx, (g.union_id, g.period.id), Standing::listed(people, parts.premium)).map_err(Into::into)
}

/// What becomes of a row of a part in which somebody was there already: enrolled by this very insert, given back before and
/// enrolled anew, or taken by somebody else, who was faster.
fn taken(tx: &mut Tx<'_>, g: &Ground, names: &mut Names, r: &mut RowResult) -> Result<()> {
    let Some(person) = r.person else { return Ok(()) };
    let Some(e) = enrolment::unscoped(tx, person, g.period.id)? else { return Ok(()) };
    if e.state == EnrolmentState::Refunded {
        enrolment::drop_refunded(tx, person, g.period.id)?;
        let again: Vec<_> = made(tx, g, r).into_iter().collect();
        load(tx, &again)?;
    } else if e.union_id != g.union_id {
        let name = names.of(tx, e.union_id)?;
        r.refuse(Refusal::Elsewhere(name));
    } else if e.roster_id != g.roster_id || e.created_at != tx.now() {
        r.refuse(Issue::of("mutual.row-unchanged"));
        r.verdict = Verdict::Unchanged;
    }
    Ok(())
}
