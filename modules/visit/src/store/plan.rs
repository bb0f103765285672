//! Plans.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::scoped::{begins, within};
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val, params};

use crate::model::{Kind, Plan, PlanState};

store::statements! {
    BY_ID = one("id"),
        "SELECT p.id, p.union_id, u.name, u.path, p.kind, p.state, p.title, p.note, p.from_day, p.to_day, p.target, p.teams,
           p.towns, p.created_at, p.created_by_name, p.version
         FROM visit_plan p JOIN trade_union u ON u.id = p.union_id WHERE p.id = $1";
    INSERT = one("id"),
        "INSERT INTO visit_plan (id, union_id, kind, state, title, note, from_day, to_day, target, teams, towns, created_at,
           created_by_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)";
    UPDATE = one("id"),
        "UPDATE visit_plan SET version = version + 1, kind = $3, state = $4, title = $5, note = $6, from_day = $7,
           to_day = $8, target = $9, teams = $10, towns = $11
         WHERE id = $1 AND version = $2";
}

const COLUMNS: &str =
    "p.id, p.union_id, u.name, u.path, p.kind, p.state, p.title, p.note, p.from_day, p.to_day, p.target,
  p.teams, p.towns, p.created_at, p.created_by_name, p.version";

fn read(row: &Row) -> DbResult<Plan> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let broken = |what: &str| DbError::Inconsistent(format!("visit plan {id}: {what}"));
    Ok(Plan {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        kind: Kind::parse(&r.next::<String>()?).ok_or_else(|| broken("kind"))?,
        state: PlanState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?,
        title: r.next()?,
        note: r.next()?,
        from_day: r.next()?,
        to_day: r.next()?,
        target: r.next()?,
        teams: serde_json::from_str(&r.next::<String>()?).map_err(|e| broken(&e.to_string()))?,
        towns: serde_json::from_str(&r.next::<String>()?).map_err(|e| broken(&e.to_string()))?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        version: r.next()?,
    })
}

/// A plan within the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Visit, A>, id: Id) -> DbResult<Option<Plan>> {
    Ok(tx.query_one(&BY_ID, params![id], read)?.filter(|p| scope.covers(&p.union_path)))
}

/// The title of a plan; for whoever has found one of its visits.
///
/// # Errors
/// Any [`DbError`].
pub fn title(tx: &mut Tx<'_>, id: Id) -> DbResult<String> {
    Ok(tx.query_one(&BY_ID, params![id], read)?.map(|p| p.title).unwrap_or_default())
}

fn json(v: &impl serde::Serialize) -> DbResult<String> {
    serde_json::to_string(v).map_err(|e| DbError::Driver(e.to_string()))
}

/// Keeps a new plan.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, p: &Plan) -> DbResult<()> {
    let args = params![
        p.id,
        p.union_id,
        p.kind.code(),
        p.state.code(),
        &p.title,
        &p.note,
        p.from_day,
        p.to_day,
        p.target,
        json(&p.teams)?,
        json(&p.towns)?,
        p.created_at,
        &p.created_by_name
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a plan; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, version: i64, p: &Plan) -> DbResult<bool> {
    let args = params![
        p.id,
        version,
        p.kind.code(),
        p.state.code(),
        &p.title,
        &p.note,
        p.from_day,
        p.to_day,
        p.target,
        json(&p.teams)?,
        json(&p.towns)?
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// What a list of plans asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only in this state.
    pub state: Option<PlanState>,
    /// Beginning of the title.
    pub q: String,
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Visit, A>,
    f: &Filter,
) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "u.path", &ranges);
    let words = [("p.kind", f.kind.map(Kind::code)), ("p.state", f.state.map(PlanState::code))];
    for (column, value) in words {
        if let Some(value) = value {
            args.push(Val::from(value));
            text.push_str(&format!(" AND {column} = ${}", args.len()));
        }
    }
    if !f.q.is_empty() {
        begins(text, args, "p.title", &f.q);
    }
}

/// A page of plans in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, A>,
    filter: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Plan>> {
    let mut text =
        format!("SELECT {COLUMNS} FROM visit_plan p JOIN trade_union u ON u.id = p.union_id WHERE");
    let mut args = Vec::new();
    conditions(&mut text, &mut args, scope, filter);
    args.extend([Val::from(before.map_or(i64::MAX, |id| id.0)), Val::from(limit)]);
    text.push_str(&format!(" AND p.id < ${} ORDER BY p.id DESC LIMIT ${}", args.len() - 1, args.len()));
    tx.query(&Sql::composed("list_visit_plans", Route::FanOut("list"), text), &args, read)
}
