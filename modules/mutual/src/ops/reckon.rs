//! Works claims out: one, or all that wait in a fund.
//!
//! In bulk one thread reads a chunk with everything that its claims ask and judges it, another writes: reading, judging and
//! committing go on at the same time. A claim that somebody changed meanwhile is left as it is.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::sync_channel;

use kernel::{Fen, Id};
use platform::App;
use store::{DbResult, Tx};

use crate::claim_error::{ClaimError, Result};
use crate::model::claim::{Claim, ClaimState};
use crate::model::scheme_file::{InForce, Versions};
use crate::rules::benefit::adjudicate;
use crate::rules::signals::{Brief, medians, signals};
use crate::store::promised::{self, Key, Promised};
use crate::store::{card, claim, claim_list, scheme};

/// Claims of a chunk.
const CHUNK: i64 = 1_024;
/// Chunks that wait for the writer.
const AHEAD: usize = 2;

/// What the claims of a chunk ask.
#[derive(Debug, Default)]
pub struct Asked {
    versions: HashMap<String, Versions>,
    promised: HashMap<Key, Promised>,
    people: HashMap<Id, Vec<Brief>>,
    invoices: HashMap<String, Vec<Brief>>,
    shared: HashMap<Id, usize>,
}

/// The promises that a claim counts against: those of its person in the year of its scheme.
pub fn key_of(c: &Claim, version: &InForce) -> Key {
    Key { person: c.person_id, code: c.scheme_code.clone(), year: version.scheme.year }
}

impl Asked {
    /// Reads what these claims ask.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn of(tx: &mut Tx<'_>, claims: &[Claim]) -> DbResult<Self> {
        let people: Vec<Id> = distinct(claims.iter().map(|c| c.person_id));
        let numbers = claims.iter().map(|c| c.invoice.clone()).filter(|n| !n.is_empty());
        let invoices: Vec<String> = distinct(numbers);
        let mut versions = HashMap::new();
        for c in claims {
            if !versions.contains_key(&c.scheme_code) {
                versions.insert(c.scheme_code.clone(), scheme::in_force(tx, &c.scheme_code)?);
            }
        }
        Ok(Self {
            versions,
            promised: promised::of_people(tx, &people)?,
            people: claim_list::of_people(tx, &people)?,
            invoices: claim_list::of_invoices(tx, &invoices)?,
            shared: card::shared(tx, &people)?,
        })
    }

    /// The version by which a claim is judged: the one of its day of admission.
    pub fn version(&self, c: &Claim) -> Option<&InForce> {
        self.versions.get(&c.scheme_code)?.on(c.facts.admitted)
    }

    /// Works a claim out in place; it keeps its state unless it was only prepared. Where no version of its scheme is in force on
    /// its day, it is judged by the one that it was entered under, which finds it out of the period.
    pub fn judge(&self, c: &mut Claim, usual: &HashMap<String, Fen>, fallback: Option<&InForce>) {
        let Some(version) = self.version(c).or(fallback) else { return };
        c.scheme_id = version.id;
        let key = key_of(c, version);
        c.facts.used = self.promised.get(&key).map(|p| p.of(c.item)).unwrap_or_default();
        let outcome = adjudicate(&version.scheme, c.item, &c.facts);
        (c.benefit, c.deductible) = (outcome.benefit, outcome.deductible);
        (c.trace, c.refusals) = (outcome.trace, outcome.refusals);
        let own = self.people.get(&c.person_id).map(Vec::as_slice).unwrap_or_default();
        let same = self.invoices.get(&c.invoice).map(Vec::as_slice).unwrap_or_default();
        let foreign = same.iter().filter(|b| b.person_id != c.person_id);
        let others: Vec<Brief> = own.iter().chain(foreign).cloned().collect();
        let shared = self.shared.get(&c.person_id).copied().unwrap_or_default();
        c.signals = signals(&brief(c), &others, shared, usual.get(&c.hospital).copied());
        if c.state == ClaimState::Prepared {
            c.state = ClaimState::Reckoned;
        }
    }
}

fn distinct<T: std::hash::Hash + Eq + Clone>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    all.filter(|x| seen.insert(x.clone())).collect()
}

fn brief(c: &Claim) -> Brief {
    Brief {
        id: c.id,
        number: c.number.clone(),
        person_id: c.person_id,
        hospital: c.hospital.clone(),
        invoice: c.invoice.clone(),
        admitted: c.facts.admitted,
        discharged: c.facts.discharged,
        total: c.facts.total,
    }
}

/// Works one claim out in place. What is usual at its hospital is asked in bulk work only.
///
/// # Errors
/// [`ClaimError::NoPeriod`] if no scheme is there to judge it by.
pub fn one(tx: &mut Tx<'_>, c: &mut Claim) -> Result<()> {
    let asked = Asked::of(tx, std::slice::from_ref(c))?;
    let fallback = scheme::by_id(tx, c.scheme_id)?;
    if asked.version(c).is_none() && fallback.is_none() {
        return Err(ClaimError::NoPeriod);
    }
    asked.judge(c, &HashMap::new(), fallback.as_ref());
    Ok(())
}

/// Works out all claims of a fund that wait for it; how many were.
///
/// # Errors
/// Any [`store::DbError`].
pub fn work(app: &App, fund: Id) -> DbResult<usize> {
    let usual = medians(app.store().read_blocking(move |tx| claim_list::totals(tx, fund))?);
    let (send, receive) = sync_channel::<Vec<Claim>>(AHEAD);
    std::thread::scope(|s| {
        let reader = s.spawn(move || -> DbResult<()> {
            let mut after = Id(0);
            loop {
                let (claims, asked) = app.store().read_blocking(move |tx| {
                    let (claims, _) = claim::all_in_state(tx, fund, ClaimState::Prepared, after, CHUNK)?;
                    let asked = Asked::of(tx, &claims)?;
                    Ok::<_, store::DbError>((claims, asked))
                })?;
                let Some(last) = claims.last() else { return Ok(()) };
                after = last.id;
                let judged = judge_all(claims, &asked, &usual);
                if send.send(judged).is_err() {
                    return Ok(());
                }
            }
        });
        let mut done = 0;
        for chunk in receive {
            done += app.store().write_blocking(move |tx| keep(tx, &chunk))?;
        }
        reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(done)
    })
}

/// Judges a chunk on two threads.
fn judge_all(mut claims: Vec<Claim>, asked: &Asked, usual: &HashMap<String, Fen>) -> Vec<Claim> {
    let half = claims.len().div_ceil(2).max(1);
    std::thread::scope(|s| {
        for part in claims.chunks_mut(half) {
            s.spawn(move || part.iter_mut().for_each(|c| asked.judge(c, usual, None)));
        }
    });
    claims
}

fn keep(tx: &mut Tx<'_>, chunk: &[Claim]) -> DbResult<usize> {
    let mut done = 0;
    for c in chunk.iter().filter(|c| c.state != ClaimState::Prepared) {
        done += usize::from(claim::reckoned(tx, c)?);
    }
    Ok(done)
}
