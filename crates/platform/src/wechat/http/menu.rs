//! The menu of the official account, for the system administrator.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IfMatch, Json};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use super::config;
use crate::App;
use crate::accounts::Staff;
use crate::wechat::menu::{self, LiveMenuEntry, MenuEntry};
use crate::wechat::store::menu as sql;

/// The menu as it is being edited.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WechatMenu {
    buttons: Vec<MenuEntry>,
    /// 0: none was put down yet.
    version: i64,
    /// Version that was sent last; 0 if none was.
    published: i64,
    changed_by_name: String,
    changed_at: Option<Timestamp>,
}

/// The menu as it is being edited.
#[utoipa::path(get, path = "/wechat/menu", tag = "wechat", operation_id = "get_wechat_menu",
    responses((status = 200, body = WechatMenu)), extensions(("x-permission" = json!("wechat.read"))))]
pub async fn get_wechat_menu(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<WechatMenu>, ApiError> {
    actor.permit::<res::Wechat, act::Read>()?;
    config(&app)?;
    let none = || WechatMenu {
        buttons: Vec::new(),
        version: 0,
        published: 0,
        changed_by_name: String::new(),
        changed_at: None,
    };
    let menu = app.store().read(sql::get).await?;
    Ok(Json(menu.map_or_else(none, |m| WechatMenu {
        buttons: m.buttons,
        version: m.version,
        published: m.published,
        changed_by_name: m.changed_by_name,
        changed_at: Some(m.changed_at),
    })))
}

/// Entries of the menu.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct WechatMenuForm {
    /// At most three.
    buttons: Vec<MenuEntry>,
}

/// Changes the menu; WeChat is not told. `If-Match` is the version that was seen, 0 if there was none.
#[utoipa::path(put, path = "/wechat/menu", tag = "wechat", operation_id = "edit_wechat_menu",
    request_body = WechatMenuForm, responses((status = 204)), extensions(("x-permission" = json!("wechat.update"))))]
pub async fn edit_wechat_menu(
    State(app): State<App>,
    Staff(actor): Staff,
    IfMatch(version): IfMatch,
    Json(form): Json<WechatMenuForm>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Wechat, act::Update>()?;
    config(&app)?;
    app.store().write(move |tx| menu::put(tx, &scope, &form.buttons, version)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The menu that WeChat shows now.
#[utoipa::path(get, path = "/wechat/menu/live", tag = "wechat", operation_id = "get_live_wechat_menu",
    responses((status = 200, body = Vec<LiveMenuEntry>)), extensions(("x-permission" = json!("wechat.read"))))]
pub async fn get_live_wechat_menu(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<LiveMenuEntry>>, ApiError> {
    actor.permit::<res::Wechat, act::Read>()?;
    let config = config(&app)?;
    Ok(Json(menu::live(&app, &config).await?))
}

/// Sends the menu to WeChat.
#[utoipa::path(post, path = "/wechat/menu/publish", tag = "wechat", operation_id = "publish_wechat_menu",
    responses((status = 204)), extensions(("x-permission" = json!("wechat.update"))))]
pub async fn publish_wechat_menu(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Wechat, act::Update>()?;
    let config = config(&app)?;
    menu::publish(&app, &config, scope).await?;
    Ok(StatusCode::NO_CONTENT)
}
