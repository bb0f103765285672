//! A member's changed or lost phone.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, IfMatch, Json, Path, etag};
use kernel::{Id, Params};
use platform::App;
use platform::accounts::Staff;
use serde::Deserialize;

use crate::forms::Check;
use crate::ops::change_phone::{PhoneChange, change_phone};

/// The new phone and what shows it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct ChangePhone {
    /// Mobile, 11 digits; empty where the old one was lost and there is no other yet.
    #[serde(default)]
    phone: String,
    /// Attachment of this member: the application with the member's signature, or a proof of the number.
    evidence_id: Id,
    /// How it was checked, at least four characters, e.g. 本人持身份证到场.
    reason: String,
}

/// Changes a member's phone with evidence. The old phone can sign in as this member no more, and open sessions end.
#[utoipa::path(post, path = "/members/{id}/phone", tag = "registry", operation_id = "change_member_phone",
    params(("id" = Id, Path)), request_body = ChangePhone, responses((status = 204)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn change_member_phone(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(request): Json<ChangePhone>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let mut check = Check::default();
    let new = check.phone("/phone", &request.phone);
    if request.reason.trim().chars().count() < 4 {
        check.refuse("/reason", "registry.purpose-short", Params::new());
    }
    check.done()?;
    let change =
        PhoneChange { phone: new, evidence: request.evidence_id, reason: request.reason.trim().to_owned() };
    let keys = app.keyring().clone();
    app.store().write(move |tx| change_phone(tx, &keys, &scope, id, version, &change)).await?;
    app.sessions().forget_all();
    Ok((StatusCode::NO_CONTENT, [(header::ETAG, etag(version + 1))]))
}
