//! Who could have a case, and who could judge one.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use serde::Serialize;

use crate::App;
use crate::accounts::{Staff, name_of, role_holders};
use crate::cases::deeds::candidates;
use crate::cases::error::CaseError;
use crate::cases::store::case;

/// Somebody who could have a case.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseColleague {
    account_id: Id,
    name: String,
}

/// Accounts at the union that has a case which may have it.
#[utoipa::path(get, path = "/cases/{id}/colleagues", tag = "cases", operation_id = "list_case_colleagues",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<CaseColleague>)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn list_case_colleagues(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<CaseColleague>>, ApiError> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let ground = app.cases();
    let found = app.store().read(move |tx| {
        let c = case::find(tx, &scope, id)?.ok_or(CaseError::NotFound)?;
        let p = ground.procedure(&c)?;
        let roles = ground.step(&p, &c)?.roles.clone();
        let mut all = Vec::new();
        for (account_id, role) in role_holders(tx, c.holder.id)? {
            let known = all.iter().any(|a: &CaseColleague| a.account_id == account_id);
            if let Some(name) = name_of(tx, account_id)?.filter(|_| roles.contains(&role) && !known) {
                all.push(CaseColleague { account_id, name });
            }
        }
        Ok::<_, CaseError>(all)
    });
    Ok(Json(found.await?))
}

/// Somebody who can be asked to judge.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct JudgeCandidate {
    account_id: Id,
    name: String,
    union_name: String,
}

/// Accounts that can be asked for a score: at the union that has the case, and above it.
#[utoipa::path(get, path = "/cases/{id}/judges", tag = "cases", operation_id = "list_judge_candidates",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<JudgeCandidate>)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn list_judge_candidates(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<JudgeCandidate>>, ApiError> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let ground = app.cases();
    let found = app.store().read(move |tx| {
        let c = case::find(tx, &scope, id)?.ok_or(CaseError::NotFound)?;
        let all = candidates(tx, &ground, &c)?.into_iter();
        let all = all.map(|(account_id, name, union_name)| JudgeCandidate { account_id, name, union_name });
        Ok::<_, CaseError>(all.collect())
    });
    Ok(Json(found.await?))
}
