//! What a campaign may say, and what it costs. Pure.

use kernel::{Fen, FieldError, Id, Timestamp};
use platform::cases::{line, lines};

use super::{delivery, instant, turn};
use crate::campaign_error::field;
use crate::model::campaign::{Campaign, CampaignKind, Limit, Offer, Prize, QUEUE, Span, Terms, Together};

/// Most vouchers of a campaign.
pub const STOCK: i64 = 5_000_000;
/// Most 分 that one voucher may cost, and that somebody may have to pay: 50,000 yuan, what the law allows a prize to be worth.
pub const WORTH: i64 = 5_000_000;
/// Longest time from opening to closing, days.
const LONGEST: i64 = 366;
/// Most days that a voucher holds.
const DAYS: i64 = 366;
/// Most kinds of prizes.
const PRIZES: usize = 20;
/// Most who stand by in a draw.
const RESERVES: i64 = 1_000;
/// Most merchants that are named.
const MERCHANTS: usize = 200;
/// Most codes of a pool.
pub const CODES: i64 = 200_000;
/// A day.
const DAY_MS: i64 = 86_400_000;

/// What somebody writes of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// How it gives.
    pub kind: CampaignKind,
    /// Title.
    pub title: String,
    /// What it promises.
    pub terms: Terms,
    /// From when.
    pub opens_at: Timestamp,
    /// Until when, exclusive.
    pub closes_at: Timestamp,
    /// How many vouchers there are; a draw counts its prizes, a pool its codes instead.
    pub stock: i64,
}

/// Stock, the most that one voucher costs, and the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// How many vouchers there are.
    pub stock: i64,
    /// The most that one costs the budget.
    pub worth: Fen,
    /// What all of them cost at most.
    pub envelope: Fen,
}

/// How many prizes there are.
fn prizes(all: &[Prize]) -> i64 {
    all.iter().map(|p| p.count.clamp(0, STOCK)).sum()
}

/// What a draft costs. Values out of range give what is nearest to them; [`check`] refuses them.
pub fn cost(d: &Draft) -> Cost {
    let offer = d.terms.offer.worth;
    let times = |n: i64, worth: Fen| n.clamp(0, STOCK).saturating_mul(worth.0.clamp(0, WORTH));
    match d.kind {
        CampaignKind::Grab
        | CampaignKind::Coupon
        | CampaignKind::Quiz
        | CampaignKind::Queue
        | CampaignKind::Codes
        | CampaignKind::Gift => Cost { stock: d.stock, worth: offer, envelope: Fen(times(d.stock, offer)) },
        CampaignKind::RedPacket => Cost {
            stock: d.stock,
            worth: d.terms.amounts.map_or(offer, |a| a.most),
            envelope: Fen(times(d.stock, offer)),
        },
        CampaignKind::Draw | CampaignKind::Instant => Cost {
            stock: if d.kind == CampaignKind::Draw { prizes(&d.terms.prizes) } else { d.stock },
            worth: d.terms.prizes.iter().map(|p| p.worth).max().unwrap_or(Fen(0)),
            envelope: Fen(d.terms.prizes.iter().map(|p| times(p.count, p.worth)).sum()),
        },
    }
}

/// A draft as it is kept: texts cleaned, and nothing in it that its kind does not know.
pub fn clean(mut d: Draft) -> Draft {
    d.title = line(&d.title);
    let t = &mut d.terms;
    t.rules = lines(&t.rules);
    t.offer.title = line(&t.offer.title);
    t.source = line(&t.source);
    t.prizes.iter_mut().for_each(|p| p.title = line(&p.title));
    let mut seen: Vec<Id> = Vec::new();
    t.offer.merchants.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
    if d.kind != CampaignKind::RedPacket {
        t.amounts = None;
    }
    if d.kind.has_prizes() {
        // What a winner gets is the prize.
        t.offer.worth = Fen(0);
    } else {
        t.prizes.clear();
    }
    if d.kind.draws() || d.kind == CampaignKind::Gift {
        // One enters once, and is given once.
        t.limit = Limit { per: Span::Campaign, most: 1 };
    }
    if !d.kind.draws() {
        t.source.clear();
    }
    if !d.kind.is_pressed() {
        t.daily = None;
    }
    if t.stacking.with != Together::Own {
        t.stacking.most = 0;
    }
    t.delivery = t.delivery.take().filter(|_| delivery::fits(d.kind)).map(delivery::clean);
    if d.kind == CampaignKind::Gift {
        t.quiz = None;
    }
    if d.kind == CampaignKind::Draw {
        d.stock = prizes(&t.prizes);
    } else {
        t.reserves = 0;
    }
    if d.kind != CampaignKind::Queue {
        t.sign_up_until = None;
    }
    d
}

fn long(text: &str, from: usize, to: usize) -> bool {
    !(from..=to).contains(&text.chars().count())
}

/// What is wrong with a draft that was cleaned, but for its conditions and merchants.
pub fn check(d: &Draft) -> Vec<FieldError> {
    let mut all = Vec::new();
    let mut wrong = |bad: bool, pointer: &str, code: &'static str| {
        if bad {
            all.push(field(pointer, code));
        }
    };
    wrong(long(&d.title, 2, 30), "/title", "benefits.title");
    wrong(d.closes_at <= d.opens_at, "/closes_at", "benefits.closes-before-opens");
    wrong(
        d.closes_at.0.saturating_sub(d.opens_at.0) > LONGEST * DAY_MS,
        "/closes_at",
        "benefits.too-long-open",
    );
    wrong(d.opens_at.0 < 0 || d.closes_at.0 > 4_102_444_800_000, "/opens_at", "benefits.instant");
    wrong(long(&d.terms.rules, 0, 500), "/terms/rules", "benefits.rules-long");
    let limit = d.terms.limit.most;
    wrong(!(1..=turn::MOST).contains(&limit), "/terms/limit/most", "benefits.limit");
    wrong(
        d.kind == CampaignKind::Quiz && d.terms.quiz.is_none(),
        "/terms/quiz/quiz_id",
        "benefits.quiz-missing",
    );
    wrong(d.terms.daily.is_some_and(|n| !(1..=STOCK).contains(&n)), "/terms/daily", "benefits.daily");
    match d.kind {
        CampaignKind::Draw => all.extend(draw(&d.terms)),
        CampaignKind::Instant => all.extend(tickets(d)),
        CampaignKind::Queue => all.extend(queue(d)),
        CampaignKind::Codes => all.extend(codes(d)),
        CampaignKind::Gift if d.terms.who.is_empty() => all.push(field("/terms/who", "benefits.gift-who")),
        _ => wrong(!(1..=STOCK).contains(&d.stock), "/stock", "benefits.stock"),
    }
    all.extend(offer(&d.terms.offer, d));
    if d.terms.stacking.with == Together::Own && !(2..=turn::MOST).contains(&d.terms.stacking.most) {
        all.push(field("/terms/stacking/most", "benefits.stacking-most"));
    }
    all.extend(d.terms.delivery.iter().flat_map(|one| delivery::check(one, &d.terms.offer)));
    if d.kind == CampaignKind::RedPacket {
        all.extend(amounts(&d.terms));
    }
    all
}

/// Codes of one partner; how many there are says the pool, which is loaded afterwards.
fn codes(d: &Draft) -> Vec<FieldError> {
    let mut all = Vec::new();
    if d.terms.offer.merchants.len() != 1 {
        all.push(field("/terms/offer/merchants", "benefits.codes-merchant"));
    }
    if !(0..=CODES).contains(&d.stock) {
        all.push(field("/stock", "benefits.codes-many"));
    }
    all
}

fn offer(o: &Offer, d: &Draft) -> Vec<FieldError> {
    let mut all = Vec::new();
    let mut wrong = |bad: bool, what: &str, code: &'static str| {
        if bad {
            all.push(field(format!("/terms/offer/{what}"), code));
        }
    };
    wrong(long(&o.title, 1, 30), "title", "benefits.offer-title");
    wrong(!(0..=WORTH).contains(&o.worth.0), "worth", "benefits.worth");
    wrong(!(0..=WORTH).contains(&o.pays.0), "pays", "benefits.worth");
    wrong(o.merchants.len() > MERCHANTS, "merchants", "benefits.merchants-many");
    let last_given = d.closes_at.plus_ms(-1).day();
    match o.until {
        // Whoever gets one on the last day has it for that day at least.
        Some(until) => {
            wrong(o.days != 0, "days", "benefits.days-or-until");
            wrong(until < last_given, "until", "benefits.until-early");
            wrong(until > last_given.plus_days(2 * DAYS), "until", "benefits.until-late");
        }
        None => wrong(!(1..=DAYS).contains(&o.days), "days", "benefits.days"),
    }
    all
}

fn amounts(t: &Terms) -> Vec<FieldError> {
    let Some(a) = t.amounts else { return vec![field("/terms/amounts", "benefits.amounts")] };
    let mean = t.offer.worth;
    let fits = Fen(1) <= a.least && a.least <= mean && mean <= a.most && a.most.0 <= WORTH;
    if fits { Vec::new() } else { vec![field("/terms/amounts", "benefits.amounts")] }
}

/// Prizes, the best first.
fn prize_faults(t: &Terms) -> Vec<FieldError> {
    let mut all = Vec::new();
    if !(1..=PRIZES).contains(&t.prizes.len()) {
        all.push(field("/terms/prizes", "benefits.prizes"));
    }
    for (n, p) in t.prizes.iter().enumerate() {
        if long(&p.title, 1, 30) {
            all.push(field(format!("/terms/prizes/{n}/title"), "benefits.offer-title"));
        }
        if !(1..=100_000).contains(&p.count) {
            all.push(field(format!("/terms/prizes/{n}/count"), "benefits.prize-count"));
        }
        if !(0..=WORTH).contains(&p.worth.0) {
            all.push(field(format!("/terms/prizes/{n}/worth"), "benefits.worth"));
        }
    }
    all
}

/// Tickets that win at once: no more prizes than tickets.
fn tickets(d: &Draft) -> Vec<FieldError> {
    let mut all = prize_faults(&d.terms);
    if !(1..=instant::TICKETS).contains(&d.stock) {
        all.push(field("/stock", "benefits.instant-stock"));
    } else if prizes(&d.terms.prizes) > d.stock {
        all.push(field("/terms/prizes", "benefits.instant-prizes"));
    }
    all
}

/// A queue: people sign up for a minute at least and end before the campaign does, so that there is time to go down the order.
fn queue(d: &Draft) -> Vec<FieldError> {
    let mut all = Vec::new();
    if !(1..=QUEUE).contains(&d.stock) {
        all.push(field("/stock", "benefits.queue-stock"));
    }
    let fits = |until: Timestamp| d.opens_at.plus_minutes(1) <= until && until < d.closes_at;
    if !d.terms.sign_up_until.is_some_and(fits) {
        all.push(field("/terms/sign_up_until", "benefits.sign-up-until"));
    }
    all.extend(source(&d.terms));
    all
}

/// Where the public value comes from.
fn source(t: &Terms) -> Option<FieldError> {
    long(&t.source, 6, 100).then(|| field("/terms/source", "benefits.source"))
}

fn draw(t: &Terms) -> Vec<FieldError> {
    let mut all = prize_faults(t);
    if !(0..=RESERVES).contains(&t.reserves) {
        all.push(field("/terms/reserves", "benefits.reserves"));
    }
    // Who stands by may win weeks after the draw: a day that is the same for everybody would be over.
    if t.offer.until.is_some() {
        all.push(field("/terms/offer/until", "benefits.draw-days"));
    }
    all.extend(source(t));
    all
}

/// The draft that a campaign is.
pub fn draft_of(c: &Campaign) -> Draft {
    Draft {
        kind: c.kind,
        title: c.title.clone(),
        terms: c.terms.clone(),
        opens_at: c.opens_at,
        closes_at: c.closes_at,
        stock: c.stock,
    }
}

/// The year whose budget a campaign is taken from: that in which it opens.
pub fn budget_year(opens_at: Timestamp) -> i64 {
    i64::from(opens_at.day().year())
}

#[cfg(test)]
#[path = "campaign_tests.rs"]
mod tests;
