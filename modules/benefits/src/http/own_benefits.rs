//! What a union gives, as a member sees it, and pressing for it.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::MemberActor;
use platform::codesets::Codesets;
use registry::api::reach::{self, MemberFacts};
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::own_parts::{
    BenefitOwnPrize, BenefitOwnQuiz, BenefitOwnTicket, own_prizes, own_quiz, own_tickets,
};
use super::own_vouchers::{BenefitDeliveryWay, BenefitOwnVoucher, Shown, way};
use crate::issue_error::{IssueError, Result};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::model::voucher::Voucher;
use crate::ops::quiz;
use crate::ops::take::{Known, NOT_A_MEMBER, Taken, Taking};
use crate::rules::offer::{delivery_words, limit_words, stacking_words};
use crate::rules::turn;
use crate::store::{campaign, merchant, stock, voucher};

/// Milliseconds for which a campaign that is over is still shown.
const OVER: i64 = 7 * 86_400_000;

/// A campaign that a member sees.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnCampaign {
    id: Id,
    number: String,
    kind: CampaignKind,
    kind_label: String,
    title: String,
    union_name: String,
    /// What one gets.
    offer: String,
    worth_fen: i64,
    pays_fen: i64,
    state: CampaignState,
    state_label: String,
    opens_at: Timestamp,
    closes_at: Timestamp,
    stock: i64,
    /// How many are left; none before it opens, and where a draw decides.
    left: Option<i64>,
    /// How many are left of what today has; none where a day has no limit of its own.
    today_left: Option<i64>,
    /// Whether the rules let the member take part.
    may: bool,
    /// If not, why, in one sentence.
    why: Option<String>,
    /// How many the member got.
    mine: i64,
    /// 每人限1次.
    limit: String,
}

/// Campaigns that a member sees, those that are open first.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnCampaigns {
    /// Time of the server, for the clocks of the page.
    now: Timestamp,
    campaigns: Vec<BenefitOwnCampaign>,
}

/// A limit in words, with what a day has for everybody.
fn all_limits(c: &Campaign) -> String {
    let own = limit_words(&c.terms.limit);
    c.terms.daily.map_or(own.clone(), |n| format!("{own}，每天共{n}份"))
}

/// What is told of a campaign whose time is not what its state says.
fn state_words(c: &Campaign, now: Timestamp) -> &'static str {
    match c.state {
        CampaignState::Published if now < c.opens_at => "未开始",
        CampaignState::Published if now < c.closes_at => "进行中",
        CampaignState::Published => "已结束",
        other => other.title(),
    }
}

/// A campaign for a member; `mine` is what the member has of it.
fn row(
    tx: &mut Tx<'_>,
    known: &Known,
    facts: Option<&MemberFacts>,
    mine: &[Voucher],
) -> Result<BenefitOwnCampaign> {
    let (c, now) = (&known.campaign, tx.now());
    let why = match facts {
        None => Some(NOT_A_MEMBER.to_owned()),
        Some(f) => {
            let refused = reach::refusal(f, &known.home, &c.terms.who, tx.today(), &known.names);
            match refused {
                Some(refused) => Some(refused.sentence),
                None => quiz::refused(tx, c, f.person_id)?,
            }
        }
    };
    let counted = !c.kind.draws() && c.opens_at <= now;
    let left = if counted { stock::find(tx, c.id)?.map(|s| s.left(c.kind)) } else { None };
    let today_left = match c.terms.daily {
        Some(most) => Some((most - stock::of_day(tx, c.id, tx.today())?).max(0)),
        None => None,
    };
    Ok(BenefitOwnCampaign {
        id: c.id,
        number: c.number.clone(),
        kind: c.kind,
        kind_label: c.kind.title().to_owned(),
        title: c.title.clone(),
        union_name: known.names.home().to_owned(),
        offer: c.terms.offer.title.clone(),
        worth_fen: c.terms.offer.worth.0,
        pays_fen: c.terms.offer.pays.0,
        state: c.state,
        state_label: state_words(c, now).to_owned(),
        opens_at: c.opens_at,
        closes_at: c.closes_at,
        stock: c.stock,
        left,
        today_left,
        may: why.is_none(),
        why,
        mine: mine.len() as i64,
        limit: all_limits(c),
    })
}

/// Open ones, then coming ones, then the rest.
fn order(c: &BenefitOwnCampaign, now: Timestamp) -> (u8, i64) {
    match c.state {
        CampaignState::Published | CampaignState::Paused if now < c.opens_at => (1, c.opens_at.0),
        CampaignState::Published | CampaignState::Paused if now < c.closes_at => (0, c.closes_at.0),
        _ => (2, -c.closes_at.0),
    }
}

fn all(tx: &mut Tx<'_>, codes: &Codesets, person: Id) -> Result<BenefitOwnCampaigns> {
    let now = tx.now();
    let Some(facts) = reach::facts(tx, person)? else {
        return Ok(BenefitOwnCampaigns { now, campaigns: Vec::new() });
    };
    let found = campaign::public_beneath(tx, &facts.union_path, now.plus_ms(-OVER))?;
    let ids: Vec<Id> = found.iter().map(|c| c.id).collect();
    let mine = voucher::of_person(tx, person, &ids)?;
    let mut campaigns = Vec::with_capacity(found.len());
    for c in found {
        let has: Vec<Voucher> = mine.iter().filter(|v| v.campaign_id == c.id).cloned().collect();
        if let Some(known) = Known::of(tx, codes, c)? {
            campaigns.push(row(tx, &known, Some(&facts), &has)?);
        }
    }
    campaigns.sort_by_key(|c| order(c, now));
    Ok(BenefitOwnCampaigns { now, campaigns })
}

/// What the unions of a member give: open, coming, and over since a week.
#[utoipa::path(get, path = "/me/benefits", tag = "me", operation_id = "list_own_benefits",
    responses((status = 200, body = BenefitOwnCampaigns)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_own_benefits(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<BenefitOwnCampaigns>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let codes = app.codesets();
    Ok(Json(app.store().read(move |tx| all(tx, &codes, actor.id())).await?))
}

/// A merchant that takes the vouchers.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMerchantName {
    id: Id,
    name: String,
}

/// Names of the merchants of an offer; empty if every one takes it.
pub fn merchants_of(tx: &mut Tx<'_>, c: &Campaign) -> Result<Vec<BenefitMerchantName>> {
    let found = merchant::find_all(tx, &c.terms.offer.merchants)?;
    Ok(found.into_iter().map(|m| BenefitMerchantName { id: m.id, name: m.name }).collect())
}

/// A campaign with everything that a member should know before taking part.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnCampaignDetail {
    #[serde(flatten)]
    campaign: BenefitOwnCampaign,
    rules: String,
    /// Who may, each condition in words.
    who: Vec<String>,
    /// How long a voucher holds.
    days_label: String,
    /// With which other vouchers one goes together; none where with all.
    stacking: Option<String>,
    /// How goods get to people, in one sentence; none where the voucher is used in a shop.
    delivery: Option<String>,
    /// The same in one word.
    delivery_way: Option<BenefitDeliveryWay>,
    /// Empty: every merchant under contract.
    merchants: Vec<BenefitMerchantName>,
    prizes: Vec<BenefitOwnPrize>,
    /// Own tickets of those that win at once, in their order.
    tickets: Vec<BenefitOwnTicket>,
    /// The quiz that must be passed first; none if none must.
    quiz: Option<BenefitOwnQuiz>,
    reserves: i64,
    source: String,
    /// Least and most of a red packet.
    least_fen: Option<i64>,
    most_fen: Option<i64>,
    /// Whether the limit lets the member have another one today.
    more: bool,
    now: Timestamp,
}

/// How long a voucher of a campaign holds, in words.
pub fn days_words(c: &Campaign) -> String {
    match c.terms.offer.until {
        Some(day) if c.terms.offer.days == 0 => {
            format!("{}年{}月{}日前有效", day.year(), day.month_number() % 100, day.number() % 100)
        }
        _ if c.terms.offer.days == 1 => "当天有效".to_owned(),
        _ => format!("领取后{}天内有效", c.terms.offer.days),
    }
}

fn detail(tx: &mut Tx<'_>, codes: &Codesets, person: Id, id: Id) -> Result<BenefitOwnCampaignDetail> {
    let known = Known::load(tx, codes, id)?.ok_or(IssueError::CampaignNotFound)?;
    let facts = reach::facts(tx, person)?;
    let mine = voucher::of_person(tx, person, &[id])?;
    let seen = facts.as_ref().is_some_and(|f| known.home.covers(&f.union_path)) || !mine.is_empty();
    if !seen {
        return Err(IssueError::CampaignNotFound);
    }
    let c = &known.campaign;
    let turns: Vec<i64> = mine.iter().map(|v| v.turn).collect();
    Ok(BenefitOwnCampaignDetail {
        campaign: row(tx, &known, facts.as_ref(), &mine)?,
        rules: c.terms.rules.clone(),
        who: reach::words(&c.terms.who, &known.names),
        days_label: days_words(c),
        stacking: stacking_words(&c.terms.stacking),
        delivery: c.terms.delivery.as_ref().map(delivery_words),
        delivery_way: c.terms.delivery.as_ref().map(way),
        merchants: merchants_of(tx, c)?,
        prizes: own_prizes(tx, c)?,
        tickets: own_tickets(c, &mine),
        quiz: own_quiz(tx, c, person)?,
        reserves: c.terms.reserves,
        source: c.terms.source.clone(),
        least_fen: c.terms.amounts.map(|a| a.least.0),
        most_fen: c.terms.amounts.map(|a| a.most.0),
        more: c.kind.is_pressed() && turn::next(&c.terms.limit, tx.today(), &turns).is_some(),
        now: tx.now(),
    })
}

/// A campaign of the member's unions.
#[utoipa::path(get, path = "/me/benefit_campaigns/{id}", tag = "me", operation_id = "get_own_benefit_campaign",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitOwnCampaignDetail)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_own_benefit_campaign(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> std::result::Result<Json<BenefitOwnCampaignDetail>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let codes = app.codesets();
    Ok(Json(app.store().read(move |tx| detail(tx, &codes, actor.id(), id)).await?))
}

/// A press.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitPress {
    /// How many of this campaign the page showed as the member's own: whoever presses again because an answer was lost gets the
    /// voucher that is there.
    mine: i64,
}

/// What a press came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitTakeResult {
    /// Got one.
    Got,
    /// Has it already.
    Already,
    /// Nothing is left.
    SoldOut,
    /// Nothing is left of what today has; tomorrow there is more.
    DayOut,
    /// Waits; the place is kept.
    Waiting,
}

/// The answer to a press.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTaken {
    result: BenefitTakeResult,
    voucher: Option<BenefitOwnVoucher>,
    /// How many are before, of who waits.
    ahead: Option<i64>,
    /// After how many seconds to press again, of who waits.
    seconds: Option<i64>,
}

async fn taken(app: &App, taken: Taken) -> Result<BenefitTaken> {
    use BenefitTakeResult as R;
    let empty = |result| BenefitTaken { result, voucher: None, ahead: None, seconds: None };
    let (result, v) = match taken {
        Taken::SoldOut => return Ok(empty(R::SoldOut)),
        Taken::DayOut => return Ok(empty(R::DayOut)),
        Taken::Waiting { ahead, seconds } => {
            return Ok(BenefitTaken { ahead: Some(ahead), seconds: Some(seconds), ..empty(R::Waiting) });
        }
        Taken::Got(v) => (R::Got, v),
        Taken::Already(v) => (R::Already, v),
    };
    let c = Taking::of(app).campaign(app, v.campaign_id).await?;
    let voucher = Some(Shown::of(&c, String::new()).row(&v));
    Ok(BenefitTaken { voucher, ..empty(result) })
}

/// Presses for what a campaign gives.
#[utoipa::path(post, path = "/me/benefit_campaigns/{id}/take", tag = "me", operation_id = "take_own_benefit",
    params(("id" = Id, Path)), request_body = BenefitPress, responses((status = 200, body = BenefitTaken)),
    extensions(("x-permission" = json!("campaign.create"))))]
pub async fn take_own_benefit(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    Json(press): Json<BenefitPress>,
) -> std::result::Result<Json<BenefitTaken>, ApiError> {
    actor.permit::<res::Campaign, act::Create>()?;
    let done = Taking::of(&app).take(&app, actor.id(), id, press.mine).await?;
    Ok(Json(taken(&app, done).await?))
}

/// The name of a campaign's union.
pub(super) fn union_name(tx: &mut Tx<'_>, c: &Campaign) -> Result<String> {
    Ok(union_by_id(tx, c.union_id)?.map(|u| u.name).unwrap_or_default())
}
