//! Accounts that unions keep elsewhere.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::lists::Text;
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::channel::{Channel, ChannelKind};
use crate::rules::channel::OPEN_END;

/// Columns in the order of [`channel`].
const COLUMNS: &str =
    "c.id, c.union_id, u.name, u.path, c.kind, c.name, c.since, c.closed_on, c.note, c.changed_by_name,
  c.changed_at, c.version";
const FROM: &str = "FROM post_channel c JOIN trade_union u ON u.id = c.union_id WHERE";

store::statements! {
    BY_ID = one("id"),
        "SELECT c.id, c.union_id, u.name, u.path, c.kind, c.name, c.since, c.closed_on, c.note, c.changed_by_name, c.changed_at,
           c.version
         FROM post_channel c JOIN trade_union u ON u.id = c.union_id WHERE c.id = $1";
    INSERT = one("id"),
        "INSERT INTO post_channel (id, union_id, kind, name, since, closed_on, note, changed_by_name, changed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    UPDATE = one("id"),
        "UPDATE post_channel SET kind = $3, name = $4, since = $5, closed_on = $6, note = $7, changed_by_name = $8,
           changed_at = $9, version = version + 1
         WHERE id = $1 AND version = $2";
    NAMED = fan_out("accounts of a name"),
        "SELECT c.id, c.union_id, u.name, u.path, c.kind, c.name, c.since, c.closed_on, c.note, c.changed_by_name, c.changed_at,
           c.version
         FROM post_channel c JOIN trade_union u ON u.id = c.union_id WHERE c.name = $1 ORDER BY c.id LIMIT 200";
}

fn channel(row: &Row) -> DbResult<Channel> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let (union_id, union_name, union_path) = (r.next()?, r.next()?, r.next()?);
    let kind: String = r.next()?;
    let kind = ChannelKind::parse(&kind)
        .ok_or_else(|| DbError::Inconsistent(format!("post_channel {id}: kind {kind}")))?;
    Ok(Channel {
        id,
        union_id,
        union_name,
        union_path,
        kind,
        name: r.next()?,
        since: r.next()?,
        closed_on: r.next()?,
        note: r.next()?,
        changed_by_name: r.next()?,
        changed_at: r.next()?,
        version: r.next()?,
    })
}

/// An account of a union in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Post, A>, id: Id) -> DbResult<Option<Channel>> {
    Ok(tx.query_one(&BY_ID, params![id], channel)?.filter(|c| scope.covers(&c.union_path)))
}

/// Accounts of unions in the scope that have exactly this name.
///
/// # Errors
/// Any [`DbError`].
pub fn named<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Post, A>, name: &str) -> DbResult<Vec<Channel>> {
    let all = tx.query(&NAMED, params![name], channel)?;
    Ok(all.into_iter().filter(|c| scope.covers(&c.union_path)).collect())
}

/// Keeps a new account.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, c: &Channel) -> DbResult<()> {
    let args = params![
        c.id,
        c.union_id,
        c.kind.code(),
        &c.name,
        c.since,
        c.closed_on,
        &c.note,
        &c.changed_by_name,
        c.changed_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Stores what an account has become; `false` if somebody changed it since `c.version`.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, c: &Channel) -> DbResult<bool> {
    let args = params![
        c.id,
        c.version,
        c.kind.code(),
        &c.name,
        c.since,
        c.closed_on,
        &c.note,
        &c.changed_by_name,
        c.changed_at
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// Which accounts.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this kind.
    pub kind: Option<ChannelKind>,
    /// Only those that are there (`true`), or closed.
    pub open: Option<bool>,
    /// A part of the name or the union.
    pub q: String,
}

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Post, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("c.kind", f.kind.map(ChannelKind::code));
    if let Some(open) = f.open {
        let n = t.arg(OPEN_END);
        t.text.push_str(&format!(" AND c.closed_on {} ${n}", if open { "=" } else { "<" }));
    }
    t.contains(&["c.name", "u.name"], &f.q);
}

/// A page of accounts, newest first, before an id.
///
/// # Errors
/// Any [`DbError`].
pub fn page<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Channel>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND c.id < ${a} ORDER BY c.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_post_channels", Route::FanOut("list"), t.text), &t.args, channel)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT c.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_post_channels", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
