//! The building standard (建设标准) and checks of rooms against it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id};
use platform::accounts::Staff;
use platform::exports::{Export, List, NoConditions, day, export_list, number, text, whole, yes};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::error::VoiceError;
use crate::model::room::{RoomCheck, StandardItem};
use crate::ops::check_room::{self as checking, CheckForm};
use crate::rules::rooms::standard;
use crate::store::{check, room};

/// The building standard of today.
#[utoipa::path(get, path = "/room_standard", tag = "voice", operation_id = "list_room_standard",
    responses((status = 200, body = Vec<StandardItem>)), extensions(("x-permission" = json!("room.read"))))]
pub async fn list_room_standard(
    State(app): State<App>,
    Staff(actor): Staff,
) -> std::result::Result<Json<Vec<StandardItem>>, ApiError> {
    actor.permit::<res::Room, act::Read>()?;
    Ok(Json(standard(&app.codesets(), app.clock().today())))
}

/// A check of a room.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RoomCheckRow {
    id: Id,
    day: Day,
    by_name: String,
    /// Every required item is met.
    passed: bool,
    /// The standard of that day with what was found.
    items: Vec<StandardItem>,
    /// Items that are met.
    met: i64,
    /// What is missing, required items first.
    lacking: String,
    note: String,
}

fn check_row(c: RoomCheck) -> RoomCheckRow {
    let mut gone: Vec<&StandardItem> = c.items.iter().filter(|i| !i.met).collect();
    gone.sort_by_key(|i| !i.required);
    let lacking = gone.iter().map(|i| i.label.as_str()).collect::<Vec<_>>().join("；");
    RoomCheckRow {
        id: c.id,
        day: c.day,
        by_name: c.by_name,
        passed: c.passed,
        met: c.items.iter().filter(|i| i.met).count() as i64,
        lacking,
        items: c.items,
        note: c.note,
    }
}

/// Checks of a room, newest first.
#[utoipa::path(get, path = "/rooms/{id}/checks", tag = "voice", operation_id = "list_room_checks",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<RoomCheckRow>)),
    extensions(("x-permission" = json!("room.read"))))]
pub async fn list_room_checks(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<RoomCheckRow>>, ApiError> {
    let scope = actor.permit::<res::Room, act::Read>()?;
    let found = app.store().read(move |tx| {
        room::find(tx, &scope, id)?.ok_or(VoiceError::RoomNotFound)?;
        Ok::<_, VoiceError>(check::of_room(tx, id)?)
    });
    Ok(Json(found.await?.into_iter().map(check_row).collect()))
}

/// What somebody found in a room.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewRoomCheck {
    /// Not after today.
    day: Day,
    /// Codes of the items that are met.
    #[serde(default)]
    met: Vec<String>,
    /// At most 400 characters.
    #[serde(default)]
    note: String,
}

/// What a check says.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoomChecked {
    id: Id,
    passed: bool,
}

/// Checks a room against the standard.
#[utoipa::path(post, path = "/rooms/{id}/checks", tag = "voice", operation_id = "check_room",
    params(("id" = Id, Path)), request_body = NewRoomCheck, responses((status = 201, body = RoomChecked)),
    extensions(("x-permission" = json!("room.update"))))]
pub async fn check_room(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewRoomCheck>,
) -> std::result::Result<(StatusCode, Json<RoomChecked>), ApiError> {
    let scope = actor.permit::<res::Room, act::Update>()?;
    let words = app.codesets();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &new), |tx| {
            let form = CheckForm { day: new.day, met: new.met.clone(), note: new.note.clone() };
            let c = checking::check_room(tx, &words, &scope, id, &form)?;
            Ok::<_, VoiceError>(RoomChecked { id: c.id, passed: c.passed })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

static CHECKS: List = List {
    resource: ResourceKind::Room,
    action: "room.export",
    title: "建设标准检查",
    columns: &[
        day("day", "检查日期"),
        text("by_name", "检查人", 12),
        yes("passed", "达标"),
        number("met", "符合项数"),
        text("lacking", "未符合的项", 60),
        text("note", "说明", 30),
    ],
};

/// Checks of a room as a file.
#[utoipa::path(post, path = "/rooms/{id}/checks/export", tag = "voice", operation_id = "export_room_checks",
    params(("id" = Id, Path)), request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("room.export"))))]
pub async fn export_room_checks(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<NoConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&CHECKS, id), asked, move |app, actor, _, _| {
        whole(list_room_checks(State(app), Staff(actor), Path(id)))
    })
    .await
}
