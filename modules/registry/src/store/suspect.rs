//! Pairs of records that may be of the same human.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, Timestamp};
use store::{DbResult, Insert, Kind, Route, Sql, Tx, Val, params};

use platform::scoped::within;

static INSERT: Insert = Insert::new(
    "suspect_pair",
    &[
        ("person_id", Kind::Int),
        ("other_id", Kind::Int),
        ("same_phone", Kind::Int),
        ("same_birth", Kind::Int),
        ("state", Kind::Text),
        ("note", Kind::Text),
        ("decided_by_name", Kind::Text),
        ("decided_at", Kind::Int),
        ("found_at", Kind::Int),
    ],
    // What somebody said of a pair stays said.
    "ON CONFLICT (person_id, other_id) DO NOTHING",
);

store::statements! {
    BY_NAME = fan_out("search for duplicates"),
        "SELECT id, name_key, birth_day, birth_precision, phone_tail FROM person
         WHERE (name_key, id) > ($1, $2) AND merged_into = 0 AND erased_at = 0 ORDER BY name_key, id LIMIT $3";
    DISMISS = one("person_id"),
        "UPDATE suspect_pair SET state = 'dismissed', note = $3, decided_by_name = $4, decided_at = $5
         WHERE person_id = $1 AND other_id = $2 AND state = 'open'";
    REOPEN = one("person_id"),
        "UPDATE suspect_pair SET state = 'open', note = $3, decided_by_name = $4, decided_at = $5
         WHERE person_id = $1 AND other_id = $2 AND state = 'dismissed'";
}

/// A person in the walk along the names.
#[derive(Clone, Debug)]
pub struct Named {
    /// Person.
    pub id: Id,
    /// Search key of the name.
    pub name_key: String,
    /// Birth day, if known to the day.
    pub birth_day: Option<i64>,
    /// Keyed digest of the phone's last four; 0 without a phone.
    pub phone_tail: i64,
}

/// People by name, after a name and an id.
pub fn by_name(tx: &mut Tx<'_>, after: (&str, Id), limit: i64) -> DbResult<Vec<Named>> {
    tx.query(&BY_NAME, params![after.0, after.1, limit], |row| {
        let mut r = row.reader();
        let (id, name_key, birth, precision): (Id, String, i64, String) =
            (r.next()?, r.next()?, r.next()?, r.next()?);
        let birth_day = Some(birth).filter(|b| *b != 0 && precision == "day");
        Ok(Named { id, name_key, birth_day, phone_tail: r.next()? })
    })
}

/// A pair; the lower id first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// One record.
    pub person_id: Id,
    /// The other.
    pub other_id: Id,
    /// They have the same phone.
    pub same_phone: bool,
    /// They were born on the same day.
    pub same_birth: bool,
}

/// Stores pairs; those that are known stay as they are. How many were new.
pub fn insert(tx: &mut Tx<'_>, pairs: &[Pair]) -> DbResult<u64> {
    let now = tx.now();
    let rows: Vec<Vec<Val<'_>>> = pairs
        .iter()
        .map(|p| {
            vec![
                Val::from(p.person_id),
                Val::from(p.other_id),
                Val::from(i64::from(p.same_phone)),
                Val::from(i64::from(p.same_birth)),
                Val::from("open"),
                Val::from(""),
                Val::from(""),
                Val::from(0_i64),
                Val::from(now),
            ]
        })
        .collect();
    tx.insert_many(&INSERT, &rows)
}

/// A pair with what was said of it.
#[derive(Clone, Debug)]
pub struct SuspectLine {
    /// The pair.
    pub pair: Pair,
    /// Why they are not the same human, if that was said.
    pub note: String,
    /// By whom.
    pub decided_by_name: String,
    /// When; 0 if nobody said anything.
    pub decided_at: Timestamp,
    /// When they were found.
    pub found_at: Timestamp,
}

/// Pairs of which at least the first record lies in the scope; the caller looks whether the second does.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, A>,
    dismissed: bool,
    after: (Id, Id),
    limit: i64,
) -> DbResult<Vec<SuspectLine>> {
    let state = if dismissed { "dismissed" } else { "open" };
    let mut args = vec![Val::from(state), Val::from(after.0), Val::from(after.1)];
    let mut text = String::from(
        "SELECT s.person_id, s.other_id, s.same_phone, s.same_birth, s.note, s.decided_by_name, s.decided_at, s.found_at
         FROM suspect_pair s WHERE s.state = $1 AND (s.person_id, s.other_id) > ($2, $3)
         AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = s.person_id AND",
    );
    within(&mut text, &mut args, "m.union_path", &scope.ranges());
    args.push(Val::from(limit));
    text.push_str(&format!(") ORDER BY s.person_id, s.other_id LIMIT ${}", args.len()));
    tx.query(&Sql::composed("list_suspects", Route::FanOut("list"), text), &args, |row| {
        let mut r = row.reader();
        let (person_id, other_id): (Id, Id) = (r.next()?, r.next()?);
        let (same_phone, same_birth): (i64, i64) = (r.next()?, r.next()?);
        Ok(SuspectLine {
            pair: Pair { person_id, other_id, same_phone: same_phone != 0, same_birth: same_birth != 0 },
            note: r.next()?,
            decided_by_name: r.next()?,
            decided_at: r.next()?,
            found_at: r.next()?,
        })
    })
}

/// Says that two records are of two humans, or takes that back; `false` if it was said already.
pub fn say(tx: &mut Tx<'_>, pair: (Id, Id), two: bool, note: &str, by: &str) -> DbResult<bool> {
    let (now, sql) = (tx.now(), if two { &DISMISS } else { &REOPEN });
    Ok(tx.execute(sql, params![pair.0, pair.1, note, by, now])? == 1)
}
