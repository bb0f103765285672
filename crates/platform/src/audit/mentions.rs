//! Who and what the entries are about. An index over the whole audit would cost two random pages for every entry, which is
//! most of what a small write costs; so the index is made in runs of some thousand entries, and a search looks into each run.

use kernel::Id;
use store::{DbResult, Insert, Kind, Tx, Val, params};

use super::Line;

/// Entries after which the next run begins. Fewer make writing cheaper and searching dearer: a run's mentions fill some
/// fifty pages while it grows, and each run costs a search one look.
pub(super) const RUN: i64 = 4_096;

static MENTION: Insert = Insert::new(
    "audit_mention",
    &[("who_id", Kind::Int), ("run", Kind::Int), ("entry_id", Kind::Int)],
    "",
);

store::statements! {
    LAST = reference, "SELECT seq, first_id, last_id, entries FROM audit_run ORDER BY seq DESC LIMIT 1";
    RUNS = reference,
        "SELECT seq, first_id, last_id, entries FROM audit_run WHERE first_id < $1 AND last_id >= $2 ORDER BY seq DESC";
    PUT = reference,
        "INSERT INTO audit_run (seq, first_id, last_id, entries) VALUES ($1, $2, $3, $4)
         ON CONFLICT (seq) DO UPDATE SET first_id = excluded.first_id, last_id = excluded.last_id,
           entries = excluded.entries";
    BEFORE = reference,
        "SELECT seq FROM audit_run WHERE last_id < (SELECT min(id) FROM audit_entry) ORDER BY seq LIMIT $1";
    FORGET_MENTIONS = fan_out("retention"), "DELETE FROM audit_mention WHERE run = $1";
    FORGET = reference, "DELETE FROM audit_run WHERE seq = $1";
}

/// A stretch of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub seq: i64,
    /// Oldest entry.
    pub first: Id,
    /// Newest entry.
    pub last: Id,
    pub entries: i64,
}

fn run(r: &store::Row) -> DbResult<Run> {
    Ok(Run { seq: r.get(0)?, first: r.get(1)?, last: r.get(2)?, entries: r.get(3)? })
}

/// Notes who and what the entries of a new block are about.
pub(super) fn mention(tx: &mut Tx<'_>, lines: &[Line]) -> DbResult<()> {
    let (Some(first), Some(last)) = (lines.iter().map(|l| l.id).min(), lines.iter().map(|l| l.id).max())
    else {
        return Ok(());
    };
    let head = tx.query_one(&LAST, &[], run)?;
    let seq = head.map_or(1, |r| r.seq + i64::from(r.entries >= RUN));
    let run = match head.filter(|r| r.seq == seq) {
        Some(r) => Run {
            seq,
            first: r.first.min(first),
            last: r.last.max(last),
            entries: r.entries + lines.len() as i64,
        },
        None => Run { seq, first, last, entries: lines.len() as i64 },
    };
    let mut all: Vec<(Id, Id)> = lines.iter().flat_map(|l| [(l.actor_id, l.id), (l.subject_id, l.id)]).collect();
    all.retain(|(who, _)| who.0 != 0);
    all.sort_unstable();
    all.dedup();
    let row = |(who, entry): &(Id, Id)| vec![Val::from(*who), Val::from(seq), Val::from(*entry)];
    tx.insert_many(&MENTION, &all.iter().map(row).collect::<Vec<_>>())?;
    tx.execute(&PUT, params![run.seq, run.first, run.last, run.entries]).map(drop)
}

/// Runs that hold entries with ids in `[from, to)`, the latest first.
pub(super) fn runs(tx: &mut Tx<'_>, from: Id, to: Id) -> DbResult<Vec<Run>> {
    tx.query(&RUNS, params![to, from], run)
}

/// Forgets up to `most` runs whose entries have all been pruned.
pub(super) fn forget(tx: &mut Tx<'_>, most: i64) -> DbResult<()> {
    for seq in tx.query(&BEFORE, params![most], |r| r.get::<i64>(0))? {
        tx.execute(&FORGET_MENTIONS, params![seq])?;
        tx.execute(&FORGET, params![seq])?;
    }
    Ok(())
}
