//! What accounts that unions keep elsewhere came to, month by month.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::lists::Text;
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::channel::{ChannelKind, Return, Told};

store::statements! {
    FIND = one("channel_id"),
        "SELECT channel_id, month, id, followers, reads, posts, place, place_of, note, made_by_name, changed_at, version
         FROM post_channel_return WHERE channel_id = $1 AND month = $2";
    INSERT = one("channel_id"),
        "INSERT INTO post_channel_return (channel_id, month, id, followers, reads, posts, place, place_of, note, made_by_name,
           changed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";
    EDIT = one("channel_id"),
        "UPDATE post_channel_return SET followers = $4, reads = $5, posts = $6, place = $7, place_of = $8, note = $9,
           made_by_name = $10, changed_at = $11, version = version + 1
         WHERE channel_id = $1 AND month = $2 AND version = $3";
}

fn read(row: &Row) -> DbResult<Return> {
    let mut r = row.reader();
    Ok(Return {
        channel_id: r.next()?,
        month: r.next()?,
        id: r.next()?,
        followers: r.next()?,
        reads: r.next()?,
        posts: r.next()?,
        place: r.next()?,
        place_of: r.next()?,
        note: r.next()?,
        made_by_name: r.next()?,
        changed_at: r.next()?,
        version: r.next()?,
    })
}

fn kind(code: &str) -> DbResult<ChannelKind> {
    ChannelKind::parse(code).ok_or_else(|| DbError::Inconsistent(format!("post_channel: kind {code}")))
}

/// The return of a month.
///
/// # Errors
/// Any [`DbError`].
pub fn find(tx: &mut Tx<'_>, channel: Id, month: i64) -> DbResult<Option<Return>> {
    tx.query_one(&FIND, params![channel, month], read)
}

/// Keeps a new return.
///
/// # Errors
/// [`DbError::Conflict`] if somebody told of the month already.
pub fn insert(tx: &mut Tx<'_>, r: &Return) -> DbResult<()> {
    let args = params![
        r.channel_id,
        r.month,
        r.id,
        r.followers,
        r.reads,
        r.posts,
        r.place,
        r.place_of,
        &r.note,
        &r.made_by_name,
        r.changed_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a return; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn edit(tx: &mut Tx<'_>, r: &Return) -> DbResult<bool> {
    let args = params![
        r.channel_id,
        r.month,
        r.version,
        r.followers,
        r.reads,
        r.posts,
        r.place,
        r.place_of,
        &r.note,
        &r.made_by_name,
        r.changed_at
    ];
    Ok(tx.execute(&EDIT, args)? == 1)
}

/// Which returns.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of accounts of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this account.
    pub channel: Option<Id>,
    /// Only of this month and later ones.
    pub from: Option<i64>,
    /// Only of this month and earlier ones.
    pub to: Option<i64>,
    /// A part of the account's name or the union.
    pub q: String,
}

const FROM: &str = "FROM post_channel_return r JOIN post_channel c ON c.id = r.channel_id
     JOIN trade_union u ON u.id = c.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Post, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("r.channel_id", f.channel);
    for (month, sign) in [(f.from, ">="), (f.to, "<=")] {
        if let Some(month) = month {
            let n = t.arg(month);
            t.text.push_str(&format!(" AND r.month {sign} ${n}"));
        }
    }
    t.contains(&["c.name", "u.name"], &f.q);
}

/// A page of returns of accounts in the scope, what was entered last first, before an id.
///
/// # Errors
/// Any [`DbError`].
pub fn page<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Told>> {
    let mut t = Text::of(format!(
        "SELECT r.channel_id, r.month, r.id, r.followers, r.reads, r.posts, r.place, r.place_of, r.note, r.made_by_name,
           r.changed_at, r.version, c.kind, c.name, u.name {FROM}"
    ));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND r.id < ${a} ORDER BY r.id DESC LIMIT ${n}"));
    let sql = Sql::composed("list_post_channel_returns", Route::FanOut("list"), t.text);
    tx.query(&sql, &t.args, |row| {
        Ok(Told {
            of: read(row)?,
            kind: kind(&row.get::<String>(12)?)?,
            channel_name: row.get(13)?,
            union_name: row.get(14)?,
        })
    })
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
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT r.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_post_channel_returns", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Most accounts whose figures are told at once.
const FIGURES: i64 = 2_000;

/// The latest return until a month of each account in the scope, the most followers first; at most 2,000.
///
/// # Errors
/// Any [`DbError`].
pub fn latest<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    path: Option<&OrgPath>,
    until: i64,
) -> DbResult<Vec<Told>> {
    let mut t = Text::of(format!(
        "SELECT r.channel_id, r.month, r.id, r.followers, r.reads, r.posts, r.place, r.place_of, r.note, r.made_by_name,
           r.changed_at, r.version, c.kind, c.name, u.name {FROM}"
    ));
    conditions(&mut t, scope, &Filter { path: path.cloned(), ..Filter::default() });
    let (m, n) = (t.arg(until), t.arg(FIGURES));
    t.text.push_str(&format!(
        " AND r.month = (SELECT MAX(x.month) FROM post_channel_return x WHERE x.channel_id = r.channel_id AND x.month <= ${m})
         ORDER BY r.followers DESC, r.channel_id LIMIT ${n}"
    ));
    let sql = Sql::composed("latest_post_channel_returns", Route::FanOut("figures"), t.text);
    tx.query(&sql, &t.args, |row| {
        Ok(Told {
            of: read(row)?,
            kind: kind(&row.get::<String>(12)?)?,
            channel_name: row.get(13)?,
            union_name: row.get(14)?,
        })
    })
}

/// Reads and posts of each account in the scope within some months, both included.
///
/// # Errors
/// Any [`DbError`].
pub fn sums<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    path: Option<&OrgPath>,
    (from, to): (i64, i64),
) -> DbResult<Vec<(Id, i64, i64)>> {
    let mut t = Text::of(format!(
        "SELECT r.channel_id, CAST(SUM(r.reads) AS BIGINT), CAST(SUM(r.posts) AS BIGINT) {FROM}"
    ));
    let months = Filter { path: path.cloned(), from: Some(from), to: Some(to), ..Filter::default() };
    conditions(&mut t, scope, &months);
    t.text.push_str(" GROUP BY r.channel_id");
    let sql = Sql::composed("sum_post_channel_returns", Route::FanOut("figures"), t.text);
    tx.query(&sql, &t.args, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}
