//! Which columns of a bank's file mean what, and what a line says.

use kernel::{Day, Fen};
use sheets::header::fold;
use sheets::normal::{DateReader, Precision};
use sheets::{RawCell, RawRow, RawValue};

use crate::model::statement::Columns;
use sheets::normal::yuan;

/// Texts of headers by what they mean, the most exact first.
const DAY: &[&str] = &[
    "交易日期",
    "记账日期",
    "入账日期",
    "交易时间",
    "记账时间",
    "到账日期",
    "到账时间",
    "日期",
    "发生日期",
    "账务日期",
];
const AMOUNT: &[&str] = &[
    "贷方发生额",
    "贷方金额",
    "收入金额",
    "贷方",
    "收入",
    "转入金额",
    "入账金额",
    "到账金额",
    "贷方发生额元",
    "收款金额",
    "交易金额",
    "发生额",
    "金额",
];
const OUT: &[&str] = &["借方发生额", "借方金额", "支出金额", "借方", "支出", "转出金额", "付款金额"];
const DIRECTION: &[&str] =
    &["借贷标志", "借贷方向", "收支方向", "收支", "收付标志", "交易方向", "借贷", "方向", "收支类型"];
const PAYER: &[&str] = &[
    "对方户名",
    "对方名称",
    "付款人名称",
    "付款人户名",
    "对方账户名称",
    "付款方名称",
    "付款人",
    "对方单位名称",
    "对方单位",
    "交易对方",
    "对手户名",
];
const ACCOUNT: &[&str] =
    &["对方账号", "对方账户", "付款人账号", "付款账号", "对方帐号", "付款方账号", "付款人账户", "对手账号"];
const NOTE: &[&str] =
    &["附言", "用途", "摘要", "备注", "交易附言", "摘要用途", "用途摘要", "客户附言", "交易摘要"];
const SERIAL: &[&str] = &[
    "交易流水号",
    "流水号",
    "银行流水号",
    "凭证号",
    "交易序号",
    "业务流水号",
    "回单编号",
    "交易编号",
    "核心流水号",
];

/// Whether the columns say enough: a day, an amount, and how income is told from what went out.
pub fn complete(c: &Columns) -> bool {
    !c.day.is_empty() && !c.amount.is_empty()
}

/// The columns that these headers are likely to be. `headers` are texts as the file has them.
pub fn guess(headers: &[String]) -> Columns {
    let folded: Vec<String> = headers.iter().map(|h| fold(h)).collect();
    let mut taken = vec![false; headers.len()];
    let mut find = |words: &[&str]| {
        let at = words.iter().find_map(|w| folded.iter().zip(&taken).position(|(h, taken)| !taken && h == w));
        match at {
            Some(at) => {
                if let Some(t) = taken.get_mut(at) {
                    *t = true;
                }
                headers.get(at).cloned().unwrap_or_default()
            }
            None => String::new(),
        }
    };
    Columns {
        day: find(DAY),
        amount: find(AMOUNT),
        out_amount: find(OUT),
        direction: find(DIRECTION),
        payer: find(PAYER),
        account: find(ACCOUNT),
        note: find(NOTE),
        serial: find(SERIAL),
    }
}

/// How many of the columns are named.
pub fn found(c: &Columns) -> usize {
    let all = [&c.day, &c.amount, &c.out_amount, &c.direction, &c.payer, &c.account, &c.note, &c.serial];
    all.iter().filter(|t| !t.is_empty()).count()
}

/// Where the columns stand in a row of headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    day: Option<u32>,
    amount: Option<u32>,
    out_amount: Option<u32>,
    direction: Option<u32>,
    payer: Option<u32>,
    account: Option<u32>,
    note: Option<u32>,
    serial: Option<u32>,
}

/// Finds the columns in a row of headers: column and text. `None` unless all that are named stand there.
pub fn places(c: &Columns, headers: &[(u32, String)]) -> Option<Places> {
    let mut all = true;
    let mut at = |name: &str| {
        if name.is_empty() {
            return None;
        }
        let found = headers.iter().find(|(_, h)| fold(h) == fold(name)).map(|(n, _)| *n);
        all &= found.is_some();
        found
    };
    let places = Places {
        day: at(&c.day),
        amount: at(&c.amount),
        out_amount: at(&c.out_amount),
        direction: at(&c.direction),
        payer: at(&c.payer),
        account: at(&c.account),
        note: at(&c.note),
        serial: at(&c.serial),
    };
    (all && complete(c)).then_some(places)
}

/// What a line of a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Money came in.
    Income(Income),
    /// Money went out, or nothing moved.
    Outgoing,
    /// Day or amount cannot be read.
    Unreadable,
    /// No line: blank, a total, a note.
    Nothing,
}

/// Money that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Income {
    /// Day of the money.
    pub day: Day,
    /// More than 0.
    pub amount: Fen,
    /// Who paid.
    pub payer: String,
    /// Account of who paid.
    pub account: String,
    /// Note.
    pub note: String,
    /// Number of the bank.
    pub serial: String,
}

/// Most characters that are kept of a text.
const TEXT: usize = 200;

fn text(row: &RawRow<'_>, at: Option<u32>) -> String {
    let cell = at.map_or(RawCell::EMPTY, |c| row.cell(c));
    kernel::text::clean(&cell.text()).chars().take(TEXT).collect()
}

/// A day, with or without a time after it.
fn day(row: &RawRow<'_>, at: Option<u32>, dates: &DateReader) -> Option<Day> {
    let cell = at.map_or(RawCell::EMPTY, |c| row.cell(c));
    let words = match cell.value {
        RawValue::Text(t) => {
            t.split(['T', ' ', '\u{3000}']).find(|w| !w.is_empty()).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    };
    let cell = match words.is_empty() {
        true => cell,
        false => RawCell { value: RawValue::Text(&words), formula: false, filled: false },
    };
    let read = dates.read(&cell).ok().flatten().filter(|d| d.precision() == Precision::Day)?;
    Some(read.first_day())
}

/// Reads a line; a day after `today` cannot be.
pub fn read(row: &RawRow<'_>, p: &Places, dates: &DateReader, today: Day) -> Said {
    let (amount, out) = (text(row, p.amount), text(row, p.out_amount));
    let day = day(row, p.day, dates);
    if day.is_none() && amount.is_empty() || row.is_blank() {
        return Said::Nothing;
    }
    let nothing = |t: &str| matches!(t, "" | "-" | "--" | "0" | "0.0" | "0.00");
    if nothing(&amount) {
        return match (nothing(&out), day) {
            (true, None) => Said::Nothing,
            _ => Said::Outgoing,
        };
    }
    let direction = text(row, p.direction);
    if amount.starts_with(['-', '－']) || is_outgoing(&direction) {
        return Said::Outgoing;
    }
    let amount = yuan(amount.trim_start_matches('+')).filter(|a| a.0 > 0);
    match (day.filter(|d| *d <= today), amount) {
        (Some(day), Some(amount)) => Said::Income(Income {
            day,
            amount,
            payer: text(row, p.payer),
            account: text(row, p.account).chars().filter(char::is_ascii_digit).take(32).collect(),
            note: text(row, p.note),
            serial: text(row, p.serial),
        }),
        // A total below the lines has an amount and no day.
        (None, _) if day.is_none() && text(row, p.serial).is_empty() && text(row, p.payer).is_empty() => {
            Said::Nothing
        }
        _ => Said::Unreadable,
    }
}

/// 借 and 支 go out; 贷 and 收 come in.
fn is_outgoing(direction: &str) -> bool {
    let inward = ["贷", "收", "入", "来", "C", "+"].iter().any(|w| direction.contains(w));
    !direction.is_empty() && !inward
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[&str]) -> Vec<String> {
        all.iter().map(|t| (*t).to_owned()).collect()
    }

    #[test]
    fn columns_are_known_by_the_words_of_banks() {
        let c = guess(&texts(&[
            "序号",
            "交易时间",
            "借方发生额",
            "贷方发生额",
            "余额",
            "对方户名",
            "对方账号",
            "摘要",
            "附言",
            "流水号",
        ]));
        assert_eq!(
            (c.day.as_str(), c.amount.as_str(), c.out_amount.as_str()),
            ("交易时间", "贷方发生额", "借方发生额")
        );
        assert_eq!((c.payer.as_str(), c.note.as_str(), c.serial.as_str()), ("对方户名", "附言", "流水号"));
        assert!(complete(&c) && found(&c) == 7);
        let c = guess(&texts(&["日期", "借贷标志", "交易金额（元）", "对方名称", "用途"]));
        assert_eq!((c.amount.as_str(), c.direction.as_str()), ("交易金额（元）", "借贷标志"));
        assert!(!complete(&guess(&texts(&["姓名", "电话"]))));
    }

    #[test]
    fn what_went_out_is_told_by_the_word() {
        for (word, out) in
            [("贷", false), ("收入", false), ("来账", false), ("借", true), ("支出", true), ("", false)]
        {
            assert_eq!(is_outgoing(word), out, "{word}");
        }
    }
}
