//! What every change of a case leaves behind: the row, an event, an audit entry, what its module counts, and messages.

use std::collections::BTreeSet;

use guard::{Actor, ActorKind, Reason};
use kernel::Id;
use store::Tx;

use super::error::{CaseError, Result};
use super::ground::{Ground, Post};
use super::model::{CaseFile, ReporterKind};
use super::store::event::{self, Event};
use super::store::{case, claim, route};
use crate::audit::{self, Changes, Entry};
use crate::notices;

/// What happened.
#[derive(Clone, Debug)]
pub struct Saving {
    deed: String,
    title: String,
    note: String,
    plain: String,
    changes: Changes,
    back: bool,
}

impl Saving {
    /// A deed by its code and in words.
    pub fn of(deed: &str, title: &str) -> Self {
        Self {
            deed: deed.to_owned(),
            title: title.to_owned(),
            note: String::new(),
            plain: String::new(),
            changes: Changes::new(),
            back: false,
        }
    }

    /// The case goes back to where it came from.
    #[must_use]
    pub fn back(self, back: bool) -> Self {
        Self { back, ..self }
    }

    /// What was written with it.
    #[must_use]
    pub fn note(self, note: &str) -> Self {
        Self { note: note.to_owned(), ..self }
    }

    /// What the reporter reads; `{holder}`, `{due}` and `{note}` are filled in.
    #[must_use]
    pub fn plain(self, plain: &str) -> Self {
        Self { plain: plain.to_owned(), ..self }
    }

    /// Values for the audit.
    #[must_use]
    pub fn changes(self, changes: Changes) -> Self {
        Self { changes, ..self }
    }
}

/// Fills in what a sentence for the reporter names. One pass: what a note says is not filled in again.
fn filled(plain: &str, holder: &str, due: &str, note: &str) -> String {
    let mut out = String::new();
    let mut rest = plain;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let word = [("{holder}", holder), ("{due}", due), ("{note}", note)];
        match word.iter().find(|(name, _)| from.starts_with(name)) {
            Some((name, value)) => {
                out.push_str(value);
                rest = &from[name.len()..];
            }
            None => {
                out.push('{');
                rest = &from[1..];
            }
        }
    }
    out + rest
}

fn audited(deed: &str) -> &'static str {
    match deed {
        "open" => "case.open",
        "assign" => "case.assign",
        "accept" => "case.accept",
        "transfer" => "case.transfer",
        "return" => "case.return",
        "countersign" => "case.countersign",
        "opinion" => "case.opinion",
        "delegate" => "case.delegate",
        "escalate" => "case.escalate",
        "suspend" => "case.suspend",
        "resume" => "case.resume",
        "extend" => "case.extend",
        "merge" => "case.merge",
        "link" => "case.link",
        "remark" => "case.remark",
        "judges" => "case.judges",
        "score" => "case.score",
        "edit" => "case.edit",
        "rate" => "case.rate",
        "reply" => "case.reply",
        "half" | "late" | "climb" => "case.clock",
        _ => "case.move",
    }
}

/// Stores what a case has become, with everything that goes with it. A new case (`before` is none) is stored by the caller.
///
/// # Errors
/// [`CaseError::Stale`] if somebody was faster.
pub fn save(
    tx: &mut Tx<'_>,
    ground: &Ground,
    by: &Actor,
    before: Option<&CaseFile>,
    c: &mut CaseFile,
    s: Saving,
) -> Result<()> {
    if let Some(before) = before {
        went(tx, before, c, s.back)?;
        if !case::update(tx, c)? {
            return Err(CaseError::Stale);
        }
        c.version += 1;
        publish(tx, ground, before, c)?;
    }
    c.changed_at = tx.now();
    let holder = ground.name(tx, c.holder.id)?;
    let due = c.due_on().map_or_else(String::new, |d| d.to_string());
    let sealed = by.kind() == ActorKind::System(Reason::Reporter);
    let event = Event {
        id: tx.new_id(),
        title: s.title.clone(),
        step: c.step.clone(),
        by_kind: by.kind().code().to_owned(),
        by_id: if sealed { Id(0) } else { by.id() },
        by_name: by.name().to_owned(),
        plain: filled(&s.plain, &holder, &due, &s.note),
        holder_name: holder,
        note: s.note,
        at: c.changed_at,
        deed: s.deed,
    };
    event::load(tx, &[event::row(c.id, &event)])?;
    let old = |f: fn(&CaseFile) -> String| before.map_or_else(String::new, f);
    // Read by auditors: titles, not the codes of the procedure.
    let p = ground.procedure(c)?;
    let step = |code: &str| p.step(code).map_or_else(|| code.to_owned(), |s| s.title.clone());
    let track = |code: &str| p.track(code).map_or_else(|| code.to_owned(), |t| t.title.clone());
    let changes = s
        .changes
        .note("number", c.number.as_str())
        .note("deed", event.title.as_str())
        .field("step", step(&old(|b| b.step.clone())), step(&c.step))
        .field("track", track(&old(|b| b.track.clone())), track(&c.track))
        .field("owner", old(|b| b.owner_id.to_string()), c.owner_id.to_string())
        .field("holder", old(|b| b.holder.id.to_string()), c.holder.id.to_string());
    let changes = match (event.note.is_empty(), c.restricted) {
        // What is said in a restricted case stays in it.
        (false, false) => changes.note("note", event.note.as_str()),
        _ => changes,
    };
    let entry = Entry { union_path: Some(&c.home.path), changes, ..Entry::of(audited(&event.deed), c.id) };
    audit::record(tx, by, entry)?;
    ground.tell(tx, before, c)?;
    if before.is_some() && !event.plain.is_empty() && event.by_kind != ActorKind::Member.code() {
        tell_reporter(tx, c, &event)?;
    }
    Ok(())
}

/// Keeps the way that a case has gone, so that it goes back level by level.
fn went(tx: &mut Tx<'_>, before: &CaseFile, c: &mut CaseFile, back: bool) -> Result<()> {
    if before.holder.id == c.holder.id {
        return Ok(());
    }
    if back {
        c.from_id = route::pop(tx, c.id)?;
    } else {
        route::push(tx, c.id, before.holder.id)?;
        c.from_id = before.holder.id;
    }
    Ok(())
}

/// Shows a case to everyone, or no more, as its step says.
fn publish(tx: &mut Tx<'_>, ground: &Ground, before: &CaseFile, c: &CaseFile) -> Result<()> {
    let p = ground.procedure(c)?;
    let public = |c: &CaseFile| !c.restricted && p.step(&c.step).is_some_and(|s| s.public);
    match (public(before), public(c)) {
        (false, true) => claim::show(tx, c.id, &c.kind)?,
        (true, false) => claim::hide(tx, c.id)?,
        _ => {}
    }
    Ok(())
}

/// The reporter who is named learns of it. A sealed one reads it in the own list: a message would tie the person to the case.
fn tell_reporter(tx: &mut Tx<'_>, c: &CaseFile, e: &Event) -> Result<()> {
    if c.reporter == ReporterKind::Named && c.person_id.0 != 0 {
        let title = format!("您说的事有进展：{}", c.title);
        notices::send(tx, c.person_id, &title, &e.plain, &format!("/matters/{}", c.id))?;
    }
    Ok(())
}

/// Tells those who have a case now, but not who did it.
///
/// # Errors
/// Any [`store::DbError`].
pub fn notify_post(
    tx: &mut Tx<'_>,
    c: &CaseFile,
    post: Option<&Post>,
    title: &str,
    by: &Actor,
) -> Result<()> {
    let mut all: BTreeSet<Id> = match post {
        Some(_) if c.owner_id.0 != 0 => [c.owner_id].into(),
        Some(post) => post.accounts.iter().copied().collect(),
        None => BTreeSet::new(),
    };
    if c.restricted {
        for account in &all {
            case::name(tx, c.id, *account)?;
        }
    }
    all.remove(&by.id());
    notify(tx, c, all, title)
}

/// Tells accounts of a case.
///
/// # Errors
/// Any [`store::DbError`].
pub fn notify(tx: &mut Tx<'_>, c: &CaseFile, all: BTreeSet<Id>, title: &str) -> Result<()> {
    let until = c.due_on().map_or_else(String::new, |d| format!("，{d}前办理"));
    let what = if c.restricted { "（仅指定人员可看）" } else { c.title.as_str() };
    let body = format!("{} {what}{until}", c.number);
    for account in all.into_iter().filter(|a| a.0 != 0) {
        notices::send(tx, account, title, &body, &format!("/cases/{}", c.id))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_note_says_is_not_filled_in_again() {
        assert_eq!(
            filled("{holder}答复您：{note}", "甲工会", "", "见{holder}{due}"),
            "甲工会答复您：见{holder}{due}"
        );
        assert_eq!(filled("{x}{", "", "", ""), "{x}{");
    }
}
