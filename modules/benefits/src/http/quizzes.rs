//! Quizzes that a campaign may ask for.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use crate::ops::quiz::choices;

/// For which union.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
pub struct BenefitQuizFor {
    /// Union that gives.
    #[serde(default = "nobody")]
    union_id: Id,
}

/// No union: whoever names none is told that there is none.
fn nobody() -> Id {
    Id(0)
}

/// A quiz that a campaign may ask for.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitQuizChoice {
    id: Id,
    title: String,
    /// Who asks.
    union_name: String,
    /// Points that can be had.
    full: i64,
    opens_at: Timestamp,
    closes_at: Timestamp,
}

/// Quizzes under the own name of a union in sight and of those above it that are not over, those that close first before others; at most
/// 200.
#[utoipa::path(get, path = "/benefit_quizzes", tag = "benefits", operation_id = "list_benefit_quizzes",
    params(BenefitQuizFor), responses((status = 200, body = Vec<BenefitQuizChoice>)),
    extensions(("x-permission" = json!("campaign.create"))))]
pub async fn list_benefit_quizzes(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(of): Query<BenefitQuizFor>,
) -> std::result::Result<Json<Vec<BenefitQuizChoice>>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Create>()?;
    let found = app.store().read(move |tx| choices(tx, &scope, of.union_id)).await?;
    let one = |(q, union_name): (platform::quizzes::Quiz, String)| BenefitQuizChoice {
        id: q.id,
        title: q.title,
        union_name,
        full: q.full,
        opens_at: q.opens_at,
        closes_at: q.closes_at,
    };
    Ok(Json(found.into_iter().map(one).collect()))
}
