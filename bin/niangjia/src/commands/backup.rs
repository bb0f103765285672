//! `niangjia backup` and `niangjia restore`

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

pub fn backup(place: &Place, out: Output, to: &Path) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let app = &installation.app;
    let manifest = store::backup(app.store(), &place.data, to, app.keyring().key_ids())?;
    let rows: i64 = manifest.rows.values().sum();
    let text = format!("已备份 {rows} 行、{} 个文件到 {}（不含密钥）", manifest.files.len(), to.display());
    out.answer(&json!({ "out": to, "rows": rows, "files": manifest.files.len() }), &text);
    Ok(Done::All)
}

pub fn restore(place: &Place, out: Output, from: &Path) -> Result<Done> {
    let manifest = store::restore(from, &place.options())?;
    let rows: i64 = manifest.rows.values().sum();
    let keys = manifest.key_ids.join("、");
    let text = format!(
        "已恢复 {rows} 行到 {}。请把密钥文件放回 keys/keyring.json（需要：{keys}）",
        place.data.display()
    );
    out.answer(&json!({ "rows": rows, "key_ids": manifest.key_ids }), &text);
    Ok(Done::All)
}
