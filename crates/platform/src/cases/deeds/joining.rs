//! Cases that say the same or have to do with each other, and corrections of what stands in one.

use guard::{Scope, act, res};
use kernel::{Id, Timestamp};
use store::Tx;

use super::super::error::{CaseError, Result, field};
use super::super::fields;
use super::super::ground::Ground;
use super::super::hand::Hand;
use super::super::model::{CaseFile, CaseState};
use super::super::procedure::{Allow, Values};
use super::super::saving::{Saving, save};
use super::super::store::{case, link as links, list};
use super::{InHand, note as noted};
use crate::audit::Changes;

/// Joins it to another open case of its kind. Its own clock ends; its reporter reads how the other one goes.
pub(super) fn merge(
    tx: &mut Tx<'_>,
    h: &InHand<'_>,
    scope: &Scope<res::Case, act::Update>,
    into: Id,
    note: &str,
) -> Result<CaseFile> {
    h.allowed(Allow::Merge, "合并")?;
    let note = noted(note, true)?;
    let other = case::find(tx, scope, into)?.ok_or(CaseError::NotFound)?;
    let fits = other.id != h.before.id && other.kind == h.before.kind && other.state.is_open();
    if !fits {
        return Err(CaseError::NotMerged);
    }
    let mut c = h.before.clone();
    (c.state, c.merged_into) = (CaseState::Merged, other.id);
    (c.closed_on, c.closed_at) = (Some(tx.today()), tx.now());
    (c.clock, c.tick_at, c.mark) = (None, Timestamp(0), 0);
    links::put(tx, c.id, other.id, ("duplicate", "holds"))?;
    let saving = Saving::of("merge", &format!("并入{}", other.number))
        .note(&note)
        .plain("有人说了同一件事，两件并在一起办，办好后一起答复您。");
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    let (before, mut other) = (other.clone(), other);
    let saving = Saving::of("merge", &format!("{}并入本件", c.number));
    save(tx, h.ground, h.by, Some(&before), &mut other, saving)?;
    Ok(c)
}

/// Says that it has to do with another case in sight.
pub(super) fn link(
    tx: &mut Tx<'_>,
    h: &InHand<'_>,
    scope: &Scope<res::Case, act::Update>,
    other: Id,
    note: &str,
) -> Result<CaseFile> {
    h.allowed(Allow::Link, "关联")?;
    let note = noted(note, false)?;
    let other = case::find(tx, scope, other)?.ok_or(CaseError::NotFound)?;
    if other.id == h.before.id {
        return Err(CaseError::NotMerged);
    }
    links::put(tx, h.before.id, other.id, ("related", "related"))?;
    let mut c = h.before.clone();
    let saving = Saving::of("link", &format!("关联{}", other.number)).note(&note);
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    Ok(c)
}

/// Puts right what stands in a case: title, employer and fields. What was said stays as it was said.
///
/// # Errors
/// As [`super::take_deed`].
pub fn edit_case(
    tx: &mut Tx<'_>,
    ground: &Ground,
    scope: &Scope<res::Case, act::Update>,
    (id, version): (Id, i64),
    title: &str,
    typed: &Values,
) -> Result<CaseFile> {
    let before = case::find(tx, scope, id)?.ok_or(CaseError::NotFound)?;
    if before.version != version {
        return Err(CaseError::Stale);
    }
    let p = ground.procedure(&before)?;
    let hand = Hand::of(tx, ground, scope.actor(), &p, &before)?;
    let h = InHand { ground, by: scope.actor(), p: &p, hand, before };
    h.own()?;
    let mut c = h.before.clone();
    let mut wrong = Vec::new();
    c.title = fields::line(title);
    if !(2..=60).contains(&c.title.chars().count()) {
        wrong.push(field("/title", "cases.title-length", [("limit", "60".to_owned())].into()));
    }
    c.fields = fields::merge(&p, &h.before.fields, typed, &mut wrong);
    let needed = p.fields.iter().filter(|f| f.required).map(|f| f.code.as_str());
    fields::missing(&p, &c.fields, needed, &mut wrong);
    if !wrong.is_empty() {
        return Err(CaseError::Invalid(wrong));
    }
    if ground.step(&p, &h.before)?.public {
        super::moving::nameless(tx, ground, &p, &c)?;
    }
    c.restricted = h.before.restricted || fields::restricts(&p, &c.fields);
    if c.restricted && !h.before.restricted {
        for account in [c.owner_id, c.delegate_id, scope.actor().id()].into_iter().filter(|a| a.0 != 0) {
            case::name(tx, c.id, account)?;
        }
    }
    list::put_values(tx, c.id, &fields::searched(&p, &c.fields), true)?;
    let mut changes = Changes::new();
    if !c.restricted {
        changes = changes.field("title", h.before.title.as_str(), c.title.as_str());
        let codes = p.fields.iter().map(|f| f.code.as_str());
        let value = |v: &Values, code: &str| v.get(code).cloned().unwrap_or_default();
        changes = codes.fold(changes, |all, code| {
            all.field(code, value(&h.before.fields, code), value(&c.fields, code))
        });
    }
    save(tx, ground, h.by, Some(&h.before), &mut c, Saving::of("edit", "更正内容").changes(changes))?;
    Ok(c)
}
