//! Whether a claim is to be paid at all, before any amount is reckoned.

use kernel::{Day, Fen};

use super::text::sentence;
use crate::model::case::{CoverFacts, Facts, Refusal, RefusalCode as C, Sex};
use crate::model::scheme::{Cause, Item, ItemKind, Scheme};

/// No bill is above ten milliard yuan, 分: sums and products of such amounts are exact.
const MOST: i64 = 1_000_000_000_000;

/// Adds every reason that stands in the way, in the order of their codes.
pub(super) fn check(scheme: &Scheme, kind: ItemKind, facts: &Facts, out: &mut Vec<Refusal>) {
    let mut add = |code: C| out.push(Refusal { code, sentence: sentence(code, scheme, kind, facts) });
    if facts.discharged < facts.admitted {
        add(C::DaysInverted);
    } else if facts.applied_on < facts.discharged {
        add(C::NotDischarged);
    }
    if !consistent(facts) {
        add(C::AmountsInconsistent);
    }
    let Some(item) = scheme.item(kind) else { return add(C::NoSuchItem) };
    if !facts.member {
        add(C::NoMember);
    }
    if let Some(code) = covered(scheme, item, facts) {
        add(code);
    }
    if item.rule.excluded.contains(&facts.cause) {
        add(excluded(facts.cause));
    }
    if kind == ItemKind::Female && facts.sex == Some(Sex::Male) {
        add(C::SexNotFitting);
    }
    if !listed(item, facts) {
        add(C::IllnessNotListed);
    }
    if item.rule.designated_only && !facts.designated {
        add(C::HospitalNotDesignated);
    }
    if facts.duplicate_of.is_some() {
        add(C::Duplicate);
    }
    if deadline(scheme, item, facts).is_some_and(|last| facts.applied_on > last) {
        add(C::Late);
    }
    if !facts.missing.is_empty() {
        add(C::PapersMissing);
    }
    if facts.deceased && !facts.heirs {
        add(C::HeirPapersMissing);
    }
}

fn consistent(f: &Facts) -> bool {
    let all = [f.total, f.in_scope, f.insured, f.self_pay, f.own, f.other_aid];
    all.iter().all(|a| (0..=MOST).contains(&a.0))
        && f.insured.0 + f.self_pay.0 + f.own.0 <= f.total.0
        && f.in_scope <= f.total
        && f.self_pay <= f.in_scope
}

fn covered(scheme: &Scheme, item: &Item, facts: &Facts) -> Option<C> {
    let Some(cover) = &facts.cover else { return Some(C::NoCover) };
    let (from, to) = (cover.from.max(scheme.cover_from), cover.to.min(scheme.cover_to));
    if !(from..=to).contains(&facts.admitted) {
        return Some(C::OutsidePeriod);
    }
    if !cover.items.contains(&item.kind) {
        return Some(C::ItemNotCovered);
    }
    if !item.requires.iter().all(|k| cover.items.contains(k)) {
        return Some(C::RequiredItemMissing);
    }
    (facts.cause != Cause::Accident && facts.admitted < first_day(item, cover)).then_some(C::Waiting)
}

/// First day on which illness is paid for.
pub(super) fn first_day(item: &Item, cover: &CoverFacts) -> Day {
    let days = if cover.continuous { item.wait_days_renewal } else { item.wait_days_new };
    let from = cover.waiting_from.unwrap_or(cover.from);
    if days == 0 { from } else { from.plus_days(days) }
}

/// Last day on which the claim is in time, if there is one.
pub(super) fn deadline(scheme: &Scheme, item: &Item, facts: &Facts) -> Option<Day> {
    let days = item.rule.claim_days.map(|n| facts.discharged.plus_days(n));
    days.max(item.rule.claim_months.map(|n| scheme.cover_to.plus_months(n)))
}

fn listed(item: &Item, facts: &Facts) -> bool {
    let all = &item.rule.illnesses;
    // Schemes are kept cleaned; what a hospital wrote may have other signs of the same meaning (Ⅲ).
    let known = |name: &String| all.contains(name) || all.contains(&kernel::text::clean(name));
    all.is_empty() || facts.illness.as_ref().is_some_and(known)
}

fn excluded(cause: Cause) -> C {
    match cause {
        Cause::Illness => C::ExcludedIllness,
        Cause::Accident => C::ExcludedAccident,
        Cause::WorkInjury => C::ExcludedWorkInjury,
        Cause::Maternity => C::ExcludedMaternity,
        Cause::Cosmetic => C::ExcludedCosmetic,
        Cause::Crime => C::ExcludedCrime,
        Cause::Intoxication => C::ExcludedIntoxication,
        Cause::ThirdParty => C::ExcludedThirdParty,
        Cause::SelfHarm => C::ExcludedSelfHarm,
    }
}

/// `amount` × `rate` basis points, rounded half up to 分; neither is below 0.
pub(super) fn share_of(amount: Fen, rate: i64) -> Fen {
    let product = i128::from(amount.0) * i128::from(rate);
    Fen(i64::try_from((product + 5_000) / 10_000).unwrap_or(i64::MAX))
}
