//! Canonical bytes, hashes, and the list of a block's entries.

use kernel::{Id, Timestamp};
use sm3::{Digest, Sm3};

use super::Line;

pub(super) const HASH: usize = 32;

/// The hash before the first block.
pub(super) const ORIGIN: [u8; HASH] = [0; HASH];

/// SM3(number of the block, instant of its sealing, previous hash, number of entries, canonical bytes of each).
pub(super) fn block_hash<'a>(
    seq: i64,
    sealed_at: Timestamp,
    previous: &[u8],
    lines: impl ExactSizeIterator<Item = &'a Line>,
) -> [u8; HASH] {
    let mut hash = Sm3::new();
    hash.update(seq.to_be_bytes());
    hash.update(sealed_at.0.to_be_bytes());
    hash.update(previous);
    hash.update((lines.len() as u64).to_be_bytes());
    for line in lines {
        absorb(&mut hash, line);
    }
    hash.finalize().into()
}

/// Every field with its length before it, so that nothing can be moved from one field into the next.
fn absorb(hash: &mut Sm3, line: &Line) {
    for n in [line.id.0, line.at.0, line.actor_id.0, line.subject_id.0] {
        hash.update(n.to_be_bytes());
    }
    for text in [&line.actor_kind, &line.actor_name, &line.action, &line.union_path, &line.detail] {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
}

/// Rising ids as differences of 7 bits a byte; a few bytes for each entry.
pub(super) fn pack(ids: impl Iterator<Item = Id>) -> Vec<u8> {
    let (mut out, mut last) = (Vec::new(), 0_i64);
    for id in ids {
        let mut step = id.0.wrapping_sub(last) as u64;
        last = id.0;
        while step >= 0x80 {
            out.push(step as u8 | 0x80);
            step >>= 7;
        }
        out.push(step as u8);
    }
    out
}

/// The ids that [`pack`] wrote; `None` if the bytes end in the middle of one.
pub(super) fn unpack(bytes: &[u8]) -> Option<Vec<Id>> {
    let (mut out, mut last, mut step, mut shift) = (Vec::new(), 0_i64, 0_u64, 0_u32);
    for b in bytes {
        step |= u64::from(b & 0x7f).checked_shl(shift)?;
        if b & 0x80 == 0 {
            last = last.wrapping_add(step as i64);
            out.push(Id(last));
            (step, shift) = (0, 0);
        } else {
            shift += 7;
        }
    }
    (shift == 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packing_round_trips(mut ids in proptest::collection::vec(1_i64..i64::MAX, 0..50)) {
            ids.sort_unstable();
            let ids: Vec<Id> = ids.into_iter().map(Id).collect();
            prop_assert_eq!(unpack(&pack(ids.iter().copied())), Some(ids));
        }

        #[test]
        fn unpacking_rubbish_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = unpack(&bytes);
        }
    }
}
