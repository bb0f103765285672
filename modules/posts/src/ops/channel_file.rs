//! What accounts came to comes as a workbook, many lines at once. A line that comes twice does nothing twice.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

use guard::{Scope, act, res};
use platform::App;
use platform::files::{FileUse, MediaType, StoredFile};
use sheets::Workbook;
use sheets::header::fold;
use store::Tx;

use super::channel::put;
use crate::error::{PostsError, Result};
use crate::model::channel::ChannelKind;
use crate::rules::channel::Entered;
use crate::store::{channel, channel_return};

/// What a file of returns may be.
pub const RETURNS: FileUse = FileUse {
    name: "post-channel.file",
    max_bytes: 16 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Rows that may stand above the lines.
const HEAD: u32 = 40;
/// Most lines.
const MOST: usize = 20_000;
/// Lines in a transaction.
const PART: usize = 200;
/// Headers that must be there, then those that may.
const HEADERS: [&[&str]; 9] = [
    &["账号名称", "账号", "名称"],
    &["月份", "年月", "统计月份"],
    &["粉丝数", "关注人数", "粉丝", "月末粉丝数"],
    &["阅读数", "阅读次数", "阅读量", "阅读"],
    &["发文数", "发布数", "文章数"],
    &["平台", "类型", "账号类型"],
    &["排名", "名次"],
    &["参评账号数", "排名总数"],
    &["说明", "备注"],
];
/// How many of them must be there.
const NEEDED: usize = 5;

/// A line of the file: its row, and the cells in the order of the headers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    row: u32,
    cells: [String; 9],
}

/// A line that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Row in the file, from 1.
    pub row: u32,
    /// Account as it stands there.
    pub name: String,
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
        let (mut at, mut all) = (None::<[Option<u32>; 9]>, Vec::new());
        let _ = book.for_each_row(sheet, &mut |row| {
            match at {
                None if row.number > HEAD => return ControlFlow::Break(()),
                None => {
                    let heads: HashMap<String, u32> =
                        row.cells().map(|(n, c)| (fold(&c.text()), n)).collect();
                    let found = HEADERS.map(|words| words.iter().find_map(|w| heads.get(&fold(w)).copied()));
                    at = found[..NEEDED].iter().all(Option::is_some).then_some(found);
                }
                Some(columns) => {
                    let cells = columns
                        .map(|n| n.map(|n| kernel::text::clean(&row.cell(n).text())).unwrap_or_default());
                    if !cells[0].is_empty() && all.len() < MOST {
                        all.push(Said { row: row.number, cells });
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        if at.is_some() {
            return Ok(all);
        }
    }
    Err(PostsError::ReturnColumns)
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

/// A whole number, with or without separators, also in 万; nothing is 0.
fn count(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (plain, unit) = plain.strip_suffix('万').map_or((plain.as_str(), 1), |p| (p, 10_000));
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let part = part.trim_end_matches('0');
    if whole.len() > 10 || part.len() > 4 || !digits(whole) || !digits(part) {
        return None;
    }
    let sum = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? * unit };
    let fraction = format!("{part:0<4}").parse::<i64>().ok()? * unit;
    (fraction % 10_000 == 0).then_some(sum + fraction / 10_000)
}

/// Takes a file of returns in; what cannot be taken comes back with the reason. Safe to break off and to do again.
///
/// # Errors
/// [`PostsError::ReturnColumns`], [`PostsError::Sheet`].
pub fn take(app: &App, scope: &Scope<res::Post, act::Update>, file: &StoredFile) -> Result<Taken> {
    let said = read(&platform::files::path(app, &file.digest))?;
    let mut all = Taken::default();
    for part in said.chunks(PART) {
        let (part, scope) = (part.to_vec(), scope.clone());
        let done = app.store().write_blocking(move |tx| {
            part.iter().map(|s| Ok((s.clone(), line(tx, &scope, s)?))).collect::<Result<Vec<_>>>()
        })?;
        for (said, became) in done {
            let [name, ..] = said.cells;
            match became {
                Became::New => all.new += 1,
                Became::Changed => all.changed += 1,
                Became::Known => all.known += 1,
                Became::Left(reason) => all.left.push(Left { row: said.row, name, reason }),
            }
        }
    }
    Ok(all)
}

fn line(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Update>, s: &Said) -> Result<Became> {
    let left = |why: &str| Ok(Became::Left(why.to_owned()));
    let [name, on, followers, reads, posts, kind, place, place_of, note] = &s.cells;
    let wanted = ChannelKind::ALL.into_iter().find(|k| k.title() == kind);
    if !kind.is_empty() && wanted.is_none() {
        return left("没有这种平台");
    }
    let found = channel::named(tx, scope, name)?;
    let found: Vec<_> = found.into_iter().filter(|c| wanted.is_none_or(|k| c.kind == k)).collect();
    let [c] = &found[..] else {
        return left(if found.is_empty() {
            "没有登记过这个账号"
        } else {
            "同名的账号不止一个，请写明平台"
        });
    };
    let numbers = [followers, reads, posts, place, place_of].map(|t| count(t));
    let (Some(month), [Some(followers), Some(reads), Some(posts), Some(place), Some(place_of)]) =
        (month(on), numbers)
    else {
        return left("月份或者数字看不懂");
    };
    let before = channel_return::find(tx, c.id, month)?;
    let note = match (&before, note.is_empty()) {
        (Some(b), true) => b.note.clone(),
        _ => note.clone(),
    };
    let same = before.as_ref().is_some_and(|b| {
        (b.followers, b.reads, b.posts, b.place, b.place_of, &b.note)
            == (followers, reads, posts, place, place_of, &note)
    });
    if same {
        return Ok(Became::Known);
    }
    let version = before.as_ref().map_or(0, |b| b.version);
    let told = Entered { month, followers, reads, posts, place, place_of, note, version };
    match put(tx, scope, c.id, &told) {
        Ok(_) if before.is_some() => Ok(Became::Changed),
        Ok(_) => Ok(Became::New),
        Err(PostsError::Invalid(wrong)) => {
            let why = wrong.iter().map(|f| kernel::locale::sentence(f.code, &f.params));
            Ok(Became::Left(why.collect::<Vec<_>>().join("；")))
        }
        Err(e) => Err(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_counts_are_read_as_people_write_them() {
        let months = ["2026-10", "2026.1", "202610", "2026年10月", "20261031", "十月"].map(month);
        assert_eq!(months, [Some(202_610), Some(202_601), Some(202_610), Some(202_610), Some(202_610), None]);
        let counts = ["1,234", "", "12.0", "64.8万", "1.2345万", "-1", "1.5", "1.23456万", "很多"].map(count);
        let read = [Some(1_234), Some(0), Some(12), Some(648_000), Some(12_345), None, None, None, None];
        assert_eq!(counts, read);
    }
}
