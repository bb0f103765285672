//! What of people depends on the keys, and how it is renewed.

use kernel::{DocumentKind, Id, PersonDocument};
use platform::App;
use platform::sealed::{DigestKind, Keyring, SealError, SealedTable, Step, Walk};
use store::{DbError, DbResult, Tx, params};

use super::{join_sealed, lookup, person, relative, request_sealed, zone_sealed};
use crate::ops::enter_people::seal_context;
use crate::rules::documents::judge_stored;

store::statements! {
    AFTER = fan_out("renewal of keys"), "SELECT id FROM person WHERE id > $1 ORDER BY id LIMIT $2";
    /// Locks the row against an edit at the same time, and reads it.
    HOLD = one("id"), "UPDATE person SET version = version WHERE id = $1 RETURNING phone, phone_tail, id_tail,
           merged_into";
    RENEW = one("id"), "UPDATE person SET phone = $2, phone_tail = $3, id_tail = $4 WHERE id = $1";
    RENEW_DIGEST = one("person_id"), "UPDATE person_document SET digest = $3 WHERE person_id = $1 AND id = $2";
    PUT_ID = one("digest"), "INSERT INTO id_lookup (digest, person_id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
    DROP_ID = one("digest"), "DELETE FROM id_lookup WHERE digest = $1 AND person_id = $2";
    DROP_PHONE = one("digest"), "DELETE FROM phone_lookup WHERE digest = $1 AND person_id = $2";
}

/// Every column of the register that depends on the keys.
pub const SEALED: &[SealedTable] =
    &[PERSON, join_sealed::TABLE, zone_sealed::TABLE, request_sealed::TABLE, relative::TABLE];

const PERSON: SealedTable = SealedTable {
    name: "person",
    columns: &[
        "person.phone",
        "person.phone_tail",
        "person.id_tail",
        "person_document.number",
        "person_document.digest",
        "id_lookup.digest",
        "phone_lookup.digest",
    ],
    renew,
};

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let ids: Vec<Id> = tx.query(&AFTER, params![after, walk.limit], |r| r.get(0))?;
    let mut step = Step::default();
    for id in &ids {
        step.renewed += i64::from(renew_person(tx, keys, *id, walk.closing)?);
    }
    step.next = ids.last().filter(|_| ids.len() as i64 == walk.limit).map(ToString::to_string);
    Ok(step)
}

fn broken(id: Id) -> impl Fn(SealError) -> DbError {
    move |e| DbError::Inconsistent(format!("person {id}: {e}"))
}

/// Seals a person's values anew and gives them their digests; whether anything was old.
fn renew_person(tx: &mut Tx<'_>, keys: &Keyring, id: Id, closing: bool) -> DbResult<bool> {
    let held = tx.query_one(&HOLD, params![id], |r| {
        Ok((r.get::<Option<Vec<u8>>>(0)?, r.get::<i64>(1)?, r.get::<i64>(2)?, r.get::<Id>(3)?))
    })?;
    let Some((sealed, phone_tail, id_tail, into)) = held else { return Ok(false) };
    let phone = sealed.as_ref().map(|s| keys.open(s, &seal_context("phone", id))).transpose();
    let phone = phone.map_err(broken(id))?;
    // A record that was merged keeps its values and is found through the person it stands for.
    let is_found = into.0 == 0;
    let mut old = false;
    let mut first_tail = id_tail;
    for (n, d) in person::documents(tx, id)?.into_iter().enumerate() {
        let number = keys.open(&d.number, &seal_context("number", id)).map_err(broken(id))?;
        let kind = DocumentKind::from_code(&d.kind);
        let document = kind.and_then(|k| PersonDocument::parse(k, &number, tx.today()).ok());
        let judged = judge_stored(&d.kind, &number, &d.judged.verdict, tx.today());
        let document = document.ok_or_else(|| DbError::Inconsistent(format!("document {}", d.id)))?;
        if n == 0 {
            first_tail = keys.tail(DigestKind::DocumentTail, document.tail(4));
        }
        let digests = keys.digests(DigestKind::Document, &document.key());
        let Some((new, former)) = digests.split_first() else { continue };
        if !keys.is_current(&d.number) || d.digest != new {
            old = true;
            let number = keys.seal(&number, &seal_context("number", id));
            tx.execute(&RENEW_DIGEST, params![id, d.id, new])?;
            person::renew_document(tx, id, d.id, &number, &judged)?;
        }
        if !is_found {
            continue;
        }
        old |= tx.execute(&PUT_ID, params![new, id])? > 0;
        for digest in former.iter().filter(|_| closing) {
            old |= tx.execute(&DROP_ID, params![digest, id])? > 0;
        }
    }
    let tail =
        phone.as_deref().map_or(0, |p| keys.tail(DigestKind::PhoneTail, &p[p.len().saturating_sub(4)..]));
    if sealed.as_ref().is_some_and(|s| !keys.is_current(s)) || tail != phone_tail || first_tail != id_tail {
        old = true;
        let sealed = phone.as_ref().map(|p| keys.seal(p, &seal_context("phone", id)));
        tx.execute(&RENEW, params![id, sealed.as_ref(), tail, first_tail])?;
    }
    if let Some(phone) = phone.as_ref().filter(|_| is_found) {
        let digests = keys.digests(DigestKind::Phone, phone);
        lookup::insert_phones(tx, &mut [(digests[0], id)])?;
        for digest in digests[1..].iter().filter(|_| closing) {
            old |= tx.execute(&DROP_PHONE, params![digest, id])? > 0;
        }
    }
    Ok(old)
}
