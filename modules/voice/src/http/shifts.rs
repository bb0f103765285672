//! Who is on duty in a room: calendar, planning, single days.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, Query};
use kernel::{Day, Id};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, minute, text, whole};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use super::views::RoomShift;
use crate::error::VoiceError;
use crate::ops::plan_shifts::{self, ShiftForm, ShiftPlan};
use crate::rules::rooms::Pattern;
use crate::store::{room, shift};

/// Between which days; this month if missing.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct ShiftDays {
    /// First day.
    from: Option<Day>,
    /// Last day.
    to: Option<Day>,
}

/// Who is on duty in a room between two days, by day.
#[utoipa::path(get, path = "/rooms/{id}/shifts", tag = "voice", operation_id = "list_room_shifts",
    params(("id" = Id, Path), ShiftDays), responses((status = 200, body = Vec<RoomShift>)),
    extensions(("x-permission" = json!("room.read"))))]
pub async fn list_room_shifts(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(days): Query<ShiftDays>,
) -> Result<Json<Vec<RoomShift>>, ApiError> {
    let scope = actor.permit::<res::Room, act::Read>()?;
    let found = app.store().read(move |tx| {
        room::find(tx, &scope, id)?.ok_or(VoiceError::RoomNotFound)?;
        let from = days.from.unwrap_or(tx.today().month_start());
        let to = days.to.unwrap_or(from.month_start().plus_months(1).plus_days(-1));
        Ok::<_, VoiceError>(shift::between(tx, id, from, to)?)
    });
    Ok(Json(found.await?.into_iter().map(RoomShift::from).collect()))
}

static SHIFTS: List = List {
    resource: ResourceKind::Room,
    action: "room.export",
    title: "值班表",
    columns: &[
        day("day", "日期"),
        minute("from_minute", "起"),
        minute("to_minute", "止"),
        text("person_name", "值班人", 12),
        text("instead_of", "原值班人", 12),
        text("note", "说明", 30),
    ],
};

/// Who is on duty in a room as a file.
#[utoipa::path(post, path = "/rooms/{id}/shifts/export", tag = "voice", operation_id = "export_room_shifts",
    params(("id" = Id, Path)), request_body = Export<ShiftDays>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("room.export"))))]
pub async fn export_room_shifts(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<ShiftDays>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&SHIFTS, id), asked, move |app, actor, days, _| {
        whole(list_room_shifts(State(app), Staff(actor), Path(id), Query(days)))
    })
    .await
}

/// Duty by a pattern of weekdays.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoomShiftPlan {
    /// 1 Monday … 7 Sunday.
    weekdays: Vec<i8>,
    /// First day, not before today.
    from: Day,
    /// Last day, at most a year later.
    until: Day,
    /// Minutes of the day.
    from_minute: i64,
    to_minute: i64,
    /// Names; they take turns.
    people: Vec<String>,
    /// Leaves out days that are no working days.
    #[serde(default)]
    skip_holidays: bool,
}

/// What was planned.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoomShiftsPlanned {
    /// New shifts.
    made: u64,
    /// Shifts that stood there already.
    kept: u64,
}

/// Plans duty in a room; who stands there already is left.
#[utoipa::path(post, path = "/rooms/{id}/shifts", tag = "voice", operation_id = "plan_room_shifts",
    params(("id" = Id, Path)), request_body = RoomShiftPlan, responses((status = 201, body = RoomShiftsPlanned)),
    extensions(("x-permission" = json!("room.update"))))]
pub async fn plan_room_shifts(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(p): Json<RoomShiftPlan>,
) -> Result<(StatusCode, Json<RoomShiftsPlanned>), ApiError> {
    let scope = actor.permit::<res::Room, act::Update>()?;
    let calendar = app.calendar();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &p), |tx| {
            let plan = ShiftPlan {
                pattern: Pattern {
                    from: p.from,
                    until: p.until,
                    weekdays: p.weekdays.clone(),
                    skip_holidays: p.skip_holidays,
                },
                from: p.from_minute,
                to: p.to_minute,
                people: p.people.clone(),
            };
            let planned = plan_shifts::plan(tx, &calendar, &scope, id, &plan)?;
            Ok::<_, VoiceError>(RoomShiftsPlanned { made: planned.made, kept: planned.kept })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// What a single shift shall be.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoomShiftDraft {
    day: Day,
    /// Minutes of the day.
    from_minute: i64,
    to_minute: i64,
    /// Another one than before is a swap.
    person_name: String,
    #[serde(default)]
    note: String,
}

/// Changes one shift: day, time, or who is there; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/rooms/{id}/shifts/{shift_id}", tag = "voice", operation_id = "edit_room_shift",
    params(("id" = Id, Path), ("shift_id" = Id, Path)), request_body = RoomShiftDraft,
    responses((status = 200, body = RoomShift)), extensions(("x-permission" = json!("room.update"))))]
pub async fn edit_room_shift(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, shift_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(d): Json<RoomShiftDraft>,
) -> Result<Json<RoomShift>, ApiError> {
    let scope = actor.permit::<res::Room, act::Update>()?;
    let form = ShiftForm {
        day: d.day,
        from: d.from_minute,
        to: d.to_minute,
        person_name: d.person_name,
        note: d.note,
    };
    let after =
        app.store().write(move |tx| plan_shifts::edit_shift(tx, &scope, id, (shift_id, version), &form));
    Ok(Json(RoomShift::from(after.await?)))
}

/// Why a shift does not take place.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoomShiftCancel {
    /// 2 to 200 characters.
    reason: String,
}

/// Cancels a shift; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/rooms/{id}/shifts/{shift_id}/cancel", tag = "voice", operation_id = "cancel_room_shift",
    params(("id" = Id, Path), ("shift_id" = Id, Path)), request_body = RoomShiftCancel,
    responses((status = 204)), extensions(("x-permission" = json!("room.update"))))]
pub async fn cancel_room_shift(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, shift_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(c): Json<RoomShiftCancel>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Room, act::Update>()?;
    let work = app
        .store()
        .write(move |tx| plan_shifts::cancel_shift(tx, &scope, id, (shift_id, version), &c.reason));
    work.await?;
    Ok(StatusCode::NO_CONTENT)
}
