//! Opinions of other unions, and remarks.

use kernel::{Day, Id, Params};
use store::Tx;

use super::super::error::{CaseError, Result, field};
use super::super::fields::lines;
use super::super::model::CaseFile;
use super::super::procedure::Allow;
use super::super::saving::{Saving, notify, save};
use super::super::store::case;
use super::super::store::opinion::{self, Opinion};
use super::{InHand, note as noted};

/// Most unions asked at once.
const MOST: usize = 20;
/// Most days until the answer.
const LONGEST: i64 = 60;

fn text(pointer: &str, typed: &str, limit: usize) -> Result<String> {
    let text = lines(typed);
    if !(2..=limit).contains(&text.chars().count()) {
        let params = [("limit", limit.to_string())].into();
        return Err(CaseError::Invalid(vec![field(pointer, "cases.length", params)]));
    }
    Ok(text)
}

/// Asks other unions; the case stays where it is, and its clock runs on.
pub(super) fn countersign(
    tx: &mut Tx<'_>,
    h: &InHand<'_>,
    unions: &[Id],
    question: &str,
    due_on: Day,
) -> Result<CaseFile> {
    h.allowed(Allow::Countersign, "会签")?;
    let question = text("/question", question, 500)?;
    let today = tx.today();
    if due_on < today || due_on > today.plus_days(LONGEST) {
        return Err(CaseError::Invalid(vec![field("/due_on", "cases.opinion-day", Params::new())]));
    }
    if unions.is_empty() || unions.len() > MOST {
        let params = [("most", MOST.to_string())].into();
        return Err(CaseError::Invalid(vec![field("/union_ids", "cases.opinion-unions", params)]));
    }
    let ties = case::ties(tx, h.before.id)?;
    let mut names = Vec::new();
    for union in unions {
        let (path, name) = h.ground.tree.place(tx, *union)?.ok_or(CaseError::NoUnion)?;
        if *union == h.before.holder.id || ties.iter().any(|t| t.covers(&path)) {
            return Err(CaseError::NoUnion);
        }
        let roles = h.ground.step(h.p, &h.before)?.roles.clone();
        let post = h.ground.post(tx, &path, &roles)?;
        let o = Opinion {
            id: tx.new_id(),
            union_id: *union,
            union_path: path,
            union_name: name.clone(),
            question: question.clone(),
            asked_by: h.by.id(),
            asked_by_name: h.by.name().to_owned(),
            asked_at: tx.now(),
            due_on,
            answer: String::new(),
            answered_by_name: String::new(),
            answered_at: kernel::Timestamp(0),
        };
        opinion::insert(tx, h.before.id, &o)?;
        notify(tx, &h.before, post.accounts.into_iter().collect(), "请贵单位会签")?;
        names.push(name);
    }
    let mut c = h.before.clone();
    let saving = Saving::of("countersign", &format!("请{}会签", names.join("、")))
        .note(&question)
        .plain("{holder}正在征求有关单位的意见。");
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    Ok(c)
}

/// Gives an opinion. Who answers holds a role at the union that was asked, or above it.
pub(super) fn opinion(tx: &mut Tx<'_>, h: &InHand<'_>, id: Id, answer: &str) -> Result<CaseFile> {
    let o = opinion::find(tx, h.before.id, id)?.ok_or(CaseError::NotFound)?;
    if !h.by.grants().iter().any(|g| g.path.covers(&o.union_path)) {
        return Err(CaseError::HeldBy { name: o.union_name });
    }
    let answer = text("/answer", answer, 2_000)?;
    if !opinion::answer(tx, h.before.id, id, &answer, (h.by.id(), h.by.name()))? {
        return Err(h.not_now("会签"));
    }
    let mut c = h.before.clone();
    let saving = Saving::of("opinion", &format!("{}会签意见", o.union_name)).note(&answer);
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    notify(tx, &c, [o.asked_by, c.owner_id].into(), "会签意见已回")?;
    Ok(c)
}

/// Writes something down.
pub(super) fn remark(tx: &mut Tx<'_>, h: &InHand<'_>, note: &str, public: bool) -> Result<CaseFile> {
    h.own()?;
    let note = noted(note, true)?;
    let mut c = h.before.clone();
    let saving = Saving::of("remark", if public { "告知进展" } else { "内部备注" }).note(&note);
    let saving = if public { saving.plain("{holder}告诉您：{note}") } else { saving };
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    Ok(c)
}
