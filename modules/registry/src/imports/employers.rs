//! Employers of a file: by name, with near names offered where there is none.

use std::collections::HashMap;

use kernel::{Id, OrgPath};
use store::{DbResult, Tx};

use super::verdict::Issue;
use crate::near::nearest;
use crate::store::{employer, union};

/// Employers, and unions, looked at for near names.
const OFFERED_FROM: i64 = 5_000;

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
        let id = employer::by_name(tx, path, written)?.map(|(id, _)| id);
        let warning = if id.is_some() { None } else { Some(self.unknown(tx, path, written)?) };
        self.found.insert(written.to_owned(), Found { id, warning: warning.clone() });
        Ok((id, warning))
    }

    fn unknown(&mut self, tx: &mut Tx<'_>, path: &OrgPath, written: &str) -> DbResult<Issue> {
        if self.near.is_none() {
            // Many write the union where the employer belongs: its name is offered too, and stands out by its ending.
            let employers = employer::names_under(tx, path, OFFERED_FROM)?;
            let unions = union::names_under(tx, path, OFFERED_FROM)?;
            self.near = Some(employers.into_iter().chain(unions).map(|(_, name)| name).collect());
        }
        let near = self.near.as_deref().unwrap_or_default();
        let offers: Vec<&str> =
            nearest(written, near, String::as_str).into_iter().map(String::as_str).collect();
        Ok(match offers.is_empty() {
            true => Issue::of("registry.employer-unknown").with("name", written),
            false => {
                Issue::of("registry.employer-near").with("name", written).with("near", offers.join("、"))
            }
        })
    }
}
