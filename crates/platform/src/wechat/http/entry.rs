//! The way in: to WeChat's page that tells who somebody is, and back. Both are addresses that a browser opens, so what goes wrong on the
//! way back is told on the page for signing in.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_base::{ApiError, Json, Query};
use kernel::Problem as _;
use serde::{Deserialize, Serialize};

use super::config;
use crate::App;
use crate::accounts::http::begin_member_session;
use crate::wechat::menu::is_page;
use crate::wechat::proof::{self, LIFE_MS, PROOF, STATE};
use crate::wechat::{WechatConfig, WechatError, binding, protocol};

/// Whether there is a way in through WeChat.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WechatEntry {
    on: bool,
}

/// Tells the phone pages whether there is a way in through WeChat.
#[utoipa::path(get, path = "/wechat/entry", tag = "wechat", operation_id = "get_wechat_entry",
    responses((status = 200, body = WechatEntry)))]
pub async fn get_wechat_entry(State(app): State<App>) -> Json<WechatEntry> {
    Json(WechatEntry { on: app.config().wechat.is_some() })
}

/// Where to.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct BeginQuery {
    /// Page of the phone app that is opened afterwards, `/benefits`.
    #[serde(default)]
    to: String,
}

/// A cookie of this room; an empty one ends it.
fn cookie(app: &App, name: &str, value: &str) -> HeaderValue {
    let seconds = if value.is_empty() { 0 } else { LIFE_MS / 1000 };
    let secure = if app.config().secure_cookies { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/api; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Ends a cookie of this room, for the other files here.
pub(super) fn without(app: &App, name: &str) -> HeaderValue {
    cookie(app, name, "")
}

/// Opens `to`, with cookies.
fn open(to: &str, cookies: Vec<HeaderValue>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::LOCATION,
        HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/h5/")),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for c in cookies {
        headers.append(header::SET_COOKIE, c);
    }
    response
}

/// Leads to WeChat's page. The state that comes back from there is made of a cookie that only this browser has.
#[utoipa::path(get, path = "/wechat/begin", tag = "wechat", operation_id = "begin_wechat", params(BeginQuery),
    responses((status = 303, description = "to WeChat")))]
pub async fn begin_wechat(
    State(app): State<App>,
    Query(query): Query<BeginQuery>,
) -> Result<Response, ApiError> {
    let config = config(&app)?;
    let to = if is_page(&query.to) { query.to.as_str() } else { "/" };
    let begun = proof::begin(&app, to);
    let state = proof::state_of(&app, &begun);
    Ok(open(&protocol::authorize_url(&config, &state), vec![cookie(&app, STATE, &begun)]))
}

/// What WeChat adds to the address.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct ReturnQuery {
    /// Names the person for five minutes, once.
    #[serde(default)]
    code: String,
    /// What was given along.
    #[serde(default)]
    state: String,
}

/// Comes back from WeChat's page: signed in if the account is bound, else with a proof of it for the page that binds it.
#[utoipa::path(get, path = "/wechat/return", tag = "wechat", operation_id = "return_from_wechat", params(ReturnQuery),
    responses((status = 303, description = "to a page of the phone app")))]
pub async fn return_from_wechat(
    State(app): State<App>,
    headers: HeaderMap,
    Query(query): Query<ReturnQuery>,
) -> Result<Response, ApiError> {
    let config = config(&app)?;
    match come_back(&app, &config, &headers, &query).await {
        Ok(response) => Ok(response),
        Err(WechatError::Db(e)) => Err(e.into()),
        Err(e) => {
            let reason = if matches!(e, WechatError::NotBegun) { "begin" } else { "down" };
            tracing::warn!(code = e.code(), error = %e, "a sign-in through WeChat failed");
            Ok(open(&config.page(&format!("/sign-in?wechat={reason}")), vec![cookie(&app, STATE, "")]))
        }
    }
}

async fn come_back(
    app: &App,
    config: &WechatConfig,
    headers: &HeaderMap,
    query: &ReturnQuery,
) -> Result<Response, WechatError> {
    let begun = proof::cookie(headers, STATE).ok_or(WechatError::NotBegun)?;
    let to = proof::begun_to(app, begun, &query.state).ok_or(WechatError::NotBegun)?;
    let openid = protocol::openid(config, &query.code).await?;
    let (inner, known, name) = (app.clone(), config.clone(), openid.clone());
    let member = app.store().read(move |tx| binding::member_of(tx, &inner, &known, &name)).await?;
    let Some(member) = member else {
        let proof = proof::of_openid(app, &openid);
        let next = format!("/wechat?to={}", protocol::encode(&to));
        return Ok(open(&config.page(&next), vec![cookie(app, STATE, ""), cookie(app, PROOF, &proof)]));
    };
    let session = begin_member_session(app, headers, member).await.map_err(|e| match e {
        crate::accounts::AccountError::Db(e) => WechatError::Db(e),
        e => WechatError::Down(e.to_string()),
    })?;
    Ok(open(&config.page(&to), vec![cookie(app, STATE, ""), session]))
}
