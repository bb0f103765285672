//! The documents of a member.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{DocumentKind, Id, PersonDocument};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};

use crate::error::{RegistryError, field, field_of};
use crate::ops::enter_people::seal_context;
use crate::ops::member_documents;
use crate::store::{member, person};

/// A document of a member, its number masked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DocumentRow {
    id: Id,
    /// Code of `document_kind`.
    kind: String,
    /// In words.
    label: String,
    /// First three and last four.
    masked_number: String,
}

/// Documents of a member, first entered first.
#[utoipa::path(get, path = "/members/{id}/documents", tag = "registry", operation_id = "list_member_documents",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<DocumentRow>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_member_documents(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Vec<DocumentRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let (keys, words) = (app.keyring().clone(), app.codesets().clone());
    let rows = app.store().read(move |tx| {
        member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        let mut rows = Vec::new();
        for d in person::documents(tx, id)? {
            let number = keys.open(&d.number, &seal_context("number", id))?;
            let label = words.label("document_kind", &d.kind).unwrap_or_default().to_owned();
            let masked_number = kernel::text::mask(&number, 3, 4);
            rows.push(DocumentRow { id: d.id, kind: d.kind, label, masked_number });
        }
        Ok::<_, RegistryError>(rows)
    });
    Ok(Json(rows.await?))
}

/// A further document.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DocumentForm {
    /// Code of `document_kind`.
    kind: String,
    /// As on the document.
    number: String,
}

/// The document that was added or renewed.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AddedDocument {
    id: Id,
}

/// Adds a document to a member: all documents of a person are one identity.
#[utoipa::path(post, path = "/members/{id}/documents", tag = "registry", operation_id = "add_member_document",
    params(("id" = Id, Path)), request_body = DocumentForm, responses((status = 201, body = AddedDocument)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn add_member_document(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<DocumentForm>,
) -> Result<(StatusCode, Json<AddedDocument>), ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let keys = app.keyring().clone();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &form), |tx| {
            member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
            let document = read(&form, tx.today())?;
            let id = member_documents::add_document(tx, &keys, &scope, id, &document)?;
            Ok::<_, RegistryError>(AddedDocument { id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

fn read(form: &DocumentForm, today: kernel::Day) -> Result<PersonDocument, RegistryError> {
    let Some(kind) = DocumentKind::from_code(&form.kind) else {
        let params = [("content", form.kind.clone())].into();
        return Err(RegistryError::Invalid(vec![field("/kind", "registry.code-unknown", params)]));
    };
    PersonDocument::parse(kind, &form.number, today)
        .map_err(|e| RegistryError::Invalid(vec![field_of("/number", &e)]))
}

/// Takes a document away that was entered by mistake; the last one stays.
#[utoipa::path(delete, path = "/members/{id}/documents/{document_id}", tag = "registry",
    operation_id = "remove_member_document", params(("id" = Id, Path), ("document_id" = Id, Path)),
    responses((status = 204)), extensions(("x-permission" = json!("member.update"))))]
pub async fn remove_member_document(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, document)): Path<(Id, Id)>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let keys = app.keyring().clone();
    app.store().write(move |tx| member_documents::remove_document(tx, &keys, &scope, id, document)).await?;
    Ok(StatusCode::NO_CONTENT)
}
