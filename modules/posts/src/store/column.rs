//! Columns. The place of a column is that of its union, read along.

use kernel::{Id, OrgPath};
use store::{DbResult, Row, Tx, params};

use crate::model::Column;

store::statements! {
    BY_ID = reference,
        "SELECT c.id, c.union_id, u.name, u.path, c.title, c.intro, c.most_chars, c.signed, c.comments, c.template, c.open,
           c.sort, c.changed_by_name, c.changed_at, c.version
         FROM post_column c JOIN trade_union u ON u.id = c.union_id WHERE c.id = $1";
    ALL = reference,
        "SELECT c.id, c.union_id, u.name, u.path, c.title, c.intro, c.most_chars, c.signed, c.comments, c.template, c.open,
           c.sort, c.changed_by_name, c.changed_at, c.version
         FROM post_column c JOIN trade_union u ON u.id = c.union_id ORDER BY u.path, c.sort, c.id LIMIT 2000";
    READ = fan_out("columns that have something to read"),
        "SELECT c.id, c.union_id, u.name, u.path, c.title, c.intro, c.most_chars, c.signed, c.comments, c.template, c.open,
           c.sort, c.changed_by_name, c.changed_at, c.version
         FROM post_column c JOIN trade_union u ON u.id = c.union_id
         WHERE c.id IN (SELECT column_id FROM post WHERE live = 1) ORDER BY u.path, c.sort, c.id LIMIT 200";
    INSERT = reference,
        "INSERT INTO post_column (id, union_id, title, intro, most_chars, signed, comments, template, open, sort,
           changed_by_name, changed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    UPDATE = reference,
        "UPDATE post_column SET title = $3, intro = $4, most_chars = $5, signed = $6, comments = $7, template = $8, open = $9,
           sort = $10, changed_by_name = $11, changed_at = $12, version = version + 1
         WHERE id = $1 AND version = $2";
}

fn column(row: &Row) -> DbResult<Column> {
    let mut r = row.reader();
    Ok(Column {
        id: r.next()?,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        title: r.next()?,
        intro: r.next()?,
        most_chars: r.next()?,
        signed: r.next()?,
        comments: r.next()?,
        template: r.next()?,
        open: r.next()?,
        sort: r.next()?,
        changed_by_name: r.next()?,
        changed_at: r.next()?,
        version: r.next()?,
    })
}

/// A column. What columns there are is no secret: everybody who may read posts is shown those of the own place.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Column>> {
    tx.query_one(&BY_ID, params![id], column)
}

/// Columns by the place of their unions, then by their own order; at most 2,000.
///
/// # Errors
/// Any [`store::DbError`].
pub fn all(tx: &mut Tx<'_>) -> DbResult<Vec<Column>> {
    tx.query(&ALL, &[], column)
}

/// Columns in which there is something to read, of the unions at or above a place if one is given; in the order of [`all`], at
/// most 200.
///
/// # Errors
/// Any [`store::DbError`].
pub fn with_posts(tx: &mut Tx<'_>, place: Option<&OrgPath>) -> DbResult<Vec<Column>> {
    let all = tx.query(&READ, &[], column)?;
    Ok(all.into_iter().filter(|c| place.is_none_or(|p| c.union_path.covers(p))).collect())
}

/// Keeps a new column.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, c: &Column) -> DbResult<()> {
    let args = params![
        c.id,
        c.union_id,
        &c.title,
        &c.intro,
        c.most_chars,
        c.signed,
        c.comments,
        &c.template,
        c.open,
        c.sort,
        &c.changed_by_name,
        c.changed_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Stores what a column has become; `false` if somebody changed it since `c.version`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn update(tx: &mut Tx<'_>, c: &Column) -> DbResult<bool> {
    let args = params![
        c.id,
        c.version,
        &c.title,
        &c.intro,
        c.most_chars,
        c.signed,
        c.comments,
        &c.template,
        c.open,
        c.sort,
        &c.changed_by_name,
        c.changed_at
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}
