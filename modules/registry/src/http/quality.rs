//! Completeness and error rate of the reporting unions.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::audit::Changes;
use platform::codesets::Codesets;
use platform::indicators;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::figures::place;
use crate::error::Result;
use crate::ops::export::{QualityLine, export_quality};
use crate::quality::{COUNTED, DOUBTS, Doubt, FIELDS, IMPORT_REJECTED, IMPORT_ROWS, STALE};
use crate::store::{quality, union_tree};
use platform::exports::{ExportRequest, Exported, export};

/// Unions right beneath one that are shown.
const CHILDREN: i64 = 500;

/// Where, and over which days.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct QualityQuery {
    /// The union whose subtree is counted; the own one if missing.
    union_id: Option<Id>,
    /// First day of the imports; the first of the year if missing.
    from: Option<Day>,
    /// Last day; today if missing.
    day: Option<Day>,
}

/// A field that may be missing.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct QualityFieldDocument {
    code: String,
    title: String,
    /// It counts in the completeness: the dictionary of required fields has it on the day.
    required: bool,
}

/// Something to check in documents.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct QualityDoubtDocument {
    code: String,
    title: String,
}

/// A union with everything beneath it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct QualityRow {
    union_id: Id,
    union_name: String,
    has_children: bool,
    /// Members that were counted.
    members: i64,
    /// Required values that are there.
    filled: i64,
    /// Required values that there should be: members × required fields.
    wanted: i64,
    /// Members without a field, by its code.
    missing: BTreeMap<String, i64>,
    /// Members with something to check in their documents, by its code.
    doubts: BTreeMap<String, i64>,
    /// Members that nobody has looked at for longer than the parameter says.
    stale: i64,
    /// Rows of imports that ended in the period.
    import_rows: i64,
    /// Of them refused.
    import_rejected: i64,
}

/// The table of a place.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct QualityTable {
    from: Day,
    day: Day,
    fields: Vec<QualityFieldDocument>,
    /// What is counted of documents, the gravest first.
    doubts: Vec<QualityDoubtDocument>,
    /// Months after which a record counts as not looked at.
    stale_months: i64,
    /// When it was counted; none if it never was.
    counted_at: Option<Timestamp>,
    total: QualityRow,
    rows: Vec<QualityRow>,
}

fn fields(words: &Codesets, day: Day) -> Vec<QualityFieldDocument> {
    let required = |code: &str| words.item("quality_field", code).is_some_and(|i| i.is_valid(day));
    FIELDS
        .iter()
        .map(|f| QualityFieldDocument {
            code: f.code.to_owned(),
            title: f.title.to_owned(),
            required: required(f.code),
        })
        .collect()
}

fn row(
    tx: &mut Tx<'_>,
    fields: &[QualityFieldDocument],
    (union_id, union_name, has_children): (Id, String, bool),
    (from, day): (Day, Day),
) -> Result<QualityRow> {
    let members = indicators::total(tx, union_id, COUNTED.code, None, day)?;
    let (mut missing, mut lacking, mut required) = (BTreeMap::new(), 0, 0);
    for (f, shown) in FIELDS.iter().zip(fields) {
        let n = indicators::total(tx, union_id, f.indicator.code, None, day)?;
        if shown.required {
            (lacking, required) = (lacking + n, required + 1);
        }
        missing.insert(f.code.to_owned(), n);
    }
    let mut doubts = BTreeMap::new();
    for d in DOUBTS {
        let n = indicators::total(tx, union_id, d.indicator.code, None, day)?;
        doubts.insert(d.code.to_owned(), n);
    }
    Ok(QualityRow {
        union_id,
        union_name,
        has_children,
        members,
        filled: members * required - lacking,
        wanted: members * required,
        missing,
        doubts,
        stale: indicators::total(tx, union_id, STALE.code, None, day)?,
        import_rows: indicators::total(tx, union_id, IMPORT_ROWS.code, Some(from), day)?,
        import_rejected: indicators::total(tx, union_id, IMPORT_REJECTED.code, Some(from), day)?,
    })
}

fn table(
    tx: &mut Tx<'_>,
    (id, name): (Id, String),
    fields: Vec<QualityFieldDocument>,
    q: &QualityQuery,
    stale_months: i64,
) -> Result<QualityTable> {
    let day = q.day.unwrap_or(tx.today());
    let from = q.from.unwrap_or(day.year_start());
    let mut rows = Vec::new();
    for (union, name) in union_tree::children_on(tx, id, day, CHILDREN)? {
        let has_children = !union_tree::children_on(tx, union, day, 1)?.is_empty();
        rows.push(row(tx, &fields, (union, name, has_children), (from, day))?);
    }
    let total = row(tx, &fields, (id, name, !rows.is_empty()), (from, day))?;
    let counted_at = quality::counted_at(tx)?;
    let said = |d: &Doubt| QualityDoubtDocument { code: d.code.into(), title: d.indicator.title.into() };
    let doubts = DOUBTS.iter().map(said).collect();
    Ok(QualityTable { from, day, fields, doubts, stale_months, counted_at, total, rows })
}

fn stale_months(app: &App) -> i64 {
    app.parameters().integer(platform::parameters::keys::QUALITY_STALE_MONTHS, app.clock().today())
}

/// Completeness and error rate of a union and of those right beneath it.
#[utoipa::path(get, path = "/quality", tag = "registry", operation_id = "get_quality_table", params(QualityQuery),
    responses((status = 200, body = QualityTable)), extensions(("x-permission" = json!("figure.read"))))]
pub async fn get_quality_table(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<QualityQuery>,
) -> std::result::Result<Json<QualityTable>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    let fields = fields(&app.codesets(), q.day.unwrap_or(app.clock().today()));
    let months = stale_months(&app);
    let found = app.store().read_slow(move |tx| {
        let (id, name, _) = place(tx, &scope, q.union_id)?;
        table(tx, (id, name), fields, &q, months)
    });
    Ok(Json(found.await?))
}

/// The table as a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct QualityExport {
    #[serde(flatten)]
    request: ExportRequest,
    #[serde(flatten)]
    query: QualityQuery,
}

/// Completeness and error rate as a file: a line for each union right beneath, then the whole.
#[utoipa::path(post, path = "/quality/export", tag = "registry", operation_id = "export_quality_table",
    request_body = QualityExport,
    responses((status = 200, description = "The table, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("figure.export"))))]
pub async fn export_quality_table(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(r): Json<QualityExport>,
) -> std::result::Result<Response, ApiError> {
    actor.permit::<res::Figure, act::Export>()?;
    let scope = actor.permit::<res::Figure, act::Read>()?;
    // Out of sight is told before anything is recorded.
    let asked = r.query.union_id;
    let (id, name, _) = app.store().read(move |tx| place(tx, &scope, asked)).await?;
    let fields = fields(&app.codesets(), r.query.day.unwrap_or(app.clock().today()));
    let months = stale_months(&app);
    let kept = Changes::new().note("union", id.to_string());
    let list = Exported { action: "quality.export", title: "数据质量", about: Id(0), kept };
    let query = r.query;
    export(app, actor, list, r.request, move |tx, plan, target| {
        let t = table(tx, (id, name), fields, &query, months)?;
        let lines: Vec<QualityLine<'_>> = t.rows.iter().chain([&t.total]).map(QualityLine::from).collect();
        export_quality(&lines, plan, target)
    })
    .await
}

impl<'a> From<&'a QualityRow> for QualityLine<'a> {
    fn from(r: &'a QualityRow) -> Self {
        Self {
            union_name: &r.union_name,
            members: r.members,
            share: (r.filled, r.wanted),
            missing: FIELDS.iter().map(|f| r.missing.get(f.code).copied().unwrap_or(0)).collect(),
            doubts: DOUBTS.iter().map(|d| r.doubts.get(d.code).copied().unwrap_or(0)).collect(),
            stale: r.stale,
            imports: (r.import_rejected, r.import_rows),
        }
    }
}
