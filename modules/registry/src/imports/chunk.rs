//! Some hundred rows against the register, in one transaction.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use guard::Actor;
use kernel::{Id, OrgPath};
use platform::sealed::{DigestKind, Keyring};
use store::Tx;

use super::employers::EmployerBook;
use super::judge::{Decision, Known, judge};
use super::row::{Draft, ReadRow};
use super::verdict::{Before, Deed, Issue, RowResult, Verdict};
use crate::error::Result;
use crate::model::flag::{FlagSource, Told, column, in_column};
use crate::model::secondment::ProposalKind;
use crate::model::{EventKind, NewMembership, NewPerson, Person, Profile, Status};
use crate::ops::edit_person::{Edit, edit_person};
use crate::ops::enter_people::enter_people;
use crate::ops::flags_in_step::{By, follow, spans};
use crate::ops::membership_step::{Step, begin_membership, step_membership};
use crate::rules::flags::{day_that_stays, plan};
use crate::store::{lookup, member_flag, membership, person, transfer, union};

/// What all rows of an import have in common.
#[derive(Clone)]
pub struct Context {
    /// Into which union.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// Keys of sealed columns.
    pub keys: Arc<Keyring>,
    /// Who imports.
    pub actor: Actor,
    /// The batch.
    pub batch_id: Id,
    /// Only look, change nothing.
    pub dry: bool,
    /// Most people who share one phone without a remark (parameter `import.phone_shared_max`).
    pub phone_shared: i64,
    /// Employers of the file.
    pub employers: Arc<Mutex<EmployerBook>>,
}

/// Judges the rows and, unless the import is dry, carries the decisions out.
///
/// # Errors
/// Any [`crate::RegistryError`]; then nothing of the chunk is kept.
pub fn work_chunk(tx: &mut Tx<'_>, ctx: &Context, rows: &[ReadRow]) -> Result<Vec<RowResult>> {
    let known = look_up(tx, ctx, rows)?;
    let shared = shared_phones(tx, ctx, rows)?;
    let mut results = Vec::with_capacity(rows.len());
    let mut newcomers = Vec::new();
    for (row, known) in rows.iter().zip(known) {
        let mut result = RowResult {
            sheet: row.sheet,
            row: row.row,
            name: row.name.clone(),
            verdict: Verdict::Rejected,
            issues: row.issues.clone(),
            person: known.person.as_ref().map(|p| p.id),
            deed: None,
            before: None,
        };
        if let Some(draft) = &row.draft {
            if draft.phone.as_ref().is_some_and(|p| shared.contains(&p.as_str().to_owned())) {
                result
                    .issues
                    .push(Issue::of("registry.phone-shared").with("count", ctx.phone_shared.to_string()));
            }
            match judge(ctx.union_id, draft, &known) {
                Decision::Enter { event, status } => {
                    let m = new_membership(tx, ctx, draft, event, status, &mut result)?;
                    newcomers.push((results.len(), &**draft, m));
                    result.verdict = Verdict::Accepted;
                }
                other => carry_out(tx, ctx, draft, &known, other, &mut result)?,
            }
        }
        results.push(result);
    }
    enter(tx, ctx, newcomers, &mut results)?;
    Ok(results)
}

fn enter(
    tx: &mut Tx<'_>,
    ctx: &Context,
    newcomers: Vec<(usize, &Draft, NewMembership)>,
    results: &mut [RowResult],
) -> Result<()> {
    if ctx.dry || newcomers.is_empty() {
        return Ok(());
    }
    let (places, people): (Vec<_>, Vec<_>) =
        newcomers.into_iter().map(|(at, draft, m)| ((at, draft), (new_person(draft), m))).unzip();
    let entered = enter_people(tx, &ctx.keys, &ctx.actor, &people)?;
    for ((at, draft), e) in places.into_iter().zip(entered) {
        results[at].person = Some(e.person_id);
        results[at].deed = Some(Deed::Entered { membership: e.membership_id });
        // The first value of a column alone is no row: only what is told beside it is written.
        if !draft.told.is_empty() {
            follow(tx, e.person_id, (&draft.profile, &draft.profile), &draft.told, by(ctx))?;
        }
    }
    Ok(())
}

fn by(ctx: &Context) -> By<'_> {
    By { source: FlagSource::Import, name: ctx.actor.name(), evidence: None }
}

/// What a row tells of the flags of a person whose fields stay as they are.
fn told_beside(draft: &Draft, p: &Person) -> Vec<Told> {
    let fits = |t: &&Told| !in_column(&t.kind) || t.value.as_deref() == Some(column(&p.profile, &t.kind));
    draft.told.iter().filter(fits).cloned().collect()
}

fn new_person(draft: &Draft) -> NewPerson {
    NewPerson {
        profile: draft.profile.clone(),
        birth: draft.birth,
        document: draft.document.clone(),
        phone: draft.phone,
    }
}

fn new_membership(
    tx: &mut Tx<'_>,
    ctx: &Context,
    draft: &Draft,
    event: EventKind,
    status: Status,
    result: &mut RowResult,
) -> Result<NewMembership> {
    let employer_id = employer(tx, ctx, draft, result)?;
    Ok(NewMembership {
        union_id: ctx.union_id,
        union_path: ctx.union_path.clone(),
        employer_id,
        employer_name: draft.employer.clone(),
        status,
        event,
        day: draft.day,
        reason: draft.reason.clone(),
        batch_id: Some(ctx.batch_id),
    })
}

fn employer(tx: &mut Tx<'_>, ctx: &Context, draft: &Draft, result: &mut RowResult) -> Result<Option<Id>> {
    let mut book = ctx.employers.lock().unwrap_or_else(PoisonError::into_inner);
    let (id, warning) = book.find(tx, &ctx.union_path, &draft.employer)?;
    result.issues.extend(warning);
    Ok(id)
}

fn carry_out(
    tx: &mut Tx<'_>,
    ctx: &Context,
    draft: &Draft,
    known: &Known,
    decision: Decision,
    result: &mut RowResult,
) -> Result<()> {
    if !matches!(decision, Decision::Refuse(_)) {
        result.issues.extend(known.days_kept.iter().cloned());
    }
    match decision {
        Decision::Refuse(issue) => {
            result.issues.insert(0, issue);
            return Ok(());
        }
        Decision::Unchanged => {
            result.verdict = Verdict::Unchanged;
            result.issues.insert(0, Issue::of("registry.row-unchanged"));
        }
        Decision::Propose => propose(tx, ctx, draft, known, result)?,
        Decision::Begin { event, status } => {
            let m = new_membership(tx, ctx, draft, event, status, result)?;
            result.verdict = Verdict::Accepted;
            if let (false, Some(p)) = (ctx.dry, &known.person) {
                let id = begin_membership(tx, &ctx.actor, p.id, &draft.profile.name, &m)?;
                result.deed = Some(Deed::Began { membership: id });
                let told = told_beside(draft, p);
                let flags = follow(tx, p.id, (&p.profile, &p.profile), &told, by(ctx))?;
                let before =
                    Before { version: p.version, profile: p.profile.clone(), phone_set: false, flags };
                result.before = Some(before).filter(|b| !b.flags.is_empty());
            }
        }
        Decision::Keep { event, profile } => {
            result.verdict = Verdict::Accepted;
            if !ctx.dry {
                keep(tx, ctx, draft, known, event, profile.map(|p| *p), result)?;
            }
        }
        // Newcomers are entered together after the loop.
        Decision::Enter { .. } => {}
    }
    Ok(())
}

fn propose(
    tx: &mut Tx<'_>,
    ctx: &Context,
    draft: &Draft,
    known: &Known,
    result: &mut RowResult,
) -> Result<()> {
    let employer_id = employer(tx, ctx, draft, result)?;
    result.verdict = Verdict::Transfer;
    result.issues.insert(0, Issue::of("registry.row-transfer").with("union", known.open_union.clone()));
    let (false, Some(from)) = (ctx.dry, &known.open) else { return Ok(()) };
    let proposal = transfer::Proposal {
        person_id: from.person_id,
        id: tx.new_id(),
        from_union_id: from.union_id,
        from_path: from.union_path.clone(),
        to_union_id: ctx.union_id,
        to_path: ctx.union_path.clone(),
        employer_id,
        employer_name: draft.employer.clone(),
        day: draft.day,
        batch_id: Some(ctx.batch_id),
        kind: ProposalKind::Transfer,
        planned_to: None,
        reason: String::new(),
        evidence_id: None,
    };
    crate::ops::propose_transfer::propose_transfer(tx, &ctx.actor, &proposal)?;
    result.deed = Some(Deed::Proposed { proposal: proposal.id });
    Ok(())
}

fn keep(
    tx: &mut Tx<'_>,
    ctx: &Context,
    draft: &Draft,
    known: &Known,
    event: Option<EventKind>,
    profile: Option<Profile>,
    result: &mut RowResult,
) -> Result<()> {
    let (Some(p), Some(m)) = (&known.person, &known.open) else { return Ok(()) };
    if let Some(profile) = profile {
        let edit = Edit {
            profile,
            birth: if p.birth.day.is_some() { p.birth } else { draft.birth },
            phone: draft.phone.filter(|_| !known.same_phone),
            source: Some(FlagSource::Import),
            told: draft.told.clone(),
        };
        let phone_set = edit.phone.is_some();
        let flags = edit_person(tx, &ctx.keys, &ctx.actor, p, &m.union_path, &edit)?;
        result.before = Some(Before { version: p.version + 1, profile: p.profile.clone(), phone_set, flags });
    }
    if let Some(event) = event {
        let step = Step {
            event,
            day: draft.day,
            reason: draft.reason.clone(),
            other_union_id: None,
            batch_id: Some(ctx.batch_id),
        };
        step_membership(tx, &ctx.actor, m, &step)?;
        result.deed = Some(Deed::Stepped { membership: m.id, from: m.status, event, day: draft.day });
    }
    Ok(())
}

/// What the register knows of the people of these rows, in a handful of statements.
fn look_up(tx: &mut Tx<'_>, ctx: &Context, rows: &[ReadRow]) -> Result<Vec<Known>> {
    let digests: Vec<Vec<lookup::Digest>> = rows
        .iter()
        .map(|r| {
            r.draft
                .as_ref()
                .map_or_else(Vec::new, |d| ctx.keys.digests(DigestKind::Document, &d.document.key()))
        })
        .collect();
    let found = lookup::people_by_documents(tx, &digests.concat())?;
    let of_row = |d: &Vec<lookup::Digest>| d.iter().find_map(|d| found.get(d)).copied();
    let ids: Vec<Id> = digests.iter().filter_map(of_row).collect();
    let (mut people, mut open) = (HashMap::new(), HashMap::new());
    if !ids.is_empty() {
        people = person::by_ids(tx, &ids)?;
        open = membership::open_of_many(tx, &ids)?;
    }
    let mut names: HashMap<Id, String> = HashMap::new();
    let mut all = Vec::with_capacity(rows.len());
    for (row, d) in rows.iter().zip(&digests) {
        let Some(p) = of_row(d).and_then(|id| people.get(&id)) else {
            all.push(Known::default());
            continue;
        };
        let mut known = Known { person: Some(p.clone()), open: open.get(&p.id).cloned(), ..Known::default() };
        match &known.open {
            Some(m) if m.union_id != ctx.union_id => {
                known.open_union = union_name(tx, &mut names, m.union_id)?;
                known.proposal_to = transfer::open_of(tx, p.id)?.map(|t| t.to_union_id);
            }
            Some(_) => {}
            None => known.last = membership::of_person(tx, p.id)?.pop(),
        }
        known.same_phone = same_phone(ctx, row, p)?;
        (known.flags_change, known.days_kept) = flags_told(tx, row, p)?;
        all.push(known);
    }
    Ok(all)
}

/// Whether what the row tells of flags changes their rows, and which days it tells in vain.
fn flags_told(tx: &mut Tx<'_>, row: &ReadRow, p: &Person) -> Result<(bool, Vec<Issue>)> {
    let (mut changes, mut kept) = (false, Vec::new());
    let Some(draft) = row.draft.as_ref().filter(|d| !d.told.is_empty()) else { return Ok((changes, kept)) };
    let (rows, today) = (member_flag::of_person(tx, p.id)?, tx.today());
    for t in &draft.told {
        let spans = spans(&rows, &t.kind);
        changes |= !plan(&spans, column(&p.profile, &t.kind), t, today).is_empty();
        if let (Some(day), Some(told)) = (day_that_stays(&spans, t, today), t.from) {
            let issue = Issue::of("registry.flag-day-kept").with("day", day.to_string());
            kept.push(issue.with("told", told.to_string()));
        }
    }
    Ok((changes, kept))
}

fn same_phone(ctx: &Context, row: &ReadRow, p: &Person) -> Result<bool> {
    let Some(new) = row.draft.as_ref().and_then(|d| d.phone.as_ref()) else { return Ok(true) };
    let Some(sealed) = &p.phone else { return Ok(false) };
    let context = crate::ops::enter_people::seal_context("phone", p.id);
    Ok(ctx.keys.open(sealed, &context)? == new.as_str())
}

fn union_name(tx: &mut Tx<'_>, names: &mut HashMap<Id, String>, id: Id) -> Result<String> {
    if let Some(name) = names.get(&id) {
        return Ok(name.clone());
    }
    let name = union::name(tx, id)?;
    names.insert(id, name.clone());
    Ok(name)
}

/// Phones that more people than usual have given already.
fn shared_phones(tx: &mut Tx<'_>, ctx: &Context, rows: &[ReadRow]) -> Result<Vec<String>> {
    let phones: Vec<&str> =
        rows.iter().filter_map(|r| r.draft.as_ref()?.phone.as_ref()).map(kernel::Phone::as_str).collect();
    let digests: Vec<_> = phones.iter().map(|p| ctx.keys.digests(DigestKind::Phone, p)).collect();
    let counts = lookup::phone_counts(tx, &digests.concat())?;
    let many = |(p, d): (&&str, &Vec<lookup::Digest>)| {
        let most = d.iter().filter_map(|d| counts.get(d)).max().copied().unwrap_or(0);
        (most >= ctx.phone_shared).then(|| (*p).to_owned())
    };
    Ok(phones.iter().zip(&digests).filter_map(many).collect())
}
