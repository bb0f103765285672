//! One union: detail, counts, entry, change.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Day, Id, Params};
use platform::App;
use platform::accounts::Staff;
use platform::codesets::Codesets;
use platform::idempotency;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::RemarkDocument;
use crate::error::{RegistryError, Result};
use crate::facts::{EmployerFacts, UnionFacts};
use crate::forms::{self, Check};
use crate::ops::divisions::division_exists;
use crate::ops::union_counts::{MemberKinds, UnionCounts, member_kinds, union_counts};
use crate::ops::{create_union, keep_employer};
use crate::rules::kind;
use crate::store::division;
use crate::store::union::{self, Union};
use crate::store::union_tree;

/// A union with its path.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UnionDetail {
    #[serde(flatten)]
    union: Union,
    /// Names from the top down, the union itself last.
    path_names: Vec<String>,
    /// Names of the division from the province down.
    division_name: String,
    /// What a person should look at.
    remarks: Vec<RemarkDocument>,
    /// First day on which it was no more; none while it exists.
    dissolved_on: Option<Day>,
    /// The union that took over.
    successor_id: Option<Id>,
    successor_name: String,
    /// What it was called before, oldest first.
    former: Vec<FormerWords>,
}

/// What a union was called, and of what kind it was, up to a day.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FormerWords {
    /// Last day.
    valid_to: Day,
    name: String,
    /// Code of `union_kind`.
    kind: String,
}

fn detail(tx: &mut Tx<'_>, u: Union) -> Result<UnionDetail> {
    let end = union_tree::end_of(tx, u.id)?;
    let successor_name = end.map(|(_, id)| union::name(tx, id)).transpose()?.unwrap_or_default();
    let former = union_tree::former(tx, u.id)?.into_iter();
    Ok(UnionDetail {
        path_names: union::names_on_path(tx, &u.place())?,
        division_name: division::full_name(tx, &u.division_code)?,
        remarks: forms::union_remarks(&u.credit_code).into_iter().map(RemarkDocument::from).collect(),
        dissolved_on: end.map(|(day, _)| day),
        successor_id: end.map(|(_, id)| id),
        successor_name,
        former: former.map(|(valid_to, name, kind)| FormerWords { valid_to, name, kind }).collect(),
        union: u,
    })
}

/// One union.
#[utoipa::path(get, path = "/unions/{id}", tag = "registry", operation_id = "get_union", params(("id" = Id, Path)),
    responses((status = 200, body = UnionDetail)), extensions(("x-permission" = json!("union.read"))))]
pub async fn get_union(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let found = app.store().read(move |tx| {
        let u = union::find(tx, &scope, id)?.ok_or(RegistryError::UnionNotFound)?;
        detail(tx, u)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.union.version))], Json(found)))
}

/// How many members, employers and unions there are at a union and beneath it.
#[utoipa::path(get, path = "/unions/{id}/counts", tag = "registry", operation_id = "get_union_counts",
    params(("id" = Id, Path)), responses((status = 200, body = UnionCounts)),
    extensions(("x-permission" = json!("union.read"))))]
pub async fn get_union_counts(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<UnionCounts>, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let u = union::find(tx, &scope, id)?.ok_or(RegistryError::UnionNotFound)?;
        union_counts(tx, u.id, &u.place())
    });
    Ok(Json(found.await?))
}

/// How many of the members at a union and beneath it are women and migrant workers: each of them is read.
#[utoipa::path(get, path = "/unions/{id}/member_kinds", tag = "registry", operation_id = "count_member_kinds",
    params(("id" = Id, Path)), responses((status = 200, body = MemberKinds)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn count_member_kinds(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MemberKinds>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let seen = union::find_unscoped(tx, id)?.filter(|u| scope.covers(&u.place()));
        let u = seen.ok_or(RegistryError::UnionNotFound)?;
        member_kinds(tx, u.id, &u.place())
    });
    Ok(Json(found.await?))
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
    /// Further fields.
    #[serde(default)]
    form: UnionFacts,
    /// The employer of a new union of one employer, entered with it and covered from the day founded.
    employer: Option<EmployerFacts>,
}

/// The form with its texts and codes in their plain form.
fn checked(words: &Codesets, today: Day, mut form: UnionForm) -> Result<UnionForm> {
    let mut c = Check::default();
    c.text("/name", &mut form.name, 80);
    if form.name.chars().count() < 4 {
        c.refuse("/name", "registry.union-name-short", Params::new());
    }
    c.code(words, "/kind", "union_kind", &form.kind);
    c.code(words, "/level", "union_level", &form.level.to_string());
    c.credit_code("/credit_code", &mut form.credit_code);
    c.text("/chair", &mut form.chair, 50);
    c.text("/contact", &mut form.contact, 30);
    c.text("/address", &mut form.address, 120);
    if let Some(day) = form.founded_on.filter(|d| *d > today) {
        c.refuse("/founded_on", "registry.change-day-future", [("day", day.to_string())].into());
    }
    forms::union_facts(&mut c, words, &mut form.form);
    if form.employer.is_some() && form.kind != kind::SINGLE {
        c.refuse("/employer/name", "registry.employer-single", Params::new());
    }
    c.done()?;
    form.employer = form.employer.map(|e| forms::employer(words, "/employer", e)).transpose()?;
    Ok(form)
}

fn apply(form: &UnionForm, u: &mut Union) {
    u.name.clone_from(&form.name);
    u.kind.clone_from(&form.kind);
    u.division_code.clone_from(&form.division_code);
    u.credit_code.clone_from(&form.credit_code);
    u.founded_on = form.founded_on;
    u.chair.clone_from(&form.chair);
    u.contact.clone_from(&form.contact);
    u.address.clone_from(&form.address);
    u.form.clone_from(&form.form);
}

/// Enters a union, and with a union of one employer that employer.
#[utoipa::path(post, path = "/unions", tag = "registry", operation_id = "create_union", request_body = UnionForm,
    responses((status = 201, body = Union)), extensions(("x-permission" = json!("union.create"))))]
pub async fn create_union(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<UnionForm>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Union, act::Create>()?;
    let may_enter =
        form.employer.as_ref().map(|_| actor.permit::<res::Employer, act::Create>()).transpose()?;
    let (typed, form) = (form.clone(), checked(&app.codesets(), app.clock().today(), form)?);
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &typed, |tx| {
            division_exists(tx, "/division_code", &form.division_code)?;
            let mut u = Union { level: form.level, parent_id: form.parent_id, ..Union::blank() };
            apply(&form, &mut u);
            let made = create_union::create_union(tx, &scope, u)?;
            if let (Some(scope), Some(facts)) = (&may_enter, &form.employer) {
                division_exists(tx, "/employer/division_code", &facts.division_code)?;
                let from = made.founded_on.unwrap_or(tx.today());
                keep_employer::create_employer(tx, scope, facts, made.id, Some(from))?;
            }
            Ok::<_, RegistryError>(made)
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
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
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Union, act::Update>()?;
    let form = checked(&app.codesets(), app.clock().today(), UnionForm { employer: None, ..form })?;
    let after = app.store().write(move |tx| {
        let before = union::find(tx, &scope, id)?.ok_or(RegistryError::UnionNotFound)?;
        // A code that stood already may stay, whatever the table of divisions says today.
        if before.division_code != form.division_code {
            division_exists(tx, "/division_code", &form.division_code)?;
        }
        create_union::edit_union(tx, &scope, id, version, |u| apply(&form, u))
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}
