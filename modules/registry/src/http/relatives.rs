//! Near relatives of a deceased member: what they ask, as a cadre records it, the copy, and what the member arranged.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Id, Timestamp};
use platform::accounts::{MemberActor, Staff};
use platform::files::{self, Attachment, Subject};
use platform::sealed::Keyring;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::own_export::OwnExport;
use super::own_requests::Made;
use crate::error::{RegistryError, Result};
use crate::model::Status;
use crate::model::data_request::{RequestKind, relative_seal};
use crate::ops::ask_about_data::{Correction, due_on};
use crate::ops::relative_copy;
use crate::ops::relatives::{self, Asked, choose_for_relatives};
use crate::store::data_request::DataRequest;
use crate::store::member::{self, Detail};
use crate::store::relative::{self, Choice};

/// What a near relative asks, as a cadre records it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RelativeRequestForm {
    /// `copy`, `correction` or `erasure`.
    kind: RequestKind,
    /// Code of `relative_relation`.
    relation: String,
    /// Name of the relative.
    name: String,
    /// Mobile of the relative.
    phone: String,
    /// Code of `document_kind` of the relative's document.
    relative_document_kind: String,
    /// Its number.
    relative_document_number: String,
    /// Attachments of the member that show the relation, 1 to 5.
    relation_evidence: Vec<Id>,
    /// Attachments of the member that show the death, 1 to 5.
    death_evidence: Vec<Id>,
    /// Wanted values of a correction by field; codes where the field has a dictionary.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// Code of `document_kind` of the wanted number; the present kind if empty.
    #[serde(default)]
    document_kind: String,
    /// Attachments of the member that show what is right, at most 5.
    #[serde(default)]
    evidence: Vec<Id>,
    /// Why, at most 200 characters.
    #[serde(default)]
    reason: String,
}

fn asked(form: RelativeRequestForm) -> Asked {
    Asked {
        kind: form.kind,
        relation: form.relation,
        name: form.name,
        phone: form.phone,
        document_kind: form.relative_document_kind,
        document_number: form.relative_document_number,
        relation_evidence: form.relation_evidence,
        death_evidence: form.death_evidence,
        correction: Correction {
            fields: form.fields,
            document_kind: form.document_kind,
            evidence: form.evidence,
            reason: form.reason,
        },
    }
}

/// Records what a near relative of a deceased member asks; answered within the same days as the member's own requests.
#[utoipa::path(post, path = "/members/{id}/data_requests", tag = "registry", operation_id = "ask_for_relative",
    params(("id" = Id, Path)), request_body = RelativeRequestForm, responses((status = 201, body = Made)),
    extensions(("x-permission" = json!("data_request.create"))))]
pub async fn ask_for_relative(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<RelativeRequestForm>,
) -> std::result::Result<(StatusCode, Json<Made>), ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Create>()?;
    let due = due_on(&app.calendar(), &app.parameters(), app.clock().today());
    let (keys, words) = (app.keyring().clone(), app.codesets());
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &form), |tx| {
            let wish = asked(form.clone());
            let id = relatives::ask_for_relative(tx, (&keys, &words), &scope, (id, due), &wish)?;
            Ok::<_, RegistryError>(Made { id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Why the copy is made.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct RelativeCopyForm {
    /// At least 4 characters; the audit keeps it.
    purpose: String,
}

/// The copy of an accepted request: the tables that the member had, names of staff masked; recorded before it is given.
#[utoipa::path(post, path = "/members/{id}/data_requests/{request_id}/copy", tag = "registry",
    operation_id = "copy_for_relative", params(("id" = Id, Path), ("request_id" = Id, Path)),
    request_body = RelativeCopyForm, responses((status = 200, body = OwnExport)),
    extensions(("x-permission" = json!("data_request.export"))))]
pub async fn copy_for_relative(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(of): Path<(Id, Id)>,
    Json(form): Json<RelativeCopyForm>,
) -> std::result::Result<Json<OwnExport>, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Export>()?;
    let (keys, words, made_at) = (app.keyring().clone(), app.codesets(), app.clock().now());
    let work = move |tx: &mut Tx<'_>| {
        relative_copy::copy_for_relative(tx, (&keys, &words), &scope, of, &form.purpose)
    };
    let tables = app.store().write(work).await?;
    Ok(Json(OwnExport { made_at, tables }))
}

/// What a member arranged for the time after death.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RelativesChoice {
    /// Near relatives may exercise the rights over the member's data.
    allowed: bool,
    /// When it was chosen; none if never: then they may.
    chosen_at: Option<Timestamp>,
    /// The membership ended with the member's death.
    deceased: bool,
}

fn choice(c: Choice, status: Status) -> RelativesChoice {
    let chosen_at = Some(c.at).filter(|at| at.0 != 0);
    RelativesChoice { allowed: c.allowed, chosen_at, deceased: status == Status::Died }
}

/// What a member arranged, for the union.
#[utoipa::path(get, path = "/members/{id}/relatives_choice", tag = "registry", operation_id = "get_relatives_choice",
    params(("id" = Id, Path)), responses((status = 200, body = RelativesChoice)),
    extensions(("x-permission" = json!("data_request.read"))))]
pub async fn get_relatives_choice(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<RelativesChoice>, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Read>()?;
    let members = actor.permit::<res::Member, act::Read>()?;
    let found = app.store().read(move |tx| {
        let d = member::find(tx, &members, id)?.filter(|d| scope.covers(&d.union_path));
        let d = d.ok_or(RegistryError::MemberNotFound)?;
        Ok::<_, RegistryError>(choice(relative::choice_of(tx, d.id)?, d.status))
    });
    Ok(Json(found.await?))
}

/// What one has arranged for the time after death.
#[utoipa::path(get, path = "/me/relatives_choice", tag = "me", operation_id = "get_own_relatives_choice",
    responses((status = 200, body = RelativesChoice)), extensions(("x-permission" = json!("data_request.read"))))]
pub async fn get_own_relatives_choice(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<RelativesChoice>, ApiError> {
    actor.permit::<res::DataRequest, act::Read>()?;
    let found = app.store().read(move |tx| relative::choice_of(tx, actor.id())).await?;
    Ok(Json(choice(found, Status::Active)))
}

/// A choice.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
pub struct RelativesChoiceForm {
    /// Near relatives may exercise the rights over the own data.
    allowed: bool,
}

/// Arranges whether near relatives may exercise the rights over the own data after death; the newest choice counts.
#[utoipa::path(put, path = "/me/relatives_choice", tag = "me", operation_id = "set_own_relatives_choice",
    request_body = RelativesChoiceForm, responses((status = 200, body = RelativesChoice)),
    extensions(("x-permission" = json!("data_request.create"))))]
pub async fn set_own_relatives_choice(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Json(form): Json<RelativesChoiceForm>,
) -> std::result::Result<Json<RelativesChoice>, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Create>()?;
    let made = app.store().write(move |tx| choose_for_relatives(tx, &scope, form.allowed)).await?;
    Ok(Json(choice(made, Status::Active)))
}

/// The near relative who asks, numbers masked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RelativeView {
    /// Empty when erased, as the others.
    name: String,
    masked_phone: String,
    /// Code of `document_kind`.
    document_kind: String,
    masked_number: String,
    relation_evidence: Vec<Attachment>,
    death_evidence: Vec<Attachment>,
    /// Who recorded the request.
    recorded_by: String,
}

/// The near relative of a request in sight.
pub(super) fn relative_view(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    (members, d): (&Scope<res::Member, act::Read>, Option<&Detail>),
    q: &DataRequest,
) -> Result<Option<RelativeView>> {
    let Some(r) = relative::of_request(tx, q.person_id, q.id)? else { return Ok(None) };
    let files = match d {
        Some(d) => files::list(tx, members, Subject { id: d.id, path: &d.union_path })?,
        None => Vec::new(),
    };
    let these = |ids: &[Id]| files.iter().filter(|a| ids.contains(&a.id)).cloned().collect();
    let masked = |column: &str, sealed: Option<&Vec<u8>>| {
        let plain = sealed.map(|s| keys.open(s, &relative_seal(column, q.id))).transpose()?;
        Ok::<_, RegistryError>(kernel::text::mask(&plain.unwrap_or_default(), 3, 4))
    };
    Ok(Some(RelativeView {
        masked_phone: masked("phone", r.phone.as_ref())?,
        masked_number: masked("number", r.document.as_ref())?,
        relation_evidence: these(&r.relation_evidence),
        death_evidence: these(&r.death_evidence),
        name: r.name,
        document_kind: r.document_kind,
        recorded_by: r.recorded_by_name,
    }))
}
