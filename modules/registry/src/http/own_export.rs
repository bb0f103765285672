//! The own data as a file, after a fresh one-time code.

use axum::extract::State;
use guard::{Actor, act, res};
use http_base::{ApiError, Json};
use kernel::Timestamp;
use platform::App;
use platform::accounts::{CodeAnswer, CodeProof, CodePurpose, MemberActor, send_code_to};
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::ops::export_own::{OwnTable, export_own, own_phone};
use crate::own_data_error::OwnDataError;

/// Sends a one-time code for the own data as a file to the phone that the register has.
#[utoipa::path(post, path = "/me/export/code", tag = "me", operation_id = "send_own_export_code",
    responses((status = 200, body = CodeAnswer)), extensions(("x-permission" = json!("member.read"))))]
pub async fn send_own_export_code(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<CodeAnswer>, ApiError> {
    send_own_code(&app, &actor, CodePurpose::OwnExport).await
}

/// Sends a one-time code for the erasure of the own data to the phone that the register has.
#[utoipa::path(post, path = "/me/erasures/code", tag = "me", operation_id = "send_own_erasure_code",
    responses((status = 200, body = CodeAnswer)), extensions(("x-permission" = json!("member.read"))))]
pub async fn send_own_erasure_code(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<CodeAnswer>, ApiError> {
    send_own_code(&app, &actor, CodePurpose::OwnErasure).await
}

async fn send_own_code(app: &App, actor: &Actor, purpose: CodePurpose) -> Result<Json<CodeAnswer>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let keys = app.keyring().clone();
    let phone = app.store().read(move |tx| own_phone(tx, &keys, &scope)).await?;
    Ok(Json(send_code_to(app, phone, purpose).await?))
}

/// What proves that the phone is at hand.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct OwnExportRequest {
    /// Six digits.
    code: String,
}

/// Everything that the register holds about the person who asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnExport {
    /// When it was made.
    pub(super) made_at: Timestamp,
    pub(super) tables: Vec<OwnTable>,
}

/// Everything that the register holds about the person who asks, numbers in full. A wrong code is counted, and a right
/// one used up; the answer is recorded before it is given.
#[utoipa::path(post, path = "/me/export", tag = "me", operation_id = "export_own_data",
    request_body = OwnExportRequest, responses((status = 200, body = OwnExport)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn export_own_data(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Json(request): Json<OwnExportRequest>,
) -> Result<Json<OwnExport>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    app.sign_in_limiter().take(format!("own-data:{}", actor.id()), app.clock().now())?;
    let (inner, made_at) = (app.clone(), app.clock().now());
    let made = app.store().write(move |tx| {
        let phone = own_phone(tx, inner.keyring(), &scope)?;
        if !CodeProof::new(&inner, &phone, CodePurpose::OwnExport, &request.code).use_up(tx)? {
            // Committed, so that the wrong attempt counts.
            return Ok(None);
        }
        export_own(tx, inner.keyring(), &inner.codesets(), &scope).map(Some)
    });
    let tables = made.await?.ok_or(RegistryError::Own(OwnDataError::WrongCode))?;
    Ok(Json(OwnExport { made_at, tables }))
}
