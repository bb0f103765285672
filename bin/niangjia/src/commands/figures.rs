//! `niangjia figures`

use anyhow::Result;
use platform::indicators;
use registry::Tree;
use registry::api::count_quality;
use serde_json::json;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

/// What to do with the figures.
#[derive(clap::Subcommand)]
pub enum What {
    /// Count what an older version did not count, then build the sums of all unions anew. Interrupted, it is called again.
    Rebuild,
}

pub fn run(place: &Place, out: Output, what: &What) -> Result<Done> {
    let What::Rebuild = what;
    let installation = place.open(Access::Write)?;
    let app = &installation.app;
    let mut unions = 0;
    let counted = count_quality(app, |done| {
        unions = done;
        tracing::info!(done, "unions counted");
        true
    })?;
    // The sums of unions above come from those of the unions themselves, so they are made last.
    indicators::rebuild(app.store(), &Tree)?;
    let text = format!("已核对 {unions} 个工会的数据质量，更正 {counted} 个数字；各级合计已重新生成。");
    out.answer(&json!({ "unions": unions, "changed": counted }), &text);
    Ok(Done::All)
}
