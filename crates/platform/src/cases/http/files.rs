//! Attachments of a case.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{Actor, act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use serde::Serialize;
use store::Tx;

use crate::App;
use crate::accounts::Staff;
use crate::cases::error::{CaseError, Result};
use crate::cases::model::CaseFile;
use crate::cases::store::case;
use crate::files::transport::{receive_form, send};
use crate::files::{self, Attachment, FileUse, MediaType, Subject};

/// What people attach to cases: photos and papers.
pub const CASE_FILE: FileUse = FileUse {
    name: "case.paper",
    max_bytes: 20 << 20,
    types: &[MediaType::Pdf, MediaType::Jpeg, MediaType::Png],
};
/// Most attachments of one case.
pub const MOST: usize = 50;

/// A file to attach to a case.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct CaseFileForm {
    /// What it shows, at most 200 characters; before the file.
    note: String,
    /// PDF, JPG or PNG, at most 20 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Id of a new attachment of a case.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AddedCaseFile {
    pub(super) id: Id,
}

/// Attaches a file to a case in somebody's name.
///
/// # Errors
/// [`CaseError::TooManyFiles`].
pub fn attach(
    tx: &mut Tx<'_>,
    by: &Actor,
    (c, kind): (&CaseFile, &FileUse),
    file: &files::StoredFile,
    note: &str,
) -> Result<Id> {
    if files::of_record(tx, c.id)?.len() >= MOST {
        return Err(CaseError::TooManyFiles { most: MOST });
    }
    let of = Subject { id: c.id, path: &c.home.path };
    Ok(files::attach_by(tx, by, of, "case", kind, file, note)?)
}

/// Attachments of a case, first added first.
#[utoipa::path(get, path = "/cases/{id}/files", tag = "cases", operation_id = "list_case_files",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<Attachment>)),
    extensions(("x-permission" = json!("case.read"))))]
pub async fn list_case_files(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<Attachment>>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let found = app.store().read(move |tx| {
        case::find(tx, &scope, id)?.ok_or(CaseError::NotFound)?;
        Ok::<_, CaseError>(files::of_record(tx, id)?)
    });
    Ok(Json(found.await?))
}

/// Attaches a file to a case.
#[utoipa::path(post, path = "/cases/{id}/files", tag = "cases", operation_id = "add_case_file",
    params(("id" = Id, Path)), request_body(content = CaseFileForm, content_type = "multipart/form-data"),
    responses((status = 201, body = AddedCaseFile)), extensions(("x-permission" = json!("case.update"))))]
pub async fn add_case_file(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<AddedCaseFile>), ApiError> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let seen = scope.clone();
    // Asked before anything is stored: who may not attach fills no disk.
    let look = move |tx: &mut Tx<'_>| case::find(tx, &seen, id)?.ok_or(CaseError::NotFound).map(drop);
    app.store().read(look).await?;
    let (file, note) = receive_form(&app, &CASE_FILE, multipart).await?;
    let made = app.store().write(move |tx| {
        let c = case::find(tx, &scope, id)?.ok_or(CaseError::NotFound)?;
        attach(tx, &actor, (&c, &CASE_FILE), &file, &note)
    });
    Ok((StatusCode::CREATED, Json(AddedCaseFile { id: made.await? })))
}

/// The bytes of an attachment of a case; recorded before they are answered.
#[utoipa::path(get, path = "/cases/{id}/files/{file_id}", tag = "cases", operation_id = "get_case_file",
    params(("id" = Id, Path), ("file_id" = Id, Path)),
    responses((status = 200, description = "The file", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("case.read"))))]
pub async fn get_case_file(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, file)): Path<(Id, Id)>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let found = app.store().write(move |tx| {
        let c = case::find(tx, &scope, id)?.ok_or(CaseError::NotFound)?;
        Ok::<_, CaseError>(files::take_out_by(tx, &actor, Subject { id, path: &c.home.path }, file)?)
    });
    let found = found.await?;
    send(&app, &CASE_FILE, &found).await
}
