//! One figure or rate for a picture: over time, and by the places right beneath a union.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::figures::place;
use crate::error::{RegistryError, Result};
use crate::measures::{Measure, RATES, measure};
use crate::ops::tally::total_of;
use crate::store::union_tree;

/// Months of a course unless others are asked for, and at most.
const MONTHS: i64 = 24;
const MONTHS_MAX: i64 = 120;

/// Places of a map at most.
const PLACES: i64 = 500;

/// What a picture shows.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Pictured {
    /// Code of the figure or rate.
    code: String,
    title: String,
    /// Unit of the value; of a rate it is `%`.
    unit: String,
    /// Counted within a period, not up to a day.
    flow: bool,
    /// The formula of a rate in words.
    basis: Option<String>,
}

/// A figure, or the two that make a rate.
struct Subject {
    head: Pictured,
    value: &'static Measure,
    of: Option<&'static Measure>,
}

impl Subject {
    fn find(code: &str) -> Result<Self> {
        if let Some(m) = measure(code) {
            let head = Pictured {
                code: m.code.to_owned(),
                title: m.title.to_owned(),
                unit: m.unit.title().to_owned(),
                flow: m.flow,
                basis: None,
            };
            return Ok(Self { head, value: m, of: None });
        }
        let rate = RATES.iter().find(|r| r.code == code).ok_or(RegistryError::FigureNotFound)?;
        let (value, of) =
            measure(rate.above).zip(measure(rate.below)).ok_or(RegistryError::FigureNotFound)?;
        let head = Pictured {
            code: rate.code.to_owned(),
            title: rate.title.to_owned(),
            unit: "%".to_owned(),
            flow: false,
            basis: Some(rate.basis.to_owned()),
        };
        Ok(Self { head, value, of: Some(of) })
    }

    fn at(&self, tx: &mut Tx<'_>, union_id: Id, from: Day, day: Day) -> Result<(i64, Option<i64>)> {
        let mut one = |m: &Measure| total_of(tx, union_id, m.terms, m.flow.then_some(from), day);
        Ok((one(self.value)?, self.of.map(&mut one).transpose()?))
    }
}

/// Which months of which place.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct CourseQuery {
    /// The union whose subtree is counted; the own one if missing.
    union_id: Option<Id>,
    /// As of this day, which ends the last month; today if missing.
    day: Option<Day>,
    /// How many months, 1 to 120.
    months: Option<i64>,
}

/// A month of a course.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct CoursePoint {
    /// Last day of the month, or the day asked for.
    day: Day,
    /// What there was on this day, or what happened in the month up to it; of a rate the numerator.
    value: i64,
    /// Of a rate the denominator.
    of: Option<i64>,
}

/// A figure or rate month by month.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigureCourse {
    #[serde(flatten)]
    head: Pictured,
    points: Vec<CoursePoint>,
}

/// A figure or rate at the end of each month, up to a day.
#[utoipa::path(get, path = "/figures/{code}/course", tag = "registry", operation_id = "get_figure_course",
    params(("code" = String, Path), CourseQuery), responses((status = 200, body = FigureCourse)),
    extensions(("x-permission" = json!("figure.read"))))]
pub async fn get_figure_course(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(code): Path<String>,
    Query(query): Query<CourseQuery>,
) -> std::result::Result<Json<FigureCourse>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let (id, ..) = place(tx, &scope, query.union_id)?;
        let subject = Subject::find(&code)?;
        let day = query.day.unwrap_or(tx.today());
        let mut points = Vec::new();
        for (first, last) in months(day, query.months.unwrap_or(MONTHS).clamp(1, MONTHS_MAX)) {
            let (value, of) = subject.at(tx, id, first, last)?;
            points.push(CoursePoint { day: last, value, of });
        }
        Ok::<_, RegistryError>(FigureCourse { head: subject.head, points })
    });
    Ok(Json(found.await?))
}

/// First and last day of each of `count` months; the last one ends with `day`.
fn months(day: Day, count: i64) -> Vec<(Day, Day)> {
    let this = day.month_start();
    let month = |back: i64| {
        let first = this.plus_months(-back);
        (first, if back == 0 { day } else { first.plus_months(1).plus_days(-1) })
    };
    (0..count).rev().map(month).collect()
}

/// Where and when.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct PlacesQuery {
    /// The union beneath which the places stand; the own one if missing.
    union_id: Option<Id>,
    /// First day of the period of a flow; the first of the year of `day` if missing.
    from: Option<Day>,
    /// As of this day; today if missing.
    day: Option<Day>,
}

/// A place of a map.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigurePlace {
    union_id: Id,
    union_name: String,
    /// The division that the union stands for; empty if none is known.
    division_code: String,
    /// Whether unions stand beneath it.
    has_children: bool,
    /// The figure; of a rate the numerator.
    value: i64,
    /// Of a rate the denominator.
    of: Option<i64>,
}

/// A figure or rate by the places right beneath a union.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigurePlaces {
    #[serde(flatten)]
    head: Pictured,
    /// First day of the period.
    from: Day,
    /// Last day of the period, and the day of a stock.
    day: Day,
    /// The union itself with everything beneath it.
    total: FigurePlace,
    /// What stands right beneath, in the order of the tree.
    rows: Vec<FigurePlace>,
}

/// A figure or rate of a union and of those right beneath it, with the divisions that they stand for.
#[utoipa::path(get, path = "/figures/{code}/places", tag = "registry", operation_id = "get_figure_places",
    params(("code" = String, Path), PlacesQuery), responses((status = 200, body = FigurePlaces)),
    extensions(("x-permission" = json!("figure.read"))))]
pub async fn get_figure_places(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(code): Path<String>,
    Query(query): Query<PlacesQuery>,
) -> std::result::Result<Json<FigurePlaces>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let (id, name, _) = place(tx, &scope, query.union_id)?;
        let subject = Subject::find(&code)?;
        let day = query.day.unwrap_or(tx.today());
        let from = query.from.unwrap_or(day.year_start());
        let children = union_tree::children_on(tx, id, day, PLACES)?;
        let has_children = !children.is_empty();
        let mut row = |union_id: Id, union_name: String, has_children: bool| {
            let (value, of) = subject.at(tx, union_id, from, day)?;
            let division_code = union_tree::division_of(tx, union_id)?;
            Ok::<_, RegistryError>(FigurePlace {
                union_id,
                union_name,
                division_code,
                has_children,
                value,
                of,
            })
        };
        let total = row(id, name, has_children)?;
        let mut rows = Vec::new();
        for (child, name) in children {
            rows.push(row(child, name, false)?);
        }
        for row in &mut rows {
            row.has_children = !union_tree::children_on(tx, row.union_id, day, 1)?.is_empty();
        }
        Ok::<_, RegistryError>(FigurePlaces { head: subject.head, from, day, total, rows })
    });
    Ok(Json(found.await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_with_the_day_asked_for() {
        let day = |n| Day::from_number(n).unwrap();
        let all = months(day(20_240_331), 3);
        assert_eq!(
            all,
            [
                (day(20_240_101), day(20_240_131)),
                (day(20_240_201), day(20_240_229)),
                (day(20_240_301), day(20_240_331)),
            ]
        );
        assert_eq!(months(day(20_260_105), 1), [(day(20_260_101), day(20_260_105))]);
    }
}
