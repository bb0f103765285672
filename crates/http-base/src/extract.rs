//! Extractors whose refusals are problems.

use axum::body::{Body, to_bytes};
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, OptionalFromRequestParts, Request};
use axum::http::HeaderValue;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use kernel::{Params, Status};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ApiError;

/// Longest JSON body, in bytes.
const MAX_JSON: usize = 2 << 20;

/// JSON in and out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(req: Request, state: &S) -> Result<Self, ApiError> {
        // Whatever a router allows for uploads.
        let (parts, body) = req.into_parts();
        let body = to_bytes(body, MAX_JSON).await;
        let body = body.map_err(|_| ApiError::of(Status::TooLarge, "http.body-too-large"))?;
        if memchr::memmem::find(&body, br"\u0000").is_some() {
            return Err(ApiError::new(
                Status::BadRequest,
                "http.body-unreadable",
                &reason(NO_TEXT),
                Vec::new(),
            ));
        }
        let read = axum::Json::<T>::from_request(Request::from_parts(parts, Body::from(body)), state).await;
        read.map(|axum::Json(v)| Self(v)).map_err(|e| match e {
            JsonRejection::JsonDataError(e) => {
                ApiError::new(Status::BadRequest, "http.body-wrong", &reason(&e.body_text()), Vec::new())
            }
            JsonRejection::BytesRejection(_) => ApiError::of(Status::TooLarge, "http.body-too-large"),
            e => {
                ApiError::new(Status::BadRequest, "http.body-unreadable", &reason(&e.body_text()), Vec::new())
            }
        })
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// No text of a database may hold the character NUL: PostgreSQL refuses it, SQLite cuts there.
const NO_TEXT: &str = "NUL";

/// Why a request cannot be read: fields and positions, at most the one value that does not fit. It goes back to the
/// sender only, never into a log.
fn reason(why: &str) -> Params {
    [("reason", why.chars().take(200).collect())].into()
}

/// Query parameters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        if parts.uri.query().is_some_and(|q| q.contains("%00")) {
            return Err(ApiError::new(
                Status::BadRequest,
                "http.query-unreadable",
                &reason(NO_TEXT),
                Vec::new(),
            ));
        }
        let read = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        read.map(|q| Self(q.0)).map_err(|e: QueryRejection| {
            ApiError::new(Status::BadRequest, "http.query-unreadable", &reason(&e.body_text()), Vec::new())
        })
    }
}

/// Path parameters.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        if parts.uri.path().contains("%00") {
            return Err(ApiError::of(Status::NotFound, "http.not-found"));
        }
        let read = <axum::extract::Path<T> as FromRequestParts<S>>::from_request_parts(parts, state).await;
        // A path that cannot be read names nothing.
        read.map(|p| Self(p.0)).map_err(|_: PathRejection| ApiError::of(Status::NotFound, "http.not-found"))
    }
}

/// The version that the caller has seen, from `If-Match: "7"`; required on edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let given = parts.headers.get("if-match").and_then(|v| v.to_str().ok());
        let version =
            given.map(|v| v.trim_start_matches("W/").trim_matches('"')).and_then(|v| v.parse().ok());
        version.map(Self).ok_or_else(|| ApiError::of(Status::BadRequest, "http.if-match-missing"))
    }
}

/// The header value of a version, `"7"`.
pub fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
}

/// The caller's key of this request, made before the first try.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        let key = value.to_str().ok().filter(|k| (8..=100).contains(&k.len()));
        key.map(|k| Self(Some(k.to_owned())))
            .ok_or_else(|| ApiError::of(Status::BadRequest, "http.idempotency-key"))
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, ApiError> {
        if parts.headers.contains_key("if-match") {
            return <Self as FromRequestParts<S>>::from_request_parts(parts, state).await.map(Some);
        }
        Ok(None)
    }
}
