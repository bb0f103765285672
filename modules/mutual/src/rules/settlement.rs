//! Which columns of a settlement file mean what, and what a row says.

use kernel::{Day, Fen, PersonDocument};
use sheets::header::fold;
use sheets::normal::{DateReader, Precision};
use sheets::{RawCell, RawRow, RawValue};

use super::document::documents;
use crate::model::scheme::{Cause, ItemKind};
use crate::model::settlement::{COLUMNS, Columns};
use crate::ops::claim_enter::Told;
use sheets::normal::yuan;

/// Texts of headers by what they mean, the most exact first; in the order of [`Columns::all`].
const WORDS: [&[&str]; COLUMNS] = [
    &["证件号码", "身份证号", "身份证号码", "公民身份号码", "证件号", "社会保障号", "社会保障号码"],
    &["姓名", "患者姓名", "参保人姓名", "人员姓名"],
    &["医疗机构名称", "定点医疗机构", "医院名称", "就诊医院", "医院", "医疗机构"],
    &["发票号", "发票号码", "结算单号", "结算编号", "票据号码", "单据号", "就诊流水号", "住院号"],
    &["入院日期", "入院时间", "住院日期", "就诊日期", "开始日期"],
    &["出院日期", "出院时间", "结算日期", "结束日期"],
    &["保障项目", "项目", "险种类型"],
    &["就医原因", "医疗类别", "入院原因"],
    &["病种", "疾病名称", "出院诊断", "主要诊断", "诊断名称"],
    &["总费用", "医疗总费用", "费用总额", "总金额", "医疗费总额"],
    &["医保范围内费用", "政策范围内费用", "范围内费用", "符合范围金额", "医保范围内"],
    &["医保支付", "基金支付", "基金支付总额", "统筹支付", "医保基金支付"],
    &["个人自付", "自付", "自付金额", "个人负担", "个人自付金额"],
    &["个人自费", "自费", "自费金额", "全自费金额"],
    &["其他补偿", "大病保险支付", "医疗救助", "其他支付"],
    &["是否定点", "定点"],
];

/// Columns that a file needs, by their place in [`WORDS`].
const NEEDED: [usize; 6] = [0, 2, 3, 4, 9, 12];

/// The columns that these headers are likely to be. `headers` are texts as the file has them.
pub fn guess(headers: &[String]) -> Columns {
    let folded: Vec<String> = headers.iter().map(|h| fold(h)).collect();
    let mut taken = vec![false; headers.len()];
    let mut find = |words: &[&str]| {
        let at = words.iter().find_map(|w| folded.iter().zip(&taken).position(|(h, taken)| !taken && h == w));
        let Some(at) = at else { return String::new() };
        if let Some(t) = taken.get_mut(at) {
            *t = true;
        }
        headers.get(at).cloned().unwrap_or_default()
    };
    let mut next = WORDS.iter().map(|w| find(w));
    let mut one = || next.next().unwrap_or_default();
    Columns {
        number: one(),
        name: one(),
        hospital: one(),
        invoice: one(),
        admitted: one(),
        discharged: one(),
        item: one(),
        cause: one(),
        illness: one(),
        total: one(),
        in_scope: one(),
        insured: one(),
        self_pay: one(),
        own: one(),
        other_aid: one(),
        designated: one(),
    }
}

/// Chinese names of needed columns that are not named.
pub fn missing(c: &Columns) -> Vec<&'static str> {
    let all = c.all();
    NEEDED
        .iter()
        .filter_map(|n| all.get(*n))
        .filter(|(_, text)| text.is_empty())
        .map(|(label, _)| *label)
        .collect()
}

/// How many of the columns are named.
pub fn found(c: &Columns) -> usize {
    c.all().iter().filter(|(_, text)| !text.is_empty()).count()
}

/// Where the columns stand in a row of headers, in the order of [`Columns::all`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places([Option<u32>; COLUMNS]);

/// Finds the columns in a row of headers: column and text. `None` unless all that are named stand there, and all that are needed
/// are named.
pub fn places(c: &Columns, headers: &[(u32, String)]) -> Option<Places> {
    if !missing(c).is_empty() {
        return None;
    }
    let mut at = Places::default();
    for (place, (_, text)) in at.0.iter_mut().zip(c.all()) {
        if text.is_empty() {
            continue;
        }
        *place = Some(headers.iter().find(|(_, h)| fold(h) == fold(text))?.0);
    }
    Some(at)
}

/// What a row says.
#[derive(Clone, Debug)]
pub enum Said {
    /// A bill of somebody.
    Bill {
        /// Documents of the person that the number may be, the likeliest first.
        documents: Vec<PersonDocument>,
        /// What is claimed with it.
        told: Box<Told>,
        /// The hospital is a designated one.
        designated: bool,
    },
    /// It cannot be read: why.
    Wrong(String),
    /// No row: blank, or a total.
    Nothing,
}

/// A row with the name that it tells.
#[derive(Clone, Debug)]
pub struct Read {
    /// Row of the file, from 1.
    pub row: u32,
    /// Name as told; may be empty.
    pub name: String,
    /// What it says.
    pub said: Said,
}

struct Reading<'a> {
    row: &'a RawRow<'a>,
    at: &'a Places,
    dates: &'a DateReader,
}

impl Reading<'_> {
    fn cell(&self, n: usize) -> RawCell<'_> {
        self.at.0.get(n).copied().flatten().map_or(RawCell::EMPTY, |c| self.row.cell(c))
    }

    fn text(&self, n: usize) -> String {
        kernel::text::clean(&self.cell(n).text()).chars().take(80).collect()
    }

    fn day(&self, n: usize, label: &str) -> Result<Option<Day>, String> {
        let cell = self.cell(n);
        let words = match cell.value {
            RawValue::Text(t) => {
                t.split(['T', ' ', '\u{3000}']).find(|w| !w.is_empty()).unwrap_or_default().to_owned()
            }
            _ => String::new(),
        };
        let cell = if words.is_empty() {
            cell
        } else {
            RawCell { value: RawValue::Text(&words), formula: false, filled: false }
        };
        let read = self.dates.read(&cell).map_err(|_| format!("“{label}”不是日期"))?;
        match read {
            None => Ok(None),
            Some(d) if d.precision() == Precision::Day => Ok(Some(d.first_day())),
            Some(_) => Err(format!("“{label}”不是完整的日期")),
        }
    }

    fn amount(&self, n: usize, label: &str) -> Result<Option<Fen>, String> {
        let text = self.text(n);
        if text.is_empty() {
            return Ok(None);
        }
        yuan(&text).map(Some).ok_or_else(|| format!("“{label}”不是金额：{text}"))
    }
}

/// Reads a row; a day after `today` cannot be.
pub fn read(row: &RawRow<'_>, at: &Places, dates: &DateReader, today: Day) -> Read {
    let r = Reading { row, at, dates };
    let (number, name) = (r.text(0), r.text(1));
    let said = match (row.is_blank(), number.is_empty(), r.text(3).is_empty()) {
        // A total below the rows has neither a person nor a bill.
        (true, ..) | (_, true, true) => Said::Nothing,
        _ => bill(&r, &number, today).unwrap_or_else(Said::Wrong),
    };
    Read { row: row.number, name, said }
}

fn bill(r: &Reading<'_>, number: &str, today: Day) -> Result<Said, String> {
    let documents = documents(None, number, today).map_err(|_| "证件号码不正确".to_owned())?;
    let (hospital, invoice) = (r.text(2), r.text(3));
    if hospital.chars().count() < 2 {
        return Err("没有医院名称".into());
    }
    if invoice.is_empty() {
        return Err("没有发票号".into());
    }
    let admitted = r.day(4, "入院日期")?.ok_or("没有入院日期")?;
    let discharged = r.day(5, "出院日期")?.unwrap_or(admitted);
    if discharged > today || admitted > today {
        return Err("日期晚于今天".into());
    }
    let item = word(&r.text(6), ItemKind::ALL, ItemKind::title, ItemKind::code).unwrap_or(ItemKind::Hospital);
    let cause = word(&r.text(7), Cause::ALL, Cause::title, Cause::code).unwrap_or(Cause::Illness);
    let total = r.amount(9, "总费用")?.ok_or("没有总费用")?;
    let self_pay = r.amount(12, "个人自付")?.ok_or("没有个人自付")?;
    let own = r.amount(13, "个人自费")?.unwrap_or_default();
    // Whatever is not out of the scope is in it, where the file does not say.
    let in_scope = r.amount(10, "医保范围内")?.unwrap_or(Fen(total.0.saturating_sub(own.0).max(0)));
    let told = Told {
        item,
        hospital,
        invoice,
        admitted,
        discharged,
        cause,
        illness: r.text(8),
        total,
        in_scope,
        insured: r.amount(11, "医保支付")?.unwrap_or_default(),
        self_pay,
        own,
        other_aid: r.amount(14, "其他补偿")?.unwrap_or_default(),
        deceased: false,
    };
    let designated = !matches!(r.text(15).as_str(), "否" | "非定点" | "N" | "0");
    Ok(Said::Bill { documents, told: Box::new(told), designated })
}

fn word<T: Copy>(
    text: &str,
    all: &[T],
    title: impl Fn(T) -> &'static str,
    code: impl Fn(T) -> &'static str,
) -> Option<T> {
    all.iter().copied().find(|w| !text.is_empty() && (title(*w) == text || code(*w) == text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_the_words_of_the_insurance() {
        let texts = [
            "序号",
            "姓名",
            "身份证号",
            "定点医疗机构",
            "结算单号",
            "入院时间",
            "出院时间",
            "医疗总费用",
            "统筹支付",
            "自付金额",
            "自费金额",
        ];
        let c = guess(&texts.map(str::to_owned));
        assert_eq!(
            (c.number.as_str(), c.invoice.as_str(), c.self_pay.as_str()),
            ("身份证号", "结算单号", "自付金额")
        );
        assert!(missing(&c).is_empty());
        assert_eq!(found(&c), 10);
        assert_eq!(
            missing(&guess(&["姓名".to_owned()])),
            ["证件号码", "医院", "发票号", "入院日期", "总费用", "个人自付"]
        );
    }

    #[test]
    fn a_column_that_is_named_must_stand_there() {
        let headers: Vec<(u32, String)> = (0..)
            .zip(["证件号码", "医院", "发票号", "入院日期", "总费用", "个人自付"].map(str::to_owned))
            .collect();
        let c = guess(&headers.iter().map(|(_, t)| t.clone()).collect::<Vec<_>>());
        assert!(places(&c, &headers).is_some());
        assert!(places(&Columns { own: "自费".into(), ..c.clone() }, &headers).is_none());
        assert!(places(&Columns { total: String::new(), ..c }, &headers).is_none());
    }
}
