//! Cases from a workbook, as if they were typed: a row each, amounts in yuan.

use std::ops::ControlFlow;
use std::path::Path;

use kernel::{Day, Fen, Problem};
use serde::Serialize;
use sheets::header::{Field, Header, HeaderSpec, Need, RowKind, find_header};
use sheets::normal::{DateReader, cell_text, yes_no};
use sheets::{RawRow, SheetError, Workbook};

use super::trial::CASES;
use crate::model::case::{CoverFacts, Facts, Sex, Used};
use crate::model::scheme::{Cause, ItemKind, Scheme};
use crate::scheme_error::{Result, SchemeError};

const fn column(
    key: &'static str,
    label: &'static str,
    synonyms: &'static [&'static str],
    need: Need,
) -> Field {
    Field { key, label, synonyms, need }
}

static FORM: HeaderSpec = HeaderSpec {
    fields: &[
        column("admitted", "入院日期", &["住院日期", "就诊日期"], Need::Identity),
        column("name", "姓名", &["名称", "案例"], Need::Optional),
        column("item", "项目", &["保障项目"], Need::Optional),
        column("discharged", "出院日期", &[], Need::Optional),
        column("applied", "申请日期", &[], Need::Optional),
        column("cause", "原因", &["就医原因"], Need::Optional),
        column("illness", "病种", &["疾病名称"], Need::Optional),
        column("total", "总费用", &["医疗总费用", "费用总额"], Need::Required),
        column("in_scope", "医保范围内", &["医保范围内费用", "政策范围内费用"], Need::Optional),
        column("insured", "医保支付", &["统筹支付", "基金支付"], Need::Optional),
        column("self_pay", "个人自付", &["自付"], Need::Required),
        column("own", "自费", &["个人自费"], Need::Optional),
        column("aid", "其他补偿", &["其他救助", "商业保险"], Need::Optional),
        column("shares", "份数", &[], Need::Optional),
        column("sex", "性别", &[], Need::Optional),
        column("renewal", "是否续保", &["续保"], Need::Optional),
    ],
    least: 3,
};

/// A case as it was read.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// What it is called.
    pub name: String,
    /// Item; hospital where the row tells none.
    pub item: ItemKind,
    /// What it says.
    pub facts: Facts,
}

/// A row that cannot be tried.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = MutualCaseProblem)]
pub struct RowProblem {
    /// Row of the file, from 1.
    pub row: i64,
    /// What is wrong with it.
    pub text: String,
}

/// Amount written in yuan, with at most two decimals: `15,000.50`.
fn fen(text: &str) -> Option<Fen> {
    let text: String = text.chars().filter(|c| !matches!(c, ',' | '，' | '¥' | '￥' | '元' | ' ')).collect();
    if text.is_empty() {
        return Some(Fen(0));
    }
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let part = part.trim_end_matches('0');
    if whole.is_empty() || whole.len() > 10 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let cents = format!("{part:0<2}").parse::<i64>().ok()?;
    Some(Fen(whole.parse::<i64>().ok()? * 100 + cents))
}

/// A text of a word: its title or its code.
type Text<T> = fn(T) -> &'static str;

/// One row being read.
struct Reading<'a> {
    header: &'a Header,
    row: &'a RawRow<'a>,
    dates: DateReader,
}

impl Reading<'_> {
    fn cell(&self, key: &str) -> sheets::RawCell<'_> {
        let at = FORM.fields.iter().position(|f| f.key == key).unwrap_or(usize::MAX);
        self.header.cell(self.row, at)
    }

    fn text(&self, key: &str) -> std::result::Result<String, String> {
        cell_text(&self.cell(key)).map_err(|_| format!("“{}”看不懂", label(key)))
    }

    fn day(&self, key: &str) -> std::result::Result<Option<Day>, String> {
        let wrong = || format!("“{}”不是日期", label(key));
        let read = self.dates.read(&self.cell(key)).map_err(|_| wrong())?;
        read.map(|d| d.day().ok_or_else(wrong)).transpose()
    }

    fn amount(&self, key: &str) -> std::result::Result<Fen, String> {
        fen(&self.text(key)?).ok_or_else(|| format!("“{}”不是金额", label(key)))
    }

    fn word<T: Copy>(
        &self,
        key: &str,
        all: &[T],
        (title, code): (Text<T>, Text<T>),
    ) -> std::result::Result<Option<T>, String> {
        let text = self.text(key)?;
        if text.is_empty() {
            return Ok(None);
        }
        let found = all.iter().copied().find(|w| title(*w) == text || code(*w) == text);
        found.map(Some).ok_or_else(|| format!("“{}”没有“{text}”这一项", label(key)))
    }

    fn case(&self, scheme: &Scheme) -> std::result::Result<CaseRow, String> {
        let admitted = self.day("admitted")?.ok_or("没有入院日期")?;
        let discharged = self.day("discharged")?.unwrap_or(admitted);
        let text = self.text("item")?;
        let titled = scheme.items.iter().find(|i| i.title == text).map(|i| i.kind);
        let kinds = (ItemKind::title as Text<_>, ItemKind::code as Text<_>);
        let item = match titled {
            Some(kind) => kind,
            None => self.word("item", ItemKind::ALL, kinds)?.unwrap_or(ItemKind::Hospital),
        };
        let causes = (Cause::title as Text<_>, Cause::code as Text<_>);
        let sexes = (Sex::title as Text<_>, Sex::code as Text<_>);
        let shares = self.text("shares")?;
        let shares =
            if shares.is_empty() { Ok(1) } else { shares.parse().map_err(|_| "“份数”不是数字") }?;
        let renewal = yes_no(&self.cell("renewal")).map_err(|_| "“是否续保”应填是或否")?;
        let illness = Some(self.text("illness")?).filter(|t| !t.is_empty());
        let (self_pay, own, total) = (self.amount("self_pay")?, self.amount("own")?, self.amount("total")?);
        let cover = CoverFacts {
            from: scheme.cover_from,
            to: scheme.cover_to,
            continuous: renewal.unwrap_or(true),
            waiting_from: None,
            items: scheme.items.iter().map(|i| i.kind).collect(),
            shares,
        };
        let in_scope = match self.amount("in_scope")? {
            Fen(0) => Fen(total.0.saturating_sub(own.0).max(0)),
            told => told,
        };
        let facts = Facts {
            admitted,
            discharged,
            applied_on: self.day("applied")?.unwrap_or(discharged),
            cause: self.word("cause", Cause::ALL, causes)?.unwrap_or(Cause::Illness),
            illness,
            total,
            in_scope,
            insured: self.amount("insured")?,
            self_pay,
            own,
            other_aid: self.amount("aid")?,
            member: true,
            sex: self.word("sex", Sex::ALL, sexes)?,
            cover: Some(cover),
            designated: true,
            used: Used::default(),
            duplicate_of: None,
            missing: Vec::new(),
            deceased: false,
            heirs: false,
        };
        Ok(CaseRow { name: self.text("name")?, item, facts })
    }
}

fn label(key: &str) -> &'static str {
    FORM.fields.iter().find(|f| f.key == key).map_or("", |f| f.label)
}

/// Reads the first sheet that has a table of cases. People are taken as members with every item of the scheme for its whole
/// period, unless the row says otherwise.
///
/// # Errors
/// [`SchemeError::CaseFile`] if it is no workbook, or no sheet has such a table.
pub fn read(scheme: &Scheme, path: &Path) -> Result<(Vec<CaseRow>, Vec<RowProblem>)> {
    let failed = |e: SheetError| SchemeError::CaseFile(kernel::locale::sentence(e.code(), &e.params()));
    let book = Workbook::open(path).map_err(failed)?;
    let mut table = None;
    for sheet in 0..book.sheets().len() {
        if let Some(header) = find_header(&book, sheet, &FORM).map_err(failed)? {
            table = Some((sheet, header));
            break;
        }
    }
    let Some((sheet, header)) = table else {
        return Err(SchemeError::CaseFile("没有找到表头，至少要有入院日期、总费用、个人自付三列".into()));
    };
    let dates = DateReader { from_1904: book.from_1904(), latest_year: scheme.cover_to.year() + 1 };
    let (mut cases, mut problems) = (Vec::new(), Vec::new());
    let _ = book
        .for_each_row(sheet, &mut |row| {
            if row.number <= header.last_row || header.kind(&row) != RowKind::Data {
                return ControlFlow::Continue(());
            }
            let reading = Reading { header: &header, row: &row, dates };
            match reading.case(scheme) {
                Ok(case) => cases.push(case),
                Err(text) => problems.push(RowProblem { row: i64::from(row.number), text }),
            }
            if cases.len() + problems.len() >= CASES {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .map_err(failed)?;
    Ok((cases, problems))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_fen_or_not_at_all() {
        let read = |s| fen(s).map(|f| f.0);
        assert_eq!((read("15,000.50"), read("¥ 300元"), read("")), (Some(1_500_050), Some(30_000), Some(0)));
        assert_eq!((read("0.1"), read("7.100"), read("12.00")), (Some(10), Some(710), Some(1_200)));
        assert_eq!(
            (read("1.234"), read("-5"), read("abc"), read("."), read("1e5")),
            (None, None, None, None, None)
        );
    }
}
