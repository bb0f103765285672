//! Messages to staff and members, in the in-app inbox. The recipient is an account or a person: ids never meet.

use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{DbResult, Tx, params};

store::statements! {
    INSERT = one("recipient_id"),
        "INSERT INTO notice (recipient_id, id, title, body, link, at, read_at) VALUES ($1, $2, $3, $4, $5, $6, 0)";
    LIST = one("recipient_id"),
        "SELECT id, title, body, link, at, read_at FROM notice WHERE recipient_id = $1 AND id < $2 AND read_at <= $3
         ORDER BY id DESC LIMIT $4";
    FORGET = one("recipient_id"), "DELETE FROM notice WHERE recipient_id = $1";
    UNREAD = one("recipient_id"), "SELECT count(*) FROM notice WHERE recipient_id = $1 AND read_at = 0";
    READ = one("recipient_id"),
        "UPDATE notice SET read_at = $3 WHERE recipient_id = $1 AND id = $2 AND read_at = 0";
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Notice {
    /// Message.
    pub id: Id,
    /// One line.
    pub title: String,
    /// The text.
    pub body: String,
    /// Page it leads to, or empty.
    pub link: String,
    /// When.
    pub at: Timestamp,
    /// When it was read; 0 if not yet.
    pub read_at: Timestamp,
}

/// Sends a message in the transaction of what it tells of; whoever is bound to WeChat is told there, too, that there is one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn send(tx: &mut Tx<'_>, recipient: Id, title: &str, body: &str, link: &str) -> DbResult<()> {
    let (id, now) = (tx.new_id(), tx.now());
    // Of an account that was handed over, the successor is told.
    let recipient = crate::accounts::heir(tx, recipient)?;
    tx.execute(&INSERT, params![recipient, id, title, body, link, now])?;
    crate::wechat::queue(tx, recipient, id, link)
}

/// Messages, newest first, older than `before`; at most `limit`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list(
    tx: &mut Tx<'_>,
    recipient: Id,
    before: Option<Id>,
    unread_only: bool,
    limit: i64,
) -> DbResult<Vec<Notice>> {
    let read_until = if unread_only { 0 } else { i64::MAX };
    tx.query(&LIST, params![recipient, before.unwrap_or(Id(i64::MAX)), read_until, limit], |row| {
        let mut r = row.reader();
        Ok(Notice {
            id: r.next()?,
            title: r.next()?,
            body: r.next()?,
            link: r.next()?,
            at: r.next()?,
            read_at: r.next()?,
        })
    })
}

/// How many are not read.
///
/// # Errors
/// Any [`store::DbError`].
pub fn unread(tx: &mut Tx<'_>, recipient: Id) -> DbResult<i64> {
    tx.query_one(&UNREAD, params![recipient], |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Marks one as read; doing it twice is harmless.
///
/// # Errors
/// Any [`store::DbError`].
pub fn read(tx: &mut Tx<'_>, recipient: Id, id: Id) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&READ, params![recipient, id, now]).map(drop)
}

/// Takes all messages of a recipient away because the recipient's data is erased; how many.
///
/// # Errors
/// Any [`store::DbError`].
pub fn forget(tx: &mut Tx<'_>, recipient: Id) -> DbResult<u64> {
    tx.execute(&FORGET, params![recipient])
}
