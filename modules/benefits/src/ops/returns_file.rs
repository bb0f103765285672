//! What merchants told of a month comes as a workbook, many lines at once. A line that comes twice does nothing twice.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

use guard::{Scope, act, res};
use kernel::{Fen, Id, Problem};
use platform::App;
use platform::files::{FileUse, MediaType, StoredFile};
use sheets::Workbook;
use sheets::header::fold;
use store::Tx;

use super::returns::{Entered, put};
use crate::merchant_error::{MerchantError, Result};
use crate::store::{merchant, returns, shop};

/// What a file of returns may be.
pub const RETURNS: FileUse = FileUse {
    name: "benefit-return.file",
    max_bytes: 16 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Rows that may stand above the lines.
const HEAD: u32 = 40;
/// Most lines.
const MOST: usize = 20_000;
/// Lines in a transaction.
const PART: usize = 200;
/// Headers: credit code, discount, month, uses, what was taken off, note.
const HEADERS: [&[&str]; 6] = [
    &["统一社会信用代码", "信用代码", "社会信用代码"],
    &["优惠", "优惠名称", "折扣", "特约折扣", "优惠项目"],
    &["月份", "年月", "统计月份"],
    &["使用人次", "人次", "次数"],
    &["优惠金额", "优惠金额（元）", "优惠金额(元)", "金额"],
    &["说明", "备注"],
];

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    row: u32,
    code: String,
    discount: String,
    month: String,
    times: String,
    off: String,
    note: String,
}

/// A line that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Row in the file, from 1.
    pub row: u32,
    /// Credit code as it stands there.
    pub code: String,
    /// Why, Chinese.
    pub reason: String,
}

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Months that nobody had told of.
    pub new: i64,
    /// Months that were told differently before.
    pub changed: i64,
    /// Lines that said what was known.
    pub known: i64,
    /// Lines that were not taken.
    pub left: Vec<Left>,
}

enum Became {
    New,
    Changed,
    Known,
    Left(String),
}

fn read(path: &Path) -> Result<Vec<Said>> {
    let book = Workbook::open(path)?;
    for (sheet, _) in book.sheets().iter().enumerate().filter(|(_, info)| !info.hidden) {
        let (mut at, mut all) = (None::<[Option<u32>; 6]>, Vec::new());
        let _ = book.for_each_row(sheet, &mut |row| {
            match at {
                None if row.number > HEAD => return ControlFlow::Break(()),
                None => {
                    let heads: HashMap<String, u32> =
                        row.cells().map(|(n, c)| (fold(&c.text()), n)).collect();
                    let found = HEADERS.map(|words| words.iter().find_map(|w| heads.get(&fold(w)).copied()));
                    at = found[..4].iter().all(Option::is_some).then_some(found);
                }
                Some(columns) => {
                    let [code, discount, month, times, off, note] = columns
                        .map(|n| n.map(|n| kernel::text::clean(&row.cell(n).text())).unwrap_or_default());
                    if !code.is_empty() && all.len() < MOST {
                        all.push(Said { row: row.number, code, discount, month, times, off, note });
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        if at.is_some() {
            return Ok(all);
        }
    }
    Err(MerchantError::ReturnColumns)
}

/// A month as people write it: 2026-10, 2026.10, 202610, 2026年10月; a day of it will do.
fn month(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    let (year, month) = match parts[..] {
        [one] if one.len() == 6 || one.len() == 8 => (one.get(..4)?, one.get(4..6)?),
        [year, month] | [year, month, _] if year.len() == 4 => (year, month),
        _ => return None,
    };
    let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some(year * 100 + month)
}

/// A whole number, with or without separators.
fn count(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let plain = plain.strip_suffix(".0").unwrap_or(&plain);
    (plain.len() <= 9).then(|| plain.parse().ok()).flatten().filter(|n| *n >= 0)
}

/// An amount in yuan with two decimals at most; nothing is 0.
fn amount(text: &str) -> Option<Fen> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '元')).collect();
    let (yuan, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    if rest.len() > 2 || yuan.len() > 9 || !rest.bytes().chain(yuan.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = if yuan.is_empty() { 0 } else { yuan.parse().ok()? };
    let part: i64 = format!("{rest:0<2}").parse().ok()?;
    Some(Fen(whole * 100 + part))
}

/// Takes a file of returns in; what cannot be taken comes back with the reason. Safe to break off and to do again.
///
/// # Errors
/// [`MerchantError::ReturnColumns`], [`MerchantError::Sheet`].
pub fn take(app: &App, scope: &Scope<res::Merchant, act::Update>, file: &StoredFile) -> Result<Taken> {
    let said = read(&platform::files::path(app, &file.digest))?;
    let mut all = Taken::default();
    for part in said.chunks(PART) {
        let (part, scope) = (part.to_vec(), scope.clone());
        let done = app.store().write_blocking(move |tx| {
            part.iter().map(|s| Ok((s.clone(), line(tx, &scope, s)?))).collect::<Result<Vec<_>>>()
        })?;
        for (said, became) in done {
            match became {
                Became::New => all.new += 1,
                Became::Changed => all.changed += 1,
                Became::Known => all.known += 1,
                Became::Left(reason) => all.left.push(Left { row: said.row, code: said.code, reason }),
            }
        }
    }
    Ok(all)
}

fn line(tx: &mut Tx<'_>, scope: &Scope<res::Merchant, act::Update>, s: &Said) -> Result<Became> {
    let left = |why: &str| Ok(Became::Left(why.to_owned()));
    let all = merchant::of_code(tx, &kernel::text::number_text(&s.code))?;
    let mine: Vec<Id> = all.into_iter().filter(|m| scope.covers(&m.union_path)).map(|m| m.id).collect();
    if mine.is_empty() {
        return left("没有找到这个信用代码的商家");
    }
    let mut found = Vec::new();
    for id in mine {
        let discounts = shop::discounts(tx, id)?.into_iter().filter(|d| d.title == s.discount);
        found.extend(discounts.map(|d| (id, d.id)));
    }
    let [key] = found[..] else {
        return left(if found.is_empty() {
            "商家没有这项优惠"
        } else {
            "同名的优惠不止一项"
        });
    };
    let (Some(month), Some(times), Some(off)) = (month(&s.month), count(&s.times), amount(&s.off)) else {
        return left("月份、人次或者金额看不懂");
    };
    let before = returns::find(tx, key, month)?;
    let note = if s.note.is_empty() {
        before.as_ref().map_or_else(String::new, |b| b.note.clone())
    } else {
        s.note.clone()
    };
    if before.as_ref().is_some_and(|b| (b.times, b.off, &b.note) == (times, off, &note)) {
        return Ok(Became::Known);
    }
    let version = before.as_ref().map_or(0, |b| b.version);
    match put(tx, scope, key, &Entered { month, times, off, note, version }) {
        Ok(_) if before.is_some() => Ok(Became::Changed),
        Ok(_) => Ok(Became::New),
        Err(MerchantError::Invalid(wrong)) => {
            let why = wrong.iter().map(|f| kernel::locale::sentence(f.code, &f.params));
            Ok(Became::Left(why.collect::<Vec<_>>().join("；")))
        }
        Err(e @ MerchantError::DiscountByCode) => {
            Ok(Became::Left(kernel::locale::sentence(e.code(), &e.params())))
        }
        Err(e) => Err(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_counts_and_amounts_are_read_as_people_write_them() {
        let months = ["2026-10", "2026.1", "202610", "2026年10月", "2026-10-31", "20261031"].map(month);
        assert_eq!(
            months,
            [Some(202_610), Some(202_601), Some(202_610), Some(202_610), Some(202_610), Some(202_610)]
        );
        assert_eq!(["2026", "2026-13", "", "26-10", "十月"].map(month), [None; 5]);
        assert_eq!(
            ["1,234", "0", "12.0", "-1", "1.5", "很多"].map(count),
            [Some(1_234), Some(0), Some(12), None, None, None]
        );
        let amounts = ["1,234.5", "", "0.05元", "7", "1.234", "-1", "甲"].map(|t| amount(t).map(|f| f.0));
        assert_eq!(amounts, [Some(123_450), Some(0), Some(5), Some(700), None, None, None]);
    }
}
