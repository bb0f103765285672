//! Why money moves: codes that entries carry. The word that people read stands in `locales/zh.toml`.

use kernel::{Params, locale};

/// Entered by hand.
pub const MANUAL: &str = "ledger.manual";
/// Takes a posted transfer back.
pub const REVERSAL: &str = "ledger.reversal";

/// Every reason.
const REASONS: &[&str] = &[
    MANUAL,
    REVERSAL,
    "ledger.opening",
    "mutual.receipt",
    "mutual.premium",
    "mutual.unmatch",
    "mutual.over-payment",
    "mutual.refund-due",
    "mutual.refund",
    "mutual.claim",
    "mutual.pay",
    "mutual.paid",
    "mutual.returned",
    "mutual.grant",
    "mutual.interest",
    "mutual.fee",
    "benefits.grant",
    "benefits.publish",
    "benefits.issue",
    "benefits.redeem",
    "benefits.unredeem",
    "benefits.expire",
    "benefits.void",
    "benefits.settle",
    "benefits.approve",
    "benefits.unapprove",
    "benefits.unsettled",
    "benefits.pay",
    "benefits.refund",
];

/// Whether there is such a reason.
pub fn known(code: &str) -> bool {
    REASONS.contains(&code)
}

/// The Chinese word of a reason.
pub fn label(code: &str) -> String {
    locale::sentence(code, &Params::new())
}

/// All reasons.
pub fn all() -> &'static [&'static str] {
    REASONS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_word_of_its_own() {
        for (n, code) in REASONS.iter().enumerate() {
            assert_ne!(label(code), *code, "no word");
            assert!(REASONS[..n].iter().all(|c| c != code && label(c) != label(code)), "{code}");
        }
        assert_eq!(
            (label("mutual.pay").as_str(), known("mutual.pay"), known("nothing")),
            ("发起支付", true, false)
        );
    }
}
