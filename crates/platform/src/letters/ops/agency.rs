//! What a union is called on its documents, and in their numbers.

use guard::{Scope, act, res};
use kernel::{Day, Id, Params};
use store::Tx;

use crate::accounts::OrgTree;
use crate::audit::{self, Changes, Entry};
use crate::letters::LetterError;
use crate::letters::error::wrong;
use crate::letters::fill::line;
use crate::letters::store::agency::{self as sql, Agency};

/// Sets a union's short word (机关代字, 2 to 10 letters) and name (发文机关标志, 2 to 30 characters) from a day on,
/// today or later.
///
/// # Errors
/// [`LetterError::UnionNotFound`] out of sight, [`LetterError::Invalid`], [`LetterError::TooEarly`],
/// [`LetterError::WordTaken`]: a word belongs to the union that took it first.
pub fn set_agency(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Letter, act::Update>,
    union_id: Id,
    (word, name): (&str, &str),
    valid_from: Day,
) -> Result<Agency, LetterError> {
    let place = tree.place(tx, union_id)?.filter(|(path, _)| scope.covers(path));
    let (path, _) = place.ok_or(LetterError::UnionNotFound)?;
    let (word, name) = (line(word), line(name));
    let mut found = Vec::new();
    if !(2..=10).contains(&word.chars().count()) || !word.chars().all(char::is_alphanumeric) {
        found.push(wrong("/word", "letters.agency-word", Params::new()));
    }
    if !(2..=30).contains(&name.chars().count()) {
        found.push(wrong("/name", "letters.agency-name", Params::new()));
    }
    if !found.is_empty() {
        return Err(LetterError::Invalid(found));
    }
    if valid_from < tx.today() {
        return Err(LetterError::TooEarly { earliest: tx.today() });
    }
    let old = sql::agency_on(tx, union_id, valid_from)?;
    if !sql::put(tx, (union_id, &path), (&word, &name), valid_from, scope.actor())? {
        return Err(LetterError::WordTaken);
    }
    let (old_word, old_name) = old.map(|a| (a.word, a.name)).unzip();
    let changes = Changes::new()
        .note("valid_from", valid_from.to_string())
        .field("word", old_word, word)
        .field("name", old_name, name);
    let entry = Entry { union_path: Some(&path), changes, ..Entry::of("letter.set-agency", union_id) };
    audit::record(tx, scope.actor(), entry)?;
    sql::agency_on(tx, union_id, valid_from)?.ok_or(LetterError::UnionNotFound)
}
