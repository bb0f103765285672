//! The bank card that a person is paid on.

use guard::{Actor, Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::cases::line;
use platform::sealed::Keyring;
use registry::api::{membership_of, union_by_id};
use store::Tx;

use super::claim_enter::facts_moved;
use super::claim_steps::{Deed, keep};
use crate::model::claim::{Claim, ClaimState};
use crate::model::scheme::Paper;
use crate::pay_error::{PayError, Result, field};
use crate::store::{card, claim};

/// A card as it is written.
#[derive(Clone, Debug)]
pub struct NewCard {
    /// Holder, 2 to 60 characters.
    pub holder: String,
    /// Bank, 2 to 60 characters.
    pub bank: String,
    /// 12 to 24 digits; blanks and strokes are left out.
    pub number: String,
}

fn checked(c: &NewCard) -> Result<NewCard> {
    let (holder, bank) = (line(&c.holder), line(&c.bank));
    let number: String = c.number.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if !(2..=60).contains(&holder.chars().count()) {
        return Err(field("/holder", "mutual.payee"));
    }
    if !(2..=60).contains(&bank.chars().count()) {
        return Err(field("/bank", "mutual.card-bank"));
    }
    if !(12..=24).contains(&number.len()) || !number.chars().all(|c| c.is_ascii_digit()) {
        return Err(field("/number", "mutual.card-number"));
    }
    Ok(NewCard { holder, bank, number })
}

/// Writes the card of a person; `false` if it was the very one. Claims that the bank sent back are payable again by it, and open ones
/// lack it no longer.
///
/// # Errors
/// [`crate::pay_error::PayError::Invalid`].
pub fn put(tx: &mut Tx<'_>, keys: &Keyring, by: &Actor, person: Id, new: &NewCard) -> Result<bool> {
    let c = checked(new)?;
    let before = card::of(tx, person)?;
    let same = before.as_ref().is_some_and(|b| {
        b.holder == c.holder && b.bank == c.bank && card::open(keys, b).is_ok_and(|n| n == c.number)
    });
    if same {
        return Ok(false);
    }
    card::put(tx, keys, person, (&c.holder, &c.bank, &c.number), by.name())?;
    let tail = card::of(tx, person)?.map(|c| c.tail).unwrap_or_default();
    let changes = Changes::new().field("tail", before.map(|b| b.tail).unwrap_or_default(), tail);
    audit::record(tx, by, Entry { changes, ..Entry::of("mutual-card.put", person) })?;
    let ids = claim::of_person(tx, person)?;
    for mut claim in claim::by_ids(tx, &ids)? {
        if let Some((title, plain)) = follow(tx, &mut claim)? {
            keep(tx, by, &mut claim, Deed { code: "card", title, note: "", plain })?;
        }
    }
    Ok(true)
}

/// Whether somebody is a member, or has a claim, of a union in the scope.
///
/// # Errors
/// [`PayError::PersonNotFound`] if neither.
pub fn in_sight<A: act::Action>(tx: &mut Tx<'_>, scope: &Scope<res::Payment, A>, person: Id) -> Result<()> {
    let union = match membership_of(tx, person)? {
        Some(m) => union_by_id(tx, m.union_id)?,
        None => None,
    };
    if union.is_some_and(|u| scope.covers(&u.place())) {
        return Ok(());
    }
    let ids = claim::of_person(tx, person)?;
    let claims = claim::by_ids(tx, &ids)?;
    if claims.iter().any(|c| scope.covers(&c.union_path)) { Ok(()) } else { Err(PayError::PersonNotFound) }
}

/// What a card changes about a claim: title, and what the worker reads; nothing of one that did not wait for it. Where somebody has
/// agreed nothing was missing.
fn follow(tx: &mut Tx<'_>, c: &mut Claim) -> Result<Option<(&'static str, &'static str)>> {
    Ok(match c.state {
        ClaimState::Returned => {
            c.state = ClaimState::Payable;
            Some(("更换收款银行卡", "收款银行卡已更新，将重新支付。"))
        }
        ClaimState::Reckoned | ClaimState::Supplement if c.facts.missing.contains(&Paper::BankCard) => {
            facts_moved(tx, c)?;
            Some(("登记收款银行卡", ""))
        }
        _ => None,
    })
}
