//! A post: written, read, changed.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::offers;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::post_list::{PostRow, row};
use super::public::{PublicPostCampaign, offered};
use crate::error::{PostsError, Result};
use crate::model::{Author, Picture, Post, Text, Version};
use crate::ops::deeds::{Deed, open_deeds};
use crate::ops::write;
use crate::store::{post, reads};

/// Days of reads that a page shows.
const READ_DAYS: i64 = 30;

/// What an author or an editor writes.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PostForm {
    /// Column; that of a post which was published stays.
    column_id: Id,
    /// 2 to 60 characters.
    #[serde(default)]
    title: String,
    /// At most 120 characters; shown in lists.
    #[serde(default)]
    summary: String,
    /// From 2 characters to what the column takes; a paragraph a line.
    #[serde(default)]
    body: String,
    /// Where the author works, at most 40 characters; needed in a signed column.
    #[serde(default)]
    author_unit: String,
    /// The office held there, at most 40 characters; needed in a signed column.
    #[serde(default)]
    author_post: String,
    /// 2 to 40 characters.
    #[serde(default)]
    author_name: String,
    /// Campaigns of benefits that it tells of, at most 20.
    #[serde(default)]
    campaigns: Vec<Id>,
    /// Pictures that were added to the post, in their order, at most 20; a new post has none yet.
    #[serde(default)]
    pictures: Vec<PostPictureForm>,
}

/// A picture of a text.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PostPictureForm {
    id: Id,
    /// What it shows, 2 to 100 characters: for who does not see it.
    #[serde(default)]
    alt: String,
    /// Lists show it beside the title; otherwise the first one.
    #[serde(default)]
    cover: bool,
}

impl PostPictureForm {
    fn picture(&self) -> Picture {
        Picture { alt: self.alt.clone(), cover: self.cover, ..Picture::of(self.id) }
    }
}

impl PostForm {
    fn text(&self) -> Text {
        Text {
            title: self.title.clone(),
            summary: self.summary.clone(),
            body: self.body.clone(),
            author: Author {
                unit: self.author_unit.clone(),
                post: self.author_post.clone(),
                name: self.author_name.clone(),
            },
            campaigns: self.campaigns.clone(),
            pictures: self.pictures.iter().map(PostPictureForm::picture).collect(),
        }
    }
}

/// A new post.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewPost {
    /// The union that it comes from; its column is of that union or of one above.
    union_id: Id,
    #[serde(flatten)]
    form: PostForm,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedPost {
    id: Id,
}

/// A day of reads.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostReads {
    day: Day,
    /// Openings.
    opened: i64,
    /// Members who opened it for the first time.
    readers: i64,
}

/// A post as the caller sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostDetail {
    #[serde(flatten)]
    row: PostRow,
    version: i64,
    summary: String,
    body: String,
    author_unit: String,
    author_post: String,
    author_name: String,
    campaigns: Vec<Id>,
    /// Those of them that were ever on line, as they stand now.
    offers: Vec<PublicPostCampaign>,
    pictures: Vec<Picture>,
    /// While it is being corrected: what changes and why.
    correction: String,
    /// Why it was given back, declined or withdrawn.
    reason: String,
    reviewed_by_name: String,
    proposed_by_name: String,
    approved_by_name: String,
    /// What readers see, where it differs from the text in hand; empty otherwise.
    public_title: String,
    public_body: String,
    public_pictures: Vec<Picture>,
    /// What the latest correction changed, and when.
    public_correction: String,
    corrected_at: Option<Timestamp>,
    /// Reads of the last 30 days.
    reads: Vec<PostReads>,
    /// Texts that it had, newest first.
    history: Vec<Version>,
    /// What the caller may do with it now, those deeds that lead on before others.
    may: Vec<Deed>,
}

fn shown(
    p: Post,
    (offers, history, reads): (Vec<PublicPostCampaign>, Vec<Version>, Vec<PostReads>),
    may: Vec<Deed>,
) -> PostDetail {
    let row = row(&p);
    let (hand, seen) = (&p.text, &p.public);
    let same = seen.title == hand.title && seen.body == hand.body && seen.pictures == hand.pictures;
    let (public_title, public_body, public_pictures) = match p.public.live && !same {
        true => (p.public.title, p.public.body, p.public.pictures),
        false => (String::new(), String::new(), Vec::new()),
    };
    PostDetail {
        row,
        version: p.version,
        summary: p.text.summary,
        body: p.text.body,
        author_unit: p.text.author.unit,
        author_post: p.text.author.post,
        author_name: p.text.author.name,
        campaigns: p.text.campaigns,
        offers,
        pictures: p.text.pictures,
        correction: p.correction,
        reason: p.reason,
        reviewed_by_name: p.reviewed.name,
        proposed_by_name: p.proposed.name,
        approved_by_name: p.approved.name,
        public_title,
        public_body,
        public_pictures,
        public_correction: p.public.correction,
        corrected_at: Some(p.public.corrected_at).filter(|at| at.0 != 0),
        reads,
        history,
        may,
    }
}

/// A post in sight, as the actor sees it.
///
/// # Errors
/// [`PostsError::NotFound`].
pub(super) fn detail(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<PostDetail> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let p = write::visible(tx, &scope, id)?;
    let history = post::versions(tx, id)?;
    let since = tx.today().plus_days(1 - READ_DAYS);
    let day = |d: reads::ReadDay| PostReads { day: d.day, opened: d.opened, readers: d.readers };
    let days = reads::days(tx, id, since)?.into_iter().map(day).collect();
    let (may, now) = (open_deeds(actor, &p), tx.now());
    let told = offers::of(tx, &p.text.campaigns)?.into_iter().map(|o| offered(o, now)).collect();
    Ok(shown(p, (told, history, days), may))
}

/// A detail with the tag of its version.
pub(super) fn answer(found: PostDetail) -> impl IntoResponse {
    ([(header::ETAG, etag(found.version))], Json(found))
}

/// Writes a draft.
#[utoipa::path(post, path = "/posts", tag = "posts", operation_id = "create_post",
    request_body = NewPost, responses((status = 201, body = CreatedPost)),
    extensions(("x-permission" = json!("post.create"))))]
pub async fn create_post(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewPost>,
) -> std::result::Result<(StatusCode, Json<CreatedPost>), ApiError> {
    let scope = actor.permit::<res::Post, act::Create>()?;
    let salt = app.random::<16>();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let at = (new.union_id, new.form.column_id);
            let p = write::create(tx, &scope, at, &new.form.text(), salt)?;
            Ok::<_, PostsError>(CreatedPost { id: p.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A post.
#[utoipa::path(get, path = "/posts/{id}", tag = "posts", operation_id = "get_post", params(("id" = Id, Path)),
    responses((status = 200, body = PostDetail)), extensions(("x-permission" = json!("post.read"))))]
pub async fn get_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    Ok(answer(app.store().read(move |tx| detail(tx, &actor, id)).await?))
}

/// Changes the text in hand; `If-Match` carries the version that was seen. Readers see it once it is published.
#[utoipa::path(patch, path = "/posts/{id}", tag = "posts", operation_id = "edit_post", params(("id" = Id, Path)),
    request_body = PostForm, responses((status = 200, body = PostDetail)),
    extensions(("x-permission" = json!("post.create"))))]
pub async fn edit_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(form): Json<PostForm>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Post, act::Create>()?;
    let after = app.store().write(move |tx| {
        write::edit(tx, &scope, (id, version), form.column_id, &form.text())?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}
