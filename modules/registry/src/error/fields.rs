//! Wrong fields of a request.

use kernel::{FieldError, Params, Problem};

/// A wrong field: where, which sentence, with which values.
pub fn field(pointer: &str, code: &'static str, params: Params) -> FieldError {
    FieldError { pointer: pointer.to_owned(), code, params }
}

/// A wrong field from a value's own refusal.
pub fn field_of(pointer: &str, problem: &dyn Problem) -> FieldError {
    FieldError { pointer: pointer.to_owned(), code: problem.code(), params: problem.params() }
}

/// Wrong fields in one line, for logs and the command line.
pub(super) fn listed(fields: &[FieldError]) -> String {
    let all: Vec<String> = fields.iter().map(|f| format!("{} {}", f.pointer, f.code)).collect();
    all.join(", ")
}
