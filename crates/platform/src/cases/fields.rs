//! Values of a case's fields: typed by the procedure, refused field by field. Pure.

use kernel::{Day, FieldError, Params};

use super::error::field;
use super::procedure::{Field, FieldKind, Procedure, Values};

/// Most names of a list of people.
const PEOPLE: usize = 100;
/// Most characters by which a text is searched.
const KEY: usize = 60;

fn most(f: &Field) -> usize {
    match (f.most, f.kind) {
        (0, FieldKind::LongText) => 4_000,
        (0, _) => 200,
        (n, _) => n as usize,
    }
}

fn bad(f: &Field, code: &'static str, params: Params) -> FieldError {
    field(format!("/fields/{}", f.code), code, params)
}

/// A value as it is kept; empty stays empty.
///
/// # Errors
/// What is wrong with it, at the field.
pub fn value(f: &Field, typed: &str) -> Result<String, FieldError> {
    let text = match f.kind {
        FieldKind::LongText | FieldKind::People => lines(typed),
        FieldKind::Text => line(typed),
        _ => kernel::text::clean(typed),
    };
    if text.is_empty() {
        return Ok(text);
    }
    let limit = most(f);
    match f.kind {
        FieldKind::Text | FieldKind::LongText if too_long(&text, limit) => {
            Err(bad(f, "cases.text-long", [("limit", limit.to_string())].into()))
        }
        FieldKind::Text | FieldKind::LongText => Ok(text),
        FieldKind::Choice if f.options.iter().any(|o| o.code == text) => Ok(text),
        FieldKind::Choice => Err(bad(f, "cases.no-option", Params::new())),
        FieldKind::Number => match text.parse::<u32>() {
            Ok(n) => Ok(n.to_string()),
            Err(_) => Err(bad(f, "cases.not-a-number", Params::new())),
        },
        FieldKind::Money => match fen(&text) {
            Some(fen) => Ok(fen.to_string()),
            None => Err(bad(f, "cases.not-money", Params::new())),
        },
        FieldKind::Day => match text.parse::<Day>() {
            Ok(day) => Ok(day.to_string()),
            Err(_) => Err(bad(f, "cases.not-a-day", Params::new())),
        },
        FieldKind::YesNo if ["0", "1"].contains(&text.as_str()) => Ok(text),
        FieldKind::YesNo => Err(bad(f, "cases.no-option", Params::new())),
        FieldKind::People => {
            let long = text.lines().any(|l| l.chars().count() > 100);
            if text.lines().count() > PEOPLE || long {
                return Err(bad(f, "cases.many-people", [("most", PEOPLE.to_string())].into()));
            }
            Ok(text)
        }
    }
}

/// 分 of an amount in 元 with at most two decimals, or of a number that is 分 already when it comes back from the page as
/// `12.30`.
fn fen(text: &str) -> Option<i64> {
    let text = text.replace([',', '，'], "");
    let (yuan, cents) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if yuan.is_empty() || yuan.len() > 12 || cents.len() > 2 || !digits(yuan) || !digits(cents) {
        return None;
    }
    let cents = format!("{cents:0<2}");
    Some(yuan.parse::<i64>().ok()? * 100 + cents.parse::<i64>().ok()?)
}

/// Whether a text has more than so many characters as people count them: white space does not count, and what is made of
/// several marks is one. Code points are bounded too, so that no character can be arbitrarily long.
pub fn too_long(text: &str, limit: usize) -> bool {
    kernel::text::length(text) > limit || text.chars().count() > limit * 4
}

/// A line of prose as it was written: its punctuation stays, what cannot be seen becomes a space.
pub fn line(text: &str) -> String {
    let seen = |c: char| if c.is_control() || c == '\u{FEFF}' || c == '\u{200B}' { ' ' } else { c };
    text.chars().map(seen).collect::<String>().trim().to_owned()
}

/// Lines without spaces around them and without empty ones at the ends.
pub fn lines(text: &str) -> String {
    let all: Vec<String> = text.lines().map(line).collect();
    all.join("\n").trim().to_owned()
}

/// Puts typed values over those that are there. What is not of the procedure is refused.
pub fn merge(p: &Procedure, old: &Values, typed: &Values, wrong: &mut Vec<FieldError>) -> Values {
    let mut all = old.clone();
    for (code, text) in typed {
        let Some(f) = p.field(code) else {
            wrong.push(field(format!("/fields/{code}"), "cases.no-field", Params::new()));
            continue;
        };
        match value(f, text) {
            Ok(v) if v.is_empty() => drop(all.remove(code)),
            Ok(v) => drop(all.insert(code.clone(), v)),
            Err(e) => wrong.push(e),
        }
    }
    all
}

/// Fields that must not be empty and are.
pub fn missing<'a>(
    p: &'a Procedure,
    values: &Values,
    needed: impl Iterator<Item = &'a str>,
    wrong: &mut Vec<FieldError>,
) {
    let empty = needed.filter_map(|code| p.field(code)).filter(|f| !values.contains_key(&f.code));
    for f in empty {
        wrong.push(bad(f, "cases.field-missing", [("field", f.title.clone())].into()));
    }
}

/// Whether a chosen option asks that only named people read the case.
pub fn restricts(p: &Procedure, values: &Values) -> bool {
    p.fields.iter().any(|f| {
        let chosen = values.get(&f.code);
        f.options.iter().any(|o| o.restricted && chosen == Some(&o.code))
    })
}

/// A value in words.
pub fn shown(f: &Field, value: &str) -> String {
    match f.kind {
        FieldKind::Choice => {
            f.options.iter().find(|o| o.code == value).map_or_else(|| value.to_owned(), |o| o.label.clone())
        }
        FieldKind::YesNo => if value == "1" { "是" } else { "否" }.to_owned(),
        FieldKind::Money => {
            let fen: i64 = value.parse().unwrap_or_default();
            format!("{}.{:02}元", fen / 100, fen % 100)
        }
        _ => value.to_owned(),
    }
}

/// What a case is searched by: field and value, texts by their beginning.
pub fn searched(p: &Procedure, values: &Values) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (code, value) in values {
        let Some(f) = p.field(code) else { continue };
        match f.kind {
            FieldKind::LongText => {}
            FieldKind::Text => out.push((code.clone(), key(value))),
            FieldKind::People => out.extend(value.lines().map(|name| (code.clone(), key(name)))),
            _ => out.push((code.clone(), value.clone())),
        }
    }
    out
}

/// A text as it is searched by.
pub fn key(text: &str) -> String {
    kernel::text::name_key(text).chars().take(KEY).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: FieldKind) -> Field {
        let options = vec![super::super::procedure::FieldOption {
            code: "a".into(),
            label: "甲".into(),
            restricted: true,
        }];
        Field {
            code: "x".into(),
            title: "栏目".into(),
            kind,
            help: String::new(),
            at_intake: true,
            required: false,
            options,
            most: 0,
            public: false,
        }
    }

    #[test]
    fn values_are_typed() {
        let read = |kind, text: &str| value(&of(kind), text).map_err(|e| e.code);
        assert_eq!(read(FieldKind::Money, "1,234.5").as_deref(), Ok("123450"));
        assert_eq!(read(FieldKind::Money, "-1"), Err("cases.not-money"));
        assert_eq!(read(FieldKind::Money, "1.234"), Err("cases.not-money"));
        assert_eq!(read(FieldKind::Number, " 007 ").as_deref(), Ok("7"));
        assert_eq!(read(FieldKind::Number, "7.5"), Err("cases.not-a-number"));
        assert_eq!(read(FieldKind::Day, "2026-02-29"), Err("cases.not-a-day"));
        assert_eq!(read(FieldKind::Choice, "a").as_deref(), Ok("a"));
        assert_eq!(read(FieldKind::Choice, "b"), Err("cases.no-option"));
        assert_eq!(read(FieldKind::YesNo, "是"), Err("cases.no-option"));
        assert_eq!(read(FieldKind::People, " 张三 \n\n李四 ").as_deref(), Ok("张三\n\n李四"));
        assert_eq!(read(FieldKind::Text, &"长".repeat(201)), Err("cases.text-long"));
        assert_eq!(read(FieldKind::LongText, &"长".repeat(4_001)), Err("cases.text-long"));
        assert_eq!(read(FieldKind::LongText, "一行\u{0}\n  二行").as_deref(), Ok("一行\n二行"));
        assert_eq!(read(FieldKind::Number, "").as_deref(), Ok(""));
    }

    #[test]
    fn a_choice_may_restrict_who_reads() {
        let p = super::super::testing::procedure();
        let with = |v: &str| Values::from([("topic".to_owned(), v.to_owned())]);
        assert!(restricts(&p, &with("feeling")));
        assert!(!restricts(&p, &with("pay")));
    }
}
