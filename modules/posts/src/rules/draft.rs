//! What a post may say.

use kernel::{FieldError, Params, text};

use super::{tidy, tidy_line, wrong};
use crate::model::{Author, Column, Text};

/// Longest title, in characters.
pub const TITLE: i64 = 60;
/// Longest summary, in characters.
pub const SUMMARY: i64 = 120;
/// Longest unit, office or name of an author, in characters.
pub const AUTHOR: i64 = 40;
/// Most campaigns that a post tells of.
pub const CAMPAIGNS: usize = 5;

fn count(text: &str) -> i64 {
    i64::try_from(text::length(text)).unwrap_or(i64::MAX)
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

/// What is wrong with a tidied text in a column.
pub fn faults(t: &Text, column: &Column) -> Vec<FieldError> {
    let mut all = Vec::new();
    if !(2..=TITLE).contains(&count(&t.title)) {
        all.push(wrong("/title", "posts.title", TITLE));
    }
    if count(&t.summary) > SUMMARY {
        all.push(wrong("/summary", "posts.summary", SUMMARY));
    }
    let n = count(&t.body);
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
        t.campaigns = (0..6).map(|n| Id(n % 3)).collect();
        assert!(codes(&t, &column(200, true)).is_empty());
        t.campaigns = (0..6).map(Id).collect();
        assert_eq!(codes(&t, &column(200, true)), ["posts.campaigns"]);
    }

    proptest! {
        #[test]
        fn tidying_twice_is_tidying_once(body in "\\PC{0,80}", title in "\\PC{0,80}") {
            let once = tidied(&Text { title, ..text(&body) });
            prop_assert_eq!(tidied(&once), once);
        }
    }
}
