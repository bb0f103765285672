//! Gives a member the one signature of an anonymous survey, over a message that nobody here can read (docs/adr/0015).

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit;
use platform::sealed::Keyring;
use registry::api::{Membership, membership_of};
use sm3::{Digest, Sm3};
use store::Tx;

use crate::error::{Result, SurveyError};
use crate::model::{Survey, SurveyState, key_seal};
use crate::rules::counting::{Counts, ISSUED};
use crate::store::issue::{self, Issued};
use crate::store::{count, places, survey};

/// A published survey that a person may answer, and the membership that says so.
///
/// # Errors
/// [`SurveyError::NotFound`]: no such survey, not published, or the person is no member there or beneath.
pub fn answerable(tx: &mut Tx<'_>, person: Id, id: Id) -> Result<(Survey, Membership)> {
    let found = survey::by_id(tx, id)?.filter(|s| s.state != SurveyState::Draft);
    let member = membership_of(tx, person)?;
    let pair = found.zip(member).filter(|(s, m)| s.union_path.covers(&m.union_path));
    pair.ok_or(SurveyError::NotFound)
}

/// What is needed to sign: the opened private key, and the coarse place of the person.
#[derive(Debug)]
pub struct ToSign {
    /// Private key as [`crate::blind::sign`] takes it.
    pub private: String,
    /// Union that stands for the place.
    pub place_id: Id,
    /// Its name.
    pub place_name: String,
}

/// Whether this person may be given a token for this message, and with what it is signed.
///
/// # Errors
/// [`SurveyError::NotFound`], [`SurveyError::WrongWay`], [`SurveyError::NotOpen`], [`SurveyError::Issued`].
pub fn to_sign(
    tx: &mut Tx<'_>,
    ring: &Keyring,
    scope: &Scope<res::Survey, act::Create>,
    id: Id,
    blinded: &[u8],
) -> Result<ToSign> {
    let person = scope.actor().id();
    let (s, member) = answerable(tx, person, id)?;
    if !s.anonymous {
        return Err(SurveyError::WrongWay);
    }
    if !s.is_open(tx.now()) {
        return Err(SurveyError::NotOpen);
    }
    if issue::digest(tx, person, id)?.is_some_and(|d| d != digest(blinded)) {
        return Err(SurveyError::Issued);
    }
    let sealed = survey::private_key(tx, id)?.ok_or(SurveyError::NotOpen)?;
    let private = ring.open(&sealed, &key_seal(id))?;
    let (place_id, place_name) = places::of_member(tx, &s, &member.union_path)?;
    Ok(ToSign { private, place_id, place_name })
}

/// Notes that the person is given the signature: once, or again for the same message.
///
/// # Errors
/// [`SurveyError::NotOpen`], [`SurveyError::Issued`] for another message.
pub fn note(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, act::Create>,
    (id, place): (Id, Id),
    blinded: &[u8],
) -> Result<()> {
    let person = scope.actor().id();
    if !survey::is_open(tx, id)? {
        return Err(SurveyError::NotOpen);
    }
    match issue::issue(tx, person, id, &digest(blinded))? {
        Issued::Again => Ok(()),
        Issued::Other => Err(SurveyError::Issued),
        Issued::First => {
            let one = Counts::from([((String::new(), ISSUED.to_owned()), (1, 0))]);
            count::add(tx, id, place, &one)?;
            Ok(audit::record(tx, scope.actor(), audit::Entry::of("survey.issue", id))?)
        }
    }
}

fn digest(blinded: &[u8]) -> Vec<u8> {
    Sm3::digest(blinded).to_vec()
}
