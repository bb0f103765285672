//! Pictures of posts: added to a text in hand, named by it, swept if no text names them.

use guard::{Actor, Scope, act, res};
use kernel::Id;
use platform::files::{self, Attachment, FileUse, MediaType, StoredFile, Subject};
use store::Tx;

use super::write::{may_edit, visible};
use crate::error::{PostsError, Result};
use crate::model::picture::Picture;
use crate::model::{Post, Text};
use crate::rules::wrong;
use crate::store::picture::{self, Known};
use crate::store::post;

/// What a picture of a post may be.
pub const PICTURE: FileUse = FileUse {
    name: "post.picture",
    max_bytes: 5 << 20,
    types: &[MediaType::Jpeg, MediaType::Png, MediaType::Webp],
};
/// Most pictures that are kept for a post, named by a text of it or not yet.
pub const MOST: usize = 60;

/// A post whose text in hand the actor may change.
///
/// # Errors
/// [`PostsError::NotFound`] outside the scope, [`PostsError::State`] unless [`may_edit`].
pub fn editable(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Create>, id: Id) -> Result<Post> {
    let p = visible(tx, scope, id)?;
    if may_edit(scope.actor(), &p) {
        Ok(p)
    } else {
        Err(PostsError::State { deed: "添加图片", state: p.state })
    }
}

/// Adds a picture of so many pixels to a post; it is shown once a text names it. The same picture again is the one that is there.
///
/// # Errors
/// As [`editable`]; [`PostsError::TooManyPictures`], [`PostsError::File`].
pub fn add(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Create>,
    id: Id,
    file: &StoredFile,
    (width, height): (i64, i64),
) -> Result<Picture> {
    let p = editable(tx, scope, id)?;
    let there = files::of_record(tx, id)?;
    let shown = |id| Picture {
        width,
        height,
        size: file.size,
        media_type: file.media.mime().to_owned(),
        ..Picture::of(id)
    };
    if let Some(same) = there.iter().find(|a| a.digest == file.digest) {
        return Ok(shown(same.id));
    }
    if there.len() >= MOST {
        return Err(PostsError::TooManyPictures);
    }
    let of = Subject { id, path: &p.union_path };
    // Whoever edits a column's posts may do so wherever they came from; the post was found through the scope.
    let added = files::attach_by(tx, scope.actor(), of, "post", &PICTURE, file, "")?;
    picture::insert(tx, id, Known { id: added, width, height })?;
    Ok(shown(added))
}

/// The text with what is known of its pictures; each must be one of the post.
///
/// # Errors
/// [`PostsError::Invalid`].
pub(crate) fn known(tx: &mut Tx<'_>, post: Id, text: &Text) -> Result<Text> {
    if text.pictures.is_empty() {
        return Ok(text.clone());
    }
    let (sizes, files) = (picture::of_post(tx, post)?, files::of_record(tx, post)?);
    let mut text = text.clone();
    for (n, p) in text.pictures.iter_mut().enumerate() {
        let size = sizes.iter().find(|k| k.id == p.id);
        let file = files.iter().find(|a| a.id == p.id);
        let (Some(size), Some(file)) = (size, file) else {
            return Err(PostsError::Invalid(vec![wrong(
                &format!("/pictures/{n}"),
                "posts.picture-unknown",
                0,
            )]));
        };
        (p.width, p.height, p.size) = (size.width, size.height, file.size);
        p.media_type.clone_from(&file.media_type);
    }
    Ok(text)
}

/// Notes that a text names its pictures.
///
/// # Errors
/// Any [`store::DbError`].
pub(crate) fn named(tx: &mut Tx<'_>, post: Id, text: &Text) -> store::DbResult<()> {
    text.pictures.iter().try_for_each(|p| picture::name(tx, post, p.id))
}

/// A picture of a post in sight.
///
/// # Errors
/// [`PostsError::NotFound`] outside the scope, [`PostsError::File`] if the post has no such picture.
pub fn in_sight(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Read>,
    (id, file): (Id, Id),
) -> Result<Attachment> {
    let p = visible(tx, scope, id)?;
    Ok(files::find(tx, scope, Subject { id, path: &p.union_path }, file)?)
}

/// A picture that readers see: the published text of a post that is not withdrawn names it.
///
/// # Errors
/// [`PostsError::NotFound`].
pub fn public(tx: &mut Tx<'_>, (id, file): (Id, Id)) -> Result<Attachment> {
    let p = post::by_id(tx, id)?.filter(|p| p.public.live).ok_or(PostsError::NotFound)?;
    if !p.public.pictures.iter().any(|one| one.id == file) {
        return Err(PostsError::NotFound);
    }
    files::of_record(tx, id)?.into_iter().find(|a| a.id == file).ok_or(PostsError::NotFound)
}

/// Takes a picture away that no text names; `false` if one does by now.
///
/// # Errors
/// [`PostsError::File`].
pub fn sweep(tx: &mut Tx<'_>, actor: &Actor, (id, file): (Id, Id)) -> Result<bool> {
    if !picture::take(tx, id, file)? {
        return Ok(false);
    }
    let scope = actor.permit::<res::Post, act::Update>()?;
    if let Some(p) = post::by_id(tx, id)? {
        files::remove(tx, &scope, Subject { id, path: &p.union_path }, file, "没有文章使用这张图片")?;
    }
    Ok(true)
}
