//! Sources of settlement files: listed, made, changed, tried on a file.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Status, Timestamp};
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use platform::exports::{Export, List, export_list, failed, text, time, yes};
use platform::files::StoredFile;
use platform::files::transport::{receive_file, unreadable};
use platform::{App, idempotency};
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};

use super::enrol_place::searched;
use crate::claim_error::{ClaimError, Result, field};
use crate::model::settlement::Columns;
use crate::ops::settlement::ORIGINAL;
use crate::ops::settlement_file::look;
use crate::rules::settlement::missing;
use crate::store::settlement::{self, Source};

/// Which sources.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualSourceConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
    /// In the name.
    pub q: Option<String>,
}

/// A source.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSource {
    id: Id,
    union_id: Id,
    union_name: String,
    name: String,
    mapping: Columns,
    active: bool,
    created_at: Timestamp,
    created_by_name: String,
    version: i64,
}

fn shown(s: Source) -> MutualSource {
    MutualSource {
        id: s.id,
        union_id: s.union_id,
        union_name: s.union_name,
        name: s.name,
        mapping: s.mapping,
        active: s.active,
        created_at: s.created_at,
        created_by_name: s.created_by_name,
        version: s.version,
    }
}

/// Sources in sight, newest first.
#[utoipa::path(get, path = "/mutual_sources", tag = "mutual", operation_id = "list_mutual_sources",
    params(MutualSourceConditions, PageQuery), responses((status = 200, body = Page<MutualSource>)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn list_mutual_sources(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualSourceConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualSource>>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let path = super::claim_notices::place(tx, &scope, c.union_id)?;
        let q = searched(c.q.as_deref());
        Ok::<_, ClaimError>(settlement::sources(tx, &scope, (path.as_ref(), &q), before, limit + 1)?)
    });
    let rows: Vec<MutualSource> = found.await?.into_iter().map(shown).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &MutualSource| Cursor::of(r.id))))
}

static SOURCES: List = List {
    resource: ResourceKind::Claim,
    action: "mutual-source.export",
    title: "结算数据来源",
    columns: &[
        text("name", "名称", 28),
        text("union_name", "互助组织", 28),
        yes("active", "使用中"),
        text("created_by_name", "经办人", 12),
        time("created_at", "登记时间"),
    ],
};

/// The list of sources as a file.
#[utoipa::path(post, path = "/mutual_sources/export", tag = "mutual", operation_id = "export_mutual_sources",
    request_body = Export<MutualSourceConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn export_mutual_sources(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualSourceConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&SOURCES, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_sources(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A new source.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSourceDraft {
    /// Union that runs the fund.
    union_id: Id,
    /// 2 to 40 characters.
    name: String,
    mapping: Columns,
}

fn checked(name: &str, mapping: &Columns) -> Result<String> {
    let name = platform::cases::line(name);
    if !(2..=40).contains(&name.chars().count()) {
        return Err(field("/name", "mutual.source-name"));
    }
    if missing(mapping).is_empty() { Ok(name) } else { Err(field("/mapping", "mutual.settlement-columns")) }
}

/// Makes a source.
#[utoipa::path(post, path = "/mutual_sources", tag = "mutual", operation_id = "create_mutual_source",
    request_body = MutualSourceDraft, responses((status = 201, body = MutualSource)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn create_mutual_source(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(draft): Json<MutualSourceDraft>,
) -> std::result::Result<(StatusCode, Json<MutualSource>), ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let made = app.store().write(move |tx| {
        let id = idempotency::once(tx, &actor, key.as_deref(), &draft, |tx| {
            let union = union_by_id(tx, draft.union_id)?.filter(|u| scope.covers(&u.place()));
            let union = union.ok_or(registry::RegistryError::UnionNotFound)?;
            let s = Source {
                id: tx.new_id(),
                union_id: draft.union_id,
                union_path: union.place(),
                union_name: union.name,
                name: checked(&draft.name, &draft.mapping)?,
                mapping: draft.mapping.clone(),
                active: true,
                created_at: tx.now(),
                created_by_name: actor.name().to_owned(),
                version: 1,
            };
            settlement::insert_source(tx, &s)?;
            let changes = Changes::new().note("name", s.name.as_str());
            let entry =
                Entry { union_path: Some(&s.union_path), changes, ..Entry::of("mutual-source.create", s.id) };
            audit::record(tx, &actor, entry)?;
            Ok::<_, ClaimError>(s.id)
        })?;
        settlement::source(tx, &scope, id)?.ok_or(ClaimError::SourceNotFound)
    });
    Ok((StatusCode::CREATED, Json(shown(made.await?))))
}

/// A source as it shall be.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSourceChange {
    name: String,
    mapping: Columns,
    active: bool,
}

/// Changes a source; files that came before keep the columns they came with.
#[utoipa::path(patch, path = "/mutual_sources/{id}", tag = "mutual", operation_id = "edit_mutual_source",
    params(("id" = Id, Path)), request_body = MutualSourceChange, responses((status = 200, body = MutualSource)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn edit_mutual_source(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(change): Json<MutualSourceChange>,
) -> std::result::Result<Json<MutualSource>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let done = app.store().write(move |tx| {
        let before = settlement::source(tx, &scope, id)?.ok_or(ClaimError::SourceNotFound)?;
        let after = Source {
            name: checked(&change.name, &change.mapping)?,
            mapping: change.mapping.clone(),
            active: change.active,
            version,
            ..before.clone()
        };
        if !settlement::update_source(tx, &after)? {
            return Err(ClaimError::Stale { version: before.version });
        }
        let changes = Changes::new().field("name", before.name.as_str(), after.name.as_str()).field(
            "active",
            before.active,
            after.active,
        );
        let entry =
            Entry { union_path: Some(&after.union_path), changes, ..Entry::of("mutual-source.update", id) };
        audit::record(tx, &actor, entry)?;
        settlement::source(tx, &scope, id)?.ok_or(ClaimError::SourceNotFound)
    });
    Ok(Json(shown(done.await?)))
}

/// A settlement file with its source.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct MutualSettlementForm {
    /// Source; for a look at a file it may be missing.
    source_id: Option<Id>,
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The parts of the form.
///
/// # Errors
/// A body that cannot be read.
pub async fn receive(
    app: &App,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(Option<Id>, StoredFile), ApiError> {
    let lost = || ApiError::of(Status::BadRequest, "platform.upload-unreadable");
    let mut multipart = form.map_err(|_| lost())?;
    let (mut source, mut file) = (None, None);
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("source_id") => source = field.text().await.map_err(unreadable)?.parse::<Id>().ok(),
            _ => file = Some(receive_file(app, &ORIGINAL, &mut field).await?),
        }
    }
    Ok((source, file.ok_or_else(lost)?))
}

/// A row of the sample.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSettlementSample {
    row: u32,
    /// Cells under the headers.
    cells: Vec<String>,
}

/// What is seen of a settlement file before it is taken in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSettlementLook {
    headers: Vec<String>,
    /// What they are likely to mean, or as the source has them.
    columns: Columns,
    /// It can be taken in as it is.
    complete: bool,
    /// Needed columns that are not named.
    missing: Vec<String>,
    rows: i64,
    sample: Vec<MutualSettlementSample>,
}

/// Looks at a settlement file: which columns it has and what they are likely to mean. Nothing is kept.
#[utoipa::path(post, path = "/mutual_sources/look", tag = "mutual", operation_id = "look_at_mutual_settlement",
    request_body(content = MutualSettlementForm, content_type = "multipart/form-data"),
    responses((status = 200, body = MutualSettlementLook)), extensions(("x-permission" = json!("claim.update"))))]
pub async fn look_at_mutual_settlement(
    State(app): State<App>,
    Staff(actor): Staff,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Json<MutualSettlementLook>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let (source, file) = receive(&app, form).await?;
    let kept = match source {
        Some(id) => {
            let found = app.store().read(move |tx| settlement::source(tx, &scope, id)).await?;
            Some(found.ok_or(ClaimError::SourceNotFound)?.mapping)
        }
        None => None,
    };
    let inner = app.clone();
    let found = tokio::task::spawn_blocking(move || look(&inner, &file.digest, kept.as_ref()));
    let seen = found.await.map_err(|e| failed(&e))??;
    let lacking: Vec<String> = missing(&seen.columns).into_iter().map(str::to_owned).collect();
    let sample = seen.sample.into_iter().map(|(row, cells)| MutualSettlementSample { row, cells });
    Ok(Json(MutualSettlementLook {
        headers: seen.headers,
        columns: seen.columns,
        complete: lacking.is_empty(),
        missing: lacking,
        rows: seen.rows,
        sample: sample.collect(),
    }))
}
