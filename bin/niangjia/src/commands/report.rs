//! `niangjia report`

use anyhow::{Context, Result};
use guard::{Actor, Reason, act, res};
use kernel::{Day, OrgPath};
use registry::api::find_union;
use serde_json::json;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

/// Which report.
#[derive(clap::Subcommand)]
pub enum What {
    /// Answered matters of workers by track, a row for each township (or whatever stands right beneath the union).
    Voice {
        /// Code or id of the union; the one at the top if missing.
        #[arg(long)]
        union: Option<String>,
        /// First day; from the beginning if missing.
        #[arg(long)]
        from: Option<Day>,
        /// Last day; today if missing.
        #[arg(long)]
        to: Option<Day>,
    },
}

pub fn run(place: &Place, out: Output, what: &What) -> Result<Done> {
    let What::Voice { union, from, to } = what;
    let installation = place.open(Access::Read)?;
    let app = &installation.app;
    let actor = Actor::system(Reason::Cli, "report");
    let scope = actor.permit::<res::Union, act::Read>()?;
    let (asked, tree, today) = (union.clone(), app.org_tree().clone(), app.clock().today());
    let (from, to) = (*from, to.unwrap_or(today));
    let rows = app.store().read_blocking(move |tx| {
        let at = match &asked {
            Some(code) => find_union(tx, &scope, code)?.place(),
            None => top(tx, tree.as_ref())?,
        };
        voice::towns(tx, &at, from, to)
    });
    let rows = rows.context("职工说事办理情况")?;
    let mut text = format!("{:<24}{:>8}{:>8}{:>8}{:>8}", "工会", "马上办", "商讨", "联席", "专议");
    for r in &rows {
        let name: String = r.union_name.chars().take(12).collect();
        text.push_str(&format!("\n{name:<24}{:>8}{:>8}{:>8}{:>8}", r.simple, r.general, r.major, r.special));
    }
    out.answer(&json!({ "from": from, "to": to, "rows": rows }), &text);
    Ok(Done::All)
}

/// The highest place at which a union stands.
fn top(tx: &mut store::Tx<'_>, tree: &dyn platform::accounts::OrgTree) -> store::DbResult<OrgPath> {
    let mut at = OrgPath::top();
    for n in 0..64 {
        let Some(first) = OrgPath::top().child(n) else { break };
        if tree.union_at(tx, &first)?.is_some() {
            at = first;
            break;
        }
    }
    Ok(at)
}
