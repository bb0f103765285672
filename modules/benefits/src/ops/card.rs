//! Member cards: asked for, confirmed, reviewed, handed out, lost, replaced, ended. Two people look at each application.

use guard::{Actor, Scope, act, res};
use kernel::{Id, OrgPath};
use platform::audit::{self, Changes, Entry};
use platform::{notices, numbers};
use registry::api::{known_people, membership_of, union_by_id};
use store::{DbError, Tx};

use crate::card_error::{CardError, Result, field};
use crate::model::card::{Card, CardDeed, CardState};
use crate::store::card;

/// Series of the numbers of applications.
const SERIES: &str = "HYK";
/// Most characters of a reason.
const REASON: usize = 200;

/// Who asks for a card, and as what it begins.
struct Asked {
    by_member: bool,
    state: CardState,
    confirmed_by: Id,
    replaces: Id,
}

fn open(tx: &mut Tx<'_>, by: &Actor, person: Id, asked: &Asked) -> Result<Card> {
    let member = membership_of(tx, person)?.ok_or(CardError::NoMember)?;
    let union = union_by_id(tx, member.union_id)?.ok_or(CardError::NoMember)?;
    let known = known_people(tx, &[person])?.remove(&person).ok_or(CardError::NoMember)?;
    if card::live(tx, person)?.is_some() {
        return Err(CardError::Twice);
    }
    let year = i64::from(tx.today().year());
    let ordinal = numbers::next(tx, Id(0), SERIES, year, 0)?;
    let c = Card {
        person_id: person,
        id: tx.new_id(),
        union_id: union.id,
        union_name: union.name.clone(),
        union_path: union.place(),
        number: format!("{SERIES}{year}-{ordinal:07}"),
        name: known.name,
        state: asked.state,
        by_member: asked.by_member,
        bank: String::new(),
        pan: Vec::new(),
        tail: String::new(),
        batch_id: Id(0),
        replaces_id: asked.replaces,
        confirmed_by: asked.confirmed_by,
        handed_on: None,
        active_on: None,
        ended_on: None,
        reason: String::new(),
        created_at: tx.now(),
        version: 1,
    };
    card::insert(tx, &c).map_err(|e| match e {
        // Somebody asked in the same instant.
        DbError::Conflict(_) => CardError::Twice,
        other => other.into(),
    })?;
    told(tx, by, &c, "apply", "")?;
    Ok(c)
}

/// A line in the card's story and one in the audit.
pub(super) fn told(tx: &mut Tx<'_>, by: &Actor, c: &Card, deed: &'static str, note: &str) -> Result<()> {
    card::add_step(tx, c, deed, note, by.name())?;
    let changes = Changes::new().note("number", c.number.as_str()).note("state", c.state.title());
    let changes = if note.is_empty() { changes } else { changes.note("reason", note) };
    let entry = Entry { union_path: Some(&c.union_path), changes, ..Entry::of(audited(deed), c.id) };
    Ok(audit::record(tx, by, entry)?)
}

fn audited(deed: &'static str) -> &'static str {
    match deed {
        "apply" => "benefit-card.apply",
        "confirm" => "benefit-card.confirm",
        "review" => "benefit-card.review",
        "refuse" => "benefit-card.refuse",
        "hand" => "benefit-card.hand",
        "activate" => "benefit-card.activate",
        "lose" => "benefit-card.lose",
        "find" => "benefit-card.find",
        "cancel" => "benefit-card.cancel",
        "replace" => "benefit-card.replace",
        "make" => "benefit-card.make",
        _ => "benefit-card.back",
    }
}

/// A member asks for a card.
///
/// # Errors
/// [`CardError::NoMember`] without an open membership, [`CardError::Twice`].
pub fn apply(tx: &mut Tx<'_>, by: &Actor) -> Result<Card> {
    let asked = Asked { by_member: true, state: CardState::Applied, confirmed_by: Id(0), replaces: Id(0) };
    open(tx, by, by.id(), &asked)
}

/// A union asks for a card for a member; that it is right it says with that.
///
/// # Errors
/// [`CardError::NoMember`] outside the scope, [`CardError::Twice`].
pub fn apply_for(tx: &mut Tx<'_>, scope: &Scope<res::BenefitCard, act::Create>, person: Id) -> Result<Card> {
    let member = membership_of(tx, person)?.ok_or(CardError::NoMember)?;
    let place = union_by_id(tx, member.union_id)?.map(|u| u.place());
    place.filter(|p| scope.covers(p)).ok_or(CardError::NoMember)?;
    let by = scope.actor();
    let asked =
        Asked { by_member: false, state: CardState::Confirmed, confirmed_by: by.id(), replaces: Id(0) };
    open(tx, by, person, &asked)
}

/// Does something with a card in sight; `version` is the one that was seen.
///
/// # Errors
/// [`CardError::NotFound`] outside the scope, [`CardError::Stale`], [`CardError::State`], [`CardError::Twice`] for a card that is
/// replaced twice, a reason that is missing. [`CardDeed::Review`] is [`review`]'s.
pub fn step(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, act::Update>,
    (key, version): ((Id, Id), i64),
    (deed, reason): (CardDeed, &str),
) -> Result<Card> {
    let c = card::find(tx, scope, key)?.ok_or(CardError::NotFound)?;
    if deed == CardDeed::Review {
        return Err(CardError::State { deed: deed.title(), state: c.state.title() });
    }
    go(tx, scope.actor(), Card { version, ..c }, (deed, reason))
}

/// Another person than who confirmed it says that an application goes to the bank.
///
/// # Errors
/// As [`step`]; [`CardError::SamePerson`].
pub fn review(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, act::Approve>,
    (key, version): ((Id, Id), i64),
    (pass, reason): (bool, &str),
) -> Result<Card> {
    let c = card::find(tx, scope, key)?.ok_or(CardError::NotFound)?;
    if c.confirmed_by == scope.actor().id() {
        return Err(CardError::SamePerson);
    }
    if c.state != CardState::Confirmed {
        return Err(CardError::State { deed: CardDeed::Review.title(), state: c.state.title() });
    }
    let deed = if pass { CardDeed::Review } else { CardDeed::Refuse };
    go(tx, scope.actor(), Card { version, ..c }, (deed, reason))
}

/// What a member does with the own card: reports it lost, or takes back what was only asked for.
///
/// # Errors
/// [`CardError::NotFound`] for another person's, [`CardError::State`] for what is the union's to do.
pub fn own_step(tx: &mut Tx<'_>, by: &Actor, id: Id, deed: CardDeed) -> Result<Card> {
    let c = card::unscoped(tx, by.id(), id)?.ok_or(CardError::NotFound)?;
    let mine = match deed {
        CardDeed::Lose | CardDeed::Find => true,
        CardDeed::Cancel => c.state == CardState::Applied,
        _ => false,
    };
    if !mine {
        return Err(CardError::State { deed: deed.title(), state: c.state.title() });
    }
    go(tx, by, c, (deed, if deed == CardDeed::Cancel { "本人撤回申请" } else { "" }))
}

fn go(tx: &mut Tx<'_>, by: &Actor, mut c: Card, (deed, reason): (CardDeed, &str)) -> Result<Card> {
    let next = c.after(deed).ok_or(CardError::State { deed: deed.title(), state: c.state.title() })?;
    let reason = platform::cases::line(reason);
    let length = reason.chars().count();
    if length > REASON || (deed.needs_reason() && length < 2) {
        return Err(field("/reason", "benefits.card-reason"));
    }
    let today = tx.today();
    c.state = next;
    match deed {
        CardDeed::Confirm => c.confirmed_by = by.id(),
        CardDeed::Hand => c.handed_on = Some(today),
        CardDeed::Activate => c.active_on = Some(today),
        CardDeed::Refuse | CardDeed::Cancel | CardDeed::Replace => {
            c.ended_on = Some(today);
            c.reason.clone_from(&reason);
        }
        CardDeed::Review | CardDeed::Lose | CardDeed::Find => {}
    }
    keep(tx, &mut c)?;
    told(tx, by, &c, deed.code(), &reason)?;
    if by.id() != c.person_id {
        let body =
            if reason.is_empty() { next.plain().to_owned() } else { format!("{}{reason}", next.plain()) };
        notices::send(tx, c.person_id, &format!("会员卡：{}", next.title()), &body, "/benefits/card")?;
    }
    if deed == CardDeed::Replace {
        let asked =
            Asked { by_member: false, state: CardState::Confirmed, confirmed_by: by.id(), replaces: c.id };
        return open(tx, by, c.person_id, &asked);
    }
    Ok(c)
}

/// Writes a card under the version that was seen.
pub(super) fn keep(tx: &mut Tx<'_>, c: &mut Card) -> Result<()> {
    if !card::update(tx, c)? {
        return Err(CardError::Stale { version: c.version });
    }
    c.version += 1;
    Ok(())
}

/// The place of a union in the scope, or everything in it.
///
/// # Errors
/// [`registry::RegistryError::UnionNotFound`].
pub fn place<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, A>,
    union: Option<Id>,
) -> Result<Option<OrgPath>> {
    let Some(id) = union else { return Ok(None) };
    let place = union_by_id(tx, id)?.map(|u| u.place()).filter(|p| !scope.ranges_within(p).is_empty());
    Ok(Some(place.ok_or(registry::RegistryError::UnionNotFound)?))
}
