//! A member gives a voucher back that was not used: somebody else may have it.

use guard::Actor;
use kernel::Id;
use store::Tx;

use super::queue;
use super::void::void;
use crate::issue_error::{IssueError, Result};
use crate::model::campaign::{Campaign, CampaignKind};
use crate::model::voucher::{Voucher, VoucherState};
use crate::store::{campaign, voucher};

/// Why it is taken back, as the audit and the book say it.
const REASON: &str = "本人退回";

/// Gives the own voucher of a campaign and turn back; of a queue, the next one in the order gets it at once. The turn stays used: who gave
/// back does not press again.
///
/// # Errors
/// [`IssueError::VoucherNotFound`] for what is somebody else's, [`IssueError::CodeKept`] for a code of a partner, [`IssueError::State`] if it is not held or its last day is over.
pub fn give_back(tx: &mut Tx<'_>, by: &Actor, (campaign, turn): (Id, i64)) -> Result<(Campaign, Voucher)> {
    let v = voucher::by_key(tx, campaign, by.id(), turn)?.ok_or(IssueError::VoucherNotFound)?;
    let c = campaign::unscoped(tx, campaign)?.ok_or(IssueError::CampaignNotFound)?;
    if v.state == VoucherState::Held && v.expires_on < tx.today() {
        return Err(IssueError::State { state: VoucherState::Expired });
    }
    if c.kind == CampaignKind::Codes {
        return Err(IssueError::CodeKept);
    }
    let back = void(tx, by, &c, v.serial, REASON)?;
    if c.kind == CampaignKind::Queue {
        queue::give(tx, campaign)?;
    }
    Ok((c, back))
}
