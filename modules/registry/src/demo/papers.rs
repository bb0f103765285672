//! Certificates of membership of the demo.

use guard::{Actor, act, res};
use kernel::Id;
use platform::App;

use super::Basic;
use crate::error::{RegistryError, Result};
use crate::ops::certificates::{issue, revoke};
use crate::store::membership;

/// What they are for, in turn.
const PURPOSES: [&str; 4] = ["办理职工医疗互助", "申请疗休养", "就业登记", "子女入学材料"];

/// Unions that issued some, and to how many members each.
const UNIONS: usize = 40;
const EACH: i64 = 3;

/// Issues certificates to some members of the first unions; how many. The last one of every union was revoked.
///
/// # Errors
/// The database's.
pub fn fill_papers(app: &App, actor: &Actor, unions: &[Basic]) -> Result<usize> {
    let mut given = 0;
    for basic in unions.iter().take(UNIONS) {
        let (place, keys) = (basic.path.clone(), app.keyring().clone());
        let scope = actor.permit::<res::Member, act::Update>()?;
        let first = given;
        given += app.store().write_blocking(move |tx| {
            let members = membership::open_at(tx, &place, ("", Id(0)), EACH)?;
            for (n, (m, _)) in members.iter().enumerate() {
                let purpose = PURPOSES[(first + n) % PURPOSES.len()].to_owned();
                let made = issue(tx, &keys, &scope, m.person_id, purpose)?;
                if n + 1 == members.len() && n > 0 {
                    revoke(tx, &scope, m.person_id, made.id)?;
                }
            }
            Ok::<_, RegistryError>(members.len())
        })?;
    }
    Ok(given)
}
