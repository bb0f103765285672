//! Why money moves: codes that entries carry, with the word that people read.

/// Entered by hand.
pub const MANUAL: &str = "ledger.manual";
/// Takes a posted transfer back.
pub const REVERSAL: &str = "ledger.reversal";

/// Every reason with its Chinese word.
const REASONS: &[(&str, &str)] = &[
    (MANUAL, "手工记账"),
    (REVERSAL, "冲正"),
    ("ledger.opening", "期初余额"),
    ("mutual.receipt", "银行到账"),
    ("mutual.premium", "缴费入账"),
    ("mutual.unmatch", "撤销匹配"),
    ("mutual.over-payment", "多缴转应退"),
    ("mutual.refund-due", "应退保费"),
    ("mutual.refund", "退费支付"),
    ("mutual.claim", "互助金审批"),
    ("mutual.pay", "发起支付"),
    ("mutual.paid", "银行支付成功"),
    ("mutual.returned", "银行退票"),
    ("mutual.grant", "拨入资金"),
    ("mutual.interest", "利息收入"),
    ("mutual.fee", "银行手续费"),
];

/// The Chinese word of a reason; none if there is no such reason.
pub fn label(code: &str) -> Option<&'static str> {
    REASONS.iter().find(|(c, _)| *c == code).map(|(_, label)| *label)
}

/// All reasons with their words.
pub fn all() -> &'static [(&'static str, &'static str)] {
    REASONS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_words_are_told_once() {
        for (n, (code, word)) in REASONS.iter().enumerate() {
            assert!(!word.is_empty() && code.contains('.'));
            assert!(REASONS[..n].iter().all(|(c, w)| c != code && w != word), "{code}");
        }
        assert_eq!((label("mutual.pay"), label("nothing")), (Some("发起支付"), None));
    }
}
