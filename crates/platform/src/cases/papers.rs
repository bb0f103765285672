//! Letters on a case: which can be issued, and what the case fills in.

use std::collections::BTreeMap;

use guard::Actor;
use kernel::Timestamp;
use store::Tx;

use super::error::{CaseError, Result};
use super::fields;
use super::ground::Ground;
use super::model::{CaseFile, ReporterKind};
use super::procedure::Procedure;
use super::store::event::{self, Event};
use super::store::reporter;
use crate::letters::{self, LetterError, Value, Values};

/// Kind of record under which letters on cases are kept.
pub const CASE_LETTER: &str = "case";

/// Kinds of letters that what has happened allows. Of a case whose reporter is not named, or which only named people read,
/// none: the archive of letters is open to everybody at the union.
pub(super) fn kinds(p: &Procedure, c: &CaseFile, events: &[Event]) -> Vec<String> {
    if c.restricted || c.reporter != ReporterKind::Named {
        return Vec::new();
    }
    let mut all: Vec<String> = Vec::new();
    for e in events {
        let handed = matches!(e.deed.as_str(), "transfer" | "assign").then_some(&p.transfer_letters);
        let of = p.find_move(&e.deed).map(|m| &m.letters).or(handed);
        for kind in of.into_iter().flatten() {
            if !all.contains(kind) {
                all.push(kind.clone());
            }
        }
    }
    all
}

/// What a case knows of that templates ask for, by the names of their fields.
fn known(tx: &mut Tx<'_>, ground: &Ground, p: &Procedure, c: &CaseFile) -> Result<BTreeMap<String, String>> {
    let who = reporter::get(tx, &ground.keys, c.id)?.map(|w| w.name).unwrap_or_default();
    let events = event::of_case(tx, c.id)?;
    let answer = events.iter().rev().find(|e| p.find_move(&e.deed).is_some_and(|m| m.answers));
    let day = |at: Timestamp| at.day().to_string();
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |name: &str, value: String| drop(all.insert(name.to_owned(), value));
    put("reporter", if who.is_empty() { "反映人".to_owned() } else { format!("{who}同志") });
    put("addressee", ground.name(tx, c.holder.id)?);
    put("matter.title", c.title.clone());
    put("topic", c.title.clone());
    put("visited", c.employer_name.clone());
    put("source", c.channel.title().to_owned());
    put("received", day(c.received_at));
    put("facts", c.body.clone());
    put("situation", c.body.clone());
    put("reply", answer.map(|e| e.note.clone()).unwrap_or_default());
    put("due", c.due_on().map(|d| d.to_string()).unwrap_or_default());
    put("number", c.number.clone());
    for f in &p.fields {
        let value = c.fields.get(&f.code).cloned().unwrap_or_default();
        let words = match f.kind {
            super::procedure::FieldKind::Day => value,
            _ => fields::shown(f, &value),
        };
        // What a meeting decided is asked for under other names by the shipped templates.
        let also = match f.code.as_str() {
            "meeting_day" => "held",
            "meeting_people" => "present",
            "minutes" => "opening",
            "decision" => "decisions",
            "measure" => "measures",
            _ => "",
        };
        if !also.is_empty() {
            put(also, words.clone());
        }
        put(&f.code, words);
    }
    Ok(all)
}

/// Values that a case gives to a letter of a kind, as its template wants them.
///
/// # Errors
/// [`CaseError::NoLetters`] if none of this kind can be issued on it, [`LetterError::NoTemplate`].
pub fn paper_values(
    tx: &mut Tx<'_>,
    ground: &Ground,
    actor: &Actor,
    c: &CaseFile,
    kind: &str,
) -> Result<Values> {
    let p = ground.procedure(c)?;
    let events = event::of_case(tx, c.id)?;
    if !kinds(&p, c, &events).iter().any(|k| k == kind) {
        return Err(CaseError::NoLetters);
    }
    let today = tx.today();
    let template = letters::in_force(tx, kind, today)?;
    let template = template.ok_or_else(|| LetterError::NoTemplate { kind: kind.to_owned() })?;
    let mut all = known(tx, ground, &p, c)?;
    all.insert("contact".to_owned(), actor.name().to_owned());
    all.insert("recorder".to_owned(), actor.name().to_owned());
    let values = template.draft.fields.iter().filter_map(|f| {
        let text = all.get(&f.name).filter(|t| !t.is_empty())?;
        let value = match f.kind {
            letters::FieldKind::List => Value::List(text.lines().map(str::to_owned).collect()),
            letters::FieldKind::Text => Value::Text(text.lines().collect::<Vec<_>>().join(" ")),
            _ => Value::Text(text.clone()),
        };
        Some((f.name.clone(), value))
    });
    Ok(values.collect())
}
