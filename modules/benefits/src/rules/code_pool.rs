//! What a code of a partner may be, and what a partner's file says of it. Pure.

use kernel::{Day, Fen, Timestamp};

use crate::model::campaign::Campaign;
use crate::model::voucher::{Voucher, VoucherState};
use sheets::normal::day;

/// Longest code, characters.
const LONG: usize = 100;

/// The last day on which somebody may use a voucher of a campaign.
pub fn last_given(c: &Campaign) -> Day {
    c.last_day(c.closes_at.plus_ms(-1).day())
}

/// The last day that a row says for its code, which may not be before `last`; none if it says none.
///
/// # Errors
/// Why the row is not taken, Chinese.
pub fn fault(code: &str, until: &str, last: Day) -> Result<Option<Day>, String> {
    let n = code.chars().count();
    if n == 0 {
        return Err("券码是空的".to_owned());
    }
    if n > LONG {
        return Err(format!("券码超过{LONG}个字符"));
    }
    if code.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("券码里有空格".to_owned());
    }
    if until.is_empty() {
        return Ok(None);
    }
    match day(until) {
        None => Err(format!("有效期“{}”看不懂", until.chars().take(20).collect::<String>())),
        Some(day) if day < last => Err(format!("有效期到{day}，早于券的最后一天{last}")),
        found => Ok(found),
    }
}

/// What a row of a settlement says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Used at an instant, for an amount if it says one.
    Used(Timestamp, Option<Fen>),
    /// Refunded by the partner.
    Refunded,
}

/// What is to be done about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The voucher is used, and the union owes for it.
    Use(Timestamp),
    /// Nobody used it: it is taken back from who holds it.
    Void,
    /// It was used: that is taken back, and the voucher is void.
    Undo,
    /// It is known.
    Known,
}

/// What is to be done about a row of a settlement.
///
/// # Errors
/// Why the row is not taken, Chinese.
pub fn verdict(v: &Voucher, said: Said, now: Timestamp) -> Result<Verdict, String> {
    match said {
        Said::Refunded => match v.state {
            VoucherState::Held => Ok(Verdict::Void),
            VoucherState::Used => Ok(Verdict::Undo),
            VoucherState::Void | VoucherState::Expired | VoucherState::Blank => Ok(Verdict::Known),
        },
        Said::Used(..) if v.state == VoucherState::Used => Ok(Verdict::Known),
        Said::Used(_, Some(sum)) if sum != v.worth => Err(format!("金额{sum}元，约定是{}元", v.worth)),
        // A partner's clock is another one, and many tell the day alone, so the day counts.
        Said::Used(at, _) if at.day() < v.issued_at.day() || at.0 > now.0 + 86_400_000 => {
            Err(format!("使用时间{}不在领取以后、今天以前", at.local_text()))
        }
        Said::Used(at, _) if at.day() > v.expires_on => {
            Err(format!("使用时间{}已过有效期{}", at.local_text(), v.expires_on))
        }
        Said::Used(at, _) if v.state == VoucherState::Held => Ok(Verdict::Use(at.max(v.issued_at).min(now))),
        Said::Used(..) => Err(format!("这张券{}", v.state.title())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    fn voucher(state: VoucherState) -> Voucher {
        let day = Day::constant(2026, 11, 30);
        Voucher {
            campaign_id: Id(1),
            person_id: Id(2),
            turn: 1,
            serial: 7,
            state,
            prize: 0,
            worth: Fen(2_900),
            union_id: Id(3),
            issued_at: Timestamp::at_day_start(Day::constant(2026, 11, 1)),
            expires_on: day,
            used_at: Timestamp(0),
            merchant_id: Id(0),
        }
    }

    #[test]
    fn a_code_says_until_when_it_holds_or_why_it_is_not_taken() {
        let last = Day::constant(2026, 12, 31);
        assert_eq!(fault("MTR-0001", "", last), Ok(None));
        assert_eq!(fault("MTR-0001", "2026-12-31", last), Ok(Some(last)));
        for (code, until) in [("", ""), ("A B", ""), ("MTR", "2026-12-30"), ("MTR", "年底")] {
            assert!(fault(code, until, last).is_err(), "{code} {until}");
        }
        assert!(fault(&"9".repeat(101), "", last).is_err());
        assert_eq!(fault(&"9".repeat(100), "", last), Ok(None));
    }

    #[test]
    fn a_row_is_done_once_and_only_what_fits_is_done() {
        let now = Timestamp::at_day_start(Day::constant(2026, 12, 5));
        let at = |d: i8| Timestamp::at_day_start(Day::constant(2026, 11, d));
        let held = voucher(VoucherState::Held);
        assert_eq!(verdict(&held, Said::Used(at(10), None), now), Ok(Verdict::Use(at(10))));
        assert_eq!(verdict(&held, Said::Used(at(10), Some(Fen(2_900))), now), Ok(Verdict::Use(at(10))));
        assert!(verdict(&held, Said::Used(at(10), Some(Fen(2_901))), now).is_err());
        assert!(verdict(&held, Said::Used(Timestamp(0), None), now).is_err(), "before it was got");
        let late = Voucher { issued_at: at(10).plus_minutes(900), ..voucher(VoucherState::Held) };
        let noon = at(10).plus_minutes(720);
        assert_eq!(
            verdict(&late, Said::Used(noon, None), now),
            Ok(Verdict::Use(late.issued_at)),
            "the day alone was told"
        );
        assert!(verdict(&held, Said::Used(now, None), now).is_err(), "after its last day");
        assert!(verdict(&held, Said::Used(now.plus_ms(90_000_000), None), now).is_err(), "not yet");
        assert_eq!(verdict(&held, Said::Refunded, now), Ok(Verdict::Void));
        let used = voucher(VoucherState::Used);
        assert_eq!(verdict(&used, Said::Used(at(10), None), now), Ok(Verdict::Known));
        assert_eq!(verdict(&used, Said::Refunded, now), Ok(Verdict::Undo));
        for state in [VoucherState::Void, VoucherState::Expired] {
            assert!(verdict(&voucher(state), Said::Used(at(10), None), now).is_err());
            assert_eq!(verdict(&voucher(state), Said::Refunded, now), Ok(Verdict::Known));
        }
    }
}
