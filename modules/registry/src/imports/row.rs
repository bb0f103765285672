//! A row of the member form: what its cells say, before anybody looks into the register (docs/rules §5.1, §28).

use kernel::{Day, DocumentKind, PersonDocument, Phone};
use platform::codesets::{Codesets, Word};
use sheets::RawRow;
use sheets::header::Header;
use sheets::member_form::{FIELDS, column};
use sheets::normal::{self, DateReader, LooseDate, Precision};

use super::divisions::DivisionBook;
use super::verdict::Issue;
use crate::model::flag::Told;
use crate::model::{Birth, BirthPrecision, Profile};

/// What the row says happened (code set `membership_change`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing stated: taken as joining, or as news about a member.
    Unstated,
    /// 入会.
    Join,
    /// 转入.
    TransferIn,
    /// 保留.
    Retain,
    /// 转出.
    TransferOut,
    /// 除名.
    Expel,
    /// 退会.
    Leave,
}

impl Change {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "1" => Self::Join,
            "2" => Self::TransferIn,
            "3" => Self::Retain,
            "4" => Self::TransferOut,
            "5" => Self::Expel,
            "6" => Self::Leave,
            _ => return None,
        })
    }
}

/// A row whose cells can be used.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Kept fields.
    pub profile: Profile,
    /// Birth day.
    pub birth: Birth,
    /// Who it is.
    pub document: PersonDocument,
    /// Mobile.
    pub phone: Option<Phone>,
    /// What happened.
    pub change: Change,
    /// From which day.
    pub day: Day,
    /// Reason, code or as written.
    pub reason: String,
    /// 工作单位 as written.
    pub employer: String,
    /// What the row says of flags beside the fields.
    pub told: Vec<Told>,
}

/// A data row after reading.
#[derive(Clone, Debug)]
pub struct ReadRow {
    /// Sheet, from 0.
    pub sheet: u32,
    /// Row, from 1.
    pub row: u32,
    /// Name as read, for the page.
    pub name: String,
    /// The draft, if nothing forbids it.
    pub draft: Option<Box<Draft>>,
    /// Why not, or what to look at.
    pub issues: Vec<Issue>,
}

/// Reads rows of one file.
#[derive(Clone, Debug)]
pub struct RowReader<'a> {
    /// Dictionaries.
    pub codesets: &'a Codesets,
    /// How the file writes dates.
    pub dates: DateReader,
    /// The day of the import.
    pub today: Day,
    /// Divisions, for written places.
    pub divisions: &'a DivisionBook,
    /// Youngest and oldest age that are not asked about.
    pub usual_ages: (i64, i64),
}

/// Collects what is wrong with a row and what is only odd.
#[derive(Default)]
pub(super) struct Notes {
    errors: Vec<Issue>,
    pub(super) warnings: Vec<Issue>,
}

impl RowReader<'_> {
    /// Reads one data row.
    pub fn read(&self, sheet: u32, header: &Header, row: &RawRow<'_>) -> ReadRow {
        let mut notes = Notes::default();
        let name = self.name(header, row, &mut notes);
        let document = self.document(header, row, &mut notes);
        let change = self.change(header, row, &mut notes);
        let day = self.change_day(header, row, &mut notes);
        let profile = self.profile(name.clone(), header, row, &mut notes);
        let written = self.birth(header, row, &mut notes);
        let phone = self.phone(header, row, &mut notes);
        let reason = self.coded(header, row, column::CHANGE_REASON, "membership_change_reason", &mut notes);
        let employer = self.text(header, row, column::EMPLOYER, &mut notes);
        let told = self.flags(header, row, &profile.skill, &mut notes);
        let draft = match (document, change, day) {
            (Some(document), Some(change), Some(day)) if notes.errors.is_empty() => Some(self.draft(
                Parts { profile, written, document, phone, change, day, reason, employer, told },
                &mut notes,
            )),
            _ => None,
        };
        let draft = draft.filter(|_| notes.errors.is_empty());
        let issues = if draft.is_some() { notes.warnings } else { notes.errors };
        ReadRow { sheet, row: row.number, name, draft: draft.map(Box::new), issues }
    }

    fn draft(&self, parts: Parts, notes: &mut Notes) -> Draft {
        let Parts { mut profile, written, document, phone, change, day, reason, employer, told } = parts;
        for w in document.warnings() {
            notes.warnings.push(Issue::of(w.code()));
        }
        let birth = match (document.birth_day(), written) {
            (Some(day), stated) => {
                if stated.is_some_and(|s| !agrees(s, day)) {
                    notes.warnings.push(Issue::of("registry.birth-differs").with("day", day.to_string()));
                }
                Birth { day: Some(day), precision: BirthPrecision::Day }
            }
            (None, Some(stated)) => Birth { day: Some(stated.first_day()), precision: precision(stated) },
            (None, None) => Birth::default(),
        };
        if let Some(sex) = document.sex().map(|s| s.code().to_string()) {
            if !profile.sex.is_empty() && profile.sex != sex {
                notes.warnings.push(Issue::of("registry.sex-differs"));
            }
            profile.sex = sex;
        }
        if let Some(age) = birth.day.map(|b| b.age_on(self.today))
            && !(self.usual_ages.0..=self.usual_ages.1).contains(&i64::from(age))
        {
            notes.warnings.push(Issue::of("registry.age-unusual").with("age", age.to_string()));
        }
        // 退休 and 离休 keep their membership at the former union and cannot join (docs/rules §6).
        if matches!(profile.work_state.as_str(), "4" | "5") && change != Change::Retain {
            notes.errors.push(Issue::of("registry.retired"));
        }
        if day > self.today {
            notes.errors.push(Issue::of("registry.change-day-future").with("day", day.to_string()));
        }
        Draft { profile, birth, document, phone, change, day, reason, employer, told }
    }

    fn name(&self, header: &Header, row: &RawRow<'_>, notes: &mut Notes) -> String {
        let cell = header.cell(row, column::NAME);
        let text = match normal::cell_text(&cell) {
            Ok(text) => text,
            Err(e) => {
                notes.errors.push(Issue::from_problem(&e));
                return String::new();
            }
        };
        if cell.formula || normal::is_formula_like(&text) {
            notes.errors.push(Issue::of("registry.name-formula"));
            return String::new();
        }
        match kernel::text::person_name(&text) {
            Ok(name) => name,
            Err(e) => {
                notes.errors.push(Issue::from_problem(&e));
                text.chars().take(20).collect()
            }
        }
    }

    fn document(&self, header: &Header, row: &RawRow<'_>, notes: &mut Notes) -> Option<PersonDocument> {
        let number = match normal::document_number(&header.cell(row, column::DOCUMENT_NUMBER)) {
            Ok(Some(number)) => number,
            Ok(None) => {
                notes.errors.push(Issue::of("kernel.id-missing"));
                return None;
            }
            Err(e) => {
                notes.errors.push(Issue::from_problem(&e));
                return None;
            }
        };
        let stated = self.coded(header, row, column::DOCUMENT_KIND, "document_kind", notes);
        let kind = DocumentKind::from_code(&stated).unwrap_or(DocumentKind::IdCard);
        PersonDocument::parse(kind, &number, self.today)
            .map_err(|e| notes.errors.push(Issue::from_problem(&e)))
            .ok()
    }

    fn change(&self, header: &Header, row: &RawRow<'_>, notes: &mut Notes) -> Option<Change> {
        let text = match normal::cell_text(&header.cell(row, column::CHANGE_KIND)) {
            Ok(text) => text,
            Err(e) => {
                notes.errors.push(Issue::from_problem(&e));
                return None;
            }
        };
        if text.is_empty() {
            notes.warnings.push(Issue::of("registry.change-kind-missing"));
            return Some(Change::Unstated);
        }
        let found = self.codesets.code("membership_change", &text, self.today).and_then(Change::from_code);
        if found.is_none() {
            notes.errors.push(Issue::of("registry.change-kind-unknown").with("content", short(&text)));
        }
        found
    }

    fn change_day(&self, header: &Header, row: &RawRow<'_>, notes: &mut Notes) -> Option<Day> {
        match self.dates.read(&header.cell(row, column::CHANGE_DAY)) {
            Ok(Some(date)) => {
                if date.precision() != Precision::Day {
                    let day = date.first_day().to_string();
                    notes.warnings.push(Issue::of("registry.change-day-rough").with("day", day));
                }
                Some(date.first_day())
            }
            Ok(None) => {
                notes.errors.push(Issue::of("registry.change-day-missing"));
                None
            }
            Err(e) => {
                let content = e.content().unwrap_or_default().to_owned();
                notes.errors.push(Issue::of("registry.change-day-unreadable").with("content", content));
                None
            }
        }
    }

    fn profile(&self, name: String, header: &Header, row: &RawRow<'_>, notes: &mut Notes) -> Profile {
        let mut coded = |at, set: &str| self.coded(header, row, at, set, notes);
        let sex = coded(column::SEX, "sex");
        let nation = coded(column::NATION, "nation");
        let work_state = coded(column::WORK_STATE, "work_situation");
        let education = coded(column::EDUCATION, "education");
        let skill = coded(column::SKILL, "skill_level");
        let household_kind = coded(column::HOUSEHOLD_KIND, "household_type");
        let politics = coded(column::POLITICAL, "political_status");
        let migrant_worker = coded(column::IS_FARMER, "migrant_worker");
        Profile {
            name,
            sex,
            nation,
            work_state,
            education,
            skill,
            household_kind,
            household_place: self.place(header, row, column::HOUSEHOLD_PLACE, notes),
            politics,
            native_place: self.place(header, row, column::NATIVE_PLACE, notes),
            migrant_worker,
        }
    }

    /// A place, kept as written; one that is no division today is remarked on.
    fn place(&self, header: &Header, row: &RawRow<'_>, at: usize, notes: &mut Notes) -> String {
        let text = self.text(header, row, at, notes);
        notes.warnings.extend(self.divisions.judge(FIELDS[at].label, &text));
        text
    }

    fn birth(&self, header: &Header, row: &RawRow<'_>, notes: &mut Notes) -> Option<LooseDate> {
        self.dates.read(&header.cell(row, column::BIRTH_DAY)).unwrap_or_else(|e| {
            let content = e.content().unwrap_or_default().to_owned();
            notes.warnings.push(Issue::of("registry.birth-unreadable").with("content", content));
            None
        })
    }

    fn phone(&self, header: &Header, row: &RawRow<'_>, notes: &mut Notes) -> Option<Phone> {
        let text = self.text(header, row, column::PHONE, notes);
        if text.is_empty() {
            return None;
        }
        Phone::parse(&text).map_err(|e| notes.warnings.push(Issue::from_problem(&e))).ok()
    }

    /// A dictionary column; a word that the dictionary does not know, or whose entry is not valid today, is named in a
    /// warning and left out.
    pub(super) fn coded(
        &self,
        header: &Header,
        row: &RawRow<'_>,
        at: usize,
        set: &str,
        notes: &mut Notes,
    ) -> String {
        let text = self.text(header, row, at, notes);
        if text.is_empty() {
            return text;
        }
        let issue = match self.codesets.word(set, &text, self.today) {
            Word::Known(item) => return item.code.clone(),
            Word::Ended(item) if item.valid_to < self.today => {
                Issue::of("registry.word-ended").with("day", item.valid_to.to_string())
            }
            Word::Ended(item) => Issue::of("registry.word-not-yet").with("day", item.valid_from.to_string()),
            Word::Unknown => Issue::of("registry.word-unknown"),
        };
        let title = self.codesets.title(set).unwrap_or(set).to_owned();
        notes.warnings.push(issue.with("column", title).with("content", short(&text)));
        String::new()
    }

    pub(super) fn text(&self, header: &Header, row: &RawRow<'_>, at: usize, notes: &mut Notes) -> String {
        let cell = header.cell(row, at);
        match normal::cell_text(&cell) {
            Ok(text) if normal::is_formula_like(&text) && at != column::PHONE => {
                notes.warnings.push(Issue::of("registry.formula-ignored").with("content", short(&text)));
                String::new()
            }
            Ok(text) => text.chars().take(200).collect(),
            Err(e) => {
                notes.warnings.push(Issue::from_problem(&e));
                String::new()
            }
        }
    }
}

/// What the cells gave, before they are put together.
struct Parts {
    profile: Profile,
    written: Option<LooseDate>,
    document: PersonDocument,
    phone: Option<Phone>,
    change: Change,
    day: Day,
    reason: String,
    employer: String,
    told: Vec<Told>,
}

pub(super) fn short(text: &str) -> String {
    text.chars().take(30).collect()
}

/// Whether a loosely written date may mean `day`.
fn agrees(stated: LooseDate, day: Day) -> bool {
    let d = day.date();
    stated.year == d.year()
        && stated.month.is_none_or(|m| m == d.month())
        && stated.day.is_none_or(|x| x == d.day())
}

fn precision(date: LooseDate) -> BirthPrecision {
    match date.precision() {
        Precision::Day => BirthPrecision::Day,
        Precision::Month => BirthPrecision::Month,
        Precision::Year => BirthPrecision::Year,
    }
}
