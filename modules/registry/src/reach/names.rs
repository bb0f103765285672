//! What conditions name: unions with their places, and the words of codes.

use std::collections::HashMap;

use kernel::{Id, OrgPath};
use platform::codesets::Codesets;
use store::{DbResult, Tx};

use super::Condition;
use crate::store::union;

/// Names and places of what a list of conditions names, read once for many members.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Name of the union whose members are meant.
    home: String,
    unions: HashMap<Id, (String, OrgPath)>,
    words: HashMap<(&'static str, String), String>,
}

impl Names {
    /// Reads what the conditions of a union name. A union that is not there has no place, so nobody is beneath it.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn load(tx: &mut Tx<'_>, codes: &Codesets, home: Id, who: &[Condition]) -> DbResult<Self> {
        let mut names = Self { home: union::name(tx, home)?, ..Self::default() };
        for condition in who {
            match condition {
                Condition::UnionBeneath { unions } => {
                    for id in unions {
                        if let Some(u) = union::find_unscoped(tx, *id)? {
                            names.unions.insert(*id, (u.name.clone(), u.place()));
                        }
                    }
                }
                Condition::Sex { code } => names.word(codes, "sex", code),
                Condition::Flag { any_of } => any_of.iter().for_each(|c| names.word(codes, "member_flag", c)),
                Condition::WorkState { any_of } => {
                    any_of.iter().for_each(|c| names.word(codes, "work_situation", c));
                }
                Condition::MemberFor { .. }
                | Condition::JoinedSince { .. }
                | Condition::JoinedWithin { .. }
                | Condition::Age { .. }
                | Condition::MigrantWorker => {}
            }
        }
        Ok(names)
    }

    fn word(&mut self, codes: &Codesets, set: &'static str, code: &str) {
        let label = codes.label(set, code).unwrap_or(code).to_owned();
        self.words.insert((set, code.to_owned()), label);
    }

    /// Name of the union whose members are meant.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// The places of these unions.
    pub fn places<'a>(&'a self, ids: &'a [Id]) -> impl Iterator<Item = &'a OrgPath> + 'a {
        ids.iter().filter_map(|id| self.unions.get(id).map(|(_, place)| place))
    }

    /// Their names, some of them if there are many.
    pub(super) fn unions(&self, ids: &[Id]) -> String {
        let known: Vec<&str> =
            ids.iter().filter_map(|id| self.unions.get(id).map(|(n, _)| n.as_str())).collect();
        match known.len() {
            0..=3 => known.join("、"),
            n => format!("{}等{n}个工会", known[..2].join("、")),
        }
    }

    /// The words of these codes.
    pub(super) fn labels(&self, set: &'static str, codes: &[String]) -> String {
        let word = |c: &String| self.words.get(&(set, c.clone())).cloned().unwrap_or_else(|| c.clone());
        codes.iter().map(word).collect::<Vec<_>>().join("、")
    }
}
