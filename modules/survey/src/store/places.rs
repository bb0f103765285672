//! Which union stands for the place of an answer.

use kernel::{Id, OrgPath};
use registry::api::{union_by_id, unions_on_path};
use store::{DbResult, Tx};

use crate::model::Survey;

/// Level of the federations of townships and streets (code set `union_level`); no answer's place is finer.
const TOWNSHIP: i64 = 40;

/// The place that an answer of a member at `path` carries: the lowest union down to townships beneath the survey's own, or
/// the survey's own where there is none.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_member(tx: &mut Tx<'_>, survey: &Survey, path: &OrgPath) -> DbResult<(Id, String)> {
    let above = unions_on_path(tx, path)?;
    let fits = above.into_iter().filter(|u| survey.union_path.covers(&u.place()) && u.level <= TOWNSHIP);
    let lowest = fits.max_by_key(|u| u.place().levels()).map(|u| (u.id, u.name));
    Ok(lowest.unwrap_or_else(|| (survey.union_id, survey.union_name.clone())))
}

/// Whether an answer may say that it comes from there.
///
/// # Errors
/// Any [`store::DbError`].
pub fn is_one(tx: &mut Tx<'_>, survey: &Survey, place: Id) -> DbResult<bool> {
    if place == survey.union_id {
        return Ok(true);
    }
    let found = union_by_id(tx, place)?;
    Ok(found.is_some_and(|u| u.level <= TOWNSHIP && survey.union_path.covers(&u.place())))
}
