//! Campaigns: shown, written.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::act::Action;
use guard::{Actor, Scope, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Fen, Id, Timestamp};
use platform::accounts::Staff;
use platform::codesets::Codesets;
use platform::{App, idempotency, quizzes};
use registry::api::reach::{Names, words};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{benefit_figures, budgets, campaign_list, campaign_steps, reach};
use crate::campaign_error::{CampaignError, Result};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState, Terms};
use crate::ops::campaign as ops;
use crate::ops::campaign_steps::{May, may};
use crate::rules::campaign::Draft;
use crate::store::{campaign, instant, merchant, stock};

/// A merchant that takes the vouchers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCampaignMerchant {
    id: Id,
    name: String,
}

/// The quiz that a campaign asks for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCampaignQuiz {
    id: Id,
    title: String,
    /// Points that are enough.
    pass: i64,
    /// Points that can be had.
    full: i64,
}

/// What was promised of tickets that win at once.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitPromise {
    /// SHA-256 of the secret, hexadecimal.
    commitment: String,
    committed_at: Timestamp,
    /// When the secret was published; none before the campaign is over.
    revealed_at: Option<Timestamp>,
}

fn quiz_of(tx: &mut Tx<'_>, c: &Campaign) -> Result<Option<BenefitCampaignQuiz>> {
    let Some(pass) = c.terms.quiz else { return Ok(None) };
    let found = quizzes::find(tx, pass.quiz_id)?;
    Ok(found.map(|q| BenefitCampaignQuiz { id: q.id, title: q.title, pass: pass.score, full: q.full }))
}

fn promise_of(tx: &mut Tx<'_>, c: &Campaign) -> Result<Option<BenefitPromise>> {
    Ok(instant::find(tx, c.id)?.map(|p| BenefitPromise {
        commitment: p.commitment,
        committed_at: p.committed_at,
        revealed_at: Some(p.revealed_at).filter(|at| at.0 != 0),
    }))
}

/// A campaign with everything that it promises.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCampaignDetail {
    id: Id,
    version: i64,
    union_id: Id,
    union_name: String,
    /// Four to six digits.
    number: String,
    kind: CampaignKind,
    kind_label: String,
    title: String,
    state: CampaignState,
    state_label: String,
    opens_at: Timestamp,
    closes_at: Timestamp,
    /// How many vouchers there are; of a draw, prizes.
    stock: i64,
    issued: i64,
    redeemed: i64,
    /// How many may still be issued.
    left: i64,
    /// The most that one voucher costs the budget.
    worth_fen: Fen,
    envelope_fen: Fen,
    terms: Terms,
    /// The quiz that must be passed first; none if none must.
    quiz: Option<BenefitCampaignQuiz>,
    /// What was promised of tickets that win at once; none of other kinds, and before it is published.
    promise: Option<BenefitPromise>,
    /// Whose members are meant, then each condition in words.
    who_text: Vec<String>,
    /// The merchants that are named; none means every one under contract.
    merchants: Vec<BenefitCampaignMerchant>,
    made_by_name: String,
    created_at: Timestamp,
    proposed_by_name: String,
    decided_by_name: String,
    decided_at: Option<Timestamp>,
    /// Why it was given back, withdrawn, paused or stopped.
    reason: String,
    may: May,
}

/// What a campaign is shown with.
fn detail(tx: &mut Tx<'_>, codes: &Codesets, actor: &Actor, c: Campaign) -> Result<BenefitCampaignDetail> {
    let union = ops::union_of(tx, &c)?;
    let names = Names::load(tx, codes, c.union_id, &c.terms.who)?;
    let s = stock::find(tx, c.id)?;
    let named = merchant::find_all(tx, &c.terms.offer.merchants)?;
    let merchants = named.into_iter().map(|m| BenefitCampaignMerchant { id: m.id, name: m.name }).collect();
    let (quiz, promise) = (quiz_of(tx, &c)?, promise_of(tx, &c)?);
    Ok(BenefitCampaignDetail {
        id: c.id,
        version: c.version,
        union_id: c.union_id,
        may: may(actor, &c, &union.place()),
        union_name: union.name,
        number: c.number,
        kind: c.kind,
        kind_label: c.kind.title().to_owned(),
        title: c.title,
        state: c.state,
        state_label: c.state.title().to_owned(),
        opens_at: c.opens_at,
        closes_at: c.closes_at,
        stock: c.stock,
        issued: s.map_or(0, |s| s.issued),
        redeemed: s.map_or(0, |s| s.used),
        left: s.map_or(c.stock, |s| s.left(c.kind)),
        worth_fen: c.worth,
        envelope_fen: c.envelope,
        quiz,
        promise,
        who_text: words(&c.terms.who, &names),
        terms: c.terms,
        merchants,
        made_by_name: c.made_by_name,
        created_at: c.created_at,
        proposed_by_name: c.proposed_by_name,
        decided_by_name: c.decided_by_name,
        decided_at: Some(c.decided_at).filter(|at| at.0 != 0),
        reason: c.reason,
    })
}

/// A campaign as an answer, with its version.
fn answer(shown: BenefitCampaignDetail) -> Response {
    ([(header::ETAG, etag(shown.version))], Json(shown)).into_response()
}

/// Does a deed and answers what the campaign is then.
pub(super) async fn after<A: Action>(
    app: App,
    actor: Actor,
    deed: impl FnMut(&mut Tx<'_>, &Scope<res::Campaign, A>) -> Result<Campaign> + Send + 'static,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Campaign, A>()?;
    let (codes, mut deed) = (app.codesets(), deed);
    let done = app.store().write(move |tx| {
        let c = deed(tx, &scope)?;
        detail(tx, &codes, &actor, c)
    });
    Ok(answer(done.await?))
}

/// What a cadre writes of a campaign.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitCampaignDraft {
    kind: CampaignKind,
    /// 2 to 30 characters.
    title: String,
    terms: Terms,
    opens_at: Timestamp,
    /// Exclusive.
    closes_at: Timestamp,
    /// How many vouchers or tickets there are; a draw counts its prizes instead.
    #[serde(default)]
    stock: i64,
}

impl BenefitCampaignDraft {
    fn read(&self) -> Draft {
        Draft {
            kind: self.kind,
            title: self.title.clone(),
            terms: self.terms.clone(),
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            stock: self.stock,
        }
    }
}

/// A new campaign.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitCampaign {
    /// Union that gives.
    union_id: Id,
    #[serde(flatten)]
    draft: BenefitCampaignDraft,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedBenefitCampaign {
    id: Id,
}

/// Makes a draft.
#[utoipa::path(post, path = "/benefit_campaigns", tag = "benefits", operation_id = "create_benefit_campaign",
    request_body = NewBenefitCampaign, responses((status = 201, body = CreatedBenefitCampaign)),
    extensions(("x-permission" = json!("campaign.create"))))]
pub async fn create_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewBenefitCampaign>,
) -> std::result::Result<(StatusCode, Json<CreatedBenefitCampaign>), ApiError> {
    let scope = actor.permit::<res::Campaign, act::Create>()?;
    let codes = app.codesets();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let c = ops::create(tx, &codes, &scope, new.union_id, new.draft.read())?;
            Ok::<_, CampaignError>(CreatedBenefitCampaign { id: c.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A campaign in sight.
#[utoipa::path(get, path = "/benefit_campaigns/{id}", tag = "benefits", operation_id = "get_benefit_campaign",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitCampaignDetail)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let codes = app.codesets();
    let found = app.store().read(move |tx| {
        let c = campaign::find(tx, &scope, id)?.ok_or(CampaignError::NotFound)?;
        detail(tx, &codes, &actor, c)
    });
    Ok(answer(found.await?))
}

/// Writes a draft as a whole; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/benefit_campaigns/{id}", tag = "benefits", operation_id = "edit_benefit_campaign",
    params(("id" = Id, Path)), request_body = BenefitCampaignDraft,
    responses((status = 200, body = BenefitCampaignDetail)), extensions(("x-permission" = json!("campaign.update"))))]
pub async fn edit_benefit_campaign(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(draft): Json<BenefitCampaignDraft>,
) -> std::result::Result<Response, ApiError> {
    let codes = app.codesets();
    after::<act::Update>(app, actor, move |tx, scope| {
        ops::edit(tx, &codes, scope, (id, version), draft.read())
    })
    .await
}

/// Routes of campaigns, budgets and figures.
pub fn campaign_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(campaign_list::list_benefit_campaigns, create_benefit_campaign))
        .routes(routes!(campaign_list::count_benefit_campaigns))
        .routes(routes!(campaign_list::export_benefit_campaigns))
        .routes(routes!(reach::preview_benefit_reach))
        .routes(routes!(get_benefit_campaign, edit_benefit_campaign))
        .routes(routes!(campaign_steps::propose_benefit_campaign))
        .routes(routes!(campaign_steps::return_benefit_campaign))
        .routes(routes!(campaign_steps::publish_benefit_campaign))
        .routes(routes!(campaign_steps::pause_benefit_campaign))
        .routes(routes!(campaign_steps::resume_benefit_campaign))
        .routes(routes!(campaign_steps::stop_benefit_campaign))
        .routes(routes!(campaign_steps::settle_benefit_campaign))
        .routes(routes!(campaign_steps::archive_benefit_campaign))
        .routes(routes!(campaign_steps::withdraw_benefit_campaign))
        .routes(routes!(budgets::list_benefit_budgets, budgets::grant_benefit_budget))
        .routes(routes!(budgets::export_benefit_budgets))
        .routes(routes!(budgets::get_benefit_budget))
        .routes(routes!(benefit_figures::get_benefit_figures))
        .routes(routes!(benefit_figures::export_benefit_figures))
}
