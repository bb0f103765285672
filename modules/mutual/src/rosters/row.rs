//! A row of a list: what its cells say, before anybody looks into the register (docs/rules §28).

use kernel::{Day, DocumentKind, Fen, PersonDocument};
use platform::codesets::Codesets;
use platform::sealed::{DigestKind, Keyring};
use sheets::header::Header;
use sheets::{RawRow, normal};

use super::form::column;
use super::verdict::Issue;
use crate::model::scheme::{ItemKind, Scheme};
use crate::rules::document::documents;
use crate::rules::enrol::Wish;
use sheets::normal::yuan;

/// A data row after reading.
#[derive(Clone, Debug)]
pub struct ReadRow {
    /// Sheet, from 0.
    pub sheet: u32,
    /// Row, from 1.
    pub row: u32,
    /// Name as read.
    pub name: String,
    /// Digests of the documents that the number may be, the likeliest first.
    pub digests: Vec<[u8; 16]>,
    /// What is wished for; none if the row cannot be used.
    pub wish: Option<Wish>,
    /// Why not, or what to look at.
    pub issues: Vec<Issue>,
}

/// Reads rows of one file.
#[derive(Clone, Copy, Debug)]
pub struct RowReader<'a> {
    /// Scheme of the period.
    pub scheme: &'a Scheme,
    /// Class of rows that tell none.
    pub class: &'a str,
    /// Keys, for digests.
    pub keys: &'a Keyring,
    /// Dictionaries, for kinds of documents.
    pub codesets: &'a Codesets,
    /// The day of the reading.
    pub today: Day,
}

/// Words that a list uses for an item beside its title in the scheme.
fn item_word(word: &str) -> Option<ItemKind> {
    Some(match word {
        "住院" | "住院医疗" | "住院医疗互助" | "住院保障" | "医疗互助" | "综合医疗" => {
            ItemKind::Hospital
        }
        "重大疾病" | "重疾" | "大病" | "重大疾病互助" | "重病" => ItemKind::Critical,
        "女职工特殊疾病" | "女职工特病" | "女工特病" | "女职工" | "女性特病" | "特病" => {
            ItemKind::Female
        }
        "意外伤害" | "意外" | "意外伤害互助" => ItemKind::Accident,
        _ => return None,
    })
}

/// The items that a cell names; none for an empty cell and for 全部. `Err` is the word that means nothing.
pub fn items(scheme: &Scheme, text: &str) -> Result<Option<Vec<ItemKind>>, String> {
    let text = kernel::text::clean(text);
    if matches!(text.as_str(), "" | "全部" | "所有" | "全选" | "全部项目" | "-" | "/") {
        return Ok(None);
    }
    let mut found = Vec::new();
    let between =
        |c: char| matches!(c, '、' | ',' | ';' | '/' | '+' | '＋' | '，' | '；') || c.is_whitespace();
    for word in text.split(between).filter(|w| !w.is_empty()) {
        let own = scheme.items.iter().find(|i| i.title == word || i.kind.title() == word).map(|i| i.kind);
        let kind =
            own.or_else(|| item_word(word)).ok_or_else(|| word.chars().take(30).collect::<String>())?;
        if !found.contains(&kind) {
            found.push(kind);
        }
    }
    Ok(Some(found).filter(|f| !f.is_empty()))
}

impl RowReader<'_> {
    /// Reads one data row.
    pub fn read(&self, sheet: u32, header: &Header, row: &RawRow<'_>) -> ReadRow {
        let mut errors = Vec::new();
        let name = name(header, row, &mut errors);
        let documents = self.documents(header, row, &mut errors);
        let wish = self.wish(header, row, &mut errors);
        let digests = match errors.is_empty() {
            true => {
                documents.iter().flat_map(|d| self.keys.digests(DigestKind::Document, &d.key())).collect()
            }
            false => Vec::new(),
        };
        let wish = wish.filter(|_| !digests.is_empty());
        ReadRow { sheet, row: row.number, name, digests, wish, issues: errors }
    }

    fn documents(&self, header: &Header, row: &RawRow<'_>, errors: &mut Vec<Issue>) -> Vec<PersonDocument> {
        let number = match normal::document_number(&header.cell(row, column::NUMBER)) {
            Ok(Some(number)) => number,
            Ok(None) => {
                errors.push(Issue::of("kernel.id-missing"));
                return Vec::new();
            }
            Err(e) => {
                errors.push(Issue::from_problem(&e));
                return Vec::new();
            }
        };
        let Some(kind) = self.kind(header, row, errors) else { return Vec::new() };
        documents(kind, &number, self.today).unwrap_or_else(|e| {
            errors.push(Issue::from_problem(&e));
            Vec::new()
        })
    }

    /// The kind of document that the row tells, if it tells one; nothing if the word means none.
    fn kind(
        &self,
        header: &Header,
        row: &RawRow<'_>,
        errors: &mut Vec<Issue>,
    ) -> Option<Option<DocumentKind>> {
        let text = match normal::cell_text(&header.cell(row, column::KIND)) {
            Ok(text) => text,
            Err(e) => {
                errors.push(Issue::from_problem(&e));
                return None;
            }
        };
        if matches!(text.as_str(), "" | "-" | "/") {
            return Some(None);
        }
        let code = self.codesets.code("document_kind", &text, self.today);
        let kind = code.and_then(DocumentKind::from_code);
        if kind.is_none() {
            let content: String = text.chars().take(30).collect();
            errors.push(Issue::of("mutual.row-document-kind").with("content", content));
        }
        kind.map(Some)
    }

    fn wish(&self, header: &Header, row: &RawRow<'_>, errors: &mut Vec<Issue>) -> Option<Wish> {
        let before = errors.len();
        let mut cell = |at: usize| match normal::cell_text(&header.cell(row, at)) {
            Ok(text) => text,
            Err(e) => {
                errors.push(Issue::from_problem(&e));
                String::new()
            }
        };
        let (named, class, shares) = (cell(column::ITEMS), cell(column::CLASS), cell(column::SHARES));
        let parts = [column::EMPLOYER, column::UNION, column::PERSON].map(cell);
        let items = items(self.scheme, &named).unwrap_or_else(|word| {
            errors.push(Issue::of("mutual.row-item-unknown").with("content", word));
            None
        });
        let shares = match shares.trim_end_matches('份') {
            "" | "-" | "/" => Some(1),
            text => text.parse::<i64>().ok().filter(|n| (1..=1_000).contains(n)),
        };
        if shares.is_none() {
            errors.push(Issue::of("mutual.row-shares-unreadable"));
        }
        let parts = read_parts(&parts, errors);
        let class = Some(class).filter(|c| !c.is_empty() && c != "-" && c != "/");
        let class = class.or_else(|| Some(self.class.to_owned()).filter(|c| !c.is_empty()));
        let shares = shares.filter(|_| errors.len() == before)?;
        Some(Wish { items, class, shares, parts })
    }
}

/// What three cells say of who bears what; nothing if all are empty.
fn read_parts(cells: &[String; 3], errors: &mut Vec<Issue>) -> Option<(Fen, Fen, Fen)> {
    if cells.iter().all(String::is_empty) {
        return None;
    }
    let [employer, union, person] = cells.each_ref().map(|c| match c.as_str() {
        "" | "-" | "/" => Some(Fen(0)),
        text => yuan(text),
    });
    match (employer, union, person) {
        (Some(e), Some(u), Some(p)) => Some((e, u, p)),
        _ => {
            errors.push(Issue::of("mutual.row-amount-unreadable"));
            None
        }
    }
}

fn name(header: &Header, row: &RawRow<'_>, errors: &mut Vec<Issue>) -> String {
    let cell = header.cell(row, column::NAME);
    let text = match normal::cell_text(&cell) {
        Ok(text) => text,
        Err(e) => {
            errors.push(Issue::from_problem(&e));
            return String::new();
        }
    };
    if cell.formula || normal::is_formula_like(&text) {
        errors.push(Issue::of("mutual.row-name-formula"));
        return String::new();
    }
    match kernel::text::person_name(&text) {
        Ok(name) => name,
        Err(e) => {
            errors.push(Issue::from_problem(&e));
            text.chars().take(20).collect()
        }
    }
}
