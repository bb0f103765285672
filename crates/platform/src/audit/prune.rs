//! Old blocks make way for a sealed checkpoint (docs/rules §24: kept for `security.log_months` at least).

use guard::{Actor, Reason};
use kernel::{Id, Timestamp};
use store::{DbError, DbResult, Tx, params};

use super::chain::{HASH, block_hash, unpack};
use super::hook::SHARD;
use super::mentions::forget;
use super::store::{self as sql, Block};
use super::{Changes, Entry, Line, record};
use crate::App;
use crate::jobs::{Job, JobEnd, JobError, JobHandler};
use crate::parameters::keys;
use crate::sealed::Keyring;

/// Blocks in one transaction, so that other writes wait little. A block ends one run of mentions at most, so as many runs
/// may be left without an entry.
const STEP: i64 = 50;

/// Months that entries are kept at least: records of processing personal data are kept three years (V N4), and the audit
/// holds them. The parameter `security.log_months` (V N5 art. 21: six at least) may ask for more.
pub const KEEP_MONTHS: i64 = 36;

store::statements! {
    CHECKPOINT = reference,
        "SELECT seq, hash, entries, sealed_at, seal FROM audit_checkpoint WHERE shard = $1";
    PUT = reference,
        "INSERT INTO audit_checkpoint (shard, seq, hash, entries, sealed_at, seal, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (shard) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, entries = excluded.entries,
           sealed_at = excluded.sealed_at, seal = excluded.seal, made_at = excluded.made_at";
    DELETE_BLOCK = one("shard"), "DELETE FROM audit_block WHERE shard = $1 AND seq = $2";
    DELETE_ENTRY = one("id"), "DELETE FROM audit_entry WHERE id = $1";
}

/// What stands for the pruned part of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checkpoint {
    /// Last pruned block; 0 if nothing was pruned.
    pub seq: i64,
    pub hash: Vec<u8>,
    /// Entries that were pruned in all.
    pub entries: i64,
    /// When the last pruned block was sealed.
    pub sealed_at: Timestamp,
    seal: Vec<u8>,
}

impl Checkpoint {
    fn seal(&self, keys: &Keyring) -> [u8; HASH] {
        let numbers = [SHARD, self.seq, self.entries, self.sealed_at.0].map(i64::to_be_bytes);
        let mut parts: Vec<&[u8]> = numbers.iter().map(<[u8; 8]>::as_slice).collect();
        parts.push(&self.hash);
        keys.stamp("audit-checkpoint", &parts)
    }

    /// Whether this installation made it.
    pub fn is_ours(&self, keys: &Keyring) -> bool {
        self.seal(keys).as_slice() == self.seal
    }
}

pub(super) fn checkpoint(tx: &mut Tx<'_>) -> DbResult<Option<Checkpoint>> {
    tx.query_one(&CHECKPOINT, params![SHARD], |row| {
        let mut r = row.reader();
        Ok(Checkpoint {
            seq: r.next()?,
            hash: r.next()?,
            entries: r.next()?,
            sealed_at: r.next()?,
            seal: r.next()?,
        })
    })
}

/// Prunes some blocks that were sealed before an instant; how many, 0 when none is left. A block that does not verify is
/// evidence: it and everything after it stays.
///
/// # Errors
/// [`DbError::Inconsistent`] at such a block; others from the database.
pub fn prune(tx: &mut Tx<'_>, keys: &Keyring, before: Timestamp) -> DbResult<usize> {
    let mut point = checkpoint(tx)?.unwrap_or(Checkpoint {
        seq: 0,
        hash: super::chain::ORIGIN.to_vec(),
        entries: 0,
        sealed_at: Timestamp(0),
        seal: Vec::new(),
    });
    let mut blocks = sql::blocks(tx, SHARD, point.seq, STEP + 1)?;
    // The last block stays, however old: it is the head that anchors name.
    blocks.pop();
    let mut pruned = 0;
    for block in blocks.into_iter().take_while(|b| b.sealed_at < before) {
        let ids = whole(tx, &point, &block)?;
        for id in &ids {
            tx.execute(&DELETE_ENTRY, params![*id])?;
        }
        tx.execute(&DELETE_BLOCK, params![SHARD, block.seq])?;
        point.entries += block.entries;
        (point.seq, point.hash, point.sealed_at) = (block.seq, block.hash, block.sealed_at);
        pruned += 1;
    }
    if pruned > 0 {
        forget(tx, STEP)?;
        let (seal, now) = (point.seal(keys), tx.now());
        let Checkpoint { seq, hash, entries, sealed_at, .. } = &point;
        tx.execute(&PUT, params![SHARD, *seq, hash, *entries, *sealed_at, &seal[..], now])?;
        let changes = Changes::new()
            .note("blocks", pruned as i64)
            .note("to_block", *seq)
            .note("to", sealed_at.local_text());
        record(
            tx,
            &Actor::system(Reason::Job, "audit"),
            Entry { changes, ..Entry::of("audit.prune", Id(0)) },
        )?;
    }
    Ok(pruned)
}

/// The ids of a block that follows the checkpoint and is as it was sealed.
fn whole(tx: &mut Tx<'_>, point: &Checkpoint, block: &Block) -> DbResult<Vec<Id>> {
    let damaged =
        || DbError::Inconsistent(format!("audit block {} does not verify; nothing is pruned", block.seq));
    let ids = unpack(&block.entry_ids).filter(|ids| ids.len() as i64 == block.entries).ok_or_else(damaged)?;
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Err(damaged()) };
    let mut lines: Vec<Line> = sql::range(tx, *first, *last)?;
    lines.retain(|l| ids.binary_search(&l.id).is_ok());
    let follows = block.seq == point.seq + 1 && block.previous == point.hash;
    let hash = block_hash(block.seq, block.sealed_at, &block.previous, lines.iter());
    if follows && hash.as_slice() == block.hash { Ok(ids) } else { Err(damaged()) }
}

/// Prunes once a day what is older than the rule keeps.
pub(crate) struct Prune;

impl JobHandler for Prune {
    fn kind(&self) -> &'static str {
        "platform.audit-prune"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(86_400)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let today = app.clock().today();
        let months = app.parameters().integer(keys::LOG_MONTHS, today).max(KEEP_MONTHS);
        let before = Timestamp::at_day_start(today.plus_months(-months));
        loop {
            let keys = app.keyring().clone();
            if app.store().write_blocking(move |tx| prune(tx, &keys, before))? == 0 {
                return Ok(JobEnd::Done);
            }
        }
    }
}
