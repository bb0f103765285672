//! From a problem to an answer (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Params, Problem, Status};
use serde::Serialize;

/// Body of every refusal.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemDocument {
    /// Stable URI that ends in the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short English title of the status.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What is wrong and what to do, in Chinese.
    pub detail: String,
    /// Stable code `module.reason`.
    pub code: String,
    /// Values in the sentence.
    pub params: std::collections::BTreeMap<String, String>,
    /// Wrong fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// One wrong field.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FieldProblem {
    /// JSON pointer, `/name`.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// What is wrong, in Chinese.
    pub detail: String,
}

/// What a handler fails with. Made from any [`Problem`] by `?`.
#[derive(Debug)]
pub struct ApiError {
    status: Status,
    document: Box<ProblemDocument>,
}

impl<P: Problem> From<P> for ApiError {
    fn from(p: P) -> Self {
        // The one place where an internal failure is written to the log: with its whole chain, without request data.
        if p.status() == Status::Internal {
            let mut chain = p.to_string();
            let mut source = p.source();
            while let Some(s) = source {
                chain.push_str(&format!(": {s}"));
                source = s.source();
            }
            tracing::error!(code = p.code(), error = %chain, "a request failed");
        }
        let errors = p.field_errors().into_iter().map(|f| FieldProblem {
            detail: kernel::locale::sentence(f.code, &f.params),
            code: f.code.to_owned(),
            pointer: f.pointer,
        });
        Self::new(p.status(), p.code(), &p.params(), errors.collect())
    }
}

impl ApiError {
    pub(crate) fn new(status: Status, code: &str, params: &Params, errors: Vec<FieldProblem>) -> Self {
        let title =
            StatusCode::from_u16(status.code()).ok().and_then(|s| s.canonical_reason()).unwrap_or("Error");
        let document = Box::new(ProblemDocument {
            kind: format!("/problems/{code}"),
            title: title.to_owned(),
            status: status.code(),
            detail: kernel::locale::sentence(code, params),
            code: code.to_owned(),
            params: params.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect(),
            errors,
        });
        Self { status, document }
    }

    /// A refusal with a code and no values.
    pub fn of(status: Status, code: &str) -> Self {
        Self::new(status, code, &Params::new(), Vec::new())
    }

    /// Stable code.
    pub fn code(&self) -> &str {
        &self.document.code
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(&self.document)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        // Sentences are Chinese whatever `Accept-Language` asks for; the code is for everybody else.
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static("zh-CN"));
        if let Some(seconds) = self.document.params.get("seconds").and_then(|s| HeaderValue::from_str(s).ok())
        {
            headers.insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
