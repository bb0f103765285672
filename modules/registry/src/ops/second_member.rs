//! A member is sent to another union for a time (docs/rules §6). The union at home proposes and the host answers, as with a
//! transfer; the membership, its figures and its cover stay at home.

use guard::{Actor, Scope, act, res};
use kernel::{Day, Id, OrgPath};
use platform::audit::{self, Changes, Entry};
use platform::files::{self, Subject};
use platform::outbox;
use serde_json::json;
use store::Tx;

use super::answer_transfer::{Answer, close};
use super::propose_transfer::propose_transfer;
use super::secondment_notices;
use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::model::secondment::{ProposalKind, Secondment, SecondmentEnd, long_enough};
use crate::model::{EventKind, Membership, Status};
use crate::own_data_error::OwnDataError;
use crate::store::transfer::{self, Proposal};
use crate::store::union::{self, Union};
use crate::store::{member, membership, person, secondment};

/// Days ahead within which a secondment begins.
const AHEAD: i64 = 366;
/// Characters of a reason, from and to.
const REASON: std::ops::RangeInclusive<usize> = 2..=200;

/// What is proposed.
#[derive(Clone, Debug)]
pub struct Wish {
    /// To which union; that of the running one if it is extended or made a transfer.
    pub host_union_id: Option<Id>,
    /// First day: of the secondment, or of the membership with the host.
    pub day: Day,
    /// Planned last day; the first day where it says nothing.
    pub planned_to: Day,
    /// Why, 2 to 200 characters.
    pub reason: String,
    /// Attachment of the member that proves it; a new secondment needs one.
    pub evidence_id: Option<Id>,
}

type Transfers = Scope<res::Transfer, act::Update>;

/// The open membership of an active member whose union is in the scope.
fn at_home(tx: &mut Tx<'_>, scope: &Transfers, id: Id) -> Result<Membership> {
    let members = scope.actor().permit::<res::Member, act::Update>()?;
    let d = member::find(tx, &members, id)?.filter(|d| scope.covers(&d.union_path));
    let d = d.ok_or(RegistryError::MemberNotFound)?;
    let open = membership::open_of(tx, id)?.filter(|m| m.status == Status::Active);
    open.ok_or(RegistryError::WrongState { deed: "借调", status: d.status.title() })
}

fn running(tx: &mut Tx<'_>, id: Id) -> Result<Secondment> {
    secondment::running(tx, id)?.ok_or(RegistryError::Own(OwnDataError::SecondmentNotFound))
}

/// Proposes a secondment, its extension, or that it becomes a transfer.
///
/// # Errors
/// [`RegistryError::MemberNotFound`] if the member's own union is out of sight, [`RegistryError::WrongState`],
/// [`OwnDataError::SecondmentRuns`] and [`OwnDataError::SecondmentNotFound`], [`RegistryError::TransferWaiting`],
/// [`RegistryError::Invalid`], [`RegistryError::File`] if there is no such evidence.
pub fn propose_secondment(
    tx: &mut Tx<'_>,
    min_months: i64,
    scope: &Transfers,
    id: Id,
    (kind, wish): (ProposalKind, &Wish),
) -> Result<()> {
    let home = at_home(tx, scope, id)?;
    let present = secondment::running(tx, id)?;
    let host_id = match (kind, &present) {
        (ProposalKind::Secondment, None) => wish.host_union_id.unwrap_or(Id(0)),
        (ProposalKind::Secondment, Some(_)) => return Err(RegistryError::Own(OwnDataError::SecondmentRuns)),
        (_, Some(s)) => s.host_union_id,
        (_, None) => return Err(RegistryError::Own(OwnDataError::SecondmentNotFound)),
    };
    let host = union::find_unscoped(tx, host_id)?.filter(|u| !u.is_dissolved() && u.id != home.union_id);
    let (mut check, none) = (Check::default(), kernel::Params::new);
    if host.is_none() {
        check.refuse("/host_union_id", "registry.secondment-host", none());
    }
    days(&mut check, tx.today(), (kind, wish), (&home, present.as_ref()), min_months);
    if !REASON.contains(&wish.reason.trim().chars().count()) {
        check.refuse("/reason", "registry.secondment-reason", none());
    }
    if kind == ProposalKind::Secondment && wish.evidence_id.is_none() {
        check.refuse("/evidence_id", "registry.secondment-evidence", none());
    }
    let host: Union = check.done_with(host)?;
    if let Some(evidence) = wish.evidence_id {
        files::find(tx, scope, Subject { id, path: &home.union_path }, evidence)?;
    }
    let proposal = Proposal {
        person_id: id,
        id: tx.new_id(),
        from_union_id: home.union_id,
        from_path: home.union_path,
        to_union_id: host.id,
        to_path: host.place(),
        employer_id: None,
        employer_name: String::new(),
        day: present.filter(|_| kind == ProposalKind::Extension).map_or(wish.day, |s| s.day),
        batch_id: None,
        kind,
        planned_to: Some(wish.planned_to).filter(|_| kind != ProposalKind::Conversion),
        reason: wish.reason.trim().to_owned(),
        evidence_id: wish.evidence_id,
    };
    propose_transfer(tx, scope.actor(), &proposal)
}

fn days(
    check: &mut Check,
    today: Day,
    (kind, wish): (ProposalKind, &Wish),
    (home, present): (&Membership, Option<&Secondment>),
    min_months: i64,
) {
    match (kind, present) {
        (ProposalKind::Extension, Some(s)) => {
            if wish.planned_to <= s.planned_to {
                let params = [("day", s.planned_to.to_string())].into();
                check.refuse("/planned_to", "registry.secondment-later", params);
            }
        }
        _ => {
            let (from, to) = (home.valid_from, today.plus_days(AHEAD));
            if wish.day < from || wish.day > to {
                let params = [("from", from.to_string()), ("to", to.to_string())].into();
                check.refuse("/day", "registry.secondment-day", params);
            }
            if kind == ProposalKind::Secondment && !long_enough(wish.day, wish.planned_to, min_months) {
                let params = [("months", min_months.to_string())].into();
                check.refuse("/planned_to", "registry.secondment-short", params);
            }
        }
    }
}

/// Begins or extends a secondment that the host has accepted.
///
/// # Errors
/// [`RegistryError::WrongState`] if the member's membership changed meanwhile, [`OwnDataError::SecondmentRuns`],
/// [`OwnDataError::SecondmentNotFound`].
pub fn accepted(tx: &mut Tx<'_>, actor: &Actor, p: &Proposal) -> Result<()> {
    let planned_to = p.planned_to.unwrap_or(p.day);
    let present = secondment::running(tx, p.person_id)?;
    let (action, changes) = if p.kind == ProposalKind::Extension {
        let s = present.filter(|s| s.host_union_id == p.to_union_id);
        let s = s.ok_or(RegistryError::Own(OwnDataError::SecondmentNotFound))?;
        if !secondment::extend(tx, &s, planned_to)? {
            return Err(RegistryError::Own(OwnDataError::SecondmentNotFound));
        }
        let changes = Changes::new().field("planned_to", s.planned_to.to_string(), planned_to.to_string());
        ("secondment.extend", changes)
    } else {
        if present.is_some() {
            return Err(RegistryError::Own(OwnDataError::SecondmentRuns));
        }
        begin(tx, p, planned_to)?;
        let changes =
            Changes::new().note("day", p.day.to_string()).note("planned_to", planned_to.to_string());
        ("secondment.begin", changes)
    };
    let changes = changes.note("host", union::name(tx, p.to_union_id)?);
    let entry = Entry { union_path: Some(&p.from_path), changes, ..Entry::of(action, p.person_id) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, action, p.person_id, &json!({ "host": p.to_union_id })).map_err(Into::into)
}

fn begin(tx: &mut Tx<'_>, p: &Proposal, planned_to: Day) -> Result<()> {
    let wrong = || RegistryError::WrongState { deed: "借调", status: "已变化" };
    let home = membership::open_of(tx, p.person_id)?
        .filter(|m| m.union_id == p.from_union_id && m.status == Status::Active)
        .ok_or_else(wrong)?;
    if let Some(gone) = union::find_unscoped(tx, p.to_union_id)?.filter(Union::is_dissolved) {
        return Err(RegistryError::UnionDissolved { name: gone.name });
    }
    let new = Secondment {
        person_id: p.person_id,
        id: tx.new_id(),
        home_union_id: home.union_id,
        host_union_id: p.to_union_id,
        host_path: p.to_path.clone(),
        day: p.day,
        planned_to,
        last_day: Day::OPEN,
        end: None,
        reason: p.reason.clone(),
        end_reason: String::new(),
        evidence_id: p.evidence_id,
        reminded_for: None,
    };
    secondment::insert(tx, &new).map_err(Into::into)
}

/// Ends a secondment before its planned last day; the union at home may, and the host.
///
/// # Errors
/// [`RegistryError::MemberNotFound`] if neither is in sight, [`OwnDataError::SecondmentNotFound`],
/// [`RegistryError::Invalid`].
pub fn end_early(tx: &mut Tx<'_>, scope: &Transfers, id: Id, last_day: Day, reason: &str) -> Result<()> {
    if !person::hold(tx, id)? {
        return Err(RegistryError::MemberNotFound);
    }
    let home = membership::open_of(tx, id)?.map(|m| m.union_path);
    let present = secondment::running(tx, id)?;
    let home_seen = home.as_ref().is_some_and(|p| scope.covers(p));
    if !home_seen && !present.as_ref().is_some_and(|s| scope.covers(&s.host_path)) {
        return Err(RegistryError::MemberNotFound);
    }
    let s = running(tx, id)?;
    let before = s.day.plus_days(-1);
    let mut check = Check::default();
    if last_day < before || last_day > tx.today().max(before) {
        let params = [("from", before.to_string()), ("to", tx.today().max(before).to_string())].into();
        check.refuse("/last_day", "registry.secondment-day", params);
    }
    if !REASON.contains(&reason.chars().count()) {
        check.refuse("/reason", "registry.secondment-reason", kernel::Params::new());
    }
    check.done_with(Some(()))?;
    end(tx, scope.actor(), &s, home.as_ref(), (last_day, SecondmentEnd::Early, reason))
}

/// Ends a secondment; what was proposed about it is done with. Twice is harmless.
///
/// # Errors
/// The database's.
pub fn end(
    tx: &mut Tx<'_>,
    actor: &Actor,
    s: &Secondment,
    home: Option<&OrgPath>,
    (last_day, how, reason): (Day, SecondmentEnd, &str),
) -> Result<()> {
    if !secondment::end(tx, s, last_day, how, reason)? {
        return Ok(());
    }
    if let Some(p) = transfer::open_of(tx, s.person_id)?
        && matches!(p.kind, ProposalKind::Extension | ProposalKind::Conversion)
    {
        close(tx, actor, &p, Answer::Withdrawn, "借调已结束")?;
    }
    let changes = Changes::new()
        .note("host", union::name(tx, s.host_union_id)?)
        .note("last_day", last_day.to_string())
        .note("end", how.title())
        .note("reason", reason);
    let entry = Entry { union_path: home, changes, ..Entry::of("secondment.end", s.person_id) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, "secondment.end", s.person_id, &json!({ "how": how, "last_day": last_day }))?;
    secondment_notices::ended(tx, actor, s, home, (last_day, how)).map_err(Into::into)
}

/// Ends the secondment of a member whose membership ends or rests on `day`, or goes to `union`.
///
/// # Errors
/// The database's.
pub fn end_with_membership(
    tx: &mut Tx<'_>,
    actor: &Actor,
    m: &Membership,
    day: Day,
    union: Option<Id>,
) -> Result<()> {
    let Some(s) = secondment::running(tx, m.person_id)? else { return Ok(()) };
    let how =
        if union == Some(s.host_union_id) { SecondmentEnd::Transferred } else { SecondmentEnd::Membership };
    let last_day = day.max(s.day).plus_days(-1);
    end(tx, actor, &s, Some(&m.union_path), (last_day, how, ""))
}

/// Ends those whose host became the union of the membership when a union was merged into `host`.
///
/// # Errors
/// The database's.
pub fn end_at_home(tx: &mut Tx<'_>, actor: &Actor, host: Id, day: Day) -> Result<()> {
    for s in secondment::at_home(tx, host)? {
        let last_day = day.max(s.day).plus_days(-1);
        end(tx, actor, &s, Some(&s.host_path), (last_day, SecondmentEnd::Union, ""))?;
    }
    Ok(())
}

/// A secondment begins or ends, in a member's history.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The secondment; its end has the id of the next number, so that each stands once in a list.
    pub id: Id,
    /// Beginning or end.
    pub kind: EventKind,
    /// In words.
    pub label: String,
    /// First day, or the day after the last.
    pub day: Day,
    /// The host.
    pub union_id: Id,
    /// Why.
    pub reason: String,
    /// Attachment that proves it.
    pub evidence_id: Option<Id>,
}

/// When a member's secondments began and ended, oldest first.
///
/// # Errors
/// The database's.
pub fn moments(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Moment>> {
    let mut all = Vec::new();
    for s in secondment::of_person(tx, id)? {
        // One that ended before it began never was.
        if s.last_day < s.day {
            continue;
        }
        all.push(Moment {
            id: s.id,
            kind: EventKind::Seconded,
            label: format!("借调（计划至{}）", s.planned_to),
            day: s.day,
            union_id: s.host_union_id,
            reason: s.reason,
            evidence_id: s.evidence_id,
        });
        if let Some(how) = s.end {
            all.push(Moment {
                id: Id(s.id.0 + 1),
                kind: EventKind::SecondmentEnded,
                label: format!("借调结束（{}）", how.title()),
                day: s.last_day.plus_days(1),
                union_id: s.host_union_id,
                reason: s.end_reason,
                evidence_id: None,
            });
        }
    }
    Ok(all)
}
