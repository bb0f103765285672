//! Photos of a visit.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::files::transport::{receive_form, send};
use platform::files::{self, FileUse, MediaType, Subject};
use serde::Serialize;
use store::Tx;

use crate::error::VisitError;
use crate::store::visit;

/// Photos of visits.
const PHOTO: FileUse =
    FileUse { name: "visit.photo", max_bytes: 10 << 20, types: &[MediaType::Jpeg, MediaType::Png] };
/// Most photos of a visit.
const MOST: usize = 30;

/// A photo to add.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct VisitPhotoForm {
    /// What it shows, at most 200 characters; before the file.
    note: String,
    /// JPG or PNG, at most 10 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Id of a photo.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AddedVisitPhoto {
    id: Id,
}

/// Adds a photo to a visit. The same photo again is the one that is there: a phone that lost the answer may ask once more.
#[utoipa::path(post, path = "/visits/{id}/photos", tag = "visit", operation_id = "add_visit_photo",
    params(("id" = Id, Path)), request_body(content = VisitPhotoForm, content_type = "multipart/form-data"),
    responses((status = 201, body = AddedVisitPhoto)), extensions(("x-permission" = json!("visit.update"))))]
pub async fn add_visit_photo(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<AddedVisitPhoto>), ApiError> {
    let scope = actor.permit::<res::Visit, act::Update>()?;
    let seen = scope.clone();
    // Asked before anything is stored: who may not add fills no disk.
    let look = move |tx: &mut Tx<'_>| visit::find_own(tx, &seen, id)?.ok_or(VisitError::NotFound).map(drop);
    app.store().read(look).await?;
    let (file, note) = receive_form(&app, &PHOTO, multipart).await?;
    let made = app.store().write(move |tx| {
        let v = visit::find_own(tx, &scope, id)?.ok_or(VisitError::NotFound)?;
        let there = files::of_record(tx, id)?;
        if let Some(same) = there.iter().find(|a| a.digest == file.digest) {
            return Ok(same.id);
        }
        if there.len() >= MOST {
            return Err(VisitError::TooManyPhotos { most: MOST });
        }
        let of = Subject { id, path: &v.union_path };
        Ok(files::attach(tx, &scope, of, "visit", &PHOTO, &file, &note)?)
    });
    Ok((StatusCode::CREATED, Json(AddedVisitPhoto { id: made.await? })))
}

/// The bytes of a photo of a visit in sight; recorded before they are answered.
#[utoipa::path(get, path = "/visits/{id}/photos/{file_id}", tag = "visit", operation_id = "get_visit_photo",
    params(("id" = Id, Path), ("file_id" = Id, Path)),
    responses((status = 200, description = "The file", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("visit.read"))))]
pub async fn get_visit_photo(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, file)): Path<(Id, Id)>,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Visit, act::Read>()?;
    let found = app.store().write(move |tx| {
        let v = visit::find(tx, &scope, id)?.ok_or(VisitError::NotFound)?;
        Ok::<_, VisitError>(files::take_out_by(tx, &actor, Subject { id, path: &v.union_path }, file)?)
    });
    let found = found.await?;
    send(&app, &PHOTO, &found).await
}

/// Takes a photo from a visit.
#[utoipa::path(delete, path = "/visits/{id}/photos/{file_id}", tag = "visit", operation_id = "remove_visit_photo",
    params(("id" = Id, Path), ("file_id" = Id, Path)), responses((status = 204)),
    extensions(("x-permission" = json!("visit.update"))))]
pub async fn remove_visit_photo(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, file)): Path<(Id, Id)>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Visit, act::Update>()?;
    let done = app.store().write(move |tx| {
        let v = visit::find_own(tx, &scope, id)?.ok_or(VisitError::NotFound)?;
        let of = Subject { id, path: &v.union_path };
        Ok::<_, VisitError>(files::remove(tx, &scope, of, file, "")?)
    });
    done.await?;
    Ok(StatusCode::NO_CONTENT)
}
