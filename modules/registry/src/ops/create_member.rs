//! A cadre enters one member by hand.

use guard::{Scope, act, res};
use kernel::Id;
use platform::sealed::{DigestKind, Keyring};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::model::secondment::ProposalKind;
use crate::model::{NewMembership, NewPerson};
use crate::ops::enter_people::enter_people;
use crate::ops::membership_step::begin_membership;
use crate::ops::propose_transfer::propose_transfer;
use crate::store::{lookup, membership, person, transfer, union};

/// What became of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created {
    /// Entered, or a member again.
    Member(Id),
    /// The person is a member elsewhere: a transfer was proposed.
    Proposed(Id),
}

/// What happens to a member of another union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfElsewhere {
    /// A transfer is proposed.
    Propose,
    /// Nothing; the caller is told where the person is.
    Tell,
}

/// Enters a person, or begins a membership for one who is there, or proposes a transfer for a member of another union.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`RegistryError::AlreadyMember`] in this union,
/// [`RegistryError::Elsewhere`] where no transfer was asked for, [`RegistryError::TransferWaiting`],
/// [`RegistryError::Invalid`] when the number is somebody else's.
pub fn create_member(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Create>,
    new: &NewPerson,
    mut m: NewMembership,
    elsewhere: IfElsewhere,
) -> Result<Created> {
    let place = union::find_unscoped(tx, m.union_id)?.filter(|u| scope.covers(&u.place()));
    let place = place.ok_or(RegistryError::UnionNotFound)?;
    if place.is_dissolved() {
        return Err(RegistryError::UnionDissolved { name: place.name });
    }
    m.union_path = place.place();
    let actor = scope.actor();
    let digests = keys.digests(DigestKind::Document, &new.document.key());
    let Some(id) = lookup::person_by_document(tx, &digests)? else {
        let entered = enter_people(tx, keys, actor, &[(new.clone(), m)])?;
        return entered.first().map(|e| Created::Member(e.person_id)).ok_or(RegistryError::MemberNotFound);
    };
    let known = person::by_id(tx, id)?.ok_or(RegistryError::MemberNotFound)?;
    let key = kernel::text::name_key;
    if key(&known.profile.name) != key(&new.profile.name) {
        let name = kernel::text::mask_name(&known.profile.name);
        let field = crate::error::field("/document_number", "registry.name-differs", [("name", name)].into());
        return Err(RegistryError::Invalid(vec![field]));
    }
    match membership::open_of(tx, id)? {
        None => begin_membership(tx, actor, id, &known.profile.name, &m).map(|_| Created::Member(id)),
        Some(open) if open.union_id == m.union_id => Err(RegistryError::AlreadyMember { union: place.name }),
        Some(open) if elsewhere == IfElsewhere::Tell => {
            let union = union::name(tx, open.union_id)?;
            Err(RegistryError::Elsewhere { union })
        }
        Some(open) => {
            let proposal = transfer::Proposal {
                person_id: id,
                id: tx.new_id(),
                from_union_id: open.union_id,
                from_path: open.union_path,
                to_union_id: m.union_id,
                to_path: m.union_path,
                employer_id: m.employer_id,
                employer_name: m.employer_name,
                day: m.day,
                batch_id: None,
                kind: ProposalKind::Transfer,
                planned_to: None,
                reason: String::new(),
                evidence_id: None,
            };
            propose_transfer(tx, actor, &proposal)?;
            Ok(Created::Proposed(id))
        }
    }
}
