//! What a template may look like, and what its second reader should look at.

use std::collections::BTreeSet;

use kernel::{FieldError, Params};

use super::error::wrong;
use super::model::{Block, Draft, Field, Style};
use super::placeholder::{Brace, Part, parts};

/// Placeholders that every template has: name of the union, number, day and year of issue.
pub(super) const BUILT_IN: [&str; 4] = ["agency", "number", "date", "year"];
/// An entry in a paragraph of a list.
pub(super) const ITEM: &str = "item";

const MOST_FIELDS: usize = 60;
const MOST_BLOCKS: usize = 200;

fn length(text: &str) -> usize {
    text.trim().chars().count()
}

/// Everything that is wrong with a template, with pointers into it; empty if it may be proposed. A template has one title;
/// every placeholder is a field or one that all templates have, and every brace is closed.
pub fn check(draft: &Draft) -> Vec<FieldError> {
    let mut found = Vec::new();
    if !(2..=20).contains(&length(&draft.name)) {
        found.push(wrong("/name", "letters.draft-name", Params::new()));
    }
    if !(1..=4).contains(&length(&draft.word)) || !draft.word.trim().chars().all(char::is_alphanumeric) {
        found.push(wrong("/word", "letters.draft-word", Params::new()));
    }
    if draft.fields.len() > MOST_FIELDS || draft.blocks.len() > MOST_BLOCKS {
        found.push(wrong("/blocks", "letters.draft-size", Params::new()));
        return found;
    }
    fields(draft, &mut found);
    let titles: Vec<usize> =
        draft.blocks.iter().enumerate().filter(|(_, b)| b.style == Style::Title).map(|(at, _)| at).collect();
    match titles.as_slice() {
        [] => found.push(wrong("/blocks", "letters.no-title", Params::new())),
        [at] if !draft.blocks[*at].when.is_empty() || !draft.blocks[*at].each.is_empty() => {
            found.push(wrong(format!("/blocks/{at}/when"), "letters.title-conditional", Params::new()));
        }
        [_] => {}
        [_, second, ..] => {
            found.push(wrong(format!("/blocks/{second}/style"), "letters.two-titles", Params::new()));
        }
    }
    for (at, b) in draft.blocks.iter().enumerate() {
        block(draft, at, b, &mut found);
    }
    found
}

fn is_name(name: &str) -> bool {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    name.len() <= 40 && name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(fine)
}

fn fields(draft: &Draft, found: &mut Vec<FieldError>) {
    let mut seen = BTreeSet::new();
    for (at, f) in draft.fields.iter().enumerate() {
        let name = Params::from([("name", f.name.clone())]);
        if !is_name(&f.name) || BUILT_IN.contains(&f.name.as_str()) || f.name == ITEM {
            found.push(wrong(format!("/fields/{at}/name"), "letters.field-name", name));
        } else if !seen.insert(f.name.as_str()) {
            found.push(wrong(format!("/fields/{at}/name"), "letters.field-twice", name));
        }
        if !(1..=30).contains(&length(&f.label)) {
            found.push(wrong(format!("/fields/{at}/label"), "letters.field-label", Params::new()));
        }
        if f.sample.chars().count() > 2_000 {
            found.push(wrong(format!("/fields/{at}/sample"), "letters.field-sample", Params::new()));
        }
    }
}

fn block(draft: &Draft, at: usize, b: &Block, found: &mut Vec<FieldError>) {
    let mut say = |part: &str, code, name: &str| {
        let params = if name.is_empty() { Params::new() } else { [("name", name.to_owned())].into() };
        found.push(wrong(format!("/blocks/{at}/{part}"), code, params));
    };
    if b.style == Style::AttachmentNext {
        say("style", "letters.block-style", "");
    }
    if !(1..=2_000).contains(&length(&b.text)) {
        say("text", "letters.block-text", "");
    }
    if !b.when.is_empty() && draft.field(&b.when).is_none() {
        say("when", "letters.block-when", &b.when);
    }
    let is_list = |f: &Field| f.kind == super::model::FieldKind::List;
    if !b.each.is_empty() && !draft.field(&b.each).is_some_and(is_list) {
        say("each", "letters.block-each", &b.each);
    }
    match parts(&b.text) {
        Err(Brace::Open) => say("text", "letters.brace-open", ""),
        Err(Brace::Close) => say("text", "letters.brace-close", ""),
        Ok(all) => {
            for part in all {
                let Part::Slot(name) = part else { continue };
                let item = name == ITEM && !b.each.is_empty();
                if !item && !BUILT_IN.contains(&name) && draft.field(name).is_none() {
                    say("text", "letters.placeholder", name);
                }
            }
        }
    }
}

/// Fields that no paragraph names.
fn unused(draft: &Draft) -> Vec<&Field> {
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for b in &draft.blocks {
        named.extend([b.when.as_str(), b.each.as_str()]);
        let slots = parts(&b.text).unwrap_or_default().into_iter();
        named.extend(slots.filter_map(|p| if let Part::Slot(name) = p { Some(name) } else { None }));
    }
    draft.fields.iter().filter(|f| !named.contains(f.name.as_str())).collect()
}

/// What a second person should look at before approving, as codes of sentences with their values. `present` is the
/// template that is to be replaced: letters of this kind may be made by the program with its fields.
pub fn remarks(draft: &Draft, present: Option<&Draft>) -> Vec<(&'static str, Params)> {
    let labels = |fields: Vec<&Field>| -> Params {
        let all: Vec<&str> = fields.iter().map(|f| f.label.as_str()).collect();
        [("labels", all.join("、"))].into()
    };
    let mut found = Vec::new();
    let idle = unused(draft);
    if !idle.is_empty() {
        found.push(("letters.remark-unused", labels(idle)));
    }
    if let Some(old) = present {
        let must = |f: &&Field| f.required && !old.field(&f.name).is_some_and(|o| o.required);
        let new: Vec<&Field> = draft.fields.iter().filter(must).collect();
        if !new.is_empty() {
            found.push(("letters.remark-required", labels(new)));
        }
        let gone: Vec<&Field> = old.fields.iter().filter(|f| draft.field(&f.name).is_none()).collect();
        if !gone.is_empty() {
            found.push(("letters.remark-gone", labels(gone)));
        }
    }
    let has = |style| draft.blocks.iter().any(|b| b.style == style);
    if !has(Style::Signature) || !has(Style::Date) {
        found.push(("letters.remark-unsigned", Params::new()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::{FieldKind, Retention, shipped};

    fn block(style: Style, text: &str) -> Block {
        Block { style, text: text.into(), when: String::new(), each: String::new() }
    }

    fn field(name: &str, kind: FieldKind) -> Field {
        Field { name: name.into(), label: "甲".into(), kind, required: false, sample: String::new() }
    }

    fn draft() -> Draft {
        Draft {
            name: "答复函".into(),
            word: "函".into(),
            retention: Retention::TenYears,
            fields: vec![field("reporter", FieldKind::Text), field("people", FieldKind::List)],
            blocks: vec![
                block(Style::Title, "关于{reporter}的答复"),
                block(Style::Body, "{number}{date}{agency}{year}"),
            ],
        }
    }

    /// Codes of what is wrong after a change.
    fn after(change: impl FnOnce(&mut Draft)) -> Vec<(String, &'static str)> {
        let mut d = draft();
        change(&mut d);
        check(&d).into_iter().map(|e| (e.pointer, e.code)).collect()
    }

    fn one(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
        vec![(pointer.to_owned(), code)]
    }

    #[test]
    fn what_is_refused() {
        assert_eq!(after(|_| {}), []);
        let said = |text: &'static str| after(move |d| d.blocks[1].text = text.into());
        assert_eq!(said("您好，{nobody}"), one("/blocks/1/text", "letters.placeholder"));
        assert_eq!(said("您好，{reporter"), one("/blocks/1/text", "letters.brace-open"));
        assert_eq!(said("您好，reporter}"), one("/blocks/1/text", "letters.brace-close"));
        assert_eq!(said("{{reporter}}"), one("/blocks/1/text", "letters.brace-open"));
        assert_eq!(said("  "), one("/blocks/1/text", "letters.block-text"));
        assert_eq!(said("{item}"), one("/blocks/1/text", "letters.placeholder"), "an entry without a list");
        assert_eq!(after(|d| drop(d.blocks.remove(0))), one("/blocks", "letters.no-title"));
        assert_eq!(
            after(|d| d.blocks.push(block(Style::Title, "又"))),
            one("/blocks/2/style", "letters.two-titles")
        );
        assert_eq!(
            after(|d| d.blocks[0].when = "reporter".into()),
            one("/blocks/0/when", "letters.title-conditional")
        );
        assert_eq!(
            after(|d| d.blocks[1].when = "nobody".into()),
            one("/blocks/1/when", "letters.block-when")
        );
        assert_eq!(
            after(|d| d.blocks[1].each = "reporter".into()),
            one("/blocks/1/each", "letters.block-each")
        );
        assert_eq!(
            after(|d| d.blocks[1].style = Style::AttachmentNext),
            one("/blocks/1/style", "letters.block-style")
        );
        assert_eq!(after(|d| d.name = "函".into()), one("/name", "letters.draft-name"));
        for word in ["", "总工会办函", "函〔"] {
            assert_eq!(after(|d| d.word = word.into()), one("/word", "letters.draft-word"), "{word}");
        }
        for name in ["Reporter", "1a", "item", "date", "a b", "", "a}"] {
            let found = after(|d| d.fields.push(field(name, FieldKind::Text)));
            assert_eq!(found, one("/fields/2/name", "letters.field-name"), "{name}");
        }
        assert_eq!(
            after(|d| d.fields.push(field("reporter", FieldKind::Day))),
            one("/fields/2/name", "letters.field-twice")
        );
        assert_eq!(after(|d| d.fields[0].label = " ".into()), one("/fields/0/label", "letters.field-label"));
        assert_eq!(
            after(|d| d.blocks = vec![block(Style::Title, "甲"); 201]),
            one("/blocks", "letters.draft-size")
        );
    }

    #[test]
    fn what_the_second_reader_is_told() {
        let codes =
            |d: &Draft, old: Option<&Draft>| remarks(d, old).into_iter().map(|(c, _)| c).collect::<Vec<_>>();
        let old = draft();
        assert_eq!(codes(&old, None), ["letters.remark-unused", "letters.remark-unsigned"]);
        let mut new = shipped()[0].draft.clone();
        assert_eq!(codes(&new, Some(&new)), [] as [&str; 0]);
        let present = new.clone();
        new.fields.retain(|f| f.name != "contact");
        new.blocks.retain(|b| !b.text.contains("{contact}"));
        new.fields.push(Field { required: true, ..field("people", FieldKind::List) });
        new.blocks.push(block(Style::Body, "{people}"));
        assert_eq!(codes(&new, Some(&present)), ["letters.remark-required", "letters.remark-gone"]);
    }
}
