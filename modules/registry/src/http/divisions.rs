//! Divisions.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use crate::store::division::{self, Division};

/// Which divisions.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct DivisionQuery {
    /// Children of this code; provinces without it.
    parent_code: Option<String>,
    /// Beginning of the name, wherever it is; at most 50 are found.
    q: Option<String>,
}

/// A division with the names above it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DivisionRow {
    #[serde(flatten)]
    division: Division,
    /// Names from the province down.
    full_name: String,
}

/// Divisions under another one, or found by name.
#[utoipa::path(get, path = "/divisions", tag = "registry", operation_id = "list_divisions", params(DivisionQuery),
    responses((status = 200, body = Vec<DivisionRow>)), extensions(("x-permission" = json!("union.read"))))]
pub async fn list_divisions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<DivisionQuery>,
) -> Result<Json<Vec<DivisionRow>>, ApiError> {
    actor.permit::<res::Union, act::Read>()?;
    let found = app.store().read(move |tx| {
        let q = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
        let Some(q) = q else {
            let rows = division::children(tx, &query.parent_code.unwrap_or_default())?;
            let row = |division: Division| DivisionRow { full_name: division.name.clone(), division };
            return Ok(rows.into_iter().map(row).collect());
        };
        let mut rows = Vec::new();
        for division in division::search(tx, q, 50)? {
            rows.push(DivisionRow { full_name: division::full_name(tx, &division.code)?, division });
        }
        Ok::<_, store::DbError>(rows)
    });
    Ok(Json(found.await?))
}
