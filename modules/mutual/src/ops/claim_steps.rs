//! What people decide of claims: review, approval, refusal, what is missing, taking back.

use guard::{Actor, ActorKind, Scope, act, res};
use kernel::{Fen, Id};
use platform::audit::{self, Changes, Entry};
use platform::calendar::Unit;
use platform::cases::{line, lines};
use platform::indicators::record;
use platform::notices;
use store::Tx;

use super::claim_enter::{bill_digest, facts_moved};
use super::claim_money::{give_up, set_aside};
use super::terms::Terms;
use crate::claim_error::{ClaimError, Result, field};
use crate::model::case::{Refusal, RefusalCode};
use crate::model::claim::{Claim, ClaimState, Decision};
use crate::model::indicators::CLAIMS;
use crate::rules::benefit::sentence;
use crate::rules::claim::{drawn, had_a_hand};
use crate::store::{claim, claim_bill, decision, scheme};

/// Most characters of a note or a reason.
const NOTE: usize = 1_000;

/// What was done, for the claim's line and the audit.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    /// Stored name.
    pub code: &'static str,
    /// Chinese.
    pub title: &'a str,
    /// What the cadre wrote.
    pub note: &'a str,
    /// What the worker reads; nothing if it is none of theirs.
    pub plain: &'a str,
}

/// Writes a claim after a deed, with its line; the worker is told where the line says something to them.
///
/// # Errors
/// [`ClaimError::Stale`] if somebody was faster.
pub fn keep(tx: &mut Tx<'_>, by: &Actor, c: &mut Claim, d: Deed<'_>) -> Result<()> {
    let seen = c.version;
    if !claim::update(tx, c)? {
        return Err(ClaimError::Stale { version: seen });
    }
    let staff = by.kind() == ActorKind::Staff;
    let row = Decision {
        seq: 0,
        deed: d.code.to_owned(),
        title: d.title.to_owned(),
        note: d.note.to_owned(),
        plain: d.plain.to_owned(),
        by_id: if staff { by.id() } else { Id(0) },
        by_name: by.name().to_owned(),
        at: tx.now(),
    };
    decision::add(tx, c.id, &row)?;
    if !d.plain.is_empty() {
        let title = format!("互助金申请{}：{}", c.number, d.title);
        notices::send(tx, c.person_id, &title, d.plain, &format!("/mutual/claims/{}", c.id))?;
    }
    Ok(())
}

/// Changes that every audit entry of a claim tells: no health data.
pub fn changes(c: &Claim, before: ClaimState) -> Changes {
    Changes::new()
        .note("number", c.number.as_str())
        .field("state", before.title(), c.state.title())
        .note("benefit", c.benefit.to_string())
}

/// A note as it is kept.
///
/// # Errors
/// [`ClaimError::Invalid`] if it is too long, or missing where it is needed.
pub fn noted(text: &str, needed: bool) -> Result<String> {
    let text = lines(text);
    if text.chars().count() > NOTE {
        return Err(field("/note", "mutual.note-long"));
    }
    if needed && text.chars().count() < 2 {
        return Err(field("/note", "mutual.note-missing"));
    }
    Ok(text)
}

fn state(c: &Claim, deed: &'static str, all: &[ClaimState]) -> Result<()> {
    if all.contains(&c.state) { Ok(()) } else { Err(ClaimError::State { deed, state: c.state.title() }) }
}

/// The first person agrees: it goes to approval.
///
/// # Errors
/// [`ClaimError::ClaimNotFound`] outside the scope, [`ClaimError::Stale`], [`ClaimError::State`], [`ClaimError::NothingToPay`].
pub fn review(
    tx: &mut Tx<'_>,
    terms: &Terms,
    scope: &Scope<res::Claim, act::Update>,
    (id, version): (Id, i64),
    note: &str,
) -> Result<Claim> {
    let mut c = as_seen(tx, scope, (id, version))?;
    state(&c, "初审", &[ClaimState::Reckoned])?;
    if c.benefit.0 <= 0 {
        return Err(ClaimError::NothingToPay);
    }
    let note = noted(note, false)?;
    c.state = ClaimState::Reviewed;
    c.reviewed_by = scope.actor().id();
    c.second_by = Id(0);
    c.sampled = drawn(c.id, terms.second_percent);
    keep(tx, scope.actor(), &mut c, Deed { code: "review", title: "初审通过", note: &note, plain: "" })?;
    let entry = Entry {
        changes: changes(&c, ClaimState::Reckoned),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.review", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(c)
}

/// Whether one approval is not enough.
fn needs_two(c: &Claim, terms: &Terms) -> bool {
    c.sampled || c.benefit > terms.second
}

/// Another person approves; of large and drawn claims a third one too. With the last approval the money is set aside.
///
/// # Errors
/// [`ClaimError::ClaimNotFound`] outside the scope, [`ClaimError::Stale`], [`ClaimError::State`], [`ClaimError::SamePerson`] who
/// had a hand in it before, [`ClaimError::UsedMoved`] if the sums that caps count have moved, the ledger's refusals.
pub fn approve(
    tx: &mut Tx<'_>,
    terms: &Terms,
    scope: &Scope<res::Claim, act::Approve>,
    (id, version): (Id, i64),
    note: &str,
) -> Result<Claim> {
    let mut c = as_seen(tx, scope, (id, version))?;
    state(&c, "审批", &[ClaimState::Reviewed, ClaimState::Second])?;
    if had_a_hand(&c, scope.actor().id()) {
        return Err(ClaimError::SamePerson);
    }
    let (note, before) = (noted(note, false)?, c.state);
    let title = if needs_two(&c, terms) && before == ClaimState::Reviewed {
        (c.state, c.second_by) = (ClaimState::Second, scope.actor().id());
        "复审通过，等待审批"
    } else {
        c.approved_by = scope.actor().id();
        set_aside(tx, terms, scope.actor(), &mut c)?;
        "审批通过"
    };
    let plain = match c.state {
        ClaimState::Second => String::new(),
        ClaimState::Approved => format!("您的申请已审批通过，互助金{}元，接下来公示。", c.benefit),
        _ => format!("您的申请已审批通过，互助金{}元，等待支付。", c.benefit),
    };
    keep(tx, scope.actor(), &mut c, Deed { code: "approve", title, note: &note, plain: &plain })?;
    let entry = Entry {
        changes: changes(&c, before),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.approve", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(c)
}

/// Refusals in the words of the scheme.
fn told(tx: &mut Tx<'_>, c: &Claim, codes: &[RefusalCode]) -> Result<Vec<Refusal>> {
    let version = scheme::by_id(tx, c.scheme_id)?.ok_or(ClaimError::NoPeriod)?;
    let one = |code: &RefusalCode| Refusal {
        code: *code,
        sentence: sentence(*code, &version.scheme, c.item, &c.facts),
    };
    Ok(codes.iter().map(one).collect())
}

/// Refuses a claim for coded reasons.
///
/// # Errors
/// [`ClaimError::State`] once money is set aside, [`ClaimError::Invalid`] without a reason.
pub fn refuse(tx: &mut Tx<'_>, by: &Actor, c: Claim, codes: &[RefusalCode], note: &str) -> Result<Claim> {
    state(
        &c,
        "不予补助",
        &[ClaimState::Reckoned, ClaimState::Supplement, ClaimState::Reviewed, ClaimState::Second],
    )?;
    let mut c = c;
    let (note, before) = (noted(note, false)?, c.state);
    if codes.is_empty() {
        return Err(field("/codes", "mutual.refusal-missing"));
    }
    c.refusals = told(tx, &c, codes)?;
    (c.state, c.due_on) = (ClaimState::Refused, None);
    c.asked = String::new();
    let said: Vec<&str> = c.refusals.iter().map(|r| r.sentence.as_str()).collect();
    let plain = said.join("\n");
    keep(tx, by, &mut c, Deed { code: "refuse", title: "不予补助", note: &note, plain: &plain })?;
    let entry = Entry {
        changes: changes(&c, before),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.refuse", c.id)
    };
    audit::record(tx, by, entry)?;
    Ok(c)
}

/// A claim as somebody saw it.
///
/// # Errors
/// [`ClaimError::ClaimNotFound`] outside the scope, [`ClaimError::Stale`].
pub fn as_seen<A: guard::act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    (id, version): (Id, i64),
) -> Result<Claim> {
    let c = claim::find(tx, scope, id)?.ok_or(ClaimError::ClaimNotFound)?;
    if c.version == version { Ok(c) } else { Err(ClaimError::Stale { version: c.version }) }
}

/// Asks the worker for what is missing.
///
/// # Errors
/// [`ClaimError::State`], [`ClaimError::Invalid`], a year without a calendar.
pub fn ask(
    tx: &mut Tx<'_>,
    terms: &Terms,
    scope: &Scope<res::Claim, act::Update>,
    (id, version): (Id, i64),
    text: &str,
) -> Result<Claim> {
    let mut c = as_seen(tx, scope, (id, version))?;
    state(&c, "要求补正", &[ClaimState::Reckoned, ClaimState::Reviewed])?;
    let (text, before) = (noted(text, true)?, c.state);
    let due = terms.calendar.last_day(tx.today(), terms.supplement_days, Unit::WorkingDays)?;
    (c.state, c.due_on, c.asked) = (ClaimState::Supplement, Some(due), text.clone());
    let plain = format!("请在{due}前补充：{text}");
    keep(tx, scope.actor(), &mut c, Deed { code: "ask", title: "要求补正", note: "", plain: &plain })?;
    let entry =
        Entry { changes: changes(&c, before), union_path: Some(&c.union_path), ..Entry::of("claim.ask", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(c)
}

/// What was missing is there: it is worked out anew.
///
/// # Errors
/// [`ClaimError::State`] unless something was asked.
pub fn answer(tx: &mut Tx<'_>, by: &Actor, mut c: Claim, text: &str) -> Result<Claim> {
    state(&c, "提交补正", &[ClaimState::Supplement])?;
    let text = noted(text, false)?;
    (c.state, c.due_on, c.asked) = (ClaimState::Reckoned, None, String::new());
    facts_moved(tx, &mut c)?;
    keep(tx, by, &mut c, Deed { code: "answer", title: "已补正", note: &text, plain: "" })?;
    let entry = Entry {
        changes: changes(&c, ClaimState::Supplement),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.answer", c.id)
    };
    audit::record(tx, by, entry)?;
    Ok(c)
}

/// Works a claim out anew: a rule, a sum or a fact has changed.
///
/// # Errors
/// [`ClaimError::State`] once it is decided.
pub fn again(tx: &mut Tx<'_>, by: &Actor, mut c: Claim) -> Result<Claim> {
    state(
        &c,
        "重新核算",
        &[ClaimState::Prepared, ClaimState::Reckoned, ClaimState::Reviewed, ClaimState::Second],
    )?;
    let before = c.state;
    facts_moved(tx, &mut c)?;
    // Whoever agreed, agreed to other figures.
    c.state = ClaimState::Reckoned;
    (c.reviewed_by, c.second_by) = (Id(0), Id(0));
    keep(tx, by, &mut c, Deed { code: "reckon", title: "重新核算", note: "", plain: "" })?;
    let entry = Entry {
        changes: changes(&c, before),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.reckon", c.id)
    };
    audit::record(tx, by, entry)?;
    Ok(c)
}

/// Takes a claim back before it is decided; its bill may be claimed again.
///
/// # Errors
/// [`ClaimError::State`] once it is decided.
pub fn withdraw(tx: &mut Tx<'_>, by: &Actor, mut c: Claim, note: &str) -> Result<Claim> {
    state(
        &c,
        "撤回",
        &[ClaimState::Reckoned, ClaimState::Supplement, ClaimState::Reviewed, ClaimState::Second],
    )?;
    let (note, before) = (noted(note, false)?, c.state);
    (c.state, c.due_on) = (ClaimState::Withdrawn, None);
    claim_bill::free_bill(tx, &bill_digest(&c.hospital, &c.invoice, c.facts.discharged), c.id)?;
    keep(tx, by, &mut c, Deed { code: "withdraw", title: "已撤回", note: &note, plain: "" })?;
    let today = tx.today();
    record(tx, &CLAIMS, c.union_id, today, -1, c.id);
    let entry = Entry {
        changes: changes(&c, before),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.withdraw", c.id)
    };
    audit::record(tx, by, entry)?;
    Ok(c)
}

/// A claim that money is set aside for is no longer paid: an objection was upheld. That is no refusal by the rules, so there is no
/// code: the line tells the case, and what was found there in the words of who decided it.
///
/// # Errors
/// [`ClaimError::State`] once the bank has it.
pub fn revoke(tx: &mut Tx<'_>, by: &Actor, mut c: Claim, (case, why): (&str, &str)) -> Result<Claim> {
    state(&c, "取消支付", &[ClaimState::Approved, ClaimState::Notice])?;
    let before = c.state;
    give_up(tx, by, &c)?;
    c.refusals = Vec::new();
    (c.state, c.due_on) = (ClaimState::Refused, None);
    let why = line(why);
    let found = if why.is_empty() { String::new() } else { format!("核实结果：{why}") };
    let plain = format!("公示期间的异议成立，这笔互助金不再支付。{found}");
    let note = format!("{case}{}{why}", if why.is_empty() { "" } else { "：" });
    keep(tx, by, &mut c, Deed { code: "revoke", title: "异议成立", note: &note, plain: &plain })?;
    let entry = Entry {
        changes: changes(&c, before),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.revoke", c.id)
    };
    audit::record(tx, by, entry)?;
    Ok(c)
}

/// An appeal was upheld: the same claim is looked at anew.
///
/// # Errors
/// [`ClaimError::State`] unless it was refused.
pub fn reopen(tx: &mut Tx<'_>, by: &Actor, mut c: Claim, note: &str) -> Result<Claim> {
    state(&c, "重新办理", &[ClaimState::Refused])?;
    c.state = ClaimState::Reckoned;
    (c.reviewed_by, c.second_by, c.approved_by, c.approved_at) = (Id(0), Id(0), Id(0), None);
    c.notice_id = Id(0);
    facts_moved(tx, &mut c)?;
    let plain = "您的申诉成立，这笔申请重新办理。";
    keep(tx, by, &mut c, Deed { code: "reopen", title: "申诉成立，重新办理", note, plain })?;
    let entry = Entry {
        changes: changes(&c, ClaimState::Refused),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.reopen", c.id)
    };
    audit::record(tx, by, entry)?;
    Ok(c)
}

/// Sum of benefits, for confirmations.
pub fn sum(claims: &[Claim]) -> Fen {
    Fen(claims.iter().map(|c| c.benefit.0).sum())
}
