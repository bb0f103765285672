//! Answers of the bank, and what it sent back.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Status, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::failed;
use platform::files::transport::{receive_file, unreadable};
use registry::RegistryError;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::batches::MutualFundQuery;
use super::enrol_place::place;
use crate::model::claim::ClaimState;
use crate::model::payment::{Answer, AnswerRow, PaymentState};
use crate::ops::pay_answer::{FILE, take};
use crate::ops::pay_batch::fund_of;
use crate::pay_error::{PayError, Result};
use crate::store::fund::{Waiting, in_state};
use crate::store::{answer, card, payment};

/// An answer of the bank and what came of its lines.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualAnswer {
    id: Id,
    union_id: Id,
    file_name: String,
    /// Lines with the number of a payment.
    lines: i64,
    /// Payments that reached their card by it.
    paid: i64,
    /// Payments that came back by it.
    returned: i64,
    /// Lines that said what was known.
    known: i64,
    /// Lines that were not taken.
    refused: i64,
    /// Those, the first thousand.
    rows: Vec<AnswerRow>,
    created_at: Timestamp,
    created_by_name: String,
}

fn shown(a: Answer) -> MutualAnswer {
    MutualAnswer {
        id: a.id,
        union_id: a.union_id,
        file_name: a.file_name,
        lines: a.lines,
        paid: a.paid,
        returned: a.returned,
        known: a.known,
        refused: a.refused,
        rows: a.rows,
        created_at: a.created_at,
        created_by_name: a.created_by_name,
    }
}

/// The bank's answer: fund and file.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct MutualAnswerForm {
    /// Union that runs the fund.
    union_id: Id,
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Takes an answer of the bank in. The same file again changes nothing.
#[utoipa::path(post, path = "/mutual_answers", tag = "mutual", operation_id = "upload_mutual_answer",
    request_body(content = MutualAnswerForm, content_type = "multipart/form-data"),
    responses((status = 201, body = MutualAnswer)), extensions(("x-permission" = json!("payment.update"))))]
pub async fn upload_mutual_answer(
    State(app): State<App>,
    Staff(actor): Staff,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<MutualAnswer>), ApiError> {
    let scope = actor.permit::<res::Payment, act::Update>()?;
    let lost = || ApiError::of(Status::BadRequest, "platform.upload-unreadable");
    let mut multipart = form.map_err(|_| lost())?;
    let (mut union, mut file) = (None, None);
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("union_id") => union = field.text().await.map_err(unreadable)?.parse::<Id>().ok(),
            _ => file = Some(receive_file(&app, &FILE, &mut field).await?),
        }
    }
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let file = file.ok_or_else(lost)?;
    let taken = tokio::task::spawn_blocking(move || take(&app, &scope, union, &file));
    let a = taken.await.map_err(|e| failed(&e))??;
    Ok((StatusCode::CREATED, Json(shown(a))))
}

/// Which answers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualAnswerConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
}

/// Answers of funds in sight, newest first.
#[utoipa::path(get, path = "/mutual_answers", tag = "mutual", operation_id = "list_mutual_answers",
    params(MutualAnswerConditions, PageQuery), responses((status = 200, body = Page<MutualAnswer>)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn list_mutual_answers(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualAnswerConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualAnswer>>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let path = place(tx, &scope, c.union_id)?;
        Ok::<_, PayError>(answer::list(tx, &scope, (path.as_ref(), None), before, limit + 1)?)
    });
    let rows = found.await?.into_iter().map(shown).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &MutualAnswer| Cursor::of(r.id))))
}

/// An answer of a fund in sight.
#[utoipa::path(get, path = "/mutual_answers/{id}", tag = "mutual", operation_id = "get_mutual_answer",
    params(("id" = Id, Path)), responses((status = 200, body = MutualAnswer)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn get_mutual_answer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualAnswer>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let found = app.store().read(move |tx| answer::list(tx, &scope, (None, Some(id)), None, 1)).await?;
    Ok(Json(shown(found.into_iter().next().ok_or(PayError::AnswerNotFound)?)))
}

/// A claim that the bank sent back and that waits for another card.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualReturn {
    claim_id: Id,
    number: String,
    name: String,
    union_name: String,
    amount_fen: i64,
    /// What the bank said, in plain words.
    why: String,
    attempt: i64,
    /// Last four digits of the present card; none without a card.
    card_tail: Option<String>,
    /// The present card is another one than that which was tried.
    card_changed: bool,
}

fn back(tx: &mut Tx<'_>, w: Waiting) -> Result<MutualReturn> {
    let tried = payment::of_record(tx, w.claim_id)?;
    let last = tried.iter().rev().find(|p| p.state == PaymentState::Returned);
    let card = card::of(tx, w.person_id)?;
    Ok(MutualReturn {
        why: last.map(|p| p.why.clone()).unwrap_or_default(),
        attempt: last.map_or(0, |p| p.attempt),
        card_changed: card.as_ref().zip(last).is_some_and(|(c, p)| c.changed_at > p.answered_at),
        card_tail: card.map(|c| c.tail),
        claim_id: w.claim_id,
        number: w.number,
        name: w.name,
        union_name: w.union_name,
        amount_fen: w.amount.0,
    })
}

/// Claims of a fund that the bank sent back; with another card they are payable again by themselves.
#[utoipa::path(get, path = "/mutual_returns", tag = "mutual", operation_id = "list_mutual_returns",
    params(MutualFundQuery, PageQuery), responses((status = 200, body = Page<MutualReturn>)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn list_mutual_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<MutualFundQuery>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualReturn>>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let (after, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        fund_of(tx, &scope, q.fund_id)?;
        let all = in_state(tx, q.fund_id, ClaimState::Returned, after.unwrap_or(Id(0)), limit + 1)?;
        all.into_iter().map(|w| back(tx, w)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &MutualReturn| Cursor::of(r.claim_id))))
}
