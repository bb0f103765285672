//! A year's claims under a scheme: asked for, and worked through as a job.
//!
//! Claims are read by person, so that what is used of a cap in the year counts on; a person's are judged in the order of their
//! days. One thread reads and another judges. Nothing is written but the run itself.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;

use guard::{Scope, act, res};
use kernel::{Fen, Id};
use platform::App;
use platform::audit::{self, Changes};
use platform::jobs::{Job, JobEnd, JobError, JobHandler, enqueue};
use store::{DbError, DbResult, Tx};

use super::trial::Uses;
use crate::model::case::{Facts, Outcome};
use crate::model::scheme::Scheme;
use crate::model::scheme_file::{InForce, Rerun, RerunState};
use crate::rules::benefit::adjudicate;
use crate::rules::rerun::Tally;
use crate::scheme_error::{Result, SchemeError};
use crate::store::rerun::{self, Decided, PremiumGroup};
use crate::store::scheme;

/// Kind of the job.
pub const KIND: &str = "mutual.rerun";
/// Claims that are read at once.
const CHUNK: i64 = 4_096;
/// Chunks that are read ahead.
const AHEAD: usize = 4;
/// States of claims that were not judged, wait for something, or were taken back: they have no benefit to compare.
const UNJUDGED: [&str; 3] = ["prepared", "supplement", "withdrawn"];
/// Attempts before a run is given up.
const ATTEMPTS: i64 = 3;

/// The versions in force of a code and year, earliest first.
fn versions(tx: &mut Tx<'_>, code: &str, year: i64) -> DbResult<Vec<InForce>> {
    let mut all = scheme::in_force(tx, code)?.0;
    all.retain(|v| v.scheme.year == year);
    all.sort_by_key(|v| v.from_day);
    Ok(all)
}

/// Asks for a run of all claims of a code and year under a scheme, whatever its state.
///
/// # Errors
/// [`SchemeError::NotFound`] outside the scope, [`SchemeError::NothingToRun`] where there are no claims of such a scheme in
/// sight, [`SchemeError::Running`] while one is under way.
pub fn start(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, act::Propose>,
    id: Id,
    (code, year): (Option<&str>, i64),
) -> Result<Id> {
    let s = scheme::find(tx, scope, id)?.filter(|s| scope.covers(&s.union_path));
    let s = s.ok_or(SchemeError::NotFound)?;
    let code = code.unwrap_or(&s.body.code);
    let mut claims = 0;
    let mut of = "";
    let all = versions(tx, code, year)?;
    for v in all.iter().filter(|v| v.union_id == s.union_id) {
        claims += rerun::count(tx, v.id)?;
        of = &v.scheme.title;
    }
    if claims == 0 {
        return Err(SchemeError::NothingToRun);
    }
    if rerun::of_scheme(tx, id, 5)?.iter().any(|r| r.state == RerunState::Running) {
        return Err(SchemeError::Running);
    }
    let run = Rerun {
        id: tx.new_id(),
        scheme_id: id,
        code: code.to_owned(),
        year,
        state: RerunState::Running,
        claims,
        claims_done: 0,
        why: String::new(),
        result: None,
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
        finished_at: None,
    };
    rerun::insert(tx, &run)?;
    let now = tx.now();
    enqueue(tx, KIND, &run.id, Some(&run.id.to_string()), now)?;
    let changes = Changes::new()
        .note("title", s.body.title.as_str())
        .note("scheme", of)
        .note("year", year)
        .note("claims", claims);
    let entry =
        audit::Entry { changes, union_path: Some(&s.union_path), ..audit::Entry::of("scheme.rerun", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(run.id)
}

/// Works runs off.
pub struct RerunJob;

impl JobHandler for RerunJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run(&self, app: &App, job: &Job) -> std::result::Result<JobEnd, JobError> {
        let id: Id = job.payload()?;
        match work(app, id) {
            Ok(()) => Ok(JobEnd::Done),
            Err(e) if job.attempts + 1 < ATTEMPTS => Err(e.into()),
            Err(e) => {
                let why = e.to_string();
                app.store().write_blocking(move |tx| rerun::finish(tx, id, Err(&why)))?;
                Ok(JobEnd::Done)
            }
        }
    }
}

/// Works a run through, if it is still to be done.
///
/// # Errors
/// Any [`DbError`].
pub fn work(app: &App, id: Id) -> DbResult<()> {
    let began = Instant::now();
    let Some(plan) = app.store().read_blocking(move |tx| plan(tx, id))? else { return Ok(()) };
    let mut tally = Tally::default();
    for g in &plan.premiums {
        tally.premiums(&plan.draft, (&g.class, &g.items, g.shares), g.people, g.premium);
    }
    let one = plan.of.len() == 1;
    let old = Arc::new(plan.draft.clone());
    let mut judge = Judge { draft: plan.draft, old, tally, people: HashMap::new(), one, now: Vec::new() };
    for version in plan.of {
        (judge.draft.cover_from, judge.draft.cover_to) = (version.scheme.cover_from, version.scheme.cover_to);
        judge.old = version.scheme;
        stream(app, version.id, |chunk| {
            for claim in chunk {
                judge.take(claim)?;
            }
            let done = judge.tally.claims();
            app.store().write_blocking(move |tx| rerun::progress(tx, id, done))
        })?;
        judge.flush()?;
    }
    let result = judge.tally.result(began.elapsed().as_millis() as i64);
    app.store().write_blocking(move |tx| rerun::finish(tx, id, Ok(&result)))
}

/// What a run works on.
struct Plan {
    draft: Scheme,
    /// Schemes whose claims are read.
    of: Vec<InForce>,
    premiums: Vec<PremiumGroup>,
}

fn plan(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Plan>> {
    let Some(run) = rerun::find(tx, id)?.filter(|r| r.state == RerunState::Running) else { return Ok(None) };
    let missing = || DbError::Inconsistent(format!("re-run {id} of a scheme that is not there"));
    let draft = scheme::body_of(tx, run.scheme_id)?.ok_or_else(missing)?;
    let of = versions(tx, &run.code, run.year)?;
    let mut premiums = Vec::new();
    for v in &of {
        premiums.extend(rerun::premiums(tx, v.id)?);
    }
    Ok(Some(Plan { draft, of, premiums }))
}

/// Hands the claims of a scheme to `each`, chunk by chunk, while the next ones are read.
fn stream(app: &App, of: Id, mut each: impl FnMut(Vec<Decided>) -> DbResult<()>) -> DbResult<()> {
    let (send, chunks): (SyncSender<DbResult<Vec<Decided>>>, Receiver<_>) = sync_channel(AHEAD);
    std::thread::scope(|threads| {
        threads.spawn(move || {
            let mut after = (Id(i64::MIN), Id(i64::MIN));
            loop {
                let from = after;
                let chunk = app.store().read_blocking(move |tx| rerun::claims(tx, of, from, CHUNK));
                let last = chunk.as_ref().map(|c| c.last().map(|c| (c.person_id, c.id)));
                let next = match last {
                    Ok(Some(next)) => Some(next),
                    Ok(None) => return,
                    Err(_) => None,
                };
                // Nobody listens any more once the other side has failed.
                if send.send(chunk).is_err() {
                    return;
                }
                let Some(next) = next else { return };
                after = next;
            }
        });
        // Consumed in here: when this side ends early, the reader finds nobody there and ends as well.
        chunks.into_iter().try_for_each(|chunk| each(chunk?))
    })
}

/// Judges claims, person by person.
struct Judge {
    draft: Scheme,
    /// The scheme that the claims in hand were judged under.
    old: Arc<Scheme>,
    tally: Tally,
    /// What people used; of all of them only while several versions are read one after another.
    people: HashMap<Id, Uses>,
    one: bool,
    /// Claims of the person in hand.
    now: Vec<(Decided, Facts)>,
}

impl Judge {
    fn take(&mut self, claim: Decided) -> DbResult<()> {
        if self.now.first().is_some_and(|(first, _)| first.person_id != claim.person_id) {
            self.flush()?;
        }
        if claim.facts.is_empty() || UNJUDGED.contains(&claim.state.as_str()) || claim.item.is_none() {
            return Ok(());
        }
        let facts = serde_json::from_str(&claim.facts)
            .map_err(|e| DbError::Inconsistent(format!("claim {}: {e}", claim.id)))?;
        self.now.push((claim, facts));
        Ok(())
    }

    fn flush(&mut self) -> DbResult<()> {
        let mut claims = std::mem::take(&mut self.now);
        let Some(person) = claims.first().map(|(c, _)| c.person_id) else { return Ok(()) };
        claims.sort_by_key(|(c, facts)| (facts.admitted, c.id));
        if self.one {
            self.people.clear();
        }
        if !self.people.contains_key(&person) {
            self.tally.person();
        }
        let uses = self.people.entry(person).or_default();
        for (claim, facts) in &mut claims {
            let Some(kind) = claim.item else { continue };
            let refused = claim.state == "refused";
            // What the rules paid for and people refused, they refuse under every scheme.
            if refused && adjudicate(&self.old, kind, facts).benefit.0 > 0 {
                self.tally.claim((claim.id, &claim.number), kind, Fen(0), &Outcome::default());
                continue;
            }
            facts.used = uses.of(kind);
            let outcome = adjudicate(&self.draft, kind, facts);
            uses.add(kind, &outcome);
            let before = if refused { Fen(0) } else { claim.benefit };
            self.tally.claim((claim.id, &claim.number), kind, before, &outcome);
        }
        claims.clear();
        self.now = claims;
        Ok(())
    }
}
