//! Filling in: tables, properties, hostile values.

use proptest::prelude::*;

use super::*;
use crate::letters::{Retention, check, shipped};

fn block(style: Style, text: &str) -> Block {
    Block { style, text: text.into(), when: String::new(), each: String::new() }
}

fn field(name: &str, kind: FieldKind, required: bool) -> Field {
    Field { name: name.into(), label: name.into(), kind, required, sample: String::new() }
}

fn draft(blocks: Vec<Block>) -> Draft {
    Draft {
        name: "函件".into(),
        word: "函".into(),
        retention: Retention::Forever,
        fields: vec![
            field("who", FieldKind::Text, true),
            field("long", FieldKind::Long, false),
            field("on", FieldKind::Day, false),
            field("people", FieldKind::List, false),
        ],
        blocks,
    }
}

const BUILT: Built<'static> =
    Built {
        agency: "示范县总工会", number: "示总工函〔2026〕3号", day: Day::constant(2026, 11, 7)
    };

fn values(all: &[(&str, Value)]) -> Values {
    all.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn list(all: &[&str]) -> Value {
    Value::List(all.iter().map(|s| (*s).to_owned()).collect())
}

/// Texts after the title.
fn said(blocks: Vec<Block>, given: &Values) -> Vec<String> {
    let mut all = vec![block(Style::Title, "题")];
    all.extend(blocks);
    let (_, paragraphs) = fill(&draft(all), given, BUILT).unwrap();
    paragraphs.into_iter().skip(1).map(|p| p.text).collect()
}

fn who() -> Values {
    values(&[("who", "张三".into())])
}

#[test]
fn placeholders_are_filled_in_by_type() {
    let given = values(&[
        ("who", " 张三\n ".into()),
        ("long", "第一段\r\n\r\n  第二段  ".into()),
        ("on", "2026-03-09".into()),
        ("people", list(&["李四", " ", "王五"])),
        ("unknown", "不用".into()),
    ]);
    let body = |text| vec![block(Style::Body, text)];
    assert_eq!(said(body("{who}于{on}与{people}见面。"), &given), ["张三于2026年3月9日与李四、王五见面。"]);
    assert_eq!(said(body("{long}"), &given), ["第一段", "第二段"], "each line a paragraph");
    assert_eq!(said(body("前{long}后"), &given), ["前第一段", "第二段后"]);
    assert_eq!(
        said(body("{agency} {number} {date} {year}"), &given),
        ["示范县总工会 示总工函〔2026〕3号 2026年11月7日 2026"]
    );
    let (kept, _) = fill(&draft(vec![block(Style::Title, "题")]), &given, BUILT).unwrap();
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["long", "on", "people", "who"]);
    assert_eq!(kept["people"], list(&["李四", "王五"]));
}

#[test]
fn paragraphs_may_be_left_out_or_repeated() {
    let when = Block { when: "on".into(), ..block(Style::Body, "日期：{on}") };
    let each = Block { each: "people".into(), ..block(Style::Body, "出席：{item}") };
    assert_eq!(said(vec![when.clone(), each.clone()], &who()), [] as [&str; 0]);
    let mut given = who();
    given.insert("on".into(), "2026-01-02".into());
    given.insert("people".into(), list(&["甲", "乙"]));
    assert_eq!(said(vec![when, each], &given), ["日期：2026年1月2日", "出席：甲", "出席：乙"]);
    assert_eq!(said(vec![block(Style::Body, "{on}")], &who()), [] as [&str; 0], "nothing left of it");
}

#[test]
fn headings_are_numbered_and_begin_anew_beneath_the_next() {
    use Style::{Heading1, Heading2, Heading3, Heading4};
    let all =
        [Heading1, Heading2, Heading3, Heading3, Heading4, Heading2, Heading3, Heading1, Heading2, Heading4];
    let found = said(all.iter().map(|s| block(*s, "甲")).collect(), &who());
    assert_eq!(
        found,
        [
            "一、甲",
            "（一）甲",
            "1.甲",
            "2.甲",
            "（1）甲",
            "（二）甲",
            "1.甲",
            "二、甲",
            "（一）甲",
            "（1）甲"
        ]
    );
    // One that is left out takes no number.
    let hidden = Block { when: "on".into(), ..block(Heading1, "乙") };
    assert_eq!(
        said(vec![block(Heading1, "甲"), hidden, block(Heading1, "丙")], &who()),
        ["一、甲", "二、丙"]
    );
}

#[test]
fn one_attachment_has_no_number() {
    let note = || vec![Block { each: "people".into(), ..block(Style::Attachment, "{item}") }];
    let mut given = who();
    given.insert("people".into(), list(&["名单"]));
    assert_eq!(said(note(), &given), ["附件：名单"]);
    given.insert("people".into(), list(&["名单", "照片", "笔录"]));
    assert_eq!(said(note(), &given), ["附件：1.名单", "2.照片", "3.笔录"]);
}

#[test]
fn values_that_are_refused() {
    let blocks = || vec![block(Style::Title, "题")];
    let codes = |given: &Values| -> Vec<(String, &'static str)> {
        fill(&draft(blocks()), given, BUILT).unwrap_err().into_iter().map(|e| (e.pointer, e.code)).collect()
    };
    let one = |pointer: &str, code| vec![(pointer.to_owned(), code)];
    assert_eq!(codes(&Values::new()), one("/values/who", "letters.value-missing"));
    assert_eq!(
        codes(&values(&[("who", " \u{200b}\u{7} ".into())])),
        one("/values/who", "letters.value-missing")
    );
    assert_eq!(codes(&values(&[("who", "长".repeat(301).into())])), one("/values/who", "letters.value-long"));
    assert_eq!(codes(&values(&[("who", list(&["甲"]))])), one("/values/who", "letters.value-kind"));
    let also = |name: &str, value: Value| {
        let mut v = who();
        v.insert(name.into(), value);
        codes(&v)
    };
    assert_eq!(also("on", "2026-02-30".into()), one("/values/on", "letters.value-day"));
    assert_eq!(also("long", "长".repeat(20_001).into()), one("/values/long", "letters.value-long"));
    assert_eq!(also("people", "甲".into()), one("/values/people", "letters.value-kind"));
    assert_eq!(
        also("people", Value::List(vec!["甲".into(); 201])),
        one("/values/people", "letters.value-many")
    );
    let empty = draft(vec![block(Style::Title, "{on}")]);
    assert_eq!(fill(&empty, &who(), BUILT).unwrap_err()[0].code, "letters.title-empty");
}

#[test]
fn a_value_is_never_read_as_a_placeholder() {
    for hostile in ["{long}{who}{nobody}", "{long", "long}", "{"] {
        let given =
            values(&[("who", hostile.into()), ("long", "秘密".into()), ("people", list(&["{long}"]))]);
        assert_eq!(said(vec![block(Style::Body, "{who}")], &given), [hostile]);
        let each = Block { each: "people".into(), ..block(Style::Body, "{item}") };
        assert_eq!(said(vec![each], &given), ["{long}"]);
    }
}

#[test]
fn what_no_paper_shows_is_taken_out() {
    let hostile = "甲\u{0}\u{1}\u{8}\u{1b}乙\u{202e}丙\u{fffe}\u{ffff}\u{1fffe}丁\u{feff}\u{200b}<&>\"'戊";
    let given = values(&[("who", hostile.into())]);
    assert_eq!(said(vec![block(Style::Body, "{who}")], &given), ["甲乙丙丁<&>\"'戊"]);
}

#[test]
fn the_shipped_templates_pass_and_fill_with_their_samples() {
    let all = shipped();
    assert_eq!(all.len(), 4);
    for t in &all {
        assert_eq!(check(&t.draft), [], "{}", t.kind);
        let (kept, paragraphs) = fill(&t.draft, &t.draft.samples(), BUILT).unwrap();
        assert_eq!(kept.len(), t.draft.fields.len(), "{}: every field has a sample", t.kind);
        assert!(paragraphs.len() >= 6, "{}", t.kind);
        assert!(paragraphs.iter().all(|p| !p.text.contains(['{', '}'])), "{}", t.kind);
        // With the required values alone, too.
        let mut few = t.draft.samples();
        few.retain(|name, _| t.draft.field(name).is_some_and(|f| f.required));
        let (_, paragraphs) = fill(&t.draft, &few, BUILT).unwrap();
        let text: String = paragraphs.iter().map(|p| p.text.as_str()).collect();
        for bad in ["，，", "。。", "：。", "、。", "（）", "“”", "：，"] {
            assert!(!text.contains(bad), "{}: {bad} in {text}", t.kind);
        }
    }
}

proptest! {
    /// Whatever is filled in: one pass, one title, no control character, the text of the value as it is.
    #[test]
    fn hostile_values_stay_values(text in "\\PC{0,40}|[{}<>&\u{0}-\u{20}a-z]{0,40}", entries in prop::collection::vec("\\PC{0,20}", 0..5)) {
        let given = values(&[("who", format!("甲{text}").into()), ("people", Value::List(entries.clone())), ("long", text.clone().into())]);
        let blocks = vec![block(Style::Title, "关于{who}"), block(Style::Body, "{long}"), block(Style::Heading1, "{people}")];
        let (kept, paragraphs) = fill(&draft(blocks), &given, BUILT).unwrap();
        prop_assert_eq!(paragraphs.iter().filter(|p| p.style == Style::Title).count(), 1);
        prop_assert!(paragraphs.iter().all(|p| !p.text.is_empty() && p.text.chars().all(printable)));
        let Some(Value::Text(who)) = kept.get("who") else { panic!("who") };
        prop_assert_eq!(&paragraphs[0].text, &format!("关于{who}"));
        // What is kept is clean: filling in again gives the same.
        let blocks = vec![block(Style::Title, "关于{who}"), block(Style::Body, "{long}"), block(Style::Heading1, "{people}")];
        let again = fill(&draft(blocks), &kept, BUILT).unwrap();
        prop_assert_eq!(again, (kept, paragraphs));
    }
}
