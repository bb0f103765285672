//! `niangjia verify`

use std::path::PathBuf;

use anyhow::{Context, Result};
use benefits::rules::draw_file::{self, DrawFile, Noted};
use benefits::rules::instant;
use benefits::rules::instant_file::{self, InstantFile};
use platform::audit::{self, Report};
use platform::ledger;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

/// What to verify.
#[derive(clap::Subcommand)]
pub enum What {
    /// The chain over the audit.
    Audit {
        /// Folder with exported anchors, e.g. copies kept on another machine; the installation's own if missing.
        #[arg(long)]
        anchors: Option<PathBuf>,
    },
    /// The ledger: everything is added up again.
    Ledger,
    /// The file of a draw, or of tickets that win at once, as anybody can download it: everything is worked out again. Needs no
    /// installation. docs/draws.md
    Draw {
        /// The file.
        file: PathBuf,
        /// The commitment as it was noted down before the draw.
        #[arg(long)]
        commitment: Option<String>,
        /// The digest of the list as it was noted down before the draw.
        #[arg(long)]
        list: Option<String>,
    },
}

pub fn run(place: &Place, out: Output, what: &What) -> Result<Done> {
    match what {
        What::Audit { anchors } => verify_audit(place, out, anchors.as_ref()),
        What::Ledger => verify_ledger(place, out),
        What::Draw { file, commitment, list } => {
            let noted = Noted { commitment: commitment.clone(), list_digest: list.clone() };
            verify_draw(out, file, &noted)
        }
    }
}

/// The member that says by which procedure a file was made.
#[derive(serde::Deserialize)]
struct Format {
    format: String,
}

fn verify_draw(out: Output, file: &PathBuf, noted: &Noted) -> Result<Done> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let not = || format!("{} 不是抽奖文件", file.display());
    let kind: Format = serde_json::from_slice(&bytes).with_context(not)?;
    if kind.format == instant::PROCEDURE {
        let read: InstantFile = serde_json::from_slice(&bytes).with_context(not)?;
        let report = instant_file::verify(&read, noted);
        out.answer(&serde_json::to_value(&report)?, &instant_text(&report));
        return Ok(if report.whole { Done::All } else { Done::WithRejected });
    }
    let read: DrawFile = serde_json::from_slice(&bytes).with_context(not)?;
    let report = draw_file::verify(&read, noted);
    out.answer(&serde_json::to_value(&report)?, &draw_text(&report));
    Ok(if report.whole { Done::All } else { Done::WithRejected })
}

fn instant_text(report: &instant_file::Report) -> String {
    let told = match report.whole {
        true => format!("验证通过：按公开的材料重算，{} 张中奖的票全部一致。", report.winners.len()),
        false => "验证没有通过：".to_owned(),
    };
    let given = format!(
        "活动 {} {}：共 {} 张票，已发 {} 张",
        report.number, report.title, report.tickets, report.issued
    );
    let mut lines = vec![given, told];
    lines.extend(report.checks.iter().map(|c| format!("  {} {}", if c.ok { "✓" } else { "✗" }, c.text)));
    lines.push(format!("承诺值：{}", report.commitment));
    lines.join("\n")
}

fn draw_text(report: &draw_file::Report) -> String {
    let told = match (report.whole, report.drawn) {
        (true, true) => format!("验证通过：按公开的材料重算，{} 个名次全部一致。", report.result.len()),
        (true, false) => "尚未开奖；名单与公布的摘要一致。开奖后请用新的文件再验证一次。".to_owned(),
        (false, _) => "验证没有通过：".to_owned(),
    };
    let mut lines = vec![format!("活动 {} {}：{} 人报名", report.number, report.title, report.entries), told];
    lines.extend(report.checks.iter().map(|c| format!("  {} {}", if c.ok { "✓" } else { "✗" }, c.text)));
    lines.push(format!("承诺值：{}", report.commitment));
    lines.push(format!("名单摘要：{}", report.list_digest));
    lines.join("\n")
}

fn verify_ledger(place: &Place, out: Output) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let report = ledger::verify(installation.app.store())?;
    out.answer(&serde_json::to_value(&report)?, &ledger_text(&report));
    Ok(if report.is_whole() { Done::All } else { Done::WithRejected })
}

fn ledger_text(report: &ledger::Report) -> String {
    let counted = format!(
        "{} 个科目、{} 笔分录、{} 张凭证（{} 笔预留未了结）、{} 次结账",
        report.accounts, report.entries, report.transfers, report.open, report.closings
    );
    if report.is_whole() {
        return format!("账簿核对无误：{counted}。");
    }
    let mut lines = vec![format!("账簿核对没有通过（{counted}），发现 {} 处问题：", report.fault_count)];
    lines.extend(report.faults.iter().enumerate().map(|(n, f)| format!("  {}. {f}", n + 1)));
    if report.fault_count > report.faults.len() {
        lines.push(format!("  其余 {} 处没有列出。", report.fault_count - report.faults.len()));
    }
    lines.push("请停止记账和支付，完整复制数据文件夹留作证据，再与最近一次核对无误的备份比对。".to_owned());
    lines.join("\n")
}

fn verify_audit(place: &Place, out: Output, anchors: Option<&PathBuf>) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let app = &installation.app;
    let folder = anchors.cloned().unwrap_or_else(|| audit::anchor_folder(&place.data));
    let exported = audit::exported_anchors(&folder).with_context(|| folder.display().to_string())?;
    let report = audit::verify_store(app.store(), app.keyring(), &exported)?;
    out.answer(&serde_json::to_value(&report)?, &text(&report));
    Ok(if report.is_whole() { Done::All } else { Done::WithRejected })
}

fn text(report: &Report) -> String {
    let mut lines = Vec::new();
    if report.is_whole() {
        lines.push(format!("审计链完整：{} 块、{} 条。", report.blocks, report.entries));
    } else {
        lines.push("审计链验证没有通过，发现以下问题：".to_owned());
        lines.extend(report.faults.iter().enumerate().map(|(n, f)| format!("  {}. {}", n + 1, f.text)));
    }
    if report.pruned_to > 0 {
        lines.push(format!(
            "第 1 至 {} 块（截至 {}，共 {} 条）已按保存期限清理，由签封的检查点代替。",
            report.pruned_to, report.pruned_until, report.pruned_entries
        ));
    }
    if report.unsealed > 0 {
        lines.push(format!(
            "另有 {} 条刚写入、尚未封存，封存前不受链保护；几秒后再验证应为 0。",
            report.unsealed
        ));
    }
    match report.anchored_to {
        Some(day) => lines.push(format!("已与 {} 个链头锚点比对，最近一个是 {day}。", report.anchors)),
        None => lines.push("还没有链头锚点：末尾若被截掉，目前看不出来。服务运行一小时内会生成。".to_owned()),
    }
    lines.push(format!("链头：第 {} 块，{}", report.last_block, report.head));
    if !report.is_whole() {
        lines.push(
            "这说明数据库被程序以外的途径改动过，或磁盘、恢复出了问题。请：① 停止服务，不要再写入，也不要自行修改数据；\
             ② 完整复制数据文件夹留作证据；③ 报告审计管理员；④ 用最近一次验证通过的备份比对，确认改动范围后再恢复。"
                .to_owned(),
        );
    }
    lines.join("\n")
}
