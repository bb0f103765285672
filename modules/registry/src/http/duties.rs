//! Duty of representatives: list, planning, change of person, signing in, tally.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query,
};
use kernel::{Day, Id, Params, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use platform::parameters::keys;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::{place_in_sight, seek};
use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::model::duty::{DutyState, series_days};
use crate::ops::keep_duty::{self, MOST, NewSeries};
use crate::store::duty::{self, Duty, DutyFilter};

/// Which duties.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct DutyConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this zone.
    pub zone_id: Option<Id>,
    /// Only of this representative.
    pub person_id: Option<Id>,
    /// Beginning of the representative's name.
    pub q: Option<String>,
    /// Only in this state.
    pub state: Option<DutyState>,
    /// First day; today if missing.
    pub from: Option<Day>,
    /// Last day; open if missing.
    pub to: Option<Day>,
}

/// A duty in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DutyRow {
    pub(super) id: Id,
    pub(super) union_id: Id,
    pub(super) union_name: String,
    pub(super) zone_id: Option<Id>,
    pub(super) zone_name: String,
    pub(super) day: Day,
    /// Minutes of the day.
    pub(super) from_minute: i64,
    pub(super) to_minute: i64,
    pub(super) person_id: Id,
    pub(super) person_name: String,
    pub(super) state: DutyState,
    pub(super) state_label: String,
    pub(super) signed_at: Option<Timestamp>,
    /// The cadre who signed in; empty for the representative.
    pub(super) signed_by: String,
    /// How many came.
    pub(super) visitors: Option<i64>,
    pub(super) note: String,
    /// For `If-Match`.
    pub(super) version: i64,
}

pub(super) fn shown(tx: &mut Tx<'_>, d: Duty) -> Result<DutyRow> {
    let (union_name, zone_name) = duty::place_names(tx, &d)?;
    Ok(DutyRow {
        id: d.id,
        union_id: d.union_id,
        union_name,
        zone_id: d.zone_id,
        zone_name,
        day: d.time.day,
        from_minute: d.time.from,
        to_minute: d.time.to,
        person_id: d.person_id,
        person_name: d.person_name,
        state: d.state,
        state_label: d.state.title().to_owned(),
        signed_at: Some(d.signed_at).filter(|at| at.0 != 0),
        signed_by: d.signed_by,
        visitors: d.visitors,
        note: d.note,
        version: d.version,
    })
}

fn filter(tx: &mut Tx<'_>, scope: &Scope<res::Duty, act::Read>, c: &DutyConditions) -> Result<DutyFilter> {
    Ok(DutyFilter {
        path: place_in_sight(tx, scope, c.union_id)?,
        zone_id: c.zone_id,
        person_id: c.person_id,
        q: kernel::text::clean(c.q.as_deref().unwrap_or_default()),
        state: c.state,
        days: (c.from.unwrap_or(tx.today()), c.to.unwrap_or(Day::OPEN)),
    })
}

/// Duties in sight by day.
#[utoipa::path(get, path = "/duties", tag = "registry", operation_id = "list_duties",
    params(DutyConditions, PageQuery), responses((status = 200, body = Page<DutyRow>)),
    extensions(("x-permission" = json!("duty.read"))))]
pub async fn list_duties(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<DutyConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<DutyRow>>, ApiError> {
    let scope = actor.permit::<res::Duty, act::Read>()?;
    let (limit, turn) = (page.rows(), page.turn()?);
    let from = turn.as_ref().map(seek);
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        let rows = duty::list(tx, &scope, &filter, from.as_ref(), limit + 1)?;
        rows.into_iter().map(|d| shown(tx, d)).collect::<Result<Vec<_>>>()
    });
    let cursor = |d: &DutyRow| Cursor { key: d.day.number().to_string(), id: d.id };
    Ok(Json(Page::turned(found.await?, limit as usize, turn.as_ref(), cursor)))
}

/// How many duties match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/duties/count", tag = "registry", operation_id = "count_duties",
    params(DutyConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("duty.read"))))]
pub async fn count_duties(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<DutyConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Duty, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, RegistryError>(duty::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

/// A representative's sessions in the term that goes on.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DutyTally {
    person_id: Id,
    name: String,
    held: i64,
    missed: i64,
    planned: i64,
}

/// Sessions by representative, and how many there should be in a term.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DutyTallies {
    /// Sessions that each representative should hold in a term (`duty.sessions_per_term`).
    wanted: i64,
    /// First day counted: the last years of a term (`duty.term_years`).
    from: Day,
    people: Vec<DutyTally>,
}

/// Sessions held, missed and planned of each representative within a term's years; at most 500.
#[utoipa::path(get, path = "/duty_tallies", tag = "registry", operation_id = "list_duty_tallies",
    params(DutyConditions), responses((status = 200, body = DutyTallies)),
    extensions(("x-permission" = json!("duty.read"))))]
pub async fn list_duty_tallies(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<DutyConditions>,
) -> std::result::Result<Json<DutyTallies>, ApiError> {
    let scope = actor.permit::<res::Duty, act::Read>()?;
    let (parameters, today) = (app.parameters(), app.clock().today());
    let from = today.plus_months(-12 * parameters.integer(keys::DUTY_TERM_YEARS, today));
    let people = app.store().read_slow(move |tx| {
        let filter = DutyFilter { days: (from, Day::OPEN), ..filter(tx, &scope, &conditions)? };
        Ok::<_, RegistryError>(duty::tally(tx, &scope, &filter)?)
    });
    let row = |t: duty::Tally| DutyTally {
        person_id: t.person_id,
        name: t.name,
        held: t.held,
        missed: t.missed,
        planned: t.planned,
    };
    let people = people.await?.into_iter().map(row).collect();
    Ok(Json(DutyTallies { wanted: parameters.integer(keys::DUTY_SESSIONS, today), from, people }))
}

/// A series of duties.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DutySeries {
    union_id: Id,
    zone_id: Option<Id>,
    /// 1 Monday … 7 Sunday.
    weekdays: Vec<i8>,
    /// First day.
    from: Day,
    /// Last day, at most two years later.
    until: Day,
    /// Minutes of the day.
    from_minute: i64,
    to_minute: i64,
    /// Representatives, members; they take turns.
    people: Vec<Id>,
    /// Leaves out days that are no working days.
    #[serde(default)]
    skip_holidays: bool,
}

/// The days of a series, its fields checked.
fn days(app: &App, s: &DutySeries) -> Result<Vec<Day>> {
    let mut c = Check::default();
    if s.weekdays.is_empty() || s.weekdays.iter().any(|d| !(1..=7).contains(d)) {
        c.refuse("/weekdays", "registry.duty-weekdays", Params::new());
    }
    if s.until < s.from || s.until > s.from.plus_months(24) || s.from < app.clock().today() {
        c.refuse("/until", "registry.duty-days", Params::new());
    }
    if !(0..1440).contains(&s.from_minute) || s.to_minute <= s.from_minute || s.to_minute > 1440 {
        c.refuse("/to_minute", "registry.duty-minutes", Params::new());
    }
    if s.people.is_empty() || s.people.len() > MOST {
        c.refuse("/people", "registry.duty-people", Params::new());
    }
    c.done()?;
    let (calendar, mut unknown) = (app.calendar(), None);
    let days = series_days((s.from, s.until), &s.weekdays, |day| {
        s.skip_holidays
            && !calendar.is_working_day(day).unwrap_or_else(|_| {
                unknown.get_or_insert(day.year());
                true
            })
    });
    let mut c = Check::default();
    if let Some(year) = unknown {
        c.refuse("/until", "registry.duty-calendar", [("year", year.to_string())].into());
    } else if days.is_empty() {
        c.refuse("/until", "registry.duty-none", Params::new());
    } else if days.len() > MOST {
        c.refuse("/until", "registry.duty-many", [("most", MOST.to_string())].into());
    }
    c.done()?;
    Ok(days)
}

/// What was planned.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PlannedDuties {
    ids: Vec<Id>,
}

/// Plans a series of duties; its representatives are told.
#[utoipa::path(post, path = "/duties", tag = "registry", operation_id = "plan_duties", request_body = DutySeries,
    responses((status = 201, body = PlannedDuties)), extensions(("x-permission" = json!("duty.create"))))]
pub async fn plan_duties(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(s): Json<DutySeries>,
) -> std::result::Result<(StatusCode, Json<PlannedDuties>), ApiError> {
    let scope = actor.permit::<res::Duty, act::Create>()?;
    let new = NewSeries {
        union_id: s.union_id,
        zone_id: s.zone_id,
        days: days(&app, &s)?,
        from: s.from_minute,
        to: s.to_minute,
        people: s.people.clone(),
    };
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &s, |tx| {
            Ok::<_, RegistryError>(PlannedDuties { ids: keep_duty::plan_series(tx, &scope, &new)? })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Who takes a duty over.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct DutySwap {
    /// A member.
    person_id: Id,
    #[serde(default)]
    reason: String,
}

fn text(pointer: &str, text: &str) -> Result<String> {
    let (mut text, mut c) = (text.to_owned(), Check::default());
    c.text(pointer, &mut text, 200);
    c.done()?;
    Ok(text)
}

/// Somebody else takes a duty over; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/duties/{id}/swap", tag = "registry", operation_id = "swap_duty",
    params(("id" = Id, Path)), request_body = DutySwap, responses((status = 204)),
    extensions(("x-permission" = json!("duty.update"))))]
pub async fn swap_duty(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(r): Json<DutySwap>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Duty, act::Update>()?;
    let reason = text("/reason", &r.reason)?;
    let work = move |tx: &mut Tx<'_>| keep_duty::swap_duty(tx, &scope, (id, version), r.person_id, &reason);
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why a duty does not take place.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct DutyCancel {
    reason: String,
}

/// Cancels a duty; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/duties/{id}/cancel", tag = "registry", operation_id = "cancel_duty",
    params(("id" = Id, Path)), request_body = DutyCancel, responses((status = 204)),
    extensions(("x-permission" = json!("duty.update"))))]
pub async fn cancel_duty(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(r): Json<DutyCancel>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Duty, act::Update>()?;
    let reason = text("/reason", &r.reason)?;
    app.store().write(move |tx| keep_duty::cancel_duty(tx, &scope, (id, version), &reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs a representative in who was there; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/duties/{id}/sign_in", tag = "registry", operation_id = "sign_in_duty",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("duty.update"))))]
pub async fn sign_in_duty(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Duty, act::Update>()?;
    app.store().write(move |tx| keep_duty::sign_in_for(tx, &scope, (id, version))).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many came, and what there was to tell.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct DutyReport {
    visitors: i64,
    #[serde(default)]
    note: String,
}

/// Holds the report to its limits.
pub(super) fn report(r: &DutyReport) -> Result<(i64, String)> {
    let mut c = Check::default();
    if !(0..=10_000).contains(&r.visitors) {
        c.refuse("/visitors", "registry.number-range", [("most", "10000".to_owned())].into());
    }
    c.done()?;
    Ok((r.visitors, text("/note", &r.note)?))
}

/// Says how many came; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/duties/{id}/finish", tag = "registry", operation_id = "finish_duty",
    params(("id" = Id, Path)), request_body = DutyReport, responses((status = 204)),
    extensions(("x-permission" = json!("duty.update"))))]
pub async fn finish_duty(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(r): Json<DutyReport>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Duty, act::Update>()?;
    let (visitors, note) = report(&r)?;
    let work = move |tx: &mut Tx<'_>| keep_duty::finish_duty(tx, &scope, (id, version), (visitors, &note));
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}
