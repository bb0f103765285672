//! The list of zones as a file; phones masked.

use std::io::{Seek, Write};

use guard::act::Export;
use guard::{Scope, res};
use platform::sealed::Keyring;
use sheets::write::{ColumnKind as K, Value};
use store::{DbError, Tx};

use super::{Field, Plan, Sheet, col};
use crate::error::Result;
use crate::model::zone::{degrees, zone_seal};
use crate::store::zone_list::{self, ZoneFilter};

const FIELDS: &[Field] = &[
    col("name", "名称", 28, K::Text),
    col("kind", "类别", 12, K::Text),
    col("union", "所属工会", 30, K::Text),
    col("parent", "上级片区", 24, K::Text),
    col("cadre", "责任人", 12, K::Text),
    col("phone", "联系电话", 16, K::Text),
    col("address", "地址", 36, K::Text),
    col("hours", "开放时间", 24, K::Text),
    col("services", "服务内容", 48, K::Text),
    col("lon", "经度", 14, K::Text),
    col("lat", "纬度", 14, K::Text),
    col("valid_from", "启用日期", 14, K::Day),
    col("valid_to", "关闭日期", 14, K::Day),
];

/// Zones in the scope that match, in the order of the filter; how many.
///
/// # Errors
/// The database's, [`crate::RegistryError::Sheet`] if the target refuses, [`platform::exports::ExportError::Stopped`].
pub fn export_zones<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Zone, Export>,
    filter: &ZoneFilter,
    plan: &Plan,
    target: W,
) -> Result<u64> {
    let mut out = Sheet::start(plan, "片区与服务点", FIELDS, target)?;
    let outcome = zone_list::for_each(tx, scope, filter, |z| {
        let phone = z.cadre_phone.as_ref().map(|p| keys.open(p, &zone_seal(z.id))).transpose();
        let phone = phone.map_err(|e| DbError::Inconsistent(format!("zone {}: {e}", z.id)))?;
        let phone = kernel::text::mask(&phone.unwrap_or_default(), 3, 4);
        let (lon, lat) = z.point.map_or_else(Default::default, |p| {
            (format!("{:.6}", degrees(p.lon)), format!("{:.6}", degrees(p.lat)))
        });
        out.row(&[
            Value::Text(&z.name),
            Value::Text(z.kind.title()),
            Value::Text(&z.union_name),
            Value::Text(&z.parent_name),
            Value::Text(&z.cadre_name),
            Value::Text(&phone),
            Value::Text(&z.address),
            Value::Text(&z.hours),
            Value::Text(&z.services),
            Value::Text(&lon),
            Value::Text(&lat),
            Value::Day(z.valid_from),
            z.valid_to.map_or(Value::Empty, Value::Day),
        ])
    });
    Ok(out.finish(outcome)?)
}
