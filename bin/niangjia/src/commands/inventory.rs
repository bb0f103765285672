//! `niangjia report inventory`: what was told of past years beside what the records of this installation add up to.

use anyhow::{Context, Result};
use kernel::{Day, Timestamp};
use serde::Serialize;
use serde_json::json;
use store::Tx;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

/// A figure that was told, and what the records add up to.
#[derive(Debug, Serialize)]
struct Row {
    /// Row of the inventory.
    id: &'static str,
    /// What is counted.
    what: &'static str,
    /// As it was told.
    told: &'static str,
    /// The least that it means.
    least: i64,
    /// What the records add up to; none where no record tells.
    ours: Option<i64>,
    /// `ours` less `least`.
    difference: Option<i64>,
    /// In which unit.
    unit: &'static str,
}

fn row(
    id: &'static str,
    what: &'static str,
    (told, least, unit): (&'static str, i64, &'static str),
    ours: Option<i64>,
) -> Row {
    Row { id, what, told, least, ours, difference: ours.map(|n| n - least), unit }
}

/// The instants between which the years from one to another lie.
fn years(from: i16, to: i16) -> (Timestamp, Timestamp) {
    let start = |y: i16| Day::new(y, 1, 1).map_or(Timestamp(0), Timestamp::at_day_start);
    (start(from), start(to + 1))
}

fn rows(tx: &mut Tx<'_>) -> store::DbResult<Vec<Row>> {
    use benefits::store::inventory as records;
    let home = records::vouchers(tx, "爱·回家", years(2016, 2018))?;
    let small = records::vouchers(tx, "网上小福利", years(2018, 2018))?;
    let earlier = records::returns(tx, (201_601, 201_712))?;
    let year = records::returns(tx, (201_801, 201_812))?;
    let (cards, merchants) = records::cards_and_merchants(tx)?;
    let (posts, opened) = posts::published_until(tx, Day::constant(2017, 12, 31))?;
    let reads = (posts > 0).then(|| opened / posts.max(1));
    let (here, county) = posts::demo::channels::TOLD;
    let channel = posts::channel_told(tx, here, 201_712)?;
    let before = posts::channel_told(tx, county, 201_612)?;
    let grown = before.zip(posts::channel_told(tx, county, 201_712)?);
    let gained = grown.map(|(a, b)| b.followers - a.followers);
    let growth = grown.and_then(|(a, b)| posts::rules::channel::growth(a.followers, b.followers));
    Ok(vec![
        row("H066", "爱·回家三年参与", ("3.8万人次", 38_000, "人次"), Some(home.0)),
        row("H067", "爱·回家三年金额", ("10万元", 10_000_000, "分"), Some(home.1.0)),
        row("H068", "玉环公众号新增粉丝", ("1.1万人", 11_000, "人"), gained),
        row("H068", "玉环公众号粉丝增长", ("120%", 12_000, "万分点"), growth),
        row("H136", "公众号粉丝", ("近65万", 640_000, "人"), channel.map(|c| c.followers)),
        row("H137", "参评账号", ("483个", 483, "个"), channel.map(|c| c.place_of)),
        row("H137", "影响力排名", ("第2位", 2, "位"), channel.map(|c| c.place)),
        row("H136", "公众号发文", ("2300余篇", 2_300, "篇"), Some(posts)),
        row("H136", "平均阅读", ("1.2万余次", 12_000, "次"), reads),
        row("H138", "特约优惠项目（至2017年底）", ("420多项", 420, "项"), Some(earlier.0)),
        row("H138", "特约优惠使用（至2017年底）", ("720万人次", 7_200_000, "人次"), Some(earlier.1)),
        row("H150", "网上小福利（2018年）", ("150余万元", 150_000_000, "分"), Some(small.1.0)),
        row("H151", "线下优惠项目（2018年）", ("89项", 89, "项"), Some(year.0)),
        row("H151", "线下优惠使用（2018年）", ("115万人次", 1_150_000, "人次"), Some(year.1)),
        row("H151", "线下直接优惠（2018年）", ("超300万元", 300_000_000, "分"), Some(year.2.0)),
        row("H152", "会员服务卡", ("161余万张", 1_610_000, "张"), Some(cards)),
        row("H152", "合作商家", ("945家", 945, "家"), Some(merchants)),
    ])
}

/// Prints the comparison.
pub fn run(place: &Place, out: Output) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let rows = installation.app.store().read_blocking(rows).context("清单数字")?;
    let mut text = format!("{:<6}{:<28}{:>12}{:>16}{:>14}", "编号", "数字", "来源", "本系统记录", "相差");
    for r in &rows {
        let of = |n: Option<i64>| n.map_or_else(|| "无记录".to_owned(), |n| format!("{n}{}", r.unit));
        text.push_str(&format!(
            "\n{:<6}{:<28}{:>12}{:>16}{:>14}",
            r.id,
            r.what,
            r.told,
            of(r.ours),
            of(r.difference)
        ));
    }
    out.answer(&json!({ "rows": rows }), &text);
    Ok(Done::All)
}
