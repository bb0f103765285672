//! Divisions.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use platform::App;
use platform::accounts::Staff;
use serde::Deserialize;

use crate::store::division::{self, Division};

/// Which divisions.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct DivisionQuery {
    /// Children of this code; provinces without it.
    parent_code: Option<String>,
}

/// Divisions under another one.
#[utoipa::path(get, path = "/divisions", tag = "registry", operation_id = "list_divisions", params(DivisionQuery),
    responses((status = 200, body = Vec<Division>)), extensions(("x-permission" = json!("union.read"))))]
pub async fn list_divisions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<DivisionQuery>,
) -> Result<Json<Vec<Division>>, ApiError> {
    actor.permit::<res::Union, act::Read>()?;
    let parent = query.parent_code.unwrap_or_default();
    Ok(Json(app.store().read(move |tx| division::children(tx, &parent)).await?))
}
