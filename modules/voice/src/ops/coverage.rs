//! How many employers above the designated size (规上) have a room in use, township by township.

use guard::{Scope, act, res};
use kernel::Id;
use registry::RegistryError;
use registry::api::{places_beneath, union_by_id};
use serde::Serialize;
use store::Tx;

use crate::error::Result;
use crate::store::coverage::{Counted, between};

/// A township, or whatever stands right beneath a union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RoomCoverageRow {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Employers above the designated size.
    pub employers: i64,
    /// Of those, with a room in use.
    pub covered: i64,
    /// Of those, without.
    pub missing: i64,
    /// Rooms registered.
    pub rooms: i64,
    /// Of those, in use.
    pub open: i64,
    /// Of those, meeting the standard.
    pub met: i64,
}

fn row(union_id: Id, union_name: String, c: Counted) -> RoomCoverageRow {
    RoomCoverageRow {
        union_id,
        union_name,
        employers: c.employers,
        covered: c.covered,
        missing: c.employers - c.covered,
        rooms: c.rooms,
        open: c.open,
        met: c.met,
    }
}

/// Coverage beneath a union in the scope: what stands right at it, a row for each place beneath in the order of the tree, and all
/// together.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn coverage(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, act::Read>,
    union_id: Id,
) -> Result<(Vec<RoomCoverageRow>, RoomCoverageRow)> {
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let place = union.place();
    let mut rows = Vec::new();
    // The place itself: from it up to the first that can stand beneath.
    let own = between(tx, place.as_str(), &format!("{}!", place.as_str()))?;
    if own.employers > 0 || own.rooms > 0 {
        rows.push(row(union_id, format!("{}（本级）", union.name), own));
    }
    for (id, name) in places_beneath(tx, &place)? {
        let Some(path) = union_by_id(tx, id)?.map(|u| u.place()) else { continue };
        let (from, to) = path.range();
        let counted = between(tx, &from, &to)?;
        rows.push(row(id, name, counted));
    }
    let (from, to) = place.range();
    let total = between(tx, &from, &to)?;
    Ok((rows, row(union_id, union.name, total)))
}
