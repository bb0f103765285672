//! Frozen reports: begun, read, walked back to their records, and what became known later.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use platform::indicators::reports::{self, NewReport, Report, Span};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::figure_records::{Counted, FigureRecord, LIMIT, last_seen, records};
use super::figure_table::{FigureRow, FigureTable};
use crate::directory::Tree;
use crate::error::{RegistryError, Result};
use crate::measures::{indicator, measure};
use crate::ops::export::Late;
use crate::ops::freeze_report::{self, Explanation, find_report};
use crate::spoken::{Tone, spoken};
use crate::store::union;

/// A frozen report, or one that is freezing.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ReportHead {
    id: Id,
    union_id: Id,
    union_name: String,
    title: String,
    /// First day of the period.
    starts_on: Day,
    /// The reporting day.
    day: Day,
    /// Complete, and for ever.
    frozen: bool,
    /// How much of it is written, in percent.
    progress: i64,
    asked_by: String,
    asked_at: Timestamp,
    /// When the figures were read; none while it is freezing.
    frozen_at: Option<Timestamp>,
}

fn head(tx: &mut Tx<'_>, r: &Report) -> Result<ReportHead> {
    Ok(ReportHead {
        id: r.id,
        union_id: r.union_id,
        union_name: union::name(tx, r.union_id)?,
        title: r.title.clone(),
        starts_on: r.starts_on,
        day: r.day,
        frozen: r.frozen,
        progress: if r.frozen { 100 } else { r.rows_done * 99 / r.rows_all.max(1) },
        asked_by: r.asked_by_name.clone(),
        asked_at: r.asked_at,
        frozen_at: r.frozen.then_some(r.frozen_at),
    })
}

/// Reports of unions in sight, newest first.
#[utoipa::path(get, path = "/figure_reports", tag = "registry", operation_id = "list_figure_reports",
    params(PageQuery), responses((status = 200, body = Page<ReportHead>)),
    extensions(("x-permission" = json!("figure.read"))))]
pub async fn list_figure_reports(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<ReportHead>>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let (after, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let today = tx.today();
        let found = reports::list(tx, &Tree, &scope.ranges(), today, after, limit + 1)?;
        found.iter().map(|r| head(tx, r)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &ReportHead| Cursor::of(r.id))))
}

/// What to freeze.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReportRequest {
    /// The union whose subtree it is of.
    union_id: Id,
    title: String,
    /// First day of the period.
    starts_on: Day,
    /// The reporting day.
    day: Day,
}

/// The report that was begun.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StartedReport {
    id: Id,
}

/// Freezes the figures of a union and everything beneath it as of a day; a job does it.
#[utoipa::path(post, path = "/figure_reports", tag = "registry", operation_id = "freeze_figures",
    request_body = ReportRequest, responses((status = 201, body = StartedReport)),
    extensions(("x-permission" = json!("figure.freeze"))))]
pub async fn freeze_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(r): Json<ReportRequest>,
) -> std::result::Result<(StatusCode, Json<StartedReport>), ApiError> {
    let scope = actor.permit::<res::Figure, act::Freeze>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &r, |tx| {
            let title = r.title.trim().to_owned();
            let new = NewReport { union_id: r.union_id, title, starts_on: r.starts_on, day: r.day };
            let id = freeze_report::begin_report(tx, &scope, &new)?;
            Ok::<_, RegistryError>(StartedReport { id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A report with its figures.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReportDocument {
    #[serde(flatten)]
    head: ReportHead,
    /// Figures as they were; none while it is freezing.
    table: Option<FigureTable>,
    /// The report in words, as it is printed.
    text: Vec<String>,
}

/// Which part of a report.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct ReportQuery {
    /// A union beneath the report's; the report's own if missing.
    union_id: Option<Id>,
    /// How the text speaks of numbers.
    #[serde(default)]
    #[param(inline)]
    tone: Tone,
}

/// A report: its figures as they were frozen, child by child, of its union or of one beneath it.
#[utoipa::path(get, path = "/figure_reports/{id}", tag = "registry", operation_id = "get_figure_report",
    params(("id" = Id, Path), ReportQuery), responses((status = 200, body = ReportDocument)),
    extensions(("x-permission" = json!("figure.read"))))]
pub async fn get_figure_report(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<ReportQuery>,
) -> std::result::Result<Json<ReportDocument>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let report = find_report(tx, &scope, id)?;
        let head = head(tx, &report)?;
        let table = frozen_table(tx, &report, query.union_id)?;
        let text = table.as_ref().map(|t| in_words(&report, t, query.tone)).unwrap_or_default();
        Ok::<_, RegistryError>(ReportDocument { head, table, text })
    });
    Ok(Json(found.await?))
}

/// The frozen figures at a place of the report's tree; `None` while it is freezing.
pub(super) fn frozen_table(tx: &mut Tx<'_>, report: &Report, at: Option<Id>) -> Result<Option<FigureTable>> {
    if !report.frozen {
        return Ok(None);
    }
    let place = reports::place(tx, report.id, at.unwrap_or(report.union_id))?;
    let place = place.ok_or(RegistryError::UnionNotFound)?;
    let total = reports::sums(tx, report.id, &place.path)?;
    let children = reports::children(tx, report.id, &place.path)?;
    let row = |c: reports::PlaceSum| {
        FigureRow::of(c.place.union_id, c.place.name, c.has_children, &c.sums, report.day)
    };
    let rows: Vec<_> = children.into_iter().map(row).collect();
    let total = FigureRow::of(place.union_id, place.name, !rows.is_empty(), &total, report.day);
    Ok(Some(FigureTable::of(report.starts_on, report.day, total, rows)))
}

/// The sentences of a printed report. The exact numbers stand in the table beneath.
fn in_words(report: &Report, t: &FigureTable, tone: Tone) -> Vec<String> {
    let say = |code: &str| {
        let value = t.total.values.get(code).copied().unwrap_or(0);
        measure(code).map_or_else(String::new, |m| spoken(value, m.unit, tone))
    };
    let rate = |code: &str| {
        let found = t.total.rates.iter().find(|r| r.code == code);
        found.map_or_else(String::new, |r| format!("{}/{}", r.numerator, r.denominator))
    };
    vec![
        format!(
            "截至{}，{}及所属共有工会{}、会员{}；掌握的应建会单位{}，已建{}，应建未建{}（建会率 {}，入会率 {}）。",
            report.day,
            t.total.union_name,
            say("union.count"),
            say("member.total"),
            say("employer.due"),
            say("employer.covered"),
            say("employer.uncovered"),
            rate("employer.coverage"),
            rate("member.share"),
        ),
        format!(
            "{}至{}，新建工会{}，换届{}；入会{}，转入{}，转出{}，减少{}，会员变动共{}。",
            report.starts_on,
            report.day,
            say("union.founded"),
            say("union.elected"),
            say("member.joined"),
            say("member.transferred_in"),
            say("member.transferred_out"),
            say("member.lost"),
            say("member.moves"),
        ),
        format!("数据来源：会员与组织登记；数据时间：{}。", report.frozen_at.local_text()),
    ]
}

/// Which records of a report.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct ReportRecordQuery {
    /// A union beneath the report's; the report's own if missing.
    union_id: Option<Id>,
    /// `next` of the page before.
    after: Option<String>,
}

/// The facts that a frozen figure counts: exactly those it was the sum of, newest first.
#[utoipa::path(get, path = "/figure_reports/{id}/records/{code}", tag = "registry",
    operation_id = "list_report_records", params(("id" = Id, Path), ("code" = String, Path), ReportRecordQuery),
    responses((status = 200, body = Page<FigureRecord>)), extensions(("x-permission" = json!("figure.read"))))]
pub async fn list_report_records(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, code)): Path<(Id, String)>,
    Query(query): Query<ReportRecordQuery>,
) -> std::result::Result<Json<Page<FigureRecord>>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    if code.starts_with("member.") {
        actor.permit::<res::Member, act::Read>()?;
    }
    let after = last_seen(query.after.as_deref())?;
    let page = app.store().read_slow(move |tx| {
        let report = find_report(tx, &scope, id)?;
        let place = reports::place(tx, id, query.union_id.unwrap_or(report.union_id))?;
        let place = place.ok_or(RegistryError::UnionNotFound)?;
        let m = measure(&code).ok_or(RegistryError::FigureNotFound)?;
        let from = if m.flow { report.starts_on } else { Day::constant(1900, 1, 1) };
        let span = Span { days: (from, report.day), after, limit: LIMIT as i64 + 1 };
        let mut found: Vec<Counted> = Vec::new();
        for (indicator, sign) in m.terms {
            let facts = reports::counted_facts(tx, &report, &place.path, indicator.code, span)?;
            found.extend(facts.into_iter().map(|f| (f, indicator.title, *sign)));
        }
        records(tx, &code, found)
    });
    Ok(Json(page.await?))
}

/// A figure of one union that is another one now than when it was frozen.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReportAdjustment {
    /// Code of the base measure.
    indicator: String,
    title: String,
    unit: String,
    union_id: Id,
    union_name: String,
    /// What the union itself had when it was frozen.
    frozen: i64,
    /// Now minus frozen.
    difference: i64,
    /// The part of the difference that falls into the period.
    flow_difference: i64,
    /// Facts behind it, oldest first; at most 20.
    facts: Vec<FigureRecord>,
    /// Why, as was said last.
    note: Option<AdjustmentNote>,
    /// The note explains this very difference.
    explained: bool,
}

/// Why a figure has moved.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AdjustmentNote {
    note: String,
    by_name: String,
    at: Timestamp,
}

impl From<ReportAdjustment> for Late {
    fn from(a: ReportAdjustment) -> Self {
        let why = a.note.filter(|_| a.explained).map_or_else(|| "未说明".to_owned(), |n| n.note);
        Self {
            text: format!("{} {:+}{}（{why}）", a.title, a.difference, a.unit), union_name: a.union_name
        }
    }
}

/// Facts of an adjustment that are shown.
const LATE: i64 = 20;

/// What became known after the freezing, by measure and union.
#[utoipa::path(get, path = "/figure_reports/{id}/adjustments", tag = "registry",
    operation_id = "list_report_adjustments", params(("id" = Id, Path)),
    responses((status = 200, body = Vec<ReportAdjustment>)), extensions(("x-permission" = json!("figure.read"))))]
pub async fn list_report_adjustments(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<ReportAdjustment>>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let people = actor.permit::<res::Member, act::Read>().is_ok();
    let found = app.store().read_slow(move |tx| {
        let report = find_report(tx, &scope, id)?;
        let all = freeze_report::adjustments(tx, &report)?;
        all.into_iter().map(|a| adjustment(tx, &report, a, people)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(found.await?))
}

pub(super) fn adjustment(
    tx: &mut Tx<'_>,
    report: &Report,
    a: reports::Adjustment,
    people: bool,
) -> Result<ReportAdjustment> {
    let i = indicator(&a.indicator);
    let mut facts = Vec::new();
    if people || !a.indicator.starts_with("member.") {
        let late = reports::late_facts(tx, report, &a.indicator, a.union_id, LATE)?;
        let late = late.into_iter().map(|f| (f, i.map_or("", |i| i.title), 1)).collect();
        facts = records(tx, &a.indicator, late)?.items;
    }
    Ok(ReportAdjustment {
        title: i.map_or_else(String::new, |i| i.title.to_owned()),
        unit: i.map_or_else(String::new, |i| i.unit.title().to_owned()),
        union_id: a.union_id,
        union_name: union::name(tx, a.union_id)?,
        frozen: a.frozen.0,
        difference: a.differences.0,
        flow_difference: a.differences.0 - a.differences.1,
        facts,
        explained: a.explained(),
        note: a.note.map(|n| AdjustmentNote { note: n.note, by_name: n.by_name, at: n.at }),
        indicator: a.indicator,
    })
}

/// Why a figure has moved.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct AdjustmentReason {
    /// Code of the base measure.
    indicator: String,
    union_id: Id,
    /// The difference that was seen.
    difference: i64,
    note: String,
}

/// Says why a figure has moved since it was frozen. The frozen figure stays.
#[utoipa::path(post, path = "/figure_reports/{id}/notes", tag = "registry", operation_id = "explain_report_adjustment",
    params(("id" = Id, Path)), request_body = AdjustmentReason, responses((status = 204)),
    extensions(("x-permission" = json!("figure.freeze"))))]
pub async fn explain_report_adjustment(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(r): Json<AdjustmentReason>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Figure, act::Freeze>()?;
    let e = Explanation {
        indicator: r.indicator,
        union_id: r.union_id,
        difference: r.difference,
        note: r.note.trim().to_owned(),
    };
    app.store().write(move |tx| freeze_report::explain_adjustment(tx, &scope, id, &e)).await?;
    Ok(StatusCode::NO_CONTENT)
}
