//! A winner takes the prize: it becomes a voucher.

use guard::Actor;
use kernel::Id;
use platform::audit::{Changes, Entry};
use store::Tx;

use super::draw::{public, record};
use super::draw_work::prize_title;
use super::issue::issue_prize;
use crate::draw_error::{DrawError, Result};
use crate::model::draw::WinnerState;
use crate::store::draw_winner;

/// Claims the own prize; claiming it again changes nothing.
///
/// # Errors
/// [`DrawError::NotFound`], [`DrawError::NoPrize`], [`DrawError::Lapsed`] after the last day, what the issue refuses.
pub fn claim(tx: &mut Tx<'_>, by: &Actor, id: Id) -> Result<()> {
    let (c, _) = public(tx, id)?;
    let w = draw_winner::of_person(tx, id, by.id())?.ok_or(DrawError::NoPrize)?;
    let until = w.until.map(|d| d.to_string()).unwrap_or_default();
    match w.state {
        WinnerState::Claimed => return Ok(()),
        WinnerState::Reserve => return Err(DrawError::NoPrize),
        WinnerState::Lapsed => return Err(DrawError::Lapsed { until }),
        WinnerState::Won if w.until.is_none_or(|d| d < tx.today()) => {
            return Err(DrawError::Lapsed { until });
        }
        WinnerState::Won => {}
    }
    if !draw_winner::set(tx, &w, WinnerState::Claimed, (w.prize, w.until))? {
        return Err(DrawError::NoPrize);
    }
    issue_prize(tx, by, &c, w.person_id, w.union_id, w.prize)?;
    let changes = Changes::new()
        .note("number", c.number.as_str())
        .note("prize", prize_title(&c, w.prize))
        .note("rank", w.rank);
    record(tx, by, &c, Entry { changes, ..Entry::of("draw.claim", id) })?;
    Ok(())
}
