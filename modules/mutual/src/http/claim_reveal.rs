//! The number of a claimant's document in full, for a stated purpose.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Entry};
use registry::api::document_in_full;
use serde::{Deserialize, Serialize};

use crate::claim_error::{ClaimError, field};
use crate::store::claim;

/// What the number is needed for.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct MutualRevealing {
    /// At least four characters, e.g. 核对票据.
    purpose: String,
}

/// The number in full.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRevealed {
    value: String,
}

/// The number of the document of who claims; recorded before it is answered.
#[utoipa::path(post, path = "/mutual_claims/{id}/reveal", tag = "mutual", operation_id = "reveal_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualRevealing, responses((status = 200, body = MutualRevealed)),
    extensions(("x-permission" = json!("claim.reveal"))))]
pub async fn reveal_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<MutualRevealing>,
) -> Result<Json<MutualRevealed>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Reveal>()?;
    let keys = app.keyring().clone();
    let value = app.store().write(move |tx| {
        let purpose = asked.purpose.trim();
        if purpose.chars().count() < 4 {
            return Err(field("/purpose", "platform.purpose-short"));
        }
        let c = claim::find(tx, &scope, id)?.ok_or(ClaimError::ClaimNotFound)?;
        let value = document_in_full(tx, &keys, c.person_id)?.unwrap_or_default();
        let entry = Entry {
            union_path: Some(&c.union_path),
            purpose: Some(purpose),
            ..Entry::of("claim.reveal", id)
        };
        audit::record(tx, scope.actor(), entry)?;
        Ok::<_, ClaimError>(value)
    });
    Ok(Json(MutualRevealed { value: value.await? }))
}
