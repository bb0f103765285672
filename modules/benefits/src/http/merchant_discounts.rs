//! What every member gets at a merchant: standing discounts, and on which days.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path};
use kernel::{Day, Id};
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::merchant_error::{MerchantError, Result};
use crate::model::merchant::{Discount, DiscountTerms};
use crate::model::proposal::DiscountText;
use crate::model::service_days::ServiceDays;
use crate::ops::discount as ops;
use crate::store::{merchant, shop};

/// What every member gets at a merchant.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitDiscount {
    id: Id,
    title: String,
    detail: String,
    from: Day,
    /// None until further notice.
    to: Option<Day>,
    /// Neither to come nor over today.
    open: bool,
    /// Holds today, also by its days.
    today: bool,
    /// For the member's code alone: each use is recorded at the till, and no monthly return tells of it.
    by_code: bool,
    /// How often a day to one member.
    per_day: i64,
    /// On which days; every day if all are empty.
    days: ServiceDays,
    /// The same in words; empty for every day.
    days_label: String,
    version: i64,
}

pub(super) fn discount_row(d: Discount, today: Day) -> BenefitDiscount {
    BenefitDiscount {
        today: d.holds(today),
        by_code: d.terms.by_code,
        per_day: d.terms.per_day,
        days_label: d.terms.days.words(),
        days: d.terms.days,
        id: d.id,
        title: d.title,
        detail: d.detail,
        from: d.from,
        to: Some(d.to).filter(|to| *to != Day::OPEN),
        open: d.from <= today && today <= d.to,
        version: d.version,
    }
}

/// Standing discounts of a merchant in sight, also those that are over.
#[utoipa::path(get, path = "/benefit_merchants/{id}/discounts", tag = "benefits",
    operation_id = "list_benefit_discounts", params(("id" = Id, Path)),
    responses((status = 200, body = Vec<BenefitDiscount>)), extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_benefit_discounts(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<BenefitDiscount>>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let found = app.store().read(move |tx| {
        merchant::find(tx, &scope, id)?.ok_or(MerchantError::NotFound)?;
        let today = tx.today();
        let all = shop::discounts(tx, id)?;
        Ok::<_, MerchantError>(all.into_iter().map(|d| discount_row(d, today)).collect())
    });
    Ok(Json(found.await?))
}

/// What is told of a discount.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitDiscount {
    /// In one line, 2 to 30 characters.
    title: String,
    /// Up to 200 characters.
    #[serde(default)]
    detail: String,
    from: Day,
    /// Until further notice if missing.
    #[serde(default)]
    to: Option<Day>,
    /// For the member's code alone: each use is recorded at the till, and no monthly return tells of it.
    #[serde(default)]
    by_code: bool,
    /// How often a day to one member, 1 to 20.
    #[serde(default = "once")]
    per_day: i64,
    /// On which days; every day if missing.
    #[serde(default)]
    days: ServiceDays,
}

fn once() -> i64 {
    1
}

impl NewBenefitDiscount {
    pub(super) fn text(&self) -> DiscountText {
        DiscountText {
            title: self.title.clone(),
            detail: self.detail.clone(),
            from: self.from,
            to: self.to.unwrap_or(Day::OPEN),
            terms: DiscountTerms { by_code: self.by_code, per_day: self.per_day, days: self.days.clone() },
        }
    }
}

/// Adds a standing discount.
#[utoipa::path(post, path = "/benefit_merchants/{id}/discounts", tag = "benefits",
    operation_id = "add_benefit_discount", params(("id" = Id, Path)), request_body = NewBenefitDiscount,
    responses((status = 201, body = BenefitDiscount)), extensions(("x-permission" = json!("merchant.update"))))]
pub async fn add_benefit_discount(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewBenefitDiscount>,
) -> std::result::Result<(StatusCode, Json<BenefitDiscount>), ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &new), |tx| {
            let today = tx.today();
            let (text, days) = ((new.title.as_str(), new.detail.as_str()), (new.from, new.to));
            let d = ops::add(tx, &scope, id, text, days, &new.text().terms)?;
            Ok::<_, MerchantError>(discount_row(d, today))
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Edits a standing discount that is not over; `If-Match` carries the version that was seen. What began keeps its first day, and the way
/// in which it is given stays for good.
#[utoipa::path(put, path = "/benefit_merchants/{id}/discounts/{discount_id}", tag = "benefits",
    operation_id = "edit_benefit_discount", params(("id" = Id, Path), ("discount_id" = Id, Path)),
    request_body = NewBenefitDiscount, responses((status = 200, body = BenefitDiscount)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn edit_benefit_discount(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, discount_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(told): Json<NewBenefitDiscount>,
) -> std::result::Result<Json<BenefitDiscount>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let after = app.store().write(move |tx| {
        let d = ops::edit(tx, &scope, (id, discount_id, version), &told.text())?;
        Ok::<_, MerchantError>(discount_row(d, tx.today()))
    });
    Ok(Json(after.await?))
}

/// Ends a standing discount: yesterday was its last day.
#[utoipa::path(post, path = "/benefit_merchants/{id}/discounts/{discount_id}/end", tag = "benefits",
    operation_id = "end_benefit_discount", params(("id" = Id, Path), ("discount_id" = Id, Path)),
    responses((status = 204)), extensions(("x-permission" = json!("merchant.update"))))]
pub async fn end_benefit_discount(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, discount_id)): Path<(Id, Id)>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let ended: Result<()> = app.store().write(move |tx| ops::end(tx, &scope, id, discount_id)).await;
    ended?;
    Ok(StatusCode::NO_CONTENT)
}
