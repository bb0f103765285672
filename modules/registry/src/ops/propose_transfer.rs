//! Proposes that a member moves to another union; somebody there or here answers.

use guard::Actor;
use platform::audit::{self, Changes, Entry};
use platform::outbox;
use serde_json::json;
use store::Tx;

use super::transfer_notices;
use crate::error::{RegistryError, Result};
use crate::store::person;
use crate::store::transfer::{self, Proposal};

/// Stores the proposal.
///
/// # Errors
/// [`RegistryError::TransferWaiting`] if the person has an open one; [`RegistryError::MemberNotFound`] if the record was
/// merged meanwhile.
pub fn propose_transfer(tx: &mut Tx<'_>, actor: &Actor, p: &Proposal) -> Result<()> {
    if !person::hold(tx, p.person_id)? {
        return Err(RegistryError::MemberNotFound);
    }
    if transfer::insert(tx, std::slice::from_ref(p))? == 0 {
        return Err(RegistryError::TransferWaiting);
    }
    let changes = Changes::new()
        .note("from", p.from_union_id.to_string())
        .note("to", p.to_union_id.to_string())
        .note("kind", p.kind.title())
        .note("day", p.day.to_string());
    let entry =
        Entry { union_path: Some(&p.from_path), changes, ..Entry::of("transfer.propose", p.person_id) };
    audit::record(tx, actor, entry)?;
    let told = json!({ "from": p.from_union_id, "to": p.to_union_id });
    outbox::emit(tx, "transfer.proposed", p.person_id, &told)?;
    transfer_notices::proposed(tx, actor, p).map_err(Into::into)
}
