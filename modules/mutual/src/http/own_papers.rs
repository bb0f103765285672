//! Papers of a member's own claims, on the phone.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::MemberActor;
use platform::files::transport::{receive_form, send};
use platform::files::{self, Subject};

use super::claim_papers::{AddedMutualPaper, MutualPaperForm, PAPER, attach, kind_of};
use super::own_claims::mine;
use crate::claim_error::ClaimError;

/// Adds a paper to an own claim.
#[utoipa::path(post, path = "/me/mutual_claims/{id}/papers", tag = "me", operation_id = "add_own_mutual_paper",
    params(("id" = Id, Path)), request_body(content = MutualPaperForm, content_type = "multipart/form-data"),
    responses((status = 201, body = AddedMutualPaper)), extensions(("x-permission" = json!("claim.update"))))]
pub async fn add_own_mutual_paper(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<AddedMutualPaper>), ApiError> {
    actor.permit::<res::Claim, act::Update>()?;
    let seen = actor.clone();
    // Asked before anything is stored: who may not add fills no disk.
    app.store().read(move |tx| mine(tx, &seen, id).map(drop)).await?;
    app.sign_in_limiter().take(format!("mutual-paper:{}", actor.id()), app.clock().now())?;
    let (file, note) = receive_form(&app, &PAPER, multipart).await?;
    let kind = kind_of(&note)?;
    let made = app.store().write(move |tx| {
        let c = mine(tx, &actor, id)?;
        attach(tx, &actor, c, (kind, &file))
    });
    Ok((StatusCode::CREATED, Json(AddedMutualPaper { id: made.await? })))
}

/// The bytes of a paper of an own claim.
#[utoipa::path(get, path = "/me/mutual_claims/{id}/papers/{file_id}", tag = "me", operation_id = "get_own_mutual_paper",
    params(("id" = Id, Path), ("file_id" = Id, Path)),
    responses((status = 200, description = "The file", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn get_own_mutual_paper(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path((id, file)): Path<(Id, Id)>,
) -> std::result::Result<Response, ApiError> {
    actor.permit::<res::Claim, act::Read>()?;
    let found = app.store().write(move |tx| {
        let c = mine(tx, &actor, id)?;
        Ok::<_, ClaimError>(files::take_out_by(tx, &actor, Subject { id, path: &c.union_path }, file)?)
    });
    let found = found.await?;
    send(&app, &PAPER, &found).await
}
