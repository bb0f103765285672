//! Applications to become a member.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use super::lookup::Digest;
use crate::model::{JoinState, Profile};

store::statements! {
    INSERT = one("id"),
        "INSERT INTO join_application (id, union_id, union_path, name, name_key, document_kind, number, phone, birth_day,
           profile, employer_id, employer_name, consent_version, consent_digest, state, reason, note, applied_at,
           reminded_at, decided_at, decided_by, decided_name, person_id, outcome, erased_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'applied', '', '', $15, 0, 0, 0, '', 0, '', 0)";
    BY_ID = one("id"),
        "SELECT id, union_id, union_path, name, document_kind, number, phone, birth_day, profile, employer_id,
           employer_name, consent_version, consent_digest, state, reason, note, applied_at, decided_at, decided_name,
           person_id, outcome, erased_at
         FROM join_application WHERE id = $1";
    OF_PERSON = fan_out("the own data"),
        "SELECT id, union_id, union_path, name, document_kind, number, phone, birth_day, profile, employer_id,
           employer_name, consent_version, consent_digest, state, reason, note, applied_at, decided_at, decided_name,
           person_id, outcome, erased_at
         FROM join_application WHERE person_id = $1 AND person_id <> 0 ORDER BY id";
    DECIDE = one("id"),
        "UPDATE join_application SET state = $2, reason = $3, note = $4, decided_at = $5, decided_by = $6,
           decided_name = $7
         WHERE id = $1 AND state = 'applied'";
    SETTLE = one("id"), "UPDATE join_application SET person_id = $2, outcome = $3 WHERE id = $1";
    WAITING = fan_out("answer period"),
        "SELECT id, applied_at, reminded_at FROM join_application WHERE state = 'applied' AND id > $1 ORDER BY id LIMIT $2";
    WAITING_AT = fan_out("a union is dissolved"),
        "SELECT id FROM join_application WHERE union_path = $1 AND state = 'applied' ORDER BY id LIMIT 1000";
    REMIND = one("id"),
        "UPDATE join_application SET reminded_at = $2 WHERE id = $1 AND state = 'applied' AND reminded_at = 0";
    TO_ERASE = fan_out("retention"),
        "SELECT id FROM join_application
         WHERE state <> 'applied' AND decided_at < $1 AND erased_at = 0 AND id > $2 ORDER BY id LIMIT $3";
    ERASE = one("id"),
        "UPDATE join_application SET name = '', name_key = '', number = NULL, phone = NULL, birth_day = 0, profile = '{}',
           employer_id = 0, employer_name = '', note = '', erased_at = $2
         WHERE id = $1 AND state <> 'applied' AND erased_at = 0";
    PUT_OPEN = one("digest"),
        "INSERT INTO join_open (digest, application_id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
    FIND_OPEN = one("digest"), "SELECT application_id FROM join_open WHERE digest = $1";
    DROP_OPEN = one("digest"), "DELETE FROM join_open WHERE digest = $1 AND application_id = $2";
    PUT_RECEIPT = one("id"), "INSERT INTO join_receipt (id, application_id, own, given_up) VALUES ($1, $2, $3, 0)";
    GIVE_UP = one("id"), "UPDATE join_receipt SET given_up = 1 WHERE id = $1";
    RECEIPT = one("id"), "SELECT application_id, own, given_up FROM join_receipt WHERE id = $1";
}

/// An application as stored, sealed values still sealed.
#[derive(Clone, Debug)]
pub struct Application {
    /// Application.
    pub id: Id,
    /// To which union.
    pub union_id: Id,
    /// That union's place.
    pub union_path: OrgPath,
    /// Name; empty when erased.
    pub name: String,
    /// Code of `document_kind`.
    pub document_kind: String,
    /// Sealed number; none when erased.
    pub number: Option<Vec<u8>>,
    /// Sealed mobile; none when erased.
    pub phone: Option<Vec<u8>>,
    /// Birth day, if known.
    pub birth_day: Option<Day>,
    /// Kept fields.
    pub profile: Profile,
    /// Employer, if chosen.
    pub employer_id: Option<Id>,
    /// Employer's name.
    pub employer_name: String,
    /// Which text was consented to.
    pub consent_version: String,
    /// Its digest.
    pub consent_digest: String,
    /// State.
    pub state: JoinState,
    /// Why it was refused, code of `join_refusal`.
    pub reason: String,
    /// What was said to it.
    pub note: String,
    /// When it was made.
    pub applied_at: Timestamp,
    /// When it ended; 0 if not yet.
    pub decided_at: Timestamp,
    /// Who decided.
    pub decided_name: String,
    /// The member that it became.
    pub person_id: Option<Id>,
    /// `member` or `transfer`, once approved.
    pub outcome: String,
    /// When what it said of the person was erased; 0 if not yet.
    pub erased_at: Timestamp,
}

fn application(row: &Row) -> DbResult<Application> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let wrong = |what: &str| DbError::Inconsistent(format!("application {id}: {what}"));
    let set = |id: Id| Some(id).filter(|id| id.0 != 0);
    Ok(Application {
        id,
        union_id: r.next()?,
        union_path: r.next()?,
        name: r.next()?,
        document_kind: r.next()?,
        number: r.next()?,
        phone: r.next()?,
        birth_day: Day::from_number(r.next()?),
        profile: serde_json::from_str(&r.next::<String>()?).map_err(|_| wrong("profile"))?,
        employer_id: set(r.next()?),
        employer_name: r.next()?,
        consent_version: r.next()?,
        consent_digest: r.next()?,
        state: JoinState::parse(&r.next::<String>()?).ok_or_else(|| wrong("state"))?,
        reason: r.next()?,
        note: r.next()?,
        applied_at: r.next()?,
        decided_at: r.next()?,
        decided_name: r.next()?,
        person_id: set(r.next()?),
        outcome: r.next()?,
        erased_at: r.next()?,
    })
}

/// Stores a new application.
pub fn insert(tx: &mut Tx<'_>, a: &Application) -> DbResult<()> {
    let profile = serde_json::to_string(&a.profile).map_err(|e| DbError::Driver(format!("profile: {e}")))?;
    let args = params![
        a.id,
        a.union_id,
        a.union_path.as_str(),
        &a.name,
        kernel::text::name_key(&a.name),
        &a.document_kind,
        a.number.as_ref(),
        a.phone.as_ref(),
        a.birth_day.map_or(0, Day::number),
        profile,
        a.employer_id.unwrap_or(Id(0)),
        &a.employer_name,
        &a.consent_version,
        &a.consent_digest,
        a.applied_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// An application within the scope.
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Join, A>,
    id: Id,
) -> DbResult<Option<Application>> {
    Ok(by_id(tx, id)?.filter(|a| scope.covers(&a.union_path)))
}

/// An application, for the applicant's receipt and for the program itself.
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Application>> {
    tx.query_one(&BY_ID, params![id], application)
}

/// The applications that led to this person, oldest first. Without a scope: for the person alone.
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Application>> {
    tx.query(&OF_PERSON, params![person], application)
}

/// How an application ends.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// New state.
    pub state: JoinState,
    /// Code of `join_refusal`, or empty.
    pub reason: &'a str,
    /// What is said to it.
    pub note: &'a str,
    /// Account; 0 for the program and the applicant.
    pub by: Id,
    /// Name of who decides.
    pub by_name: &'a str,
}

/// Ends a waiting application; `false` if it had ended.
pub fn decide(tx: &mut Tx<'_>, id: Id, d: &Decision<'_>) -> DbResult<bool> {
    let now = tx.now();
    let args = params![id, d.state.code(), d.reason, d.note, now, d.by, d.by_name];
    Ok(tx.execute(&DECIDE, args)? == 1)
}

/// What an approved application became.
pub fn settle(tx: &mut Tx<'_>, id: Id, person: Id, outcome: &str) -> DbResult<()> {
    tx.execute(&SETTLE, params![id, person, outcome]).map(drop)
}

/// Waiting applications by id: when they were made and whether the union was reminded.
pub fn waiting(tx: &mut Tx<'_>, after: Id, limit: i64) -> DbResult<Vec<(Id, Timestamp, bool)>> {
    tx.query(&WAITING, params![after, limit], |r| Ok((r.get(0)?, r.get(1)?, r.get::<i64>(2)? != 0)))
}

/// Marks a waiting application as reminded of; `false` if it was, or has ended.
pub fn remind(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&REMIND, params![id, now])? == 1)
}

/// Applications that ended before an instant and still say who it was.
pub fn to_erase(tx: &mut Tx<'_>, before: Timestamp, after: Id, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&TO_ERASE, params![before, after, limit], |r| r.get(0))
}

/// Takes everything personal out of an application that has ended; `false` if that was done.
pub fn erase(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&ERASE, params![id, now])? == 1)
}

/// Claims the one place of a person's open application to a union; the application that has it, otherwise.
///
/// # Errors
/// [`DbError::Busy`] if it was given up at the same moment.
pub fn claim(
    tx: &mut Tx<'_>,
    looked_for: &[Digest],
    stored: &[Digest],
    application: Id,
) -> DbResult<Option<Id>> {
    for d in looked_for {
        if let Some(id) = tx.query_one(&FIND_OPEN, params![d], |r| r.get(0))? {
            return Ok(Some(id));
        }
    }
    for d in stored {
        if tx.execute(&PUT_OPEN, params![d, application])? == 0 {
            // Somebody was faster since the look: the retry finds that application.
            return Err(DbError::Busy("join".into()));
        }
    }
    Ok(None)
}

/// Gives the place of an open application up.
pub fn release(tx: &mut Tx<'_>, digests: &[Digest], application: Id) -> DbResult<()> {
    digests.iter().try_for_each(|d| tx.execute(&DROP_OPEN, params![d, application]).map(drop))
}

/// A receipt of an application.
pub fn put_receipt(tx: &mut Tx<'_>, id: Id, application: Id, own: bool) -> DbResult<()> {
    tx.execute(&PUT_RECEIPT, params![id, application, i64::from(own)]).map(drop)
}

/// The holder of a receipt wants nothing more.
pub fn give_up_receipt(tx: &mut Tx<'_>, id: Id) -> DbResult<()> {
    tx.execute(&GIVE_UP, params![id]).map(drop)
}

/// What an applicant holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Application.
    pub application: Id,
    /// It was given to the phone that applied.
    pub own: bool,
    /// Its holder has withdrawn.
    pub given_up: bool,
}

/// A receipt by its number.
pub fn receipt(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Receipt>> {
    let set = |r: &Row, i| r.get::<i64>(i).map(|n| n != 0);
    tx.query_one(&RECEIPT, params![id], |r| {
        Ok(Receipt { application: r.get(0)?, own: set(r, 1)?, given_up: set(r, 2)? })
    })
}

/// Applications that wait at the place of a union; at most 1,000.
pub fn waiting_at(tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<Vec<Id>> {
    tx.query(&WAITING_AT, params![place.as_str()], |r| r.get(0))
}
