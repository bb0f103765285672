//! What is wrong with the rule of an item.

use super::scheme_check::{Wrong, once};
use crate::model::scheme::{Basis, Cause, Rule, Scheme};

/// Adds what is wrong with a rule that stands at the pointer `at`.
pub(super) fn check(wrong: &mut Wrong, s: &Scheme, r: &Rule, at: &str) {
    match r.basis {
        Basis::InScopeSelfpay | Basis::TotalSelfpay | Basis::TotalInScope => tiers(wrong, r, at),
        Basis::FixedSteps => steps(wrong, r, at),
        Basis::Lump => wrong.amount(r.lump, 1, format!("{at}/lump_fen")),
    }
    let idle = [
        (!r.tiers.is_empty() && matches!(r.basis, Basis::FixedSteps | Basis::Lump), "tiers"),
        (r.deductible.0 != 0 && matches!(r.basis, Basis::FixedSteps | Basis::Lump), "deductible_fen"),
        (!r.steps.is_empty() && r.basis != Basis::FixedSteps, "steps"),
        (r.lump.0 != 0 && r.basis != Basis::Lump, "lump_fen"),
        (r.not_above_cost && r.basis == Basis::Lump, "not_above_cost"),
    ];
    for (idle, name) in idle {
        wrong.unless(!idle, format!("{at}/{name}"), "mutual.scheme-not-for-basis");
    }
    caps(wrong, s, r, at);
    let times = r.year_times.is_none_or(|n| (1..=366).contains(&n));
    wrong.unless(times, format!("{at}/year_times"), "mutual.scheme-times");
    let days = r.claim_days.is_none_or(|n| (1..=1_100).contains(&n));
    wrong.unless(days, format!("{at}/claim_days"), "mutual.scheme-deadline");
    let months = r.claim_months.is_none_or(|n| (0..=36).contains(&n));
    wrong.unless(months, format!("{at}/claim_months"), "mutual.scheme-deadline");
    let some = Cause::ALL.iter().any(|c| !r.excluded.contains(c));
    wrong.unless(some && once(&r.excluded), format!("{at}/excluded"), "mutual.scheme-excluded");
    wrong.unless(r.illnesses.len() <= 200, format!("{at}/illnesses"), "mutual.scheme-illnesses");
    for (i, name) in r.illnesses.iter().enumerate() {
        let twice = r.illnesses.iter().take(i).any(|other| other == name);
        let fits = (1..=50).contains(&name.chars().count()) && !twice && kernel::text::clean(name) == *name;
        wrong.unless(fits, format!("{at}/illnesses/{i}"), "mutual.scheme-illness");
    }
}

fn tiers(wrong: &mut Wrong, r: &Rule, at: &str) {
    wrong.amount(r.deductible, 0, format!("{at}/deductible_fen"));
    wrong.unless((1..=20).contains(&r.tiers.len()), format!("{at}/tiers"), "mutual.scheme-tiers");
    let mut next = Some(r.deductible);
    for (i, tier) in r.tiers.iter().enumerate() {
        let at = format!("{at}/tiers/{i}");
        match next {
            Some(from) if from == tier.from => {}
            Some(_) if i == 0 => wrong.at(format!("{at}/from_fen"), "mutual.scheme-tier-first"),
            Some(_) => wrong.at(format!("{at}/from_fen"), "mutual.scheme-tier-hole"),
            None => wrong.at(format!("{at}/from_fen"), "mutual.scheme-tier-open"),
        }
        wrong.amount(tier.from, 0, format!("{at}/from_fen"));
        if let Some(to) = tier.to {
            wrong.unless(to > tier.from, format!("{at}/to_fen"), "mutual.scheme-tier-order");
            wrong.amount(to, 0, format!("{at}/to_fen"));
        }
        wrong.unless((1..=10_000).contains(&tier.rate), format!("{at}/rate_bp"), "mutual.scheme-rate");
        next = tier.to;
    }
}

fn steps(wrong: &mut Wrong, r: &Rule, at: &str) {
    wrong.unless((1..=30).contains(&r.steps.len()), format!("{at}/steps"), "mutual.scheme-steps");
    for (i, step) in r.steps.iter().enumerate() {
        wrong.amount(step.from, 1, format!("{at}/steps/{i}/from_fen"));
        wrong.amount(step.pay, 1, format!("{at}/steps/{i}/pay_fen"));
    }
    for (i, (a, b)) in r.steps.iter().zip(r.steps.iter().skip(1)).enumerate() {
        let n = i + 1;
        wrong.unless(a.from < b.from, format!("{at}/steps/{n}/from_fen"), "mutual.scheme-step-order");
        wrong.unless(a.pay <= b.pay, format!("{at}/steps/{n}/pay_fen"), "mutual.scheme-step-order");
    }
}

fn caps(wrong: &mut Wrong, s: &Scheme, r: &Rule, at: &str) {
    for (cap, name) in [(r.event_cap, "event_cap_fen"), (r.year_cap, "year_cap_fen")] {
        if let Some(cap) = cap {
            wrong.amount(cap, 1, format!("{at}/{name}"));
        }
    }
    if let (Some(event), Some(year)) = (r.event_cap, r.year_cap) {
        wrong.unless(event <= year, format!("{at}/event_cap_fen"), "mutual.scheme-cap-order");
    }
    if let (Some(year), Some(total)) = (r.year_cap, s.total_cap) {
        wrong.unless(year <= total, format!("{at}/year_cap_fen"), "mutual.scheme-cap-total");
    }
}
