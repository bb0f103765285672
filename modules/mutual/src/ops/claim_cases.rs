//! Objections and appeals are cases; what is decided of them moves the claim in the same transaction.

use guard::{Actor, Reason};
use kernel::Id;
use platform::cases::{
    CaseFile, CaseState, CaseWatch, Channel, Ground, NewCase, Opened, Reporter, ReporterKind, Values,
    open_case, store::event,
};
use store::{DbError, DbResult, Tx};

use super::claim_steps::{reopen, revoke};
use super::terms::Terms;
use crate::claim_error::{ClaimError, Result};
use crate::model::claim::{Claim, ClaimCaseKind, ClaimState, Decision};
use crate::store::{claim, claim_case, decision, notice};

/// Kind of case of objections on a notice.
pub const OBJECTION_KIND: &str = "mutual.objection";
/// Kind of case of appeals.
pub const APPEAL_KIND: &str = "mutual.appeal";
/// Step in which a case was found right.
const UPHELD: &str = "upheld";

fn told(by: &Actor, home: Id, kind: &str, (title, body): (&str, &str)) -> NewCase {
    NewCase {
        kind: kind.to_owned(),
        home_id: home,
        title: title.to_owned(),
        body: body.to_owned(),
        fields: Values::default(),
        channel: Channel::Phone,
        reporter: ReporterKind::Named,
        who: Some(Reporter { name: by.name().to_owned(), phone: String::new(), person_id: by.id() }),
        employer_id: Id(0),
        employer_name: String::new(),
        ties: Vec::new(),
    }
}

/// A member objects to a line of a notice on show; the payment waits until it is decided.
///
/// # Errors
/// [`ClaimError::NoticeNotFound`] unless it is on show, [`ClaimError::State`] for a claim that is done with, what a case lacks.
pub fn object(
    tx: &mut Tx<'_>,
    ground: &Ground,
    by: &Actor,
    (notice_id, seq): (Id, i64),
    text: &str,
) -> Result<Opened> {
    let today = tx.today();
    let n = notice::unscoped(tx, notice_id)?.filter(|n| n.from_day <= today && today <= n.to_day);
    let n = n.ok_or(ClaimError::NoticeNotFound)?;
    let line = notice::line(tx, notice_id, seq)?.ok_or(ClaimError::NoticeNotFound)?;
    let mut c = claim::unscoped(tx, line.claim_id)?.ok_or(ClaimError::NoticeNotFound)?;
    if c.state != ClaimState::Notice {
        return Err(ClaimError::State { deed: "提出异议", state: c.state.title() });
    }
    let title = format!("对“{}”第{seq}行的异议", n.title);
    let title: String = title.chars().take(60).collect();
    let body = format!("{}，{}，{}：{text}", line.name, line.union_name, line.item);
    let made = open_case(tx, ground, by, told(by, n.union_id, OBJECTION_KIND, (&title, &body)))?;
    claim_case::insert(tx, made.id, c.id, ClaimCaseKind::Objection)?;
    c.objections += 1;
    let seen = c.version;
    if claim::update(tx, &mut c)? { Ok(made) } else { Err(ClaimError::Stale { version: seen }) }
}

/// The last day on which a refused claim may be appealed.
///
/// # Errors
/// Any [`DbError`].
pub fn appeal_until(tx: &mut Tx<'_>, terms: &Terms, c: &Claim) -> DbResult<Option<kernel::Day>> {
    if c.state != ClaimState::Refused {
        return Ok(None);
    }
    let refused = last_refusal(tx, c.id)?;
    Ok(refused.map(|d| d.at.day().plus_days(terms.appeal_days)))
}

/// The decision by which a claim was refused last.
fn last_refusal(tx: &mut Tx<'_>, claim: Id) -> DbResult<Option<Decision>> {
    let all = decision::of_claim(tx, claim)?;
    Ok(all.into_iter().rev().find(|d| matches!(d.deed.as_str(), "refuse" | "revoke")))
}

/// The worker appeals against a refusal.
///
/// # Errors
/// [`ClaimError::State`] unless it was refused, [`ClaimError::AppealOver`], what a case lacks.
pub fn appeal(
    tx: &mut Tx<'_>,
    (ground, terms): (&Ground, &Terms),
    by: &Actor,
    c: &Claim,
    text: &str,
) -> Result<Opened> {
    let until = appeal_until(tx, terms, c)?;
    let until = until.ok_or(ClaimError::State { deed: "申诉", state: c.state.title() })?;
    if tx.today() > until {
        return Err(ClaimError::AppealOver);
    }
    let open = claim_case::of_claim(tx, c.id)?;
    if open.iter().any(|k| k.kind == ClaimCaseKind::Appeal && k.state == "open") {
        return Err(ClaimError::State { deed: "再次申诉", state: "申诉办理中" });
    }
    let title = format!("互助金申请{}的申诉", c.number);
    let made = open_case(tx, ground, by, told(by, c.fund_id, APPEAL_KIND, (&title, text)))?;
    claim_case::insert(tx, made.id, c.id, ClaimCaseKind::Appeal)?;
    Ok(made)
}

/// Moves claims when objections are decided.
#[derive(Debug)]
pub struct Objections;

/// Moves claims when appeals are decided.
#[derive(Debug)]
pub struct Appeals;

impl CaseWatch for Objections {
    fn kind(&self) -> &'static str {
        OBJECTION_KIND
    }

    fn changed(&self, tx: &mut Tx<'_>, before: Option<&CaseFile>, after: &CaseFile) -> DbResult<()> {
        decided(tx, before, after, |tx, by, mut c, said| {
            c.objections = (c.objections - 1).max(0);
            if said.upheld && matches!(c.state, ClaimState::Notice | ClaimState::Approved) {
                let notice = c.notice_id;
                revoke(tx, by, c, (&said.case, &said.why))?;
                return Ok(notice::settle(tx, notice, 1)?);
            }
            let seen = c.version;
            if claim::update(tx, &mut c)? { Ok(()) } else { Err(ClaimError::Stale { version: seen }) }
        })
    }
}

impl CaseWatch for Appeals {
    fn kind(&self) -> &'static str {
        APPEAL_KIND
    }

    fn changed(&self, tx: &mut Tx<'_>, before: Option<&CaseFile>, after: &CaseFile) -> DbResult<()> {
        decided(tx, before, after, |tx, by, c, said| match said.upheld && c.state == ClaimState::Refused {
            true => reopen(tx, by, c, &said.case).map(drop),
            false => Ok(()),
        })
    }

    fn decided_before(&self, tx: &mut Tx<'_>, account: Id, case: &CaseFile) -> DbResult<bool> {
        let Some(about) = claim_case::of_case(tx, case.id)? else { return Ok(false) };
        Ok(last_refusal(tx, about.claim_id)?.is_some_and(|d| d.by_id == account))
    }
}

/// What was decided of a case about a claim.
struct Said {
    /// It was found right.
    upheld: bool,
    /// Number and title of the case.
    case: String,
    /// What was written with the decision. Nothing of a restricted case: what is said there stays there.
    why: String,
}

/// Does what follows, once, when a case about a claim closes.
fn decided(
    tx: &mut Tx<'_>,
    before: Option<&CaseFile>,
    after: &CaseFile,
    follow: impl FnOnce(&mut Tx<'_>, &Actor, Claim, &Said) -> Result<()>,
) -> DbResult<()> {
    let closes = after.state == CaseState::Closed && before.is_some_and(|b| b.state != CaseState::Closed);
    if !closes {
        return Ok(());
    }
    let upheld = after.step == UPHELD;
    let Some(about) = claim_case::of_case(tx, after.id)? else { return Ok(()) };
    if !claim_case::end(tx, after.id, if upheld { "upheld" } else { "dismissed" })? {
        return Ok(());
    }
    let Some(c) = claim::unscoped(tx, about.claim_id)? else { return Ok(()) };
    let by = Actor::system(Reason::Job, "异议与申诉");
    let case = format!("{}（{}）", after.number, after.title);
    let why = if after.restricted { String::new() } else { event::last_note(tx, after.id)? };
    follow(tx, &by, c, &Said { upheld, case, why }).map_err(|e| match e {
        ClaimError::Db(e) => e,
        other => DbError::Inconsistent(format!("case {} about a claim: {other}", after.id)),
    })
}
