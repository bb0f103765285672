//! Photos and papers that a reporter sends.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;

use super::files::{AddedCaseFile, CaseFileForm, attach};
use crate::App;
use crate::accounts::MemberActor;
use crate::cases::error::CaseError;
use crate::cases::intake::recorded;
use crate::cases::own::Own;
use crate::files::transport::{receive_form, send};
use crate::files::{self, FileUse, MediaType, Subject};

/// What a reporter attaches.
pub const TOLD_FILE: FileUse = FileUse {
    name: "case.told",
    max_bytes: 10 << 20,
    types: &[MediaType::Jpeg, MediaType::Png, MediaType::Pdf],
};

/// Attaches a photo or paper to an own case.
#[utoipa::path(post, path = "/me/cases/{id}/files", tag = "me", operation_id = "add_own_case_file",
    params(("id" = Id, Path)), request_body(content = CaseFileForm, content_type = "multipart/form-data"),
    responses((status = 201, body = AddedCaseFile)), extensions(("x-permission" = json!("case.update"))))]
pub async fn add_own_case_file(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<AddedCaseFile>), ApiError> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let (ground, seen, look) = (app.cases(), scope.clone(), app.cases());
    // Asked before anything is stored: who may not attach fills no disk.
    app.store().read(move |tx| Own::of_member(tx, &look, &seen, id).map(drop)).await?;
    app.sign_in_limiter().take(format!("case-file:{}", actor.id()), app.clock().now())?;
    let (file, note) = receive_form(&app, &TOLD_FILE, multipart).await?;
    let made = app.store().write(move |tx| {
        let own = Own::of_member(tx, &ground, &scope, id)?;
        attach(tx, &recorded(&actor, own.case.reporter), (&own.case, &TOLD_FILE), &file, &note)
    });
    Ok((StatusCode::CREATED, Json(AddedCaseFile { id: made.await? })))
}

/// The bytes of a file that the reporter sent.
#[utoipa::path(get, path = "/me/cases/{id}/files/{file_id}", tag = "me", operation_id = "get_own_case_file",
    params(("id" = Id, Path), ("file_id" = Id, Path)),
    responses((status = 200, description = "The file", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("case.read"))))]
pub async fn get_own_case_file(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path((id, file)): Path<(Id, Id)>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let ground = app.cases();
    let found = app.store().write(move |tx| {
        let own = Own::of_member(tx, &ground, &scope, id)?;
        let by = recorded(&actor, own.case.reporter);
        let found = files::take_out_by(tx, &by, Subject { id, path: &own.case.home.path }, file)?;
        match found.kind == TOLD_FILE.name {
            true => Ok(found),
            false => Err(CaseError::NotFound),
        }
    });
    let found = found.await?;
    send(&app, &TOLD_FILE, &found).await
}
