//! Endpoints of sign-in and account administration.

mod accounts;
mod bulk;
mod hand_over;
mod member_session;
mod resets;
mod session;

pub use accounts::list_accounts;
pub(crate) use member_session::begin_member_session;
pub use member_session::{CodeAnswer, CodeProof, CodePurpose, send_code_to};

use std::time::Duration;

use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use kernel::{Id, Phone};
use moka::sync::Cache;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{COOKIE_NAME, TokenDigestOf};
use super::staff::Step;
use crate::App;

/// A sign-in under way: what was proved so far. Lives five minutes, in this process only.
#[derive(Clone, Debug)]
pub enum Challenge {
    /// The password was right.
    Staff {
        /// Account.
        account: Id,
        /// What comes next.
        step: Step,
        /// Secret of a second factor that is being set up.
        secret: Option<Vec<u8>>,
    },
    /// The one-time code was right.
    Member {
        /// Phone.
        phone: Phone,
    },
}

/// Sign-ins under way, by a random name.
pub type Challenges = Cache<String, Challenge>;

/// An empty set of sign-ins under way.
pub fn challenges() -> Challenges {
    Cache::builder().max_capacity(100_000).time_to_live(Duration::from_secs(300)).build()
}

/// A random name of 256 bits for a challenge or a session.
fn token(app: &App) -> String {
    B64.encode(app.random::<32>())
}

/// The cookie that carries a session; an empty token ends it.
fn cookie(app: &App, token: &str, seconds: i64) -> HeaderValue {
    let secure = if app.config().secure_cookies { "; Secure" } else { "" };
    let text = format!("{COOKIE_NAME}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// What a device says it is, shortened, for the list of own sessions.
fn device(headers: &axum::http::HeaderMap) -> String {
    let agent = headers.get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or("");
    agent.chars().take(120).collect()
}

fn digest_of(token: &str) -> TokenDigestOf {
    super::extract::token_digest(token)
}

/// Routes that need no session: the first steps of signing in.
pub fn anonymous_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(session::check_password))
        .routes(routes!(session::check_totp))
        .routes(routes!(session::set_first_password))
        .routes(routes!(member_session::send_code))
        .routes(routes!(member_session::check_code))
        .routes(routes!(member_session::identify_member))
}

/// Routes behind a session.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(session::get_session, session::end_session))
        .routes(routes!(session::end_all_sessions))
        .routes(routes!(session::list_sessions))
        .routes(routes!(session::end_other_session))
        .routes(routes!(session::change_password))
        .routes(routes!(accounts::list_accounts, accounts::create_account))
        .routes(routes!(accounts::get_account))
        .routes(routes!(bulk::get_account_template))
        .routes(routes!(bulk::preview_accounts))
        .routes(routes!(bulk::create_accounts))
        .routes(routes!(hand_over::hand_over_account))
        .routes(routes!(accounts::lock_account))
        .routes(routes!(accounts::unlock_account))
        .routes(routes!(accounts::create_grant))
        .routes(routes!(accounts::delete_grant))
        .routes(routes!(accounts::list_roles))
        .routes(routes!(resets::list_resets, resets::ask_reset))
        .routes(routes!(resets::approve_reset))
        .routes(routes!(resets::reject_reset))
}
