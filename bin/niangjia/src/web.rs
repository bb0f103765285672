//! The built web pages, inside the program.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Router, extract::State};
use http_base::PAGES_POLICY;
use rust_embed::{Embed, EmbeddedFile};

#[derive(Embed)]
#[folder = "../../web/apps/console/dist"]
struct Console;

#[derive(Embed)]
#[folder = "../../web/apps/h5/dist"]
struct H5;

type Find = fn(&str) -> Option<EmbeddedFile>;

async fn file(State(find): State<Find>, path: Option<Path<String>>) -> Response {
    let path = path.map_or_else(String::new, |Path(p)| p);
    let name = if path.is_empty() { "index.html" } else { path.as_str() };
    let Some(found) = find(name) else {
        let text = "页面不存在。若刚从源码启动，请先运行 make build 生成网页。";
        return (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text)
            .into_response();
    };
    let mut response = Body::from(found.data.into_owned()).into_response();
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(kind.as_ref()) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    // Names of assets carry their digest; the page itself must be asked for each time.
    let keep = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

fn app(find: Find) -> Router {
    Router::new().route("/", get(file)).route("/{*path}", get(file)).with_state(find)
}

/// Lets the phone pages load WeChat's script, which its own buttons need, and nothing else from elsewhere.
fn with_script_from(pages: Router, origin: &str) -> Router {
    let policy = format!("script-src 'self' {origin}; {PAGES_POLICY}");
    let Ok(policy) = HeaderValue::from_str(&policy) else { return pages };
    pages.layer(middleware::map_response(move |mut response: Response| {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        std::future::ready(response)
    }))
}

/// `/console/`, `/h5/`, and the way to them. `script_from` is where WeChat's script comes from, where there is an official account.
pub fn routes(script_from: Option<&str>) -> Router {
    let h5 = app(H5::get);
    let h5 = match script_from {
        Some(origin) => with_script_from(h5, origin),
        None => h5,
    };
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/console/") }))
        .route("/console", get(|| async { Redirect::temporary("/console/") }))
        .route("/h5", get(|| async { Redirect::temporary("/h5/") }))
        .nest("/console/", app(Console::get))
        .nest("/h5/", h5)
}
