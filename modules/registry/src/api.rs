//! What other modules, the command line and the demo may use of the register.

pub use crate::error::RegistryError;
pub use crate::facts::{EmployerFacts, UnionFacts};
pub use crate::imports::result::{row_results, write_result};
pub use crate::imports::run::{move_batch, work_batch};
pub use crate::imports::undo::undo_batch;
pub use crate::imports::verdict::{RowResult, Verdict};
pub use crate::model::{
    Birth, BirthPrecision, EventKind, Membership, NewMembership, NewPerson, Profile, Status,
};
pub use crate::ops::begin_import::{ORIGINAL, begin_import};
pub use crate::ops::count_quality::count_quality;
pub use crate::ops::create_union::{create_union, edit_union};
pub use crate::ops::decide_exchange_target::approve_target as approve_exchange_target;
pub use crate::ops::enter_people::{Entered, enter_people};
pub use crate::ops::export::{MemberKeys, export_employers, export_members, export_unions};
pub use crate::ops::freeze_report::{Explanation, begin_report, explain_adjustment, freeze as freeze_report};
pub use crate::ops::keep_employer::{CoverChange, change_cover, create_employer, edit_employer};
pub use crate::ops::keep_exchange_target::put_samples as put_exchange_samples;
pub use crate::ops::keep_no_longer::erase_those_gone;
pub use crate::ops::known_people::{
    KnownMembership, KnownPerson, document_in_full, known_memberships, known_people, masked_documents,
    members_on, merged_records, people_by_documents,
};
pub use crate::ops::member_documents::{add_document, remove_document};
pub use crate::ops::membership_step::begin_membership;
pub use crate::ops::run_exchange::{begin_run, work_run, work_run_until};
pub use crate::rules::INDICATORS;
pub use crate::store::batch::{Batch, BatchState, Tally};
pub use crate::store::division::load as load_divisions;
pub use crate::store::employer::EmployerFilter;
pub use crate::store::member_filter::MemberFilter;
pub use crate::store::membership::open_of as membership_of;
pub use crate::store::union::Union;
pub use crate::store::union::{find_unscoped as union_by_id, on_path as unions_on_path};
pub use crate::store::union_list::{UnionFilter, UnionSort};
pub use crate::store::union_place::COPIES as PLACE_COPIES;

/// Who something is for: conditions on members, judged, counted and told in words.
pub mod reach {
    pub use crate::reach::{
        Columns, Condition, Counted, MemberFacts, Names, Refused, ask, check, counted, refusal, words,
    };
    pub use crate::store::reach::{columns, count, facts, people};
}

use guard::{Scope, act, res};
use kernel::{Day, Id, OrgPath};
use store::{DbResult, Tx};

/// A union by id or by the code that people type, within the scope.
///
/// # Errors
/// [`RegistryError::UnionNotFound`].
pub fn find_union(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, act::Read>,
    id_or_code: &str,
) -> Result<Union, RegistryError> {
    let by_id = match id_or_code.parse::<Id>() {
        Ok(id) => crate::store::union::find(tx, scope, id)?,
        Err(_) => None,
    };
    match by_id {
        Some(u) => Ok(u),
        None => crate::store::union::find_by_code(tx, scope, id_or_code)?.ok_or(RegistryError::UnionNotFound),
    }
}

/// Unions right beneath a place, in the order of the tree: id and name.
///
/// # Errors
/// Any [`store::DbError`].
pub fn places_beneath(tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<Vec<(Id, String)>> {
    crate::store::union::beneath(tx, place)
}

/// Some present members of the union at a place, by name: person and name. For the demo of other modules.
///
/// # Errors
/// Any [`store::DbError`].
pub fn some_members(tx: &mut Tx<'_>, place: &OrgPath, most: i64) -> DbResult<Vec<(Id, String)>> {
    members_since(tx, place, (Day::constant(9999, 12, 31), most))
}

/// Those of [`some_members`] who were members of the union on a day already.
///
/// # Errors
/// Any [`store::DbError`].
pub fn members_since(
    tx: &mut Tx<'_>,
    place: &OrgPath,
    (day, most): (Day, i64),
) -> DbResult<Vec<(Id, String)>> {
    let mut all = Vec::new();
    for (m, _) in crate::store::membership::open_at(tx, place, ("", Id(0)), most)? {
        if m.valid_from <= day {
            let known = crate::store::person::by_id(tx, m.person_id)?;
            all.extend(known.map(|p| (p.id, p.profile.name)));
        }
    }
    Ok(all)
}
