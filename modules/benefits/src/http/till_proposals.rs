//! What a merchant proposes to give to members, at its till: for whoever speaks for it.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{Actor, act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag};
use kernel::Id;
use platform::accounts::Staff;
use platform::notices::{self, Notice};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::merchant_discounts::{BenefitDiscount, NewBenefitDiscount, discount_row};
use super::proposals::{BenefitProposalCompared, compared};
use crate::merchant_error::{MerchantError, Result};
use crate::model::proposal::{Proposal, ProposalKind};
use crate::ops::clerk::manages;
use crate::ops::proposal::{self as ops, Entered, Speaker};
use crate::store::{proposal, shop};

/// Routes of proposals at the till.
pub fn proposal_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_benefit_till_discounts))
        .routes(routes!(list_benefit_till_proposals, add_benefit_proposal))
        .routes(routes!(get_benefit_till_proposal, edit_benefit_proposal))
        .routes(routes!(propose_benefit_proposal))
        .routes(routes!(withdraw_benefit_proposal))
        .routes(routes!(list_benefit_till_news))
        .routes(routes!(read_benefit_till_news))
}

/// Most answers of the union that are shown at once.
const NEWS: i64 = 20;

fn speaker(tx: &mut Tx<'_>, actor: &Actor) -> Result<Speaker> {
    Ok(Speaker { merchant: manages(tx, actor)?, actor: actor.clone() })
}

/// Standing discounts of the own merchant that are not over.
#[utoipa::path(get, path = "/till/discounts", tag = "till", operation_id = "list_benefit_till_discounts",
    responses((status = 200, body = Vec<BenefitDiscount>)), extensions(("x-permission" = json!("till.read"))))]
pub async fn list_benefit_till_discounts(
    State(app): State<App>,
    Staff(actor): Staff,
) -> std::result::Result<Json<Vec<BenefitDiscount>>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let found = app.store().read(move |tx| {
        let m = manages(tx, &actor)?;
        let today = tx.today();
        let all = shop::discounts(tx, m.id)?.into_iter().filter(|d| d.to >= today);
        Ok::<_, MerchantError>(all.map(|d| discount_row(d, today)).collect())
    });
    Ok(Json(found.await?))
}

/// A proposal of the own merchant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTillProposal {
    #[serde(flatten)]
    compared: BenefitProposalCompared,
    /// May be written and handed in.
    may_edit: bool,
    /// May be taken back.
    may_withdraw: bool,
    #[serde(skip)]
    key: (Id, i64),
}

fn shown(tx: &mut Tx<'_>, by: &Speaker, p: Proposal) -> Result<BenefitTillProposal> {
    Ok(BenefitTillProposal {
        may_edit: p.state.is_written(),
        may_withdraw: p.state.may_withdraw(),
        key: (p.id, p.version),
        compared: compared(tx, &by.merchant, p)?,
    })
}

fn answered(p: BenefitTillProposal) -> impl IntoResponse {
    ([(header::ETAG, etag(p.key.1))], Json(p))
}

/// Proposals of the own merchant, newest first.
#[utoipa::path(get, path = "/till/proposals", tag = "till", operation_id = "list_benefit_till_proposals",
    params(PageQuery), responses((status = 200, body = Page<BenefitTillProposal>)),
    extensions(("x-permission" = json!("till.read"))))]
pub async fn list_benefit_till_proposals(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitTillProposal>>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read(move |tx| {
        let by = speaker(tx, &actor)?;
        let all = proposal::of_merchant(tx, by.merchant.id, before, limit + 1)?;
        all.into_iter().map(|p| shown(tx, &by, p)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitTillProposal| Cursor::of(r.key.0))))
}

/// What a merchant writes of a proposal.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitProposalTold {
    /// The discount as it is to be; of one that is to end only the last day counts.
    told: NewBenefitDiscount,
    /// What the merchant says to it, up to 200 characters.
    #[serde(default)]
    note: String,
}

impl BenefitProposalTold {
    fn entered(&self) -> Entered {
        Entered { told: self.told.text(), note: self.note.clone() }
    }
}

/// A proposal to begin.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitProposal {
    kind: ProposalKind,
    /// Discount that is to be changed or ended.
    #[serde(default)]
    discount_id: Option<Id>,
    #[serde(flatten)]
    told: BenefitProposalTold,
}

/// A proposal that was begun.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitProposalMade {
    id: Id,
    version: i64,
}

/// Begins a proposal; it is the merchant's own until it is handed in.
#[utoipa::path(post, path = "/till/proposals", tag = "till", operation_id = "add_benefit_proposal",
    request_body = NewBenefitProposal, responses((status = 201, body = BenefitProposalMade)),
    extensions(("x-permission" = json!("till.create"))))]
pub async fn add_benefit_proposal(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewBenefitProposal>,
) -> std::result::Result<(StatusCode, Json<BenefitProposalMade>), ApiError> {
    actor.permit::<res::Till, act::Create>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let by = speaker(tx, &actor)?;
            let p = ops::add(tx, &by, (new.kind, new.discount_id), &new.told.entered())?;
            Ok::<_, MerchantError>(BenefitProposalMade { id: p.id, version: p.version })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A proposal of the own merchant.
#[utoipa::path(get, path = "/till/proposals/{id}", tag = "till", operation_id = "get_benefit_till_proposal",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitTillProposal)),
    extensions(("x-permission" = json!("till.read"))))]
pub async fn get_benefit_till_proposal(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let found = app.store().read(move |tx| {
        let by = speaker(tx, &actor)?;
        let p = ops::own(tx, &by, id)?;
        shown(tx, &by, p)
    });
    Ok(answered(found.await?))
}

/// A step of a proposal by whoever speaks for its merchant.
async fn step(
    app: App,
    actor: Actor,
    work: impl Fn(&mut Tx<'_>, &Speaker) -> Result<Proposal> + Send + Sync + 'static,
) -> std::result::Result<BenefitTillProposal, ApiError> {
    let after = app.store().write(move |tx| {
        let by = speaker(tx, &actor)?;
        let p = work(tx, &by)?;
        shown(tx, &by, p)
    });
    Ok(after.await?)
}

/// Writes a proposal again that was not handed in, or was sent back; `If-Match` carries the version that was seen.
#[utoipa::path(put, path = "/till/proposals/{id}", tag = "till", operation_id = "edit_benefit_proposal",
    params(("id" = Id, Path)), request_body = BenefitProposalTold,
    responses((status = 200, body = BenefitTillProposal)), extensions(("x-permission" = json!("till.update"))))]
pub async fn edit_benefit_proposal(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(told): Json<BenefitProposalTold>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    actor.permit::<res::Till, act::Update>()?;
    let work = move |tx: &mut Tx<'_>, by: &Speaker| ops::edit(tx, by, (id, version), &told.entered());
    Ok(answered(step(app, actor, work).await?))
}

/// Hands a proposal in; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/till/proposals/{id}/propose", tag = "till", operation_id = "propose_benefit_proposal",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitTillProposal)),
    extensions(("x-permission" = json!("till.update"))))]
pub async fn propose_benefit_proposal(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    actor.permit::<res::Till, act::Update>()?;
    let work = move |tx: &mut Tx<'_>, by: &Speaker| ops::propose(tx, by, (id, version));
    Ok(answered(step(app, actor, work).await?))
}

/// Takes a proposal back on which nobody decided yet; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/till/proposals/{id}/withdraw", tag = "till", operation_id = "withdraw_benefit_proposal",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitTillProposal)),
    extensions(("x-permission" = json!("till.update"))))]
pub async fn withdraw_benefit_proposal(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    actor.permit::<res::Till, act::Update>()?;
    let work = move |tx: &mut Tx<'_>, by: &Speaker| ops::withdraw(tx, by, (id, version));
    Ok(answered(step(app, actor, work).await?))
}

/// What the union answered to whoever speaks for a merchant and was not read yet, newest first; at most 20.
#[utoipa::path(get, path = "/till/news", tag = "till", operation_id = "list_benefit_till_news",
    responses((status = 200, body = Vec<Notice>)), extensions(("x-permission" = json!("till.read"))))]
pub async fn list_benefit_till_news(
    State(app): State<App>,
    Staff(actor): Staff,
) -> std::result::Result<Json<Vec<Notice>>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let found = app.store().read(move |tx| {
        manages(tx, &actor)?;
        Ok::<_, MerchantError>(notices::list(tx, actor.id(), None, true, NEWS)?)
    });
    Ok(Json(found.await?))
}

/// Marks an answer of the union as read; doing it twice is harmless.
#[utoipa::path(post, path = "/till/news/{id}/read", tag = "till", operation_id = "read_benefit_till_news",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("till.update"))))]
pub async fn read_benefit_till_news(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<StatusCode, ApiError> {
    actor.permit::<res::Till, act::Update>()?;
    let read = app.store().write(move |tx| {
        manages(tx, &actor)?;
        Ok::<_, MerchantError>(notices::read(tx, actor.id(), id)?)
    });
    read.await?;
    Ok(StatusCode::NO_CONTENT)
}
