//! Campaigns, written: made, changed as drafts, proposed, given back, withdrawn.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Id, OrgPath, Timestamp};
use platform::audit::{self, Changes};
use platform::cases::line;
use platform::codesets::Codesets;
use platform::numbers;
use registry::RegistryError;
use registry::api::{Union, reach, union_by_id, unions_on_path};
use store::{DbError, DbResult, Tx};

use super::{code_pool, offer, quiz};
use crate::campaign_error::{CampaignError, Result, field};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::rules::campaign::{Draft, check, clean, cost, draft_of};
use crate::store::{campaign, merchant};

/// The number that comes before the first one: numbers have four digits at least.
pub(crate) const BEFORE: i64 = 999;

/// The union of a campaign.
///
/// # Errors
/// [`DbError::Inconsistent`] if it is gone.
pub fn union_of(tx: &mut Tx<'_>, c: &Campaign) -> DbResult<Union> {
    union_by_id(tx, c.union_id)?.ok_or_else(|| DbError::Inconsistent(format!("campaign {}: no union", c.id)))
}

/// One that the scope lets be written, not only read: of a union in it; and the place of the union.
pub(super) fn own<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    id: Id,
) -> Result<(Campaign, OrgPath)> {
    let c = campaign::find(tx, scope, id)?.ok_or(CampaignError::NotFound)?;
    let place = union_of(tx, &c)?.place();
    if scope.covers(&place) { Ok((c, place)) } else { Err(CampaignError::NotFound) }
}

pub(super) fn must(c: &Campaign, states: &[CampaignState], deed: &'static str) -> Result<()> {
    if states.contains(&c.state) {
        Ok(())
    } else {
        Err(CampaignError::State { deed, state: c.state.title() })
    }
}

pub(super) fn fresh(c: &Campaign, version: i64) -> Result<()> {
    if c.version == version { Ok(()) } else { Err(CampaignError::Stale { version: c.version }) }
}

/// A reason as it is kept: 2 to 200 characters.
pub(super) fn reason(text: &str) -> Result<String> {
    let text = line(text);
    if (2..=200).contains(&text.chars().count()) {
        return Ok(text);
    }
    Err(CampaignError::Invalid(vec![field("/reason", "benefits.reason")]))
}

/// Writes a campaign and its entry in the audit; what it is then.
pub(super) fn keep<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    mut after: Campaign,
    place: &OrgPath,
    entry: audit::Entry<'_>,
) -> Result<Campaign> {
    if !campaign::update(tx, after.version, &after)? {
        return Err(CampaignError::Stale { version: after.version });
    }
    after.version += 1;
    offer::tell(tx, &after)?;
    audit::record(tx, scope.actor(), audit::Entry { union_path: Some(place), ..entry })?;
    Ok(after)
}

/// What the audit says of a campaign.
pub(super) fn about(c: &Campaign) -> Changes {
    Changes::new()
        .note("title", c.title.as_str())
        .note("number", c.number.as_str())
        .note("stock", c.stock)
        .note("envelope", c.envelope.to_string())
}

/// What a draft must be to be kept: without mistakes, with conditions and merchants that mean something.
fn whole(tx: &mut Tx<'_>, codes: &Codesets, union: &Union, d: &Draft) -> Result<()> {
    let mut wrong = check(d);
    for mut e in reach::check(tx, codes, &union.place(), &d.terms.who)? {
        e.pointer = format!("/terms{}", e.pointer);
        wrong.push(e);
    }
    // A town may name merchants that the county above it has under contract.
    let above: Vec<Id> = unions_on_path(tx, &union.place())?.into_iter().map(|u| u.id).collect();
    for (n, id) in d.terms.offer.merchants.iter().enumerate() {
        let there = merchant::unscoped(tx, *id)?;
        if !there.is_some_and(|m| above.contains(&m.union_id)) {
            wrong.push(field(format!("/terms/offer/merchants/{n}"), "benefits.merchant-unknown"));
        }
    }
    wrong.extend(quiz::check(tx, &union.place(), d)?);
    if wrong.is_empty() { Ok(()) } else { Err(CampaignError::Invalid(wrong)) }
}

fn put(c: &mut Campaign, d: Draft) {
    let cost = cost(&d);
    c.kind = d.kind;
    c.title = d.title;
    c.terms = d.terms;
    c.opens_at = d.opens_at;
    c.closes_at = d.closes_at;
    c.stock = cost.stock;
    c.worth = cost.worth;
    c.envelope = cost.envelope;
}

/// Makes a draft of a union.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`CampaignError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    codes: &Codesets,
    scope: &Scope<res::Campaign, act::Create>,
    union_id: Id,
    draft: Draft,
) -> Result<Campaign> {
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let mut draft = clean(draft);
    if draft.kind == CampaignKind::Codes {
        // How many there are says the pool, which is loaded into the draft.
        draft.stock = 0;
    }
    whole(tx, codes, &union, &draft)?;
    let number = numbers::next(tx, Id(0), "benefit-campaign", 0, BEFORE)?.to_string();
    let none = cost(&draft);
    let mut c = Campaign {
        id: tx.new_id(),
        union_id,
        number,
        kind: draft.kind,
        title: String::new(),
        state: CampaignState::Draft,
        terms: draft.terms.clone(),
        opens_at: draft.opens_at,
        closes_at: draft.closes_at,
        stock: none.stock,
        worth: none.worth,
        envelope: none.envelope,
        made_by: scope.actor().id(),
        made_by_name: scope.actor().name().to_owned(),
        proposed_by: Id(0),
        proposed_by_name: String::new(),
        decided_by: Id(0),
        decided_by_name: String::new(),
        decided_at: Timestamp(0),
        reason: String::new(),
        held_back: false,
        created_at: tx.now(),
        version: 1,
    };
    put(&mut c, draft);
    campaign::insert(tx, &c)?;
    let place = union.place();
    let entry = audit::Entry {
        changes: about(&c),
        union_path: Some(&place),
        ..audit::Entry::of("campaign.create", c.id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(c)
}

/// Writes a draft as a whole; what it is then.
///
/// # Errors
/// [`CampaignError::NotFound`] outside the scope, [`CampaignError::State`] if it is no draft, [`CampaignError::Stale`],
/// [`CampaignError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    codes: &Codesets,
    scope: &Scope<res::Campaign, act::Update>,
    (id, version): (Id, i64),
    draft: Draft,
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Draft], "修改")?;
    fresh(&before, version)?;
    let union = union_of(tx, &before)?;
    let mut draft = clean(draft);
    code_pool::fits(tx, &before, &mut draft)?;
    whole(tx, codes, &union, &draft)?;
    let mut after = Campaign {
        made_by: scope.actor().id(),
        made_by_name: scope.actor().name().to_owned(),
        ..before.clone()
    };
    put(&mut after, draft);
    let changes = Changes::new()
        .field("title", before.title.as_str(), after.title.as_str())
        .field("kind", before.kind.title(), after.kind.title())
        .field("opens_at", before.opens_at.local_text(), after.opens_at.local_text())
        .field("closes_at", before.closes_at.local_text(), after.closes_at.local_text())
        .field("stock", before.stock, after.stock)
        .field("envelope", before.envelope.to_string(), after.envelope.to_string())
        .field("conditions", before.terms.who.len() as i64, after.terms.who.len() as i64);
    let entry = audit::Entry { changes, ..audit::Entry::of("campaign.update", id) };
    keep(tx, scope, after, &place, entry)
}

/// Proposes a draft without mistakes that is not over before it begins.
///
/// # Errors
/// As [`edit`]; [`CampaignError::Over`].
pub fn propose(
    tx: &mut Tx<'_>,
    codes: &Codesets,
    scope: &Scope<res::Campaign, act::Propose>,
    (id, version): (Id, i64),
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Draft], "提交审批")?;
    fresh(&before, version)?;
    let union = union_of(tx, &before)?;
    whole(tx, codes, &union, &draft_of(&before))?;
    code_pool::is_loaded(tx, &before)?;
    if before.closes_at <= tx.now() {
        return Err(CampaignError::Over);
    }
    let after = Campaign {
        state: CampaignState::Proposed,
        proposed_by: scope.actor().id(),
        proposed_by_name: scope.actor().name().to_owned(),
        reason: String::new(),
        ..before
    };
    let entry = audit::Entry { changes: about(&after), ..audit::Entry::of("campaign.propose", id) };
    keep(tx, scope, after, &place, entry)
}

/// Gives a draft or a proposal up.
///
/// # Errors
/// As [`edit`].
pub fn withdraw(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Propose>,
    (id, version): (Id, i64),
    why: &str,
) -> Result<Campaign> {
    let (before, place) = own(tx, scope, id)?;
    must(&before, &[CampaignState::Draft, CampaignState::Proposed], "撤回")?;
    fresh(&before, version)?;
    let after = Campaign { state: CampaignState::Withdrawn, reason: reason(why)?, ..before };
    let changes = about(&after).note("reason", after.reason.as_str());
    let entry = audit::Entry { changes, ..audit::Entry::of("campaign.withdraw", id) };
    keep(tx, scope, after, &place, entry)
}
