//! Free texts of a question, page by page, with search.

use guard::{Scope, act, res};
use kernel::Id;
use store::Tx;

use super::results::seen;
use crate::error::Result;
use crate::store::text;

/// Texts looked through for one page at most: what is searched for may be rare.
const LOOK: i64 = 20_000;
/// Texts read at a time.
const PART: i64 = 500;

/// A page of texts and where the next one begins, if there may be more.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Number and text.
    pub items: Vec<(Id, String)>,
    /// The text that was looked at last.
    pub next: Option<Id>,
}

/// Texts of a question that contain `q`, after a number.
///
/// # Errors
/// [`crate::SurveyError::NotFound`] outside the scope.
pub fn texts(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, act::Read>,
    (id, question): (Id, &str),
    q: &str,
    (after, limit): (Id, i64),
) -> Result<Texts> {
    let s = seen(tx, scope, id)?;
    let wanted = kernel::text::clean(q).to_lowercase();
    let (mut out, mut at, mut looked) = (Texts::default(), after, 0);
    loop {
        let part = text::page(tx, s.id, question, at, PART)?;
        for (number, body) in &part {
            at = *number;
            if wanted.is_empty() || body.to_lowercase().contains(&wanted) {
                out.items.push((*number, body.clone()));
            }
            if out.items.len() as i64 == limit {
                out.next = Some(at);
                return Ok(out);
            }
        }
        looked += part.len() as i64;
        if (part.len() as i64) < PART {
            return Ok(out);
        }
        if looked >= LOOK {
            out.next = Some(at);
            return Ok(out);
        }
    }
}
