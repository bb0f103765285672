//! How a sheet says dates, codes and what has become of somebody.

use kernel::Day;

use super::paper::Cell;
use crate::demo::story::{Story, Turn};
use crate::model::{EventKind, NewMembership};

/// A date in one of the ways that people write it.
pub fn date(day: Day, typed: bool, n: usize) -> Cell {
    if typed && !n.is_multiple_of(3) {
        return Cell::Date(day);
    }
    let d = day.date();
    let (y, m, d) = (d.year(), d.month(), d.day());
    Cell::Text(match n % 5 {
        0 => format!("{y}.{m}.{d}"),
        1 => format!("{y}年{m}月{d}日"),
        2 => format!("{y}/{m}/{d}"),
        3 => format!("{y}{m:02}{d:02}"),
        _ => day.to_string(),
    })
}

/// The word for a code, or nothing.
pub fn word<'a>(words: &[(&'a str, &'a str)], code: &str) -> &'a str {
    words.iter().find(|(c, _)| *c == code).map_or("", |(_, w)| w)
}

/// Codes of the demo's people and the words that a sheet has for them.
pub const NATIONS: [(&str, &str); 15] = [
    ("01", "汉族"),
    ("02", "蒙古族"),
    ("03", "回族"),
    ("04", "藏族"),
    ("05", "维吾尔族"),
    ("06", "苗族"),
    ("07", "彝族"),
    ("08", "壮族"),
    ("09", "布依族"),
    ("10", "朝鲜族"),
    ("11", "满族"),
    ("12", "侗族"),
    ("14", "白族"),
    ("15", "土家族"),
    ("22", "畲族"),
];

/// Codes of the demo's people and the words that a sheet has for them.
pub const EDUCATION: [(&str, &str); 8] = [
    ("14", "硕士研究生毕业"),
    ("21", "大学本科毕业"),
    ("31", "大学专科毕业"),
    ("41", "中等专科毕业"),
    ("47", "技工学校毕业"),
    ("61", "普通高中毕业"),
    ("71", "初中毕业"),
    ("81", "小学毕业"),
];

/// Codes of the demo's people and the words that a sheet has for them.
pub const SKILL: [(&str, &str); 6] = [
    ("00", "无技能等级"),
    ("20", "初级工"),
    ("30", "中级工"),
    ("40", "高级工"),
    ("50", "技师"),
    ("60", "高级技师"),
];

/// Codes of the demo's people and the words that a sheet has for them.
pub const HOUSEHOLD: [(&str, &str); 3] =
    [("20", "居民户口"), ("11", "非农业家庭户口"), ("12", "农业家庭户口")];

/// Codes of the demo's people and the words that a sheet has for them.
pub const POLITICS: [(&str, &str); 4] =
    [("01", "中共党员"), ("03", "共青团员"), ("12", "无党派人士"), ("13", "群众")];

/// The membership at the end of a story.
pub fn present(story: &Story) -> &NewMembership {
    let moved =
        story.then.iter().rev().find_map(|t| if let Turn::Moved { to, .. } = t { Some(to) } else { None });
    moved.unwrap_or(&story.first)
}

/// Since when the membership is only retained, if it is.
pub fn retained(story: &Story) -> Option<Day> {
    match story.then.last() {
        Some(Turn::Step(s)) if s.event == EventKind::Retained => Some(s.day),
        _ => None,
    }
}
