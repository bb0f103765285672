//! `niangjia backup` and `niangjia restore`

use std::path::Path;

use anyhow::{Result, bail};
use platform::sealed::Keyring;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde_json::json;

use crate::installation::{Access, Place, seed};
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
    let needed = store::backup_key_ids(from)?;
    let here = place.exists().then(|| {
        Keyring::load(&place.keyring_path(), ChaCha20Rng::from_seed(seed()?)).map_err(anyhow::Error::from)
    });
    let present = here.transpose()?.map(|ring| ring.key_ids());
    if let Some(present) = &present {
        let missing: Vec<_> = needed.iter().filter(|id| !present.contains(id)).cloned().collect();
        if !missing.is_empty() {
            bail!("这份备份需要的密钥不在 keys/keyring.json 里：{}。没有恢复任何数据", missing.join("、"));
        }
    }
    let manifest = store::restore(from, &place.options())?;
    let rows: i64 = manifest.rows.values().sum();
    let keys = manifest.key_ids.join("、");
    let next = match present {
        Some(_) => "密钥齐全".to_owned(),
        None => {
            format!("请用 niangjia keys import 放回密钥，或把密钥文件放回 keys/keyring.json（需要：{keys}）")
        }
    };
    let text = format!("已恢复 {rows} 行到 {}。{next}", place.data.display());
    out.answer(&json!({ "rows": rows, "key_ids": manifest.key_ids }), &text);
    Ok(Done::All)
}
