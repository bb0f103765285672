//! What an entry of a dictionary may look like. Pure.

use super::lookup::{fold, words_of};
use super::{CodeItem, CodesetError, Set};

/// Most synonyms of one entry.
const SYNONYMS: usize = 200;

/// Checks an entry as it would stand in the set; the set's own entry with the same code is what it replaces.
///
/// # Errors
/// The first broken rule.
pub fn check(set: &Set, item: &CodeItem) -> Result<(), CodesetError> {
    let code_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if !(1..=20).contains(&item.code.len()) || !item.code.chars().all(code_char) {
        return Err(CodesetError::CodeForm);
    }
    if !fine(&item.label, 60) {
        return Err(CodesetError::LabelForm);
    }
    let codes_fine = [&item.national, &item.export].iter().all(|c| c.is_empty() || fine(c, 20));
    if !codes_fine || item.synonyms.len() > SYNONYMS || !item.synonyms.iter().all(|w| fine(w, 30)) {
        return Err(CodesetError::WordForm);
    }
    if item.valid_to < item.valid_from {
        return Err(CodesetError::EndsBeforeItBegins { valid_from: item.valid_from });
    }
    check_parent(set, item)?;
    check_words(set, item)
}

/// Clean, not empty, not longer than `most` characters.
fn fine(text: &str, most: usize) -> bool {
    !fold(text).is_empty() && text.chars().count() <= most && !text.chars().any(char::is_control)
}

fn check_parent(set: &Set, item: &CodeItem) -> Result<(), CodesetError> {
    let mut at = item.parent.as_str();
    // A chain that is longer than the set leads in a circle.
    for _ in 0..=set.items.len() {
        if at.is_empty() {
            return Ok(());
        }
        if at == item.code {
            return Err(CodesetError::Parent);
        }
        at = set.item(at).map(|p| p.parent.as_str()).ok_or(CodesetError::Parent)?;
    }
    Err(CodesetError::Parent)
}

/// A word means one entry on any day.
fn check_words(set: &Set, item: &CodeItem) -> Result<(), CodesetError> {
    let mine = words_of(item);
    let meets = |o: &&CodeItem| o.valid_from <= item.valid_to && item.valid_from <= o.valid_to;
    for other in set.items.iter().filter(|o| o.code != item.code).filter(meets) {
        let theirs = words_of(other);
        if let Some(word) = mine.iter().find(|w| theirs.binary_search(w).is_ok()) {
            return Err(CodesetError::WordTaken {
                word: as_typed(item, word),
                code: other.code.clone(),
                label: other.label.clone(),
            });
        }
    }
    Ok(())
}

fn as_typed(item: &CodeItem, folded: &str) -> String {
    let typed = item.synonyms.iter().chain([&item.label, &item.code]).find(|w| fold(w) == folded);
    typed.cloned().unwrap_or_else(|| folded.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codesets::first_load;

    fn education() -> Set {
        first_load().into_iter().find(|s| s.code == "education").unwrap()
    }

    fn edited(code: &str, edit: impl FnOnce(&mut CodeItem)) -> Result<(), &'static str> {
        let set = education();
        let mut item = set.item(code).unwrap().clone();
        edit(&mut item);
        check(&set, &item).map_err(|e| kernel::Problem::code(&e))
    }

    #[test]
    fn what_an_entry_may_look_like() {
        assert_eq!(edited("20", |_| ()), Ok(()));
        assert_eq!(edited("20", |i| i.synonyms.push("全日制大学本科".into())), Ok(()));
        assert_eq!(edited("20", |i| i.label = " ".into()), Err("codesets.label-form"));
        assert_eq!(edited("20", |i| i.synonyms.push("a\tb".into())), Err("codesets.word-form"));
        assert_eq!(edited("21", |i| i.parent = "99".into()), Err("codesets.parent"));
        assert_eq!(edited("20", |i| i.parent = "21".into()), Err("codesets.parent"));
        assert_eq!(edited("20", |i| i.parent = "20".into()), Err("codesets.parent"));
        assert_eq!(
            edited("20", |i| i.valid_to = "1899-01-01".parse().unwrap()),
            Err("codesets.ends-before-it-begins")
        );
    }

    #[test]
    fn a_word_is_claimed_once_however_it_is_written() {
        for word in ["大专", " 大 专 ", "大学专科教育", "30", "３０"] {
            let outcome = edited("20", |i| i.synonyms.push(word.into()));
            assert_eq!(outcome, Err("codesets.word-taken"), "{word}");
        }
        let set = education();
        let mut item = set.item("20").unwrap().clone();
        item.synonyms.push("大专".into());
        let Err(CodesetError::WordTaken { word, code, .. }) = check(&set, &item) else { panic!() };
        assert_eq!((word.as_str(), code.as_str()), ("大专", "30"));
    }

    #[test]
    fn a_word_may_pass_on_when_its_entry_has_ended() {
        let mut set = education();
        let at = set.items.iter().position(|i| i.code == "30").unwrap();
        set.items[at].valid_to = "2025-12-31".parse().unwrap();
        let mut item = set.item("20").unwrap().clone();
        item.synonyms.push("大专".into());
        assert!(check(&set, &item).is_err(), "in 2025 both would claim it");
        item.valid_from = "2026-01-01".parse().unwrap();
        assert!(check(&set, &item).is_ok());
    }
}
