//! Members of the demo with flags: newcomers, new forms of employment, model workers.

use guard::{Actor, act, res};
use kernel::{Day, Id};
use platform::App;

use super::Basic;
use crate::error::Result;
use crate::ops::keep_flags::{FlagWish, add_flag};
use crate::store::membership;

/// Flags in turn: kind, value, days ago that it began, days ago that it ended (0 for still), document.
const FLAGS: [(&str, &str, i64, i64, &str); 9] = [
    ("new_resident", "", 900, 0, ""),
    ("new_employment", "12", 400, 0, ""),
    ("new_resident", "", 1_500, 300, ""),
    ("model_worker", "3", 700, 0, "示范工〔2024〕11号"),
    ("new_resident", "", 200, 0, ""),
    ("new_employment", "13", 120, 0, ""),
    ("new_employment", "11", 800, 90, ""),
    ("skill", "50", 420, 0, "S000033020250117"),
    ("migrant_worker", "0", 60, 0, ""),
];

/// Unions whose members have flags, and how many of each.
const UNIONS: usize = 40;
const EACH: i64 = 4;

/// Gives some members of the first unions flags; how many.
///
/// # Errors
/// The database's.
pub fn fill_flags(app: &App, actor: &Actor, unions: &[Basic]) -> Result<usize> {
    let (today, mut given) = (app.clock().today(), 0);
    for basic in unions.iter().take(UNIONS) {
        let (place, words) = (basic.path.clone(), app.codesets());
        let scope = actor.permit::<res::Member, act::Update>()?;
        let first = given;
        given += app.store().write_blocking(move |tx| {
            let members = membership::open_at(tx, &place, ("", Id(0)), EACH)?;
            for (n, (m, _)) in members.iter().enumerate() {
                let (kind, value, from, to, document) = FLAGS[(first + n) % FLAGS.len()];
                let wish = FlagWish {
                    kind: kind.to_owned(),
                    value: value.to_owned(),
                    from: today.plus_days(-from),
                    to: if to == 0 { Day::OPEN } else { today.plus_days(-to) },
                    document: document.to_owned(),
                    evidence: None,
                };
                add_flag(tx, &words, &scope, m.person_id, wish)?;
            }
            Ok::<_, crate::error::RegistryError>(members.len())
        })?;
    }
    Ok(given)
}
