//! Shops for members: where something is to be had, the nearest first.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use kernel::Id;
use platform::App;
use platform::accounts::MemberActor;
use serde::{Deserialize, Serialize};

use crate::merchant_error::{MerchantError, field};
use crate::model::merchant::{Category, Place};
use crate::ops::own_shops::{Near, Wanted, near};

/// Which shops.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitShopQuery {
    /// Only those that take vouchers of this campaign.
    pub campaign: Option<Id>,
    /// Latitude and longitude in degrees with a comma between them; used for the order and not kept.
    pub near: Option<String>,
    /// In the name or the address.
    pub q: Option<String>,
    /// Only of this category.
    #[param(inline)]
    pub category: Option<Category>,
    /// At most so many, 1 to 200; 50 if missing.
    pub limit: Option<i64>,
}

/// What every member gets there.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitNearDiscount {
    title: String,
    detail: String,
    /// None until further notice.
    to: Option<kernel::Day>,
    /// Holds today.
    today: bool,
    /// On which days, in words; empty for every day.
    days_label: String,
    /// Given for the member's code.
    by_code: bool,
}

/// A shop.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitNearShop {
    merchant_id: Id,
    shop_id: Id,
    name: String,
    merchant_name: String,
    category: Category,
    category_label: String,
    address: String,
    hours: String,
    phone: String,
    lat: Option<f64>,
    lng: Option<f64>,
    /// Metres as the crow flies; none where one of the places is not known.
    distance_m: Option<i64>,
    discounts: Vec<BenefitNearDiscount>,
}

/// Shops.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitNearShops {
    items: Vec<BenefitNearShop>,
    /// There are more than were asked for.
    more: bool,
}

fn shown(found: Near, today: kernel::Day) -> BenefitNearShop {
    let degrees = found.shop.place.map(|p| p.degrees());
    let discounts = found.discounts.into_iter().map(|d| BenefitNearDiscount {
        today: d.holds(today),
        days_label: d.terms.days.words(),
        by_code: d.terms.by_code,
        title: d.title,
        detail: d.detail,
        to: Some(d.to).filter(|to| *to != kernel::Day::OPEN),
    });
    BenefitNearShop {
        merchant_id: found.shop.merchant_id,
        shop_id: found.shop.id,
        name: found.shop.name,
        merchant_name: found.merchant_name,
        category: found.category,
        category_label: found.category.title().to_owned(),
        address: found.shop.address,
        hours: found.shop.hours,
        phone: found.shop.phone,
        lat: degrees.map(|d| d.0),
        lng: degrees.map(|d| d.1),
        distance_m: found.metres,
        discounts: discounts.collect(),
    }
}

fn place_of(text: &str) -> Result<Place, MerchantError> {
    let degrees = text.split_once(',').and_then(|(a, b)| a.trim().parse().ok().zip(b.trim().parse().ok()));
    degrees
        .and_then(|(lat, lng)| Place::of_degrees(lat, lng))
        .ok_or_else(|| field("/near", "benefits.place-form"))
}

/// Shops of merchants under contract with the member's unions.
#[utoipa::path(get, path = "/me/benefit_shops", tag = "me", operation_id = "list_own_benefit_shops",
    params(BenefitShopQuery), responses((status = 200, body = BenefitNearShops)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_own_benefit_shops(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Query(q): Query<BenefitShopQuery>,
) -> Result<Json<BenefitNearShops>, ApiError> {
    actor.permit::<res::Merchant, act::Read>()?;
    let limit = q.limit.unwrap_or(50).clamp(1, 200) as usize;
    let wanted = Wanted {
        campaign: q.campaign,
        from: q.near.as_deref().map(place_of).transpose()?,
        text: super::merchant_words::searched(q.q.as_deref()),
        category: q.category,
    };
    let found = app.store().read(move |tx| near(tx, actor.id(), &wanted)).await?;
    let (more, today) = (found.len() > limit, app.clock().today());
    let items = found.into_iter().take(limit).map(|n| shown(n, today));
    Ok(Json(BenefitNearShops { items: items.collect(), more }))
}
