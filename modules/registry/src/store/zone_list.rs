//! Lists of zones.

use guard::act::Action;
use guard::{Scope, res};
use kernel::OrgPath;
use store::{DbResult, Route, Sql, Tx, Val};

use super::keyset::{Order, Part, Seek, key};
use super::zone::{COLUMNS, Zone, zone};
use crate::model::zone::ZoneKind;
use platform::scoped::within;

/// How zones are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ZoneSort {
    /// By union and name.
    #[default]
    Union,
    /// By name.
    Name,
}

impl ZoneSort {
    fn order(self) -> Order {
        const UNION: &[Part] = &[Part::Text("z.union_path"), Part::Text("z.name_key")];
        const NAME: &[Part] = &[Part::Text("z.name_key")];
        let parts = if self == Self::Union { UNION } else { NAME };
        Order { parts, id: "z.id", falling: false }
    }

    /// The key of a row in this order.
    pub fn key(self, z: &Zone) -> String {
        let name = kernel::text::name_key(&z.name);
        match self {
            Self::Union => key(&[z.union_path.as_str(), &name]),
            Self::Name => name,
        }
    }
}

/// What a list of zones asks for.
#[derive(Clone, Debug, Default)]
pub struct ZoneFilter {
    /// Only beneath this place.
    pub path: Option<OrgPath>,
    /// Beginning of the name or of its initials.
    pub q: Option<String>,
    /// Only this kind.
    pub kind: Option<ZoneKind>,
    /// Only those under this zone, and itself.
    pub parent_id: Option<kernel::Id>,
    /// With or without a place on the map.
    pub located: Option<bool>,
    /// Closed ones instead of open ones.
    pub closed: bool,
    /// Order.
    pub sort: ZoneSort,
}

const FROM: &str =
    " FROM zone z LEFT JOIN trade_union u ON u.id = z.union_id LEFT JOIN zone p ON p.id = z.parent_id WHERE";

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Zone, A>,
    f: &ZoneFilter,
) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "z.union_path", &ranges);
    text.push_str(if f.closed { " AND z.valid_to < 99991231" } else { " AND z.valid_to = 99991231" });
    if let Some(kind) = f.kind {
        args.push(Val::from(kind.code()));
        text.push_str(&format!(" AND z.kind = ${}", args.len()));
    }
    if let Some(parent) = f.parent_id {
        args.push(Val::from(parent));
        let n = args.len();
        text.push_str(&format!(" AND (z.parent_id = ${n} OR z.id = ${n})"));
    }
    if let Some(located) = f.located {
        args.push(Val::from(i64::from(located)));
        text.push_str(&format!(" AND z.located = ${}", args.len()));
    }
    let Some(q) = f.q.as_deref().map(kernel::text::name_key).filter(|q| !q.is_empty()) else { return };
    let column = if q.is_ascii() { "z.initials" } else { "z.name_key" };
    args.extend([Val::from(q.clone()), Val::from(format!("{q}\u{10FFFF}"))]);
    text.push_str(&format!(" AND {column} >= ${} AND {column} < ${}", args.len() - 1, args.len()));
}

/// Page of zones in the scope that match; beside `seek`, at most `limit`.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Zone, A>,
    filter: &ZoneFilter,
    seek: Option<&Seek>,
    limit: i64,
) -> DbResult<Vec<Zone>> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS}{FROM}"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    filter.sort.order().page(&mut text, &mut args, seek, limit);
    tx.query(&Sql::composed("list_zones", Route::Reference, text), &args, zone)
}

/// All zones in the scope that match, one after the other.
pub fn for_each<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Zone, A>,
    filter: &ZoneFilter,
    mut take: impl FnMut(Zone) -> DbResult<()>,
) -> DbResult<()> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS}{FROM}"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    filter.sort.order().sorted(&mut text, None);
    tx.for_each(&Sql::composed("export_zones", Route::Reference, text), &args, |r| take(zone(r)?))
}

/// How many match, counted to `bound` at most.
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Zone, A>,
    filter: &ZoneFilter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) = (format!("SELECT count(*) FROM (SELECT 1{FROM}"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_zones", Route::Reference, text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}
