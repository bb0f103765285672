//! Whose account of WeChat is whose, and what was agreed to.

use kernel::{Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    CLAIM = one("digest"),
        "INSERT INTO wechat_openid (digest, person_id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
    WHOSE = one("digest"), "SELECT person_id FROM wechat_openid WHERE digest = $1";
    RELEASE = one("digest"), "DELETE FROM wechat_openid WHERE digest = $1 AND person_id = $2";
    PUT = one("person_id"),
        "INSERT INTO wechat_binding (person_id, digest, sealed, bound_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) DO NOTHING";
    GET = one("person_id"), "SELECT digest, sealed, bound_at FROM wechat_binding WHERE person_id = $1";
    DROP = one("person_id"), "DELETE FROM wechat_binding WHERE person_id = $1";
    COUNT = fan_out("overview"), "SELECT count(*) FROM wechat_binding";
    AFTER = fan_out("renewal of keys"),
        "SELECT person_id, sealed FROM wechat_binding WHERE person_id > $1 ORDER BY person_id LIMIT $2";
    RENEW = one("person_id"), "UPDATE wechat_binding SET sealed = $3 WHERE person_id = $1 AND sealed = $2";
    AGREE = one("person_id"),
        "INSERT INTO wechat_agreement (person_id, template_id, left_over) VALUES ($1, $2, 1)
         ON CONFLICT (person_id, template_id) DO UPDATE SET left_over = wechat_agreement.left_over + 1
         WHERE wechat_agreement.left_over < $3";
    TAKE = one("person_id"),
        "UPDATE wechat_agreement SET left_over = left_over - 1
         WHERE person_id = $1 AND template_id = $2 AND left_over > 0";
    NONE_LEFT = one("person_id"),
        "UPDATE wechat_agreement SET left_over = 0 WHERE person_id = $1 AND template_id = $2";
    LEFT = one("person_id"),
        "SELECT left_over FROM wechat_agreement WHERE person_id = $1 AND template_id = $2";
    DROP_AGREEMENTS = one("person_id"), "DELETE FROM wechat_agreement WHERE person_id = $1";
}

/// Agreements that are counted at most: more would only be a page that asks too often.
const MOST: i64 = 20;

/// A binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::wechat) struct Binding {
    /// Keyed digest of application and openid.
    pub digest: Vec<u8>,
    /// Sealed openid.
    pub sealed: Vec<u8>,
    /// Since when.
    pub bound_at: Timestamp,
}

/// Claims an account of WeChat for a person; `false` if it is bound.
pub(in crate::wechat) fn claim(tx: &mut Tx<'_>, digest: &[u8], person: Id) -> DbResult<bool> {
    Ok(tx.execute(&CLAIM, params![digest, person])? == 1)
}

pub(in crate::wechat) fn whose(tx: &mut Tx<'_>, digest: &[u8]) -> DbResult<Option<Id>> {
    tx.query_one(&WHOSE, params![digest], |r| r.get(0))
}

/// Puts a binding down; `false` if the person has one.
pub(in crate::wechat) fn put(tx: &mut Tx<'_>, person: Id, digest: &[u8], sealed: &[u8]) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&PUT, params![person, digest, sealed, now])? == 1)
}

pub(in crate::wechat) fn get(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Binding>> {
    tx.query_one(&GET, params![person], |row| {
        let mut r = row.reader();
        Ok(Binding { digest: r.next()?, sealed: r.next()?, bound_at: r.next()? })
    })
}

/// Takes everything away that ties a person to an account of WeChat.
pub(in crate::wechat) fn drop_all(tx: &mut Tx<'_>, person: Id, digest: &[u8]) -> DbResult<()> {
    tx.execute(&RELEASE, params![digest, person])?;
    tx.execute(&DROP_AGREEMENTS, params![person])?;
    tx.execute(&DROP, params![person]).map(drop)
}

pub(in crate::wechat) fn count(tx: &mut Tx<'_>) -> DbResult<i64> {
    tx.query_one(&COUNT, &[], |r| r.get(0)).map(Option::unwrap_or_default)
}

pub(in crate::wechat) fn after(tx: &mut Tx<'_>, person: Id, limit: i64) -> DbResult<Vec<(Id, Vec<u8>)>> {
    tx.query(&AFTER, params![person, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

pub(in crate::wechat) fn renew(tx: &mut Tx<'_>, person: Id, old: &[u8], new: &[u8]) -> DbResult<u64> {
    tx.execute(&RENEW, params![person, old, new])
}

/// Counts one agreement more.
pub(in crate::wechat) fn agree(tx: &mut Tx<'_>, person: Id, template_id: &str) -> DbResult<()> {
    tx.execute(&AGREE, params![person, template_id, MOST]).map(drop)
}

/// Uses one agreement; `false` if none is left.
pub(in crate::wechat) fn take(tx: &mut Tx<'_>, person: Id, template_id: &str) -> DbResult<bool> {
    Ok(tx.execute(&TAKE, params![person, template_id])? == 1)
}

/// The person agrees to nothing any more, WeChat says.
pub(in crate::wechat) fn none_left(tx: &mut Tx<'_>, person: Id, template_id: &str) -> DbResult<()> {
    tx.execute(&NONE_LEFT, params![person, template_id]).map(drop)
}

pub(in crate::wechat) fn left(tx: &mut Tx<'_>, person: Id, template_id: &str) -> DbResult<i64> {
    tx.query_one(&LEFT, params![person, template_id], |r| r.get(0)).map(Option::unwrap_or_default)
}
