//! Zones, stations and service points of unions (docs/rules §4), and places on a map.

use kernel::Id;
use serde::{Deserialize, Serialize};

/// What a zone is: 片区 → 工作站 → 便民服务点.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZoneKind {
    /// 片区.
    Area,
    /// 工作站.
    Station,
    /// 便民服务点.
    Point,
}

impl ZoneKind {
    /// All kinds, from the top down.
    pub const ALL: &'static [Self] = &[Self::Area, Self::Station, Self::Point];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Station => "station",
            Self::Point => "point",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Area => "片区",
            Self::Station => "工作站",
            Self::Point => "便民服务点",
        }
    }

    /// Whether it may stand under this: an area under nothing, a station under an area or alone, a service point under
    /// either or alone.
    pub fn may_stand_under(self, parent: Option<Self>) -> bool {
        match (self, parent) {
            (_, None) => true,
            (Self::Area, Some(_)) => false,
            (Self::Station, Some(p)) => p == Self::Area,
            (Self::Point, Some(p)) => p != Self::Point,
        }
    }
}

/// Coordinate system of a map or of a point. Points of one are not drawn on a map of another: GCJ-02 lies up to some
/// hundred metres off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Coordinates {
    /// 2000国家大地坐标系.
    Cgcs2000,
    /// WGS-84, as phones measure it.
    Wgs84,
    /// GCJ-02, as most public maps in China show it.
    Gcj02,
    /// 示意: of a drawing, of no place on earth.
    Sketch,
}

impl Coordinates {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Cgcs2000, Self::Wgs84, Self::Gcj02, Self::Sketch];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cgcs2000 => "cgcs2000",
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Sketch => "sketch",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.code() == code)
    }
}

/// Longitude and latitude in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GeoPoint {
    /// East of Greenwich, ±180 000 000.
    pub lon: i64,
    /// North of the equator, ±90 000 000.
    pub lat: i64,
    /// In which system.
    pub coordinates: Coordinates,
}

/// Millionths of a degree as degrees.
pub fn degrees(micro: i64) -> f64 {
    micro as f64 / 1e6
}

/// Degrees in millionths; none outside ±`most` degrees.
pub fn micro(degrees: f64, most: f64) -> Option<i64> {
    (degrees.is_finite() && degrees.abs() <= most).then(|| (degrees * 1e6).round() as i64)
}

/// The text that the phone of a zone's cadre is sealed for.
pub fn zone_seal(zone: Id) -> String {
    format!("zone-phone:{zone}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_stands_only_under_what_is_above_it() {
        use ZoneKind::{Area, Point, Station};
        let may: Vec<bool> = [None, Some(Area), Some(Station), Some(Point)]
            .into_iter()
            .flat_map(|p| ZoneKind::ALL.iter().map(move |k| k.may_stand_under(p)))
            .collect();
        let expected = [[true, true, true], [false, true, true], [false, false, true], [false, false, false]];
        assert_eq!(may, expected.concat());
    }

    #[test]
    fn degrees_are_kept_to_the_millionth() {
        assert_eq!(micro(121.432_100_4, 180.0), Some(121_432_100));
        assert_eq!(micro(180.5, 180.0), None);
        assert_eq!(micro(f64::NAN, 90.0), None);
        assert!((degrees(121_432_100) - 121.4321).abs() < 1e-9);
    }
}
