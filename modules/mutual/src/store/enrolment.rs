//! Enrolments: a person in a period, once.

use std::collections::HashMap;

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use registry::api::merged_records;
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use crate::model::enrolment::{Enrolment, EnrolmentState, Parts, items_of, items_text};
use crate::model::scheme::ItemKind;
use platform::lists::{SIZES, with_list};

static INSERT: Insert = Insert::new(
    "mutual_enrolment",
    &[
        ("person_id", Kind::Int),
        ("period_id", Kind::Int),
        ("union_id", Kind::Int),
        ("scheme_id", Kind::Int),
        ("roster_id", Kind::Int),
        ("bill_id", Kind::Int),
        ("state", Kind::Text),
        ("name", Kind::Text),
        ("items", Kind::Text),
        ("continued", Kind::Text),
        ("class", Kind::Text),
        ("shares", Kind::Int),
        ("premium", Kind::Int),
        ("employer_part", Kind::Int),
        ("union_part", Kind::Int),
        ("person_part", Kind::Int),
        ("cover_from", Kind::Int),
        ("cover_to", Kind::Int),
        ("created_at", Kind::Int),
        ("version", Kind::Int),
    ],
    // Whoever comes second finds the person taken.
    "ON CONFLICT (person_id, period_id) DO NOTHING",
);

store::statements! {
    ONE = one("person_id"),
        "SELECT person_id, period_id, union_id, scheme_id, roster_id, bill_id, state, name, items, continued, class, shares,
           premium, employer_part, union_part, person_part, cover_from, cover_to, created_at, version
         FROM mutual_enrolment WHERE person_id = $1 AND period_id = $2";
    OF_PERSON = one("person_id"),
        "SELECT person_id, period_id, union_id, scheme_id, roster_id, bill_id, state, name, items, continued, class, shares,
           premium, employer_part, union_part, person_part, cover_from, cover_to, created_at, version
         FROM mutual_enrolment WHERE person_id = $1 ORDER BY period_id DESC";
    OF_UNIT = fan_out("people of one union in one period"),
        "SELECT person_id, period_id, union_id, scheme_id, roster_id, bill_id, state, name, items, continued, class, shares,
           premium, employer_part, union_part, person_part, cover_from, cover_to, created_at, version
         FROM mutual_enrolment WHERE union_id = $1 AND period_id = $2 AND person_id > $3 ORDER BY person_id LIMIT $4";
    DROP_REFUNDED = one("person_id"),
        "DELETE FROM mutual_enrolment WHERE person_id = $1 AND period_id = $2 AND state = 'refunded'";
    REMOVE = one("person_id"),
        "DELETE FROM mutual_enrolment WHERE person_id = $1 AND period_id = $2 AND version = $3 AND state = 'listed'";
    TAKE_BACK = one("person_id"),
        "DELETE FROM mutual_enrolment WHERE person_id = $1 AND period_id = $2 AND roster_id = $3 AND state = 'listed'
         RETURNING premium";
    BILL = fan_out("people of one union become those of its bill"),
        "UPDATE mutual_enrolment SET bill_id = $3, state = 'billed', version = version + 1
         WHERE union_id = $1 AND period_id = $2 AND state = 'listed'";
    UNBILL = fan_out("a bill is cancelled"),
        "UPDATE mutual_enrolment SET bill_id = 0, state = 'listed', version = version + 1
         WHERE union_id = $1 AND period_id = $2 AND bill_id = $3 AND state = 'billed'";
    UNPAY = fan_out("the money of a bill is taken back"),
        "UPDATE mutual_enrolment SET state = 'billed', continued = '', cover_from = 0, cover_to = 0, version = version + 1
         WHERE union_id = $1 AND period_id = $2 AND bill_id = $3 AND state = 'active'";
    REFUND = one("person_id"),
        "UPDATE mutual_enrolment SET state = 'refunded', continued = '', cover_from = 0, cover_to = 0, version = version + 1
         WHERE person_id = $1 AND period_id = $2 AND bill_id = $3 AND state IN ('active', 'billed')
         RETURNING name, premium";
    SUM_LISTED = fan_out("people of one union in one period"),
        "SELECT count(*), CAST(COALESCE(SUM(premium), 0) AS BIGINT), CAST(COALESCE(SUM(employer_part), 0) AS BIGINT),
           CAST(COALESCE(SUM(union_part), 0) AS BIGINT), CAST(COALESCE(SUM(person_part), 0) AS BIGINT)
         FROM mutual_enrolment WHERE union_id = $1 AND period_id = $2 AND state = 'listed'";
    CLASSES = fan_out("people of one bill"),
        "SELECT class, count(*), CAST(SUM(shares) AS BIGINT), CAST(SUM(premium) AS BIGINT)
         FROM mutual_enrolment WHERE union_id = $1 AND period_id = $2 AND bill_id = $3 GROUP BY class ORDER BY class";
}

const COLUMNS: &str = "person_id, period_id, union_id, scheme_id, roster_id, bill_id, state, name, items, continued, class, shares,
     premium, employer_part, union_part, person_part, cover_from, cover_to, created_at, version";

/// Reads the columns of an enrolment in their order.
///
/// # Errors
/// [`DbError::Inconsistent`] if they mean nothing.
pub fn read(row: &Row) -> DbResult<Enrolment> {
    let mut r = row.reader();
    let person_id: Id = r.next()?;
    let some = |n: i64| Day::from_number(n);
    Ok(Enrolment {
        person_id,
        period_id: r.next()?,
        union_id: r.next()?,
        scheme_id: r.next()?,
        roster_id: r.next()?,
        bill_id: r.next()?,
        state: EnrolmentState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("enrolment of {person_id}: state")))?,
        name: r.next()?,
        items: items_of(&r.next::<String>()?),
        continued: items_of(&r.next::<String>()?),
        class: r.next()?,
        shares: r.next()?,
        parts: Parts { premium: r.next()?, employer: r.next()?, union: r.next()?, person: r.next()? },
        cover_from: some(r.next()?),
        cover_to: some(r.next()?),
        created_at: r.next()?,
        version: r.next()?,
    })
}

/// The row of an enrolment, for [`load`].
pub fn row(e: &Enrolment) -> Vec<Val<'static>> {
    vec![
        Val::from(e.person_id),
        Val::from(e.period_id),
        Val::from(e.union_id),
        Val::from(e.scheme_id),
        Val::from(e.roster_id),
        Val::from(e.bill_id),
        Val::from(e.state.code()),
        Val::from(e.name.clone()),
        Val::from(items_text(&e.items)),
        Val::from(items_text(&e.continued)),
        Val::from(e.class.clone()),
        Val::from(e.shares),
        Val::from(e.parts.premium),
        Val::from(e.parts.employer),
        Val::from(e.parts.union),
        Val::from(e.parts.person),
        Val::from(e.cover_from.map_or(0, Day::number)),
        Val::from(e.cover_to.map_or(0, Day::number)),
        Val::from(e.created_at),
        Val::from(e.version),
    ]
}

/// Inserts rows made by [`row`]; how many were free. People who are enrolled in the period already keep what they have.
///
/// # Errors
/// Any [`DbError`].
pub fn load(tx: &mut Tx<'_>, rows: &[Vec<Val<'static>>]) -> DbResult<u64> {
    tx.insert_many(&INSERT, rows)
}

/// A person in a period; for whoever has found it through a scope.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, person: Id, period: Id) -> DbResult<Option<Enrolment>> {
    tx.query_one(&ONE, params![person, period], read)
}

/// A person in a period, with the place of the union, within the scope: enrolled by a union there.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    (period, person): (Id, Id),
) -> DbResult<Option<(Enrolment, OrgPath)>> {
    let Some(e) = unscoped(tx, person, period)? else { return Ok(None) };
    let place = registry::api::union_by_id(tx, e.union_id)
        .map_err(|e| DbError::Driver(e.to_string()))?
        .map(|u| u.place())
        .filter(|p| scope.covers(p));
    Ok(place.map(|p| (e, p)))
}

/// All enrolments of a person, latest first, those of records that were merged into this one as well.
///
/// # Errors
/// Any [`DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Enrolment>> {
    let mut all = tx.query(&OF_PERSON, params![person], read)?;
    for (record, _) in merged_records(tx, &[person])? {
        all.extend(tx.query(&OF_PERSON, params![record], read)?);
    }
    all.sort_by_key(|e| std::cmp::Reverse(e.period_id));
    Ok(all)
}

/// The enrolments of these people in a period, also under a record that was merged into theirs; of whom a premium was given back,
/// that one too.
///
/// # Errors
/// Any [`DbError`].
pub fn in_period(tx: &mut Tx<'_>, people: &[Id], period: Id) -> DbResult<HashMap<Id, Enrolment>> {
    let mut found = HashMap::new();
    let merged: HashMap<Id, Id> = merged_records(tx, people)?.into_iter().collect();
    let ids: Vec<Id> = merged.keys().copied().chain(people.iter().copied()).collect();
    for part in ids.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let size = SIZES.into_iter().find(|s| *s >= part.len()).unwrap_or(SIZES[3]);
        // The list comes first, so that the other parameter follows it.
        let head = format!(
            "SELECT {COLUMNS} FROM mutual_enrolment WHERE period_id = ${} AND person_id IN",
            size + 1
        );
        let (sql, size) = with_list("mutual_enrolments_in", &head, size, "");
        let mut args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        args.push(Val::from(period));
        tx.for_each(&sql, &args, |r| {
            let e = read(r)?;
            let person = merged.get(&e.person_id).copied().unwrap_or(e.person_id);
            found.entry(person).or_insert(e);
            Ok(())
        })?;
    }
    Ok(found)
}

/// People of a union in a period, after one of them; at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn of_unit(
    tx: &mut Tx<'_>,
    (union, period): (Id, Id),
    after: Id,
    limit: i64,
) -> DbResult<Vec<Enrolment>> {
    tx.query(&OF_UNIT, params![union, period, after, limit], read)
}

/// Makes room for a person whose premium was given back.
///
/// # Errors
/// Any [`DbError`].
pub fn drop_refunded(tx: &mut Tx<'_>, person: Id, period: Id) -> DbResult<()> {
    tx.execute(&DROP_REFUNDED, params![person, period]).map(drop)
}

/// Takes a listed person off; `false` if the version is not the present one, or there is a bill.
///
/// # Errors
/// Any [`DbError`].
pub fn remove(tx: &mut Tx<'_>, (person, period): (Id, Id), version: i64) -> DbResult<bool> {
    Ok(tx.execute(&REMOVE, params![person, period, version])? == 1)
}

/// Takes a person off whom a roster listed and who is on no bill; the premium, or `None` if it is kept.
///
/// # Errors
/// Any [`DbError`].
pub fn take_back(tx: &mut Tx<'_>, (person, period): (Id, Id), roster: Id) -> DbResult<Option<i64>> {
    tx.query_one(&TAKE_BACK, params![person, period, roster], |r| r.get(0))
}

/// Puts all listed people of a union on a bill; how many.
///
/// # Errors
/// Any [`DbError`].
pub fn bill(tx: &mut Tx<'_>, (union, period): (Id, Id), bill: Id) -> DbResult<u64> {
    tx.execute(&BILL, params![union, period, bill])
}

/// Lists the people of a bill again; how many.
///
/// # Errors
/// Any [`DbError`].
pub fn unbill(tx: &mut Tx<'_>, (union, period): (Id, Id), bill: Id) -> DbResult<u64> {
    tx.execute(&UNBILL, params![union, period, bill])
}

/// Takes the cover of a bill's people back; how many.
///
/// # Errors
/// Any [`DbError`].
pub fn unpay(tx: &mut Tx<'_>, (union, period): (Id, Id), bill: Id) -> DbResult<u64> {
    tx.execute(&UNPAY, params![union, period, bill])
}

/// Marks a person of a bill as given back: name and premium, or `None` if there is nothing to give back.
///
/// # Errors
/// Any [`DbError`].
pub fn refund(tx: &mut Tx<'_>, (person, period): (Id, Id), bill: Id) -> DbResult<Option<(String, i64)>> {
    tx.query_one(&REFUND, params![person, period, bill], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Gives the same cover to some people of a bill: days, items, and which of them go on from before. How many.
///
/// # Errors
/// Any [`DbError`].
pub fn activate(
    tx: &mut Tx<'_>,
    period: Id,
    (from, to): (Day, Day),
    (items, continued): (&[ItemKind], &[ItemKind]),
    people: &[Id],
) -> DbResult<u64> {
    let mut changed = 0;
    for part in people.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let size = SIZES.into_iter().find(|s| *s >= part.len()).unwrap_or(SIZES[3]);
        let head = format!(
            "UPDATE mutual_enrolment SET state = 'active', version = version + 1, items = ${}, continued = ${},
               cover_from = ${}, cover_to = ${} WHERE period_id = ${} AND state = 'billed' AND person_id IN",
            size + 1,
            size + 2,
            size + 3,
            size + 4,
            size + 5
        );
        let (sql, size) = with_list("activate_enrolments", &head, size, "");
        let mut args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        args.extend([
            Val::from(items_text(items)),
            Val::from(items_text(continued)),
            Val::from(from),
            Val::from(to),
            Val::from(period),
        ]);
        changed += tx.execute(&sql, &args)?;
    }
    Ok(changed)
}

/// Listed people of a union and what they pay.
///
/// # Errors
/// Any [`DbError`].
pub fn sum_listed(tx: &mut Tx<'_>, union: Id, period: Id) -> DbResult<(i64, Parts)> {
    let found = tx.query_one(&SUM_LISTED, params![union, period], |row| {
        let mut r = row.reader();
        Ok((
            r.next()?,
            Parts { premium: r.next()?, employer: r.next()?, union: r.next()?, person: r.next()? },
        ))
    })?;
    Ok(found.unwrap_or_default())
}

/// People of a bill by class: class, people, shares, 分.
///
/// # Errors
/// Any [`DbError`].
pub fn classes(
    tx: &mut Tx<'_>,
    (union, period): (Id, Id),
    bill: Id,
) -> DbResult<Vec<(String, i64, i64, i64)>> {
    tx.query(&CLASSES, params![union, period, bill], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}
