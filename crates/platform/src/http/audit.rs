//! Search in the audit, for the audit administrator.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, Query};
use kernel::{Id, Timestamp};
use serde::Deserialize;

use crate::App;
use crate::accounts::Staff;
use crate::audit::{self, AuditEntry, Filter};

/// Which entries.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct AuditQuery {
    /// Of this account or member.
    actor_id: Option<Id>,
    /// About this record.
    subject_id: Option<Id>,
    /// Of this deed, `member.reveal-document`.
    action: Option<String>,
    /// From this instant, ms.
    from: Option<i64>,
    /// Before this instant, ms.
    to: Option<i64>,
    /// Cursor of the page before.
    after: Option<String>,
    /// Rows, at most 200.
    limit: Option<i64>,
}

/// Entries of the audit, newest first.
#[utoipa::path(get, path = "/audit", tag = "platform", operation_id = "list_audit", params(AuditQuery),
    responses((status = 200, body = Page<AuditEntry>)), extensions(("x-permission" = json!("audit.read"))))]
pub async fn list_audit(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<AuditQuery>,
) -> Result<Json<Page<AuditEntry>>, ApiError> {
    actor.permit::<res::Audit, act::Read>()?;
    let before = query.after.as_deref().map(Cursor::parse).transpose()?.map(|c| c.id);
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    let filter = Filter {
        actor_id: query.actor_id,
        subject_id: query.subject_id,
        action: query.action,
        from: query.from.map(Timestamp),
        to: query.to.map(Timestamp),
    };
    let rows = app.store().read_slow(move |tx| audit::list(tx, &filter, before, limit + 1)).await?;
    Ok(Json(Page::from_rows(rows, limit as usize, |e| Cursor { key: String::new(), id: e.id })))
}
