//! Steps of a merchant, and what is changed or revealed of one; `If-Match` carries the version that was seen.

use axum::extract::State;
use axum::response::IntoResponse;
use guard::{Actor, act, res};
use http_base::{ApiError, IfMatch, Json, Path};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::BenefitReason;
use super::merchants::{BenefitMerchantDetail, answered, detail};
use crate::merchant_error::Result;
use crate::model::merchant::{Category, Merchant};
use crate::ops::merchant::{self as edits, Told};
use crate::ops::merchant_steps as ops;

/// What changes of a merchant; what is missing stays.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitMerchantChange {
    name: Option<String>,
    category: Option<Category>,
    contact: Option<String>,
    phone: Option<String>,
    holder: Option<String>,
    bank: Option<String>,
    account: Option<String>,
    contract_from: Option<Day>,
    contract_to: Option<Day>,
}

fn put<T>(place: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *place = new;
    }
}

impl BenefitMerchantChange {
    fn into(self, told: &mut Told) {
        put(&mut told.name, self.name);
        put(&mut told.category, self.category);
        put(&mut told.contact, self.contact);
        put(&mut told.phone, self.phone);
        put(&mut told.holder, self.holder);
        put(&mut told.bank, self.bank);
        put(&mut told.account, self.account);
        put(&mut told.contract_from, self.contract_from);
        put(&mut told.contract_to, self.contract_to);
    }
}

/// Edits a merchant: everything while it is a draft, afterwards only whom to ask for.
#[utoipa::path(patch, path = "/benefit_merchants/{id}", tag = "benefits", operation_id = "edit_benefit_merchant",
    params(("id" = Id, Path)), request_body = BenefitMerchantChange,
    responses((status = 200, body = BenefitMerchantDetail)), extensions(("x-permission" = json!("merchant.update"))))]
pub async fn edit_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(change): Json<BenefitMerchantChange>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let keys = app.keyring().clone();
    let after = app.store().write(move |tx| {
        let change = change.clone();
        let m = edits::edit(tx, &keys, &scope, (id, version), |told| change.into(told))?;
        detail(tx, &actor, &m)
    });
    Ok(answered(after.await?))
}

/// What the numbers are needed for.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitMerchantRevealing {
    /// At least four characters.
    purpose: String,
}

/// Numbers of a merchant in full.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMerchantRevealed {
    phone: String,
    account: String,
}

/// Phone and account of a merchant in full; recorded before they are answered.
#[utoipa::path(post, path = "/benefit_merchants/{id}/reveal", tag = "benefits",
    operation_id = "reveal_benefit_merchant", params(("id" = Id, Path)), request_body = BenefitMerchantRevealing,
    responses((status = 200, body = BenefitMerchantRevealed)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn reveal_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<BenefitMerchantRevealing>,
) -> std::result::Result<Json<BenefitMerchantRevealed>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let keys = app.keyring().clone();
    let found = app.store().write(move |tx| edits::reveal(tx, &keys, &scope, id, &asked.purpose));
    let (phone, account) = found.await?;
    Ok(Json(BenefitMerchantRevealed { phone, account }))
}

async fn step(
    app: App,
    actor: Actor,
    work: impl Fn(&mut Tx<'_>) -> Result<Merchant> + Send + Sync + 'static,
) -> std::result::Result<BenefitMerchantDetail, ApiError> {
    let after = app.store().write(move |tx| {
        let m = work(tx)?;
        detail(tx, &actor, &m)
    });
    Ok(after.await?)
}

/// Proposes a merchant.
#[utoipa::path(post, path = "/benefit_merchants/{id}/propose", tag = "benefits", operation_id = "propose_benefit_merchant",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitMerchantDetail)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn propose_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let after = step(app, actor, move |tx| ops::propose(tx, &scope, (id, version))).await?;
    Ok(answered(after))
}

/// Sends a proposed merchant back.
#[utoipa::path(post, path = "/benefit_merchants/{id}/return", tag = "benefits", operation_id = "return_benefit_merchant",
    params(("id" = Id, Path)), request_body = BenefitReason, responses((status = 200, body = BenefitMerchantDetail)),
    extensions(("x-permission" = json!("merchant.approve"))))]
pub async fn return_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Approve>()?;
    let after = step(app, actor, move |tx| ops::give_back(tx, &scope, (id, version), &why.reason)).await?;
    Ok(answered(after))
}

/// Another person takes a merchant under contract.
#[utoipa::path(post, path = "/benefit_merchants/{id}/contract", tag = "benefits", operation_id = "contract_benefit_merchant",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitMerchantDetail)),
    extensions(("x-permission" = json!("merchant.approve"))))]
pub async fn contract_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Approve>()?;
    let after = step(app, actor, move |tx| ops::contract(tx, &scope, (id, version))).await?;
    Ok(answered(after))
}

/// Suspends a merchant: its tills take nothing.
#[utoipa::path(post, path = "/benefit_merchants/{id}/suspend", tag = "benefits", operation_id = "suspend_benefit_merchant",
    params(("id" = Id, Path)), request_body = BenefitReason, responses((status = 200, body = BenefitMerchantDetail)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn suspend_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let after = step(app, actor, move |tx| ops::suspend(tx, &scope, (id, version), &why.reason)).await?;
    Ok(answered(after))
}

/// Lets a suspended merchant go on.
#[utoipa::path(post, path = "/benefit_merchants/{id}/resume", tag = "benefits", operation_id = "resume_benefit_merchant",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitMerchantDetail)),
    extensions(("x-permission" = json!("merchant.approve"))))]
pub async fn resume_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Approve>()?;
    let after = step(app, actor, move |tx| ops::resume(tx, &scope, (id, version))).await?;
    Ok(answered(after))
}

/// Ends the contract of a merchant.
#[utoipa::path(post, path = "/benefit_merchants/{id}/end", tag = "benefits", operation_id = "end_benefit_merchant",
    params(("id" = Id, Path)), request_body = BenefitReason, responses((status = 200, body = BenefitMerchantDetail)),
    extensions(("x-permission" = json!("merchant.approve"))))]
pub async fn end_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Approve>()?;
    let after = step(app, actor, move |tx| ops::end(tx, &scope, (id, version), &why.reason)).await?;
    Ok(answered(after))
}

/// Begins again with a merchant whose contract ended, or whose time on the blacklist is over.
#[utoipa::path(post, path = "/benefit_merchants/{id}/reopen", tag = "benefits", operation_id = "reopen_benefit_merchant",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitMerchantDetail)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn reopen_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let after = step(app, actor, move |tx| ops::reopen(tx, &scope, (id, version))).await?;
    Ok(answered(after))
}

/// Why a merchant is blacklisted, and until when.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitMerchantBarred {
    /// 2 to 200 characters.
    reason: String,
    /// Last day on the blacklist, after today.
    until: Day,
}

/// Puts a merchant on the blacklist.
#[utoipa::path(post, path = "/benefit_merchants/{id}/blacklist", tag = "benefits",
    operation_id = "blacklist_benefit_merchant", params(("id" = Id, Path)), request_body = BenefitMerchantBarred,
    responses((status = 200, body = BenefitMerchantDetail)), extensions(("x-permission" = json!("merchant.approve"))))]
pub async fn blacklist_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitMerchantBarred>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Approve>()?;
    let after =
        step(app, actor, move |tx| ops::blacklist(tx, &scope, (id, version), (&why.reason, why.until)));
    Ok(answered(after.await?))
}
