//! Whose voucher a shown code is.

use kernel::Timestamp;
use store::Tx;

use crate::issue_error::{IssueError, Result};
use crate::model::campaign::Campaign;
use crate::model::voucher::Voucher;
use crate::rules::code::{CodeError, Codes, Said, is_typed, minute_of, parse_typed};
use crate::store::{campaign, voucher};

/// Minutes for which a phone gets codes ahead, so that it shows them where there is no network.
pub(super) const AHEAD: i64 = 10;

/// What a code says that was scanned or typed, if it is ours and holds at an instant. That the voucher may be used does not follow.
///
/// # Errors
/// [`IssueError::Code`]; also for a number that nobody was given.
pub fn resolve(tx: &mut Tx<'_>, codes: &Codes, text: &str, at: Timestamp) -> Result<Said> {
    if !is_typed(text) {
        return Ok(codes.check(text, at)?);
    }
    let typed = parse_typed(text)?;
    let c = campaign::by_number(tx, &typed.campaign)?.ok_or(IssueError::Code(CodeError::Bad))?;
    let minute = codes.check_typed(c.id, &typed, at)?;
    let v = voucher::by_serial(tx, c.id, typed.serial)?.ok_or(IssueError::Code(CodeError::Bad))?;
    Ok(said(&c, &v, minute))
}

/// What the code of a voucher says in a minute.
pub fn said(c: &Campaign, v: &Voucher, minute: i64) -> Said {
    Said {
        campaign_id: c.id,
        serial: v.serial,
        minute,
        pays: c.terms.offer.pays,
        worth: v.worth,
        until: v.expires_on,
    }
}

/// A code for a minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Minute: instant by 60,000.
    pub minute: i64,
    /// Text of the QR code.
    pub text: String,
    /// What is typed instead.
    pub typed: String,
}

/// The codes of a voucher for the next ten minutes, this one first.
pub fn ahead(codes: &Codes, c: &Campaign, v: &Voucher, now: Timestamp) -> Vec<Shown> {
    let first = minute_of(now);
    let one = |minute: i64| {
        let said = said(c, v, minute);
        Shown { minute, text: codes.sign(&said), typed: codes.typed(&c.number, &said) }
    };
    (first..first + AHEAD).map(one).collect()
}

/// The serial that a printed number of this campaign says, or that is typed as such.
pub fn serial_of(text: &str, c: &Campaign) -> Option<i64> {
    match crate::rules::code::parse_number(text) {
        Ok((campaign, serial)) => Some(serial).filter(|_| campaign == c.number),
        Err(_) => text.trim().parse().ok().filter(|n| *n > 0),
    }
}
