//! Employers of a file: by name, with near names offered where there is none.

use std::collections::HashMap;

use kernel::{Id, OrgPath};
use store::{DbResult, Tx};

use super::verdict::Issue;
use crate::store::employer;

/// Employers looked at for near names.
const OFFERED_FROM: i64 = 5_000;

/// Likeness from which a name is offered, in percent.
const LIKENESS: usize = 45;

/// Remembers the employers of one file, so that a name is looked up once.
#[derive(Debug, Default)]
pub struct EmployerBook {
    found: HashMap<String, Found>,
    near: Option<Vec<String>>,
}

#[derive(Clone, Debug)]
struct Found {
    id: Option<Id>,
    warning: Option<Issue>,
}

impl EmployerBook {
    /// The employer of a written name, and a warning with near names where the register has none.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn find(
        &mut self,
        tx: &mut Tx<'_>,
        path: &OrgPath,
        written: &str,
    ) -> DbResult<(Option<Id>, Option<Issue>)> {
        if written.is_empty() {
            return Ok((None, None));
        }
        if let Some(f) = self.found.get(written) {
            return Ok((f.id, f.warning.clone()));
        }
        let id = employer::by_name(tx, written)?.map(|(id, _)| id);
        let warning = if id.is_some() { None } else { Some(self.unknown(tx, path, written)?) };
        self.found.insert(written.to_owned(), Found { id, warning: warning.clone() });
        Ok((id, warning))
    }

    fn unknown(&mut self, tx: &mut Tx<'_>, path: &OrgPath, written: &str) -> DbResult<Issue> {
        if self.near.is_none() {
            let names = employer::names_under(tx, path, OFFERED_FROM)?;
            self.near = Some(names.into_iter().map(|(_, name)| name).collect());
        }
        let offers = nearest(written, self.near.as_deref().unwrap_or_default());
        Ok(match offers.is_empty() {
            true => Issue::of("registry.employer-unknown").with("name", written),
            false => {
                Issue::of("registry.employer-near").with("name", written).with("near", offers.join("、"))
            }
        })
    }
}

/// Up to three names that are like the written one, the likest first.
fn nearest(written: &str, names: &[String]) -> Vec<String> {
    let pairs = |s: &str| {
        let chars: Vec<char> = kernel::text::name_key(s).chars().collect();
        chars.windows(2).map(|w| (w[0], w[1])).collect::<Vec<_>>()
    };
    let mine = pairs(written);
    let mut likes: Vec<(usize, &String)> = names
        .iter()
        .map(|n| {
            let theirs = pairs(n);
            let common = mine.iter().filter(|p| theirs.contains(p)).count();
            (200 * common / (mine.len() + theirs.len()).max(1), n)
        })
        .filter(|(like, _)| *like >= LIKENESS)
        .collect();
    likes.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    likes.dedup_by(|a, b| a.1 == b.1);
    likes.into_iter().take(3).map(|(_, n)| n.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_and_slips_find_the_licence_name() {
        let names: Vec<String> = ["示范县宏达模具有限公司", "示范县东方纺织有限公司", "胡陈乡茶叶专业合作社"]
            .map(String::from)
            .to_vec();
        assert_eq!(nearest("宏达模具有限公司", &names)[0], "示范县宏达模具有限公司");
        assert_eq!(nearest("示范县东方纺织有限责任公司", &names)[0], "示范县东方纺织有限公司");
        assert!(nearest("某某酒店", &names).is_empty());
    }
}
