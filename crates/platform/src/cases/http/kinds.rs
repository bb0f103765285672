//! What one may tell.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json};
use serde::Serialize;

use crate::App;
use crate::accounts::MemberActor;
use crate::cases::procedure::{Field, Procedure};

/// A kind of case that one may tell.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OpenKind {
    kind: String,
    title: String,
    help: String,
    /// The reporter may stay unknown to everyone tied to the employer.
    confidential: bool,
    /// It may be told without a name.
    anonymous: bool,
    /// Fields to fill in.
    fields: Vec<Field>,
}

/// As a kind is offered; also by a module whose kind is told at a place of its own.
pub fn open_kind(p: &Procedure) -> OpenKind {
    OpenKind {
        kind: p.kind.clone(),
        title: p.title.clone(),
        help: p.help.clone(),
        confidential: p.confidential,
        anonymous: p.anonymous,
        fields: p.fields.iter().filter(|f| f.at_intake).cloned().collect(),
    }
}

/// What members may tell.
#[utoipa::path(get, path = "/me/case_kinds", tag = "me", operation_id = "list_own_kinds",
    responses((status = 200, body = Vec<OpenKind>)), extensions(("x-permission" = json!("case.create"))))]
pub async fn list_own_kinds(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Vec<OpenKind>>, ApiError> {
    actor.permit::<res::Case, act::Create>()?;
    let today = app.clock().today();
    let all = app.procedures();
    let open = all.all_on(today).filter(|v| v.procedure.by_member);
    Ok(Json(open.map(|v| open_kind(&v.procedure)).collect()))
}
