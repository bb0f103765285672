//! Working days: the tables of the years, their editor for two people, and the end of a period tried out.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Json, Path, Query};
use kernel::Day;
use serde::{Deserialize, Serialize};

use super::parameters::DecisionNote;
use crate::App;
use crate::accounts::Staff;
use crate::calendar::{self, CalendarError, Deadline, Draft, MarkedDay, Unit, Version, YearTable};
use crate::parameters::State as Stand;

/// A year.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CalendarYearRow {
    year: i64,
    /// In force: deadlines can be computed. Without it the year only has a proposal.
    known: bool,
    /// Working days of the table in force.
    working_days: Option<i64>,
    /// Notice that announced the table in force, or empty.
    source: String,
    /// How sure we are of the table in force, or empty.
    mark: String,
    /// Who proposed the table that waits for a second person, or empty.
    waiting_from: String,
}

/// The years that are known or proposed, newest first.
#[utoipa::path(get, path = "/calendar", tag = "platform", operation_id = "list_calendar",
    responses((status = 200, body = Vec<CalendarYearRow>)), extensions(("x-permission" = json!("calendar.read"))))]
pub async fn list_calendar(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<CalendarYearRow>>, ApiError> {
    actor.permit::<res::Calendar, act::Read>()?;
    let (versions, known) = (app.store().read(calendar::versions).await?, app.calendar());
    let mut rows: Vec<CalendarYearRow> = Vec::new();
    for v in versions {
        if rows.last().is_none_or(|r| r.year != v.year) {
            let table = i16::try_from(v.year).ok().and_then(|y| known.table(y).ok().cloned());
            rows.push(CalendarYearRow {
                year: v.year,
                known: table.is_some(),
                working_days: table.map(|t| t.working_days() as i64),
                source: String::new(),
                mark: String::new(),
                waiting_from: String::new(),
            });
        }
        let Some(row) = rows.last_mut() else { continue };
        match v.state {
            Stand::Approved if row.source.is_empty() => (row.source, row.mark) = (v.source, v.mark),
            Stand::Open => row.waiting_from = v.proposed_by_name,
            _ => {}
        }
    }
    Ok(Json(rows))
}

/// A table with what a second person should look at.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CalendarTable {
    #[serde(flatten)]
    version: Version,
    /// Working days by this table.
    working_days: i64,
    /// Sentences: what is unusual about it.
    remarks: Vec<String>,
}

/// A year with all its tables.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CalendarYear {
    year: i64,
    /// The table in force.
    in_force: Option<CalendarTable>,
    /// The table that waits for a second person.
    waiting: Option<CalendarTable>,
    /// All tables, newest first.
    history: Vec<Version>,
}

fn table(v: &Version) -> CalendarTable {
    let year = i16::try_from(v.year).unwrap_or_default();
    let checked = YearTable::new(year, &v.days).ok();
    let sentence = |code: &str| kernel::locale::sentence(code, &kernel::Params::new());
    CalendarTable {
        version: v.clone(),
        working_days: checked.as_ref().map_or(0, |t| t.working_days() as i64),
        remarks: checked.map_or_else(Vec::new, |t| t.remarks().into_iter().map(sentence).collect()),
    }
}

/// One year. A year without a table is answered empty, so that one can be proposed.
#[utoipa::path(get, path = "/calendar/{year}", tag = "platform", operation_id = "get_calendar_year",
    params(("year" = i16, Path)), responses((status = 200, body = CalendarYear)),
    extensions(("x-permission" = json!("calendar.read"))))]
pub async fn get_calendar_year(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(year): Path<i16>,
) -> Result<Json<CalendarYear>, ApiError> {
    actor.permit::<res::Calendar, act::Read>()?;
    let history = app.store().read(move |tx| calendar::versions_of(tx, year)).await?;
    let newest = |state| history.iter().find(|v| v.state == state).map(table);
    let (in_force, waiting) = (newest(Stand::Approved), newest(Stand::Open));
    Ok(Json(CalendarYear { year: i64::from(year), in_force, waiting, history }))
}

/// The table of a year to propose.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ProposeCalendarYear {
    /// All marked days; those that are not named are what their weekday says.
    days: Vec<MarkedDay>,
    /// Notice that announced it, 4 to 200 characters.
    source: String,
    /// `V` read in the source, `K` not checked.
    mark: String,
    /// Why, 4 to 200 characters.
    reason: String,
}

/// Version of a proposed table.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CalendarProposed {
    version: i64,
}

/// Proposes the table of a year; another person decides.
#[utoipa::path(post, path = "/calendar/{year}/proposals", tag = "platform", operation_id = "propose_calendar_year",
    params(("year" = i16, Path)), request_body = ProposeCalendarYear,
    responses((status = 201, body = CalendarProposed)), extensions(("x-permission" = json!("calendar.propose"))))]
pub async fn propose_calendar_year(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(year): Path<i16>,
    Json(request): Json<ProposeCalendarYear>,
) -> Result<(StatusCode, Json<CalendarProposed>), ApiError> {
    let scope = actor.permit::<res::Calendar, act::Propose>()?;
    let ProposeCalendarYear { days, source, mark, reason } = request;
    let draft = Draft { days, source, mark, reason };
    let version = app.store().write(move |tx| calendar::propose(tx, &scope, year, &draft)).await?;
    Ok((StatusCode::CREATED, Json(CalendarProposed { version })))
}

/// Approves somebody else's proposal: deadlines are computed by it from now on.
#[utoipa::path(post, path = "/calendar/{year}/proposals/{version}/approve", tag = "platform",
    operation_id = "approve_calendar_year", params(("year" = i16, Path), ("version" = i64, Path)),
    request_body = DecisionNote, responses((status = 204)),
    extensions(("x-permission" = json!("calendar.approve"))))]
pub async fn approve_calendar_year(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((year, version)): Path<(i16, i64)>,
    Json(request): Json<DecisionNote>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Calendar, act::Approve>()?;
    app.store().write(move |tx| calendar::approve(tx, &scope, year, version, request.note())).await?;
    app.reread_dated().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Turns somebody else's proposal down.
#[utoipa::path(post, path = "/calendar/{year}/proposals/{version}/reject", tag = "platform",
    operation_id = "reject_calendar_year", params(("year" = i16, Path), ("version" = i64, Path)),
    request_body = DecisionNote, responses((status = 204)),
    extensions(("x-permission" = json!("calendar.approve"))))]
pub async fn reject_calendar_year(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((year, version)): Path<(i16, i64)>,
    Json(request): Json<DecisionNote>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Calendar, act::Approve>()?;
    app.store().write(move |tx| calendar::reject(tx, &scope, year, version, request.note())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A period to try out.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct DeadlineQuery {
    /// Day of the event; the period begins the day after.
    from: Option<Day>,
    /// Length in units.
    count: Option<u32>,
    /// Days if missing.
    #[param(inline)]
    unit: Option<Unit>,
}

/// The last day of a period, with the days walked.
#[utoipa::path(get, path = "/deadline", tag = "platform", operation_id = "compute_deadline", params(DeadlineQuery),
    responses((status = 200, body = Deadline)), extensions(("x-permission" = json!("calendar.read"))))]
pub async fn compute_deadline(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<DeadlineQuery>,
) -> Result<Json<Deadline>, ApiError> {
    actor.permit::<res::Calendar, act::Read>()?;
    let from = query.from.unwrap_or_else(|| app.clock().today());
    let (count, unit) = (query.count.ok_or(CalendarError::BadCount)?, query.unit.unwrap_or(Unit::Days));
    Ok(Json(app.calendar().deadline(from, count, unit)?))
}
