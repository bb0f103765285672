//! Moves of the procedure.

use guard::Actor;
use kernel::Params;
use store::Tx;

use super::super::error::{CaseError, Result, field};
use super::super::fields;
use super::super::ground::Ground;
use super::super::hand::Hand;
use super::super::intake::recorded;
use super::super::model::{CaseFile, CaseState, Rating};
use super::super::procedure::{By, FieldKind, Move, MovePlace, Procedure, Values};
use super::super::saving::{Saving, notify_post, save};
use super::super::store::{claim, judge, list, reporter};
use super::super::walk::enter;
use super::{InHand, note as noted};
use crate::audit::Changes;
use crate::files;

/// What comes with a move.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What is said.
    pub note: &'a str,
    /// Fields that are filled in.
    pub fields: &'a Values,
}

/// A move by those who have the case, or stand above them.
pub(super) fn by_staff(
    tx: &mut Tx<'_>,
    h: &InHand<'_>,
    code: &str,
    note: &str,
    fields: &Values,
) -> Result<CaseFile> {
    h.own()?;
    let found = h.p.find_move(code).filter(|m| !m.by.is_outside());
    let m = found.ok_or_else(|| h.not_now(code))?;
    if m.by == By::Above && h.hand != Hand::Above {
        return Err(CaseError::HeldBy { name: "上级工会".to_owned() });
    }
    if h.before.state != CaseState::Open || !m.from.contains(&h.before.step) {
        return Err(h.not_now(&m.title));
    }
    make_move(tx, h.ground, h.by, (h.p, m), &h.before, Asked { note, fields })
}

/// Makes a move that the caller may make.
///
/// # Errors
/// What the move needs and is missing.
pub fn make_move(
    tx: &mut Tx<'_>,
    ground: &Ground,
    by: &Actor,
    (p, m): (&Procedure, &Move),
    before: &CaseFile,
    asked: Asked<'_>,
) -> Result<CaseFile> {
    let note = noted(asked.note, m.note)?;
    let mut c = before.clone();
    let mut wrong = Vec::new();
    c.fields = fields::merge(p, &before.fields, asked.fields, &mut wrong);
    fields::missing(p, &c.fields, m.fields.iter().map(String::as_str), &mut wrong);
    if !wrong.is_empty() {
        return Err(CaseError::Invalid(wrong));
    }
    judged(tx, m, before.id)?;
    if m.attachment && !files::any_since(tx, c.id, c.step_at)? {
        return Err(CaseError::AttachmentMissing);
    }
    let step = p.step(&m.to).ok_or_else(|| CaseError::NoProcedure { kind: c.kind.clone() })?;
    if let Some(track) = &m.track {
        c.track.clone_from(track);
    }
    if step.public {
        nameless(tx, ground, p, &c)?;
    }
    let was_closed = before.state == CaseState::Closed;
    let place = match m.place {
        MovePlace::Stay => c.holder.path.clone(),
        MovePlace::Home => c.home.path.clone(),
        MovePlace::Above => ground.above(tx, &c.holder.path)?.map_or_else(|| c.holder.path.clone(), |a| a.0),
        MovePlace::Top => ground.top(tx, &c.holder.path)?,
        MovePlace::Back => ground.tree.place(tx, c.from_id)?.map_or_else(|| c.holder.path.clone(), |a| a.0),
    };
    let post = enter(tx, ground, p, &mut c, step, &place)?;
    if was_closed && !step.closed {
        // It is answered anew, and rated anew; what was said of the first answer stands in the events.
        (c.reopened, c.rating) = (c.reopened + 1, None);
    }
    if !step.closed && c.owner_id.0 == 0 && post.as_ref().is_some_and(|o| o.accounts.contains(&by.id())) {
        // Who makes the move goes on with it, unless it goes elsewhere.
        (c.owner_id, c.owner_name) = (by.id(), by.name().to_owned());
    }
    if c.fields != before.fields {
        list::put_values(tx, c.id, &fields::searched(p, &c.fields), true)?;
    }
    let by = recorded(by, c.reporter);
    let changed = c.fields.iter().filter(|(k, v)| before.fields.get(*k) != Some(v));
    let changes = match c.restricted {
        true => Changes::new(),
        false => changed.fold(Changes::new(), |all, (code, v)| {
            all.field(code, before.fields.get(code).cloned().unwrap_or_default(), v.as_str())
        }),
    };
    if let Some(rating) = m.rates.as_ref().and_then(|f| c.fields.get(f)) {
        c.rating = Rating::ALL.into_iter().find(|r| r.code() == rating);
    }
    if m.releases {
        claim::release(tx, c.id)?;
    }
    let back = m.place == MovePlace::Back;
    let saving = Saving::of(&m.code, &m.title).note(&note).plain(&m.plain).changes(changes).back(back);
    save(tx, ground, &by, Some(before), &mut c, saving)?;
    notify_post(tx, &c, post.as_ref(), &format!("{}：{}", step.title, "请办理"), &by)?;
    Ok(c)
}

/// Enough judges have given their score.
fn judged(tx: &mut Tx<'_>, m: &Move, case: kernel::Id) -> Result<()> {
    if m.judged == 0 {
        return Ok(());
    }
    let given = judge::of_case(tx, case)?.iter().filter_map(judge::Judge::given).count();
    match given < m.judged as usize {
        true => Err(CaseError::JudgesMissing { needed: m.judged, given }),
        false => Ok(()),
    }
}

/// What everybody reads says nothing of who told it, where the kind wants that.
pub(super) fn nameless(tx: &mut Tx<'_>, ground: &Ground, p: &Procedure, c: &CaseFile) -> Result<()> {
    let Some(who) = reporter::get(tx, &ground.keys, c.id)?.filter(|_| p.nameless) else { return Ok(()) };
    let told = |text: &str, what: &str| what.chars().count() >= 2 && text.contains(what);
    let texts = p.fields.iter().filter(|f| f.public && f.kind != FieldKind::Choice);
    let wrong = texts.filter(|f| {
        c.fields
            .get(&f.code)
            .is_some_and(|v| told(v, &who.name) || told(v, &who.phone) || told(v, &c.employer_name))
    });
    let wrong: Vec<_> =
        wrong.map(|f| field(format!("/fields/{}", f.code), "cases.names-reporter", Params::new())).collect();
    if wrong.is_empty() { Ok(()) } else { Err(CaseError::Invalid(wrong)) }
}
