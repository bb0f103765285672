//! What people consented to: the own ones, which can be withdrawn, and those of a member for the union.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::{MemberActor, Staff};
use serde::Serialize;

use crate::error::RegistryError;
use crate::ops::withdraw_consent::withdraw_consent;
use crate::store::{consent, member};

/// Something that somebody has consented to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Consent)]
pub struct ConsentRow {
    id: Id,
    /// To what, in words.
    title: String,
    /// What it is for.
    purpose: String,
    /// Version of the text.
    version: String,
    at: Timestamp,
    /// Membership rests on it: it ends with the membership only.
    required: bool,
    /// What stops when it is withdrawn.
    stops: String,
    /// When it was withdrawn; none while it stands.
    withdrawn_at: Option<Timestamp>,
}

fn shown(c: consent::Consent) -> ConsentRow {
    ConsentRow {
        id: c.id,
        title: c.title,
        purpose: c.purpose,
        version: c.version,
        at: c.at,
        required: c.required,
        stops: c.stops,
        withdrawn_at: Some(c.withdrawn_at).filter(|at| at.0 != 0),
    }
}

/// What one has consented to, newest first.
#[utoipa::path(get, path = "/me/consents", tag = "me", operation_id = "list_own_consents",
    responses((status = 200, body = Vec<ConsentRow>)), extensions(("x-permission" = json!("member.read"))))]
pub async fn list_own_consents(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Vec<ConsentRow>>, ApiError> {
    actor.permit::<res::Member, act::Read>()?;
    let rows = app.store().read(move |tx| consent::of(tx, actor.id())).await?;
    Ok(Json(rows.into_iter().map(shown).collect()))
}

/// Withdraws an own consent. One that membership rests on cannot be withdrawn alone.
#[utoipa::path(post, path = "/me/consents/{consent_id}/withdraw", tag = "me", operation_id = "withdraw_own_consent",
    params(("consent_id" = Id, Path)), responses((status = 204)),
    extensions(("x-permission" = json!("data_request.update"))))]
pub async fn withdraw_own_consent(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Update>()?;
    app.store().write(move |tx| withdraw_consent(tx, &scope, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a member has consented to and withdrawn, newest first.
#[utoipa::path(get, path = "/members/{id}/consents", tag = "registry", operation_id = "list_member_consents",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<ConsentRow>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_member_consents(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Vec<ConsentRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let rows = app.store().read(move |tx| {
        member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        consent::of(tx, id).map_err(RegistryError::from)
    });
    Ok(Json(rows.await?.into_iter().map(shown).collect()))
}
