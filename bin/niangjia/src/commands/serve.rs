//! `niangjia serve`

use anyhow::Result;
use serde_json::json;
use store::OpenOptions;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

pub fn run(place: &Place, out: Output, listen: &str, commit_group: usize) -> Result<Done> {
    let options = OpenOptions { group: commit_group, ..place.options() };
    let installation = place.open_with(Access::Write, &options)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let app = installation.app.clone();
    runtime.block_on(crate::server::serve(app, listen, |address| {
        let at = format!("http://{address}");
        let text = format!("管理端 {at}/console/\n手机端 {at}/h5/\n接口   {at}/api/docs\n按 Ctrl-C 停止");
        out.answer(&json!({ "console": format!("{at}/console/"), "h5": format!("{at}/h5/"), "api": format!("{at}/api/docs") }), &text);
    }))?;
    Ok(Done::All)
}
