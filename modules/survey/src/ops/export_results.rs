//! The figures of a survey and its cross tables as rows of a file.

use std::io::{Seek, Write};

use platform::exports::{ExportError, Field, Plan, Sheet, col};
use sheets::write::{Column, ColumnKind, TableWriter, Value};

use super::cross::Cross;
use super::results::{QuestionResult, Results};
use crate::error::Result;

const FIELDS: &[Field] = &[
    col("number", "题号", 8, ColumnKind::Number),
    col("title", "题目", 40, ColumnKind::Text),
    col("kind", "题型", 12, ColumnKind::Text),
    col("answered", "作答人数", 12, ColumnKind::Number),
    col("choice", "选项", 30, ColumnKind::Text),
    col("n", "选择人数", 12, ColumnKind::Number),
    col("share", "占作答人数", 12, ColumnKind::Text),
    col("average", "平均", 10, ColumnKind::Text),
];

/// What stands where a number is withheld.
const WITHHELD: &str = "人数较少，不显示";

fn number(n: Option<i64>) -> Value<'static> {
    n.map_or(Value::Text(WITHHELD), Value::Int)
}

/// Hundredths as a text, `3.75`.
fn ratio(part: i64, whole: i64, percent: bool) -> String {
    if whole == 0 {
        return String::new();
    }
    let factor = if percent { 10_000 } else { 100 };
    // Rounded half up; sums of ratings and numbers fit.
    let scaled = (i128::from(part) * factor * 2 + i128::from(whole)).div_euclid(i128::from(whole) * 2);
    let sign = if scaled < 0 { "-" } else { "" };
    let (whole, rest) = (scaled.abs() / 100, scaled.abs() % 100);
    format!("{sign}{whole}.{rest:02}{}", if percent { "%" } else { "" })
}

/// Writes a line for each question, and one for each of its options; how many.
///
/// # Errors
/// The file's.
pub fn write_results<W: Write + Seek + Send>(r: &Results, plan: &Plan, target: W) -> Result<u64> {
    let mut out = Sheet::start(plan, "问卷结果", FIELDS, target)?;
    let outcome = r.questions.iter().enumerate().try_for_each(|(i, q)| lines(&mut out, i as i64 + 1, q));
    Ok(out.finish(outcome)?)
}

fn lines<W: Write + Seek + Send>(
    out: &mut Sheet<W>,
    n: i64,
    q: &QuestionResult,
) -> std::result::Result<(), store::DbError> {
    let average = q.sum.zip(q.answered).map(|(sum, n)| ratio(sum, n, false)).unwrap_or_default();
    let head = [Value::Int(n), Value::Text(&q.title), Value::Text(q.kind.title()), number(q.answered)];
    let own = [Value::Empty, Value::Empty, Value::Empty, Value::Text(&average)];
    out.row(&[head, own].concat())?;
    for c in &q.choices {
        let share = c.n.zip(q.answered).map(|(n, all)| ratio(n, all, true)).unwrap_or_default();
        let of = [Value::Text(&c.label), number(c.n), Value::Text(&share), Value::Empty];
        out.row(&[head, of].concat())?;
    }
    Ok(())
}

/// Writes a cross table; how many rows.
///
/// # Errors
/// The file's.
pub fn write_cross<W: Write + Seek + Send>(c: &Cross, plan: &Plan, target: W) -> Result<u64> {
    let head = format!("{} ＼ {}", c.first_title, c.second_title);
    let mut columns = vec![Column { title: head, width: 40, kind: ColumnKind::Text }];
    let column = |label: &String| Column { title: label.clone(), width: 14, kind: ColumnKind::Number };
    columns.extend(c.columns.iter().map(column));
    let mut out = TableWriter::new(plan.format, "交叉表", columns, target).map_err(ExportError::Sheet)?;
    for row in &c.rows {
        let values: Vec<Value<'_>> =
            std::iter::once(Value::Text(&row.label)).chain(row.cells.iter().map(|n| number(*n))).collect();
        out.row(&values).map_err(ExportError::Sheet)?;
    }
    let mark = format!(
        "导出人：{}　时间：{}　用途：{}",
        plan.mark.who,
        plan.mark.at.local_text(),
        plan.mark.purpose
    );
    out.row(&[Value::Text(&mark)]).map_err(ExportError::Sheet)?;
    out.finish().map_err(ExportError::Sheet)?;
    Ok(c.rows.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_averages_are_rounded_half_up() {
        for (part, whole, percent, want) in [
            (1, 3, true, "33.33%"),
            (2, 3, true, "66.67%"),
            (1, 8, true, "12.50%"),
            (15, 4, false, "3.75"),
            (1, 200, false, "0.01"),
            (-5, 2, false, "-2.50"),
            (1, 0, true, ""),
        ] {
            assert_eq!(ratio(part, whole, percent), want);
        }
    }
}
