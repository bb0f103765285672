//! Whose time of keeping is over soon, and what was erased.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::parameters::keys;
use serde::Serialize;

use crate::error::RegistryError;
use crate::model::Status;
use crate::ops::erase_person::held_by;
use crate::ops::keep_no_longer::cut_on;
use crate::store::erase;
use crate::store::retention::{self, RetentionRun};
use crate::store::{person, union};

/// Runs of the erasure of people who have left, newest first.
#[utoipa::path(get, path = "/retention/runs", tag = "registry", operation_id = "list_retention_runs",
    params(PageQuery), responses((status = 200, body = Page<RetentionRun>)),
    extensions(("x-permission" = json!("retention.read"))))]
pub async fn list_retention_runs(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<RetentionRun>>, ApiError> {
    actor.permit::<res::Retention, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let rows = app.store().read(move |tx| retention::list(tx, before, limit + 1)).await?;
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &RetentionRun| Cursor::of(r.id))))
}

/// Somebody who will be erased.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ErasedSoon {
    person_id: Id,
    name: String,
    union_id: Id,
    union_name: String,
    /// How the last membership ended, in words.
    status_label: String,
    /// Last day of the last membership.
    left_on: Day,
    /// Day from which on the person is erased.
    erased_from: Day,
    /// What holds the erasure, in words; empty if nothing does.
    held: String,
}

/// Days that are looked ahead.
const AHEAD: i64 = 31;
/// People in the answer at most.
const MOST: usize = 200;

/// Who will be erased within the next month, in sight, first to go first; at most 200.
#[utoipa::path(get, path = "/retention/soon", tag = "registry", operation_id = "list_erased_soon",
    responses((status = 200, body = Vec<ErasedSoon>)),
    extensions(("x-permission" = json!("data_request.read"))))]
pub async fn list_erased_soon(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<ErasedSoon>>, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Read>()?;
    let today = app.clock().today();
    let years = app.parameters().integer(keys::LEFT_YEARS, today);
    let cut = cut_on(years, today.plus_days(AHEAD));
    let rows = app.store().read_slow(move |tx| {
        let (mut rows, mut after) = (Vec::new(), (Day::FIRST, Id(0)));
        loop {
            let part = erase::gone(tx, cut, after, 500)?;
            let Some(last) = part.last() else { return Ok::<_, RegistryError>(rows) };
            after = (last.last_day, last.person_id);
            for g in part.into_iter().filter(|g| scope.covers(&g.union_path)) {
                let name = person::by_id(tx, g.person_id)?.map(|p| p.profile.name).unwrap_or_default();
                rows.push(ErasedSoon {
                    held: held_by(tx, g.person_id)?.unwrap_or_default().to_owned(),
                    union_name: union::name(tx, g.union_id)?,
                    person_id: g.person_id,
                    name,
                    union_id: g.union_id,
                    status_label: Status::parse(&g.status).map_or("", Status::title).to_owned(),
                    left_on: g.last_day,
                    erased_from: g.last_day.plus_months(12 * years).plus_days(1).max(today),
                });
                if rows.len() >= MOST {
                    return Ok(rows);
                }
            }
        }
    });
    Ok(Json(rows.await?))
}
