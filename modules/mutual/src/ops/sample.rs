//! Samples of auditors: the claims with the smallest SM3(seed, claim), which anybody can work out again.

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::cases::{line, lines};
use sm3::{Digest, Sm3};
use store::Tx;

use super::pay_batch::fund_of;
use crate::model::payment::{Finding, Sample, Stratum};
use crate::pay_error::{PayError, Result, field};
use crate::store::sample;

/// Most claims of a sample.
const MOST: i64 = 500;

/// A sample to be drawn.
#[derive(Clone, Debug)]
pub struct NewSample {
    /// Union that runs the fund.
    pub fund: Id,
    /// Title, 2 to 60 characters.
    pub title: String,
    /// What the choice depends on, 1 to 60 characters.
    pub seed: String,
    /// What is drawn from.
    pub stratum: Stratum,
    /// How many, 1 to 500.
    pub size: i64,
}

/// By what a claim is ordered in a draw: SM3 of the seed, a line feed and the claim's id in digits.
pub fn rank(seed: &str, claim: Id) -> [u8; 32] {
    Sm3::digest(format!("{seed}\n{claim}").as_bytes()).into()
}

/// The claims that a seed draws: those with the smallest ranks, in their order.
pub fn drawn(seed: &str, mut claims: Vec<Id>, size: usize) -> Vec<Id> {
    claims.sort_by_cached_key(|id| (rank(seed, *id), *id));
    claims.truncate(size);
    claims
}

/// Draws a sample.
///
/// # Errors
/// [`registry::RegistryError::UnionNotFound`] outside the scope, [`PayError::Invalid`], [`PayError::NothingToDraw`].
pub fn draw(tx: &mut Tx<'_>, scope: &Scope<res::Sample, act::Create>, new: &NewSample) -> Result<Sample> {
    let union = fund_of(tx, scope, new.fund)?;
    let (title, seed) = (line(&new.title), line(&new.seed));
    if !(2..=60).contains(&title.chars().count()) {
        return Err(field("/title", "mutual.sample-title"));
    }
    if !(1..=60).contains(&seed.chars().count()) {
        return Err(field("/seed", "mutual.sample-seed"));
    }
    if !(1..=MOST).contains(&new.size) {
        return Err(field("/size", "mutual.sample-size"));
    }
    let all = sample::stratum(tx, new.fund, &new.stratum)?;
    if all.is_empty() {
        return Err(PayError::NothingToDraw);
    }
    let population = all.len() as i64;
    let picked = drawn(&seed, all, usize::try_from(new.size).unwrap_or(1));
    let s = Sample {
        id: tx.new_id(),
        union_id: new.fund,
        union_path: union.place(),
        title,
        seed,
        stratum: new.stratum.clone(),
        size: new.size,
        population,
        picked: picked.len() as i64,
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
        version: 1,
    };
    sample::insert(tx, &s, &picked)?;
    let changes = Changes::new()
        .note("title", s.title.as_str())
        .note("seed", s.seed.as_str())
        .note("filter", s.stratum.text())
        .note("picked", s.picked);
    let entry = Entry { union_path: Some(&s.union_path), changes, ..Entry::of("mutual-sample.create", s.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(s)
}

/// Notes what was found in a claim of a sample.
///
/// # Errors
/// [`PayError::SampleNotFound`] outside the scope or without such a claim, [`PayError::Invalid`].
pub fn note(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Sample, act::Update>,
    (id, seq): (Id, i64),
    (finding, text): (Finding, &str),
) -> Result<()> {
    let s = sample::find(tx, scope, id)?.ok_or(PayError::SampleNotFound)?;
    let text = lines(text);
    if text.chars().count() > 1_000 {
        return Err(field("/note", "mutual.note-long"));
    }
    if finding != Finding::None && text.chars().count() < 2 {
        return Err(field("/note", "mutual.note-missing"));
    }
    if !sample::note(tx, (id, seq), (finding, &text), scope.actor().name())? {
        return Err(PayError::SampleNotFound);
    }
    let changes = Changes::new().note("seq", seq).note("finding", finding.title());
    let entry = Entry { union_path: Some(&s.union_path), changes, ..Entry::of("mutual-sample.note", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_the_same_claims_whatever_their_order() {
        let all: Vec<Id> = (1..=200).map(Id).collect();
        let back: Vec<Id> = (1..=200).rev().map(Id).collect();
        let first = drawn("2026-经审", all.clone(), 10);
        assert_eq!(first, drawn("2026-经审", back, 10));
        assert_ne!(first, drawn("2027-经审", all.clone(), 10));
        assert_eq!(drawn("2026-经审", all, 50)[..10], first);
    }
}
