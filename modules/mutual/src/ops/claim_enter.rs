//! Enters a claim for somebody: on the phone, through the union, at the window; and corrects one before it is decided.

use guard::{Actor, ActorKind};
use kernel::{Day, Fen, Id, OrgPath};
use platform::audit::{self, Entry};
use platform::cases::line;
use platform::files;
use platform::indicators::record;
use platform::numbers;
use registry::api::{known_people, members_on};
use sm3::{Digest, Sm3};
use store::Tx;

use super::claim_steps::{Deed, changes, keep};
use super::reckon;
use crate::claim_error::{ClaimError, Result, field};
use crate::model::case::{Facts, Sex, Used};
use crate::model::claim::{Claim, ClaimChannel, ClaimState};
use crate::model::indicators::CLAIMS;
use crate::model::scheme::{Cause, ItemKind, Paper, Scheme};
use crate::rules::claim::{bill_key, cover_facts};
use crate::store::{claim, claim_bill, cover, scheme};

/// Series of the numbers of claims.
pub const SERIES: &str = "HZ";
/// Most characters of a hospital's or an illness's name, and of a bill's number.
const TEXT: usize = 80;

/// What is told of a claim.
#[derive(Clone, Debug)]
pub struct Told {
    /// What is claimed.
    pub item: ItemKind,
    /// Hospital, 2 to 80 characters.
    pub hospital: String,
    /// Number of the bill, 1 to 80 characters.
    pub invoice: String,
    /// Day of admission, of the diagnosis or of the accident.
    pub admitted: Day,
    /// Day of discharge.
    pub discharged: Day,
    /// What led to it.
    pub cause: Cause,
    /// Illness, as the scheme's list names it; may be empty.
    pub illness: String,
    /// The whole bill, 分.
    pub total: Fen,
    /// Of it within the scope of the medical insurance, 分.
    pub in_scope: Fen,
    /// Of it borne by insurance, 分.
    pub insured: Fen,
    /// Of it borne by the person within the scope, 分.
    pub self_pay: Fen,
    /// Of it borne by the person out of the scope, 分.
    pub own: Fen,
    /// Given by others for this bill, 分.
    pub other_aid: Fen,
    /// The person has died.
    pub deceased: bool,
}

/// Digest that makes a bill one bill.
pub fn bill_digest(hospital: &str, invoice: &str, discharged: Day) -> Vec<u8> {
    Sm3::digest(bill_key(hospital, invoice, discharged).as_bytes()).to_vec()
}

fn text(value: &str, least: usize, pointer: &str) -> Result<String> {
    let value = line(value);
    if (least..=TEXT).contains(&value.chars().count()) {
        Ok(value)
    } else {
        Err(field(pointer, "mutual.text-length"))
    }
}

fn checked(t: &Told, today: Day) -> Result<Told> {
    let t = Told {
        hospital: text(&t.hospital, 2, "/hospital")?,
        invoice: text(&t.invoice, 1, "/invoice")?,
        illness: text(&t.illness, 0, "/illness")?,
        ..t.clone()
    };
    if t.admitted > today || t.discharged > today {
        return Err(field("/discharged", "mutual.day-ahead"));
    }
    let amounts = [
        ("/total_fen", t.total),
        ("/in_scope_fen", t.in_scope),
        ("/insured_fen", t.insured),
        ("/self_pay_fen", t.self_pay),
        ("/own_fen", t.own),
        ("/other_aid_fen", t.other_aid),
    ];
    let wrong = amounts.iter().find(|(_, a)| !(0..=10_000_000_000).contains(&a.0));
    match wrong {
        Some((pointer, _)) => Err(field(*pointer, "mutual.amount-range")),
        None => Ok(t),
    }
}

/// Papers that the item asks for and nobody has attached; their kind stands at the head of an attachment's note.
fn missing(tx: &mut Tx<'_>, scheme: &Scheme, item: ItemKind, id: Id, has_card: bool) -> Result<Vec<Paper>> {
    let notes: Vec<String> = files::of_record(tx, id)?.into_iter().map(|a| a.note).collect();
    let wanted = scheme.item(item).map(|i| i.papers.clone()).unwrap_or_default();
    let there =
        |p: &Paper| notes.iter().any(|n| n.starts_with(p.code())) || (*p == Paper::BankCard && has_card);
    Ok(wanted.into_iter().filter(|p| !there(p)).collect())
}

/// Facts of what was told, for a person with these covers.
fn facts(t: &Told, covers: &[crate::model::enrolment::Cover], sex: Option<Sex>, today: Day) -> Facts {
    let cover = cover::on_day(covers, t.admitted).or_else(|| cover::nearest(covers, t.admitted));
    Facts {
        admitted: t.admitted,
        discharged: t.discharged,
        applied_on: today,
        cause: t.cause,
        illness: Some(t.illness.clone()).filter(|i| !i.is_empty()),
        total: t.total,
        in_scope: t.in_scope,
        insured: t.insured,
        self_pay: t.self_pay,
        own: t.own,
        other_aid: t.other_aid,
        // Found with the register when it is worked out.
        member: false,
        sex,
        cover: cover.map(|c| cover_facts(c, t.item)),
        designated: true,
        used: Used::default(),
        duplicate_of: None,
        missing: Vec::new(),
        deceased: t.deceased,
        heirs: false,
    }
}

/// Whom a claim is for, and by whom it comes.
#[derive(Clone, Copy)]
pub struct For<'a> {
    /// Person.
    pub person: Id,
    /// How it comes.
    pub channel: ClaimChannel,
    /// Places of which the person's union must be one; none for the person's own claim.
    pub within: Option<&'a dyn Fn(&OrgPath) -> bool>,
}

impl std::fmt::Debug for For<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("For")
            .field("person", &self.person)
            .field("channel", &self.channel)
            .finish_non_exhaustive()
    }
}

/// Enters a claim and works it out.
///
/// # Errors
/// [`ClaimError::ClaimNotFound`] for a person out of sight, [`ClaimError::NoPeriod`] for one who was never enrolled,
/// [`ClaimError::BillClaimed`], [`ClaimError::Invalid`].
pub fn enter(tx: &mut Tx<'_>, by: &Actor, f: For<'_>, told: &Told) -> Result<Claim> {
    let today = tx.today();
    let t = checked(told, today)?;
    let person = known_people(tx, &[f.person])?.remove(&f.person).ok_or(ClaimError::ClaimNotFound)?;
    let covers = cover::covers_of(tx, &[f.person])?.remove(&f.person).unwrap_or_default();
    let near = cover::on_day(&covers, t.admitted).or_else(|| cover::nearest(&covers, t.admitted));
    let near = near.ok_or(ClaimError::NoPeriod)?.clone();
    let union = registry::api::union_by_id(tx, near.union_id)?.ok_or(ClaimError::NoPeriod)?;
    if f.within.is_some_and(|seen| !seen(&union.place())) {
        return Err(ClaimError::ClaimNotFound);
    }
    let version = scheme::by_id(tx, near.scheme_id)?.ok_or(ClaimError::NoPeriod)?;
    let digest = bill_digest(&t.hospital, &t.invoice, t.discharged);
    if let Some(before) = claim_bill::of_bill(tx, &digest)? {
        let number = claim::unscoped(tx, before)?.map(|c| c.number).unwrap_or_default();
        return Err(ClaimError::BillClaimed { number });
    }
    let sex = if person.is_female() { Sex::Female } else { Sex::Male };
    let year = i64::from(today.year());
    let ordinal = numbers::next(tx, version.union_id, SERIES, year, 0)?;
    let mut c = Claim {
        id: tx.new_id(),
        number: format!("{SERIES}{year}{ordinal:06}"),
        person_id: f.person,
        name: person.name.clone(),
        union_id: near.union_id,
        union_name: union.name.clone(),
        union_path: union.place(),
        fund_id: version.union_id,
        scheme_id: version.id,
        scheme_code: version.scheme.code.clone(),
        period_id: near.period_id,
        item: t.item,
        channel: f.channel,
        source_id: Id(0),
        settlement_id: Id(0),
        state: ClaimState::Prepared,
        hospital: t.hospital.clone(),
        invoice: t.invoice.clone(),
        facts: facts(&t, &covers, Some(sex), today),
        benefit: Fen(0),
        deductible: Fen(0),
        trace: Vec::new(),
        refusals: Vec::new(),
        signals: Vec::new(),
        asked: String::new(),
        due_on: None,
        entered_by: if by.kind() == ActorKind::Staff { by.id() } else { Id(0) },
        reviewed_by: Id(0),
        second_by: Id(0),
        approved_by: Id(0),
        approved_at: None,
        sampled: false,
        notice_id: Id(0),
        objections: 0,
        round: 0,
        payment_id: Id(0),
        attempt: 0,
        paid_on: None,
        created_at: tx.now(),
        version: 1,
    };
    claim::insert(tx, &[(c.clone(), digest)])?;
    record(tx, &CLAIMS, c.union_id, today, 1, c.id);
    facts_moved(tx, &mut c)?;
    let title = format!("{}登记", f.channel.title());
    let plain = "我们收到了您的申请。";
    keep(tx, by, &mut c, Deed { code: "enter", title: &title, note: "", plain })?;
    let entry = Entry {
        changes: changes(&c, ClaimState::Prepared),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.create", c.id)
    };
    audit::record(tx, by, entry)?;
    Ok(c)
}

/// Looks at what papers there are now, and whether the person was a member on the day of admission as the register has it now, and
/// works the claim out; the caller keeps it.
///
/// # Errors
/// The database's, [`ClaimError::NoPeriod`] if no scheme is there to judge it by.
pub fn facts_moved(tx: &mut Tx<'_>, c: &mut Claim) -> Result<()> {
    let on = (c.person_id, c.facts.admitted);
    c.facts.member = members_on(tx, &[on])?.contains(&on);
    if c.channel != ClaimChannel::Settlement {
        let version = scheme::by_id(tx, c.scheme_id)?.ok_or(ClaimError::NoPeriod)?;
        let has_card = crate::store::card::of(tx, c.person_id)?.is_some();
        c.facts.missing = missing(tx, &version.scheme, c.item, c.id, has_card)?;
        let heir = files::of_record(tx, c.id)?.iter().any(|a| a.note.starts_with(Paper::Heir.code()));
        c.facts.heirs = heir;
    }
    reckon::one(tx, c)
}

/// Corrects what was told, before it is decided, and works it out anew.
///
/// # Errors
/// [`ClaimError::State`] once somebody agreed, [`ClaimError::BillClaimed`], [`ClaimError::Invalid`].
pub fn correct(tx: &mut Tx<'_>, by: &Actor, mut c: Claim, told: &Told) -> Result<Claim> {
    if !matches!(c.state, ClaimState::Reckoned | ClaimState::Supplement) {
        return Err(ClaimError::State { deed: "更正", state: c.state.title() });
    }
    let (t, before) = (checked(told, tx.today())?, c.state);
    let (old, new) = (
        bill_digest(&c.hospital, &c.invoice, c.facts.discharged),
        bill_digest(&t.hospital, &t.invoice, t.discharged),
    );
    if old != new {
        if let Some(other) = claim_bill::of_bill(tx, &new)?.filter(|o| *o != c.id) {
            let number = claim::unscoped(tx, other)?.map(|c| c.number).unwrap_or_default();
            return Err(ClaimError::BillClaimed { number });
        }
        claim_bill::free_bill(tx, &old, c.id)?;
        claim_bill::take_bill(tx, &new, c.id)?;
    }
    let covers = cover::covers_of(tx, &[c.person_id])?.remove(&c.person_id).unwrap_or_default();
    let facts = facts(&t, &covers, c.facts.sex, c.facts.applied_on);
    c.facts = Facts { heirs: c.facts.heirs, ..facts };
    (c.item, c.hospital, c.invoice) = (t.item, t.hospital, t.invoice);
    facts_moved(tx, &mut c)?;
    keep(tx, by, &mut c, Deed { code: "correct", title: "更正申请内容", note: "", plain: "" })?;
    let entry = Entry {
        changes: changes(&c, before),
        union_path: Some(&c.union_path),
        ..Entry::of("claim.correct", c.id)
    };
    audit::record(tx, by, entry)?;
    Ok(c)
}
