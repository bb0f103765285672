//! Zones, stations and service points, and what lies in them.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::zone::{Coordinates, GeoPoint, ZoneKind};

store::statements! {
    BY_ID = reference,
        "SELECT z.id, z.kind, z.name, z.union_id, u.name, z.union_path, z.parent_id, p.name, z.cadre_id, z.cadre_name,
           z.cadre_phone, z.address, z.located, z.lon, z.lat, z.coordinates, z.hours, z.services, z.valid_from, z.valid_to,
           z.version
         FROM zone z LEFT JOIN trade_union u ON u.id = z.union_id LEFT JOIN zone p ON p.id = z.parent_id WHERE z.id = $1";
    INSERT = reference,
        "INSERT INTO zone (id, kind, name, name_key, initials, union_id, union_path, parent_id, cadre_id, cadre_name,
           cadre_phone, address, located, lon, lat, coordinates, hours, services, valid_from, valid_to, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 99991231, 1)";
    UPDATE = reference,
        "UPDATE zone SET version = version + 1, name = $3, name_key = $4, initials = $5, parent_id = $6, cadre_id = $7,
           cadre_name = $8, cadre_phone = $9, address = $10, located = $11, lon = $12, lat = $13, coordinates = $14,
           hours = $15, services = $16, valid_from = $17
         WHERE id = $1 AND version = $2";
    CLOSE = reference, "UPDATE zone SET version = version + 1, valid_to = $3 WHERE id = $1 AND version = $2";
    RAISE = reference, "UPDATE zone SET version = version + 1 WHERE id = $1 AND version = $2";
    OPEN_CHILDREN = reference,
        "SELECT count(*) FROM zone WHERE parent_id = $1 AND valid_to = 99991231";
    MEMBERS = reference,
        "SELECT m.union_id, m.employer_id, u.name, e.name, m.valid_from FROM zone_union m
           LEFT JOIN trade_union u ON u.id = m.union_id LEFT JOIN employer e ON e.id = m.employer_id
         WHERE m.zone_id = $1 AND m.valid_to = 99991231 ORDER BY m.union_id, m.employer_id";
    ADD_MEMBER = reference,
        "INSERT INTO zone_union (zone_id, union_id, employer_id, valid_from, valid_to) VALUES ($1, $2, $3, $4, 99991231)
         ON CONFLICT (zone_id, union_id, employer_id, valid_from) DO UPDATE SET valid_to = 99991231";
    END_MEMBER = reference,
        "UPDATE zone_union SET valid_to = $4
         WHERE zone_id = $1 AND union_id = $2 AND employer_id = $3 AND valid_to = 99991231 AND valid_from <= $4";
    /// What began on the very day was a slip.
    DROP_MEMBER = reference,
        "DELETE FROM zone_union
         WHERE zone_id = $1 AND union_id = $2 AND employer_id = $3 AND valid_to = 99991231 AND valid_from > $4";
    ZONE_OF = reference,
        "SELECT z.id, z.name FROM zone_union m JOIN zone z ON z.id = m.zone_id
         WHERE m.union_id = $1 AND m.employer_id = $2 AND m.valid_to = 99991231";
    TAKE_OVER = reference,
        "UPDATE zone SET union_id = $2, union_path = $3, version = version + 1 WHERE union_id = $1 AND valid_to = 99991231";
    /// Employers covered by the unions of the zone, and those that lie in it by themselves.
    EMPLOYERS_IN = reference,
        "SELECT count(*) FROM (
           SELECT c.employer_id AS id FROM employer_cover c WHERE c.valid_to = 99991231 AND c.union_id IN
             (SELECT union_id FROM zone_union WHERE zone_id = $1 AND valid_to = 99991231 AND union_id <> 0)
           UNION SELECT employer_id AS id FROM zone_union WHERE zone_id = $1 AND valid_to = 99991231 AND employer_id <> 0
         ) counted";
    EMPLOYER_PLACE = reference, "SELECT union_path FROM employer WHERE id = $1";
}

/// Columns of a zone as [`zone`] reads them.
pub(super) const COLUMNS: &str = "z.id, z.kind, z.name, z.union_id, u.name, z.union_path, z.parent_id, p.name, z.cadre_id,
     z.cadre_name, z.cadre_phone, z.address, z.located, z.lon, z.lat, z.coordinates, z.hours, z.services, z.valid_from,
     z.valid_to, z.version";

/// A zone as stored; the phone still sealed.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Zone.
    pub id: Id,
    /// What it is.
    pub kind: ZoneKind,
    /// Name.
    pub name: String,
    /// The union that it belongs to.
    pub union_id: Id,
    /// That union's name.
    pub union_name: String,
    /// That union's place.
    pub union_path: OrgPath,
    /// The zone above.
    pub parent_id: Option<Id>,
    /// That zone's name.
    pub parent_name: String,
    /// Account of the responsible cadre, if they have one.
    pub cadre_id: Option<Id>,
    /// Name of the responsible cadre.
    pub cadre_name: String,
    /// Sealed mobile; none if not known.
    pub cadre_phone: Option<Vec<u8>>,
    /// Address.
    pub address: String,
    /// Place on the map.
    pub point: Option<GeoPoint>,
    /// Opening hours, in words.
    pub hours: String,
    /// What is done there, in words.
    pub services: String,
    /// First day.
    pub valid_from: Day,
    /// Last day; none while it is open.
    pub valid_to: Option<Day>,
    /// Rises with each change.
    pub version: i64,
}

/// Reads [`COLUMNS`].
pub(super) fn zone(row: &Row) -> DbResult<Zone> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let wrong = |what: &str| DbError::Inconsistent(format!("zone {id}: {what}"));
    let set = |id: Id| Some(id).filter(|id| id.0 != 0);
    let kind = ZoneKind::parse(&r.next::<String>()?).ok_or_else(|| wrong("kind"))?;
    let (name, union_id) = (r.next()?, r.next()?);
    let union_name = r.next::<Option<String>>()?.unwrap_or_default();
    let (union_path, parent_id) = (r.next()?, set(r.next()?));
    let parent_name = r.next::<Option<String>>()?.unwrap_or_default();
    let (cadre_id, cadre_name, cadre_phone) = (set(r.next()?), r.next()?, r.next()?);
    let (address, located, lon, lat) = (r.next()?, r.next::<i64>()? != 0, r.next()?, r.next()?);
    let coordinates = Coordinates::parse(&r.next::<String>()?).ok_or_else(|| wrong("coordinates"))?;
    let (hours, services, valid_from, valid_to) = (r.next()?, r.next()?, r.next()?, r.next::<Day>()?);
    Ok(Zone {
        id,
        kind,
        name,
        union_id,
        union_name,
        union_path,
        parent_id,
        parent_name,
        cadre_id,
        cadre_name,
        cadre_phone,
        address,
        point: located.then_some(GeoPoint { lon, lat, coordinates }),
        hours,
        services,
        valid_from,
        valid_to: Some(valid_to).filter(|d| *d != Day::OPEN),
        version: r.next()?,
    })
}

/// A zone within the scope.
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Zone, A>, id: Id) -> DbResult<Option<Zone>> {
    Ok(by_id(tx, id)?.filter(|z| scope.covers(&z.union_path)))
}

/// A zone, for the program itself and the rooms that stand on zones.
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Zone>> {
    tx.query_one(&BY_ID, params![id], zone)
}

fn on_map(point: Option<GeoPoint>) -> (i64, i64, i64, &'static str) {
    point.map_or((0, 0, 0, Coordinates::Sketch.code()), |p| (1, p.lon, p.lat, p.coordinates.code()))
}

/// Stores a new zone.
pub fn insert(tx: &mut Tx<'_>, z: &Zone) -> DbResult<()> {
    let (located, lon, lat, coordinates) = on_map(z.point);
    let args = params![
        z.id,
        z.kind.code(),
        &z.name,
        kernel::text::name_key(&z.name),
        kernel::text::pinyin_initials(&z.name),
        z.union_id,
        z.union_path.as_str(),
        z.parent_id.unwrap_or(Id(0)),
        z.cadre_id.unwrap_or(Id(0)),
        &z.cadre_name,
        z.cadre_phone.as_ref(),
        &z.address,
        located,
        lon,
        lat,
        coordinates,
        &z.hours,
        &z.services,
        z.valid_from
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Changes a zone; kind and union stay. `false` if its version is not the present one.
pub fn update(tx: &mut Tx<'_>, z: &Zone) -> DbResult<bool> {
    let (located, lon, lat, coordinates) = on_map(z.point);
    let args = params![
        z.id,
        z.version,
        &z.name,
        kernel::text::name_key(&z.name),
        kernel::text::pinyin_initials(&z.name),
        z.parent_id.unwrap_or(Id(0)),
        z.cadre_id.unwrap_or(Id(0)),
        &z.cadre_name,
        z.cadre_phone.as_ref(),
        &z.address,
        located,
        lon,
        lat,
        coordinates,
        &z.hours,
        &z.services,
        z.valid_from
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// Closes a zone with a last day; `false` if the version is not the present one.
pub fn close(tx: &mut Tx<'_>, id: Id, version: i64, last: Day) -> DbResult<bool> {
    Ok(tx.execute(&CLOSE, params![id, version, last])? == 1)
}

/// Raises the version alone; `false` if it is not the present one.
pub fn raise(tx: &mut Tx<'_>, id: Id, version: i64) -> DbResult<bool> {
    Ok(tx.execute(&RAISE, params![id, version])? == 1)
}

/// How many open zones stand under it.
pub fn open_children(tx: &mut Tx<'_>, id: Id) -> DbResult<i64> {
    tx.query_one(&OPEN_CHILDREN, params![id], |r| r.get(0)).map(Option::unwrap_or_default)
}

/// What lies in a zone: a union or a single employer; the other id is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Union, or 0.
    pub union_id: Id,
    /// Employer, or 0.
    pub employer_id: Id,
    /// Its name.
    pub name: String,
    /// Since when.
    pub since: Day,
}

/// What lies in a zone today.
pub fn members(tx: &mut Tx<'_>, zone: Id) -> DbResult<Vec<Member>> {
    tx.query(&MEMBERS, params![zone], |r| {
        let name = r.get::<Option<String>>(2)?.or(r.get::<Option<String>>(3)?).unwrap_or_default();
        Ok(Member { union_id: r.get(0)?, employer_id: r.get(1)?, name, since: r.get(4)? })
    })
}

/// Puts a union or an employer into a zone from a day on.
///
/// # Errors
/// [`DbError::Conflict`] if it lies in another one.
pub fn add_member(tx: &mut Tx<'_>, zone: Id, (union_id, employer_id): (Id, Id), from: Day) -> DbResult<()> {
    tx.execute(&ADD_MEMBER, params![zone, union_id, employer_id, from]).map(drop)
}

/// Takes a union or an employer out of a zone from a day on.
pub fn end_member(tx: &mut Tx<'_>, zone: Id, (union_id, employer_id): (Id, Id), from: Day) -> DbResult<()> {
    let last = from.plus_days(-1);
    tx.execute(&END_MEMBER, params![zone, union_id, employer_id, last])?;
    tx.execute(&DROP_MEMBER, params![zone, union_id, employer_id, last]).map(drop)
}

/// The zone in which a union or an employer lies today: id and name.
pub fn zone_of(tx: &mut Tx<'_>, (union_id, employer_id): (Id, Id)) -> DbResult<Option<(Id, String)>> {
    tx.query_one(&ZONE_OF, params![union_id, employer_id], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The zones that a union keeps are kept by another one.
pub fn take_over(tx: &mut Tx<'_>, from: Id, to: Id, path: &OrgPath) -> DbResult<()> {
    tx.execute(&TAKE_OVER, params![from, to, path]).map(drop)
}

/// How many employers lie in a zone, those that its unions cover among them.
pub fn employers_in(tx: &mut Tx<'_>, zone: Id) -> DbResult<i64> {
    tx.query_one(&EMPLOYERS_IN, params![zone], |r| r.get(0)).map(Option::unwrap_or_default)
}

/// The place of an employer.
pub fn employer_place(tx: &mut Tx<'_>, employer: Id) -> DbResult<Option<OrgPath>> {
    tx.query_one(&EMPLOYER_PLACE, params![employer], |r| r.get(0))
}
