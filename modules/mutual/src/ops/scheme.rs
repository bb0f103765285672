//! Schemes from draft to force: written, copied, proposed, decided by somebody else, withdrawn.

use guard::act::Action;
use guard::{Actor, Scope, act, res};
use kernel::{Day, Id};
use platform::audit::{self, Changes};
use platform::cases::{line, lines};
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::model::scheme::Scheme;
use crate::model::scheme_file::{SchemeFile, SchemeState, Versions};
use crate::rules::scheme_check::{check, check_head};
use crate::scheme_error::{Result, SchemeError, field};
use crate::store::scheme;

fn clean(mut body: Scheme) -> Scheme {
    body.title = line(&body.title);
    body.note = lines(&body.note);
    body.classes.iter_mut().for_each(|c| c.title = line(&c.title));
    for item in &mut body.items {
        item.title = line(&item.title);
        item.rule.illnesses.iter_mut().for_each(|name| *name = kernel::text::clean(name));
    }
    body
}

/// The body as it is kept, and whether it may be kept as a draft: it can be found by its code, and the code is the union's.
fn drafted(tx: &mut Tx<'_>, union: Id, body: Scheme) -> Result<Scheme> {
    let body = clean(body);
    let wrong = check_head(&body);
    if !wrong.is_empty() {
        return Err(SchemeError::Invalid(wrong));
    }
    if scheme::take_code(tx, &body.code, union)? != union {
        return Err(SchemeError::CodeTaken { code: body.code });
    }
    Ok(body)
}

fn from_day(asked: Option<Day>, body: &Scheme) -> Result<Day> {
    let day = asked.unwrap_or(body.cover_from);
    if body.covers(day) { Ok(day) } else { Err(field("/from_day", "mutual.scheme-from-day-outside")) }
}

fn new_file(tx: &Tx<'_>, actor: &Actor, union: registry::api::Union, day: Day, body: Scheme) -> SchemeFile {
    SchemeFile {
        id: tx.new_id(),
        union_id: union.id,
        union_path: union.place(),
        union_name: union.name,
        state: SchemeState::Draft,
        from_day: day,
        body,
        created_at: tx.now(),
        created_by_name: actor.name().to_owned(),
        written_by: actor.id(),
        proposed_at: None,
        proposed_by: None,
        proposed_by_name: String::new(),
        decided_at: None,
        decided_by: None,
        decided_by_name: String::new(),
        reason: String::new(),
        version: 1,
    }
}

fn union_of<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, A>,
    id: Id,
) -> Result<registry::api::Union> {
    let union = union_by_id(tx, id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    Ok(union.ok_or(RegistryError::UnionNotFound)?)
}

/// Makes a draft of a union.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`SchemeError::Invalid`], [`SchemeError::CodeTaken`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, act::Propose>,
    union_id: Id,
    day: Option<Day>,
    body: Scheme,
) -> Result<SchemeFile> {
    let union = union_of(tx, scope, union_id)?;
    let body = drafted(tx, union_id, body)?;
    let day = from_day(day, &body)?;
    let made = new_file(tx, scope.actor(), union, day, body);
    scheme::insert(tx, &made)?;
    let changes = about(&made);
    let entry = audit::Entry {
        changes,
        union_path: Some(&made.union_path),
        ..audit::Entry::of("scheme.create", made.id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(made)
}

fn about(s: &SchemeFile) -> Changes {
    Changes::new()
        .note("title", s.body.title.as_str())
        .note("year", s.body.year)
        .note("from_day", s.from_day.to_string())
}

/// One that the scope lets be written, not only read: of a union in it.
fn own<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Scheme, A>, id: Id) -> Result<SchemeFile> {
    let found = scheme::find(tx, scope, id)?.filter(|s| scope.covers(&s.union_path));
    found.ok_or(SchemeError::NotFound)
}

fn must(s: &SchemeFile, state: &[SchemeState], deed: &'static str) -> Result<()> {
    if state.contains(&s.state) {
        return Ok(());
    }
    Err(SchemeError::State { deed, state: s.state.title() })
}

fn write(tx: &mut Tx<'_>, version: i64, after: &SchemeFile) -> Result<()> {
    if scheme::update(tx, version, after)? {
        return Ok(());
    }
    Err(SchemeError::Stale { version: after.version - 1 })
}

fn fresh(before: &SchemeFile, version: i64) -> Result<()> {
    if before.version == version { Ok(()) } else { Err(SchemeError::Stale { version: before.version }) }
}

/// Writes a draft as a whole; what it is then.
///
/// # Errors
/// [`SchemeError::NotFound`] outside the scope, [`SchemeError::State`] if it is no draft, [`SchemeError::Stale`],
/// [`SchemeError::Invalid`], [`SchemeError::CodeTaken`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, act::Propose>,
    (id, version): (Id, i64),
    day: Option<Day>,
    body: Scheme,
) -> Result<SchemeFile> {
    let before = own(tx, scope, id)?;
    must(&before, &[SchemeState::Draft], "修改")?;
    fresh(&before, version)?;
    let body = drafted(tx, before.union_id, body)?;
    let after = SchemeFile {
        from_day: from_day(day, &body)?,
        body,
        written_by: scope.actor().id(),
        version: version + 1,
        ..before.clone()
    };
    write(tx, version, &after)?;
    let (a, b) = (&before.body, &after.body);
    let changes = Changes::new()
        .field("title", a.title.as_str(), b.title.as_str())
        .field("code", a.code.as_str(), b.code.as_str())
        .field("year", a.year, b.year)
        .field("from_day", before.from_day.to_string(), after.from_day.to_string())
        .field("items", a.items.len() as i64, b.items.len() as i64);
    let entry = audit::Entry {
        changes,
        union_path: Some(&after.union_path),
        ..audit::Entry::of("scheme.update", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(after)
}

/// The same rules for another year: every day moves by whole years.
pub fn moved(body: &Scheme, year: i64) -> Scheme {
    let by = (year - body.year) * 12;
    let title = body.title.replace(&body.year.to_string(), &year.to_string());
    Scheme {
        year,
        title,
        cover_from: body.cover_from.plus_months(by),
        cover_to: body.cover_to.plus_months(by),
        ..body.clone()
    }
}

/// A draft with the rules of another scheme: of another year, or a later version of the same year.
///
/// # Errors
/// As [`create`]; [`SchemeError::NotFound`] if the other one is out of sight.
pub fn copy(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, act::Propose>,
    id: Id,
    (year, day): (i64, Option<Day>),
) -> Result<SchemeFile> {
    let of = own(tx, scope, id)?;
    if !(2000..=2100).contains(&year) {
        return Err(field("/year", "mutual.scheme-year"));
    }
    create(tx, scope, of.union_id, day, moved(&of.body, year))
}

/// Whether the days fit what is in force under the code: the same year has the same days, other years have others, and a later
/// version begins neither in the past nor on the first day of one that is there.
fn fits(tx: &Tx<'_>, all: &Versions, s: &SchemeFile) -> Result<()> {
    let b = &s.body;
    for other in &all.0 {
        let o = &other.scheme;
        let clash = if o.year == b.year {
            (o.cover_from, o.cover_to) != (b.cover_from, b.cover_to)
        } else {
            o.cover_from <= b.cover_to && b.cover_from <= o.cover_to
        };
        if clash {
            return Err(SchemeError::Overlap { year: o.year });
        }
    }
    let mut same = all.0.iter().filter(|o| o.scheme.year == b.year).peekable();
    let fine = match same.peek() {
        None => s.from_day == b.cover_from,
        Some(_) => s.from_day >= tx.today() && same.all(|o| o.from_day != s.from_day),
    };
    if fine { Ok(()) } else { Err(SchemeError::FromDay) }
}

fn whole(tx: &mut Tx<'_>, s: &SchemeFile) -> Result<()> {
    let wrong = check(&s.body);
    if !wrong.is_empty() {
        return Err(SchemeError::Invalid(wrong));
    }
    let all = scheme::in_force(tx, &s.body.code)?;
    fits(tx, &all, s)
}

/// Proposes a draft without mistakes.
///
/// # Errors
/// [`SchemeError::NotFound`], [`SchemeError::State`], [`SchemeError::Stale`], [`SchemeError::Invalid`],
/// [`SchemeError::Overlap`], [`SchemeError::FromDay`].
pub fn propose(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, act::Propose>,
    (id, version): (Id, i64),
) -> Result<SchemeFile> {
    let before = own(tx, scope, id)?;
    must(&before, &[SchemeState::Draft], "提交")?;
    fresh(&before, version)?;
    whole(tx, &before)?;
    let after = SchemeFile {
        state: SchemeState::Proposed,
        proposed_at: Some(tx.now()),
        proposed_by: Some(scope.actor().id()),
        proposed_by_name: scope.actor().name().to_owned(),
        decided_at: None,
        decided_by: None,
        decided_by_name: String::new(),
        reason: String::new(),
        version: version + 1,
        ..before
    };
    write(tx, version, &after)?;
    let entry = audit::Entry {
        changes: about(&after),
        union_path: Some(&after.union_path),
        ..audit::Entry::of("scheme.propose", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(after)
}

fn reason(text: &str, needed: bool) -> Result<String> {
    let text = line(text);
    let n = text.chars().count();
    if n > 200 || needed && n < 2 { Err(field("/reason", "mutual.scheme-reason")) } else { Ok(text) }
}

/// Puts a proposal in force, or gives it back as a draft; never by who wrote or proposed it.
///
/// # Errors
/// As [`propose`]; [`SchemeError::SamePerson`].
pub fn decide(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, act::Approve>,
    (id, version): (Id, i64),
    (approve, why): (bool, &str),
) -> Result<SchemeFile> {
    let before = own(tx, scope, id)?;
    must(&before, &[SchemeState::Proposed], "审批")?;
    fresh(&before, version)?;
    let by = scope.actor();
    if before.written_by == by.id() || before.proposed_by == Some(by.id()) {
        return Err(SchemeError::SamePerson);
    }
    let reason = reason(why, !approve)?;
    if approve {
        whole(tx, &before)?;
    }
    let after = SchemeFile {
        state: if approve { SchemeState::InForce } else { SchemeState::Draft },
        decided_at: Some(tx.now()),
        decided_by: Some(by.id()),
        decided_by_name: by.name().to_owned(),
        reason,
        version: version + 1,
        ..before
    };
    write(tx, version, &after)?;
    let changes = about(&after).note("reason", after.reason.as_str());
    let of =
        if approve { audit::Entry::of("scheme.approve", id) } else { audit::Entry::of("scheme.reject", id) };
    audit::record(tx, by, audit::Entry { changes, union_path: Some(&after.union_path), ..of })?;
    Ok(after)
}

/// Gives a draft or a proposal up.
///
/// # Errors
/// [`SchemeError::NotFound`], [`SchemeError::State`], [`SchemeError::Stale`], [`SchemeError::Invalid`] for the reason.
pub fn withdraw(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, act::Propose>,
    (id, version): (Id, i64),
    why: &str,
) -> Result<SchemeFile> {
    let before = own(tx, scope, id)?;
    must(&before, &[SchemeState::Draft, SchemeState::Proposed], "撤回")?;
    fresh(&before, version)?;
    let after = SchemeFile {
        state: SchemeState::Withdrawn,
        decided_at: Some(tx.now()),
        decided_by: Some(scope.actor().id()),
        decided_by_name: scope.actor().name().to_owned(),
        reason: reason(why, true)?,
        version: version + 1,
        ..before
    };
    write(tx, version, &after)?;
    let changes = about(&after).note("reason", after.reason.as_str());
    let entry = audit::Entry {
        changes,
        union_path: Some(&after.union_path),
        ..audit::Entry::of("scheme.withdraw", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(after)
}

/// Puts a scheme in force at once, for demonstrations, benchmarks and tests, whose people are made up with it; which one. One
/// that is in force for the code and year stays.
///
/// # Errors
/// As [`create`] and [`propose`].
pub fn install(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, act::Propose>,
    union_id: Id,
    body: Scheme,
    (proposed_by, decided_by): (&str, &str),
) -> Result<Id> {
    let union = union_of(tx, scope, union_id)?;
    let body = drafted(tx, union_id, body)?;
    let known = scheme::in_force(tx, &body.code)?.0.into_iter().find(|v| v.scheme.year == body.year);
    if let Some(known) = known {
        return Ok(known.id);
    }
    let now = tx.now();
    let made = SchemeFile {
        state: SchemeState::InForce,
        created_by_name: proposed_by.to_owned(),
        proposed_at: Some(now),
        proposed_by_name: proposed_by.to_owned(),
        decided_at: Some(now),
        decided_by_name: decided_by.to_owned(),
        ..new_file(tx, scope.actor(), union, body.cover_from, body)
    };
    whole(tx, &made)?;
    scheme::insert(tx, &made)?;
    let entry = audit::Entry {
        changes: about(&made),
        union_path: Some(&made.union_path),
        ..audit::Entry::of("scheme.install", made.id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(made.id)
}
