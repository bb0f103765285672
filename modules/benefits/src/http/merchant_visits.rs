//! Visits to merchants: listed, entered, corrected, looked at again.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{ResourceKind, Scope, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag,
};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, text, time};
use platform::files::{self, Attachment};
use platform::parameters::keys;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::{place, searched};
use super::till::parameter;
use crate::merchant_error::{MerchantError, Result};
use crate::model::visit::{Visit, VisitItem, VisitState};
use crate::ops::visit::{self as ops, Entered};
use crate::store::visit::{self as store_visit, Filter, Listed};
use crate::store::{merchant, shop};

/// Which visits.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitVisitConditions {
    /// Only to merchants of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only to this merchant.
    pub merchant_id: Option<Id>,
    /// `mend`: only where something waits to be mended; `late`: only where that day is over.
    #[param(inline)]
    pub state: Option<BenefitVisitWaiting>,
    /// Only on this day and later.
    pub from: Option<Day>,
    /// Only on this day and earlier.
    pub to: Option<Day>,
    /// In the name of the merchant, or who went.
    pub q: Option<String>,
}

/// Visits of which something is to be looked at again.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitVisitWaiting {
    /// Something waits to be mended.
    Mend,
    /// That day is over.
    Late,
}

/// A visit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitVisit {
    id: Id,
    merchant_id: Id,
    merchant_name: String,
    union_name: String,
    /// None where no shop was named.
    shop_id: Option<Id>,
    /// Empty where no shop was named.
    shop_name: String,
    day: Day,
    /// Who went.
    people: String,
    state: VisitState,
    state_label: String,
    /// Items that are not as they should be.
    lacking: String,
    note: String,
    /// Until when something is to be mended.
    mend_by: Option<Day>,
    /// When it was found mended.
    mended_on: Option<Day>,
    mended_note: String,
    mended_by_name: String,
    made_by_name: String,
    created_at: Timestamp,
    /// Who corrected it last; empty if nobody did.
    edited_by_name: String,
    edited_at: Option<Timestamp>,
    version: i64,
}

fn row(tx: &mut Tx<'_>, l: &Listed) -> Result<BenefitVisit> {
    let v = &l.visit;
    let state = v.state(tx.today());
    let lacking: Vec<&str> = v.items.iter().filter(|i| !i.met).map(|i| i.label.as_str()).collect();
    Ok(BenefitVisit {
        id: v.id,
        merchant_id: v.merchant_id,
        merchant_name: l.merchant_name.clone(),
        union_name: l.union_name.clone(),
        shop_id: Some(v.shop_id).filter(|id| id.0 > 0),
        shop_name: shop::find(tx, v.merchant_id, v.shop_id)?.map(|s| s.name).unwrap_or_default(),
        day: v.day,
        people: v.people.clone(),
        state,
        state_label: state.title().to_owned(),
        lacking: lacking.join("；"),
        note: v.note.clone(),
        mend_by: v.mend_by,
        mended_on: v.mended_on,
        mended_note: v.mended_note.clone(),
        mended_by_name: v.mended_by_name.clone(),
        made_by_name: v.made_by_name.clone(),
        created_at: v.created_at,
        edited_by_name: v.edited_by_name.clone(),
        edited_at: Some(v.edited_at).filter(|at| at.0 > 0),
        version: v.version,
    })
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, act::Read>,
    c: &BenefitVisitConditions,
) -> Result<Filter> {
    Ok(Filter {
        path: place(tx, scope, c.union_id)?,
        merchant: c.merchant_id,
        mend: c.state.is_some(),
        late_on: Some(tx.today()).filter(|_| matches!(c.state, Some(BenefitVisitWaiting::Late))),
        from: c.from,
        to: c.to,
        q: searched(c.q.as_deref()),
    })
}

/// Visits to merchants in sight, entered last first.
#[utoipa::path(get, path = "/benefit_visits", tag = "benefits", operation_id = "list_benefit_visits",
    params(BenefitVisitConditions, PageQuery), responses((status = 200, body = Page<BenefitVisit>)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_benefit_visits(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitVisitConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitVisit>>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let all = store_visit::list(tx, &scope, &filter, before, limit + 1)?;
        all.iter().map(|l| row(tx, l)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitVisit| Cursor::of(r.id))))
}

/// How many visits match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_visits/count", tag = "benefits", operation_id = "count_benefit_visits",
    params(BenefitVisitConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn count_benefit_visits(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitVisitConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, MerchantError>(store_visit::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static VISITS: List = List {
    resource: ResourceKind::Merchant,
    action: "benefit-visit.export",
    title: "商家走访",
    columns: &[
        day("day", "走访日期"),
        text("merchant_name", "商家", 30),
        text("shop_name", "门店", 24),
        text("union_name", "签约工会", 28),
        text("people", "走访人", 20),
        text("state_label", "结果", 10),
        text("lacking", "不符合的项目", 50),
        text("note", "说明", 40),
        day("mend_by", "整改期限"),
        day("mended_on", "整改日期"),
        text("mended_note", "整改情况", 40),
        text("made_by_name", "登记人", 12),
        time("created_at", "登记时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_visits/export", tag = "benefits", operation_id = "export_benefit_visits",
    request_body = Export<BenefitVisitConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("merchant.export"))))]
pub async fn export_benefit_visits(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitVisitConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&VISITS, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_visits(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// The checklist of visits of today.
#[utoipa::path(get, path = "/benefit_visit_items", tag = "benefits", operation_id = "list_benefit_visit_items",
    responses((status = 200, body = Vec<VisitItem>)), extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_benefit_visit_items(
    State(app): State<App>,
    Staff(actor): Staff,
) -> std::result::Result<Json<Vec<VisitItem>>, ApiError> {
    actor.permit::<res::Merchant, act::Read>()?;
    Ok(Json(ops::checklist(&app.codesets(), app.clock().today())))
}

/// A visit with its checklist and photos.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitVisitDetail {
    #[serde(flatten)]
    visit: BenefitVisit,
    items: Vec<VisitItem>,
    photos: Vec<Attachment>,
    /// Photos may be added, and what waits may be told mended.
    may_update: bool,
    /// It may still be corrected.
    may_edit: bool,
}

/// `may_update`, and for how many days a visit may be corrected.
type May = (bool, i64);

fn detail(
    tx: &mut Tx<'_>,
    (may_update, days): May,
    names: (String, String),
    v: Visit,
) -> Result<BenefitVisitDetail> {
    let (items, photos) = (v.items.clone(), files::of_record(tx, v.id)?);
    let may_edit = may_update && v.may_edit(tx.today(), days);
    let l = Listed { visit: v, merchant_name: names.0, union_name: names.1 };
    Ok(BenefitVisitDetail { visit: row(tx, &l)?, items, photos, may_update, may_edit })
}

fn answered(d: BenefitVisitDetail) -> impl IntoResponse {
    ([(header::ETAG, etag(d.visit.version))], Json(d))
}

/// A visit to a merchant in sight.
#[utoipa::path(get, path = "/benefit_merchants/{id}/visits/{visit_id}", tag = "benefits",
    operation_id = "get_benefit_visit", params(("id" = Id, Path), ("visit_id" = Id, Path)),
    responses((status = 200, body = BenefitVisitDetail)), extensions(("x-permission" = json!("merchant.read"))))]
pub async fn get_benefit_visit(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, visit_id)): Path<(Id, Id)>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let days = parameter(&app, keys::BENEFITS_VISIT_EDIT_DAYS);
    let found = app.store().read(move |tx| {
        let m = merchant::find(tx, &scope, id)?.ok_or(MerchantError::NotFound)?;
        let v = store_visit::find(tx, id, visit_id)?.ok_or(MerchantError::VisitNotFound)?;
        let may = actor.permit::<res::Merchant, act::Update>().is_ok_and(|s| s.covers(&m.union_path));
        detail(tx, (may, days), (m.name, m.union_name), v)
    });
    Ok(answered(found.await?))
}

/// A visit to enter.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitVisit {
    /// Shop, if one was visited.
    #[serde(default)]
    shop_id: Option<Id>,
    /// Not after today.
    day: Day,
    /// Who went, 2 to 60 characters.
    people: String,
    /// Codes of items that are as they should be.
    #[serde(default)]
    met: Vec<String>,
    /// At most 500 characters; needed where something is to be mended.
    #[serde(default)]
    note: String,
    /// Until when something is to be mended; none if nothing is.
    #[serde(default)]
    mend_by: Option<Day>,
}

impl NewBenefitVisit {
    fn entered(self) -> Entered {
        let Self { shop_id, day, people, met, note, mend_by } = self;
        Entered { shop_id, day, people, met, note, mend_by }
    }
}

/// A visit that was entered.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitVisitMade {
    id: Id,
}

/// Enters a visit to a merchant.
#[utoipa::path(post, path = "/benefit_merchants/{id}/visits", tag = "benefits", operation_id = "add_benefit_visit",
    params(("id" = Id, Path)), request_body = NewBenefitVisit, responses((status = 201, body = BenefitVisitMade)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn add_benefit_visit(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewBenefitVisit>,
) -> std::result::Result<(StatusCode, Json<BenefitVisitMade>), ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let words = app.codesets();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &new), |tx| {
            let (_, v) = ops::enter(tx, &words, &scope, id, &new.clone().entered())?;
            Ok::<_, MerchantError>(BenefitVisitMade { id: v.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Corrects a visit for some days after it was entered; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/benefit_merchants/{id}/visits/{visit_id}", tag = "benefits",
    operation_id = "edit_benefit_visit", params(("id" = Id, Path), ("visit_id" = Id, Path)),
    request_body = NewBenefitVisit, responses((status = 200, body = BenefitVisitDetail)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn edit_benefit_visit(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, visit_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(new): Json<NewBenefitVisit>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let (words, days) = (app.codesets(), parameter(&app, keys::BENEFITS_VISIT_EDIT_DAYS));
    let after = app.store().write(move |tx| {
        let e = new.clone().entered();
        let (m, v) = ops::edit(tx, (&words, days), &scope, (id, visit_id, version), &e)?;
        detail(tx, (true, days), (m.name, m.union_name), v)
    });
    Ok(answered(after.await?))
}

/// What was found when somebody looked again.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitVisitMended {
    /// 2 to 500 characters.
    note: String,
}

/// Keeps that what was to be mended after a visit was found mended.
#[utoipa::path(post, path = "/benefit_merchants/{id}/visits/{visit_id}/mended", tag = "benefits",
    operation_id = "mend_benefit_visit", params(("id" = Id, Path), ("visit_id" = Id, Path)),
    request_body = BenefitVisitMended, responses((status = 200, body = BenefitVisitDetail)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn mend_benefit_visit(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, visit_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(said): Json<BenefitVisitMended>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let days = parameter(&app, keys::BENEFITS_VISIT_EDIT_DAYS);
    let after = app.store().write(move |tx| {
        let (m, v) = ops::mended(tx, &scope, (id, visit_id, version), &said.note)?;
        detail(tx, (true, days), (m.name, m.union_name), v)
    });
    Ok(answered(after.await?))
}
