//! Walks the chain and says whether it is whole.

use std::collections::{BTreeMap, HashMap};

use kernel::{Day, Id};
use serde::Serialize;
use store::{DbError, DbResult, Tx};

use super::anchors::{Anchor, anchors};
use super::chain::{ORIGIN, block_hash, unpack};
use super::fault::Fault;
use super::hook::SHARD;
use super::{Line, prune, store as sql};
use crate::sealed::Keyring;

/// Blocks read at a time.
const PAGE: i64 = 200;

/// What verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Blocks walked.
    pub blocks: i64,
    /// Entries in them.
    pub entries: i64,
    /// Entries that no block holds yet (PostgreSQL: the last seconds). Nothing protects them until they are sealed.
    pub unsealed: i64,
    /// Last block that was pruned by the retention rule; 0 if none was.
    pub pruned_to: i64,
    /// Entries that were pruned in all.
    pub pruned_entries: i64,
    /// Until when entries were pruned, local time; empty if none was.
    pub pruned_until: String,
    /// Anchors that were compared, of the database and exported ones.
    pub anchors: usize,
    /// Day of the newest anchor; what came later could still be cut off unseen.
    pub anchored_to: Option<Day>,
    /// Number of the last block.
    pub last_block: i64,
    /// Hash of the last block, hex; to be compared with a printed anchor.
    pub head: String,
    /// What is wrong, in the order it was found; empty if the chain is whole.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Whether nothing was changed, taken out or put in.
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Walks the whole chain from the checkpoint, and compares it with the anchors of the database and with `exported` ones.
/// One flipped bit, a missing entry, an entry put in beside the chain, and a cut tail that was anchored show.
///
/// # Errors
/// Any [`store::DbError`] but those that damaged rows cause: these are faults.
pub fn verify(tx: &mut Tx<'_>, keys: &Keyring, exported: &[Anchor]) -> DbResult<Report> {
    let mut report = Report::default();
    let mut all = anchors(tx, Day::constant(2000, 1, 1), i64::MAX)?;
    all.extend(exported.iter().filter(|a| !all.contains(a)).cloned().collect::<Vec<_>>());
    let (mut seq, mut previous) = start(tx, keys, &mut report)?;
    let mut seen: BTreeMap<i64, String> = BTreeMap::from([(seq, hex::encode(&previous))]);
    let wanted: std::collections::HashSet<i64> = all.iter().map(|a| a.block).collect();
    loop {
        let blocks = sql::blocks(tx, SHARD, seq, PAGE)?;
        if blocks.is_empty() {
            break;
        }
        for block in blocks {
            if block.seq != seq + 1 {
                report.faults.push(Fault::missing(seq + 1, block.seq - 1));
            }
            if block.previous != previous {
                report.faults.push(Fault::link(block.seq));
            }
            check(tx, &block, &mut report)?;
            report.blocks += 1;
            report.entries += block.entries;
            (seq, previous) = (block.seq, block.hash);
            if wanted.contains(&seq) {
                seen.insert(seq, hex::encode(&previous));
            }
        }
    }
    (report.last_block, report.head) = (seq, hex::encode(&previous));
    compare(&mut report, keys, &all, &seen);
    let (entries, unsealed) = sql::counts(tx)?;
    report.unsealed = unsealed;
    if entries != report.entries + unsealed {
        report.faults.push(Fault::count(entries, report.entries + unsealed));
    }
    Ok(report)
}

/// The block before the first one that is there.
fn start(tx: &mut Tx<'_>, keys: &Keyring, report: &mut Report) -> DbResult<(i64, Vec<u8>)> {
    let Some(point) = prune::checkpoint(tx)? else { return Ok((0, ORIGIN.to_vec())) };
    if !point.is_ours(keys) {
        report.faults.push(Fault::checkpoint());
    }
    report.pruned_to = point.seq;
    report.pruned_entries = point.entries;
    report.pruned_until = point.sealed_at.local_text();
    Ok((point.seq, point.hash))
}

fn compare(report: &mut Report, keys: &Keyring, all: &[Anchor], seen: &BTreeMap<i64, String>) {
    for anchor in all {
        report.anchors += 1;
        report.anchored_to = report.anchored_to.max(Some(anchor.day));
        if !anchor.is_ours(keys) {
            report.faults.push(Fault::forged(anchor.day));
        } else if anchor.block > report.last_block {
            report.faults.push(Fault::cut(anchor.day, anchor.block, report.last_block));
        } else if anchor.block >= report.pruned_to && seen.get(&anchor.block) != Some(&anchor.hash) {
            report.faults.push(Fault::rewritten(anchor.day, anchor.block));
        }
    }
}

fn check(tx: &mut Tx<'_>, block: &sql::Block, report: &mut Report) -> DbResult<()> {
    let ids = unpack(&block.entry_ids).filter(|ids| ids.len() as i64 == block.entries);
    let Some(ids) = ids.filter(|ids| ids.is_sorted()) else {
        report.faults.push(Fault::list(block.seq));
        return Ok(());
    };
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(()) };
    let mut found: HashMap<Id, Line> =
        sql::range(tx, *first, *last)?.into_iter().map(|l| (l.id, l)).collect();
    let lines: Vec<Line> = ids.iter().filter_map(|id| found.remove(id)).collect();
    let hash = block_hash(block.seq, block.sealed_at, &block.previous, lines.iter());
    if lines.len() != ids.len() {
        report.faults.push(Fault::gone(block.seq, ids.len() - lines.len()));
    } else if hash.as_slice() != block.hash {
        report.faults.push(Fault::changed(block.seq, block.sealed_at));
    }
    Ok(())
}

/// [`verify`] on its own transaction: a row that is not even text any more ends a transaction, and is a fault here.
///
/// # Errors
/// Any other [`store::DbError`].
pub fn verify_store(
    store: &store::Store,
    keys: &std::sync::Arc<Keyring>,
    exported: &[Anchor],
) -> DbResult<Report> {
    let (keys, exported) = (keys.clone(), exported.to_vec());
    match store.read_blocking(move |tx| verify(tx, &keys, &exported)) {
        Err(DbError::Inconsistent(_)) => {
            Ok(Report { faults: vec![Fault::unreadable(0)], ..Report::default() })
        }
        other => other,
    }
}
