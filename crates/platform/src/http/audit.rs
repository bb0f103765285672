//! Search in the audit, views of people, and the anchors to print; for the audit administrator.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Query};
use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::accounts::{AccountError, Staff};
use crate::audit::{self, Anchor, AuditEntry, Filter, View, ViewFilter};

/// Which entries.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
pub struct AuditQuery {
    /// Of this account or member.
    actor_id: Option<Id>,
    /// About this record.
    subject_id: Option<Id>,
    /// By or about this person.
    person_id: Option<Id>,
    /// About records of this union and those beneath it, where they lay at that time.
    union_id: Option<Id>,
    /// Of this deed, `member.reveal-document`; with a dot at its end all of its kind, `member.`.
    action: Option<String>,
    /// From this instant, ms.
    from: Option<i64>,
    /// Before this instant, ms.
    to: Option<i64>,
}

/// Entries of the audit in sight, newest first.
#[utoipa::path(get, path = "/audit", tag = "platform", operation_id = "list_audit", params(AuditQuery, PageQuery),
    responses((status = 200, body = Page<AuditEntry>)), extensions(("x-permission" = json!("audit.read"))))]
pub async fn list_audit(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<AuditQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<AuditEntry>>, ApiError> {
    let scope = actor.permit::<res::Audit, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let mut filter = Filter {
        actor_id: query.actor_id,
        subject_id: query.subject_id,
        person_id: query.person_id,
        action: query.action,
        path: None,
        from: query.from.map(Timestamp),
        to: query.to.map(Timestamp),
    };
    let tree = app.org_tree().clone();
    let rows = app.store().read_slow(move |tx| {
        if let Some(union) = query.union_id {
            let (path, _) = tree.place(tx, union)?.ok_or(AccountError::NoSuchUnion)?;
            filter.path = Some(path);
        }
        Ok::<_, AccountError>(audit::list(tx, &scope, &filter, before, limit + 1)?)
    });
    let cursor = |e: &AuditEntry| Cursor::of(e.id);
    Ok(Json(Page::from_rows(rows.await?, limit as usize, cursor)))
}

/// Which views of people.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
pub struct ViewQuery {
    /// Of this person.
    person_id: Option<Id>,
    /// By this account.
    account_id: Option<Id>,
    /// From this day.
    from: Option<Day>,
    /// To this day, included.
    to: Option<Day>,
}

/// Views at most in one answer.
const VIEWS: i64 = 500;

/// Who looked at whose detail: by day, newest first, 500 at most.
#[utoipa::path(get, path = "/audit/views", tag = "platform", operation_id = "list_views", params(ViewQuery),
    responses((status = 200, body = Vec<View>)), extensions(("x-permission" = json!("audit.read"))))]
pub async fn list_views(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<ViewQuery>,
) -> Result<Json<Vec<View>>, ApiError> {
    actor.permit::<res::Audit, act::Read>()?;
    let ViewQuery { person_id, account_id, from, to } = query;
    let filter = ViewFilter { person_id, account_id, from, to };
    Ok(Json(app.store().read_slow(move |tx| audit::views(tx, &filter, VIEWS)).await?))
}

/// The anchors of the last 400 days, newest first, to be printed and kept elsewhere.
#[utoipa::path(get, path = "/audit/anchors", tag = "platform", operation_id = "list_anchors",
    responses((status = 200, body = Vec<Anchor>)), extensions(("x-permission" = json!("audit.read"))))]
pub async fn list_anchors(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<Anchor>>, ApiError> {
    actor.permit::<res::Audit, act::Read>()?;
    let since = app.clock().today().plus_days(-400);
    Ok(Json(app.store().read(move |tx| audit::anchors(tx, since, 400)).await?))
}
