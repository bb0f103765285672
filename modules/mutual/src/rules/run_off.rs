//! The outlook on claims that are still to come: chain ladder, with the standard error of Mack (1993). No I/O.

/// What is still to be expected for one period of origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// What it will come to in the end.
    pub ultimate: f64,
    /// What of it is still to come.
    pub reserve: f64,
    /// Standard error of that.
    pub error: f64,
}

/// What is still to be expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// By how much what is known grows from one delay to the next.
    pub factors: Vec<f64>,
    /// For each period of origin, the oldest first.
    pub origins: Vec<Origin>,
    /// Of all together.
    pub reserve: f64,
    /// Standard error of all together; not the root of the squares, because one factor errs for all.
    pub error: f64,
}

/// Works out what is to be expected from a triangle of cumulated amounts: row `i` is a period of origin, the oldest first, and
/// has what was known of it after each delay; each row is one shorter than the one before. `None` unless there are at least
/// three rows of that shape, and something is known at every delay.
pub fn outlook(triangle: &[Vec<f64>]) -> Option<Outlook> {
    let n = triangle.len();
    let shaped = triangle.iter().enumerate().all(|(i, row)| row.len() == n - i);
    if n < 3 || !shaped {
        return None;
    }
    let at = |i: usize, k: usize| triangle.get(i).and_then(|r| r.get(k)).copied().unwrap_or_default();
    let (mut factors, mut spread) = (Vec::with_capacity(n - 1), Vec::with_capacity(n - 1));
    for k in 0..n - 1 {
        let rows = n - 1 - k;
        let below: f64 = (0..rows).map(|i| at(i, k)).sum();
        if below <= 0.0 {
            return None;
        }
        let f = (0..rows).map(|i| at(i, k + 1)).sum::<f64>() / below;
        let squares =
            (0..rows).filter(|i| at(*i, k) > 0.0).map(|i| at(i, k) * (at(i, k + 1) / at(i, k) - f).powi(2));
        spread.push(if rows > 1 { squares.sum::<f64>() / (rows - 1) as f64 } else { last_spread(&spread) });
        factors.push(f);
    }
    Some(with_errors(triangle, factors, &spread))
}

/// The spread of the last factor, of which there is one observation only, as Mack extrapolates it.
fn last_spread(known: &[f64]) -> f64 {
    match known {
        [.., a, b] if *a > 0.0 => (b * b / a).min(a.min(*b)),
        [.., b] => *b,
        [] => 0.0,
    }
}

fn with_errors(triangle: &[Vec<f64>], factors: Vec<f64>, spread: &[f64]) -> Outlook {
    let n = triangle.len();
    let sums: Vec<f64> =
        (0..n - 1).map(|k| triangle.iter().take(n - 1 - k).filter_map(|row| row.get(k)).sum()).collect();
    let latest: Vec<f64> = triangle.iter().map(|r| r.last().copied().unwrap_or_default()).collect();
    let ultimate = |i: usize| latest[i] * factors[n - 1 - i..].iter().product::<f64>();
    let ultimates: Vec<f64> = (0..n).map(ultimate).collect();
    let (mut origins, mut whole) = (Vec::with_capacity(n), 0.0);
    for i in 0..n {
        let (mut own, mut shared, mut c) = (0.0, 0.0, latest[i]);
        for k in n - 1 - i..n - 1 {
            let ratio = if factors[k] == 0.0 { 0.0 } else { spread[k] / (factors[k] * factors[k]) };
            own += ratio * (if c > 0.0 { 1.0 / c } else { 0.0 } + 1.0 / sums[k]);
            shared += 2.0 * ratio / sums[k];
            c *= factors[k];
        }
        let square = ultimates[i] * ultimates[i] * own;
        let younger: f64 = ultimates[i + 1..].iter().sum();
        whole += square + ultimates[i] * younger * shared;
        origins.push(Origin {
            ultimate: ultimates[i],
            reserve: ultimates[i] - latest[i],
            error: square.sqrt(),
        });
    }
    let reserve = origins.iter().map(|o| o.reserve).sum();
    Outlook { factors, origins, reserve, error: whole.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Taylor and Ashe (1983), as Mack (1993) prints it.
    const TAYLOR_ASHE: [&[f64]; 10] = [
        &[
            357_848., 1_124_788., 1_735_330., 2_218_270., 2_745_596., 3_319_994., 3_466_336., 3_606_286.,
            3_833_515., 3_901_463.,
        ],
        &[
            352_118., 1_236_139., 2_170_033., 3_353_322., 3_799_067., 4_120_063., 4_647_867., 4_914_039.,
            5_339_085.,
        ],
        &[290_507., 1_292_306., 2_218_525., 3_235_179., 3_985_995., 4_132_918., 4_628_910., 4_909_315.],
        &[310_608., 1_418_858., 2_195_047., 3_757_447., 4_029_929., 4_381_982., 4_588_268.],
        &[443_160., 1_136_350., 2_128_333., 2_897_821., 3_402_672., 3_873_311.],
        &[396_132., 1_333_217., 2_180_715., 2_985_752., 3_691_712.],
        &[440_832., 1_288_463., 2_419_861., 3_483_130.],
        &[359_480., 1_421_128., 2_864_498.],
        &[376_686., 1_363_294.],
        &[344_014.],
    ];

    #[test]
    fn the_published_triangle_gives_the_published_figures() {
        let triangle: Vec<Vec<f64>> = TAYLOR_ASHE.iter().map(|r| r.to_vec()).collect();
        let o = outlook(&triangle).unwrap();
        assert_eq!(o.reserve.round(), 18_680_856.0);
        assert_eq!(o.error.round(), 2_447_095.0);
        let reserves: Vec<f64> = o.origins.iter().map(|o| o.reserve.round()).collect();
        assert_eq!(
            reserves,
            [
                0., 94_634., 469_511., 709_638., 984_889., 1_419_459., 2_177_641., 3_920_301., 4_278_972.,
                4_625_811.
            ]
        );
        assert_eq!(o.origins[9].error.round(), 1_363_155.0);
    }

    #[test]
    fn too_little_or_misshapen_gives_nothing() {
        assert_eq!(outlook(&[vec![1.0, 2.0], vec![1.0]]), None);
        assert_eq!(outlook(&[vec![1.0, 2.0, 3.0], vec![1.0, 2.0], vec![1.0, 2.0]]), None);
        assert_eq!(outlook(&[vec![0.0, 2.0, 3.0], vec![0.0, 2.0], vec![0.0]]), None);
        let still = outlook(&[vec![5.0, 5.0, 5.0], vec![7.0, 7.0], vec![9.0]]).unwrap();
        assert_eq!((still.reserve, still.error), (0.0, 0.0));
    }
}
