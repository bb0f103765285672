//! Duty of representatives.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use super::keyset::{Order, Part, Seek};
use crate::model::duty::{DutyState, DutyTime};
use platform::scoped::within;

static INSERT: Insert = Insert::new(
    "duty",
    &[
        ("id", Kind::Int),
        ("series_id", Kind::Int),
        ("union_id", Kind::Int),
        ("union_path", Kind::Text),
        ("zone_id", Kind::Int),
        ("day", Kind::Int),
        ("from_minute", Kind::Int),
        ("to_minute", Kind::Int),
        ("person_id", Kind::Int),
        ("person_name", Kind::Text),
        ("state", Kind::Text),
        ("signed_at", Kind::Int),
        ("signed_by", Kind::Text),
        ("visitors", Kind::Int),
        ("note", Kind::Text),
        ("created_by_name", Kind::Text),
        ("version", Kind::Int),
    ],
    "",
);

store::statements! {
    BY_ID = one("id"),
        "SELECT d.id, d.series_id, d.union_id, d.union_path, d.zone_id, d.day, d.from_minute, d.to_minute, d.person_id,
           d.person_name, d.state, d.signed_at, d.signed_by, d.visitors, d.note, d.version FROM duty d WHERE d.id = $1";
    ADVANCE = one("id"),
        "UPDATE duty SET version = version + 1, state = $3, signed_at = $4, signed_by = $5, visitors = $6, note = $7
         WHERE id = $1 AND version = $2";
    OF_PERSON = fan_out("the own duty"),
        "SELECT d.id, d.series_id, d.union_id, d.union_path, d.zone_id, d.day, d.from_minute, d.to_minute, d.person_id,
           d.person_name, d.state, d.signed_at, d.signed_by, d.visitors, d.note, d.version FROM duty d
         WHERE (d.person_id = $1 OR d.person_id IN (SELECT id FROM person WHERE merged_into = $1 AND merged_into <> 0))
           AND d.day >= $2 ORDER BY d.day, d.id LIMIT $3";
    OVER = fan_out("duty whose day is over"),
        "SELECT d.id, d.series_id, d.union_id, d.union_path, d.zone_id, d.day, d.from_minute, d.to_minute, d.person_id,
           d.person_name, d.state, d.signed_at, d.signed_by, d.visitors, d.note, d.version FROM duty d
         WHERE d.state = $1 AND d.day < $2 AND d.id > $3 ORDER BY d.id LIMIT $4";
    PLACE_NAMES = reference,
        "SELECT u.name, z.name FROM trade_union u LEFT JOIN zone z ON z.id = $2 WHERE u.id = $1";
}

const COLUMNS: &str =
    "d.id, d.series_id, d.union_id, d.union_path, d.zone_id, d.day, d.from_minute, d.to_minute, d.person_id,
     d.person_name, d.state, d.signed_at, d.signed_by, d.visitors, d.note, d.version";

/// A duty as stored.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Duty.
    pub id: Id,
    /// The series that it was made with.
    pub series_id: Id,
    /// Union.
    pub union_id: Id,
    /// That union's place.
    pub union_path: OrgPath,
    /// Zone where it is, if any.
    pub zone_id: Option<Id>,
    /// When.
    pub time: DutyTime,
    /// The representative, a member.
    pub person_id: Id,
    /// Name as it was when it was planned.
    pub person_name: String,
    /// State.
    pub state: DutyState,
    /// When somebody signed in; 0 if nobody has.
    pub signed_at: Timestamp,
    /// Who signed in: empty for the representative, the cadre's name otherwise.
    pub signed_by: String,
    /// How many came; none while nobody has said.
    pub visitors: Option<i64>,
    /// What was said of it.
    pub note: String,
    /// Rises with each change.
    pub version: i64,
}

fn duty(row: &Row) -> DbResult<Duty> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let (series_id, union_id, union_path) = (r.next()?, r.next()?, r.next()?);
    let zone_id = Some(r.next::<Id>()?).filter(|z| z.0 != 0);
    let time = DutyTime { day: r.next()?, from: r.next()?, to: r.next()? };
    let (person_id, person_name) = (r.next()?, r.next()?);
    let state = DutyState::parse(&r.next::<String>()?);
    let state = state.ok_or_else(|| DbError::Inconsistent(format!("duty {id}: state")))?;
    let (signed_at, signed_by) = (r.next()?, r.next()?);
    let visitors = Some(r.next::<i64>()?).filter(|n| *n >= 0);
    Ok(Duty {
        id,
        series_id,
        union_id,
        union_path,
        zone_id,
        time,
        person_id,
        person_name,
        state,
        signed_at,
        signed_by,
        visitors,
        note: r.next()?,
        version: r.next()?,
    })
}

/// Stores planned duties.
pub fn insert(tx: &mut Tx<'_>, by: &str, all: &[Duty]) -> DbResult<()> {
    let row = |d: &Duty| {
        vec![
            Val::from(d.id),
            Val::from(d.series_id),
            Val::from(d.union_id),
            Val::from(d.union_path.as_str().to_owned()),
            Val::from(d.zone_id.unwrap_or(Id(0))),
            Val::from(d.time.day),
            Val::from(d.time.from),
            Val::from(d.time.to),
            Val::from(d.person_id),
            Val::from(d.person_name.clone()),
            Val::from(d.state.code()),
            Val::from(d.signed_at),
            Val::from(d.signed_by.clone()),
            Val::from(d.visitors.unwrap_or(-1)),
            Val::from(d.note.clone()),
            Val::from(by.to_owned()),
            Val::from(1_i64),
        ]
    };
    let rows: Vec<Vec<Val<'static>>> = all.iter().map(row).collect();
    tx.insert_many(&INSERT, &rows).map(drop)
}

/// A duty within the scope.
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Duty, A>, id: Id) -> DbResult<Option<Duty>> {
    Ok(by_id(tx, id)?.filter(|d| scope.covers(&d.union_path)))
}

/// A duty, for the representative and the program itself.
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Duty>> {
    tx.query_one(&BY_ID, params![id], duty)
}

/// Writes the state and what goes with it; `false` if its version is not the present one.
pub fn advance(tx: &mut Tx<'_>, d: &Duty) -> DbResult<bool> {
    let (state, visitors) = (d.state.code(), d.visitors.unwrap_or(-1));
    let args = params![d.id, d.version, state, d.signed_at, &d.signed_by, visitors, &d.note];
    Ok(tx.execute(&ADVANCE, args)? == 1)
}

/// A person's duties from a day on, those of records merged into it among them. Without a scope: for the person alone.
pub fn of_person(tx: &mut Tx<'_>, person: Id, from: Day, limit: i64) -> DbResult<Vec<Duty>> {
    tx.query(&OF_PERSON, params![person, from, limit], duty)
}

/// Duties in a state whose day is before another.
pub fn over(tx: &mut Tx<'_>, state: DutyState, before: Day, after: Id, limit: i64) -> DbResult<Vec<Duty>> {
    tx.query(&OVER, params![state.code(), before, after, limit], duty)
}

/// Names of the union and of the zone where a duty is; the zone's is empty without one.
pub fn place_names(tx: &mut Tx<'_>, d: &Duty) -> DbResult<(String, String)> {
    let zone = d.zone_id.unwrap_or(Id(0));
    let found = tx.query_one(&PLACE_NAMES, params![d.union_id, zone], |r| {
        Ok((r.get(0)?, r.get::<Option<String>>(1)?.unwrap_or_default()))
    });
    found.map(Option::unwrap_or_default)
}

/// What a list of duties asks for.
#[derive(Clone, Debug)]
pub struct DutyFilter {
    /// Only beneath this place.
    pub path: Option<OrgPath>,
    /// Only in this zone.
    pub zone_id: Option<Id>,
    /// Only of this person.
    pub person_id: Option<Id>,
    /// Beginning of the representative's name.
    pub q: String,
    /// Only in this state.
    pub state: Option<DutyState>,
    /// Days, both included.
    pub days: (Day, Day),
}

const ORDER: Order = Order { parts: &[Part::Int("d.day")], id: "d.id", falling: false };

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Duty, A>,
    f: &DutyFilter,
) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "d.union_path", &ranges);
    args.extend([Val::from(f.days.0), Val::from(f.days.1)]);
    text.push_str(&format!(" AND d.day >= ${} AND d.day <= ${}", args.len() - 1, args.len()));
    for (column, id) in [("d.zone_id", f.zone_id), ("d.person_id", f.person_id)] {
        if let Some(id) = id {
            args.push(Val::from(id));
            text.push_str(&format!(" AND {column} = ${}", args.len()));
        }
    }
    if let Some(state) = f.state {
        args.push(Val::from(state.code()));
        text.push_str(&format!(" AND d.state = ${}", args.len()));
    }
    if !f.q.is_empty() {
        args.extend([Val::from(f.q.clone()), Val::from(format!("{}\u{10FFFF}", f.q))]);
        text.push_str(&format!(
            " AND d.person_name >= ${} AND d.person_name < ${}",
            args.len() - 1,
            args.len()
        ));
    }
}

/// Page of duties in the scope by day; beside `seek`, at most `limit`.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Duty, A>,
    filter: &DutyFilter,
    seek: Option<&Seek>,
    limit: i64,
) -> DbResult<Vec<Duty>> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS} FROM duty d WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    ORDER.page(&mut text, &mut args, seek, limit);
    tx.query(&Sql::composed("list_duties", Route::FanOut("list"), text), &args, duty)
}

/// How many match, counted to `bound` at most.
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Duty, A>,
    filter: &DutyFilter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) =
        (String::from("SELECT count(*) FROM (SELECT d.id FROM duty d WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_duties", Route::FanOut("count"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// How often somebody was on duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Representative.
    pub person_id: Id,
    /// Name.
    pub name: String,
    /// Sessions held.
    pub held: i64,
    /// Sessions missed.
    pub missed: i64,
    /// Sessions to come.
    pub planned: i64,
}

/// Representatives with duty in the scope between two days: held, missed and planned sessions; at most 500, by name.
pub fn tally<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Duty, A>,
    filter: &DutyFilter,
) -> DbResult<Vec<Tally>> {
    let (mut text, mut args) = (
        String::from(
            "SELECT d.person_id, d.person_name,
               CAST(SUM(CASE WHEN d.state IN ('signed_in', 'done') THEN 1 ELSE 0 END) AS BIGINT),
               CAST(SUM(CASE WHEN d.state = 'missed' THEN 1 ELSE 0 END) AS BIGINT),
               CAST(SUM(CASE WHEN d.state = 'planned' THEN 1 ELSE 0 END) AS BIGINT)
             FROM duty d WHERE",
        ),
        Vec::new(),
    );
    conditions(&mut text, &mut args, scope, filter);
    text.push_str(" GROUP BY d.person_id, d.person_name ORDER BY d.person_name, d.person_id LIMIT 500");
    tx.query(&Sql::composed("tally_duties", Route::FanOut("tally"), text), &args, |r| {
        Ok(Tally {
            person_id: r.get(0)?,
            name: r.get(1)?,
            held: r.get(2)?,
            missed: r.get(3)?,
            planned: r.get(4)?,
        })
    })
}
