//! Walks the chain and says whether it is whole.

use std::collections::HashMap;

use kernel::Id;
use serde::Serialize;
use store::{DbResult, Tx};

use super::chain::{ORIGIN, block_hash, unpack};
use super::hook::SHARD;
use super::{Line, store as sql};

/// Blocks read at a time.
const PAGE: i64 = 200;

/// What verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Blocks walked.
    pub blocks: i64,
    /// Entries in them.
    pub entries: i64,
    /// Entries that no block holds yet (PostgreSQL: the last second).
    pub unsealed: i64,
    /// Hash of the last block, hex; to be compared with a printed anchor.
    pub head: String,
    /// What is wrong, in the order it was found; empty if the chain is whole.
    pub faults: Vec<String>,
}

impl Report {
    /// Whether nothing was changed, taken out or put in.
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Walks the whole chain. One flipped bit, a missing entry or an entry put in beside the chain shows.
///
/// # Errors
/// Any [`store::DbError`].
pub fn verify(tx: &mut Tx<'_>) -> DbResult<Report> {
    let mut report = Report::default();
    let (mut previous, mut seq) = (ORIGIN.to_vec(), 0);
    loop {
        let blocks = sql::blocks(tx, SHARD, seq, PAGE)?;
        if blocks.is_empty() {
            break;
        }
        for block in blocks {
            if block.seq != seq + 1 {
                report.faults.push(format!("blocks {} to {} are missing", seq + 1, block.seq - 1));
            }
            if block.previous != previous {
                report.faults.push(format!("block {} does not follow the one before it", block.seq));
            }
            check(tx, &block, &mut report)?;
            report.blocks += 1;
            report.entries += block.entries;
            (seq, previous) = (block.seq, block.hash);
        }
    }
    report.head = hex::encode(&previous);
    let (entries, unsealed) = sql::counts(tx)?;
    report.unsealed = unsealed;
    if entries != report.entries + unsealed {
        report
            .faults
            .push(format!("{entries} entries are stored, {} are accounted for", report.entries + unsealed));
    }
    Ok(report)
}

fn check(tx: &mut Tx<'_>, block: &sql::Block, report: &mut Report) -> DbResult<()> {
    let Some(ids) = unpack(&block.entry_ids).filter(|ids| ids.len() as i64 == block.entries) else {
        report.faults.push(format!("the list of block {} is damaged", block.seq));
        return Ok(());
    };
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(()) };
    let mut found: HashMap<Id, Line> =
        sql::range(tx, *first, *last)?.into_iter().map(|l| (l.id, l)).collect();
    let lines: Vec<Line> = ids.iter().filter_map(|id| found.remove(id)).collect();
    if lines.len() != ids.len() {
        report.faults.push(format!("block {}: {} entries are gone", block.seq, ids.len() - lines.len()));
    } else if block_hash(&block.previous, lines.iter()).as_slice() != block.hash {
        report.faults.push(format!("block {} or one of its entries was changed", block.seq));
    }
    Ok(())
}
