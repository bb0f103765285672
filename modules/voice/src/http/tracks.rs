//! Answered matters by track of everything right beneath a union.

use axum::extract::State;
use axum::response::Response;
use guard::{Actor, ResourceKind, act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, number, text, whole};
use registry::RegistryError;
use serde::{Deserialize, Serialize};

use crate::error::VoiceError;
use crate::ops::list_towns::{TownRow, towns};

/// Of which union, and when.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct TrackQuery {
    /// Union; the caller's own if missing.
    union_id: Option<Id>,
    /// First day; from the beginning if missing.
    from: Option<Day>,
    /// Last day; today if missing.
    to: Option<Day>,
}

impl TrackQuery {
    /// Union, first and last day; the caller's own union and today where nothing was asked for.
    pub(super) fn asked(&self, actor: &Actor, today: Day) -> (Option<Id>, Option<Day>, Day) {
        let own = actor.grants().first().map(|g| g.union_id);
        (self.union_id.or(own), self.from, self.to.unwrap_or(today))
    }
}

/// Answered matters by track, a row for each union right beneath one in sight.
#[utoipa::path(get, path = "/voice/tracks", tag = "voice", operation_id = "list_voice_tracks", params(TrackQuery),
    responses((status = 200, body = Vec<TownRow>)), extensions(("x-permission" = json!("case.read"))))]
pub async fn list_voice_tracks(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<TrackQuery>,
) -> Result<Json<Vec<TownRow>>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let (tree, today) = (app.org_tree().clone(), app.clock().today());
    let found = app.store().read_slow(move |tx| {
        let (union, from, to) = q.asked(scope.actor(), today);
        let union = union.ok_or(RegistryError::UnionNotFound)?;
        let place = tree.place(tx, union)?.map(|(path, _)| path).filter(|p| scope.covers(p));
        let place = place.ok_or(RegistryError::UnionNotFound)?;
        towns(tx, &place, from, to)
    });
    Ok(Json(found.await.map_err(|e: VoiceError| e)?))
}

const TRACKS: List = List {
    resource: ResourceKind::Case,
    action: "case.export",
    title: "职工说事办理情况",
    columns: &[
        text("union_name", "工会", 32),
        number("received", "收到"),
        number("closed", "办结"),
        number("simple", "马上办"),
        number("general", "商讨决议"),
        number("major", "联席会议"),
        number("special", "专题商议"),
        number("in_time", "按时办结"),
        number("late", "超期"),
        number("satisfied", "满意"),
        number("fair", "基本满意"),
        number("dissatisfied", "不满意"),
    ],
};

/// Answered matters by track as a file.
#[utoipa::path(post, path = "/voice/tracks/export", tag = "voice", operation_id = "export_voice_tracks",
    request_body = Export<TrackQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("case.export"))))]
pub async fn export_voice_tracks(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<TrackQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&TRACKS, Id(0)), asked, |app, actor, q, _| {
        whole(list_voice_tracks(State(app), Staff(actor), Query(q)))
    })
    .await
}
