//! Photos of visits to merchants.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::files::transport::{receive_form, send};
use platform::files::{self, FileUse, MediaType, Subject};
use serde::Serialize;
use store::Tx;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::merchant_error::{MerchantError, Result};
use crate::model::merchant::Merchant;
use crate::store::{merchant, visit};

/// Photos of visits to merchants.
const PHOTO: FileUse =
    FileUse { name: "benefit-visit.photo", max_bytes: 10 << 20, types: &[MediaType::Jpeg, MediaType::Png] };
/// Most photos of a visit.
const MOST: usize = 12;
/// Most bytes of a request: a photo with what surrounds it.
const UPLOAD: usize = 12 << 20;

/// Routes of photos, with room for one in a request.
pub fn photo_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(add_benefit_visit_photo))
        .routes(routes!(get_benefit_visit_photo))
        .layer(DefaultBodyLimit::max(UPLOAD))
}

/// A photo to add.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct BenefitVisitPhotoForm {
    /// What it shows, at most 200 characters; before the file.
    note: String,
    /// JPG or PNG, at most 10 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Id of a photo.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AddedBenefitVisitPhoto {
    id: Id,
}

fn there<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &guard::Scope<res::Merchant, A>,
    (merchant_id, id): (Id, Id),
) -> Result<Merchant> {
    let m = merchant::find(tx, scope, merchant_id)?.ok_or(MerchantError::NotFound)?;
    visit::find(tx, m.id, id)?.ok_or(MerchantError::VisitNotFound)?;
    Ok(m)
}

/// Adds a photo to a visit. The same photo again is the one that is there.
#[utoipa::path(post, path = "/benefit_merchants/{id}/visits/{visit_id}/photos", tag = "benefits",
    operation_id = "add_benefit_visit_photo", params(("id" = Id, Path), ("visit_id" = Id, Path)),
    request_body(content = BenefitVisitPhotoForm, content_type = "multipart/form-data"),
    responses((status = 201, body = AddedBenefitVisitPhoto)), extensions(("x-permission" = json!("merchant.update"))))]
pub async fn add_benefit_visit_photo(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, visit_id)): Path<(Id, Id)>,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<(StatusCode, Json<AddedBenefitVisitPhoto>), ApiError> {
    let scope = actor.permit::<res::Merchant, act::Update>()?;
    let seen = scope.clone();
    // Asked before anything is stored: who may not add fills no disk.
    app.store().read(move |tx| there(tx, &seen, (id, visit_id)).map(drop)).await?;
    let (file, note) = receive_form(&app, &PHOTO, multipart).await?;
    let made = app.store().write(move |tx| {
        let m = there(tx, &scope, (id, visit_id))?;
        let all = files::of_record(tx, visit_id)?;
        if let Some(same) = all.iter().find(|a| a.digest == file.digest) {
            return Ok(same.id);
        }
        if all.len() >= MOST {
            return Err(MerchantError::VisitPhotos { most: MOST });
        }
        let of = Subject { id: visit_id, path: &m.union_path };
        Ok(files::attach(tx, &scope, of, "benefit-visit", &PHOTO, &file, &note)?)
    });
    Ok((StatusCode::CREATED, Json(AddedBenefitVisitPhoto { id: made.await? })))
}

/// The bytes of a photo of a visit in sight; recorded before they are answered.
#[utoipa::path(get, path = "/benefit_merchants/{id}/visits/{visit_id}/photos/{file_id}", tag = "benefits",
    operation_id = "get_benefit_visit_photo",
    params(("id" = Id, Path), ("visit_id" = Id, Path), ("file_id" = Id, Path)),
    responses((status = 200, description = "The file", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("merchant.read"))))]
pub async fn get_benefit_visit_photo(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, visit_id, file_id)): Path<(Id, Id, Id)>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Merchant, act::Read>()?;
    let found = app.store().write(move |tx| {
        let m = there(tx, &scope, (id, visit_id))?;
        let of = Subject { id: visit_id, path: &m.union_path };
        Ok::<_, MerchantError>(files::take_out_by(tx, &actor, of, file_id)?)
    });
    let found = found.await?;
    send(&app, &PHOTO, &found).await
}
