//! A draw from its promise to the last entry: the commitment, and who enters.

use std::sync::Arc;

use guard::{Actor, Reason};
use kernel::{Id, Timestamp};
use platform::App;
use platform::audit::{self, Changes, Entry as AuditEntry};
use platform::codesets::Codesets;
use platform::parameters::keys as parameters;
use platform::sealed::Keyring;
use registry::api::reach::{self, Names};
use registry::api::union_by_id;
use store::{DbError, DbResult, Tx};

use super::quiz;
use crate::draw_error::{DrawError, Result};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::model::draw::{Draw, DrawState, Entry, WinnerState};
use crate::rules::draw::{ENTRANT, commitment};
use crate::store::{campaign, draw, draw_entry, draw_winner};

/// What draws ask of the installation, as it is today.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The keys.
    pub keys: Arc<Keyring>,
    /// Words of codes, for the sentence that somebody reads who may not enter.
    pub codes: Arc<Codesets>,
    /// Days for claiming a prize, the day on which it was won not counted.
    pub claim_days: i64,
}

impl Ground {
    /// As it is today.
    pub fn of(app: &App) -> Self {
        let today = app.clock().today();
        Self {
            keys: app.keyring().clone(),
            codes: app.codesets(),
            claim_days: app.parameters().integer(parameters::BENEFITS_CLAIM_DAYS, today),
        }
    }
}

/// The secret of a draw: made of the keys, which are not in the database and not in the backup, so that nobody who reads either can
/// know what will come out.
pub fn secret(keys: &Keyring, campaign: Id) -> [u8; 32] {
    keys.stamp("benefit-draw-secret", &[&campaign.0.to_be_bytes()])
}

/// The pseudonym of a person in a draw: another one in each, and nobody without the keys can tell whose it is.
pub fn entrant(keys: &Keyring, campaign: Id, person: Id) -> String {
    let parts: [&[u8]; 2] = [&campaign.0.to_be_bytes(), &person.0.to_be_bytes()];
    hex::encode(&keys.stamp("benefit-draw-entrant", &parts)[..ENTRANT / 2])
}

/// A campaign that draws and that members see, with its draw.
///
/// # Errors
/// [`DrawError::NotFound`].
pub fn public(tx: &mut Tx<'_>, id: Id) -> Result<(Campaign, Draw)> {
    let found = campaign::unscoped(tx, id)?.filter(|c| c.kind.draws());
    let (Some(c), Some(d)) = (found, draw::find(tx, id)?) else { return Err(DrawError::NotFound) };
    Ok((c, d))
}

/// Publishes the commitment of a draw: with the campaign, before anybody can enter. Doing it again changes nothing.
///
/// # Errors
/// Any [`DbError`].
pub fn begin(tx: &mut Tx<'_>, keys: &Keyring, c: &Campaign) -> DbResult<Draw> {
    let promise = commitment(&secret(keys, c.id));
    if draw::insert(tx, c.id, &promise, (&c.terms.source, c.enters_until()))? {
        let by = Actor::system(Reason::Job, "抽奖");
        let changes = Changes::new().note("number", c.number.as_str()).note("commitment", promise.as_str());
        record(tx, &by, c, AuditEntry { changes, ..AuditEntry::of("draw.promise", c.id) })?;
    }
    draw::find(tx, c.id)?.ok_or_else(|| DbError::Inconsistent(format!("draw {} is not there", c.id)))
}

/// Records a deed on a draw, where its union lies.
///
/// # Errors
/// Any [`DbError`].
pub fn record(tx: &mut Tx<'_>, by: &Actor, c: &Campaign, entry: AuditEntry<'_>) -> DbResult<()> {
    let place = union_by_id(tx, c.union_id)?.map(|u| u.place());
    audit::record(tx, by, AuditEntry { union_path: place.as_ref(), ..entry })
}

/// What became of somebody who pressed the button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The entry.
    pub entry: Entry,
    /// Whether it is new; pressing again is harmless.
    pub new: bool,
    /// How many entered.
    pub entries: i64,
}

/// Why nobody can enter now; `None` if people can.
pub fn shut(c: &Campaign, d: &Draw, now: Timestamp) -> Option<&'static str> {
    match c.state {
        CampaignState::Published if d.state != DrawState::Open || now >= c.enters_until() => {
            Some("报名已经截止")
        }
        CampaignState::Published if now < c.opens_at => Some("报名还没有开始"),
        CampaignState::Published => None,
        CampaignState::Paused => Some("活动已暂停"),
        _ => Some("活动已经结束"),
    }
}

/// Where a member who may enter belongs to; or why not, in one sentence.
///
/// # Errors
/// Any [`DbError`].
pub fn may(
    tx: &mut Tx<'_>,
    codes: &Codesets,
    c: &Campaign,
    person: Id,
) -> DbResult<std::result::Result<Id, String>> {
    let Some(facts) = reach::facts(tx, person)? else {
        return Ok(Err("您目前没有会籍，不能报名".to_owned()));
    };
    let home = union_by_id(tx, c.union_id)?;
    let home = home.ok_or_else(|| DbError::Inconsistent(format!("union of campaign {}", c.id)))?;
    let names = Names::load(tx, codes, c.union_id, &c.terms.who)?;
    let refused = reach::refusal(&facts, &home.place(), &c.terms.who, tx.today(), &names);
    let why = match refused {
        Some(r) => Some(r.sentence),
        None => quiz::refused(tx, c, person)?,
    };
    Ok(why.map_or(Ok(facts.union_id), Err))
}

/// A member enters a draw; once, however often it is asked for.
///
/// # Errors
/// [`DrawError::NotFound`], [`DrawError::NotOpen`], [`DrawError::Refused`] with the sentence for the member.
pub fn enter(tx: &mut Tx<'_>, ground: &Ground, by: &Actor, id: Id) -> Result<Entered> {
    let (c, d) = public(tx, id)?;
    let person = by.id();
    if let Some(entry) = draw_entry::find(tx, id, person)? {
        return Ok(Entered { entry, new: false, entries: d.entries });
    }
    if let Some(why) = shut(&c, &d, tx.now()) {
        return Err(DrawError::NotOpen { why });
    }
    let union_id = may(tx, &ground.codes, &c, person)?.map_err(|why| DrawError::Refused { why })?;
    let entry = Entry {
        campaign_id: id,
        person_id: person,
        entrant: entrant(&ground.keys, id, person),
        union_id,
        entered_at: tx.now(),
    };
    if draw_entry::insert(tx, std::slice::from_ref(&entry))? == 0 {
        let entry = draw_entry::find(tx, id, person)?.ok_or(DrawError::NotFound)?;
        return Ok(Entered { entry, new: false, entries: d.entries });
    }
    // A condition of the statement, so that nobody stands in a list that was read before.
    let entries = draw::enter(tx, id, 1)?.ok_or(DrawError::NotOpen { why: "报名已经截止" })?;
    // The audit knows who entered; which of the published list that is, the member alone looks up.
    let changes = Changes::new().note("number", c.number.as_str());
    record(tx, by, &c, AuditEntry { changes, ..AuditEntry::of("draw.enter", id) })?;
    Ok(Entered { entry, new: true, entries })
}

/// Whether nothing of a campaign's draw is still to come: it is drawn, and every prize is claimed or lapsed with nobody standing by.
/// True for a campaign that does not draw, and for a queue, which gives nothing once it has ended.
///
/// # Errors
/// Any [`DbError`].
pub fn is_over(tx: &mut Tx<'_>, c: &Campaign) -> DbResult<bool> {
    if c.kind != CampaignKind::Draw {
        return Ok(true);
    }
    let drawn = draw::find(tx, c.id)?.is_some_and(|d| d.state == DrawState::Drawn);
    Ok(drawn && !draw_winner::states(tx, c.id)?.iter().any(|(s, n)| *s == WinnerState::Won && *n > 0))
}
