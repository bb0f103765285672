//! Packs of shapes: loaded, replaced, removed. A pack names its source and 审图号, which stand under every map.

use std::collections::BTreeMap;

use guard::{Scope, act, res};
use kernel::{Id, Params};
use platform::audit::{self, Changes, Entry};
use store::Tx;

use crate::error::{RegistryError, Result, field};
use crate::model::zone::Coordinates;
use crate::rules::shapes::ShapeFault;
use crate::store::division;
use crate::store::shape::{self, NewShape, ShapePack};
use crate::zone_error::ZoneError;

/// What a pack says of itself, checked already.
#[derive(Clone, Debug)]
pub struct PackFacts {
    /// What it is called.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// 审图号, or empty.
    pub review_number: String,
    /// Coordinate system.
    pub coordinates: Coordinates,
}

/// The refusal of a file.
pub fn refused(fault: ShapeFault) -> RegistryError {
    let (code, content) = match fault {
        ShapeFault::NotGeoJson => ("registry.shapes-not-geojson", String::new()),
        ShapeFault::Empty => ("registry.shapes-empty", String::new()),
        ShapeFault::TooBig => ("registry.shapes-big", String::new()),
        ShapeFault::NoCode(which) => ("registry.shapes-no-code", which),
        ShapeFault::Twice(which) => ("registry.shapes-twice", which),
        ShapeFault::Geometry(which) => ("registry.shapes-geometry", which),
    };
    RegistryError::Invalid(vec![field("/file", code, [("content", content)].into())])
}

fn listed(mut codes: Vec<String>) -> String {
    let more = codes.len() > 5;
    codes.truncate(5);
    codes.join("、") + if more { "等" } else { "" }
}

/// Shapes with the division above each; every code must be of the table of divisions.
fn placed(tx: &mut Tx<'_>, shapes: &BTreeMap<String, String>) -> Result<Vec<NewShape>> {
    let (mut all, mut unknown) = (Vec::with_capacity(shapes.len()), Vec::new());
    for (code, outline) in shapes {
        match division::find(tx, code)? {
            Some(d) => all.push((code.clone(), d.parent_code, outline.clone())),
            None => unknown.push(code.clone()),
        }
    }
    if unknown.is_empty() {
        return Ok(all);
    }
    let content = [("content", listed(unknown))].into();
    Err(RegistryError::Invalid(vec![field("/file", "registry.shapes-unknown", content)]))
}

/// No other pack draws one of the divisions.
fn free(tx: &mut Tx<'_>, shapes: &[NewShape]) -> Result<()> {
    for (code, ..) in shapes {
        if let Some(name) = shape::drawn_by(tx, code)? {
            return Err(ZoneError::ShapesTaken { code: code.clone(), name }.into());
        }
    }
    Ok(())
}

/// Loads a new pack.
///
/// # Errors
/// [`RegistryError::Invalid`] for codes that are no division's, [`ZoneError::ShapesTaken`] if another pack draws one.
pub fn load_pack(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Map, act::Create>,
    facts: &PackFacts,
    shapes: &BTreeMap<String, String>,
) -> Result<ShapePack> {
    let placed = placed(tx, shapes)?;
    free(tx, &placed)?;
    let pack = ShapePack {
        id: tx.new_id(),
        name: facts.name.clone(),
        source: facts.source.clone(),
        review_number: facts.review_number.clone(),
        coordinates: facts.coordinates,
        shapes: placed.len() as i64,
        loaded_at: tx.now(),
        loaded_name: scope.actor().name().to_owned(),
        version: 1,
    };
    shape::insert(tx, &pack)?;
    shape::set_shapes(tx, pack.id, &placed)?;
    note(tx, scope.actor(), "map.load", &pack)?;
    Ok(pack)
}

/// Loads a pack again: its shapes and what it says of itself are replaced as a whole.
///
/// # Errors
/// As [`load_pack`]; [`ZoneError::PackNotFound`], [`RegistryError::Stale`].
pub fn replace_pack(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Map, act::Update>,
    (id, version): (Id, i64),
    facts: &PackFacts,
    shapes: &BTreeMap<String, String>,
) -> Result<ShapePack> {
    let before = shape::find(tx, id)?.ok_or(ZoneError::PackNotFound)?;
    let placed = placed(tx, shapes)?;
    let pack = ShapePack {
        name: facts.name.clone(),
        source: facts.source.clone(),
        review_number: facts.review_number.clone(),
        coordinates: facts.coordinates,
        shapes: placed.len() as i64,
        loaded_at: tx.now(),
        loaded_name: scope.actor().name().to_owned(),
        ..before.clone()
    };
    if !shape::update(tx, version, &pack)? {
        return Err(RegistryError::Stale { version: before.version });
    }
    shape::set_shapes(tx, id, &[])?;
    free(tx, &placed)?;
    shape::set_shapes(tx, id, &placed)?;
    note(tx, scope.actor(), "map.replace", &pack)?;
    Ok(ShapePack { version: version + 1, ..pack })
}

/// Removes a pack with its shapes.
///
/// # Errors
/// [`ZoneError::PackNotFound`], [`RegistryError::Stale`].
pub fn remove_pack(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Map, act::Update>,
    (id, version): (Id, i64),
) -> Result<()> {
    let before = shape::find(tx, id)?.ok_or(ZoneError::PackNotFound)?;
    if !shape::remove(tx, id, version)? {
        return Err(RegistryError::Stale { version: before.version });
    }
    note(tx, scope.actor(), "map.remove", &before)
}

fn note(tx: &mut Tx<'_>, actor: &guard::Actor, action: &'static str, p: &ShapePack) -> Result<()> {
    let changes = Changes::new()
        .note("name", p.name.as_str())
        .note("source", p.source.as_str())
        .note("review_number", p.review_number.as_str())
        .note("coordinates", p.coordinates.code())
        .note("shapes", p.shapes);
    audit::record(tx, actor, Entry { changes, ..Entry::of(action, p.id) }).map_err(Into::into)
}

/// Checks what a pack says of itself.
///
/// # Errors
/// [`RegistryError::Invalid`] without a name or a source, or with a text that is too long.
pub fn pack_facts(mut f: PackFacts) -> Result<PackFacts> {
    let mut c = crate::forms::Check::default();
    c.text("/name", &mut f.name, 60);
    c.text("/source", &mut f.source, 200);
    c.text("/review_number", &mut f.review_number, 60);
    for (pointer, text) in [("/name", &f.name), ("/source", &f.source)] {
        if text.is_empty() {
            c.refuse(pointer, "registry.field-missing", Params::new());
        }
    }
    c.done()?;
    Ok(f)
}
