//! A map of the demo's townships, and zones with stations and service points on it. The first township is divided into six
//! zones, as the seeds tell of 盐官镇.

use guard::{Actor, act, res};
use kernel::{Day, Id, Phone};
use platform::App;
use store::Tx;

use super::shapes::{Position, cells, centroid, outline_text};
use super::{Basic, Filled};
use crate::error::{RegistryError, Result};
use crate::model::zone::{Coordinates, GeoPoint, ZoneKind, micro};
use crate::ops::keep_zone::{PhoneEdit, ZoneFacts, create_zone, set_zone_members};
use crate::ops::load_shapes::{PackFacts, load_pack};
use crate::store::zone::Zone;
use crate::store::{division, union};

/// Zones of the first township, with the number of their service points.
const AREAS: [(&str, usize); 6] =
    [("城东片区", 3), ("城西片区", 2), ("城南片区", 2), ("城北片区", 3), ("开发区片区", 3), ("湖滨片区", 2)];
const CADRES: [&str; 8] = ["陈志明", "林秀英", "王海波", "叶文娟", "徐建国", "胡小燕", "潘永强", "周丽萍"];
const PLACES: [&str; 3] = ["党群服务中心", "工业园区", "农贸市场"];
const HOURS: &str = "周一至周五 8:30–17:00";
const SERVICES: [&str; 3] = [
    "入会登记、会籍转接、工会卡办理、医疗互助参保与报销、法律咨询、困难职工帮扶申请、职工书屋",
    "饮水、热饭、充电、休息、应急药箱、工会卡咨询",
    "入会登记、政策咨询、饮水充电、微心愿收集、职工说事",
];

/// What was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mapped {
    /// Townships drawn.
    pub shapes: usize,
    /// Zones, stations and service points.
    pub zones: usize,
}

/// Fills in a map and zones for the townships of a demo that stand in the table of divisions.
///
/// # Errors
/// The database's.
pub fn fill_zones(app: &App, actor: &Actor, filled: &Filled) -> Result<Mapped> {
    let towns = filled.townships.clone();
    let towns = app.store().read_blocking(move |tx| drawn(tx, &towns))?;
    let codes: Vec<String> = towns.iter().map(|t| t.code.clone()).collect();
    let shapes = cells([121.46, 29.31], &codes, 11);
    let mut mapped = Mapped { shapes: shapes.len(), zones: 0 };
    if shapes.is_empty() {
        return Ok(mapped);
    }
    let facts = PackFacts {
        name: "示范县乡镇街道示意图".to_owned(),
        source: "演示数据，由程序生成的示意图，不代表真实行政区划界线".to_owned(),
        review_number: String::new(),
        coordinates: Coordinates::Sketch,
    };
    let outlines = shapes.iter().map(|(code, cell)| (code.clone(), outline_text(cell))).collect();
    let load = actor.permit::<res::Map, act::Create>()?;
    app.store().write_blocking(move |tx| load_pack(tx, &load, &facts, &outlines).map(drop))?;
    for (n, town) in towns.iter().enumerate() {
        let under = filled.basic.iter().filter(|b| town.path.covers(&b.path));
        let under: Vec<Id> = under.map(|b: &Basic| b.id).collect();
        let Some(cell) = shapes.get(&town.code) else { continue };
        let mut planter = Planter { app, actor, town, cell, number: n * 40 };
        mapped.zones += if n == 0 { planter.six(&under)? } else { planter.one(&under)? };
    }
    Ok(mapped)
}

struct Town {
    id: Id,
    stem: String,
    code: String,
    path: kernel::OrgPath,
}

/// The townships whose division is in the table, all of one county.
fn drawn(tx: &mut Tx<'_>, towns: &[(Id, String)]) -> Result<Vec<Town>> {
    let mut all: Vec<Town> = Vec::new();
    for (id, name) in towns {
        let Some(u) = union::find_unscoped(tx, *id)? else { continue };
        let county = all.first().map_or(6, |t| t.code.len().min(6));
        let same = all.first().is_none_or(|t| t.code.get(..county) == u.division_code.get(..county));
        if same && division::find(tx, &u.division_code)?.is_some_and(|d| d.level == 4) {
            let stem = name.trim_end_matches("总工会").to_owned();
            all.push(Town { id: *id, stem, code: u.division_code.clone(), path: u.place() });
        }
    }
    Ok(all)
}

struct Planter<'a> {
    app: &'a App,
    actor: &'a Actor,
    town: &'a Town,
    cell: &'a [Position],
    number: usize,
}

impl Planter<'_> {
    /// A place on the way from the middle of the township to one of its corners; `far` is a share of the way.
    fn point(&self, n: usize, of: usize, far: f64) -> Option<GeoPoint> {
        let (middle, corner) =
            (centroid(self.cell), self.cell[n * self.cell.len() / of.max(1) % self.cell.len()]);
        let at = |i: usize| middle[i] + far * (corner[i] - middle[i]);
        let point = (micro(at(0), 180.0)?, micro(at(1), 90.0)?);
        Some(GeoPoint { lon: point.0, lat: point.1, coordinates: Coordinates::Sketch })
    }

    fn zone(
        &mut self,
        kind: ZoneKind,
        name: String,
        parent: Option<Id>,
        point: Option<GeoPoint>,
    ) -> Result<Zone> {
        self.number += 1;
        let n = self.number;
        let facts = ZoneFacts {
            kind,
            address: if kind == ZoneKind::Area {
                String::new()
            } else {
                format!("{}{}", self.town.stem, name)
            },
            name,
            union_id: self.town.id,
            parent_id: parent,
            cadre_id: None,
            cadre_name: CADRES[n % CADRES.len()].to_owned(),
            phone: Phone::parse(&format!("199010{n:05}")).map_or(PhoneEdit::Keep, PhoneEdit::Set),
            point,
            hours: if kind == ZoneKind::Area { String::new() } else { HOURS.to_owned() },
            services: match kind {
                ZoneKind::Area => String::new(),
                ZoneKind::Station => SERVICES[0].to_owned(),
                ZoneKind::Point => SERVICES[1 + n % 2].to_owned(),
            },
            valid_from: Day::constant(2024, 3, 1),
        };
        let (scope, keys) = (self.actor.permit::<res::Zone, act::Create>()?, self.app.keyring().clone());
        self.app.store().write_blocking(move |tx| create_zone(tx, &keys, &scope, &facts))
    }

    /// Six zones, each with a station and two or three service points; the unions of the township lie in them.
    fn six(&mut self, unions: &[Id]) -> Result<usize> {
        let mut made = 0;
        let part = unions.len().div_ceil(AREAS.len()).max(1);
        for (n, (name, points)) in AREAS.iter().enumerate() {
            let area = self.zone(ZoneKind::Area, (*name).to_owned(), None, self.point(n, 6, 0.45))?;
            let station = format!("{}工会工作站", name.trim_end_matches("片区"));
            let station = self.zone(ZoneKind::Station, station, Some(area.id), self.point(n, 6, 0.62))?;
            for (p, at) in PLACES.iter().enumerate().take(*points) {
                let point = format!("{}{at}服务点", name.trim_end_matches("片区"));
                let at = self.point(n * 3 + p, 18, 0.78);
                self.zone(ZoneKind::Point, point, Some(station.id), at)?;
            }
            self.lies_in(&area, unions.iter().copied().skip(n * part).take(part).collect())?;
            made += 2 + points;
        }
        Ok(made)
    }

    /// One zone for the whole township, with a station and a service point.
    fn one(&mut self, unions: &[Id]) -> Result<usize> {
        let stem = self.town.stem.clone();
        let area = self.zone(ZoneKind::Area, format!("{stem}片区"), None, self.point(0, 1, 0.0))?;
        let station =
            self.zone(ZoneKind::Station, format!("{stem}工会工作站"), Some(area.id), self.point(1, 4, 0.35))?;
        self.zone(
            ZoneKind::Point,
            format!("{stem}{}服务点", PLACES[1]),
            Some(station.id),
            self.point(3, 4, 0.6),
        )?;
        self.lies_in(&area, unions.to_vec())?;
        Ok(3)
    }

    fn lies_in(&self, area: &Zone, unions: Vec<Id>) -> Result<()> {
        let (scope, seen) = (self.actor.permit::<res::Zone, act::Update>()?, (area.id, area.version));
        let set = self.app.store().write_blocking(move |tx| set_zone_members(tx, &scope, seen, &unions, &[]));
        set.map(drop).map_err(|e: RegistryError| e)
    }
}
