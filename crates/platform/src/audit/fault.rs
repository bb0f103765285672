//! What verification finds wrong, in words for whoever looks after the server.

use kernel::{Params, locale};
use serde::Serialize;

/// One fault: a stable code, the values of its sentence, and the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Stable code, `audit.block-changed`.
    pub code: &'static str,
    /// Values of the sentence.
    pub params: Params,
    /// What was found and what it means, Chinese.
    pub text: String,
}

impl Fault {
    fn new(code: &'static str, params: Params) -> Self {
        Self { code, text: locale::sentence(code, &params), params }
    }

    /// Blocks between two others are not there.
    pub(super) fn missing(first: i64, last: i64) -> Self {
        let params = [("first", first.to_string()), ("last", last.to_string())];
        Self::new("audit.blocks-missing", params.into())
    }

    /// A block does not name the hash of the one before it.
    pub(super) fn link(seq: i64) -> Self {
        Self::new("audit.link-broken", [("block", seq.to_string())].into())
    }

    /// A block's list of entries cannot be read.
    pub(super) fn list(seq: i64) -> Self {
        Self::new("audit.list-damaged", [("block", seq.to_string())].into())
    }

    /// Entries that a block lists are not there.
    pub(super) fn gone(seq: i64, entries: usize) -> Self {
        let params = [("block", seq.to_string()), ("entries", entries.to_string())];
        Self::new("audit.entries-gone", params.into())
    }

    /// A block or one of its entries differs from what was sealed.
    pub(super) fn changed(seq: i64, sealed_at: kernel::Timestamp) -> Self {
        let params = [("block", seq.to_string()), ("time", sealed_at.local_text())];
        Self::new("audit.block-changed", params.into())
    }

    /// A stored value is not even of its type any more.
    pub(super) fn unreadable(seq: i64) -> Self {
        Self::new("audit.unreadable", [("block", seq.to_string())].into())
    }

    /// More or fewer entries than the blocks list.
    pub(super) fn count(stored: i64, listed: i64) -> Self {
        let params = [("stored", stored.to_string()), ("listed", listed.to_string())];
        Self::new("audit.count-differs", params.into())
    }

    /// The checkpoint that stands for pruned blocks was not made by this installation.
    pub(super) fn checkpoint() -> Self {
        Self::new("audit.checkpoint-forged", Params::new())
    }

    /// A printed head names a block that the chain does not reach any more.
    pub(super) fn cut(day: kernel::Day, seq: i64, end: i64) -> Self {
        let params = [("day", day.to_string()), ("block", seq.to_string()), ("end", end.to_string())];
        Self::new("audit.tail-cut", params.into())
    }

    /// A printed head and the chain differ.
    pub(super) fn rewritten(day: kernel::Day, seq: i64) -> Self {
        let params = [("day", day.to_string()), ("block", seq.to_string())];
        Self::new("audit.anchor-differs", params.into())
    }

    /// An anchor carries a seal that this installation's keys did not make.
    pub(super) fn forged(day: kernel::Day) -> Self {
        Self::new("audit.anchor-forged", [("day", day.to_string())].into())
    }
}
