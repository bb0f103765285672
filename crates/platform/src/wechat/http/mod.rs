//! Endpoints of the room.

mod admin;
mod entry;
mod menu;
mod own;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{WechatConfig, WechatError};
use crate::App;

/// The official account of this installation.
fn config(app: &App) -> Result<WechatConfig, WechatError> {
    app.config().wechat.clone().ok_or(WechatError::Off)
}

/// Routes that need no session: the way in.
pub(crate) fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(entry::get_wechat_entry))
        .routes(routes!(entry::begin_wechat))
        .routes(routes!(entry::return_from_wechat))
}

/// Routes behind a session.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own::get_own_wechat, own::bind_wechat, own::unbind_wechat))
        .routes(routes!(own::agree_to_wechat))
        .routes(routes!(own::sign_wechat_page))
        .routes(routes!(admin::get_wechat))
        .routes(routes!(admin::check_wechat))
        .routes(routes!(admin::list_wechat_templates))
        .routes(routes!(admin::set_wechat_template, admin::drop_wechat_template))
        .routes(routes!(admin::list_wechat_messages))
        .routes(routes!(menu::get_wechat_menu, menu::edit_wechat_menu))
        .routes(routes!(menu::get_live_wechat_menu))
        .routes(routes!(menu::publish_wechat_menu))
}
