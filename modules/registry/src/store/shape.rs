//! Shapes of divisions, by the pack that they came with. No scope: outlines of divisions are nobody's data.

use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use crate::model::zone::Coordinates;

static INSERT_SHAPES: Insert = Insert::new(
    "division_shape",
    &[("code", Kind::Text), ("parent_code", Kind::Text), ("pack_id", Kind::Int), ("outline", Kind::Text)],
    "",
);

store::statements! {
    PACKS = reference,
        "SELECT id, name, source, review_number, coordinates, shapes, loaded_at, loaded_name, version FROM shape_pack
         ORDER BY id DESC LIMIT 1000";
    PACK = reference,
        "SELECT id, name, source, review_number, coordinates, shapes, loaded_at, loaded_name, version FROM shape_pack
         WHERE id = $1";
    INSERT_PACK = reference,
        "INSERT INTO shape_pack (id, name, source, review_number, coordinates, shapes, loaded_at, loaded_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
    UPDATE_PACK = reference,
        "UPDATE shape_pack SET name = $3, source = $4, review_number = $5, coordinates = $6, shapes = $7, loaded_at = $8,
           loaded_name = $9, version = version + 1
         WHERE id = $1 AND version = $2";
    DELETE_PACK = reference, "DELETE FROM shape_pack WHERE id = $1 AND version = $2";
    DELETE_SHAPES = reference, "DELETE FROM division_shape WHERE pack_id = $1";
    TAKEN = reference,
        "SELECT s.code, p.name FROM division_shape s JOIN shape_pack p ON p.id = s.pack_id WHERE s.code = $1";
    UNDER = reference,
        "SELECT s.code, d.name, s.outline, s.pack_id FROM division_shape s LEFT JOIN division d ON d.code = s.code
         WHERE s.parent_code = $1 ORDER BY s.code LIMIT 3000";
    OF_CODE = reference,
        "SELECT s.code, d.name, s.outline, s.pack_id FROM division_shape s LEFT JOIN division d ON d.code = s.code
         WHERE s.code = $1";
    STAMP = reference,
        "SELECT p.id, p.version FROM shape_pack p
         WHERE p.id IN (SELECT pack_id FROM division_shape WHERE parent_code = $1 OR code = $1) ORDER BY p.id";
    PARENTS = reference,
        "SELECT s.parent_code, d.name, count(*) FROM division_shape s LEFT JOIN division d ON d.code = s.parent_code
         WHERE s.pack_id = $1 GROUP BY s.parent_code, d.name ORDER BY s.parent_code LIMIT 200";
}

/// A loaded file of shapes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ShapePack {
    /// Pack.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Where the shapes come from; stands under every map.
    pub source: String,
    /// 审图号; empty where the source needs none.
    pub review_number: String,
    /// Coordinate system.
    pub coordinates: Coordinates,
    /// How many divisions.
    pub shapes: i64,
    /// When it was loaded last.
    pub loaded_at: Timestamp,
    /// By whom.
    pub loaded_name: String,
    /// Rises with each load; the ETag.
    pub version: i64,
}

fn pack(row: &Row) -> DbResult<ShapePack> {
    let mut r = row.reader();
    let (id, name, source, review_number) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let code: String = r.next()?;
    let coordinates = Coordinates::parse(&code)
        .ok_or_else(|| DbError::Inconsistent(format!("shape pack {id}: coordinates")))?;
    Ok(ShapePack {
        id,
        name,
        source,
        review_number,
        coordinates,
        shapes: r.next()?,
        loaded_at: r.next()?,
        loaded_name: r.next()?,
        version: r.next()?,
    })
}

/// All packs, newest first.
pub fn packs(tx: &mut Tx<'_>) -> DbResult<Vec<ShapePack>> {
    tx.query(&PACKS, &[], pack)
}

/// A pack.
pub fn find(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<ShapePack>> {
    tx.query_one(&PACK, params![id], pack)
}

/// The divisions whose children a pack draws: code, name and how many.
pub fn parents(tx: &mut Tx<'_>, id: Id) -> DbResult<Vec<(String, String, i64)>> {
    tx.query(&PARENTS, params![id], |r| {
        Ok((r.get(0)?, r.get::<Option<String>>(1)?.unwrap_or_default(), r.get(2)?))
    })
}

/// Stores a new pack without its shapes.
pub fn insert(tx: &mut Tx<'_>, p: &ShapePack) -> DbResult<()> {
    let args = params![
        p.id,
        &p.name,
        &p.source,
        &p.review_number,
        p.coordinates.code(),
        p.shapes,
        p.loaded_at,
        &p.loaded_name
    ];
    tx.execute(&INSERT_PACK, args).map(drop)
}

/// Changes a pack; `false` if `version` is not the present one.
pub fn update(tx: &mut Tx<'_>, version: i64, p: &ShapePack) -> DbResult<bool> {
    let args = params![
        p.id,
        version,
        &p.name,
        &p.source,
        &p.review_number,
        p.coordinates.code(),
        p.shapes,
        p.loaded_at,
        &p.loaded_name
    ];
    Ok(tx.execute(&UPDATE_PACK, args)? == 1)
}

/// Removes a pack with its shapes; `false` if `version` is not the present one.
pub fn remove(tx: &mut Tx<'_>, id: Id, version: i64) -> DbResult<bool> {
    if tx.execute(&DELETE_PACK, params![id, version])? == 0 {
        return Ok(false);
    }
    tx.execute(&DELETE_SHAPES, params![id])?;
    Ok(true)
}

/// Code, code one level up, and outline.
pub type NewShape = (String, String, String);

/// Gives a pack these shapes in place of the ones that it had.
///
/// # Errors
/// [`DbError::Conflict`] if another pack draws one of the divisions.
pub fn set_shapes(tx: &mut Tx<'_>, pack: Id, shapes: &[NewShape]) -> DbResult<()> {
    tx.execute(&DELETE_SHAPES, params![pack])?;
    let row = |(code, parent, outline): &NewShape| {
        vec![Val::from(code.clone()), Val::from(parent.clone()), Val::from(pack), Val::from(outline.clone())]
    };
    let rows: Vec<Vec<Val<'static>>> = shapes.iter().map(row).collect();
    for part in rows.chunks(200) {
        tx.insert_many(&INSERT_SHAPES, part)?;
    }
    Ok(())
}

/// The pack's name that draws a division already.
pub fn drawn_by(tx: &mut Tx<'_>, code: &str) -> DbResult<Option<String>> {
    tx.query_one(&TAKEN, params![code], |r| r.get(1))
}

/// The outline of a division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Division.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Coordinates of a GeoJSON MultiPolygon, JSON.
    pub outline: String,
    /// Pack that it came with.
    pub pack_id: Id,
}

fn shape(row: &Row) -> DbResult<Shape> {
    let name = row.get::<Option<String>>(1)?.unwrap_or_default();
    Ok(Shape { code: row.get(0)?, name, outline: row.get(2)?, pack_id: row.get(3)? })
}

/// The outlines of the divisions directly under a code, or of the division alone where none is drawn.
pub fn under(tx: &mut Tx<'_>, code: &str) -> DbResult<Vec<Shape>> {
    let all = tx.query(&UNDER, params![code], shape)?;
    if all.is_empty() { tx.query(&OF_CODE, params![code], shape) } else { Ok(all) }
}

/// What changes when the outlines under a code do: pack and version of each.
pub fn stamp(tx: &mut Tx<'_>, code: &str) -> DbResult<Vec<(Id, i64)>> {
    tx.query(&STAMP, params![code], |r| Ok((r.get(0)?, r.get(1)?)))
}
