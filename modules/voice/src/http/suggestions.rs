//! Suggestions and wishes of everything right beneath a union.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Json, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, text, whole};
use registry::RegistryError;
use serde::Serialize;

use super::tracks::TrackQuery;
use crate::error::VoiceError;
use crate::ops::list_suggestions::{SuggestionRow, suggestions};

/// Suggestions and wishes of a union.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SuggestionFigures {
    /// The union and all beneath it.
    total: SuggestionRow,
    /// Everything right beneath it.
    rows: Vec<SuggestionRow>,
}

/// Suggestions and wishes of a union in sight and of everything right beneath it.
#[utoipa::path(get, path = "/voice/suggestions", tag = "voice", operation_id = "get_suggestion_figures",
    params(TrackQuery), responses((status = 200, body = SuggestionFigures)),
    extensions(("x-permission" = json!("case.read"))))]
pub async fn get_suggestion_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<TrackQuery>,
) -> Result<Json<SuggestionFigures>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let (tree, today) = (app.org_tree().clone(), app.clock().today());
    let found = app.store().read_slow(move |tx| {
        let (union, from, to) = q.asked(scope.actor(), today);
        let union = union.ok_or(RegistryError::UnionNotFound)?;
        let place = tree.place(tx, union)?.filter(|(path, _)| scope.covers(path));
        let (path, name) = place.ok_or(RegistryError::UnionNotFound)?;
        let (total, rows) = suggestions(tx, (union, name, path), from, to)?;
        Ok::<_, VoiceError>(SuggestionFigures { total, rows })
    });
    Ok(Json(found.await?))
}

const SUGGESTIONS: List = List {
    resource: ResourceKind::Case,
    action: "case.export",
    title: "合理化建议和微心愿",
    columns: &[
        text("union_name", "工会", 32),
        number("received", "建议"),
        number("adopted", "采纳"),
        number("implemented", "实施"),
        money("effect", "经济效益（元）"),
        money("reward", "奖励（元）"),
        number("safety_received", "安全建议"),
        number("safety_adopted", "安全建议采纳"),
        number("wishes", "微心愿"),
        number("wishes_published", "公布"),
        number("wishes_claimed", "认领"),
        number("wishes_fulfilled", "圆梦"),
    ],
};

/// Suggestions and wishes as a file.
#[utoipa::path(post, path = "/voice/suggestions/export", tag = "voice", operation_id = "export_suggestion_figures",
    request_body = Export<TrackQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("case.export"))))]
pub async fn export_suggestion_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<TrackQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&SUGGESTIONS, Id(0)), asked, |app, actor, q, _| async move {
        let Json(found) = get_suggestion_figures(State(app), Staff(actor), Query(q)).await?;
        whole(async { Ok(Json(found.rows)) }).await
    })
    .await
}
