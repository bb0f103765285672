//! Posts of the demo, set back in time: as if each deed had been done so much earlier.

use kernel::Id;
use store::{DbResult, Tx, params};

store::statements! {
    POST = one("id"),
        "UPDATE post SET made_at = made_at - $2, changed_at = changed_at - $2, published_at = published_at - $2 WHERE id = $1";
    VERSIONS = one("post_id"), "UPDATE post_version SET at = at - $2 WHERE post_id = $1";
}

/// Sets a published post back by milliseconds.
///
/// # Errors
/// Any [`store::DbError`].
pub fn set_back(tx: &mut Tx<'_>, id: Id, ms: i64) -> DbResult<()> {
    tx.execute(&POST, params![id, ms])?;
    tx.execute(&VERSIONS, params![id, ms]).map(drop)
}
