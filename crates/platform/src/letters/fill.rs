//! From a template and values to the paragraphs of a document. Values are cleaned first and put in once: what stands in a
//! value is never read as a placeholder.

use std::collections::BTreeMap;

use kernel::{Day, FieldError, Params};
use serde::{Deserialize, Serialize};

use super::check::ITEM;
use super::error::wrong;
use super::model::{Block, Draft, Field, FieldKind, Style, Value, Values};
use super::number::{chinese_day, chinese_number};
use super::placeholder::{Part, parts};

/// Longest values, in characters, and most entries of a list.
const LINE: usize = 300;
const LINES: usize = 20_000;
const ENTRIES: usize = 200;

/// What every template has beside its fields.
#[derive(Clone, Copy, Debug)]
pub struct Built<'a> {
    /// The union as its documents call it.
    pub agency: &'a str,
    /// Number as it is printed.
    pub number: &'a str,
    /// Day of issue.
    pub day: Day,
}

/// A paragraph of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = LetterParagraph)]
pub struct Paragraph {
    /// Part of the document.
    pub style: Style,
    /// One line, with the number of a heading.
    pub text: String,
}

/// A document as it was, or would be, issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = LetterContent)]
pub struct Content {
    /// The union as its documents call it (发文机关标志).
    pub agency: String,
    /// Number as it is printed; `×` in the place of the ordinal in a preview.
    pub number: String,
    /// Day of issue.
    pub day: Day,
    /// Kind of letter.
    pub kind: String,
    /// What the kind is called.
    pub kind_name: String,
    /// Version of the template; 0 in a trial of one that is not kept.
    pub template: i64,
    /// What was filled in, cleaned.
    pub values: BTreeMap<String, Value>,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
}

impl Content {
    /// The title; a checked template has one.
    pub fn title(&self) -> &str {
        self.paragraphs.iter().find(|p| p.style == Style::Title).map_or("", |p| &p.text)
    }
}

/// Fills a checked template: the values that it uses, cleaned, and the paragraphs. Values that it has no field for are left
/// out.
///
/// # Errors
/// Values that are missing, too long or of another type, with pointers `/values/<name>`.
pub fn fill(
    draft: &Draft,
    given: &Values,
    built: Built<'_>,
) -> Result<(Values, Vec<Paragraph>), Vec<FieldError>> {
    let (mut kept, mut found) = (Values::new(), Vec::new());
    for f in &draft.fields {
        match cleaned(f, given.get(&f.name)) {
            Ok(Some(value)) => drop(kept.insert(f.name.clone(), value)),
            Ok(None) if f.required => found.push(refused(f, "letters.value-missing", None)),
            Ok(None) => {}
            Err(e) => found.push(e),
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    let words = words(draft, &kept, built);
    let mut paragraphs = Vec::new();
    let mut headings = [0_usize; 4];
    for b in &draft.blocks {
        if !b.when.is_empty() && !kept.contains_key(&b.when) {
            continue;
        }
        let texts = texts(b, &kept, &words);
        paragraphs.extend(made(b.style, texts, &mut headings));
    }
    if !paragraphs.iter().any(|p| p.style == Style::Title) {
        return Err(vec![wrong("/values", "letters.title-empty", Params::new())]);
    }
    Ok((kept, paragraphs))
}

fn refused(f: &Field, code: &'static str, most: Option<usize>) -> FieldError {
    let mut params = Params::from([("label", f.label.clone())]);
    if let Some(most) = most {
        params.insert("most", most.to_string());
    }
    wrong(format!("/values/{}", f.name), code, params)
}

/// A value as it is kept; none if nothing is left of it.
fn cleaned(f: &Field, given: Option<&Value>) -> Result<Option<Value>, FieldError> {
    let Some(given) = given else { return Ok(None) };
    let fits = |text: &str, most| {
        if text.chars().count() > most { Err(refused(f, "letters.value-long", Some(most))) } else { Ok(()) }
    };
    match (f.kind, given) {
        (FieldKind::List, Value::List(entries)) => {
            let all: Vec<String> = entries.iter().map(|e| line(e)).filter(|e| !e.is_empty()).collect();
            if all.len() > ENTRIES {
                return Err(refused(f, "letters.value-many", Some(ENTRIES)));
            }
            all.iter().try_for_each(|e| fits(e, LINE))?;
            Ok((!all.is_empty()).then_some(Value::List(all)))
        }
        (FieldKind::Text, Value::Text(text)) => {
            let text = line(text);
            fits(&text, LINE)?;
            Ok((!text.is_empty()).then_some(Value::Text(text)))
        }
        (FieldKind::Long, Value::Text(text)) => {
            let text = lines(text);
            fits(&text, LINES)?;
            Ok((!text.is_empty()).then_some(Value::Text(text)))
        }
        (FieldKind::Day, Value::Text(text)) if text.trim().is_empty() => Ok(None),
        (FieldKind::Day, Value::Text(text)) => {
            let day: Day = text.trim().parse().map_err(|_| refused(f, "letters.value-day", None))?;
            Ok(Some(Value::from(day)))
        }
        _ => Err(refused(f, "letters.value-kind", None)),
    }
}

/// Whether a character may stand in a document: XML has no place for control characters and non-characters, and marks
/// that turn the direction of writing would make a text look like another one.
fn printable(c: char) -> bool {
    let code = u32::from(c);
    let marks = matches!(code, 0xAD | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF);
    let none =
        code & 0xFFFE == 0xFFFE || matches!(code, 0xFDD0..=0xFDEF | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F);
    !c.is_control() && !marks && !none
}

/// A text as one line.
pub(super) fn line(text: &str) -> String {
    let spaced =
        text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c });
    spaced.filter(|c| printable(*c)).collect::<String>().trim().to_owned()
}

/// A text as lines that are not empty.
fn lines(text: &str) -> String {
    let all: Vec<String> = text
        .split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}'])
        .map(line)
        .filter(|l| !l.is_empty())
        .collect();
    all.join("\n")
}

/// What every placeholder says.
fn words(draft: &Draft, kept: &Values, built: Built<'_>) -> BTreeMap<String, String> {
    let mut words = BTreeMap::from([
        ("agency".to_owned(), line(built.agency)),
        ("number".to_owned(), built.number.to_owned()),
        ("date".to_owned(), chinese_day(built.day)),
        ("year".to_owned(), built.day.year().to_string()),
    ]);
    for f in &draft.fields {
        let said = match kept.get(&f.name) {
            None => String::new(),
            Some(Value::List(all)) => all.join("、"),
            Some(Value::Text(text)) if f.kind == FieldKind::Day => {
                text.parse().map_or_else(|_| text.clone(), chinese_day)
            }
            Some(Value::Text(text)) => text.clone(),
        };
        words.insert(f.name.clone(), said);
    }
    words
}

/// The texts of a paragraph: one, or one for each entry of its list.
fn texts(b: &Block, kept: &Values, words: &BTreeMap<String, String>) -> Vec<String> {
    if b.each.is_empty() {
        return vec![put(&b.text, None, words)];
    }
    match kept.get(&b.each) {
        Some(Value::List(all)) => all.iter().map(|item| put(&b.text, Some(item), words)).collect(),
        _ => Vec::new(),
    }
}

fn put(text: &str, item: Option<&str>, words: &BTreeMap<String, String>) -> String {
    let said = |part: &Part<'_>| match *part {
        Part::Plain(text) => text.to_owned(),
        Part::Slot(ITEM) => item.unwrap_or_default().to_owned(),
        Part::Slot(name) => words.get(name).cloned().unwrap_or_default(),
    };
    // A stored template is checked; its braces are whole.
    parts(text).map_or_else(|_| text.to_owned(), |all| all.iter().map(said).collect())
}

/// Paragraphs of one style: lines where a style has them, numbers before headings, and before several attachments.
fn made(style: Style, texts: Vec<String>, headings: &mut [usize; 4]) -> Vec<Paragraph> {
    let split = matches!(style, Style::Body | Style::Note);
    let whole = texts.iter().map(|t| if split { lines(t) } else { line(t) });
    let all: Vec<String> = whole
        .flat_map(|t| t.split('\n').map(str::to_owned).collect::<Vec<_>>())
        .filter(|t| !t.is_empty())
        .collect();
    let paragraph = |style, text| Paragraph { style, text };
    let level = match style {
        Style::Heading1 => 0,
        Style::Heading2 => 1,
        Style::Heading3 => 2,
        Style::Heading4 => 3,
        Style::Attachment => return attachments(all),
        _ => return all.into_iter().map(|text| paragraph(style, text)).collect(),
    };
    let mut numbered = Vec::new();
    for text in all {
        headings[level] += 1;
        headings[level + 1..].fill(0);
        let n = headings[level];
        let number = match level {
            0 => format!("{}、", chinese_number(n)),
            1 => format!("（{}）", chinese_number(n)),
            2 => format!("{n}."),
            _ => format!("（{n}）"),
        };
        numbered.push(paragraph(style, format!("{number}{text}")));
    }
    numbered
}

/// 附件说明: 附件：名称, or 附件：1.名称 and 2.名称 beneath (GB/T 9704-2012, 7.3.4).
fn attachments(all: Vec<String>) -> Vec<Paragraph> {
    let many = all.len() > 1;
    let one = |(at, text): (usize, String)| match (at, many) {
        (0, false) => Paragraph { style: Style::Attachment, text: format!("附件：{text}") },
        (0, true) => Paragraph { style: Style::Attachment, text: format!("附件：1.{text}") },
        _ => Paragraph { style: Style::AttachmentNext, text: format!("{}.{text}", at + 1) },
    };
    all.into_iter().enumerate().map(one).collect()
}

#[cfg(test)]
#[path = "fill_tests.rs"]
mod tests;
