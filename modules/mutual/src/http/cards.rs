//! Bank cards that people are paid on: the own one, and by an officer.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::{MemberActor, Staff};
use platform::exports::{XLSX, failed};
use platform::files::transport::{download, receive_form};
use serde::{Deserialize, Serialize};

use super::claim_shown::{MutualCardShown, card_shown};
use crate::ops::card::{NewCard, in_sight, put};
use crate::ops::card_file;
use crate::pay_error::PayError;
use crate::store::card;

/// A bank card to be paid on.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualCard {
    /// Holder, 2 to 60 characters.
    holder: String,
    /// Bank, 2 to 60 characters.
    bank: String,
    /// 12 to 24 digits.
    number: String,
}

impl From<NewMutualCard> for NewCard {
    fn from(c: NewMutualCard) -> Self {
        Self { holder: c.holder, bank: c.bank, number: c.number }
    }
}

/// The own card; nothing if there is none.
#[utoipa::path(get, path = "/me/mutual_card", tag = "me", operation_id = "get_own_mutual_card",
    responses((status = 200, body = Option<MutualCardShown>)), extensions(("x-permission" = json!("claim.read"))))]
pub async fn get_own_mutual_card(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<Option<MutualCardShown>>, ApiError> {
    actor.permit::<res::Claim, act::Read>()?;
    let found = app.store().read(move |tx| card::of(tx, actor.id())).await?;
    Ok(Json(found.map(card_shown)))
}

/// Writes the own card; claims that the bank sent back are paid on it.
#[utoipa::path(put, path = "/me/mutual_card", tag = "me", operation_id = "put_own_mutual_card",
    request_body = NewMutualCard, responses((status = 204)), extensions(("x-permission" = json!("claim.update"))))]
pub async fn put_own_mutual_card(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Json(new): Json<NewMutualCard>,
) -> std::result::Result<StatusCode, ApiError> {
    actor.permit::<res::Claim, act::Update>()?;
    let (keys, new) = (app.keyring().clone(), NewCard::from(new));
    app.store().write(move |tx| put(tx, &keys, &actor, actor.id(), &new)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The card of somebody in sight; nothing if there is none.
#[utoipa::path(get, path = "/mutual_cards/{person_id}", tag = "mutual", operation_id = "get_mutual_card",
    params(("person_id" = Id, Path)), responses((status = 200, body = Option<MutualCardShown>)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn get_mutual_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(person): Path<Id>,
) -> std::result::Result<Json<Option<MutualCardShown>>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let found = app.store().read(move |tx| {
        in_sight(tx, &scope, person)?;
        Ok::<_, PayError>(card::of(tx, person)?)
    });
    Ok(Json(found.await?.map(card_shown)))
}

/// Writes the card of somebody in sight, as they told it at the window.
#[utoipa::path(put, path = "/mutual_cards/{person_id}", tag = "mutual", operation_id = "put_mutual_card",
    params(("person_id" = Id, Path)), request_body = NewMutualCard, responses((status = 204)),
    extensions(("x-permission" = json!("payment.update"))))]
pub async fn put_mutual_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(person): Path<Id>,
    Json(new): Json<NewMutualCard>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Payment, act::Update>()?;
    let (keys, new) = (app.keyring().clone(), NewCard::from(new));
    app.store()
        .write(move |tx| {
            in_sight(tx, &scope, person)?;
            put(tx, &keys, &actor, person, &new)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The workbook to fill in with the cards of many people.
#[utoipa::path(get, path = "/mutual_card_template", tag = "mutual", operation_id = "get_mutual_card_template",
    responses((status = 200, description = "The template, .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("payment.update"))))]
pub async fn get_mutual_card_template(Staff(actor): Staff) -> std::result::Result<Response, ApiError> {
    actor.permit::<res::Payment, act::Update>()?;
    Ok(download("收款银行卡登记表.xlsx", XLSX, card_file::template()?))
}

/// A workbook of cards.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct MutualCardFileForm {
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A row that was not taken.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualCardFileRow {
    /// Row in the file, from 1.
    row: u32,
    name: String,
    reason: String,
}

/// What came of a workbook of cards.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualCardFile {
    /// Cards that were written.
    written: i64,
    /// Rows that said what was known.
    known: i64,
    left: Vec<MutualCardFileRow>,
}

/// Writes the cards of the people of a workbook who are in sight. The same file again changes nothing.
#[utoipa::path(post, path = "/mutual_card_files", tag = "mutual", operation_id = "upload_mutual_cards",
    request_body(content = MutualCardFileForm, content_type = "multipart/form-data"),
    responses((status = 200, body = MutualCardFile)), extensions(("x-permission" = json!("payment.update"))))]
pub async fn upload_mutual_cards(
    State(app): State<App>,
    Staff(actor): Staff,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Json<MutualCardFile>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Update>()?;
    let (file, _) = receive_form(&app, &card_file::FILE, form).await?;
    let taken = tokio::task::spawn_blocking(move || card_file::take(&app, &scope, &file));
    let t = taken.await.map_err(|e| failed(&e))??;
    let left = |l: card_file::LeftRow| MutualCardFileRow { row: l.row, name: l.name, reason: l.reason };
    Ok(Json(MutualCardFile {
        written: t.written,
        known: t.known,
        left: t.left.into_iter().map(left).collect(),
    }))
}
