//! Recorded uses of standing discounts in the console.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, text, time, yes};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::{Names, place, searched};
use crate::merchant_error::{MerchantError, Result};
use crate::model::discount_use::UseState;
use crate::rules::member_code::{member_grouped, parse_member_number};
use crate::store::use_list::{self, Filter, Told};

/// Which uses.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitUseConditions {
    /// Only by members of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only at this merchant.
    pub merchant_id: Option<Id>,
    /// Only of this discount.
    pub discount_id: Option<Id>,
    /// Only by whoever has this number of a member's code.
    pub number: Option<String>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<UseState>,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub to: Option<Day>,
    /// In the name of the merchant or the title of the discount; or the whole number of a member's code.
    pub q: Option<String>,
}

/// A use that a till recorded.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitUse {
    id: Id,
    merchant_id: Id,
    merchant_name: String,
    discount_id: Id,
    discount_title: String,
    shop_name: String,
    clerk_name: String,
    /// Number of the member's code.
    number: String,
    /// Name of the member, masked.
    name: String,
    /// Where the person was a member.
    union_name: String,
    /// The whole bill; 0 if nobody told.
    bill_fen: i64,
    /// What was taken off; 0 if nobody told.
    saved_fen: i64,
    at: Timestamp,
    received_at: Timestamp,
    /// Whether the till had no network.
    offline: bool,
    state: UseState,
    state_label: String,
    /// Why it was taken back.
    reason: String,
}

fn row(tx: &mut Tx<'_>, names: &mut Names, told: Told) -> Result<BenefitUse> {
    let u = told.of;
    Ok(BenefitUse {
        id: u.id,
        merchant_id: u.merchant_id,
        merchant_name: told.merchant_name,
        discount_id: u.discount_id,
        discount_title: told.discount_title,
        shop_name: names.shop(tx, u.merchant_id, u.shop_id)?,
        clerk_name: u.clerk_name,
        number: member_grouped(&u.number),
        name: u.name,
        union_name: told.union_name,
        bill_fen: u.bill.0,
        saved_fen: u.saved.0,
        at: u.at,
        received_at: u.received_at,
        offline: u.offline,
        state: u.state,
        state_label: u.state.title().to_owned(),
        reason: u.reason,
    })
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, act::Read>,
    c: &BenefitUseConditions,
) -> Result<Filter> {
    let typed = c.q.as_deref().and_then(parse_member_number);
    // A number that is none of ours finds nothing.
    let asked = c.number.as_deref().map(|n| parse_member_number(n).unwrap_or_default());
    Ok(Filter {
        path: place(tx, scope, c.union_id)?,
        merchant: c.merchant_id,
        discount: c.discount_id,
        q: if typed.is_some() { String::new() } else { searched(c.q.as_deref()) },
        number: asked.or(typed),
        state: c.state,
        from: c.from,
        to: c.to,
    })
}

/// Uses by members of unions in sight, the latest first.
#[utoipa::path(get, path = "/benefit_uses", tag = "benefits", operation_id = "list_benefit_uses",
    params(BenefitUseConditions, PageQuery), responses((status = 200, body = Page<BenefitUse>)),
    extensions(("x-permission" = json!("redemption.read"))))]
pub async fn list_benefit_uses(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitUseConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitUse>>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let mut names = Names::default();
        let all = use_list::list(tx, &scope, &filter, before, limit + 1)?;
        all.into_iter().map(|told| row(tx, &mut names, told)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitUse| Cursor::of(r.id))))
}

/// How many uses match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_uses/count", tag = "benefits", operation_id = "count_benefit_uses",
    params(BenefitUseConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("redemption.read"))))]
pub async fn count_benefit_uses(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitUseConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, MerchantError>(use_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static LIST: List = List {
    resource: ResourceKind::Redemption,
    action: "redemption.use-export",
    title: "折扣使用记录",
    columns: &[
        time("at", "使用时间"),
        text("merchant_name", "商家", 28),
        text("shop_name", "门店", 24),
        text("discount_title", "折扣", 28),
        text("number", "会员码号", 16),
        text("name", "会员", 10),
        text("union_name", "所在工会", 28),
        money("bill_fen", "消费金额"),
        money("saved_fen", "优惠金额"),
        text("clerk_name", "店员", 12),
        yes("offline", "离线登记"),
        text("state_label", "状态", 10),
        text("reason", "原因", 30),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_uses/export", tag = "benefits", operation_id = "export_benefit_uses",
    request_body = Export<BenefitUseConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("redemption.export"))))]
pub async fn export_benefit_uses(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitUseConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&LIST, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_uses(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}
