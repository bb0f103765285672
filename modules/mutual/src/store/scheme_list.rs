//! Lists of schemes.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use platform::scoped::{begins, within};
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val};

use super::scheme::in_sight;
use crate::model::scheme_file::SchemeState;

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state.
    pub state: Option<SchemeState>,
    /// Only of this year.
    pub year: Option<i64>,
    /// Only of this code.
    pub code: Option<String>,
    /// Beginning of the title.
    pub q: String,
}

/// A scheme in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Scheme.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Code.
    pub code: String,
    /// Year.
    pub year: i64,
    /// Title.
    pub title: String,
    /// 示范.
    pub demo: bool,
    /// State.
    pub state: SchemeState,
    /// First day on which cases are judged by it.
    pub from_day: Day,
    /// First day of cover.
    pub cover_from: Day,
    /// Last day of cover.
    pub cover_to: Day,
    /// Titles of its items.
    pub items: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// Who proposed it.
    pub proposed_by_name: String,
    /// Who decided.
    pub decided_by_name: String,
    /// Rises with each change.
    pub version: i64,
}

const COLUMNS: &str =
    "s.id, s.union_id, u.name, s.code, s.year, s.title, s.demo, s.state, s.from_day, s.cover_from, s.cover_to, s.items,
     s.created_at, s.created_by_name, s.proposed_by_name, s.decided_by_name, s.version";
const FROM: &str = "FROM mutual_scheme s JOIN trade_union u ON u.id = s.union_id WHERE";

fn read(row: &Row) -> DbResult<Line> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Line {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        code: r.next()?,
        year: r.next()?,
        title: r.next()?,
        demo: r.next::<i64>()? == 1,
        state: SchemeState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("scheme {id}: state")))?,
        from_day: r.next()?,
        cover_from: r.next()?,
        cover_to: r.next()?,
        items: r.next()?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        proposed_by_name: r.next()?,
        decided_by_name: r.next()?,
        version: r.next()?,
    })
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Scheme, A>,
    f: &Filter,
) {
    in_sight(text, args, scope);
    if let Some(path) = &f.path {
        text.push_str(" AND");
        within(text, args, "u.path", &[path.range()]);
    }
    let words = [
        ("s.state", f.state.map(|s| Val::from(s.code()))),
        ("s.year", f.year.map(Val::from)),
        ("s.code", f.code.clone().map(Val::from)),
    ];
    for (column, value) in words {
        if let Some(value) = value {
            args.push(value);
            text.push_str(&format!(" AND {column} = ${}", args.len()));
        }
    }
    if !f.q.is_empty() {
        begins(text, args, "s.title", &f.q);
    }
}

/// A page of schemes in sight, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, A>,
    filter: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Line>> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS} {FROM}"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.extend([Val::from(before.map_or(i64::MAX, |id| id.0)), Val::from(limit)]);
    text.push_str(&format!(" AND s.id < ${} ORDER BY s.id DESC LIMIT ${}", args.len() - 1, args.len()));
    tx.query(&Sql::composed("list_mutual_schemes", Route::Reference, text), &args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, A>,
    filter: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) = (format!("SELECT count(*) FROM (SELECT s.id {FROM}"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_mutual_schemes", Route::Reference, text);
    Ok(tx.query_one(&sql, &args, |r| r.get(0))?.unwrap_or(0))
}
