//! How the dated rows of a kind of flag go on when something new is told, and what the column of a person says on a day
//! (docs/adr/0014). Pure.
//!
//! A value may stand in the column alone: nobody has said from which day. Then no row that has begun says the same. It is taken to have been true all along; when it ends it becomes a row that begins on [`Day::FIRST`].

use kernel::{Day, Id};

use crate::model::flag::{Told, in_column};

/// A row of the kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Row.
    pub id: Id,
    /// Its value.
    pub value: String,
    /// First day.
    pub from: Day,
    /// Last day, or open.
    pub to: Day,
    /// A document number stands on it.
    pub shown: bool,
}

impl Span {
    fn covers(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// What is to be done with the rows of a kind; in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Takes a row away that began on the day of the change.
    Remove(Id),
    /// Sets the last day of a row.
    Until(Id, Day),
    /// Fills in the first day or the document of a row.
    Fill(Id, Day),
    /// Keeps a value that the column had without a day.
    Past {
        /// The value.
        value: String,
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
    },
    /// A new row.
    Begin {
        /// The value.
        value: String,
        /// First day.
        from: Day,
        /// Last day, or open.
        to: Day,
    },
}

/// The value that the column has without a day; `None` if a row that has begun says it, or the column is empty. Where
/// another row has begun today and the column does not know it yet, that is what the column said until yesterday.
pub fn undated<'a>(rows: &[Span], column: &'a str, today: Day) -> Option<&'a str> {
    let said = rows.iter().any(|r| r.from <= today && r.value == column);
    Some(column).filter(|c| !c.is_empty() && !said)
}

/// What a column says today after its rows have changed: `undated` is what it said without a day before. With a step if that
/// becomes a row.
pub fn settle(rows: &[Span], undated: Option<&str>, today: Day) -> (Option<Step>, String) {
    let dated = |value: &str| rows.iter().any(|r| r.from <= today && r.value == value);
    let undated = undated.filter(|v| !dated(v));
    match (rows.iter().find(|r| r.covers(today)), undated) {
        (Some(holds), Some(old)) => (past(rows, old, holds.from), holds.value.clone()),
        (Some(holds), None) => (None, holds.value.clone()),
        (None, undated) => (None, undated.unwrap_or_default().to_owned()),
    }
}

/// A value without a day, up to the day before `day`, after the rows of before.
fn past(rows: &[Span], value: &str, day: Day) -> Option<Step> {
    if day == Day::FIRST {
        return None;
    }
    let from = free_from(rows, day);
    let to = day.plus_days(-1);
    (from <= to).then(|| Step::Past { value: value.to_owned(), from, to })
}

/// The first day that no row of before `day` covers, up to it.
fn free_from(rows: &[Span], day: Day) -> Day {
    let last = rows.iter().filter(|r| r.from < day).map(|r| r.to).max();
    last.map_or(Day::FIRST, |to| if to == Day::OPEN { day } else { to.plus_days(1) })
}

/// The last day of a row that begins on `day`: before the next one.
fn free_to(rows: &[Span], day: Day) -> Day {
    rows.iter().filter(|r| r.from > day).map(|r| r.from.plus_days(-1)).min().unwrap_or(Day::OPEN)
}

/// What becomes of the rows of a kind when something is told of it today; `column` is what the column said before, empty for
/// kinds without one. What is there already changes nothing, so telling it again does not either. Another value begins on
/// the day that is told, where nothing dated stands on it, and today otherwise. The first value of a column of which neither
/// day nor document is told needs no row.
pub fn plan(rows: &[Span], column: &str, told: &Told, today: Day) -> Vec<Step> {
    let holds = rows.iter().find(|r| r.covers(today));
    let undated = undated(rows, column, today);
    let present = holds.map(|r| r.value.as_str()).or(undated);
    let value = told.value.as_deref().filter(|v| !in_column(&told.kind) || !v.is_empty());
    if present == value {
        return same(rows, holds, told, today);
    }
    let day = told.from.filter(|d| fits(&rows_without(rows, holds), *d, today));
    let day = day.filter(|d| holds.is_none_or(|r| *d > r.from)).unwrap_or(today);
    let mut steps = Vec::new();
    match holds {
        Some(r) if r.from >= day => steps.push(Step::Remove(r.id)),
        Some(r) => steps.push(Step::Until(r.id, day.plus_days(-1))),
        None => steps.extend(undated.and_then(|old| past(rows, old, day))),
    }
    let Some(value) = value else { return steps };
    let first = rows.is_empty() && undated.is_none();
    let before = rows.iter().find(|r| r.value == value && r.to != Day::OPEN && r.to.plus_days(1) == day);
    match before {
        _ if first && in_column(&told.kind) && !told.has_proof() => {}
        // Back to what it was until yesterday.
        Some(r) if !told.has_proof() => steps.push(Step::Until(r.id, free_to(rows, day))),
        _ => {
            let from = if first && told.from.is_none() { Day::FIRST } else { day };
            steps.push(Step::Begin { value: value.to_owned(), from, to: free_to(rows, day) });
        }
    }
    steps
}

/// The first day that stays where another one is told of the value that holds; `None` if they agree or the told one is
/// taken. What a workbook says changes no day that somebody has entered.
pub fn day_that_stays(rows: &[Span], told: &Told, today: Day) -> Option<Day> {
    let (day, value) = (told.from?, told.value.as_deref()?);
    let holds = rows.iter().find(|r| r.covers(today) && r.value == value)?;
    Some(holds.from).filter(|from| *from != Day::FIRST && *from != day)
}

/// Whether a row may begin on a day and go on until today beside the others.
fn fits(others: &[Span], from: Day, today: Day) -> bool {
    from <= today && free_from(others, today.plus_days(1)) <= from
}

fn rows_without(rows: &[Span], one: Option<&Span>) -> Vec<Span> {
    rows.iter().filter(|r| one.is_none_or(|o| o.id != r.id)).cloned().collect()
}

/// The same value is told again, perhaps with the day or the document that was missing.
fn same(rows: &[Span], holds: Option<&Span>, told: &Told, today: Day) -> Vec<Step> {
    match (holds, &told.value) {
        (Some(r), _) => {
            let others = rows_without(rows, holds);
            let from =
                told.from.filter(|d| r.from == Day::FIRST && fits(&others, *d, today)).unwrap_or(r.from);
            let shows = !r.shown && !told.document.is_empty();
            if from != r.from || shows { vec![Step::Fill(r.id, from)] } else { Vec::new() }
        }
        (None, Some(value)) if in_column(&told.kind) && !value.is_empty() && told.has_proof() => {
            let from = told.from.filter(|d| fits(rows, *d, today)).unwrap_or_else(|| free_from(rows, today));
            vec![Step::Begin { value: value.clone(), from, to: free_to(rows, today) }]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
