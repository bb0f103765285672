//! Suggestions to found a union.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IfMatch, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::{place_in_sight, seek};
use crate::error::{RegistryError, Result};
use crate::ops::founding_hints;
use crate::store::founding_hint::{self, Hint, HintFilter};
use crate::store::union;

/// Which suggestions.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct HintConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// `true`: those that were put off; open ones otherwise.
    pub dismissed: Option<bool>,
}

/// An employer that should have a union of its own.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct HintRow {
    id: Id,
    /// The 会员之家.
    union_id: Id,
    union_name: String,
    /// The union above it, under which the new one would stand.
    parent_id: Option<Id>,
    /// Missing where only the name is known.
    employer_id: Option<Id>,
    employer_name: String,
    /// Active members in the 会员之家.
    members: i64,
    found_on: Day,
    /// Until when it was put off.
    dismissed_until: Option<Day>,
    reason: String,
    dismissed_by: String,
    /// For `If-Match`.
    version: i64,
}

fn row(tx: &mut Tx<'_>, h: Hint) -> Result<HintRow> {
    Ok(HintRow {
        parent_id: union::find_unscoped(tx, h.union_id)?.and_then(|u| u.parent_id),
        id: h.id,
        union_id: h.union_id,
        union_name: h.union_name,
        employer_id: h.employer_id,
        employer_name: h.employer_name,
        members: h.members,
        found_on: h.found_on,
        dismissed_until: h.dismissed_until,
        reason: h.reason,
        dismissed_by: h.dismissed_by,
        version: h.version,
    })
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Read>,
    c: &HintConditions,
) -> Result<HintFilter> {
    let path = place_in_sight(tx, scope, c.union_id)?;
    Ok(HintFilter { path, dismissed: c.dismissed.unwrap_or_default(), today: tx.today() })
}

/// Suggestions to found a union, most members first.
#[utoipa::path(get, path = "/founding_hints", tag = "registry", operation_id = "list_founding_hints",
    params(HintConditions, PageQuery), responses((status = 200, body = Page<HintRow>)),
    extensions(("x-permission" = json!("election.read"))))]
pub async fn list_founding_hints(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<HintConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<HintRow>>, ApiError> {
    let scope = actor.permit::<res::Election, act::Read>()?;
    let (limit, turn) = (page.rows(), page.turn()?);
    let from = turn.as_ref().map(seek);
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        let rows = founding_hint::list(tx, &scope, &filter, from.as_ref(), limit + 1)?;
        rows.into_iter().map(|h| row(tx, h)).collect::<Result<Vec<_>>>()
    });
    let cursor = |h: &HintRow| Cursor { key: h.members.to_string(), id: h.id };
    Ok(Json(Page::turned(found.await?, limit as usize, turn.as_ref(), cursor)))
}

/// How many suggestions match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/founding_hints/count", tag = "registry", operation_id = "count_founding_hints",
    params(HintConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("election.read"))))]
pub async fn count_founding_hints(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<HintConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Election, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, RegistryError>(founding_hint::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

/// Until when a suggestion is put off, and why.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct HintDismissal {
    /// A day ahead, at most a year.
    until: Day,
    /// At least two characters.
    reason: String,
}

/// Puts a suggestion off; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/founding_hints/{union}/{id}/dismiss", tag = "registry",
    operation_id = "dismiss_founding_hint", params(("union" = Id, Path), ("id" = Id, Path)),
    request_body = HintDismissal, responses((status = 204)),
    extensions(("x-permission" = json!("election.create"))))]
pub async fn dismiss_founding_hint(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(which): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(r): Json<HintDismissal>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Election, act::Create>()?;
    let work = move |tx: &mut Tx<'_>| {
        founding_hints::dismiss_hint(tx, &scope, which, version, (r.until, r.reason.as_str()))
    };
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}
