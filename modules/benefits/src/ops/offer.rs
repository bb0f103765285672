//! Tells whoever writes of campaigns what there is: `platform::offers`.

use platform::codesets;
use platform::offers::{self, Offer};
use registry::api::reach;
use store::{DbResult, Tx};

use crate::model::campaign::{Campaign, CampaignState};
use crate::rules::offer::{amount, what};

/// Tells how a campaign stands that was just written: what goes on line with all its words, then only whether it is interrupted or over.
///
/// # Errors
/// Any [`store::DbError`].
pub(super) fn tell(tx: &mut Tx<'_>, c: &Campaign) -> DbResult<()> {
    match c.state {
        CampaignState::Draft | CampaignState::Proposed | CampaignState::Withdrawn => Ok(()),
        CampaignState::Published | CampaignState::Paused => {
            if !offers::hold(tx, c.id, c.state == CampaignState::Paused)? {
                let offer = worded(tx, c)?;
                offers::announce(tx, &offer)?;
            }
            Ok(())
        }
        CampaignState::Ended | CampaignState::Settled | CampaignState::Archived => offers::end(tx, c.id),
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
