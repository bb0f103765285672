//! Which books may be seen: those of unions in the scope.

use guard::{Scope, act, res};
use kernel::{Id, OrgPath};
use store::Tx;

use crate::accounts::OrgTree;
use crate::ledger::LedgerError;
use crate::ledger::store::book::{self, Book};

/// Books read at a time.
const PART: i64 = 500;

/// A book with what its union is called.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub book: Book,
    pub name: String,
    pub path: OrgPath,
}

fn seen<A: act::Action>(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Ledger, A>,
    book: Book,
) -> Result<Option<Seen>, LedgerError> {
    let place = tree.place(tx, book.union_id)?.filter(|(path, _)| scope.covers(path));
    Ok(place.map(|(path, name)| Seen { book, name, path }))
}

/// The books of a union in sight.
pub(super) fn one<A: act::Action>(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Ledger, A>,
    union_id: Id,
) -> Result<Seen, LedgerError> {
    let found = book::find(tx, union_id)?.ok_or(LedgerError::BookNotFound)?;
    seen(tx, tree, scope, found)?.ok_or(LedgerError::BookNotFound)
}

/// All books in sight, or those of one union.
pub(super) fn all<A: act::Action>(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Ledger, A>,
    union_id: Option<Id>,
) -> Result<Vec<Seen>, LedgerError> {
    if let Some(id) = union_id {
        return Ok(vec![one(tx, tree, scope, id)?]);
    }
    let (mut found, mut last) = (Vec::new(), Id(0));
    loop {
        let part = book::after(tx, last, PART)?;
        let Some(end) = part.last() else { return Ok(found) };
        last = end.union_id;
        for book in part {
            found.extend(seen(tx, tree, scope, book)?);
        }
    }
}
