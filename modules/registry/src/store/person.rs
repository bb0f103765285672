//! People and their documents.

use std::collections::HashMap;

use kernel::Id;
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use super::{SIZES, with_list};
use crate::model::{Birth, BirthPrecision, Person, Profile};
use crate::rules::documents::Judged;

static INSERT: Insert = Insert::new(
    "person",
    &[
        ("id", Kind::Int),
        ("version", Kind::Int),
        ("name", Kind::Text),
        ("name_key", Kind::Text),
        ("initials", Kind::Text),
        ("sex", Kind::Text),
        ("birth_day", Kind::Int),
        ("birth_precision", Kind::Text),
        ("nation", Kind::Text),
        ("work_state", Kind::Text),
        ("education", Kind::Text),
        ("skill", Kind::Text),
        ("household_kind", Kind::Text),
        ("household_place", Kind::Text),
        ("politics", Kind::Text),
        ("native_place", Kind::Text),
        ("migrant_worker", Kind::Text),
        ("phone", Kind::Bytes),
        ("phone_tail", Kind::Int),
        ("id_tail", Kind::Int),
        ("salt", Kind::Bytes),
    ],
    "",
);

static INSERT_DOCUMENT: Insert = Insert::new(
    "person_document",
    &[
        ("person_id", Kind::Int),
        ("id", Kind::Int),
        ("kind", Kind::Text),
        ("number", Kind::Bytes),
        ("digest", Kind::Bytes),
        ("verdict", Kind::Text),
        ("tells_sex", Kind::Text),
        ("tells_birth", Kind::Int),
    ],
    "",
);

const COLUMNS: &str =
    "id, version, name, sex, birth_day, birth_precision, nation, work_state, education, skill,
     household_kind, household_place, politics, native_place, migrant_worker, phone, salt";

store::statements! {
    BY_ID = one("id"),
        "SELECT id, version, name, sex, birth_day, birth_precision, nation, work_state, education, skill,
           household_kind, household_place, politics, native_place, migrant_worker, phone, salt
         FROM person WHERE id = $1";
    // Columns with an index are left out: SQLite renews an index entry whether or not the value is another one.
    UPDATE = one("id"),
        "UPDATE person SET version = version + 1, sex = $3, birth_day = $4, birth_precision = $5, nation = $6,
           work_state = $7, education = $8, skill = $9, household_kind = $10, household_place = $11, politics = $12,
           native_place = $13, migrant_worker = $14
         WHERE id = $1 AND version = $2";
    SET_NAME = one("id"), "UPDATE person SET name = $2, name_key = $3, initials = $4 WHERE id = $1";
    EDIT_PHONE = one("id"), "UPDATE person SET phone = $2, phone_tail = $3 WHERE id = $1";
    SET_ID_TAIL = one("id"), "UPDATE person SET id_tail = $2 WHERE id = $1";
    SET_PHONE = one("id"),
        "UPDATE person SET version = version + 1, phone = $3, phone_tail = $4 WHERE id = $1 AND version = $2";
    /// Locks a person against being merged or erased at the same time.
    HOLD = one("id"), "UPDATE person SET version = version WHERE id = $1 AND merged_into = 0 AND erased_at = 0";
    INTO = one("id"), "SELECT merged_into FROM person WHERE id = $1";
    SET_INTO = one("id"),
        "UPDATE person SET version = version + 1, merged_into = $3 WHERE id = $1 AND version = $2";
    DELETE = one("id"), "DELETE FROM person WHERE id = $1 AND version = $2";
    DOCUMENTS = one("person_id"),
        "SELECT id, kind, number, digest, verdict, tells_sex, tells_birth FROM person_document
         WHERE person_id = $1 ORDER BY id";
    RENEW_DOCUMENT = one("person_id"),
        "UPDATE person_document SET number = $3, verdict = $4, tells_sex = $5, tells_birth = $6
         WHERE person_id = $1 AND id = $2";
    JUDGE_DOCUMENT = one("person_id"),
        "UPDATE person_document SET verdict = $3, tells_sex = $4, tells_birth = $5
         WHERE person_id = $1 AND id = $2 AND verdict = 'new'";
    UNJUDGED = fan_out("documents of before"),
        "SELECT person_id, id, kind, number, digest, verdict, tells_sex, tells_birth FROM person_document
         WHERE verdict = 'new' AND (person_id, id) > ($1, $2) ORDER BY person_id, id LIMIT $3";
    DELETE_DOCUMENT = one("person_id"), "DELETE FROM person_document WHERE person_id = $1 AND id = $2";
    DELETE_DOCUMENTS = one("person_id"), "DELETE FROM person_document WHERE person_id = $1";
}

/// A person as a row, with everything that is derived from the fields.
#[derive(Debug)]
pub struct PersonRow<'a> {
    /// Person.
    pub id: Id,
    /// Kept fields.
    pub profile: &'a Profile,
    /// Birth day.
    pub birth: Birth,
    /// Search key of the name.
    pub name_key: String,
    /// Pinyin initials.
    pub initials: String,
    /// Sealed mobile.
    pub phone: Option<Vec<u8>>,
    /// Keyed digest of the phone's last four; 0 without a phone.
    pub phone_tail: i64,
    /// Keyed digest of the document's last four.
    pub id_tail: i64,
    /// Salt of the audit key.
    pub salt: Vec<u8>,
}

/// A person's row, for [`load`].
pub fn row(p: PersonRow<'_>) -> Vec<Val<'static>> {
    let f = p.profile;
    vec![
        Val::from(p.id),
        Val::from(1_i64),
        Val::from(f.name.clone()),
        Val::from(p.name_key),
        Val::from(p.initials),
        Val::from(f.sex.clone()),
        Val::from(p.birth.day.map_or(0, kernel::Day::number)),
        Val::from(p.birth.precision.code()),
        Val::from(f.nation.clone()),
        Val::from(f.work_state.clone()),
        Val::from(f.education.clone()),
        Val::from(f.skill.clone()),
        Val::from(f.household_kind.clone()),
        Val::from(f.household_place.clone()),
        Val::from(f.politics.clone()),
        Val::from(f.native_place.clone()),
        Val::from(f.migrant_worker.clone()),
        Val::from(p.phone),
        Val::from(p.phone_tail),
        Val::from(p.id_tail),
        Val::from(p.salt),
    ]
}

/// Inserts people.
pub fn insert(tx: &mut Tx<'_>, rows: Vec<PersonRow<'_>>) -> DbResult<()> {
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    load(tx, &rows)
}

/// Inserts rows made by [`row`].
pub fn load(tx: &mut Tx<'_>, rows: &[Vec<Val<'static>>]) -> DbResult<()> {
    tx.insert_many(&INSERT, rows).map(drop)
}

/// Changes what is kept of a person, except name and phone; `false` if the version is not the present one.
pub fn update(tx: &mut Tx<'_>, id: Id, version: i64, f: &Profile, birth: Birth) -> DbResult<bool> {
    let changed = set_fields(tx, id, version, f, birth)?;
    if changed {
        // Whoever edits has looked at it.
        super::quality::confirm(tx, id)?;
    }
    Ok(changed)
}

/// As [`update`], without anybody having looked at the record.
pub fn set_fields(tx: &mut Tx<'_>, id: Id, version: i64, f: &Profile, birth: Birth) -> DbResult<bool> {
    let changed = tx.execute(
        &UPDATE,
        params![
            id,
            version,
            &f.sex,
            birth.day.map_or(0, kernel::Day::number),
            birth.precision.code(),
            &f.nation,
            &f.work_state,
            &f.education,
            &f.skill,
            &f.household_kind,
            &f.household_place,
            &f.politics,
            &f.native_place,
            &f.migrant_worker
        ],
    )?;
    Ok(changed == 1)
}

/// Sets a name with its search keys.
pub fn set_name(tx: &mut Tx<'_>, id: Id, name: &str, name_key: &str, initials: &str) -> DbResult<()> {
    tx.execute(&SET_NAME, params![id, name, name_key, initials]).map(drop)
}

/// Sets or removes a sealed phone with the keyed digest of its last four; a part of an edit that has renewed the version.
pub fn edit_phone(tx: &mut Tx<'_>, id: Id, sealed: Option<&[u8]>, tail: i64) -> DbResult<()> {
    tx.execute(&EDIT_PHONE, params![id, sealed, tail]).map(drop)
}

/// Sets the keyed digest of the last four of the first document.
pub fn set_id_tail(tx: &mut Tx<'_>, id: Id, tail: i64) -> DbResult<()> {
    tx.execute(&SET_ID_TAIL, params![id, tail]).map(drop)
}

/// Changes or removes the phone; `false` if the version is not the present one.
pub fn set_phone(tx: &mut Tx<'_>, id: Id, version: i64, sealed: Option<&[u8]>, tail: i64) -> DbResult<bool> {
    Ok(tx.execute(&SET_PHONE, params![id, version, sealed, tail])? == 1)
}

/// Removes a person as long as it is at `version` (undo of an import); `false` otherwise.
pub fn delete(tx: &mut Tx<'_>, id: Id, version: i64) -> DbResult<bool> {
    if tx.execute(&DELETE, params![id, version])? == 0 {
        return Ok(false);
    }
    tx.execute(&DELETE_DOCUMENTS, params![id])?;
    Ok(true)
}

/// Keeps a person from being merged or erased until the transaction ends; `false` if the record was merged or erased
/// already.
pub fn hold(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&HOLD, params![id])? == 1)
}

/// Records merged one into the next at most.
const CHAIN: usize = 16;

/// The person whom a record stands for: itself, or whom it was merged into at last.
pub fn survivor(tx: &mut Tx<'_>, id: Id) -> DbResult<Id> {
    let mut now = id;
    for _ in 0..CHAIN {
        match tx.query_one(&INTO, params![now], |r| r.get::<Id>(0))? {
            Some(next) if next.0 != 0 => now = next,
            _ => return Ok(now),
        }
    }
    Ok(now)
}

/// Makes a record stand for another person, or with 0 for itself again; `false` if the version is not the present one.
pub fn set_merged(tx: &mut Tx<'_>, id: Id, version: i64, into: Id) -> DbResult<bool> {
    Ok(tx.execute(&SET_INTO, params![id, version, into])? == 1)
}

fn person(row: &Row) -> DbResult<Person> {
    let mut r = row.reader();
    let (id, version, name, sex) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let (birth, precision): (i64, String) = (r.next()?, r.next()?);
    let precision = BirthPrecision::parse(&precision)
        .ok_or_else(|| DbError::Inconsistent(format!("person {id}: precision {precision}")))?;
    Ok(Person {
        id,
        version,
        birth: Birth { day: kernel::Day::from_number(birth), precision },
        profile: Profile {
            name,
            sex,
            nation: r.next()?,
            work_state: r.next()?,
            education: r.next()?,
            skill: r.next()?,
            household_kind: r.next()?,
            household_place: r.next()?,
            politics: r.next()?,
            native_place: r.next()?,
            migrant_worker: r.next()?,
        },
        phone: r.next()?,
        salt: r.next()?,
    })
}

/// A person. Without a scope: callers have found the id through one.
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Person>> {
    tx.query_one(&BY_ID, params![id], person)
}

/// People by id. Without a scope: callers have found the ids through one.
pub fn by_ids(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<HashMap<Id, Person>> {
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let (sql, size) =
            with_list("people_by_ids", &format!("SELECT {COLUMNS} FROM person WHERE id IN"), part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        tx.for_each(&sql, &args, |r| {
            let p = person(r)?;
            found.insert(p.id, p);
            Ok(())
        })?;
    }
    Ok(found)
}

/// A document as stored.
#[derive(Clone, Debug)]
pub struct StoredDocument {
    /// Document.
    pub id: Id,
    /// Kind, GA/T 517.
    pub kind: String,
    /// Sealed number.
    pub number: Vec<u8>,
    /// Digest in the look-up.
    pub digest: Vec<u8>,
    /// What is odd about the number, and what it tells.
    pub judged: Judged,
}

/// The documents of a person, first entered first.
pub fn documents(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<StoredDocument>> {
    tx.query(&DOCUMENTS, params![person], |row| {
        let mut r = row.reader();
        document(&mut r)
    })
}

fn document(r: &mut store::RowReader<'_>) -> DbResult<StoredDocument> {
    Ok(StoredDocument {
        id: r.next()?,
        kind: r.next()?,
        number: r.next()?,
        digest: r.next()?,
        judged: Judged {
            verdict: r.next()?,
            sex: r.next()?,
            birth: kernel::Day::from_number(r.next::<i64>()?),
        },
    })
}

/// Documents that nobody has judged yet, after one of them; at most `limit`.
pub fn unjudged(tx: &mut Tx<'_>, after: (Id, Id), limit: i64) -> DbResult<Vec<(Id, StoredDocument)>> {
    tx.query(&UNJUDGED, params![after.0, after.1, limit], |row| {
        let mut r = row.reader();
        Ok((r.next()?, document(&mut r)?))
    })
}

/// Keeps what was found of a document.
pub fn judge_document(tx: &mut Tx<'_>, person: Id, id: Id, j: &Judged) -> DbResult<()> {
    let birth = j.birth.map_or(0, kernel::Day::number);
    tx.execute(&JUDGE_DOCUMENT, params![person, id, &j.verdict, &j.sex, birth]).map(drop)
}

/// Inserts documents: whose, and the document.
pub fn insert_documents(tx: &mut Tx<'_>, rows: Vec<(Id, StoredDocument)>) -> DbResult<()> {
    let rows: Vec<_> = rows.into_iter().map(|(person, d)| document_row(person, d)).collect();
    load_documents(tx, &rows)
}

/// A document's row, for [`load_documents`].
pub fn document_row(person: Id, d: StoredDocument) -> Vec<Val<'static>> {
    vec![
        Val::from(person),
        Val::from(d.id),
        Val::from(d.kind),
        Val::from(d.number),
        Val::from(d.digest),
        Val::from(d.judged.verdict),
        Val::from(d.judged.sex),
        Val::from(d.judged.birth.map_or(0, kernel::Day::number)),
    ]
}

/// Inserts rows made by [`document_row`].
pub fn load_documents(tx: &mut Tx<'_>, rows: &[Vec<Val<'static>>]) -> DbResult<()> {
    tx.insert_many(&INSERT_DOCUMENT, rows).map(drop)
}

/// Gives a document another number of the same identity.
pub fn renew_document(tx: &mut Tx<'_>, person: Id, id: Id, number: &[u8], j: &Judged) -> DbResult<()> {
    let birth = j.birth.map_or(0, kernel::Day::number);
    tx.execute(&RENEW_DOCUMENT, params![person, id, number, &j.verdict, &j.sex, birth]).map(drop)
}

/// Removes one document of a person.
pub fn delete_document(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<()> {
    tx.execute(&DELETE_DOCUMENT, params![person, id]).map(drop)
}
