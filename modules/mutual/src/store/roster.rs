//! Rosters and the verdicts of their parts.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::enrolment::{RosterKind, RosterState};
use platform::lists::Text;

store::statements! {
    BY_ID = one("id"),
        "SELECT r.id, r.period_id, r.union_id, u.name, u.path, r.kind, r.from_period_id, r.class, r.file_name, r.file_digest,
           r.state, r.parts_done, r.share_done, r.cursor, r.rows, r.accepted, r.rejected, r.unchanged, r.warnings, r.amount,
           r.kept, r.error, r.created_by, r.created_by_name, r.created_at, r.started_at, r.finished_at, r.version
         FROM mutual_roster r JOIN trade_union u ON u.id = r.union_id WHERE r.id = $1";
    INSERT = one("id"),
        "INSERT INTO mutual_roster (id, period_id, union_id, kind, from_period_id, class, file_name, file_digest, state, parts_done,
           share_done, cursor, rows, accepted, rejected, unchanged, warnings, amount, kept, error, created_by,
           created_by_name, created_at, started_at, finished_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'checking', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', $9, $10, $11, $11, 0, 1)";
    SET_STATE = one("id"),
        "UPDATE mutual_roster SET state = $3, error = $4, started_at = $5, finished_at = $6, version = version + 1
         WHERE id = $1 AND state = $2";
    RESET = one("id"),
        "UPDATE mutual_roster SET parts_done = 0, share_done = 0, rows = 0, accepted = 0, rejected = 0, unchanged = 0,
           warnings = 0, amount = 0, kept = 0 WHERE id = $1";
    ADVANCE = one("id"),
        "UPDATE mutual_roster SET parts_done = parts_done + 1, share_done = $3, cursor = $4, rows = rows + $5,
           accepted = accepted + $6, rejected = rejected + $7, unchanged = unchanged + $8, warnings = warnings + $9,
           amount = amount + $10 WHERE id = $1 AND parts_done = $2 AND state = $11";
    RETREAT = one("id"),
        "UPDATE mutual_roster SET parts_done = $2, kept = kept + $3 WHERE id = $1";
    INSERT_PART = one("roster_id"),
        "INSERT INTO mutual_roster_part (roster_id, phase, part, rows, body) VALUES ($1, $2, $3, $4, $5)";
    PART = one("roster_id"), "SELECT body FROM mutual_roster_part WHERE roster_id = $1 AND phase = $2 AND part = $3";
    PARTS = one("roster_id"), "SELECT count(*) FROM mutual_roster_part WHERE roster_id = $1 AND phase = $2";
    DELETE_PARTS = one("roster_id"), "DELETE FROM mutual_roster_part WHERE roster_id = $1 AND phase = $2";
    DELETE_PART = one("roster_id"),
        "DELETE FROM mutual_roster_part WHERE roster_id = $1 AND phase = $2 AND part = $3";
    RUNNING = fan_out("rosters of one union"),
        "SELECT count(*) FROM mutual_roster WHERE union_id = $1 AND period_id = $2 AND state IN ('running', 'undoing')";
}

const COLUMNS: &str = "r.id, r.period_id, r.union_id, u.name, u.path, r.kind, r.from_period_id, r.class, r.file_name, r.file_digest,
     r.state, r.parts_done, r.share_done, r.cursor, r.rows, r.accepted, r.rejected, r.unchanged, r.warnings, r.amount, r.kept,
     r.error, r.created_by, r.created_by_name, r.created_at, r.started_at, r.finished_at, r.version";

/// Rows by verdict, and the premiums of those that were accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Data rows.
    pub rows: i64,
    /// Rows that are enrolled.
    pub accepted: i64,
    /// Rows that are refused.
    pub rejected: i64,
    /// Rows of people who are on the list already.
    pub unchanged: i64,
    /// Accepted rows with a remark.
    pub warnings: i64,
    /// Premiums of the accepted rows, 分.
    pub amount: i64,
}

/// A list of people to be enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// Roster.
    pub id: Id,
    /// Period.
    pub period_id: Id,
    /// Union that enrols.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Where it comes from.
    pub kind: RosterKind,
    /// Period whose list it goes on with; 0 for a workbook.
    pub from_period_id: Id,
    /// Class of rows that tell none; may be empty.
    pub class: String,
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file, hex.
    pub file_digest: String,
    /// State.
    pub state: RosterState,
    /// Parts worked off in this phase.
    pub parts_done: i64,
    /// How much of it has been worked off, in thousandths.
    pub share_done: i64,
    /// Last person of the earlier list that was looked at.
    pub cursor: Id,
    /// Rows by verdict so far.
    pub tally: Tally,
    /// Rows that an undoing left, because there is a bill.
    pub kept: i64,
    /// Why it failed: a problem code, or empty.
    pub error: String,
    /// Account that made it; 0 for the command line.
    pub created_by: Id,
    /// Name of its holder.
    pub created_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// When the present phase began.
    pub started_at: Timestamp,
    /// When it ended; 0 before.
    pub finished_at: Timestamp,
    /// Rises with each change of state.
    pub version: i64,
}

fn read(row: &Row) -> DbResult<Roster> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let broken = |what: &str| DbError::Inconsistent(format!("roster {id}: {what}"));
    Ok(Roster {
        id,
        period_id: r.next()?,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        kind: RosterKind::parse(&r.next::<String>()?).ok_or_else(|| broken("kind"))?,
        from_period_id: r.next()?,
        class: r.next()?,
        file_name: r.next()?,
        file_digest: r.next()?,
        state: RosterState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?,
        parts_done: r.next()?,
        share_done: r.next()?,
        cursor: r.next()?,
        tally: Tally {
            rows: r.next()?,
            accepted: r.next()?,
            rejected: r.next()?,
            unchanged: r.next()?,
            warnings: r.next()?,
            amount: r.next()?,
        },
        kept: r.next()?,
        error: r.next()?,
        created_by: r.next()?,
        created_by_name: r.next()?,
        created_at: r.next()?,
        started_at: r.next()?,
        finished_at: r.next()?,
        version: r.next()?,
    })
}

/// Keeps a new roster in the state `checking`.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, r: &Roster) -> DbResult<()> {
    let args = params![
        r.id,
        r.period_id,
        r.union_id,
        r.kind.code(),
        r.from_period_id,
        &r.class,
        &r.file_name,
        &r.file_digest,
        r.created_by,
        &r.created_by_name,
        r.created_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// A roster within the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    id: Id,
) -> DbResult<Option<Roster>> {
    Ok(tx.query_one(&BY_ID, params![id], read)?.filter(|r| scope.covers(&r.union_path)))
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this period.
    pub period: Option<Id>,
    /// Only of this kind.
    pub kind: Option<RosterKind>,
    /// Only in this state.
    pub state: Option<RosterState>,
}

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Enrolment, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("r.period_id", f.period);
    t.equal("r.kind", f.kind.map(RosterKind::code));
    t.equal("r.state", f.state.map(RosterState::code));
}

const FROM: &str = "FROM mutual_roster r JOIN trade_union u ON u.id = r.union_id WHERE";

/// A page of the rosters in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Roster>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND r.id < ${a} ORDER BY r.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_rosters", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT r.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_rosters", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Moves a roster from the state it was read in to the next; `false` if it is not in that state any more.
///
/// # Errors
/// Any [`DbError`].
pub fn set_state(tx: &mut Tx<'_>, r: &Roster, to: RosterState, error: &str) -> DbResult<bool> {
    let now = tx.now();
    let (started, finished) = if to.is_moving() { (now, Timestamp(0)) } else { (r.started_at, now) };
    Ok(tx.execute(&SET_STATE, params![r.id, r.state.code(), to.code(), error, started, finished])? == 1)
}

/// Sets the counters back before a phase begins.
///
/// # Errors
/// Any [`DbError`].
pub fn reset(tx: &mut Tx<'_>, id: Id, phase: i64) -> DbResult<()> {
    tx.execute(&DELETE_PARTS, params![id, phase])?;
    tx.execute(&RESET, params![id]).map(drop)
}

/// A part that was worked off.
#[derive(Debug)]
pub struct Done<'a> {
    /// State in which the roster must still be.
    pub state: RosterState,
    /// Phase.
    pub phase: i64,
    /// Number of the part, from 0.
    pub part: i64,
    /// How much of the roster is done, in thousandths.
    pub share: i64,
    /// Last person of an earlier list.
    pub cursor: Id,
    /// Its rows.
    pub tally: &'a Tally,
    /// Its verdicts, packed.
    pub body: &'a [u8],
}

/// Keeps the verdicts of the next part and moves the counters on. `false` if the roster is in another state, or another worker
/// has done this part: then nothing may be kept.
///
/// # Errors
/// Any [`DbError`].
pub fn advance(tx: &mut Tx<'_>, id: Id, d: &Done<'_>) -> DbResult<bool> {
    let t = d.tally;
    let args = params![
        id,
        d.part,
        d.share,
        d.cursor,
        t.rows,
        t.accepted,
        t.rejected,
        t.unchanged,
        t.warnings,
        t.amount,
        d.state.code()
    ];
    if tx.execute(&ADVANCE, args)? == 0 {
        return Ok(false);
    }
    tx.execute(&INSERT_PART, params![id, d.phase, d.part, t.rows, d.body])?;
    Ok(true)
}

/// The verdicts of a part, packed.
///
/// # Errors
/// Any [`DbError`].
pub fn part(tx: &mut Tx<'_>, id: Id, phase: i64, part: i64) -> DbResult<Option<Vec<u8>>> {
    tx.query_one(&PART, params![id, phase, part], |r| r.get(0))
}

/// How many parts a phase has.
///
/// # Errors
/// Any [`DbError`].
pub fn parts(tx: &mut Tx<'_>, id: Id, phase: i64) -> DbResult<i64> {
    Ok(tx.query_one(&PARTS, params![id, phase], |r| r.get(0))?.unwrap_or_default())
}

/// Removes the last part after its rows were taken back but for `kept`.
///
/// # Errors
/// Any [`DbError`].
pub fn retreat(tx: &mut Tx<'_>, id: Id, phase: i64, part: i64, kept: i64) -> DbResult<()> {
    tx.execute(&DELETE_PART, params![id, phase, part])?;
    tx.execute(&RETREAT, params![id, part, kept]).map(drop)
}

/// Whether people of the union are being entered or taken back in a period.
///
/// # Errors
/// Any [`DbError`].
pub fn is_running(tx: &mut Tx<'_>, union: Id, period: Id) -> DbResult<bool> {
    Ok(tx.query_one(&RUNNING, params![union, period], |r| r.get::<i64>(0))?.unwrap_or_default() > 0)
}
