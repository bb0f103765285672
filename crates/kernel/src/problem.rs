//! What went wrong, in a form that a person, a page and a workbook can all show (RFC 9457).

use std::collections::BTreeMap;

use serde::Serialize;

/// What the reader should do next, as an HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 400: the request cannot be read.
    BadRequest,
    /// 401: sign in first.
    Unauthenticated,
    /// 403: the kind of thing is visible, the deed is not permitted.
    Forbidden,
    /// 404: there is no such thing within the caller's sight.
    NotFound,
    /// 405: the address is right, the method is not.
    MethodNotAllowed,
    /// 409: the state of the thing, or its uniqueness, forbids the deed.
    Conflict,
    /// 412: somebody else changed it first.
    Stale,
    /// 413: more than is accepted at once.
    TooLarge,
    /// 422: fields are wrong.
    Invalid,
    /// 429: too often; the parameter `seconds` says when to try again.
    TooMany,
    /// 500: our fault.
    Internal,
    /// 503: try again shortly.
    Busy,
}

impl Status {
    /// The number of the HTTP status.
    pub fn code(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict => 409,
            Self::Stale => 412,
            Self::TooLarge => 413,
            Self::Invalid => 422,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Busy => 503,
        }
    }
}

/// Named values that the catalogue's sentence is filled with.
pub type Params = BTreeMap<&'static str, String>;

/// One wrong field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// JSON pointer to the field, `/name`.
    pub pointer: String,
    /// Problem code of this field, `registry.name-missing`.
    pub code: &'static str,
    /// Values for the sentence.
    pub params: Params,
}

/// Implemented by every module's error enum: stable code, status and typed values, never a ready sentence.
pub trait Problem: std::error::Error + Send + Sync + 'static {
    /// Stable code `module.reason`, the key of the sentence in `locales/`.
    fn code(&self) -> &'static str;
    /// What the reader should do next.
    fn status(&self) -> Status;
    /// Values for the sentence; empty by default.
    fn params(&self) -> Params {
        Params::new()
    }
    /// Wrong fields, for [`Status::Invalid`]; empty by default.
    fn field_errors(&self) -> Vec<FieldError> {
        Vec::new()
    }
}
