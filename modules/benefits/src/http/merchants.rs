//! Merchants: listed, shown, entered, edited, revealed.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, Scope, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query, etag,
};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, number, text, time};
use platform::parameters::keys;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::{place, searched, when};
use super::till::parameter;
use crate::merchant_error::{MerchantError, Result};
use crate::model::merchant::{Category, Merchant, MerchantState};
use crate::ops::merchant::{self as ops, Told};
use crate::ops::merchant_steps::may_decide;
use crate::rules::complaint::counted_from;
use crate::store::merchant_list::{self, Complained, Filter};
use crate::store::{complaint, merchant, settling, visit};

/// Merchants that were complained about.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitComplained {
    /// A complaint is being dealt with.
    Open,
    /// A complaint was upheld within a year.
    Upheld,
}

/// Which merchants.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitMerchantConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<MerchantState>,
    /// Only of this category.
    #[param(inline)]
    pub category: Option<Category>,
    /// Only those with a complaint that is being dealt with, or that was upheld within a year.
    #[param(inline)]
    pub complaints: Option<BenefitComplained>,
    /// Only those under contract that were not visited for as many months as `benefits.visit_months` says.
    pub unvisited: bool,
    /// In the name or the credit code.
    pub q: Option<String>,
}

/// A merchant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMerchant {
    id: Id,
    /// Union under contract with it.
    union_id: Id,
    union_name: String,
    name: String,
    credit_code: String,
    category: Category,
    category_label: String,
    contact: String,
    /// Last four digits.
    phone_tail: String,
    /// Last four digits.
    account_tail: String,
    contract_from: Day,
    contract_to: Day,
    state: MerchantState,
    state_label: String,
    /// Under contract, but the last day of the contract is over.
    expired: bool,
    /// Open shops.
    shops: i64,
    /// Clerks with an open account.
    clerks: i64,
    /// Day of the last visit.
    visited_on: Option<Day>,
    /// Complaints that are being dealt with.
    complaints: i64,
    /// Complaints that were upheld within a year.
    upheld: i64,
    /// Why it was returned, suspended, ended or blacklisted.
    reason: String,
    created_at: Timestamp,
    version: i64,
}

fn row(tx: &mut Tx<'_>, m: &Merchant) -> Result<BenefitMerchant> {
    let (shops, clerks) = merchant_list::sizes(tx, m.id)?;
    let (complaints, upheld) = complaint::counts(tx, m.id, counted_from(tx.today()))?;
    Ok(BenefitMerchant {
        id: m.id,
        union_id: m.union_id,
        union_name: m.union_name.clone(),
        name: m.name.clone(),
        credit_code: m.credit_code.clone(),
        category: m.category,
        category_label: m.category.title().to_owned(),
        contact: m.contact.clone(),
        phone_tail: m.phone_tail.clone(),
        account_tail: m.account_tail.clone(),
        contract_from: m.contract_from,
        contract_to: m.contract_to,
        state: m.state,
        state_label: m.state.title().to_owned(),
        expired: m.state == MerchantState::Contracted && m.contract_to < tx.today(),
        shops,
        clerks,
        visited_on: visit::last_day(tx, m.id)?,
        complaints,
        upheld,
        reason: m.reason.clone(),
        created_at: m.created_at,
        version: m.version,
    })
}

/// What somebody may do with a merchant now.
#[derive(Clone, Copy, Debug, Default, Serialize, utoipa::ToSchema)]
pub struct BenefitMerchantMay {
    edit: bool,
    /// Edit everything, not only whom to ask for.
    edit_all: bool,
    propose: bool,
    #[serde(rename = "return")]
    give_back: bool,
    contract: bool,
    suspend: bool,
    resume: bool,
    end: bool,
    blacklist: bool,
    reopen: bool,
    /// Add and change shops, clerks and discounts.
    add: bool,
    reveal: bool,
    /// Enter a visit.
    visit: bool,
}

/// A merchant with what may be done.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMerchantDetail {
    #[serde(flatten)]
    merchant: BenefitMerchant,
    holder: String,
    bank: String,
    made_by_name: String,
    decided_by_name: String,
    decided_at: Option<Timestamp>,
    /// Last day on the blacklist.
    barred_until: Option<Day>,
    /// What its union owes it by the book.
    owed_fen: i64,
    may: BenefitMerchantMay,
}

fn may(tx: &Tx<'_>, actor: &Actor, m: &Merchant) -> BenefitMerchantMay {
    use MerchantState as S;
    let path = &m.union_path;
    let update = actor.permit::<res::Merchant, act::Update>().is_ok_and(|s| s.covers(path));
    let approve = actor.permit::<res::Merchant, act::Approve>().is_ok_and(|s| s.covers(path));
    let barred = m.barred_until.is_some_and(|until| until >= tx.today());
    let live = !matches!(m.state, S::Ended | S::Blacklisted);
    BenefitMerchantMay {
        edit: update && matches!(m.state, S::Draft | S::Contracted | S::Suspended),
        edit_all: update && m.state == S::Draft,
        propose: update && m.state == S::Draft,
        give_back: approve && m.state == S::Proposed,
        contract: approve && m.state == S::Proposed && may_decide(m, actor.id()),
        suspend: update && m.state == S::Contracted,
        resume: approve && m.state == S::Suspended,
        end: approve && matches!(m.state, S::Contracted | S::Suspended),
        blacklist: approve && m.state != S::Blacklisted,
        reopen: update && matches!(m.state, S::Ended | S::Blacklisted) && !barred,
        add: update && live,
        reveal: update,
        visit: update,
    }
}

/// A merchant as it is shown to somebody.
pub fn detail(tx: &mut Tx<'_>, actor: &Actor, m: &Merchant) -> Result<BenefitMerchantDetail> {
    let owed = settling::owed(tx, m.id, m.union_id)?;
    Ok(BenefitMerchantDetail {
        merchant: row(tx, m)?,
        holder: m.holder.clone(),
        bank: m.bank.clone(),
        made_by_name: m.made_by_name.clone(),
        decided_by_name: m.decided_by_name.clone(),
        decided_at: when(m.decided_at),
        barred_until: m.barred_until,
        owed_fen: owed.0,
        may: may(tx, actor, m),
    })
}

/// A merchant with its version, as it is answered.
pub fn answered(d: BenefitMerchantDetail) -> impl IntoResponse {
    ([(header::ETAG, etag(d.merchant.version))], Json(d))
}

fn filter(
    tx: &mut Tx<'_>,
    months: i64,
    scope: &Scope<res::Merchant, act::Read>,
    c: &BenefitMerchantConditions,
) -> Result<Filter> {
    let path = place(tx, scope, c.union_id)?;
    Ok(Filter {
        path,
        state: c.state,
        category: c.category,
        complained: c.complaints.map(|which| match which {
            BenefitComplained::Open => Complained::Open,
            BenefitComplained::Upheld => Complained::Upheld { from: counted_from(tx.today()) },
        }),
        unvisited: Some(tx.today().plus_months(-months)).filter(|_| c.unvisited),
        q: searched(c.q.as_deref()),
    })
}

/// Merchants in sight, newest first.
#[utoipa::path(get, path = "/benefit_merchants", tag = "benefits", operation_id = "list_benefit_merchants",
    params(BenefitMerchantConditions, PageQuery), responses((status = 200, body = Page<BenefitMerchant>)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_benefit_merchants(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitMerchantConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitMerchant>>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let months = parameter(&app, keys::BENEFITS_VISIT_MONTHS);
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, months, &scope, &c)?;
        let all = merchant_list::list(tx, &scope, &filter, before, limit + 1)?;
        all.iter().map(|m| row(tx, m)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitMerchant| Cursor::of(r.id))))
}

/// How many merchants match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_merchants/count", tag = "benefits", operation_id = "count_benefit_merchants",
    params(BenefitMerchantConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn count_benefit_merchants(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitMerchantConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let months = parameter(&app, keys::BENEFITS_VISIT_MONTHS);
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, months, &scope, &c)?;
        Ok::<_, MerchantError>(merchant_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static MERCHANTS: List = List {
    resource: ResourceKind::Merchant,
    action: "merchant.export",
    title: "合作商家",
    columns: &[
        text("name", "商家", 30),
        text("credit_code", "统一社会信用代码", 22),
        text("category_label", "类别", 12),
        text("union_name", "签约工会", 28),
        text("state_label", "状态", 12),
        text("contact", "联系人", 12),
        text("phone_tail", "电话尾号", 10),
        text("account_tail", "账号尾号", 10),
        day("contract_from", "合同起"),
        day("contract_to", "合同止"),
        number("shops", "门店"),
        number("clerks", "店员"),
        day("visited_on", "最近走访"),
        number("complaints", "办理中的投诉"),
        number("upheld", "一年内成立的投诉"),
        text("reason", "原因", 30),
        time("created_at", "登记时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_merchants/export", tag = "benefits", operation_id = "export_benefit_merchants",
    request_body = Export<BenefitMerchantConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("merchant.export"))))]
pub async fn export_benefit_merchants(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitMerchantConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&MERCHANTS, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_merchants(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A merchant of a union in sight.
#[utoipa::path(get, path = "/benefit_merchants/{id}", tag = "benefits", operation_id = "get_benefit_merchant",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitMerchantDetail)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn get_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let found = app.store().read(move |tx| {
        let m = merchant::find(tx, &scope, id)?.ok_or(MerchantError::NotFound)?;
        detail(tx, &actor, &m)
    });
    Ok(answered(found.await?))
}

/// A merchant to enter.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitMerchant {
    /// Union under contract with it.
    union_id: Id,
    /// 统一社会信用代码.
    credit_code: String,
    /// 2 to 60 characters.
    name: String,
    category: Category,
    /// 2 to 30 characters.
    contact: String,
    phone: String,
    /// Holder of the account that is paid, 2 to 60 characters.
    holder: String,
    /// 2 to 60 characters.
    bank: String,
    /// 8 to 32 digits.
    account: String,
    contract_from: Day,
    contract_to: Day,
}

impl NewBenefitMerchant {
    fn told(&self) -> Told {
        Told {
            name: self.name.clone(),
            category: self.category,
            contact: self.contact.clone(),
            phone: self.phone.clone(),
            holder: self.holder.clone(),
            bank: self.bank.clone(),
            account: self.account.clone(),
            contract_from: self.contract_from,
            contract_to: self.contract_to,
        }
    }
}

/// Enters a merchant.
#[utoipa::path(post, path = "/benefit_merchants", tag = "benefits", operation_id = "add_benefit_merchant",
    request_body = NewBenefitMerchant, responses((status = 201, body = BenefitMerchantDetail)),
    extensions(("x-permission" = json!("merchant.create"))))]
pub async fn add_benefit_merchant(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewBenefitMerchant>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Create>()?;
    let keys = app.keyring().clone();
    let made = app.store().write(move |tx| {
        let id: Id = idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            ops::add(tx, &keys, &scope, (new.union_id, &new.credit_code), &new.told()).map(|m| m.id)
        })?;
        let m = merchant::find(tx, &scope, id)?.ok_or(MerchantError::NotFound)?;
        detail(tx, &actor, &m)
    });
    Ok((StatusCode::CREATED, answered(made.await?)))
}
