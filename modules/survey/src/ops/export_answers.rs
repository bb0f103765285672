//! Raw answers as a file: under their names, or without anything that tells a person.

use std::collections::BTreeMap;
use std::io::{Seek, Write};
use std::sync::atomic::Ordering;

use guard::{Scope, act, res};
use kernel::Id;
use platform::exports::{ExportError, Plan};
use sheets::write::{Column, ColumnKind, TableWriter, Value};
use store::Tx;

use super::results::{places, seen};
use crate::error::Result;
use crate::model::{Given, Question, QuestionKind, Survey, SurveyKind};
use crate::store::answer;

/// Answers read at a time.
const PART: i64 = 500;

fn column(title: &str, width: u16, kind: ColumnKind) -> Column {
    Column { title: title.to_owned(), width, kind }
}

/// The head of the table: who (where names are given), place, points, then a column for each question.
fn columns(s: &Survey) -> Vec<Column> {
    let text = ColumnKind::Text;
    let mut all = Vec::new();
    if !s.anonymous {
        all.extend([column("姓名", 12, text), column("所在工会", 28, text), column("交卷时间", 20, text)]);
    }
    all.push(column("乡镇（街道）", 24, text));
    if s.kind == SurveyKind::Quiz {
        all.push(column("得分", 8, ColumnKind::Number));
    }
    let title = |(i, q): (usize, &Question)| column(&format!("{}. {}", i + 1, q.title), 24, kind_of(q));
    all.extend(s.form.questions.iter().enumerate().map(title));
    all
}

fn kind_of(q: &Question) -> ColumnKind {
    match q.kind {
        QuestionKind::Number | QuestionKind::Rating => ColumnKind::Number,
        QuestionKind::Date => ColumnKind::Day,
        _ => ColumnKind::Text,
    }
}

enum Cell {
    Empty,
    Text(String),
    Int(i64),
    Day(kernel::Day),
}

impl Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Empty => Value::Empty,
            Self::Text(t) => Value::Text(t),
            Self::Int(n) => Value::Int(*n),
            Self::Day(d) => Value::Day(*d),
        }
    }
}

fn cell(q: &Question, given: &[Given]) -> Cell {
    let Some(g) = given.iter().find(|g| g.question == q.code) else { return Cell::Empty };
    match q.kind {
        QuestionKind::Number | QuestionKind::Rating => g.number.map_or(Cell::Empty, Cell::Int),
        QuestionKind::Date => g.day.map_or(Cell::Empty, Cell::Day),
        QuestionKind::ShortText | QuestionKind::LongText => Cell::Text(g.text.clone()),
        QuestionKind::Single | QuestionKind::Multiple => {
            let labels = q.choices.iter().filter(|c| g.choices.contains(&c.code)).map(|c| c.label.as_str());
            Cell::Text(labels.collect::<Vec<_>>().join("、"))
        }
    }
}

/// Writes all answers of a survey; how many. Places of an anonymous survey with few answers are left out, and its answers
/// come in the order of their tokens.
///
/// # Errors
/// [`crate::SurveyError::NotFound`] outside the scope; the file's.
pub fn export_answers<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, act::Export>,
    id: Id,
    plan: &Plan,
    target: W,
) -> Result<u64> {
    let s = seen(tx, scope, id)?;
    let shown = places(tx, &s)?.into_iter().filter(|p| p.answered.is_some());
    let names: BTreeMap<Id, String> = shown.map(|p| (p.id, p.name)).collect();
    let mut out = TableWriter::new(plan.format, "答卷", columns(&s), target).map_err(ExportError::Sheet)?;
    let mut rows = 0;
    let mut write = |head: Vec<Cell>, place: Id, score: i64, given: &[Given]| -> Result<()> {
        if plan.stop.load(Ordering::Relaxed) {
            return Err(ExportError::Stopped.into());
        }
        let mut cells = head;
        cells.push(
            names
                .get(&place)
                .map_or_else(|| Cell::Text("（人数较少，不列出）".into()), |n| Cell::Text(n.clone())),
        );
        if s.kind == SurveyKind::Quiz {
            cells.push(Cell::Int(score));
        }
        cells.extend(s.form.questions.iter().map(|q| cell(q, given)));
        let values: Vec<Value<'_>> = cells.iter().map(Cell::value).collect();
        rows += 1;
        out.row(&values).map_err(|e| ExportError::Sheet(e).into())
    };
    if s.anonymous {
        each_anonymous(tx, id, |a| write(Vec::new(), a.place_id, a.score, &a.body))?;
    } else {
        each_named(tx, id, |n| {
            let who = vec![
                Cell::Text(n.person_name.clone()),
                Cell::Text(n.union_name.clone()),
                Cell::Text(n.answered_at.local_text()),
            ];
            write(who, n.place_id, n.score, &n.body)
        })?;
    }
    let mark = format!(
        "导出人：{}　时间：{}　用途：{}",
        plan.mark.who,
        plan.mark.at.local_text(),
        plan.mark.purpose
    );
    out.row(&[Value::Text(&mark)]).map_err(ExportError::Sheet)?;
    out.finish().map_err(ExportError::Sheet)?;
    Ok(rows)
}

fn each_anonymous(
    tx: &mut Tx<'_>,
    id: Id,
    mut each: impl FnMut(&answer::Anonymous) -> Result<()>,
) -> Result<()> {
    let mut after = Vec::new();
    loop {
        let part = answer::walk(tx, id, &after, PART)?;
        part.iter().try_for_each(&mut each)?;
        match part.last().filter(|_| part.len() as i64 == PART) {
            Some(last) => after.clone_from(&last.token),
            None => return Ok(()),
        }
    }
}

fn each_named(tx: &mut Tx<'_>, id: Id, mut each: impl FnMut(&answer::Named) -> Result<()>) -> Result<()> {
    let mut after = Id(0);
    loop {
        let part = answer::walk_named(tx, id, after, PART)?;
        part.iter().try_for_each(&mut each)?;
        match part.last().filter(|_| part.len() as i64 == PART) {
            Some(last) => after = last.person_id,
            None => return Ok(()),
        }
    }
}
