//! Parts of a campaign as a member sees it: prizes, own tickets, the quiz.

use kernel::{Id, Timestamp};
use serde::Serialize;
use store::Tx;

use crate::issue_error::Result;
use crate::model::campaign::{Campaign, CampaignKind, Prize};
use crate::model::voucher::Voucher;
use crate::ops::quiz;
use crate::store::instant;

/// A prize.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnPrize {
    title: String,
    count: i64,
    /// How many nobody has won yet, of tickets that win at once.
    left: Option<i64>,
}

/// An own ticket of those that win at once.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnTicket {
    /// Its number.
    ticket: i64,
    /// Turn of the voucher that it is.
    turn: i64,
    /// What it won; none if nothing.
    prize: Option<String>,
}

/// The quiz that a campaign asks for, and how the member stands in it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnQuiz {
    /// Quiz.
    id: Id,
    title: String,
    /// Points that are enough.
    pass: i64,
    /// Points that can be had.
    full: i64,
    /// Whether answers are taken now.
    open: bool,
    opens_at: Timestamp,
    closes_at: Timestamp,
    /// The member's points; none before it is answered.
    score: Option<i64>,
    /// Whether they are enough for this campaign.
    passed: bool,
}

/// The quiz that a campaign asks for, as a member stands in it.
///
/// # Errors
/// Any [`store::DbError`].
pub(super) fn own_quiz(tx: &mut Tx<'_>, c: &Campaign, person: Id) -> Result<Option<BenefitOwnQuiz>> {
    let now = tx.now();
    Ok(quiz::standing(tx, c, person)?.map(|s| BenefitOwnQuiz {
        id: s.quiz.id,
        title: s.quiz.title,
        pass: s.pass.score,
        full: s.quiz.full,
        open: s.quiz.opens_at <= now && now < s.quiz.closes_at,
        opens_at: s.quiz.opens_at,
        closes_at: s.quiz.closes_at,
        score: s.score.map(|s| s.score),
        passed: s.why.is_none(),
    }))
}

/// The prizes of a campaign, with how many are left where that is counted.
///
/// # Errors
/// Any [`store::DbError`].
pub(super) fn own_prizes(tx: &mut Tx<'_>, c: &Campaign) -> Result<Vec<BenefitOwnPrize>> {
    let counted = if c.kind == CampaignKind::Instant { instant::prizes(tx, c.id)? } else { Vec::new() };
    let prize = |(n, p): (usize, &Prize)| BenefitOwnPrize {
        title: p.title.clone(),
        count: p.count,
        left: counted.get(n).map(|s| s.stock - s.given),
    };
    Ok(c.terms.prizes.iter().enumerate().map(prize).collect())
}

/// The own tickets of a campaign of tickets; none of other kinds.
pub(super) fn own_tickets(c: &Campaign, mine: &[Voucher]) -> Vec<BenefitOwnTicket> {
    let tickets = mine.iter().filter(|_| c.kind == CampaignKind::Instant);
    tickets
        .map(|v| BenefitOwnTicket {
            ticket: v.serial,
            turn: v.turn,
            prize: (v.prize > 0).then(|| c.title_of(v).to_owned()),
        })
        .collect()
}
