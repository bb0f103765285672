//! Words of claims, for forms.

use guard::{act, res};
use http_base::{ApiError, Json};
use platform::accounts::Staff;
use serde::Serialize;

use super::claim_shown::{MutualWord, word};
use crate::model::case::RefusalCode;
use crate::model::scheme::{Cause, ItemKind, Paper};

/// All words of claims, for forms.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualClaimWords {
    refusals: Vec<MutualWord>,
    causes: Vec<MutualWord>,
    papers: Vec<MutualWord>,
    items: Vec<MutualWord>,
}

/// All words of claims.
pub fn words() -> MutualClaimWords {
    MutualClaimWords {
        refusals: RefusalCode::ALL.iter().map(|c| word(c.code(), c.title())).collect(),
        causes: Cause::ALL.iter().map(|c| word(c.code(), c.title())).collect(),
        papers: Paper::ALL.iter().map(|c| word(c.code(), c.title())).collect(),
        items: ItemKind::ALL.iter().map(|c| word(c.code(), c.title())).collect(),
    }
}

/// All words of claims, for forms.
#[utoipa::path(get, path = "/mutual_claim_words", tag = "mutual", operation_id = "get_mutual_claim_words",
    responses((status = 200, body = MutualClaimWords)), extensions(("x-permission" = json!("claim.read"))))]
pub async fn get_mutual_claim_words(
    Staff(actor): Staff,
) -> std::result::Result<Json<MutualClaimWords>, ApiError> {
    actor.permit::<res::Claim, act::Read>()?;
    Ok(Json(words()))
}
