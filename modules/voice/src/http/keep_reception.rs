//! A reception day: planned, shown, changed, opened, ended, cancelled.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use super::views::{ReceptionRow, reception_row};
use crate::error::VoiceError;
use crate::model::reception::ReceptionKind;
use crate::ops::keep_reception::{self as keeping, ReceptionForm};
use crate::store::reception;

/// What a cadre writes of a reception day.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReceptionDraft {
    kind: ReceptionKind,
    /// Not before today.
    day: Day,
    /// Minutes of the day.
    from_minute: i64,
    to_minute: i64,
    /// Who receives, 2 to 30 characters.
    host_name: String,
    #[serde(default)]
    host_post: String,
    /// The room's address if empty.
    #[serde(default)]
    place: String,
    #[serde(default)]
    topics: String,
    /// 5 to 240.
    minutes_each: i64,
    /// As many as fit into the time if 0.
    #[serde(default)]
    seats: i64,
    /// Until when people sign up; until it begins if missing.
    #[serde(default)]
    closes_at: Option<Timestamp>,
}

impl ReceptionDraft {
    fn form(&self) -> ReceptionForm {
        ReceptionForm {
            kind: self.kind,
            day: self.day,
            from: self.from_minute,
            to: self.to_minute,
            host_name: self.host_name.clone(),
            host_post: self.host_post.clone(),
            place: self.place.clone(),
            topics: self.topics.clone(),
            minutes_each: self.minutes_each,
            seats: self.seats,
            closes_at: self.closes_at,
        }
    }
}

/// A new reception day.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewReception {
    room_id: Id,
    #[serde(flatten)]
    draft: ReceptionDraft,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedReception {
    id: Id,
}

/// Plans a reception day of a room.
#[utoipa::path(post, path = "/receptions", tag = "voice", operation_id = "create_reception", request_body = NewReception,
    responses((status = 201, body = CreatedReception)), extensions(("x-permission" = json!("reception.create"))))]
pub async fn create_reception(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewReception>,
) -> Result<(StatusCode, Json<CreatedReception>), ApiError> {
    let scope = actor.permit::<res::Reception, act::Create>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let d = keeping::create(tx, &scope, new.room_id, &new.draft.form())?;
            Ok::<_, VoiceError>(CreatedReception { id: d.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A reception day in sight.
#[utoipa::path(get, path = "/receptions/{id}", tag = "voice", operation_id = "get_reception", params(("id" = Id, Path)),
    responses((status = 200, body = ReceptionRow)), extensions(("x-permission" = json!("reception.read"))))]
pub async fn get_reception(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Reception, act::Read>()?;
    let found = app.store().read(move |tx| {
        let d = reception::find(tx, &scope, id)?.ok_or(VoiceError::ReceptionNotFound)?;
        reception_row(tx, scope.actor(), d)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.version))], Json(found)))
}

/// Writes a reception day as a whole; `If-Match` carries the version that was seen. Those who signed up are told of another day,
/// time or place.
#[utoipa::path(patch, path = "/receptions/{id}", tag = "voice", operation_id = "edit_reception",
    params(("id" = Id, Path)), request_body = ReceptionDraft, responses((status = 200, body = ReceptionRow)),
    extensions(("x-permission" = json!("reception.update"))))]
pub async fn edit_reception(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(draft): Json<ReceptionDraft>,
) -> Result<Json<ReceptionRow>, ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let keys = app.keyring().clone();
    let after = app.store().write(move |tx| {
        let d = keeping::edit(tx, &keys, &scope, (id, version), &draft.form())?;
        reception_row(tx, scope.actor(), d)
    });
    Ok(Json(after.await?))
}

/// Announces a reception day: people sign up. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/receptions/{id}/open", tag = "voice", operation_id = "open_reception",
    params(("id" = Id, Path)), responses((status = 200, body = ReceptionRow)),
    extensions(("x-permission" = json!("reception.update"))))]
pub async fn open_reception(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<Json<ReceptionRow>, ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let after = app.store().write(move |tx| {
        let d = keeping::open(tx, &scope, (id, version))?;
        reception_row(tx, scope.actor(), d)
    });
    Ok(Json(after.await?))
}

/// Marks a reception day as over. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/receptions/{id}/finish", tag = "voice", operation_id = "finish_reception",
    params(("id" = Id, Path)), responses((status = 200, body = ReceptionRow)),
    extensions(("x-permission" = json!("reception.update"))))]
pub async fn finish_reception(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<Json<ReceptionRow>, ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let after = app.store().write(move |tx| {
        let d = keeping::finish(tx, &scope, (id, version))?;
        reception_row(tx, scope.actor(), d)
    });
    Ok(Json(after.await?))
}

/// Why a reception day does not take place.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReceptionCancel {
    /// 2 to 200 characters.
    reason: String,
}

/// A cancelled reception day, and who knows of it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReceptionCancelled {
    reception: ReceptionRow,
    /// Members who have a message.
    told: i64,
    /// Others, who must be phoned.
    to_phone: i64,
}

/// Cancels a reception day; everybody who signed up is told. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/receptions/{id}/cancel", tag = "voice", operation_id = "cancel_reception",
    params(("id" = Id, Path)), request_body = ReceptionCancel, responses((status = 200, body = ReceptionCancelled)),
    extensions(("x-permission" = json!("reception.update"))))]
pub async fn cancel_reception(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(c): Json<ReceptionCancel>,
) -> Result<Json<ReceptionCancelled>, ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let keys = app.keyring().clone();
    let after = app.store().write(move |tx| {
        let (d, told) = keeping::cancel(tx, &keys, &scope, (id, version), &c.reason)?;
        let reception = reception_row(tx, scope.actor(), d)?;
        Ok::<_, VoiceError>(ReceptionCancelled { reception, told: told.told, to_phone: told.to_phone })
    });
    Ok(Json(after.await?))
}
