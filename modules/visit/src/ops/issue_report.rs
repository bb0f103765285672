//! The report on a visit as a letter of the union that visited.

use guard::{Scope, act, res};
use kernel::Id;
use platform::codesets::Codesets;
use platform::letters::{self, Letter, Value, Values};
use store::Tx;

use crate::error::{Result, VisitError};
use crate::model::{State, Visit};
use crate::store::visit;

/// Kind of the letter; its template is the installation's own.
const REPORT_KIND: &str = "voice.visit";

fn situation(v: &Visit, words: &Codesets) -> String {
    let met = v.content.people.iter().map(|m| format!("{}{}", m.post, m.name)).collect::<Vec<_>>();
    let met = Some(met).filter(|m| !m.is_empty()).map(|m| format!("走访中与{}交谈。", m.join("、")));
    let asked = v.content.answers.iter().map(|a| {
        let label = words.label("visit_question", &a.question).unwrap_or(&a.question);
        let level = a.level.map_or("", |l| l.title());
        format!("{label}：{level}。{}", a.text)
    });
    let note = Some(v.content.note.clone()).filter(|n| !n.is_empty());
    met.into_iter().chain(asked).chain(note).collect::<Vec<_>>().join("\n")
}

/// Issues the report on a visit that was made.
///
/// # Errors
/// [`VisitError::NotFound`], [`VisitError::Denied`] for who may issue no letter, [`VisitError::State`] before the visit was made, and what the letter lacks.
pub fn issue_report(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Scope<res::Visit, act::Update>,
    id: Id,
) -> Result<Letter> {
    let v = visit::find_own(tx, scope, id)?.ok_or(VisitError::NotFound)?;
    let letter = scope.actor().permit::<res::Letter, act::Create>()?;
    if !letter.covers(&v.union_path) {
        return Err(VisitError::NotFound);
    }
    if v.state != State::Done {
        return Err(VisitError::State { deed: "生成走访报告", state: v.state.title() });
    }
    let c = &v.content;
    let poor = |a: &&crate::model::Answer| a.level == Some(crate::model::Level::Poor) && !a.text.is_empty();
    let problems: Vec<String> = c.answers.iter().filter(poor).map(|a| a.text.replace('\n', "")).collect();
    let helps = c.answers.iter().filter(|a| !a.help.is_empty()).map(|a| a.help.replace('\n', ""));
    let mut values = Values::from([
        ("visited".to_owned(), Value::Text(v.employer_name.clone())),
        ("visit_day".to_owned(), Value::Text(c.day.to_string())),
        ("visitors".to_owned(), Value::List(c.visitors.lines().map(str::to_owned).collect())),
        ("situation".to_owned(), Value::Text(situation(&v, words))),
    ]);
    for (name, list) in [("problems", problems), ("suggestions", helps.collect())] {
        if !list.is_empty() {
            values.insert(name.to_owned(), Value::List(list));
        }
    }
    let new = letters::Issue {
        kind: REPORT_KIND,
        union_id: v.union_id,
        union_path: &v.union_path,
        subject_kind: "visit",
        subject_id: v.id,
        values,
    };
    Ok(letters::issue(tx, scope.actor(), new)?)
}
