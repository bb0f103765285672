//! `niangjia doctor`

use anyhow::Result;
use platform::jobs::Overview;
use serde_json::json;

use crate::installation::{Access, Place};
use crate::modules::migrations;
use crate::output::{Done, Output};

pub fn run(place: &Place, out: Output) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let store = installation.app.store();
    let complaints = store.read_blocking(store::dialect::integrity)?;
    let pending = store::pending(store, &migrations())?.len();
    let size = store.read_blocking(store::dialect::size_bytes)?;
    let jobs = store.read_blocking(Overview::read)?;
    let app = installation.app.clone();
    let lost = store.read_blocking(move |tx| platform::files::missing(tx, &app))?;
    // A pending migration may be what makes the tables that are asked for.
    let orphans = match pending {
        0 => store.read_blocking(|tx| store::orphans(tx, &crate::modules::references()))?,
        _ => Vec::new(),
    };
    let nowhere: Vec<String> = orphans.iter().map(|o| format!("{}（{} 行）", o.place, o.rows)).collect();
    let sound =
        complaints.is_empty() && pending == 0 && jobs.failed == 0 && lost.is_empty() && nowhere.is_empty();
    let text = format!(
        "数据库 {} MB，{}；{}；待执行的升级 {pending} 项；任务：等待 {}、失败 {}；附件{}；密钥 {}",
        size / 1_000_000,
        if complaints.is_empty() { "结构完好".to_owned() } else { complaints.join("；") },
        match nowhere.is_empty() {
            true => "没有悬空的记录".to_owned(),
            false => format!("指向不存在的记录：{}", nowhere.join("、")),
        },
        jobs.waiting,
        jobs.failed,
        if lost.is_empty() { "齐全".to_owned() } else { format!("缺少文件：{}", lost.join("、")) },
        installation.app.keyring().key_ids().join("、")
    );
    let object = json!({
        "sound": sound, "complaints": complaints, "pending_migrations": pending, "size_bytes": size,
        "orphans": orphans.iter().map(|o| json!({ "place": o.place, "rows": o.rows })).collect::<Vec<_>>(),
        "jobs_waiting": jobs.waiting, "jobs_failed": jobs.failed,
        "files_missing": lost, "key_ids": installation.app.keyring().key_ids(),
    });
    out.answer(&object, &text);
    Ok(if sound { Done::All } else { Done::WithRejected })
}
