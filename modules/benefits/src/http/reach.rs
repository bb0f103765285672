//! How many people a list of conditions means, before anything is decided.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use registry::RegistryError;
use registry::api::reach::{self, Condition};
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};

use crate::campaign_error::CampaignError;

/// Who is to be meant.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitReachQuestion {
    /// Union that gives; its members and those of unions beneath it are meant.
    union_id: Id,
    /// All of these hold.
    #[serde(default)]
    who: Vec<Condition>,
}

/// How many people are meant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitReach {
    people: i64,
    /// Whose members are meant, then each condition in words.
    who_text: Vec<String>,
    /// When they were counted.
    as_of: Timestamp,
}

/// How many members the conditions mean now.
#[utoipa::path(post, path = "/benefit_campaigns/preview", tag = "benefits", operation_id = "preview_benefit_reach",
    request_body = BenefitReachQuestion, responses((status = 200, body = BenefitReach)),
    extensions(("x-permission" = json!("campaign.create"))))]
pub async fn preview_benefit_reach(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<BenefitReachQuestion>,
) -> Result<Json<BenefitReach>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Create>()?;
    let (codes, again) = (app.codesets(), app.clone());
    let counted = app.store().read_slow(move |tx| {
        let union = union_by_id(tx, asked.union_id)?.filter(|u| scope.covers(&u.place()));
        let home = union.ok_or(RegistryError::UnionNotFound)?.place();
        let wrong = reach::check(tx, &codes, &home, &asked.who)?;
        if !wrong.is_empty() {
            return Err(CampaignError::Invalid(wrong));
        }
        let names = reach::Names::load(tx, &codes, asked.union_id, &asked.who)?;
        let counted = reach::ask(&again, tx, &home, &asked.who)?;
        let who_text = reach::words(&asked.who, &names);
        Ok(BenefitReach { people: counted.people, who_text, as_of: counted.as_of })
    });
    Ok(Json(counted.await?))
}
