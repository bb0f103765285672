//! Files in and out of requests.

use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_base::ApiError;
use kernel::Status;
use platform::App;
use platform::files::{FileUse, Incoming, StoredFile};

/// The body is no form, or was cut off.
pub fn unreadable(e: MultipartError) -> ApiError {
    match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::of(Status::TooLarge, "http.body-too-large"),
        _ => ApiError::of(Status::BadRequest, "registry.upload-unreadable"),
    }
}

/// Streams a field of a form to its place among the attachments.
///
/// # Errors
/// What the files room refuses; a body that cannot be read.
pub async fn receive_file(app: &App, kind: &FileUse, field: &mut Field<'_>) -> Result<StoredFile, ApiError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let mut incoming = Incoming::begin(app, kind)?;
    while let Some(bytes) = field.chunk().await.map_err(unreadable)? {
        incoming.push(&bytes)?;
    }
    Ok(incoming.finish(app, &name)?)
}

/// An answer that is saved as a file, never shown in the page.
pub fn download(name: &str, mime: &'static str, body: impl Into<Body>) -> Response {
    let encoded: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
    let mut response = body.into().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
