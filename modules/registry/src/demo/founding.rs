//! A 会员之家 of the demo, and what the nightly look finds in it.

use guard::{Actor, act, res};
use platform::App;
use platform::parameters::keys;

use super::Filled;
use crate::error::Result;
use crate::ops::create_union::edit_union;
use crate::ops::founding_hints::look_at_home;
use crate::store::union;

/// Unions that become one.
const HOMES: usize = 2;

/// Makes the greatest joint unions of the first township 会员之家; how many suggestions that gives.
///
/// # Errors
/// The database's.
pub fn fill_member_homes(app: &App, actor: &Actor, filled: &Filled) -> Result<usize> {
    let Some((town, _)) = filled.townships.first().cloned() else { return Ok(0) };
    let Some(place) = app.store().read_blocking(move |tx| union::find_unscoped(tx, town))?.map(|u| u.place())
    else {
        return Ok(0);
    };
    let mut joint: Vec<_> =
        filled.basic.iter().filter(|b| place.covers(&b.path) && b.employers.len() > 1).collect();
    joint.sort_by_key(|b| (std::cmp::Reverse(b.size), b.id));
    let wanted = app.parameters().integer(keys::OWN_UNION_MEMBERS, app.clock().today());
    let mut made = 0;
    for b in joint.into_iter().take(HOMES) {
        let (scope, id, path) = (actor.permit::<res::Union, act::Update>()?, b.id, b.path.clone());
        made += app.store().write_blocking(move |tx| {
            let version = union::find_unscoped(tx, id)?.map_or(1, |u| u.version);
            edit_union(tx, &scope, id, version, |u| u.form.member_home = "1".to_owned())?;
            look_at_home(tx, (id, &path), wanted)
        })?;
    }
    Ok(made)
}
