//! The rules as tables.
#![allow(clippy::unwrap_used, reason = "a test")]

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    match text {
        "" => Day::OPEN,
        "-" => Day::FIRST,
        _ => text.parse().unwrap(),
    }
}

fn rows(all: &[(&str, &str, &str)]) -> Vec<Span> {
    let span = |(n, (value, from, to)): (usize, &(&str, &str, &str))| Span {
        id: Id(n as i64 + 1),
        value: (*value).to_owned(),
        from: day(from),
        to: day(to),
        shown: false,
    };
    all.iter().enumerate().map(span).collect()
}

fn told(value: &str, from: &str, document: &str) -> Told {
    let value = Some(value.to_owned()).filter(|v| !v.is_empty());
    let from = (!from.is_empty()).then(|| day(from));
    Told { kind: "skill".to_owned(), value, from, document: document.to_owned() }
}

const TODAY: &str = "2026-06-10";

fn steps(all: &[(&str, &str, &str)], column: &str, t: &Told) -> Vec<String> {
    let word = |d: Day| match d {
        Day::OPEN => "…".to_owned(),
        Day::FIRST => "?".to_owned(),
        d => d.to_string(),
    };
    let say = |s: &Step| match s {
        Step::Remove(id) => format!("remove {id}"),
        Step::Until(id, to) => format!("{id} until {}", word(*to)),
        Step::Fill(id, from) => format!("fill {id} from {}", word(*from)),
        Step::Past { value, from, to } => format!("past {value} {} {}", word(*from), word(*to)),
        Step::Begin { value, from, to } => format!("begin {value} {} {}", word(*from), word(*to)),
    };
    plan(&rows(all), column, t, day(TODAY)).iter().map(say).collect()
}

#[test]
fn the_first_value_of_a_column_is_no_row() {
    assert!(steps(&[], "", &told("30", "", "")).is_empty());
    assert_eq!(steps(&[], "", &told("30", "2024-01-01", "")), ["begin 30 2024-01-01 …"]);
    assert_eq!(steps(&[], "", &told("30", "", "S1")), ["begin 30 ? …"]);
    assert!(steps(&[], "30", &told("30", "", "")).is_empty(), "the same again");
    assert_eq!(
        steps(&[], "30", &told("30", "2024-01-01", "S1")),
        ["begin 30 2024-01-01 …"],
        "the day is filled in"
    );
}

#[test]
fn another_value_ends_the_one_before() {
    let change = told("40", "", "");
    assert_eq!(steps(&[], "30", &change), ["past 30 ? 2026-06-09", "begin 40 2026-06-10 …"]);
    let open = [("30", "2024-01-01", "")];
    assert_eq!(steps(&open, "30", &change), ["1 until 2026-06-09", "begin 40 2026-06-10 …"]);
    assert_eq!(
        steps(&open, "30", &told("40", "2026-03-01", "")),
        ["1 until 2026-02-28", "begin 40 2026-03-01 …"]
    );
    // A day before the row began cannot be: today.
    assert_eq!(
        steps(&open, "30", &told("40", "2023-03-01", "")),
        ["1 until 2026-06-09", "begin 40 2026-06-10 …"]
    );
    let gone = [("20", "2024-03-01", "2024-04-30")];
    assert_eq!(
        steps(&gone, "", &told("40", "2024-01-01", "")),
        ["begin 40 2026-06-10 …"],
        "another one stands on it"
    );
    assert_eq!(steps(&gone, "", &told("40", "2024-05-01", "")), ["begin 40 2024-05-01 …"]);
    assert_eq!(steps(&open, "30", &told("", "", "")), ["1 until 2026-06-09"], "it is known no more");
    let today = [("30", "-", "2026-06-09"), ("40", TODAY, "")];
    assert_eq!(
        steps(&today, "40", &told("50", "", "")),
        ["remove 2", "begin 50 2026-06-10 …"],
        "twice a day"
    );
    assert_eq!(steps(&today, "40", &told("30", "", "")), ["remove 2", "1 until …"], "and back");
    let future = [("30", "2024-01-01", "2026-12-31"), ("60", "2027-01-01", "")];
    assert_eq!(
        steps(&future, "30", &change),
        ["1 until 2026-06-09", "begin 40 2026-06-10 2026-12-31"],
        "what is to come stays"
    );
}

#[test]
fn what_is_told_again_changes_nothing_and_fills_what_was_missing() {
    let dated = [("30", "2024-01-01", "")];
    assert!(steps(&dated, "30", &told("30", "2025-01-01", "")).is_empty(), "a known day stays");
    assert_eq!(steps(&dated, "30", &told("30", "", "S1")), ["fill 1 from 2024-01-01"]);
    assert_eq!(steps(&[("30", "-", "")], "30", &told("30", "2023-01-01", "")), ["fill 1 from 2023-01-01"]);
    let other = [("20", "2020-01-01", "2023-06-30"), ("30", "-", "")];
    assert!(steps(&other, "30", &told("30", "2023-01-01", "")).is_empty(), "a day that another row has");
}

#[test]
fn a_column_says_what_holds_today() {
    let of = |all: &[(&str, &str, &str)], undated: Option<&str>| {
        let (step, value) = settle(&rows(all), undated, day(TODAY));
        (step.is_some(), value)
    };
    assert_eq!(of(&[], Some("30")), (false, "30".into()));
    assert_eq!(of(&[("40", "2026-01-01", "")], Some("30")), (true, "40".into()), "the old one becomes a row");
    assert_eq!(of(&[("40", "2026-01-01", "2026-06-09")], None), (false, String::new()), "ended yesterday");
    assert_eq!(
        of(&[("40", "2026-01-01", "2026-06-09")], Some("30")),
        (false, "30".into()),
        "another one, past"
    );
    assert_eq!(of(&[("30", "2020-01-01", "2022-01-01")], Some("30")), (false, String::new()), "it was dated");
    assert_eq!(of(&[("40", "2026-06-11", "")], Some("30")), (false, "30".into()), "tomorrow");
    assert_eq!(
        undated(&rows(&[("40", "2026-01-01", "2026-06-09")]), "40", day(TODAY)),
        None,
        "a copy of a row"
    );
    assert_eq!(undated(&rows(&[("40", "2026-07-01", "")]), "40", day(TODAY)), Some("40"));
    assert_eq!(undated(&rows(&[("60", TODAY, "")]), "30", day(TODAY)), Some("30"), "its day has come");
}

/// Does the steps to the rows; `None` if two overlap.
fn done(mut all: Vec<Span>, steps: &[Step]) -> Option<Vec<Span>> {
    for s in steps {
        match s {
            Step::Remove(id) => all.retain(|r| r.id != *id),
            Step::Until(id, to) => all.iter_mut().filter(|r| r.id == *id).for_each(|r| r.to = *to),
            Step::Fill(id, from) => all.iter_mut().filter(|r| r.id == *id).for_each(|r| {
                r.from = *from;
                r.shown = true;
            }),
            Step::Past { value, from, to } | Step::Begin { value, from, to } => {
                let id = Id(all.len() as i64 + 100);
                all.push(Span { id, value: value.clone(), from: *from, to: *to, shown: true });
            }
        }
    }
    let wrong = |a: &Span, b: &Span| a.id != b.id && a.from <= b.to && b.from <= a.to;
    let fine = all.iter().all(|a| a.from <= a.to && !all.iter().any(|b| wrong(a, b)));
    fine.then_some(all)
}

proptest! {
    /// Whatever is told: no two rows overlap, the column says what was told, and telling it again does nothing.
    #[test]
    fn rows_never_overlap(tellings in prop::collection::vec((0_u8..4, 0_i64..900, any::<bool>(), any::<bool>(), 0_i64..60), 1..8)) {
        let (mut all, mut column, mut today) = (Vec::<Span>::new(), String::new(), day("2024-01-01"));
        for (value, back, dated, shown, later) in tellings {
            today = today.plus_days(later);
            let value = ["", "20", "30", "40"][usize::from(value)];
            let from = dated.then(|| today.plus_days(-back));
            let t = Told { from, ..told(value, "", if shown { "S1" } else { "" }) };
            let steps = plan(&all, &column, &t, today);
            let next = done(all.clone(), &steps);
            prop_assert!(next.is_some(), "{all:?} {t:?} {steps:?}");
            all = next.unwrap();
            column = value.to_owned();
            let (step, says) = settle(&all, undated(&all, &column, today), today);
            prop_assert_eq!(step, None);
            prop_assert_eq!(&says, &column);
            let again = plan(&all, &column, &Told { document: String::new(), ..t.clone() }, today);
            prop_assert!(again.is_empty(), "{all:?} {t:?} {again:?}");
        }
    }
}

#[test]
fn a_day_that_somebody_entered_stays_and_is_told() {
    let stays = |rows_: &[(&str, &str, &str)], t: &Told| day_that_stays(&rows(rows_), t, day(TODAY));
    let entered = [("30", "2020-05-01", "")];
    assert_eq!(stays(&entered, &told("30", "2021-06-01", "")), Some(day("2020-05-01")));
    assert_eq!(stays(&entered, &told("30", "2020-05-01", "")), None, "the same");
    assert_eq!(stays(&entered, &told("30", "", "证1")), None, "no day is told");
    assert_eq!(stays(&entered, &told("40", "2021-06-01", "")), None, "another grade begins");
    assert_eq!(stays(&[("30", "-", "")], &told("30", "2021-06-01", "")), None, "none was known: it is taken");
    assert_eq!(
        stays(&[("30", "2020-05-01", "2022-01-01")], &told("30", "2021-06-01", "")),
        None,
        "it has ended"
    );
}
