//! Members of the demo who ask for a correction of the own data, or for erasure.

use std::collections::BTreeMap;

use guard::{Actor, act, res};
use kernel::Id;
use platform::App;

use super::Basic;
use crate::error::{RegistryError, Result};
use crate::ops::ask_about_data::{Correction, ask_correction, ask_erasure, due_on};
use crate::store::{membership, person};

/// What is asked, in turn: field, wanted value and why; an empty field asks for erasure.
const WISHES: [(&str, &str, &str); 5] = [
    ("education", "21", "去年自考本科毕业，登记表上还是高中"),
    ("household_place", "浙江省宁波市宁海县", "户口已迁到本地"),
    ("work_state", "4", "上个月已经办了退休"),
    ("politics", "01", "今年七月入党"),
    ("", "", "已到外地工作，不再参加本地工会"),
];

/// Members of a union who are looked at until one has something to correct.
const LOOKED_AT: i64 = 20;

/// One member of each of the first unions asks for something; how many ask.
///
/// # Errors
/// The database's.
pub fn fill_data_requests(app: &App, unions: &[Basic]) -> Result<usize> {
    let mut asked = 0;
    for (basic, wish) in unions.iter().zip(WISHES) {
        let place = basic.path.clone();
        let look = move |tx: &mut store::Tx<'_>| membership::open_at(tx, &place, ("", Id(0)), LOOKED_AT);
        for (m, _) in app.store().read_blocking(look)? {
            match ask(app, m.person_id, wish) {
                // The record says so already.
                Err(RegistryError::Invalid(_)) => {}
                done => {
                    done?;
                    asked += 1;
                    break;
                }
            }
        }
    }
    Ok(asked)
}

fn ask(app: &App, id: Id, (field, wanted, why): (&'static str, &'static str, &'static str)) -> Result<()> {
    let due = due_on(&app.calendar(), &app.parameters(), app.clock().today());
    let known = app.store().read_blocking(move |tx| person::by_id(tx, id))?;
    let member = Actor::member(id, known.map(|p| p.profile.name).unwrap_or_default());
    let scope = member.permit::<res::DataRequest, act::Create>()?;
    let (keys, words) = (app.keyring().clone(), app.codesets());
    app.store().write_blocking(move |tx| {
        if field.is_empty() {
            return ask_erasure(tx, &scope, due, why).map(drop);
        }
        let fields = BTreeMap::from([(field.to_owned(), wanted.to_owned())]);
        let wish = Correction { fields, reason: why.to_owned(), ..Correction::default() };
        ask_correction(tx, (&keys, &words), &scope, due, &wish).map(drop)
    })
}
