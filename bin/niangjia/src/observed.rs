//! Metrics for Prometheus. No label holds anything about a person.

use std::sync::{Mutex, PoisonError};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use platform::App;
use platform::jobs::Overview;

/// Upper bounds of the buckets of times, in seconds.
const SECONDS: &[f64] =
    &[0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Upper bounds of the buckets of closures per commit.
const CLOSURES: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];

/// The recorder of metrics of this process.
///
/// # Errors
/// Somebody else has installed one.
pub fn recorder() -> anyhow::Result<PrometheusHandle> {
    static HANDLE: Mutex<Option<PrometheusHandle>> = Mutex::new(None);
    let mut slot = HANDLE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = slot.as_ref() {
        return Ok(handle.clone());
    }
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), SECONDS)?
        .set_buckets_for_metric(Matcher::Suffix("_closures".into()), CLOSURES)?;
    let handle = builder.install_recorder()?;
    describe();
    *slot = Some(handle.clone());
    Ok(handle)
}

fn describe() {
    metrics::describe_counter!("http_requests_total", "Requests by method, route and status");
    metrics::describe_histogram!("http_request_seconds", "Time to answer, by route");
    metrics::describe_gauge!("store_write_queue", "Writes that wait for the writer");
    metrics::describe_histogram!("store_commit_closures", "Writes that shared one commit");
    metrics::describe_histogram!("store_commit_seconds", "Time of a commit, with what its hooks write");
    metrics::describe_gauge!("store_size_bytes", "Size of the database");
    metrics::describe_gauge!("jobs_waiting", "Jobs that wait for a worker");
    metrics::describe_gauge!("jobs_failed", "Jobs that were given up");
    metrics::describe_gauge!("sessions_active", "Sessions used within the last minute");
}

/// The text for Prometheus. What only the database knows is asked now; `up`-like metrics stay even when it is silent.
pub async fn render(app: &App, handle: &PrometheusHandle) -> String {
    let known = app
        .store()
        .read(|tx| Ok::<_, store::DbError>((Overview::read(tx)?, store::dialect::size_bytes(tx)?)));
    let answers = match known.await {
        Ok((jobs, bytes)) => {
            metrics::gauge!("jobs_waiting").set(jobs.waiting as f64);
            metrics::gauge!("jobs_failed").set(jobs.failed as f64);
            metrics::gauge!("store_size_bytes").set(bytes as f64);
            1.0
        }
        Err(_) => 0.0,
    };
    metrics::gauge!("store_up").set(answers);
    metrics::gauge!("sessions_active").set(app.sessions().active() as f64);
    handle.render()
}
