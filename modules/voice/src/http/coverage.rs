//! Coverage of employers above the designated size (规上) by rooms, and those without.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, number, rows_at, text};
use platform::parameters::keys;
use registry::RegistryError;
use serde::{Deserialize, Serialize};

use super::views::{after, place_in_sight};
use crate::error::VoiceError;
use crate::ops::coverage::{RoomCoverageRow, coverage};
use crate::store::coverage::without;

/// Of which union.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct CoverageQuery {
    /// Union; the caller's own if missing.
    union_id: Option<Id>,
}

/// Coverage beneath a union.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RoomCoverage {
    /// Target, percent.
    target_percent: i64,
    /// From which day the target holds.
    target_from: Option<Day>,
    /// Where the target comes from is said on the page of the parameter with this code.
    target_code: String,
    total: RoomCoverageRow,
    /// A row for each place right beneath.
    rows: Vec<RoomCoverageRow>,
}

/// Coverage beneath a union in sight, township by township.
#[utoipa::path(get, path = "/room_coverage", tag = "voice", operation_id = "get_room_coverage", params(CoverageQuery),
    responses((status = 200, body = RoomCoverage)), extensions(("x-permission" = json!("room.read"))))]
pub async fn get_room_coverage(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<CoverageQuery>,
) -> Result<Json<RoomCoverage>, ApiError> {
    let scope = actor.permit::<res::Room, act::Read>()?;
    let (parameters, today) = (app.parameters(), app.clock().today());
    let found = app.store().read_slow(move |tx| {
        let own = scope.actor().grants().first().map(|g| g.union_id);
        let union = q.union_id.or(own).ok_or(RegistryError::UnionNotFound)?;
        coverage(tx, &scope, union)
    });
    let (rows, total) = found.await?;
    Ok(Json(RoomCoverage {
        target_percent: parameters.integer(keys::ROOM_COVERAGE, today),
        target_from: parameters.at(keys::ROOM_COVERAGE.0, "", today).map(|v| v.valid_from),
        target_code: keys::ROOM_COVERAGE.0.to_owned(),
        total,
        rows,
    }))
}

static COVERAGE: List = List {
    resource: ResourceKind::Room,
    action: "room.export",
    title: "说事室覆盖率",
    columns: &[
        text("union_name", "工会", 32),
        number("employers", "规上企业"),
        number("covered", "有说事室"),
        number("missing", "尚无"),
        number("rooms", "登记的说事室"),
        number("open", "在用"),
        number("met", "达标"),
    ],
};

/// Coverage as a file.
#[utoipa::path(post, path = "/room_coverage/export", tag = "voice", operation_id = "export_room_coverage",
    request_body = Export<CoverageQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("room.export"))))]
pub async fn export_room_coverage(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<CoverageQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&COVERAGE, Id(0)), asked, |app, actor, q, _| async move {
        Ok(Json(rows_at(&get_room_coverage(State(app), Staff(actor), Query(q)).await?.0, "/rows")))
    })
    .await
}

/// An employer above the designated size without a room.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct EmployerWithoutRoom {
    id: Id,
    name: String,
    workers: i64,
    /// The union that covers it.
    union_id: Option<Id>,
    union_name: String,
    #[serde(skip)]
    path: String,
}

/// Employers above the designated size without a room in use, in the order of the tree.
#[utoipa::path(get, path = "/room_coverage/without", tag = "voice", operation_id = "list_employers_without_room",
    params(CoverageQuery, PageQuery), responses((status = 200, body = Page<EmployerWithoutRoom>)),
    extensions(("x-permission" = json!("room.read"))))]
pub async fn list_employers_without_room(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<CoverageQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<EmployerWithoutRoom>>, ApiError> {
    let scope = actor.permit::<res::Room, act::Read>()?;
    let (from, limit) = (after(page.after.as_deref())?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let path = place_in_sight(tx, &scope, q.union_id)?;
        Ok::<_, VoiceError>(without(tx, &scope, path.as_ref(), from.clone(), limit + 1)?)
    });
    let row = |w: crate::store::coverage::Without| EmployerWithoutRoom {
        path: w.path.as_str().to_owned(),
        id: w.id,
        name: w.name,
        workers: w.workers,
        union_id: w.union_id,
        union_name: w.union_name,
    };
    let rows: Vec<EmployerWithoutRoom> = found.await?.into_iter().map(row).collect();
    let cursor = |r: &EmployerWithoutRoom| Cursor { key: r.path.clone(), id: r.id };
    Ok(Json(Page::from_rows(rows, limit as usize, cursor)))
}

static WITHOUT: List = List {
    resource: ResourceKind::Room,
    action: "room.export",
    title: "尚无说事室的规上企业",
    columns: &[text("name", "单位", 40), number("workers", "职工人数"), text("union_name", "覆盖的工会", 40)],
};

/// Employers without a room as a file.
#[utoipa::path(post, path = "/room_coverage/without/export", tag = "voice", operation_id = "export_employers_without_room",
    request_body = Export<CoverageQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("room.export"))))]
pub async fn export_employers_without_room(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<CoverageQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&WITHOUT, Id(0)), asked, |app, actor, q, page| {
        list_employers_without_room(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}
