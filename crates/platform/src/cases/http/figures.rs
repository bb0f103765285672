//! Figures over cases: by track, place, month and whatever a kind's choices say; each can be walked back to the list with the
//! same conditions.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Day, Id, OrgPath};
use serde::Serialize;
use store::Tx;

use super::desk::{CaseQuery, filter};
use crate::App;
use crate::accounts::Staff;
use crate::cases::error::{CaseError, Result};
use crate::cases::ground::Ground;
use crate::cases::model::{Channel, ReporterKind};
use crate::cases::procedure::{FieldKind, Procedure};
use crate::cases::store::figures::{self, Group, Tally, percentile};
use crate::cases::store::list::CaseFilter;
use crate::exports::{Export, List, export_list, number, rows_at, text};

/// A line of figures.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseFigureRow {
    /// What the line is about, for the condition of the list; empty for what is not known.
    key: String,
    title: String,
    /// Told in the period.
    received: i64,
    /// Of those, answered by now.
    closed: i64,
    /// Of those, within all limits.
    in_time: i64,
    /// Told in the period, and a limit was passed.
    late: i64,
    satisfied: i64,
    fair: i64,
    dissatisfied: i64,
    /// Opened again.
    reopened: i64,
}

/// Lines by one thing.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseFigureGroup {
    /// `track`, `channel`, `reporter`, `month`, `employer`, `union`, or a field.
    by: String,
    title: String,
    rows: Vec<CaseFigureRow>,
}

/// Figures over cases told in a period.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseFigures {
    /// Kind of case; all kinds if missing.
    kind: Option<String>,
    kind_title: String,
    union_id: Option<Id>,
    union_name: String,
    from: Option<Day>,
    to: Option<Day>,
    total: CaseFigureRow,
    groups: Vec<CaseFigureGroup>,
    /// Whole days from telling to answering: the median of those answered.
    median_days: Option<i64>,
    /// Days within which nine of ten were answered.
    p90_days: Option<i64>,
    /// Members who told more than one by name.
    repeat_reporters: i64,
    /// Cases that they told.
    repeat_cases: i64,
}

fn shown(t: Tally, title: String) -> CaseFigureRow {
    CaseFigureRow {
        key: t.key,
        title,
        received: t.received,
        closed: t.closed,
        in_time: t.in_time,
        late: t.late,
        satisfied: t.satisfied,
        fair: t.fair,
        dissatisfied: t.dissatisfied,
        reopened: t.reopened,
    }
}

struct Reading<'a> {
    ground: &'a Ground,
    scope: &'a guard::Scope<res::Case, act::Read>,
    filter: &'a CaseFilter,
}

impl Reading<'_> {
    fn group(
        &self,
        tx: &mut Tx<'_>,
        (by, title): (&str, &str),
        group: &Group,
        word: impl Fn(&mut Tx<'_>, &Self, &Tally) -> Result<String>,
    ) -> Result<CaseFigureGroup> {
        let mut rows = Vec::new();
        for t in figures::tallies(tx, self.scope, self.filter, group)? {
            let title = match t.key.is_empty() {
                true => "未填".to_owned(),
                false => word(tx, self, &t)?,
            };
            rows.push(shown(t, title));
        }
        Ok(CaseFigureGroup { by: by.to_owned(), title: title.to_owned(), rows })
    }

    fn groups(&self, tx: &mut Tx<'_>, p: Option<&Procedure>, top: &OrgPath) -> Result<Vec<CaseFigureGroup>> {
        let track = |_: &mut Tx<'_>, _: &Self, t: &Tally| {
            Ok(p.and_then(|p| p.track(&t.key)).map_or_else(|| t.key.clone(), |k| k.title.clone()))
        };
        let channel = |_: &mut Tx<'_>, _: &Self, t: &Tally| {
            Ok(Channel::parse(&t.key).map_or("", Channel::title).to_owned())
        };
        let reporter = |_: &mut Tx<'_>, _: &Self, t: &Tally| {
            Ok(ReporterKind::parse(&t.key).map_or("", ReporterKind::title).to_owned())
        };
        let month = |_: &mut Tx<'_>, _: &Self, t: &Tally| {
            let (year, month) = t.key.split_at(t.key.len().min(4));
            Ok(format!("{year}年{}月", month.trim_start_matches('0')))
        };
        let itself = |_: &mut Tx<'_>, _: &Self, t: &Tally| Ok(t.key.clone());
        let union = |tx: &mut Tx<'_>, r: &Self, t: &Tally| {
            let path = OrgPath::parse(&t.key).ok_or(CaseError::NoUnion)?;
            let at = r.ground.tree.union_at(tx, &path)?;
            Ok(at.map_or_else(|| t.key.clone(), |(_, name)| name))
        };
        let mut all = vec![
            self.group(tx, ("track", "办理方式"), &Group::Track, track)?,
            self.group(tx, ("union", "登记工会"), &Group::Beneath(top.clone()), union)?,
            self.group(tx, ("channel", "来源"), &Group::Channel, channel)?,
            self.group(tx, ("reporter", "反映方式"), &Group::Reporter, reporter)?,
            self.group(tx, ("month", "月份"), &Group::Month, month)?,
            self.group(tx, ("employer", "涉及单位"), &Group::Employer, itself)?,
        ];
        for f in p.iter().flat_map(|p| &p.fields).filter(|f| f.kind == FieldKind::Choice) {
            let word = |_: &mut Tx<'_>, _: &Self, t: &Tally| Ok(crate::cases::shown(f, &t.key));
            all.push(self.group(tx, (&f.code, &f.title), &Group::Field(f.code.clone()), word)?);
        }
        if let Some(months) = all.iter_mut().find(|g| g.by == "month") {
            months.rows.sort_by(|a, b| a.key.cmp(&b.key));
        }
        // Paths are nobody's business: a line about a union names it by its id.
        if let Some(unions) = all.iter_mut().find(|g| g.by == "union") {
            for row in &mut unions.rows {
                let path = OrgPath::parse(&row.key).ok_or(CaseError::NoUnion)?;
                row.key =
                    self.ground.tree.union_at(tx, &path)?.map_or_else(String::new, |(id, _)| id.to_string());
            }
        }
        Ok(all)
    }
}

/// Figures over cases in sight that were told in a period; with a kind also by what its choices say.
#[utoipa::path(get, path = "/case_figures", tag = "cases", operation_id = "get_case_figures", params(CaseQuery),
    responses((status = 200, body = CaseFigures)), extensions(("x-permission" = json!("case.read"))))]
pub async fn get_case_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<CaseQuery>,
) -> std::result::Result<Json<CaseFigures>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let ground = app.cases();
    let kind = query.kind();
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &ground, &query)?;
        if filter.home.as_ref().is_some_and(|home| !scope.covers(home)) {
            // The answer names the union: one out of sight is as if it were not there.
            return Err(CaseError::NoUnion);
        }
        let p = kind.as_ref().and_then(|k| ground.procedures.on(k, tx.today())).map(|v| v.procedure.clone());
        let top = match &filter.home {
            Some(path) => path.clone(),
            None => scope.actor().grants().first().map_or_else(OrgPath::top, |g| g.path.clone()),
        };
        let reading = Reading { ground: &ground, scope: &scope, filter: &filter };
        let total = figures::tallies(tx, &scope, &filter, &Group::Whole)?.pop().unwrap_or_default();
        let days = figures::answer_days(tx, &scope, &filter)?;
        let (repeat_reporters, repeat_cases) = figures::repeated(tx, &scope, &filter)?;
        let at = ground.tree.union_at(tx, &top)?;
        Ok::<_, CaseError>(CaseFigures {
            groups: reading.groups(tx, p.as_deref(), &top)?,
            kind_title: p.map_or_else(|| "全部事项".to_owned(), |p| p.title.clone()),
            union_id: at.as_ref().map(|(id, _)| *id),
            union_name: at.map_or_else(String::new, |(_, name)| name),
            from: query.period().0,
            to: query.period().1,
            total: shown(total, "合计".to_owned()),
            median_days: percentile(&days, 50),
            p90_days: percentile(&days, 90),
            repeat_reporters,
            repeat_cases,
            kind,
        })
    });
    Ok(Json(found.await?))
}

const FIGURES: List = List {
    resource: ResourceKind::Case,
    action: "case.export",
    title: "事项统计",
    columns: &[
        text("title", "项目", 30),
        number("received", "收到"),
        number("closed", "办结"),
        number("in_time", "按时办结"),
        number("late", "曾超期"),
        number("satisfied", "满意"),
        number("fair", "基本满意"),
        number("dissatisfied", "不满意"),
        number("reopened", "重办"),
    ],
};

/// The figures by union as a file.
#[utoipa::path(post, path = "/case_figures/export", tag = "cases", operation_id = "export_case_figures",
    request_body = Export<CaseQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("case.export"))))]
pub async fn export_case_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<CaseQuery>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&FIGURES, Id(0)), asked, |app, actor, q, _| async {
        let Json(all) = get_case_figures(State(app), Staff(actor), Query(q)).await?;
        let unions = all.groups.iter().position(|g| g.by == "union").unwrap_or_default();
        Ok(Json(rows_at(&all, &format!("/groups/{unions}/rows"))))
    })
    .await
}
