//! A member's own draws: entering, what became of it, claiming a prize.

use axum::extract::State;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id, Timestamp};
use platform::accounts::MemberActor;
use platform::{App, idempotency};
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::draw_shown::when;
use crate::draw_error::Result;
use crate::model::campaign::CampaignKind;
use crate::model::draw::{DrawState, Winner, WinnerState};
use crate::ops::draw::{Ground, enter, may, public, shut};
use crate::ops::draw_claim::claim;
use crate::ops::draw_work::prize_title;
use crate::rules::draw::odds;
use crate::store::{draw_entry, draw_winner, stock};

/// Own draws that are shown.
const MOST: i64 = 100;

/// How pressing the button went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitEnterResult {
    /// 报名成功.
    Entered,
    /// Entered before.
    Already,
}

/// What pressing the button did.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitEntered {
    result: BenefitEnterResult,
    /// Pseudonym in the published list.
    entrant: String,
    entered_at: Timestamp,
    /// How many entered so far.
    entries: i64,
}

/// Nothing more to say.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitEntering {}

/// Enters a draw; once, however often the button is pressed.
#[utoipa::path(post, path = "/me/benefit_campaigns/{id}/enter", tag = "me", operation_id = "enter_benefit_draw",
    params(("id" = Id, Path)), request_body = BenefitEntering, responses((status = 200, body = BenefitEntered)),
    extensions(("x-permission" = json!("campaign.create"))))]
pub async fn enter_benefit_draw(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
    Path(id): Path<Id>,
    Json(asked): Json<BenefitEntering>,
) -> std::result::Result<Json<BenefitEntered>, ApiError> {
    actor.permit::<res::Campaign, act::Create>()?;
    let ground = Ground::of(&app);
    let done = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &("enter", id, asked), |tx| {
            enter(tx, &ground, &actor, id).map(|e| BenefitEntered {
                result: if e.new { BenefitEnterResult::Entered } else { BenefitEnterResult::Already },
                entrant: e.entry.entrant,
                entered_at: e.entry.entered_at,
                entries: e.entries,
            })
        })
    });
    Ok(Json(done.await?))
}

/// What became of a member in a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitOwnResult {
    /// 未报名.
    None,
    /// 待开奖.
    Waiting,
    /// 中奖，待领取.
    Won,
    /// 候补.
    Reserve,
    /// 已领取.
    Claimed,
    /// 逾期未领.
    Lapsed,
    /// 未中奖.
    Lost,
}

impl BenefitOwnResult {
    fn title(self, kind: CampaignKind) -> &'static str {
        let queue = kind == CampaignKind::Queue;
        match self {
            Self::Waiting if queue => "待摇号",
            Self::Claimed if queue => "已摇到",
            Self::Reserve if queue => "排队等候",
            Self::Lost if queue => "没有排上",
            Self::None => "未报名",
            Self::Waiting => "待开奖",
            Self::Won => "中奖，待领取",
            Self::Reserve => "候补",
            Self::Claimed => "已领取",
            Self::Lapsed => "逾期未领",
            Self::Lost => "未中奖",
        }
    }
}

/// A draw as a member sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnDraw {
    id: Id,
    number: String,
    title: String,
    /// A draw, or a queue whose order is drawn.
    kind: CampaignKind,
    union_name: String,
    draw_state: DrawState,
    draw_state_label: String,
    opens_at: Timestamp,
    /// Until when people enter, exclusive.
    closes_at: Timestamp,
    /// Whether the button enters now.
    may: bool,
    /// Why not, in one sentence.
    why: Option<String>,
    /// Own pseudonym in the published list; none before entering.
    entrant: Option<String>,
    entered_at: Option<Timestamp>,
    entries: i64,
    prize_count: i64,
    odds: Option<String>,
    result: BenefitOwnResult,
    result_label: String,
    /// Own rank, of winners and those who stand by.
    rank: Option<i64>,
    /// How many stand before in a queue, of whoever waits for what comes back.
    ahead: Option<i64>,
    prize: Option<String>,
    /// Last day to claim the prize.
    until: Option<Day>,
    now: Timestamp,
}

fn outcome(state: DrawState, entered: bool, w: Option<&Winner>) -> BenefitOwnResult {
    match (entered, state, w.map(|w| w.state)) {
        (false, ..) => BenefitOwnResult::None,
        (_, _, Some(WinnerState::Won)) => BenefitOwnResult::Won,
        (_, _, Some(WinnerState::Claimed)) => BenefitOwnResult::Claimed,
        (_, _, Some(WinnerState::Lapsed)) => BenefitOwnResult::Lapsed,
        (_, _, Some(WinnerState::Reserve)) => BenefitOwnResult::Reserve,
        (_, DrawState::Drawn, None) => BenefitOwnResult::Lost,
        _ => BenefitOwnResult::Waiting,
    }
}

fn own(tx: &mut Tx<'_>, ground: &Ground, actor: &Actor, id: Id) -> Result<BenefitOwnDraw> {
    let (c, d) = public(tx, id)?;
    let entry = draw_entry::find(tx, id, actor.id())?;
    let drawn = d.state == DrawState::Drawn;
    let w = draw_winner::of_person(tx, id, actor.id())?.filter(|_| drawn);
    let why = match (&entry, shut(&c, &d, tx.now())) {
        (Some(_), _) => Some("您已报名".to_owned()),
        (None, Some(why)) => Some(why.to_owned()),
        (None, None) => may(tx, &ground.codes, &c, actor.id())?.err(),
    };
    let result = outcome(d.state, entry.is_some(), w.as_ref());
    let prizes: i64 = c.drawn().iter().map(|p| p.count).sum();
    // What there is goes down the order without a gap.
    let served = if c.kind == CampaignKind::Queue { stock::find(tx, id)?.map(|s| s.issued) } else { None };
    let waits = w.as_ref().filter(|w| w.state == WinnerState::Reserve);
    Ok(BenefitOwnDraw {
        id,
        union_name: union_by_id(tx, c.union_id)?.map(|u| u.name).unwrap_or_default(),
        draw_state: d.state,
        draw_state_label: d.state.title().to_owned(),
        opens_at: c.opens_at,
        closes_at: c.enters_until(),
        kind: c.kind,
        ahead: waits.zip(served).map(|(w, n)| (w.rank - n - 1).max(0)),
        may: why.is_none(),
        why,
        entered_at: entry.as_ref().and_then(|e| when(e.entered_at)),
        entrant: entry.map(|e| e.entrant),
        entries: d.entries,
        prize_count: prizes,
        odds: odds(prizes, d.entries),
        result,
        result_label: result.title(c.kind).to_owned(),
        rank: w.as_ref().map(|w| w.rank),
        prize: w.as_ref().map(|w| prize_title(&c, w.prize).to_owned()).filter(|t| !t.is_empty()),
        until: w.as_ref().and_then(|w| w.until).filter(|_| result == BenefitOwnResult::Won),
        now: tx.now(),
        number: c.number,
        title: c.title,
    })
}

/// The draws that I entered, newest first, at most 100.
#[utoipa::path(get, path = "/me/benefit_draws", tag = "me", operation_id = "list_own_benefit_draws",
    responses((status = 200, body = Vec<BenefitOwnDraw>)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_own_benefit_draws(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<Vec<BenefitOwnDraw>>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let ground = Ground::of(&app);
    let found = app.store().read(move |tx| {
        let all = draw_entry::of_person(tx, actor.id(), MOST)?;
        all.iter().map(|e| own(tx, &ground, &actor, e.campaign_id)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(found.await?))
}

/// A draw as I see it: whether I may enter, my pseudonym, what became of me.
#[utoipa::path(get, path = "/me/benefit_draws/{id}", tag = "me", operation_id = "get_own_benefit_draw",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitOwnDraw)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_own_benefit_draw(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> std::result::Result<Json<BenefitOwnDraw>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let ground = Ground::of(&app);
    Ok(Json(app.store().read(move |tx| own(tx, &ground, &actor, id)).await?))
}

/// Claims the own prize: it becomes a voucher.
#[utoipa::path(post, path = "/me/benefit_draws/{id}/claim", tag = "me", operation_id = "claim_benefit_prize",
    params(("id" = Id, Path)), request_body = BenefitEntering, responses((status = 200, body = BenefitOwnDraw)),
    extensions(("x-permission" = json!("campaign.create"))))]
pub async fn claim_benefit_prize(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
    Path(id): Path<Id>,
    Json(asked): Json<BenefitEntering>,
) -> std::result::Result<Json<BenefitOwnDraw>, ApiError> {
    actor.permit::<res::Campaign, act::Create>()?;
    let ground = Ground::of(&app);
    let done = app.store().write(move |tx| {
        let request = ("claim", id, asked);
        idempotency::once(tx, &actor, key.as_deref(), &request, |tx| claim(tx, &actor, id))?;
        own(tx, &ground, &actor, id)
    });
    Ok(Json(done.await?))
}
