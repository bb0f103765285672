//! The steps of a founding or an election: the union above agrees, the congress is called, votes are entered, the result is
//! reported and approved.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Day, FieldError, Id, Params};
use platform::audit::{self, Changes, Entry};
use platform::{indicators, outbox};
use serde_json::json;
use store::Tx;

use super::create_union::count_union;
use super::election_notices;
use crate::error::{RegistryError, Result, field};
use crate::model::election::{Candidate, Election, ElectionKind, ElectionState, ElectionStep, Method};
use crate::rules::UNION_ELECTED;
use crate::rules::election::{self as rules, CHAIR, Fault, Share};
use crate::store::election;
use crate::store::union::{self, Union};

/// The dated rules that a result is checked against.
#[derive(Clone, Debug)]
pub struct Law {
    /// Who must have come.
    pub quorum: Share,
    /// What more than must have voted.
    pub pass: Share,
    /// Years that a term may last: those of basic unions, that of the others.
    pub years: (Vec<i64>, i64),
    /// By which share of the seats there should be more candidates; told to who calls, not enforced.
    pub min_difference: Share,
}

/// Level of basic unions (code set `union_level`).
const BASIC: i64 = 60;

impl Law {
    /// Years that a term of a union of this level may last, the usual one first.
    pub fn term_years(&self, level: i64) -> Vec<i64> {
        if level >= BASIC { self.years.0.clone() } else { vec![self.years.1] }
    }
}

/// An election with its union, within the scope. `above`: who answers must cover the union above too.
fn found<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, A>,
    (union_id, id): (Id, Id),
    above: bool,
) -> Result<(Union, Election)> {
    let u = union::find_unscoped(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let u = u.ok_or(RegistryError::ElectionNotFound)?;
    let e = election::find(tx, union_id, id)?.ok_or(RegistryError::ElectionNotFound)?;
    // Nobody approves the own request; at the top there is nobody above.
    let parent = u.place().parent().filter(|p| p.levels() > 0);
    if above && !parent.is_none_or(|p| scope.covers(&p)) {
        return Err(RegistryError::ApprovalAbove);
    }
    Ok((u, e))
}

/// The state after a step.
fn next(e: &Election, step: ElectionStep) -> Result<ElectionState> {
    let wrong = || RegistryError::WrongState { deed: step.title(), status: e.state.title() };
    rules::step(e.kind, e.state, step).ok_or_else(wrong)
}

/// Takes a step: state, audit, message. Somebody else's step in between is refused.
fn take<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, A>,
    u: &Union,
    mut e: Election,
    step: ElectionStep,
    changes: Changes,
) -> Result<Election> {
    let from = e.state;
    e.state = next(&e, step)?;
    if !election::advance(tx, &e, from)? {
        return Err(RegistryError::WrongState { deed: step.title(), status: from.title() });
    }
    let changes =
        changes.note("election", e.kind.title()).field("election_state", from.title(), e.state.title());
    let entry = Entry { union_path: Some(&u.place()), changes, ..Entry::of("union.election", u.id) };
    audit::record(tx, scope.actor(), entry)?;
    election_notices::stepped(tx, scope.actor(), u, &e, step)?;
    Ok(e)
}

/// The union above agrees to the request or refuses it.
///
/// # Errors
/// [`RegistryError::ElectionNotFound`], [`RegistryError::ApprovalAbove`], [`RegistryError::WrongState`].
pub fn answer_request(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Approve>,
    which: (Id, Id),
    agree: bool,
    (number, note): (&str, &str),
) -> Result<Election> {
    let (u, mut e) = found(tx, scope, which, true)?;
    let step = if agree { ElectionStep::Agree } else { ElectionStep::Refuse };
    (e.started_on, e.start_number, e.note) = (agree.then(|| tx.today()), number.to_owned(), note.to_owned());
    let changes = Changes::new().note("order_number", number).note("note", note);
    if agree && e.kind == ElectionKind::Extension {
        (e.approved_on, e.approval_number) = (Some(tx.today()), number.to_owned());
        let (ends, new) = (u.form.term_to, e.term_to);
        edit(tx, &u, |u| u.form.term_to = new.or(u.form.term_to))?;
        let day = |d: Option<Day>| d.map(|d| d.to_string()).unwrap_or_default();
        let changes = changes.field("term_to", day(ends), day(new));
        return take(tx, scope, &u, e, step, changes);
    }
    let e = take(tx, scope, &u, e, step, changes)?;
    if !agree && e.kind == ElectionKind::Founding {
        give_up(tx, &u)?;
    }
    Ok(e)
}

/// Day and candidates of the congress.
#[derive(Clone, Debug)]
pub struct Congress {
    /// Assembly or delegates.
    pub method: Method,
    /// Day.
    pub planned_on: Day,
    /// Seats of the committee.
    pub seats: i64,
    /// Who may vote.
    pub entitled: i64,
    /// Candidates.
    pub candidates: Vec<Candidate>,
}

/// Calls the congress, again if need be.
///
/// # Errors
/// As [`answer_request`].
pub fn call_congress(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Update>,
    which: (Id, Id),
    c: &Congress,
) -> Result<Election> {
    let (u, mut e) = found(tx, scope, which, false)?;
    e.method = c.method;
    (e.planned_on, e.seats, e.entitled) = (Some(c.planned_on), c.seats, c.entitled);
    e.candidates.clone_from(&c.candidates);
    let changes = Changes::new().note("day", c.planned_on.to_string()).note("entitled", c.entitled);
    take(tx, scope, &u, e, ElectionStep::Call, changes)
}

/// What the congress decided.
#[derive(Clone, Debug)]
pub struct Votes {
    /// Day.
    pub held_on: Day,
    /// 实到.
    pub attended: i64,
    /// Candidates with their votes; others than were called may have been written in.
    pub candidates: Vec<Candidate>,
}

/// Enters attendance and votes.
///
/// # Errors
/// As [`answer_request`]; [`RegistryError::Invalid`] where the law is not met.
pub fn enter_votes(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Update>,
    which: (Id, Id),
    law: &Law,
    v: &Votes,
) -> Result<Election> {
    let (u, mut e) = found(tx, scope, which, false)?;
    next(&e, ElectionStep::Vote)?;
    let numbers = (e.seats, e.entitled, v.attended);
    let faults = rules::faults(e.kind, numbers, &v.candidates, (law.quorum, law.pass));
    let mut wrong: Vec<FieldError> = faults.into_iter().map(|f| told(f, &v.candidates)).collect();
    if v.held_on > tx.today() || e.started_on.is_some_and(|d| v.held_on < d) {
        wrong.push(field("/held_on", "registry.election-day", Params::new()));
    }
    if !wrong.is_empty() {
        return Err(RegistryError::Invalid(wrong));
    }
    (e.held_on, e.attended) = (Some(v.held_on), v.attended);
    e.candidates.clone_from(&v.candidates);
    let changes = Changes::new().note("day", v.held_on.to_string()).note("attended", v.attended);
    take(tx, scope, &u, e, ElectionStep::Vote, changes)
}

fn told(f: Fault, candidates: &[Candidate]) -> FieldError {
    let of = |i: usize, code| {
        let name = candidates.get(i).map_or_else(String::new, |c| c.name.clone());
        field(&format!("/candidates/{i}/votes"), code, [("name", name)].into())
    };
    match f {
        Fault::Quorum => field("/attended", "registry.election-quorum", Params::new()),
        Fault::Votes(i) => of(i, "registry.election-votes"),
        Fault::NotElected(i) => of(i, "registry.election-not-elected"),
        Fault::Chair => field("/candidates", "registry.election-chair", Params::new()),
        Fault::Seats => field("/candidates", "registry.election-seats", Params::new()),
    }
}

/// Reports the result to the union above.
///
/// # Errors
/// As [`answer_request`].
pub fn report_result(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Update>,
    which: (Id, Id),
) -> Result<Election> {
    let (u, mut e) = found(tx, scope, which, false)?;
    e.reported_on = Some(tx.today());
    take(tx, scope, &u, e, ElectionStep::Report, Changes::new())
}

/// Gives it up; a union that was to be founded with it ends.
///
/// # Errors
/// As [`answer_request`].
pub fn cancel_election(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Update>,
    which: (Id, Id),
    note: &str,
) -> Result<Election> {
    let (u, mut e) = found(tx, scope, which, false)?;
    note.clone_into(&mut e.note);
    let e = take(tx, scope, &u, e, ElectionStep::Cancel, Changes::new().note("note", note))?;
    if e.kind == ElectionKind::Founding {
        give_up(tx, &u)?;
    }
    Ok(e)
}

/// The answer of the union above to a reported result.
#[derive(Clone, Debug)]
pub struct Approval {
    /// 批复文号.
    pub number: String,
    /// 批复日期.
    pub day: Day,
    /// Years of the term.
    pub years: i64,
    /// What is said.
    pub note: String,
}

/// Approves a reported result: who was elected is in office, and a founded union counts from that day on.
///
/// # Errors
/// As [`answer_request`]; [`RegistryError::Invalid`] for a term that the law does not know.
pub fn approve_result(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Approve>,
    which: (Id, Id),
    law: &Law,
    a: &Approval,
) -> Result<Election> {
    let (u, mut e) = found(tx, scope, which, true)?;
    next(&e, ElectionStep::Approve)?;
    let held = e.held_on.unwrap_or(a.day);
    let mut wrong = Vec::new();
    if a.day > tx.today() || a.day < held {
        wrong.push(field("/day", "registry.election-day", Params::new()));
    }
    if e.kind.begins_term() && !law.term_years(u.level).contains(&a.years) {
        let all: Vec<String> = law.term_years(u.level).iter().map(ToString::to_string).collect();
        wrong.push(field("/years", "registry.election-years", [("years", all.join("或"))].into()));
    }
    if !wrong.is_empty() {
        return Err(RegistryError::Invalid(wrong));
    }
    (e.approved_on, e.approval_number) = (Some(a.day), a.number.clone());
    e.note.clone_from(&a.note);
    if e.kind.begins_term() {
        e.term_from = Some(held);
        e.term_to = Some(held.plus_months(12 * a.years).plus_days(-1));
    }
    let changes = Changes::new().note("order_number", a.number.as_str()).note("day", a.day.to_string());
    let e = take(tx, scope, &u, e, ElectionStep::Approve, changes)?;
    seat(tx, &u, &e)?;
    if e.kind == ElectionKind::Founding {
        count_union(tx, u.id, a.day, 1);
    } else if e.kind == ElectionKind::Renewal {
        indicators::record(tx, &UNION_ELECTED, u.id, a.day, 1, e.id);
    }
    outbox::emit(tx, "union.elected", u.id, &json!({ "kind": e.kind, "day": a.day }))?;
    Ok(e)
}

/// Sends a report back.
///
/// # Errors
/// As [`answer_request`].
pub fn return_report(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Approve>,
    which: (Id, Id),
    note: &str,
) -> Result<Election> {
    let (u, mut e) = found(tx, scope, which, true)?;
    note.clone_into(&mut e.note);
    take(tx, scope, &u, e, ElectionStep::Return, Changes::new().note("note", note))
}

/// Who was elected takes office; the union's form tells the chair, the term and the approval.
fn seat(tx: &mut Tx<'_>, u: &Union, e: &Election) -> Result<()> {
    let from = e.held_on.unwrap_or(tx.today());
    if e.kind.begins_term() {
        election::end_officers(tx, u.id, None, from.plus_days(-1))?;
    } else if e.candidates.iter().any(|c| c.elected && c.post == CHAIR) {
        election::end_officers(tx, u.id, Some(CHAIR), from.plus_days(-1))?;
    }
    for c in e.candidates.iter().filter(|c| c.elected) {
        election::put_officer(tx, e, &c.post, &c.name, from)?;
    }
    let chair = e.candidates.iter().find(|c| c.elected && c.post == CHAIR).map(|c| c.name.clone());
    edit(tx, u, |u| {
        if let Some(chair) = chair {
            u.chair = chair;
        }
        if e.kind.begins_term() {
            (u.form.term_from, u.form.term_to) = (e.term_from, e.term_to);
        }
        if e.kind == ElectionKind::Founding {
            "in_office".clone_into(&mut u.state);
            u.founded_on = e.approved_on;
            u.form.approval_number.clone_from(&e.approval_number);
            u.form.prepared_on = e.started_on;
        }
    })
}

/// A union that will not be founded after all.
fn give_up(tx: &mut Tx<'_>, u: &Union) -> Result<()> {
    let day = tx.today();
    crate::store::union_tree::dissolve(tx, u.id, day, Id(0))?;
    Ok(())
}

fn edit(tx: &mut Tx<'_>, u: &Union, change: impl FnOnce(&mut Union)) -> Result<()> {
    let mut after = u.clone();
    change(&mut after);
    if union::update(tx, u.version, &after)? {
        Ok(())
    } else {
        Err(RegistryError::Stale { version: u.version })
    }
}
