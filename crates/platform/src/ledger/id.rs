//! Ids of transfers that are made for a record.

use kernel::Id;
use sm3::{Digest, Sm3};

/// The id of the `n`-th transfer of a kind for a record: the same whenever it is asked for, so that whoever tries again
/// after a crash meets what was made. 63 bits of SM3: two of a billion different ones meet with a chance of 1 in 18.
///
/// A meeting is refused by [`super::LedgerError::IdReused`] and never adds up wrongly.
pub fn id_of(kind: &str, record: Id, n: i64) -> Id {
    let mut hash = Sm3::new();
    hash.update((kind.len() as u64).to_be_bytes());
    hash.update(kind.as_bytes());
    hash.update(record.0.to_be_bytes());
    hash.update(n.to_be_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash.finalize()[..8]);
    Id((i64::from_be_bytes(first) & i64::MAX).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_give_the_same_id_and_others_another() {
        let id = id_of("mutual.pay", Id(7), 1);
        assert_eq!(id, id_of("mutual.pay", Id(7), 1));
        assert!(id.0 > 0);
        for other in
            [id_of("mutual.pay", Id(7), 2), id_of("mutual.pay", Id(8), 1), id_of("mutual.paid", Id(7), 1)]
        {
            assert_ne!(id, other);
        }
    }

    #[test]
    fn ids_stay_what_they_are() {
        // They are stored: another way to make them would make everything twice.
        assert_eq!(id_of("mutual.pay", Id(1), 1), Id(PINNED));
    }

    const PINNED: i64 = 5_925_159_121_069_123_572;
}
