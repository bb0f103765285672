//! The audit's SQL.

use kernel::{Id, Timestamp};
use store::{DbResult, Insert, Kind, Row, Tx, Val, params};

use super::Line;

static INSERT: Insert = Insert::new(
    "audit_entry",
    &[
        ("id", Kind::Int),
        ("at", Kind::Int),
        ("actor_kind", Kind::Text),
        ("actor_id", Kind::Int),
        ("actor_name", Kind::Text),
        ("action", Kind::Text),
        ("subject_id", Kind::Int),
        ("union_path", Kind::Text),
        ("detail", Kind::Text),
    ],
    "",
);

static INSERT_UNSEALED: Insert = Insert::new("audit_unsealed", &[("id", Kind::Int)], "");

store::statements! {
    HEAD = one("shard"), "SELECT seq, hash FROM audit_block WHERE shard = $1 ORDER BY seq DESC LIMIT 1";
    INSERT_BLOCK = one("shard"),
        "INSERT INTO audit_block (shard, seq, previous, hash, entry_ids, entries, sealed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UNSEALED = fan_out("the sealer"), "SELECT id FROM audit_unsealed ORDER BY id LIMIT $1";
    DELETE_UNSEALED = one("id"), "DELETE FROM audit_unsealed WHERE id = $1";
    RANGE = fan_out("the sealer and verification"),
        "SELECT id, at, actor_kind, actor_id, actor_name, action, subject_id, union_path, detail
         FROM audit_entry WHERE id >= $1 AND id <= $2 ORDER BY id";
    BLOCKS = one("shard"),
        "SELECT seq, previous, hash, entry_ids, entries, sealed_at FROM audit_block WHERE shard = $1 AND seq > $2
         ORDER BY seq LIMIT $3";
    COUNTS = fan_out("verification"),
        "SELECT (SELECT count(*) FROM audit_entry), (SELECT count(*) FROM audit_unsealed)";
}

pub(super) fn insert(tx: &mut Tx<'_>, lines: &[Line]) -> DbResult<()> {
    let row = |l: &Line| {
        vec![
            Val::from(l.id),
            Val::from(l.at),
            Val::from(l.actor_kind.clone()),
            Val::from(l.actor_id),
            Val::from(l.actor_name.clone()),
            Val::from(l.action.clone()),
            Val::from(l.subject_id),
            Val::from(l.union_path.clone()),
            Val::from(l.detail.clone()),
        ]
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    tx.insert_many(&INSERT, &rows).map(drop)
}

pub(super) fn insert_unsealed(tx: &mut Tx<'_>, lines: &[Line]) -> DbResult<()> {
    let rows: Vec<_> = lines.iter().map(|l| vec![Val::from(l.id)]).collect();
    tx.insert_many(&INSERT_UNSEALED, &rows).map(drop)
}

pub(super) fn unsealed(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&UNSEALED, params![limit], |r| r.get(0))
}

pub(super) fn delete_unsealed(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&DELETE_UNSEALED, params![id])? == 1)
}

/// The last block's number and hash.
pub(super) fn head(tx: &mut Tx<'_>, shard: i64) -> DbResult<Option<(i64, Vec<u8>)>> {
    tx.query_one(&HEAD, params![shard], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// One link of the chain.
pub(super) struct Block {
    pub seq: i64,
    pub previous: Vec<u8>,
    pub hash: Vec<u8>,
    pub entry_ids: Vec<u8>,
    pub entries: i64,
    pub sealed_at: Timestamp,
}

pub(super) fn insert_block(tx: &mut Tx<'_>, shard: i64, b: &Block) -> DbResult<()> {
    let row = params![shard, b.seq, &b.previous, &b.hash, &b.entry_ids, b.entries, b.sealed_at];
    tx.execute(&INSERT_BLOCK, row).map(drop)
}

pub(super) fn blocks(tx: &mut Tx<'_>, shard: i64, after: i64, limit: i64) -> DbResult<Vec<Block>> {
    tx.query(&BLOCKS, params![shard, after, limit], |row| {
        let mut r = row.reader();
        Ok(Block {
            seq: r.next()?,
            previous: r.next()?,
            hash: r.next()?,
            entry_ids: r.next()?,
            entries: r.next()?,
            sealed_at: r.next()?,
        })
    })
}

/// Entries with ids in `[first, last]`, in order.
pub(super) fn range(tx: &mut Tx<'_>, first: Id, last: Id) -> DbResult<Vec<Line>> {
    tx.query(&RANGE, params![first, last], line)
}

/// Number of entries, and of those that no block holds yet.
pub(super) fn counts(tx: &mut Tx<'_>) -> DbResult<(i64, i64)> {
    let found = tx.query_one(&COUNTS, &[], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.unwrap_or_default())
}

pub(super) fn line(row: &Row) -> DbResult<Line> {
    let mut r = row.reader();
    Ok(Line {
        id: r.next()?,
        at: r.next()?,
        actor_kind: r.next()?,
        actor_id: r.next()?,
        actor_name: r.next()?,
        action: r.next()?,
        subject_id: r.next()?,
        union_path: r.next()?,
        detail: r.next()?,
    })
}
