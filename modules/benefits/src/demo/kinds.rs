//! Tickets that win at once, open and over, a quiz with prizes, and queues, open and ordered, of the demo.

use guard::{act, res};
use kernel::{Fen, Id};
use platform::App;
use platform::quizzes::{self, Quiz};

use super::campaigns::{HOUR, Person, on_line, people, take};
use super::draws::{enter_all, valued};
use super::{Filled, Result, Staff, Unit, broken};
use crate::model::campaign::{Campaign, CampaignKind, Limit, Offer, Pass, Prize, Span, Stacking, Terms};
use crate::model::draw::Entry;
use crate::ops::draw::entrant;
use crate::ops::{campaign_steps, instant, quiz};
use crate::rules::campaign::Draft;
use crate::store::{draw, draw_entry, instant as tickets_of, stock};

const DAY: i64 = 24 * HOUR;
/// Points of a hundred that are enough.
const PASS: i64 = 60;

/// A draft that is open between two instants from now, ms.
pub fn draft(app: &App, kind: CampaignKind, words: [&str; 3], (from, to): (i64, i64)) -> Draft {
    let (now, [title, rules, offer]) = (app.clock().now(), words);
    let offer = Offer {
        title: offer.to_owned(),
        worth: Fen(0),
        pays: Fen(0),
        days: 30,
        until: None,
        merchants: Vec::new(),
    };
    let terms = Terms {
        rules: rules.to_owned(),
        offer,
        limit: Limit { per: Span::Campaign, most: 1 },
        who: Vec::new(),
        amounts: None,
        prizes: Vec::new(),
        reserves: 0,
        source: String::new(),
        quiz: None,
        sign_up_until: None,
        daily: None,
        stacking: Stacking::default(),
        delivery: None,
    };
    let (opens_at, closes_at) = (now.plus_ms(from), now.plus_ms(to));
    Draft { kind, title: title.to_owned(), terms, opens_at, closes_at, stock: 0 }
}

/// So many tickets, some of which win.
fn tickets(app: &App, title: &str, stock: i64, span: (i64, i64)) -> Draft {
    let rules =
        "每人每天一张票，当场知道中没中。哪些票号中奖，活动上线前就已经定好，结束后公布，谁都可以验证。";
    let mut d = draft(app, CampaignKind::Instant, [title, rules, "奖品"], span);
    let prize = |title: &str, count, worth| Prize { title: title.to_owned(), count, worth: Fen(worth) };
    d.terms.prizes = vec![prize("咖啡套餐", stock / 100, 3_000), prize("超市满减券10元", stock / 10, 1_000)];
    d.terms.limit = Limit { per: Span::Day, most: 1 };
    d.stock = stock;
    d
}

/// The quiz that a union's members can answer, if there is one.
fn a_quiz(app: &App, union: Id) -> Result<Option<Quiz>> {
    Ok(app.store().read_blocking(move |tx| quizzes::open_of(tx, &[union]))?.into_iter().next())
}

fn prizes_of(app: &App, q: &Quiz) -> Draft {
    let rules = "在活动期间完成答题并达标，就能领一张券，先到先得，领完为止。每人答一次、领一张。";
    let words = ["工会法知识有奖答题", rules, "图书券10元"];
    let mut d = draft(app, CampaignKind::Quiz, words, (-DAY, 12 * DAY));
    d.terms.offer.worth = Fen(1_000);
    d.terms.quiz = Some(Pass { quiz_id: q.id, score: (q.full * PASS / 100).max(1) });
    d.stock = 300;
    d
}

/// Makes them; how many campaigns, and how many vouchers that are something.
pub fn fill(app: &App, staff: &Staff, union: Id, units: &[Unit]) -> Result<Filled> {
    let all = people(app, units)?;
    let half = all.len() / 2;
    let past = on_line(app, staff, union, tickets(app, "双十一开票有礼", 100, (-10 * DAY, 2 * DAY)))?;
    take(app, &past, &all[..half.min(100)])?;
    over(app, staff, &past)?;
    let open = on_line(app, staff, union, tickets(app, "天天开票", 1_000, (-DAY, 13 * DAY)))?;
    take(app, &open, &all[half..])?;
    let mut filled = Filled { campaigns: 2, ..Filled::default() };
    filled.vouchers = won(app, &past)? + won(app, &open)?;
    filled.vouchers += queues(app, staff, union, &all)?;
    filled.campaigns += 2;
    if let Some(q) = a_quiz(app, union)? {
        let c = on_line(app, staff, union, prizes_of(app, &q))?;
        filled.campaigns += 1;
        filled.vouchers += take(app, &c, &passed(app, &c, &all)?)?;
    }
    Ok(filled)
}

fn a_queue(app: &App, title: &str, until: i64, span: (i64, i64)) -> Draft {
    let rules = "在报名时间内报名，不分先后。截止后公开摇出顺序，前面的直接得到，不用再领；有人退回或过期，按顺序往下给。";
    let mut d = draft(app, CampaignKind::Queue, [title, rules, "热门展览门票一张"], span);
    d.terms.offer.worth = Fen(6_000);
    d.terms.source = "报名截止次日上证综指收盘点位，保留两位小数".to_owned();
    d.terms.sign_up_until = Some(app.clock().now().plus_ms(until));
    d.stock = 30;
    d
}

/// A queue for which people sign up, and one whose order was drawn; how many vouchers were given.
fn queues(app: &App, staff: &Staff, union: Id, all: &[Person]) -> Result<usize> {
    let open = on_line(app, staff, union, a_queue(app, "周末亲子农场体验", 5 * DAY, (-DAY, 12 * DAY)))?;
    enter_all(app, &open, &all[all.len() / 2..])?;
    let done = a_queue(app, "热门展览门票", -HOUR, (-2 * DAY, 10 * DAY));
    let done = on_line(app, staff, union, done)?;
    entered_before(app, &done, all)?;
    valued(app, staff, &done, "3418.06")?;
    let id = done.id;
    let issued = app.store().read_blocking(move |tx| stock::find(tx, id))?.map_or(0, |s| s.issued);
    Ok(usize::try_from(issued).unwrap_or_default())
}

/// As signing up yesterday would have left it: the time of this queue is over.
fn entered_before(app: &App, c: &Campaign, people: &[Person]) -> Result<()> {
    let (keys, id, at) = (app.keyring().clone(), c.id, app.clock().now().plus_ms(-DAY));
    let entry = |(person_id, union_id): &Person| Entry {
        campaign_id: id,
        person_id: *person_id,
        entrant: entrant(&keys, id, *person_id),
        union_id: *union_id,
        entered_at: at,
    };
    let all: Vec<Entry> = people.iter().map(entry).collect();
    app.store().write_blocking(move |tx| {
        draw_entry::insert(tx, &all)?;
        draw::enter(tx, id, all.len() as i64).map(drop)
    })?;
    Ok(())
}

/// Ends a campaign of tickets and publishes its secret.
fn over(app: &App, staff: &Staff, c: &Campaign) -> Result<()> {
    let (scope, at) = (staff.manager.permit::<res::Campaign, act::Approve>()?, (c.id, c.version));
    app.store().write_blocking(move |tx| campaign_steps::stop(tx, &scope, at, "活动提前结束").map(drop))?;
    match instant::reveal_all(app)? {
        0 => Err(broken("the tickets of the demo keep their secret")),
        _ => Ok(()),
    }
}

/// How many tickets won something.
fn won(app: &App, c: &Campaign) -> Result<usize> {
    let id = c.id;
    Ok(app.store().read_blocking(move |tx| tickets_of::won(tx, id))?.len())
}

/// Who of these passed the quiz of a campaign.
fn passed(app: &App, c: &Campaign, all: &[Person]) -> Result<Vec<Person>> {
    let (c, all) = (c.clone(), all.to_vec());
    Ok(app.store().read_blocking(move |tx| {
        let mut good = Vec::new();
        for one in all {
            if quiz::refused(tx, &c, one.0)?.is_none() {
                good.push(one);
            }
        }
        Ok::<_, store::DbError>(good)
    })?)
}
