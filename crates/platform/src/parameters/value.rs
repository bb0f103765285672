//! Values in their types. A decimal is an integer with a scale, so that 0.005 stays what it is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Type of a parameter's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Whole number with a unit.
    Integer,
    /// Number with up to six decimals.
    Decimal,
    /// Exact share, `2/3`.
    Fraction,
    /// Whole numbers, `180,90,30`.
    IntegerList,
    /// Yuan with two decimals.
    Money,
    /// One word of a closed list.
    Choice,
    /// `yes` or `no`.
    YesNo,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Whole number.
    Integer(i64),
    /// `units` × 10^−`scale`; scale 0 to 6.
    Decimal {
        /// The digits as a whole number.
        units: i64,
        /// Number of decimals.
        scale: u32,
    },
    /// Numerator and denominator; the denominator is above 0.
    Fraction(i64, i64),
    /// Whole numbers in the order in which they were written.
    IntegerList(Vec<i64>),
    /// 分.
    Money(i64),
    /// Code of the choice.
    Choice(String),
    /// Yes or no.
    YesNo(bool),
}

impl Value {
    /// Reads a value; `None` if the text is not one of this type.
    pub fn parse(kind: Kind, text: &str) -> Option<Self> {
        let text = text.trim();
        Some(match kind {
            Kind::Integer => Self::Integer(integer(text)?),
            Kind::Decimal => {
                let (units, scale) = decimal(text, 6)?;
                Self::Decimal { units, scale }
            }
            Kind::Fraction => {
                let (n, d) = text.split_once('/')?;
                let (n, d) = (integer(n.trim())?, integer(d.trim())?);
                if n < 0 || d <= 0 {
                    return None;
                }
                Self::Fraction(n, d)
            }
            Kind::IntegerList => {
                let all: Option<Vec<i64>> = text.split([',', '，']).map(|n| integer(n.trim())).collect();
                Self::IntegerList(all?)
            }
            Kind::Money => {
                let (units, scale) = decimal(text, 2)?;
                Self::Money(units.checked_mul(10_i64.pow(2 - scale))?)
            }
            Kind::Choice => Self::Choice(text.to_owned()),
            Kind::YesNo => Self::YesNo(match text {
                "yes" => true,
                "no" => false,
                _ => return None,
            }),
        })
    }

    /// Whether the value lies within whole bounds; a list, if each of its numbers does. Words have no bounds.
    pub fn within(&self, min: Option<i64>, max: Option<i64>) -> bool {
        let fits = |n: i64, unit: i64| {
            min.is_none_or(|m| i128::from(n) >= i128::from(m) * i128::from(unit))
                && max.is_none_or(|m| i128::from(n) <= i128::from(m) * i128::from(unit))
        };
        match self {
            Self::Integer(n) => fits(*n, 1),
            Self::Decimal { units, scale } => fits(*units, 10_i64.pow(*scale)),
            Self::Money(fen) => fits(*fen, 100),
            Self::Fraction(n, d) => fits(*n, *d),
            Self::IntegerList(all) => all.iter().all(|n| fits(*n, 1)),
            Self::Choice(_) | Self::YesNo(_) => true,
        }
    }
}

fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = (1..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn decimal(text: &str, decimals: usize) -> Option<(i64, u32)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if text.ends_with('.') || part.len() > decimals || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    integer(whole)?;
    if whole.len() > 10 {
        return None;
    }
    let units = format!("{whole}{part}").parse().ok()?;
    Some((units, part.len() as u32))
}

fn with_point(f: &mut fmt::Formatter<'_>, units: i64, scale: usize) -> fmt::Result {
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let sign = if units < 0 { "-" } else { "" };
    if scale == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{part}") }
}

/// As it is stored and typed.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(n) => write!(f, "{n}"),
            Self::Decimal { units, scale } => with_point(f, *units, *scale as usize),
            Self::Fraction(n, d) => write!(f, "{n}/{d}"),
            Self::IntegerList(all) => {
                f.write_str(&all.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
            }
            Self::Money(fen) => with_point(f, *fen, 2),
            Self::Choice(code) => f.write_str(code),
            Self::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_that_are_read_and_values_that_are_refused() {
        for (kind, text, as_stored) in [
            (Kind::Integer, " 25 ", "25"),
            (Kind::Decimal, "0.005", "0.005"),
            (Kind::Decimal, "0.60", "0.60"),
            (Kind::Decimal, "2", "2"),
            (Kind::Decimal, "-0.5", "-0.5"),
            (Kind::Fraction, "2/3", "2/3"),
            (Kind::IntegerList, "180，90, 30", "180,90,30"),
            (Kind::Money, "600", "600.00"),
            (Kind::Money, "0.5", "0.50"),
            (Kind::YesNo, "yes", "yes"),
        ] {
            assert_eq!(Value::parse(kind, text).unwrap().to_string(), as_stored, "{text}");
        }
        for (kind, text) in [
            (Kind::Integer, "25人"),
            (Kind::Integer, ""),
            (Kind::Integer, "9999999999999999"),
            (Kind::Decimal, "0.0000001"),
            (Kind::Decimal, "1."),
            (Kind::Decimal, ".5"),
            (Kind::Decimal, "1e3"),
            (Kind::Fraction, "2/0"),
            (Kind::Fraction, "2"),
            (Kind::IntegerList, "180,,30"),
            (Kind::Money, "1.005"),
            (Kind::YesNo, "是"),
        ] {
            assert_eq!(Value::parse(kind, text), None, "{text}");
        }
    }

    #[test]
    fn bounds_hold_for_the_number_and_not_for_its_digits() {
        let of = |kind, text| Value::parse(kind, text).unwrap();
        assert!(of(Kind::Decimal, "0.005").within(Some(0), Some(1)));
        assert!(!of(Kind::Decimal, "1.5").within(Some(0), Some(1)));
        assert!(!of(Kind::Decimal, "-0.1").within(Some(0), None));
        assert!(!of(Kind::Money, "0.99").within(Some(1), None));
        assert!(of(Kind::Fraction, "2/3").within(Some(0), Some(1)));
        assert!(!of(Kind::Fraction, "4/3").within(Some(0), Some(1)));
        assert!(!of(Kind::IntegerList, "90,400").within(Some(1), Some(365)));
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_again(units in -999_999_999_i64..999_999_999, scale in 0_u32..=6, d in 1_i64..99) {
            for (kind, v) in [
                (Kind::Integer, Value::Integer(units)),
                (Kind::Decimal, Value::Decimal { units, scale }),
                (Kind::Money, Value::Money(units)),
                (Kind::Fraction, Value::Fraction(units.abs(), d)),
                (Kind::IntegerList, Value::IntegerList(vec![units, d])),
            ] {
                prop_assert_eq!(Value::parse(kind, &v.to_string()), Some(v));
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,24}") {
            for kind in [Kind::Integer, Kind::Decimal, Kind::Fraction, Kind::IntegerList, Kind::Money] {
                let _ = Value::parse(kind, &text);
            }
        }
    }
}
