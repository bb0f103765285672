//! Accounts that the unions of the demo keep elsewhere, with what they came to month by month.

use guard::{Actor, act, res};
use kernel::{Day, Id};
use platform::App;

use crate::error::Result;
use crate::model::channel::ChannelKind;
use crate::ops::channel::{create, edit, put};
use crate::rules::channel::{Draft, Entered, month_of};

/// An account and its months: followers at the end, reads and posts in it, place among how many.
struct Account<'a> {
    union: Id,
    kind: ChannelKind,
    name: &'a str,
    since: Day,
    closed_on: Option<Day>,
    months: Vec<(i64, [i64; 5])>,
}

fn enter(app: &App, editor: &Actor, a: Account<'_>) -> Result<()> {
    let (editor, name, union, kind, since) = (editor.clone(), a.name.to_owned(), a.union, a.kind, a.since);
    let (closed_on, months) = (a.closed_on, a.months);
    app.store().write_blocking(move |tx| {
        let scope = editor.permit::<res::Post, act::Update>()?;
        let draft = Draft { kind, name: name.clone(), since, closed_on: None, note: String::new() };
        let c = create(tx, &scope, union, &draft)?;
        for (month, [followers, reads, posts, place, place_of]) in &months {
            let e = Entered {
                month: *month,
                followers: *followers,
                reads: *reads,
                posts: *posts,
                place: *place,
                place_of: *place_of,
                note: "平台后台导出".to_owned(),
                version: 0,
            };
            put(tx, &scope, c.id, &e)?;
        }
        if closed_on.is_some() {
            edit(tx, &scope, (c.id, c.version), &Draft { closed_on, ..draft.clone() })?;
        }
        Ok(())
    })
}

/// The months before this one, the earliest first.
fn months_before(today: Day, n: i64) -> Vec<Day> {
    (1..=n).rev().map(|back| today.month_start().plus_months(-back)).collect()
}

/// Accounts of a county and of one of its townships; how many.
///
/// # Errors
/// The database's; accounts that are none.
pub fn fill(app: &App, editor: &Actor, county: Id, town: Id) -> Result<usize> {
    let today = app.clock().today();
    let since = today.month_start().plus_months(-40);
    let all = [
        (county, ChannelKind::Wechat, "娘家人", (18_200, 640), (21_000, 26)),
        (county, ChannelKind::Video, "娘家人视频", (4_300, 210), (9_800, 8)),
        (county, ChannelKind::Weibo, "县总工会微博", (6_900, -15), (2_600, 12)),
        (town, ChannelKind::Wechat, "乡镇职工之家", (1_150, 45), (1_400, 6)),
    ];
    for (n, (union, kind, name, (start, gain), (reads, posts))) in all.iter().enumerate() {
        let month = |(m, day): (usize, Day)| {
            let m = i64::try_from(m).unwrap_or_default();
            let place = if n == 0 { [12 - m.min(8), 86] } else { [0, 0] };
            (month_of(day), [start + gain * m, reads + 310 * (m * 7 % 5), posts + m % 3, place[0], place[1]])
        };
        let months = months_before(today, 14).into_iter().enumerate().map(month).collect();
        enter(app, editor, Account { union: *union, kind: *kind, name, since, closed_on: None, months })?;
    }
    let closed_on = Some(today.month_start().plus_months(-6));
    let months =
        months_before(today, 12).into_iter().take(5).map(|d| (month_of(d), [870, 300, 2, 0, 0])).collect();
    enter(
        app,
        editor,
        Account {
            union: county, kind: ChannelKind::Site, name: "职工之家旧网站", since, closed_on, months
        },
    )?;
    Ok(all.len() + 1)
}

/// Name of the city's account (rows H136 and H137 of the inventory) and of the county's (H068).
pub const TOLD: (&str, &str) = ("甬工惠", "玉环工会");

/// The accounts of which figures were told: of the city at the end of 2017, of a county within 2017.
///
/// # Errors
/// The database's; accounts that are none.
pub fn fill_city(app: &App, editor: &Actor, city: Id, county: Id) -> Result<usize> {
    let since = Day::constant(2015, 11, 2);
    let of = |union, name, months| Account {
        union,
        kind: ChannelKind::Wechat,
        name,
        since,
        closed_on: None,
        months,
    };
    let grown: Vec<(i64, [i64; 5])> = (1..=12)
        .map(|m| {
            (
                201_700 + m,
                [
                    328_000 + 320_000 * m / 12,
                    1_080_000 + 4_000 * m,
                    88,
                    if m == 12 { 2 } else { 0 },
                    if m == 12 { 483 } else { 0 },
                ],
            )
        })
        .collect();
    enter(app, editor, of(city, TOLD.0, grown))?;
    let first = (201_612, [9_100, 12_000, 20, 0, 0]);
    let year = (1..=12).map(|m| (201_700 + m, [9_100 + 11_010 * m / 12, 14_000 + 900 * m, 22, 0, 0]));
    enter(app, editor, of(county, TOLD.1, std::iter::once(first).chain(year).collect()))?;
    Ok(2)
}
