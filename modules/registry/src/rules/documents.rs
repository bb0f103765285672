//! What is odd about a document's number, judged where it is written (docs/rules §1.1, §1.2). Pure.

use kernel::{Day, DocumentKind, DocumentWarning, PersonDocument};

/// What was found of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Code of [`FAULT`] and its likes; empty where nothing is odd. A row of before has `new`.
    pub verdict: String,
    /// Code of `sex` that the number tells, or empty.
    pub sex: String,
    /// Birth day that it tells.
    pub birth: Option<Day>,
}

/// The number fails its check or is not of the form of its kind.
pub const FAULT: &str = "fault";
/// No province has its first two digits.
pub const PLACE: &str = "place";
/// It was written with 15 digits, and nobody has seen all 18.
pub const LENGTHENED: &str = "lengthened";

/// Judges a document as it was read.
pub fn judge(document: &PersonDocument) -> Judged {
    let has = |w| document.warnings().contains(&w);
    let verdict = if has(DocumentWarning::UnknownProvince) {
        PLACE
    } else if has(DocumentWarning::Lengthened) {
        LENGTHENED
    } else {
        ""
    };
    Judged {
        verdict: verdict.to_owned(),
        sex: document.sex().map(|s| s.code().to_string()).unwrap_or_default(),
        birth: document.birth_day(),
    }
}

/// Judges a number that was stored before; that it was lengthened is remembered.
pub fn judge_stored(kind: &str, number: &str, before: &str, today: Day) -> Judged {
    let read = DocumentKind::from_code(kind).and_then(|k| PersonDocument::parse(k, number, today).ok());
    match read.as_ref().map(judge) {
        Some(j) if j.verdict.is_empty() && before == LENGTHENED => {
            Judged { verdict: LENGTHENED.to_owned(), ..j }
        }
        Some(j) => j,
        None => Judged { verdict: FAULT.to_owned(), ..Judged::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a row of before.
    const NEW: &str = "new";

    #[test]
    fn numbers_and_what_is_odd_about_them() {
        let today = Day::constant(2026, 6, 10);
        let of = |kind: &str, number: &str, before: &str| {
            let j = judge_stored(kind, number, before, today);
            (j.verdict, j.sex, j.birth.map(|d| d.to_string()).unwrap_or_default())
        };
        let said = |v: &str, s: &str, b: &str| (v.to_owned(), s.to_owned(), b.to_owned());
        assert_eq!(of("111", "330226199003070015", NEW), said("", "1", "1990-03-07"));
        assert_eq!(of("111", "330226199003070016", ""), said(FAULT, "", ""), "the check digit");
        assert_eq!(of("111", "330226198502290018", ""), said(FAULT, "", ""), "no such day");
        assert_eq!(of("111", "130503670401001", ""), said(LENGTHENED, "1", "1967-04-01"));
        assert_eq!(of("111", "130503196704010016", LENGTHENED), said(LENGTHENED, "1", "1967-04-01"));
        assert_eq!(of("414", "E12345678", NEW), said("", "", ""), "a passport tells nothing");
        assert_eq!(of("414", "E", NEW), said(FAULT, "", ""));
        assert_eq!(of("999", "E12345678", NEW), said(FAULT, "", ""), "no such kind");
    }
}
