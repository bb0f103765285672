//! Entries become rows; rows become blocks.

use store::{Buffers, CommitHook, DbResult, Engine, Tx};

use super::chain::{ORIGIN, block_hash, pack};
use super::mentions::mention;
use super::store::{self as sql, Block};
use super::{Line, Lines};

/// One chain; more when writers are spread over servers.
pub(super) const SHARD: i64 = 0;

/// Most entries in one block of the sealer.
const SEAL_BATCH: i64 = 2_000;

/// Writes the entries of a commit. On SQLite there is one writer, so the same commit also seals them.
#[derive(Debug)]
pub struct AuditHook;

impl CommitHook for AuditHook {
    fn flush(&self, tx: &mut Tx<'_>, buffers: &mut Buffers) -> DbResult<()> {
        let Some(mut lines) = buffers.take::<Lines>() else { return Ok(()) };
        lines.0.sort_by_key(|l| l.id);
        sql::insert(tx, &lines.0)?;
        if tx.engine() == Engine::Sqlite { seal(tx, &lines.0) } else { sql::insert_unsealed(tx, &lines.0) }
    }
}

fn seal(tx: &mut Tx<'_>, lines: &[Line]) -> DbResult<()> {
    let (last, previous) = sql::head(tx, SHARD)?.unwrap_or((0, ORIGIN.to_vec()));
    let (seq, sealed_at) = (last + 1, tx.now());
    let block = Block {
        seq,
        sealed_at,
        hash: block_hash(seq, sealed_at, &previous, lines.iter()).to_vec(),
        previous,
        entry_ids: pack(lines.iter().map(|l| l.id)),
        entries: lines.len() as i64,
    };
    // The block's number is a key: of two sealers one gets a conflict and gives up.
    sql::insert_block(tx, SHARD, &block)?;
    mention(tx, lines)
}

/// Seals entries that no block holds yet; how many. For PostgreSQL, run by the holder of the sealer's lease.
///
/// # Errors
/// [`store::DbError::Conflict`] if another sealer was faster; try again later.
pub fn seal_pending(tx: &mut Tx<'_>) -> DbResult<usize> {
    let ids = sql::unsealed(tx, SEAL_BATCH)?;
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(0) };
    let mut lines = sql::range(tx, *first, *last)?;
    lines.retain(|l| ids.binary_search(&l.id).is_ok());
    seal(tx, &lines)?;
    for line in &lines {
        sql::delete_unsealed(tx, line.id)?;
    }
    Ok(lines.len())
}
