//! What templates are made of: typed fields, and paragraphs with the styles of an official document (GB/T 9704-2012).

use std::collections::BTreeMap;

use kernel::Day;
use serde::{Deserialize, Serialize};

/// Part of an official document that a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LetterStyle)]
pub enum Style {
    /// 标题.
    Title,
    /// 主送机关.
    Addressee,
    /// 正文.
    Body,
    /// 一、
    Heading1,
    /// （一）
    Heading2,
    /// 1.
    Heading3,
    /// （1）
    Heading4,
    /// 附件说明; several are numbered.
    Attachment,
    /// Second and later lines of an attachment note; made by filling in, never written in a template.
    AttachmentNext,
    /// 发文机关署名.
    Signature,
    /// 成文日期.
    Date,
    /// 附注.
    Note,
    /// 抄送机关.
    CopyTo,
    /// 印发机关和印发日期, parted by an ideographic space.
    Imprint,
}

impl Style {
    /// In words, for the audit.
    fn title(self) -> &'static str {
        match self {
            Self::Title => "标题",
            Self::Addressee => "主送",
            Self::Body => "正文",
            Self::Heading1 => "一级标题",
            Self::Heading2 => "二级标题",
            Self::Heading3 => "三级标题",
            Self::Heading4 => "四级标题",
            Self::Attachment | Self::AttachmentNext => "附件说明",
            Self::Signature => "署名",
            Self::Date => "成文日期",
            Self::Note => "附注",
            Self::CopyTo => "抄送",
            Self::Imprint => "印发",
        }
    }
}

/// A paragraph of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = LetterBlock)]
pub struct Block {
    /// Part of the document.
    pub style: Style,
    /// Text with placeholders in braces, 1 to 2,000 characters.
    pub text: String,
    /// Field without whose value the paragraph is left out; empty: always there.
    #[serde(default)]
    pub when: String,
    /// Field with a list: one paragraph for each entry, which is `{item}`; empty: one paragraph.
    #[serde(default)]
    pub each: String,
}

/// What may be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LetterFieldKind)]
pub enum FieldKind {
    /// One line, at most 300 characters.
    Text,
    /// Lines, at most 20,000 characters; each becomes a paragraph.
    Long,
    /// A day.
    Day,
    /// At most 200 entries of one line.
    List,
}

impl FieldKind {
    /// In words, for the audit.
    fn title(self) -> &'static str {
        match self {
            Self::Text => "一行文字",
            Self::Long => "多段文字",
            Self::Day => "日期",
            Self::List => "清单",
        }
    }
}

/// A placeholder of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = LetterField)]
pub struct Field {
    /// Name in braces: small letters, digits, `_` and `.`, at most 40, beginning with a letter.
    pub name: String,
    /// What the form calls it, 1 to 30 characters.
    pub label: String,
    /// Type.
    pub kind: FieldKind,
    /// No letter without it.
    #[serde(default)]
    pub required: bool,
    /// For trials, and as the example in the form; entries of a list in lines of their own.
    #[serde(default)]
    pub sample: String,
}

/// How long letters of a kind are kept (机关档案 保管期限).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LetterRetention)]
pub enum Retention {
    /// 10年.
    TenYears,
    /// 30年.
    ThirtyYears,
    /// 永久.
    Forever,
}

impl Retention {
    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::TenYears => "ten_years",
            Self::ThirtyYears => "thirty_years",
            Self::Forever => "forever",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::TenYears, Self::ThirtyYears, Self::Forever].into_iter().find(|r| r.code() == code)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::TenYears => "10年",
            Self::ThirtyYears => "30年",
            Self::Forever => "永久",
        }
    }
}

/// The content of a template: what a version of a kind says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = LetterDraft)]
pub struct Draft {
    /// What the kind is called, 答复函; 2 to 20 characters.
    pub name: String,
    /// The kind's part of the number, 函; 1 to 4 characters, no two kinds have the same.
    pub word: String,
    /// How long its letters are kept.
    pub retention: Retention,
    /// Placeholders, in the order of the form; at most 60.
    pub fields: Vec<Field>,
    /// Paragraphs in order; at most 200.
    pub blocks: Vec<Block>,
}

impl Draft {
    /// A placeholder by name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The samples of its fields as values.
    pub fn samples(&self) -> Values {
        let sample = |f: &Field| {
            let value = match f.kind {
                FieldKind::List => Value::List(f.sample.lines().map(str::to_owned).collect()),
                _ => Value::Text(f.sample.clone()),
            };
            (f.name.clone(), value)
        };
        self.fields.iter().filter(|f| !f.sample.trim().is_empty()).map(sample).collect()
    }

    /// The whole in lines, for the audit.
    pub fn lines(&self) -> String {
        let mut out = format!("{}，文种代字{}，保管期限{}\n", self.name, self.word, self.retention.title());
        for f in &self.fields {
            let must = if f.required { "，必填" } else { "" };
            out.push_str(&format!("栏目 {{{}}} {}：{}{must}\n", f.name, f.label, f.kind.title()));
        }
        for b in &self.blocks {
            let mark = |sign: &str, name: &str| {
                if name.is_empty() { String::new() } else { format!("（{sign}{{{name}}}）") }
            };
            let (when, each) = (mark("有值才出现：", &b.when), mark("逐项：", &b.each));
            out.push_str(&format!("{}{when}{each}：{}\n", b.style.title(), b.text));
        }
        out
    }
}

/// What a field is filled in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
#[schema(as = LetterValue)]
pub enum Value {
    /// A text, or a day as `2026-11-27`.
    Text(String),
    /// Entries of a list.
    List(Vec<String>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Self {
        Self::Text(day.to_string())
    }
}

impl From<Vec<String>> for Value {
    fn from(entries: Vec<String>) -> Self {
        Self::List(entries)
    }
}

/// Values by the name of their field.
pub type Values = BTreeMap<String, Value>;
