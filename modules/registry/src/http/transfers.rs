//! Proposed moves: those that somebody has to answer, and those that were.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::{MemberActor, Staff};
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::model::secondment::ProposalKind;
use crate::ops::answer_transfer as answers;
use crate::ops::transfer_silence::due;
use crate::store::transfer;
use crate::store::transfer_list::{self, Direction, TransferLine};
use crate::store::union;

/// Which proposals.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct TransferQuery {
    /// Who is to answer, seen from the unions in sight; either if missing.
    #[param(inline)]
    direction: Option<TransferDirection>,
    /// Answered ones instead of open ones.
    answered: bool,
}

/// Who is to answer, seen from the unions in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransferDirection {
    /// They wait for an answer from here: of transfers away, and secondments to here.
    Out,
    /// Asked here: they wait for an answer from elsewhere.
    In,
}

/// A proposed move.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TransferRow {
    id: Id,
    /// Member.
    person_id: Id,
    name: String,
    kind: ProposalKind,
    /// In words.
    kind_label: String,
    from_union: String,
    to_union: String,
    employer_name: String,
    /// First day in the new union.
    day: Day,
    /// Planned last day of a secondment.
    planned_to: Option<Day>,
    /// Why, as was said when it was proposed.
    reason: String,
    proposed_at: Timestamp,
    /// Last day for the answer.
    due_on: Day,
    /// The answer is late.
    overdue: bool,
    /// It was handed up because nobody answered.
    escalated: bool,
    /// The member has agreed on the phone.
    agreed: bool,
    /// `proposed`, `accepted`, `returned`, `withdrawn`.
    state: String,
    /// What was said to the answer.
    note: String,
    decided_at: Option<Timestamp>,
    /// The caller may answer: the member is leaving a union in the caller's sight, or is sent to one.
    answerable: bool,
    /// The caller may take it back: a union in the caller's sight asked.
    withdrawable: bool,
}

/// Proposals from or to unions in sight: open ones oldest first, answered ones newest first.
#[utoipa::path(get, path = "/transfers", tag = "registry", operation_id = "list_transfers",
    params(TransferQuery, PageQuery), responses((status = 200, body = Page<TransferRow>)),
    extensions(("x-permission" = json!("transfer.read"))))]
pub async fn list_transfers(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<TransferQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TransferRow>>, ApiError> {
    let scope = actor.permit::<res::Transfer, act::Read>()?;
    let may_answer = actor.permit::<res::Transfer, act::Update>().ok();
    let direction = match query.direction {
        Some(TransferDirection::Out) => Direction::Out,
        Some(TransferDirection::In) => Direction::In,
        None => Direction::Both,
    };
    let (after, limit) = (page.last()?, page.rows());
    let rows = app
        .store()
        .read_slow(move |tx| transfer_list::list(tx, &scope, direction, !query.answered, after, limit + 1));
    let page = Page::from_rows(rows.await?, limit as usize, |r: &TransferLine| Cursor::of(r.id));
    let (today, parameters) = (app.clock().today(), app.parameters());
    let row = |r: TransferLine| {
        let (open, due_on) = (r.state == "proposed", due(&parameters, r.proposed_at));
        let (answers, asks) =
            if r.kind.home_answers() { (&r.from_path, &r.to_path) } else { (&r.to_path, &r.from_path) };
        let covers = |path| open && may_answer.as_ref().is_some_and(|s| s.covers(path));
        TransferRow {
            answerable: covers(answers),
            withdrawable: covers(asks),
            kind: r.kind,
            kind_label: r.kind.title().to_owned(),
            planned_to: r.planned_to,
            reason: r.reason,
            id: r.id,
            person_id: r.person_id,
            name: r.name,
            from_union: r.from_union,
            to_union: r.to_union,
            employer_name: r.employer_name,
            day: r.day,
            proposed_at: r.proposed_at,
            due_on,
            overdue: open && due_on < today,
            escalated: r.escalated_at.0 != 0,
            agreed: r.agreed_at.0 != 0,
            state: r.state,
            note: r.note,
            decided_at: Some(r.decided_at).filter(|at| at.0 != 0),
        }
    };
    Ok(Json(page.map(row)))
}

/// The answer to a proposed move.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct TransferAnswer {
    accept: bool,
    #[serde(default)]
    note: String,
}

/// Answers the open proposal of a member.
#[utoipa::path(post, path = "/transfers/{person_id}/answer", tag = "registry", operation_id = "answer_transfer",
    params(("person_id" = Id, Path)), request_body = TransferAnswer, responses((status = 204)),
    extensions(("x-permission" = json!("transfer.update"))))]
pub async fn answer_transfer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(person_id): Path<Id>,
    Json(request): Json<TransferAnswer>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Transfer, act::Update>()?;
    let work = move |tx: &mut store::Tx<'_>| {
        answers::answer_transfer(tx, &scope, person_id, request.accept, request.note.trim())
    };
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why a proposal is taken back.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TransferWithdrawal {
    note: String,
}

/// Takes back the open proposal of a member to a union in sight.
#[utoipa::path(post, path = "/transfers/{person_id}/withdraw", tag = "registry", operation_id = "withdraw_transfer",
    params(("person_id" = Id, Path)), request_body = TransferWithdrawal, responses((status = 204)),
    extensions(("x-permission" = json!("transfer.update"))))]
pub async fn withdraw_transfer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(person_id): Path<Id>,
    Json(request): Json<TransferWithdrawal>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Transfer, act::Update>()?;
    let work =
        move |tx: &mut store::Tx<'_>| answers::withdraw_transfer(tx, &scope, person_id, request.note.trim());
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A move that is proposed for the own membership.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnTransfer {
    kind: ProposalKind,
    /// In words.
    kind_label: String,
    /// Planned last day of a secondment.
    planned_to: Option<Day>,
    /// Why.
    reason: String,
    from_union: String,
    to_union: String,
    employer_name: String,
    /// First day in the new union.
    day: Day,
    /// Last day for the answer.
    due_on: Day,
    /// One has agreed already.
    agreed: bool,
}

/// The move that is proposed for the own membership; `null` if there is none.
#[utoipa::path(get, path = "/me/transfer", tag = "me", operation_id = "get_own_transfer",
    responses((status = 200, body = Option<OwnTransfer>)), extensions(("x-permission" = json!("transfer.read"))))]
pub async fn get_own_transfer(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Option<OwnTransfer>>, ApiError> {
    let scope = actor.permit::<res::Transfer, act::Read>()?;
    let parameters = app.parameters();
    let found = app.store().read(move |tx| {
        let found = transfer::waiting_of(tx, scope.actor().id())?;
        let Some(w) = found.filter(|w| scope.is_own(w.proposal.person_id)) else { return Ok(None) };
        Ok::<_, RegistryError>(Some(OwnTransfer {
            kind: w.proposal.kind,
            kind_label: w.proposal.kind.title().to_owned(),
            planned_to: w.proposal.planned_to,
            reason: w.proposal.reason,
            from_union: union::name(tx, w.proposal.from_union_id)?,
            to_union: union::name(tx, w.proposal.to_union_id)?,
            due_on: due(&parameters, w.proposed_at),
            agreed: w.agreed,
            employer_name: w.proposal.employer_name,
            day: w.proposal.day,
        }))
    });
    Ok(Json(found.await?))
}

/// What the member says.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct OwnAnswer {
    /// `false` returns the proposal.
    agree: bool,
    #[serde(default)]
    note: String,
}

/// Agrees to the move that is proposed for the own membership, or refuses it.
#[utoipa::path(post, path = "/me/transfer/answer", tag = "me", operation_id = "answer_own_transfer",
    request_body = OwnAnswer, responses((status = 204)), extensions(("x-permission" = json!("transfer.update"))))]
pub async fn answer_own_transfer(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Json(request): Json<OwnAnswer>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Transfer, act::Update>()?;
    app.store().write(move |tx| answers::own_answer(tx, &scope, request.agree, request.note.trim())).await?;
    Ok(StatusCode::NO_CONTENT)
}
