//! Campaigns on their way: proposed, decided by another person, interrupted, ended, settled.

use axum::extract::State;
use axum::response::Response;
use guard::act;
use http_base::{ApiError, IfMatch, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use super::campaigns::{BenefitCampaignDetail, after};
use crate::ops;
use crate::ops::campaign_steps as steps;

/// Why a campaign goes another way than was meant.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitCampaignReason {
    /// 2 to 200 characters.
    reason: String,
}

/// Proposes a draft without mistakes. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/propose", tag = "benefits", operation_id = "propose_benefit_campaign",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.propose"))))]
pub async fn propose_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<Response, ApiError> {
    let codes = app.codesets();
    after::<act::Propose>(app, actor, move |tx, scope| {
        ops::campaign::propose(tx, &codes, scope, (id, version))
    })
    .await
}

/// Gives a proposal back as a draft; never by who wrote or proposed it. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/return", tag = "benefits", operation_id = "return_benefit_campaign",
    params(("id" = Id, Path)),
    request_body = BenefitCampaignReason, responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.approve"))))]
pub async fn return_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitCampaignReason>,
) -> Result<Response, ApiError> {
    after::<act::Approve>(app, actor, move |tx, scope| {
        steps::give_back(tx, scope, (id, version), &why.reason)
    })
    .await
}

/// Puts a proposal on line: its envelope is reserved of the year's budget; never by who wrote or proposed it. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/publish", tag = "benefits", operation_id = "publish_benefit_campaign",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.approve"))))]
pub async fn publish_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<Response, ApiError> {
    let keys = app.keyring().clone();
    after::<act::Approve>(app, actor, move |tx, scope| steps::publish(tx, &keys, scope, (id, version))).await
}

/// Interrupts a campaign: nothing is given until it goes on. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/pause", tag = "benefits", operation_id = "pause_benefit_campaign",
    params(("id" = Id, Path)),
    request_body = BenefitCampaignReason, responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.lock"))))]
pub async fn pause_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitCampaignReason>,
) -> Result<Response, ApiError> {
    after::<act::Lock>(app, actor, move |tx, scope| steps::pause(tx, scope, (id, version), &why.reason)).await
}

/// Lets a paused campaign go on. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/resume", tag = "benefits", operation_id = "resume_benefit_campaign",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.lock"))))]
pub async fn resume_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<Response, ApiError> {
    after::<act::Lock>(app, actor, move |tx, scope| steps::resume(tx, scope, (id, version))).await
}

/// Ends a campaign before its time; what people hold still counts. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/stop", tag = "benefits", operation_id = "stop_benefit_campaign",
    params(("id" = Id, Path)),
    request_body = BenefitCampaignReason, responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.approve"))))]
pub async fn stop_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitCampaignReason>,
) -> Result<Response, ApiError> {
    after::<act::Approve>(app, actor, move |tx, scope| steps::stop(tx, scope, (id, version), &why.reason))
        .await
}

/// Settles a campaign that is over: what is left of its envelope goes back to the budget. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/settle", tag = "benefits", operation_id = "settle_benefit_campaign",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.approve"))))]
pub async fn settle_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<Response, ApiError> {
    after::<act::Approve>(app, actor, move |tx, scope| steps::settle(tx, scope, (id, version))).await
}

/// Puts a settled campaign away. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/archive", tag = "benefits", operation_id = "archive_benefit_campaign",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.update"))))]
pub async fn archive_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<Response, ApiError> {
    after::<act::Update>(app, actor, move |tx, scope| steps::archive(tx, scope, (id, version))).await
}

/// Gives a draft or a proposal up. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/withdraw", tag = "benefits", operation_id = "withdraw_benefit_campaign",
    params(("id" = Id, Path)),
    request_body = BenefitCampaignReason, responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.propose"))))]
pub async fn withdraw_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitCampaignReason>,
) -> Result<Response, ApiError> {
    after::<act::Propose>(app, actor, move |tx, scope| {
        ops::campaign::withdraw(tx, scope, (id, version), &why.reason)
    })
    .await
}
