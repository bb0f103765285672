//! What merchants told of a month comes as a workbook, many lines at once. A line that comes twice does nothing twice.

use guard::{Scope, act, res};
use kernel::{Fen, Id, Problem};
use platform::App;
use platform::files::{FileUse, MediaType, StoredFile};
use sheets::lines::{Columns, Line};
use sheets::normal::{count, month, yuan};
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

/// Most lines.
const MOST: usize = 20_000;
/// Lines in a transaction.
const PART: usize = 200;
/// Headers: credit code, discount, month, uses, what was taken off, note.
const COLUMNS: Columns<6> = Columns {
    names: [
        &["统一社会信用代码", "信用代码", "社会信用代码"],
        &["优惠", "优惠名称", "折扣", "特约折扣", "优惠项目"],
        &["月份", "年月", "统计月份"],
        &["使用人次", "人次", "次数"],
        &["优惠金额", "优惠金额（元）", "优惠金额(元)", "金额"],
        &["说明", "备注"],
    ],
    needed: &[0, 1, 2, 3],
};

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

/// Takes a file of returns in; what cannot be taken comes back with the reason. Safe to break off and to do again.
///
/// # Errors
/// [`MerchantError::ReturnColumns`], [`MerchantError::Sheet`].
pub fn take(app: &App, scope: &Scope<res::Merchant, act::Update>, file: &StoredFile) -> Result<Taken> {
    let path = platform::files::path(app, &file.digest);
    let mut said = COLUMNS.lines(&path, MOST)?.ok_or(MerchantError::ReturnColumns)?;
    // A line without a code is a total or a note.
    said.retain(|l| !l.cells[0].is_empty());
    let mut all = Taken::default();
    for part in said.chunks(PART) {
        let (part, scope) = (part.to_vec(), scope.clone());
        let done = app.store().write_blocking(move |tx| {
            part.iter().map(|s| Ok((s.clone(), line(tx, &scope, s)?))).collect::<Result<Vec<_>>>()
        })?;
        for (said, became) in done {
            let [code, ..] = said.cells;
            match became {
                Became::New => all.new += 1,
                Became::Changed => all.changed += 1,
                Became::Known => all.known += 1,
                Became::Left(reason) => all.left.push(Left { row: said.row, code, reason }),
            }
        }
    }
    Ok(all)
}

fn line(tx: &mut Tx<'_>, scope: &Scope<res::Merchant, act::Update>, s: &Line<6>) -> Result<Became> {
    let left = |why: &str| Ok(Became::Left(why.to_owned()));
    let [code, discount, on, times, off, note] = &s.cells;
    let all = merchant::of_code(tx, &kernel::text::number_text(code))?;
    let mine: Vec<Id> = all.into_iter().filter(|m| scope.covers(&m.union_path)).map(|m| m.id).collect();
    if mine.is_empty() {
        return left("没有找到这个信用代码的商家");
    }
    let mut found = Vec::new();
    for id in mine {
        let discounts = shop::discounts(tx, id)?.into_iter().filter(|d| d.title == *discount);
        found.extend(discounts.map(|d| (id, d.id)));
    }
    let [key] = found[..] else {
        return left(if found.is_empty() {
            "商家没有这项优惠"
        } else {
            "同名的优惠不止一项"
        });
    };
    // Nothing taken off may be left empty.
    let off = if off.is_empty() { Some(Fen(0)) } else { yuan(off) };
    let (Some(month), Some(times), Some(off)) = (month(on), count(times), off) else {
        return left("月份、人次或者金额看不懂");
    };
    let before = returns::find(tx, key, month)?;
    let note = if note.is_empty() {
        before.as_ref().map_or_else(String::new, |b| b.note.clone())
    } else {
        note.clone()
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
