//! What the demo has reported upwards: a delta file of the first unions, with its receipt.

use std::fmt::Write as _;

use guard::{Actor, act, res};
use kernel::Id;
use platform::{App, files};

use super::Basic;
use super::files::handed_in;
use crate::error::{RegistryError, Result};
use crate::exchange::receipt::{ReceiptColumns, keys_of};
use crate::model::exchange::TargetKind;
use crate::ops::enter_receipt::{RECEIPT, enter_receipt};
use crate::ops::keep_exchange_target::put_samples;
use crate::ops::run_exchange::{begin_run, subject, work_run};
use crate::store::{exchange_run, exchange_target};

/// Unions that have reported.
const REPORTED: usize = 3;
/// Every so many rows one was refused.
const REFUSED: usize = 6;

/// The sample mappings, and runs of the first unions with their receipts; how many runs. The last one still waits for its
/// receipt.
///
/// # Errors
/// The database's; [`RegistryError::Sheet`] if the data folder refuses.
pub fn fill_exchange(app: &App, actor: &Actor, unions: &[Basic]) -> Result<usize> {
    let by = actor.clone();
    app.store().write_blocking(move |tx| put_samples(tx, &by).map(drop))?;
    let scope = actor.permit::<res::Exchange, act::Create>()?;
    let seen = scope.clone();
    let targets = app.store().read_blocking(move |tx| exchange_target::list(tx, &seen))?;
    let Some(target) = targets.iter().find(|t| t.form.kind == TargetKind::Member) else { return Ok(0) };
    for (n, basic) in unions.iter().take(REPORTED).enumerate() {
        let (scope, of) = (scope.clone(), (target.id, basic.id));
        let run = app.store().write_blocking(move |tx| begin_run(tx, &scope, of, "季度实名制数据上报"))?;
        work_run(app, actor, run)?;
        if n + 1 < REPORTED {
            answer(app, actor, run)?;
        }
    }
    Ok(REPORTED.min(unions.len()))
}

/// The answer of a platform that takes nearly everything.
fn answer(app: &App, actor: &Actor, run: Id) -> Result<()> {
    let scope = actor.permit::<res::Exchange, act::Update>()?;
    let seen = scope.clone();
    let (sent, file) = app.store().read_blocking(move |tx| {
        let run = exchange_run::find(tx, &seen, run)?.ok_or(RegistryError::RunNotFound)?;
        let file = files::find(tx, &seen, subject(&run, &run.union_path), run.file_id)?;
        Ok::<_, RegistryError>((run.tally.sent() as usize, file))
    })?;
    let keys = keys_of(&files::path(app, &file.digest), "证件号码")?;
    let mut text = String::from("证件号码,是否导入成功,错误原因\r\n");
    for (n, key) in keys.iter().take(sent).enumerate() {
        let said =
            if n % REFUSED == REFUSED - 1 { "否,证件号码与姓名核验不一致" } else { "是," };
        let _ = write!(text, "{key},{said}\r\n");
    }
    let receipt = handed_in(app, &RECEIPT, &format!("回执-{run}.csv"), text)?;
    enter_receipt(app, &scope, run, &receipt, &ReceiptColumns::default(), true).map(drop)
}
