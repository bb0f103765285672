//! The one way in which the dated flags of a member and the columns that show their present value keep in step
//! (docs/adr/0014): who changes a column changes the rows, and who changes rows changes the column, in one transaction.

use guard::Actor;
use kernel::{Day, Id, OrgPath};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::outbox;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{DbError, Tx};

use crate::error::{RegistryError, Result};
use crate::model::Profile;
use crate::model::flag::{COLUMN_KINDS, FlagSource, Told, column, in_column, set_column};
use crate::own_data_error::OwnDataError;
use crate::rules::flags::{self as rules, Span, Step};
use crate::store::member_flag::{self, Flag};
use crate::store::{membership, person};

/// What was done to one row, so that an import can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Row.
    pub id: Id,
    /// Its version after it; 0 if it was removed.
    pub version: i64,
    /// The row before; none if it is new.
    pub before: Option<Flag>,
}

/// Who says it.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// How it came.
    pub source: FlagSource,
    /// Whose name stands on it.
    pub name: &'a str,
    /// Attachment of the member that shows it.
    pub evidence: Option<Id>,
}

/// Rows of one kind as the rules see them.
pub fn spans(all: &[Flag], kind: &str) -> Vec<Span> {
    let span = |f: &Flag| Span {
        id: f.id,
        value: f.value.clone(),
        from: f.valid_from,
        to: f.valid_to,
        shown: !f.document.is_empty(),
    };
    all.iter().filter(|f| f.kind == kind).map(span).collect()
}

/// The rows follow what is told and what the columns of a person, who is held, have become: each column that differs between
/// `before` and `after`, and each of `told`.
///
/// # Errors
/// The database's; [`OwnDataError::FlagOverlaps`] if a row came meanwhile.
pub fn follow(
    tx: &mut Tx<'_>,
    id: Id,
    (before, after): (&Profile, &Profile),
    told: &[Told],
    by: By<'_>,
) -> Result<Vec<Trace>> {
    let changed = |kind: &&str| column(before, kind) != column(after, kind);
    let of_column = |kind: &str| Told {
        kind: kind.to_owned(),
        value: Some(column(after, kind).to_owned()).filter(|v| !v.is_empty()),
        from: None,
        document: String::new(),
    };
    let told_of = |kind: &str| told.iter().any(|t| t.kind == kind);
    let silent = COLUMN_KINDS.into_iter().filter(changed).filter(|kind| !told_of(kind)).map(of_column);
    let all: Vec<Told> = told.iter().cloned().chain(silent).collect();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let rows = member_flag::of_person(tx, id)?;
    let mut traces = Vec::new();
    for t in &all {
        let steps = rules::plan(&spans(&rows, &t.kind), column(before, &t.kind), t, tx.today());
        for step in steps {
            traces.push(take(tx, id, &rows, t, step, by)?);
        }
    }
    Ok(traces)
}

fn take(tx: &mut Tx<'_>, id: Id, rows: &[Flag], t: &Told, step: Step, by: By<'_>) -> Result<Trace> {
    let row = |id: Id| {
        let found = rows.iter().find(|f| f.id == id).cloned();
        found.ok_or(RegistryError::Own(OwnDataError::FlagNotFound))
    };
    let new = |tx: &Tx<'_>, value: String, from, to, source: FlagSource| Flag {
        id: tx.new_id(),
        kind: t.kind.clone(),
        value,
        valid_from: from,
        valid_to: to,
        document: String::new(),
        evidence_id: None,
        source: source.code().to_owned(),
        made_by_name: by.name.to_owned(),
        made_at: tx.now(),
        ended_by_name: String::new(),
        version: 1,
    };
    match step {
        Step::Remove(gone) => {
            let before = row(gone)?;
            member_flag::delete(tx, id, gone, before.version)?;
            Ok(Trace { id: gone, version: 0, before: Some(before) })
        }
        Step::Until(row_id, to) => {
            let before = row(row_id)?;
            let ended_by_name = if to == Day::OPEN { String::new() } else { by.name.to_owned() };
            write(tx, id, Flag { valid_to: to, ended_by_name, ..before.clone() }, before)
        }
        Step::Fill(row_id, from) => {
            let before = row(row_id)?;
            let document = if before.document.is_empty() { &t.document } else { &before.document };
            let evidence_id = before.evidence_id.or(by.evidence);
            let filled = Flag { valid_from: from, document: document.clone(), evidence_id, ..before.clone() };
            write(tx, id, filled, before)
        }
        Step::Past { value, from, to } => {
            let flag =
                Flag { ended_by_name: by.name.to_owned(), ..new(tx, value, from, to, FlagSource::Column) };
            enter(tx, id, flag)
        }
        Step::Begin { value, from, to } => {
            let flag = new(tx, value, from, to, by.source);
            enter(tx, id, Flag { document: t.document.clone(), evidence_id: by.evidence, ..flag })
        }
    }
}

fn write(tx: &mut Tx<'_>, id: Id, after: Flag, before: Flag) -> Result<Trace> {
    overlap_is(member_flag::edit(tx, id, &after))?;
    Ok(Trace { id: after.id, version: after.version + 1, before: Some(before) })
}

fn enter(tx: &mut Tx<'_>, id: Id, flag: Flag) -> Result<Trace> {
    overlap_is(member_flag::insert(tx, id, &flag))?;
    Ok(Trace { id: flag.id, version: 1, before: None })
}

/// A write that found another row of the kind on one of its days.
///
/// # Errors
/// [`OwnDataError::FlagOverlaps`], or the database's.
pub fn overlap_is(written: store::DbResult<bool>) -> Result<()> {
    match written {
        Ok(true) => Ok(()),
        Ok(false) | Err(DbError::Conflict(_)) => Err(RegistryError::Own(OwnDataError::FlagOverlaps)),
        Err(e) => Err(e.into()),
    }
}

/// Takes back what an import did to the rows of a person who is held, where nobody has touched them since; `false` if
/// something was kept.
///
/// # Errors
/// The database's.
pub fn take_back(tx: &mut Tx<'_>, id: Id, traces: &[Trace]) -> Result<bool> {
    let now = member_flag::of_person(tx, id)?;
    let untouched = |t: &Trace| match now.iter().find(|f| f.id == t.id) {
        Some(f) => f.version == t.version,
        None => t.version == 0,
    };
    if !traces.iter().all(untouched) {
        return Ok(false);
    }
    // What is new goes first, so that nothing overlaps what comes back.
    for t in traces.iter().filter(|t| t.before.is_none()) {
        member_flag::delete(tx, id, t.id, t.version)?;
    }
    for (t, before) in traces.iter().rev().filter_map(|t| Some((t, t.before.as_ref()?))) {
        if t.version == 0 {
            overlap_is(member_flag::insert(tx, id, before))?;
        } else {
            overlap_is(member_flag::edit(tx, id, &Flag { version: t.version, ..before.clone() }))?;
        }
    }
    Ok(true)
}

/// The value that the column of a kind has without a day, by the rows as they are. Asked before rows are changed, for
/// [`column_follows`] afterwards.
///
/// # Errors
/// The database's.
pub fn undated(tx: &mut Tx<'_>, id: Id, kind: &str) -> Result<Option<String>> {
    if !in_column(kind) {
        return Ok(None);
    }
    let p = person::by_id(tx, id)?.ok_or(RegistryError::MemberNotFound)?;
    let rows = spans(&member_flag::of_person(tx, id)?, kind);
    Ok(rules::undated(&rows, column(&p.profile, kind), tx.today()).map(str::to_owned))
}

/// The column of a kind becomes what holds today, after the rows of a person who is held have changed, or the day has.
/// `undated` is what it said without a day before; where another value begins that becomes a row. Whether it changed.
///
/// # Errors
/// The database's.
pub fn column_follows(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, path): (Id, Option<&OrgPath>),
    kind: &str,
    undated: Option<&str>,
) -> Result<bool> {
    if !in_column(kind) {
        return Ok(false);
    }
    let p = person::by_id(tx, id)?.ok_or(RegistryError::MemberNotFound)?;
    let rows = member_flag::of_person(tx, id)?;
    let (past, value) = rules::settle(&spans(&rows, kind), undated, tx.today());
    if let Some(step) = past {
        let t = Told { kind: kind.to_owned(), value: None, from: None, document: String::new() };
        let by = By { source: FlagSource::Column, name: actor.name(), evidence: None };
        take(tx, id, &rows, &t, step, by)?;
    }
    let old = column(&p.profile, kind);
    if old == value {
        return Ok(false);
    }
    let mut profile = p.profile.clone();
    set_column(&mut profile, kind, &value);
    if !person::set_fields(tx, id, p.version, &profile, p.birth)? {
        return Err(RegistryError::Stale { version: p.version + 1 });
    }
    let changes = Changes::new().field(name_of(kind), old, value.as_str());
    let entry = Entry { union_path: path, changes, ..Entry::of("member.update", id) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, "member.updated", id, &json!({ "version": p.version + 1 }))?;
    Ok(true)
}

/// The field of a kind in the audit.
fn name_of(kind: &str) -> &'static str {
    COLUMN_KINDS.into_iter().find(|k| *k == kind).unwrap_or("skill")
}

/// People in a transaction.
const PART: i64 = 200;

/// Columns whose flags have begun or ended since `since`, when all were right, become what holds today; how many.
///
/// # Errors
/// The database's.
pub fn day_has_come(app: &App, actor: &Actor, since: Day) -> Result<u64> {
    let (today, mut after, mut changed) = (app.clock().today(), Id(0), 0);
    loop {
        // What ended the day before has ended on the day.
        let days = (if since > Day::FIRST { since.plus_days(-1) } else { since }, today);
        let part = app.store().read_blocking(move |tx| member_flag::turning(tx, days, after, PART))?;
        let Some(last) = part.last().copied() else { return Ok(changed) };
        after = last;
        let actor = actor.clone();
        changed += app.store().write_blocking(move |tx| {
            let mut changed = 0;
            for id in &part {
                // A merged or erased record says nothing of anybody.
                if !person::hold(tx, *id)? {
                    continue;
                }
                let path = membership::of_person(tx, *id)?.pop().map(|m| m.union_path);
                for kind in COLUMN_KINDS {
                    let undated = undated(tx, *id, kind)?;
                    let whose = (*id, path.as_ref());
                    changed += u64::from(column_follows(tx, &actor, whose, kind, undated.as_deref())?);
                }
            }
            Ok::<_, RegistryError>(changed)
        })?;
    }
}
