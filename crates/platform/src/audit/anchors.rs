//! The head of the chain, once a day, carried out of the database: a row, a file in the data folder, a sheet to print.
//! The chain itself cannot show that its last blocks were cut off; an anchor outside can.

use std::fs;
use std::path::{Path, PathBuf};

use kernel::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbError, DbResult, Tx, params};

use super::chain::HASH;
use super::hook::SHARD;
use super::store as sql;
use crate::App;
use crate::jobs::{Job, JobEnd, JobError, JobHandler};
use crate::sealed::Keyring;

store::statements! {
    PUT = reference,
        "INSERT INTO audit_anchor (shard, day, seq, hash, seal, made_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (shard, day) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, seal = excluded.seal,
           made_at = excluded.made_at";
    ALL = reference,
        "SELECT day, seq, hash, seal, made_at FROM audit_anchor WHERE shard = $1 AND day >= $2 ORDER BY day DESC LIMIT $3";
}

/// The head of the chain on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Anchor {
    /// Day.
    pub day: Day,
    /// Number of the last block.
    pub block: i64,
    /// Its hash, hex.
    pub hash: String,
    /// HMAC-SM3 over the above with a key outside the database, hex.
    pub seal: String,
    /// When it was taken, ms.
    pub made_at: Timestamp,
}

fn seal(keys: &Keyring, day: Day, seq: i64, hash: &[u8]) -> [u8; HASH] {
    let parts: [&[u8]; 4] = [&SHARD.to_be_bytes(), &day.number().to_be_bytes(), &seq.to_be_bytes(), hash];
    keys.stamp("audit-anchor", &parts)
}

impl Anchor {
    /// Whether this installation made it.
    pub(super) fn is_ours(&self, keys: &Keyring) -> bool {
        let hash = hex::decode(&self.hash).unwrap_or_default();
        hex::encode(seal(keys, self.day, self.block, &hash)) == self.seal
    }
}

/// Notes the present head as this day's anchor; `None` while there is no block. Doing it again moves the day's anchor on.
///
/// # Errors
/// Any [`store::DbError`].
pub fn take_anchor(tx: &mut Tx<'_>, keys: &Keyring) -> DbResult<Option<Anchor>> {
    let Some((seq, hash)) = sql::head(tx, SHARD)? else { return Ok(None) };
    let (day, now) = (tx.today(), tx.now());
    let seal = seal(keys, day, seq, &hash);
    tx.execute(&PUT, params![SHARD, day, seq, &hash, &seal[..], now])?;
    Ok(Some(Anchor { day, block: seq, hash: hex::encode(hash), seal: hex::encode(seal), made_at: now }))
}

/// Anchors of the database since a day, newest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn anchors(tx: &mut Tx<'_>, since: Day, limit: i64) -> DbResult<Vec<Anchor>> {
    tx.query(&ALL, params![SHARD, since, limit], |row| {
        let mut r = row.reader();
        let day: i64 = r.next()?;
        let day = Day::from_number(day).ok_or_else(|| DbError::Inconsistent("day of an anchor".into()))?;
        let (block, hash, seal): (i64, Vec<u8>, Vec<u8>) = (r.next()?, r.next()?, r.next()?);
        Ok(Anchor { day, block, hash: hex::encode(hash), seal: hex::encode(seal), made_at: r.next()? })
    })
}

/// Where the exported anchors lie.
pub fn anchor_folder(data: &Path) -> PathBuf {
    data.join("anchors")
}

/// Exports an anchor as a file, `audit-2026-11-23.json`.
///
/// # Errors
/// The folder refuses.
pub fn export_anchor(data: &Path, anchor: &Anchor) -> std::io::Result<()> {
    let dir = anchor_folder(data);
    fs::create_dir_all(&dir)?;
    let (path, draft) = (dir.join(format!("audit-{}.json", anchor.day)), dir.join("audit.new"));
    fs::write(&draft, serde_json::to_vec_pretty(anchor)?)?;
    fs::rename(draft, path)
}

/// The anchors that were exported to a folder; files that cannot be read as anchors are an error, for they may have been
/// meddled with.
///
/// # Errors
/// A file that is no anchor; the folder refuses. A missing folder holds none.
pub fn exported_anchors(dir: &Path) -> std::io::Result<Vec<Anchor>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    let mut all = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "json") {
            let anchor = serde_json::from_slice(&fs::read(&path)?);
            all.push(anchor.map_err(|e| std::io::Error::other(format!("{}: {e}", path.display())))?);
        }
    }
    all.sort_by_key(|a: &Anchor| a.day);
    Ok(all)
}

/// Anchors the head every hour; the day's last one stays.
pub(crate) struct TakeAnchor;

impl JobHandler for TakeAnchor {
    fn kind(&self) -> &'static str {
        "platform.audit-anchor"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(3600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let keys = app.keyring().clone();
        if let Some(anchor) = app.store().write_blocking(move |tx| take_anchor(tx, &keys))? {
            let exported = export_anchor(&app.config().data, &anchor);
            exported.map_err(|e| JobError(format!("the anchor could not be exported: {e}")))?;
        }
        Ok(JobEnd::Done)
    }
}
