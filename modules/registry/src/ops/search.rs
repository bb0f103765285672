//! What a typed search means: a whole number, a tail, initials, or a name.

use kernel::text::{clean, name_key, number_text};
use kernel::{DocumentKind, PersonDocument, Phone};
use platform::sealed::{DigestKind, Keyring};
use store::{DbResult, Tx};

use crate::store::lookup;
use crate::store::member_filter::Search;

/// Reads a search text. Whole numbers are found by their digests, wherever the person is: the scope of the list decides
/// whether the person is shown.
///
/// # Errors
/// Any [`store::DbError`].
pub fn understand(tx: &mut Tx<'_>, keys: &Keyring, typed: &str) -> DbResult<Option<Search>> {
    let text = clean(typed);
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(phone) = Phone::parse(&text) {
        let people = lookup::people_by_phone(tx, &keys.digests(DigestKind::Phone, phone.as_str()))?;
        return Ok(Some(Search::People(people)));
    }
    let number = number_text(&text);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let tail_like =
        number.len() == 4 && number.chars().all(|c| c.is_ascii_digit() || c == 'X') && digits >= 3;
    if tail_like {
        let documents = keys.tails(DigestKind::DocumentTail, &number);
        return Ok(Some(Search::Tails(documents, keys.tails(DigestKind::PhoneTail, &number))));
    }
    if digits >= 6 {
        return by_document(tx, keys, &number).map(Some);
    }
    if text.is_ascii() {
        return Ok(Some(Search::Initials(text.to_lowercase())));
    }
    Ok(Some(Search::Name(name_key(&text))))
}

/// Tries the number as every kind of document.
fn by_document(tx: &mut Tx<'_>, keys: &Keyring, number: &str) -> DbResult<Search> {
    let today = tx.today();
    let kinds = [
        DocumentKind::IdCard,
        DocumentKind::PermanentResidence,
        DocumentKind::HkMoPermit,
        DocumentKind::TaiwanPermit,
        DocumentKind::Passport,
        DocumentKind::Officer,
    ];
    let mut people = Vec::new();
    for kind in kinds {
        let Ok(document) = PersonDocument::parse(kind, number, today) else { continue };
        people.extend(lookup::person_by_document(tx, &keys.digests(DigestKind::Document, &document.key()))?);
    }
    people.sort();
    people.dedup();
    Ok(Search::People(people))
}
