//! What a post may say.

use std::collections::BTreeSet;

use kernel::{FieldError, Params, text};

use super::{tidy, tidy_line, wrong};
use crate::model::{Author, Column, Picture, Text};

/// Longest title, in characters.
pub const TITLE: i64 = 60;
/// Longest summary, in characters.
pub const SUMMARY: i64 = 120;
/// Longest unit, office or name of an author, in characters.
pub const AUTHOR: i64 = 40;
/// Most campaigns that a post tells of.
pub const CAMPAIGNS: usize = 20;
/// Most pictures of a post.
pub const PICTURES: usize = 20;
/// Longest description of a picture, in characters.
pub const ALT: i64 = 100;

fn count(text: &str) -> i64 {
    i64::try_from(text::length(text)).unwrap_or(i64::MAX)
}

/// The number of the picture that a line places: `[图2]`.
pub fn placed(line: &str) -> Option<usize> {
    line.trim().strip_prefix("[图")?.strip_suffix(']')?.parse().ok()
}

/// Characters of a body: lines that place pictures are none.
pub fn length_of(body: &str) -> i64 {
    let words: Vec<&str> = body.lines().filter(|l| placed(l).is_none()).collect();
    count(&words.join("\n"))
}

/// Pictures with tidy descriptions, at most one of them chosen for lists.
fn pictures(all: &[Picture]) -> Vec<Picture> {
    let chosen = all.iter().position(|p| p.cover);
    let one =
        |(n, p): (usize, &Picture)| Picture { alt: tidy_line(&p.alt), cover: chosen == Some(n), ..p.clone() };
    all.iter().enumerate().map(one).collect()
}

/// The text without spaces around its lines, each campaign once.
pub fn tidied(t: &Text) -> Text {
    let mut campaigns = t.campaigns.clone();
    campaigns.sort();
    campaigns.dedup();
    Text {
        title: tidy_line(&t.title),
        summary: tidy_line(&t.summary),
        body: tidy(&t.body),
        author: Author {
            unit: tidy_line(&t.author.unit),
            post: tidy_line(&t.author.post),
            name: tidy_line(&t.author.name),
        },
        campaigns,
        pictures: pictures(&t.pictures),
    }
}

fn author_faults(a: &Author, signed: bool, all: &mut Vec<FieldError>) {
    let parts = [("/author_unit", &a.unit), ("/author_post", &a.post), ("/author_name", &a.name)];
    for (pointer, value) in parts {
        // Somebody answers for every post by name; a signed column asks for unit and office as well.
        let needed = signed || pointer == "/author_name";
        let n = count(value);
        if (needed && n < 2) || n > AUTHOR {
            all.push(wrong(pointer, if needed { "posts.author" } else { "posts.author-long" }, AUTHOR));
        }
    }
}

fn picture_faults(t: &Text, all: &mut Vec<FieldError>) {
    if t.pictures.len() > PICTURES {
        all.push(wrong("/pictures", "posts.pictures", PICTURES as i64));
    }
    for (n, p) in t.pictures.iter().enumerate() {
        if !(2..=ALT).contains(&count(&p.alt)) {
            all.push(wrong(&format!("/pictures/{n}/alt"), "posts.picture-alt", ALT));
        }
    }
    let mut seen = BTreeSet::new();
    let bad = |n: &usize| !(1..=t.pictures.len()).contains(n) || !seen.insert(*n);
    if let Some(n) = t.body.lines().filter_map(placed).find(bad) {
        let params = Params::from([("number", n.to_string())]);
        all.push(FieldError { pointer: "/body".into(), code: "posts.picture-place", params });
    }
}

/// What is wrong with a tidied text in a column.
pub fn faults(t: &Text, column: &Column) -> Vec<FieldError> {
    let mut all = Vec::new();
    if !(2..=TITLE).contains(&count(&t.title)) {
        all.push(wrong("/title", "posts.title", TITLE));
    }
    if count(&t.summary) > SUMMARY {
        all.push(wrong("/summary", "posts.summary", SUMMARY));
    }
    let n = length_of(&t.body);
    if n < 2 {
        all.push(wrong("/body", "posts.body-short", 0));
    } else if n > column.most_chars {
        let params = Params::from([("limit", column.most_chars.to_string()), ("length", n.to_string())]);
        all.push(FieldError { pointer: "/body".into(), code: "posts.body-long", params });
    }
    author_faults(&t.author, column.signed, &mut all);
    if t.campaigns.len() > CAMPAIGNS {
        all.push(wrong("/campaigns", "posts.campaigns", CAMPAIGNS as i64));
    }
    picture_faults(t, &mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Id, OrgPath, Timestamp};
    use proptest::prelude::*;

    fn column(most_chars: i64, signed: bool) -> Column {
        Column {
            id: Id(1),
            union_id: Id(1),
            union_name: String::new(),
            union_path: OrgPath::top(),
            title: "娘家人".into(),
            intro: String::new(),
            most_chars,
            signed,
            comments: true,
            template: String::new(),
            open: true,
            sort: 0,
            changed_by_name: String::new(),
            changed_at: Timestamp(0),
            version: 1,
        }
    }

    fn text(body: &str) -> Text {
        let author =
            Author { unit: "宏达公司工会".into(), post: "主席".into(), name: "张三".into() };
        Text { title: "新年微心愿".into(), body: body.into(), author, ..Text::default() }
    }

    fn codes(t: &Text, c: &Column) -> Vec<&'static str> {
        faults(&tidied(t), c).into_iter().map(|f| f.code).collect()
    }

    #[test]
    fn a_column_takes_exactly_its_characters() {
        let c = column(200, true);
        assert!(codes(&text(&"愿".repeat(200)), &c).is_empty());
        assert_eq!(codes(&text(&"愿".repeat(201)), &c), ["posts.body-long"]);
        // White space does not count, what people see as one character is one.
        assert!(codes(&text(&format!("{} \n {}", "愿".repeat(100), "愿".repeat(100))), &c).is_empty());
        assert!(codes(&text(&"👍🏽".repeat(200)), &c).is_empty());
        assert_eq!(codes(&text(" \n"), &c), ["posts.body-short"]);
    }

    #[test]
    fn a_signed_column_asks_for_unit_office_and_name() {
        let mut t = text("正文");
        t.author.post = " ".into();
        assert_eq!(codes(&t, &column(200, true)), ["posts.author"]);
        assert!(codes(&t, &column(200, false)).is_empty());
        t.author.name = "张".into();
        assert_eq!(codes(&t, &column(200, false)), ["posts.author"]);
        t.author = Author { unit: "长".repeat(41), name: "张三".into(), ..Author::default() };
        assert_eq!(codes(&t, &column(200, false)), ["posts.author-long"]);
    }

    #[test]
    fn campaigns_stand_once_and_are_few() {
        let mut t = text("正文");
        t.campaigns = (0..21).map(|n| Id(n % 3)).collect();
        assert!(codes(&t, &column(200, true)).is_empty());
        t.campaigns = (0..21).map(Id).collect();
        assert_eq!(codes(&t, &column(200, true)), ["posts.campaigns"]);
    }

    #[test]
    fn pictures_are_described_and_placed_once() {
        let picture = |alt: &str, cover| Picture { alt: alt.into(), cover, ..Picture::of(Id(1)) };
        let c = column(200, true);
        let mut t = text(&format!("{}\n[图2]\n{}", "愿".repeat(100), "愿".repeat(100)));
        assert_eq!(codes(&t, &c), ["posts.picture-place"], "there is no such picture");
        t.pictures = vec![picture(" 领券 的人 ", true), picture("海报", true)];
        assert!(codes(&t, &c).is_empty(), "where a picture stands is no text");
        let kept = tidied(&t).pictures;
        assert_eq!((kept[0].alt.as_str(), kept[0].cover, kept[1].cover), ("领券 的人", true, false));
        t.body = "正文\n[图1]\n[图1]".into();
        assert_eq!(codes(&t, &c), ["posts.picture-place"]);
        t.body = "正文 [图9] 正文".into();
        t.pictures[1].alt = "图".into();
        assert_eq!(codes(&t, &c), ["posts.picture-alt"]);
        t.pictures = vec![picture("海报", false); 21];
        assert_eq!(codes(&t, &c), ["posts.pictures"]);
    }

    proptest! {
        #[test]
        fn tidying_twice_is_tidying_once(body in "\\PC{0,80}", title in "\\PC{0,80}") {
            let once = tidied(&Text { title, ..text(&body) });
            prop_assert_eq!(tidied(&once), once);
        }
    }
}
