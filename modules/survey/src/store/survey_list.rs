//! Lists of surveys: those of the unions in sight, and those that a member may answer.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use store::{DbResult, Route, Sql, Tx, Val, params};

use super::survey::{COLUMNS, survey};
use crate::model::{Survey, SurveyKind, SurveyState};

/// Deepest place of a union, in levels.
const LEVELS: usize = 8;

store::statements! {
    FOR_PLACE = fan_out("surveys of the unions above a member"),
        "SELECT s.id, s.union_id, u.name, u.path, s.kind, s.state, s.anonymous, s.title, s.intro, s.opens_at, s.closes_at,
           s.form, s.public_key, s.copied_from, s.created_at, s.created_by_name, s.published_at, s.closed_at, s.version
         FROM survey s JOIN trade_union u ON u.id = s.union_id
         WHERE u.path IN ($1, $2, $3, $4, $5, $6, $7, $8) AND s.state = 'published' AND s.opens_at <= $9 AND s.closes_at > $9
         ORDER BY s.closes_at, s.id LIMIT 200";
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state; all but archived ones if missing.
    pub state: Option<SurveyState>,
    /// Only of this kind.
    pub kind: Option<SurveyKind>,
    /// Beginning of the title.
    pub q: String,
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Survey, A>,
    f: &Filter,
) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    let mut parts = Vec::new();
    for (from, to) in ranges {
        args.extend([Val::from(from), Val::from(to)]);
        parts.push(format!("(u.path >= ${} AND u.path < ${})", args.len() - 1, args.len()));
    }
    let places = if parts.is_empty() { "1 = 0".to_owned() } else { parts.join(" OR ") };
    text.push_str(&format!(" ({places})"));
    match f.state {
        Some(state) => {
            args.push(Val::from(state.code()));
            text.push_str(&format!(" AND s.state = ${}", args.len()));
        }
        None => text.push_str(" AND s.state <> 'archived'"),
    }
    if let Some(kind) = f.kind {
        args.push(Val::from(kind.code()));
        text.push_str(&format!(" AND s.kind = ${}", args.len()));
    }
    if !f.q.is_empty() {
        args.extend([Val::from(f.q.clone()), Val::from(format!("{}\u{10FFFF}", f.q))]);
        text.push_str(&format!(" AND s.title >= ${} AND s.title < ${}", args.len() - 1, args.len()));
    }
}

/// A page of surveys in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, A>,
    filter: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Survey>> {
    let mut text = format!("SELECT {COLUMNS} FROM survey s JOIN trade_union u ON u.id = s.union_id WHERE");
    let mut args = Vec::new();
    conditions(&mut text, &mut args, scope, filter);
    args.extend([Val::from(before.map_or(i64::MAX, |id| id.0)), Val::from(limit)]);
    text.push_str(&format!(" AND s.id < ${} ORDER BY s.id DESC LIMIT ${}", args.len() - 1, args.len()));
    tx.query(&Sql::composed("list_surveys", Route::FanOut("list"), text), &args, survey)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, A>,
    filter: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut text = String::from(
        "SELECT count(*) FROM (SELECT s.id FROM survey s JOIN trade_union u ON u.id = s.union_id WHERE",
    );
    let mut args = Vec::new();
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_surveys", Route::FanOut("count"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Surveys that are open now for members at a place, those that end first before others; at most 200. Without a scope: for
/// the member alone.
///
/// # Errors
/// Any [`store::DbError`].
pub fn open_for(tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<Vec<Survey>> {
    let now = tx.now();
    let mut chain: Vec<String> =
        place.chain().map(|p| p.as_str().to_owned()).filter(|p| !p.is_empty()).collect();
    chain.resize(LEVELS, "~".to_owned());
    let mut args: Vec<Val<'_>> = chain.iter().map(Val::from).collect();
    args.extend(params![now].iter().cloned());
    tx.query(&FOR_PLACE, &args, survey)
}
