//! Dictionaries: for forms and lists, and their editor.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::Actor;
use guard::{act, res};
use http_base::{ApiError, IfMatch, Json, Page, Path, Query, etag};
use kernel::Day;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::accounts::{AnyActor, Staff};
use crate::codesets::{self, ALWAYS, CodeItem, CodesetError, ItemEdit, Set};

/// Which dictionaries.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams, Default, utoipa::ToSchema)]
pub struct CodesetQuery {
    /// Part of the title, of a code, a label or a synonym.
    #[serde(default)]
    q: String,
}

/// A dictionary without its entries.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CodesetRow {
    code: String,
    title: String,
    /// Standard or form it comes from.
    source: String,
    /// How sure we are: begins with `V` if it was read in the source.
    mark: String,
    /// The program's logic depends on the codes: entries are neither added nor ended.
    fixed: bool,
    /// Entries that are valid today.
    items: i64,
    /// Entries that have ended or have not begun.
    ended: i64,
    /// Synonyms of all entries.
    synonyms: i64,
    /// Entries that the search found, `本科 20`; at most 5.
    found: Vec<String>,
}

/// A dictionary with its entries.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Codeset {
    code: String,
    title: String,
    source: String,
    /// How sure we are: begins with `V` if it was read in the source.
    mark: String,
    /// The program's logic depends on the codes: entries are neither added nor ended.
    fixed: bool,
    /// For `If-Match`.
    version: i64,
    /// Today, as the server sees it: forms offer what is valid then.
    today: Day,
    /// All entries, ended ones too: what was stored once keeps its label.
    items: Vec<CodeItem>,
}

/// An entry with the dictionary it stands in.
#[derive(Debug, Serialize)]
pub(super) struct SetItem {
    set: String,
    set_title: String,
    #[serde(flatten)]
    item: CodeItem,
}

/// All entries of the dictionaries that match, or of the one named.
pub(super) fn list_codeset_items(
    app: &App,
    actor: &Actor,
    query: &CodesetQuery,
    only: Option<&str>,
) -> Result<Json<Page<SetItem>>, ApiError> {
    actor.permit::<res::Codeset, act::Read>()?;
    let (all, q) = (app.codesets(), query.q.trim().to_lowercase());
    if only.is_some_and(|code| all.set(code).is_none()) {
        return Err(CodesetError::NotFound.into());
    }
    let sets = all.sets().iter().filter(|set| only.is_none_or(|code| set.code == code) && matches(set, &q));
    let item = |set: &Set, i: &CodeItem| SetItem {
        set: set.code.clone(),
        set_title: set.title.clone(),
        item: i.clone(),
    };
    let items = sets.flat_map(|set| set.items.iter().map(|i| item(set, i)).collect::<Vec<_>>()).collect();
    Ok(Json(Page { items, next: None, prev: None, count: None }))
}

fn matches(set: &Set, q: &str) -> bool {
    q.is_empty() || !found(set, q).is_empty() || set.title.to_lowercase().contains(q) || set.code.contains(q)
}

fn row(set: &Set, today: Day, found: Vec<String>) -> CodesetRow {
    let valid = set.items.iter().filter(|i| i.is_valid(today)).count();
    CodesetRow {
        code: set.code.clone(),
        title: set.title.clone(),
        source: set.source.clone(),
        mark: set.mark.clone(),
        fixed: set.fixed,
        items: valid as i64,
        ended: (set.items.len() - valid) as i64,
        synonyms: set.items.iter().map(|i| i.synonyms.len() as i64).sum(),
        found,
    }
}

/// Entries that a search finds.
fn found(set: &Set, q: &str) -> Vec<String> {
    let has = |text: &String| text.to_lowercase().contains(q);
    let hit = |i: &&CodeItem| has(&i.code) || has(&i.label) || i.synonyms.iter().any(has);
    set.items.iter().filter(hit).map(|i| format!("{} {}", i.label, i.code)).take(5).collect()
}

/// Dictionaries; with `q` those whose title or entries hold it.
#[utoipa::path(get, path = "/codesets", tag = "platform", operation_id = "list_codesets", params(CodesetQuery),
    responses((status = 200, body = Vec<CodesetRow>)), extensions(("x-permission" = json!("codeset.read"))))]
pub async fn list_codesets(
    State(app): State<App>,
    AnyActor(actor): AnyActor,
    Query(query): Query<CodesetQuery>,
) -> Result<Json<Vec<CodesetRow>>, ApiError> {
    actor.permit::<res::Codeset, act::Read>()?;
    let (all, today, q) = (app.codesets(), app.clock().today(), query.q.trim().to_lowercase());
    let found = |set: &Set| if q.is_empty() { Vec::new() } else { found(set, &q) };
    let rows =
        all.sets().iter().filter(|set| matches(set, &q)).map(|set| row(set, today, found(set))).collect();
    Ok(Json(rows))
}

fn shown(set: &Set, today: Day) -> Codeset {
    Codeset {
        code: set.code.clone(),
        title: set.title.clone(),
        source: set.source.clone(),
        mark: set.mark.clone(),
        fixed: set.fixed,
        version: set.version,
        today,
        items: set.items.clone(),
    }
}

/// One dictionary with all its entries.
#[utoipa::path(get, path = "/codesets/{set}", tag = "platform", operation_id = "get_codeset",
    params(("set" = String, Path)), responses((status = 200, body = Codeset)),
    extensions(("x-permission" = json!("codeset.read"))))]
pub async fn get_codeset(
    State(app): State<App>,
    AnyActor(actor): AnyActor,
    Path(set): Path<String>,
) -> Result<impl IntoResponse, ApiError> {
    actor.permit::<res::Codeset, act::Read>()?;
    let all = app.codesets();
    let set = all.set(&set).ok_or(CodesetError::NotFound)?;
    Ok(([(header::ETAG, etag(set.version))], Json(shown(set, app.clock().today()))))
}

/// The answer to an edit: the dictionary as it stands now, with its new version.
async fn edited(app: &App, set: &str) -> Result<impl IntoResponse + use<>, ApiError> {
    app.reread_dated().await?;
    let all = app.codesets();
    let set = all.set(set).ok_or(CodesetError::NotFound)?;
    Ok(([(header::ETAG, etag(set.version))], Json(shown(set, app.clock().today()))))
}

/// An entry to add.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct NewCodeItem {
    /// 1 to 20 letters, digits, `-`, `.`; never given twice, not even after its entry has ended.
    code: String,
    /// Chinese label.
    label: String,
    /// Other words that mean it.
    #[serde(default)]
    synonyms: Vec<String>,
    /// Code of the national standard, or empty.
    #[serde(default)]
    national: String,
    /// Code in the national union file, or empty.
    #[serde(default)]
    export: String,
    /// Code one level up, or empty.
    #[serde(default)]
    parent: String,
    /// First day of validity; always valid if missing.
    valid_from: Option<Day>,
}

/// Adds an entry; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/codesets/{set}/items", tag = "platform", operation_id = "create_codeset_item",
    params(("set" = String, Path)), request_body = NewCodeItem, responses((status = 201, body = Codeset)),
    extensions(("x-permission" = json!("codeset.create"))))]
pub async fn create_codeset_item(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(set): Path<String>,
    IfMatch(version): IfMatch,
    Json(request): Json<NewCodeItem>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Codeset, act::Create>()?;
    let new = CodeItem {
        code: request.code.trim().to_owned(),
        label: kernel::text::clean(&request.label),
        synonyms: request.synonyms.iter().map(|w| kernel::text::clean(w)).collect(),
        national: request.national.trim().to_owned(),
        export: request.export.trim().to_owned(),
        parent: request.parent.trim().to_owned(),
        valid_from: request.valid_from.unwrap_or(ALWAYS),
        valid_to: Day::OPEN,
    };
    let name = set.clone();
    app.store().write(move |tx| codesets::add_item(tx, &scope, &name, version, &new)).await?;
    Ok((StatusCode::CREATED, edited(&app, &set).await?))
}

/// An entry after the change.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct CodeItemEdit {
    /// Chinese label.
    label: String,
    /// Code of the national standard, or empty.
    #[serde(default)]
    national: String,
    /// Code in the national union file, or empty.
    #[serde(default)]
    export: String,
    /// Code one level up, or empty.
    #[serde(default)]
    parent: String,
    /// First day of validity; always valid if missing.
    valid_from: Option<Day>,
}

/// Changes an entry; its code never changes.
#[utoipa::path(patch, path = "/codesets/{set}/items/{code}", tag = "platform", operation_id = "edit_codeset_item",
    params(("set" = String, Path), ("code" = String, Path)), request_body = CodeItemEdit,
    responses((status = 200, body = Codeset)), extensions(("x-permission" = json!("codeset.update"))))]
pub async fn edit_codeset_item(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((set, code)): Path<(String, String)>,
    IfMatch(version): IfMatch,
    Json(request): Json<CodeItemEdit>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Codeset, act::Update>()?;
    let edit = ItemEdit {
        label: request.label,
        national: request.national,
        export: request.export,
        parent: request.parent,
        valid_from: request.valid_from.unwrap_or(ALWAYS),
    };
    let name = set.clone();
    app.store().write(move |tx| codesets::edit_item(tx, &scope, &name, version, &code, &edit)).await?;
    edited(&app, &set).await
}

/// The last day of an entry.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct CodeItemEnd {
    /// Last day of validity; missing opens the entry again.
    last_day: Option<Day>,
}

/// Ends the validity of an entry, or opens it again. Records that hold its code keep it and its label.
#[utoipa::path(post, path = "/codesets/{set}/items/{code}/end", tag = "platform", operation_id = "end_codeset_item",
    params(("set" = String, Path), ("code" = String, Path)), request_body = CodeItemEnd,
    responses((status = 200, body = Codeset)), extensions(("x-permission" = json!("codeset.update"))))]
pub async fn end_codeset_item(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((set, code)): Path<(String, String)>,
    IfMatch(version): IfMatch,
    Json(request): Json<CodeItemEnd>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Codeset, act::Update>()?;
    let (name, last) = (set.clone(), request.last_day.unwrap_or(Day::OPEN));
    app.store().write(move |tx| codesets::end_item(tx, &scope, &name, version, &code, last)).await?;
    edited(&app, &set).await
}

/// A word.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct NewSynonym {
    /// As cadres type it, at most 30 characters.
    word: String,
}

/// Adds a word that means the entry. Imports understand it from then on.
#[utoipa::path(post, path = "/codesets/{set}/items/{code}/synonyms", tag = "platform", operation_id = "add_synonym",
    params(("set" = String, Path), ("code" = String, Path)), request_body = NewSynonym,
    responses((status = 200, body = Codeset)), extensions(("x-permission" = json!("codeset.update"))))]
pub async fn add_synonym(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((set, code)): Path<(String, String)>,
    IfMatch(version): IfMatch,
    Json(request): Json<NewSynonym>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Codeset, act::Update>()?;
    let (name, word) = (set.clone(), request.word);
    app.store().write(move |tx| codesets::add_synonym(tx, &scope, &name, version, &code, &word)).await?;
    edited(&app, &set).await
}

/// Which word.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct SynonymQuery {
    /// The word.
    #[serde(default)]
    word: String,
}

/// Takes a synonym away.
#[utoipa::path(delete, path = "/codesets/{set}/items/{code}/synonyms", tag = "platform",
    operation_id = "remove_synonym", params(("set" = String, Path), ("code" = String, Path), SynonymQuery),
    responses((status = 200, body = Codeset)), extensions(("x-permission" = json!("codeset.update"))))]
pub async fn remove_synonym(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((set, code)): Path<(String, String)>,
    IfMatch(version): IfMatch,
    Query(query): Query<SynonymQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Codeset, act::Update>()?;
    let (name, word) = (set.clone(), query.word);
    app.store().write(move |tx| codesets::remove_synonym(tx, &scope, &name, version, &code, &word)).await?;
    edited(&app, &set).await
}
