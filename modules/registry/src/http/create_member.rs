//! Entry of one member by hand, in the order of the paper form.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json};
use kernel::{Day, DocumentKind, Id, Params, PersonDocument};
use platform::App;
use platform::accounts::Staff;
use platform::codesets::Codesets;
use platform::idempotency;
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::forms::{self, Check};
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

fn person(words: &Codesets, form: &MemberForm, today: Day) -> Result<NewPerson, RegistryError> {
    let (mut check, mut profile) = (Check::default(), form.profile.clone());
    forms::profile(&mut check, words, &Profile::default(), &mut profile);
    if profile.name.is_empty() {
        check.refuse("/name", "kernel.name-missing", Params::new());
    }
    let kind = match form.document_kind.as_str() {
        "" => Some(DocumentKind::IdCard),
        code => DocumentKind::from_code(code),
    };
    let document = match kind {
        Some(kind) => {
            check.read("/document_number", PersonDocument::parse(kind, &form.document_number, today))
        }
        None => {
            check.code(words, "/document_kind", "document_kind", &form.document_kind);
            None
        }
    };
    let phone = check.phone("/phone", &form.phone);
    if !["", "1", "2"].contains(&form.change_kind.as_str()) {
        let content = [("content", form.change_kind.clone())].into();
        check.refuse("/change_kind", "registry.code-unknown", content);
    }
    check.code(words, "/change_reason", "membership_change_reason", &form.change_reason);
    if form.change_day > today {
        let params = [("day", form.change_day.to_string())].into();
        check.refuse("/change_day", "registry.change-day-future", params);
    }
    let document = check.done_with(document)?;
    let day = document.birth_day().or(form.birth_day);
    let precision = if day.is_some() { BirthPrecision::Day } else { BirthPrecision::Unknown };
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
    let new = person(&app.codesets(), &form, app.clock().today())?;
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
