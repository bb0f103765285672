//! Dictionaries in memory: from typed words to codes and from codes to labels, on a day.

use std::collections::HashMap;

use kernel::Day;

use super::{CodeItem, Set, first_load};

/// All dictionaries, ready for look-up.
#[derive(Clone, Debug, Default)]
pub struct Codesets {
    sets: Vec<Set>,
    words: HashMap<String, Words>,
}

#[derive(Clone, Debug, Default)]
struct Words {
    /// Place in `sets`.
    at: usize,
    /// Entries that claim a word, as places in the set; several only if they are valid at different times.
    by_word: HashMap<String, Vec<usize>>,
    by_code: HashMap<String, usize>,
}

/// What a typed word means in a dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word<'a> {
    /// An entry that is valid on the day.
    Known(&'a CodeItem),
    /// An entry that is not valid on the day: it has ended, or has not begun.
    Ended(&'a CodeItem),
    /// No entry.
    Unknown,
}

impl Codesets {
    /// The dictionaries of the first load.
    pub fn first() -> Self {
        Self::new(first_load())
    }

    /// From dictionaries with all their entries.
    pub fn new(sets: Vec<Set>) -> Self {
        let mut all = HashMap::new();
        for (at, set) in sets.iter().enumerate() {
            let mut words = Words { at, ..Words::default() };
            for (n, item) in set.items.iter().enumerate() {
                words.by_code.insert(item.code.clone(), n);
                for word in words_of(item) {
                    words.by_word.entry(word).or_default().push(n);
                }
            }
            all.insert(set.code.clone(), words);
        }
        Self { sets, words: all }
    }

    /// All dictionaries, in their order.
    pub fn sets(&self) -> &[Set] {
        &self.sets
    }

    /// One dictionary.
    pub fn set(&self, set: &str) -> Option<&Set> {
        self.words.get(set).map(|w| &self.sets[w.at])
    }

    /// What a typed word means on a day.
    pub fn word(&self, set: &str, typed: &str, day: Day) -> Word<'_> {
        let Some(words) = self.words.get(set) else { return Word::Unknown };
        let items = &self.sets[words.at].items;
        let claims = words.by_word.get(&fold(typed)).map(Vec::as_slice).unwrap_or_default();
        if let Some(n) = claims.iter().find(|n| items[**n].is_valid(day)) {
            return Word::Known(&items[*n]);
        }
        // Of several that have ended, the one that ended last explains best.
        let last = claims.iter().max_by_key(|n| items[**n].valid_to);
        last.map_or(Word::Unknown, |n| Word::Ended(&items[*n]))
    }

    /// The code that a typed word means on a day.
    pub fn code(&self, set: &str, typed: &str, day: Day) -> Option<&str> {
        match self.word(set, typed, day) {
            Word::Known(item) => Some(&item.code),
            Word::Ended(_) | Word::Unknown => None,
        }
    }

    /// An entry by its code, valid or not: what was stored once keeps its label.
    pub fn item(&self, set: &str, code: &str) -> Option<&CodeItem> {
        let words = self.words.get(set)?;
        words.by_code.get(code).map(|n| &self.sets[words.at].items[*n])
    }

    /// The label of a code, valid or not.
    pub fn label(&self, set: &str, code: &str) -> Option<&str> {
        self.item(set, code).map(|i| i.label.as_str())
    }

    /// The code of an entry in the national union file; none if it has none there.
    pub fn export_code(&self, set: &str, code: &str) -> Option<&str> {
        self.item(set, code).map(|i| i.export.as_str()).filter(|e| !e.is_empty())
    }

    /// Entries that may be chosen on a day, in their order.
    pub fn choices(&self, set: &str, day: Day) -> impl Iterator<Item = &CodeItem> {
        let items = self.set(set).map(|s| s.items.as_slice()).unwrap_or_default();
        items.iter().filter(move |i| i.is_valid(day))
    }

    /// Chinese title of a dictionary.
    pub fn title(&self, set: &str) -> Option<&str> {
        self.set(set).map(|s| s.title.as_str())
    }
}

/// The folded words that mean an entry: its code, its label, its synonyms.
pub(super) fn words_of(item: &CodeItem) -> Vec<String> {
    let typed = [&item.code, &item.label].into_iter().chain(&item.synonyms);
    let mut all: Vec<String> = typed.map(|w| fold(w)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// How typed words are compared: full width folded, without spaces, lower case, brackets of one kind.
pub(super) fn fold(word: &str) -> String {
    let clean = kernel::text::clean(word).to_lowercase();
    let chars = clean.chars().filter(|c| !c.is_whitespace());
    chars
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_cadres_type() {
        let c = Codesets::first();
        let day = Day::constant(2026, 11, 22);
        let code = |set, typed| c.code(set, typed, day);
        assert_eq!(code("sex", "男性"), Some("1"));
        assert_eq!(code("education", " 大专 "), code("education", "专科"));
        assert_eq!(code("membership_change", "入会"), Some("1"));
        assert_eq!(code("yes_no", "√"), Some("1"));
        assert_eq!(code("nation", "汉"), Some("01"));
        assert_eq!(code("sex", "人"), None);
        assert_eq!(code("work_situation", "待(下)岗"), Some("2"));
        assert_eq!(c.label("nation", "01"), Some("汉族"));
        assert_eq!(c.export_code("skill_level", "60"), Some("1"));
        assert_eq!(c.export_code("skill_level", "00"), None);
        assert_eq!(code("no_such_set", "x"), None);
    }

    #[test]
    fn a_word_means_what_is_valid_on_the_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let mut sets = first_load();
        let set = sets.iter_mut().find(|s| s.code == "household_type").unwrap();
        let last = day("2026-06-30");
        let old = set.items.iter().position(|i| i.code == "17").unwrap();
        set.items[old].valid_to = last;
        let mut new = set.items[old].clone();
        (new.code, new.valid_from, new.valid_to) = ("18".into(), day("2026-07-01"), Day::OPEN);
        set.items.push(new);
        let c = Codesets::new(sets);
        assert_eq!(c.code("household_type", "赞助", last), Some("17"));
        assert_eq!(c.code("household_type", "赞助", day("2026-07-01")), Some("18"));
        assert_eq!(c.code("household_type", "17", last), Some("17"));
        assert!(
            matches!(c.word("household_type", "17", day("2026-07-01")), Word::Ended(i) if i.code == "17")
        );
        assert!(matches!(c.word("household_type", "居民户口", day("2014-07-29")), Word::Ended(_)));
        assert_eq!(c.label("household_type", "17"), Some("赞助户口"), "what was stored keeps its label");
        assert!(c.choices("household_type", day("2026-07-01")).all(|i| i.code != "17"));
        assert!(c.choices("household_type", last).any(|i| i.code == "17"));
    }
}
