//! Everything that is wrong with a scheme, each at its place in the JSON, for the editor.

use std::collections::BTreeSet;

use kernel::{Fen, FieldError, Params};

use super::scheme_rule_check;
use crate::model::scheme::{Item, ItemKind, Scheme};

/// Most of any amount in a scheme, 分: a hundred million yuan.
pub(super) const MOST: i64 = 10_000_000_000;

/// Collects what is wrong.
#[derive(Default)]
pub(super) struct Wrong(pub(super) Vec<FieldError>);

impl Wrong {
    pub(super) fn at(&mut self, pointer: impl Into<String>, code: &'static str) {
        self.with(pointer, code, Params::new());
    }

    pub(super) fn with(&mut self, pointer: impl Into<String>, code: &'static str, params: Params) {
        self.0.push(FieldError { pointer: pointer.into(), code, params });
    }

    pub(super) fn unless(&mut self, fine: bool, pointer: impl Into<String>, code: &'static str) {
        if !fine {
            self.at(pointer, code);
        }
    }

    pub(super) fn length(&mut self, text: &str, (least, most): (usize, usize), pointer: String) {
        if !(least..=most).contains(&text.chars().count()) {
            let params = Params::from([("least", least.to_string()), ("most", most.to_string())]);
            self.with(pointer, "mutual.scheme-length", params);
        }
    }

    pub(super) fn amount(&mut self, amount: Fen, least: i64, pointer: String) {
        self.unless((least..=MOST).contains(&amount.0), pointer, "mutual.scheme-amount");
    }
}

/// Whether no two are the same.
pub(super) fn once<T: Ord>(all: impl IntoIterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    all.into_iter().all(|one| seen.insert(one))
}

fn short(code: &str, (least, most): (usize, usize), also: u8) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == also;
    (least..=most).contains(&code.len()) && code.bytes().all(fits)
}

/// What even a draft must have: code, year, title and days by which it is found.
pub fn check_head(s: &Scheme) -> Vec<FieldError> {
    let mut wrong = Wrong::default();
    head(&mut wrong, s);
    wrong.0
}

fn head(wrong: &mut Wrong, s: &Scheme) {
    wrong.unless(short(&s.code, (2, 30), b'-'), "/code", "mutual.scheme-code");
    wrong.unless((2000..=2100).contains(&s.year), "/year", "mutual.scheme-year");
    wrong.length(&s.title, (2, 60), "/title".into());
    wrong.length(&s.note, (0, 1_000), "/note".into());
    let most = s.cover_from.plus_months(24);
    wrong.unless(s.cover_from <= s.cover_to && s.cover_to < most, "/cover_to", "mutual.scheme-days");
    let years = i64::from(s.cover_from.year())..=i64::from(s.cover_to.year());
    wrong.unless(years.contains(&s.year), "/cover_from", "mutual.scheme-days-year");
    wrong.unless(s.items.len() <= ItemKind::ALL.len(), "/items", "mutual.scheme-items");
    wrong.unless(s.classes.len() <= 10, "/classes", "mutual.scheme-classes");
}

/// Everything that is wrong with a scheme; only one without mistakes is put in force. Pure.
pub fn check(s: &Scheme) -> Vec<FieldError> {
    let mut wrong = Wrong::default();
    head(&mut wrong, s);
    if let Some(cap) = s.total_cap {
        wrong.amount(cap, 1, "/total_cap_fen".into());
    }
    let ages = 0..=120;
    let fits = ages.contains(&s.entry.min_age)
        && s.entry.max_age.is_none_or(|most| ages.contains(&most) && most >= s.entry.min_age);
    wrong.unless(fits, "/entry/min_age", "mutual.scheme-ages");
    classes(&mut wrong, s);
    wrong.unless(!s.items.is_empty(), "/items", "mutual.scheme-items");
    for (i, one) in s.items.iter().enumerate() {
        if s.items.iter().take(i).any(|other| other.kind == one.kind) {
            wrong.at(format!("/items/{i}/kind"), "mutual.scheme-item-twice");
        }
        item(&mut wrong, s, one, &format!("/items/{i}"));
    }
    wrong.0
}

fn classes(wrong: &mut Wrong, s: &Scheme) {
    wrong.unless(!s.classes.is_empty(), "/classes", "mutual.scheme-classes");
    for (i, class) in s.classes.iter().enumerate() {
        let twice = s.classes.iter().take(i).any(|other| other.code == class.code);
        let fits = short(&class.code, (1, 20), b'_') && !twice;
        wrong.unless(fits, format!("/classes/{i}/code"), "mutual.scheme-class");
        wrong.length(&class.title, (1, 40), format!("/classes/{i}/title"));
    }
}

fn item(wrong: &mut Wrong, s: &Scheme, item: &Item, at: &str) {
    wrong.length(&item.title, (1, 40), format!("{at}/title"));
    premiums(wrong, s, item, at);
    wrong.unless((1..=10).contains(&item.max_shares), format!("{at}/max_shares"), "mutual.scheme-shares");
    if item.max_shares > 1 && !item.rule.share_multiplier {
        wrong.at(format!("{at}/rule/share_multiplier"), "mutual.scheme-shares-idle");
    }
    let days = 0..=366;
    wrong.unless(days.contains(&item.wait_days_new), format!("{at}/wait_days_new"), "mutual.scheme-wait");
    let renewal = (0..=item.wait_days_new).contains(&item.wait_days_renewal);
    wrong.unless(renewal, format!("{at}/wait_days_renewal"), "mutual.scheme-wait-renewal");
    for (i, kind) in item.requires.iter().enumerate() {
        let known = s.item(*kind).is_some_and(|other| other.kind != item.kind && other.gift.is_none());
        wrong.unless(known, format!("{at}/requires/{i}"), "mutual.scheme-requires");
    }
    wrong.unless(
        !circular(s, item.kind, item.kind, &mut BTreeSet::new()),
        format!("{at}/requires"),
        "mutual.scheme-requires-cycle",
    );
    wrong.unless(once(&item.requires), format!("{at}/requires"), "mutual.scheme-twice");
    wrong.unless(once(&item.papers), format!("{at}/papers"), "mutual.scheme-twice");
    let gift = (item.kind == ItemKind::Gift) == item.gift.is_some();
    wrong.unless(gift, format!("{at}/gift"), "mutual.scheme-gift");
    if item.gift.is_some_and(|g| g.hospital) && s.item(ItemKind::Hospital).is_none() {
        wrong.at(format!("{at}/gift/hospital"), "mutual.scheme-requires");
    }
    scheme_rule_check::check(wrong, s, &item.rule, &format!("{at}/rule"));
}

/// Whether what `from` asks for leads back to `goal`.
fn circular(s: &Scheme, from: ItemKind, goal: ItemKind, seen: &mut BTreeSet<ItemKind>) -> bool {
    let asked = s.item(from).map_or(&[][..], |i| i.requires.as_slice());
    asked.iter().any(|next| *next == goal || seen.insert(*next) && circular(s, *next, goal, seen))
}

fn premiums(wrong: &mut Wrong, s: &Scheme, item: &Item, at: &str) {
    if item.kind == ItemKind::Gift {
        return wrong.unless(
            item.premiums.is_empty(),
            format!("{at}/premiums"),
            "mutual.scheme-gift-premium",
        );
    }
    wrong.unless(!item.premiums.is_empty(), format!("{at}/premiums"), "mutual.scheme-premium-missing");
    for (i, p) in item.premiums.iter().enumerate() {
        let at = format!("{at}/premiums/{i}");
        let twice = item.premiums.iter().take(i).any(|other| other.class == p.class);
        let known = s.classes.iter().any(|c| c.code == p.class);
        wrong.unless(known && !twice, format!("{at}/class"), "mutual.scheme-premium-class");
        let parts = [
            (p.amount, "amount_fen"),
            (p.employer, "employer_fen"),
            (p.union, "union_fen"),
            (p.person, "person_fen"),
        ];
        let fine = parts.iter().all(|(a, _)| (0..=MOST).contains(&a.0));
        for (amount, name) in parts {
            wrong.amount(amount, 0, format!("{at}/{name}"));
        }
        let sum = || p.employer.0 + p.union.0 + p.person.0;
        wrong.unless(!fine || sum() == p.amount.0, format!("{at}/amount_fen"), "mutual.scheme-premium-sum");
    }
}
