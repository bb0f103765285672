//! Changes of targets of the upward exchange: one person proposes, another approves.

use axum::extract::State;
use guard::{Actor, act, res};
use http_base::{ApiError, IfMatch, Json, Path};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::parameters::State as Stand;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::exchange_targets::{TargetDocument, document};
use crate::error::{RegistryError, Result};
use crate::model::exchange::{ExchangeDefinition, TargetForm};
use crate::ops::decide_exchange_target::{approve_target, reject_target, withdraw_target};
use crate::ops::keep_exchange_target::propose_target;
use crate::store::exchange_proposal::Proposal;
use crate::store::exchange_target::{self, Target};

/// What a target would become, and where that stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TargetProposal {
    /// For the decision: the one that was read.
    id: Id,
    name: String,
    valid_from: Day,
    valid_to: Day,
    definition: ExchangeDefinition,
    state: Stand,
    reason: String,
    proposed_by: Id,
    proposed_by_name: String,
    proposed_at: Timestamp,
    decided_by_name: String,
    decided_at: Timestamp,
    decision_note: String,
    /// It waits, and the caller may approve or reject it.
    decidable: bool,
    /// It waits, and is the caller's own.
    own: bool,
}

impl TargetProposal {
    pub(super) fn shown(actor: &Actor, t: &Target, p: Proposal) -> Self {
        let (open, mine) = (p.state == Stand::Open, p.proposed_by == actor.id());
        let may = actor.permit::<res::Exchange, act::Approve>().is_ok_and(|s| s.covers(&t.union_path));
        Self {
            decidable: open && may && !mine,
            own: open && mine,
            id: p.id,
            name: p.name,
            valid_from: p.valid_from,
            valid_to: p.valid_to,
            definition: p.definition,
            state: p.state,
            reason: p.reason,
            proposed_by: p.proposed_by,
            proposed_by_name: p.proposed_by_name,
            proposed_at: p.proposed_at,
            decided_by_name: p.decided_by_name,
            decided_at: p.decided_at,
            decision_note: p.decision_note,
        }
    }
}

/// A change of a target.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct TargetChange {
    /// Why, at least four characters.
    #[serde(default)]
    reason: String,
    #[serde(flatten)]
    form: TargetForm,
}

/// The proposal that is decided, as it was read.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct TargetDecision {
    proposal_id: Id,
    /// Opinion; a reason of at least two characters to reject.
    #[serde(default)]
    note: String,
}

/// Proposes a change of a target as a whole.
#[utoipa::path(post, path = "/exchange_targets/{id}/proposal", tag = "registry",
    operation_id = "propose_exchange_target", params(("id" = Id, Path)), request_body = TargetChange,
    responses((status = 200, body = TargetDocument)), extensions(("x-permission" = json!("exchange.update"))))]
pub async fn propose_exchange_target(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(r): Json<TargetChange>,
) -> std::result::Result<Json<TargetDocument>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Update>()?;
    done(&app, actor, id, move |tx| propose_target(tx, &scope, id, version, &r.form, r.reason.trim())).await
}

/// Approves somebody else's proposal.
#[utoipa::path(post, path = "/exchange_targets/{id}/proposal/approve", tag = "registry",
    operation_id = "approve_exchange_target", params(("id" = Id, Path)), request_body = TargetDecision,
    responses((status = 200, body = TargetDocument)), extensions(("x-permission" = json!("exchange.approve"))))]
pub async fn approve_exchange_target(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(r): Json<TargetDecision>,
) -> std::result::Result<Json<TargetDocument>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Approve>()?;
    done(&app, actor, id, move |tx| approve_target(tx, &scope, (id, r.proposal_id), r.note.trim())).await
}

/// Turns somebody else's proposal down.
#[utoipa::path(post, path = "/exchange_targets/{id}/proposal/reject", tag = "registry",
    operation_id = "reject_exchange_target", params(("id" = Id, Path)), request_body = TargetDecision,
    responses((status = 200, body = TargetDocument)), extensions(("x-permission" = json!("exchange.approve"))))]
pub async fn reject_exchange_target(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(r): Json<TargetDecision>,
) -> std::result::Result<Json<TargetDocument>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Approve>()?;
    done(&app, actor, id, move |tx| reject_target(tx, &scope, (id, r.proposal_id), r.note.trim())).await
}

/// Takes an own proposal back.
#[utoipa::path(post, path = "/exchange_targets/{id}/proposal/withdraw", tag = "registry",
    operation_id = "withdraw_exchange_target", params(("id" = Id, Path)), request_body = TargetDecision,
    responses((status = 200, body = TargetDocument)), extensions(("x-permission" = json!("exchange.update"))))]
pub async fn withdraw_exchange_target(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(r): Json<TargetDecision>,
) -> std::result::Result<Json<TargetDocument>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Update>()?;
    done(&app, actor, id, move |tx| withdraw_target(tx, &scope, (id, r.proposal_id))).await
}

/// The target as it stands after a deed.
async fn done(
    app: &App,
    actor: Actor,
    id: Id,
    mut deed: impl FnMut(&mut Tx<'_>) -> Result<()> + Send + 'static,
) -> std::result::Result<Json<TargetDocument>, ApiError> {
    let after = app.store().write(move |tx| {
        deed(tx)?;
        let t = exchange_target::by_id(tx, id)?.ok_or(RegistryError::TargetNotFound)?;
        document(tx, &actor, t)
    });
    Ok(Json(after.await?))
}
