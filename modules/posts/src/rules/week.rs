//! The post that tells of the benefits of some days (每周福利): its draft out of what is offered.

use kernel::{Day, Timestamp};
use platform::offers::{Offer, OfferState};

use super::column::week_words;
use super::draft::{TITLE, length_of};
use crate::model::{Author, Text};

/// Most days that a post tells of.
pub const DAYS: i64 = 31;

/// Monday to Sunday of the week of a day.
pub fn week_of(day: Day) -> (Day, Day) {
    let monday = day.plus_days(1 - i64::from(day.weekday()));
    (monday, monday.plus_days(6))
}

/// Whether a post may tell of these days.
pub fn are_days((from, to): (Day, Day)) -> bool {
    (0..DAYS).contains(&from.days_until(to))
}

/// 11月23日10:00.
fn when(at: Timestamp) -> String {
    let day = at.day();
    // `local_text` is `2026-11-28 10:00:00`.
    let clock: String = at.local_text().chars().skip(11).take(5).collect();
    format!("{}月{}日{clock}", day.month_number() % 100, day.number() % 100)
}

fn paragraph(n: usize, o: &Offer, now: Timestamp) -> String {
    let held = if o.state(now) == OfferState::Held { "（暂停中）" } else { "" };
    format!(
        "{n}. {}{held}：{}。时间：{}至{}。参加对象：{}。{}。",
        o.title,
        o.what,
        when(o.opens_at),
        when(o.closes_at),
        o.who,
        o.amount
    )
}

/// The draft: a title, a paragraph for each offer, linked. Within `most` characters: offers for which there is no room are linked beneath.
pub fn draft(offers: &[Offer], days: (Day, Day), author: Author, (now, most): (Timestamp, i64)) -> Text {
    let (from, to) = days;
    let words = week_words(from, to);
    let whole = from.weekday() == 1 && from.plus_days(6) == to;
    let short = |d: Day| format!("{}月{}日", d.month_number() % 100, d.number() % 100);
    let head = format!("{}（{words}）的普惠活动如下。", if whole { "本周" } else { "近期" });
    let tail = "领取方法：登录职工之家，在“普惠”中查看规则和开始时间。名额有限，领到的券请在有效期内使用。";
    let all: Vec<String> = offers.iter().enumerate().map(|(n, o)| paragraph(n + 1, o, now)).collect();
    let body = |told: usize| {
        let mut lines = vec![head.clone()];
        lines.extend_from_slice(&all[..told]);
        if told < all.len() {
            lines.push(format!("另有{}项活动，见文末的活动列表。", all.len() - told));
        }
        lines.push(tail.to_owned());
        lines.join("\n")
    };
    let told = (1..=all.len()).rev().find(|n| length_of(&body(*n)) <= most).unwrap_or(0);
    let titles: Vec<&str> = offers.iter().map(|o| o.title.as_str()).collect();
    let title = format!("{}（{}至{}）", if whole { "本周福利" } else { "近期福利" }, short(from), short(to));
    Text {
        title: title.chars().take(usize::try_from(TITLE).unwrap_or_default()).collect(),
        summary: titles.join("、").chars().take(100).collect(),
        body: body(told),
        author,
        campaigns: offers.iter().map(|o| o.id).collect(),
        pictures: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    #[test]
    fn a_week_is_told_offer_by_offer() {
        let monday = Day::constant(2026, 11, 23);
        assert_eq!(week_of(monday.plus_days(5)), (monday, monday.plus_days(6)));
        let opens_at = Timestamp::at_day_start(monday.plus_days(4)).plus_minutes(600);
        let o = Offer {
            id: Id(7),
            union_id: Id(1),
            title: "1元看大片".into(),
            what: "限时抢，电影票一张，自付1.00元".into(),
            who: "示范县总工会所属工会的会员".into(),
            amount: "共200份，每人限1次".into(),
            opens_at,
            closes_at: opens_at.plus_minutes(1_440),
            held: false,
        };
        let offers = [o.clone(), Offer { held: true, ..o }];
        let t = draft(&offers, week_of(monday), Author::default(), (opens_at, 1_500));
        assert_eq!(
            (t.title.as_str(), t.summary.as_str()),
            ("本周福利（11月23日至11月29日）", "1元看大片、1元看大片")
        );
        let lines: Vec<&str> = t.body.lines().collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(
            lines[1],
            "1. 1元看大片：限时抢，电影票一张，自付1.00元。时间：11月27日10:00至11月28日10:00。参加对象：示范县总工会所属工会的会员。共200份，每人限1次。"
        );
        assert!(lines[2].starts_with("2. 1元看大片（暂停中）："));
        // What there is no room for is linked, and said to be there.
        let t = draft(&offers, week_of(monday), Author::default(), (opens_at, 220));
        assert!(
            t.body.contains("\n另有1项活动，见文末的活动列表。\n") && length_of(&t.body) <= 220,
            "{}",
            t.body
        );
        assert_eq!(t.campaigns.len(), 2);
        let t = draft(&offers, (monday, monday.plus_days(9)), Author::default(), (opens_at, 1_500));
        assert_eq!(t.title, "近期福利（11月23日至12月2日）");
        assert!(are_days((monday, monday)) && are_days((monday, monday.plus_days(30))));
        assert!(!are_days((monday, monday.plus_days(31))) && !are_days((monday, monday.plus_days(-1))));
    }
}
