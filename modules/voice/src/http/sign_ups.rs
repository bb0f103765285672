//! Who signed up for a reception day, and what they said.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path};
use kernel::Id;
use platform::accounts::Staff;
use platform::cases::{Values, check_code};
use platform::exports::{Export, List, NoConditions, export_list, minute, number, text, time, whole};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use super::views::{SignUpRow, sign_up_row};
use crate::error::VoiceError;
use crate::model::reception::SignUp;
use crate::ops::receive::{self, SaidForm};
use crate::ops::sign_up::{self as signing, SignUpForm};
use crate::store::{reception, sign_up};

/// Everybody who signed up, in the order of signing up.
#[utoipa::path(get, path = "/receptions/{id}/sign_ups", tag = "voice", operation_id = "list_sign_ups",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<SignUpRow>)),
    extensions(("x-permission" = json!("reception.read"))))]
pub async fn list_sign_ups(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Vec<SignUpRow>>, ApiError> {
    let scope = actor.permit::<res::Reception, act::Read>()?;
    let may = actor.permit::<res::Reception, act::Update>();
    let keys = app.keyring().clone();
    let found = app.store().read(move |tx| {
        let d = reception::find(tx, &scope, id)?.ok_or(VoiceError::ReceptionNotFound)?;
        let receives = may.as_ref().is_ok_and(|s| s.covers(&d.union_path));
        let all = sign_up::of_reception(tx, id)?;
        all.into_iter().map(|s| sign_up_row(tx, &keys, (&d, receives), s)).collect::<Result<Vec<_>, _>>()
    });
    Ok(Json(found.await?))
}

static SIGN_UPS: List = List {
    resource: ResourceKind::Reception,
    action: "reception.export",
    title: "接待日报名",
    columns: &[
        number("seat", "序号"),
        minute("minute", "时间"),
        text("name", "姓名", 12),
        text("masked_phone", "电话", 16),
        text("topic", "想说的事", 40),
        text("state_label", "状态", 10),
        text("outcome_label", "办理", 14),
        text("answer", "当场答复", 40),
        text("by_name", "代报名人", 12),
        time("signed_at", "报名时间"),
    ],
};

/// Who signed up as a file.
#[utoipa::path(post, path = "/receptions/{id}/sign_ups/export", tag = "voice", operation_id = "export_sign_ups",
    params(("id" = Id, Path)), request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("reception.export"))))]
pub async fn export_sign_ups(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&SIGN_UPS, id), asked, move |app, actor, _, _| {
        whole(list_sign_ups(State(app), Staff(actor), Path(id)))
    })
    .await
}

/// Somebody for whom a cadre takes a sign-up down.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewSignUp {
    /// 2 to 20 characters.
    name: String,
    /// A mobile.
    phone: String,
    /// At most 100 characters.
    #[serde(default)]
    topic: String,
}

/// What was taken down.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedSignUp {
    id: Id,
    /// Seat from 1; none: on the waiting list.
    seat: Option<i64>,
}

impl From<SignUp> for CreatedSignUp {
    fn from(s: SignUp) -> Self {
        Self { id: s.id, seat: (s.seat >= 0).then_some(s.seat + 1) }
    }
}

/// Signs somebody up who calls or comes.
#[utoipa::path(post, path = "/receptions/{id}/sign_ups", tag = "voice", operation_id = "sign_somebody_up",
    params(("id" = Id, Path)), request_body = NewSignUp, responses((status = 201, body = CreatedSignUp)),
    extensions(("x-permission" = json!("reception.update"))))]
pub async fn sign_somebody_up(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewSignUp>,
) -> Result<(StatusCode, Json<CreatedSignUp>), ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let (keys, people) = (app.keyring().clone(), app.directory().clone());
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &new), |tx| {
            let form =
                SignUpForm { name: new.name.clone(), phone: new.phone.clone(), topic: new.topic.clone() };
            let s = signing::for_somebody(tx, &keys, people.as_ref(), &scope, (id, &form))?;
            Ok::<_, VoiceError>(CreatedSignUp::from(s))
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Gives somebody's sign-up up; who waits gets the seat. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/receptions/{id}/sign_ups/{sign_up_id}/cancel", tag = "voice",
    operation_id = "cancel_sign_up", params(("id" = Id, Path), ("sign_up_id" = Id, Path)),
    responses((status = 204)), extensions(("x-permission" = json!("reception.update"))))]
pub async fn cancel_sign_up(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, sign_up_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let keys = app.keyring().clone();
    let work = move |tx: &mut store::Tx<'_>| {
        signing::cancel_for(tx, &keys, &scope, id, (sign_up_id, version)).map(drop)
    };
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether somebody came.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SignUpMark {
    came: bool,
}

/// Marks whether somebody came, from the day on. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/receptions/{id}/sign_ups/{sign_up_id}/mark", tag = "voice",
    operation_id = "mark_sign_up", params(("id" = Id, Path), ("sign_up_id" = Id, Path)), request_body = SignUpMark,
    responses((status = 204)), extensions(("x-permission" = json!("reception.update"))))]
pub async fn mark_sign_up(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, sign_up_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(mark): Json<SignUpMark>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let work = move |tx: &mut store::Tx<'_>| {
        receive::mark(tx, &scope, id, (sign_up_id, version), mark.came).map(drop)
    };
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was answered on the spot.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SignUpAnswer {
    /// 2 to 1,000 characters.
    answer: String,
}

/// Writes down what was answered on the spot. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/receptions/{id}/sign_ups/{sign_up_id}/answer", tag = "voice",
    operation_id = "answer_sign_up", params(("id" = Id, Path), ("sign_up_id" = Id, Path)),
    request_body = SignUpAnswer, responses((status = 204)), extensions(("x-permission" = json!("reception.update"))))]
pub async fn answer_sign_up(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, sign_up_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(said): Json<SignUpAnswer>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let work = move |tx: &mut store::Tx<'_>| {
        receive::answer(tx, &scope, id, (sign_up_id, version), &said.answer).map(drop)
    };
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was said, for a case.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SignUpCase {
    /// The version of the sign-up that was seen.
    version: i64,
    /// The beginning of the text if empty.
    #[serde(default)]
    title: String,
    /// 2 to 4,000 characters.
    body: String,
    #[serde(default)]
    fields: Values,
    /// The firm shall not know who said it.
    #[serde(default)]
    confidential: bool,
}

/// The case that was opened: the receipt for who said it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SignUpOpened {
    /// None for a confidential one: it lies where the actor may not see it.
    case_id: Option<Id>,
    number: String,
    /// Code that goes with the number.
    code: String,
}

/// Opens a case (职工说事, visit) with what was said; once.
#[utoipa::path(post, path = "/receptions/{id}/sign_ups/{sign_up_id}/case", tag = "voice",
    operation_id = "open_case_of_sign_up", params(("id" = Id, Path), ("sign_up_id" = Id, Path)),
    request_body = SignUpCase, responses((status = 201, body = SignUpOpened)),
    extensions(("x-permission" = json!("reception.update"))))]
pub async fn open_case_of_sign_up(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, sign_up_id)): Path<(Id, Id)>,
    IdempotencyKey(key): IdempotencyKey,
    Json(said): Json<SignUpCase>,
) -> Result<(StatusCode, Json<SignUpOpened>), ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let cases = actor.permit::<res::Case, act::Create>()?;
    let (ground, keys, places) = (app.cases(), app.keyring().clone(), app.workplaces().clone());
    let again = ground.clone();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, sign_up_id, &said), |tx| {
            let form = SaidForm {
                title: said.title.clone(),
                body: said.body.clone(),
                fields: said.fields.clone(),
                confidential: said.confidential,
            };
            let with = (&ground, keys.as_ref(), places.as_ref());
            let seen = (id, (sign_up_id, said.version));
            let (s, opened) = receive::open_said(tx, with, (&scope, &cases), seen, &form)?;
            Ok::<_, VoiceError>((s.case_id, opened.number))
        })
    });
    let (case_id, number) = made.await?;
    // The code is made of the keys and lies nowhere, not even in the answer that is kept for a retry.
    Ok((StatusCode::CREATED, Json(SignUpOpened { case_id, code: check_code(&again, &number), number })))
}

/// Why somebody's phone is looked at.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SignUpReveal {
    /// At least four characters.
    purpose: String,
}

/// A phone in full.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SignUpPhone {
    phone: String,
}

/// The phone of somebody who signed up, with a purpose that is recorded.
#[utoipa::path(post, path = "/receptions/{id}/sign_ups/{sign_up_id}/reveal", tag = "voice",
    operation_id = "reveal_sign_up", params(("id" = Id, Path), ("sign_up_id" = Id, Path)),
    request_body = SignUpReveal, responses((status = 200, body = SignUpPhone)),
    extensions(("x-permission" = json!("reception.reveal"))))]
pub async fn reveal_sign_up(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, sign_up_id)): Path<(Id, Id)>,
    Json(asked): Json<SignUpReveal>,
) -> Result<Json<SignUpPhone>, ApiError> {
    let scope = actor.permit::<res::Reception, act::Reveal>()?;
    let keys = app.keyring().clone();
    let work =
        move |tx: &mut store::Tx<'_>| receive::reveal(tx, &keys, &scope, (id, sign_up_id), &asked.purpose);
    Ok(Json(SignUpPhone { phone: app.store().write(work).await? }))
}
