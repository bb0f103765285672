//! Reads a file of shapes: a GeoJSON FeatureCollection whose features carry the code of a division. Pure.

use std::collections::BTreeMap;

use serde_json::Value;

/// Largest file, bytes.
pub const MOST_BYTES: usize = 12 << 20;
/// Most features in a file.
pub const MOST_SHAPES: usize = 3_000;
/// Most corners of a file's outlines together.
pub const MOST_CORNERS: usize = 400_000;

/// Why a file is refused; the text names the features, at most five.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeFault {
    /// Not a GeoJSON FeatureCollection.
    NotGeoJson,
    /// No feature at all.
    Empty,
    /// More features or corners than there may be.
    TooBig,
    /// Features without a code, by number.
    NoCode(String),
    /// A code stands twice.
    Twice(String),
    /// No polygon, an open ring, or a position off the earth.
    Geometry(String),
}

type Ring = Vec<[f64; 2]>;

/// Outlines by code, each as the coordinates of a MultiPolygon, to a millionth of a degree.
///
/// # Errors
/// A [`ShapeFault`].
pub fn read_shapes(bytes: &[u8]) -> Result<BTreeMap<String, String>, ShapeFault> {
    let file: Value = serde_json::from_slice(bytes).map_err(|_| ShapeFault::NotGeoJson)?;
    let features = file.get("features").and_then(Value::as_array);
    let features = features.filter(|_| file["type"] == "FeatureCollection").ok_or(ShapeFault::NotGeoJson)?;
    if features.is_empty() {
        return Err(ShapeFault::Empty);
    }
    if features.len() > MOST_SHAPES {
        return Err(ShapeFault::TooBig);
    }
    let (mut shapes, mut corners) = (BTreeMap::new(), 0);
    let (mut nameless, mut twice, mut bad) = (Vec::new(), Vec::new(), Vec::new());
    for (n, feature) in features.iter().enumerate() {
        let Some(code) = code_of(feature) else {
            nameless.push(format!("第{}个", n + 1));
            continue;
        };
        let Some(outline) = outline(&feature["geometry"]) else {
            bad.push(code);
            continue;
        };
        corners += outline.iter().flatten().map(Vec::len).sum::<usize>();
        let text = serde_json::to_string(&outline).map_err(|_| ShapeFault::NotGeoJson)?;
        if shapes.insert(code.clone(), text).is_some() {
            twice.push(code);
        }
    }
    let some = |mut all: Vec<String>| {
        let more = all.len() > 5;
        all.truncate(5);
        all.join("、") + if more { "等" } else { "" }
    };
    match () {
        () if !nameless.is_empty() => Err(ShapeFault::NoCode(some(nameless))),
        () if !bad.is_empty() => Err(ShapeFault::Geometry(some(bad))),
        () if !twice.is_empty() => Err(ShapeFault::Twice(some(twice))),
        () if corners > MOST_CORNERS => Err(ShapeFault::TooBig),
        () => Ok(shapes),
    }
}

/// The code of a feature: property `code` or `adcode`, or its id.
fn code_of(feature: &Value) -> Option<String> {
    let own = [&feature["properties"]["code"], &feature["properties"]["adcode"], &feature["id"]];
    let text = own.into_iter().find_map(|v| match v {
        Value::String(s) => Some(s.trim().to_owned()),
        Value::Number(n) => n.as_u64().map(|n| n.to_string()),
        _ => None,
    })?;
    (matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

fn outline(geometry: &Value) -> Option<Vec<Vec<Ring>>> {
    let parts = geometry["coordinates"].as_array()?;
    let polygons: Vec<Vec<Ring>> = match geometry["type"].as_str()? {
        "Polygon" => vec![rings(parts)?],
        "MultiPolygon" => parts.iter().map(|p| rings(p.as_array()?)).collect::<Option<_>>()?,
        _ => return None,
    };
    (!polygons.is_empty()).then_some(polygons)
}

fn rings(parts: &[Value]) -> Option<Vec<Ring>> {
    let rings: Vec<Ring> = parts.iter().map(ring).collect::<Option<_>>()?;
    (!rings.is_empty()).then_some(rings)
}

/// A closed ring of at least three corners that encloses something.
fn ring(v: &Value) -> Option<Ring> {
    let ring: Ring = v.as_array()?.iter().map(position).collect::<Option<_>>()?;
    let closed = ring.len() >= 4 && ring.first() == ring.last();
    let doubled: f64 = ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum();
    (closed && doubled.abs() > 1e-12).then_some(ring)
}

fn position(v: &Value) -> Option<[f64; 2]> {
    let (lon, lat) = (v.get(0)?.as_f64()?, v.get(1)?.as_f64()?);
    let there = lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() <= 90.0;
    there.then(|| [lon, lat].map(|d| (d * 1e6).round() / 1e6))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(features: &Value) -> Result<BTreeMap<String, String>, ShapeFault> {
        read_shapes(json!({ "type": "FeatureCollection", "features": features }).to_string().as_bytes())
    }

    fn feature(code: &Value, ring: &Value) -> Value {
        json!({ "type": "Feature", "properties": { "code": code }, "geometry": { "type": "Polygon", "coordinates": [ring] } })
    }

    #[test]
    fn outlines_are_read_by_code() {
        let square = json!([[121.0, 29.0], [121.1, 29.0], [121.1, 29.1], [121.0, 29.0]]);
        let read =
            read(&json!([feature(&json!("330226001"), &square), feature(&json!(330_226_002), &square)]))
                .unwrap();
        assert_eq!(read.keys().collect::<Vec<_>>(), ["330226001", "330226002"]);
        assert_eq!(read["330226001"], "[[[[121.0,29.0],[121.1,29.0],[121.1,29.1],[121.0,29.0]]]]");
        let many = json!([{ "properties": { "adcode": 330_226 }, "geometry": { "type": "MultiPolygon", "coordinates": [[square]] } }]);
        assert_eq!(
            super::read_shapes(
                json!({ "type": "FeatureCollection", "features": many }).to_string().as_bytes()
            )
            .unwrap()
            .len(),
            1
        );
    }

    #[test]
    fn what_is_wrong_is_told() {
        let square = json!([[121.0, 29.0], [121.1, 29.0], [121.1, 29.1], [121.0, 29.0]]);
        let code = json!("330226001");
        assert_eq!(read_shapes(b"{"), Err(ShapeFault::NotGeoJson));
        assert_eq!(read_shapes(br#"{"type":"Feature"}"#), Err(ShapeFault::NotGeoJson));
        assert_eq!(read(&json!([])), Err(ShapeFault::Empty));
        assert_eq!(read(&json!([feature(&json!("x"), &square)])), Err(ShapeFault::NoCode("第1个".into())));
        let again = json!([feature(&code, &square), feature(&code, &square)]);
        assert_eq!(read(&again), Err(ShapeFault::Twice("330226001".into())));
        for ring in [
            json!([[121.0, 29.0], [121.1, 29.0], [121.1, 29.1], [121.0, 29.2]]),
            json!([[121.0, 29.0], [121.1, 29.0], [121.0, 29.0]]),
            json!([[1210.0, 29.0], [121.1, 29.0], [121.1, 29.1], [1210.0, 29.0]]),
            json!([[121.0, 29.0], [121.0, 29.0], [121.0, 29.0], [121.0, 29.0]]),
            json!("x"),
        ] {
            assert_eq!(
                read(&json!([feature(&code, &ring)])),
                Err(ShapeFault::Geometry("330226001".into())),
                "{ring}"
            );
        }
    }
}
