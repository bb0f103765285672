//! The HTTP server: API, its document, web pages, health and metrics.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::serve::{Listener, ListenerExt};
use axum::{Router, middleware};
use http_base::{ApiLayer, Limiter, Pace};
use metrics_exporter_prometheus::PrometheusHandle;
use platform::App;
use tokio::sync::watch;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa_swagger_ui::SwaggerUi;

use crate::{modules, observed, tls, web};

pub use crate::observed::recorder as metrics;

/// Views of people are written, and edits of dictionaries, parameters and the calendar by another server are noticed,
/// this often.
const FLUSH: Duration = Duration::from_secs(5);

/// After the order to end, requests under way get this long.
const GRACE: Duration = Duration::from_secs(30);

/// How to serve.
#[derive(Clone, Debug, Default)]
pub struct ServeOptions {
    /// Address to listen on, `127.0.0.1:8080`.
    pub listen: String,
    /// Certificate chain and private key, PEM: then TLS is spoken.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Addresses of our own proxies, whose `X-Forwarded-For` is believed.
    pub trusted: Vec<IpAddr>,
}

/// Whether the database answers.
async fn ready(State(app): State<App>) -> impl IntoResponse {
    match app.store().read(store::dialect::size_bytes).await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database"),
    }
}

/// The whole router, for a server without a proxy in front.
pub fn router(app: &App, metrics: PrometheusHandle) -> Router {
    router_behind(app, metrics, &[])
}

/// The whole router; `trusted` are the addresses of our own proxies.
pub fn router_behind(app: &App, metrics: PrometheusHandle, trusted: &[IpAddr]) -> Router {
    let (api, document) = modules::api().split_for_parts();
    let layer = ApiLayer {
        trusted: trusted.to_vec(),
        anonymous: modules::anonymous_paths(),
        limiter: Limiter::new(300, 120),
        pace: Pace::default(),
        clock: app.clock().clone(),
    };
    let around = middleware::from_fn_with_state(Arc::new(layer), http_base::around_api);
    let compress = CompressionLayer::new().gzip(true);
    let api = api
        .route("/api/{*rest}", axum::routing::any(http_base::missing))
        .route("/readyz", get(ready))
        .route(
            "/metrics",
            get(move |State(app): State<App>| async move { observed::render(&app, &metrics).await }),
        )
        .with_state(app.clone())
        .route("/healthz", get(|| async { "alive" }))
        .method_not_allowed_fallback(http_base::wrong_method)
        .layer(
            ServiceBuilder::new()
                .layer(compress.clone())
                .layer(around)
                .layer(CatchPanicLayer::custom(http_base::panic_answer)),
        );
    let pages = ServiceBuilder::new().layer(compress).layer(middleware::from_fn(http_base::around_pages));
    Router::new()
        .merge(SwaggerUi::new("/api/docs").url("/api/openapi.json", document))
        .merge(web::routes(app.config().wechat.as_ref().map(|w| w.script.as_str())))
        .method_not_allowed_fallback(http_base::wrong_method)
        .fallback(http_base::missing)
        .layer(pages)
        .merge(api)
}

/// Serves until the process is asked to end, then finishes what is under way.
///
/// # Errors
/// The address is in use; certificate or key cannot be read.
pub async fn serve(app: App, options: &ServeOptions, started: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(&options.listen).await?;
    let address = listener.local_addr()?;
    http_base::begin_request_ids(app.clock().now());
    let metrics = metrics()?;
    let router = router_behind(&app, metrics.clone(), &options.trusted);
    let runner = platform::jobs::Runner::start(&app, modules::jobs());
    let flusher = tokio::spawn(flush(app.clone(), metrics));
    let (asked, stop) = watch::channel(false);
    tokio::spawn(async move {
        end().await;
        let _ = asked.send(true);
    });
    match &options.tls {
        Some((certificate, key)) => {
            let listener = tls::TlsListener::new(listener, certificate, key)?;
            started(address);
            answer(listener, router, stop).await?;
        }
        None => {
            started(address);
            answer(listener.tap_io(|io| drop(io.set_nodelay(true))), router, stop).await?;
        }
    }
    flusher.abort();
    tokio::task::spawn_blocking(move || {
        drop(runner);
        app.flush()
    })
    .await??;
    Ok(())
}

/// Answers requests until the order to end, then at most [`GRACE`] longer.
async fn answer<L>(listener: L, router: Router, stop: watch::Receiver<bool>) -> std::io::Result<()>
where
    L: Listener<Addr = SocketAddr>,
{
    let (mut asked, mut late) = (stop.clone(), stop);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener.tap_io(|_| ()), service).with_graceful_shutdown(async move {
        let _ = asked.wait_for(|stop| *stop).await;
    });
    let too_late = async move {
        let _ = late.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = serving.into_future() => ended,
        () = too_late => {
            tracing::warn!("requests were still under way when the time to finish them was over");
            Ok(())
        }
    }
}

async fn flush(app: App, metrics: PrometheusHandle) {
    let mut tick = tokio::time::interval(FLUSH);
    loop {
        tick.tick().await;
        match app.keyring().reload() {
            Ok(true) => tracing::info!("the key file has changed and was read again"),
            Ok(false) => {}
            Err(e) => tracing::warn!(error = %e, "the key file cannot be read; the keys in use stay"),
        }
        // Without it the samples of histograms pile up until somebody asks for them.
        metrics.run_upkeep();
        let flushed = app.clone();
        match tokio::task::spawn_blocking(move || flushed.flush()).await {
            Ok(Err(e)) => {
                tracing::warn!(error = %e, "views of people and uses of sessions could not be written")
            }
            Ok(Ok(())) => {}
            Err(e) => tracing::warn!(error = %e, "views of people and uses of sessions could not be written"),
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
