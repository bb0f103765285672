//! Claims as pages show them. What tells of somebody's health is left out for whoever neither decides nor audits (docs/rules §25).

use guard::{Actor, act, res};
use kernel::{Day, Id, Timestamp};
use platform::files::{self, Attachment};
use platform::sealed::Keyring;
use registry::api::masked_documents;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::claim_reckoning::{MutualRefusalRow, MutualTraceRow, refusals, trace};
use super::enrol_place::{items_label, some};
use crate::claim_error::Result;
use crate::model::claim::{Claim, ClaimCaseKind, ClaimChannel, ClaimState, Decision, Signal, SignalKind};
use crate::model::scheme::{Cause, ItemKind};
use crate::ops::claim_enter::Told;
use crate::rules::claim::next_step;
use crate::store::{card, claim_case, decision, scheme};

/// Whether an actor may see what tells of somebody's health.
pub fn sees_health(actor: &Actor) -> bool {
    actor.permit::<res::Claim, act::Update>().is_ok()
        || actor.permit::<res::Claim, act::Approve>().is_ok()
        || actor.permit::<res::Sample, act::Read>().is_ok()
}

/// A word with its code.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualWord {
    code: String,
    title: String,
}

/// A word with its code.
pub fn word(code: &str, title: &str) -> MutualWord {
    MutualWord { code: code.to_owned(), title: title.to_owned() }
}

/// A claim in a list.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualClaimRow {
    pub(super) id: Id,
    number: String,
    name: String,
    person_id: Id,
    union_id: Id,
    union_name: String,
    item: ItemKind,
    item_label: String,
    channel: ClaimChannel,
    channel_label: String,
    state: ClaimState,
    state_label: String,
    /// Empty for who may not see health data.
    hospital: String,
    /// Nothing for who may not see health data.
    admitted: Option<Day>,
    /// Nothing for who may not see health data.
    discharged: Option<Day>,
    /// The whole bill; 0 for who may not see it.
    total_fen: i64,
    benefit_fen: i64,
    /// How many things look odd.
    signals: i64,
    due_on: Option<Day>,
    created_at: Timestamp,
    version: i64,
}

/// A claim as a row.
pub fn row(c: &Claim, health: bool) -> MutualClaimRow {
    MutualClaimRow {
        id: c.id,
        number: c.number.clone(),
        name: c.name.clone(),
        person_id: c.person_id,
        union_id: c.union_id,
        union_name: c.union_name.clone(),
        item: c.item,
        item_label: c.item.title().to_owned(),
        channel: c.channel,
        channel_label: c.channel.title().to_owned(),
        state: c.state,
        state_label: c.state.title().to_owned(),
        hospital: if health { c.hospital.clone() } else { String::new() },
        admitted: health.then_some(c.facts.admitted),
        discharged: health.then_some(c.facts.discharged),
        total_fen: if health { c.facts.total.0 } else { 0 },
        benefit_fen: c.benefit.0,
        signals: if health { c.signals.len() as i64 } else { 0 },
        due_on: c.due_on,
        created_at: c.created_at,
        version: c.version,
    }
}

/// What is told of a claim. Amounts in 分.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualTold {
    pub(super) item: ItemKind,
    /// 2 to 80 characters.
    pub(super) hospital: String,
    /// Number of the bill, 1 to 80 characters.
    pub(super) invoice: String,
    pub(super) admitted: Day,
    pub(super) discharged: Day,
    pub(super) cause: Cause,
    /// As the scheme's list names it; may be empty.
    #[serde(default)]
    pub(super) illness: String,
    pub(super) total_fen: i64,
    pub(super) in_scope_fen: i64,
    #[serde(default)]
    pub(super) insured_fen: i64,
    pub(super) self_pay_fen: i64,
    #[serde(default)]
    pub(super) own_fen: i64,
    #[serde(default)]
    pub(super) other_aid_fen: i64,
    #[serde(default)]
    pub(super) deceased: bool,
}

impl MutualTold {
    /// In the words of the operation.
    pub fn told(&self) -> Told {
        use kernel::Fen;
        Told {
            item: self.item,
            hospital: self.hospital.clone(),
            invoice: self.invoice.clone(),
            admitted: self.admitted,
            discharged: self.discharged,
            cause: self.cause,
            illness: self.illness.clone(),
            total: Fen(self.total_fen),
            in_scope: Fen(self.in_scope_fen),
            insured: Fen(self.insured_fen),
            self_pay: Fen(self.self_pay_fen),
            own: Fen(self.own_fen),
            other_aid: Fen(self.other_aid_fen),
            deceased: self.deceased,
        }
    }

    /// What a claim says.
    pub fn of(c: &Claim) -> Self {
        let f = &c.facts;
        Self {
            item: c.item,
            hospital: c.hospital.clone(),
            invoice: c.invoice.clone(),
            admitted: f.admitted,
            discharged: f.discharged,
            cause: f.cause,
            illness: f.illness.clone().unwrap_or_default(),
            total_fen: f.total.0,
            in_scope_fen: f.in_scope.0,
            insured_fen: f.insured.0,
            self_pay_fen: f.self_pay.0,
            own_fen: f.own.0,
            other_aid_fen: f.other_aid.0,
            deceased: f.deceased,
        }
    }
}

/// Something odd.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSignalRow {
    kind: SignalKind,
    label: String,
    text: String,
    claim_id: Option<Id>,
}

fn signal(s: &Signal) -> MutualSignalRow {
    MutualSignalRow {
        kind: s.kind,
        label: s.kind.title().to_owned(),
        text: s.text.clone(),
        claim_id: s.claim_id,
    }
}

/// What was done with a claim.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualDecisionRow {
    seq: i64,
    deed: String,
    title: String,
    note: String,
    plain: String,
    by_name: String,
    at: Timestamp,
}

fn decided(d: Decision) -> MutualDecisionRow {
    MutualDecisionRow {
        seq: d.seq,
        deed: d.deed,
        title: d.title,
        note: d.note,
        plain: d.plain,
        by_name: d.by_name,
        at: d.at,
    }
}

/// A case about a claim.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualClaimCaseRow {
    case_id: Id,
    kind: ClaimCaseKind,
    kind_label: String,
    /// `open`, `upheld` or `dismissed`.
    state: String,
}

/// The card that is paid on.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualCardShown {
    holder: String,
    bank: String,
    tail: String,
    changed_at: Timestamp,
}

/// A card without its number.
pub fn card_shown(c: card::Card) -> MutualCardShown {
    MutualCardShown { holder: c.holder, bank: c.bank, tail: c.tail, changed_at: c.changed_at }
}

/// The cover that a claim rests on.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualClaimCover {
    from: Day,
    to: Day,
    items_label: String,
    shares: i64,
}

/// What somebody may do with a claim now.
#[derive(Clone, Debug, Default, Serialize, utoipa::ToSchema)]
pub struct MutualClaimMay {
    review: bool,
    approve: bool,
    refuse: bool,
    decline: bool,
    ask: bool,
    answer: bool,
    correct: bool,
    reckon: bool,
    withdraw: bool,
    attach: bool,
}

fn may(actor: &Actor, c: &Claim) -> MutualClaimMay {
    use ClaimState as S;
    let update = actor.permit::<res::Claim, act::Update>().is_ok_and(|s| s.covers(&c.union_path));
    let approve = actor.permit::<res::Claim, act::Approve>().is_ok_and(|s| s.covers(&c.union_path));
    let create = actor.permit::<res::Claim, act::Create>().is_ok_and(|s| s.covers(&c.union_path));
    let open = matches!(c.state, S::Reckoned | S::Supplement | S::Reviewed | S::Second);
    let hand = crate::rules::claim::had_a_hand(c, actor.id());
    MutualClaimMay {
        review: update && c.state == S::Reckoned && c.benefit.0 > 0,
        approve: approve && matches!(c.state, S::Reviewed | S::Second) && !hand,
        refuse: update && open,
        decline: approve && open,
        ask: update && matches!(c.state, S::Reckoned | S::Reviewed),
        answer: update && c.state == S::Supplement,
        correct: update && matches!(c.state, S::Reckoned | S::Supplement),
        reckon: update && matches!(c.state, S::Prepared | S::Reckoned | S::Reviewed | S::Second),
        withdraw: update && open,
        attach: create && open,
    }
}

/// A claim with everything around it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualClaimDetail {
    #[serde(flatten)]
    pub(super) row: MutualClaimRow,
    /// Whether what tells of health is shown; otherwise those fields are empty.
    health: bool,
    masked_id: String,
    told: Option<MutualTold>,
    cover: Option<MutualClaimCover>,
    fund_id: Id,
    scheme_id: Id,
    scheme_title: String,
    /// Of the version of the rules: made up, of no real place.
    demo: bool,
    trace: Vec<MutualTraceRow>,
    refusals: Vec<MutualRefusalRow>,
    signal_list: Vec<MutualSignalRow>,
    asked: String,
    missing: Vec<MutualWord>,
    papers: Vec<Attachment>,
    decisions: Vec<MutualDecisionRow>,
    cases: Vec<MutualClaimCaseRow>,
    /// Open objections.
    objections: i64,
    sampled: bool,
    notice_id: Option<Id>,
    payment_id: Option<Id>,
    paid_on: Option<Day>,
    /// What happens next, in plain words.
    next: String,
    card: Option<MutualCardShown>,
    may: MutualClaimMay,
}

/// A claim with everything around it, for an actor.
///
/// # Errors
/// The database's; a sealed number that cannot be opened.
pub fn detail(tx: &mut Tx<'_>, keys: &Keyring, actor: &Actor, c: &Claim) -> Result<MutualClaimDetail> {
    // Who entered it for the worker wrote it and may read it again.
    let health = sees_health(actor) || (c.entered_by.0 != 0 && c.entered_by == actor.id());
    let version = scheme::by_id(tx, c.scheme_id)?;
    let known = version.as_ref().map(|v| v.scheme.as_ref());
    let cover = c.facts.cover.as_ref().map(|f| MutualClaimCover {
        from: f.from,
        to: f.to,
        items_label: items_label(known, &f.items),
        shares: f.shares,
    });
    let masked = masked_documents(tx, keys, &[c.person_id])?.remove(&c.person_id).unwrap_or_default();
    let cases = claim_case::of_claim(tx, c.id)?.into_iter().map(|k| MutualClaimCaseRow {
        case_id: k.case_id,
        kind_label: k.kind.title().to_owned(),
        kind: k.kind,
        state: k.state,
    });
    let decisions = decision::of_claim(tx, c.id)?.into_iter().map(|d| {
        let d = decided(d);
        if health { d } else { MutualDecisionRow { note: String::new(), plain: String::new(), ..d } }
    });
    Ok(MutualClaimDetail {
        row: row(c, health),
        health,
        masked_id: masked,
        told: health.then(|| MutualTold::of(c)),
        cover,
        fund_id: c.fund_id,
        scheme_id: c.scheme_id,
        scheme_title: known.map(|s| s.title.clone()).unwrap_or_default(),
        demo: known.is_some_and(|s| s.demo),
        trace: if health { trace(c) } else { Vec::new() },
        refusals: if health { refusals(c) } else { Vec::new() },
        signal_list: if health { c.signals.iter().map(signal).collect() } else { Vec::new() },
        asked: if health { c.asked.clone() } else { String::new() },
        missing: c.facts.missing.iter().map(|p| word(p.code(), p.title())).collect(),
        papers: if health { files::of_record(tx, c.id)? } else { Vec::new() },
        decisions: decisions.collect(),
        cases: cases.collect(),
        objections: c.objections,
        sampled: c.sampled,
        notice_id: some(c.notice_id),
        payment_id: some(c.payment_id),
        paid_on: c.paid_on,
        next: if health { next_step(c) } else { next_step(&Claim { asked: String::new(), ..c.clone() }) },
        card: card::of(tx, c.person_id)?.map(card_shown),
        may: may(actor, c),
    })
}
