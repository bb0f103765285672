//! SQL of attachments.

use guard::Actor;
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{DbResult, Row, Tx, params};

use super::{FileUse, StoredFile, Subject, path};
use crate::App;

store::statements! {
    INSERT = one("subject_id"),
        "INSERT INTO attachment (subject_id, id, resource, kind, union_path, name, digest, size, media_type, note, added_by,
           added_by_name, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    OF_SUBJECT = one("subject_id"),
        "SELECT id, kind, name, digest, size, media_type, note, added_by_name, added_at FROM attachment
         WHERE subject_id = $1 ORDER BY id";
    FIND = one("subject_id"),
        "SELECT id, kind, name, digest, size, media_type, note, added_by_name, added_at FROM attachment
         WHERE subject_id = $1 AND id = $2";
    DELETE = one("subject_id"), "DELETE FROM attachment WHERE subject_id = $1 AND id = $2";
    FORGET = one("subject_id"), "DELETE FROM attachment WHERE subject_id = $1";
    WHOLE = one("subject_id"),
        "SELECT id, resource, kind, union_path, name, digest, size, media_type, note, added_by, added_by_name, added_at
         FROM attachment WHERE subject_id = $1 ORDER BY id";
    NAMED = fan_out("the sweeper"), "SELECT count(*) FROM attachment WHERE digest = $1";
    DIGESTS = fan_out("doctor"),
        "SELECT digest, name FROM attachment WHERE digest > $1 ORDER BY digest LIMIT 1000";
}

/// An attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Attachment {
    /// Attachment.
    pub id: Id,
    /// What it is for, `member.evidence`.
    pub kind: String,
    /// Name as the sender knows it.
    pub name: String,
    /// SM3 of the bytes, hex.
    pub digest: String,
    /// Bytes.
    pub size: i64,
    /// Media type, told by the content.
    pub media_type: String,
    /// What the sender says of it.
    pub note: String,
    /// Who added it.
    pub added_by_name: String,
    /// When.
    pub added_at: Timestamp,
}

fn attachment(row: &Row) -> DbResult<Attachment> {
    let mut r = row.reader();
    Ok(Attachment {
        id: r.next()?,
        kind: r.next()?,
        name: r.next()?,
        digest: r.next()?,
        size: r.next()?,
        media_type: r.next()?,
        note: r.next()?,
        added_by_name: r.next()?,
        added_at: r.next()?,
    })
}

#[expect(clippy::too_many_arguments, reason = "one row, field by field")]
pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: Id,
    of: Subject<'_>,
    resource: &str,
    kind: &FileUse,
    file: &StoredFile,
    note: &str,
    by: &Actor,
) -> DbResult<()> {
    let now = tx.now();
    tx.execute(
        &INSERT,
        params![
            of.id,
            id,
            resource,
            kind.name,
            of.path.as_str(),
            &file.name,
            &file.digest,
            file.size,
            file.media.mime(),
            note,
            by.id(),
            by.name(),
            now
        ],
    )
    .map(drop)
}

/// Gives attachments of one record to another, all or only some; which went. The rows keep everything else.
pub(super) fn hand_over(tx: &mut Tx<'_>, from: Id, to: Id, only: Option<&[Id]>) -> DbResult<Vec<Id>> {
    type Whole = (Id, [String; 5], i64, [String; 2], Id, String, i64);
    let rows: Vec<Whole> = tx.query(&WHOLE, params![from], |row| {
        let mut r = row.reader();
        Ok((
            r.next()?,
            [r.next()?, r.next()?, r.next()?, r.next()?, r.next()?],
            r.next()?,
            [r.next()?, r.next()?],
            r.next()?,
            r.next()?,
            r.next()?,
        ))
    })?;
    let mut gone = Vec::new();
    for (id, [resource, kind, path, name, digest], size, [media, note], by, by_name, at) in rows {
        if only.is_some_and(|only| !only.contains(&id)) || !delete(tx, from, id)? {
            continue;
        }
        tx.execute(
            &INSERT,
            params![to, id, &resource, &kind, &path, &name, &digest, size, &media, &note, by, &by_name, at],
        )?;
        gone.push(id);
    }
    Ok(gone)
}

pub(super) fn of_subject(tx: &mut Tx<'_>, subject: Id) -> DbResult<Vec<Attachment>> {
    tx.query(&OF_SUBJECT, params![subject], attachment)
}

pub(super) fn find(tx: &mut Tx<'_>, subject: Id, id: Id) -> DbResult<Option<Attachment>> {
    tx.query_one(&FIND, params![subject, id], attachment)
}

pub(super) fn delete(tx: &mut Tx<'_>, subject: Id, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&DELETE, params![subject, id])? == 1)
}

pub(super) fn forget(tx: &mut Tx<'_>, subject: Id) -> DbResult<u64> {
    tx.execute(&FORGET, params![subject])
}

pub(super) fn is_named(tx: &mut Tx<'_>, digest: &str) -> DbResult<bool> {
    let n: Option<i64> = tx.query_one(&NAMED, params![digest], |r| r.get(0))?;
    Ok(n.unwrap_or_default() > 0)
}

/// Names of attachments whose bytes are not in the data folder, for `doctor`; at most 100.
///
/// # Errors
/// Any [`store::DbError`].
pub fn missing(tx: &mut Tx<'_>, app: &App) -> DbResult<Vec<String>> {
    let (mut gone, mut after) = (Vec::new(), String::new());
    loop {
        let page: Vec<(String, String)> =
            tx.query(&DIGESTS, params![after.as_str()], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let Some((last, _)) = page.last() else { return Ok(gone) };
        after.clone_from(last);
        let lost = |(digest, name): &(String, String)| {
            (!path(app, digest).exists()).then(|| format!("{name}（{}）", &digest[..digest.len().min(12)]))
        };
        gone.extend(page.iter().filter_map(lost));
        if gone.len() >= 100 {
            gone.truncate(100);
            return Ok(gone);
        }
    }
}
