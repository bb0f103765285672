//! Posts, one by one, and the texts that they had.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::post::By;
use crate::model::{Author, Picture, Post, PostState, Public, Text, Version};

/// Columns in the order of [`post`]: `u` is the union, `c` the column, `o` the union of the column.
pub const COLUMNS: &str = "p.id, p.union_id, u.name, u.path, p.column_id, c.title, o.path, p.number, p.state, p.title, p.summary,
  p.body, p.author_unit, p.author_post, p.author_name, p.campaigns, p.correction, p.reason, p.made_by, p.made_by_name,
  p.made_at, p.reviewed_by, p.reviewed_by_name, p.proposed_by, p.proposed_by_name, p.approved_by, p.approved_by_name,
  p.changed_at, p.publish_at, p.live, p.published_at, p.public_version, p.public_title, p.public_summary, p.public_body,
  p.public_author_unit, p.public_author_post, p.public_author_name, p.public_campaigns, p.public_correction, p.corrected_at, p.salt,
  p.opened, p.readers, p.comments, p.pictures, p.public_pictures, p.version";

/// The tables of [`COLUMNS`].
pub const TABLES: &str =
    "post p JOIN trade_union u ON u.id = p.union_id JOIN post_column c ON c.id = p.column_id
  JOIN trade_union o ON o.id = c.union_id";

store::statements! {
    BY_ID = one("id"),
        "SELECT p.id, p.union_id, u.name, u.path, p.column_id, c.title, o.path, p.number, p.state, p.title, p.summary,
           p.body, p.author_unit, p.author_post, p.author_name, p.campaigns, p.correction, p.reason, p.made_by,
           p.made_by_name, p.made_at, p.reviewed_by, p.reviewed_by_name, p.proposed_by, p.proposed_by_name, p.approved_by,
           p.approved_by_name, p.changed_at, p.publish_at, p.live, p.published_at, p.public_version, p.public_title,
           p.public_summary, p.public_body, p.public_author_unit, p.public_author_post, p.public_author_name,
           p.public_campaigns, p.public_correction, p.corrected_at, p.salt, p.opened, p.readers, p.comments, p.pictures,
           p.public_pictures, p.version
         FROM post p JOIN trade_union u ON u.id = p.union_id JOIN post_column c ON c.id = p.column_id
           JOIN trade_union o ON o.id = c.union_id
         WHERE p.id = $1";
    INSERT = one("id"),
        "INSERT INTO post (id, union_id, column_id, number, state, title, summary, body, author_unit, author_post, author_name,
           campaigns, correction, reason, made_by, made_by_name, made_at, reviewed_by, reviewed_by_name, proposed_by,
           proposed_by_name, approved_by, approved_by_name, changed_at, publish_at, live, published_at, public_version,
           public_title, public_summary, public_body, public_author_unit, public_author_post, public_author_name,
           public_campaigns, public_correction, corrected_at, salt, opened, readers, comments, version)
         VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, '', '', $12, $13, $14, 0, '', 0, '', 0, '', $14, 0, 0,
           0, 0, '', '', '', '', '', '', '[]', '', 0, $15, 0, 0, 0, 1)";
    UPDATE = one("id"),
        "UPDATE post SET state = $3, title = $4, summary = $5, body = $6, author_unit = $7, author_post = $8, author_name = $9,
           campaigns = $10, correction = $11, reason = $12, reviewed_by = $13, reviewed_by_name = $14, proposed_by = $15,
           proposed_by_name = $16, approved_by = $17, approved_by_name = $18, changed_at = $19, publish_at = $20, live = $21,
           published_at = $22, public_version = $23, public_title = $24, public_summary = $25, public_body = $26,
           public_author_unit = $27, public_author_post = $28, public_author_name = $29, public_campaigns = $30,
           public_correction = $31, corrected_at = $32, column_id = $33, pictures = $34, public_pictures = $35, version = version + 1
         WHERE id = $1 AND version = $2";
    KEEP = one("post_id"),
        "INSERT INTO post_version (post_id, version, deed, title, summary, body, note, by_name, at, pictures)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    VERSIONS = one("post_id"),
        "SELECT version, deed, title, summary, body, note, by_name, at, pictures FROM post_version WHERE post_id = $1
         ORDER BY version DESC LIMIT 200";
    DUE = fan_out("posts whose instant has come"),
        "SELECT id FROM post WHERE state = 'approved' AND publish_at <= $1 ORDER BY publish_at, id LIMIT $2";
}

fn ids(text: &str) -> DbResult<Vec<Id>> {
    serde_json::from_str(text).map_err(|e| DbError::Inconsistent(format!("campaigns of a post: {e}")))
}

fn pictures(text: &str) -> DbResult<Vec<Picture>> {
    serde_json::from_str(text).map_err(|e| DbError::Inconsistent(format!("pictures of a post: {e}")))
}

fn pictures_text(all: &[Picture]) -> DbResult<String> {
    serde_json::to_string(all).map_err(|e| DbError::Driver(e.to_string()))
}

fn ids_text(all: &[Id]) -> DbResult<String> {
    serde_json::to_string(all).map_err(|e| DbError::Driver(e.to_string()))
}

/// A post from a row of [`COLUMNS`].
///
/// # Errors
/// [`DbError::Inconsistent`] if it means nothing.
pub fn post(row: &Row) -> DbResult<Post> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let (union_id, union_name, union_path) = (r.next()?, r.next()?, r.next()?);
    let (column_id, column_title, column_path) = (r.next()?, r.next()?, r.next()?);
    let (number, state): (String, String) = (r.next()?, r.next()?);
    let state =
        PostState::parse(&state).ok_or_else(|| DbError::Inconsistent(format!("post {id}: state {state}")))?;
    let (title, summary, body) = (r.next()?, r.next()?, r.next()?);
    let author = Author { unit: r.next()?, post: r.next()?, name: r.next()? };
    let campaigns = ids(&r.next::<String>()?)?;
    let (correction, reason) = (r.next()?, r.next()?);
    let made = By { id: r.next()?, name: r.next()? };
    let made_at = r.next()?;
    let reviewed = By { id: r.next()?, name: r.next()? };
    let proposed = By { id: r.next()?, name: r.next()? };
    let approved = By { id: r.next()?, name: r.next()? };
    let (changed_at, publish_at) = (r.next()?, r.next()?);
    let (live, published_at, version) = (r.next()?, r.next()?, r.next()?);
    let mut public = Public {
        live,
        published_at,
        version,
        title: r.next()?,
        summary: r.next()?,
        body: r.next()?,
        author: Author { unit: r.next()?, post: r.next()?, name: r.next()? },
        campaigns: ids(&r.next::<String>()?)?,
        pictures: Vec::new(),
        correction: r.next()?,
        corrected_at: r.next()?,
    };
    let (salt, opened, readers, comments) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let hand = pictures(&r.next::<String>()?)?;
    public.pictures = pictures(&r.next::<String>()?)?;
    Ok(Post {
        id,
        union_id,
        union_name,
        union_path,
        column_id,
        column_title,
        column_path,
        number,
        state,
        text: Text { title, summary, body, author, campaigns, pictures: hand },
        correction,
        reason,
        made,
        made_at,
        reviewed,
        proposed,
        approved,
        changed_at,
        publish_at,
        public,
        salt,
        opened,
        readers,
        comments,
        version: r.next()?,
    })
}

/// Whether a scope reaches a post: it came from a place of the scope.
pub fn in_sight<A: Action>(scope: &Scope<res::Post, A>, p: &Post) -> bool {
    scope.covers(&p.union_path)
}

/// A post that came from a place of the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Post, A>, id: Id) -> DbResult<Option<Post>> {
    Ok(by_id(tx, id)?.filter(|p| in_sight(scope, p)))
}

/// A post, for readers and the program itself.
///
/// # Errors
/// Any [`DbError`].
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Post>> {
    tx.query_one(&BY_ID, params![id], post)
}

/// Keeps a new draft.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, p: &Post) -> DbResult<()> {
    let args = params![
        p.id,
        p.union_id,
        p.column_id,
        &p.number,
        &p.text.title,
        &p.text.summary,
        &p.text.body,
        &p.text.author.unit,
        &p.text.author.post,
        &p.text.author.name,
        ids_text(&p.text.campaigns)?,
        p.made.id,
        &p.made.name,
        p.made_at,
        p.salt.as_slice()
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Stores what a post has become; `false` if somebody changed it since `p.version`. Counters are left as they are.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, p: &Post) -> DbResult<bool> {
    let args = params![
        p.id,
        p.version,
        p.state.code(),
        &p.text.title,
        &p.text.summary,
        &p.text.body,
        &p.text.author.unit,
        &p.text.author.post,
        &p.text.author.name,
        ids_text(&p.text.campaigns)?,
        &p.correction,
        &p.reason,
        p.reviewed.id,
        &p.reviewed.name,
        p.proposed.id,
        &p.proposed.name,
        p.approved.id,
        &p.approved.name,
        p.changed_at,
        p.publish_at,
        p.public.live,
        p.public.published_at,
        p.public.version,
        &p.public.title,
        &p.public.summary,
        &p.public.body,
        &p.public.author.unit,
        &p.public.author.post,
        &p.public.author.name,
        ids_text(&p.public.campaigns)?,
        &p.public.correction,
        p.public.corrected_at,
        p.column_id,
        pictures_text(&p.text.pictures)?,
        pictures_text(&p.public.pictures)?
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// Keeps the text in hand as a version.
///
/// # Errors
/// Any [`DbError`].
pub fn keep(tx: &mut Tx<'_>, p: &Post, deed: &str, note: &str, by_name: &str) -> DbResult<()> {
    let (t, at): (&Text, Timestamp) = (&p.text, p.changed_at);
    let args = params![
        p.id,
        p.version,
        deed,
        &t.title,
        &t.summary,
        &t.body,
        note,
        by_name,
        at,
        pictures_text(&t.pictures)?
    ];
    tx.execute(&KEEP, args).map(drop)
}

/// Texts that a post had, newest first, at most 200.
///
/// # Errors
/// Any [`DbError`].
pub fn versions(tx: &mut Tx<'_>, id: Id) -> DbResult<Vec<Version>> {
    tx.query(&VERSIONS, params![id], |row| {
        let mut r = row.reader();
        Ok(Version {
            version: r.next()?,
            deed: r.next()?,
            title: r.next()?,
            summary: r.next()?,
            body: r.next()?,
            note: r.next()?,
            by_name: r.next()?,
            at: r.next()?,
            pictures: pictures(&r.next::<String>()?)?,
        })
    })
}

/// Approved posts whose instant has come, at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn due(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<Id>> {
    let now = tx.now();
    tx.query(&DUE, params![now, limit], |r| r.get(0))
}
