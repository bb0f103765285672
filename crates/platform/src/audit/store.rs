//! The audit's SQL.

use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

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
        "SELECT seq, previous, hash, entry_ids, entries FROM audit_block WHERE shard = $1 AND seq > $2
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
}

pub(super) fn insert_block(tx: &mut Tx<'_>, shard: i64, b: &Block) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&INSERT_BLOCK, params![shard, b.seq, &b.previous, &b.hash, &b.entry_ids, b.entries, now])
        .map(drop)
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

fn line(row: &Row) -> DbResult<Line> {
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

/// What the audit administrator looks for; all given conditions must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Entries of this account or member.
    pub actor_id: Option<Id>,
    /// Entries about this record.
    pub subject_id: Option<Id>,
    /// Entries of this deed, `member.reveal`.
    pub action: Option<String>,
    /// From this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub to: Option<Timestamp>,
}

/// An entry as it is shown.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct AuditEntry {
    /// Entry.
    pub id: Id,
    /// When.
    pub at: Timestamp,
    /// `staff`, `member`, `job`, `cli` …
    pub actor_kind: String,
    /// Account or person.
    pub actor_id: Id,
    /// Name at that time.
    pub actor_name: String,
    /// Deed.
    pub action: String,
    /// Record.
    pub subject_id: Id,
    /// Old and new values as JSON text; sealed values as ciphertext.
    pub detail: String,
}

/// Entries that match, newest first, older than `before`; at most `limit`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list(tx: &mut Tx<'_>, filter: &Filter, before: Option<Id>, limit: i64) -> DbResult<Vec<AuditEntry>> {
    let mut text = String::from(
        "SELECT id, at, actor_kind, actor_id, actor_name, action, subject_id, union_path, detail
         FROM audit_entry WHERE id < $1",
    );
    let mut args = vec![Val::from(before.unwrap_or(Id(i64::MAX)))];
    let mut also = |condition: &str, value: Val<'static>| {
        args.push(value);
        text.push_str(&format!(" AND {condition} ${}", args.len()));
    };
    if let Some(id) = filter.actor_id {
        also("actor_id =", Val::from(id));
    }
    if let Some(id) = filter.subject_id {
        also("subject_id =", Val::from(id));
    }
    if let Some(action) = &filter.action {
        also("action =", Val::from(action.clone()));
    }
    // Ids are time-ordered, so a period is a range of the primary key.
    if let Some(from) = filter.from {
        also("id >=", Val::from(Id::first_at(from)));
    }
    if let Some(to) = filter.to {
        also("id <", Val::from(Id::first_at(to)));
    }
    args.push(Val::from(limit));
    text.push_str(&format!(" ORDER BY id DESC LIMIT ${}", args.len()));
    let sql = Sql::composed("audit_list", Route::FanOut("list"), text);
    tx.query(&sql, &args, |row| {
        let l = line(row)?;
        Ok(AuditEntry {
            id: l.id,
            at: l.at,
            actor_kind: l.actor_kind,
            actor_id: l.actor_id,
            actor_name: l.actor_name,
            action: l.action,
            subject_id: l.subject_id,
            detail: l.detail,
        })
    })
}
