//! Dictionaries in memory: from typed words to codes and from codes to labels.

use std::collections::HashMap;

use super::{Set, first_load};

/// All dictionaries, ready for look-up.
#[derive(Clone, Debug, Default)]
pub struct Codesets {
    sets: HashMap<String, Words>,
}

#[derive(Clone, Debug, Default)]
struct Words {
    title: String,
    by_word: HashMap<String, String>,
    labels: HashMap<String, String>,
}

impl Codesets {
    /// The dictionaries of the first load.
    pub fn first() -> Self {
        Self::new(&first_load())
    }

    /// From dictionaries with their valid items.
    pub fn new(sets: &[Set]) -> Self {
        let mut all = HashMap::new();
        for set in sets {
            let mut words = Words { title: set.title.clone(), ..Words::default() };
            for item in &set.items {
                words.labels.insert(item.code.clone(), item.label.clone());
                let typed = item.synonyms.iter().chain([&item.code, &item.label]);
                // The first item that claims a word keeps it: items stand in the order of their weight.
                for word in typed {
                    words.by_word.entry(fold(word)).or_insert_with(|| item.code.clone());
                }
            }
            all.insert(set.code.clone(), words);
        }
        Self { sets: all }
    }

    /// The code that a typed word means in a dictionary.
    pub fn code(&self, set: &str, typed: &str) -> Option<&str> {
        self.sets.get(set)?.by_word.get(&fold(typed)).map(String::as_str)
    }

    /// The label of a code.
    pub fn label(&self, set: &str, code: &str) -> Option<&str> {
        self.sets.get(set)?.labels.get(code).map(String::as_str)
    }

    /// Chinese title of a dictionary.
    pub fn title(&self, set: &str) -> Option<&str> {
        self.sets.get(set).map(|w| w.title.as_str())
    }
}

/// How typed words are compared: full width folded, without spaces, lower case, brackets of one kind.
fn fold(word: &str) -> String {
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
        assert_eq!(c.code("sex", "男性"), Some("1"));
        assert_eq!(c.code("education", " 大专 "), c.code("education", "专科"));
        assert_eq!(c.code("membership_change", "入会"), Some("1"));
        assert_eq!(c.code("yes_no", "√"), Some("1"));
        assert_eq!(c.code("nation", "汉"), Some("01"));
        assert_eq!(c.code("sex", "人"), None);
        assert_eq!(c.label("nation", "01"), Some("汉族"));
        assert_eq!(c.code("no_such_set", "x"), None);
    }
}
