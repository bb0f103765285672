//! What is known of attachments of posts that are pictures.

use kernel::{Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    INSERT = one("post_id"),
        "INSERT INTO post_picture (post_id, id, width, height, named, added_at) VALUES ($1, $2, $3, $4, 0, $5)";
    OF_POST = one("post_id"), "SELECT id, width, height FROM post_picture WHERE post_id = $1 ORDER BY id";
    NAME = one("post_id"), "UPDATE post_picture SET named = 1 WHERE post_id = $1 AND id = $2 AND named = 0";
    TAKE = one("post_id"), "DELETE FROM post_picture WHERE post_id = $1 AND id = $2 AND named = 0";
    UNNAMED = fan_out("pictures that no text names"),
        "SELECT post_id, id FROM post_picture WHERE named = 0 AND added_at < $1 ORDER BY added_at, id LIMIT $2";
}

/// A picture of a post: its attachment, and pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Attachment.
    pub id: Id,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
}

/// Keeps what is known of an attachment.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, post: Id, k: Known) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&INSERT, params![post, k.id, k.width, k.height, now]).map(drop)
}

/// Pictures of a post that the caller has found, first added first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_post(tx: &mut Tx<'_>, post: Id) -> DbResult<Vec<Known>> {
    tx.query(&OF_POST, params![post], |r| Ok(Known { id: r.get(0)?, width: r.get(1)?, height: r.get(2)? }))
}

/// Notes that a text names a picture: it stays from now on, as the texts of a post do.
///
/// # Errors
/// Any [`store::DbError`].
pub fn name(tx: &mut Tx<'_>, post: Id, id: Id) -> DbResult<()> {
    tx.execute(&NAME, params![post, id]).map(drop)
}

/// Takes a picture that no text names; `false` if one does, or it is gone.
///
/// # Errors
/// Any [`store::DbError`].
pub fn take(tx: &mut Tx<'_>, post: Id, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&TAKE, params![post, id])? == 1)
}

/// Pictures that were added before an instant and that no text names: post and picture, at most `limit`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn unnamed(tx: &mut Tx<'_>, before: Timestamp, limit: i64) -> DbResult<Vec<(Id, Id)>> {
    tx.query(&UNNAMED, params![before, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}
