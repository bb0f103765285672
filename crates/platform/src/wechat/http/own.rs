//! The member's own: binding, agreements, and the signature that a page in WeChat needs.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};
use store::Tx;

use super::config;
use super::entry::without;
use crate::App;
use crate::accounts::MemberActor;
use crate::wechat::proof::{self, PROOF};
use crate::wechat::store::{binding as bindings, template as templates};
use crate::wechat::template::topic_named;
use crate::wechat::{MessageKind, WechatError, binding, token};

/// A topic that one can be told of through WeChat.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnWechatTopic {
    /// Title.
    title: String,
    kind: MessageKind,
    /// Template at WeChat, by which its page asks.
    template_id: String,
    /// Messages agreed to that were not sent yet; says nothing of template messages, which ask for no agreement.
    left: i64,
}

/// How one stands with WeChat.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnWechat {
    /// This installation has an official account.
    on: bool,
    /// Since when an account of WeChat is bound.
    bound_at: Option<Timestamp>,
    /// WeChat has just told whose account this is, and it can be bound.
    proved: bool,
    /// What one can be told of.
    topics: Vec<OwnWechatTopic>,
}

fn topics(tx: &mut Tx<'_>, person: kernel::Id) -> store::DbResult<Vec<OwnWechatTopic>> {
    let mut all = Vec::new();
    for t in templates::all(tx)?.into_iter().filter(|t| t.enabled) {
        let Some(topic) = topic_named(&t.topic) else { continue };
        let left = bindings::left(tx, person, &t.template_id)?;
        all.push(OwnWechatTopic {
            title: topic.title.to_owned(),
            kind: t.kind,
            template_id: t.template_id,
            left,
        });
    }
    Ok(all)
}

/// How the member stands with WeChat.
#[utoipa::path(get, path = "/me/wechat", tag = "me", operation_id = "get_own_wechat",
    responses((status = 200, body = OwnWechat)), extensions(("x-permission" = json!("notice.read"))))]
pub async fn get_own_wechat(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    headers: HeaderMap,
) -> Result<Json<OwnWechat>, ApiError> {
    actor.permit::<res::Notice, act::Read>()?;
    if app.config().wechat.is_none() {
        return Ok(Json(OwnWechat { on: false, bound_at: None, proved: false, topics: Vec::new() }));
    }
    let (person, proved) = (actor.id(), proof::openid_in(&app, &headers).is_some());
    let read = app
        .store()
        .read(move |tx| Ok::<_, store::DbError>((binding::bound_at(tx, person)?, topics(tx, person)?)));
    let (bound_at, topics) = read.await?;
    Ok(Json(OwnWechat { on: true, bound_at, proved, topics }))
}

/// Consent to the binding.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct BindWechat {
    /// The person has read what is kept, and agrees.
    consent: bool,
}

/// Binds the account of WeChat that has just proved itself in this browser.
#[utoipa::path(post, path = "/me/wechat", tag = "me", operation_id = "bind_wechat", request_body = BindWechat,
    responses((status = 204)), extensions(("x-permission" = json!("notice.update"))))]
pub async fn bind_wechat(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    headers: HeaderMap,
    Json(request): Json<BindWechat>,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Notice, act::Update>()?;
    let config = config(&app)?;
    let openid =
        proof::openid_in(&app, &headers).filter(|_| request.consent).ok_or(WechatError::ProofOver)?;
    let keys = app.keyring().clone();
    app.store().write(move |tx| binding::bind(tx, &keys, &scope, &config.app_id, &openid)).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, without(&app, PROOF))]).into_response())
}

/// Takes the binding away.
#[utoipa::path(delete, path = "/me/wechat", tag = "me", operation_id = "unbind_wechat",
    responses((status = 204)), extensions(("x-permission" = json!("notice.update"))))]
pub async fn unbind_wechat(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Notice, act::Update>()?;
    app.store().write(move |tx| binding::unbind(tx, &scope)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What WeChat's page said of templates.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct WechatAgreement {
    /// Templates that were accepted.
    template_ids: Vec<String>,
}

/// Counts what the member has just agreed to on WeChat's page: one message for each template.
#[utoipa::path(post, path = "/me/wechat/agreements", tag = "me", operation_id = "agree_to_wechat",
    request_body = WechatAgreement, responses((status = 204)), extensions(("x-permission" = json!("notice.update"))))]
pub async fn agree_to_wechat(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Json(request): Json<WechatAgreement>,
) -> Result<StatusCode, ApiError> {
    actor.permit::<res::Notice, act::Update>()?;
    config(&app)?;
    app.store().write(move |tx| binding::agree(tx, &actor, &request.template_ids)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which page.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct PageAddress {
    /// Address of the page up to `#`.
    #[serde(default)]
    url: String,
}

/// What a page in WeChat says of itself before it may ask for something.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SignedWechatPage {
    app_id: String,
    /// Seconds since 1970.
    timestamp: i64,
    nonce: String,
    signature: String,
    /// Address of WeChat's script.
    script: String,
}

/// Signs a page of ours, so that WeChat lets it ask.
#[utoipa::path(get, path = "/me/wechat/page", tag = "me", operation_id = "sign_wechat_page", params(PageAddress),
    responses((status = 200, body = SignedWechatPage)), extensions(("x-permission" = json!("notice.read"))))]
pub async fn sign_wechat_page(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Query(query): Query<PageAddress>,
) -> Result<Json<SignedWechatPage>, ApiError> {
    actor.permit::<res::Notice, act::Read>()?;
    let config = config(&app)?;
    let ours = query.url.strip_prefix(&config.public_url).is_some_and(|rest| rest.starts_with('/'));
    if !ours {
        return Err(WechatError::NotFound.into());
    }
    let ticket = token::page_ticket(&app, &config).await.map_err(WechatError::from)?;
    let (timestamp, nonce) = (app.clock().now().0 / 1000, hex::encode(app.random::<8>()));
    let text = format!("jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={}", query.url);
    let signature = hex::encode(Sha1::digest(text.as_bytes()));
    let script = format!("{}/open/js/jweixin-1.6.0.js", config.script);
    Ok(Json(SignedWechatPage { app_id: config.app_id, timestamp, nonce, signature, script }))
}
