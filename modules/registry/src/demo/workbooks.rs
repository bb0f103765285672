//! Workbooks as cadres send them, with their usual mistakes, and a key that says what is wrong with which row
//! (docs/rules §28).

use std::fs::File;
use std::path::{Path, PathBuf};

use kernel::{Day, Id};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use serde::Serialize;
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};

use super::{County, people};
use crate::error::Result;

/// What is wrong with a row, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Slip {
    /// Nothing.
    None,
    /// Check digit wrong.
    WrongCheck,
    /// Name missing.
    NoName,
    /// Change date missing.
    NoDay,
    /// Change date cannot be read.
    BadDay,
    /// The number became 3.30226E+17.
    Exponent,
    /// A second row of the same person.
    Twice,
    /// Retired, yet 入会.
    Retired,
    /// The name would be a formula.
    Formula,
    /// Full-width digits and spaces in the number: good.
    FullWidth,
    /// `1998.6` as birth date: good.
    RoughBirth,
    /// Employer by a short name: good, with a remark.
    ShortEmployer,
    /// Landline in the mobile column: good, with a remark.
    Landline,
}

impl Slip {
    /// Whether the row is to be entered, and the code that its reason carries, if there is one.
    pub fn expected(self) -> (bool, Option<&'static str>) {
        match self {
            Self::None | Self::FullWidth | Self::RoughBirth => (true, None),
            Self::ShortEmployer => (true, Some("registry.employer")),
            Self::Landline => (true, Some("kernel.phone")),
            Self::WrongCheck => (false, Some("kernel.id-check")),
            Self::NoName => (false, Some("kernel.name-missing")),
            Self::NoDay => (false, Some("registry.change-day-missing")),
            Self::BadDay => (false, Some("registry.change-day-unreadable")),
            Self::Exponent => (false, Some("sheets.number-rounded")),
            Self::Twice => (false, Some("registry.duplicate-in-file")),
            Self::Retired => (false, Some("registry.retired")),
            Self::Formula => (false, Some("registry.name-formula")),
        }
    }
}

/// A row of the key.
#[derive(Clone, Debug, Serialize)]
pub struct KeyRow {
    /// Row as the file shows it.
    pub row: u32,
    /// What is wrong.
    pub slip: Slip,
    /// 是 or 否.
    pub success: bool,
    /// Beginning of the code of its reason.
    pub code: Option<&'static str>,
}

/// A workbook that was written.
#[derive(Clone, Debug, Serialize)]
pub struct Sent {
    /// File.
    pub file: PathBuf,
    /// For this union.
    pub union_id: Id,
    /// Its code.
    pub union_code: String,
    /// What is to become of its rows.
    pub rows: Vec<KeyRow>,
}

const HEAD: [&str; 11] = [
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "身份证号码",
    "手机号",
    "学历",
    "工作单位",
    "会籍变化类型",
    "入会时间",
    "就业状况",
];

/// Writes a workbook for every `step`-th basic union of the county; what was written, with the key.
///
/// # Errors
/// [`crate::RegistryError::Sheet`] if the folder cannot be written.
pub fn write_workbooks(county: &County, dir: &Path, seed: u64, step: usize, today: Day) -> Result<Vec<Sent>> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed ^ 0x5eed);
    let mut sent = Vec::new();
    for (n, b) in county.basic.iter().enumerate().step_by(step.max(1)) {
        // Two in three send Excel, the others what their payroll program writes.
        let (format, ending) =
            if n % 3 == 2 { (TableFormat::Csv, "csv") } else { (TableFormat::Xlsx, "xlsx") };
        let file = dir.join(format!("{:03}-{}.{ending}", n + 1, b.name));
        let rows =
            write_one(&mut rng, &file, format, b.employers.first().map(|(_, e)| e.as_str()), n, today)?;
        sent.push(Sent { file, union_id: b.id, union_code: b.code.clone(), rows });
    }
    Ok(sent)
}

fn slip(rng: &mut impl Rng) -> Slip {
    use Slip as S;
    match rng.random_range(0..100) {
        0..3 => S::WrongCheck,
        3 => S::NoName,
        4 => S::NoDay,
        5 => S::BadDay,
        6 => S::Exponent,
        7 => S::Twice,
        8 => S::Retired,
        9 => S::Formula,
        10..16 => S::FullWidth,
        16..24 => S::RoughBirth,
        24..28 => S::ShortEmployer,
        28..30 => S::Landline,
        _ => S::None,
    }
}

fn write_one(
    rng: &mut ChaCha20Rng,
    file: &Path,
    format: TableFormat,
    employer: Option<&str>,
    n: usize,
    today: Day,
) -> Result<Vec<KeyRow>> {
    let target = File::options().create(true).truncate(true).read(true).write(true).open(file);
    let target = target.map_err(sheets::SheetError::from)?;
    let column = |title: &&str| Column { title: (*title).to_owned(), width: 16, kind: ColumnKind::Text };
    let mut out = TableWriter::new(format, "会员信息", HEAD.iter().map(column).collect(), target)?;
    let (mut key, mut last) = (Vec::new(), None::<[String; 11]>);
    let count = rng.random_range(14..46);
    for i in 0..count {
        let mut slip = slip(rng);
        let mut cells = good_row(rng, i, employer.unwrap_or(""), today, n);
        match (&last, slip) {
            (Some(before), Slip::Twice) => cells[1..5].clone_from_slice(&before[1..5]),
            (None, Slip::Twice) => slip = Slip::None,
            _ => spoil(&mut cells, slip),
        }
        let (success, code) = slip.expected();
        if success && slip != Slip::Twice {
            last = Some(cells.clone());
        }
        out.row(&cells.each_ref().map(|c| Value::Text(c)))?;
        key.push(KeyRow { row: i as u32 + 2, slip, success, code });
    }
    out.finish()?;
    Ok(key)
}

fn good_row(rng: &mut ChaCha20Rng, i: usize, employer: &str, today: Day, n: usize) -> [String; 11] {
    // Serials beyond those of the county's own people, so that nobody is there already.
    let serial = 60_000 + (n * 61 + i) as u32;
    let p = people::person(rng, today, serial);
    let born = p.document.birth_day().unwrap_or(today).date();
    let day = today.plus_days(-rng.random_range(1..900)).date();
    [
        (i + 1).to_string(),
        p.profile.name.clone(),
        if p.profile.sex == "2" { "女" } else { "男" }.to_owned(),
        format!("{}年{}月", born.year(), born.month()),
        p.document.number().to_owned(),
        p.phone.as_ref().map(|t| t.as_str().to_owned()).unwrap_or_default(),
        ["大专", "本科", "高中", "初中", "中专"][i % 5].to_owned(),
        employer.to_owned(),
        ["入会", "入会", "新入会", "转入"][i % 4].to_owned(),
        match i % 4 {
            0 => format!("{}.{}.{}", day.year(), day.month(), day.day()),
            1 => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            2 => format!("{}/{}/{}", day.year(), day.month(), day.day()),
            _ => day.to_string(),
        },
        "在岗".to_owned(),
    ]
}

fn spoil(cells: &mut [String; 11], slip: Slip) {
    match slip {
        Slip::None | Slip::Twice => {}
        Slip::WrongCheck => {
            let last = cells[4].pop().unwrap_or('0');
            cells[4].push(if last == '1' { '2' } else { '1' });
        }
        Slip::NoName => cells[1].clear(),
        Slip::NoDay => cells[9].clear(),
        Slip::BadDay => cells[9] = "去年".into(),
        Slip::Exponent => cells[4] = "3.30226E+17".into(),
        Slip::Retired => cells[10] = "退休".into(),
        Slip::Formula => cells[1] = "=cmd|' /C calc'!A0".into(),
        Slip::FullWidth => {
            let wide = |c: char| {
                if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c) } else { c }
            };
            cells[4] = format!(" {}\u{3000}", cells[4].chars().map(wide).collect::<String>());
        }
        Slip::RoughBirth => cells[3] = cells[3].replace('年', ".").trim_end_matches('月').to_owned(),
        Slip::ShortEmployer => cells[7] = cells[7].replace("示范县", "").replace("有限公司", ""),
        Slip::Landline => cells[5] = "0574-65566556".into(),
    }
}
