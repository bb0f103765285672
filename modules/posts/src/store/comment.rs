//! Comments.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val, params};

use super::post_list::contains;
use crate::model::{Comment, CommentState};

/// Columns in the order of [`comment`].
const COLUMNS: &str =
    "k.post_id, k.id, k.person_id, k.shown_name, k.union_id, k.body, k.state, k.reason, k.decided_by_name,
  k.decided_at, k.made_at";

store::statements! {
    INSERT = one("post_id"),
        "INSERT INTO post_comment (post_id, id, person_id, shown_name, union_id, body, state, reason, decided_by_name,
           decided_at, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', '', '', 0, $7)";
    FIRST = one("person_id"),
        "INSERT INTO post_commenter (person_id, last_at) VALUES ($1, $2)
         ON CONFLICT (person_id) DO UPDATE SET last_at = excluded.last_at WHERE post_commenter.last_at <= $3";
    LAST = one("person_id"), "SELECT last_at FROM post_commenter WHERE person_id = $1";
    BY_ID = one("post_id"),
        "SELECT post_id, id, person_id, shown_name, union_id, body, state, reason, decided_by_name, decided_at, made_at
         FROM post_comment WHERE post_id = $1 AND id = $2";
    SHOWN = one("post_id"),
        "SELECT post_id, id, person_id, shown_name, union_id, body, state, reason, decided_by_name, decided_at, made_at
         FROM post_comment WHERE post_id = $1 AND state = 'shown' AND id < $2 ORDER BY id DESC LIMIT $3";
    OWN = one("post_id"),
        "SELECT post_id, id, person_id, shown_name, union_id, body, state, reason, decided_by_name, decided_at, made_at
         FROM post_comment WHERE post_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT 50";
    DECIDE = one("post_id"),
        "UPDATE post_comment SET state = $4, reason = $5, decided_by_name = $6, decided_at = $7
         WHERE post_id = $1 AND id = $2 AND state = $3";
    COUNTED = one("id"), "UPDATE post SET comments = comments + $2 WHERE id = $1";
}

/// Which comments.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of posts from this place and beneath.
    pub path: Option<OrgPath>,
    /// Only below this post.
    pub post_id: Option<Id>,
    /// Only in this state.
    pub state: Option<CommentState>,
    /// A part of the comment or of the title of its post.
    pub q: String,
}

/// A comment in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The comment.
    pub comment: Comment,
    /// Number of its post.
    pub post_number: String,
    /// Title of its post.
    pub post_title: String,
    /// Union of the member.
    pub union_name: String,
}

fn comment(row: &Row) -> DbResult<Comment> {
    read(&mut row.reader())
}

fn read(r: &mut store::RowReader<'_>) -> DbResult<Comment> {
    let (post_id, id): (Id, Id) = (r.next()?, r.next()?);
    let (person_id, shown_name, union_id, body) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let state: String = r.next()?;
    let state = CommentState::parse(&state)
        .ok_or_else(|| DbError::Inconsistent(format!("post_comment {id}: state {state}")))?;
    Ok(Comment {
        post_id,
        id,
        person_id,
        shown_name,
        union_id,
        body,
        state,
        reason: r.next()?,
        decided_by_name: r.next()?,
        decided_at: r.next()?,
        made_at: r.next()?,
    })
}

/// Keeps a new comment.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, c: &Comment) -> DbResult<()> {
    let args = params![c.post_id, c.id, c.person_id, &c.shown_name, c.union_id, &c.body, c.made_at];
    tx.execute(&INSERT, args).map(drop)
}

/// Takes the turn of a person who last commented at `latest` or before; otherwise the instant of the last comment.
///
/// # Errors
/// Any [`DbError`].
pub fn take_turn(tx: &mut Tx<'_>, person: Id, latest: Timestamp) -> DbResult<Option<Timestamp>> {
    let now = tx.now();
    if tx.execute(&FIRST, params![person, now, latest])? == 1 {
        return Ok(None);
    }
    tx.query_one(&LAST, params![person], |r| r.get(0))
}

/// A comment below a post that the caller has found.
///
/// # Errors
/// Any [`DbError`].
pub fn by_id(tx: &mut Tx<'_>, post: Id, id: Id) -> DbResult<Option<Comment>> {
    tx.query_one(&BY_ID, params![post, id], comment)
}

/// Comments below a post that everybody reads, newest first, before an id.
///
/// # Errors
/// Any [`DbError`].
pub fn shown(tx: &mut Tx<'_>, post: Id, before: Option<Id>, limit: i64) -> DbResult<Vec<Comment>> {
    let before = before.map_or(i64::MAX, |id| id.0);
    tx.query(&SHOWN, params![post, before, limit], comment)
}

/// What a member said below a post, newest first, at most 50.
///
/// # Errors
/// Any [`DbError`].
pub fn own(tx: &mut Tx<'_>, post: Id, person: Id) -> DbResult<Vec<Comment>> {
    tx.query(&OWN, params![post, person], comment)
}

/// Decides on a comment that is in the state `c.state`; `false` if it is not any more. The counter of its post goes along.
///
/// # Errors
/// Any [`DbError`].
pub fn decide(
    tx: &mut Tx<'_>,
    c: &Comment,
    to: CommentState,
    (reason, by_name): (&str, &str),
) -> DbResult<bool> {
    let now = tx.now();
    let args = params![c.post_id, c.id, c.state.code(), to.code(), reason, by_name, now];
    if tx.execute(&DECIDE, args)? == 0 {
        return Ok(false);
    }
    let shown = |s: CommentState| i64::from(s == CommentState::Shown);
    tx.execute(&COUNTED, params![c.post_id, shown(to) - shown(c.state)])?;
    Ok(true)
}

/// A page of comments below posts from places of the scope, newest first, before an id.
///
/// # Errors
/// Any [`DbError`].
pub fn page<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let mut text = format!(
        "SELECT {COLUMNS}, p.number, p.title, m.name FROM post_comment k JOIN post p ON p.id = k.post_id
         JOIN trade_union u ON u.id = p.union_id JOIN trade_union m ON m.id = k.union_id WHERE"
    );
    let mut args = Vec::new();
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut text, &mut args, "u.path", &ranges);
    if let Some(post) = f.post_id {
        args.push(Val::from(post));
        text.push_str(&format!(" AND k.post_id = ${}", args.len()));
    }
    if let Some(state) = f.state {
        args.push(Val::from(state.code()));
        text.push_str(&format!(" AND k.state = ${}", args.len()));
    }
    contains(&mut text, &mut args, &["k.body", "p.title", "p.number"], &f.q);
    args.extend([Val::from(before.map_or(i64::MAX, |id| id.0)), Val::from(limit)]);
    text.push_str(&format!(" AND k.id < ${} ORDER BY k.id DESC LIMIT ${}", args.len() - 1, args.len()));
    tx.query(&Sql::composed("list_post_comments", Route::FanOut("list"), text), &args, |row| {
        let mut r = row.reader();
        let comment = read(&mut r)?;
        Ok(Listed { comment, post_number: r.next()?, post_title: r.next()?, union_name: r.next()? })
    })
}
