//! Tickets that win at once: the promise, the counting of what was won, and the secret when the campaign is over.

use std::collections::BTreeMap;

use guard::{Actor, Reason};
use kernel::Id;
use platform::App;
use platform::audit::{Changes, Entry};
use platform::sealed::Keyring;
use registry::api::union_by_id;
use store::{DbError, DbResult, Tx};

use super::draw::record;
use crate::issue_error::{IssueError, Result};
use crate::model::campaign::{Campaign, CampaignKind};
use crate::model::voucher::{Voucher, VoucherState};
use crate::rules::draw::commitment;
use crate::rules::draw_file::FilePrize;
use crate::rules::instant::PROCEDURE;
use crate::rules::instant_file::{FileTicket, InstantFile};
use crate::store::instant::{self, Promise};
use crate::store::{campaign, stock};

/// The secret of a campaign of tickets: made of the keys, which are not in the database and not in the backup.
pub fn secret(keys: &Keyring, campaign: Id) -> [u8; 32] {
    keys.stamp("benefit-instant-secret", &[&campaign.0.to_be_bytes()])
}

fn job() -> Actor {
    Actor::system(Reason::Job, "即开即中")
}

/// Publishes the promise of a campaign and lays its prizes out: with the campaign, before the first ticket.
///
/// # Errors
/// Any [`DbError`].
pub fn begin(tx: &mut Tx<'_>, keys: &Keyring, c: &Campaign) -> DbResult<()> {
    let promise = commitment(&secret(keys, c.id));
    if !instant::promise(tx, c.id, &promise)? {
        return Ok(());
    }
    for (prize, p) in (1..).zip(&c.terms.prizes) {
        instant::put_prize(tx, c.id, prize, p.count)?;
    }
    let changes = Changes::new().note("number", c.number.as_str()).note("commitment", promise.as_str());
    record(tx, &job(), c, Entry { changes, ..Entry::of("instant.promise", c.id) })
}

/// Counts new tickets: those that won by prize, never more than there are, and those that won nothing.
///
/// # Errors
/// [`DbError::Inconsistent`] if more of a prize was won than there is of it: then no ticket was given.
pub(super) fn count(tx: &mut Tx<'_>, c: &Campaign, made: &[Voucher]) -> DbResult<()> {
    let blank = made.iter().filter(|v| v.state == VoucherState::Blank).count() as i64;
    if blank > 0 {
        stock::count_blank(tx, c.id, blank)?;
    }
    let mut won: BTreeMap<i64, i64> = BTreeMap::new();
    made.iter().filter(|v| v.prize > 0).for_each(|v| *won.entry(v.prize).or_default() += 1);
    for (prize, n) in won {
        if !instant::give(tx, c.id, prize, n)? {
            return Err(DbError::Inconsistent(format!("prize {prize} of campaign {} is out", c.id)));
        }
    }
    Ok(())
}

/// Publishes the secrets of campaigns that are over; how many.
///
/// # Errors
/// Any [`IssueError`].
pub fn reveal_all(app: &App) -> Result<usize> {
    let kept = app.store().read_blocking(instant::kept)?;
    let mut done = 0;
    for id in kept {
        let keys = app.keyring().clone();
        done += usize::from(app.store().write_blocking(move |tx| reveal(tx, &keys, id))?);
    }
    Ok(done)
}

/// Publishes the secret of a campaign that is over; false if it is published or the campaign is not over.
///
/// # Errors
/// [`DbError::Inconsistent`] if the keys are not those of the promise.
pub fn reveal(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Result<bool> {
    // Whoever is giving a ticket has given it, and nobody begins to.
    stock::hold(tx, id)?;
    let (c, promise) = promised(tx, id)?;
    if !c.state.is_over() {
        return Ok(false);
    }
    let secret = secret(keys, id);
    if commitment(&secret) != promise.commitment {
        return Err(
            DbError::Inconsistent(format!("tickets {id}: the keys are not those of their promise")).into()
        );
    }
    if !instant::reveal(tx, id, &hex::encode(secret))? {
        return Ok(false);
    }
    let changes = Changes::new().note("number", c.number.as_str());
    record(tx, &job(), &c, Entry { changes, ..Entry::of("instant.reveal", id) })?;
    Ok(true)
}

/// A campaign of tickets that members see or saw, with its promise.
///
/// # Errors
/// [`IssueError::CampaignNotFound`].
pub fn promised(tx: &mut Tx<'_>, id: Id) -> Result<(Campaign, Promise)> {
    let found = campaign::unscoped(tx, id)?.filter(|c| c.kind == CampaignKind::Instant);
    match (found, instant::find(tx, id)?) {
        (Some(c), Some(promise)) => Ok((c, promise)),
        _ => Err(IssueError::CampaignNotFound),
    }
}

/// The file of a campaign of tickets that is over.
///
/// # Errors
/// [`IssueError::CampaignNotFound`], [`IssueError::NotRevealed`] before the secret is published.
pub fn file(tx: &mut Tx<'_>, id: Id) -> Result<InstantFile> {
    let (c, promise) = promised(tx, id)?;
    if promise.secret.is_empty() {
        return Err(IssueError::NotRevealed);
    }
    let issued = stock::find(tx, id)?.map_or(0, |s| s.issued);
    let title = |prize: i64| {
        let at = usize::try_from(prize - 1).ok();
        at.and_then(|n| c.terms.prizes.get(n)).map_or_else(String::new, |p| p.title.clone())
    };
    let won = instant::won(tx, id)?.into_iter();
    let winners = won.map(|(ticket, prize)| FileTicket { ticket, prize: title(prize) }).collect();
    let prizes = c.terms.prizes.iter();
    Ok(InstantFile {
        format: PROCEDURE.to_owned(),
        id: c.id.to_string(),
        union: union_by_id(tx, c.union_id)?.map(|u| u.name).unwrap_or_default(),
        opens_at: c.opens_at.0,
        closes_at: c.closes_at.0,
        tickets: c.stock,
        prizes: prizes.map(|p| FilePrize { title: p.title.clone(), count: p.count }).collect(),
        commitment: promise.commitment,
        committed_at: promise.committed_at.0,
        issued,
        secret: promise.secret,
        revealed_at: promise.revealed_at.0,
        winners,
        number: c.number,
        title: c.title,
        rules: c.terms.rules,
    })
}
