//! Bills: made of the people on a union's list, cancelled while nothing is paid, activated when they are full.

use std::collections::BTreeMap;

use guard::{Actor, Scope, act, res};
use kernel::{Day, Fen, Id};
use platform::audit::{self, Changes, Entry};
use platform::{indicators, numbers};
use registry::api::known_people;
use store::Tx;

use super::accounts::{accounts, fund_account};
use super::roster::place;
use crate::enrol_error::{EnrolError, Result, field};
use crate::model::enrolment::{Bill, BillState};
use crate::model::indicators::{ENROLLED, PREMIUM};
use crate::model::scheme::{ItemKind, Scheme};
use crate::rosters::PART;
use crate::rules::enrol::{continued, gifts};
use crate::rules::reference;
use crate::store::period::{self, Standing};
use crate::store::{bill, cover, enrolment, roster, scheme};

/// Makes a bill of everybody on a union's list. Rosters that are still being entered must end first.
///
/// # Errors
/// As [`place`]; [`EnrolError::RosterRunning`], [`EnrolError::NobodyListed`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Create>,
    (period_id, union_id): (Id, Id),
) -> Result<Bill> {
    let (p, union_path, union_name) = place(tx, scope, (period_id, union_id))?;
    if roster::is_running(tx, union_id, period_id)? {
        return Err(EnrolError::RosterRunning);
    }
    let (people, parts) = enrolment::sum_listed(tx, union_id, period_id)?;
    if people == 0 || parts.premium.0 <= 0 {
        return Err(EnrolError::NobodyListed);
    }
    // The book's accounts are there before the first money comes.
    accounts(tx, p.union_id)?;
    fund_account(tx, p.union_id, &p.scheme_code)?;
    let year = i64::from(tx.today().year());
    // One series for all funds: whoever reads a note finds the bill by the reference alone.
    let ordinal = numbers::next(tx, Id(0), "mutual-bill", year, 0)?;
    let b = Bill {
        id: tx.new_id(),
        period_id,
        union_id,
        union_name,
        union_path,
        fund_id: p.union_id,
        scheme_code: p.scheme_code.clone(),
        reference: reference::of(year, ordinal),
        state: BillState::Open,
        people,
        parts,
        paid: Fen(0),
        refunded: Fen(0),
        paid_on: None,
        cover_from: None,
        reason: String::new(),
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
        version: 1,
    };
    bill::insert(tx, &b)?;
    enrolment::bill(tx, (union_id, period_id), b.id)?;
    let moved = period::moved(people, &parts, Standing::listed, Standing::billed);
    period::add(tx, (union_id, period_id), moved)?;
    told(tx, scope.actor(), &b, Entry::of("mutual-bill.create", b.id))?;
    Ok(b)
}

/// Records a deed done to a bill.
fn told(tx: &mut Tx<'_>, by: &Actor, b: &Bill, entry: Entry<'_>) -> Result<()> {
    let changes = Changes::new()
        .note("reference", b.reference.as_str())
        .note("people", b.people)
        .note("amount", b.parts.premium.to_string())
        .note("reason", b.reason.as_str());
    Ok(audit::record(tx, by, Entry { union_path: Some(&b.union_path), changes, ..entry })?)
}

/// Cancels a bill on which nothing was paid: its people are on the list again.
///
/// # Errors
/// [`EnrolError::BillNotFound`] outside the scope, [`EnrolError::State`], [`EnrolError::Stale`], [`EnrolError::Invalid`].
pub fn cancel(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Update>,
    (id, version): (Id, i64),
    reason: &str,
) -> Result<Bill> {
    let b = bill::find(tx, scope, id)?.ok_or(EnrolError::BillNotFound)?;
    if b.state != BillState::Open {
        return Err(EnrolError::State { deed: "撤销缴费单", state: b.state.title() });
    }
    let reason = why(reason, "/reason")?;
    if !bill::cancel(tx, (id, version), &reason)? {
        return Err(EnrolError::Stale { version: b.version });
    }
    enrolment::unbill(tx, (b.union_id, b.period_id), id)?;
    let moved = period::moved(b.people, &b.parts, Standing::billed, Standing::listed);
    period::add(tx, (b.union_id, b.period_id), moved)?;
    let b = Bill { reason, ..b };
    told(tx, scope.actor(), &b, Entry::of("mutual-bill.cancel", id))?;
    bill::find(tx, scope, id)?.ok_or(EnrolError::BillNotFound)
}

/// A reason of 2 to 200 characters.
///
/// # Errors
/// [`EnrolError::Invalid`].
pub fn why(text: &str, pointer: &str) -> Result<String> {
    let text = platform::cases::line(text);
    if (2..=200).contains(&text.chars().count()) { Ok(text) } else { Err(field(pointer, "mutual.why")) }
}

/// Gives cover to the people of a bill that became full. Whoever was covered until the day before goes on without waiting; gift
/// cover comes along where its conditions are met today.
///
/// # Errors
/// The database's; [`EnrolError::SchemeNotInForce`].
pub fn activate(tx: &mut Tx<'_>, b: &Bill, (paid_on, from): (Day, Day)) -> Result<()> {
    let p = period::unscoped(tx, b.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    let s = scheme::by_id(tx, p.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)?.scheme;
    let of = (b.union_id, b.period_id);
    let mut after = Id(0);
    loop {
        let part = enrolment::of_unit(tx, of, after, PART as i64)?;
        let Some(last) = part.last() else { break };
        after = last.person_id;
        let mine: Vec<_> = part.into_iter().filter(|e| e.bill_id == b.id).collect();
        let people: Vec<Id> = mine.iter().map(|e| e.person_id).collect();
        let covers = cover::covers_of(tx, &people)?;
        let known = match gives(&s) {
            true => known_people(tx, &people)?,
            false => std::collections::HashMap::new(),
        };
        // Few kinds of people: each kind is one statement.
        let mut alike: BTreeMap<(Vec<ItemKind>, Vec<ItemKind>), Vec<Id>> = BTreeMap::new();
        for e in mine {
            let mut items = e.items;
            items.retain(|i| *i != ItemKind::Gift);
            items.extend(gifts(&s, &items, known.get(&e.person_id)));
            let before = covers.get(&e.person_id).map(Vec::as_slice).unwrap_or_default();
            let held = before.iter().map(|c| (c.items.as_slice(), c.from, c.to));
            let on = continued(&items, from, held);
            alike.entry((items, on)).or_default().push(e.person_id);
        }
        for ((items, on), people) in alike {
            enrolment::activate(tx, b.period_id, (from, p.cover_to), (&items, &on), &people)?;
        }
    }
    count(tx, b, paid_on, (b.people, b.parts.premium));
    let moved = period::moved(b.people, &b.parts, Standing::billed, Standing::active);
    period::add(tx, of, moved).map_err(Into::into)
}

fn gives(s: &Scheme) -> bool {
    s.items.iter().any(|i| i.gift.is_some())
}

/// Takes the cover of a bill's people back, before it has begun.
///
/// # Errors
/// The database's.
pub fn deactivate(tx: &mut Tx<'_>, b: &Bill) -> Result<()> {
    let of = (b.union_id, b.period_id);
    enrolment::unpay(tx, of, b.id)?;
    let day = b.paid_on.unwrap_or_else(|| tx.today());
    count(tx, b, day, (-b.people, Fen(-b.parts.premium.0)));
    let moved = period::moved(b.people, &b.parts, Standing::active, Standing::billed);
    period::add(tx, of, moved).map_err(Into::into)
}

/// People and premiums of a bill in the figures, from the day of the money on.
pub fn count(tx: &mut Tx<'_>, b: &Bill, day: Day, (people, premium): (i64, Fen)) {
    indicators::record(tx, &ENROLLED, b.union_id, day, people, b.id);
    indicators::record(tx, &PREMIUM, b.union_id, day, premium.0, b.id);
}
