//! Schemes: one, written, and those in force with a cache of their rules.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, Timestamp};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val, params};

use crate::model::scheme::Scheme;
use crate::model::scheme_file::{InForce, SchemeFile, SchemeState, Versions};

store::statements! {
    INSERT = reference,
        "INSERT INTO mutual_scheme (id, union_id, code, year, title, demo, state, from_day, cover_from, cover_to, items, body,
           created_at, created_by_name, written_by, proposed_at, proposed_by, proposed_by_name, decided_at, decided_by,
           decided_by_name, reason, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 1)";
    UPDATE = reference,
        "UPDATE mutual_scheme SET version = version + 1, code = $3, year = $4, title = $5, demo = $6, state = $7, from_day = $8,
           cover_from = $9, cover_to = $10, items = $11, body = $12, written_by = $13, proposed_at = $14, proposed_by = $15,
           proposed_by_name = $16, decided_at = $17, decided_by = $18, decided_by_name = $19, reason = $20
         WHERE id = $1 AND version = $2 AND state IN ('draft', 'proposed')";
    OWNER = reference, "SELECT union_id FROM mutual_scheme_code WHERE code = $1";
    TAKE_CODE = reference,
        "INSERT INTO mutual_scheme_code (code, union_id) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING";
    IN_FORCE = reference,
        "SELECT id, union_id, from_day, body FROM mutual_scheme WHERE code = $1 AND state = 'in_force' ORDER BY from_day, id";
    ON_DAY = reference,
        "SELECT id, union_id, from_day, body FROM mutual_scheme
         WHERE code = $1 AND state = 'in_force' AND cover_from <= $2 AND cover_to >= $2 AND from_day <= $2
         ORDER BY from_day DESC, id DESC LIMIT 1";
    BY_ID = reference, "SELECT id, union_id, from_day, body FROM mutual_scheme WHERE id = $1 AND state = 'in_force'";
    BODY = reference, "SELECT body FROM mutual_scheme WHERE id = $1";
}

/// Columns of [`read`].
pub const COLUMNS: &str =
    "s.id, s.union_id, u.name, u.path, s.state, s.from_day, s.body, s.created_at, s.created_by_name, s.written_by,
     s.proposed_at, s.proposed_by, s.proposed_by_name, s.decided_at, s.decided_by, s.decided_by_name, s.reason, s.version";

/// Parsed rules of schemes in force, each with the text that it was parsed from: what a database says is compared, never
/// believed.
static PARSED: LazyLock<Mutex<Parsed>> = LazyLock::new(Mutex::default);

type Parsed = HashMap<Id, (String, Arc<Scheme>)>;

/// Most schemes that are kept parsed.
const KEPT: usize = 256;

fn parsed(id: Id, body: String) -> DbResult<Arc<Scheme>> {
    let mut kept = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((text, scheme)) = kept.get(&id)
        && *text == body
    {
        return Ok(scheme.clone());
    }
    let scheme: Arc<Scheme> = Arc::new(parse(id, &body)?);
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(id, (body, scheme.clone()));
    Ok(scheme)
}

fn parse(id: Id, body: &str) -> DbResult<Scheme> {
    serde_json::from_str(body).map_err(|e| DbError::Inconsistent(format!("scheme {id}: {e}")))
}

fn in_force_row(row: &Row) -> DbResult<InForce> {
    let mut r = row.reader();
    let (id, union_id, from_day) = (r.next()?, r.next()?, r.next()?);
    Ok(InForce { id, union_id, from_day, scheme: parsed(id, r.next()?)? })
}

/// The version of a code by which a case of a day is judged; `None` if none is in force for it.
///
/// # Errors
/// Any [`DbError`].
pub fn valid_on(tx: &mut Tx<'_>, code: &str, day: Day) -> DbResult<Option<InForce>> {
    tx.query_one(&ON_DAY, params![code, day], in_force_row)
}

/// All versions of a code that are in force; for chunks of cases of many days.
///
/// # Errors
/// Any [`DbError`].
pub fn in_force(tx: &mut Tx<'_>, code: &str) -> DbResult<Versions> {
    tx.query(&IN_FORCE, params![code], in_force_row).map(Versions)
}

/// A scheme in force, by its id.
///
/// # Errors
/// Any [`DbError`].
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<InForce>> {
    tx.query_one(&BY_ID, params![id], in_force_row)
}

/// The rules of a scheme in whatever state. Unscoped: who asks must have found it before.
///
/// # Errors
/// Any [`DbError`].
pub fn body_of(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Scheme>> {
    tx.query_one(&BODY, params![id], |r| parse(id, &r.get::<String>(0)?))
}

/// Reads a row of [`COLUMNS`].
///
/// # Errors
/// [`DbError::Inconsistent`] if it means nothing.
pub fn read(row: &Row) -> DbResult<SchemeFile> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let time = |at: Timestamp| Some(at).filter(|at| at.0 != 0);
    let some = |id: Id| Some(id).filter(|id| id.0 != 0);
    Ok(SchemeFile {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        state: SchemeState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("scheme {id}: state")))?,
        from_day: r.next()?,
        body: parse(id, &r.next::<String>()?)?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        written_by: r.next()?,
        proposed_at: time(r.next()?),
        proposed_by: some(r.next()?),
        proposed_by_name: r.next()?,
        decided_at: time(r.next()?),
        decided_by: some(r.next()?),
        decided_by_name: r.next()?,
        reason: r.next()?,
        version: r.next()?,
    })
}

/// Adds the condition that a scheme is in sight: of a union in the scope, or in force at a union above.
pub fn in_sight<A: Action>(text: &mut String, args: &mut Vec<Val<'static>>, scope: &Scope<res::Scheme, A>) {
    text.push_str(" (");
    within(text, args, "u.path", &scope.ranges());
    for place in scope.actor().places_above() {
        args.push(Val::from(place.as_str().to_owned()));
        text.push_str(&format!(" OR (u.path = ${} AND s.state = 'in_force')", args.len()));
    }
    text.push(')');
}

/// A scheme in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, A>,
    id: Id,
) -> DbResult<Option<SchemeFile>> {
    let mut text = format!(
        "SELECT {COLUMNS} FROM mutual_scheme s JOIN trade_union u ON u.id = s.union_id WHERE s.id = $1 AND"
    );
    let mut args = vec![Val::from(id)];
    in_sight(&mut text, &mut args, scope);
    tx.query_one(&Sql::composed("find_mutual_scheme", Route::Reference, text), &args, read)
}

fn body(s: &Scheme) -> DbResult<String> {
    serde_json::to_string(s).map_err(|e| DbError::Driver(e.to_string()))
}

/// Titles of the items, for lists.
fn items(s: &Scheme) -> String {
    s.items.iter().map(|i| i.title.as_str()).collect::<Vec<_>>().join("、")
}

/// Keeps a new scheme.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, s: &SchemeFile) -> DbResult<()> {
    let b = &s.body;
    let args = params![
        s.id,
        s.union_id,
        &b.code,
        b.year,
        &b.title,
        i64::from(b.demo),
        s.state.code(),
        s.from_day,
        b.cover_from,
        b.cover_to,
        items(b),
        body(b)?,
        s.created_at,
        &s.created_by_name,
        s.written_by,
        s.proposed_at.map_or(0, |t| t.0),
        s.proposed_by.map_or(0, |id| id.0),
        &s.proposed_by_name,
        s.decided_at.map_or(0, |t| t.0),
        s.decided_by.map_or(0, |id| id.0),
        &s.decided_by_name,
        &s.reason
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a scheme that is not in force yet; `false` if the version is not the present one, or it is in force or withdrawn.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, version: i64, s: &SchemeFile) -> DbResult<bool> {
    let b = &s.body;
    let args = params![
        s.id,
        version,
        &b.code,
        b.year,
        &b.title,
        i64::from(b.demo),
        s.state.code(),
        s.from_day,
        b.cover_from,
        b.cover_to,
        items(b),
        body(b)?,
        s.written_by,
        s.proposed_at.map_or(0, |t| t.0),
        s.proposed_by.map_or(0, |id| id.0),
        &s.proposed_by_name,
        s.decided_at.map_or(0, |t| t.0),
        s.decided_by.map_or(0, |id| id.0),
        &s.decided_by_name,
        &s.reason
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// Takes a code for a union, if nobody has it; whose it is then.
///
/// # Errors
/// Any [`DbError`].
pub fn take_code(tx: &mut Tx<'_>, code: &str, union: Id) -> DbResult<Id> {
    tx.execute(&TAKE_CODE, params![code, union])?;
    Ok(tx.query_one(&OWNER, params![code], |r| r.get(0))?.unwrap_or(union))
}
