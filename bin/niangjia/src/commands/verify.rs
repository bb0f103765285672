//! `niangjia verify`

use anyhow::Result;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

/// What to verify.
#[derive(clap::Subcommand)]
pub enum What {
    /// The chain over the audit.
    Audit,
}

pub fn run(place: &Place, out: Output, what: &What) -> Result<Done> {
    let What::Audit = what;
    let installation = place.open(Access::Read)?;
    let report = installation.app.store().read_blocking(platform::audit::verify)?;
    let text = match report.is_whole() {
        true => format!(
            "审计链完整：{} 块、{} 条（另有 {} 条待封存），链头 {}",
            report.blocks, report.entries, report.unsealed, report.head
        ),
        false => format!("审计链有问题：\n{}", report.faults.join("\n")),
    };
    out.answer(&serde_json::to_value(&report)?, &text);
    Ok(if report.is_whole() { Done::All } else { Done::WithRejected })
}
