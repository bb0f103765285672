//! Makes columns and changes them.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::error::{PostsError, Result};
use crate::model::Column;
use crate::rules::column::{Draft, faults};
use crate::rules::{tidy, tidy_line};
use crate::store::column;

fn checked(d: &Draft) -> Result<Draft> {
    let d = Draft {
        title: tidy_line(&d.title),
        intro: tidy_line(&d.intro),
        template: tidy(&d.template),
        ..d.clone()
    };
    let wrong = faults(&d);
    if wrong.is_empty() { Ok(d) } else { Err(PostsError::Invalid(wrong)) }
}

fn told<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    c: &Column,
    (action, changes): (&'static str, Changes),
) -> Result<()> {
    let entry = Entry { union_path: Some(&c.union_path), changes, ..Entry::of(action, c.id) };
    Ok(audit::record(tx, scope.actor(), entry)?)
}

/// Makes a column of a union.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`PostsError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Update>,
    union_id: Id,
    d: &Draft,
) -> Result<Column> {
    let d = checked(d)?;
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let c = Column {
        id: tx.new_id(),
        union_id,
        union_name: union.name.clone(),
        union_path: union.place(),
        title: d.title,
        intro: d.intro,
        most_chars: d.most_chars,
        signed: d.signed,
        comments: d.comments,
        template: d.template,
        open: d.open,
        sort: d.sort,
        changed_by_name: scope.actor().name().to_owned(),
        changed_at: tx.now(),
        version: 1,
    };
    column::insert(tx, &c)?;
    let changes = Changes::new().note("title", c.title.as_str()).note("most_chars", c.most_chars);
    told(tx, scope, &c, ("post-column.create", changes))?;
    Ok(c)
}

/// Changes a column; posts that are there stay as they are, and are held against its limits when they move on.
///
/// # Errors
/// [`PostsError::ColumnNotFound`] outside the scope, [`PostsError::Stale`], [`PostsError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Update>,
    (id, version): (Id, i64),
    d: &Draft,
) -> Result<Column> {
    let before = column::by_id(tx, id)?.filter(|c| scope.covers(&c.union_path));
    let before = before.ok_or(PostsError::ColumnNotFound)?;
    let d = checked(d)?;
    let after = Column {
        title: d.title,
        intro: d.intro,
        most_chars: d.most_chars,
        signed: d.signed,
        comments: d.comments,
        template: d.template,
        open: d.open,
        sort: d.sort,
        changed_by_name: scope.actor().name().to_owned(),
        changed_at: tx.now(),
        version,
        ..before.clone()
    };
    if !column::update(tx, &after)? {
        return Err(PostsError::Stale);
    }
    let changes = Changes::new()
        .field("title", before.title.as_str(), after.title.as_str())
        .field("most_chars", before.most_chars, after.most_chars)
        .field("signed", before.signed, after.signed)
        .field("comments", before.comments, after.comments)
        .field("open", before.open, after.open);
    told(tx, scope, &after, ("post-column.update", changes))?;
    Ok(Column { version: version + 1, ..after })
}
