//! The evidence of a sample, a line for each thing that was done, worked out, paid and booked.

use guard::{Actor, ResourceKind, act, res};
use http_base::{ApiError, Json, Page};
use kernel::{Fen, Id, Timestamp};
use platform::App;
use platform::exports::{List, money, number, text, time};
use platform::ledger::{Transfer, find_transfer, id_of};
use serde::Serialize;
use store::Tx;

use super::batches::when;
use crate::model::claim::Claim;
use crate::pay_error::{PayError, Result};
use crate::store::{claim, decision, payment, sample};

/// The columns of the evidence.
pub static EVIDENCE: List = List {
    resource: ResourceKind::Sample,
    action: "mutual-sample.evidence",
    title: "经审抽样证据",
    columns: &[
        number("seq", "抽取序号"),
        text("number", "申请编号", 20),
        text("name", "姓名", 12),
        text("kind", "类别", 10),
        text("title", "事项", 24),
        text("text", "内容", 60),
        money("amount_fen", "金额"),
        text("by_name", "经办人", 14),
        time("at", "时间"),
    ],
};

/// A line of the evidence.
#[derive(Debug, Serialize)]
pub struct Line {
    seq: i64,
    number: String,
    name: String,
    /// 办理, 核算, 支付 or 分录.
    kind: &'static str,
    title: String,
    text: String,
    amount_fen: Option<i64>,
    by_name: String,
    at: Option<Timestamp>,
}

/// All evidence of a sample in sight, as the only page.
///
/// # Errors
/// [`PayError::SampleNotFound`] outside the scope.
pub async fn evidence(app: App, actor: Actor, id: Id) -> std::result::Result<Json<Page<Line>>, ApiError> {
    let scope = actor.permit::<res::Sample, act::Export>()?;
    let found = app.store().read_slow(move |tx| {
        sample::find(tx, &scope, id)?.ok_or(PayError::SampleNotFound)?;
        let mut all = Vec::new();
        for p in sample::claims(tx, id)? {
            let c = claim::unscoped(tx, p.claim_id)?.ok_or(PayError::SampleNotFound)?;
            of_claim(tx, p.seq, &c, &mut all)?;
        }
        Ok::<_, PayError>(all)
    });
    Ok(Json(Page { items: found.await?, next: None, prev: None, count: None }))
}

fn of_claim(tx: &mut Tx<'_>, seq: i64, c: &Claim, all: &mut Vec<Line>) -> Result<()> {
    let line =
        |kind, title: &str, text: &str, amount: Option<Fen>, (by, at): (&str, Option<Timestamp>)| Line {
            seq,
            number: c.number.clone(),
            name: c.name.clone(),
            kind,
            title: title.to_owned(),
            text: text.to_owned(),
            amount_fen: amount.map(|a| a.0),
            by_name: by.to_owned(),
            at,
        };
    for d in decision::of_claim(tx, c.id)? {
        let said = [d.note.as_str(), d.plain.as_str()].into_iter().filter(|t| !t.is_empty());
        let said = said.collect::<Vec<_>>().join("；");
        all.push(line("办理", &d.title, &said, None, (&d.by_name, Some(d.at))));
    }
    all.extend(c.trace.iter().map(|t| line("核算", t.code.title(), &t.text, Some(t.amount), ("", None))));
    all.extend(c.refusals.iter().map(|r| line("核算", r.code.title(), &r.sentence, None, ("", None))));
    let payments = payment::of_record(tx, c.id)?;
    for p in &payments {
        let text = format!("{} 尾号{} {}", p.number, p.account_tail, p.why);
        all.push(line("支付", p.state.title(), text.trim(), Some(p.amount), ("", when(p.answered_at))));
    }
    let mut ids: Vec<Id> = (1..=c.round)
        .flat_map(|round| [id_of("mutual.claim", c.id, round), id_of("mutual.owed", c.id, round)])
        .collect();
    ids.extend(
        payments
            .iter()
            .flat_map(|p| ["mutual.pay", "mutual.paid", "mutual.returned"].map(|k| id_of(k, p.id, 0))),
    );
    for id in ids {
        let Some(t) = find_transfer(tx, id)? else { continue };
        all.push(line("分录", t.kind.title(), &booked(&t), Some(t.amount), (&t.made_by_name, Some(t.at))));
    }
    Ok(())
}

fn booked(t: &Transfer) -> String {
    let reason = kernel::locale::fill(&t.reason, std::iter::empty());
    format!("{reason}；记账日{}；编号{}", t.day, t.id)
}
