//! Shops and clerks of a merchant.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path};
use kernel::{Id, Timestamp};
use platform::accounts::{AccountError, Staff, hash_password, random_password};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::merchant_error::MerchantError;
use crate::model::merchant::{Clerk, Shop};
use crate::ops::clerk::{self as clerks, NewClerk, Secret};
use crate::ops::merchant::{self as ops, ToldShop};
use crate::store::{clerk, merchant, shop};

/// A shop.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitShop {
    id: Id,
    merchant_id: Id,
    name: String,
    address: String,
    /// Degrees.
    lat: Option<f64>,
    /// Degrees.
    lng: Option<f64>,
    hours: String,
    phone: String,
    open: bool,
    version: i64,
}

impl From<Shop> for BenefitShop {
    fn from(s: Shop) -> Self {
        let degrees = s.place.map(|p| p.degrees());
        Self {
            id: s.id,
            merchant_id: s.merchant_id,
            name: s.name,
            address: s.address,
            lat: degrees.map(|d| d.0),
            lng: degrees.map(|d| d.1),
            hours: s.hours,
            phone: s.phone,
            open: s.open,
            version: s.version,
        }
    }
}

/// What is told of a shop.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitShopTold {
    /// 2 to 60 characters.
    name: String,
    /// 2 to 100 characters.
    address: String,
    /// Degrees; with `lng`.
    #[serde(default)]
    lat: Option<f64>,
    /// Degrees; with `lat`.
    #[serde(default)]
    lng: Option<f64>,
    /// In words, up to 60 characters.
    #[serde(default)]
    hours: String,
    /// As customers know it, up to 20 characters.
    #[serde(default)]
    phone: String,
    /// Takes part; yes if missing.
    #[serde(default)]
    open: Option<bool>,
}

impl BenefitShopTold {
    fn told(&self) -> ToldShop {
        ToldShop {
            name: self.name.clone(),
            address: self.address.clone(),
            degrees: self.lat.zip(self.lng),
            hours: self.hours.clone(),
            phone: self.phone.clone(),
            open: self.open.unwrap_or(true),
        }
    }
}

/// Shops of a merchant in sight.
#[utoipa::path(get, path = "/benefit_merchants/{id}/shops", tag = "benefits", operation_id = "list_benefit_shops",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<BenefitShop>)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_benefit_shops(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<BenefitShop>>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let found = app.store().read(move |tx| {
        merchant::find(tx, &scope, id)?.ok_or(MerchantError::NotFound)?;
        Ok::<_, MerchantError>(shop::of(tx, id)?)
    });
    Ok(Json(found.await?.into_iter().map(BenefitShop::from).collect()))
}

/// Adds a shop.
#[utoipa::path(post, path = "/benefit_merchants/{id}/shops", tag = "benefits", operation_id = "add_benefit_shop",
    params(("id" = Id, Path)), request_body = BenefitShopTold, responses((status = 201, body = BenefitShop)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn add_benefit_shop(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(told): Json<BenefitShopTold>,
) -> std::result::Result<(StatusCode, Json<BenefitShop>), ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &told), |tx| {
            ops::put_shop(tx, &scope, (id, None), &told.told()).map(BenefitShop::from)
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Changes a shop; `If-Match` carries the version that was seen.
#[utoipa::path(put, path = "/benefit_merchants/{id}/shops/{shop_id}", tag = "benefits",
    operation_id = "edit_benefit_shop", params(("id" = Id, Path), ("shop_id" = Id, Path)),
    request_body = BenefitShopTold, responses((status = 200, body = BenefitShop)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn edit_benefit_shop(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, shop_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(told): Json<BenefitShopTold>,
) -> std::result::Result<Json<BenefitShop>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let after =
        app.store().write(move |tx| ops::put_shop(tx, &scope, (id, Some((shop_id, version))), &told.told()));
    Ok(Json(after.await?.into()))
}

/// Somebody with an account for the tills of a merchant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitClerk {
    account_id: Id,
    name: String,
    /// Name to sign in with.
    sign_in: String,
    shop_id: Id,
    shop_name: String,
    /// Whether the account may still be used.
    open: bool,
    /// Speaks for the merchant: proposes what it gives to members.
    manager: bool,
    created_at: Timestamp,
}

fn clerk_row(c: Clerk, shops: &[Shop]) -> BenefitClerk {
    let at = shops.iter().find(|s| s.id == c.shop_id);
    BenefitClerk {
        account_id: c.account_id,
        name: c.name,
        sign_in: c.sign_in,
        shop_id: c.shop_id,
        shop_name: at.map(|s| s.name.clone()).unwrap_or_default(),
        open: c.open,
        manager: c.manager,
        created_at: c.created_at,
    }
}

/// Clerks of a merchant in sight.
#[utoipa::path(get, path = "/benefit_merchants/{id}/clerks", tag = "benefits", operation_id = "list_benefit_clerks",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<BenefitClerk>)),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn list_benefit_clerks(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<BenefitClerk>>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let found = app.store().read(move |tx| {
        merchant::find(tx, &scope, id)?.ok_or(MerchantError::NotFound)?;
        let shops = shop::of(tx, id)?;
        let all = clerk::of_merchant(tx, id)?;
        Ok::<_, MerchantError>(all.into_iter().map(|c| clerk_row(c, &shops)).collect())
    });
    Ok(Json(found.await?))
}

/// A clerk to make.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitClerk {
    shop_id: Id,
    /// 2 to 30 characters.
    name: String,
    /// Name to sign in with: 3 to 32 letters, digits, `.`, `_`, `-`.
    sign_in: String,
    /// So that vouchers of the clerk's own can be seen; may be missing.
    #[serde(default)]
    phone: String,
    /// Speaks for the merchant: proposes what it gives to members.
    #[serde(default)]
    manager: bool,
}

/// A new clerk with the first password, shown once.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitClerkMade {
    clerk: BenefitClerk,
    /// To be handed over; must be changed at the first sign-in. Not stored, not shown again.
    password: String,
}

/// Makes an account for the tills of a shop.
#[utoipa::path(post, path = "/benefit_merchants/{id}/clerks", tag = "benefits", operation_id = "add_benefit_clerk",
    params(("id" = Id, Path)), request_body = NewBenefitClerk, responses((status = 201, body = BenefitClerkMade)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn add_benefit_clerk(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(new): Json<NewBenefitClerk>,
) -> std::result::Result<(StatusCode, Json<BenefitClerkMade>), ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let (password, salt, keys) = (random_password(&app), app.random::<16>(), app.keyring().clone());
    let text = password.clone();
    let hash = tokio::task::spawn_blocking(move || hash_password(&text, &salt)).await;
    let hash = hash.map_err(|e| AccountError::Channel(e.to_string()))??;
    let made = app.store().write(move |tx| {
        let new = NewClerk {
            shop_id: new.shop_id,
            name: new.name.clone(),
            sign_in: new.sign_in.clone(),
            phone: new.phone.clone(),
            manager: new.manager,
            account: Secret { hash: hash.clone(), totp: None, must_change: true },
        };
        let c = clerks::add(tx, &keys, &scope, id, &new)?;
        let shops = shop::of(tx, id)?;
        Ok::<_, MerchantError>(clerk_row(c, &shops))
    });
    Ok((StatusCode::CREATED, Json(BenefitClerkMade { clerk: made.await?, password })))
}

/// Closes the account of a clerk; its sessions end.
#[utoipa::path(post, path = "/benefit_merchants/{id}/clerks/{account_id}/close", tag = "benefits",
    operation_id = "close_benefit_clerk", params(("id" = Id, Path), ("account_id" = Id, Path)),
    responses((status = 204)), extensions(("x-permission" = json!("merchant.update"))))]
pub async fn close_benefit_clerk(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, account_id)): Path<(Id, Id)>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    app.store().write(move |tx| clerks::close(tx, &scope, id, account_id)).await?;
    app.sessions().forget_all();
    Ok(StatusCode::NO_CONTENT)
}

/// Whether somebody speaks for the merchant.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitManager {
    manager: bool,
}

/// Says whether a clerk speaks for the merchant and proposes what it gives to members.
#[utoipa::path(put, path = "/benefit_merchants/{id}/clerks/{account_id}/manager", tag = "benefits",
    operation_id = "put_benefit_manager", params(("id" = Id, Path), ("account_id" = Id, Path)),
    request_body = BenefitManager, responses((status = 200, body = BenefitClerk)),
    extensions(("x-permission" = json!("merchant.update"))))]
pub async fn put_benefit_manager(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, account_id)): Path<(Id, Id)>,
    Json(said): Json<BenefitManager>,
) -> std::result::Result<Json<BenefitClerk>, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let after = app.store().write(move |tx| {
        let c = clerks::put_manager(tx, &scope, (id, account_id), said.manager)?;
        let shops = shop::of(tx, id)?;
        Ok::<_, MerchantError>(clerk_row(c, &shops))
    });
    Ok(Json(after.await?))
}
