//! The draw room: how a draw stands, and the steps of two people.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use guard::{ActionKind, Actor, ResourceKind, act, res};
use http_base::{ApiError, IfMatch, Json, Path, etag};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::draw_shown::{BenefitPublicDraw, shown, when};
use crate::draw_error::{DrawError, Result};
use crate::model::draw::{Draw, DrawState, WinnerState};
use crate::ops::draw_steps::{Later, confirm, find, postpone, put_value};
use crate::ops::draw_work::work;
use crate::store::draw_winner;

/// What I may do now.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitDrawMay {
    enter: bool,
    confirm: bool,
    postpone: bool,
}

/// A draw room.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitDrawRoom {
    #[serde(flatten)]
    draw: BenefitPublicDraw,
    union_id: Id,
    /// Who typed the public value.
    value_by_name: String,
    /// When, also before it is confirmed.
    typed_at: Option<Timestamp>,
    /// Who confirmed it.
    confirmed_by_name: String,
    confirmed_at: Option<Timestamp>,
    /// From when on a value is taken, if it was put off.
    value_from: Option<Timestamp>,
    /// Winners who have not claimed.
    won: i64,
    claimed: i64,
    lapsed: i64,
    /// How many stand by.
    reserve: i64,
    may: BenefitDrawMay,
    version: i64,
}

fn allowed(tx: &Tx<'_>, actor: &Actor, d: &Draw) -> BenefitDrawMay {
    let can = |action| actor.can(ResourceKind::Campaign, action);
    let waits = matches!(d.state, DrawState::Frozen | DrawState::Entered);
    BenefitDrawMay {
        enter: can(ActionKind::Update) && waits && d.value_from <= tx.now(),
        confirm: can(ActionKind::Approve) && d.state == DrawState::Entered && d.value_by != actor.id(),
        postpone: can(ActionKind::Approve) && d.state == DrawState::Frozen,
    }
}

fn room(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<(BenefitDrawRoom, i64)> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let (c, d) = find(tx, &scope, id)?;
    let states = if d.state == DrawState::Drawn { draw_winner::states(tx, id)? } else { Vec::new() };
    let of = |state: WinnerState| states.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n);
    let shown = BenefitDrawRoom {
        draw: shown(tx, &c, &d)?,
        union_id: c.union_id,
        value_by_name: d.value_by_name.clone(),
        typed_at: when(d.value_at),
        confirmed_by_name: d.confirmed_by_name.clone(),
        confirmed_at: when(d.confirmed_at),
        value_from: when(d.value_from),
        won: of(WinnerState::Won),
        claimed: of(WinnerState::Claimed),
        lapsed: of(WinnerState::Lapsed),
        reserve: of(WinnerState::Reserve),
        may: allowed(tx, actor, &d),
        version: d.version,
    };
    Ok((shown, d.version))
}

fn answer((shown, version): (BenefitDrawRoom, i64)) -> Response {
    ([(header::ETAG, etag(version))], Json(shown)).into_response()
}

/// The room of a draw in sight.
#[utoipa::path(get, path = "/benefit_draws/{id}/room", tag = "benefits", operation_id = "get_benefit_draw_room",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitDrawRoom)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_benefit_draw_room(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Response, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    Ok(answer(app.store().read(move |tx| room(tx, &actor, id)).await?))
}

/// The public value as somebody reads it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitDrawValue {
    /// 1 to 60 printing ASCII characters: digits, letters, points.
    value: String,
}

/// Types the public value; another person confirms it.
#[utoipa::path(post, path = "/benefit_draws/{id}/value", tag = "benefits", operation_id = "type_benefit_draw_value",
    params(("id" = Id, Path)), request_body = BenefitDrawValue, responses((status = 200, body = BenefitDrawRoom)),
    extensions(("x-permission" = json!("campaign.update"))))]
pub async fn type_benefit_draw_value(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<BenefitDrawValue>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Update>()?;
    let done = app.store().write(move |tx| {
        put_value(tx, &scope, (id, version), &asked.value)?;
        room(tx, &actor, id)
    });
    Ok(answer(done.await?))
}

/// Confirms the public value by typing it again, and draws.
#[utoipa::path(post, path = "/benefit_draws/{id}/confirm", tag = "benefits", operation_id = "confirm_benefit_draw_value",
    params(("id" = Id, Path)), request_body = BenefitDrawValue, responses((status = 200, body = BenefitDrawRoom)),
    extensions(("x-permission" = json!("campaign.approve"))))]
pub async fn confirm_benefit_draw_value(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<BenefitDrawValue>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Approve>()?;
    app.store().write(move |tx| confirm(tx, &scope, (id, version), &asked.value)).await?;
    let inner = app.clone();
    // What is confirmed is drawn, here or by the job if this is interrupted.
    let drawn = tokio::task::spawn_blocking(move || work(&inner, id));
    drawn.await.map_err(|e| platform::exports::failed(&e))??;
    Ok(answer(app.store().read(move |tx| room(tx, &actor, id)).await?))
}

/// A draw that is put off.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitDrawLater {
    /// Why, 2 to 200 characters; everybody reads it.
    reason: String,
    /// Where the public value comes from instead, 6 to 100 characters.
    source: String,
    /// From when on a value is taken: later than now, within 60 days.
    until: Timestamp,
}

/// Puts a draw off, while no value was typed.
#[utoipa::path(post, path = "/benefit_draws/{id}/postpone", tag = "benefits", operation_id = "postpone_benefit_draw",
    params(("id" = Id, Path)), request_body = BenefitDrawLater, responses((status = 200, body = BenefitDrawRoom)),
    extensions(("x-permission" = json!("campaign.approve"))))]
pub async fn postpone_benefit_draw(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<BenefitDrawLater>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Approve>()?;
    let later = Later { reason: asked.reason, source: asked.source, until: asked.until };
    let done = app.store().write(move |tx| {
        postpone(tx, &scope, (id, version), &later)?;
        room(tx, &actor, id)
    });
    Ok(answer(done.await?))
}

/// The draw, for lists beneath it.
///
/// # Errors
/// [`DrawError::NotFound`] outside the scope.
pub fn in_sight(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<crate::model::campaign::Campaign> {
    let scope = actor.permit::<res::Campaign, act::Read>().map_err(DrawError::from)?;
    Ok(find(tx, &scope, id)?.0)
}
