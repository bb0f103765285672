//! Tokens of the interface, one row for all processes.

use kernel::Timestamp;
use store::{DbResult, Tx, params};

store::statements! {
    GET = one("kind"), "SELECT sealed, ends_at, version FROM wechat_token WHERE kind = $1";
    FIRST = one("kind"),
        "INSERT INTO wechat_token (kind, sealed, ends_at, busy_until, version) VALUES ($1, $2, 0, $3, 0)
         ON CONFLICT (kind) DO NOTHING";
    CLAIM = one("kind"),
        "UPDATE wechat_token SET busy_until = $3 WHERE kind = $1 AND version = $2 AND busy_until < $4";
    PUT = one("kind"),
        "UPDATE wechat_token SET sealed = $3, ends_at = $4, busy_until = 0, version = version + 1
         WHERE kind = $1 AND version = $2";
    RELEASE = one("kind"), "UPDATE wechat_token SET busy_until = 0 WHERE kind = $1 AND version = $2";
    USE_UP = one("kind"), "UPDATE wechat_token SET ends_at = 0 WHERE kind = $1 AND version = $2";
    ALL = fan_out("renewal of keys"), "SELECT kind, sealed FROM wechat_token WHERE kind > $1 ORDER BY kind LIMIT $2";
    DROP = one("kind"), "DELETE FROM wechat_token WHERE kind = $1";
}

/// A token that is kept.
#[derive(Debug)]
pub(in crate::wechat) struct Kept {
    /// Sealed text.
    pub sealed: Vec<u8>,
    /// When it is over; 0 if it was used up.
    pub ends_at: Timestamp,
    /// Rises with each new one.
    pub version: i64,
}

pub(in crate::wechat) fn get(tx: &mut Tx<'_>, kind: &str) -> DbResult<Option<Kept>> {
    tx.query_one(&GET, params![kind], |row| {
        let mut r = row.reader();
        Ok(Kept { sealed: r.next()?, ends_at: r.next()?, version: r.next()? })
    })
}

/// Takes it upon oneself to fetch the one after `seen`; `true` for one of all who ask at once.
pub(in crate::wechat) fn claim(
    tx: &mut Tx<'_>,
    kind: &str,
    seen: Option<i64>,
    until: Timestamp,
) -> DbResult<bool> {
    let now = tx.now();
    let rows = match seen {
        None => tx.execute(&FIRST, params![kind, Vec::<u8>::new(), until])?,
        Some(version) => tx.execute(&CLAIM, params![kind, version, until, now])?,
    };
    Ok(rows == 1)
}

pub(in crate::wechat) fn put(
    tx: &mut Tx<'_>,
    kind: &str,
    version: i64,
    sealed: &[u8],
    ends_at: Timestamp,
) -> DbResult<()> {
    tx.execute(&PUT, params![kind, version, sealed, ends_at]).map(drop)
}

pub(in crate::wechat) fn release(tx: &mut Tx<'_>, kind: &str, version: i64) -> DbResult<()> {
    tx.execute(&RELEASE, params![kind, version]).map(drop)
}

pub(in crate::wechat) fn use_up(tx: &mut Tx<'_>, kind: &str, version: i64) -> DbResult<()> {
    tx.execute(&USE_UP, params![kind, version]).map(drop)
}

pub(in crate::wechat) fn after(tx: &mut Tx<'_>, kind: &str, limit: i64) -> DbResult<Vec<(String, Vec<u8>)>> {
    tx.query(&ALL, params![kind, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

pub(in crate::wechat) fn drop_token(tx: &mut Tx<'_>, kind: &str) -> DbResult<u64> {
    tx.execute(&DROP, params![kind])
}
