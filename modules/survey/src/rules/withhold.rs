//! What is withheld of an anonymous survey's tables, so that nobody is told of fewer than [`FEWEST`] people
//! (docs/adr/0015).

use super::FEWEST;

/// Takes small numbers out of a table whose margins are known: a cell of 1 to [`FEWEST`] − 1 people, and, so that it is not
/// told by subtraction, the smallest other cell of its row and of its column until none stands alone. An empty cell tells
/// nothing of anybody who answered and stays, unless it must go for that.
pub fn cells(table: &mut [Vec<Option<i64>>]) {
    let small = |n: &Option<i64>| n.is_some_and(|n| (1..FEWEST).contains(&n));
    for row in table.iter_mut() {
        row.iter_mut().filter(|n| small(n)).for_each(|n| *n = None);
    }
    let columns = table.iter().map(Vec::len).max().unwrap_or(0);
    loop {
        let rows = (0..table.len()).map(|r| (0..columns).map(|c| (r, c)).collect::<Vec<_>>());
        let lines = rows.chain((0..columns).map(|c| (0..table.len()).map(|r| (r, c)).collect()));
        let found = lines.collect::<Vec<_>>().into_iter().find_map(|line| second(table, &line));
        let Some((r, c)) = found else { return };
        table[r][c] = None;
    }
}

/// The cell to withhold beside the only one that is withheld in a line: one that leaves no other line with a single one, of
/// these one that tells of people, of these the smallest.
fn second(table: &[Vec<Option<i64>>], line: &[(usize, usize)]) -> Option<(usize, usize)> {
    let at = |(r, c): (usize, usize)| table.get(r).and_then(|row| row.get(c)).copied();
    if line.iter().filter(|p| at(**p) == Some(None)).count() != 1 {
        return None;
    }
    let gone = |one: &dyn Fn(usize) -> (usize, usize), n: usize| (0..n).any(|i| at(one(i)) == Some(None));
    let shown = line.iter().filter_map(|p| at(*p).flatten().map(|n| (*p, n)));
    let cost = |((r, c), n): &((usize, usize), i64)| {
        let along_row = line.iter().all(|p| p.0 == *r);
        let crossed =
            if along_row { gone(&|i| (i, *c), table.len()) } else { gone(&|i| (*r, i), table[*r].len()) };
        (!crossed, *n == 0, *n)
    };
    shown.min_by_key(cost).map(|(p, _)| p)
}

/// The same for a single line whose sum is known.
pub fn line(numbers: &mut [Option<i64>]) {
    numbers.iter_mut().filter(|n| n.is_some_and(|n| (1..FEWEST).contains(&n))).for_each(|n| *n = None);
    if numbers.iter().filter(|n| n.is_none()).count() == 1 {
        // People before nobody: a nought does not hide what stands beside it.
        let others = numbers.iter_mut().filter(|n| n.is_some());
        let smallest = others.min_by_key(|n| n.filter(|n| *n > 0).unwrap_or(i64::MAX));
        if let Some(n) = smallest {
            *n = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some(rows: &[&[i64]]) -> Vec<Vec<Option<i64>>> {
        rows.iter().map(|r| r.iter().map(|n| Some(*n)).collect()).collect()
    }

    #[test]
    fn a_small_cell_goes_with_another_of_its_row_and_column() {
        let mut t = some(&[&[3, 20, 9], &[30, 40, 50], &[7, 60, 70]]);
        cells(&mut t);
        assert_eq!(t[0], [None, Some(20), None]);
        assert_eq!(t[2], [None, Some(60), None]);
        assert_eq!(t[1], [Some(30), Some(40), Some(50)]);
    }

    #[test]
    fn a_line_with_one_small_number_loses_two() {
        let mut l = [Some(4), Some(0), Some(9), Some(30)];
        line(&mut l);
        assert_eq!(l, [None, Some(0), None, Some(30)]);
        let mut none = [Some(5), Some(0), Some(9)];
        line(&mut none);
        assert_eq!(none, [Some(5), Some(0), Some(9)]);
    }

    proptest! {
        #[test]
        fn no_small_number_is_shown_or_stands_alone(rows in proptest::collection::vec(proptest::collection::vec(0..40i64, 4), 1..6)) {
            let mut t: Vec<Vec<Option<i64>>> = rows.iter().map(|r| r.iter().map(|n| Some(*n)).collect()).collect();
            cells(&mut t);
            for row in &t {
                prop_assert!(row.iter().flatten().all(|n| *n == 0 || *n >= FEWEST));
                prop_assert!(row.iter().filter(|n| n.is_none()).count() != 1);
            }
            for at in 0..4 {
                let gone = t.iter().filter(|r| r[at].is_none()).count();
                prop_assert!(gone != 1 || t.len() == 1, "{t:?}");
            }
        }
    }
}
