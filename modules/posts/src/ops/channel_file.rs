//! What accounts came to comes as a workbook, many lines at once. A line that comes twice does nothing twice.

use guard::{Scope, act, res};
use platform::App;
use platform::files::{FileUse, MediaType, StoredFile};
use sheets::lines::{Columns, Line};
use sheets::normal::{count, month};
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

/// Most lines.
const MOST: usize = 20_000;
/// Lines in a transaction.
const PART: usize = 200;
/// What has to be there, then what may.
const COLUMNS: Columns<9> = Columns {
    names: [
        &["账号名称", "账号", "名称"],
        &["月份", "年月", "统计月份"],
        &["粉丝数", "关注人数", "粉丝", "月末粉丝数"],
        &["阅读数", "阅读次数", "阅读量", "阅读"],
        &["发文数", "发布数", "文章数"],
        &["平台", "类型", "账号类型"],
        &["排名", "名次"],
        &["参评账号数", "排名总数"],
        &["说明", "备注"],
    ],
    needed: &[0, 1, 2, 3, 4],
};

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

/// A count; nothing is 0.
fn told(text: &str) -> Option<i64> {
    if text.is_empty() { Some(0) } else { count(text) }
}

/// Takes a file of returns in; what cannot be taken comes back with the reason. Safe to break off and to do again.
///
/// # Errors
/// [`PostsError::ReturnColumns`], [`PostsError::Sheet`].
pub fn take(app: &App, scope: &Scope<res::Post, act::Update>, file: &StoredFile) -> Result<Taken> {
    let path = platform::files::path(app, &file.digest);
    let mut said = COLUMNS.lines(&path, MOST)?.ok_or(PostsError::ReturnColumns)?;
    // A line without an account is a total or a note.
    said.retain(|l| !l.cells[0].is_empty());
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

fn line(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Update>, s: &Line<9>) -> Result<Became> {
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
    let numbers = [followers, reads, posts, place, place_of].map(|t| told(t));
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
