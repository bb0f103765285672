//! Layers around every request.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Status, Timestamp};

use crate::ApiError;

/// Number of a request, in the log and in the header `x-request-id`.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub u64);

static NEXT: AtomicU64 = AtomicU64::new(1);

/// Numbers of this run of the program begin at the instant of its start, so that none comes twice in a log.
pub fn begin_request_ids(now: Timestamp) {
    NEXT.store(u64::try_from(now.0).unwrap_or(0) * 1000, Ordering::Relaxed);
}

/// Request id, one log line and metrics. The log has method, route template, status and time: no address line, since
/// searches carry names.
pub async fn observe(mut request: Request, next: Next) -> Response {
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    request.extensions_mut().insert(RequestId(id));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let started = Instant::now();
    let mut response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    let labels = [("method", method.to_string()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", "route" => route.clone()).record(took.as_secs_f64());
    tracing::info!(request = id, %method, route, status, micros = took.as_micros() as u64, "answered");
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}

/// A change must come from our own pages: browsers do not send this header across sites without asking first.
pub async fn guard_writes(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let ours = request.headers().get("x-requested-with").is_some_and(|v| v == "niangjia");
    if reads || ours {
        return next.run(request).await;
    }
    ApiError::of(Status::Forbidden, "http.csrf").into_response()
}

/// Headers that keep a browser from doing what our pages never need.
pub async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; \
         object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
    );
    set(HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()");
    response
}

/// Answers of the API hold personal data: no cache keeps them.
pub async fn keep_nothing(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The answer to a method that the address does not know.
pub async fn wrong_method() -> ApiError {
    ApiError::of(Status::MethodNotAllowed, "http.method")
}

/// The answer to an address that nothing answers to.
pub async fn missing() -> ApiError {
    ApiError::of(Status::NotFound, "http.not-found")
}

/// The answer to a panic in a handler.
pub fn panic_answer(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    ApiError::of(Status::Internal, "http.internal").into_response()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_problem_and_keeps_its_words_to_itself() {
        let router = Router::new()
            .route(
                "/panic",
                get(|| async {
                    if true {
                        panic!("330226198706150019")
                    }
                }),
            )
            .layer(CatchPanicLayer::custom(panic_answer));
        let request = Request::builder().uri("/panic").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        let body = axum::body::to_bytes(response.into_body(), 1 << 16).await.unwrap();
        let text = String::from_utf8_lossy(&body);
        assert!(text.contains("http.internal") && !text.contains("330226"), "{text}");
    }

    #[test]
    fn numbers_of_requests_begin_at_the_start_of_the_program() {
        begin_request_ids(Timestamp(1_795_395_600_000));
        assert!(NEXT.load(Ordering::Relaxed) >= 1_795_395_600_000_000);
    }
}
