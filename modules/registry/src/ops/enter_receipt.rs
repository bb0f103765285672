//! The receipt of a run: what the platform above accepted and what it refused.

use std::collections::HashMap;
use std::path::PathBuf;

use guard::{Scope, act, res};
use kernel::{Id, Params};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{self, FileUse, MediaType, StoredFile};
use serde::Serialize;
use store::Tx;

use crate::error::{RegistryError, Result, field};
use crate::exchange::receipt::{ReceiptColumns, Verdict, keys_of, read_answer};
use crate::model::exchange::{Operation, RunState, SentState};
use crate::ops::run_exchange::subject;
use crate::store::exchange_run::{self, Run};
use crate::store::{exchange_sent, exchange_target};

/// The answer as it came.
pub const RECEIPT: FileUse = FileUse {
    name: "exchange.receipt",
    max_bytes: 200 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Rows in a transaction.
const PART: i64 = 1_000;
/// Rows shown of a look.
const SHOWN: usize = 10;

/// A row of a look.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ReceiptSample {
    /// Its number in our file.
    pub row: i64,
    /// What it says.
    pub accepted: bool,
    /// Why not.
    pub reason: String,
}

/// What a receipt says.
#[derive(Clone, Debug, Default, Serialize, utoipa::ToSchema)]
pub struct ReceiptOutcome {
    /// Headers of the answer.
    pub headers: Vec<String>,
    /// Columns that were taken.
    pub columns: ReceiptColumns,
    /// Rows of the answer.
    pub rows: i64,
    /// Rows of our file that it speaks of.
    pub matched: i64,
    /// Of them accepted.
    pub accepted: i64,
    /// Of them refused.
    pub refused: i64,
    /// Rows of the answer that are not in our file.
    pub unknown: i64,
    /// Rows of our file that it says nothing of.
    pub silent: i64,
    /// Some rows, refused ones first.
    pub samples: Vec<ReceiptSample>,
    /// It has been entered.
    pub entered: bool,
}

/// Whether a run may have a receipt: its file is there.
///
/// # Errors
/// [`RegistryError::RunState`].
fn answerable(run: &Run) -> Result<()> {
    match run.state {
        RunState::Done | RunState::Answered => Ok(()),
        state => Err(RegistryError::RunState { state: state.title() }),
    }
}

/// Reads an answer against our file and, if `apply`, enters it. Entered again, it changes nothing.
///
/// # Errors
/// [`RegistryError::RunNotFound`], [`RegistryError::RunState`], [`RegistryError::Invalid`] without the columns,
/// [`RegistryError::Sheet`].
pub fn enter_receipt(
    app: &App,
    scope: &Scope<res::Exchange, act::Update>,
    id: Id,
    file: &StoredFile,
    wanted: &ReceiptColumns,
    apply: bool,
) -> Result<ReceiptOutcome> {
    let s = scope.clone();
    let (run, ours) = app.store().read_blocking(move |tx| {
        let run = exchange_run::find(tx, &s, id)?.ok_or(RegistryError::RunNotFound)?;
        answerable(&run)?;
        let ours = files::find(tx, &s, subject(&run, &run.union_path), run.file_id)?;
        Ok::<_, RegistryError>((run, ours))
    })?;
    let theirs: PathBuf = files::path(app, &file.digest);
    let answer = read_answer(&theirs, run.kind, &run.definition, wanted)?;
    let mut outcome = ReceiptOutcome {
        headers: answer.headers,
        columns: answer.columns,
        rows: answer.rows,
        ..ReceiptOutcome::default()
    };
    if outcome.columns.key.is_empty() || outcome.columns.result.is_empty() {
        return if apply {
            Err(RegistryError::Invalid(vec![field(
                "/key",
                "registry.exchange-receipt-columns",
                Params::new(),
            )]))
        } else {
            Ok(outcome)
        };
    }
    let keys = keys_of(&files::path(app, &ours.digest), &outcome.columns.key)?;
    let mut rows: HashMap<i64, Verdict> = HashMap::new();
    for (n, key) in (1..=run.tally.sent()).zip(&keys) {
        if let Some(v) = answer.verdicts.get(key) {
            rows.insert(n, v.clone());
        }
    }
    outcome.matched = rows.len() as i64;
    outcome.accepted = rows.values().filter(|v| v.accepted).count() as i64;
    outcome.refused = outcome.matched - outcome.accepted;
    outcome.unknown = (answer.verdicts.len() as i64 - outcome.matched).max(0);
    outcome.silent = run.tally.sent() - outcome.matched;
    let mut order: Vec<(&i64, &Verdict)> = rows.iter().collect();
    order.sort_by_key(|(n, v)| (v.accepted, **n));
    outcome.samples = order
        .into_iter()
        .take(SHOWN)
        .map(|(n, v)| ReceiptSample { row: *n, accepted: v.accepted, reason: v.reason.clone() })
        .collect();
    if apply && outcome.matched > 0 {
        enter(app, scope, &run, file, &rows, &outcome)?;
        outcome.entered = true;
    }
    Ok(outcome)
}

fn enter(
    app: &App,
    scope: &Scope<res::Exchange, act::Update>,
    run: &Run,
    file: &StoredFile,
    rows: &HashMap<i64, Verdict>,
    outcome: &ReceiptOutcome,
) -> Result<()> {
    let mut after = 0;
    loop {
        let (id, target) = (run.id, run.target_id);
        let rows = rows.clone();
        let last = app.store().write_blocking(move |tx| {
            exchange_target::hold(tx, target)?;
            enter_part(tx, id, &rows, after)
        })?;
        let Some(last) = last else { break };
        after = last;
    }
    let (scope, run, file, o) = (scope.clone(), run.clone(), file.clone(), outcome.clone());
    app.store().write_blocking(move |tx| {
        let now = exchange_run::by_id(tx, run.id)?.ok_or(RegistryError::RunNotFound)?;
        answerable(&now)?;
        if now.state == RunState::Done {
            exchange_run::set_state(tx, &now, RunState::Answered)?;
        }
        files::attach(tx, &scope, subject(&run, &run.union_path), "exchange", &RECEIPT, &file, "")?;
        let changes = Changes::new()
            .note("file", file.name.as_str())
            .note("accepted", o.accepted)
            .note("refused", o.refused)
            .note("unknown", o.unknown);
        let entry =
            Entry { union_path: Some(&run.union_path), changes, ..Entry::of("exchange.receipt", run.id) };
        audit::record(tx, scope.actor(), entry).map_err(Into::into)
    })
}

fn enter_part(tx: &mut Tx<'_>, run: Id, rows: &HashMap<i64, Verdict>, after: i64) -> Result<Option<i64>> {
    let all = exchange_sent::of_run(tx, run, after, PART)?;
    let (mut put, mut accepted, mut returned) = (Vec::new(), 0, 0);
    for mut s in all.iter().cloned() {
        let Some(v) = rows.get(&s.row) else { continue };
        match (s.state, v.accepted) {
            (SentState::Accepted, true) => continue,
            (SentState::Refused, false) if s.reason == v.reason => continue,
            (before, true) => {
                accepted += 1;
                returned -= i64::from(before == SentState::Refused);
                if s.operation == Operation::Gone {
                    exchange_sent::forget(tx, s.record_id, s.target_id)?;
                    continue;
                }
                s.state = SentState::Accepted;
                s.accepted.clone_from(&s.digest);
                s.reason.clear();
            }
            (before, false) => {
                returned += i64::from(before != SentState::Refused);
                if before == SentState::Accepted {
                    // A corrected answer: what they had before this run is not known any more.
                    accepted -= 1;
                    s.accepted.clear();
                }
                s.state = SentState::Refused;
                s.reason.clone_from(&v.reason);
            }
        }
        put.push(s);
    }
    exchange_sent::put(tx, &put)?;
    if let Some(now) = exchange_run::by_id(tx, run)? {
        exchange_run::answered(tx, run, now.accepted + accepted, now.returned + returned)?;
    }
    Ok(all.last().map(|s| s.row))
}
