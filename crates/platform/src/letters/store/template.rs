//! Templates and their versions.

use guard::Actor;
use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbError, DbResult, Row, Tx, params};

use crate::letters::model::{Block, Draft, Field, Retention};
use crate::letters::shipped;
use crate::parameters::State;

store::statements! {
    KINDS = reference, "SELECT DISTINCT kind FROM letter_template";
    INSERT = reference,
        "INSERT INTO letter_template (kind, version, name, word, retention, valid_from, body, state, reason, proposed_by,
           proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at, decision_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, '', 0, '') ON CONFLICT (kind, version) DO NOTHING";
    NEWEST = reference, "SELECT max(version) FROM letter_template WHERE kind = $1";
    WAIT = reference,
        "INSERT INTO letter_template_pending (kind, version) VALUES ($1, $2) ON CONFLICT (kind) DO NOTHING";
    ALL = reference,
        "SELECT kind, version, name, word, retention, valid_from, body, state, reason, proposed_by, proposed_by_name,
           proposed_at, decided_by, decided_by_name, decided_at, decision_note FROM letter_template
         ORDER BY kind, version DESC";
    OF_KIND = reference,
        "SELECT kind, version, name, word, retention, valid_from, body, state, reason, proposed_by, proposed_by_name,
           proposed_at, decided_by, decided_by_name, decided_at, decision_note FROM letter_template WHERE kind = $1
         ORDER BY version DESC";
    IN_FORCE = reference,
        "SELECT kind, version, name, word, retention, valid_from, body, state, reason, proposed_by, proposed_by_name,
           proposed_at, decided_by, decided_by_name, decided_at, decision_note FROM letter_template
         WHERE kind = $1 AND state = 'approved' AND valid_from <= $2 ORDER BY valid_from DESC, version DESC LIMIT 1";
    WORDS = reference,
        "SELECT count(*) FROM letter_template WHERE word = $1 AND kind <> $2 AND state IN ('approved', 'open')";
    APPROVE = reference,
        "UPDATE letter_template SET state = 'approved', decided_by = $3, decided_by_name = $4, decided_at = $5,
           decision_note = $6
         WHERE kind = $1 AND version = $2 AND state = 'open' AND proposed_by <> $3 AND valid_from >= $7";
    REJECT = reference,
        "UPDATE letter_template SET state = 'rejected', decided_by = $3, decided_by_name = $4, decided_at = $5,
           decision_note = $6
         WHERE kind = $1 AND version = $2 AND state = 'open' AND proposed_by <> $3";
    WITHDRAW = reference,
        "UPDATE letter_template SET state = 'withdrawn', decided_by = $3, decided_by_name = $4, decided_at = $5
         WHERE kind = $1 AND version = $2 AND state = 'open' AND proposed_by = $3";
    DONE_WAITING = reference, "DELETE FROM letter_template_pending WHERE kind = $1 AND version = $2";
}

/// A version of a template, with who proposed and who decided it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = LetterTemplateVersion)]
pub struct Version {
    /// Kind of letter.
    pub kind: String,
    /// Rises with each proposal.
    pub version: i64,
    /// First day.
    pub valid_from: Day,
    /// What it says.
    #[serde(flatten)]
    pub draft: Draft,
    /// Where it stands.
    pub state: State,
    /// Why it was proposed; empty for shipped ones.
    pub reason: String,
    /// Account that proposed it; 0 for shipped ones.
    pub proposed_by: Id,
    /// Its holder.
    pub proposed_by_name: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Account that decided; 0 while it waits, and for shipped ones.
    pub decided_by: Id,
    /// Its holder.
    pub decided_by_name: String,
    /// When.
    pub decided_at: Timestamp,
    /// What was said with the decision.
    pub decision_note: String,
}

#[derive(Serialize, Deserialize)]
struct Body {
    fields: Vec<Field>,
    blocks: Vec<Block>,
}

fn body(draft: &Draft) -> DbResult<String> {
    let body = Body { fields: draft.fields.clone(), blocks: draft.blocks.clone() };
    serde_json::to_string(&body).map_err(|e| DbError::Driver(e.to_string()))
}

fn version(row: &Row) -> DbResult<Version> {
    let mut r = row.reader();
    let (kind, number): (String, i64) = (r.next()?, r.next()?);
    let wrong = |what: &str| DbError::Inconsistent(format!("letter_template {kind} {number}: {what}"));
    let (name, word, retention): (String, String, String) = (r.next()?, r.next()?, r.next()?);
    let retention = Retention::parse(&retention).ok_or_else(|| wrong("retention"))?;
    let (valid_from, text): (Day, String) = (r.next()?, r.next()?);
    let Body { fields, blocks } = serde_json::from_str(&text).map_err(|e| wrong(&e.to_string()))?;
    let state = State::parse(&r.next::<String>()?).ok_or_else(|| wrong("state"))?;
    Ok(Version {
        kind,
        version: number,
        valid_from,
        draft: Draft { name, word, retention, fields, blocks },
        state,
        reason: r.next()?,
        proposed_by: r.next()?,
        proposed_by_name: r.next()?,
        proposed_at: r.next()?,
        decided_by: r.next()?,
        decided_by_name: r.next()?,
        decided_at: r.next()?,
        decision_note: r.next()?,
    })
}

/// Adds the shipped kinds that the database does not know; how many.
pub(crate) fn load(tx: &mut Tx<'_>) -> DbResult<usize> {
    let known = tx.query(&KINDS, &[], |r| r.get::<String>(0))?;
    let mut added = 0;
    for t in shipped().iter().filter(|t| !known.contains(&t.kind)) {
        let (d, now) = (&t.draft, tx.now());
        let (retention, body) = (d.retention.code(), body(d)?);
        let row = params![
            &t.kind,
            1_i64,
            &d.name,
            &d.word,
            retention,
            t.valid_from,
            body,
            "approved",
            "",
            0_i64,
            "",
            now
        ];
        added += tx.execute(&INSERT, row)? as usize;
    }
    Ok(added)
}

/// All versions of all kinds: by kind, newest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn all(tx: &mut Tx<'_>) -> DbResult<Vec<Version>> {
    tx.query(&ALL, &[], version)
}

/// All versions of a kind, newest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn versions_of(tx: &mut Tx<'_>, kind: &str) -> DbResult<Vec<Version>> {
    tx.query(&OF_KIND, params![kind], version)
}

/// The template of a kind on a day; none before its first day.
///
/// # Errors
/// Any [`store::DbError`].
pub fn in_force(tx: &mut Tx<'_>, kind: &str, day: Day) -> DbResult<Option<Version>> {
    tx.query_one(&IN_FORCE, params![kind, day], version)
}

/// Whether another kind has, or may get, this word.
pub fn word_taken(tx: &mut Tx<'_>, kind: &str, word: &str) -> DbResult<bool> {
    Ok(tx.query_one(&WORDS, params![word, kind], |r| r.get::<i64>(0))?.unwrap_or_default() > 0)
}

/// Stores a proposal and gives its version; none if another one for the kind waits.
pub fn insert(
    tx: &mut Tx<'_>,
    (kind, valid_from): (&str, Day),
    d: &Draft,
    reason: &str,
    by: &Actor,
) -> DbResult<Option<i64>> {
    let (body, retention, now) = (body(d)?, d.retention.code(), tx.now());
    let newest = tx.query_one(&NEWEST, params![kind], |r| r.get::<Option<i64>>(0))?.flatten();
    let next = newest.unwrap_or(0) + 1;
    if tx.execute(&WAIT, params![kind, next])? == 0 {
        return Ok(None);
    }
    let row = params![
        kind,
        next,
        &d.name,
        &d.word,
        retention,
        valid_from,
        body,
        "open",
        reason,
        by.id(),
        by.name(),
        now
    ];
    Ok((tx.execute(&INSERT, row)? == 1).then_some(next))
}

fn waits_no_more(tx: &mut Tx<'_>, kind: &str, version: i64, decided: bool) -> DbResult<bool> {
    if decided {
        tx.execute(&DONE_WAITING, params![kind, version])?;
    }
    Ok(decided)
}

/// Approves, unless the proposal is the actor's own, is decided, or begins before today.
pub fn approve(tx: &mut Tx<'_>, kind: &str, version: i64, by: &Actor, note: &str) -> DbResult<bool> {
    let (now, today) = (tx.now(), tx.today());
    let done = tx.execute(&APPROVE, params![kind, version, by.id(), by.name(), now, note, today])? == 1;
    waits_no_more(tx, kind, version, done)
}

/// Turns down, unless the proposal is the actor's own or is decided.
pub fn reject(tx: &mut Tx<'_>, kind: &str, version: i64, by: &Actor, note: &str) -> DbResult<bool> {
    let now = tx.now();
    let done = tx.execute(&REJECT, params![kind, version, by.id(), by.name(), now, note])? == 1;
    waits_no_more(tx, kind, version, done)
}

/// Takes the actor's own open proposal back.
pub fn withdraw(tx: &mut Tx<'_>, kind: &str, version: i64, by: &Actor) -> DbResult<bool> {
    let now = tx.now();
    let done = tx.execute(&WITHDRAW, params![kind, version, by.id(), by.name(), now])? == 1;
    waits_no_more(tx, kind, version, done)
}
