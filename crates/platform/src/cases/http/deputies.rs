//! Stand-ins.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Day, Id};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::accounts::{Staff, name_of, role_holders};
use crate::cases::error::CaseError;
use crate::cases::standing_in::{appoint, dismiss};
use crate::cases::store::deputy::{self, Deputy};

/// Somebody who could stand in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DeputyChoice {
    account_id: Id,
    name: String,
}

/// Stand-ins of the caller, those the caller stands in for, and who could.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Deputies {
    /// Who stands in for the caller, newest first.
    mine: Vec<Deputy>,
    /// For whom the caller stands in, now or later.
    for_others: Vec<Deputy>,
    /// Colleagues at the caller's unions who may deal with cases.
    choices: Vec<DeputyChoice>,
}

/// Stand-ins of the caller.
#[utoipa::path(get, path = "/case_deputies", tag = "cases", operation_id = "list_deputies",
    responses((status = 200, body = Deputies)), extensions(("x-permission" = json!("case.update"))))]
pub async fn list_deputies(State(app): State<App>, Staff(actor): Staff) -> Result<Json<Deputies>, ApiError> {
    actor.permit::<res::Case, act::Update>()?;
    let found = app.store().read(move |tx| {
        let today = tx.today();
        let mut choices: Vec<DeputyChoice> = Vec::new();
        for g in actor.grants() {
            for (account_id, role) in role_holders(tx, g.union_id)? {
                let may = guard::allowed(role, guard::ResourceKind::Case, guard::ActionKind::Update);
                let known = account_id == actor.id() || choices.iter().any(|c| c.account_id == account_id);
                if let Some(name) = name_of(tx, account_id)?.filter(|_| may && !known) {
                    choices.push(DeputyChoice { account_id, name });
                }
            }
        }
        let mine = deputy::of_account(tx, actor.id())?;
        let for_others = deputy::for_whom(tx, actor.id(), today)?;
        Ok::<_, CaseError>(Deputies { mine, for_others, choices })
    });
    Ok(Json(found.await?))
}

/// Who stands in, and when.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeputyForm {
    deputy_id: Id,
    valid_from: Day,
    valid_to: Day,
    /// At most 100 characters.
    #[serde(default)]
    reason: String,
}

/// Id of an entry.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AppointedDeputy {
    id: Id,
}

/// Says who stands in for the caller.
#[utoipa::path(post, path = "/case_deputies", tag = "cases", operation_id = "appoint_deputy",
    request_body = DeputyForm, responses((status = 201, body = AppointedDeputy)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn appoint_deputy(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(f): Json<DeputyForm>,
) -> Result<(StatusCode, Json<AppointedDeputy>), ApiError> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let days = (f.valid_from, f.valid_to);
    let made = app.store().write(move |tx| appoint(tx, &scope, f.deputy_id, days, &f.reason));
    Ok((StatusCode::CREATED, Json(AppointedDeputy { id: made.await? })))
}

/// Ends a stand-in of the caller.
#[utoipa::path(delete, path = "/case_deputies/{id}", tag = "cases", operation_id = "dismiss_deputy",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("case.update"))))]
pub async fn dismiss_deputy(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    app.store().write(move |tx| dismiss(tx, &scope, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
