//! Posts of a city's two years, in the sizes that it has told: written, edited, approved and published, and read.

use guard::{act, res};
use kernel::{Day, Id};
use platform::{App, indicators};
use store::Tx;

use super::{Staff, Writer};
use crate::error::{PostsError, Result};
use crate::model::indicators::PUBLISHED;
use crate::model::{Author, Post, Text};
use crate::ops::{keep_column, steps, write};
use crate::rules::column::Draft;
use crate::store::demo;
use crate::store::reads::{self, Seen};

/// Posts that are written in one transaction.
const PART: usize = 20;
const DAY_MS: i64 = 86_400_000;

/// The sizes of a city.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Posts.
    pub posts: i64,
    /// Times that all of them together were opened.
    pub opened: i64,
    /// First and last day on which one was published.
    pub days: (Day, Day),
}

/// Row H136 of the inventory (docs/inventory-benefits.md): more than 2,300 posts until the end of 2017, each opened more than 12
/// thousand times on average.
pub const TOLD: Sizes = Sizes {
    posts: 2_310,
    opened: 2_310 * 12_050,
    days: (Day::constant(2015, 11, 2), Day::constant(2017, 12, 29)),
};

/// Columns, with what a post in it is about.
const COLUMNS: [(&str, &str, &str); 4] = [
    (
        "福利推送",
        "每周的普惠活动",
        "本周普惠活动已经上线，带上会员服务卡即可参加。参加办法、数量和时间见活动页面，先到先得，每人限一份。",
    ),
    (
        "服务在身边",
        "医疗互助、法律援助和职工帮扶",
        "单位工会帮助职工办理了互助保障申领，材料齐全的当月到账。需要办理的会员可以到所在工会登记。",
    ),
    (
        "劳动风采",
        "一线职工和劳模工匠",
        "在生产一线二十年，他把每一道工序都做到分毫不差。身边的工友说，跟着他学手艺，也学做人。",
    ),
    (
        "工会动态",
        "各级工会的工作",
        "近日，市总工会到基层调研，听取职工对服务工作的意见，逐条登记、逐条答复，结果向职工公开。",
    ),
];

/// A post: in which column, how many days ago, and how often it was opened on which day.
#[derive(Clone)]
struct Plan {
    n: i64,
    column: (Id, usize),
    ago: i64,
    reads: Vec<(Day, i64)>,
}

/// The part of `sum` that falls to the `n`-th of `count`, so that all parts add up to it exactly.
fn part(sum: i64, n: i64, count: i64) -> i64 {
    let upto =
        |n: i64| i64::try_from(i128::from(sum) * i128::from(n) / i128::from(count.max(1))).unwrap_or(0);
    upto(n + 1) - upto(n)
}

/// Fills columns and posts of a city in; how many posts.
///
/// # Errors
/// The database's; texts that are none.
pub fn fill(app: &App, staff: &Staff, city: Id, sizes: &Sizes) -> Result<i64> {
    let mut columns = Vec::new();
    for (n, (title, intro, _)) in COLUMNS.iter().enumerate() {
        let draft = Draft {
            title: (*title).to_owned(),
            intro: (*intro).to_owned(),
            most_chars: 2_000,
            signed: true,
            comments: false,
            template: String::new(),
            open: true,
            sort: i64::try_from(n).unwrap_or_default() * 10,
        };
        let editor = staff.editor.clone();
        let made = app.store().write_blocking(move |tx| {
            let scope = editor.permit::<res::Post, act::Update>()?;
            keep_column::create(tx, &scope, city, &draft)
        })?;
        columns.push(made.id);
    }
    let (first, last) = sizes.days;
    let (span, today) = (first.days_until(last), app.clock().today());
    let plans: Vec<Plan> = (0..sizes.posts).map(|n| planned(sizes, n, &columns, (span, today))).collect();
    for some in plans.chunks(PART) {
        let salts: Vec<[u8; 16]> = some.iter().map(|_| app.random::<16>()).collect();
        let some: Vec<(Plan, [u8; 16])> = some.iter().cloned().zip(salts).collect();
        let hands = staff.clone();
        app.store().write_blocking(move |tx| {
            some.iter().try_for_each(|(p, salt)| published(tx, &hands, p, *salt))
        })?;
    }
    Ok(sizes.posts)
}

fn planned(sizes: &Sizes, n: i64, columns: &[Id], (span, today): (i64, Day)) -> Plan {
    let day = sizes.days.0.plus_days(span * n / (sizes.posts - 1).max(1));
    let at = usize::try_from(n).unwrap_or_default() % columns.len();
    // Pairs lie around the mean: one as far below as the other is above. Half of the openings are on the first day.
    let mean = part(sizes.opened, n, sizes.posts);
    let off =
        if (n | 1) < sizes.posts { (n / 2 * 7_919) % (sizes.opened / sizes.posts / 2).max(1) } else { 0 };
    let opened = if n % 2 == 0 { mean - off } else { mean + off };
    let (one, two) = (opened / 2, opened / 4);
    let reads = vec![(day, one), (day.plus_days(1), two), (day.plus_days(2), opened - one - two)];
    Plan { n, column: (columns[at], at), ago: day.days_until(today), reads }
}

fn words(p: &Plan, by: &Writer) -> Text {
    let (title, summary, body) = COLUMNS[p.column.1];
    Text {
        title: format!("{title}：第{}期", p.n / COLUMNS.len() as i64 + 1),
        summary: summary.to_owned(),
        body: body.to_owned(),
        author: Author { unit: by.name.clone(), post: "宣传干事".to_owned(), name: "王红".to_owned() },
        campaigns: Vec::new(),
        pictures: Vec::new(),
    }
}

/// Writes a post and leads it to its publication; then it and its readers are set back to their days.
fn published(tx: &mut Tx<'_>, staff: &Staff, p: &Plan, salt: [u8; 16]) -> Result<()> {
    let by = &staff.county;
    let create = by.actor.permit::<res::Post, act::Create>()?;
    let edit = staff.editor.permit::<res::Post, act::Propose>()?;
    let approve = staff.chief.permit::<res::Post, act::Approve>()?;
    let seen = |p: &Post| (p.id, p.version);
    let mut made = write::create(tx, &create, (by.union, p.column.0), &words(p, by), salt)?;
    made = steps::submit(tx, &create, seen(&made))?;
    made = steps::review(tx, &edit, seen(&made))?;
    made = steps::propose(tx, &edit, seen(&made))?;
    made = steps::approve(tx, &approve, seen(&made), None)?;
    let today = tx.today();
    demo::set_back(tx, made.id, p.ago * DAY_MS)?;
    indicators::record(tx, &PUBLISHED, made.union_id, today, -1, made.id);
    indicators::record(tx, &PUBLISHED, made.union_id, today.plus_days(-p.ago), 1, made.id);
    for (day, opened) in &p.reads {
        reads::add(tx, made.id, *day, &Seen { opened: *opened, marks: Vec::new() })?;
    }
    Ok::<_, PostsError>(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_opened_as_often_as_was_told() {
        for sizes in [TOLD, Sizes { posts: 7, opened: 1_003, ..TOLD }] {
            let today = Day::constant(2026, 11, 28);
            let span = sizes.days.0.days_until(sizes.days.1);
            let all: Vec<Plan> =
                (0..sizes.posts).map(|n| planned(&sizes, n, &[Id(1), Id(2)], (span, today))).collect();
            let sum: i64 = all.iter().flat_map(|p| &p.reads).map(|(_, n)| n).sum();
            assert_eq!(sum, sizes.opened);
            assert!(all.iter().flat_map(|p| &p.reads).all(|(_, n)| *n > 0), "{sizes:?}");
            let day = |p: &Plan| today.plus_days(-p.ago);
            assert_eq!((day(&all[0]), day(&all[all.len() - 1])), sizes.days);
        }
    }
}
