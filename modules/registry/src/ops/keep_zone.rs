//! Keeps zones, stations and service points (docs/rules §4): entered, changed, closed, and what lies in them.

use guard::act::Action;
use guard::{ActionKind, ResourceKind, Scope, act, res};
use kernel::{Day, Id, Params, Phone};
use platform::accounts;
use platform::audit::{self, Changes, Entry};
use platform::sealed::Keyring;
use store::Tx;

use super::responsible::responsible;
use crate::error::{RegistryError, Result, field};
use crate::model::zone::{GeoPoint, ZoneKind, degrees, zone_seal};
use crate::store::union::{self, Union};
use crate::store::zone::{self, Zone};
use crate::zone_error::ZoneError;

/// What becomes of the phone in an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneEdit {
    /// It stays.
    Keep,
    /// There is none.
    Remove,
    /// This one.
    Set(Phone),
}

/// The form of a zone, its fields checked already.
#[derive(Clone, Debug)]
pub struct ZoneFacts {
    /// What it is.
    pub kind: ZoneKind,
    /// Name.
    pub name: String,
    /// The union that it belongs to.
    pub union_id: Id,
    /// The zone above.
    pub parent_id: Option<Id>,
    /// Account of the responsible cadre.
    pub cadre_id: Option<Id>,
    /// Name of the responsible cadre; the account's where there is one.
    pub cadre_name: String,
    /// Phone.
    pub phone: PhoneEdit,
    /// Address.
    pub address: String,
    /// Place on the map.
    pub point: Option<GeoPoint>,
    /// Opening hours.
    pub hours: String,
    /// What is done there.
    pub services: String,
    /// First day.
    pub valid_from: Day,
}

fn invalid(pointer: &str, code: &'static str, params: Params) -> RegistryError {
    RegistryError::Invalid(vec![field(pointer, code, params)])
}

fn place<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Zone, A>, union_id: Id) -> Result<Union> {
    let found = union::find_unscoped(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let u = found.ok_or(RegistryError::UnionNotFound)?;
    if u.state == "dissolved" {
        return Err(RegistryError::UnionDissolved { name: u.name });
    }
    Ok(u)
}

/// The zone above must be open, of a kind that it may stand under, and of the same union or one above.
fn parent(tx: &mut Tx<'_>, u: &Union, f: &ZoneFacts, own: Option<Id>) -> Result<String> {
    let Some(id) = f.parent_id else { return Ok(String::new()) };
    let found = zone::by_id(tx, id)?.filter(|p| p.union_path.covers(&u.place()) && Some(p.id) != own);
    let Some(p) = found else {
        return Err(invalid("/parent_id", "registry.zone-parent-gone", Params::new()));
    };
    if p.valid_to.is_some() {
        return Err(ZoneError::Closed { name: p.name }.into());
    }
    if !f.kind.may_stand_under(Some(p.kind)) {
        let words = [("kind", f.kind.title().to_owned()), ("parent", p.kind.title().to_owned())].into();
        return Err(invalid("/parent_id", "registry.zone-parent", words));
    }
    Ok(p.name)
}

/// Cadres who may answer for a zone of this union: account and name.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn zone_cadres(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Zone, act::Update>,
    union_id: Id,
) -> Result<Vec<(Id, String)>> {
    let u = place(tx, scope, union_id)?;
    let mut all = Vec::new();
    for id in responsible(tx, &u.place(), (ResourceKind::Duty, ActionKind::Update))? {
        all.extend(accounts::name_of(tx, id)?.map(|name| (id, name)));
    }
    Ok(all)
}

/// The name of the responsible cadre: the account's, or the one that was written.
fn cadre(tx: &mut Tx<'_>, f: &ZoneFacts, before: Option<&Zone>) -> Result<String> {
    let Some(id) = f.cadre_id else { return Ok(f.cadre_name.clone()) };
    if before.is_some_and(|z| z.cadre_id == Some(id)) {
        return Ok(before.map(|z| z.cadre_name.clone()).unwrap_or_default());
    }
    let name = accounts::name_of(tx, id)?;
    name.ok_or_else(|| invalid("/cadre_id", "registry.zone-cadre", Params::new()))
}

/// Enters a zone.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`RegistryError::UnionDissolved`], [`RegistryError::Invalid`],
/// [`ZoneError::Closed`] for a closed zone above.
pub fn create_zone(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Zone, act::Create>,
    f: &ZoneFacts,
) -> Result<Zone> {
    let u = place(tx, scope, f.union_id)?;
    let (id, parent_name, cadre_name) = (tx.new_id(), parent(tx, &u, f, None)?, cadre(tx, f, None)?);
    let phone = match &f.phone {
        PhoneEdit::Set(p) => Some(keys.seal(p.as_str(), &zone_seal(id))),
        PhoneEdit::Keep | PhoneEdit::Remove => None,
    };
    let z = Zone {
        id,
        kind: f.kind,
        name: f.name.clone(),
        union_id: u.id,
        union_name: u.name.clone(),
        union_path: u.place(),
        parent_id: f.parent_id,
        parent_name,
        cadre_id: f.cadre_id,
        cadre_name,
        cadre_phone: phone,
        address: f.address.clone(),
        point: f.point,
        hours: f.hours.clone(),
        services: f.services.clone(),
        valid_from: f.valid_from,
        valid_to: None,
        version: 1,
    };
    zone::insert(tx, &z)?;
    let changes = told(Changes::new(), None, &z);
    let entry = Entry { union_path: Some(&z.union_path), changes, ..Entry::of("zone.create", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(z)
}

/// How a field is told.
type Told = fn(&Zone) -> String;

/// Old and new values; of the phone only that it changed.
fn told(changes: Changes, before: Option<&Zone>, z: &Zone) -> Changes {
    let text = |of: Told| (before.map(of).unwrap_or_default(), of(z));
    let point = |z: &Zone| {
        z.point.map_or_else(String::new, |p| {
            format!("{:.6}, {:.6} {}", degrees(p.lon), degrees(p.lat), p.coordinates.code())
        })
    };
    let rows: [(&str, Told); 8] = [
        ("name", |z| z.name.clone()),
        ("zone_kind", |z| z.kind.title().to_owned()),
        ("home_union", |z| z.union_name.clone()),
        ("parent_zone", |z| z.parent_name.clone()),
        ("cadre", |z| z.cadre_name.clone()),
        ("address", |z| z.address.clone()),
        ("hours", |z| z.hours.clone()),
        ("services", |z| z.services.clone()),
    ];
    let changes = rows.into_iter().fold(changes, |c, (name, of)| {
        let (old, new) = text(of);
        c.field(name, old, new)
    });
    let changes = changes.field("point", before.map(point).unwrap_or_default(), point(z)).field(
        "valid_from",
        before.map_or_else(String::new, |b| b.valid_from.to_string()),
        z.valid_from.to_string(),
    );
    if before.and_then(|b| b.cadre_phone.as_ref()) == z.cadre_phone.as_ref() {
        return changes;
    }
    changes.note("phone_changed", true)
}

fn open<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Zone, A>, id: Id, version: i64) -> Result<Zone> {
    let z = zone::find(tx, scope, id)?.ok_or(ZoneError::NotFound)?;
    if z.version != version {
        return Err(RegistryError::Stale { version: z.version });
    }
    if z.valid_to.is_some() {
        return Err(ZoneError::Closed { name: z.name }.into());
    }
    Ok(z)
}

/// Changes a zone; kind and union stay as they were entered.
///
/// # Errors
/// [`ZoneError::NotFound`] outside the scope, [`ZoneError::Closed`], [`RegistryError::Stale`],
/// [`RegistryError::Invalid`].
pub fn edit_zone(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Zone, act::Update>,
    (id, version): (Id, i64),
    f: &ZoneFacts,
) -> Result<Zone> {
    let before = open(tx, scope, id, version)?;
    let f = ZoneFacts { kind: before.kind, union_id: before.union_id, ..f.clone() };
    let u = place(tx, scope, before.union_id)?;
    let (parent_name, cadre_name) = (parent(tx, &u, &f, Some(id))?, cadre(tx, &f, Some(&before))?);
    let phone = match &f.phone {
        PhoneEdit::Keep => before.cadre_phone.clone(),
        PhoneEdit::Remove => None,
        PhoneEdit::Set(p) => Some(keys.seal(p.as_str(), &zone_seal(id))),
    };
    let after = Zone {
        name: f.name,
        parent_id: f.parent_id,
        parent_name,
        cadre_id: f.cadre_id,
        cadre_name,
        cadre_phone: phone,
        address: f.address,
        point: f.point,
        hours: f.hours,
        services: f.services,
        valid_from: f.valid_from,
        ..before.clone()
    };
    if !zone::update(tx, &after)? {
        return Err(RegistryError::Stale { version: before.version });
    }
    let changes = told(Changes::new(), Some(&before), &after);
    let entry = Entry { union_path: Some(&after.union_path), changes, ..Entry::of("zone.update", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(Zone { version: version + 1, ..after })
}

/// Closes a zone with a last day; what lay in it lies in it no longer from the day after.
///
/// # Errors
/// [`ZoneError::NotFound`] outside the scope, [`ZoneError::Closed`], [`RegistryError::Stale`],
/// [`ZoneError::InUse`] while an open zone stands under it, [`RegistryError::Invalid`] for a day before the first
/// or after today.
pub fn close_zone(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Zone, act::Update>,
    (id, version): (Id, i64),
    last: Day,
) -> Result<Zone> {
    let z = open(tx, scope, id, version)?;
    if last < z.valid_from || last > tx.today() {
        let words = [("from", z.valid_from.to_string()), ("to", tx.today().to_string())].into();
        return Err(invalid("/last_day", "registry.zone-last-day", words));
    }
    if zone::open_children(tx, id)? > 0 {
        return Err(ZoneError::InUse { name: z.name }.into());
    }
    for m in zone::members(tx, id)? {
        zone::end_member(tx, id, (m.union_id, m.employer_id), last.plus_days(1))?;
    }
    if !zone::close(tx, id, version, last)? {
        return Err(RegistryError::Stale { version: z.version });
    }
    let changes = Changes::new().note("last_day", last.to_string());
    let entry = Entry { union_path: Some(&z.union_path), changes, ..Entry::of("zone.close", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(Zone { valid_to: Some(last), version: version + 1, ..z })
}

/// Says which unions and single employers lie in a zone from today on.
///
/// # Errors
/// [`ZoneError::NotFound`] outside the scope, [`ZoneError::Closed`], [`RegistryError::Stale`],
/// [`RegistryError::UnionNotFound`] and [`RegistryError::EmployerNotFound`] for what does not stand at or beneath the
/// zone's union, [`ZoneError::Taken`] for what lies in another zone.
pub fn set_zone_members(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Zone, act::Update>,
    (id, version): (Id, i64),
    unions: &[Id],
    employers: &[Id],
) -> Result<Zone> {
    let z = open(tx, scope, id, version)?;
    let before = zone::members(tx, id)?;
    let mut wanted: Vec<(Id, Id)> = unions.iter().map(|u| (*u, Id(0))).collect();
    wanted.extend(employers.iter().map(|e| (Id(0), *e)));
    wanted.sort_unstable();
    wanted.dedup();
    let today = tx.today();
    for m in before.iter().filter(|m| !wanted.contains(&(m.union_id, m.employer_id))) {
        zone::end_member(tx, id, (m.union_id, m.employer_id), today)?;
    }
    let is_new = |w: &&(Id, Id)| !before.iter().any(|m| (m.union_id, m.employer_id) == **w);
    let added: Vec<(Id, Id)> = wanted.iter().filter(is_new).copied().collect();
    for m in &added {
        stands_in(tx, &z, *m)?;
        if let Some((_, name)) = zone::zone_of(tx, *m)? {
            return Err(ZoneError::Taken { name }.into());
        }
        zone::add_member(tx, id, *m, today)?;
    }
    if !zone::raise(tx, id, version)? {
        return Err(RegistryError::Stale { version: z.version });
    }
    let left = before.len() + added.len() - wanted.len();
    let changes = Changes::new().note("added", added.len() as i64).note("removed", left as i64);
    let entry = Entry { union_path: Some(&z.union_path), changes, ..Entry::of("zone.members", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(Zone { version: version + 1, ..z })
}

fn stands_in(tx: &mut Tx<'_>, z: &Zone, (union_id, employer_id): (Id, Id)) -> Result<()> {
    if employer_id.0 == 0 {
        let found = union::find_unscoped(tx, union_id)?.filter(|u| z.union_path.covers(&u.place()));
        return found.map(drop).ok_or(RegistryError::UnionNotFound);
    }
    let found = zone::employer_place(tx, employer_id)?.filter(|p| z.union_path.covers(p));
    found.map(drop).ok_or(RegistryError::EmployerNotFound)
}

/// The phone of a zone's cadre in full, for a purpose; recorded.
///
/// # Errors
/// [`ZoneError::NotFound`] outside the scope, [`RegistryError::Invalid`] without a purpose,
/// [`RegistryError::Seal`].
pub fn reveal_zone_phone(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Zone, act::Reveal>,
    id: Id,
    purpose: &str,
) -> Result<String> {
    if purpose.trim().chars().count() < 4 {
        return Err(invalid("/purpose", "registry.purpose-short", Params::new()));
    }
    let z = zone::find(tx, scope, id)?.ok_or(ZoneError::NotFound)?;
    let phone = z.cadre_phone.as_ref().map(|p| keys.open(p, &zone_seal(id))).transpose()?;
    let entry = Entry {
        union_path: Some(&z.union_path),
        purpose: Some(purpose.trim()),
        ..Entry::of("zone.reveal-phone", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(phone.unwrap_or_default())
}
