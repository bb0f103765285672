//! A delta file: all records of a place that changed since the platform above last accepted them.
//!
//! What was last sent of a record is known by keyed digests, so a run chooses by what it finds and not by what it
//! remembers: run again, it chooses the same rows. Each part of some hundred records is one transaction: rows of the working
//! file, what was sent, and the place in the walk.

use std::collections::HashMap;

use guard::{Actor, Scope, act, res};
use kernel::{Id, OrgPath, Params, Timestamp};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::codesets::Codesets;
use platform::sealed::Keyring;
use store::{DbError, Tx};

use crate::error::{RegistryError, Result, field};
use crate::exchange::catalogue::SourceRow;
use crate::exchange::{convert, part_file};
use crate::model::exchange::{Operation, RowFault, RunState, SentState};
use crate::ops::finish_exchange::finish;
use crate::ops::keep_exchange_target::usable;
use crate::store::exchange_run::{self, Run, RunTally};
use crate::store::exchange_sent::{self, Sent};
use crate::store::exchange_source::{self, Seek};
use crate::store::{exchange_target, union};

/// Records in a transaction.
const PART: i64 = 400;
/// Phase of what is there.
const PRESENT: i64 = 0;
/// Phase of what is there no more.
const GONE: i64 = 1;
/// Phase of the file.
pub const FILE: i64 = 2;

/// Begins a run over a union and everything beneath it.
///
/// # Errors
/// [`RegistryError::UnionNotFound`], [`RegistryError::TargetNotFound`];
/// [`RegistryError::Invalid`] without a purpose and for a target that is not valid today; [`RegistryError::Denied`] if numbers go out and the actor may not see them.
pub fn begin_run(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Create>,
    (target, union_id): (Id, Id),
    purpose: &str,
) -> Result<Id> {
    let u = union::find_unscoped(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let u = u.ok_or(RegistryError::UnionNotFound)?;
    let t = usable(tx, scope, target)?;
    // The union reports to the one that keeps the target, or is that one.
    if !t.union_path.covers(&u.place()) {
        return Err(RegistryError::TargetNotFound);
    }
    if purpose.trim().chars().count() < 4 {
        return Err(RegistryError::Invalid(vec![field("/purpose", "registry.purpose-short", Params::new())]));
    }
    if convert::is_sensitive(t.form.kind, &t.form.definition) {
        let reveal = scope.actor().permit::<res::Member, act::Reveal>()?;
        if !reveal.covers(&u.place()) {
            return Err(RegistryError::UnionNotFound);
        }
    }
    let place = u.place();
    let total = exchange_source::count(tx, t.form.kind, &[place.range()])?;
    let run = Run {
        id: tx.new_id(),
        target_id: t.id,
        union_id: u.id,
        union_path: place,
        target_name: t.form.name,
        kind: t.form.kind,
        target_version: t.version,
        definition: t.form.definition,
        state: RunState::Running,
        purpose: purpose.trim().to_owned(),
        phase: PRESENT,
        seek: Seek::default(),
        bytes_done: 0,
        total,
        tally: RunTally::default(),
        accepted: 0,
        returned: 0,
        file_id: Id(0),
        reasons_id: Id(0),
        created_by: scope.actor().id(),
        created_by_name: scope.actor().name().to_owned(),
        created_at: tx.now(),
        finished_at: Timestamp(0),
    };
    exchange_run::insert(tx, &run)?;
    let changes = Changes::new()
        .note("target", run.target_name.as_str())
        .note("target_version", run.target_version)
        .note("union", u.name.as_str());
    let entry = Entry {
        union_path: Some(&run.union_path),
        changes,
        purpose: Some(&run.purpose),
        ..Entry::of("exchange.run", run.id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(run.id)
}

/// What the platform above has of a record, or will have when it takes what was sent.
fn held(sent: Option<&Sent>, run: Id) -> &[u8] {
    match sent {
        // This run's own word does not count: it is being said again.
        Some(s) if s.state == SentState::Sent && s.run_id != run => match s.operation {
            Operation::Gone => &[],
            _ => &s.digest,
        },
        Some(s) => &s.accepted,
        None => &[],
    }
}

/// What a record that is there goes out as; none if nothing changed.
fn operation(held: &[u8], now: &[u8]) -> Option<Operation> {
    match held {
        [] => Some(Operation::Added),
        h if h == now => None,
        _ => Some(Operation::Changed),
    }
}

/// A part that is being worked on.
struct Part<'a> {
    run: &'a Run,
    tally: RunTally,
    lines: Vec<part_file::Line>,
    sent: Vec<Sent>,
}

impl Part<'_> {
    fn refuse(&mut self, row: &SourceRow, faults: Vec<RowFault>) {
        self.tally.refused += 1;
        self.lines.push(part_file::Line::Refused {
            id: row.id,
            name: row.name.clone(),
            union: row.union_name.clone(),
            faults,
        });
    }

    fn send(&mut self, row: &SourceRow, out: convert::Outgoing, op: Operation, accepted: &[u8]) {
        match op {
            Operation::Added => self.tally.added += 1,
            Operation::Changed => self.tally.changed += 1,
            Operation::Gone => self.tally.gone += 1,
        }
        self.lines.push(part_file::Line::Out(out.values));
        self.sent.push(Sent {
            record_id: row.id,
            target_id: self.run.target_id,
            path: row.path.clone(),
            run_id: self.run.id,
            row: self.tally.sent(),
            operation: op,
            state: SentState::Sent,
            digest: out.digest,
            accepted: accepted.to_vec(),
            reason: String::new(),
        });
    }
}

/// Works a run off, from where it stands to its file. Safe to call again after a crash.
///
/// # Errors
/// The database's; [`RegistryError::Sheet`] if the data folder refuses.
pub fn work_run(app: &App, actor: &Actor, id: Id) -> Result<Run> {
    work_run_until(app, actor, id, |_| true)
}

/// The same while `more` says so; it is asked before each part.
///
/// # Errors
/// As [`work_run`].
pub fn work_run_until(app: &App, actor: &Actor, id: Id, mut more: impl FnMut(&Run) -> bool) -> Result<Run> {
    loop {
        let run = app
            .store()
            .read_blocking(move |tx| exchange_run::by_id(tx, id)?.ok_or(RegistryError::RunNotFound))?;
        if run.state == RunState::Cancelling {
            return crate::ops::cancel_exchange::withdraw(app, &run);
        }
        if run.state != RunState::Running || !more(&run) {
            return Ok(run);
        }
        let path = part_file::place(app, id);
        if !part_file::holds(&path, run.bytes_done) {
            // The working file is not on this machine: the run begins anew, and chooses the same rows.
            app.store().write_blocking(move |tx| begin_anew(tx, &run))?;
            continue;
        }
        match run.phase {
            PRESENT => present(app, &run)?,
            GONE => gone(app, &run)?,
            _ => finish(app, actor, &run)?,
        }
    }
}

fn begin_anew(tx: &mut Tx<'_>, run: &Run) -> Result<()> {
    exchange_run::advance(tx, run, PRESENT, &Seek::default(), 0, &RunTally::default())?;
    Ok(())
}

/// What a row says of a record, whether it is sent or not.
type Converted = (SourceRow, std::result::Result<convert::Outgoing, Vec<RowFault>>);

fn convert_all(keys: &Keyring, words: &Codesets, run: &Run, rows: Vec<SourceRow>) -> Vec<Converted> {
    let one = |row: SourceRow| {
        let out = convert::outgoing(keys, words, run.kind, &run.definition, &row, Operation::Changed);
        (row, out)
    };
    rows.into_iter().map(one).collect()
}

fn present(app: &App, run: &Run) -> Result<()> {
    let (keys, words) = (app.keyring().clone(), app.codesets());
    let (k, r) = (keys.clone(), run.clone());
    let rows = app.store().read_blocking(move |tx| {
        exchange_source::part(tx, &k, r.kind, &[r.union_path.range()], &r.seek, PART)
    })?;
    let last = rows.last().map(|r| Seek { path: r.path.to_string(), key: r.key.clone(), id: r.id.0 });
    let (phase, seek) = match last {
        Some(seek) if rows.len() as i64 == PART => (PRESENT, seek),
        _ => (GONE, Seek::default()),
    };
    let all = convert_all(&keys, &words, run, rows);
    let (run, path) = (run.clone(), part_file::place(app, run.id));
    app.store().write_blocking(move |tx| {
        exchange_target::hold(tx, run.target_id)?;
        let ids: Vec<Id> = all.iter().map(|(r, _)| r.id).collect();
        let before = exchange_sent::of_ids(tx, run.target_id, &ids)?;
        let mut part = Part { run: &run, tally: run.tally, lines: Vec::new(), sent: Vec::new() };
        for (row, out) in &all {
            part.tally.seen += 1;
            choose(&mut part, (&keys, &words), row, out, before.get(&row.id));
        }
        keep(tx, part, &path, (phase, &seek))
    })
}

fn choose(
    part: &mut Part<'_>,
    (keys, words): (&Keyring, &Codesets),
    row: &SourceRow,
    out: &std::result::Result<convert::Outgoing, Vec<RowFault>>,
    before: Option<&Sent>,
) {
    let out = match out {
        Ok(out) => out,
        Err(faults) => return part.refuse(row, faults.clone()),
    };
    let Some(op) = operation(held(before, part.run.id), &out.digest) else { return };
    let accepted = before.map(|s| s.accepted.as_slice()).unwrap_or_default();
    // What is said of the operation may be a code of theirs, which is in the values.
    match convert::outgoing(keys, words, part.run.kind, &part.run.definition, row, op) {
        Ok(out) => part.send(row, out, op, accepted),
        Err(faults) => part.refuse(row, faults),
    }
}

fn gone(app: &App, run: &Run) -> Result<()> {
    let (keys, words) = (app.keyring().clone(), app.codesets());
    let (k, r) = (keys.clone(), run.clone());
    let (sent, rows) = app.store().read_blocking(move |tx| {
        let from = (r.seek.path.as_str(), r.seek.id);
        let sent = exchange_sent::part(tx, r.target_id, &[r.union_path.range()], from, PART)?;
        let ids: Vec<Id> = sent.iter().map(|s| s.record_id).collect();
        let rows = exchange_source::of_ids(tx, &k, r.kind, &ids)?;
        Ok::<_, DbError>((sent, rows))
    })?;
    let (phase, seek) = match sent.last() {
        Some(s) if sent.len() as i64 == PART => {
            (GONE, Seek { path: s.path.to_string(), key: String::new(), id: s.record_id.0 })
        }
        _ => (FILE, Seek::default()),
    };
    let rows: HashMap<Id, SourceRow> = rows.into_iter().filter(|r| r.gone).map(|r| (r.id, r)).collect();
    let (run, path) = (run.clone(), part_file::place(app, run.id));
    app.store().write_blocking(move |tx| {
        exchange_target::hold(tx, run.target_id)?;
        let ids: Vec<Id> = rows.keys().copied().collect();
        let before = exchange_sent::of_ids(tx, run.target_id, &ids)?;
        let mut part = Part { run: &run, tally: run.tally, lines: Vec::new(), sent: Vec::new() };
        for s in sent.iter().filter_map(|s| before.get(&s.record_id)) {
            let (Some(row), false) = (rows.get(&s.record_id), held(Some(s), run.id).is_empty()) else {
                continue;
            };
            let op = Operation::Gone;
            match convert::outgoing(&keys, &words, run.kind, &run.definition, row, op) {
                Ok(out) => {
                    part.send(&SourceRow { path: s.path.clone(), ..row.clone() }, out, op, &s.accepted)
                }
                Err(faults) => part.refuse(row, faults),
            }
        }
        keep(tx, part, &path, (phase, &seek))
    })
}

fn keep(
    tx: &mut Tx<'_>,
    part: Part<'_>,
    path: &std::path::PathBuf,
    (phase, seek): (i64, &Seek),
) -> Result<()> {
    let run = part.run;
    exchange_sent::put(tx, &part.sent)?;
    let failed = |e| RegistryError::Sheet(sheets::SheetError::from(e));
    let bytes = part_file::append(path, run.bytes_done, &part.lines).map_err(failed)?;
    // A part that says nothing still moves the walk on; without a change another worker could do it a second time.
    if !exchange_run::advance(tx, run, phase, seek, bytes, &part.tally)? {
        return Err(RegistryError::RunState { state: "已由其他任务处理" });
    }
    Ok(())
}

/// Where a run's place is, for its attachments.
pub fn subject<'a>(run: &Run, path: &'a OrgPath) -> platform::files::Subject<'a> {
    platform::files::Subject { id: run.id, path }
}
