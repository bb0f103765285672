//! Proposing a value, and deciding about somebody else's proposal.

use guard::{Reach, Scope, act, res};
use kernel::{Day, Id, Timestamp};
use store::Tx;

use super::lookup::{Parameters, lies_in};
use super::shipped::{Definition, definition};
use super::store::{self as sql, State, ValueRow};
use super::value::{Kind, Value};
use super::{ParameterError, group_title};
use crate::accounts::OrgTree;
use crate::audit::{self, Changes, Entry};
use crate::dated::{Room, raise};
use crate::notices;

type Result<T> = std::result::Result<T, ParameterError>;

/// Groups that concern the installation itself: only administrators propose there.
const ADMINISTRATORS: [&str; 4] = ["security", "privacy", "system", "card"];

/// A value to propose.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Division code, or empty for everywhere.
    pub area: String,
    /// The value as it is typed.
    pub value: String,
    /// First day: today or later.
    pub valid_from: Day,
    /// Last day; [`Day::OPEN`] until further notice.
    pub valid_to: Day,
    /// Document that says so.
    pub source: String,
    /// `V` read in the source, `K` not checked, `design` own choice.
    pub mark: String,
    /// Why, at least four characters.
    pub reason: String,
}

/// Proposes a value; another person decides.
///
/// # Errors
/// As [`ParameterError`] says; [`ParameterError::Waiting`] while another proposal for the same area is open.
pub fn propose(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    present: &Parameters,
    scope: &Scope<res::Parameter, act::Propose>,
    code: &str,
    new: &Proposal,
) -> Result<Id> {
    let d = definition(code).ok_or(ParameterError::NotFound)?;
    let value = check(tx, d, new)?;
    check_place(tx, tree, scope, d, &new.area)?;
    let old = present.at(code, &new.area, new.valid_from);
    if old.is_some_and(|v| v.area == new.area && v.value == value && v.valid_to == new.valid_to) {
        return Err(ParameterError::NoChange);
    }
    let old = old.map(|v| v.value.to_string());
    let row = ValueRow {
        id: tx.new_id(),
        code: d.code.clone(),
        area: new.area.clone(),
        value: value.to_string(),
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        source: new.source.trim().to_owned(),
        mark: new.mark.clone(),
        state: State::Open,
        reason: new.reason.trim().to_owned(),
        proposed_by: scope.actor().id(),
        proposed_by_name: scope.actor().name().to_owned(),
        proposed_at: tx.now(),
        decided_by: Id(0),
        decided_by_name: String::new(),
        decided_at: Timestamp(0),
        decision_note: String::new(),
    };
    if !sql::insert(tx, &row)? {
        return Err(ParameterError::Waiting);
    }
    let changes = describe(&row).field("value", old, row.value.as_str());
    let entry = Entry { changes, purpose: Some(&row.reason), ..Entry::of("parameter.propose", row.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(row.id)
}

fn check(tx: &Tx<'_>, d: &Definition, new: &Proposal) -> Result<Value> {
    let value = d.accept(&new.value).ok_or_else(|| ParameterError::NotAValue(bounds(d)))?;
    if new.valid_from < tx.today() {
        return Err(ParameterError::TooEarly { earliest: tx.today() });
    }
    if new.valid_to < new.valid_from {
        return Err(ParameterError::EndsBeforeItBegins);
    }
    let long = |text: &str| (4..=200).contains(&text.trim().chars().count());
    let known = ["V", "K", "design"].contains(&new.mark.as_str());
    if !known || !long(&new.reason) || !(2..=200).contains(&new.source.trim().chars().count()) {
        return Err(ParameterError::ReasonMissing);
    }
    Ok(value)
}

/// Who looks after the whole installation proposes for any area; who looks after unions, for their divisions.
fn check_place(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Parameter, act::Propose>,
    d: &Definition,
    area: &str,
) -> Result<()> {
    if !area.is_empty() && (d.everywhere || tree.division_name(tx, area)?.is_none()) {
        return Err(ParameterError::NoSuchArea);
    }
    if *scope.reach() == Reach::All {
        return Ok(());
    }
    if area.is_empty() || ADMINISTRATORS.contains(&d.group()) {
        return Err(ParameterError::NotYours);
    }
    for grant in scope.actor().grants().iter().filter(|g| scope.covers(&g.path)) {
        let home = tree.division_of(tx, grant.union_id)?;
        if home.is_some_and(|home| !home.is_empty() && lies_in(area, &home)) {
            return Ok(());
        }
    }
    Err(ParameterError::NotYours)
}

/// What the editor accepts, in words: for the page and for refusals.
pub fn bounds(d: &Definition) -> String {
    let form = match d.kind {
        Kind::Integer => "整数",
        Kind::Decimal => "数字，最多六位小数",
        Kind::Fraction => "分数，如2/3",
        Kind::IntegerList => "整数，用逗号隔开",
        Kind::Money => "金额，最多两位小数",
        Kind::Choice => return d.labels.join("、"),
        Kind::YesNo => return "是或否".to_owned(),
    };
    match (d.min, d.max) {
        (Some(min), Some(max)) => format!("{form}，{min}至{max}"),
        (Some(min), None) => format!("{form}，不小于{min}"),
        (None, Some(max)) => format!("{form}，不大于{max}"),
        (None, None) => form.to_owned(),
    }
}

fn describe(row: &ValueRow) -> Changes {
    Changes::new()
        .note("parameter", row.code.as_str())
        .note("area", row.area.as_str())
        .note("valid_from", row.valid_from.to_string())
        .note("valid_to", row.valid_to.to_string())
        .note("source", row.source.as_str())
}

/// Approves somebody else's proposal.
///
/// # Errors
/// [`ParameterError::OwnProposal`], [`ParameterError::Decided`], [`ParameterError::Late`].
pub fn approve(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Parameter, act::Approve>,
    present: &Parameters,
    id: Id,
    note: &str,
) -> Result<ValueRow> {
    let row = sql::find(tx, id)?.ok_or(ParameterError::NotFound)?;
    if !sql::approve(tx, id, scope.actor(), note.trim())? {
        return Err(why_not(tx, &row, scope.actor().id()));
    }
    raise(tx, Room::Parameters)?;
    let old = present.at(&row.code, &row.area, row.valid_from).map(|v| v.value.to_string());
    let changes = describe(&row).field("value", old, row.value.as_str());
    let entry = Entry { changes, ..Entry::of("parameter.approve", id) };
    audit::record(tx, scope.actor(), entry)?;
    tell(tx, &row, "已批准", note)?;
    Ok(row)
}

/// Turns somebody else's proposal down, saying why.
///
/// # Errors
/// [`ParameterError::ReasonMissing`], [`ParameterError::OwnProposal`], [`ParameterError::Decided`].
pub fn reject(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Parameter, act::Approve>,
    id: Id,
    note: &str,
) -> Result<()> {
    let row = sql::find(tx, id)?.ok_or(ParameterError::NotFound)?;
    if note.trim().chars().count() < 2 {
        return Err(ParameterError::ReasonMissing);
    }
    if !sql::reject(tx, id, scope.actor(), note.trim())? {
        return Err(why_not(tx, &row, scope.actor().id()));
    }
    let changes = describe(&row).note("value", row.value.as_str());
    let entry = Entry { changes, purpose: Some(note), ..Entry::of("parameter.reject", id) };
    audit::record(tx, scope.actor(), entry)?;
    tell(tx, &row, "未获批准", note)
}

/// Takes an own proposal back.
///
/// # Errors
/// [`ParameterError::NotFound`] for somebody else's, [`ParameterError::Decided`].
pub fn withdraw(tx: &mut Tx<'_>, scope: &Scope<res::Parameter, act::Propose>, id: Id) -> Result<()> {
    let row = sql::find(tx, id)?.filter(|r| r.proposed_by == scope.actor().id());
    let row = row.ok_or(ParameterError::NotFound)?;
    if !sql::withdraw(tx, id, scope.actor())? {
        return Err(ParameterError::Decided);
    }
    let changes = describe(&row).note("value", row.value.as_str());
    let entry = Entry { changes, ..Entry::of("parameter.withdraw", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(())
}

/// Which of the statement's conditions did not hold.
fn why_not(tx: &Tx<'_>, row: &ValueRow, by: Id) -> ParameterError {
    if row.proposed_by == by {
        ParameterError::OwnProposal
    } else if row.state == State::Open && row.valid_from < tx.today() {
        ParameterError::Late { valid_from: row.valid_from }
    } else {
        ParameterError::Decided
    }
}

fn tell(tx: &mut Tx<'_>, row: &ValueRow, outcome: &str, note: &str) -> Result<()> {
    let Some(d) = definition(&row.code) else { return Ok(()) };
    let title = format!("参数“{}”的修改{outcome}", d.title);
    let note = if note.trim().is_empty() { String::new() } else { format!("，意见：{}", note.trim()) };
    let body = format!("{}：{}{}，自{}起{note}", group_title(d.group()), row.value, d.unit, row.valid_from);
    notices::send(tx, row.proposed_by, &title, &body, &format!("/parameters/{}", row.code))?;
    Ok(())
}
