//! One union's workbook.

use std::path::Path;

use kernel::Day;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::paper::{Cell, Kind, Paper};
use super::said::{EDUCATION, HOUSEHOLD, NATIONS, POLITICS, SKILL, date, present, retained, word};
use super::slip::Slip;
use super::{KeyRow, Sent};
use crate::demo::story::{Story, Turn};
use crate::demo::tree::Plot;
use crate::error::Result;
use crate::model::EventKind;

/// Columns that a sheet may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Col {
    Serial,
    Name,
    Sex,
    Birth,
    Nation,
    Work,
    DocumentKind,
    Number,
    Education,
    Skill,
    Phone,
    HouseholdKind,
    HouseholdPlace,
    Change,
    Day,
    Reason,
    Politics,
    Employer,
    NativePlace,
    Migrant,
    /// A column of the payroll that the form does not have.
    Own,
}

/// The official form.
const FULL: [(Col, &str); 20] = [
    (Col::Serial, "序号"),
    (Col::Name, "姓名"),
    (Col::Sex, "性别"),
    (Col::Birth, "出生日期"),
    (Col::Nation, "民族"),
    (Col::Work, "就业状况"),
    (Col::DocumentKind, "有效证件类别"),
    (Col::Number, "证件号码"),
    (Col::Education, "学历"),
    (Col::Skill, "技能等级"),
    (Col::Phone, "移动电话"),
    (Col::HouseholdKind, "户籍类型"),
    (Col::HouseholdPlace, "户籍所在地"),
    (Col::Change, "会籍变化类型"),
    (Col::Day, "会籍变化日期"),
    (Col::Reason, "会籍变化原因"),
    (Col::Politics, "政治面貌"),
    (Col::Employer, "工作单位"),
    (Col::NativePlace, "籍贯"),
    (Col::Migrant, "是否农民工"),
];

/// What a clerk thinks enough.
const FEW: [(Col, &str); 11] = [
    (Col::Serial, "序号"),
    (Col::Name, "姓名"),
    (Col::Sex, "性别"),
    (Col::Birth, "出生年月"),
    (Col::Number, "身份证号码"),
    (Col::Phone, "手机号"),
    (Col::Education, "学历"),
    (Col::Employer, "工作单位"),
    (Col::Change, "会籍变化类型"),
    (Col::Day, "入会时间"),
    (Col::Work, "就业状况"),
];

/// As it comes from the payroll: another order, a column of its own.
const PAYROLL: [(Col, &str); 12] = [
    (Col::Employer, "工作单位"),
    (Col::Number, "身份证号"),
    (Col::Name, "职工姓名"),
    (Col::Own, "工龄"),
    (Col::Sex, "性别"),
    (Col::Day, "会籍变化日期"),
    (Col::Change, "会籍变化类型"),
    (Col::Phone, "移动电话"),
    (Col::Birth, "出生日期"),
    (Col::Education, "学历"),
    (Col::Work, "就业状况"),
    (Col::Politics, "政治面貌"),
];

/// How a clerk makes a workbook.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    kind: Kind,
    columns: &'static [(Col, &'static str)],
    /// A title above, an explanation and a total below.
    framed: bool,
    /// A second sheet for the second workshop, and one with explanations.
    several: bool,
    /// One column is hidden.
    hidden: bool,
    /// Dates are dates, phones are numbers.
    typed: bool,
}

impl Style {
    /// The habit of the union with this number.
    pub fn of(number: usize) -> Self {
        let plain = Self {
            kind: Kind::Xlsx,
            columns: &FEW,
            framed: false,
            several: false,
            hidden: false,
            typed: false,
        };
        match number % 10 {
            0 => Self { columns: &FULL, ..plain },
            1 => Self { framed: true, hidden: true, columns: &PAYROLL, ..plain },
            2 => Self { kind: Kind::Gbk, ..plain },
            3 => Self { several: true, typed: true, ..plain },
            4 => Self { kind: Kind::Xls { from_1904: false }, framed: true, typed: true, ..plain },
            5 => Self { kind: Kind::Utf8 { mark: true }, columns: &PAYROLL, ..plain },
            6 => Self { columns: &FULL, framed: true, typed: true, hidden: true, ..plain },
            7 => Self { kind: Kind::Xls { from_1904: true }, typed: true, several: true, ..plain },
            8 => Self { kind: Kind::Utf8 { mark: false }, columns: &FULL, framed: true, ..plain },
            _ => plain,
        }
    }
}

/// Everything that a workbook is made of.
pub struct Form<'a> {
    /// Number of the union; part of the file's name.
    pub number: usize,
    /// The union.
    pub plot: &'a Plot,
    /// The day of sending.
    pub today: Day,
    /// How it is made.
    pub style: Style,
}

/// The first rows of every workbook are good: other workbooks refer to these people.
const GOOD: usize = 4;

/// One row before it is written: fields by column.
#[derive(Clone)]
struct Line {
    fields: Vec<(Col, Cell)>,
    slip: Slip,
    member_of: Option<String>,
}

impl Line {
    fn set(&mut self, col: Col, cell: Cell) {
        if let Some(f) = self.fields.iter_mut().find(|(c, _)| *c == col) {
            f.1 = cell;
        }
    }

    fn text(&self, col: Col) -> String {
        match self.fields.iter().find(|(c, _)| *c == col) {
            Some((_, Cell::Text(t))) => t.clone(),
            _ => String::new(),
        }
    }
}

impl Form<'_> {
    /// Writes the file.
    ///
    /// # Errors
    /// [`crate::RegistryError::Sheet`] if the folder cannot be written.
    pub fn write(
        &self,
        rng: &mut ChaCha8Rng,
        dir: &Path,
        members: &[Story],
        elsewhere: &[(Story, String)],
    ) -> Result<Sent> {
        let lines = self.lines(rng, members, elsewhere);
        let half = if self.style.several { lines.len() / 2 } else { lines.len() };
        let (mut papers, mut rows) = (Vec::new(), Vec::new());
        for (sheet, part) in
            [&lines[..half], &lines[half..]].into_iter().filter(|p| !p.is_empty()).enumerate()
        {
            let (paper, first) = self.paper(["会员信息", "二车间"][sheet.min(1)], part);
            papers.push(paper);
            rows.extend((first..).zip(part).map(|(row, line)| {
                let (success, code) = line.slip.expected();
                KeyRow {
                    sheet: sheet as u32,
                    row,
                    slip: line.slip,
                    success,
                    code,
                    member_of: line.member_of.clone(),
                }
            }));
        }
        if self.style.several {
            let text = "请各车间于本月底前报送，身份证号码请核对无误。";
            papers.push(Paper {
                name: "说明".into(),
                rows: vec![vec![Cell::Text(text.into())]],
                ..Paper::default()
            });
        }
        let name = format!("{:03}-{}.{}", self.number + 1, self.plot.name, self.style.kind.ending());
        let file = dir.join(name);
        self.style.kind.write(&file, &papers)?;
        Ok(Sent { file, union_code: self.plot.code.clone(), rows })
    }

    fn lines(&self, rng: &mut ChaCha8Rng, members: &[Story], elsewhere: &[(Story, String)]) -> Vec<Line> {
        let asked = |s: &Story| s.then.iter().any(|t| matches!(t, Turn::Asked { .. }));
        // Those of another union who are not on their way to a third one.
        let mut others = elsewhere.iter().take(GOOD).filter(|(s, _)| !asked(s));
        let mut lines: Vec<Line> = Vec::with_capacity(members.len());
        let mut last: Option<Line> = None;
        for (n, member) in members.iter().enumerate() {
            let mut line = self.line(rng, member, n);
            let slip = if n < GOOD { Slip::None } else { Slip::of(rng) };
            match slip {
                Slip::Twice => {
                    if let Some(before) = &last {
                        lines.push(Line { slip, ..before.clone() });
                    }
                }
                Slip::Elsewhere => {
                    if let Some((story, code)) = others.next() {
                        let mut moved = self.line(rng, story, n);
                        moved.set(Col::Change, Cell::Text("转入".into()));
                        moved.set(Col::Day, Cell::Text(self.today.plus_days(-3).to_string()));
                        moved.set(Col::Work, Cell::Text("在岗".into()));
                        lines.push(Line { slip, member_of: Some(code.clone()), ..moved });
                    }
                }
                _ => self.spoil(rng, &mut line, slip),
            }
            if line.slip.expected().0 {
                last = Some(line.clone());
            }
            lines.push(line);
        }
        lines
    }

    fn paper(&self, name: &str, lines: &[Line]) -> (Paper, u32) {
        let columns = self.style.columns;
        let mut paper = Paper { name: name.into(), ..Paper::default() };
        if self.style.framed {
            paper.rows.push(vec![Cell::Text(format!("{}会员信息表", self.plot.name))]);
            paper.merged.push((0, columns.len()));
            paper.rows.push(Vec::new());
        }
        paper.rows.push(columns.iter().map(|(_, title)| Cell::Text((*title).into())).collect());
        let first = paper.rows.len() as u32 + 1;
        for (n, line) in lines.iter().enumerate() {
            let cell = |(col, _): &(Col, &str)| match col {
                Col::Serial => Cell::Number(n as f64 + 1.0),
                col => {
                    line.fields.iter().find(|(c, _)| c == col).map_or(Cell::Blank, |(_, cell)| cell.clone())
                }
            };
            paper.rows.push(columns.iter().map(cell).collect());
        }
        if self.style.framed {
            paper.rows.push(Vec::new());
            paper.rows.push(vec![Cell::Text("合计".into()), Cell::Text(format!("{}人", lines.len()))]);
            paper.rows.push(vec![Cell::Text("填表说明：本表由各工会小组填写，经办人签字。".into())]);
        }
        if self.style.hidden {
            paper.hidden.push(columns.len() - 1);
        }
        (paper, first)
    }

    /// The row of a member as it should be.
    fn line(&self, rng: &mut ChaCha8Rng, story: &Story, n: usize) -> Line {
        let (p, m, retained) = (&story.person, present(story), retained(story));
        let f = &p.profile;
        let typed = self.style.typed && self.style.kind.is_workbook();
        let text = |t: &str| if t.is_empty() { Cell::Blank } else { Cell::Text(t.to_owned()) };
        let change = match (retained, m.event) {
            (Some(_), _) => "保留",
            (None, EventKind::TransferredIn) => "转入",
            _ => ["入会", "入会", "新入会"][n % 3],
        };
        let phone = p.phone.as_ref().map_or("", |p| p.as_str());
        let phone = match phone.parse::<f64>() {
            Ok(number) if typed => Cell::Number(number),
            _ => text(phone),
        };
        let born = p.birth.day.unwrap_or(self.today);
        let fields = vec![
            (Col::Name, text(&f.name)),
            (Col::Sex, text(if f.sex == "2" { "女" } else { "男" })),
            (Col::Birth, date(born, typed, n)),
            (Col::Nation, text(word(&NATIONS, &f.nation))),
            (Col::Work, text(if retained.is_some() { "失业" } else { "在岗" })),
            (Col::DocumentKind, text("居民身份证")),
            (Col::Number, text(p.document.number())),
            (Col::Education, text(word(&EDUCATION, &f.education))),
            (Col::Skill, text(word(&SKILL, &f.skill))),
            (Col::Phone, phone),
            (Col::HouseholdKind, text(word(&HOUSEHOLD, &f.household_kind))),
            (Col::HouseholdPlace, text(&f.household_place)),
            (Col::Change, text(change)),
            (Col::Day, date(retained.unwrap_or(m.day), typed, n + 1)),
            (Col::Reason, text(if retained.is_some() { "失业" } else { "" })),
            (Col::Politics, text(word(&POLITICS, &f.politics))),
            (Col::Employer, text(&m.employer_name)),
            (Col::NativePlace, Cell::Blank),
            (Col::Migrant, text(if f.migrant_worker == "1" { "是" } else { "否" })),
            (Col::Own, Cell::Number(f64::from(rng.random_range(0..30)))),
        ];
        Line { fields, slip: Slip::None, member_of: None }
    }

    /// Does to a good row what clerks do. A slip that this row cannot have is left out.
    fn spoil(&self, rng: &mut ChaCha8Rng, line: &mut Line, slip: Slip) {
        let number = line.text(Col::Number);
        let text = |t: &str| Cell::Text(t.to_owned());
        let born: i16 = number.get(6..10).and_then(|y| y.parse().ok()).unwrap_or(2000);
        match slip {
            Slip::None | Slip::Twice | Slip::Elsewhere => {}
            Slip::WrongCheck => {
                let (head, last) = number.split_at(number.len().saturating_sub(1));
                line.set(Col::Number, Cell::Text(format!("{head}{}", if last == "1" { "2" } else { "1" })));
            }
            Slip::NoName => line.set(Col::Name, Cell::Blank),
            Slip::NoDay => line.set(Col::Day, Cell::Blank),
            Slip::BadDay => line.set(Col::Day, text("去年")),
            Slip::Future => line.set(Col::Day, Cell::Text(self.today.plus_days(40).to_string())),
            Slip::BadChange => line.set(Col::Change, text("在会")),
            Slip::Exponent => {
                line.set(Col::Number, Cell::Text(format!("{}.{}E+17", &number[..1], &number[1..6])))
            }
            // What a spreadsheet keeps of it.
            Slip::Wrecked => {
                line.set(Col::Number, Cell::Number(number[..15].parse::<f64>().unwrap_or(0.0) * 1_000.0));
            }
            Slip::Retired => {
                line.set(Col::Work, text("退休"));
                line.set(Col::Change, text("入会"));
            }
            Slip::Formula if rng.random_range(0..2) == 0 => {
                line.set(Col::Name, Cell::Formula("=CONCATENATE(\"王\",\"小明\")", "王小明"));
            }
            Slip::Formula => line.set(Col::Name, text("=cmd|' /C calc'!A0")),
            Slip::FullWidth => {
                let wide = |c: char| match c.is_ascii_digit() {
                    true => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
                    false => c,
                };
                line.set(
                    Col::Number,
                    Cell::Text(format!(" {}\u{3000}", number.chars().map(wide).collect::<String>())),
                );
            }
            Slip::Short if born < 2000 => {
                line.set(Col::Number, Cell::Text(format!("{}{}", &number[..6], &number[8..17])));
            }
            Slip::RoughBirth => {
                line.set(Col::Birth, Cell::Text(format!("{born}.{}", number[10..12].trim_start_matches('0'))))
            }
            Slip::BirthDiffers => line.set(Col::Birth, Cell::Text(format!("{}-01-01", born - 1))),
            Slip::Synonyms => {
                line.set(Col::Education, text(["大专", "本科", "高中", "技校"][rng.random_range(0..4)]));
                line.set(Col::Politics, text("党员"));
                line.set(Col::Nation, text("汉"));
                line.set(Col::Sex, Cell::Text(format!("{}性", line.text(Col::Sex))));
            }
            Slip::Unknown => line.set(Col::Education, text("家里蹲大学")),
            Slip::ShortEmployer if !line.text(Col::Employer).is_empty() => {
                let name = line.text(Col::Employer).replace("示范县", "").replace("股份有限公司", "");
                line.set(Col::Employer, Cell::Text(name.replace("有限公司", "") + "分厂"));
            }
            Slip::Landline => line.set(Col::Phone, text("0574-65566556")),
            Slip::Short | Slip::ShortEmployer => return,
        }
        line.slip = slip;
    }
}
