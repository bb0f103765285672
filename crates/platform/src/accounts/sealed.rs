//! What of the accounts depends on the keys, and how it is renewed.

use kernel::{Id, Timestamp};
use store::{DbError, DbResult, Tx, params};

use super::{staff, store as sql};
use crate::App;
use crate::sealed::{DigestKind, SealedTable, Step, Walk};

store::statements! {
    SET_TOTP = one("id"), "UPDATE account SET totp = $3 WHERE id = $1 AND totp = $2";
    BONDS_AFTER = fan_out("renewal of keys"),
        "SELECT phone_digest, person_id, proved_at FROM member_bond WHERE (phone_digest, person_id) > ($1, $2)
         ORDER BY phone_digest, person_id LIMIT $3";
    COPY_BOND = one("phone_digest"),
        "INSERT INTO member_bond (phone_digest, person_id, proved_at) VALUES ($1, $2, $3)
         ON CONFLICT (phone_digest, person_id) DO NOTHING";
    DROP_BOND = one("phone_digest"), "DELETE FROM member_bond WHERE phone_digest = $1 AND person_id = $2";
    CODES_ALIVE = fan_out("renewal of keys"),
        "SELECT count(*) FROM one_time_code WHERE sent_at < $1 AND ends_at >= $2";
    DROP_CODES = fan_out("renewal of keys"), "DELETE FROM one_time_code WHERE sent_at < $1 AND ends_at < $2";
}

/// Every column of the accounts that depends on the keys.
pub(crate) const SEALED: [SealedTable; 3] = [
    SealedTable { name: "account", columns: &["account.totp"], renew: renew_factors },
    SealedTable { name: "member_bond", columns: &["member_bond.phone_digest"], renew: renew_bonds },
    SealedTable {
        name: "one_time_code",
        columns: &["one_time_code.phone_digest", "one_time_code.code_digest"],
        renew: renew_codes,
    },
];

fn renew_factors(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let keys = app.keyring();
    let accounts = sql::list(tx, Id(walk.after.parse().unwrap_or(0)), walk.limit)?;
    let mut step = Step::default();
    for a in &accounts {
        let Some(old) = a.totp.as_ref().filter(|t| !keys.is_current(t)) else { continue };
        let context = staff::totp_context(a.id);
        let secret = keys.open(old, &context);
        let secret = secret.map_err(|e| DbError::Inconsistent(format!("account {}: {e}", a.id)))?;
        tx.execute(&SET_TOTP, params![a.id, old, &keys.seal(&secret, &context)])?;
        step.renewed += 1;
    }
    step.next = accounts.last().filter(|_| accounts.len() as i64 == walk.limit).map(|a| a.id.to_string());
    Ok(step)
}

/// A bond is of the phone that its person gives as theirs; the bond of a phone given up since can prove nothing any
/// more, and goes.
fn renew_bonds(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (digest, person) = walk.after.split_once(':').unwrap_or(("", "0"));
    let (digest, person) = (hex::decode(digest).unwrap_or_default(), person.parse().unwrap_or(0_i64));
    let bonds: Vec<(Vec<u8>, Id, Timestamp)> =
        tx.query(&BONDS_AFTER, params![&digest, person, walk.limit], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })?;
    let mut step = Step::default();
    for (digest, person, proved_at) in &bonds {
        let phone = app.directory().phone_of(tx, *person)?;
        let digests = phone.map_or_else(Vec::new, |p| app.keyring().digests(DigestKind::Phone, p.as_str()));
        if digests.first().is_some_and(|new| new[..] == digest[..]) {
            continue;
        }
        let known = digests.iter().any(|d| d[..] == digest[..]);
        if let Some(new) = digests.first().filter(|_| known) {
            tx.execute(&COPY_BOND, params![new, *person, *proved_at])?;
        }
        if walk.closing || !known {
            step.renewed += tx.execute(&DROP_BOND, params![digest, *person])? as i64;
        }
    }
    let last = bonds.last().filter(|_| bonds.len() as i64 == walk.limit);
    step.next = last.map(|(digest, person, _)| format!("{}:{person}", hex::encode(digest)));
    Ok(step)
}

/// Codes live five minutes; their phones are not known. The rotation ends when those sent before are over.
fn renew_codes(tx: &mut Tx<'_>, _: &App, walk: &Walk<'_>) -> DbResult<Step> {
    if !walk.closing {
        return Ok(Step::default());
    }
    let now = tx.now();
    tx.execute(&DROP_CODES, params![walk.since, now])?;
    let alive: Option<i64> = tx.query_one(&CODES_ALIVE, params![walk.since, now], |r| r.get(0))?;
    Ok(Step { waiting: alive.unwrap_or_default() > 0, ..Step::default() })
}
