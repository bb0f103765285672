//! Writes drafts and changes texts.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::numbers;
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use super::picture;
use crate::error::{PostsError, Result};
use crate::model::post::By;
use crate::model::{Column, Post, PostState, Public, Text};
use crate::rules::draft::{faults, tidied};
use crate::store::{column, post};

/// The text as it is kept, if the column takes it.
///
/// # Errors
/// [`PostsError::Invalid`].
pub(crate) fn checked(text: &Text, column: &Column) -> Result<Text> {
    let text = tidied(text);
    let wrong = faults(&text, column);
    if wrong.is_empty() { Ok(text) } else { Err(PostsError::Invalid(wrong)) }
}

/// Stores what a post has become, keeps its text as a version and records the deed.
///
/// # Errors
/// [`PostsError::Stale`].
pub(crate) fn save<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    p: Post,
    (action, deed, note): (&'static str, &str, &str),
) -> Result<Post> {
    let p = Post { changed_at: tx.now(), ..p };
    if !post::update(tx, &p)? {
        return Err(PostsError::Stale);
    }
    let p = Post { version: p.version + 1, ..p };
    post::keep(tx, &p, deed, note, scope.actor().name())?;
    let mut changes = Changes::new().note("number", p.number.as_str()).note("title", p.text.title.as_str());
    if !note.is_empty() {
        changes = changes.note("note", note);
    }
    let entry = Entry { union_path: Some(&p.union_path), changes, ..Entry::of(action, p.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(p)
}

/// A column that takes posts of a place: one of its own union or of one above it, and open.
pub(super) fn column_for(tx: &mut Tx<'_>, id: Id, place: &kernel::OrgPath) -> Result<Column> {
    let found = column::by_id(tx, id)?.filter(|c| c.union_path.covers(place));
    let c = found.ok_or(PostsError::ColumnNotFound)?;
    if c.open { Ok(c) } else { Err(PostsError::ColumnClosed) }
}

/// Writes a draft of a union for a column; it has no pictures before it is there. `salt` is random; it makes the marks of readers.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`PostsError::ColumnNotFound`] if the column is not of the union or one
/// above it, [`PostsError::ColumnClosed`], [`PostsError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Create>,
    (union_id, column_id): (Id, Id),
    text: &Text,
    salt: [u8; 16],
) -> Result<Post> {
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let column = column_for(tx, column_id, &union.place())?;
    let text = checked(&picture::known(tx, Id(0), text)?, &column)?;
    let ordinal = numbers::next(tx, union_id, "posts", 0, 0)?;
    let by = By { id: scope.actor().id(), name: scope.actor().name().to_owned() };
    let now = tx.now();
    let p = Post {
        id: tx.new_id(),
        union_id,
        union_name: union.name.clone(),
        union_path: union.place(),
        column_id,
        column_title: column.title,
        column_path: column.union_path,
        number: format!("WZ-{}-{ordinal:04}", union.code),
        state: PostState::Draft,
        text,
        correction: String::new(),
        reason: String::new(),
        made: by,
        made_at: now,
        reviewed: By::nobody(),
        proposed: By::nobody(),
        approved: By::nobody(),
        changed_at: now,
        publish_at: kernel::Timestamp(0),
        public: Public::nothing(),
        salt: salt.to_vec(),
        opened: 0,
        readers: 0,
        comments: 0,
        version: 1,
    };
    post::insert(tx, &p)?;
    post::keep(tx, &p, "create", "", scope.actor().name())?;
    let changes = Changes::new()
        .note("number", p.number.as_str())
        .note("title", p.text.title.as_str())
        .note("column", p.column_title.as_str());
    let entry = Entry { union_path: Some(&p.union_path), changes, ..Entry::of("post.create", p.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(p)
}

/// A post in sight: it came from a place of the scope, and a draft is its author's alone.
///
/// # Errors
/// [`PostsError::NotFound`].
pub fn visible<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Post, A>, id: Id) -> Result<Post> {
    let me = scope.actor().id();
    let found = post::find(tx, scope, id)?.filter(|p| p.state != PostState::Draft || p.made.id == me);
    found.ok_or(PostsError::NotFound)
}

/// Whether the actor may change the text in hand: an author the own draft, an editor of the column what is being edited.
pub fn may_edit(actor: &guard::Actor, p: &Post) -> bool {
    match p.state {
        PostState::Draft => {
            p.made.id == actor.id()
                && actor.permit::<res::Post, act::Create>().is_ok_and(|s| s.covers(&p.union_path))
        }
        PostState::Editing => {
            actor.permit::<res::Post, act::Update>().is_ok_and(|s| s.covers(&p.column_path))
        }
        _ => false,
    }
}

/// Changes the text in hand, and the column of a draft. Readers go on seeing what was published.
///
/// # Errors
/// [`PostsError::NotFound`] outside the scope, [`PostsError::State`] unless [`may_edit`], [`PostsError::Stale`],
/// [`PostsError::Invalid`], [`PostsError::ColumnNotFound`] and [`PostsError::ColumnClosed`] for another column.
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Create>,
    (id, version): (Id, i64),
    column_id: Id,
    text: &Text,
) -> Result<Post> {
    let p = visible(tx, scope, id)?;
    if !may_edit(scope.actor(), &p) {
        return Err(PostsError::State { deed: "修改", state: p.state });
    }
    if p.version != version {
        return Err(PostsError::Stale);
    }
    let column = match column_id == p.column_id {
        true => column::by_id(tx, column_id)?.ok_or(PostsError::ColumnNotFound)?,
        // What was published stays in its column: readers and figures know it there.
        false if p.public.version > 0 => {
            return Err(PostsError::State { deed: "更换栏目", state: p.state });
        }
        false => column_for(tx, column_id, &p.union_path)?,
    };
    let text = checked(&picture::known(tx, id, text)?, &column)?;
    picture::named(tx, id, &text)?;
    let p = Post { text, column_id, column_title: column.title, column_path: column.union_path, ..p };
    save(tx, scope, p, ("post.edit", "edit", ""))
}
