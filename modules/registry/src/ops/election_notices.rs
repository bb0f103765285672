//! Who is told of an election: the union above when there is something to answer, the union itself when it was answered.

use guard::{ActionKind, Actor, ResourceKind};
use kernel::{Day, Id};
use platform::accounts::holders;
use platform::notices;
use store::{DbResult, Tx};

use super::responsible::responsible;
use crate::model::election::{Election, ElectionStep};
use crate::store::union::Union;

/// Cadres who may approve, at the nearest union above where there are any.
fn above(tx: &mut Tx<'_>, u: &Union) -> DbResult<Vec<Id>> {
    let Some(place) = u.place().parent() else { return Ok(Vec::new()) };
    responsible(tx, &place, (ResourceKind::Election, ActionKind::Approve))
}

fn page(u: &Union) -> String {
    format!("/unions/{}", u.id)
}

/// The union above has something to answer.
pub fn for_above(tx: &mut Tx<'_>, by: &Actor, u: &Union, e: &Election, title: &str) -> DbResult<()> {
    let body = format!("{}：{}", u.name, e.kind.title());
    let mut all = above(tx, u)?;
    all.retain(|id| *id != by.id());
    all.into_iter().try_for_each(|account| notices::send(tx, account, title, &body, &page(u)))
}

/// A step was taken.
pub fn stepped(tx: &mut Tx<'_>, by: &Actor, u: &Union, e: &Election, step: ElectionStep) -> DbResult<()> {
    let title = match step {
        ElectionStep::Report => return for_above(tx, by, u, e, "有选举结果待批复"),
        ElectionStep::Agree => "请示已同意",
        ElectionStep::Refuse => "请示未获同意",
        ElectionStep::Approve => "选举结果已批复",
        ElectionStep::Return => "选举结果被退回",
        ElectionStep::Call | ElectionStep::Vote | ElectionStep::Cancel => return Ok(()),
    };
    let said = if e.note.is_empty() { String::new() } else { format!("（{}）", e.note) };
    let body = format!("{}：{}{said}", u.name, e.kind.title());
    let mut all = holders(tx, u.id, (ResourceKind::Election, ActionKind::Update))?;
    all.extend((e.created_by.0 != 0).then_some(e.created_by));
    all.sort();
    all.dedup();
    all.retain(|id| *id != by.id());
    all.into_iter().try_for_each(|account| notices::send(tx, account, title, &body, &page(u)))
}

/// The term of a union ends.
pub fn term_ends(tx: &mut Tx<'_>, u: &Union, ends: Day, days: i64) -> DbResult<()> {
    let (title, body) = if days < 0 {
        ("工会任期已届满", format!("{}本届任期已于{ends}届满，请尽快换届或申请延期", u.name))
    } else {
        ("工会任期将届满", format!("{}本届任期{ends}届满，还有{days}天，请准备换届", u.name))
    };
    let mut all = holders(tx, u.id, (ResourceKind::Election, ActionKind::Update))?;
    all.extend(above(tx, u)?);
    all.sort();
    all.dedup();
    all.into_iter().try_for_each(|account| notices::send(tx, account, title, &body, &page(u)))
}
