//! Steps of a statement in the console, and the file that is paid by; `If-Match` carries the version that was seen.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use guard::{Actor, Scope, act, res};
use http_base::{ApiError, IfMatch, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use platform::exports::{ExportFormat, answer, failed, unnamed};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::BenefitReason;
use super::statements::{BenefitStatementDetail, answered, detail};
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::settling::Statement;
use crate::ops::payment_file::{Line, write};
use crate::ops::settle_merchant::payer;
use crate::ops::settle_steps::{self as ops, Answer};
use crate::store::{merchant, settling};

async fn step(
    app: App,
    actor: Actor,
    work: impl Fn(&mut Tx<'_>) -> Result<Statement> + Send + Sync + 'static,
) -> std::result::Result<BenefitStatementDetail, ApiError> {
    let after = app.store().write(move |tx| {
        let s = work(tx)?;
        detail(tx, &actor, &s)
    });
    Ok(after.await?)
}

/// The merchant gets a statement.
#[utoipa::path(post, path = "/benefit_statements/{id}/send", tag = "benefits", operation_id = "send_benefit_statement",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitStatementDetail)),
    extensions(("x-permission" = json!("redemption.update"))))]
pub async fn send_benefit_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Update>()?;
    let after = step(app, actor, move |tx| ops::send(tx, &scope, (id, version))).await?;
    Ok(answered(after))
}

/// Another person approves what the merchant confirmed.
#[utoipa::path(post, path = "/benefit_statements/{id}/approve", tag = "benefits", operation_id = "approve_benefit_statement",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitStatementDetail)),
    extensions(("x-permission" = json!("redemption.approve"))))]
pub async fn approve_benefit_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Approve>()?;
    let after = step(app, actor, move |tx| ops::approve(tx, &scope, (id, version))).await?;
    Ok(answered(after))
}

/// Who approves sends a statement back.
#[utoipa::path(post, path = "/benefit_statements/{id}/return", tag = "benefits", operation_id = "return_benefit_statement",
    params(("id" = Id, Path)), request_body = BenefitReason, responses((status = 200, body = BenefitStatementDetail)),
    extensions(("x-permission" = json!("redemption.approve"))))]
pub async fn return_benefit_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Approve>()?;
    let after = step(app, actor, move |tx| ops::give_back(tx, &scope, (id, version), &why.reason)).await?;
    Ok(answered(after))
}

/// Gives a statement up before it is paid: what is on it waits for another one.
#[utoipa::path(post, path = "/benefit_statements/{id}/cancel", tag = "benefits", operation_id = "cancel_benefit_statement",
    params(("id" = Id, Path)), request_body = BenefitReason, responses((status = 200, body = BenefitStatementDetail)),
    extensions(("x-permission" = json!("redemption.update"))))]
pub async fn cancel_benefit_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Update>()?;
    let after = step(app, actor, move |tx| ops::cancel(tx, &scope, (id, version), &why.reason)).await?;
    Ok(answered(after))
}

/// What a union says to a disputed line.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitDisputeAnswer {
    redemption_id: Id,
    /// Whether the line stays; one that does not waits for the next statement, or to be voided.
    keep: bool,
    /// 2 to 200 characters.
    answer: String,
}

/// What a union says to what a merchant says is wrong.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitDisputeAnswers {
    /// One for each disputed line that has no answer.
    answers: Vec<BenefitDisputeAnswer>,
}

/// Answers what is disputed and sends the statement again.
#[utoipa::path(post, path = "/benefit_statements/{id}/answer", tag = "benefits",
    operation_id = "answer_benefit_statement", params(("id" = Id, Path)), request_body = BenefitDisputeAnswers,
    responses((status = 200, body = BenefitStatementDetail)),
    extensions(("x-permission" = json!("redemption.update"))))]
pub async fn answer_benefit_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(said): Json<BenefitDisputeAnswers>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Update>()?;
    let one =
        |a: BenefitDisputeAnswer| Answer { redemption_id: a.redemption_id, keep: a.keep, answer: a.answer };
    let answers: Vec<Answer> = said.answers.into_iter().map(one).collect();
    let after = step(app, actor, move |tx| ops::answer(tx, &scope, (id, version), &answers)).await?;
    Ok(answered(after))
}

/// A payment that the bank has made.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitPaid {
    /// What the bank calls it, 1 to 60 characters.
    bank_ref: String,
}

/// The bank has paid a statement.
#[utoipa::path(post, path = "/benefit_statements/{id}/pay", tag = "benefits", operation_id = "pay_benefit_statement",
    params(("id" = Id, Path)), request_body = BenefitPaid, responses((status = 200, body = BenefitStatementDetail)),
    extensions(("x-permission" = json!("redemption.update"))))]
pub async fn pay_benefit_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(paid): Json<BenefitPaid>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Update>()?;
    let after = step(app, actor, move |tx| ops::pay(tx, &scope, (id, version), &paid.bank_ref)).await?;
    Ok(answered(after))
}

/// The file that is paid by, and what for.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitPaymentFile {
    /// Union that pays.
    union_id: Id,
    #[serde(default)]
    format: ExportFormat,
    /// At least four characters; stands in the audit.
    purpose: String,
}

fn lines(
    tx: &mut Tx<'_>,
    keys: &platform::sealed::Keyring,
    scope: &Scope<res::Redemption, act::Export>,
    asked: &BenefitPaymentFile,
) -> Result<Vec<Line>> {
    let union = payer(tx, scope, asked.union_id)?;
    let mut all = Vec::new();
    for s in settling::unpaid(tx, union.id)? {
        let m = merchant::unscoped(tx, s.merchant_id)?.ok_or(MerchantError::NotFound)?;
        let (_, account) = merchant::open(keys, &m)?;
        all.push(Line { number: s.number.clone(), payee: m.holder, account, bank: m.bank, amount: s.net() });
    }
    if all.is_empty() {
        return Err(MerchantError::NothingToSettle);
    }
    let path = union.place();
    let changes = Changes::new().note("count", all.len());
    let purpose = Some(asked.purpose.trim());
    let entry =
        Entry { union_path: Some(&path), changes, purpose, ..Entry::of("benefit-statement.file", union.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(all)
}

/// The approved statements of a union that are not paid, with whole accounts; each download is recorded with its purpose.
#[utoipa::path(post, path = "/benefit_payments/file", tag = "benefits",
    operation_id = "download_benefit_payment_file", request_body = BenefitPaymentFile,
    responses((status = 200, description = "The file, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("redemption.export"))))]
pub async fn download_benefit_payment_file(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<BenefitPaymentFile>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Export>()?;
    if asked.purpose.trim().chars().count() < 4 {
        return Err(field("/purpose", "platform.purpose-short").into());
    }
    let (keys, format) = (app.keyring().clone(), asked.format);
    let all = app.store().write(move |tx| lines(tx, &keys, &scope, &asked)).await?;
    let (kind, ending, media) = format.kind();
    let name = format!("商家付款-{}.{ending}", app.clock().now().day());
    let made = tokio::task::spawn_blocking(move || -> std::result::Result<_, ApiError> {
        let mut file = unnamed(&app).map_err(|e| failed(&e))?;
        let rows = write(kind, &all, &mut file)?;
        Ok((file, rows))
    });
    let (file, rows) = made.await.map_err(|e| failed(&e))??;
    answer(file, &name, media, Some(rows))
}
