//! One zone: detail, entry, change, close, and what lies in it.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, Query, etag};
use kernel::{Day, Id, Params};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use platform::sealed::Keyring;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::get_member::Revealed;
use super::zones::{ZoneRow, shown};
use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::model::zone::{Coordinates, GeoPoint, ZoneKind, micro};
use crate::ops::keep_zone::{self, PhoneEdit, ZoneFacts};
use crate::store::union;
use crate::store::zone::{self, Zone};
use crate::zone_error::ZoneError;

/// A union or an employer that lies in a zone.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ZoneMember {
    /// `union` or `employer`.
    kind: &'static str,
    id: Id,
    name: String,
    since: Day,
}

/// A zone with what lies in it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ZoneDetail {
    #[serde(flatten)]
    row: ZoneRow,
    union_path_names: Vec<String>,
    /// Division of the union that it belongs to.
    division_code: String,
    /// What lies in it.
    members: Vec<ZoneMember>,
    /// Employers in it, those that its unions cover among them.
    employers: i64,
}

fn detail(tx: &mut Tx<'_>, keys: &Keyring, z: Zone) -> Result<ZoneDetail> {
    let member = |m: zone::Member| match m.employer_id.0 {
        0 => ZoneMember { kind: "union", id: m.union_id, name: m.name, since: m.since },
        _ => ZoneMember { kind: "employer", id: m.employer_id, name: m.name, since: m.since },
    };
    Ok(ZoneDetail {
        union_path_names: union::names_on_path(tx, &z.union_path)?,
        division_code: union::find_unscoped(tx, z.union_id)?.map(|u| u.division_code).unwrap_or_default(),
        members: zone::members(tx, z.id)?.into_iter().map(member).collect(),
        employers: zone::employers_in(tx, z.id)?,
        row: shown(keys, z)?,
    })
}

/// One zone.
#[utoipa::path(get, path = "/zones/{id}", tag = "registry", operation_id = "get_zone", params(("id" = Id, Path)),
    responses((status = 200, body = ZoneDetail)), extensions(("x-permission" = json!("zone.read"))))]
pub async fn get_zone(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let (version, found) = found(&app, &actor, id).await?;
    Ok(([(header::ETAG, etag(version))], Json(found)))
}

async fn found(app: &App, actor: &Actor, id: Id) -> std::result::Result<(i64, ZoneDetail), ApiError> {
    let scope = actor.permit::<res::Zone, act::Read>()?;
    let keys = app.keyring().clone();
    let found = app.store().read(move |tx| {
        let z = zone::find(tx, &scope, id)?.ok_or(ZoneError::NotFound)?;
        Ok::<_, RegistryError>((z.version, detail(tx, &keys, z)?))
    });
    Ok(found.await?)
}

/// What lies in a zone, as its page shows it.
pub(super) async fn list_zone_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<ZoneMember>>, ApiError> {
    Ok(Json(found(&app, &actor, id).await?.1.members))
}

/// The form of a zone.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ZoneForm {
    /// What it is; stays as it was entered.
    kind: ZoneKind,
    name: String,
    /// The union that it belongs to; stays as it was entered.
    union_id: Id,
    /// The zone above.
    parent_id: Option<Id>,
    /// Account of the responsible cadre.
    cadre_id: Option<Id>,
    /// Name of the responsible cadre without an account.
    #[serde(default)]
    cadre_name: String,
    /// Mobile of the responsible cadre: missing leaves it as it is, an empty one removes it.
    phone: Option<String>,
    #[serde(default)]
    address: String,
    /// Degrees east; none without a place on the map.
    lon: Option<f64>,
    /// Degrees north.
    lat: Option<f64>,
    /// In which system; `sketch` if missing.
    coordinates: Option<Coordinates>,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    services: String,
    valid_from: Day,
}

/// Checks the form and puts it into its plain form.
fn facts(f: &ZoneForm) -> Result<ZoneFacts> {
    let (mut f, mut c) = (f.clone(), Check::default());
    c.text("/name", &mut f.name, 60);
    c.text("/cadre_name", &mut f.cadre_name, 50);
    c.text("/address", &mut f.address, 120);
    c.text("/hours", &mut f.hours, 100);
    c.text("/services", &mut f.services, 500);
    if f.name.chars().count() < 2 {
        c.refuse("/name", "registry.zone-name-short", Params::new());
    }
    if f.cadre_id.is_none() && f.cadre_name.is_empty() {
        c.refuse("/cadre_name", "registry.zone-cadre-missing", Params::new());
    }
    let phone = match f.phone.as_deref().map(str::trim) {
        None => PhoneEdit::Keep,
        Some("") => PhoneEdit::Remove,
        Some(text) => c.phone("/phone", text).map_or(PhoneEdit::Keep, PhoneEdit::Set),
    };
    let point = match (f.lon, f.lat) {
        (None, None) => None,
        (lon, lat) => {
            let (lon, lat) = (lon.and_then(|d| micro(d, 180.0)), lat.and_then(|d| micro(d, 90.0)));
            for (pointer, read) in [("/lon", lon), ("/lat", lat)] {
                if read.is_none() {
                    c.refuse(pointer, "registry.zone-point", Params::new());
                }
            }
            let coordinates = f.coordinates.unwrap_or(Coordinates::Sketch);
            lon.zip(lat).map(|(lon, lat)| GeoPoint { lon, lat, coordinates })
        }
    };
    c.done()?;
    Ok(ZoneFacts {
        kind: f.kind,
        name: f.name,
        union_id: f.union_id,
        parent_id: f.parent_id,
        cadre_id: f.cadre_id,
        cadre_name: f.cadre_name,
        phone,
        address: f.address,
        point,
        hours: f.hours,
        services: f.services,
        valid_from: f.valid_from,
    })
}

/// What became of the entry.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedZone {
    id: Id,
}

/// Enters a zone.
#[utoipa::path(post, path = "/zones", tag = "registry", operation_id = "create_zone", request_body = ZoneForm,
    responses((status = 201, body = CreatedZone)), extensions(("x-permission" = json!("zone.create"))))]
pub async fn create_zone(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<ZoneForm>,
) -> std::result::Result<(StatusCode, Json<CreatedZone>), ApiError> {
    let scope = actor.permit::<res::Zone, act::Create>()?;
    let (facts, keys) = (facts(&form)?, app.keyring().clone());
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &form, |tx| {
            let made = keep_zone::create_zone(tx, &keys, &scope, &facts)?;
            Ok::<_, RegistryError>(CreatedZone { id: made.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Changes a zone; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/zones/{id}", tag = "registry", operation_id = "edit_zone", params(("id" = Id, Path)),
    request_body = ZoneForm, responses((status = 200, body = ZoneDetail)),
    extensions(("x-permission" = json!("zone.update"))))]
pub async fn edit_zone(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(form): Json<ZoneForm>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Zone, act::Update>()?;
    let keys = app.keyring().clone();
    let after = app.store().write(move |tx| {
        zone::find(tx, &scope, id)?.ok_or(ZoneError::NotFound)?;
        let after = keep_zone::edit_zone(tx, &keys, &scope, (id, version), &facts(&form)?)?;
        Ok::<_, RegistryError>((after.version, detail(tx, &keys, after)?))
    });
    let (version, after) = after.await?;
    Ok(([(header::ETAG, etag(version))], Json(after)))
}

/// The last day of a zone.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ZoneEnd {
    /// Not after today.
    last_day: Day,
}

/// Closes a zone; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/zones/{id}/close", tag = "registry", operation_id = "close_zone",
    params(("id" = Id, Path)), request_body = ZoneEnd, responses((status = 200, body = ZoneDetail)),
    extensions(("x-permission" = json!("zone.update"))))]
pub async fn close_zone(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(end): Json<ZoneEnd>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Zone, act::Update>()?;
    let keys = app.keyring().clone();
    let after = app.store().write(move |tx| {
        let after = keep_zone::close_zone(tx, &scope, (id, version), end.last_day)?;
        Ok::<_, RegistryError>((after.version, detail(tx, &keys, after)?))
    });
    let (version, after) = after.await?;
    Ok(([(header::ETAG, etag(version))], Json(after)))
}

/// Most unions and most employers of a zone.
const MOST_MEMBERS: usize = 1_000;

/// What lies in a zone.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ZoneMembers {
    /// All unions in it.
    union_ids: Vec<Id>,
    /// All employers in it that none of its unions stands for.
    employer_ids: Vec<Id>,
}

/// Says which unions and employers lie in a zone from today on; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/zones/{id}/members", tag = "registry", operation_id = "set_zone_members",
    params(("id" = Id, Path)), request_body = ZoneMembers, responses((status = 200, body = ZoneDetail)),
    extensions(("x-permission" = json!("zone.update"))))]
pub async fn set_zone_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(all): Json<ZoneMembers>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Zone, act::Update>()?;
    let mut check = Check::default();
    for (pointer, n) in [("/union_ids", all.union_ids.len()), ("/employer_ids", all.employer_ids.len())] {
        if n > MOST_MEMBERS {
            check.refuse(pointer, "registry.zone-many", [("most", MOST_MEMBERS.to_string())].into());
        }
    }
    check.done()?;
    let keys = app.keyring().clone();
    let after = app.store().write(move |tx| {
        let seen = (id, version);
        let after = keep_zone::set_zone_members(tx, &scope, seen, &all.union_ids, &all.employer_ids)?;
        Ok::<_, RegistryError>((after.version, detail(tx, &keys, after)?))
    });
    let (version, after) = after.await?;
    Ok(([(header::ETAG, etag(version))], Json(after)))
}

/// Why the phone is needed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct ZoneRevealRequest {
    /// At least four characters, e.g. 联系责任人.
    purpose: String,
}

/// The phone of the responsible cadre in full; recorded before it is answered.
#[utoipa::path(post, path = "/zones/{id}/reveal", tag = "registry", operation_id = "reveal_zone",
    params(("id" = Id, Path)), request_body = ZoneRevealRequest, responses((status = 200, body = Revealed)),
    extensions(("x-permission" = json!("zone.reveal"))))]
pub async fn reveal_zone(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<ZoneRevealRequest>,
) -> std::result::Result<Json<Revealed>, ApiError> {
    let scope = actor.permit::<res::Zone, act::Reveal>()?;
    let keys = app.keyring().clone();
    let value =
        app.store().write(move |tx| keep_zone::reveal_zone_phone(tx, &keys, &scope, id, &request.purpose));
    Ok(Json(Revealed { value: value.await? }))
}

/// Of which union.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct CadreQuery {
    /// Union of the zone; without one nothing is found.
    union_id: Option<Id>,
}

/// A cadre who may answer for a zone.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ZoneCadre {
    /// Account.
    id: Id,
    name: String,
}

/// Cadres with an account who may answer for a zone of a union: its own or, where it has none, those of the union above.
#[utoipa::path(get, path = "/zone_cadres", tag = "registry", operation_id = "list_zone_cadres",
    params(CadreQuery), responses((status = 200, body = Vec<ZoneCadre>)),
    extensions(("x-permission" = json!("zone.update"))))]
pub async fn list_zone_cadres(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<CadreQuery>,
) -> std::result::Result<Json<Vec<ZoneCadre>>, ApiError> {
    let scope = actor.permit::<res::Zone, act::Update>()?;
    let union = query.union_id.ok_or(RegistryError::UnionNotFound)?;
    let found = app.store().read(move |tx| keep_zone::zone_cadres(tx, &scope, union));
    Ok(Json(found.await?.into_iter().map(|(id, name)| ZoneCadre { id, name }).collect()))
}
