//! The only ways into a handler that acts for somebody.

use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use guard::{Actor, ActorKind};
use http_base::ApiError;
use sm3::{Digest, Sm3};
use std::sync::Arc;

use super::AccountError;
use super::sessions::{Live, TokenDigest};
use crate::App;

/// Name of the session cookie.
pub const COOKIE_NAME: &str = "nj_session";

/// A signed-in cadre.
#[derive(Clone, Debug)]
pub struct Staff(pub Actor);

/// A signed-in member.
#[derive(Clone, Debug)]
pub struct MemberActor(pub Actor);

/// A signed-in cadre or member.
#[derive(Clone, Debug)]
pub struct AnyActor(pub Actor);

/// The session behind the request, for the session's own endpoints.
#[derive(Clone, Debug)]
pub struct Session(pub Arc<Live>, pub TokenDigest);

/// Digest of a token, for the other files of this room.
pub type TokenDigestOf = TokenDigest;

/// What is stored of a token.
pub fn token_digest(token: &str) -> TokenDigest {
    Sm3::digest(token.as_bytes()).into()
}

fn token(parts: &Parts) -> Option<&str> {
    let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut pairs = cookies.flat_map(|c| c.split(';')).filter_map(|p| p.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE_NAME).map(|(_, value)| value)
}

impl FromRequestParts<App> for Session {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let digest = token_digest(token(parts).ok_or(AccountError::NoSession)?);
        let live = app.sessions().find(app, digest).await?;
        app.limiter().take(live.id, app.clock().now())?;
        Ok(Self(live, digest))
    }
}

impl FromRequestParts<App> for AnyActor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        Session::from_request_parts(parts, app).await.map(|s| Self(s.0.actor.clone()))
    }
}

async fn of_kind(parts: &mut Parts, app: &App, kind: ActorKind) -> Result<Actor, ApiError> {
    let AnyActor(actor) = AnyActor::from_request_parts(parts, app).await?;
    // A member's session is no session for the console, and the other way round.
    if actor.kind() == kind { Ok(actor) } else { Err(AccountError::NoSession.into()) }
}

impl FromRequestParts<App> for Staff {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        of_kind(parts, app, ActorKind::Staff).await.map(Self)
    }
}

impl FromRequestParts<App> for MemberActor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        of_kind(parts, app, ActorKind::Member).await.map(Self)
    }
}
