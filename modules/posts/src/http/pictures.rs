//! Pictures of posts: added by who writes, shown to who may read.

use axum::body::Body;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Id, Status};
use platform::App;
use platform::accounts::Staff;
use platform::files::transport::unreadable;
use platform::files::{Attachment, FileError, Incoming, MediaType, path};
use store::Tx;

use crate::error::PostsError;
use crate::model::Picture;
use crate::ops::picture::{self, PICTURE};
use crate::rules::picture::{Clean, clean};

/// How long a picture that everybody sees may be kept on the way, in seconds: a withdrawn post's goes soon.
const KEPT: &str = "public, max-age=300";

/// A picture to add.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct PostPictureFile {
    /// JPG, PNG or WebP, at most 5 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The first file of a form, in memory: nothing is written before it is clean.
async fn received(form: Result<Multipart, MultipartRejection>) -> Result<(String, Vec<u8>), ApiError> {
    let lost = || ApiError::of(Status::BadRequest, "platform.upload-unreadable");
    let mut form = form.map_err(|_| lost())?;
    let mut field = form.next_field().await.map_err(unreadable)?.ok_or_else(lost)?;
    let (name, mut bytes) = (field.file_name().unwrap_or_default().to_owned(), Vec::new());
    while let Some(some) = field.chunk().await.map_err(unreadable)? {
        bytes.extend_from_slice(&some);
        if bytes.len() as u64 > PICTURE.max_bytes {
            return Err(FileError::TooLarge { megabytes: PICTURE.max_bytes >> 20 }.into());
        }
    }
    if bytes.is_empty() {
        return Err(FileError::Empty.into());
    }
    if !PICTURE.types.contains(&MediaType::sniff(&bytes, &[])) {
        return Err(PostsError::Picture.into());
    }
    Ok((name, bytes))
}

/// Adds a picture to the text in hand, without what the camera wrote into it. Readers see it once a published text names it; what no
/// text names goes after a day.
#[utoipa::path(post, path = "/posts/{id}/pictures", tag = "posts", operation_id = "add_post_picture",
    params(("id" = Id, Path)), request_body(content = PostPictureFile, content_type = "multipart/form-data"),
    responses((status = 201, body = Picture)), extensions(("x-permission" = json!("post.create"))))]
pub async fn add_post_picture(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<Picture>), ApiError> {
    let scope = actor.permit::<res::Post, act::Create>()?;
    let seen = scope.clone();
    // Asked before anything is received: who may not add fills no disk.
    app.store().read(move |tx: &mut Tx<'_>| picture::editable(tx, &seen, id).map(drop)).await?;
    let (name, bytes) = received(form).await?;
    let Clean { bytes, width, height, .. } = clean(&bytes).ok_or(PostsError::Picture)?;
    let mut incoming = Incoming::begin(&app, &PICTURE)?;
    incoming.push(&bytes)?;
    let file = incoming.finish(&app, &name)?;
    let pixels = (i64::from(width), i64::from(height));
    let made = app.store().write(move |tx| picture::add(tx, &scope, id, &file, pixels));
    Ok((StatusCode::CREATED, Json(made.await?)))
}

async fn sent(app: &App, found: &Attachment, kept: &'static str) -> Result<Response, ApiError> {
    let bytes = tokio::fs::read(path(app, &found.digest)).await;
    let bytes = bytes.map_err(|_| FileError::Missing(found.digest.clone()))?;
    let known = PICTURE.types.iter().map(|t| t.mime()).find(|m| *m == found.media_type);
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(known.unwrap_or("application/octet-stream")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    Ok(response)
}

/// A picture of a post in sight, named by its text or not yet.
#[utoipa::path(get, path = "/posts/{id}/pictures/{file_id}", tag = "posts", operation_id = "get_post_picture",
    params(("id" = Id, Path), ("file_id" = Id, Path)),
    responses((status = 200, description = "The picture", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn get_post_picture(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(at): Path<(Id, Id)>,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let found = app.store().read(move |tx| picture::in_sight(tx, &scope, at)).await?;
    sent(&app, &found, "no-store").await
}

/// A picture of a post that readers see; of a withdrawn one there is none.
#[utoipa::path(get, path = "/public/posts/{id}/pictures/{file_id}", tag = "public", operation_id = "get_public_post_picture",
    params(("id" = Id, Path), ("file_id" = Id, Path)),
    responses((status = 200, description = "The picture", content_type = "application/octet-stream")))]
pub async fn get_public_post_picture(
    State(app): State<App>,
    Path(at): Path<(Id, Id)>,
) -> Result<Response, ApiError> {
    let found = app.store().read(move |tx| picture::public(tx, at)).await?;
    sent(&app, &found, KEPT).await
}
