//! `niangjia audit`

use anyhow::{Result, bail};
use benefits::ops::audit_campaign::{Audit, audit};
use benefits::ops::issue::Issuing;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

/// What to audit.
#[derive(clap::Subcommand)]
pub enum What {
    /// A benefit campaign: every voucher against stock, rules, tills and book.
    Campaign {
        /// Id or number of the campaign.
        id: String,
    },
}

pub fn run(place: &Place, out: Output, what: &What) -> Result<Done> {
    let What::Campaign { id } = what;
    let installation = place.open(Access::Read)?;
    let (issuing, asked) = (Issuing::of(&installation.app), id.clone());
    let found = installation.app.store().read_blocking(move |tx| audit(tx, &issuing, &asked))?;
    let Some(a) = found else { bail!("没有这个普惠活动：{id}") };
    out.answer(&serde_json::to_value(&a)?, &text(&a));
    Ok(if a.is_whole() { Done::All } else { Done::WithRejected })
}

fn text(a: &Audit) -> String {
    let mut lines = vec![
        format!("{} {}（{}）", a.number, a.title, a.state),
        format!(
            "库存{}张，发出{}张（{}人）：待使用{}、已核销{}、已过期{}、已作废{}",
            a.stock, a.issued, a.people, a.held, a.used, a.expired, a.void
        ),
        format!(
            "活动预算{}元，发出{}元，其中待使用{}元、已核销{}元",
            a.envelope_fen, a.issued_fen, a.held_fen, a.used_fen
        ),
    ];
    if a.is_whole() {
        lines.push("逐张核对无误：数量、规则、核销与账目一致。".to_owned());
        return lines.join("\n");
    }
    lines.push(format!("核对没有通过，发现 {} 处问题：", a.fault_count));
    lines.extend(a.faults.iter().enumerate().map(|(n, f)| format!("  {}. {f}", n + 1)));
    if a.fault_count > a.faults.len() {
        lines.push(format!("  其余 {} 处没有列出。", a.fault_count - a.faults.len()));
    }
    lines.join("\n")
}
