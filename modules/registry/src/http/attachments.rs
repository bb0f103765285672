//! Evidence attached to a member: scanned applications, decisions, proofs of a changed phone.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::act::Action;
use guard::{Actor, Scope, act, res};
use http_base::{ApiError, Json, Path, Query};
use kernel::{Id, OrgPath};
use platform::App;
use platform::accounts::Staff;
use platform::files::{self, Attachment, FileUse, MediaType, Subject};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::store::{member, person};
use platform::files::transport::{receive_form, send};

/// Evidence about a member.
pub const EVIDENCE: FileUse = FileUse {
    name: "member.evidence",
    max_bytes: 20 << 20,
    types: &[MediaType::Pdf, MediaType::Jpeg, MediaType::Png],
};
/// Most attachments of one member.
const MOST: usize = 50;

/// Where the member is now, if in sight both as a member and for attachments.
fn place<A: Action>(tx: &mut Tx<'_>, actor: &Actor, scope: &Scope<res::File, A>, id: Id) -> Result<OrgPath> {
    let members = actor.permit::<res::Member, act::Read>()?;
    let d = member::find(tx, &members, id)?.ok_or(RegistryError::MemberNotFound)?;
    if scope.covers(&d.union_path) { Ok(d.union_path) } else { Err(RegistryError::MemberNotFound) }
}

/// Attachments of a member, first added first.
#[utoipa::path(get, path = "/members/{id}/attachments", tag = "registry", operation_id = "list_attachments",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<Attachment>)),
    extensions(("x-permission" = json!("file.read"))))]
pub async fn list_attachments(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<Attachment>>, ApiError> {
    let scope = actor.permit::<res::File, act::Read>()?;
    let all = app.store().read(move |tx| {
        let path = place(tx, &actor, &scope, id)?;
        Ok::<_, RegistryError>(files::list(tx, &scope, Subject { id, path: &path })?)
    });
    Ok(Json(all.await?))
}

/// A file to attach.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct AttachmentForm {
    /// What it shows, at most 200 characters; before the file.
    note: String,
    /// PDF, JPG or PNG, at most 20 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Id of a new attachment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AddedAttachment {
    id: Id,
}

/// Attaches a file to a member.
#[utoipa::path(post, path = "/members/{id}/attachments", tag = "registry", operation_id = "add_attachment",
    params(("id" = Id, Path)), request_body(content = AttachmentForm, content_type = "multipart/form-data"),
    responses((status = 201, body = AddedAttachment)), extensions(("x-permission" = json!("file.create"))))]
pub async fn add_attachment(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<AddedAttachment>), ApiError> {
    let scope = actor.permit::<res::File, act::Create>()?;
    let (by, seen) = (actor.clone(), scope.clone());
    // Asked before anything is stored: who may not attach fills no disk.
    app.store().read(move |tx| place(tx, &by, &seen, id)).await?;
    let (file, note) = receive_form(&app, &EVIDENCE, multipart).await?;
    let made = app.store().write(move |tx| {
        let path = place(tx, &actor, &scope, id)?;
        if !person::hold(tx, id)? {
            return Err(RegistryError::MemberNotFound);
        }
        let of = Subject { id, path: &path };
        if files::list(tx, &scope, of)?.len() >= MOST {
            return Err(RegistryError::TooManyFiles { most: MOST });
        }
        Ok(files::attach(tx, &scope, of, "member", &EVIDENCE, &file, &note)?)
    });
    Ok((StatusCode::CREATED, Json(AddedAttachment { id: made.await? })))
}

/// The bytes of an attachment; recorded before they are answered.
#[utoipa::path(get, path = "/members/{id}/attachments/{attachment_id}", tag = "registry",
    operation_id = "get_attachment", params(("id" = Id, Path), ("attachment_id" = Id, Path)),
    responses((status = 200, description = "The file", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("file.read"))))]
pub async fn get_attachment(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, attachment)): Path<(Id, Id)>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::File, act::Read>()?;
    let found = app
        .store()
        .write(move |tx| {
            let path = place(tx, &actor, &scope, id)?;
            Ok::<_, RegistryError>(files::take_out(tx, &scope, Subject { id, path: &path }, attachment)?)
        })
        .await?;
    send(&app, &EVIDENCE, &found).await
}

/// Why an attachment is taken away.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct RemoveQuery {
    /// At least four characters, e.g. 传错了人.
    reason: Option<String>,
}

/// Takes an attachment from a member.
#[utoipa::path(delete, path = "/members/{id}/attachments/{attachment_id}", tag = "registry",
    operation_id = "remove_attachment",
    params(("id" = Id, Path), ("attachment_id" = Id, Path), RemoveQuery), responses((status = 204)),
    extensions(("x-permission" = json!("file.update"))))]
pub async fn remove_attachment(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, attachment)): Path<(Id, Id)>,
    Query(query): Query<RemoveQuery>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::File, act::Update>()?;
    app.store()
        .write(move |tx| {
            let path = place(tx, &actor, &scope, id)?;
            let reason = query.reason.as_deref().unwrap_or_default().trim();
            if reason.chars().count() < 4 {
                let field = crate::error::field("/reason", "registry.purpose-short", kernel::Params::new());
                return Err(RegistryError::Invalid(vec![field]));
            }
            Ok(files::remove(tx, &scope, Subject { id, path: &path }, attachment, reason)?)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
