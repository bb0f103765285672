//! Near relatives who ask in place of a deceased member, and what members arranged about that while alive.

use kernel::{Id, Timestamp};
use platform::App;
use platform::sealed::{SealedTable, Step, Walk};
use store::{DbError, DbResult, Tx, params};

use super::erase;
use crate::model::data_request::relative_seal;

store::statements! {
    INSERT = one("person_id"),
        "INSERT INTO data_request_relative (person_id, id, name, phone, document_kind, document, relation_evidence,
           death_evidence, recorded_by, recorded_by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    FIND = one("person_id"),
        "SELECT name, phone, document_kind, document, relation_evidence, death_evidence, recorded_by, recorded_by_name
         FROM data_request_relative WHERE person_id = $1 AND id = $2";
    SCRUB = one("person_id"),
        "UPDATE data_request_relative SET name = '', phone = NULL, document_kind = '', document = NULL,
           relation_evidence = '[]', death_evidence = '[]' WHERE person_id = $1";
    CHOOSE = one("person_id"),
        "INSERT INTO relatives_choice (person_id, id, allowed, chosen_at) VALUES ($1, $2, $3, $4)";
    CHOICE = one("person_id"),
        "SELECT allowed, chosen_at FROM relatives_choice WHERE person_id = $1 ORDER BY id DESC LIMIT 1";
    FORGET_CHOICE = one("person_id"), "DELETE FROM relatives_choice WHERE person_id = $1";
    AFTER = fan_out("renewal of keys"),
        "SELECT id, person_id, phone, document FROM data_request_relative WHERE id > $1 ORDER BY id LIMIT $2";
    /// An erasure at the same time has taken the numbers away.
    RENEW = one("person_id"),
        "UPDATE data_request_relative SET phone = $3, document = $4
         WHERE person_id = $1 AND id = $2 AND phone IS NOT NULL AND document IS NOT NULL";
}

/// A near relative as stored, numbers still sealed; those are none after an erasure.
#[derive(Clone, Debug)]
pub struct Relative {
    /// Name.
    pub name: String,
    /// Sealed phone.
    pub phone: Option<Vec<u8>>,
    /// Code of `document_kind`.
    pub document_kind: String,
    /// Sealed number.
    pub document: Option<Vec<u8>>,
    /// Attachments of the member that show the relation.
    pub relation_evidence: Vec<Id>,
    /// Attachments of the member that show the death.
    pub death_evidence: Vec<Id>,
    /// Account that recorded the request.
    pub recorded_by: Id,
    /// Its holder.
    pub recorded_by_name: String,
}

/// What a member arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Near relatives may exercise their rights.
    pub allowed: bool,
    /// When it was chosen; 0 if never.
    pub at: Timestamp,
}

fn json(ids: &[Id]) -> DbResult<String> {
    serde_json::to_string(ids).map_err(|e| DbError::Driver(format!("evidence: {e}")))
}

/// Stores the relative of a request.
pub fn insert(tx: &mut Tx<'_>, person: Id, request: Id, r: &Relative) -> DbResult<()> {
    let (relation, death) = (json(&r.relation_evidence)?, json(&r.death_evidence)?);
    let args = params![
        person,
        request,
        &r.name,
        r.phone.as_ref(),
        &r.document_kind,
        r.document.as_ref(),
        relation,
        death,
        r.recorded_by,
        &r.recorded_by_name
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// The relative of a request that the caller has found in sight; none if the member asked.
pub fn of_request(tx: &mut Tx<'_>, person: Id, request: Id) -> DbResult<Option<Relative>> {
    tx.query_one(&FIND, params![person, request], |row| {
        let mut r = row.reader();
        let ids = |text: String| {
            serde_json::from_str(&text)
                .map_err(|_| DbError::Inconsistent(format!("relative of request {request}: evidence")))
        };
        Ok(Relative {
            name: r.next()?,
            phone: r.next()?,
            document_kind: r.next()?,
            document: r.next()?,
            relation_evidence: ids(r.next()?)?,
            death_evidence: ids(r.next()?)?,
            recorded_by: r.next()?,
            recorded_by_name: r.next()?,
        })
    })
}

/// Notes what a member chooses.
pub fn choose(tx: &mut Tx<'_>, person: Id, allowed: bool) -> DbResult<()> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.execute(&CHOOSE, params![person, id, allowed, now]).map(drop)
}

/// What a member chose last, in this record or one that was merged into it; allowed if never asked.
pub fn choice_of(tx: &mut Tx<'_>, person: Id) -> DbResult<Choice> {
    let mut newest = Choice { allowed: true, at: Timestamp(0) };
    let mut records = vec![person];
    records.extend(erase::merged_records(tx, person)?);
    for record in records {
        let found =
            tx.query_one(&CHOICE, params![record], |r| Ok(Choice { allowed: r.get(0)?, at: r.get(1)? }))?;
        newest = found.filter(|c| c.at > newest.at).unwrap_or(newest);
    }
    Ok(newest)
}

/// Takes everything personal of relatives out of a person's requests, and the person's own choice.
pub fn scrub(tx: &mut Tx<'_>, person: Id) -> DbResult<()> {
    tx.execute(&SCRUB, params![person])?;
    tx.execute(&FORGET_CHOICE, params![person]).map(drop)
}

/// The columns of relatives that depend on the keys.
pub const TABLE: SealedTable = SealedTable {
    name: "data_request_relative",
    columns: &["data_request_relative.phone", "data_request_relative.document"],
    renew,
};

type Sealed = (Id, Id, Option<Vec<u8>>, Option<Vec<u8>>);

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let rows: Vec<Sealed> =
        tx.query(&AFTER, params![after, walk.limit], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    let mut step = Step::default();
    for (id, person, phone, document) in &rows {
        let (Some(phone), Some(document)) = (phone, document) else { continue };
        if keys.is_current(phone) && keys.is_current(document) {
            continue;
        }
        let again = |what: &str, sealed: &[u8]| {
            let plain = keys.open(sealed, &relative_seal(what, *id));
            plain.map(|p| keys.seal(&p, &relative_seal(what, *id)))
        };
        let broken = |e| DbError::Inconsistent(format!("relative of request {id}: {e}"));
        let phone = again("phone", phone).map_err(broken)?;
        let document = again("number", document).map_err(broken)?;
        let done = tx.execute(&RENEW, params![*person, *id, &phone, &document])?;
        step.renewed += i64::try_from(done).unwrap_or_default();
    }
    step.next = rows.last().filter(|_| rows.len() as i64 == walk.limit).map(|(id, ..)| id.to_string());
    Ok(step)
}
