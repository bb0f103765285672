//! The list of reception days.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, minute, number, text};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::views::{ReceptionRow, after, place_in_sight, reception_row};
use crate::error::{Result, VoiceError};
use crate::model::reception::{ReceptionKind, ReceptionState};
use crate::store::reception_list::{self, Filter};

/// Which reception days.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct ReceptionConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this room.
    pub room_id: Option<Id>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<ReceptionKind>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<ReceptionState>,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// Beginning of the name of who receives.
    pub q: Option<String>,
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, act::Read>,
    c: &ReceptionConditions,
) -> Result<Filter> {
    Ok(Filter {
        path: place_in_sight(tx, scope, c.union_id)?,
        room_id: c.room_id,
        kind: c.kind,
        state: c.state,
        days: (c.from.unwrap_or(Day::constant(2000, 1, 1)), c.to.unwrap_or(Day::OPEN)),
        q: kernel::text::clean(c.q.as_deref().unwrap_or_default()),
    })
}

/// Reception days of unions in sight, latest first.
#[utoipa::path(get, path = "/receptions", tag = "voice", operation_id = "list_receptions",
    params(ReceptionConditions, PageQuery), responses((status = 200, body = Page<ReceptionRow>)),
    extensions(("x-permission" = json!("reception.read"))))]
pub async fn list_receptions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<ReceptionConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<ReceptionRow>>, ApiError> {
    let scope = actor.permit::<res::Reception, act::Read>()?;
    let (from, limit) = (after(page.after.as_deref())?, page.rows());
    let before = from.map(|(day, id)| (day.parse().unwrap_or_default(), id));
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        let rows = reception_list::list(tx, &scope, &filter, before, limit + 1)?;
        rows.into_iter().map(|d| reception_row(tx, &actor, d)).collect::<Result<Vec<_>>>()
    });
    let cursor = |r: &ReceptionRow| Cursor { key: r.day.number().to_string(), id: r.id };
    Ok(Json(Page::from_rows(found.await?, limit as usize, cursor)))
}

/// How many reception days match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/receptions/count", tag = "voice", operation_id = "count_receptions",
    params(ReceptionConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("reception.read"))))]
pub async fn count_receptions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<ReceptionConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Reception, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, VoiceError>(reception_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static RECEPTIONS: List = List {
    resource: ResourceKind::Reception,
    action: "reception.export",
    title: "接待日",
    columns: &[
        day("day", "日期"),
        minute("from_minute", "起"),
        minute("to_minute", "止"),
        text("kind_label", "类别", 16),
        text("union_name", "工会", 28),
        text("host_name", "接待人", 12),
        text("host_post", "职务", 16),
        text("place", "地点", 28),
        text("topics", "主题", 28),
        number("seats", "名额"),
        number("booked", "已报名"),
        number("waiting", "候补"),
        text("state_label", "状态", 10),
        text("reason", "取消原因", 20),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/receptions/export", tag = "voice", operation_id = "export_receptions",
    request_body = Export<ReceptionConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("reception.export"))))]
pub async fn export_receptions(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<ReceptionConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&RECEPTIONS, Id(0)), asked, |app, actor, conditions, page| {
        list_receptions(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}
