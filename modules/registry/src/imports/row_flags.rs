//! What a row says of flags: the columns after the official ones, and days and certificate of the skill.

use kernel::Day;
use sheets::RawRow;
use sheets::header::Header;
use sheets::member_form::{FIELDS, column};
use sheets::normal::Precision;

use super::row::{Notes, RowReader, short};
use super::verdict::Issue;
use crate::model::flag::{Told, none_of};

/// Characters of a document number at most.
const DOCUMENT: usize = 60;

impl RowReader<'_> {
    /// What the row tells of flags; of the skill only where its day or its certificate is told, for the value alone is a
    /// field of the person. What cannot be read is remarked on and left out.
    pub(super) fn flags(
        &self,
        header: &Header,
        row: &RawRow<'_>,
        skill: &str,
        notes: &mut Notes,
    ) -> Vec<Told> {
        let plain = |kind: &str, value: Option<String>| Told {
            kind: kind.to_owned(),
            value,
            from: None,
            document: String::new(),
        };
        let mut told = Vec::new();
        for (at, kind, set) in [
            (column::NEW_EMPLOYMENT, "new_employment", "new_employment"),
            (column::MODEL_WORKER, "model_worker", "model_worker_level"),
        ] {
            let code = self.coded(header, row, at, set, notes);
            if !code.is_empty() {
                told.push(plain(kind, Some(code).filter(|c| none_of(kind) != Some(c.as_str()))));
            }
        }
        match self.coded(header, row, column::NEW_RESIDENT, "yes_no", notes).as_str() {
            "" => {}
            code => told.push(plain("new_resident", (code == "1").then(String::new))),
        }
        told.extend(self.skill(header, row, skill, notes));
        told
    }

    fn skill(&self, header: &Header, row: &RawRow<'_>, skill: &str, notes: &mut Notes) -> Option<Told> {
        let from = self.skill_day(header, row, notes);
        let document: String =
            self.text(header, row, column::SKILL_DOCUMENT, notes).chars().take(DOCUMENT).collect();
        let told = Told { kind: "skill".to_owned(), value: Some(skill.to_owned()), from, document };
        if told.has_proof() && skill.is_empty() {
            notes.warnings.push(Issue::of("registry.skill-proof-alone"));
        }
        Some(told).filter(|t| t.has_proof() && !skill.is_empty())
    }

    fn skill_day(&self, header: &Header, row: &RawRow<'_>, notes: &mut Notes) -> Option<Day> {
        let label = FIELDS[column::SKILL_DAY].label;
        let wrong =
            |code: &str, content: String| Issue::of(code).with("column", label).with("content", content);
        match self.dates.read(&header.cell(row, column::SKILL_DAY)) {
            Ok(None) => None,
            Ok(Some(date)) if date.first_day() > self.today => {
                notes.warnings.push(wrong("registry.flag-day-future", date.first_day().to_string()));
                None
            }
            Ok(Some(date)) => {
                if date.precision() != Precision::Day {
                    notes.warnings.push(wrong("registry.flag-day-rough", date.first_day().to_string()));
                }
                Some(date.first_day())
            }
            Err(e) => {
                let content = short(e.content().unwrap_or_default());
                notes.warnings.push(wrong("registry.flag-day-unreadable", content));
                None
            }
        }
    }
}
