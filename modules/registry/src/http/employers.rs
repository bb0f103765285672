//! Employers, for choosing one.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use crate::store::employer;

/// Which employers.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct EmployerQuery {
    /// Beginning of the name or of its pinyin initials.
    q: Option<String>,
    /// Rows, at most 100.
    limit: Option<i64>,
}

/// An employer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct EmployerRow {
    id: Id,
    name: String,
    credit_code: String,
    /// Workers.
    workers: i64,
}

/// Employers in sight, by name.
#[utoipa::path(get, path = "/employers", tag = "registry", operation_id = "list_employers", params(EmployerQuery),
    responses((status = 200, body = Vec<EmployerRow>)), extensions(("x-permission" = json!("employer.read"))))]
pub async fn list_employers(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<EmployerQuery>,
) -> Result<Json<Vec<EmployerRow>>, ApiError> {
    let scope = actor.permit::<res::Employer, act::Read>()?;
    let limit = query.limit.unwrap_or(50).clamp(1, 100);
    let q = query.q.unwrap_or_default();
    let rows = app.store().read_slow(move |tx| employer::list(tx, &scope, &q, limit)).await?;
    let row = |r: employer::Listed| EmployerRow {
        id: r.id,
        name: r.name,
        credit_code: r.credit_code,
        workers: r.workers,
    };
    Ok(Json(rows.into_iter().map(row).collect()))
}
