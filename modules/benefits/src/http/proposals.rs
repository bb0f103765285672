//! Discounts that merchants propose, in the console: listed, compared with what stands, approved or sent back.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IfMatch, Json, Page, PageQuery, Path, Query, etag};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, text, time};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::merchant_words::{BenefitReason, place, searched, when};
use crate::merchant_error::{MerchantError, Result};
use crate::model::merchant::Merchant;
use crate::model::proposal::{DiscountText, Proposal, ProposalKind, ProposalState};
use crate::model::service_days::ServiceDays;
use crate::ops::proposal::about;
use crate::ops::proposal_steps as ops;
use crate::rules::proposal::{closed, may_decide};
use crate::store::proposal::{self, Filter, Listed};

/// Routes of proposals in the console.
pub fn proposal_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_benefit_proposals))
        .routes(routes!(count_benefit_proposals))
        .routes(routes!(export_benefit_proposals))
        .routes(routes!(get_benefit_proposal))
        .routes(routes!(approve_benefit_proposal))
        .routes(routes!(return_benefit_proposal))
}

/// Which proposals.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitProposalConditions {
    /// Only of merchants of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this merchant.
    pub merchant_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<ProposalState>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<ProposalKind>,
    /// In the name of the merchant or the title of the discount.
    pub q: Option<String>,
}

/// A proposal in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitProposal {
    id: Id,
    merchant_id: Id,
    merchant_name: String,
    union_name: String,
    kind: ProposalKind,
    kind_label: String,
    /// The discount as it is to be.
    title: String,
    from: Day,
    /// None until further notice.
    to: Option<Day>,
    state: ProposalState,
    state_label: String,
    /// What the merchant says to it.
    note: String,
    /// Why it was sent back last.
    reason: String,
    proposed_by_name: String,
    proposed_at: Option<Timestamp>,
    decided_by_name: String,
    decided_at: Option<Timestamp>,
    version: i64,
}

fn until(to: Day) -> Option<Day> {
    Some(to).filter(|to| *to != Day::OPEN)
}

fn row(l: &Listed) -> BenefitProposal {
    let p = &l.proposal;
    BenefitProposal {
        id: p.id,
        merchant_id: p.merchant_id,
        merchant_name: l.merchant_name.clone(),
        union_name: l.union_name.clone(),
        kind: p.kind,
        kind_label: p.kind.title().to_owned(),
        title: p.told.title.clone(),
        from: p.told.from,
        to: until(p.told.to),
        state: p.state,
        state_label: p.state.title().to_owned(),
        note: p.note.clone(),
        reason: p.reason.clone(),
        proposed_by_name: p.proposed_by_name.clone(),
        proposed_at: when(p.proposed_at),
        decided_by_name: p.decided_by_name.clone(),
        decided_at: when(p.decided_at),
        version: p.version,
    }
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, act::Read>,
    c: &BenefitProposalConditions,
) -> Result<Filter> {
    Ok(Filter {
        path: place(tx, scope, c.union_id)?,
        merchant: c.merchant_id,
        state: c.state,
        kind: c.kind,
        q: searched(c.q.as_deref()),
    })
}

/// Proposals of merchants in sight that were handed in, newest first.
#[utoipa::path(get, path = "/benefit_proposals", tag = "benefits", operation_id = "list_benefit_proposals",
    params(BenefitProposalConditions, PageQuery), responses((status = 200, body = Page<BenefitProposal>)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_benefit_proposals(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitProposalConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitProposal>>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let all = proposal::list(tx, &scope, &filter, before, limit + 1)?;
        Ok::<_, MerchantError>(all.iter().map(row).collect::<Vec<_>>())
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitProposal| Cursor::of(r.id))))
}

/// How many proposals match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_proposals/count", tag = "benefits", operation_id = "count_benefit_proposals",
    params(BenefitProposalConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn count_benefit_proposals(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitProposalConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, MerchantError>(proposal::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static LIST: List = List {
    resource: ResourceKind::Merchant,
    action: "benefit-proposal.export",
    title: "优惠自荐",
    columns: &[
        text("merchant_name", "商家", 30),
        text("union_name", "签约工会", 28),
        text("kind_label", "类别", 10),
        text("title", "优惠", 30),
        day("from", "起"),
        day("to", "止"),
        text("state_label", "状态", 10),
        text("note", "商家的说明", 40),
        text("proposed_by_name", "提交人", 12),
        time("proposed_at", "提交时间"),
        text("decided_by_name", "审核人", 12),
        time("decided_at", "审核时间"),
        text("reason", "退回原因", 40),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_proposals/export", tag = "benefits", operation_id = "export_benefit_proposals",
    request_body = Export<BenefitProposalConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("merchant.export"))))]
pub async fn export_benefit_proposals(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitProposalConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&LIST, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_proposals(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// What stands of a discount.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitDiscountText {
    title: String,
    detail: String,
    from: Day,
    /// None until further notice.
    to: Option<Day>,
    /// For the member's code alone: each use is recorded at the till, and no monthly return tells of it.
    by_code: bool,
    /// How often a day to one member.
    per_day: i64,
    /// On which days; every day if all are empty.
    days: ServiceDays,
    /// The same in words; empty for every day.
    days_label: String,
}

impl From<DiscountText> for BenefitDiscountText {
    fn from(d: DiscountText) -> Self {
        Self {
            title: d.title,
            detail: d.detail,
            from: d.from,
            to: until(d.to),
            by_code: d.terms.by_code,
            per_day: d.terms.per_day,
            days_label: d.terms.days.words(),
            days: d.terms.days,
        }
    }
}

/// A proposal beside what stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitProposalCompared {
    #[serde(flatten)]
    proposal: BenefitProposal,
    /// Discount that is changed or ended, or that came of it.
    discount_id: Option<Id>,
    /// The discount as it is to be; once approved, as it was written.
    told: BenefitDiscountText,
    /// The discount as it stands; once approved, as it stood before. None of a new one.
    now: Option<BenefitDiscountText>,
    /// Version of the discount; 0 of a new one. Goes with an approval.
    discount_version: i64,
}

/// A proposal with both sides, for whoever has found it.
pub(super) fn compared(tx: &mut Tx<'_>, m: &Merchant, p: Proposal) -> Result<BenefitProposalCompared> {
    let stands = about(tx, &p)?;
    let approved = p.state == ProposalState::Approved;
    let now = if approved { p.was.clone() } else { stands.as_ref().map(DiscountText::from) };
    let l = Listed { proposal: p, merchant_name: m.name.clone(), union_name: m.union_name.clone() };
    Ok(BenefitProposalCompared {
        proposal: row(&l),
        discount_id: super::merchant_words::some(l.proposal.discount_id),
        told: l.proposal.told.into(),
        now: now.map(BenefitDiscountText::from),
        discount_version: stands.filter(|_| !approved).map_or(0, |d| d.version),
    })
}

/// A proposal with what the reader may do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitProposalDetail {
    #[serde(flatten)]
    compared: BenefitProposalCompared,
    /// Why nothing of the merchant can be approved now, Chinese; empty if it can.
    closed: String,
    /// May be approved or sent back by the reader.
    may_decide: bool,
}

fn detail(tx: &mut Tx<'_>, actor: &Actor, m: &Merchant, p: Proposal) -> Result<BenefitProposalDetail> {
    let approves = actor.permit::<res::Merchant, act::Approve>().is_ok_and(|s| s.covers(&m.union_path));
    let may = approves && p.state == ProposalState::Proposed && may_decide(&p, actor.id());
    let waits = p.state == ProposalState::Proposed;
    Ok(BenefitProposalDetail {
        closed: closed(m, tx.today()).filter(|_| waits).unwrap_or_default().to_owned(),
        compared: compared(tx, m, p)?,
        may_decide: may,
    })
}

fn answered(d: BenefitProposalDetail) -> impl IntoResponse {
    ([(header::ETAG, etag(d.compared.proposal.version))], Json(d))
}

/// A proposal of a merchant in sight.
#[utoipa::path(get, path = "/benefit_merchants/{id}/proposals/{proposal_id}", tag = "benefits",
    operation_id = "get_benefit_proposal", params(("id" = Id, Path), ("proposal_id" = Id, Path)),
    responses((status = 200, body = BenefitProposalDetail)), extensions(("x-permission" = json!("merchant.read"))))]
pub async fn get_benefit_proposal(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(key): Path<(Id, Id)>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let shown = app.store().read(move |tx| {
        let (m, p) = ops::found(tx, &scope, key)?;
        detail(tx, &actor, &m, p)
    });
    Ok(answered(shown.await?))
}

/// What a proposal was compared with.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitProposalApproval {
    /// Version of the discount that was seen; 0 of a new one.
    discount_version: i64,
}

/// Approves a proposal and writes the discount; `If-Match` carries the version of the proposal that was seen.
#[utoipa::path(post, path = "/benefit_merchants/{id}/proposals/{proposal_id}/approve", tag = "benefits",
    operation_id = "approve_benefit_proposal", params(("id" = Id, Path), ("proposal_id" = Id, Path)),
    request_body = BenefitProposalApproval, responses((status = 200, body = BenefitProposalDetail)),
    extensions(("x-permission" = json!("merchant.approve"))))]
pub async fn approve_benefit_proposal(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, proposal_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(seen): Json<BenefitProposalApproval>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Approve>()?;
    let after = app.store().write(move |tx| {
        let (m, p) = ops::approve(tx, &scope, (id, proposal_id, version), seen.discount_version)?;
        detail(tx, &actor, &m, p)
    });
    Ok(answered(after.await?))
}

/// Sends a proposal back; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_merchants/{id}/proposals/{proposal_id}/return", tag = "benefits",
    operation_id = "return_benefit_proposal", params(("id" = Id, Path), ("proposal_id" = Id, Path)),
    request_body = BenefitReason, responses((status = 200, body = BenefitProposalDetail)),
    extensions(("x-permission" = json!("merchant.approve"))))]
pub async fn return_benefit_proposal(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, proposal_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(why): Json<BenefitReason>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Approve>()?;
    let after = app.store().write(move |tx| {
        let (m, p) = ops::give_back(tx, &scope, (id, proposal_id, version), &why.reason)?;
        detail(tx, &actor, &m, p)
    });
    Ok(answered(after.await?))
}
