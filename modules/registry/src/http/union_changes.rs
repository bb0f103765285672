//! Changes of the tree: merging, moving, dissolving, upgrading and splitting unions.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id, Params, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::codesets::Codesets;
use platform::idempotency;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::jobs::queue_change;
use crate::model::union_change::{ChangeKind, ChangeOrder, ChangeState, UnionChange};
use crate::ops::plan_change as plans;
use crate::store::union;
use crate::store::union_change;

/// A change of the tree.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ChangeDocument {
    id: Id,
    union_id: Id,
    union_name: String,
    kind: ChangeKind,
    kind_label: String,
    state: ChangeState,
    state_label: String,
    /// First day of the new state.
    day: Day,
    target_id: Option<Id>,
    target_name: String,
    new_name: String,
    new_kind: String,
    /// 批复文号.
    document: String,
    reason: String,
    unions_moved: i64,
    employers_moved: i64,
    members_moved: i64,
    /// Why it was not possible, in words; empty otherwise.
    problem: String,
    created_by_name: String,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
}

fn document(tx: &mut Tx<'_>, c: UnionChange) -> Result<ChangeDocument> {
    let problem = match c.problem.as_str() {
        "" => String::new(),
        code => kernel::locale::sentence(code, &Params::new()),
    };
    Ok(ChangeDocument {
        union_name: union::name(tx, c.union_id)?,
        target_name: c.order.target_id.map(|id| union::name(tx, id)).transpose()?.unwrap_or_default(),
        id: c.id,
        union_id: c.union_id,
        kind: c.order.kind,
        kind_label: c.order.kind.title().to_owned(),
        state: c.state,
        state_label: c.state.title().to_owned(),
        day: c.order.day,
        target_id: c.order.target_id,
        new_name: c.order.new_name,
        new_kind: c.order.new_kind,
        document: c.order.document,
        reason: c.order.reason,
        unions_moved: c.unions_moved,
        employers_moved: c.employers_moved,
        members_moved: c.members_moved,
        problem,
        created_by_name: c.created_by_name,
        created_at: c.created_at,
        finished_at: c.finished_at,
    })
}

fn checked(words: &Codesets, mut o: ChangeOrder) -> Result<ChangeOrder> {
    let mut c = Check::default();
    c.text("/new_name", &mut o.new_name, 80);
    c.text("/document", &mut o.document, 60);
    c.text("/reason", &mut o.reason, 200);
    if matches!(o.kind, ChangeKind::Upgrade | ChangeKind::Split) {
        c.code(words, "/new_kind", "union_kind", &o.new_kind);
    }
    c.done()?;
    Ok(o)
}

/// Most changes shown of one union.
const SHOWN: i64 = 200;

/// Changes of a union and those that brought something to it, newest first.
#[utoipa::path(get, path = "/unions/{id}/tree-changes", tag = "registry", operation_id = "list_tree_changes",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<ChangeDocument>)),
    extensions(("x-permission" = json!("union.read"))))]
pub async fn list_tree_changes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<ChangeDocument>>, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        union::find(tx, &scope, id)?.ok_or(RegistryError::UnionNotFound)?;
        let all = union_change::of_union(tx, id, SHOWN)?;
        all.into_iter().map(|c| document(tx, c)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(found.await?))
}

/// What a change would touch.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ChangePreview {
    /// Unions that come along.
    unions: i64,
    employers: i64,
    members: i64,
    /// Transfers that wait for an answer.
    transfers: i64,
    /// What stands against it, in words; it can be ordered if there is nothing.
    faults: Vec<String>,
}

/// What a change would touch, and what stands against it; changes nothing.
#[utoipa::path(post, path = "/unions/{id}/tree-changes/preview", tag = "registry",
    operation_id = "preview_tree_change", params(("id" = Id, Path)), request_body = ChangeOrder,
    responses((status = 200, body = ChangePreview)), extensions(("x-permission" = json!("union.update"))))]
pub async fn preview_tree_change(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(order): Json<ChangeOrder>,
) -> std::result::Result<Json<ChangePreview>, ApiError> {
    let scope = actor.permit::<res::Union, act::Update>()?;
    let order = checked(&app.codesets(), order)?;
    let p = app.store().read_slow(move |tx| plans::preview_change(tx, &scope, id, &order)).await?;
    Ok(Json(ChangePreview {
        unions: p.unions,
        employers: p.employers,
        members: p.members,
        transfers: p.transfers,
        faults: p.faults.iter().map(|f| kernel::locale::sentence(f.code, &f.params)).collect(),
    }))
}

/// Orders a change. If its day has come, the work begins at once; `state` tells how far it is.
#[utoipa::path(post, path = "/unions/{id}/tree-changes", tag = "registry", operation_id = "plan_tree_change",
    params(("id" = Id, Path)), request_body = ChangeOrder, responses((status = 201, body = ChangeDocument)),
    extensions(("x-permission" = json!("union.update"))))]
pub async fn plan_tree_change(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(order): Json<ChangeOrder>,
) -> std::result::Result<(StatusCode, Json<ChangeDocument>), ApiError> {
    let scope = actor.permit::<res::Union, act::Update>()?;
    let order = checked(&app.codesets(), order)?;
    let planned = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &order), |tx| {
            let planned = plans::plan_change(tx, &scope, id, &order)?;
            if planned.order.day <= tx.today() {
                queue_change(tx, &planned, &actor)?;
            }
            document(tx, planned)
        })
    });
    Ok((StatusCode::CREATED, Json(planned.await?)))
}

/// Takes a change back before its day.
#[utoipa::path(post, path = "/unions/{id}/tree-changes/{change_id}/cancel", tag = "registry",
    operation_id = "cancel_tree_change", params(("id" = Id, Path), ("change_id" = Id, Path)),
    responses((status = 204)), extensions(("x-permission" = json!("union.update"))))]
pub async fn cancel_tree_change(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, change_id)): Path<(Id, Id)>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Union, act::Update>()?;
    app.store().write(move |tx| plans::cancel_change(tx, &scope, id, change_id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
