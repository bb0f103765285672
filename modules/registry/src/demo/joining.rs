//! Workers of the demo who have scanned a poster and wait for the union.

use guard::{Actor, act, res};
use kernel::{Day, DocumentKind, IdNumber, PersonDocument, Phone};
use platform::App;

use super::Basic;
use crate::error::{RegistryError, Result};
use crate::model::Profile;
use crate::ops::apply_to_join::{NewApplication, take_application};
use crate::ops::keep_join_code::{TOKEN_BYTES, keep_join_code};
use crate::store::union;

/// Who applies, and to how many of the first unions each.
const APPLICANTS: [(&str, bool); 4] =
    [("周晓敏", true), ("吴建军", false), ("郑海燕", true), ("冯志强", false)];

/// Posters for the first unions of the demo, and workers who have scanned them; how many apply. None of them is in the
/// register: nobody of the demo has a number of this division.
///
/// # Errors
/// The database's.
pub fn fill_joins(app: &App, actor: &Actor, unions: &[Basic]) -> Result<usize> {
    let mut applied = 0;
    for (n, basic) in unions.iter().take(6).enumerate() {
        let (scope, token) =
            (actor.permit::<res::Join, act::Update>()?, hex::encode(app.random::<TOKEN_BYTES>()));
        let (id, firm) = (basic.id, basic.employers.first().cloned());
        app.store().write_blocking(move |tx| keep_join_code(tx, &scope, id, false, &token).map(drop))?;
        for (m, (name, female)) in APPLICANTS.iter().enumerate().skip(n % 3) {
            let Some(new) = applicant(name, *female, n * APPLICANTS.len() + m) else { continue };
            let new = NewApplication { employer_id: firm.as_ref().map(|f| f.0), ..new };
            let employer = firm.as_ref().map_or_else(String::new, |f| f.1.clone());
            let keys = app.keyring().clone();
            app.store().write_blocking(move |tx| {
                let u = union::find_unscoped(tx, id)?.ok_or(RegistryError::UnionNotFound)?;
                take_application(tx, &keys, &u, &new, employer.clone()).map(drop)
            })?;
            applied += 1;
        }
    }
    Ok(applied)
}

fn applicant(name: &str, female: bool, n: usize) -> Option<NewApplication> {
    let born = Day::constant(1988, 3, 1).plus_days(n as i64 * 97);
    let number = IdNumber::compose(110_101, born, n as u16 * 2 + if female { 2 } else { 1 })?;
    let document = PersonDocument::parse(DocumentKind::IdCard, number.as_str(), Day::OPEN).ok()?;
    let profile = Profile {
        name: name.to_owned(),
        sex: if female { "2" } else { "1" }.to_owned(),
        nation: "01".to_owned(),
        education: "31".to_owned(),
        ..Profile::default()
    };
    Some(NewApplication {
        profile,
        birth_day: document.birth_day(),
        document,
        phone: Phone::parse(&format!("199000{n:05}")).ok()?,
        employer_id: None,
        employer_name: String::new(),
    })
}
