//! Lists of zones, stations and service points.

use axum::extract::State;
use axum::response::Response;
use guard::{Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::audit::Changes;
use platform::sealed::Keyring;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::{place_in_sight, seek};
use crate::error::{RegistryError, Result};
use crate::model::zone::{Coordinates, ZoneKind, degrees, zone_seal};
use crate::ops::export::export_zones;
use crate::store::zone::Zone;
use crate::store::zone_list::{self, ZoneFilter, ZoneSort};
use platform::exports::{ExportRequest, Exported, export};

/// Which zones.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct ZoneConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Beginning of the name or of its pinyin initials.
    pub q: Option<String>,
    /// Only this kind.
    pub kind: Option<ZoneKind>,
    /// Only this zone and those directly under it.
    pub parent_id: Option<Id>,
    /// `true`: with a place on the map; `false`: without.
    pub located: Option<bool>,
    /// `true`: closed ones; open ones otherwise.
    pub closed: Option<bool>,
    /// Order; by union and name if missing.
    pub sort: Option<ZoneOrder>,
}

/// Order of a list of zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZoneOrder {
    /// By union and name.
    Union,
    /// By name.
    Name,
}

/// A zone in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ZoneRow {
    pub(super) id: Id,
    pub(super) kind: ZoneKind,
    pub(super) name: String,
    pub(super) union_id: Id,
    pub(super) union_name: String,
    pub(super) parent_id: Option<Id>,
    pub(super) parent_name: String,
    /// Name of the responsible cadre.
    pub(super) cadre_name: String,
    /// Account of the responsible cadre, if they have one.
    pub(super) cadre_id: Option<Id>,
    pub(super) masked_phone: String,
    pub(super) address: String,
    /// Degrees east; none without a place on the map.
    pub(super) lon: Option<f64>,
    /// Degrees north.
    pub(super) lat: Option<f64>,
    /// In which system; none without a place.
    pub(super) coordinates: Option<Coordinates>,
    pub(super) hours: String,
    pub(super) services: String,
    pub(super) valid_from: Day,
    pub(super) valid_to: Option<Day>,
    pub(super) version: i64,
}

pub(super) fn shown(keys: &Keyring, z: Zone) -> Result<ZoneRow> {
    let phone = z.cadre_phone.as_ref().map(|p| keys.open(p, &zone_seal(z.id))).transpose()?;
    Ok(ZoneRow {
        id: z.id,
        kind: z.kind,
        name: z.name,
        union_id: z.union_id,
        union_name: z.union_name,
        parent_id: z.parent_id,
        parent_name: z.parent_name,
        cadre_name: z.cadre_name,
        cadre_id: z.cadre_id,
        masked_phone: kernel::text::mask(&phone.unwrap_or_default(), 3, 4),
        address: z.address,
        lon: z.point.map(|p| degrees(p.lon)),
        lat: z.point.map(|p| degrees(p.lat)),
        coordinates: z.point.map(|p| p.coordinates),
        hours: z.hours,
        services: z.services,
        valid_from: z.valid_from,
        valid_to: z.valid_to,
        version: z.version,
    })
}

fn filter<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Zone, A>,
    c: &ZoneConditions,
) -> Result<ZoneFilter> {
    let sort = match c.sort.unwrap_or(ZoneOrder::Union) {
        ZoneOrder::Union => ZoneSort::Union,
        ZoneOrder::Name => ZoneSort::Name,
    };
    Ok(ZoneFilter {
        path: place_in_sight(tx, scope, c.union_id)?,
        q: c.q.clone(),
        kind: c.kind,
        parent_id: c.parent_id,
        located: c.located,
        closed: c.closed.unwrap_or_default(),
        sort,
    })
}

/// Zones in sight.
#[utoipa::path(get, path = "/zones", tag = "registry", operation_id = "list_zones",
    params(ZoneConditions, PageQuery), responses((status = 200, body = Page<ZoneRow>)),
    extensions(("x-permission" = json!("zone.read"))))]
pub async fn list_zones(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<ZoneConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<ZoneRow>>, ApiError> {
    let scope = actor.permit::<res::Zone, act::Read>()?;
    let (limit, turn) = (page.rows(), page.turn()?);
    let from = turn.as_ref().map(seek);
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        let rows = zone_list::list(tx, &scope, &filter, from.as_ref(), limit + 1)?;
        Ok::<_, RegistryError>((rows, filter.sort))
    });
    let (rows, sort) = found.await?;
    let cursor = |z: &Zone| Cursor { key: sort.key(z), id: z.id };
    let Page { items, next, prev, count } = Page::turned(rows, limit as usize, turn.as_ref(), cursor);
    let items = items.into_iter().map(|z| shown(app.keyring(), z)).collect::<Result<Vec<_>>>()?;
    Ok(Json(Page { items, next, prev, count }))
}

/// How many zones match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/zones/count", tag = "registry", operation_id = "count_zones",
    params(ZoneConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("zone.read"))))]
pub async fn count_zones(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<ZoneConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Zone, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, RegistryError>(zone_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

/// An export of zones.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ZoneExport {
    #[serde(flatten)]
    request: ExportRequest,
    #[serde(flatten)]
    conditions: ZoneConditions,
}

/// Zones as a file, phones masked.
#[utoipa::path(post, path = "/zones/export", tag = "registry", operation_id = "export_zones",
    request_body = ZoneExport,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("zone.export"))))]
pub async fn export_zone_list(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(r): Json<ZoneExport>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Zone, act::Export>()?;
    let (seen, asked) = (scope.clone(), r.conditions.clone());
    let filter = app.store().read(move |tx| filter(tx, &seen, &asked)).await?;
    let kept = Changes::new().note("conditions", serde_json::to_value(&r.conditions).unwrap_or_default());
    let keys = app.keyring().clone();
    let list = Exported { action: "zone.export", title: "片区与服务点", about: Id(0), kept };
    export(app, actor, list, r.request, move |tx, plan, target| {
        export_zones(tx, &keys, &scope, &filter, plan, target)
    })
    .await
}
