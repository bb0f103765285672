//! Outlines of the townships of a demo: cells of a county that exists nowhere. The same codes give the same outlines.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Longitude and latitude.
pub type Position = [f64; 2];

/// Corners of the county's outline.
const CORNERS: usize = 160;
/// How often the sites are moved to the middle of their cells, so that none is a sliver.
const SMOOTH: usize = 6;

/// A smooth outline around a place, some 30 km across, without a dent that would cut a cell in two.
fn outline(centre: Position) -> Vec<Position> {
    let corner = |n: usize| {
        let a = n as f64 / CORNERS as f64 * std::f64::consts::TAU;
        let r = 0.19
            * (1.0 + 0.10 * (2.0 * a + 0.6).sin() + 0.045 * (3.0 * a + 2.1).sin() + 0.018 * (5.0 * a).cos());
        [centre[0] + 1.12 * r * a.cos(), centre[1] + r * a.sin()]
    };
    (0..CORNERS).map(corner).collect()
}

/// What of a polygon lies nearer to `own` than to `other`.
fn nearer(polygon: &[Position], own: Position, other: Position) -> Vec<Position> {
    let normal = [other[0] - own[0], other[1] - own[1]];
    let middle = [(own[0] + other[0]) / 2.0, (own[1] + other[1]) / 2.0];
    let side = |p: &Position| (p[0] - middle[0]) * normal[0] + (p[1] - middle[1]) * normal[1];
    let mut kept = Vec::with_capacity(polygon.len() + 2);
    for (i, p) in polygon.iter().enumerate() {
        let q = &polygon[(i + 1) % polygon.len()];
        let (a, b) = (side(p), side(q));
        if a <= 0.0 {
            kept.push(*p);
        }
        if (a < 0.0) != (b < 0.0) && (a - b).abs() > f64::EPSILON {
            let t = a / (a - b);
            kept.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
        }
    }
    kept
}

/// Middle of a polygon's area.
pub fn centroid(polygon: &[Position]) -> Position {
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    let first = polygon.first().copied().unwrap_or_default();
    for (i, p) in polygon.iter().enumerate() {
        let q = polygon[(i + 1) % polygon.len()];
        let (p, q) = ([p[0] - first[0], p[1] - first[1]], [q[0] - first[0], q[1] - first[1]]);
        let cross = p[0] * q[1] - q[0] * p[1];
        area += cross;
        x += (p[0] + q[0]) * cross;
        y += (p[1] + q[1]) * cross;
    }
    if area.abs() < f64::EPSILON { first } else { [first[0] + x / (3.0 * area), first[1] + y / (3.0 * area)] }
}

/// Cells of a county around `centre`, one for each code, in the order of the codes.
pub fn cells(centre: Position, codes: &[String], seed: u64) -> BTreeMap<String, Vec<Position>> {
    let edge = outline(centre);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut near = |middle: f64| middle + (f64::from(rng.random_range(0_u32..1_000)) - 500.0) / 500.0 * 0.15;
    let mut sites: Vec<Position> = codes.iter().map(|_| [near(centre[0]), near(centre[1])]).collect();
    let cell = |sites: &[Position], n: usize| {
        let others = sites.iter().enumerate().filter(|(m, _)| *m != n);
        others.fold(edge.clone(), |polygon, (_, other)| nearer(&polygon, sites[n], *other))
    };
    for _ in 0..SMOOTH {
        sites = (0..sites.len()).map(|n| centroid(&cell(&sites, n))).collect();
    }
    codes.iter().enumerate().map(|(n, code)| (code.clone(), cell(&sites, n))).collect()
}

/// A cell as the coordinates of a MultiPolygon.
pub fn outline_text(cell: &[Position]) -> String {
    let round = |p: &Position| p.map(|d| (d * 1e5).round() / 1e5);
    let mut ring: Vec<Position> = cell.iter().map(round).collect();
    ring.dedup();
    if ring.first() != ring.last() {
        ring.extend(ring.first().copied());
    }
    serde_json::to_string(&[[ring]]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(p: &[Position]) -> f64 {
        let turn = |i: usize| {
            let (a, b) = (p[i], p[(i + 1) % p.len()]);
            a[0] * b[1] - b[0] * a[1]
        };
        (0..p.len()).map(turn).sum::<f64>().abs() / 2.0
    }

    #[test]
    fn cells_fill_the_outline_and_are_the_same_each_time() {
        let codes: Vec<String> = (0..18).map(|n| format!("3302260{n:02}")).collect();
        let all = cells([121.5, 29.3], &codes, 7);
        assert_eq!(all, cells([121.5, 29.3], &codes, 7));
        let whole = area(&outline([121.5, 29.3]));
        let sum: f64 = all.values().map(|c| area(c)).sum();
        assert!((whole - sum).abs() < whole * 1e-6, "{whole} {sum}");
        let least = all.values().map(|c| area(c)).fold(f64::MAX, f64::min);
        assert!(least > whole / 60.0, "no slivers: {least} of {whole}");
        let text = outline_text(&all["330226000"]);
        assert!(text.starts_with("[[[[121."), "{text}");
    }
}
