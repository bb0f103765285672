//! How a claim was worked out, and why nothing is paid, as pages show it.

use serde::Serialize;

use crate::model::case::{LineCode, RefusalCode};
use crate::model::claim::Claim;

/// A line of the reckoning.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualTraceRow {
    code: LineCode,
    label: String,
    text: String,
    amount_fen: i64,
}

/// The reckoning of a claim.
pub fn trace(c: &Claim) -> Vec<MutualTraceRow> {
    let one = |l: &crate::model::case::TraceLine| MutualTraceRow {
        code: l.code,
        label: l.code.title().to_owned(),
        text: l.text.clone(),
        amount_fen: l.amount.0,
    };
    c.trace.iter().map(one).collect()
}

/// A reason why nothing is paid.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRefusalRow {
    code: RefusalCode,
    title: String,
    sentence: String,
}

/// The refusals of a claim.
pub fn refusals(c: &Claim) -> Vec<MutualRefusalRow> {
    let one = |r: &crate::model::case::Refusal| MutualRefusalRow {
        code: r.code,
        title: r.code.title().to_owned(),
        sentence: r.sentence.clone(),
    };
    c.refusals.iter().map(one).collect()
}
