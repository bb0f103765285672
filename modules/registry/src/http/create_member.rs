//! Entry of one member by hand, in the order of the paper form.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json};
use kernel::{Day, DocumentKind, FieldError, Id, PersonDocument, Phone};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};

use crate::error::{RegistryError, field, field_of};
use crate::model::{Birth, BirthPrecision, EventKind, NewMembership, NewPerson, Profile, Status};
use crate::ops::create_member::{Created, IfElsewhere, create_member as create};

/// The member form.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MemberForm {
    /// Into which union.
    union_id: Id,
    #[serde(flatten)]
    profile: Profile,
    /// Kind of document, code of `document_kind`; an identity card if missing.
    #[serde(default)]
    document_kind: String,
    document_number: String,
    /// Needed where the document does not tell it.
    birth_day: Option<Day>,
    #[serde(default)]
    phone: String,
    /// First day of membership.
    change_day: Day,
    /// Code of `membership_change`: 1 入会 (or missing), 2 转入.
    #[serde(default)]
    change_kind: String,
    /// Code of `membership_change_reason`, or empty.
    #[serde(default)]
    change_reason: String,
    #[serde(default)]
    employer_name: String,
    employer_id: Option<Id>,
    /// A member of another union becomes a proposed transfer; with `false` the answer is 409 and nothing happens.
    #[serde(default = "yes")]
    propose_transfer: bool,
}

fn yes() -> bool {
    true
}

/// What became of the entry.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedMember {
    id: Id,
    /// The person is a member elsewhere: a transfer was proposed and waits for an answer.
    transfer_proposed: bool,
}

/// Reads a phone field; empty is none.
pub fn phone(text: &str, wrong: &mut Vec<FieldError>) -> Option<Phone> {
    if text.trim().is_empty() {
        return None;
    }
    Phone::parse(text).map_err(|e| wrong.push(field_of("/phone", &e))).ok()
}

fn person(form: &MemberForm, today: Day) -> Result<NewPerson, RegistryError> {
    let mut wrong = Vec::new();
    let name = kernel::text::person_name(&form.profile.name);
    let name = name.map_err(|e| wrong.push(field_of("/name", &e))).ok();
    let kind = DocumentKind::from_code(&form.document_kind).unwrap_or(DocumentKind::IdCard);
    let document = PersonDocument::parse(kind, &form.document_number, today);
    let document = document.map_err(|e| wrong.push(field_of("/document_number", &e))).ok();
    let phone = phone(&form.phone, &mut wrong);
    if form.change_day > today {
        let params = [("day", form.change_day.to_string())].into();
        wrong.push(field("/change_day", "registry.change-day-future", params));
    }
    let (Some(name), Some(document), true) = (name, document, wrong.is_empty()) else {
        return Err(RegistryError::Invalid(wrong));
    };
    let day = document.birth_day().or(form.birth_day);
    let precision = if day.is_some() { BirthPrecision::Day } else { BirthPrecision::Unknown };
    let mut profile = Profile { name, ..form.profile.clone() };
    if let Some(sex) = document.sex() {
        profile.sex = sex.code().to_string();
    }
    Ok(NewPerson { profile, birth: Birth { day, precision }, document, phone })
}

/// Enters a member. A member of another union becomes a proposed transfer.
#[utoipa::path(post, path = "/members", tag = "registry", operation_id = "create_member", request_body = MemberForm,
    responses((status = 201, body = CreatedMember)), extensions(("x-permission" = json!("member.create"))))]
pub async fn create_member(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<MemberForm>,
) -> Result<(StatusCode, Json<CreatedMember>), ApiError> {
    let scope = actor.permit::<res::Member, act::Create>()?;
    let new = person(&form, app.clock().today())?;
    let keys = app.keyring().clone();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &form, |tx| {
            let m = NewMembership {
                union_id: form.union_id,
                union_path: kernel::OrgPath::top(),
                employer_id: form.employer_id,
                employer_name: form.employer_name.clone(),
                status: Status::Active,
                event: if form.change_kind == "2" { EventKind::TransferredIn } else { EventKind::Joined },
                day: form.change_day,
                reason: form.change_reason.clone(),
                batch_id: None,
            };
            let elsewhere = if form.propose_transfer { IfElsewhere::Propose } else { IfElsewhere::Tell };
            Ok::<_, RegistryError>(match create(tx, &keys, &scope, &new, m, elsewhere)? {
                Created::Member(id) => CreatedMember { id, transfer_proposed: false },
                Created::Proposed(id) => CreatedMember { id, transfer_proposed: true },
            })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
