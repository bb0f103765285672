//! How draws are shown.

use kernel::{Id, Timestamp};
use registry::api::union_by_id;
use serde::Serialize;
use store::{DbResult, Tx};

use crate::model::campaign::{Campaign, CampaignKind, Prize};
use crate::model::draw::{Draw, DrawState, Postponed};
use crate::ops::draw::shut;
use crate::rules::draw::odds;
use crate::store::draw_list::Line;

/// A prize of a draw, as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct BenefitDrawPrize {
    title: String,
    count: i64,
}

/// A draw as everybody reads it: what was promised, and what is known of it now.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitPublicDraw {
    /// Campaign.
    pub id: Id,
    number: String,
    title: String,
    /// A draw, or a queue whose order is drawn.
    kind: CampaignKind,
    union_name: String,
    state: DrawState,
    state_label: String,
    /// Whether members can enter now.
    open: bool,
    rules: String,
    /// Where the public value comes from.
    source: String,
    opens_at: Timestamp,
    /// Until when people enter, exclusive.
    closes_at: Timestamp,
    /// How many entered so far.
    entries: i64,
    prizes: Vec<BenefitDrawPrize>,
    prize_count: i64,
    reserves: i64,
    /// Chance of one entrant, as it is now; none while nobody entered.
    odds: Option<String>,
    /// SHA-256 of the secret, hexadecimal.
    commitment: String,
    committed_at: Timestamp,
    frozen_at: Option<Timestamp>,
    /// SHA-256 of the list, hexadecimal.
    list_digest: Option<String>,
    /// The public value, once two people agreed on it.
    value: Option<String>,
    value_at: Option<Timestamp>,
    /// The secret, once it is drawn.
    secret: Option<String>,
    drawn_at: Option<Timestamp>,
    postponed: Vec<Postponed>,
    /// Instant of the answer.
    now: Timestamp,
}

/// An instant, unless it is none.
pub fn when(at: Timestamp) -> Option<Timestamp> {
    Some(at).filter(|t| t.0 != 0)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|t| !t.is_empty())
}

/// A draw as everybody reads it.
///
/// # Errors
/// Any [`store::DbError`].
pub fn shown(tx: &mut Tx<'_>, c: &Campaign, d: &Draw) -> DbResult<BenefitPublicDraw> {
    // Before a second person agreed, a value is nobody's to know: it may be a slip of the finger.
    let agreed = matches!(d.state, DrawState::Confirmed | DrawState::Drawn);
    let all = c.drawn();
    let prizes: i64 = all.iter().map(|p| p.count).sum();
    let prize = |p: &Prize| BenefitDrawPrize { title: p.title.clone(), count: p.count };
    Ok(BenefitPublicDraw {
        id: c.id,
        number: c.number.clone(),
        title: c.title.clone(),
        union_name: union_by_id(tx, c.union_id)?.map(|u| u.name).unwrap_or_default(),
        state: d.state,
        state_label: d.state.title().to_owned(),
        open: shut(c, d, tx.now()).is_none(),
        rules: c.terms.rules.clone(),
        source: d.source.clone(),
        opens_at: c.opens_at,
        closes_at: c.enters_until(),
        kind: c.kind,
        entries: d.entries,
        prizes: all.iter().map(prize).collect(),
        prize_count: prizes,
        reserves: c.stand_by(),
        odds: odds(prizes, d.entries),
        commitment: d.commitment.clone(),
        committed_at: d.committed_at,
        frozen_at: when(d.frozen_at),
        list_digest: some(&d.list_digest),
        value: some(&d.value).filter(|_| agreed),
        value_at: when(d.value_at).filter(|_| agreed),
        secret: some(&d.secret),
        drawn_at: when(d.drawn_at),
        postponed: d.postponed.clone(),
        now: tx.now(),
    })
}

/// A draw in a list.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitDrawRow {
    /// Campaign.
    pub id: Id,
    number: String,
    title: String,
    kind: CampaignKind,
    kind_label: String,
    union_id: Id,
    union_name: String,
    state: DrawState,
    state_label: String,
    opens_at: Timestamp,
    closes_at: Timestamp,
    entries: i64,
    prize_count: i64,
    odds: Option<String>,
    drawn_at: Option<Timestamp>,
    version: i64,
}

impl From<Line> for BenefitDrawRow {
    fn from(l: Line) -> Self {
        Self {
            id: l.id,
            number: l.number,
            title: l.title,
            kind: l.kind,
            kind_label: l.kind.title().to_owned(),
            union_id: l.union_id,
            union_name: l.union_name,
            state: l.state,
            state_label: l.state.title().to_owned(),
            opens_at: l.opens_at,
            closes_at: l.closes_at,
            entries: l.entries,
            prize_count: l.prizes,
            odds: odds(l.prizes, l.entries),
            drawn_at: when(l.drawn_at),
            version: l.version,
        }
    }
}
