//! Pure decisions about seats of a reception day.

/// The first seat that nobody has; none if all are taken.
pub fn free(taken: &[i64], seats: i64) -> Option<i64> {
    (0..seats).find(|n| !taken.contains(n))
}

/// As many seats as fit into the time, at least one.
pub fn fit((from, to): (i64, i64), minutes_each: i64) -> i64 {
    ((to - from) / minutes_each.max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_that_was_given_up_is_the_next_one_taken() {
        assert_eq!(free(&[], 2), Some(0));
        assert_eq!(free(&[0, 2], 3), Some(1));
        assert_eq!(free(&[1, 0], 2), None);
        assert_eq!(free(&[], 0), None);
    }

    #[test]
    fn seats_fit_into_the_time() {
        assert_eq!(fit((540, 660), 20), 6);
        assert_eq!(fit((540, 660), 50), 2);
        assert_eq!(fit((540, 550), 20), 1);
    }
}
