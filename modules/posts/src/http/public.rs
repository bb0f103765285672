//! What everybody reads, without a session. Each time a post is opened is counted; who opens it is not known here.

use axum::extract::State;
use http_base::{ApiError, Cursor, Json, Path, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::offers::{self, Offer, OfferState};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::{PostsError, Result};
use crate::model::picture::cover;
use crate::model::{Column, Comment, Picture, Post};
use crate::ops::comment::live;
use crate::ops::reads::Reads;
use crate::store::public::Filter;
use crate::store::{column, comment, public};

/// Posts of a page.
const PAGE: i64 = 20;
/// Comments of a page.
const COMMENTS: i64 = 30;

/// A column as everybody sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicPostColumn {
    id: Id,
    title: String,
    intro: String,
    union_id: Id,
    union_name: String,
}

/// A column as everybody sees it.
pub(super) fn column_shown(c: Column) -> PublicPostColumn {
    PublicPostColumn {
        id: c.id,
        title: c.title,
        intro: c.intro,
        union_id: c.union_id,
        union_name: c.union_name,
    }
}

/// Columns in which there is something to read, open or not.
#[utoipa::path(get, path = "/public/post_columns", tag = "public", operation_id = "list_public_post_columns",
    responses((status = 200, body = Vec<PublicPostColumn>)))]
pub async fn list_public_post_columns(
    State(app): State<App>,
) -> std::result::Result<Json<Vec<PublicPostColumn>>, ApiError> {
    let all = app.store().read_slow(|tx| column::with_posts(tx, None)).await?;
    Ok(Json(all.into_iter().map(column_shown).collect()))
}

/// Which posts, and where to go on.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct PublicPostQuery {
    /// Only of this column.
    pub(super) column_id: Option<Id>,
    /// Only of columns of this union.
    pub(super) union_id: Option<Id>,
    /// `next` of an earlier answer.
    pub(super) after: Option<String>,
}

/// A post in a list of readers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicPost {
    id: Id,
    title: String,
    summary: String,
    column_id: Id,
    column_title: String,
    /// The union that it came from.
    union_name: String,
    /// Unit, office and name in one line.
    author: String,
    published_at: Timestamp,
    /// Openings.
    opened: i64,
    /// Comments that are shown.
    comments: i64,
    /// The picture beside the title.
    cover: Option<PublicPostPicture>,
}

/// A picture that readers see, at `/api/public/posts/{id}/pictures/{file_id}`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicPostPicture {
    id: Id,
    /// What it shows.
    alt: String,
    /// Pixels.
    width: i64,
    /// Pixels.
    height: i64,
}

fn picture(p: &Picture) -> PublicPostPicture {
    PublicPostPicture { id: p.id, alt: p.alt.clone(), width: p.width, height: p.height }
}

/// A page of posts.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicPosts {
    items: Vec<PublicPost>,
    /// Cursor of the next page; none at the end.
    next: Option<String>,
}

/// What readers see of a post.
pub(super) fn shown(p: &Post) -> PublicPost {
    PublicPost {
        id: p.id,
        title: p.public.title.clone(),
        summary: p.public.summary.clone(),
        column_id: p.column_id,
        column_title: p.column_title.clone(),
        union_name: p.union_name.clone(),
        author: p.public.author.line(),
        published_at: p.public.published_at,
        opened: p.opened,
        comments: p.comments,
        cover: cover(&p.public.pictures).map(picture),
    }
}

/// The cursor of an earlier answer.
pub(super) fn before(after: Option<&str>) -> std::result::Result<Option<(Timestamp, Id)>, ApiError> {
    let Some(text) = after else { return Ok(None) };
    let cursor = Cursor::parse(text)?;
    let bad = || ApiError::of(kernel::Status::BadRequest, "http.cursor");
    Ok(Some((Timestamp(cursor.key.parse().map_err(|_| bad())?), cursor.id)))
}

/// A page from a place in the list on.
pub(super) fn page(tx: &mut Tx<'_>, f: &Filter, from: Option<(Timestamp, Id)>) -> Result<PublicPosts> {
    let mut all = public::page(tx, f, from, PAGE + 1)?;
    let more = all.len() as i64 > PAGE;
    all.truncate(PAGE as usize);
    let cursor = |p: &Post| Cursor { key: p.public.published_at.0.to_string(), id: p.id }.to_text();
    let next = all.last().filter(|_| more).map(cursor);
    Ok(PublicPosts { items: all.iter().map(shown).collect(), next })
}

/// Posts that readers see, those published last first.
#[utoipa::path(get, path = "/public/posts", tag = "public", operation_id = "list_public_posts",
    params(PublicPostQuery), responses((status = 200, body = PublicPosts)))]
pub async fn list_public_posts(
    State(app): State<App>,
    Query(q): Query<PublicPostQuery>,
) -> std::result::Result<Json<PublicPosts>, ApiError> {
    let from = before(q.after.as_deref())?;
    let f = Filter { column_id: q.column_id, union_id: q.union_id, for_place: None };
    Ok(Json(app.store().read_slow(move |tx| page(tx, &f, from)).await?))
}

/// A post with its text.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicPostDetail {
    #[serde(flatten)]
    post: PublicPost,
    body: String,
    /// Campaigns of benefits that it tells of, the first to open before others.
    campaigns: Vec<PublicPostCampaign>,
    /// Pictures, in their order; a line `[图2]` of the text is the place of the second one.
    pictures: Vec<PublicPostPicture>,
    /// The union whose column it stands in: that is who is followed.
    column_union_id: Id,
    column_union_name: String,
    /// What the latest correction changed; empty if there was none.
    correction: String,
    /// When it was corrected.
    corrected_at: Option<Timestamp>,
    /// Members may comment.
    comments_open: bool,
    /// The first comments, newest first.
    first_comments: PublicPostComments,
}

/// A campaign that a post tells of, as it stands now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicPostCampaign {
    id: Id,
    title: String,
    state: OfferState,
    opens_at: Timestamp,
    closes_at: Timestamp,
}

/// A campaign as it stands at an instant.
pub(super) fn offered(o: Offer, now: Timestamp) -> PublicPostCampaign {
    PublicPostCampaign {
        state: o.state(now),
        id: o.id,
        title: o.title,
        opens_at: o.opens_at,
        closes_at: o.closes_at,
    }
}

/// A post as readers see it.
///
/// # Errors
/// [`PostsError::NotFound`] unless they see it.
pub(super) fn detail(tx: &mut Tx<'_>, p: &Post) -> Result<PublicPostDetail> {
    let column = column::by_id(tx, p.column_id)?.ok_or(PostsError::ColumnNotFound)?;
    let (first_comments, now) = (comments(tx, p.id, None)?, tx.now());
    Ok(PublicPostDetail {
        post: shown(p),
        body: p.public.body.clone(),
        campaigns: offers::of(tx, &p.public.campaigns)?.into_iter().map(|o| offered(o, now)).collect(),
        pictures: p.public.pictures.iter().map(picture).collect(),
        correction: p.public.correction.clone(),
        corrected_at: Some(p.public.corrected_at).filter(|at| at.0 != 0),
        column_union_id: column.union_id,
        column_union_name: column.union_name,
        comments_open: column.comments,
        first_comments,
    })
}

/// A post that readers see; counts the opening.
#[utoipa::path(get, path = "/public/posts/{id}", tag = "public", operation_id = "get_public_post",
    params(("id" = Id, Path)), responses((status = 200, body = PublicPostDetail)))]
pub async fn get_public_post(
    State(app): State<App>,
    Path(id): Path<Id>,
) -> std::result::Result<Json<PublicPostDetail>, ApiError> {
    let found = app.store().read(move |tx| {
        let p = live(tx, id)?;
        Ok::<_, PostsError>((detail(tx, &p)?, tx.today()))
    });
    let (found, today) = found.await?;
    Reads::of(&app).open(id, today, None);
    Ok(Json(found))
}

/// A comment as everybody reads it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicPostComment {
    id: Id,
    /// Masked.
    name: String,
    body: String,
    made_at: Timestamp,
}

/// A page of comments.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicPostComments {
    items: Vec<PublicPostComment>,
    /// The last comment, if there are more before it.
    next: Option<Id>,
}

fn comments(tx: &mut Tx<'_>, post: Id, from: Option<Id>) -> Result<PublicPostComments> {
    let mut all = comment::shown(tx, post, from, COMMENTS + 1)?;
    let more = all.len() as i64 > COMMENTS;
    all.truncate(COMMENTS as usize);
    let next = all.last().filter(|_| more).map(|c| c.id);
    let one =
        |c: Comment| PublicPostComment { id: c.id, name: c.shown_name, body: c.body, made_at: c.made_at };
    Ok(PublicPostComments { items: all.into_iter().map(one).collect(), next })
}

/// Where to go on.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct PublicCommentQuery {
    /// `next` of an earlier answer.
    before: Option<Id>,
}

/// Comments below a post that readers see, newest first.
#[utoipa::path(get, path = "/public/posts/{id}/comments", tag = "public", operation_id = "list_public_post_comments",
    params(("id" = Id, Path), PublicCommentQuery), responses((status = 200, body = PublicPostComments)))]
pub async fn list_public_post_comments(
    State(app): State<App>,
    Path(id): Path<Id>,
    Query(q): Query<PublicCommentQuery>,
) -> std::result::Result<Json<PublicPostComments>, ApiError> {
    let found = app.store().read(move |tx| {
        live(tx, id)?;
        comments(tx, id, q.before)
    });
    Ok(Json(found.await?))
}
