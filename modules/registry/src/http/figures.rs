//! Figures over unions in sight.

use axum::extract::State;
use guard::{Scope, act, res};
use http_base::{ApiError, Json, Path, Query};
use kernel::{Day, Id, OrgPath};
use platform::App;
use platform::accounts::Staff;
use platform::indicators::{self, Indicator};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::measures;
use crate::ops::tally::total_of;
use crate::rules::MEMBER_JOINED;
use crate::store::{union, union_tree};

/// Where and when.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct FigureQuery {
    /// The union whose subtree is counted; the own one if missing.
    union_id: Option<Id>,
    /// As of this day; today if missing.
    day: Option<Day>,
}

/// A figure with its unit.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Figure {
    /// Code of the measure.
    code: String,
    title: String,
    unit: String,
    value: i64,
    /// What came on in the 30 days before; may be negative.
    change: i64,
}

/// Figures of a union and everything beneath it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigureDocument {
    union_id: Id,
    union_name: String,
    day: Day,
    figures: Vec<Figure>,
    /// Members who joined, by day, over the last 30 days; days without are left out.
    joined: Vec<DayValue>,
}

/// A value of a day.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct DayValue {
    pub day: Day,
    pub value: i64,
}

/// The figures of the first page.
const SHOWN: [&str; 4] = ["union.count", "member.total", "member.retained", "employer.covered"];

/// The base measures of a figure and how each counts; `None` if there is no such figure.
pub(super) fn terms(code: &str) -> Option<Vec<(&'static Indicator, i64)>> {
    let composed = measures::measure(code).map(|m| m.terms.to_vec());
    composed.or_else(|| measures::indicator(code).map(|i| vec![(i, 1)]))
}

/// The union of a query within the scope: the one asked for, or the top of the own one.
pub(super) fn place(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Figure, act::Read>,
    asked: Option<Id>,
) -> Result<(Id, String, OrgPath)> {
    let own = || scope.actor().grants().iter().find(|g| scope.covers(&g.path)).map(|g| g.union_id);
    let id = asked.or_else(own).ok_or(RegistryError::UnionNotFound)?;
    let u = union::find_unscoped(tx, id)?.filter(|u| scope.covers(&u.place()));
    u.map(|u| (u.id, u.name.clone(), u.place())).ok_or(RegistryError::UnionNotFound)
}

pub(super) fn figures_of(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Figure, act::Read>,
    asked: Option<Id>,
    day: Option<Day>,
) -> Result<FigureDocument> {
    let (union_id, union_name, _) = place(tx, scope, asked)?;
    let day = day.unwrap_or(tx.today());
    let (month, before) = (day.plus_days(-29), day.plus_days(-30));
    let mut figures = Vec::new();
    for m in SHOWN.into_iter().filter_map(measures::measure) {
        figures.push(Figure {
            code: m.code.to_owned(),
            title: m.title.to_owned(),
            unit: m.unit.title().to_owned(),
            value: total_of(tx, union_id, m.terms, None, day)?,
            change: total_of(tx, union_id, m.terms, None, day)?
                - total_of(tx, union_id, m.terms, None, before)?,
        });
    }
    let joined = indicators::series(tx, union_id, MEMBER_JOINED.code, month, day)?;
    let joined = joined.into_iter().map(|(day, value)| DayValue { day, value }).collect();
    Ok(FigureDocument { union_id, union_name, day, figures, joined })
}

/// Figures of a union and everything beneath it, as of a day.
#[utoipa::path(get, path = "/figures", tag = "registry", operation_id = "get_figures", params(FigureQuery),
    responses((status = 200, body = FigureDocument)), extensions(("x-permission" = json!("figure.read"))))]
pub async fn get_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<FigureQuery>,
) -> std::result::Result<Json<FigureDocument>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let found = app.store().read_slow(move |tx| figures_of(tx, &scope, query.union_id, query.day)).await?;
    Ok(Json(found))
}

/// A child union with its value.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ChildFigure {
    union_id: Id,
    union_name: String,
    value: i64,
}

/// Children of which figures are told at once.
const CHILDREN: i64 = 500;

/// A measure by direct children of a union, as they were on the day.
#[utoipa::path(get, path = "/figures/{code}/children", tag = "registry", operation_id = "get_figure_children",
    params(("code" = String, Path), FigureQuery), responses((status = 200, body = Vec<ChildFigure>)),
    extensions(("x-permission" = json!("figure.read"))))]
pub async fn get_figure_children(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(code): Path<String>,
    Query(query): Query<FigureQuery>,
) -> std::result::Result<Json<Vec<ChildFigure>>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let (id, ..) = place(tx, &scope, query.union_id)?;
        let day = query.day.unwrap_or(tx.today());
        let terms = terms(&code).ok_or(RegistryError::UnionNotFound)?;
        let mut rows = Vec::new();
        for (child, name) in union_tree::children_on(tx, id, day, CHILDREN)? {
            rows.push(ChildFigure {
                union_id: child,
                union_name: name,
                value: total_of(tx, child, &terms, None, day)?,
            });
        }
        Ok::<_, RegistryError>(rows)
    });
    Ok(Json(found.await?))
}
