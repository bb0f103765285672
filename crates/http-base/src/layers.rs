//! Layers around every request.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Clock, Status, Timestamp};
use metrics::{Label, SharedString};

use crate::address::client_of;
use crate::pace::paced;
use crate::{ApiError, ClientAddress, Limiter, Pace};

/// Number of a request, in the log and in the header `x-request-id`.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub u64);

static NEXT: AtomicU64 = AtomicU64::new(1);

/// Numbers of this run of the program begin at the instant of its start, so that none comes twice in a log.
pub fn begin_request_ids(now: Timestamp) {
    NEXT.store(u64::try_from(now.0).unwrap_or(0) * 1000, Ordering::Relaxed);
}

/// What surrounds the API. One layer for all of it: each layer of the router's own kind copies the ones beneath it for every
/// request, which together cost more than reading a member.
pub struct ApiLayer {
    /// Addresses of our own proxies.
    pub trusted: Vec<IpAddr>,
    /// Route templates of the operations that need no session.
    pub anonymous: HashSet<String>,
    /// Limits who is not signed in by address: an office behind one address signs in together in the morning, a guesser of
    /// passwords or codes is stopped.
    pub limiter: Limiter<IpAddr>,
    /// How slowly a body may come.
    pub pace: Pace,
    /// Time.
    pub clock: Arc<dyn Clock>,
}

impl ApiLayer {
    /// A change must come from our own pages: browsers do not send this header across sites without asking first.
    fn refusal(&self, request: &Request, client: Option<IpAddr>) -> Option<ApiError> {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
        let ours = request.headers().get("x-requested-with").is_some_and(|v| v == "niangjia");
        // Said by the browser itself, which no page can change: somebody else's page asks.
        let foreign = request.headers().get("sec-fetch-site").is_some_and(|v| v == "cross-site");
        if !reads && (!ours || foreign) {
            return Some(ApiError::of(Status::Forbidden, "http.csrf"));
        }
        let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let client = client.filter(|_| self.anonymous.contains(route))?;
        self.limiter.take(client, self.clock.now()).err()
    }
}

/// Around an answer of the API: the caller's address, the limits of those who are not signed in, request id, one log line,
/// metrics, headers. The log has method, route template, status and time: no address line, since searches carry names.
pub async fn around_api(State(layer): State<Arc<ApiLayer>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    let client = client_of(&request, &layer.trusted);
    let extensions = request.extensions_mut();
    extensions.insert(RequestId(id));
    if let Some(address) = client {
        extensions.insert(ClientAddress(address));
    }
    let (method, route) = (request.method().clone(), request.extensions().get::<MatchedPath>().cloned());
    let mut response = match layer.refusal(&request, client) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request.map(|body| paced(layer.pace, body))).await,
    };
    let (status, took) = (response.status().as_u16(), started.elapsed());
    measured(&method, route.as_ref(), status, took);
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    tracing::info!(request = id, %method, route, status, micros = took.as_micros() as u64, "answered");
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-request-id"), id.into());
    // Answers of the API hold personal data: no cache keeps them.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    secure(headers);
    response
}

fn measured(method: &Method, route: Option<&MatchedPath>, status: u16, took: Duration) {
    let route: SharedString = route.map_or("-".into(), |r| r.as_str().to_owned().into());
    let labels = [
        Label::new("method", method.as_str().to_owned()),
        Label::new("route", route.clone()),
        Label::new("status", status.to_string()),
    ];
    metrics::counter!("http_requests_total", labels.to_vec()).increment(1);
    metrics::histogram!("http_request_seconds", "route" => route).record(took.as_secs_f64());
}

/// Around a page or one of its parts.
pub async fn around_pages(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    secure(response.headers_mut());
    response
}

/// What pages may load: everything from here and nothing from elsewhere.
pub const PAGES_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; \
     object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

/// Headers that keep a browser from doing what our pages never need.
fn secure(headers: &mut HeaderMap) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CONTENT_SECURITY_POLICY, PAGES_POLICY);
    set(HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(self), microphone=()");
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
