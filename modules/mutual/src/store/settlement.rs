//! Sources of settlement files, the files, and the verdicts of their rows.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::claim::SettlementState;
use crate::model::settlement::Columns;
use platform::lists::Text;

store::statements! {
    SOURCE = one("id"),
        "SELECT s.id, s.union_id, u.name, u.path, s.name, s.mapping, s.active, s.created_at, s.created_by_name, s.version
         FROM mutual_source s JOIN trade_union u ON u.id = s.union_id WHERE s.id = $1";
    INSERT_SOURCE = one("id"),
        "INSERT INTO mutual_source (id, union_id, name, mapping, active, created_at, created_by_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";
    UPDATE_SOURCE = one("id"),
        "UPDATE mutual_source SET version = version + 1, name = $3, mapping = $4, active = $5 WHERE id = $1 AND version = $2";
    BY_ID = one("id"),
        "SELECT s.id, s.union_id, u.name, u.path, s.source_id, s.mapping, s.file_name, s.file_digest, s.state, s.parts_done,
           s.rows, s.prepared, s.known, s.unmatched, s.uncovered, s.unreadable, s.error, s.created_by, s.created_by_name,
           s.created_at, s.finished_at, s.version
         FROM mutual_settlement s JOIN trade_union u ON u.id = s.union_id WHERE s.id = $1";
    INSERT = one("id"),
        "INSERT INTO mutual_settlement (id, union_id, source_id, mapping, file_name, file_digest, state, parts_done, rows,
           prepared, known, unmatched, uncovered, unreadable, error, created_by, created_by_name, created_at, finished_at,
           version)
         VALUES ($1, $2, $3, $4, $5, $6, 'running', 0, 0, 0, 0, 0, 0, 0, '', $7, $8, $9, 0, 1)";
    TAKE_FILE = one("digest"),
        "INSERT INTO mutual_settlement_file (digest, settlement_id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
    FREE_FILE = one("digest"), "DELETE FROM mutual_settlement_file WHERE digest = $1 AND settlement_id = $2";
    ADVANCE = one("id"),
        "UPDATE mutual_settlement SET parts_done = parts_done + 1, rows = rows + $3, prepared = prepared + $4,
           known = known + $5, unmatched = unmatched + $6, uncovered = uncovered + $7, unreadable = unreadable + $8
         WHERE id = $1 AND parts_done = $2 AND state = 'running'";
    INSERT_PART = one("settlement_id"),
        "INSERT INTO mutual_settlement_part (settlement_id, part, rows, body) VALUES ($1, $2, $3, $4)";
    PART = one("settlement_id"), "SELECT body FROM mutual_settlement_part WHERE settlement_id = $1 AND part = $2";
    END = one("id"),
        "UPDATE mutual_settlement SET state = $2, error = $3, finished_at = $4, version = version + 1
         WHERE id = $1 AND state = 'running'";
}

/// Where settlement files come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Source.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Name.
    pub name: String,
    /// Which columns mean what.
    pub mapping: Columns,
    /// Files are still taken from it.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who made it.
    pub created_by_name: String,
    /// Version.
    pub version: i64,
}

/// What became of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows.
    pub rows: i64,
    /// Became claims.
    pub prepared: i64,
    /// Were claimed before.
    pub known: i64,
    /// Belong to nobody in the register.
    pub unmatched: i64,
    /// Belong to people without cover.
    pub uncovered: i64,
    /// Could not be read.
    pub unreadable: i64,
}

/// A settlement file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// File.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Source.
    pub source_id: Id,
    /// Columns as they were when it was taken in.
    pub mapping: Columns,
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file, hex.
    pub file_digest: String,
    /// State.
    pub state: SettlementState,
    /// Parts that are worked off.
    pub parts_done: i64,
    /// What became of its rows.
    pub done: Tally,
    /// Code of what went wrong.
    pub error: String,
    /// Account.
    pub created_by: Id,
    /// Name.
    pub created_by_name: String,
    /// When it came.
    pub created_at: Timestamp,
    /// When it was done; 0 not yet.
    pub finished_at: Timestamp,
    /// Version.
    pub version: i64,
}

fn json(text: &str, id: Id) -> DbResult<Columns> {
    serde_json::from_str(text).map_err(|e| DbError::Inconsistent(format!("columns of {id}: {e}")))
}

fn written(c: &Columns) -> DbResult<String> {
    serde_json::to_string(c).map_err(|e| DbError::Driver(e.to_string()))
}

fn read_source(row: &Row) -> DbResult<Source> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Source {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        name: r.next()?,
        mapping: json(&r.next::<String>()?, id)?,
        active: r.next::<i64>()? != 0,
        created_at: r.next()?,
        created_by_name: r.next()?,
        version: r.next()?,
    })
}

fn read(row: &Row) -> DbResult<Settlement> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Settlement {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        source_id: r.next()?,
        mapping: json(&r.next::<String>()?, id)?,
        file_name: r.next()?,
        file_digest: r.next()?,
        state: SettlementState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("settlement {id}: state")))?,
        parts_done: r.next()?,
        done: Tally {
            rows: r.next()?,
            prepared: r.next()?,
            known: r.next()?,
            unmatched: r.next()?,
            uncovered: r.next()?,
            unreadable: r.next()?,
        },
        error: r.next()?,
        created_by: r.next()?,
        created_by_name: r.next()?,
        created_at: r.next()?,
        finished_at: r.next()?,
        version: r.next()?,
    })
}

/// A source within the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn source<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Claim, A>, id: Id) -> DbResult<Option<Source>> {
    Ok(tx.query_one(&SOURCE, params![id], read_source)?.filter(|s| scope.covers(&s.union_path)))
}

/// Keeps a new source.
///
/// # Errors
/// Any [`DbError`].
pub fn insert_source(tx: &mut Tx<'_>, s: &Source) -> DbResult<()> {
    let active = i64::from(s.active);
    let args =
        params![s.id, s.union_id, &s.name, written(&s.mapping)?, active, s.created_at, &s.created_by_name];
    tx.execute(&INSERT_SOURCE, args).map(drop)
}

/// Writes a source; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn update_source(tx: &mut Tx<'_>, s: &Source) -> DbResult<bool> {
    let args = params![s.id, s.version, &s.name, written(&s.mapping)?, i64::from(s.active)];
    Ok(tx.execute(&UPDATE_SOURCE, args)? == 1)
}

/// Sources in sight, newest first: of this place and beneath, with a text in their name.
///
/// # Errors
/// Any [`DbError`].
pub fn sources<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    (path, q): (Option<&OrgPath>, &str),
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Source>> {
    let mut t = Text::of(
        "SELECT s.id, s.union_id, u.name, u.path, s.name, s.mapping, s.active, s.created_at, s.created_by_name, s.version
         FROM mutual_source s JOIN trade_union u ON u.id = s.union_id WHERE",
    );
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.contains(&["s.name"], q);
    let (a, b) = (t.arg(before.map_or(i64::MAX, |i| i.0)), t.arg(limit));
    t.text.push_str(&format!(" AND s.id < ${a} ORDER BY s.id DESC LIMIT ${b}"));
    tx.query(&Sql::composed("list_mutual_sources", Route::FanOut("list"), t.text), &t.args, read_source)
}

/// A file within the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    id: Id,
) -> DbResult<Option<Settlement>> {
    Ok(tx.query_one(&BY_ID, params![id], read)?.filter(|s| scope.covers(&s.union_path)))
}

/// Keeps a new file; `false` if the source gave the very same before.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, s: &Settlement) -> DbResult<bool> {
    let key = format!("{}:{}", s.source_id, s.file_digest);
    if tx.execute(&TAKE_FILE, params![key, s.id])? == 0 {
        return Ok(false);
    }
    let args = params![
        s.id,
        s.union_id,
        s.source_id,
        written(&s.mapping)?,
        &s.file_name,
        &s.file_digest,
        s.created_by,
        &s.created_by_name,
        s.created_at
    ];
    tx.execute(&INSERT, args)?;
    Ok(true)
}

/// Keeps what became of a part, which must be the next one; `false` if it is not, or the file is done.
///
/// # Errors
/// Any [`DbError`].
pub fn advance(tx: &mut Tx<'_>, id: Id, part: i64, t: &Tally, body: &[u8]) -> DbResult<bool> {
    let args = params![id, part, t.rows, t.prepared, t.known, t.unmatched, t.uncovered, t.unreadable];
    if tx.execute(&ADVANCE, args)? == 0 {
        return Ok(false);
    }
    tx.execute(&INSERT_PART, params![id, part, t.rows, body])?;
    Ok(true)
}

/// Ends the work on a file. One that could not be read may be given again.
///
/// # Errors
/// Any [`DbError`].
pub fn end(tx: &mut Tx<'_>, s: &Settlement, to: SettlementState, error: &str) -> DbResult<bool> {
    let now = tx.now();
    if tx.execute(&END, params![s.id, to.code(), error, now])? == 0 {
        return Ok(false);
    }
    if to == SettlementState::Failed {
        tx.execute(&FREE_FILE, params![format!("{}:{}", s.source_id, s.file_digest), s.id])?;
    }
    Ok(true)
}

/// What became of a part, packed.
///
/// # Errors
/// Any [`DbError`].
pub fn part(tx: &mut Tx<'_>, id: Id, part: i64) -> DbResult<Option<Vec<u8>>> {
    tx.query_one(&PART, params![id, part], |r| r.get(0))
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this source.
    pub source: Option<Id>,
    /// Only in this state.
    pub state: Option<SettlementState>,
    /// In the name of the file.
    pub q: String,
}

const FROM: &str = "FROM mutual_settlement s JOIN trade_union u ON u.id = s.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Claim, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("s.source_id", f.source);
    t.equal("s.state", f.state.map(SettlementState::code));
    t.contains(&["s.file_name"], &f.q);
}

/// Files in sight, newest first.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Settlement>> {
    let mut t = Text::of(format!(
        "SELECT s.id, s.union_id, u.name, u.path, s.source_id, s.mapping, s.file_name, s.file_digest, s.state, s.parts_done,
           s.rows, s.prepared, s.known, s.unmatched, s.uncovered, s.unreadable, s.error, s.created_by, s.created_by_name,
           s.created_at, s.finished_at, s.version {FROM}"
    ));
    conditions(&mut t, scope, f);
    let (a, b) = (t.arg(before.map_or(i64::MAX, |i| i.0)), t.arg(limit));
    t.text.push_str(&format!(" AND s.id < ${a} ORDER BY s.id DESC LIMIT ${b}"));
    tx.query(&Sql::composed("list_mutual_settlements", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT s.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_settlements", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
