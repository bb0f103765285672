//! Who has a case: taken, given to a colleague, handed to another union, given back, or up.

use guard::Role;
use kernel::Id;
use store::Tx;

use super::super::error::{CaseError, Result};
use super::super::ground::{Ground, Post};
use super::super::hand::Hand;
use super::super::model::CaseFile;
use super::super::procedure::Allow;
use super::super::saving::{Saving, notify, notify_post, save};
use super::super::store::case;
use super::super::ticking::watch_anew;
use super::super::walk::hold;
use super::{InHand, note as noted};
use crate::accounts::{name_of, role_holders};

/// Takes what nobody at the own post has yet.
pub(super) fn accept(tx: &mut Tx<'_>, h: &InHand<'_>) -> Result<CaseFile> {
    h.own()?;
    if h.hand != Hand::Free {
        return Err(h.not_now("接办"));
    }
    let mut c = h.before.clone();
    (c.owner_id, c.owner_name) = (h.by.id(), h.by.name().to_owned());
    if c.restricted {
        case::name(tx, c.id, c.owner_id)?;
    }
    let saving = Saving::of("accept", "接办").plain("{holder}已经有人在办。");
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    Ok(c)
}

/// A colleague at the place where the case lies, with a role that may have it.
fn colleague(tx: &mut Tx<'_>, h: &InHand<'_>, account: Id) -> Result<(Role, String)> {
    let step = h.ground.step(h.p, &h.before)?;
    let holders = role_holders(tx, h.before.holder.id)?;
    let role = holders.iter().find(|(id, r)| *id == account && step.roles.contains(r)).map(|(_, r)| *r);
    let name = name_of(tx, account)?;
    role.zip(name).ok_or(CaseError::NoAccount)
}

/// Gives it to a colleague.
pub(super) fn assign(tx: &mut Tx<'_>, h: &InHand<'_>, account: Id, note: &str) -> Result<CaseFile> {
    h.allowed(Allow::Assign, "指派")?;
    let note = noted(note, false)?;
    let (role, name) = colleague(tx, h, account)?;
    let mut c = h.before.clone();
    (c.owner_id, c.owner_name, c.delegate_id) = (account, name, Id(0));
    role.code().clone_into(&mut c.holder_role);
    if c.restricted {
        case::name(tx, c.id, account)?;
    }
    let saving = Saving::of("assign", &format!("指派给{}", c.owner_name)).note(&note);
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    notify(tx, &c, [account].into(), "有事项指派给您")?;
    Ok(c)
}

/// Lets a colleague work on it, or takes that back.
pub(super) fn delegate(tx: &mut Tx<'_>, h: &InHand<'_>, account: Option<Id>, note: &str) -> Result<CaseFile> {
    h.allowed(Allow::Delegate, "委托协办")?;
    let note = noted(note, false)?;
    let mut c = h.before.clone();
    let title = match account {
        None => {
            c.delegate_id = Id(0);
            "收回委托".to_owned()
        }
        Some(account) => {
            let (_, name) = colleague(tx, h, account)?;
            if account == c.owner_id || c.owner_id.0 == 0 {
                return Err(CaseError::NoAccount);
            }
            c.delegate_id = account;
            format!("委托{name}协办")
        }
    };
    let saving = Saving::of("delegate", &title).note(&note);
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    notify(tx, &c, account.into_iter().collect(), "有事项请您协办")?;
    Ok(c)
}

fn moved(
    tx: &mut Tx<'_>,
    h: &InHand<'_>,
    post: &Post,
    (deed, title, note): (&str, &str, &str),
) -> Result<CaseFile> {
    let mut c = h.before.clone();
    hold(&mut c, post);
    watch_anew(tx, h.ground, &mut c)?;
    let title = format!("{title}{}", post.union_name);
    let saving = Saving::of(deed, &title).note(note).plain("这件事转给{holder}办理。").back(deed == "return");
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    notify_post(tx, &c, Some(post), "有事项转来", h.by)?;
    Ok(c)
}

/// A union may have it unless it is tied to what the case complains about.
fn impartial_post(tx: &mut Tx<'_>, h: &InHand<'_>, union: Id) -> Result<Post> {
    let (path, _) = h.ground.tree.place(tx, union)?.ok_or(CaseError::NoUnion)?;
    let step = h.ground.step(h.p, &h.before)?;
    let post = h.ground.post(tx, &path, &step.roles)?;
    let ties = case::ties(tx, h.before.id)?;
    if ties.iter().any(|t| t.covers(&post.path)) { Err(CaseError::NoUnion) } else { Ok(post) }
}

/// Hands it to another union; the clock runs on.
pub(super) fn transfer(tx: &mut Tx<'_>, h: &InHand<'_>, union: Id, note: &str) -> Result<CaseFile> {
    h.allowed(Allow::Transfer, "转办")?;
    let note = noted(note, true)?;
    let post = impartial_post(tx, h, union)?;
    if post.union_id == h.before.holder.id {
        return Err(CaseError::NoUnion);
    }
    moved(tx, h, &post, ("transfer", "转交", &note))
}

/// Gives it back to the union that it came from, level by level.
pub(super) fn give_back(tx: &mut Tx<'_>, h: &InHand<'_>, note: &str) -> Result<CaseFile> {
    h.allowed(Allow::Return, "退回")?;
    let note = noted(note, true)?;
    if h.before.from_id.0 == 0 || h.before.from_id == h.before.holder.id {
        return Err(h.not_now("退回"));
    }
    let post = impartial_post(tx, h, h.before.from_id)?;
    moved(tx, h, &post, ("return", "退回", &note))
}

/// Asks the union above to take it.
pub(super) fn escalate(tx: &mut Tx<'_>, h: &InHand<'_>, note: &str) -> Result<CaseFile> {
    h.allowed(Allow::Escalate, "提请上级办理")?;
    let note = noted(note, true)?;
    let above = above(tx, h.ground, &h.before)?.ok_or_else(|| h.not_now("提请上级办理"))?;
    let post = impartial_post(tx, h, above)?;
    moved(tx, h, &post, ("escalate", "提请上级：", &note))
}

fn above(tx: &mut Tx<'_>, ground: &Ground, c: &CaseFile) -> Result<Option<Id>> {
    Ok(ground.above(tx, &c.holder.path)?.map(|(_, id, _)| id))
}
