//! The draw room: the public value is typed by one person and confirmed by another one, or the draw is put off.

use guard::{Scope, act, res};
use kernel::{Id, Timestamp};
use platform::audit::{Changes, Entry};
use platform::cases::line;
use registry::api::union_by_id;
use store::Tx;

use super::draw::record;
use crate::draw_error::{DrawError, Result, field};
use crate::model::campaign::Campaign;
use crate::model::draw::{Draw, DrawState, Postponed};
use crate::rules::draw::value;
use crate::store::{campaign, draw};

/// Days for which a draw can be put off at once.
const LATER: i64 = 60;

/// A draw of a union in the scope. What a union above holds is public, but its room is not ours.
///
/// # Errors
/// [`DrawError::NotFound`] outside.
pub fn find<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    id: Id,
) -> Result<(Campaign, Draw)> {
    let found = campaign::find(tx, scope, id)?.filter(|c| c.kind.draws());
    let (Some(c), Some(d)) = (found, draw::find(tx, id)?) else { return Err(DrawError::NotFound) };
    let ours = union_by_id(tx, c.union_id)?.is_some_and(|u| scope.covers(&u.place()));
    if ours { Ok((c, d)) } else { Err(DrawError::NotFound) }
}

fn seen<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    (id, version): (Id, i64),
    (deed, states): (&'static str, &[DrawState]),
) -> Result<(Campaign, Draw)> {
    let (c, d) = find(tx, scope, id)?;
    if d.version != version {
        return Err(DrawError::Stale { version: d.version });
    }
    if states.contains(&d.state) {
        Ok((c, d))
    } else {
        Err(DrawError::State { deed, state: d.state.title() })
    }
}

fn typed(text: &str) -> Result<String> {
    value(text).ok_or_else(|| field("/value", "benefits.draw-value"))
}

fn kept(done: bool, d: &Draw) -> Result<()> {
    if done { Ok(()) } else { Err(DrawError::Stale { version: d.version + 1 }) }
}

/// The first person types the public value; what was typed before and not confirmed is replaced.
///
/// # Errors
/// [`DrawError::NotFound`] outside the scope, [`DrawError::Stale`], [`DrawError::State`], [`DrawError::TooEarly`] before the instant
/// to which it was put off, [`DrawError::Invalid`].
pub fn put_value(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Update>,
    at: (Id, i64),
    text: &str,
) -> Result<()> {
    let (c, d) = seen(tx, scope, at, ("录入公开随机数", &[DrawState::Frozen, DrawState::Entered]))?;
    if tx.now() < d.value_from {
        return Err(DrawError::TooEarly { from: d.value_from.local_text() });
    }
    let value = typed(text)?;
    let by = scope.actor();
    kept(draw::put_value(tx, &d, &value, (by.id(), by.name()))?, &d)?;
    let changes =
        Changes::new().note("number", c.number.as_str()).field("value", d.value.as_str(), value.as_str());
    record(tx, by, &c, Entry { changes, ..Entry::of("draw.value", c.id) })?;
    Ok(())
}

/// Another person types the value again; if both are the same it is drawn with it.
///
/// # Errors
/// As [`put_value`]; [`DrawError::SamePerson`], [`DrawError::ValueDiffers`].
pub fn confirm(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Approve>,
    at: (Id, i64),
    text: &str,
) -> Result<()> {
    let (c, d) = seen(tx, scope, at, ("复核公开随机数", &[DrawState::Entered]))?;
    let by = scope.actor();
    if d.value_by == by.id() {
        return Err(DrawError::SamePerson);
    }
    if typed(text)? != d.value {
        return Err(DrawError::ValueDiffers);
    }
    kept(draw::confirm(tx, &d, (by.id(), by.name()))?, &d)?;
    let changes = Changes::new().note("number", c.number.as_str()).note("value", d.value.as_str());
    record(tx, by, &c, Entry { changes, ..Entry::of("draw.confirm", c.id) })?;
    Ok(())
}

/// What is said when a draw is put off.
#[derive(Clone, Debug)]
pub struct Later {
    /// Why, 2 to 200 characters: everybody reads it.
    pub reason: String,
    /// Where the public value comes from instead, 6 to 100 characters.
    pub source: String,
    /// From when on a value is taken: later than now, within 60 days.
    pub until: Timestamp,
}

fn text(text: &str, pointer: &str, (least, most): (usize, usize), code: &'static str) -> Result<String> {
    let text = line(text);
    if (least..=most).contains(&text.chars().count()) { Ok(text) } else { Err(field(pointer, code)) }
}

/// Puts a draw off to a value that nobody knows yet. Only while no value was typed, so that none is thrown away.
///
/// # Errors
/// As [`put_value`].
pub fn postpone(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Approve>,
    at: (Id, i64),
    later: &Later,
) -> Result<()> {
    let (c, d) = seen(tx, scope, at, ("改期", &[DrawState::Frozen]))?;
    let now = tx.now();
    let last = Postponed {
        at: now,
        reason: text(&later.reason, "/reason", (2, 200), "benefits.draw-reason")?,
        source: text(&later.source, "/source", (6, 100), "benefits.source")?,
        until: later.until,
    };
    if last.until <= now || last.until > now.plus_minutes(LATER * 24 * 60) {
        return Err(field("/until", "benefits.draw-until"));
    }
    let all: Vec<Postponed> = d.postponed.iter().cloned().chain([last.clone()]).collect();
    kept(draw::postpone(tx, &d, &all, &last)?, &d)?;
    let changes = Changes::new()
        .note("number", c.number.as_str())
        .note("reason", last.reason.as_str())
        .field("source", d.source.as_str(), last.source.as_str())
        .note("until", last.until.local_text());
    record(tx, scope.actor(), &c, Entry { changes, ..Entry::of("draw.postpone", c.id) })?;
    Ok(())
}
