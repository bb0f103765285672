//! Surveys. The place of a survey is that of its union, read along: nothing of it is kept here.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::{Survey, SurveyKind, SurveyState};

store::statements! {
    BY_ID = one("id"),
        "SELECT s.id, s.union_id, u.name, u.path, s.kind, s.state, s.anonymous, s.title, s.intro, s.opens_at, s.closes_at,
           s.form, s.public_key, s.copied_from, s.created_at, s.created_by_name, s.published_at, s.closed_at, s.version
         FROM survey s JOIN trade_union u ON u.id = s.union_id WHERE s.id = $1";
    WINDOW = one("id"), "SELECT state, opens_at, closes_at FROM survey WHERE id = $1";
    PRIVATE_KEY = one("id"), "SELECT private_key FROM survey WHERE id = $1";
    INSERT = one("id"),
        "INSERT INTO survey (id, union_id, kind, state, anonymous, title, intro, opens_at, closes_at, form, public_key,
           private_key, copied_from, created_at, created_by_name, published_at, closed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)";
    UPDATE = one("id"),
        "UPDATE survey SET version = version + 1, kind = $3, anonymous = $4, title = $5, intro = $6, opens_at = $7,
           closes_at = $8, form = $9
         WHERE id = $1 AND version = $2 AND state = 'draft'";
    PUBLISH = one("id"),
        "UPDATE survey SET version = version + 1, state = 'published', published_at = $3, public_key = $4, private_key = $5
         WHERE id = $1 AND version = $2 AND state = 'draft'";
    CLOSE = one("id"),
        "UPDATE survey SET version = version + 1, state = 'closed', closed_at = $2, private_key = NULL
         WHERE id = $1 AND state = 'published'";
    ARCHIVE = one("id"),
        "UPDATE survey SET version = version + 1, state = 'archived', closed_at = $2
         WHERE id = $1 AND (state = 'draft' OR state = 'closed')";
    OVERDUE = fan_out("surveys whose time is over"),
        "SELECT id FROM survey WHERE state = 'published' AND closes_at <= $1 ORDER BY closes_at, id LIMIT $2";
}

/// Columns of [`survey`], for composed statements.
pub const COLUMNS: &str =
    "s.id, s.union_id, u.name, u.path, s.kind, s.state, s.anonymous, s.title, s.intro, s.opens_at, s.closes_at, s.form,
     s.public_key, s.copied_from, s.created_at, s.created_by_name, s.published_at, s.closed_at, s.version";

/// Reads a row of [`COLUMNS`].
///
/// # Errors
/// [`DbError::Inconsistent`] if it means nothing.
pub fn survey(row: &Row) -> DbResult<Survey> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let broken = |what: &str| DbError::Inconsistent(format!("survey {id}: {what}"));
    Ok(Survey {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        kind: SurveyKind::parse(&r.next::<String>()?).ok_or_else(|| broken("kind"))?,
        state: SurveyState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?,
        anonymous: r.next()?,
        title: r.next()?,
        intro: r.next()?,
        opens_at: r.next()?,
        closes_at: r.next()?,
        form: serde_json::from_str(&r.next::<String>()?).map_err(|e| broken(&e.to_string()))?,
        public_key: r.next()?,
        copied_from: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        created_at: r.next()?,
        created_by_name: r.next()?,
        published_at: r.next()?,
        closed_at: r.next()?,
        version: r.next()?,
    })
}

/// A survey within the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Survey, A>, id: Id) -> DbResult<Option<Survey>> {
    Ok(by_id(tx, id)?.filter(|s| scope.covers(&s.union_path)))
}

/// A survey, for whoever answers and the program itself.
///
/// # Errors
/// Any [`DbError`].
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Survey>> {
    tx.query_one(&BY_ID, params![id], survey)
}

/// Whether answers are taken at this instant, as it is in this transaction.
///
/// # Errors
/// Any [`DbError`].
pub fn is_open(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    let now = tx.now();
    let window = tx.query_one(&WINDOW, params![id], |r| {
        Ok((r.get::<String>(0)?, r.get::<Timestamp>(1)?, r.get::<Timestamp>(2)?))
    })?;
    Ok(window.is_some_and(|(state, from, to)| state == "published" && from <= now && now < to))
}

/// The sealed private key of a published anonymous survey.
///
/// # Errors
/// Any [`DbError`].
pub fn private_key(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Vec<u8>>> {
    Ok(tx.query_one(&PRIVATE_KEY, params![id], |r| r.get::<Option<Vec<u8>>>(0))?.flatten())
}

fn form_text(s: &Survey) -> DbResult<String> {
    serde_json::to_string(&s.form).map_err(|e| DbError::Driver(e.to_string()))
}

/// Keeps a new survey.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, s: &Survey, private_key: Option<&[u8]>) -> DbResult<()> {
    let args = params![
        s.id,
        s.union_id,
        s.kind.code(),
        s.state.code(),
        s.anonymous,
        &s.title,
        &s.intro,
        s.opens_at,
        s.closes_at,
        form_text(s)?,
        s.public_key.as_deref(),
        private_key,
        s.copied_from.unwrap_or(Id(0)),
        s.created_at,
        &s.created_by_name,
        s.published_at,
        s.closed_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a draft; `false` if its version is not the present one, or it is no draft any more.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, version: i64, s: &Survey) -> DbResult<bool> {
    let args = params![
        s.id,
        version,
        s.kind.code(),
        s.anonymous,
        &s.title,
        &s.intro,
        s.opens_at,
        s.closes_at,
        form_text(s)?
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// Publishes a draft of this version with its keys; `false` if it has moved on.
///
/// # Errors
/// Any [`DbError`].
pub fn publish(
    tx: &mut Tx<'_>,
    id: Id,
    version: i64,
    public: Option<&[u8]>,
    sealed: Option<&[u8]>,
) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&PUBLISH, params![id, version, now, public, sealed])? == 1)
}

/// Closes a published survey; its private key is gone with that. `false` if it is not published.
///
/// # Errors
/// Any [`DbError`].
pub fn close(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&CLOSE, params![id, now])? == 1)
}

/// Archives a draft or a closed survey; `false` if it is neither.
///
/// # Errors
/// Any [`DbError`].
pub fn archive(tx: &mut Tx<'_>, s: &Survey) -> DbResult<bool> {
    let at = if s.closed_at.0 == 0 { tx.now() } else { s.closed_at };
    Ok(tx.execute(&ARCHIVE, params![s.id, at])? == 1)
}

/// Published surveys whose time is over, at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn overdue(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<Id>> {
    let now = tx.now();
    tx.query(&OVERDUE, params![now, limit], |r| r.get(0))
}
