//! Unions and their tree.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, IfMatch, Json, Page, Path, Query, etag};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::ops::create_union;
use crate::store::union::{self, Union, UnionFilter};

/// Which unions.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct UnionQuery {
    /// Only direct children of this union.
    parent_id: Option<Id>,
    /// Beginning of the name, of its pinyin initials, or of the code.
    q: Option<String>,
    /// Code of `union_level`.
    level: Option<i64>,
    /// Code of `union_kind`.
    kind: Option<String>,
    /// Cursor of the page before.
    after: Option<String>,
    /// Rows, at most 200.
    limit: Option<i64>,
}

/// Unions in sight, by name. Without parent and search: the topmost ones of the own scope come first by their place.
#[utoipa::path(get, path = "/unions", tag = "registry", operation_id = "list_unions", params(UnionQuery),
    responses((status = 200, body = Page<Union>)), extensions(("x-permission" = json!("union.read"))))]
pub async fn list_unions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<UnionQuery>,
) -> Result<Json<Page<Union>>, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let after = query.after.as_deref().map(Cursor::parse).transpose()?.map(|c| (c.key, c.id));
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    let filter = UnionFilter { parent_id: query.parent_id, q: query.q, level: query.level, kind: query.kind };
    let rows = app.store().read_slow(move |tx| union::list(tx, &scope, &filter, after, limit + 1)).await?;
    let cursor = |u: &Union| Cursor { key: kernel::text::name_key(&u.name), id: u.id };
    Ok(Json(Page::from_rows(rows, limit as usize, cursor)))
}

/// A union with its path.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UnionDetail {
    #[serde(flatten)]
    union: Union,
    /// Names from the top down, the union itself last.
    path_names: Vec<String>,
}

/// One union.
#[utoipa::path(get, path = "/unions/{id}", tag = "registry", operation_id = "get_union", params(("id" = Id, Path)),
    responses((status = 200, body = UnionDetail)), extensions(("x-permission" = json!("union.read"))))]
pub async fn get_union(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let found = app
        .store()
        .read(move |tx| {
            let u = union::find(tx, &scope, id)?.ok_or(RegistryError::UnionNotFound)?;
            let path_names = union::names_on_path(tx, &u.place())?;
            Ok::<_, RegistryError>(UnionDetail { union: u, path_names })
        })
        .await?;
    Ok(([(header::ETAG, etag(found.union.version))], Json(found)))
}

/// The organisation form (docs/rules §5.2).
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UnionForm {
    /// The union above.
    parent_id: Option<Id>,
    name: String,
    /// Code of `union_level`.
    level: i64,
    /// Code of `union_kind`.
    kind: String,
    #[serde(default)]
    division_code: String,
    /// 统一社会信用代码 of the union; may begin with 81.
    #[serde(default)]
    credit_code: String,
    founded_on: Option<Day>,
    #[serde(default)]
    chair: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    address: String,
}

fn check(form: &UnionForm) -> Result<(), RegistryError> {
    let mut wrong = Vec::new();
    if form.name.trim().chars().count() < 4 {
        wrong.push(crate::error::field("/name", "registry.union-name-short", kernel::Params::new()));
    }
    if !form.credit_code.is_empty()
        && let Err(e) = kernel::CreditCode::parse(&form.credit_code)
    {
        wrong.push(crate::error::field_of("/credit_code", &e));
    }
    if wrong.is_empty() { Ok(()) } else { Err(RegistryError::Invalid(wrong)) }
}

fn apply(form: &UnionForm, u: &mut Union) {
    u.name = form.name.trim().to_owned();
    u.kind.clone_from(&form.kind);
    u.division_code.clone_from(&form.division_code);
    u.credit_code.clone_from(&form.credit_code);
    u.founded_on = form.founded_on;
    u.chair.clone_from(&form.chair);
    u.contact.clone_from(&form.contact);
    u.address.clone_from(&form.address);
}

/// Enters a union.
#[utoipa::path(post, path = "/unions", tag = "registry", operation_id = "create_union", request_body = UnionForm,
    responses((status = 201, body = Union)), extensions(("x-permission" = json!("union.create"))))]
pub async fn create_union(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<UnionForm>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Union, act::Create>()?;
    check(&form)?;
    let made = app
        .store()
        .write(move |tx| {
            idempotency::once(tx, &actor, key.as_deref(), &form, |tx| {
                let mut u = Union { level: form.level, parent_id: form.parent_id, ..Union::blank() };
                apply(&form, &mut u);
                create_union::create_union(tx, &scope, u)
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Changes the organisation form; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/unions/{id}", tag = "registry", operation_id = "edit_union",
    params(("id" = Id, Path)), request_body = UnionForm,
    responses((status = 200, body = Union)), extensions(("x-permission" = json!("union.update"))))]
pub async fn edit_union(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(form): Json<UnionForm>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Union, act::Update>()?;
    check(&form)?;
    let after =
        app.store().write(move |tx| create_union::edit_union(tx, &scope, id, version, |u| apply(&form, u)));
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}
