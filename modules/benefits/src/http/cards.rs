//! Member cards: listed, asked for, one by one.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{ResourceKind, Scope, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag,
};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use platform::exports::{Export, List, export_list, text, time};
use platform::{App, idempotency};
use registry::api::masked_documents;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::card_error::{CardError, Result, field};
use crate::model::card::{Card, CardDeed, CardState};
use crate::ops::card as ops;
use crate::store::card::{self, Filter};

/// Which cards.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitCardConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<CardState>,
    /// Only of this batch.
    pub batch_id: Option<Id>,
    /// Only of this person.
    pub person_id: Option<Id>,
    /// The whole number of an application.
    pub q: Option<String>,
}

/// A card.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCardRow {
    id: Id,
    person_id: Id,
    /// What the application is called.
    number: String,
    name: String,
    union_id: Id,
    union_name: String,
    state: CardState,
    state_label: String,
    /// The member asked for it; otherwise the union did.
    by_member: bool,
    bank: String,
    /// Last four digits; empty before it is made.
    tail: String,
    handed_on: Option<Day>,
    active_on: Option<Day>,
    ended_on: Option<Day>,
    reason: String,
    created_at: Timestamp,
    version: i64,
}

pub(super) fn row(c: &Card) -> BenefitCardRow {
    BenefitCardRow {
        id: c.id,
        person_id: c.person_id,
        number: c.number.clone(),
        name: c.name.clone(),
        union_id: c.union_id,
        union_name: c.union_name.clone(),
        state: c.state,
        state_label: c.state.title().to_owned(),
        by_member: c.by_member,
        bank: c.bank.clone(),
        tail: c.tail.clone(),
        handed_on: c.handed_on,
        active_on: c.active_on,
        ended_on: c.ended_on,
        reason: c.reason.clone(),
        created_at: c.created_at,
        version: c.version,
    }
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, act::Read>,
    c: &BenefitCardConditions,
) -> Result<Filter> {
    let typed = c.q.as_deref().map(platform::cases::line).filter(|t| !t.is_empty());
    let number = match typed {
        Some(number) => Some(card::of_number(tx, &number.to_uppercase())?.unwrap_or((Id(0), Id(0)))),
        None => None,
    };
    let path = ops::place(tx, scope, c.union_id)?;
    Ok(Filter { path, state: c.state, batch: c.batch_id, number, person: c.person_id })
}

/// Cards in sight, newest first.
#[utoipa::path(get, path = "/benefit_cards", tag = "benefits", operation_id = "list_benefit_cards",
    params(BenefitCardConditions, PageQuery), responses((status = 200, body = Page<BenefitCardRow>)),
    extensions(("x-permission" = json!("benefit_card.read"))))]
pub async fn list_benefit_cards(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitCardConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitCardRow>>, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let all = card::list(tx, &scope, &filter, before, limit + 1)?;
        Ok::<_, CardError>(all.iter().map(row).collect())
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitCardRow| Cursor::of(r.id))))
}

/// How many cards match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_cards/count", tag = "benefits", operation_id = "count_benefit_cards",
    params(BenefitCardConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("benefit_card.read"))))]
pub async fn count_benefit_cards(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitCardConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, CardError>(card::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static CARDS: List = List {
    resource: ResourceKind::BenefitCard,
    action: "benefit-card.export",
    title: "会员卡",
    columns: &[
        text("number", "申请编号", 18),
        text("name", "姓名", 12),
        text("union_name", "工会", 36),
        text("state_label", "状态", 12),
        text("bank", "银行", 20),
        text("tail", "卡号末四位", 12),
        text("handed_on", "发放日期", 12),
        text("active_on", "激活日期", 12),
        text("reason", "原因", 40),
        time("created_at", "申请时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_cards/export", tag = "benefits", operation_id = "export_benefit_cards",
    request_body = Export<BenefitCardConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("benefit_card.export"))))]
pub async fn export_benefit_cards(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitCardConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&CARDS, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_cards(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A line of a card's story.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCardLine {
    deed: String,
    title: String,
    note: String,
    by_name: String,
    at: Timestamp,
}

/// A card with its story.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCardDetail {
    #[serde(flatten)]
    card: BenefitCardRow,
    /// Number of the identity document, masked.
    document: String,
    /// What the member reads.
    plain: String,
    story: Vec<BenefitCardLine>,
    /// What the caller may do with it now.
    may: Vec<CardDeed>,
    /// The card that it replaces.
    replaces_id: Option<Id>,
}

fn title(deed: &str) -> &'static str {
    match deed {
        "apply" => "申请",
        "batch" => "送银行制卡",
        "make" => "银行制卡完成",
        "back" => "银行退回",
        other => CardDeed::ALL.into_iter().find(|d| d.code() == other).map_or("", CardDeed::title),
    }
}

pub(super) fn story(tx: &mut Tx<'_>, c: &Card) -> Result<Vec<BenefitCardLine>> {
    let line = |s: crate::model::card::CardStep| BenefitCardLine {
        title: title(&s.deed).to_owned(),
        deed: s.deed,
        note: s.note,
        by_name: s.by_name,
        at: s.at,
    };
    Ok(card::steps(tx, c)?.into_iter().map(line).collect())
}

fn may(actor: &guard::Actor, c: &Card) -> Vec<CardDeed> {
    let has = |action| actor.can(ResourceKind::BenefitCard, action);
    let (update, approve) = (has(guard::ActionKind::Update), has(guard::ActionKind::Approve));
    let reviews = approve && c.state == CardState::Confirmed && c.confirmed_by != actor.id();
    let one = |deed: &CardDeed| match deed {
        CardDeed::Review => reviews,
        CardDeed::Refuse => update || reviews,
        _ => update,
    };
    CardDeed::ALL.into_iter().filter(|d| c.after(*d).is_some() && one(d)).collect()
}

fn detail(tx: &mut Tx<'_>, app: &App, actor: &guard::Actor, c: &Card) -> Result<BenefitCardDetail> {
    let document = masked_documents(tx, app.keyring(), &[c.person_id])?.remove(&c.person_id);
    Ok(BenefitCardDetail {
        card: row(c),
        document: document.unwrap_or_default(),
        plain: c.state.plain().to_owned(),
        story: story(tx, c)?,
        may: may(actor, c),
        replaces_id: Some(c.replaces_id).filter(|id| id.0 != 0),
    })
}

fn answered(d: BenefitCardDetail) -> impl IntoResponse {
    ([(header::ETAG, etag(d.card.version))], Json(d))
}

/// A card of a person.
#[utoipa::path(get, path = "/benefit_cards/{person_id}/{card_id}", tag = "benefits", operation_id = "get_benefit_card",
    params(("person_id" = Id, Path), ("card_id" = Id, Path)), responses((status = 200, body = BenefitCardDetail)),
    extensions(("x-permission" = json!("benefit_card.read"))))]
pub async fn get_benefit_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(key): Path<(Id, Id)>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Read>()?;
    let inner = app.clone();
    let found = app.store().read(move |tx| {
        let c = card::find(tx, &scope, key)?.ok_or(CardError::NotFound)?;
        detail(tx, &inner, &actor, &c)
    });
    Ok(answered(found.await?))
}

/// For whom a card is asked.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitCard {
    person_id: Id,
}

/// A union asks for a card for a member.
#[utoipa::path(post, path = "/benefit_cards", tag = "benefits", operation_id = "create_benefit_card",
    request_body = NewBenefitCard, responses((status = 201, body = BenefitCardDetail)),
    extensions(("x-permission" = json!("benefit_card.create"))))]
pub async fn create_benefit_card(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewBenefitCard>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Create>()?;
    let inner = app.clone();
    let made = app.store().write(move |tx| {
        let id: Id = idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            Ok::<_, CardError>(ops::apply_for(tx, &scope, new.person_id)?.id)
        })?;
        let c = card::unscoped(tx, new.person_id, id)?.ok_or(CardError::NotFound)?;
        detail(tx, &inner, &actor, &c)
    });
    Ok((StatusCode::CREATED, answered(made.await?)))
}

/// A deed, with the reason that the member reads.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitCardStep {
    deed: CardDeed,
    /// Up to 200 characters; needed to refuse and to cancel.
    #[serde(default)]
    reason: String,
}

/// Confirms, hands out, ends or replaces a card; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_cards/{person_id}/{card_id}/step", tag = "benefits", operation_id = "step_benefit_card",
    params(("person_id" = Id, Path), ("card_id" = Id, Path)), request_body = BenefitCardStep,
    responses((status = 200, body = BenefitCardDetail)), extensions(("x-permission" = json!("benefit_card.update"))))]
pub async fn step_benefit_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(key): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(s): Json<BenefitCardStep>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Update>()?;
    let inner = app.clone();
    let after = app.store().write(move |tx| {
        let c = ops::step(tx, &scope, (key, version), (s.deed, &s.reason))?;
        detail(tx, &inner, &actor, &c)
    });
    Ok(answered(after.await?))
}

/// Whether an application goes to the bank.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitCardReview {
    pass: bool,
    /// Up to 200 characters; needed where it does not pass.
    #[serde(default)]
    reason: String,
}

/// Another person reviews an application; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/benefit_cards/{person_id}/{card_id}/review", tag = "benefits",
    operation_id = "review_benefit_card", params(("person_id" = Id, Path), ("card_id" = Id, Path)),
    request_body = BenefitCardReview, responses((status = 200, body = BenefitCardDetail)),
    extensions(("x-permission" = json!("benefit_card.approve"))))]
pub async fn review_benefit_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(key): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(r): Json<BenefitCardReview>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Approve>()?;
    let inner = app.clone();
    let after = app.store().write(move |tx| {
        let c = ops::review(tx, &scope, (key, version), (r.pass, &r.reason))?;
        detail(tx, &inner, &actor, &c)
    });
    Ok(answered(after.await?))
}

/// What a whole number is needed for.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitCardReveal {
    /// At least four characters; stands in the audit.
    purpose: String,
}

/// A whole number of a card.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCardPan {
    /// Empty before the card is made.
    pan: String,
}

/// Shows the whole number of a card; recorded with its purpose.
#[utoipa::path(post, path = "/benefit_cards/{person_id}/{card_id}/reveal", tag = "benefits",
    operation_id = "reveal_benefit_card", params(("person_id" = Id, Path), ("card_id" = Id, Path)),
    request_body = BenefitCardReveal, responses((status = 200, body = BenefitCardPan)),
    extensions(("x-permission" = json!("benefit_card.reveal"))))]
pub async fn reveal_benefit_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(key): Path<(Id, Id)>,
    Json(asked): Json<BenefitCardReveal>,
) -> std::result::Result<Json<BenefitCardPan>, ApiError> {
    let scope = actor.permit::<res::BenefitCard, act::Reveal>()?;
    let keys = app.keyring().clone();
    let pan = app.store().write(move |tx| {
        let c = card::find(tx, &scope, key)?.ok_or(CardError::NotFound)?;
        let purpose = asked.purpose.trim();
        if purpose.chars().count() < 4 {
            return Err(field("/purpose", "benefits.card-purpose"));
        }
        let changes = Changes::new().note("number", c.number.as_str());
        let entry = Entry {
            union_path: Some(&c.union_path),
            purpose: Some(purpose),
            changes,
            ..Entry::of("benefit-card.reveal", c.id)
        };
        audit::record(tx, scope.actor(), entry)?;
        Ok(card::open_pan(&keys, &c)?)
    });
    Ok(Json(BenefitCardPan { pan: pan.await? }))
}
