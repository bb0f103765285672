//! Papers of a claim.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{Actor, act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::files::transport::{receive_form, send};
use platform::files::{self, FileUse, MediaType, StoredFile, Subject};
use serde::Serialize;
use store::Tx;

use super::claim_shown::sees_health;
use crate::claim_error::{ClaimError, Result, field};
use crate::model::claim::{Claim, ClaimState};
use crate::model::scheme::Paper;
use crate::ops::claim_enter::facts_moved;
use crate::store::claim;

/// Photos and papers of claims.
pub const PAPER: FileUse = FileUse {
    name: "mutual.paper",
    max_bytes: 10 << 20,
    types: &[MediaType::Jpeg, MediaType::Png, MediaType::Pdf],
};
/// Most papers of a claim.
pub const MOST: usize = 40;

/// A paper to add.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct MutualPaperForm {
    /// Code of the kind of paper; before the file.
    note: Paper,
    /// JPG, PNG or PDF, at most 10 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Id of a paper.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AddedMutualPaper {
    pub(super) id: Id,
}

/// The kind of paper that a form names.
///
/// # Errors
/// There is no such kind.
pub fn kind_of(note: &str) -> std::result::Result<Paper, ApiError> {
    Paper::parse(note).ok_or_else(|| field("/note", "mutual.paper-kind").into())
}

/// Attaches a paper and looks at what is missing now. The same paper again is the one that is there.
///
/// # Errors
/// [`ClaimError::State`] once it is decided, [`ClaimError::TooManyPapers`].
pub fn attach(tx: &mut Tx<'_>, by: &Actor, mut c: Claim, (kind, file): (Paper, &StoredFile)) -> Result<Id> {
    if !matches!(
        c.state,
        ClaimState::Reckoned | ClaimState::Supplement | ClaimState::Reviewed | ClaimState::Second
    ) {
        return Err(ClaimError::State { deed: "添加材料", state: c.state.title() });
    }
    let there = files::of_record(tx, c.id)?;
    if let Some(same) = there.iter().find(|a| a.digest == file.digest && a.note == kind.code()) {
        return Ok(same.id);
    }
    if there.len() >= MOST {
        return Err(ClaimError::TooManyPapers { most: MOST });
    }
    let path = c.union_path.clone();
    let of = Subject { id: c.id, path: &path };
    let id = files::attach_by(tx, by, of, "claim", &PAPER, file, kind.code())?;
    if matches!(c.state, ClaimState::Reckoned | ClaimState::Supplement) {
        let seen = c.version;
        facts_moved(tx, &mut c)?;
        if !claim::update(tx, &mut c)? {
            return Err(ClaimError::Stale { version: seen });
        }
    }
    Ok(id)
}

/// Adds a paper to a claim in sight.
#[utoipa::path(post, path = "/mutual_claims/{id}/papers", tag = "mutual", operation_id = "add_mutual_claim_paper",
    params(("id" = Id, Path)), request_body(content = MutualPaperForm, content_type = "multipart/form-data"),
    responses((status = 201, body = AddedMutualPaper)), extensions(("x-permission" = json!("claim.create"))))]
pub async fn add_mutual_claim_paper(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<AddedMutualPaper>), ApiError> {
    let scope = actor.permit::<res::Claim, act::Create>()?;
    let seen = scope.clone();
    // Asked before anything is stored: who may not add fills no disk.
    let look = move |tx: &mut Tx<'_>| claim::find(tx, &seen, id)?.ok_or(ClaimError::ClaimNotFound).map(drop);
    app.store().read(look).await?;
    let (file, note) = receive_form(&app, &PAPER, multipart).await?;
    let kind = kind_of(&note)?;
    let made = app.store().write(move |tx| {
        let c = claim::find(tx, &scope, id)?.ok_or(ClaimError::ClaimNotFound)?;
        attach(tx, &actor, c, (kind, &file))
    });
    Ok((StatusCode::CREATED, Json(AddedMutualPaper { id: made.await? })))
}

/// The bytes of a paper, for who decides or audits; recorded before they are answered.
#[utoipa::path(get, path = "/mutual_claims/{id}/papers/{file_id}", tag = "mutual", operation_id = "get_mutual_claim_paper",
    params(("id" = Id, Path), ("file_id" = Id, Path)),
    responses((status = 200, description = "The file", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn get_mutual_claim_paper(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, file)): Path<(Id, Id)>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Read>()?;
    let found = app.store().write(move |tx| {
        let c = claim::find(tx, &scope, id)?.filter(|c| sees_health(&actor) || c.entered_by == actor.id());
        let c = c.ok_or(ClaimError::PaperNotFound)?;
        Ok::<_, ClaimError>(files::take_out_by(tx, &actor, Subject { id, path: &c.union_path }, file)?)
    });
    let found = found.await?;
    send(&app, &PAPER, &found).await
}

/// Takes a paper from a claim that is not decided.
#[utoipa::path(delete, path = "/mutual_claims/{id}/papers/{file_id}", tag = "mutual",
    operation_id = "remove_mutual_claim_paper",
    params(("id" = Id, Path), ("file_id" = Id, Path)), responses((status = 204)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn remove_mutual_claim_paper(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, file)): Path<(Id, Id)>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let done = app.store().write(move |tx| {
        let mut c = claim::find(tx, &scope, id)?.ok_or(ClaimError::ClaimNotFound)?;
        if !matches!(c.state, ClaimState::Reckoned | ClaimState::Supplement) {
            return Err(ClaimError::State { deed: "删除材料", state: c.state.title() });
        }
        let path = c.union_path.clone();
        files::remove(tx, &scope, Subject { id, path: &path }, file, "")?;
        let seen = c.version;
        facts_moved(tx, &mut c)?;
        if claim::update(tx, &mut c)? { Ok(()) } else { Err(ClaimError::Stale { version: seen }) }
    });
    done.await?;
    Ok(StatusCode::NO_CONTENT)
}
