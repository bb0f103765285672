//! Dictionaries, for forms and lists.

use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Status;
use serde::Serialize;

use crate::accounts::AnyActor;
use crate::codesets::{CodeItem, first_load};

/// A dictionary without its items.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CodesetRow {
    code: String,
    title: String,
    /// Standard or form it comes from.
    source: String,
    /// The program's logic depends on the codes.
    fixed: bool,
    /// How many items it has.
    items: i64,
}

/// A dictionary with its items.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Codeset {
    code: String,
    title: String,
    source: String,
    items: Vec<CodeItem>,
}

/// All dictionaries.
#[utoipa::path(get, path = "/codesets", tag = "platform", operation_id = "list_codesets",
    responses((status = 200, body = Vec<CodesetRow>)), extensions(("x-permission" = json!("codeset.read"))))]
pub async fn list_codesets(AnyActor(actor): AnyActor) -> Result<Json<Vec<CodesetRow>>, ApiError> {
    actor.permit::<res::Codeset, act::Read>()?;
    let row = |s: crate::codesets::Set| CodesetRow {
        items: s.items.len() as i64,
        code: s.code,
        title: s.title,
        source: s.source,
        fixed: s.fixed,
    };
    Ok(Json(first_load().into_iter().map(row).collect()))
}

/// One dictionary.
#[utoipa::path(get, path = "/codesets/{set}", tag = "platform", operation_id = "get_codeset",
    params(("set" = String, Path)), responses((status = 200, body = Codeset)),
    extensions(("x-permission" = json!("codeset.read"))))]
pub async fn get_codeset(
    AnyActor(actor): AnyActor,
    Path(set): Path<String>,
) -> Result<Json<Codeset>, ApiError> {
    actor.permit::<res::Codeset, act::Read>()?;
    let found = first_load().into_iter().find(|s| s.code == set);
    let s = found.ok_or_else(|| ApiError::of(Status::NotFound, "http.not-found"))?;
    Ok(Json(Codeset { code: s.code, title: s.title, source: s.source, items: s.items }))
}
