//! What is taken out of the tables when a person is erased. What stays: that somebody was a member of a union from a day to
//! a day, and how that began and ended; it stands at no place of the tree, so nobody's scope reaches it.

use kernel::{Day, Id};
use store::{DbResult, Tx, params};

store::statements! {
    // The salt is the person's key of the audit: without it nobody opens the sealed values there.
    PERSON = one("id"),
        "UPDATE person SET version = version + 1, name = '', name_key = '', initials = '', sex = '', birth_day = 0,
           birth_precision = 'unknown', nation = '', work_state = '', education = '', skill = '', household_kind = '',
           household_place = '', politics = '', native_place = '', migrant_worker = '', phone = NULL, phone_tail = 0,
           id_tail = 0, salt = $2, erased_at = $3
         WHERE id = $1 AND erased_at = 0";
    DOCUMENTS = one("person_id"), "DELETE FROM person_document WHERE person_id = $1";
    MEMBERSHIPS = one("person_id"),
        "UPDATE membership SET union_path = '', sort_key = '', employer_id = 0, employer_name = '' WHERE person_id = $1";
    // Codes of the dictionary have two characters at most; anything longer was written freely.
    EVENTS = one("person_id"),
        "UPDATE membership_event SET reason = CASE WHEN length(reason) <= 2 THEN reason ELSE '' END, evidence_id = 0
         WHERE person_id = $1";
    PROPOSALS = one("person_id"),
        "UPDATE transfer_proposal SET employer_id = 0, employer_name = '', note = '', reason = '', evidence_id = 0
         WHERE person_id = $1";
    PAIRS = one("person_id"), "DELETE FROM suspect_pair WHERE person_id = $1";
    PAIRS_OF_OTHERS = fan_out("erasure"), "DELETE FROM suspect_pair WHERE other_id = $1";
    // That somebody was there, and how many came, is the union's own record; the name is not.
    DUTIES = fan_out("erasure"),
        "UPDATE duty SET person_name = '', note = '', version = version + 1,
           state = CASE state WHEN 'planned' THEN 'cancelled' ELSE state END
         WHERE person_id = $1";
    CONFIRMED = one("person_id"), "DELETE FROM person_confirmed WHERE person_id = $1";
    MERGED = one("person_id"), "SELECT other_id FROM person_merge WHERE person_id = $1 AND state = 'done'";
    MERGES = one("person_id"),
        "UPDATE person_merge SET other_name = '', reason = '', moved = '', after = '', state = 'erased', undo_reason = ''
         WHERE person_id = $1";
    BATCHES = one("person_id"),
        "SELECT DISTINCT batch_id FROM membership_event WHERE person_id = $1 AND batch_id <> 0";
    CHUNKS = one("batch_id"), "SELECT phase, chunk, body FROM import_chunk WHERE batch_id = $1 ORDER BY phase, chunk";
    SET_CHUNK = one("batch_id"),
        "UPDATE import_chunk SET body = $4 WHERE batch_id = $1 AND phase = $2 AND chunk = $3";
    /// Whose last membership ended before a day: nothing goes on or ended later. Erased ones stand at no place.
    GONE = fan_out("retention"),
        "SELECT m.valid_to, m.person_id, m.union_id, m.union_path, m.status FROM membership m
         WHERE m.valid_to < $1 AND m.valid_to < 99991231 AND (m.valid_to, m.person_id) > ($2, $3)
           AND m.union_path <> ''
           AND NOT EXISTS (SELECT 1 FROM membership n WHERE n.person_id = m.person_id AND
             (n.valid_to > m.valid_to OR (n.valid_to = m.valid_to AND n.id > m.id)))
         ORDER BY m.valid_to, m.person_id LIMIT $4";
}

/// Takes everything that says who it was out of the person's own rows; `false` if that was done already.
pub fn person(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    let (now, no_salt) = (tx.now(), Vec::<u8>::new());
    if tx.execute(&PERSON, params![id, &no_salt, now])? == 0 {
        return Ok(false);
    }
    for s in [
        &DOCUMENTS,
        &MEMBERSHIPS,
        &EVENTS,
        &PROPOSALS,
        &PAIRS,
        &PAIRS_OF_OTHERS,
        &MERGES,
        &DUTIES,
        &CONFIRMED,
    ] {
        tx.execute(s, params![id])?;
    }
    Ok(true)
}

/// The records that were merged into a person and still hold their sealed values.
pub fn merged_records(tx: &mut Tx<'_>, id: Id) -> DbResult<Vec<Id>> {
    tx.query(&MERGED, params![id], |r| r.get(0))
}

/// The imports that entered a person or took a step for one.
pub fn batches(tx: &mut Tx<'_>, id: Id) -> DbResult<Vec<Id>> {
    tx.query(&BATCHES, params![id], |r| r.get(0))
}

/// The stored verdicts of an import: phase, chunk and body.
pub fn chunks(tx: &mut Tx<'_>, batch: Id) -> DbResult<Vec<(i64, i64, Vec<u8>)>> {
    tx.query(&CHUNKS, params![batch], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Stores the verdicts of a chunk without what they said of a person.
pub fn set_chunk(tx: &mut Tx<'_>, batch: Id, phase: i64, chunk: i64, body: &[u8]) -> DbResult<()> {
    tx.execute(&SET_CHUNK, params![batch, phase, chunk, body]).map(drop)
}

/// Somebody whose last membership has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Last day of the last membership.
    pub last_day: Day,
    /// Person.
    pub person_id: Id,
    /// In which union.
    pub union_id: Id,
    /// Its place.
    pub union_path: kernel::OrgPath,
    /// How it ended, stored name.
    pub status: String,
}

/// Those whose last membership ended before `cut`, longest ago first, after one of them; at most `limit`.
pub fn gone(tx: &mut Tx<'_>, cut: Day, after: (Day, Id), limit: i64) -> DbResult<Vec<Gone>> {
    tx.query(&GONE, params![cut, after.0, after.1, limit], |row| {
        let mut r = row.reader();
        Ok(Gone {
            last_day: r.next()?,
            person_id: r.next()?,
            union_id: r.next()?,
            union_path: r.next()?,
            status: r.next()?,
        })
    })
}
