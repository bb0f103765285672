//! Whose a number in a list is, whether or not the list tells the kind of document.

use kernel::{Day, DocumentError, DocumentKind, PersonDocument};

/// What else a number is that has not the form of an identity card's. An officer's is any text and has to be named.
const OTHERS: [DocumentKind; 4] = [
    DocumentKind::Passport,
    DocumentKind::HkMoPermit,
    DocumentKind::TaiwanPermit,
    DocumentKind::PermanentResidence,
];

/// The documents that a number may be, the likeliest first: the one of the kind that is told, or else an identity card, or else
/// whatever has its form. The register decides which of them somebody has.
///
/// # Errors
/// Why it is none; of a number that was meant for an identity card what is wrong with it as one.
pub fn documents(
    kind: Option<DocumentKind>,
    number: &str,
    today: Day,
) -> Result<Vec<PersonDocument>, DocumentError> {
    if let Some(kind) = kind {
        return PersonDocument::parse(kind, number, today).map(|d| vec![d]);
    }
    let wrong = match PersonDocument::parse(DocumentKind::IdCard, number, today) {
        Ok(card) => return Ok(vec![card]),
        Err(wrong) => wrong,
    };
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let others = OTHERS.iter().filter_map(|k| PersonDocument::parse(*k, number, today).ok());
    let others: Vec<PersonDocument> = others.collect();
    // No passport is as long: a digit is missing, or one is wrong.
    if others.is_empty() || digits > 12 { Err(wrong) } else { Ok(others) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(kind: Option<DocumentKind>, number: &str) -> Result<Vec<DocumentKind>, String> {
        let found = documents(kind, number, Day::constant(2026, 11, 22));
        found
            .map(|all| all.iter().map(PersonDocument::kind).collect())
            .map_err(|e| kernel::Problem::code(&e).to_owned())
    }

    #[test]
    fn a_number_without_a_kind_is_what_its_form_says() {
        use DocumentKind::*;
        assert_eq!(kinds(None, "330226199003070015"), Ok(vec![IdCard]));
        assert_eq!(kinds(None, "E12345678"), Ok(vec![Passport]));
        assert_eq!(kinds(None, "h01234567"), Ok(vec![Passport, HkMoPermit]));
        assert_eq!(kinds(None, "01234567"), Ok(vec![Passport, TaiwanPermit]));
        assert_eq!(kinds(None, "USA310081010101"), Ok(vec![Passport, PermanentResidence]));
    }

    #[test]
    fn a_number_that_was_meant_for_a_card_says_what_is_wrong_with_it() {
        for number in ["330226199003070016", "33022619900307001", "3302261990030700", "无"] {
            assert!(kinds(None, number).is_err_and(|code| code.starts_with("kernel.id-")), "{number}");
        }
    }

    #[test]
    fn a_kind_that_is_told_is_the_only_one() {
        use DocumentKind::*;
        assert_eq!(kinds(Some(TaiwanPermit), "01234567"), Ok(vec![TaiwanPermit]));
        assert_eq!(kinds(Some(Officer), "南字第0123456号"), Ok(vec![Officer]));
        assert_eq!(kinds(Some(HkMoPermit), "E12345678"), Err("kernel.document-form".to_owned()));
        assert_eq!(kinds(Some(Passport), "330226199003070015").unwrap_err(), "kernel.document-form");
    }
}
