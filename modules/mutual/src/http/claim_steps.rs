//! What people decide of claims.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path};
use kernel::{Id, Problem};
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::AsDbError;

use super::claim_shown::MutualClaimDetail;
use super::claims::changed;
use crate::claim_error::{ClaimError, Result, field};
use crate::model::claim::Claim;
use crate::ops::claim_steps::{again, answer, approve, as_seen, ask, refuse, review, withdraw};
use crate::ops::settlement::queue_reckoning;
use crate::ops::terms::Terms;
use crate::rules::claim::codes;
use crate::store::claim;

/// What is said with a decision.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualNote {
    /// At most 1,000 characters; of a request for papers what the worker reads.
    note: String,
}

/// A refusal.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualRefusing {
    /// Codes of the reasons, one at least.
    codes: Vec<String>,
    /// For the files; the worker reads the sentences of the reasons.
    #[serde(default)]
    note: String,
}

/// The first person agrees: it goes to approval.
#[utoipa::path(post, path = "/mutual_claims/{id}/review", tag = "mutual", operation_id = "review_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualNote, responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn review_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<MutualNote>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let terms = Terms::of(&app);
    changed(&app, actor, move |tx, _| review(tx, &terms, &scope, (id, version), &asked.note)).await
}

/// Another person approves; the last approval sets the money aside.
#[utoipa::path(post, path = "/mutual_claims/{id}/approve", tag = "mutual", operation_id = "approve_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualNote, responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.approve"))))]
pub async fn approve_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<MutualNote>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Approve>()?;
    let terms = Terms::of(&app);
    changed(&app, actor, move |tx, _| approve(tx, &terms, &scope, (id, version), &asked.note)).await
}

/// Asks the worker for what is missing.
#[utoipa::path(post, path = "/mutual_claims/{id}/ask", tag = "mutual", operation_id = "ask_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualNote, responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn ask_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<MutualNote>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let terms = Terms::of(&app);
    changed(&app, actor, move |tx, _| ask(tx, &terms, &scope, (id, version), &asked.note)).await
}

/// What was missing was brought to the window.
#[utoipa::path(post, path = "/mutual_claims/{id}/answer", tag = "mutual", operation_id = "answer_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualNote, responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn answer_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<MutualNote>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    changed(&app, actor, move |tx, actor| {
        let c = as_seen(tx, &scope, (id, version))?;
        answer(tx, actor, c, &asked.note)
    })
    .await
}

/// Works a claim out anew.
#[utoipa::path(post, path = "/mutual_claims/{id}/reckon", tag = "mutual", operation_id = "reckon_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualNote, responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn reckon_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<MutualNote>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let _ = asked;
    changed(&app, actor, move |tx, actor| {
        let c = as_seen(tx, &scope, (id, version))?;
        again(tx, actor, c)
    })
    .await
}

/// Takes a claim back for the worker.
#[utoipa::path(post, path = "/mutual_claims/{id}/withdraw", tag = "mutual", operation_id = "withdraw_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualNote, responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn withdraw_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<MutualNote>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    changed(&app, actor, move |tx, actor| {
        let c = as_seen(tx, &scope, (id, version))?;
        withdraw(tx, actor, c, &asked.note)
    })
    .await
}

/// Refuses a claim for coded reasons, as the one who works it out.
#[utoipa::path(post, path = "/mutual_claims/{id}/refuse", tag = "mutual", operation_id = "refuse_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualRefusing, responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn refuse_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<MutualRefusing>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    changed(&app, actor, move |tx, actor| {
        let why = codes(&asked.codes).ok_or_else(|| field("/codes", "mutual.refusal-missing"))?;
        let c = as_seen(tx, &scope, (id, version))?;
        refuse(tx, actor, c, &why, &asked.note)
    })
    .await
}

/// Refuses a claim for coded reasons, as the one who approves.
#[utoipa::path(post, path = "/mutual_claims/{id}/decline", tag = "mutual", operation_id = "decline_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualRefusing, responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.approve"))))]
pub async fn decline_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<MutualRefusing>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Approve>()?;
    changed(&app, actor, move |tx, actor| {
        let why = codes(&asked.codes).ok_or_else(|| field("/codes", "mutual.refusal-missing"))?;
        let c = as_seen(tx, &scope, (id, version))?;
        refuse(tx, actor, c, &why, &asked.note)
    })
    .await
}

/// What is decided in bulk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MutualBulkDeed)]
pub enum BulkDeed {
    /// 初审通过.
    Review,
    /// 审批通过.
    Approve,
}

/// A claim as it was seen.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSeen {
    id: Id,
    version: i64,
}

/// Claims that are decided in bulk.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualBulk {
    deed: BulkDeed,
    /// 1 to 200 claims as they were seen.
    items: Vec<MutualSeen>,
    #[serde(default)]
    note: String,
}

/// A claim that was not decided.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualBulkFailure {
    id: Id,
    number: String,
    code: String,
    sentence: String,
}

/// What came of a decision in bulk.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualBulkDone {
    done: i64,
    benefit_fen: i64,
    failed: Vec<MutualBulkFailure>,
}

/// Most claims of a decision in bulk.
const BULK: usize = 200;

fn decide(app: &App, actor: &Actor, asked: &MutualBulk, seen: MutualSeen, key: Option<&str>) -> Result<i64> {
    let (terms, actor, deed) = (Terms::of(app), actor.clone(), asked.deed);
    // Each claim by itself: one that cannot be decided leaves the others alone, and a repeat does none twice.
    let key = key.map(|k| format!("{k}:{}", seen.id));
    let note = asked.note.clone();
    app.store().write_blocking(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(deed, seen), |tx| {
            let at = (seen.id, seen.version);
            let c: Claim = match deed {
                BulkDeed::Review => {
                    review(tx, &terms, &actor.permit::<res::Claim, act::Update>()?, at, &note)?
                }
                BulkDeed::Approve => {
                    approve(tx, &terms, &actor.permit::<res::Claim, act::Approve>()?, at, &note)?
                }
            };
            Ok::<_, ClaimError>(c.benefit.0)
        })
    })
}

fn decide_all(app: &App, actor: &Actor, asked: &MutualBulk, key: Option<&str>) -> Result<MutualBulkDone> {
    let mut all = MutualBulkDone::default();
    for seen in asked.items.iter().copied() {
        match decide(app, actor, asked, seen, key) {
            Ok(benefit) => {
                all.done += 1;
                all.benefit_fen += benefit;
            }
            Err(e) if e.db_error().is_some() => return Err(e),
            Err(e) => {
                let id = seen.id;
                let scope = actor.permit::<res::Claim, act::Read>()?;
                let found = app.store().read_blocking(move |tx| claim::find(tx, &scope, id))?;
                all.failed.push(MutualBulkFailure {
                    id,
                    number: found.map(|c| c.number).unwrap_or_default(),
                    code: e.code().to_owned(),
                    sentence: kernel::locale::sentence(e.code(), &e.params()),
                });
            }
        }
    }
    Ok(all)
}

/// Decides several claims, each by itself; what could not be decided comes back with its reason.
#[utoipa::path(post, path = "/mutual_claims/bulk", tag = "mutual", operation_id = "bulk_mutual_claims",
    request_body = MutualBulk, responses((status = 200, body = MutualBulkDone)),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn bulk_mutual_claims(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(asked): Json<MutualBulk>,
) -> std::result::Result<Json<MutualBulkDone>, ApiError> {
    // Each deed asks its own permission, claim by claim: who lacks it gets every claim back with that reason.
    actor.permit::<res::Claim, act::Read>()?;
    if asked.items.is_empty() || asked.items.len() > BULK {
        return Err(field("/items", "mutual.bulk-size").into());
    }
    let work = move || decide_all(&app, &actor, &asked, key.as_deref());
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| platform::exports::failed(&e))?;
    Ok(Json(done?))
}

/// Whose claims are worked out.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualReckoning {
    fund_id: Id,
}

/// Works all claims of a fund out that wait for it, in the background.
#[utoipa::path(post, path = "/mutual_claims/reckon", tag = "mutual", operation_id = "reckon_mutual_claims",
    request_body = MutualReckoning, responses((status = 202)), extensions(("x-permission" = json!("claim.update"))))]
pub async fn reckon_mutual_claims(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<MutualReckoning>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    app.store().write(move |tx| queue_reckoning(tx, &scope, asked.fund_id)).await?;
    Ok(StatusCode::ACCEPTED)
}
