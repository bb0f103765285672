//! Mutual aid for demonstrations: it goes through the operations, so what it makes is what people would have made.

pub mod city;
mod city_claims;
mod claims;
mod earlier;
mod enrol;
mod pay;

use guard::{Actor, Reason};
use kernel::{Id, Problem};
use platform::App;
use store::DbError;

/// Who acts: the accounts that the demo gives out.
#[derive(Clone, Debug)]
pub struct Staff {
    /// 医疗互助经办.
    pub officer: Actor,
    /// 医疗互助负责人.
    pub manager: Actor,
    /// A second one, for what two approve.
    pub second: Actor,
}

/// A union that enrols its people.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Union.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its place.
    pub path: kernel::OrgPath,
}

/// What was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filled {
    /// People who are covered this year.
    pub covered: usize,
    /// Claims.
    pub claims: usize,
    /// Claims that were paid.
    pub paid: usize,
}

/// Something that the demo needs went wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DemoError(String);

impl<E: Problem> From<E> for DemoError {
    fn from(e: E) -> Self {
        Self(format!("{}: {}", e.code(), kernel::locale::sentence(e.code(), &e.params())))
    }
}

type Result<T> = std::result::Result<T, DemoError>;

fn system() -> Actor {
    Actor::system(Reason::Demo, "示范数据")
}

fn broken(what: &str) -> DemoError {
    DemoError::from(DbError::Inconsistent(what.to_owned()))
}

/// Fills mutual aid of a county in: last year's cover and this year's, next year's enrolment, claims in every state, a paid batch, a draft scheme.
///
/// # Errors
/// [`DemoError`] with what went wrong.
pub fn fill(app: &App, staff: &Staff, fund: Id, towns: &[(Id, String)], units: &[Unit]) -> Result<Filled> {
    let year = i64::from(app.clock().today().year());
    let people = enrol::fill(app, staff, (fund, year), towns, units)?;
    let claims = claims::fill(app, staff, (fund, year), &people)?;
    let paid = if claims > 0 { pay::fill(app, staff, fund)? } else { 0 };
    crate::ops::trial_demo::demo_trial(app, &system(), fund, year)?;
    Ok(Filled { covered: people.len(), claims, paid })
}
