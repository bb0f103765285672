//! Who answers for a place.

use guard::{ActionKind, ResourceKind};
use kernel::{Id, OrgPath};
use platform::accounts::holders;
use store::{DbResult, Tx};

use crate::store::union;

/// Cadres who may do a deed at a place: at its union or, where nobody is, at the nearest one above.
///
/// # Errors
/// Any [`store::DbError`].
pub fn responsible(tx: &mut Tx<'_>, path: &OrgPath, deed: (ResourceKind, ActionKind)) -> DbResult<Vec<Id>> {
    let mut chain: Vec<OrgPath> = path.chain().collect();
    chain.sort_by_key(|p| std::cmp::Reverse(p.levels()));
    for place in chain {
        let Some(union_id) = union::id_at(tx, &place)? else { continue };
        let found = holders(tx, union_id, deed)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
