//! Takes a merge back: both records are again what they were, as long as nothing newer stands on the merged one.

use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::sealed::{DigestKind, Keyring};
use platform::{files, indicators, notices, outbox};
use serde_json::{Value, json};
use store::Tx;

use super::enter_people::seal_context;
use super::flags_in_step::{column_follows, undated};
use super::merge_people::{birth_of, digests_of, note, state_of};
use crate::error::{RegistryError, Result};
use crate::model::flag::COLUMN_KINDS;
use crate::model::{EventKind, Status};
use crate::rules;
use crate::store::merge::{self, Ended, Hanging, Merge, Moved};
use crate::store::{lookup, member, member_flag, membership, person, secondment};

/// Why a merge cannot be taken back; `None` if it can.
///
/// # Errors
/// The database's.
pub fn obstacle(tx: &mut Tx<'_>, person_id: Id, m: &Merge) -> Result<Option<&'static str>> {
    let (then, now) = (parse(&m.after), parse(&state_of(tx, person_id)?));
    let differs = |name: &str| then[name] != now[name];
    Ok(if person::survivor(tx, person_id)? != person_id {
        Some("本记录后来又并入了另一条记录")
    } else if then["hanging"]["proposals"] != now["hanging"]["proposals"] {
        Some("合并后又办理过会籍转接")
    } else if differs("hanging") {
        Some("合并后又办理过会籍变动")
    } else if differs("documents") {
        Some("合并后又增删过证件")
    } else if differs("version") {
        Some("合并后又修改过资料")
    } else {
        None
    })
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Takes a merge back. Both records get what they had; versions only rise, so that nobody's old page can overwrite.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::MergeNotFound`], [`RegistryError::MergeStands`].
pub fn unmerge_people(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    (id, merge_id): (Id, Id),
    reason: &str,
) -> Result<Id> {
    let here = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    let m = merge::of_person(tx, id)?.into_iter().find(|m| m.id == merge_id && m.state == "done");
    let m = m.ok_or(RegistryError::MergeNotFound)?;
    if let Some(why) = obstacle(tx, id, &m)? {
        return Err(RegistryError::MergeStands { why });
    }
    // The places that come back must be in sight, too.
    let away = |h: &Hanging| h.memberships.iter().all(|r| scope_covers(scope, &r.union_path));
    if !away(&m.moved.hanging) {
        return Err(RegistryError::MemberNotFound);
    }
    if !merge::set_undone(tx, id, merge_id, scope.actor().name(), reason)? {
        return Err(RegistryError::MergeNotFound);
    }
    restore_fields(tx, id, &m)?;
    restore_columns(tx, scope, id, &m)?;
    restore_phone(tx, keys, id, &m)?;
    restore_documents(tx, keys, id, &m)?;
    restore_memberships(tx, id, m.other_id, &m.moved)?;
    files::hand_over(tx, id, m.other_id, Some(&m.moved.files))?;
    secondment::hand_over(tx, id, m.other_id, Some(&m.moved.secondments))?;
    let there = member::find(tx, scope, m.other_id)?.ok_or(RegistryError::MemberNotFound)?;
    note(tx, scope, [(&here, m.other_id), (&there, id)], "member.unmerge", reason)?;
    outbox::emit(tx, "member.unmerged", id, &json!({ "other": m.other_id }))?;
    for (whom, to) in [(id, "/data"), (m.other_id, "/data")] {
        notices::send(tx, whom, "登记记录的合并已撤销", &format!("原因：{reason}"), to)?;
    }
    Ok(m.other_id)
}

fn scope_covers(scope: &Scope<res::Member, act::Update>, path: &str) -> bool {
    kernel::OrgPath::parse(path).is_some_and(|p| scope.covers(&p))
}

fn restore_fields(tx: &mut Tx<'_>, id: Id, m: &Merge) -> Result<()> {
    let now = person::by_id(tx, id)?.ok_or(RegistryError::MemberNotFound)?;
    let other = person::by_id(tx, m.other_id)?.ok_or(RegistryError::MemberNotFound)?;
    let mut steps = [id, m.other_id];
    steps.sort();
    for step in steps {
        let (version, done) = if step == id {
            let birth = birth_of(&m.moved.birth);
            (now.version, person::update(tx, id, now.version, &m.moved.profile, birth)?)
        } else {
            (other.version, person::set_merged(tx, other.id, other.version, Id(0))?)
        };
        if !done {
            return Err(RegistryError::Stale { version: version + 1 });
        }
    }
    Ok(())
}

/// The copies of flags beside columns go, as the columns have; those of the other went on while it was away.
fn restore_columns(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    id: Id,
    m: &Merge,
) -> Result<()> {
    let mine = member_flag::of_person(tx, id)?;
    for copy in mine.iter().filter(|f| m.moved.flags.contains(&f.id)) {
        member_flag::delete(tx, id, copy.id, copy.version)?;
    }
    for whose in [id, m.other_id] {
        for kind in COLUMN_KINDS {
            let undated = undated(tx, whose, kind)?;
            column_follows(tx, scope.actor(), (whose, None), kind, undated.as_deref())?;
        }
    }
    Ok(())
}

fn restore_phone(tx: &mut Tx<'_>, keys: &Keyring, id: Id, m: &Merge) -> Result<()> {
    let other = person::by_id(tx, m.other_id)?.ok_or(RegistryError::MemberNotFound)?;
    let Some(sealed) = &other.phone else { return Ok(()) };
    let phone = keys.open(sealed, &seal_context("phone", other.id))?;
    if m.moved.phone_taken {
        lookup::delete_phone(tx, &keys.digests(DigestKind::Phone, &phone), id)?;
        platform::accounts::dissolve_bonds(tx, keys, &phone, id)?;
        person::edit_phone(tx, id, None, 0)?;
    }
    let digests = keys.digests_to_store(DigestKind::Phone, &phone);
    lookup::insert_phones(tx, &mut digests.into_iter().map(|d| (d, other.id)).collect::<Vec<_>>())?;
    Ok(())
}

fn restore_documents(tx: &mut Tx<'_>, keys: &Keyring, id: Id, m: &Merge) -> Result<()> {
    for copy in &m.moved.documents {
        person::delete_document(tx, id, *copy)?;
    }
    for d in person::documents(tx, m.other_id)? {
        let (_, digests) = digests_of(tx, keys, m.other_id, &d)?;
        lookup::move_documents(tx, &digests, id, m.other_id)?;
    }
    Ok(())
}

fn restore_memberships(tx: &mut Tx<'_>, id: Id, other: Id, moved: &Moved) -> Result<()> {
    let present = merge::hanging(tx, id)?;
    let went = |ids: Vec<i64>, id: i64| ids.contains(&id);
    let of_other: Vec<i64> = moved.hanging.memberships.iter().map(|m| m.id).collect();
    let proposals: Vec<Value> =
        moved.hanging.proposals.iter().filter_map(|p| serde_json::to_value(p).ok()).collect();
    let back = Hanging {
        memberships: present.memberships.into_iter().filter(|m| went(of_other.clone(), m.id)).collect(),
        events: present.events.into_iter().filter(|e| went(of_other.clone(), e.membership())).collect(),
        proposals: present
            .proposals
            .into_iter()
            .filter(|p| serde_json::to_value(p).is_ok_and(|v| proposals.contains(&v)))
            .collect(),
    };
    if !merge::take(tx, id, &back)? {
        return Err(RegistryError::MergeNotFound);
    }
    merge::give(tx, other, &moved.hanging, None)?;
    if let Some(ended) = &moved.ended {
        uncount(tx, id, ended)?;
    }
    Ok(())
}

/// The ended membership goes on as if it had never ended: its event goes, its facts are taken back on the same day.
fn uncount(tx: &mut Tx<'_>, survivor: Id, ended: &Ended) -> Result<()> {
    let wrong = || RegistryError::MergeNotFound;
    let from = Status::parse(&ended.status).ok_or_else(wrong)?;
    let day = Day::from_number(ended.day).ok_or_else(wrong)?;
    let owner = ended.person_id;
    if owner == survivor {
        membership::reopen(tx, owner, ended.membership_id, from)?;
        merge::drop_event(tx, owner, ended.event_id)?;
    }
    let all = membership::of_person(tx, owner)?;
    let m = all.iter().find(|m| m.id == ended.membership_id).ok_or_else(wrong)?;
    for (indicator, delta) in rules::facts(Some(from), EventKind::Merged) {
        indicators::record(tx, indicator, m.union_id, day, -delta, owner);
    }
    Ok(())
}
