//! A draft for the next year with a run of this year's claims under it, for demonstrations.

use guard::{Actor, act, res};
use kernel::{Fen, Id};
use platform::App;

use super::{rerun, scheme};
use crate::fixtures::demo_county;
use crate::model::scheme::{ItemKind, Scheme};
use crate::scheme_error::{Result, SchemeError};

/// The county's scheme of another year, as somebody might propose it: a higher deductible, more of great bills.
fn drafted(year: i64) -> Option<Scheme> {
    let mut s = demo_county(year)?;
    s.title = format!("示范县在职职工医疗互助方案（{year}年度征求意见稿）");
    let hospital = s.items.iter_mut().find(|i| i.kind == ItemKind::Hospital)?;
    hospital.rule.deductible = Fen(80_000);
    if let Some(first) = hospital.rule.tiers.first_mut() {
        first.from = Fen(80_000);
    }
    if let Some(last) = hospital.rule.tiers.last_mut() {
        last.rate = 6_000;
    }
    Some(s)
}

/// Drafts next year's scheme of a union and runs the claims of `year` under it, if there are any; the draft.
///
/// # Errors
/// As [`scheme::create`] and [`rerun::start`]; any [`store::DbError`].
pub fn demo_trial(app: &App, actor: &Actor, union: Id, year: i64) -> Result<Option<Id>> {
    let Some(body) = drafted(year + 1) else { return Ok(None) };
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let (draft, run) = app.store().write_blocking(move |tx| {
        let code = body.code.clone();
        let draft = scheme::create(tx, &scope, union, None, body.clone())?.id;
        match rerun::start(tx, &scope, draft, (Some(&code), year)) {
            Ok(run) => Ok((draft, Some(run))),
            Err(SchemeError::NothingToRun) => Ok((draft, None)),
            Err(e) => Err(e),
        }
    })?;
    if let Some(run) = run {
        rerun::work(app, run)?;
    }
    Ok(Some(draft))
}
