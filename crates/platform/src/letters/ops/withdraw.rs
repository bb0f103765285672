//! Withdrawing a letter: it keeps its number and its text, and is marked.

use guard::{Scope, act, res};
use kernel::Id;
use store::Tx;

use crate::audit::{self, Changes, Entry};
use crate::letters::LetterError;
use crate::letters::fill::line;
use crate::letters::store::letter::{self as sql, Letter};

/// Withdraws a letter in sight, saying why in 4 to 200 characters.
///
/// # Errors
/// [`LetterError::NotFound`], [`LetterError::ReasonMissing`], [`LetterError::Withdrawn`].
pub fn withdraw(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Letter, act::Update>,
    id: Id,
    reason: &str,
) -> Result<Letter, LetterError> {
    let letter = sql::find(tx, scope, id)?.ok_or(LetterError::NotFound)?;
    let reason = line(reason);
    if !(4..=200).contains(&reason.chars().count()) {
        return Err(LetterError::ReasonMissing);
    }
    if !sql::withdraw(tx, id, scope.actor(), &reason)? {
        return Err(LetterError::Withdrawn);
    }
    let changes = Changes::new().note("number", letter.number.as_str());
    let entry = Entry {
        union_path: Some(&letter.union_path),
        changes,
        purpose: Some(&reason),
        ..Entry::of("letter.withdraw", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    sql::find(tx, scope, id)?.ok_or(LetterError::NotFound)
}
