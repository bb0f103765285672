//! The dictionaries that an installation begins with.

use serde::{Deserialize, Serialize};

const DATA: &str = include_str!("../../data/codesets.toml");

/// A dictionary.
#[derive(Clone, Debug, Deserialize)]
pub struct Set {
    /// Name in code, `education`.
    pub code: String,
    /// Chinese title.
    pub title: String,
    /// Standard or form it comes from.
    pub source: String,
    /// How sure we are (docs/rules, marks).
    pub mark: String,
    /// The program's logic depends on the codes: labels and synonyms may be edited, codes not.
    #[serde(default)]
    pub fixed: bool,
    /// Items in the order in which they are shown.
    pub items: Vec<CodeItem>,
}

/// An entry of a dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
pub struct CodeItem {
    /// Code that is stored.
    pub code: String,
    /// Chinese label.
    pub label: String,
    /// Other words that mean it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// Code of the national standard, or empty.
    #[serde(default)]
    pub national: String,
    /// Code in the national union file, or empty.
    #[serde(default)]
    pub export: String,
    /// Code one level up, or empty.
    #[serde(default)]
    pub parent: String,
}

#[derive(Deserialize)]
struct File {
    set: Vec<Set>,
}

/// The dictionaries of the first load.
pub fn first_load() -> Vec<Set> {
    toml::from_str::<File>(DATA).expect("a test reads the whole file").set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_sound() {
        let sets = first_load();
        assert!(sets.len() >= 20);
        for set in sets {
            let mut codes: Vec<&str> = set.items.iter().map(|i| i.code.as_str()).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), set.items.len(), "{}: a code stands twice", set.code);
            for item in &set.items {
                assert!(
                    item.parent.is_empty() || codes.binary_search(&item.parent.as_str()).is_ok(),
                    "{item:?}"
                );
            }
        }
    }
}
