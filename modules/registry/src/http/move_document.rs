//! A document that stands in the wrong record goes to whom it belongs.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id, Params};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};

use super::merges::said;
use crate::error::{RegistryError, field};
use crate::ops::move_document::{Whom, move_document};

/// To whom a document goes: somebody in the register, or somebody new.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DocumentMove {
    /// A member in sight; otherwise a new person is entered.
    to_id: Option<Id>,
    /// Name of the new person.
    #[serde(default)]
    new_name: String,
    /// First day of the new person's membership in the same union.
    new_day: Option<Day>,
    /// Attachment of the member that shows it.
    evidence: Id,
    /// How it was checked, at least four characters.
    reason: String,
}

/// Who has the document now.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MovedDocument {
    person_id: Id,
}

fn whom(r: &DocumentMove, today: Day) -> Result<Whom, RegistryError> {
    if let Some(id) = r.to_id {
        return Ok(Whom::Known(id));
    }
    let name = r.new_name.trim();
    let mut wrong = Vec::new();
    if name.is_empty() || name.chars().count() > 50 {
        wrong.push(field("/new_name", "registry.move-target", Params::new()));
    }
    let day = r.new_day.unwrap_or(today);
    if day > today {
        let params = [("day", day.to_string())].into();
        wrong.push(field("/new_day", "registry.change-day-future", params));
    }
    if wrong.is_empty() { Ok(Whom::New(name.to_owned(), day)) } else { Err(RegistryError::Invalid(wrong)) }
}

/// The same number, a different name: gives a document to the person it belongs to, with evidence.
#[utoipa::path(post, path = "/members/{id}/documents/{document_id}/move", tag = "registry",
    operation_id = "move_member_document", params(("id" = Id, Path), ("document_id" = Id, Path)),
    request_body = DocumentMove, responses((status = 200, body = MovedDocument)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn move_member_document(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, document)): Path<(Id, Id)>,
    IdempotencyKey(key): IdempotencyKey,
    Json(r): Json<DocumentMove>,
) -> Result<Json<MovedDocument>, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let keys = app.keyring().clone();
    let moved = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, document, &r), |tx| {
            // Out of sight is not found before anything else is said.
            crate::store::member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
            let (whom, reason) = (whom(&r, tx.today())?, said(&r.reason)?);
            let person_id = move_document(tx, &keys, &scope, (id, document), &whom, (r.evidence, reason))?;
            Ok::<_, RegistryError>(MovedDocument { person_id })
        })
    });
    Ok(Json(moved.await?))
}
