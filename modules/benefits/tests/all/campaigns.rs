//! Campaigns from draft to archive, their money to the 分, and what is counted of them.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::CampaignError;
use benefits::model::campaign::{Campaign, CampaignKind, CampaignState};
use benefits::ops::issue::Outcome;
use benefits::ops::{budget, campaign, campaign_steps, expiry, figures, figures_of, report};
use benefits::store::{stock, voucher};
use guard::{Actor, act, res};
use kernel::{Fen, Id};
use testkit::{TestDb, db_test};

use crate::common::world::{GRANTED, HOUR, World};
use crate::common::{number, setup, trace};

const DAY: i64 = 24 * HOUR;

fn approve<T: Send + 'static>(
    w: &World,
    c: &Campaign,
    deed: impl Fn(
        &mut store::Tx<'_>,
        &guard::Scope<res::Campaign, act::Approve>,
        (Id, i64),
    ) -> Result<T, CampaignError>
    + Send
    + 'static,
) -> Result<T, CampaignError> {
    let scope = w.manager.permit::<res::Campaign, act::Approve>().unwrap();
    let at = (c.id, w.again(c).version);
    w.write(move |tx| deed(tx, &scope, at))
}

fn settle(w: &World, c: &Campaign) -> Result<Campaign, CampaignError> {
    approve(w, c, campaign_steps::settle)
}

db_test! { setup();
    fn publication_reserves_the_envelope_and_takes_another_person(db: &TestDb) {
        let w = World::new(db);
        let c = w.made(w.draft(CampaignKind::Grab));
        assert_eq!((c.state, c.envelope, c.number.as_str()), (CampaignState::Draft, Fen(14_500), "1000"));
        let c = w.proposed(&c).unwrap();
        // Who proposed it cannot approve it, whatever role the account has besides.
        let grant = guard::Grant { role: guard::Role::BenefitsManager, union_id: w.r.county.id, path: w.r.county.place() };
        let both = guard::Actor::staff(w.officer.id(), "普惠经办", vec![grant]);
        let scope = both.permit::<res::Campaign, act::Approve>().unwrap();
        let (keys, at) = (w.app.keyring().clone(), (c.id, c.version));
        let own = w.write(move |tx| campaign_steps::publish(tx, &keys, &scope, at));
        assert!(matches!(own, Err(CampaignError::SamePerson)));
        assert_eq!(w.budget_left(), GRANTED.0);
        let c = w.approved(&c).unwrap();
        assert_eq!((c.state, w.budget_left()), (CampaignState::Published, GRANTED.0 - 14_500));
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), 14_500);
        assert!(w.balanced());
        // Whoever saw the proposal cannot publish it twice.
        let scope = w.manager.permit::<res::Campaign, act::Approve>().unwrap();
        let (keys, at) = (w.app.keyring().clone(), (c.id, c.version - 1));
        let again = w.write(move |tx| campaign_steps::publish(tx, &keys, &scope, at));
        assert!(matches!(again, Err(CampaignError::State { .. })), "{again:?}");
        let id = c.id;
        let s = w.app.store().read_blocking(move |tx| stock::find(tx, id)).unwrap().unwrap();
        assert_eq!((s.stock, s.issued, s.held()), (5, 0, 0));
    }
}

db_test! { setup();
    fn a_budget_that_is_short_says_what_is_there(db: &TestDb) {
        let w = World::new(db);
        let mut draft = w.draft(CampaignKind::Coupon);
        draft.stock = 40_000;
        let c = w.made(draft);
        assert_eq!(c.envelope, Fen(116_000_000));
        let c = w.proposed(&c).unwrap();
        match w.approved(&c) {
            Err(CampaignError::Budget { there, wanted, .. }) => assert_eq!((there, wanted), (GRANTED, Fen(116_000_000))),
            other => panic!("{other:?}"),
        }
        assert_eq!((w.again(&c).state, w.budget_left()), (CampaignState::Proposed, GRANTED.0));
        assert_eq!(number(db.store(), "SELECT count(*) FROM benefit_stock"), 0);
        // With more money it goes.
        let year = i64::from(w.app.clock().today().year());
        w.grant(w.r.county.id, year, Fen(20_000_000)).unwrap();
        w.approved(&c).unwrap();
        assert_eq!(w.budget_left(), 4_000_000);
        // A year without a budget has nothing.
        let mut draft = w.draft(CampaignKind::Coupon);
        draft.opens_at = draft.opens_at.plus_ms(760 * DAY);
        draft.closes_at = draft.closes_at.plus_ms(760 * DAY);
        let c = w.made(draft);
        let later = w.proposed(&c).unwrap();
        assert!(matches!(w.approved(&later), Err(CampaignError::Budget { there: Fen(0), .. })));
        assert!(w.balanced());
    }
}

db_test! { setup();
    fn time_ends_it_vouchers_run_out_and_the_rest_goes_back(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 6);
        let c = w.published(CampaignKind::Grab);
        let got = w.take(&c, &m);
        assert_eq!(got.iter().filter(|o| matches!(o, Outcome::Got(_))).count(), 5);
        assert!(matches!(got[5], Outcome::SoldOut));
        assert_eq!(w.balance(format!("benefits:issued:{}", c.id)), 14_500);
        w.used(&c, 1, Id(77));
        w.used(&c, 2, Id(77));
        assert_eq!(expiry::end_all(&w.app).unwrap(), 0, "it is open");
        db.clock().advance_ms(25 * HOUR);
        assert_eq!(expiry::end_all(&w.app).unwrap(), 1);
        assert_eq!(w.again(&c).state, CampaignState::Ended);
        // While three are held it cannot be settled, neither by hand nor by the program.
        assert!(matches!(settle(&w, &c), Err(CampaignError::Held { held: 3 })));
        db.clock().advance_ms(2 * DAY);
        assert_eq!(expiry::settle_all(&w.app).unwrap(), 0);
        // They hold 14 days, the day of the issue is the first; a till may hand in a day later.
        db.clock().advance_ms(10 * DAY);
        db.clock().advance_ms(23 * HOUR);
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 0, "the day after the last one is not over");
        db.clock().advance_ms(DAY);
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 3);
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 0);
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), 3 * 2_900);
        assert!(w.balanced());
        assert_eq!(expiry::settle_all(&w.app).unwrap(), 1);
        let c = w.again(&c);
        assert_eq!((c.state, w.budget_left()), (CampaignState::Settled, GRANTED.0 - 2 * 2_900));
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), 0);
        assert_eq!(w.balance("benefits:unsettled"), 5_800);
        assert!(w.balanced());
        // The budget tells the same from the book.
        let scope = w.manager.permit::<res::Campaign, act::Read>().unwrap();
        let (county, year) = (w.r.county.id, i64::from(c.opens_at.day().year()));
        let (s, grants, all) = w.write(move |tx| budget::of_year(tx, &scope, county, year)).unwrap();
        assert_eq!((s.granted, s.reserved, s.spent, s.left), (GRANTED, Fen(0), Fen(5_800), Fen(GRANTED.0 - 5_800)));
        assert_eq!((grants.len(), all.len(), all[0].redeemed, all[0].rest), (1, 1, Fen(5_800), Fen(0)));
        let report = platform::ledger::verify(db.store()).unwrap();
        assert!(report.is_whole(), "{:?}", report.faults);
    }
}

db_test! { setup();
    fn what_ran_out_while_it_is_open_is_given_again(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 8);
        let mut draft = w.draft(CampaignKind::Coupon);
        draft.terms.offer.days = 1;
        draft.closes_at = draft.closes_at.plus_ms(30 * DAY);
        let c = w.on_line(draft);
        w.take(&c, &m[..5]);
        assert!(matches!(w.take(&c, &m[5..6])[0], Outcome::SoldOut));
        db.clock().advance_ms(3 * DAY);
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 5);
        let got = w.take(&c, &m[5..8]);
        assert!(got.iter().all(|o| matches!(o, Outcome::Got(_))), "{got:?}");
        // Who had one has had the turn.
        assert!(matches!(w.take(&c, &m[..1])[0], Outcome::Already(_)));
        assert_eq!(w.balance(format!("benefits:issued:{}", c.id)), 3 * 2_900);
        assert!(w.balanced());
    }
}

db_test! { setup();
    fn what_who_approves_paused_only_such_a_one_lets_go_on(db: &TestDb) {
        let w = World::new(db);
        let c = w.published(CampaignKind::Coupon);
        let (officer, manager) = (
            w.officer.permit::<res::Campaign, act::Lock>().unwrap(),
            w.manager.permit::<res::Campaign, act::Lock>().unwrap(),
        );
        let may = |c: &Campaign, who: &Actor| campaign_steps::may(who, c, &w.r.county.place());
        let (scope, at) = (officer.clone(), (c.id, c.version));
        let c = w.write(move |tx| campaign_steps::pause(tx, &scope, at, "核对名额")).unwrap();
        assert!(!c.held_back && may(&c, &w.officer).resume && may(&c, &w.manager).resume);
        let (scope, at) = (manager.clone(), (c.id, c.version));
        let c = w.write(move |tx| campaign_steps::resume(tx, &scope, at)).unwrap();
        let (scope, at) = (manager.clone(), (c.id, c.version));
        let c = w.write(move |tx| campaign_steps::pause(tx, &scope, at, "接到投诉")).unwrap();
        assert!(c.held_back && !may(&c, &w.officer).resume && may(&c, &w.manager).resume);
        let at = (c.id, c.version);
        let refused = w.write(move |tx| campaign_steps::resume(tx, &officer, at));
        assert!(matches!(refused, Err(CampaignError::HeldBack)), "{refused:?}");
        let c = w.write(move |tx| campaign_steps::resume(tx, &manager, at)).unwrap();
        assert!(c.state == CampaignState::Published && !c.held_back);
        assert!(!w.again(&c).held_back);
    }
}

db_test! { setup();
    fn interrupted_it_gives_nothing_and_stopped_it_is_over(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 3);
        let c = w.published(CampaignKind::Coupon);
        let lock = w.officer.permit::<res::Campaign, act::Lock>().unwrap();
        let (scope, at) = (lock.clone(), (c.id, c.version));
        let bare = w.write(move |tx| campaign_steps::pause(tx, &scope, at, " "));
        assert!(matches!(bare, Err(CampaignError::Invalid(_))));
        let scope = lock.clone();
        let paused = w.write(move |tx| campaign_steps::pause(tx, &scope, at, "商家系统升级")).unwrap();
        assert_eq!((paused.state, paused.reason.as_str()), (CampaignState::Paused, "商家系统升级"));
        assert!(matches!(w.take(&c, &m[..1])[0], Outcome::Closed(_)));
        let at = (c.id, paused.version);
        let resumed = w.write(move |tx| campaign_steps::resume(tx, &lock, at)).unwrap();
        assert_eq!(resumed.state, CampaignState::Published);
        assert!(matches!(w.take(&c, &m[..1])[0], Outcome::Got(_)));
        let c = w.stopped(&c);
        assert_eq!(c.state, CampaignState::Ended);
        assert!(matches!(w.take(&c, &m[1..2])[0], Outcome::Closed(_)));
        w.used(&c, 1, Id(77));
        let c = settle(&w, &c).unwrap();
        assert_eq!(w.budget_left(), GRANTED.0 - 2_900);
        // Settled is settled.
        assert!(matches!(settle(&w, &c), Err(CampaignError::State { .. })));
        let update = w.officer.permit::<res::Campaign, act::Update>().unwrap();
        let at = (c.id, c.version);
        let c = w.write(move |tx| campaign_steps::archive(tx, &update, at)).unwrap();
        assert!(!c.state.is_public());
    }
}

db_test! { setup();
    fn a_proposal_comes_back_and_is_written_anew(db: &TestDb) {
        let w = World::new(db);
        let c = w.proposed(&w.made(w.draft(CampaignKind::Draw))).unwrap();
        assert_eq!((c.stock, c.worth, c.envelope), (3, Fen(6_000), Fen(10_000)));
        let back = approve(&w, &c, |tx, scope, at| campaign_steps::give_back(tx, scope, at, "奖品太少")).unwrap();
        assert_eq!((back.state, back.reason.as_str()), (CampaignState::Draft, "奖品太少"));
        let mut draft = w.draft(CampaignKind::Draw);
        draft.terms.prizes[1].count = 5;
        let scope = w.officer.permit::<res::Campaign, act::Update>().unwrap();
        let (codes, at) = (w.app.codesets(), (c.id, back.version));
        let edited = w.write(move |tx| campaign::edit(tx, &codes, &scope, at, draft.clone())).unwrap();
        assert_eq!((edited.stock, edited.envelope), (6, Fen(16_000)));
        let scope = w.officer.permit::<res::Campaign, act::Propose>().unwrap();
        let at = (c.id, edited.version);
        let gone = w.write(move |tx| campaign::withdraw(tx, &scope, at, "另行安排")).unwrap();
        assert_eq!(gone.state, CampaignState::Withdrawn);
        assert_eq!(w.budget_left(), GRANTED.0);
        // Over before it is approved: proposed is too late.
        let mut draft = w.draft(CampaignKind::Grab);
        draft.opens_at = w.now().plus_ms(-2 * DAY);
        draft.closes_at = w.now();
        assert!(matches!(w.proposed(&w.made(draft)), Err(CampaignError::Over)));
    }
}

db_test! { setup();
    async fn what_happened_is_counted_once_at_the_members_unions(db: &TestDb) {
        let w = tokio::task::block_in_place(|| World::new(db));
        tokio::task::block_in_place(|| {
            let m = w.members(&w.r.mine, 0, 4);
            let (a, b) = (w.published(CampaignKind::Coupon), w.published(CampaignKind::Grab));
            w.take(&a, &m);
            w.take(&b, &m[..2]);
            w.used(&a, 1, Id(77));
            w.used(&a, 3, Id(78));
            w.used(&b, 2, Id(77));
            assert_eq!(figures::count_all(&w.app).unwrap(), 6);
            assert_eq!(figures::count_all(&w.app).unwrap(), 0, "counted once");
            let today = w.app.clock().today();
            let of = |union: Id| {
                w.app.store().read_blocking(move |tx| report::report(tx, union, (None, today))).unwrap()
            };
            let here = of(w.r.mine.id);
            assert_eq!((here.times, here.people, here.redeemed, here.saved), (6, 4, 3, Fen(8_700)));
            assert_eq!((of(w.r.county.id), of(w.r.here.id), of(w.r.there.id).times), (here, here, 0));
            // One is taken back, and another one is used: the figures follow.
            let id = a.id;
            assert!(w.write(move |tx| Ok(voucher::unmark(tx, id, 1)?)).unwrap());
            figures::count_all(&w.app).unwrap();
            assert_eq!((of(w.r.mine.id).redeemed, of(w.r.mine.id).saved), (2, Fen(5_800)));
            let scope = w.manager.permit::<res::Campaign, act::Read>().unwrap();
            let (county, days) = (w.r.county.id, (today, today));
            let f = w.write(move |tx| figures_of::of(tx, &scope, county, days)).unwrap();
            assert_eq!((f.sums.times, f.sums.people, f.sums.redeemed, f.sums.saved), (6, 4, 2, 5_800));
            assert_eq!(f.campaigns.iter().map(|l| l.sums.times).collect::<Vec<_>>(), [4, 2]);
        });
        let actions: Vec<String> = trace(&w.app).await.into_iter().map(|e| e.action).collect();
        for action in ["benefit-budget.grant", "campaign.create", "campaign.propose", "campaign.publish"] {
            assert!(actions.iter().any(|a| a == action), "{action}: {actions:?}");
        }
    }
}
