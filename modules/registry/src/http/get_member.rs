//! One member: detail, history, and a sealed value in full.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, Json, Path, etag};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Entry, View, ViewFilter};
use serde::{Deserialize, Serialize};
use store::Val;

use super::view::{MemberDocument, document};
use crate::error::RegistryError;
use crate::model::EventKind;
use crate::ops::enter_people::seal_context;
use crate::ops::second_member::moments;
use crate::store::{member, membership, person, union};

/// One member, numbers masked. One statement, one row. A record that was merged answers with the member it stands for.
#[utoipa::path(get, path = "/members/{id}", tag = "registry", operation_id = "get_member", params(("id" = Id, Path)),
    responses((status = 200, body = MemberDocument)), extensions(("x-permission" = json!("member.read"))))]
pub async fn get_member(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let mut found = app.store().read_one(&member::DETAIL, vec![Val::from(id)], member::detail).await?;
    if found.is_none() {
        found = app.store().read(move |tx| merged_into(tx, id)).await?;
    }
    let found = found.filter(|d| member::readable(&scope, d)).ok_or(RegistryError::MemberNotFound)?;
    let as_host = !member::visible(&scope, &found);
    let mut shown = document(app.keyring(), &app.codesets(), found)?;
    if let Some(s) = &mut shown.seconded {
        s.as_host = as_host;
    }
    app.views().note(shown.id, actor.id());
    Ok(([(header::ETAG, etag(shown.version))], Json(shown)))
}

fn merged_into(tx: &mut store::Tx<'_>, id: Id) -> store::DbResult<Option<member::Detail>> {
    let survivor = person::survivor(tx, id)?;
    if survivor == id {
        return Ok(None);
    }
    tx.query_one(&member::DETAIL, &[Val::from(survivor)], member::detail)
}

/// Something that happened to a membership.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = HistoryEvent)]
pub struct HistoryRow {
    id: Id,
    kind: EventKind,
    label: String,
    day: Day,
    union_id: Id,
    union_name: String,
    reason: String,
    batch_id: Option<Id>,
    /// Attachment that proves it, where the rules ask for one.
    evidence_id: Option<Id>,
}

/// What happened to a member, oldest first.
#[utoipa::path(get, path = "/members/{id}/history", tag = "registry", operation_id = "get_member_history",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<HistoryRow>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn get_member_history(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Vec<HistoryRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let rows = app.store().read(move |tx| {
        member::find_readable(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        let (proofs, mut rows) = (membership::taken(tx, id)?, Vec::new());
        for e in membership::events(tx, id)? {
            let union_name = union::name(tx, e.union_id)?;
            rows.push(HistoryRow {
                id: e.id,
                kind: e.kind,
                label: e.kind.title().to_owned(),
                day: e.day,
                union_id: e.union_id,
                union_name,
                reason: e.reason,
                batch_id: e.batch_id,
                evidence_id: proofs.get(&e.id).and_then(|(_, proof)| *proof),
            });
        }
        for m in moments(tx, id)? {
            rows.push(HistoryRow {
                id: m.id,
                kind: m.kind,
                label: m.label,
                day: m.day,
                union_id: m.union_id,
                union_name: union::name(tx, m.union_id)?,
                reason: m.reason,
                batch_id: None,
                evidence_id: m.evidence_id,
            });
        }
        rows.sort_by_key(|r| r.day);
        Ok::<_, RegistryError>(rows)
    });
    Ok(Json(rows.await?))
}

/// Views at most in one answer.
const VIEWS: i64 = 200;

/// Who of the staff looked at a member: by day, newest first.
#[utoipa::path(get, path = "/members/{id}/views", tag = "registry", operation_id = "list_member_views",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<View>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_member_views(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Vec<View>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let rows = app.store().read(move |tx| {
        member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        let filter = ViewFilter { person_id: Some(id), ..ViewFilter::default() };
        Ok::<_, RegistryError>(audit::views(tx, &filter, VIEWS)?)
    });
    Ok(Json(rows.await?))
}

/// Which sealed value, and why.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct RevealRequest {
    field: RevealField,
    /// Which document; the first one if missing.
    document_id: Option<Id>,
    /// At least four characters, e.g. 核对原件.
    purpose: String,
}

/// A sealed value of a member.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevealField {
    /// Document number.
    Document,
    /// Mobile.
    Phone,
}

/// The value in full.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Revealed {
    pub(super) value: String,
}

/// A sealed value in full; recorded before it is answered.
#[utoipa::path(post, path = "/members/{id}/reveal", tag = "registry", operation_id = "reveal_member",
    params(("id" = Id, Path)), request_body = RevealRequest, responses((status = 200, body = Revealed)),
    extensions(("x-permission" = json!("member.reveal"))))]
pub async fn reveal_member(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<RevealRequest>,
) -> Result<Json<Revealed>, ApiError> {
    let scope = actor.permit::<res::Member, act::Reveal>()?;
    let keys = app.keyring().clone();
    let value = app.store().write(move |tx| {
        if request.purpose.trim().chars().count() < 4 {
            let field = crate::error::field("/purpose", "registry.purpose-short", kernel::Params::new());
            return Err(RegistryError::Invalid(vec![field]));
        }
        let d = member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        let (action, value) = match request.field {
            RevealField::Document => {
                let sealed = match request.document_id {
                    Some(wanted) => person::documents(tx, id)?
                        .into_iter()
                        .find(|k| k.id == wanted)
                        .map(|k| k.number)
                        .ok_or(RegistryError::DocumentNotFound)?,
                    None => d.document_number,
                };
                ("member.reveal-document", keys.open(&sealed, &seal_context("number", id))?)
            }
            RevealField::Phone => {
                let phone = d.phone.as_ref().map(|p| keys.open(p, &seal_context("phone", id))).transpose()?;
                ("member.reveal-phone", phone.unwrap_or_default())
            }
        };
        let entry = Entry {
            union_path: Some(&d.union_path),
            purpose: Some(&request.purpose),
            ..Entry::of(action, id)
        };
        audit::record(tx, scope.actor(), entry)?;
        Ok(value)
    });
    Ok(Json(Revealed { value: value.await? }))
}
