//! Tells whoever writes of campaigns what there is: `platform::offers`.

use platform::App;
use platform::codesets;
use platform::offers::{self, Offer};
use registry::api::reach;
use store::{DbResult, Tx};

use crate::campaign_error::{CampaignError, Result};
use crate::model::campaign::{Campaign, CampaignState};
use crate::rules::offer::{amount, what};
use crate::store::campaign;

/// Campaigns that are told of in one transaction.
const PART: i64 = 100;

/// Tells how a campaign stands that was just written: what goes on line with all its words, then only whether it is interrupted or over.
///
/// # Errors
/// Any [`store::DbError`].
pub(super) fn tell(tx: &mut Tx<'_>, c: &Campaign) -> DbResult<()> {
    match c.state {
        CampaignState::Draft | CampaignState::Proposed | CampaignState::Withdrawn => Ok(()),
        CampaignState::Published | CampaignState::Paused => {
            let held = c.state == CampaignState::Paused;
            if !offers::hold(tx, c.id, held)? {
                let offer = worded(tx, c)?;
                offers::announce(tx, &offer)?;
                offers::hold(tx, c.id, held)?;
            }
            Ok(())
        }
        CampaignState::Ended | CampaignState::Settled | CampaignState::Archived => offers::end(tx, c.id),
    }
}

/// Tells of campaigns that were on line before there was anybody to tell; how many. From then on there are none.
///
/// # Errors
/// Any [`CampaignError`].
pub fn tell_all(app: &App) -> Result<usize> {
    let mut done = 0;
    loop {
        let told = app.store().write_blocking(|tx| {
            let part = campaign::untold(tx, PART)?;
            for id in &part {
                let c = campaign::unscoped(tx, *id)?.ok_or(CampaignError::NotFound)?;
                let offer = worded(tx, &c)?;
                offers::announce(tx, &offer)?;
                tell(tx, &c)?;
            }
            Ok::<_, CampaignError>(part.len())
        })?;
        done += told;
        if told < PART as usize {
            return Ok(done);
        }
    }
}

fn worded(tx: &mut Tx<'_>, c: &Campaign) -> DbResult<Offer> {
    let codes = codesets::current(tx)?;
    let names = reach::Names::load(tx, &codes, c.union_id, &c.terms.who)?;
    Ok(Offer {
        id: c.id,
        union_id: c.union_id,
        title: c.title.clone(),
        what: what(c),
        who: reach::words(&c.terms.who, &names).join("，"),
        amount: amount(c),
        opens_at: c.opens_at,
        closes_at: c.closes_at,
        held: c.state == CampaignState::Paused,
    })
}
