//! What a worker would read for each reason, before a claim is refused.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;

use super::claim_reckoning::{MutualRefusalRow, refusals};
use super::claim_shown::sees_health;
use crate::claim_error::ClaimError;
use crate::model::case::{Refusal, RefusalCode};
use crate::rules::benefit::sentence;
use crate::store::{claim, scheme};

/// Every reason for which this claim may be refused, with the sentence that the worker would read; nothing for who may not see
/// what tells of somebody's health.
#[utoipa::path(get, path = "/mutual_claims/{id}/refusals", tag = "mutual", operation_id = "list_mutual_claim_refusals",
    params(("id" = Id, Path)), responses((status = 200, body = [MutualRefusalRow])),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn list_mutual_claim_refusals(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Vec<MutualRefusalRow>>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Read>()?;
    let health = sees_health(&actor);
    let shown = app.store().read(move |tx| {
        let mut c = claim::find(tx, &scope, id)?.ok_or(ClaimError::ClaimNotFound)?;
        let version = scheme::by_id(tx, c.scheme_id)?.ok_or(ClaimError::NoPeriod)?;
        let told = |code: &RefusalCode| Refusal {
            code: *code,
            sentence: sentence(*code, &version.scheme, c.item, &c.facts),
        };
        c.refusals = if health { RefusalCode::ALL.iter().map(told).collect() } else { Vec::new() };
        Ok::<_, ClaimError>(refusals(&c))
    });
    Ok(Json(shown.await?))
}
