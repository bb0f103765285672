//! What a member asks about the own data, on the phone.

use std::collections::BTreeMap;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id, Timestamp};
use platform::accounts::{CodeProof, CodePurpose, MemberActor};
use platform::codesets::Codesets;
use platform::files::{self, FileUse, MediaType, Subject};
use platform::parameters::keys;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use super::own_flags::{DeclarableFlag, declarable};
use crate::error::RegistryError;
use crate::model::PROFILE_SETS;
use crate::model::data_request::{
    CORRECTABLE, DOCUMENT_FIELD, NEEDS_EVIDENCE, RequestKind, RequestState, field_label, field_set,
    request_number,
};
use crate::ops::ask_about_data::{self as asking, Correction, due_on, present};
use crate::ops::export_own::own_phone;
use crate::own_data_error::OwnDataError;
use crate::store::data_request::{self, DataRequest};
use crate::store::{member, person};
use platform::files::transport::receive_form;

/// Evidence that a member sends with a request.
pub const OWN_EVIDENCE: FileUse = FileUse {
    name: "member.own-evidence",
    max_bytes: 10 << 20,
    types: &[MediaType::Pdf, MediaType::Jpeg, MediaType::Png],
};
/// Most of them that one member may send in all.
const MOST_OWN: usize = 30;

/// A field of a request in words.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct RequestField {
    /// Name of the field.
    pub field: String,
    /// In words.
    pub label: String,
    /// Value when it was asked, in words; masked where it is a number.
    pub old: String,
    /// Wanted value, in words; masked where it is a number.
    pub wanted: String,
}

/// A field's value in words.
pub(super) fn word(words: &Codesets, (topic, field): (&str, &str), value: &str) -> String {
    field_set(topic, field).and_then(|s| words.label(s, value)).unwrap_or(value).to_owned()
}

/// The fields of a request in words.
pub(super) fn field_rows(words: &Codesets, q: &DataRequest) -> Vec<RequestField> {
    let row = |f: &crate::model::data_request::FieldChange| RequestField {
        field: f.field.clone(),
        label: field_label(&f.field).to_owned(),
        old: word(words, (&q.topic, &f.field), &f.old),
        wanted: word(words, (&q.topic, &f.field), &f.wanted),
    };
    q.fields.iter().map(row).collect()
}

/// An own request.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnRequest {
    id: Id,
    /// What it is called on paper.
    number: String,
    kind: RequestKind,
    kind_label: String,
    state: RequestState,
    state_label: String,
    fields: Vec<RequestField>,
    reason: String,
    asked_at: Timestamp,
    /// Last day for the answer.
    due_on: Day,
    answered_at: Option<Timestamp>,
    /// What was answered.
    answer: String,
}

fn own_request(words: &Codesets, q: DataRequest) -> OwnRequest {
    OwnRequest {
        number: request_number(q.year, q.ordinal),
        fields: field_rows(words, &q),
        id: q.id,
        kind: q.kind,
        kind_label: q.kind.title().to_owned(),
        state: q.state,
        state_label: q.state.title().to_owned(),
        reason: q.reason,
        asked_at: q.asked_at,
        due_on: q.due_on,
        answered_at: Some(q.answered_at).filter(|at| at.0 != 0),
        answer: q.answer,
    }
}

/// A word that a field may take.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FieldOption {
    pub(super) code: String,
    pub(super) label: String,
}

/// A field whose correction can be asked for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CorrectableField {
    field: String,
    label: String,
    /// Present value: a code, a day, or text; masked where it is a number.
    present: String,
    /// The same in words.
    present_label: String,
    /// The correction needs evidence.
    evidence: bool,
    /// The words of its dictionary; empty where it is written freely.
    options: Vec<FieldOption>,
}

/// What can be asked, and what was asked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnRequests {
    /// Newest first.
    requests: Vec<OwnRequest>,
    /// Fields whose correction can be asked for, in the order of the form.
    fields: Vec<CorrectableField>,
    /// Flags that can be declared.
    flags: Vec<DeclarableFlag>,
    /// Working days within which an answer comes.
    answer_working_days: i64,
    /// Years after a membership for which the record is kept.
    left_years: i64,
    /// Months for which the audit is kept at least.
    log_months: i64,
}

/// Own requests, and what can be asked for.
#[utoipa::path(get, path = "/me/data_requests", tag = "me", operation_id = "list_own_data_requests",
    responses((status = 200, body = OwnRequests)), extensions(("x-permission" = json!("data_request.read"))))]
pub async fn list_own_data_requests(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<OwnRequests>, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Read>()?;
    let members = actor.permit::<res::Member, act::Read>()?;
    let (words, today, id) = (app.codesets(), app.clock().today(), scope.actor().id());
    let inner = words.clone();
    let (d, rows, flags) = app
        .store()
        .read(move |tx| {
            let d = member::find(tx, &members, id)?.ok_or(RegistryError::MemberNotFound)?;
            let flags = declarable(tx, &inner, &d)?;
            Ok::<_, RegistryError>((d, data_request::of_person(tx, id)?, flags))
        })
        .await?;
    let number =
        app.keyring().open(&d.document_number, &crate::ops::enter_people::seal_context("number", id));
    let number = kernel::text::mask(&number.map_err(RegistryError::from)?, 3, 4);
    let field = |(name, label): &(&str, &str)| {
        let present = if *name == DOCUMENT_FIELD { number.clone() } else { present(&d, name) };
        let set = PROFILE_SETS.iter().find(|(f, _)| f == name).map(|(_, set)| *set);
        let option =
            |w: &platform::codesets::CodeItem| FieldOption { code: w.code.clone(), label: w.label.clone() };
        CorrectableField {
            field: (*name).to_owned(),
            label: (*label).to_owned(),
            present_label: word(&words, ("", name), &present),
            present,
            evidence: NEEDS_EVIDENCE.contains(name),
            options: set.map(|s| words.choices(s, today).map(option).collect()).unwrap_or_default(),
        }
    };
    Ok(Json(OwnRequests {
        fields: CORRECTABLE.iter().map(field).collect(),
        flags,
        requests: rows.into_iter().map(|q| own_request(&words, q)).collect(),
        answer_working_days: app.parameters().integer(keys::ANSWER_WORKING_DAYS, today),
        left_years: app.parameters().integer(keys::LEFT_YEARS, today),
        log_months: app.parameters().integer(keys::LOG_MONTHS, today).max(platform::audit::KEEP_MONTHS),
    }))
}

/// A file that shows what is asked for.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct OwnEvidenceForm {
    /// PDF, JPG or PNG, at most 10 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Made {
    pub(super) id: Id,
}

/// Sends a file that shows what a correction asks for.
#[utoipa::path(post, path = "/me/evidence", tag = "me", operation_id = "add_own_evidence",
    request_body(content = OwnEvidenceForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Made)), extensions(("x-permission" = json!("data_request.create"))))]
pub async fn add_own_evidence(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Create>()?;
    let members = actor.permit::<res::Member, act::Read>()?;
    app.sign_in_limiter().take(format!("own-evidence:{}", actor.id()), app.clock().now())?;
    let (file, _) = receive_form(&app, &OWN_EVIDENCE, multipart).await?;
    let made = app.store().write(move |tx| {
        let id = scope.actor().id();
        let path = member::place(tx, &members, id)?.ok_or(RegistryError::MemberNotFound)?;
        if !person::hold(tx, id)? {
            return Err(RegistryError::MemberNotFound);
        }
        let of = Subject { id, path: &path };
        let own = files::list(tx, &scope, of)?.into_iter().filter(|a| a.kind == OWN_EVIDENCE.name).count();
        if own >= MOST_OWN {
            return Err(RegistryError::TooManyFiles { most: MOST_OWN });
        }
        Ok(files::attach(tx, &scope, of, "member", &OWN_EVIDENCE, &file, "本人申请更正时提交")?)
    });
    Ok((StatusCode::CREATED, Json(Made { id: made.await? })))
}

/// A correction.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CorrectionForm {
    /// Wanted values by field; codes where the field has a dictionary.
    fields: BTreeMap<String, String>,
    /// Code of `document_kind` of the wanted number; the present kind if empty.
    #[serde(default)]
    document_kind: String,
    /// Files sent before, at most 5.
    #[serde(default)]
    evidence: Vec<Id>,
    /// Why, at most 200 characters.
    #[serde(default)]
    reason: String,
}

/// Asks for a correction of the own data.
#[utoipa::path(post, path = "/me/corrections", tag = "me", operation_id = "ask_own_correction",
    request_body = CorrectionForm, responses((status = 201, body = Made)),
    extensions(("x-permission" = json!("data_request.create"))))]
pub async fn ask_own_correction(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<CorrectionForm>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Create>()?;
    let due = due_on(&app.calendar(), &app.parameters(), app.clock().today());
    let (keys, words) = (app.keyring().clone(), app.codesets());
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &form, |tx| {
            let CorrectionForm { fields, document_kind, evidence, reason } = form.clone();
            let wish = Correction { fields, document_kind, evidence, reason };
            let id = asking::ask_correction(tx, (&keys, &words), &scope, due, &wish)?;
            Ok::<_, RegistryError>(Made { id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Erasure, with what proves that the phone is at hand.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ErasureForm {
    /// Six digits, sent by `send_own_erasure_code`.
    code: String,
    /// Why, at most 200 characters.
    #[serde(default)]
    reason: String,
}

/// Asks for the erasure of the own data. A wrong code is counted, and a right one used up.
#[utoipa::path(post, path = "/me/erasures", tag = "me", operation_id = "ask_own_erasure",
    request_body = ErasureForm, responses((status = 201, body = Made)),
    extensions(("x-permission" = json!("data_request.create"))))]
pub async fn ask_own_erasure(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Json(form): Json<ErasureForm>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Create>()?;
    let members = actor.permit::<res::Member, act::Read>()?;
    app.sign_in_limiter().take(format!("own-data:{}", actor.id()), app.clock().now())?;
    let due = due_on(&app.calendar(), &app.parameters(), app.clock().today());
    let inner = app.clone();
    let made = app.store().write(move |tx| {
        let phone = own_phone(tx, inner.keyring(), &members)?;
        if !CodeProof::new(&inner, &phone, CodePurpose::OwnErasure, &form.code).use_up(tx)? {
            // Committed, so that the wrong attempt counts.
            return Ok(None);
        }
        asking::ask_erasure(tx, &scope, due, &form.reason).map(Some)
    });
    let id = made.await?.ok_or(RegistryError::Own(OwnDataError::WrongCode))?;
    Ok((StatusCode::CREATED, Json(Made { id })))
}

/// Takes an open request back.
#[utoipa::path(post, path = "/me/data_requests/{request_id}/withdraw", tag = "me",
    operation_id = "withdraw_own_data_request", params(("request_id" = Id, Path)), responses((status = 204)),
    extensions(("x-permission" = json!("data_request.update"))))]
pub async fn withdraw_own_data_request(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Update>()?;
    app.store().write(move |tx| asking::withdraw_request(tx, &scope, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
