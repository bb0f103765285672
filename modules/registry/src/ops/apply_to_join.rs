//! A worker asks to become a member, with the phone that has just proved itself; and takes the application back.
//!
//! Nothing here looks at the register: what is answered does not depend on whether the person is known.

use guard::{Actor, Reason};
use kernel::{Day, Id, PersonDocument, Phone, Timestamp};
use platform::accounts::CodeProof;
use platform::audit::{self, Changes, Entry};
use platform::outbox;
use platform::sealed::{DigestKind, Keyring, SealError};
use serde_json::json;
use sm3::{Digest, Sm3};
use store::Tx;

use super::decide_join::{End, end};
use super::join_notices;
use super::keep_join_code::union_of_token;
use crate::error::{RegistryError, Result, field};
use crate::model::{JoinState, Profile, join_key, join_seal};
use crate::store::join::{self, Application, Receipt};
use crate::store::join_code;
use crate::store::union::Union;

/// What is consented to with an application.
pub const CONSENT: &str = include_str!("../../data/consent-joining.txt");

/// Version of [`CONSENT`]; it changes with the text.
pub const CONSENT_VERSION: &str = "2026-11";

/// SM3 of [`CONSENT`], hexadecimal.
pub fn consent_digest() -> String {
    hex::encode(Sm3::digest(CONSENT.as_bytes()))
}

/// An application, its fields checked already.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// Kept fields.
    pub profile: Profile,
    /// The document that tells who it is.
    pub document: PersonDocument,
    /// Birth day, if known.
    pub birth_day: Option<Day>,
    /// Mobile.
    pub phone: Phone,
    /// Employer, if chosen among those of the union.
    pub employer_id: Option<Id>,
    /// Employer's name as typed.
    pub employer_name: String,
}

/// The worker, of whom nothing is known yet.
pub fn applicant() -> Actor {
    Actor::system(Reason::SignIn, "join")
}

/// What proves that one holds a receipt.
pub fn receipt_secret(keys: &Keyring, receipt: Id) -> String {
    hex::encode(&keys.stamp("join-receipt", &[&receipt.0.to_be_bytes()])[..16])
}

/// Stores an application and gives a receipt; `None` if the code is wrong, which the commit counts. Who has an open
/// application to this union gets one more receipt of it.
///
/// # Errors
/// [`RegistryError::JoinCodeUnknown`], [`RegistryError::JoinCodeEnded`], [`RegistryError::Invalid`] for an employer that
/// the union does not cover.
pub fn apply_to_join(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    token: &str,
    proof: &CodeProof,
    new: &NewApplication,
) -> Result<Option<Id>> {
    let u = union_of_token(tx, token)?;
    let employer_name = employer_of(tx, &u, new)?;
    if !proof.use_up(tx)? {
        return Ok(None);
    }
    take_application(tx, keys, &u, new, employer_name).map(Some)
}

/// Stores an application to a union and gives a receipt; one more receipt, if the person has an open one.
///
/// # Errors
/// The database's.
pub fn take_application(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    u: &Union,
    new: &NewApplication,
    employer_name: String,
) -> Result<Id> {
    let key = join_key(u.id, &new.document);
    let (id, receipt) = (tx.new_id(), tx.new_id());
    let looked_for = keys.digests(DigestKind::Document, &key);
    let stored = keys.digests_to_store(DigestKind::Document, &key);
    if let Some(open) = join::claim(tx, &looked_for, &stored, id)? {
        let first = join::by_id(tx, open)?.and_then(|a| a.phone);
        let first = first.map(|p| keys.open(&p, &join_seal("phone", open))).transpose()?;
        join::put_receipt(tx, receipt, open, first.as_deref() == Some(new.phone.as_str()))?;
        return Ok(receipt);
    }
    let a = application(keys, id, u, new, employer_name, tx.now());
    join::insert(tx, &a)?;
    join::put_receipt(tx, receipt, id, true)?;
    let changes = Changes::new().note("union", u.id.to_string()).note("consent", CONSENT_VERSION);
    let entry = Entry { union_path: Some(&a.union_path), changes, ..Entry::of("join.apply", id) };
    audit::record(tx, &applicant(), entry)?;
    outbox::emit(tx, "join.applied", id, &json!({ "union": u.id }))?;
    join_notices::applied(tx, &a)?;
    Ok(receipt)
}

fn employer_of(tx: &mut Tx<'_>, u: &Union, new: &NewApplication) -> Result<String> {
    let Some(id) = new.employer_id else { return Ok(new.employer_name.clone()) };
    let wrong = || RegistryError::Invalid(vec![field("/employer_id", "registry.join-employer", [].into())]);
    join_code::covered_name(tx, u.id, id)?.ok_or_else(wrong)
}

fn application(
    keys: &Keyring,
    id: Id,
    u: &Union,
    new: &NewApplication,
    employer_name: String,
    now: Timestamp,
) -> Application {
    Application {
        id,
        union_id: u.id,
        union_path: u.place(),
        name: new.profile.name.clone(),
        document_kind: new.document.kind().code().to_owned(),
        number: Some(keys.seal(new.document.number(), &join_seal("number", id))),
        phone: Some(keys.seal(new.phone.as_str(), &join_seal("phone", id))),
        birth_day: new.birth_day,
        profile: new.profile.clone(),
        employer_id: new.employer_id,
        employer_name,
        consent_version: CONSENT_VERSION.to_owned(),
        consent_digest: consent_digest(),
        state: JoinState::Applied,
        reason: String::new(),
        note: String::new(),
        applied_at: now,
        decided_at: Timestamp(0),
        decided_name: String::new(),
        person_id: None,
        outcome: String::new(),
        erased_at: Timestamp(0),
    }
}

/// The application of a receipt, as its holder may see it.
///
/// # Errors
/// [`RegistryError::JoinNotFound`] if number and secret do not belong together.
pub fn of_receipt(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    receipt: Id,
    secret: &str,
) -> Result<(Application, Receipt)> {
    // Digests are compared, so that the time it takes tells nothing.
    let right = Sm3::digest(receipt_secret(keys, receipt)) == Sm3::digest(secret.trim());
    let found = if right { join::receipt(tx, receipt)? } else { None };
    let held = found.ok_or(RegistryError::JoinNotFound)?;
    let mut a = join::by_id(tx, held.application)?.ok_or(RegistryError::JoinNotFound)?;
    if held.given_up {
        a.state = JoinState::Withdrawn;
    }
    if !held.own {
        // What was said is for the person who applied.
        a.reason.clear();
        a.note.clear();
    }
    Ok((a, held))
}

/// Takes an application back. One more receipt of somebody else's application ends, and the application does not.
///
/// # Errors
/// [`RegistryError::JoinNotFound`], [`RegistryError::JoinDecided`] if it has ended.
pub fn withdraw_join(tx: &mut Tx<'_>, keys: &Keyring, receipt: Id, secret: &str) -> Result<()> {
    let (a, held) = of_receipt(tx, keys, receipt, secret)?;
    if a.state != JoinState::Applied {
        return Err(RegistryError::JoinDecided);
    }
    join::give_up_receipt(tx, receipt)?;
    if !held.own {
        return Ok(());
    }
    end(tx, keys, &applicant(), &a, &End { state: JoinState::Withdrawn, reason: "", note: "" })
}

/// The document and the phone of an application, opened.
///
/// # Errors
/// [`RegistryError::JoinDecided`] if they were erased, [`RegistryError::Seal`].
pub fn opened(keys: &Keyring, a: &Application, today: Day) -> Result<(PersonDocument, Phone)> {
    let (Some(number), Some(phone)) = (&a.number, &a.phone) else { return Err(RegistryError::JoinDecided) };
    let number = keys.open(number, &join_seal("number", a.id))?;
    let phone = keys.open(phone, &join_seal("phone", a.id))?;
    let kind = kernel::DocumentKind::from_code(&a.document_kind);
    let document = kind.and_then(|k| PersonDocument::parse(k, &number, today).ok());
    match (document, Phone::parse(&phone)) {
        (Some(document), Ok(phone)) => Ok((document, phone)),
        _ => Err(RegistryError::Seal(SealError::Broken)),
    }
}
