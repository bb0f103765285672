//! What a benchmark says.

use clap::ValueEnum;
use serde_json::json;

/// Which database is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Database {
    /// SQLite in the data folder.
    Sqlite,
    /// A PostgreSQL server of the benchmark's own, with `fsync` and `synchronous_commit` on.
    Postgres,
    /// One after the other.
    Both,
}

impl Database {
    /// The databases one by one.
    pub fn each(self) -> Vec<Self> {
        match self {
            Self::Both => vec![Self::Sqlite, Self::Postgres],
            one => vec![one],
        }
    }

    /// Name in the results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Both => "both",
        }
    }
}

/// One measure; printed as one JSON line.
#[derive(Clone, Debug)]
pub struct Measure<'a> {
    /// Benchmark.
    pub bench: &'a str,
    /// What was measured.
    pub measure: &'a str,
    /// Median.
    pub value: f64,
    /// Unit of the value.
    pub unit: &'a str,
    /// Ceiling of the same run.
    pub against: Option<&'a str>,
    /// Value over the ceiling: the median of the rounds' own ratios.
    pub ratio: Option<f64>,
    /// Database.
    pub database: Database,
    /// Members in the data set.
    pub size: i64,
}

impl Measure<'_> {
    /// Prints the line.
    pub fn print(&self) {
        let round = |v: f64, by: f64| (v * by).round() / by;
        println!(
            "{}",
            json!({
                "bench": self.bench, "measure": self.measure, "value": round(self.value, 10.0), "unit": self.unit,
                "against": self.against, "ratio": self.ratio.map(|r| round(r, 1000.0)),
                "database": self.database.name(), "size": self.size,
            })
        );
    }
}

/// The middle value; of two middle ones the lower.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get((sorted.len().max(1) - 1) / 2).copied().unwrap_or_default()
}

/// Median of the ratios of two series, round by round.
pub fn median_ratio(values: &[f64], ceilings: &[f64]) -> f64 {
    let ratios: Vec<f64> = values.iter().zip(ceilings).map(|(v, c)| v / c).collect();
    median(&ratios)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_ratios() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0]), 1.0);
        assert_eq!(median(&[]), 0.0);
        assert_eq!(median_ratio(&[1.0, 2.0, 9.0], &[2.0, 4.0, 10.0]), 0.5);
    }
}
