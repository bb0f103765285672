//! Secondments: proposed at home, answered by the host with the transfers, ended by either, or by themselves.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path, Query};
use kernel::{Day, Id};
use platform::accounts::Staff;
use platform::parameters::keys;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::model::secondment::{ProposalKind, Secondment};
use crate::ops::second_member::{Wish, end_early, propose_secondment};
use crate::store::{member, secondment, union};

/// A secondment of a member.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SecondmentRow {
    id: Id,
    /// Union of the membership when it began.
    home_union: String,
    host_union: String,
    day: Day,
    planned_to: Day,
    /// Last day; none while it lasts.
    last_day: Option<Day>,
    /// How it ended, in words; empty while it lasts.
    end_label: String,
    reason: String,
    end_reason: String,
}

fn row(tx: &mut store::Tx<'_>, s: Secondment) -> store::DbResult<SecondmentRow> {
    Ok(SecondmentRow {
        id: s.id,
        home_union: union::name(tx, s.home_union_id)?,
        host_union: union::name(tx, s.host_union_id)?,
        day: s.day,
        planned_to: s.planned_to,
        last_day: Some(s.last_day).filter(|d| *d != Day::OPEN),
        end_label: s.end.map_or("", |e| e.title()).to_owned(),
        reason: s.reason,
        end_reason: s.end_reason,
    })
}

/// The secondments of a member, newest first. The host of the one that lasts reads them, too.
#[utoipa::path(get, path = "/members/{id}/secondments", tag = "registry", operation_id = "list_secondments",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<SecondmentRow>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_secondments(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Vec<SecondmentRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let rows = app.store().read(move |tx| {
        member::find_readable(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        let all = secondment::of_person(tx, id)?;
        all.into_iter().rev().map(|s| row(tx, s).map_err(RegistryError::from)).collect::<Result<Vec<_>, _>>()
    });
    Ok(Json(rows.await?))
}

/// What a union is looked for by.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct UnionNameQuery {
    /// Beginning of its name, at least two characters.
    q: String,
}

/// A union by its name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UnionName {
    id: Id,
    name: String,
    /// The union above it.
    parent: String,
}

/// Unions anywhere whose name begins so, at most 20: name and union above, nothing else.
#[utoipa::path(get, path = "/union_names", tag = "registry", operation_id = "list_union_names",
    params(UnionNameQuery), responses((status = 200, body = Vec<UnionName>)),
    extensions(("x-permission" = json!("union.read"))))]
pub async fn list_union_names(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<UnionNameQuery>,
) -> Result<Json<Vec<UnionName>>, ApiError> {
    actor.permit::<res::Union, act::Read>()?;
    let q = kernel::text::name_key(&query.q);
    if q.chars().count() < 2 {
        return Ok(Json(Vec::new()));
    }
    let found = app.store().read(move |tx| union::named(tx, &q, 20)).await?;
    Ok(Json(found.into_iter().map(|(id, name, parent)| UnionName { id, name, parent }).collect()))
}

/// A secondment to propose.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SecondmentForm {
    host_union_id: Id,
    day: Day,
    /// Planned last day.
    planned_to: Day,
    /// Why, 2 to 200 characters.
    reason: String,
    /// Attachment of the member that proves it.
    evidence_id: Option<Id>,
}

/// A later last day to propose.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ExtensionForm {
    /// Planned last day.
    planned_to: Day,
    /// Why, 2 to 200 characters.
    reason: String,
}

/// That the secondment becomes a transfer.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ConversionForm {
    /// First day as a member of the host.
    day: Day,
    /// Why, 2 to 200 characters.
    reason: String,
}

/// The early end of a secondment.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SecondmentEndForm {
    /// Last day; the day before the first if it never began.
    last_day: Day,
    /// Why, 2 to 200 characters.
    reason: String,
}

async fn propose<B: Serialize + Send + Sync + 'static>(
    app: App,
    actor: guard::Actor,
    (id, key): (Id, Option<String>),
    form: B,
    what: (ProposalKind, Wish),
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Transfer, act::Update>()?;
    let months = app.parameters().integer(keys::SECONDMENT_MIN_MONTHS, app.clock().today());
    let work = move |tx: &mut store::Tx<'_>| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &form), |tx| {
            propose_secondment(tx, months, &scope, id, (what.0, &what.1))
        })
    };
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Proposes that a member works at another union for a time. The host answers.
#[utoipa::path(post, path = "/members/{id}/secondment", tag = "registry", operation_id = "propose_secondment",
    params(("id" = Id, Path)), request_body = SecondmentForm, responses((status = 204)),
    extensions(("x-permission" = json!("transfer.update"))))]
pub async fn propose_new(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<SecondmentForm>,
) -> Result<StatusCode, ApiError> {
    let wish = Wish {
        host_union_id: Some(form.host_union_id),
        day: form.day,
        planned_to: form.planned_to,
        reason: form.reason.clone(),
        evidence_id: form.evidence_id,
    };
    propose(app, actor, (id, key), form, (ProposalKind::Secondment, wish)).await
}

/// Proposes a later last day. The host answers.
#[utoipa::path(post, path = "/members/{id}/secondment/extend", tag = "registry", operation_id = "extend_secondment",
    params(("id" = Id, Path)), request_body = ExtensionForm, responses((status = 204)),
    extensions(("x-permission" = json!("transfer.update"))))]
pub async fn extend(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<ExtensionForm>,
) -> Result<StatusCode, ApiError> {
    let (day, planned_to, reason) = (form.planned_to, form.planned_to, form.reason.clone());
    let wish = Wish { host_union_id: None, day, planned_to, reason, evidence_id: None };
    propose(app, actor, (id, key), form, (ProposalKind::Extension, wish)).await
}

/// Proposes that the secondment becomes a transfer. The host answers, and the membership moves without a day between.
#[utoipa::path(post, path = "/members/{id}/secondment/convert", tag = "registry", operation_id = "convert_secondment",
    params(("id" = Id, Path)), request_body = ConversionForm, responses((status = 204)),
    extensions(("x-permission" = json!("transfer.update"))))]
pub async fn convert(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<ConversionForm>,
) -> Result<StatusCode, ApiError> {
    let (day, reason) = (form.day, form.reason.clone());
    let wish = Wish { host_union_id: None, day, planned_to: day, reason, evidence_id: None };
    propose(app, actor, (id, key), form, (ProposalKind::Conversion, wish)).await
}

/// Ends a secondment early. Home and host may.
#[utoipa::path(post, path = "/members/{id}/secondment/end", tag = "registry", operation_id = "end_secondment",
    params(("id" = Id, Path)), request_body = SecondmentEndForm, responses((status = 204)),
    extensions(("x-permission" = json!("transfer.update"))))]
pub async fn end(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(form): Json<SecondmentEndForm>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Transfer, act::Update>()?;
    app.store().write(move |tx| end_early(tx, &scope, id, form.last_day, form.reason.trim())).await?;
    Ok(StatusCode::NO_CONTENT)
}
