//! Whether a till takes a voucher.

use kernel::{Day, OrgPath, Timestamp};

use crate::merchant_error::MerchantError;
use crate::model::campaign::{Campaign, CampaignKind};
use crate::model::merchant::Merchant;
use crate::model::voucher::{Voucher, VoucherState};

/// Milliseconds by which the clock of a till may be ahead.
const AHEAD: i64 = 120_000;
/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

/// Whether a merchant takes the vouchers of a campaign whose union stands at a place: it is named, or none is and it is under
/// contract with that union or one above.
pub fn takes(merchant: &Merchant, campaign: &Campaign, place: &OrgPath) -> bool {
    if campaign.kind == CampaignKind::Codes {
        // The partner takes its own codes, and tells of them in its settlement.
        return false;
    }
    let named = &campaign.terms.offer.merchants;
    if named.is_empty() { merchant.union_path.covers(place) } else { named.contains(&merchant.id) }
}

/// Whether an instant that a till says it scanned at without a network may be believed.
///
/// # Errors
/// [`MerchantError::OfflineLate`].
pub fn believed(at: Timestamp, now: Timestamp, hours: i64) -> Result<(), MerchantError> {
    let age = now.0 - at.0;
    if age < -AHEAD || age > hours * HOUR { Err(MerchantError::OfflineLate { hours }) } else { Ok(()) }
}

/// Why a merchant may not take a voucher on a day; a used one is refused by its state, `used_where` is the name of where.
///
/// # Errors
/// The reason.
pub fn check(
    (merchant, campaign, place): (&Merchant, &Campaign, &OrgPath),
    voucher: &Voucher,
    day: Day,
    used_where: impl FnOnce() -> String,
) -> Result<(), MerchantError> {
    if !merchant.is_open(day) {
        return Err(MerchantError::NotOpen);
    }
    if !takes(merchant, campaign, place) {
        return Err(MerchantError::VoucherNotHere);
    }
    match voucher.state {
        VoucherState::Used => Err(MerchantError::VoucherUsed { at: voucher.used_at, merchant: used_where() }),
        // Nobody is shown a code of a ticket that won nothing.
        VoucherState::Void | VoucherState::Blank => Err(MerchantError::VoucherVoid),
        VoucherState::Expired => Err(MerchantError::VoucherExpired { day: voucher.expires_on }),
        VoucherState::Held if voucher.expires_on < day => {
            Err(MerchantError::VoucherExpired { day: voucher.expires_on })
        }
        VoucherState::Held => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offline_scan_is_believed_for_its_hours_and_a_little_ahead() {
        let now = Timestamp(1_000 * HOUR);
        let late = |ms: i64| believed(now.plus_ms(-ms), now, 24).is_err();
        assert!(!late(0) && !late(24 * HOUR) && !late(-AHEAD));
        assert!(late(24 * HOUR + 1) && late(-AHEAD - 1));
    }
}
