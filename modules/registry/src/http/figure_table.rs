//! All figures of a place, child by child, and one figure over time.

use std::collections::BTreeMap;

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::indicators;
use serde::{Deserialize, Serialize};

use super::figures::{DayValue, place, terms};
use crate::error::{RegistryError, Result};
use crate::measures::{MEASURES, Rate, Sums, rates, values};
use crate::ops::tally::{branches, sums};

/// Where, and over which days.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct TableQuery {
    /// The union whose subtree is counted; the own one if missing.
    union_id: Option<Id>,
    /// First day of the period; the first of the year of `day` if missing.
    from: Option<Day>,
    /// As of this day; today if missing.
    day: Option<Day>,
}

/// How a column of the table is called.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigureColumn {
    /// Code of the figure.
    code: &'static str,
    title: &'static str,
    unit: &'static str,
    /// Counted within the period only.
    flow: bool,
}

/// A union of the table, with everything beneath it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigureRow {
    pub union_id: Id,
    pub union_name: String,
    /// Whether unions stand beneath it.
    pub has_children: bool,
    /// Figures by code.
    pub values: BTreeMap<String, i64>,
    pub rates: Vec<Rate>,
}

impl FigureRow {
    /// A row of these sums.
    pub fn of(union_id: Id, union_name: String, has_children: bool, sums: &Sums, day: Day) -> Self {
        Self { union_id, union_name, has_children, values: values(sums), rates: rates(sums, day) }
    }
}

/// All figures of a place and of what stands right beneath it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigureTable {
    /// First day of the period.
    pub from: Day,
    /// Last day of the period, and the day of the stocks.
    pub day: Day,
    pub columns: Vec<FigureColumn>,
    /// The place with all beneath it.
    pub total: FigureRow,
    /// What stands right beneath, in the order of the tree.
    pub rows: Vec<FigureRow>,
}

impl FigureTable {
    /// A table with its columns.
    pub fn of(from: Day, day: Day, total: FigureRow, rows: Vec<FigureRow>) -> Self {
        let column = |m: &crate::measures::Measure| FigureColumn {
            code: m.code,
            title: m.title,
            unit: m.unit.title(),
            flow: m.flow,
        };
        Self { from, day, columns: MEASURES.iter().map(column).collect(), total, rows }
    }
}

/// All figures of a union and of those right beneath it, as of a day and over a period.
#[utoipa::path(get, path = "/figures/table", tag = "registry", operation_id = "get_figure_table",
    params(TableQuery), responses((status = 200, body = FigureTable)),
    extensions(("x-permission" = json!("figure.read"))))]
pub async fn get_figure_table(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<TableQuery>,
) -> std::result::Result<Json<FigureTable>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let (id, name, _) = place(tx, &scope, query.union_id)?;
        let day = query.day.unwrap_or(tx.today());
        let from = query.from.unwrap_or(day.year_start());
        let total = sums(tx, id, from, day)?;
        let rows = branches(tx, id, from, day)?.into_iter();
        let rows: Vec<_> =
            rows.map(|c| FigureRow::of(c.union_id, c.name, c.has_children, &c.sums, day)).collect();
        let total = FigureRow::of(id, name, !rows.is_empty(), &total, day);
        Ok::<_, RegistryError>(FigureTable::of(from, day, total, rows))
    });
    Ok(Json(found.await?))
}

/// Steps of a series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeriesStep {
    /// Day by day.
    #[default]
    Day,
    /// Month by month.
    Month,
}

/// Which days of which place.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct SeriesQuery {
    /// The union whose subtree is counted; the own one if missing.
    union_id: Option<Id>,
    /// First day; a year before the last if missing.
    from: Option<Day>,
    /// Last day; today if missing.
    day: Option<Day>,
    /// Steps.
    #[serde(default)]
    #[param(inline)]
    step: SeriesStep,
}

/// What a figure changed by, step by step; steps without a change are left out. A month stands under its first day.
#[utoipa::path(get, path = "/figures/{code}/series", tag = "registry", operation_id = "get_figure_series",
    params(("code" = String, Path), SeriesQuery), responses((status = 200, body = Vec<DayValue>)),
    extensions(("x-permission" = json!("figure.read"))))]
pub async fn get_figure_series(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(code): Path<String>,
    Query(query): Query<SeriesQuery>,
) -> std::result::Result<Json<Vec<DayValue>>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let (id, ..) = place(tx, &scope, query.union_id)?;
        let day = query.day.unwrap_or(tx.today());
        let from = query.from.unwrap_or(day.plus_months(-12).plus_days(1));
        let terms = terms(&code).ok_or(RegistryError::FigureNotFound)?;
        series(tx, id, &terms, (from, day), query.step)
    });
    Ok(Json(found.await?))
}

fn series(
    tx: &mut store::Tx<'_>,
    union_id: Id,
    terms: &[(&'static indicators::Indicator, i64)],
    (from, day): (Day, Day),
    step: SeriesStep,
) -> Result<Vec<DayValue>> {
    let mut all: BTreeMap<Day, i64> = BTreeMap::new();
    for (indicator, weight) in terms {
        for (on, value) in indicators::series(tx, union_id, indicator.code, from, day)? {
            let at = match step {
                SeriesStep::Day => on,
                SeriesStep::Month => on.month_start(),
            };
            *all.entry(at).or_default() += weight * value;
        }
    }
    Ok(all.into_iter().map(|(day, value)| DayValue { day, value }).collect())
}
