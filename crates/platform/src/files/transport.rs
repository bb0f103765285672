//! Files in and out of requests.

use axum::body::Body;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_base::ApiError;
use kernel::Status;
use tokio_util::io::ReaderStream;

use super::{Attachment, FileError, FileUse, Incoming, StoredFile};
use crate::App;

/// The body is no form, or was cut off.
pub fn unreadable(e: MultipartError) -> ApiError {
    match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::of(Status::TooLarge, "http.body-too-large"),
        _ => ApiError::of(Status::BadRequest, "platform.upload-unreadable"),
    }
}

/// The file of a form with an optional `note` before it, kept to 200 characters.
///
/// # Errors
/// As [`receive_file`]; a form without a file.
pub async fn receive_form(
    app: &App,
    kind: &FileUse,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StoredFile, String), ApiError> {
    let lost = || ApiError::of(Status::BadRequest, "platform.upload-unreadable");
    let mut form = form.map_err(|_| lost())?;
    let (mut note, mut file) = (String::new(), None);
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("note") => note = field.text().await.map_err(unreadable)?.chars().take(200).collect(),
            _ => file = Some(receive_file(app, kind, &mut field).await?),
        }
    }
    Ok((file.ok_or_else(lost)?, note.trim().to_owned()))
}

/// The bytes of an attachment as an answer that is saved as a file.
///
/// # Errors
/// The bytes are missing.
pub async fn send(app: &App, kind: &FileUse, found: &Attachment) -> Result<Response, ApiError> {
    let bytes = tokio::fs::File::open(super::path(app, &found.digest)).await;
    let bytes = bytes.map_err(|_| FileError::Missing(found.digest.clone()))?;
    let known = kind.types.iter().map(|t| t.mime()).find(|m| *m == found.media_type);
    let body = Body::from_stream(ReaderStream::new(bytes));
    Ok(download(&found.name, known.unwrap_or("application/octet-stream"), body))
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
