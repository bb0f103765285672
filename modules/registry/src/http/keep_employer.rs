//! One employer: detail, entry, change, cover.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::RemarkDocument;
use crate::error::{RegistryError, Result};
use crate::facts::EmployerFacts;
use crate::forms;
use crate::ops::divisions::division_exists;
use crate::ops::keep_employer::{self, CoverChange};
use crate::store::division;
use crate::store::employer::{self, Employer};
use crate::store::employer_cover::{self, Cover};

/// An employer with its covers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct EmployerDetail {
    #[serde(flatten)]
    employer: Employer,
    /// Names from the province down.
    division_name: String,
    /// Which union covered it when, oldest first.
    covers: Vec<Cover>,
    /// What a person should look at.
    remarks: Vec<RemarkDocument>,
}

fn detail(tx: &mut Tx<'_>, employer: Employer) -> Result<EmployerDetail> {
    Ok(EmployerDetail {
        division_name: division::full_name(tx, &employer.facts.division_code)?,
        covers: employer_cover::of_employer(tx, employer.id)?,
        remarks: forms::employer_remarks(&employer.facts).into_iter().map(RemarkDocument::from).collect(),
        employer,
    })
}

/// One employer, with the covering union now and before.
#[utoipa::path(get, path = "/employers/{id}", tag = "registry", operation_id = "get_employer",
    params(("id" = Id, Path)), responses((status = 200, body = EmployerDetail)),
    extensions(("x-permission" = json!("employer.read"))))]
pub async fn get_employer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Employer, act::Read>()?;
    let found = app.store().read(move |tx| {
        let found = employer::find(tx, &scope, id)?.ok_or(RegistryError::EmployerNotFound)?;
        detail(tx, found)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.employer.version))], Json(found)))
}

/// The employer form.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EmployerForm {
    #[serde(flatten)]
    facts: EmployerFacts,
    /// The union that covers it or, without a day, only keeps it.
    union_id: Id,
    /// First day of the cover; none while no union covers it.
    covered_from: Option<Day>,
}

/// What became of the entry.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedEmployer {
    id: Id,
}

/// Enters an employer.
#[utoipa::path(post, path = "/employers", tag = "registry", operation_id = "create_employer",
    request_body = EmployerForm, responses((status = 201, body = CreatedEmployer)),
    extensions(("x-permission" = json!("employer.create"))))]
pub async fn create_employer(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<EmployerForm>,
) -> std::result::Result<(StatusCode, Json<CreatedEmployer>), ApiError> {
    let scope = actor.permit::<res::Employer, act::Create>()?;
    let facts = forms::employer(&app.codesets(), "", form.facts.clone())?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &form, |tx| {
            division_exists(tx, "/division_code", &facts.division_code)?;
            let made = keep_employer::create_employer(tx, &scope, &facts, form.union_id, form.covered_from)?;
            Ok::<_, RegistryError>(CreatedEmployer { id: made.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Changes an employer; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/employers/{id}", tag = "registry", operation_id = "edit_employer",
    params(("id" = Id, Path)), request_body = EmployerFacts,
    responses((status = 200, body = EmployerDetail)), extensions(("x-permission" = json!("employer.update"))))]
pub async fn edit_employer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(facts): Json<EmployerFacts>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Employer, act::Update>()?;
    let words = app.codesets().clone();
    let after = app.store().write(move |tx| {
        employer::find(tx, &scope, id)?.ok_or(RegistryError::EmployerNotFound)?;
        let facts = forms::employer(&words, "", facts.clone())?;
        division_exists(tx, "/division_code", &facts.division_code)?;
        let after = keep_employer::edit_employer(tx, &scope, id, version, &facts)?;
        detail(tx, after)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.employer.version))], Json(after)))
}

/// A change of cover.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CoverForm {
    /// The union that covers the employer from then on; none if no union does.
    union_id: Option<Id>,
    /// First day of the new state.
    day: Day,
}

/// Changes which union covers an employer; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/employers/{id}/cover", tag = "registry", operation_id = "cover_employer",
    params(("id" = Id, Path)), request_body = CoverForm,
    responses((status = 200, body = EmployerDetail)), extensions(("x-permission" = json!("employer.update"))))]
pub async fn cover_employer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(form): Json<CoverForm>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Employer, act::Update>()?;
    let change = CoverChange { union_id: form.union_id, day: form.day };
    let after = app.store().write(move |tx| {
        let after = keep_employer::change_cover(tx, &scope, id, version, change)?;
        detail(tx, after)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.employer.version))], Json(after)))
}
