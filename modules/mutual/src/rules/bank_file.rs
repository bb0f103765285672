//! The bank's files: what goes out, and what a line of its answer says. No I/O.

use kernel::{Day, Fen};
use sheets::header::fold;

use sheets::normal::yuan;

/// Words of headers by what they mean, the most exact first.
const NUMBER: &[&str] = &["支付编号", "企业流水号", "客户流水号", "业务编号", "业务参考号", "编号"];
const RESULT: &[&str] = &["处理结果", "交易结果", "支付结果", "处理状态", "交易状态", "结果", "状态"];
const AMOUNT: &[&str] = &["金额", "交易金额", "支付金额", "付款金额"];
const WHY: &[&str] = &["失败原因", "退票原因", "退回原因", "原因", "返回信息", "处理信息", "备注", "摘要"];
const REFERENCE: &[&str] = &["银行流水号", "交易流水号", "流水号", "核心流水号", "回单编号"];
const DAY: &[&str] = &["交易日期", "处理日期", "记账日期", "入账日期", "日期"];

/// Where the columns of an answer stand, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Number of the payment.
    pub number: u32,
    /// What became of it.
    pub result: u32,
    /// Amount.
    pub amount: Option<u32>,
    /// Why it came back.
    pub why: Option<u32>,
    /// Number of the bank.
    pub reference: Option<u32>,
    /// Day of the bank.
    pub day: Option<u32>,
}

/// Finds the columns in a row of headers: column and text. `None` unless number and result stand there.
pub fn places(headers: &[(u32, String)]) -> Option<Places> {
    let mut taken: Vec<u32> = Vec::new();
    let mut find = |words: &[&str]| {
        let at =
            words.iter().find_map(|w| headers.iter().find(|(n, h)| !taken.contains(n) && fold(h) == fold(w)));
        let at = at.map(|(n, _)| *n);
        taken.extend(at);
        at
    };
    let (number, reference) = (find(NUMBER), find(REFERENCE));
    let (result, amount, why, day) = (find(RESULT), find(AMOUNT), find(WHY), find(DAY));
    Some(Places { number: number?, result: result?, amount, why, reference, day })
}

/// What a line of an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Number of the payment.
    pub number: String,
    /// `true` it was paid, `false` it came back; `None` cannot be read.
    pub paid: Option<bool>,
    /// Amount; `None` where the file tells none.
    pub amount: Option<Fen>,
    /// An amount stands there that is none.
    pub odd_amount: bool,
    /// Why it came back, as the bank says it.
    pub why: String,
    /// Number of the bank.
    pub reference: String,
    /// Day of the bank.
    pub day: Option<Day>,
}

/// Whether a word says that it was paid; `None` if it says nothing that is known.
pub fn outcome(word: &str) -> Option<bool> {
    let word = fold(word);
    let has = |all: &[&str]| all.iter().any(|w| word.contains(w));
    if has(&["失败", "退票", "退回", "退汇", "未成功", "不成功", "拒绝", "FAIL"]) {
        return Some(false);
    }
    has(&["成功", "已支付", "已入账", "已付", "SUCCESS"]).then_some(true)
}

/// The amount that a cell tells.
pub fn amount(text: &str) -> Option<Fen> {
    yuan(text).filter(|a| a.0 > 0)
}

/// What the bank says, in plain words for the worker.
pub fn plain(why: &str) -> String {
    let has = |all: &[&str]| all.iter().any(|w| why.contains(w));
    let said = if has(&["户名", "姓名", "名称不符", "账户名"]) {
        "卡号与户名对不上"
    } else if has(&["销户", "注销", "已销"]) {
        "这张卡已经销户"
    } else if has(&["不存在", "账号错", "卡号错", "账号有误", "卡号有误", "无此账"]) {
        "没有这个卡号"
    } else if has(&["冻结", "止付", "挂失"]) {
        "这张卡被冻结或挂失"
    } else if has(&["限额", "二类", "Ⅱ类", "II类", "超限"]) {
        "这张卡收款超过了限额，请换一张一类卡"
    } else if has(&["睡眠", "不动户", "未激活"]) {
        "这张卡长期不用或没有激活"
    } else {
        ""
    };
    match (said, why.trim()) {
        ("", "") => "银行没有说明原因".to_owned(),
        ("", why) => why.to_owned(),
        (said, _) => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_an_answer_are_known_by_their_words() {
        let h = |all: &[&str]| {
            all.iter().enumerate().map(|(n, t)| (n as u32, (*t).to_owned())).collect::<Vec<_>>()
        };
        let p =
            places(&h(&["序号", "支付编号", "金额（元）", "处理结果", "失败原因", "银行流水号", "交易日期"]))
                .unwrap();
        assert_eq!(
            (p.number, p.amount, p.result, p.why, p.reference, p.day),
            (1, Some(2), 3, Some(4), Some(5), Some(6))
        );
        assert_eq!(places(&h(&["支付编号", "金额"])), None);
        assert_eq!(places(&h(&["姓名", "状态"])), None);
    }

    #[test]
    fn words_of_failure_win_over_words_of_success() {
        for (word, said) in [
            ("交易成功", Some(true)),
            ("未成功", Some(false)),
            ("退票", Some(false)),
            ("处理中", None),
            ("", None),
        ] {
            assert_eq!(outcome(word), said, "{word}");
        }
        assert_eq!(plain("收款人户名不符"), "卡号与户名对不上");
        assert_eq!(plain(""), "银行没有说明原因");
        assert_eq!(plain("系统忙"), "系统忙");
    }
}
