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
    /// Mutual aid: people who enrolled, premiums, people who were paid, and how far the target is.
    Mutual {
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
    /// Benefits: people and times that were reached, vouchers that were used, and what they saved.
    Benefits {
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
    /// Figures that were told of past years, beside what the records of this installation add up to.
    Inventory,
    /// Visits to employers and the issues that were found, a row for each township (or whatever stands right beneath the union).
    Visits {
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
    match what {
        What::Voice { union, from, to } => voice(place, out, union, (*from, *to)),
        What::Mutual { union, from, to } => mutual(place, out, union, (*from, *to)),
        What::Benefits { union, from, to } => benefits(place, out, union, (*from, *to)),
        What::Inventory => super::inventory::run(place, out),
        What::Visits { union, from, to } => visits(place, out, union, (*from, *to)),
    }
}

/// The place of the union that was asked for, or the highest one.
fn asked(
    tx: &mut store::Tx<'_>,
    app: &platform::App,
    scope: &guard::Scope<res::Union, act::Read>,
    union: Option<&str>,
) -> Result<OrgPath, registry::RegistryError> {
    match union {
        Some(code) => Ok(find_union(tx, scope, code)?.place()),
        None => Ok(top(tx, app.org_tree().as_ref())?),
    }
}

type Days = (Option<Day>, Option<Day>);

fn visits(place: &Place, out: Output, union: &Option<String>, (from, to): Days) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let app = installation.app.clone();
    let actor = Actor::system(Reason::Cli, "report");
    let scope = actor.permit::<res::Union, act::Read>()?;
    let seen = actor.permit::<res::Visit, act::Read>()?;
    let (union, to) = (union.clone(), to.unwrap_or(app.clock().today()));
    let rows = installation.app.store().read_blocking(move |tx| {
        let at = asked(tx, &app, &scope, union.as_deref())?;
        visit::towns(tx, &seen, &at, &visit::Asked { plan: None, from, to: Some(to) })
    });
    let rows = rows.context("走访情况")?;
    let reached = rows.iter().filter(|r| r.done > 0).count();
    let employers: i64 = rows.iter().map(|r| r.employers).sum();
    let (issues, solved): (i64, i64) = rows.iter().fold((0, 0), |(a, b), r| (a + r.issues, b + r.solved));
    let mut text = format!("{:<24}{:>8}{:>8}{:>8}{:>8}", "工会", "已走访", "单位", "问题", "解决");
    for r in &rows {
        let name: String = r.union_name.chars().take(12).collect();
        text.push_str(&format!("\n{name:<24}{:>8}{:>8}{:>8}{:>8}", r.done, r.employers, r.issues, r.solved));
    }
    let object = json!({
        "from": from, "to": to, "townships": reached, "employers": employers, "issues": issues, "solved": solved,
        "rows": rows,
    });
    out.answer(&object, &text);
    Ok(Done::All)
}

fn mutual(place: &Place, out: Output, union: &Option<String>, (from, to): Days) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let app = installation.app.clone();
    let scope = Actor::system(Reason::Cli, "report").permit::<res::Union, act::Read>()?;
    let (union, to) = (union.clone(), to.unwrap_or(app.clock().today()));
    let found = installation.app.store().read_blocking(move |tx| {
        let at = asked(tx, &app, &scope, union.as_deref())?;
        let (id, _) = app.org_tree().union_at(tx, &at)?.ok_or(registry::RegistryError::UnionNotFound)?;
        mutual::payments::report(tx, (id, &at), (from, to))
    });
    let r = found.context("医疗互助情况")?;
    // Actual ÷ target: 2.15 is 215 %.
    let completion =
        (r.target > 0).then(|| (r.enrolments as f64 / r.target as f64 * 10_000.0).round() / 10_000.0);
    let percent = completion.map_or_else(|| "无目标".to_owned(), |c| format!("{:.1}%", c * 100.0));
    let text = format!(
        "参保 {} 人次，目标 {}，完成 {percent}\n筹集 {} 元\n受助 {} 人（{} 人次），支付 {} 元",
        r.enrolments, r.target, r.premium, r.people, r.times, r.paid
    );
    let object = json!({
        "from": from, "to": to, "enrolments": r.enrolments, "premium_fen": r.premium.0, "claims": r.claims,
        "people_paid": r.people, "times_paid": r.times, "paid_fen": r.paid.0, "target": r.target,
        "completion": completion,
    });
    out.answer(&object, &text);
    Ok(Done::All)
}

fn benefits(place: &Place, out: Output, union: &Option<String>, (from, to): Days) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let app = installation.app.clone();
    let scope = Actor::system(Reason::Cli, "report").permit::<res::Union, act::Read>()?;
    let (union, to) = (union.clone(), to.unwrap_or(app.clock().today()));
    let found = installation.app.store().read_blocking(move |tx| {
        let at = asked(tx, &app, &scope, union.as_deref())?;
        let (id, _) = app.org_tree().union_at(tx, &at)?.ok_or(registry::RegistryError::UnionNotFound)?;
        Ok::<_, registry::RegistryError>(benefits::ops::report::report(tx, id, (from, to))?)
    });
    let r = found.context("普惠服务情况")?;
    let each = (r.people > 0).then(|| kernel::Fen(r.saved.0 / r.people));
    let text = format!(
        "服务 {} 人（{} 人次），核销 {} 张，让利 {} 元，人均 {} 元\n特约优惠 {} 人次，优惠 {} 元",
        r.people,
        r.times,
        r.redeemed,
        r.saved,
        each.map_or_else(|| "—".to_owned(), |e| e.to_string()),
        r.uses,
        r.off
    );
    let object = json!({
        "from": from, "to": to, "people": r.people, "times": r.times, "redeemed": r.redeemed, "saved_fen": r.saved.0,
        "per_person_fen": each.map(|e| e.0), "discount_uses": r.uses, "discount_off_fen": r.off.0,
    });
    out.answer(&object, &text);
    Ok(Done::All)
}

fn voice(place: &Place, out: Output, union: &Option<String>, (from, to): Days) -> Result<Done> {
    let installation = place.open(Access::Read)?;
    let app = &installation.app;
    let actor = Actor::system(Reason::Cli, "report");
    let scope = actor.permit::<res::Union, act::Read>()?;
    let (union, again) = (union.clone(), app.clone());
    let to = to.unwrap_or(app.clock().today());
    let rows = app.store().read_blocking(move |tx| {
        let at = asked(tx, &again, &scope, union.as_deref())?;
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
