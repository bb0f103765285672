//! Endpoints of the module.

mod channel_figures;
mod channel_returns;
mod channels;
mod columns;
mod comments;
mod figures;
mod follow;
mod own;
mod pictures;
mod post_list;
mod posts;
mod public;
mod rss;
mod steps;
mod weekly;

use platform::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routes that need no session: what is published is for everybody.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(public::list_public_post_columns))
        .routes(routes!(public::list_public_posts))
        .routes(routes!(public::get_public_post))
        .routes(routes!(public::list_public_post_comments))
        .routes(routes!(pictures::get_public_post_picture))
        .routes(routes!(rss::get_posts_rss))
}

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_list::list_posts, posts::create_post))
        .routes(routes!(post_list::count_posts))
        .routes(routes!(post_list::export_posts))
        .routes(routes!(weekly::write_weekly_post))
        .routes(routes!(posts::get_post, posts::edit_post))
        .routes(routes!(pictures::add_post_picture))
        .routes(routes!(pictures::get_post_picture))
        .routes(routes!(steps::submit_post))
        .routes(routes!(steps::recall_post))
        .routes(routes!(steps::review_post))
        .routes(routes!(steps::return_post))
        .routes(routes!(steps::decline_post))
        .routes(routes!(steps::propose_post))
        .routes(routes!(steps::approve_post))
        .routes(routes!(steps::send_post_back))
        .routes(routes!(steps::withdraw_post))
        .routes(routes!(steps::correct_post))
        .routes(routes!(steps::abandon_post_correction))
        .routes(routes!(columns::list_post_columns, columns::create_post_column))
        .routes(routes!(columns::edit_post_column))
        .routes(routes!(comments::list_post_comments))
        .routes(routes!(comments::export_post_comments))
        .routes(routes!(comments::decide_post_comment))
        .routes(routes!(figures::get_post_figures))
        .routes(routes!(channels::list_post_channels, channels::create_post_channel))
        .routes(routes!(channels::count_post_channels))
        .routes(routes!(channels::export_post_channels))
        .routes(routes!(channels::edit_post_channel))
        .routes(routes!(channel_returns::list_post_channel_returns, channel_returns::put_post_channel_return))
        .routes(routes!(channel_returns::count_post_channel_returns))
        .routes(routes!(channel_returns::export_post_channel_returns))
        .routes(routes!(channel_returns::upload_post_channel_returns))
        .routes(routes!(channel_figures::get_post_channel_figures))
        .routes(routes!(own::list_own_posts))
        .routes(routes!(own::list_own_post_columns))
        .routes(routes!(own::get_own_post))
        .routes(routes!(own::comment_on_post))
        .routes(routes!(follow::list_followed_unions))
        .routes(routes!(follow::follow_union, follow::unfollow_union))
}
