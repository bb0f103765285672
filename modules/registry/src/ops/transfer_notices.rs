//! Who is told of a proposed move: the cadres who may act on it, and the member.

use std::collections::BTreeSet;

use guard::{ActionKind, Actor, ResourceKind};
use kernel::OrgPath;
use platform::notices;
use store::{DbResult, Tx};

use super::answer_transfer::Answer;
use super::responsible::responsible;
use crate::model::secondment::ProposalKind;
use crate::store::transfer::Proposal;
use crate::store::{person, union};

/// Page of the console.
const PAGE: &str = "/transfers";

/// The lowest place above both ends.
fn above_both(p: &Proposal) -> OrgPath {
    let common = p.from_path.chain().filter(|place| place.covers(&p.to_path) && *place != p.from_path);
    common.max_by_key(OrgPath::levels).unwrap_or_else(OrgPath::top)
}

/// Tells those who answer for the places, each once, but not who did it.
fn tell(
    tx: &mut Tx<'_>,
    places: &[&OrgPath],
    by: &Actor,
    title: &str,
    p: &Proposal,
    more: &str,
) -> DbResult<()> {
    let name = person::by_id(tx, p.person_id)?.map_or_else(String::new, |p| p.profile.name);
    let (from, to) = (union::name(tx, p.from_union_id)?, union::name(tx, p.to_union_id)?);
    let body = format!("{name}：{from} → {to}{more}");
    let mut all = BTreeSet::new();
    for place in places {
        all.extend(responsible(tx, place, (ResourceKind::Transfer, ActionKind::Update))?);
    }
    all.remove(&by.id());
    all.into_iter().try_for_each(|account| notices::send(tx, account, title, &body, PAGE))
}

/// The union that answers has something to do, and the member something to say. Of an import no cadre is told
/// row by row: what waits stands on the first page.
pub fn proposed(tx: &mut Tx<'_>, by: &Actor, p: &Proposal) -> DbResult<()> {
    if p.batch_id.is_none() {
        tell(tx, &[p.answered_at()], by, &format!("有{}待答复", p.kind.title()), p, "")?;
    }
    let (from, to) = (union::name(tx, p.from_union_id)?, union::name(tx, p.to_union_id)?);
    let until = p.planned_to.map_or_else(String::new, |day| day.to_string());
    let body = match p.kind {
        ProposalKind::Transfer => format!("{to}申请将您的会籍转入，请确认"),
        ProposalKind::Secondment => {
            format!("{from}拟借调您到{to}，{}至{until}，会籍不变，请确认", p.day)
        }
        ProposalKind::Extension => format!("您在{to}的借调拟延长至{until}，请确认"),
        ProposalKind::Conversion => format!("您在{to}的借调拟转为正式转接，会籍转入{to}，请确认"),
    };
    notices::send(tx, p.person_id, p.kind.title(), &body, "/data")
}

/// Both unions and the member learn how it ended.
pub fn answered(tx: &mut Tx<'_>, by: &Actor, p: &Proposal, answer: Answer, note: &str) -> DbResult<()> {
    let said = if note.is_empty() { String::new() } else { format!("（{note}）") };
    let to = union::name(tx, p.to_union_id)?;
    let what = p.kind.title();
    let (title, body) = match (answer, p.kind) {
        (Answer::Accepted, kind) if kind.moves() => ("会籍已转接".to_owned(), format!("您的会籍已转入{to}")),
        (Answer::Accepted, _) => (format!("{what}已办理"), format!("{to}已同意{what}，会籍不变")),
        (Answer::Returned, ProposalKind::Transfer) => {
            (format!("{what}未办理"), format!("转入{to}的申请未办理{said}"))
        }
        (Answer::Withdrawn, ProposalKind::Transfer) => {
            (format!("{what}已撤回"), format!("{to}撤回了转接申请{said}"))
        }
        (Answer::Returned, _) => (format!("{what}未办理"), format!("到{to}的{what}未办理{said}")),
        (Answer::Withdrawn, _) => (format!("{what}已撤回"), format!("到{to}的{what}已撤回{said}")),
    };
    tell(tx, &[&p.from_path, &p.to_path], by, &title, p, &said)?;
    notices::send(tx, p.person_id, &title, &body, "/data")
}

/// The member agrees.
pub fn agreed(tx: &mut Tx<'_>, by: &Actor, p: &Proposal) -> DbResult<()> {
    let what = if p.kind == ProposalKind::Transfer { "转接" } else { p.kind.title() };
    tell(tx, &[p.answered_at()], by, &format!("会员本人已同意{what}"), p, "")
}

/// Nobody answered: the union above both is asked.
pub fn escalated(tx: &mut Tx<'_>, by: &Actor, p: &Proposal, days: i64) -> DbResult<()> {
    tell(
        tx,
        &[&above_both(p)],
        by,
        &format!("{}逾期，请处理", p.kind.title()),
        p,
        &format!("（{days}日内未答复）"),
    )
}
