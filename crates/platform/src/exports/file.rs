//! Made files on their way out: written whole to an unnamed file first, so that a failure half-way is a refusal and
//! never a short file, then streamed; memory does not grow with the file.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use http_base::ApiError;
use kernel::Status;
use tokio_util::io::ReaderStream;

use crate::App;

/// Number of rows of a made file, for the page that waits for it.
const ROWS: &str = "x-row-count";

/// Bytes of a made file; the length of the body is gone when it is compressed on the way.
const SIZE: &str = "x-file-size";

/// A file that has a name only until it is open: nothing of it is left after a crash.
///
/// # Errors
/// The data folder refuses.
pub fn unnamed(app: &App) -> std::io::Result<File> {
    let dir = app.config().data.join("tmp");
    std::fs::create_dir_all(&dir)?;
    let path = dir.join(hex::encode(app.random::<12>()));
    let file = File::options().create_new(true).read(true).write(true).open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

/// Set when nobody waits any more: the request's future was dropped.
#[derive(Debug, Default)]
pub struct Waiting(Arc<AtomicBool>);

impl Waiting {
    /// The flag that the maker of the file looks at.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What could not be made; written to the log once.
pub fn failed(e: &dyn std::fmt::Display) -> ApiError {
    tracing::error!(error = %e, "a file could not be made");
    ApiError::of(Status::Busy, "platform.file-failed")
}

/// Answers with the file from its beginning.
///
/// # Errors
/// It cannot be read.
pub fn answer(
    mut file: File,
    name: &str,
    kind: &'static str,
    rows: Option<u64>,
) -> Result<Response, ApiError> {
    let length = file.seek(SeekFrom::End(0)).map_err(|e| failed(&e))?;
    file.seek(SeekFrom::Start(0)).map_err(|e| failed(&e))?;
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(SIZE, HeaderValue::from(length));
    if let Some(rows) = rows {
        headers.insert(ROWS, HeaderValue::from(rows));
    }
    headers.insert(header::CONTENT_DISPOSITION, disposition(name));
    Ok((headers, body).into_response())
}

/// `attachment` under a Chinese name.
pub fn disposition(name: &str) -> HeaderValue {
    let encoded: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
    HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}
