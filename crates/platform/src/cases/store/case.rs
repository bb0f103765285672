//! Cases, one by one.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use super::sight::one_in_sight;
use crate::calendar::Unit;
use crate::cases::clock::CaseClock;
use crate::cases::model::{CaseFile, CaseState, Channel, Place, Rating, ReporterKind};

/// Columns in the order of [`read`].
pub const COLUMNS: &str = "c.id, c.kind, c.procedure_version, c.number, c.home_id, c.home_path, c.holder_id,
  c.holder_path, c.holder_role, c.owner_id, c.owner_name, c.delegate_id, c.from_id, c.watch_path, c.step, c.track, c.state,
  c.title, c.body, c.fields, c.channel, c.reporter, c.person_id, c.employer_id, c.employer_name, c.restricted,
  c.received_at, c.step_at, c.clock, c.clock_from, c.clock_count, c.clock_unit, c.paused_on, c.due_on, c.tick_at, c.mark,
  c.late, c.climbed, c.closed_on, c.closed_at, c.rating, c.reopened, c.merged_into, c.changed_at, c.version";

/// What is told once, then what changes, in the order of [`standing`].
static INSERT: Insert = Insert::new(
    "case_file",
    &[
        ("id", Kind::Int),
        ("version", Kind::Int),
        ("kind", Kind::Text),
        ("procedure_version", Kind::Int),
        ("number", Kind::Text),
        ("home_id", Kind::Int),
        ("home_path", Kind::Text),
        ("channel", Kind::Text),
        ("reporter", Kind::Text),
        ("person_id", Kind::Int),
        ("received_on", Kind::Int),
        ("received_at", Kind::Int),
        ("holder_id", Kind::Int),
        ("holder_path", Kind::Text),
        ("holder_role", Kind::Text),
        ("owner_id", Kind::Int),
        ("owner_name", Kind::Text),
        ("delegate_id", Kind::Int),
        ("from_id", Kind::Int),
        ("watch_path", Kind::Text),
        ("step", Kind::Text),
        ("track", Kind::Text),
        ("state", Kind::Text),
        ("title", Kind::Text),
        ("title_key", Kind::Text),
        ("body", Kind::Text),
        ("fields", Kind::Text),
        ("restricted", Kind::Int),
        ("step_at", Kind::Int),
        ("clock", Kind::Int),
        ("clock_from", Kind::Int),
        ("clock_count", Kind::Int),
        ("clock_unit", Kind::Text),
        ("paused_on", Kind::Int),
        ("due_on", Kind::Int),
        ("due_at", Kind::Int),
        ("tick_at", Kind::Int),
        ("mark", Kind::Int),
        ("late", Kind::Int),
        ("climbed", Kind::Int),
        ("closed_on", Kind::Int),
        ("closed_at", Kind::Int),
        ("rating", Kind::Int),
        ("reopened", Kind::Int),
        ("merged_into", Kind::Int),
        ("employer_id", Kind::Int),
        ("employer_name", Kind::Text),
        ("changed_at", Kind::Int),
    ],
    "",
);

store::statements! {
    UPDATE = one("id"),
        "UPDATE case_file SET holder_id = $3, holder_path = $4, holder_role = $5, owner_id = $6,
           owner_name = $7, delegate_id = $8, from_id = $9, watch_path = $10, step = $11, track = $12,
           state = $13, title = $14, title_key = $15, body = $16, fields = $17, restricted = $18,
           step_at = $19, clock = $20, clock_from = $21, clock_count = $22, clock_unit = $23,
           paused_on = $24, due_on = $25, due_at = $26, tick_at = $27, mark = $28, late = $29, climbed = $30,
           closed_on = $31, closed_at = $32, rating = $33, reopened = $34, merged_into = $35,
           employer_id = $36, employer_name = $37, changed_at = $38, version = version + 1
         WHERE id = $1 AND version = $2";
    FORGET_PERSON = one("id"), "UPDATE case_file SET person_id = 0, version = version + 1 WHERE id = $1";
    FORGET_EVENTS = one("case_id"),
        "UPDATE case_event SET by_id = 0, by_name = $3 WHERE case_id = $1 AND by_id = $2 AND by_kind = 'member'";
    NUMBER = one("number"), "INSERT INTO case_number (number, case_id) VALUES ($1, $2)";
    BY_NUMBER = one("number"), "SELECT case_id FROM case_number WHERE number = $1";
    TIE = one("case_id"), "INSERT INTO case_tie (case_id, path) VALUES ($1, $2) ON CONFLICT (case_id, path) DO NOTHING";
    TIES = one("case_id"), "SELECT path FROM case_tie WHERE case_id = $1 ORDER BY path";
    NAME = one("case_id"),
        "INSERT INTO case_named (case_id, account_id) VALUES ($1, $2) ON CONFLICT (case_id, account_id) DO NOTHING";
    MARK = one("case_id"),
        "INSERT INTO case_mark (case_id, clock, mark, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (case_id, clock, mark) DO NOTHING";
}

/// Who told something and was erased since.
const GONE: &str = "反映人";

fn odd(id: Id, what: &str) -> DbError {
    DbError::Inconsistent(format!("case_file {id}: {what}"))
}

/// Unit as it is stored.
pub fn unit_code(unit: Unit) -> &'static str {
    match unit {
        Unit::WorkingDays => "working_days",
        _ => "days",
    }
}

/// A case from a row of [`COLUMNS`].
pub fn read(row: &Row) -> DbResult<CaseFile> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let (kind, procedure_version, number) = (r.next()?, r.next()?, r.next()?);
    let home = Place { id: r.next()?, path: r.next()? };
    let holder = Place { id: r.next()?, path: r.next()? };
    let (holder_role, owner_id, owner_name) = (r.next()?, r.next()?, r.next()?);
    let (delegate_id, from_id, watch_path) = (r.next()?, r.next()?, r.next()?);
    let (step, track) = (r.next()?, r.next()?);
    let state = CaseState::parse(&r.next::<String>()?).ok_or_else(|| odd(id, "state"))?;
    let (title, body) = (r.next()?, r.next()?);
    let fields = serde_json::from_str(&r.next::<String>()?).map_err(|_| odd(id, "fields"))?;
    let channel = Channel::parse(&r.next::<String>()?).ok_or_else(|| odd(id, "channel"))?;
    let reporter = ReporterKind::parse(&r.next::<String>()?).ok_or_else(|| odd(id, "reporter"))?;
    let (person_id, employer_id, employer_name) = (r.next()?, r.next()?, r.next()?);
    let restricted = r.next::<i64>()? != 0;
    let (received_at, step_at, clock_number) = (r.next()?, r.next()?, r.next()?);
    let (from, count, unit): (i64, i64, String) = (r.next()?, r.next()?, r.next()?);
    let (paused_on, due_on): (i64, i64) = (r.next()?, r.next()?);
    let clock = Day::from_number(due_on).zip(Day::from_number(from)).map(|(due_on, from)| CaseClock {
        from,
        count: u32::try_from(count).unwrap_or(1).max(1),
        unit: if unit == "working_days" { Unit::WorkingDays } else { Unit::Days },
        paused_on: Day::from_number(paused_on),
        due_on,
    });
    Ok(CaseFile {
        id,
        kind,
        procedure_version,
        number,
        home,
        holder,
        holder_role,
        owner_id,
        owner_name,
        delegate_id,
        from_id,
        watch_path,
        step,
        track,
        state,
        title,
        body,
        fields,
        channel,
        reporter,
        person_id,
        employer_id,
        employer_name,
        restricted,
        received_at,
        step_at,
        clock_number,
        clock,
        tick_at: r.next()?,
        mark: r.next()?,
        late: r.next::<i64>()? != 0,
        climbed: r.next()?,
        closed_on: Day::from_number(r.next()?),
        closed_at: r.next()?,
        rating: Rating::parse(r.next()?),
        reopened: r.next()?,
        merged_into: r.next()?,
        changed_at: r.next()?,
        version: r.next()?,
    })
}

fn fields_text(c: &CaseFile) -> DbResult<String> {
    serde_json::to_string(&c.fields).map_err(|e| DbError::Driver(e.to_string()))
}

/// When the limit is over, for the order of lists: cases without a clock come last.
fn due_at(c: &CaseFile) -> Timestamp {
    c.due_on().map_or(Timestamp(i64::MAX), |d| Timestamp::at_day_start(d.plus_days(1)))
}

/// What changes in a case as values, in the order of the table's statements.
fn standing(c: &CaseFile, changed_at: Timestamp) -> DbResult<[Val<'static>; STANDING]> {
    let day = |d: Option<Day>| Val::from(d.map_or(0, Day::number));
    let text = |t: &str| Val::from(t.to_owned());
    Ok([
        Val::from(c.holder.id),
        text(c.holder.path.as_str()),
        text(&c.holder_role),
        Val::from(c.owner_id),
        text(&c.owner_name),
        Val::from(c.delegate_id),
        Val::from(c.from_id),
        text(&c.watch_path),
        text(&c.step),
        text(&c.track),
        Val::from(c.state.code()),
        text(&c.title),
        Val::from(kernel::text::name_key(&c.title)),
        text(&c.body),
        Val::from(fields_text(c)?),
        Val::from(c.restricted),
        Val::from(c.step_at),
        Val::from(c.clock_number),
        day(c.clock.map(|k| k.from)),
        Val::from(c.clock.map_or(0, |k| i64::from(k.count))),
        Val::from(c.clock.map_or("days", |k| unit_code(k.unit))),
        day(c.clock.and_then(|k| k.paused_on)),
        day(c.due_on()),
        Val::from(due_at(c)),
        Val::from(c.tick_at),
        Val::from(c.mark),
        Val::from(c.late),
        Val::from(c.climbed),
        day(c.closed_on),
        Val::from(c.closed_at),
        Val::from(c.rating.map_or(0, Rating::number)),
        Val::from(c.reopened),
        Val::from(c.merged_into),
        Val::from(c.employer_id),
        text(&c.employer_name),
        Val::from(changed_at),
    ])
}

/// How many columns change.
const STANDING: usize = 36;

/// The row of a case.
fn row(c: &CaseFile) -> DbResult<Vec<Val<'static>>> {
    let mut all = vec![
        Val::from(c.id),
        Val::from(c.version),
        Val::from(c.kind.clone()),
        Val::from(c.procedure_version),
        Val::from(c.number.clone()),
        Val::from(c.home.id),
        Val::from(c.home.path.as_str().to_owned()),
        Val::from(c.channel.code()),
        Val::from(c.reporter.code()),
        Val::from(c.person_id),
        Val::from(c.received_at.day()),
        Val::from(c.received_at),
    ];
    all.extend(standing(c, c.changed_at)?);
    Ok(all)
}

/// Stores a new case with its number, which is of no other.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, c: &CaseFile) -> DbResult<()> {
    load(tx, std::slice::from_ref(c))
}

/// Stores cases with their numbers; for the demo.
///
/// # Errors
/// Any [`DbError`].
pub fn load(tx: &mut Tx<'_>, all: &[CaseFile]) -> DbResult<()> {
    for c in all {
        tx.execute(&NUMBER, params![&c.number, c.id])?;
    }
    let rows = all.iter().map(row).collect::<DbResult<Vec<_>>>()?;
    tx.insert_many(&INSERT, &rows).map(drop)
}

/// Stores what a case has become; `false` if somebody changed it since `c.version`.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, c: &CaseFile) -> DbResult<bool> {
    let mut args = vec![Val::from(c.id), Val::from(c.version)];
    args.extend(standing(c, tx.now())?);
    Ok(tx.execute(&UPDATE, &args)? == 1)
}

/// Takes the reporter out of a case: nobody knows any more who told it.
///
/// # Errors
/// Any [`DbError`].
pub fn forget_reporter(tx: &mut Tx<'_>, id: Id, person: Id) -> DbResult<()> {
    tx.execute(&FORGET_PERSON, params![id])?;
    tx.execute(&FORGET_EVENTS, params![id, person, GONE]).map(drop)
}

/// Takes who claimed a case out of what happened to it.
///
/// # Errors
/// Any [`DbError`].
pub fn forget_claimant(tx: &mut Tx<'_>, id: Id, person: Id) -> DbResult<()> {
    tx.execute(&FORGET_EVENTS, params![id, person, "认领人"]).map(drop)
}

/// A case in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Case, A>, id: Id) -> DbResult<Option<CaseFile>> {
    let mut text = format!("SELECT {COLUMNS} FROM case_file c WHERE c.id = $1 AND");
    let mut args = vec![Val::from(id)];
    one_in_sight(&mut text, &mut args, scope);
    tx.query_one(&Sql::composed("find_case", Route::One("id"), text), &args, read)
}

/// A case, whoever asks; for those who have shown number and code, for the reporter's own, and for jobs.
///
/// # Errors
/// Any [`DbError`].
pub fn find_unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<CaseFile>> {
    let text = format!("SELECT {COLUMNS} FROM case_file c WHERE c.id = $1");
    tx.query_one(&Sql::composed("find_any_case", Route::One("id"), text), &[Val::from(id)], read)
}

/// The case with a number.
///
/// # Errors
/// Any [`DbError`].
pub fn by_number(tx: &mut Tx<'_>, number: &str) -> DbResult<Option<Id>> {
    tx.query_one(&BY_NUMBER, params![number], |r| r.get(0))
}

/// Says that a place is tied to what a case complains about.
///
/// # Errors
/// Any [`DbError`].
pub fn tie(tx: &mut Tx<'_>, id: Id, path: &str) -> DbResult<()> {
    tx.execute(&TIE, params![id, path]).map(drop)
}

/// Places tied to what a case complains about.
///
/// # Errors
/// Any [`DbError`].
pub fn ties(tx: &mut Tx<'_>, id: Id) -> DbResult<Vec<OrgPath>> {
    tx.query(&TIES, params![id], |r| r.get(0))
}

/// Opens a restricted case to an account.
///
/// # Errors
/// Any [`DbError`].
pub fn name(tx: &mut Tx<'_>, id: Id, account: Id) -> DbResult<()> {
    tx.execute(&NAME, params![id, account]).map(drop)
}

/// Notes that a clock reached a mark; `false` if that was noted already.
///
/// # Errors
/// Any [`DbError`].
pub fn mark(tx: &mut Tx<'_>, c: &CaseFile) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&MARK, params![c.id, c.clock_number, c.mark, now])? == 1)
}
