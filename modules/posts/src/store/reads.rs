//! Openings and readers.

use kernel::{Day, Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    MARK = one("post_id"),
        "INSERT INTO post_reader (post_id, mark) VALUES ($1, $2) ON CONFLICT (post_id, mark) DO NOTHING";
    DAY = one("post_id"),
        "INSERT INTO post_read (post_id, day, opened, readers) VALUES ($1, $2, $3, $4)
         ON CONFLICT (post_id, day) DO UPDATE SET opened = post_read.opened + excluded.opened,
           readers = post_read.readers + excluded.readers";
    TOTAL = one("id"), "UPDATE post SET opened = opened + $2, readers = readers + $3 WHERE id = $1";
    DAYS = one("post_id"),
        "SELECT day, opened, readers FROM post_read WHERE post_id = $1 AND day >= $2 ORDER BY day LIMIT 400";
    OLD = fan_out("posts whose readers are no longer told apart"),
        "SELECT id FROM post WHERE public_version > 0 AND published_at < $1 AND length(salt) > 0 ORDER BY published_at, id
         LIMIT $2";
    UNSALT = one("id"), "UPDATE post SET salt = $2 WHERE id = $1";
    FORGET = one("post_id"), "DELETE FROM post_reader WHERE post_id = $1";
}

/// What was seen of a post since the last time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Openings.
    pub opened: i64,
    /// Marks of the members among those who opened it.
    pub marks: Vec<[u8; 16]>,
}

/// A day of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadDay {
    /// Day.
    pub day: Day,
    /// Openings.
    pub opened: i64,
    /// Members who opened it for the first time.
    pub readers: i64,
}

/// Adds what was seen of a post on a day; how many of the marks were new.
///
/// # Errors
/// Any [`store::DbError`].
pub fn add(tx: &mut Tx<'_>, post: Id, day: Day, seen: &Seen) -> DbResult<i64> {
    let mut new = 0;
    for mark in &seen.marks {
        new += i64::try_from(tx.execute(&MARK, params![post, mark])?).unwrap_or_default();
    }
    tx.execute(&DAY, params![post, day, seen.opened, new])?;
    tx.execute(&TOTAL, params![post, seen.opened, new])?;
    Ok(new)
}

/// Days of a post since one of them, at most 400.
///
/// # Errors
/// Any [`store::DbError`].
pub fn days(tx: &mut Tx<'_>, post: Id, since: Day) -> DbResult<Vec<ReadDay>> {
    tx.query(&DAYS, params![post, since], |row| {
        let mut r = row.reader();
        Ok(ReadDay { day: r.next()?, opened: r.next()?, readers: r.next()? })
    })
}

/// Posts first published before an instant whose readers are still told apart, at most `limit`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn old(tx: &mut Tx<'_>, before: Timestamp, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&OLD, params![before, limit], |r| r.get(0))
}

/// Takes away the marks of a post and what they are made with.
///
/// # Errors
/// Any [`store::DbError`].
pub fn forget(tx: &mut Tx<'_>, post: Id) -> DbResult<()> {
    let none: &[u8] = &[];
    tx.execute(&UNSALT, params![post, none])?;
    tx.execute(&FORGET, params![post]).map(drop)
}
