//! Shapes of divisions for maps, and the packs that they come with.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{act, res};
use http_base::{ApiError, IfMatch, Json, Path, Query, etag};
use kernel::{Id, Status};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::model::zone::Coordinates;
use crate::ops::load_shapes::{self, PackFacts, pack_facts, refused};
use crate::rules::shapes::{MOST_BYTES, read_shapes};
use crate::store::shape::{self, Shape, ShapePack};
use platform::files::transport::unreadable;

/// Which shapes.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct ShapeQuery {
    /// The division whose children are drawn; itself where only it has a shape.
    #[serde(default)]
    parent_code: String,
}

/// The outline of a division.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShapeRow {
    code: String,
    name: String,
    /// Coordinates of a GeoJSON MultiPolygon: polygons, rings, positions, longitude before latitude.
    outline: Vec<Vec<Vec<Vec<f64>>>>,
}

/// Outlines with the packs that they come with, whose source and 审图号 stand under the map.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DivisionShapes {
    packs: Vec<ShapePack>,
    shapes: Vec<ShapeRow>,
}

fn row(s: Shape) -> Result<ShapeRow, RegistryError> {
    let wrong = |_| store::DbError::Inconsistent(format!("shape of {}", s.code));
    Ok(ShapeRow { outline: serde_json::from_str(&s.outline).map_err(wrong)?, code: s.code, name: s.name })
}

/// The outlines of the divisions directly under one. With `If-None-Match` and nothing new the answer is 304.
#[utoipa::path(get, path = "/division_shapes", tag = "registry", operation_id = "list_division_shapes",
    params(ShapeQuery), responses((status = 200, body = DivisionShapes), (status = 304)),
    extensions(("x-permission" = json!("map.read"))))]
pub async fn list_division_shapes(
    State(app): State<App>,
    Staff(actor): Staff,
    headers: HeaderMap,
    Query(query): Query<ShapeQuery>,
) -> Result<Response, ApiError> {
    actor.permit::<res::Map, act::Read>()?;
    let code = query.parent_code.clone();
    let stamp = app.store().read(move |tx| shape::stamp(tx, &code)).await?;
    let parts: Vec<String> = stamp.iter().map(|(id, version)| format!("{id}.{version}")).collect();
    let tag = HeaderValue::from_str(&format!("\"{}\"", parts.join("-")))
        .unwrap_or_else(|_| HeaderValue::from_static("\"\""));
    // Kept by the browser, asked again each time: no personal data.
    let kept =
        [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"))];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|seen| *seen == tag) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let found = app.store().read(move |tx| {
        let shapes = shape::under(tx, &query.parent_code)?;
        let mut packs = Vec::new();
        for (id, _) in &stamp {
            packs.extend(shape::find(tx, *id)?.filter(|p| shapes.iter().any(|s| s.pack_id == p.id)));
        }
        let shapes = shapes.into_iter().map(row).collect::<Result<Vec<_>, _>>()?;
        Ok::<_, RegistryError>(DivisionShapes { packs, shapes })
    });
    Ok((kept, Json(found.await?)).into_response())
}

/// A division whose children a pack draws.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DrawnDivision {
    code: String,
    name: String,
    /// Children drawn.
    shapes: i64,
}

/// A pack and what it draws.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PackRow {
    #[serde(flatten)]
    pack: ShapePack,
    /// Divisions whose children it draws, at most 200.
    draws: Vec<DrawnDivision>,
}

/// All packs of shapes, newest first.
#[utoipa::path(get, path = "/shape_packs", tag = "registry", operation_id = "list_shape_packs",
    responses((status = 200, body = Vec<PackRow>)), extensions(("x-permission" = json!("map.read"))))]
pub async fn list_shape_packs(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<PackRow>>, ApiError> {
    actor.permit::<res::Map, act::Read>()?;
    let found = app.store().read(|tx| {
        let mut rows = Vec::new();
        for pack in shape::packs(tx)? {
            let draws = shape::parents(tx, pack.id)?.into_iter();
            let draws = draws.map(|(code, name, shapes)| DrawnDivision { code, name, shapes }).collect();
            rows.push(PackRow { pack, draws });
        }
        Ok::<_, store::DbError>(rows)
    });
    Ok(Json(found.await?))
}

/// A file of shapes and what it says of itself.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct PackForm {
    /// At most 60 characters.
    name: String,
    /// Where the shapes come from, at most 200 characters.
    source: String,
    /// 审图号, or empty.
    review_number: String,
    coordinates: Coordinates,
    /// GeoJSON FeatureCollection, at most 12 MB; each feature has the code of its division as property `code` or
    /// `adcode`, or as id.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Reads the form; the file stays in memory, bounded.
async fn receive(multipart: Result<Multipart, MultipartRejection>) -> Result<(PackFacts, Vec<u8>), ApiError> {
    let lost = || ApiError::of(Status::BadRequest, "platform.upload-unreadable");
    let mut multipart = multipart.map_err(|_| lost())?;
    let mut facts = PackFacts {
        name: String::new(),
        source: String::new(),
        review_number: String::new(),
        coordinates: Coordinates::Sketch,
    };
    let mut bytes = Vec::new();
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            while let Some(part) = field.chunk().await.map_err(unreadable)? {
                bytes.extend_from_slice(&part);
                if bytes.len() > MOST_BYTES {
                    return Err(ApiError::of(Status::TooLarge, "registry.shapes-big"));
                }
            }
            continue;
        }
        let text = field.text().await.map_err(unreadable)?;
        match name.as_str() {
            "name" => facts.name = text,
            "source" => facts.source = text,
            "review_number" => facts.review_number = text,
            "coordinates" => facts.coordinates = Coordinates::parse(&text).ok_or_else(lost)?,
            _ => {}
        }
    }
    Ok((pack_facts(facts)?, bytes))
}

/// Loads a pack of shapes.
#[utoipa::path(post, path = "/shape_packs", tag = "registry", operation_id = "load_shape_pack",
    request_body(content = PackForm, content_type = "multipart/form-data"),
    responses((status = 201, body = ShapePack)), extensions(("x-permission" = json!("map.create"))))]
pub async fn load_shape_pack(
    State(app): State<App>,
    Staff(actor): Staff,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<ShapePack>), ApiError> {
    let scope = actor.permit::<res::Map, act::Create>()?;
    let (facts, bytes) = receive(multipart).await?;
    let shapes = read_shapes(&bytes).map_err(refused)?;
    let made = app.store().write(move |tx| load_shapes::load_pack(tx, &scope, &facts, &shapes));
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Loads a pack again: its shapes are replaced as a whole; `If-Match` carries the version that was seen.
#[utoipa::path(put, path = "/shape_packs/{id}", tag = "registry", operation_id = "replace_shape_pack",
    params(("id" = Id, Path)), request_body(content = PackForm, content_type = "multipart/form-data"),
    responses((status = 200, body = ShapePack)), extensions(("x-permission" = json!("map.update"))))]
pub async fn replace_shape_pack(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Map, act::Update>()?;
    let (facts, bytes) = receive(multipart).await?;
    let shapes = read_shapes(&bytes).map_err(refused)?;
    let seen = (id, version);
    let made = app.store().write(move |tx| load_shapes::replace_pack(tx, &scope, seen, &facts, &shapes));
    let made = made.await?;
    Ok(([(header::ETAG, etag(made.version))], Json(made)))
}

/// Removes a pack with its shapes; `If-Match` carries the version that was seen.
#[utoipa::path(delete, path = "/shape_packs/{id}", tag = "registry", operation_id = "remove_shape_pack",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("map.update"))))]
pub async fn remove_shape_pack(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Map, act::Update>()?;
    app.store().write(move |tx| load_shapes::remove_pack(tx, &scope, (id, version))).await?;
    Ok(StatusCode::NO_CONTENT)
}
