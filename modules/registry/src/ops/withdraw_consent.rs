//! A member withdraws a consent: as easily as it was given, and what was done before stays lawful (PIPL art. 15).

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::{notices, outbox};
use serde_json::json;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::own_data_error::OwnDataError;
use crate::store::{consent, member};

/// Withdraws an own consent. Twice is harmless.
///
/// # Errors
/// [`OwnDataError::ConsentNotFound`]; [`OwnDataError::ConsentRequired`] if membership rests on it: then the way is to leave,
/// or to ask for erasure.
pub fn withdraw_consent(tx: &mut Tx<'_>, scope: &Scope<res::DataRequest, act::Update>, id: Id) -> Result<()> {
    let person = scope.actor().id();
    let members = scope.actor().permit::<res::Member, act::Read>()?;
    let d = member::find(tx, &members, person)?.filter(|d| scope.is_own(d.id));
    let d = d.ok_or(RegistryError::MemberNotFound)?;
    let found = consent::of(tx, person)?.into_iter().find(|c| c.id == id);
    let c = found.ok_or(RegistryError::Own(OwnDataError::ConsentNotFound))?;
    if c.required {
        return Err(RegistryError::Own(OwnDataError::ConsentRequired));
    }
    if !consent::withdraw(tx, person, id)? {
        return Ok(());
    }
    let changes = Changes::new().note("consent_to", &*c.title).note("version", &*c.version);
    let entry =
        Entry { union_path: Some(&d.union_path), changes, ..Entry::of("member.consent-withdraw", person) };
    audit::record(tx, scope.actor(), entry)?;
    // Modules that rest on it stop by this event.
    outbox::emit(tx, "consent.withdrawn", person, &json!({ "kind": c.kind, "version": c.version }))?;
    let text =
        format!("您已撤回“{}”（版本 {}）。今后停止：{}。撤回以前的办理不受影响", c.title, c.version, c.stops);
    notices::send(tx, person, "同意已撤回", &text, "/data").map_err(Into::into)
}
