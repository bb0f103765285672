//! Lists of posts for those who write, edit and approve them.

use std::collections::BTreeSet;

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx, Val};

use super::post::{COLUMNS, TABLES, post};
use crate::model::{Post, PostState};

/// Which posts.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only from this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this column.
    pub column_id: Option<Id>,
    /// Only in this state.
    pub state: Option<PostState>,
    /// Only what readers see now.
    pub live: bool,
    /// Only what the caller made.
    pub mine: bool,
    /// First published from this day …
    pub from: Option<Day>,
    /// … to this one.
    pub to: Option<Day>,
    /// A part of number, title or author.
    pub q: String,
}

/// Adds that one of the columns has a text somewhere in it, as it was typed or cleaned, whatever the case. It reads every row
/// that the other conditions leave, and is for lists of some thousand.
pub fn contains(text: &mut String, args: &mut Vec<Val<'static>>, columns: &[&str], q: &str) {
    let written = [q.trim().to_owned(), kernel::text::clean(q)];
    let mut all: BTreeSet<String> =
        written.iter().flat_map(|t| [t.clone(), t.to_uppercase(), t.to_lowercase()]).collect();
    all.remove("");
    let mut any = Vec::new();
    for typed in all {
        args.push(Val::from(typed));
        any.extend(columns.iter().map(|c| format!("{c} <> REPLACE({c}, ${}, '')", args.len())));
    }
    if !any.is_empty() {
        text.push_str(&format!(" AND ({})", any.join(" OR ")));
    }
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Post, A>,
    f: &Filter,
) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "u.path", &ranges);
    // A draft is its author's alone.
    args.push(Val::from(scope.actor().id()));
    let me = args.len();
    text.push_str(&format!(" AND (p.state <> 'draft' OR p.made_by = ${me})"));
    if f.mine {
        text.push_str(&format!(" AND p.made_by = ${me}"));
    }
    if let Some(column) = f.column_id {
        args.push(Val::from(column));
        text.push_str(&format!(" AND p.column_id = ${}", args.len()));
    }
    if let Some(state) = f.state {
        args.push(Val::from(state.code()));
        text.push_str(&format!(" AND p.state = ${}", args.len()));
    }
    if f.live {
        text.push_str(" AND p.live = 1");
    }
    if let Some(from) = f.from {
        args.push(Val::from(Timestamp::at_day_start(from)));
        text.push_str(&format!(" AND p.published_at >= ${}", args.len()));
    }
    if let Some(to) = f.to {
        args.push(Val::from(Timestamp::at_day_start(to.plus_days(1))));
        text.push_str(&format!(" AND p.published_at > 0 AND p.published_at < ${}", args.len()));
    }
    contains(text, args, &["p.number", "p.title", "p.author_name", "p.author_unit"], &f.q);
}

/// A page of posts, newest first, before an id.
///
/// # Errors
/// Any [`store::DbError`].
pub fn page<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Post>> {
    let mut text = format!("SELECT {COLUMNS} FROM {TABLES} WHERE");
    let mut args = Vec::new();
    conditions(&mut text, &mut args, scope, f);
    args.extend([Val::from(before.map_or(i64::MAX, |id| id.0)), Val::from(limit)]);
    text.push_str(&format!(" AND p.id < ${} ORDER BY p.id DESC LIMIT ${}", args.len() - 1, args.len()));
    tx.query(&Sql::composed("list_posts", Route::FanOut("list"), text), &args, post)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut text =
        "SELECT count(*) FROM (SELECT p.id FROM post p JOIN trade_union u ON u.id = p.union_id WHERE"
            .to_owned();
    let mut args = Vec::new();
    conditions(&mut text, &mut args, scope, f);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_posts", Route::FanOut("count"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}
