//! How a campaign goes, as it goes.

use axum::extract::State;
use guard::{Scope, act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::ledger::account_of;
use serde::Serialize;
use store::Tx;

use crate::issue_error::{IssueError, Result};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState, Prize};
use crate::ops::take::Taking;
use crate::rules::code::minute_of;
use crate::store::stock::{self, Stock};
use crate::store::{campaign, gift, instant, voucher};

/// Minutes that the board shows.
const MINUTES: i64 = 30;

/// What was issued in a minute.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMinute {
    /// When it began.
    minute: Timestamp,
    issued: i64,
}

/// A prize of tickets that win at once.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitBoardPrize {
    title: String,
    count: i64,
    /// How many were won.
    given: i64,
}

fn prizes(tx: &mut Tx<'_>, c: &Campaign) -> Result<Vec<BenefitBoardPrize>> {
    if c.kind != CampaignKind::Instant {
        return Ok(Vec::new());
    }
    let counted = instant::prizes(tx, c.id)?;
    let prize = |(n, p): (usize, &Prize)| BenefitBoardPrize {
        title: p.title.clone(),
        count: p.count,
        given: counted.get(n).map_or(0, |s| s.given),
    };
    Ok(c.terms.prizes.iter().enumerate().map(prize).collect())
}

/// How a campaign goes.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitBoard {
    title: String,
    kind: CampaignKind,
    state: CampaignState,
    state_label: String,
    opens_at: Timestamp,
    closes_at: Timestamp,
    now: Timestamp,
    stock: i64,
    issued: i64,
    left: i64,
    /// Expired, or taken back.
    released: i64,
    redeemed: i64,
    /// People who were told that nothing is left.
    refused: i64,
    /// People who wait to be served, on this server.
    waiting: i64,
    /// 分 of what was redeemed.
    spent_fen: i64,
    /// 分 of what people hold.
    issued_fen: i64,
    envelope_fen: i64,
    /// How many a day has; none if that is not limited.
    daily: Option<i64>,
    /// How many of them were given today.
    today: i64,
    /// People whom something that is given without a press is meant for, and for whom nothing was left; none of other kinds.
    missed: Option<i64>,
    /// Tickets that won nothing.
    blank: i64,
    /// Prizes of tickets that win at once, with how many were won; empty of other kinds.
    prizes: Vec<BenefitBoardPrize>,
    /// The last half hour, minute by minute.
    per_minute: Vec<BenefitMinute>,
}

const NOTHING: Stock = Stock { stock: 0, issued: 0, used: 0, released: 0, refused: 0, folded: 0, blank: 0 };

fn board(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Read>,
    id: Id,
    taking: &Taking,
) -> Result<BenefitBoard> {
    let c = campaign::find(tx, scope, id)?.ok_or(IssueError::CampaignNotFound)?;
    let now = tx.now();
    let s = stock::find(tx, id)?.unwrap_or(Stock { stock: c.stock, ..NOTHING });
    let first = minute_of(now) - MINUTES + 1;
    let counted = stock::minutes(tx, id, first)?;
    let one = |minute: i64| {
        let issued = counted.iter().find(|(m, _)| *m == minute).map_or(0, |(_, n)| *n);
        BenefitMinute { minute: Timestamp(minute * 60_000), issued }
    };
    let held = account_of(tx, c.union_id, &format!("benefits:issued:{id}"))?;
    // Where all cost the same, nothing is added up.
    let alike = matches!(
        c.kind,
        CampaignKind::Grab
            | CampaignKind::Coupon
            | CampaignKind::Quiz
            | CampaignKind::Queue
            | CampaignKind::Codes
            | CampaignKind::Gift
    );
    let spent = if alike { s.used * c.worth.0 } else { voucher::spent(tx, id)?.0 };
    Ok(BenefitBoard {
        title: c.title.clone(),
        kind: c.kind,
        state: c.state,
        state_label: c.state.title().to_owned(),
        opens_at: c.opens_at,
        closes_at: c.closes_at,
        now,
        stock: s.stock,
        issued: s.issued,
        left: s.left(c.kind),
        released: s.released,
        redeemed: s.used,
        refused: s.refused + taking.refused(id),
        waiting: taking.waiting(id),
        spent_fen: spent,
        issued_fen: held.map_or(0, |a| a.balance().balance.0),
        envelope_fen: c.envelope.0,
        daily: c.terms.daily,
        today: if c.terms.daily.is_some() { stock::of_day(tx, id, now.day())? } else { 0 },
        missed: if c.kind == CampaignKind::Gift {
            Some(gift::find(tx, id)?.map_or(0, |w| w.missed))
        } else {
            None
        },
        blank: s.blank,
        prizes: prizes(tx, &c)?,
        per_minute: (first..first + MINUTES).map(one).collect(),
    })
}

/// How a campaign goes.
#[utoipa::path(get, path = "/benefit_campaigns/{id}/board", tag = "benefits", operation_id = "get_benefit_board",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitBoard)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_benefit_board(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<BenefitBoard>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let taking = Taking::of(&app);
    Ok(Json(app.store().read(move |tx| board(tx, &scope, id, &taking)).await?))
}
