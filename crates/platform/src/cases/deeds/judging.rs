//! Judges: asked for a score, each for themselves.

use guard::{ActionKind, ResourceKind};
use kernel::{Day, Id, Params};
use store::Tx;

use super::super::error::{CaseError, Result, field};
use super::super::fields::{lines, too_long};
use super::super::ground::Ground;
use super::super::model::CaseFile;
use super::super::procedure::Allow;
use super::super::saving::{Saving, notify, save};
use super::super::store::{case, judge};
use super::{InHand, note as noted};
use crate::accounts::{name_of, role_holders};

/// Most judges of one case.
const MOST: usize = 20;
/// Most days until the score.
const LONGEST: i64 = 60;
/// Highest score.
const FULL: u32 = 100;

/// Accounts that can be asked: those who read cases at the union that has it or above, and are not tied to it.
///
/// # Errors
/// Any [`store::DbError`].
pub fn candidates(tx: &mut Tx<'_>, ground: &Ground, c: &CaseFile) -> Result<Vec<(Id, String, String)>> {
    let ties = case::ties(tx, c.id)?;
    let mut all: Vec<(Id, String, String)> = Vec::new();
    for path in c.holder.path.chain() {
        if ties.iter().any(|t| t.covers(&path)) {
            continue;
        }
        let Some((union, union_name)) = ground.tree.union_at(tx, &path)? else { continue };
        for (account, role) in role_holders(tx, union)? {
            let reads = guard::allowed(role, ResourceKind::Case, ActionKind::Update);
            if reads && !all.iter().any(|(id, ..)| *id == account) {
                let name = name_of(tx, account)?;
                all.extend(name.map(|n| (account, n, union_name.clone())));
            }
        }
    }
    Ok(all)
}

/// Asks judges.
pub(super) fn ask(
    tx: &mut Tx<'_>,
    h: &InHand<'_>,
    accounts: &[Id],
    due_on: Day,
    note: &str,
) -> Result<CaseFile> {
    h.allowed(Allow::Judge, "请评委评审")?;
    let note = noted(note, false)?;
    let today = tx.today();
    if due_on < today || due_on > today.plus_days(LONGEST) {
        return Err(CaseError::Invalid(vec![field("/due_on", "cases.opinion-day", Params::new())]));
    }
    let known = judge::of_case(tx, h.before.id)?;
    let fresh = accounts.iter().filter(|a| !known.iter().any(|j| j.account_id == **a)).count();
    if accounts.is_empty() || known.len() + fresh > MOST {
        let params = [("most", MOST.to_string())].into();
        return Err(CaseError::Invalid(vec![field("/account_ids", "cases.judges", params)]));
    }
    let may = candidates(tx, h.ground, &h.before)?;
    let mut names = Vec::new();
    for account in accounts {
        let (_, name, _) = may.iter().find(|(id, ..)| id == account).ok_or(CaseError::NoAccount)?;
        judge::ask(tx, h.before.id, (*account, name), due_on)?;
        if h.before.restricted {
            case::name(tx, h.before.id, *account)?;
        }
        names.push(name.as_str());
    }
    let mut c = h.before.clone();
    let saving = Saving::of("judges", &format!("请{}评审", names.join("、"))).note(&note);
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    notify(tx, &c, accounts.iter().copied().collect(), "请您评审打分")?;
    Ok(c)
}

/// Gives a score. What it is stands with the judges only, so that none of them is led by another.
pub(super) fn score(tx: &mut Tx<'_>, h: &InHand<'_>, score: u32, comment: &str) -> Result<CaseFile> {
    let step = h.ground.step(h.p, &h.before)?;
    if !h.before.state.is_open() || !step.allows.contains(&Allow::Judge) {
        return Err(h.not_now("评审打分"));
    }
    let comment = lines(comment);
    let mut wrong = Vec::new();
    if score > FULL {
        wrong.push(field("/score", "cases.score", [("most", FULL.to_string())].into()));
    }
    if too_long(&comment, 500) {
        wrong.push(field("/comment", "cases.text-long", [("limit", "500".to_owned())].into()));
    }
    if !wrong.is_empty() {
        return Err(CaseError::Invalid(wrong));
    }
    if !judge::score(tx, h.before.id, h.by.id(), i64::from(score), &comment)? {
        return Err(CaseError::NotAsked);
    }
    let mut c = h.before.clone();
    save(tx, h.ground, h.by, Some(&h.before), &mut c, Saving::of("score", "评委已打分"))?;
    Ok(c)
}
