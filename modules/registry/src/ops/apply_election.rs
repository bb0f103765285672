//! Asks the union above to found a union, to hold an election, or for more time (docs/rules §4.2).

use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::audit::{self, Changes, Entry};
use store::Tx;

use super::create_union::create_union;
use super::election_notices;
use crate::error::{RegistryError, Result, field};
use crate::model::election::{Election, ElectionKind, ElectionState, Method};
use crate::store::election;
use crate::store::union::{self, Union};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// What for.
    pub kind: ElectionKind,
    /// 请示文号.
    pub number: String,
    /// In words.
    pub note: String,
    /// New last day of the term, for an extension.
    pub term_to: Option<Day>,
}

/// An extension is not longer than this many months (docs/rules §4.2: normally not over half a year).
pub const EXTENSION_MONTHS: i64 = 6;

/// Asks for an election of a union in sight.
///
/// # Errors
/// [`RegistryError::UnionNotFound`], [`RegistryError::ElectionOpen`], [`RegistryError::Invalid`].
pub fn apply_election(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Create>,
    union_id: Id,
    request: &Request,
) -> Result<Election> {
    let u = union::find_unscoped(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let u = u.ok_or(RegistryError::UnionNotFound)?;
    if u.is_dissolved() {
        return Err(RegistryError::UnionDissolved { name: u.name });
    }
    if request.kind == ElectionKind::Extension {
        extension(&u, request)?;
    }
    begin(tx, scope, &u, request)
}

/// Asks for a new union, which stands in the tree as 筹备 from then on and counts from its approval.
///
/// # Errors
/// As [`create_union`].
pub fn apply_founding(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Create>,
    may_plant: &Scope<res::Union, act::Create>,
    new: Union,
    request: &Request,
) -> Result<(Union, Election)> {
    let new = Union { state: "preparing".to_owned(), founded_on: None, ..new };
    let made = create_union(tx, may_plant, new)?;
    let request = Request { kind: ElectionKind::Founding, term_to: None, ..request.clone() };
    let election = begin(tx, scope, &made, &request)?;
    Ok((made, election))
}

fn extension(u: &Union, request: &Request) -> Result<()> {
    let wrong = |code| Err(RegistryError::Invalid(vec![field("/term_to", code, kernel::Params::new())]));
    let Some(ends) = u.form.term_to else { return wrong("registry.term-unknown") };
    match request.term_to {
        Some(day) if day > ends && day <= ends.plus_months(EXTENSION_MONTHS) => Ok(()),
        _ => wrong("registry.extension-day"),
    }
}

fn begin(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Create>,
    u: &Union,
    request: &Request,
) -> Result<Election> {
    if election::of_union(tx, u.id)?.iter().any(|e| !e.state.is_final()) {
        return Err(RegistryError::ElectionOpen { name: u.name.clone() });
    }
    let by = scope.actor();
    let e = Election {
        union_id: u.id,
        id: tx.new_id(),
        kind: request.kind,
        state: ElectionState::Applied,
        requested_on: Some(tx.today()),
        request_number: request.number.clone(),
        request_note: request.note.clone(),
        started_on: None,
        start_number: String::new(),
        method: Method::Assembly,
        planned_on: None,
        seats: 0,
        entitled: 0,
        held_on: None,
        attended: 0,
        candidates: Vec::new(),
        reported_on: None,
        approval_number: String::new(),
        approved_on: None,
        term_from: None,
        term_to: request.term_to,
        note: String::new(),
        created_by: by.id(),
        created_by_name: by.name().to_owned(),
        created_at: tx.now(),
        finished_at: None,
    };
    election::insert(tx, &e)?;
    let changes = Changes::new()
        .note("election", e.kind.title())
        .note("order_number", e.request_number.as_str())
        .note("reason", e.request_note.as_str());
    let entry = Entry { union_path: Some(&u.place()), changes, ..Entry::of("union.election-request", u.id) };
    audit::record(tx, by, entry)?;
    election_notices::for_above(tx, by, u, &e, "有请示待答复")?;
    Ok(e)
}
