//! Articles, one by one, their texts, and what they are found by.

use std::collections::BTreeMap;

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use store::{DbError, DbResult, Reference, Route, Row, Sql, Tx, Val, params};

use crate::model::{Article, ArticleState, Version};

/// What `niangjia doctor` follows.
pub const REFERENCES: &[Reference] = &[
    Reference { table: "knowledge_article", column: "union_id", to: "trade_union", key: "id" },
    Reference { table: "knowledge_version", column: "article_id", to: "knowledge_article", key: "id" },
    Reference { table: "knowledge_gram", column: "article_id", to: "knowledge_article", key: "id" },
];

/// Columns in the order of [`article`]; `u` is the union.
pub const COLUMNS: &str =
    "a.id, a.union_id, u.name, u.path, a.number, a.topic, a.state, a.title, a.body, a.public_version,
  a.public_title, a.public_body, a.review_on, a.changed_by_name, a.changed_at, a.version";

store::statements! {
    INSERT = reference,
        "INSERT INTO knowledge_article (id, union_id, number, topic, state, title, body, public_version, public_title,
           public_body, review_on, changed_by_name, changed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    UPDATE = reference,
        "UPDATE knowledge_article SET topic = $3, state = $4, title = $5, body = $6, public_version = $7, public_title = $8,
           public_body = $9, review_on = $10, changed_by_name = $11, changed_at = $12, version = version + 1
         WHERE id = $1 AND version = $2";
    KEEP = reference,
        "INSERT INTO knowledge_version (article_id, version, deed, title, body, note, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    VERSIONS = reference,
        "SELECT version, deed, title, body, note, by_name, at FROM knowledge_version WHERE article_id = $1
         ORDER BY version DESC LIMIT 200";
    UNGRAM = reference, "DELETE FROM knowledge_gram WHERE article_id = $1";
    GRAM = reference, "INSERT INTO knowledge_gram (gram, article_id, in_title) VALUES ($1, $2, $3)";
}

/// An article from a row of [`COLUMNS`].
pub fn article(row: &Row) -> DbResult<Article> {
    let mut r = row.reader();
    let (id, union_id, union_name): (Id, Id, String) = (r.next()?, r.next()?, r.next()?);
    let union_path: OrgPath = r.next()?;
    let (number, topic, state): (String, String, String) = (r.next()?, r.next()?, r.next()?);
    let state = ArticleState::parse(&state)
        .ok_or_else(|| DbError::Inconsistent(format!("knowledge_article {id}: state {state}")))?;
    Ok(Article {
        id,
        union_id,
        union_name,
        union_path,
        number,
        topic,
        state,
        title: r.next()?,
        body: r.next()?,
        public_version: r.next()?,
        public_title: r.next()?,
        public_body: r.next()?,
        review_on: r.next()?,
        changed_by_name: r.next()?,
        changed_at: r.next()?,
        version: r.next()?,
    })
}

/// Adds the condition that an article is in sight: kept at a place of the scope, or above one.
pub fn in_sight<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Knowledge, A>,
) {
    text.push_str(" (");
    platform::scoped::within(text, args, "u.path", &scope.ranges());
    for place in scope.actor().places_above() {
        args.push(Val::from(place.as_str().to_owned()));
        text.push_str(&format!(" OR u.path = ${}", args.len()));
    }
    text.push(')');
}

/// An article in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Knowledge, A>,
    id: Id,
) -> DbResult<Option<Article>> {
    let mut text = format!(
        "SELECT {COLUMNS} FROM knowledge_article a JOIN trade_union u ON u.id = a.union_id WHERE a.id = $1 AND"
    );
    let mut args = vec![Val::from(id)];
    in_sight(&mut text, &mut args, scope);
    tx.query_one(&Sql::composed("find_article", Route::FanOut("one article"), text), &args, article)
}

/// Stores a new article.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, a: &Article) -> DbResult<()> {
    let args = params![
        a.id,
        a.union_id,
        &a.number,
        &a.topic,
        a.state.code(),
        &a.title,
        &a.body,
        a.public_version,
        &a.public_title,
        &a.public_body,
        a.review_on,
        &a.changed_by_name,
        a.changed_at,
        a.version
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Stores what an article has become; `false` if somebody changed it since `a.version`.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, a: &Article) -> DbResult<bool> {
    let args = params![
        a.id,
        a.version,
        &a.topic,
        a.state.code(),
        &a.title,
        &a.body,
        a.public_version,
        &a.public_title,
        &a.public_body,
        a.review_on,
        &a.changed_by_name,
        a.changed_at
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// Keeps a text.
///
/// # Errors
/// Any [`DbError`].
pub fn keep(tx: &mut Tx<'_>, a: &Article, version: i64, deed: &str, note: &str) -> DbResult<()> {
    let args = params![a.id, version, deed, &a.title, &a.body, note, &a.changed_by_name, a.changed_at];
    tx.execute(&KEEP, args).map(drop)
}

/// Texts that an article had, newest first, at most 200.
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
            body: r.next()?,
            note: r.next()?,
            by_name: r.next()?,
            at: r.next()?,
        })
    })
}

/// Writes anew by what an article is found.
///
/// # Errors
/// Any [`DbError`].
pub fn put_grams(tx: &mut Tx<'_>, id: Id, grams: &BTreeMap<String, bool>) -> DbResult<()> {
    tx.execute(&UNGRAM, params![id])?;
    for (gram, in_title) in grams {
        tx.execute(&GRAM, params![gram, id, i64::from(*in_title)])?;
    }
    Ok(())
}
