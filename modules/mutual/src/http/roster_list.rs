//! The list of rosters, and its file.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, text, time};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{Words, class_title, error_text, place};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{RosterKind, RosterState};
use crate::store::period;
use crate::store::roster::{self, Filter, Roster};

/// Which rosters.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualRosterConditions {
    /// Only of this period.
    pub period_id: Option<Id>,
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<RosterKind>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<RosterState>,
}

/// A roster.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRoster {
    id: Id,
    period_id: Id,
    period_title: String,
    union_id: Id,
    union_name: String,
    kind: RosterKind,
    kind_label: String,
    class: String,
    class_label: String,
    file_name: String,
    state: RosterState,
    state_label: String,
    /// How much has been worked off in this phase, in thousandths.
    share_done: i64,
    rows: i64,
    accepted: i64,
    rejected: i64,
    unchanged: i64,
    warnings: i64,
    /// Premiums of the accepted rows, 分.
    amount_fen: i64,
    /// Rows that an undoing left, because there is a bill.
    kept: i64,
    /// Why it failed: a problem code, or empty.
    error: String,
    error_text: String,
    created_by_name: String,
    created_at: Timestamp,
    started_at: Timestamp,
    finished_at: Timestamp,
    version: i64,
}

/// A roster as it is shown.
pub fn shown(
    tx: &mut Tx<'_>,
    words: &mut Words,
    titles: &HashMap<Id, String>,
    r: Roster,
) -> Result<MutualRoster> {
    let class_label = match r.class.as_str() {
        "" => String::new(),
        code => {
            let p = period::unscoped(tx, r.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
            class_title(words.scheme(tx, p.scheme_id)?.as_deref(), code)
        }
    };
    Ok(MutualRoster {
        id: r.id,
        period_id: r.period_id,
        period_title: titles.get(&r.period_id).cloned().unwrap_or_default(),
        union_id: r.union_id,
        union_name: r.union_name,
        kind: r.kind,
        kind_label: r.kind.title().to_owned(),
        class: r.class,
        class_label,
        file_name: r.file_name,
        state: r.state,
        state_label: r.state.title().to_owned(),
        share_done: r.share_done,
        rows: r.tally.rows,
        accepted: r.tally.accepted,
        rejected: r.tally.rejected,
        unchanged: r.tally.unchanged,
        warnings: r.tally.warnings,
        amount_fen: r.tally.amount,
        kept: r.kept,
        error_text: error_text(&r.error),
        error: r.error,
        created_by_name: r.created_by_name,
        created_at: r.created_at,
        started_at: r.started_at,
        finished_at: r.finished_at,
        version: r.version,
    })
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Read>,
    c: &MutualRosterConditions,
) -> Result<Filter> {
    Ok(Filter { path: place(tx, scope, c.union_id)?, period: c.period_id, kind: c.kind, state: c.state })
}

/// Rosters in sight, newest first.
#[utoipa::path(get, path = "/mutual_rosters", tag = "mutual", operation_id = "list_mutual_rosters",
    params(MutualRosterConditions, PageQuery), responses((status = 200, body = Page<MutualRoster>)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn list_mutual_rosters(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualRosterConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualRoster>>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let (titles, mut words) = (period::titles(tx)?, Words::default());
        let rows = roster::list(tx, &scope, &filter, before, limit + 1)?;
        rows.into_iter().map(|r| shown(tx, &mut words, &titles, r)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r| Cursor::of(r.id))))
}

/// How many rosters match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_rosters/count", tag = "mutual", operation_id = "count_mutual_rosters",
    params(MutualRosterConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn count_mutual_rosters(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualRosterConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, EnrolError>(roster::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static ROSTERS: List = List {
    resource: ResourceKind::Enrolment,
    action: "mutual-roster.export",
    title: "参保名单",
    columns: &[
        text("period_title", "参保期", 30),
        text("union_name", "工会", 36),
        text("kind_label", "来源", 14),
        text("file_name", "文件", 30),
        text("state_label", "状态", 20),
        number("rows", "行数"),
        number("accepted", "可参保"),
        number("unchanged", "已在名单"),
        number("rejected", "退回"),
        money("amount_fen", "金额"),
        text("created_by_name", "经办人", 12),
        time("created_at", "上传时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_rosters/export", tag = "mutual", operation_id = "export_mutual_rosters",
    request_body = Export<MutualRosterConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("enrolment.export"))))]
pub async fn export_mutual_rosters(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualRosterConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&ROSTERS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_rosters(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}
