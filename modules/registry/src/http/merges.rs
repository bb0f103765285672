//! Two records side by side, their merge, and the way back.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::{MaskedDocument, MemberDocument, document};
use crate::error::{RegistryError, Result, field};
use crate::ops::enter_people::seal_context;
use crate::ops::merge_people::{MergeWish, merge_people};
use crate::ops::unmerge_people::{obstacle, unmerge_people};
use crate::store::{member, membership, merge, person, transfer, union};

/// A reason of at least four characters.
///
/// # Errors
/// [`RegistryError::Invalid`].
pub(super) fn said(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if (4..=200).contains(&reason.chars().count()) {
        return Ok(reason);
    }
    let wrong = field("/reason", "registry.purpose-short", kernel::Params::new());
    Err(RegistryError::Invalid(vec![wrong]))
}

/// Time in a union.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Stay {
    /// Membership.
    id: Id,
    union_name: String,
    employer_name: String,
    status_label: String,
    from: Day,
    /// Last day; none while it lasts.
    to: Option<Day>,
}

/// One of two records.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ComparedMember {
    /// The record; of the documents only the first.
    member: MemberDocument,
    /// All documents, numbers masked.
    documents: Vec<MaskedDocument>,
    /// Oldest first.
    stays: Vec<Stay>,
    /// A proposed move waits for its answer; that comes first.
    transfer_waits: bool,
}

/// Two records side by side.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Comparison {
    one: ComparedMember,
    other: ComparedMember,
    /// Both are members: somebody must say which membership stays.
    both_open: bool,
}

/// Two records side by side, both in sight.
#[utoipa::path(get, path = "/members/{id}/compare/{other_id}", tag = "registry", operation_id = "compare_members",
    params(("id" = Id, Path), ("other_id" = Id, Path)), responses((status = 200, body = Comparison)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn compare_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, other_id)): Path<(Id, Id)>,
) -> std::result::Result<Json<Comparison>, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    app.views().note(id, actor.id());
    app.views().note(other_id, actor.id());
    let inner = app.clone();
    let found = app.store().read(move |tx| {
        let one = compared(tx, &inner, &scope, id)?;
        if id == other_id {
            return Err(RegistryError::SamePerson);
        }
        let other = compared(tx, &inner, &scope, other_id)?;
        let open = |m: &ComparedMember| m.stays.iter().any(|s| s.to.is_none());
        Ok(Comparison { both_open: open(&one) && open(&other), one, other })
    });
    Ok(Json(found.await?))
}

fn compared(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope<res::Member, act::Update>,
    id: Id,
) -> Result<ComparedMember> {
    let d = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    let mut documents = Vec::new();
    for d in person::documents(tx, id)? {
        let number = app.keyring().open(&d.number, &seal_context("number", id))?;
        documents.push(MaskedDocument { kind: d.kind, masked_number: kernel::text::mask(&number, 3, 4) });
    }
    let mut stays = Vec::new();
    for m in membership::of_person(tx, id)? {
        stays.push(Stay {
            id: m.id,
            union_name: union::name(tx, m.union_id)?,
            employer_name: m.employer_name,
            status_label: m.status.title().to_owned(),
            from: m.valid_from,
            to: Some(m.valid_to).filter(|t| *t != Day::OPEN),
        });
    }
    let transfer_waits = transfer::open_of(tx, id)?.is_some();
    let member = document(app.keyring(), &app.codesets(), d)?;
    Ok(ComparedMember { member, documents, stays, transfer_waits })
}

/// Which record goes into this one, and why.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MergeRequest {
    /// The record that leads to this one from then on.
    other_id: Id,
    /// Version of this record, as it was read.
    version: i64,
    /// Version of the other.
    other_version: i64,
    /// The open membership that stays; needed where both are members.
    keep_membership: Option<Id>,
    /// Why they are the same human, at least four characters.
    reason: String,
}

/// The merge that was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MadeMerge {
    id: Id,
}

/// Merges another record into this one; both in sight.
#[utoipa::path(post, path = "/members/{id}/merge", tag = "registry", operation_id = "merge_members",
    params(("id" = Id, Path)), request_body = MergeRequest, responses((status = 201, body = MadeMerge)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn merge_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(r): Json<MergeRequest>,
) -> std::result::Result<(StatusCode, Json<MadeMerge>), ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let keys = app.keyring().clone();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &r), |tx| {
            let wish = MergeWish {
                survivor: (id, r.version),
                other: (r.other_id, r.other_version),
                keep: r.keep_membership,
                reason: said(&r.reason)?.to_owned(),
            };
            merge_people(tx, &keys, &scope, &wish).map(|id| MadeMerge { id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A merge into a member.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MergeRow {
    id: Id,
    /// The record that was merged.
    other_id: Id,
    other_name: String,
    reason: String,
    made_by_name: String,
    made_at: Timestamp,
    /// It was taken back.
    undone: bool,
    undone_by_name: String,
    undone_at: Option<Timestamp>,
    undo_reason: String,
    /// Why it cannot be taken back now; none if it can.
    obstacle: Option<&'static str>,
}

/// The merges into a member, newest first.
#[utoipa::path(get, path = "/members/{id}/merges", tag = "registry", operation_id = "list_member_merges",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<MergeRow>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_member_merges(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<MergeRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let rows = app.store().read(move |tx| {
        member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        let mut rows = Vec::new();
        for m in merge::of_person(tx, id)? {
            let obstacle = obstacle(tx, id, &m)?;
            rows.push(MergeRow {
                id: m.id,
                other_id: m.other_id,
                other_name: m.other_name,
                reason: m.reason,
                made_by_name: m.made_by_name,
                made_at: m.made_at,
                undone: m.state == "undone",
                undone_by_name: m.undone_by_name,
                undone_at: Some(m.undone_at).filter(|at| at.0 != 0),
                undo_reason: m.undo_reason,
                obstacle,
            });
        }
        Ok::<_, RegistryError>(rows)
    });
    Ok(Json(rows.await?))
}

/// Why a merge is taken back.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UnmergeRequest {
    merge_id: Id,
    /// At least four characters.
    reason: String,
}

/// The record that is there again.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Unmerged {
    other_id: Id,
}

/// Takes a merge back, as long as nothing newer stands on it.
#[utoipa::path(post, path = "/members/{id}/unmerge", tag = "registry", operation_id = "unmerge_members",
    params(("id" = Id, Path)), request_body = UnmergeRequest, responses((status = 200, body = Unmerged)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn unmerge_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(r): Json<UnmergeRequest>,
) -> std::result::Result<Json<Unmerged>, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let keys = app.keyring().clone();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &r), |tx| {
            let other_id = unmerge_people(tx, &keys, &scope, (id, r.merge_id), said(&r.reason)?)?;
            Ok::<_, RegistryError>(Unmerged { other_id })
        })
    });
    Ok(Json(made.await?))
}
