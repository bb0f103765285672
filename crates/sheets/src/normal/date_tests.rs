//! Dates as cadres write them.

use super::*;
use proptest::prelude::*;

const READER: DateReader = DateReader { from_1904: false, latest_year: 2026 };

fn text(t: &str) -> Result<Option<LooseDate>, Defect> {
    READER.read(&RawCell { value: RawValue::Text(t), ..RawCell::EMPTY })
}

fn number(t: &str, is_date: bool) -> Result<Option<LooseDate>, Defect> {
    let value = RawValue::Number { text: t, value: t.parse().unwrap(), is_date };
    READER.read(&RawCell { value, ..RawCell::EMPTY })
}

fn date(y: i16, m: i8, d: i8) -> Result<Option<LooseDate>, Defect> {
    Ok(Some(LooseDate { year: y, month: (m > 0).then_some(m), day: (d > 0).then_some(d) }))
}

#[test]
fn texts() {
    for (raw, y, m, d) in [
        ("1987.6", 1987, 6, 0),
        ("1987.06.15", 1987, 6, 15),
        ("1987年6月", 1987, 6, 0),
        ("1987年06月15日", 1987, 6, 15),
        ("１９８７年６月１５日出生", 1987, 6, 15),
        ("87-6-15", 1987, 6, 15),
        ("03-6-15", 2003, 6, 15),
        ("87年6月", 1987, 6, 0),
        ("03年", 2003, 0, 0),
        ("87.6", 1987, 6, 0),
        ("19870615", 1987, 6, 15),
        ("198706", 1987, 6, 0),
        ("870615", 1987, 6, 15),
        ("6/15/1987", 1987, 6, 15),
        ("15/6/1987", 1987, 6, 15),
        ("6/15/87", 1987, 6, 15),
        ("6/1987", 1987, 6, 0),
        ("1987/6/15 0:00:00", 1987, 6, 15),
        ("1987-06-15T00:00:00", 1987, 6, 15),
        (" 1987 - 6 - 15 ", 1987, 6, 15),
        ("1987、6、15", 1987, 6, 15),
        ("1987.06.15.", 1987, 6, 15),
        ("1987.0615", 1987, 6, 15),
        ("'1987-06-15", 1987, 6, 15),
        ("1987", 1987, 0, 0),
        ("1987年", 1987, 0, 0),
        ("1987.10", 1987, 10, 0),
        ("1987.1", 1987, 1, 0),
        ("31943", 1987, 6, 15),
        ("31943.0", 1987, 6, 15),
        ("19870600", 1987, 6, 0),
        ("1987.00.00", 1987, 0, 0),
        ("2000.2.29", 2000, 2, 29),
    ] {
        assert_eq!(text(raw), date(y, m, d), "{raw}");
    }
    for raw in ["", "  ", "-", "/"] {
        assert_eq!(text(raw), Ok(None));
    }
}

#[test]
fn refused() {
    for raw in [
        "90后",
        "不详",
        "约1987年",
        "6.15",
        "1987-1990-1",
        "六月",
        "1987.123",
        "3.30226E+17",
        "=1",
        "87",
        "12",
        "0",
    ] {
        assert!(matches!(text(raw), Err(Defect::DateUnreadable(_))), "{raw}: {:?}", text(raw));
    }
    for raw in ["1987-06-31", "1987.13", "19870231", "1900-02-29", "1899-12-31", "2101.1.1", "1987-00-15"] {
        assert!(matches!(text(raw), Err(Defect::DateImpossible(_))), "{raw}: {:?}", text(raw));
    }
}

#[test]
fn numbers() {
    for (raw, is_date, y, m, d) in [
        ("31943", true, 1987, 6, 15),
        ("31943.75", true, 1987, 6, 15),
        ("31943", false, 1987, 6, 15),
        ("1", true, 1900, 1, 1),
        ("59", true, 1900, 2, 28),
        ("61", true, 1900, 3, 1),
        ("19870615", false, 1987, 6, 15),
        ("19870615", true, 1987, 6, 15),
        ("198706", false, 1987, 6, 0),
        ("1987", false, 1987, 0, 0),
        ("1987.6", false, 1987, 6, 0),
        ("1987.5999999999999", false, 1987, 6, 0),
        ("1987.12", false, 1987, 12, 0),
        ("1987.1", false, 1987, 0, 0),
        ("1987.01", false, 1987, 1, 0),
    ] {
        assert_eq!(number(raw, is_date), date(y, m, d), "{raw} {is_date}");
    }
    assert!(matches!(number("60", true), Err(Defect::DateImpossible(_))));
    for raw in ["-5", "0.5", "1e300", "999", "99999"] {
        assert!(number(raw, false).is_err(), "{raw}");
    }
    let macintosh = DateReader { from_1904: true, ..READER };
    let value = RawValue::Number { text: "30481", value: 30_481.0, is_date: true };
    assert_eq!(macintosh.read(&RawCell { value, ..RawCell::EMPTY }), date(1987, 6, 15));
}

#[test]
fn precision_and_first_day() {
    let of = |t| text(t).unwrap().unwrap();
    assert_eq!(of("1987").precision(), Precision::Year);
    assert_eq!(of("1987.6").precision(), Precision::Month);
    assert_eq!(of("1987.6").first_day().number(), 19_870_601);
    assert_eq!(of("1987.6").day(), None);
    assert_eq!(of("1987.6.15").day().map(Day::number), Some(19_870_615));
}

proptest! {
    #[test]
    fn every_day_is_read_in_every_form(n in 36_526i64..46_000, form in 0usize..7) {
        let day = Day::new(1899, 12, 30).unwrap().plus_days(n);
        let (y, m, d) = (day.number() / 10_000, day.number() / 100 % 100, day.number() % 100);
        let raw = match form {
            0 => format!("{y}-{m:02}-{d:02}"),
            1 => format!("{y}.{m}.{d}"),
            2 => format!("{y}年{m}月{d}日"),
            3 => format!("{y}{m:02}{d:02}"),
            4 => format!("{m}/{d}/{y}"),
            5 => n.to_string(),
            _ => format!("{y}/{m}/{d} 12:30"),
        };
        prop_assert_eq!(text(&raw).unwrap().unwrap().day(), Some(day));
    }

    #[test]
    fn never_panics(raw in "\\PC*|[0-9./年月日: T-]{0,24}") {
        let _ = text(&raw);
    }

    #[test]
    fn numbers_never_panic(value in proptest::num::f64::ANY, is_date: bool) {
        let cell = RawCell { value: RawValue::Number { text: &value.to_string(), value, is_date }, ..RawCell::EMPTY };
        let _ = READER.read(&cell);
    }
}
