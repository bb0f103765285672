//! For the system administrator: how it stands, templates, and what became of messages.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Cursor, IfMatch, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::config;
use crate::App;
use crate::accounts::Staff;
use crate::wechat::store::message::{self, Message, MessageState};
use crate::wechat::store::{binding, template as sql};
use crate::wechat::template::{self, MessageKind, TOPICS, Template, TemplateField, topic_named};
use crate::wechat::{WechatError, token};

/// How it stands with the official account.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WechatOverview {
    app_id: String,
    /// Address of the interface.
    api: String,
    /// Address that WeChat comes back to; it must be registered there.
    back: String,
    /// Members who bound their account.
    bound: i64,
    /// Until when the access token holds; none if there is none yet.
    token_until: Option<Timestamp>,
    /// Subscribe messages handed over today.
    subscribes_today: i64,
    /// Template messages handed over today.
    templates_today: i64,
    /// Template messages a day at most.
    templates_a_day: i64,
}

/// How it stands with the official account.
#[utoipa::path(get, path = "/wechat", tag = "wechat", operation_id = "get_wechat",
    responses((status = 200, body = WechatOverview)), extensions(("x-permission" = json!("wechat.read"))))]
pub async fn get_wechat(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<WechatOverview>, ApiError> {
    actor.permit::<res::Wechat, act::Read>()?;
    let config = config(&app)?;
    let overview = app.store().read(move |tx| {
        Ok::<_, store::DbError>(WechatOverview {
            bound: binding::count(tx)?,
            token_until: token::held_until(tx, &config)?,
            subscribes_today: message::sent_today(tx, MessageKind::Subscribe)?,
            templates_today: message::sent_today(tx, MessageKind::Template)?,
            templates_a_day: config.templates_a_day,
            back: format!("{}/api/wechat/return", config.public_url),
            app_id: config.app_id,
            api: config.api,
        })
    });
    Ok(Json(overview.await?))
}

/// Asks the interface for something harmless with the access token: whether account, secret and network are right.
#[utoipa::path(post, path = "/wechat/check", tag = "wechat", operation_id = "check_wechat",
    responses((status = 204)), extensions(("x-permission" = json!("wechat.update"))))]
pub async fn check_wechat(State(app): State<App>, Staff(actor): Staff) -> Result<StatusCode, ApiError> {
    actor.permit::<res::Wechat, act::Update>()?;
    let config = config(&app)?;
    let path = "/cgi-bin/get_api_domain_ip";
    let answer = token::with_token(&app, &config, axum::http::Method::GET, path, None, None).await;
    answer.map_err(WechatError::from)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A topic and the template for it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WechatTemplateRow {
    topic: String,
    title: String,
    /// None: WeChat is told nothing of this topic.
    template: Option<WechatTemplateView>,
}

/// A template.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WechatTemplateView {
    #[serde(flatten)]
    form: WechatTemplateForm,
    version: i64,
}

/// What is said of a template.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WechatTemplateForm {
    kind: MessageKind,
    /// Id of the template at WeChat.
    template_id: String,
    /// One to ten fields.
    fields: Vec<TemplateField>,
    /// Messages are sent.
    enabled: bool,
}

/// All topics with their templates.
#[utoipa::path(get, path = "/wechat/templates", tag = "wechat", operation_id = "list_wechat_templates",
    responses((status = 200, body = Vec<WechatTemplateRow>)), extensions(("x-permission" = json!("wechat.read"))))]
pub async fn list_wechat_templates(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<WechatTemplateRow>>, ApiError> {
    actor.permit::<res::Wechat, act::Read>()?;
    config(&app)?;
    let known = app.store().read(sql::all).await?;
    let view = |t: &Template| WechatTemplateView {
        form: WechatTemplateForm {
            kind: t.kind,
            template_id: t.template_id.clone(),
            fields: t.fields.clone(),
            enabled: t.enabled,
        },
        version: t.version,
    };
    let row = |t: &template::Topic| WechatTemplateRow {
        topic: t.code.to_owned(),
        title: t.title.to_owned(),
        template: known.iter().find(|k| k.topic == t.code).map(view),
    };
    Ok(Json(TOPICS.iter().map(row).collect()))
}

/// Puts the template of a topic down; `If-Match` is the version that was seen, 0 if there was none.
#[utoipa::path(put, path = "/wechat/templates/{topic}", tag = "wechat", operation_id = "set_wechat_template",
    params(("topic" = String, Path)), request_body = WechatTemplateForm, responses((status = 204)),
    extensions(("x-permission" = json!("wechat.update"))))]
pub async fn set_wechat_template(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(topic): Path<String>,
    IfMatch(version): IfMatch,
    Json(form): Json<WechatTemplateForm>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Wechat, act::Update>()?;
    config(&app)?;
    let WechatTemplateForm { kind, template_id, fields, enabled } = form;
    let new = Template { topic, kind, template_id: template_id.trim().to_owned(), fields, enabled, version };
    app.store().write(move |tx| template::put(tx, &scope, &new)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the template of a topic away.
#[utoipa::path(delete, path = "/wechat/templates/{topic}", tag = "wechat", operation_id = "drop_wechat_template",
    params(("topic" = String, Path)), responses((status = 204)),
    extensions(("x-permission" = json!("wechat.update"))))]
pub async fn drop_wechat_template(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(topic): Path<String>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Wechat, act::Update>()?;
    config(&app)?;
    app.store().write(move |tx| template::take_away(tx, &scope, &topic)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which messages.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct WechatMessageQuery {
    /// Only those in this state.
    state: Option<MessageState>,
}

/// What became of a message. Whom it was for and what the notice says is not told here.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WechatMessageRow {
    id: Id,
    topic: String,
    kind: MessageKind,
    state: MessageState,
    /// Why, in Chinese; empty if there is nothing to say.
    reason: String,
    tries: i64,
    /// When the notice was written.
    at: Timestamp,
    /// When it was handed over last; 0 if never.
    tried_at: Timestamp,
}

fn row(m: Message) -> WechatMessageRow {
    WechatMessageRow {
        id: m.id,
        topic: topic_named(&m.topic).map_or(m.topic.clone(), |t| t.title.to_owned()),
        kind: m.kind,
        state: m.state,
        reason: m.reason,
        tries: m.tries,
        at: m.at,
        tried_at: m.tried_at,
    }
}

/// Messages to WeChat, newest first.
#[utoipa::path(get, path = "/wechat/messages", tag = "wechat", operation_id = "list_wechat_messages",
    params(WechatMessageQuery, PageQuery), responses((status = 200, body = Page<WechatMessageRow>)),
    extensions(("x-permission" = json!("wechat.read"))))]
pub async fn list_wechat_messages(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<WechatMessageQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<WechatMessageRow>>, ApiError> {
    actor.permit::<res::Wechat, act::Read>()?;
    config(&app)?;
    let (before, limit) = (page.last()?, page.rows());
    let rows = app.store().read(move |tx| message::list(tx, query.state, before, limit + 1)).await?;
    Ok(Json(Page::from_rows(rows, limit as usize, |m| Cursor::of(m.id)).map(row)))
}
