//! What is paid for a claim under a scheme: pure, with every figure. The order is that of docs/rules §10: membership, cover and
//! waiting, exclusions, not before, amount, deductible, tiers, caps, 分. Each line is rounded half up to 分, so that what is
//! printed adds up.

mod check;
mod reckon;
mod text;

use kernel::Fen;

use crate::model::case::{Facts, LineCode, Outcome, TraceLine};
use crate::model::scheme::{ItemKind, Scheme};

pub use text::{Yuan, sentence};

/// Judges a claim on an item of a scheme. With any refusal nothing is paid; if only an amount stands in the way (not above the
/// deductible, a cap used up), the trace still shows how it was reckoned.
pub fn adjudicate(scheme: &Scheme, kind: ItemKind, facts: &Facts) -> Outcome {
    let mut out = Outcome::default();
    check::check(scheme, kind, facts, &mut out.refusals);
    let Some(item) = scheme.item(kind).filter(|_| out.refusals.is_empty()) else { return out };
    let mut reckoning = reckon::Reckoning { scheme, item, facts, out };
    reckoning.run();
    out = reckoning.out;
    if out.refusals.is_empty() {
        let text = format!("应付互助金 {} 元", Yuan(out.benefit));
        out.trace.push(TraceLine { code: LineCode::Benefit, text, amount: out.benefit });
    } else {
        out.benefit = Fen(0);
    }
    out
}
