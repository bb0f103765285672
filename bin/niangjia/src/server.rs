//! The HTTP server: API, its document, web pages, health and metrics.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, middleware};
use http_base::ApiError;
use kernel::Status;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use platform::App;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa_swagger_ui::SwaggerUi;

use crate::{modules, web};

/// Views of people are written, and edits of dictionaries, parameters and the calendar by another server are noticed,
/// this often.
const FLUSH: Duration = Duration::from_secs(5);

/// Whether the database answers.
async fn ready(State(app): State<App>) -> impl IntoResponse {
    match app.store().read(store::dialect::size_bytes).await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database"),
    }
}

async fn missing() -> ApiError {
    ApiError::of(Status::NotFound, "http.not-found")
}

/// The whole router.
pub fn router(app: &App, metrics: PrometheusHandle) -> Router {
    let (api, document) = modules::api().split_for_parts();
    let api = api
        .route("/api/{*rest}", axum::routing::any(missing))
        .route("/readyz", get(ready))
        .with_state(app.clone())
        .route("/healthz", get(|| async { "alive" }))
        .route("/metrics", get(move || async move { metrics.render() }))
        .layer(middleware::from_fn(http_base::guard_writes))
        .layer(CatchPanicLayer::custom(http_base::panic_answer))
        .layer(middleware::from_fn(http_base::observe));
    Router::new()
        .merge(SwaggerUi::new("/api/docs").url("/api/openapi.json", document))
        .merge(web::routes())
        .merge(api)
        .layer(CompressionLayer::new().gzip(true))
        .layer(middleware::from_fn(http_base::security_headers))
}

/// Installs the recorder of metrics.
///
/// # Errors
/// There is one already.
pub fn metrics() -> anyhow::Result<PrometheusHandle> {
    Ok(PrometheusBuilder::new().install_recorder()?)
}

/// Serves until the process is asked to end, then finishes what is under way.
///
/// # Errors
/// The address is in use.
pub async fn serve(app: App, listen: &str, started: impl FnOnce(std::net::SocketAddr)) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(listen).await?;
    started(listener.local_addr()?);
    let runner = platform::jobs::Runner::start(&app, modules::jobs(), 1);
    let flusher = tokio::spawn(flush(app.clone()));
    let router = router(&app, metrics()?);
    axum::serve(listener, router).with_graceful_shutdown(end()).await?;
    flusher.abort();
    tokio::task::spawn_blocking(move || {
        drop(runner);
        app.flush_views()
    })
    .await??;
    Ok(())
}

async fn flush(app: App) {
    let mut tick = tokio::time::interval(FLUSH);
    loop {
        tick.tick().await;
        let flushed = app.clone();
        match tokio::task::spawn_blocking(move || flushed.flush_views()).await {
            Ok(Err(e)) => tracing::warn!(error = %e, "views of people could not be written"),
            Ok(Ok(())) => {}
            Err(e) => tracing::warn!(error = %e, "views of people could not be written"),
        }
        if let Err(e) = app.reread_dated().await {
            tracing::warn!(error = %e, "dictionaries, parameters and the calendar could not be read again");
        }
    }
}

/// Ctrl-C or the service manager's signal.
async fn end() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    let terminate = async {
        if let Ok(mut s) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            s.recv().await;
        }
    };
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
