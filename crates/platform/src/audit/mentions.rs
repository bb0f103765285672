//! Who and what the entries are about. An index over the whole audit would cost two random pages for every entry, which is
//! most of what a small write costs; so the index is made in runs of some thousand entries, and a search looks into each run.

use kernel::Id;
use store::{DbResult, Insert, Kind, Tx, Val, params};

use super::Line;
use super::hook::SHARD;

/// Entries after which the next run begins. Fewer make writing cheaper and searching dearer: a run's mentions fill some
/// fifty pages while it grows, and each run costs a search one look.
const RUN: i64 = 4_096;

static MENTION: Insert =
    Insert::new("audit_mention", &[("run", Kind::Int), ("who_id", Kind::Int), ("entry_id", Kind::Int)], "");

store::statements! {
    LAST = one("shard"),
        "SELECT seq, first_id, last_id, entries FROM audit_run WHERE shard = $1 ORDER BY seq DESC LIMIT 1";
    RUNS = one("shard"),
        "SELECT seq, first_id, last_id, entries FROM audit_run
         WHERE shard = $1 AND first_id < $2 AND last_id >= $3 ORDER BY seq DESC";
    PUT = one("shard"),
        "INSERT INTO audit_run (shard, seq, first_id, last_id, entries) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (shard, seq) DO UPDATE SET first_id = excluded.first_id, last_id = excluded.last_id,
           entries = excluded.entries";
    OLDEST = fan_out("retention"), "SELECT id FROM audit_entry ORDER BY id LIMIT 1";
    BEFORE = one("shard"), "SELECT seq FROM audit_run WHERE shard = $1 AND last_id < $2 ORDER BY seq LIMIT $3";
    FORGET_MENTIONS = one("run"), "DELETE FROM audit_mention WHERE run = $1";
    FORGET = one("shard"), "DELETE FROM audit_run WHERE shard = $1 AND seq = $2";
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

/// Notes who and what the entries of a new block are about; they are in the order of their ids.
pub(super) fn mention(tx: &mut Tx<'_>, lines: &[Line]) -> DbResult<()> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Ok(()) };
    let (first, last) = (first.id, last.id);
    let head = tx.query_one(&LAST, params![SHARD], run)?;
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
    let mut all: Vec<(Id, Id)> =
        lines.iter().flat_map(|l| [(l.actor_id, l.id), (l.subject_id, l.id)]).collect();
    all.retain(|(who, _)| who.0 != 0);
    all.sort_unstable();
    all.dedup();
    let row = |(who, entry): &(Id, Id)| vec![Val::from(seq), Val::from(*who), Val::from(*entry)];
    tx.insert_many(&MENTION, &all.iter().map(row).collect::<Vec<_>>())?;
    tx.execute(&PUT, params![SHARD, run.seq, run.first, run.last, run.entries]).map(drop)
}

/// Runs that hold entries with ids in `[from, to)`, the latest first.
pub(super) fn runs(tx: &mut Tx<'_>, from: Id, to: Id) -> DbResult<Vec<Run>> {
    tx.query(&RUNS, params![SHARD, to, from], run)
}

/// Forgets up to `most` runs whose entries have all been pruned.
pub(super) fn forget(tx: &mut Tx<'_>, most: i64) -> DbResult<()> {
    let Some(oldest) = tx.query_one(&OLDEST, &[], |r| r.get::<Id>(0))? else { return Ok(()) };
    for seq in tx.query(&BEFORE, params![SHARD, oldest, most], |r| r.get::<i64>(0))? {
        tx.execute(&FORGET_MENTIONS, params![seq])?;
        tx.execute(&FORGET, params![SHARD, seq])?;
    }
    Ok(())
}
