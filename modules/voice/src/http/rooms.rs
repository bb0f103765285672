//! Rooms: list, form, state.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{ResourceKind, Scope, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag,
};
use kernel::{Day, Id};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, number, text, words};
use platform::{App, idempotency};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::views::{RoomRow, after, place_in_sight, room_row};
use crate::error::{Result, VoiceError};
use crate::model::room::RoomState;
use crate::ops::keep_room::{self, RoomForm};
use crate::store::room;
use crate::store::room_list::{self, Filter, RoomStandard};

/// Which rooms.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct RoomConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<RoomState>,
    /// Only those of which the last check says so.
    #[param(inline)]
    pub standard: Option<RoomStandard>,
    /// Only with (`true`) or without somebody on duty today.
    pub on_duty: Option<bool>,
    /// Beginning of the name.
    pub q: Option<String>,
}

fn filter(tx: &mut Tx<'_>, scope: &Scope<res::Room, act::Read>, c: &RoomConditions) -> Result<Filter> {
    Ok(Filter {
        path: place_in_sight(tx, scope, c.union_id)?,
        state: c.state,
        standard: c.standard,
        on_duty: c.on_duty.map(|there| (there, tx.today())),
        q: kernel::text::clean(c.q.as_deref().unwrap_or_default()),
    })
}

/// Rooms of unions in sight, in the order of the tree.
#[utoipa::path(get, path = "/rooms", tag = "voice", operation_id = "list_rooms", params(RoomConditions, PageQuery),
    responses((status = 200, body = Page<RoomRow>)), extensions(("x-permission" = json!("room.read"))))]
pub async fn list_rooms(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<RoomConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<RoomRow>>, ApiError> {
    let scope = actor.permit::<res::Room, act::Read>()?;
    let (from, limit) = (after(page.after.as_deref())?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        let rows = room_list::list(tx, &scope, &filter, from.clone(), limit + 1)?;
        rows.into_iter().map(|r| room_row(tx, &actor, r)).collect::<Result<Vec<_>>>()
    });
    let cursor = |r: &RoomRow| Cursor { key: r.path.clone(), id: r.id };
    Ok(Json(Page::from_rows(found.await?, limit as usize, cursor)))
}

/// How many rooms match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/rooms/count", tag = "voice", operation_id = "count_rooms",
    params(RoomConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("room.read"))))]
pub async fn count_rooms(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<RoomConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Room, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, VoiceError>(room_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static ROOMS: List = List {
    resource: ResourceKind::Room,
    action: "room.export",
    title: "说事室",
    columns: &[
        text("name", "说事室", 24),
        text("union_name", "工会", 28),
        text("employer_name", "单位", 28),
        text("address", "地址", 30),
        text("phone", "电话", 16),
        text("head_name", "室长", 12),
        day("opened_on", "启用日期"),
        words("state", "状态", &[("open", "在用"), ("closed", "停用")]),
        text("reason", "停用原因", 20),
        text("standard_label", "建设标准", 10),
        day("checked_on", "检查日期"),
        number("missing", "缺必备项"),
        text("today_names", "今日值班", 20),
        day("next_day", "下次接待日"),
        text("next_kind_label", "接待日类别", 16),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/rooms/export", tag = "voice", operation_id = "export_rooms",
    request_body = Export<RoomConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("room.export"))))]
pub async fn export_rooms(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<RoomConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&ROOMS, Id(0)), asked, |app, actor, conditions, page| {
        list_rooms(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// What a cadre writes of a room.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoomDraft {
    /// 2 to 40 characters.
    name: String,
    /// None: every employer that the union covers; of a new room the only one, if there is a single one.
    #[serde(default)]
    employer_id: Option<Id>,
    /// 2 to 120 characters.
    #[serde(default)]
    address: String,
    /// At most 40 characters.
    #[serde(default)]
    phone: String,
    /// 室长, 2 to 30 characters.
    #[serde(default)]
    head_name: String,
    /// In use since; not after today.
    opened_on: Day,
}

impl RoomDraft {
    fn form(&self) -> RoomForm {
        RoomForm {
            name: self.name.clone(),
            employer_id: self.employer_id,
            address: self.address.clone(),
            phone: self.phone.clone(),
            head_name: self.head_name.clone(),
            opened_on: self.opened_on,
        }
    }
}

/// A new room.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewRoom {
    union_id: Id,
    #[serde(flatten)]
    draft: RoomDraft,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedRoom {
    id: Id,
}

/// Makes a room of a union.
#[utoipa::path(post, path = "/rooms", tag = "voice", operation_id = "create_room", request_body = NewRoom,
    responses((status = 201, body = CreatedRoom)), extensions(("x-permission" = json!("room.create"))))]
pub async fn create_room(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewRoom>,
) -> std::result::Result<(StatusCode, Json<CreatedRoom>), ApiError> {
    let scope = actor.permit::<res::Room, act::Create>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let r = keep_room::create(tx, &scope, new.union_id, &new.draft.form())?;
            Ok::<_, VoiceError>(CreatedRoom { id: r.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A room in sight.
#[utoipa::path(get, path = "/rooms/{id}", tag = "voice", operation_id = "get_room", params(("id" = Id, Path)),
    responses((status = 200, body = RoomRow)), extensions(("x-permission" = json!("room.read"))))]
pub async fn get_room(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Room, act::Read>()?;
    let found = app.store().read(move |tx| {
        let r = room::find(tx, &scope, id)?.ok_or(VoiceError::RoomNotFound)?;
        room_row(tx, scope.actor(), r)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.version))], Json(found)))
}

/// Writes a room as a whole; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/rooms/{id}", tag = "voice", operation_id = "edit_room", params(("id" = Id, Path)),
    request_body = RoomDraft, responses((status = 200, body = RoomRow)),
    extensions(("x-permission" = json!("room.update"))))]
pub async fn edit_room(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(draft): Json<RoomDraft>,
) -> std::result::Result<Json<RoomRow>, ApiError> {
    let scope = actor.permit::<res::Room, act::Update>()?;
    let after = app.store().write(move |tx| {
        let r = keep_room::edit(tx, &scope, (id, version), &draft.form())?;
        room_row(tx, scope.actor(), r)
    });
    Ok(Json(after.await?))
}

/// In use or not.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RoomStateChange {
    state: RoomState,
    /// 2 to 200 characters for a room that goes out of use.
    #[serde(default)]
    reason: String,
}

/// Takes a room out of use, or back; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/rooms/{id}/state", tag = "voice", operation_id = "set_room_state",
    params(("id" = Id, Path)), request_body = RoomStateChange, responses((status = 200, body = RoomRow)),
    extensions(("x-permission" = json!("room.update"))))]
pub async fn set_room_state(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(change): Json<RoomStateChange>,
) -> std::result::Result<Json<RoomRow>, ApiError> {
    let scope = actor.permit::<res::Room, act::Update>()?;
    let after = app.store().write(move |tx| {
        let r = keep_room::set_state(tx, &scope, (id, version), change.state, &change.reason)?;
        room_row(tx, scope.actor(), r)
    });
    Ok(Json(after.await?))
}

/// An employer that a union covers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RoomEmployer {
    id: Id,
    name: String,
}

/// Of which union.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct RoomUnion {
    union_id: Option<Id>,
}

/// Employers that a union covers, for the form of a room; at most 200.
#[utoipa::path(get, path = "/room_employers", tag = "voice", operation_id = "list_room_employers", params(RoomUnion),
    responses((status = 200, body = Vec<RoomEmployer>)), extensions(("x-permission" = json!("room.update"))))]
pub async fn list_room_employers(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(of): Query<RoomUnion>,
) -> std::result::Result<Json<Vec<RoomEmployer>>, ApiError> {
    let scope = actor.permit::<res::Room, act::Update>()?;
    let found = app.store().read(move |tx| {
        let asked = of.union_id.ok_or(RegistryError::UnionNotFound)?;
        let union = union_by_id(tx, asked)?.filter(|u| scope.covers(&u.place()));
        let union = union.ok_or(RegistryError::UnionNotFound)?;
        Ok::<_, VoiceError>(room::covered(tx, union.id)?)
    });
    Ok(Json(found.await?.into_iter().map(|(id, name)| RoomEmployer { id, name }).collect()))
}
