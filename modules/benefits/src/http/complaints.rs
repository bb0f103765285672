//! Complaints about merchants: told on the phone, taken down at the desk, listed with the merchant, asked and answered at the till.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::accounts::{MemberActor, Staff};
use platform::cases::http::{OpenKind, open_kind, who};
use platform::cases::{CaseError, Channel, ReporterKind, Values, check_code};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use super::merchant_words::Names;
use crate::merchant_error::{MerchantError, Result};
use crate::model::complaint::ComplaintState;
use crate::ops::clerk::till;
use crate::ops::complaint::{self as ops, Question, Taken, Told};
use crate::rules::complaint::KIND;
use crate::store::{complaint, merchant};

/// Which merchant is complained about.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams)]
pub struct BenefitComplaintAbout {
    /// Merchant.
    pub merchant_id: Id,
    /// Shop.
    pub shop_id: Option<Id>,
}

/// What is asked of whoever complains about a merchant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitComplaintForm {
    merchant_name: String,
    /// Empty where no shop was named.
    shop_name: String,
    kind: OpenKind,
}

/// What is asked of whoever complains about a merchant.
#[utoipa::path(get, path = "/me/benefit_complaints/form", tag = "me", operation_id = "get_benefit_complaint_form",
    params(BenefitComplaintAbout), responses((status = 200, body = BenefitComplaintForm)),
    extensions(("x-permission" = json!("case.create"))))]
pub async fn get_benefit_complaint_form(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Query(q): Query<BenefitComplaintAbout>,
) -> std::result::Result<Json<BenefitComplaintForm>, ApiError> {
    actor.permit::<res::Case, act::Create>()?;
    let procedures = app.procedures();
    let p = procedures.on(KIND, app.clock().today());
    let kind = p.map(|v| open_kind(&v.procedure));
    let kind = kind.ok_or_else(|| CaseError::NoProcedure { kind: KIND.to_owned() })?;
    let about = (q.merchant_id, q.shop_id.unwrap_or(Id(0)));
    let (m, s) = app.store().read(move |tx| ops::about(tx, actor.id(), about)).await?;
    let shop_name = s.map(|s| s.name).unwrap_or_default();
    Ok(Json(BenefitComplaintForm { merchant_name: m.name, shop_name, kind }))
}

/// A complaint about a merchant.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitComplaint {
    merchant_id: Id,
    /// Shop, if one is named.
    #[serde(default)]
    shop_id: Option<Id>,
    /// What happened, 2 to 1,000 characters.
    #[serde(default)]
    body: String,
    /// Fields of the kind.
    #[serde(default)]
    fields: Values,
}

/// A complaint that was told: the receipt.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitComplaintTold {
    id: Id,
    number: String,
    /// Code that goes with the number.
    code: String,
}

/// Complains about a merchant under the own name; the merchant does not learn who it was.
#[utoipa::path(post, path = "/me/benefit_complaints", tag = "me", operation_id = "tell_benefit_complaint",
    request_body = NewBenefitComplaint, responses((status = 201, body = BenefitComplaintTold)),
    extensions(("x-permission" = json!("case.create"))))]
pub async fn tell_benefit_complaint(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewBenefitComplaint>,
) -> std::result::Result<(StatusCode, Json<BenefitComplaintTold>), ApiError> {
    actor.permit::<res::Case, act::Create>()?;
    app.sign_in_limiter().take(format!("tell:{}", actor.id()), app.clock().now())?;
    let (ground, here) = (app.cases(), app.clone());
    let again = ground.clone();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let phone = here.directory().phone_of(tx, actor.id())?;
            let phone = phone.map_or_else(String::new, |p| p.as_str().to_owned());
            let (shop_id, body) = (new.shop_id.unwrap_or(Id(0)), new.body.clone());
            let told = Told { merchant_id: new.merchant_id, shop_id, body, fields: new.fields.clone() };
            let made = ops::tell(tx, &ground, &actor, &phone, &told)?;
            Ok::<_, MerchantError>((made.id, made.number))
        })
    });
    // The code is made of the keys and lies nowhere, not even with the answer of the key.
    let (id, number) = made.await?;
    let code = check_code(&again, &number);
    Ok((StatusCode::CREATED, Json(BenefitComplaintTold { id, number, code })))
}

/// A complaint that a cadre takes down.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitComplaintForSomebody {
    /// Shop, if one is named.
    #[serde(default)]
    shop_id: Option<Id>,
    /// `call`, `visit` or `letter`.
    channel: Channel,
    /// Name of who tells it.
    reporter_name: String,
    /// Phone of who tells it; with it a member of that name reads of the complaint on the own phone.
    #[serde(default)]
    reporter_phone: String,
    /// What happened, 2 to 1,000 characters.
    #[serde(default)]
    body: String,
    /// Fields of the kind.
    #[serde(default)]
    fields: Values,
}

/// A complaint that was taken down: the receipt.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitComplaintTaken {
    id: Id,
    number: String,
    /// Code that goes with the number.
    code: String,
    /// A member of this name and phone was found, and reads of it on the own phone.
    member: bool,
}

/// Takes a complaint about a merchant down for somebody who telephones, comes or writes; the merchant does not learn who it was.
#[utoipa::path(post, path = "/benefit_merchants/{id}/complaints", tag = "benefits",
    operation_id = "take_benefit_complaint", params(("id" = Id, Path)), request_body = BenefitComplaintForSomebody,
    responses((status = 201, body = BenefitComplaintTaken)), extensions(("x-permission" = json!("merchant.update"))))]
pub async fn take_benefit_complaint(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<BenefitComplaintForSomebody>,
) -> std::result::Result<(StatusCode, Json<BenefitComplaintTaken>), ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let (ground, here) = (app.cases(), app.clone());
    let again = ground.clone();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &new), |tx| {
            let t = taken(id, &new)?;
            let (made, member) = ops::take(tx, (&ground, here.directory().as_ref()), &scope, t)?;
            Ok::<_, MerchantError>((made.id, made.number, member))
        })
    });
    let (id, number, member) = made.await?;
    let code = check_code(&again, &number);
    Ok((StatusCode::CREATED, Json(BenefitComplaintTaken { id, number, code, member })))
}

fn taken(merchant_id: Id, new: &BenefitComplaintForSomebody) -> Result<Taken> {
    let who = who(ReporterKind::Named, &new.reporter_name, &new.reporter_phone, Id(0))?;
    let who = who.ok_or(MerchantError::ComplaintNotFound)?;
    let (shop_id, body) = (new.shop_id.unwrap_or(Id(0)), new.body.clone());
    let told = Told { merchant_id, shop_id, body, fields: new.fields.clone() };
    Ok(Taken { told, channel: new.channel, who })
}

/// A complaint in the list of its merchant. What was said stands in the case.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitComplaint {
    case_id: Id,
    number: String,
    /// Empty where no shop was named.
    shop_name: String,
    state: ComplaintState,
    state_label: String,
    /// The merchant's answer is waited for.
    asked: bool,
    opened_on: Day,
    closed_on: Option<Day>,
}

/// Complaints about a merchant in sight, newest first; at most 200.
#[utoipa::path(get, path = "/benefit_merchants/{id}/complaints", tag = "benefits",
    operation_id = "list_benefit_complaints", params(("id" = Id, Path)),
    responses((status = 200, body = Vec<BenefitComplaint>)), extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_benefit_complaints(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<BenefitComplaint>>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let found = app.store().read(move |tx| {
        merchant::find(tx, &scope, id)?.ok_or(MerchantError::NotFound)?;
        let mut names = Names::default();
        let all = complaint::of_merchant(tx, id)?;
        let rows = all.into_iter().map(|c| {
            Ok(BenefitComplaint {
                case_id: c.case_id,
                shop_name: names.shop(tx, id, c.shop_id)?,
                number: c.number,
                state: c.state,
                state_label: c.state.title().to_owned(),
                asked: c.asked,
                opened_on: c.opened_on,
                closed_on: c.closed_on,
            })
        });
        rows.collect::<Result<Vec<_>>>()
    });
    Ok(Json(found.await?))
}

/// What the own merchant was asked about a complaint. It says nothing of who complained.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTillComplaint {
    id: Id,
    /// Empty where no shop was named.
    shop_name: String,
    question: String,
    /// What was answered; empty before.
    reply: String,
    /// An answer is waited for.
    waiting: bool,
    /// Until when.
    due_on: Option<Day>,
    asked_at: Timestamp,
    state: ComplaintState,
    state_label: String,
}

impl From<Question> for BenefitTillComplaint {
    fn from(q: Question) -> Self {
        Self {
            id: q.complaint.case_id,
            shop_name: q.shop_name,
            question: q.question,
            reply: q.reply,
            waiting: q.complaint.asked,
            due_on: q.due_on,
            asked_at: q.complaint.asked_at,
            state: q.complaint.state,
            state_label: q.complaint.state.title().to_owned(),
        }
    }
}

/// Complaints that the own merchant was asked about, newest first.
#[utoipa::path(get, path = "/till/complaints", tag = "till", operation_id = "list_benefit_till_complaints",
    params(PageQuery), responses((status = 200, body = Page<BenefitTillComplaint>)),
    extensions(("x-permission" = json!("till.read"))))]
pub async fn list_benefit_till_complaints(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitTillComplaint>>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let (before, limit, keys) = (page.last()?, page.rows(), app.keyring().clone());
    let found = app.store().read(move |tx| {
        let (t, _) = till(tx, &actor)?;
        let all = ops::questions(tx, &keys, &t, before, limit + 1)?;
        Ok::<_, MerchantError>(all.into_iter().map(BenefitTillComplaint::from).collect::<Vec<_>>())
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitTillComplaint| Cursor::of(r.id))))
}

/// What a merchant answers.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitComplaintAnswer {
    /// 2 to 1,000 characters.
    text: String,
}

/// Answers what the own merchant was asked about a complaint.
#[utoipa::path(post, path = "/till/complaints/{id}/answer", tag = "till", operation_id = "answer_benefit_complaint",
    params(("id" = Id, Path)), request_body = BenefitComplaintAnswer,
    responses((status = 200, body = BenefitTillComplaint)), extensions(("x-permission" = json!("till.update"))))]
pub async fn answer_benefit_complaint(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(said): Json<BenefitComplaintAnswer>,
) -> std::result::Result<Json<BenefitTillComplaint>, ApiError> {
    actor.permit::<res::Till, act::Update>()?;
    let (ground, keys) = (app.cases(), app.keyring().clone());
    let after = app.store().write(move |tx| {
        let (t, _) = till(tx, &actor)?;
        ops::answer(tx, (&ground, &keys), &t, id, &said.text)
    });
    Ok(Json(after.await?.into()))
}
