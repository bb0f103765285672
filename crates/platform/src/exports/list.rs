//! The file of a list, made of the pages that the list itself answers.

use std::fs::File;
use std::future::Future;

use axum::response::Response;
use guard::{ActionKind, Actor, ResourceKind};
use http_base::{ApiError, Json, Page, PageQuery};
use kernel::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sheets::SheetError;

use super::columns::{Cell, ListColumn};
use super::sheet::{Field, Sheet};
use super::{Begun, ExportError, ExportRequest, Exported, answer, begin, failed};
use crate::App;
use crate::audit::Changes;
use crate::codesets::Codesets;

/// Rows asked for at a time.
const PART: i64 = 200;

/// A list that can be carried out.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Whose `export` permission it needs; the list itself is asked with the roles that have it.
    pub resource: ResourceKind,
    /// Deed in the audit.
    pub action: &'static str,
    /// Name of the sheet and first part of the file's name.
    pub title: &'static str,
    /// In the order of the file.
    pub columns: &'static [ListColumn],
}

/// What is asked of an export of a list with conditions of the kind `Q`.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct Export<Q> {
    #[serde(flatten)]
    request: ExportRequest,
    #[serde(flatten)]
    conditions: Q,
}

impl<Q> Export<Q> {
    /// What is asked of the list.
    pub fn conditions(&self) -> &Q {
        &self.conditions
    }
}

/// Of a list that is always shown whole.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NoConditions {}

/// A list without pages as its only page.
///
/// # Errors
/// The list's.
pub async fn whole<T>(
    list: impl Future<Output = Result<Json<Vec<T>>, ApiError>>,
) -> Result<Json<Page<T>>, ApiError> {
    Ok(Json(Page { items: list.await?.0, next: None, prev: None, count: None }))
}

/// Conditions that are set. What somebody searched for may be a number of a person and is only said to have been there.
fn kept(conditions: &impl Serialize) -> Changes {
    let Ok(Value::Object(all)) = serde_json::to_value(conditions) else { return Changes::new() };
    let set = all.into_iter().filter(|(_, v)| !matches!(v, Value::Null | Value::Bool(false)) && *v != "");
    set.fold(Changes::new(), |kept, (name, value)| match name.as_str() {
        "q" => kept.note("searched", true),
        _ => kept.note(&name, value),
    })
}

/// Carries out the list that `page` answers, a page after the other, with the roles of the actor that may export it. `about`
/// is the record whose list it is, 0 where it is nobody's.
///
/// # Errors
/// 403 without the permission, the list's own refusals, [`ExportError`].
pub async fn export_list<Q, T, F, Fut>(
    app: App,
    actor: Actor,
    (list, about): (&'static List, Id),
    asked: Export<Q>,
    page: F,
) -> Result<Response, ApiError>
where
    Q: Serialize + Clone,
    T: Serialize,
    F: Fn(App, Actor, Q, PageQuery) -> Fut,
    Fut: Future<Output = Result<Json<Page<T>>, ApiError>>,
{
    let narrowed = actor.only(list.resource, ActionKind::Export)?;
    let Export { request, conditions } = asked;
    let part = |after| {
        page(app.clone(), narrowed.clone(), conditions.clone(), PageQuery { after, limit: Some(PART) })
    };
    // What the list refuses is told before anything is recorded.
    let Json(mut shown) = part(None).await?;
    let what = Exported { action: list.action, title: list.title, about, kept: kept(&conditions) };
    let Begun { plan, name, kind, file, waiting } = begin(&app, actor, what, request).await?;
    let target = file.try_clone().map_err(|e| ExportError::Sheet(SheetError::from(e)))?;
    let fields: Vec<Field> = list.columns.iter().map(|c| c.field).collect();
    let mut sheet = Sheet::start(&plan, list.title, &fields, target)?;
    loop {
        let rows: Result<Vec<Value>, _> = shown.items.iter().map(serde_json::to_value).collect();
        sheet = written(sheet, list, rows.map_err(|e| failed(&e))?, app.codesets()).await?;
        let Some(after) = shown.next else { break };
        shown = part(Some(after)).await?.0;
    }
    let done = tokio::task::spawn_blocking(move || sheet.finish(Ok(()))).await.map_err(|e| failed(&e))?;
    drop(waiting);
    answer(file, &name, kind, Some(done?))
}

async fn written(
    mut sheet: Sheet<File>,
    list: &'static List,
    rows: Vec<Value>,
    words: std::sync::Arc<Codesets>,
) -> Result<Sheet<File>, ApiError> {
    let work = move || {
        for row in &rows {
            let cells: Vec<Cell> = list.columns.iter().map(|c| c.cell(row, &words)).collect();
            let values: Vec<_> = cells.iter().map(Cell::value).collect();
            if let Err(e) = sheet.row(&values) {
                return sheet.finish(Err(e)).map(|_| None);
            }
        }
        Ok(Some(sheet))
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| failed(&e))?;
    Ok(done?.ok_or(ExportError::Stopped)?)
}

/// The rows within an answer, as the only page: `path` is a JSON pointer to them.
pub fn rows_at(answer: &impl Serialize, path: &str) -> Page<Value> {
    let whole = serde_json::to_value(answer).unwrap_or_default();
    let items = whole.pointer(path).and_then(Value::as_array).cloned().unwrap_or_default();
    Page { items, next: None, prev: None, count: None }
}

/// A row for each thing within each of `all`, at any of `paths`, with the fields of what it is in.
pub fn lines(all: &[impl Serialize], paths: &[&str]) -> Page<Value> {
    let mut items = Vec::new();
    for one in all {
        let around = serde_json::to_value(one).unwrap_or_default();
        for line in paths.iter().filter_map(|p| around.pointer(p)?.as_array()).flatten() {
            let mut row = around.clone();
            if let (Value::Object(row), Value::Object(line)) = (&mut row, line) {
                row.extend(line.clone());
            }
            items.push(row);
        }
    }
    Page { items, next: None, prev: None, count: None }
}
