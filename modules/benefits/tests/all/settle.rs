//! Statements: what a merchant is owed, disputed, approved by another person, paid once; refunds after that.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::MerchantError as E;
use benefits::model::campaign::{Campaign, CampaignKind};
use benefits::model::redemption::RedemptionState;
use benefits::model::settling::StatementState as S;
use benefits::model::voucher::VoucherState;
use benefits::ops::accounts::{UNSETTLED, merchant_account, unsettled_account};
use benefits::ops::settle_steps::{self, Answer};
use benefits::ops::void_redemption::{by_officer, refund};
use benefits::store::{redemption, settling, voucher};
use guard::{Actor, Grant, Role, act, res};
use kernel::Id;
use platform::ledger;
use testkit::{TestDb, db_test};

use crate::common::audited::walked;
use crate::common::tills::Place;
use crate::common::world::{GRANTED, World};
use crate::common::{setup, sql};

/// Four vouchers of a campaign, used at a merchant.
fn four(w: &World) -> (Campaign, Place, Vec<Id>) {
    let c = w.published(CampaignKind::Grab);
    w.take(&c, &w.members(&w.r.mine, 0, 4));
    let a = w.merchant(1);
    let ids = (1..=4).map(|serial| w.redeemed(&a.till, &c, serial).id).collect();
    (c, a, ids)
}

fn bank(w: &World) -> i64 {
    w.balance("benefits:bank")
}

db_test! { setup();
    fn from_redemptions_to_the_payment_to_the_fen(db: &TestDb) {
        let w = World::new(db);
        let (c, a, _) = four(&w);
        let s = w.statement(&a.merchant).unwrap();
        assert_eq!((s.count, s.amount.0, s.refunds, s.state), (4, 11_600, 0, S::Draft));
        assert!(w.statement(&a.merchant).is_none(), "everything is on one");
        let before = bank(&w);
        let s = w.agreed(&s, &a.till);
        assert_eq!((w.owed(&a.merchant), bank(&w)), (11_600, before), "an approval pays nothing");
        assert_eq!((w.balance("benefits:unsettled"), w.booked("benefits:merchant:")), (0, 11_600));
        let paid = w.paid(&s).unwrap();
        assert_eq!((paid.state, paid.bank_ref.as_str()), (S::Paid, "20261128001"));
        assert_eq!((w.owed(&a.merchant), bank(&w)), (0, before - 11_600));
        // Paid once: with the version of before, and with the one of now.
        assert!(matches!(w.paid(&s), Err(E::Stale { .. })));
        assert!(matches!(w.paid(&paid), Err(E::State { .. })));
        assert_eq!(bank(&w), before - 11_600);
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), 2_900, "one voucher was never issued");
        assert!(w.balanced());
        assert_eq!(w.budget_left(), GRANTED.0 - 14_500);
    }

    fn another_person_approves(db: &TestDb) {
        let w = World::new(db);
        let (_, a, _) = four(&w);
        let s = w.sent(&w.statement(&a.merchant).unwrap());
        let till = a.till.clone();
        let s = w.deal(move |tx| settle_steps::confirm(tx, &till, (s.id, s.version))).unwrap();
        let grant = Grant { role: Role::BenefitsManager, union_id: w.r.county.id, path: w.r.county.place() };
        let both = Actor::staff(w.officer.id(), "普惠经办", vec![grant]);
        let scope = both.permit::<res::Redemption, act::Approve>().unwrap();
        let own = w.deal(move |tx| settle_steps::approve(tx, &scope, (s.id, s.version)));
        assert!(matches!(own, Err(E::StatementSamePerson)));
        // Not approved, it is not paid.
        assert!(matches!(w.paid(&s), Err(E::State { .. })));
    }

    fn what_is_disputed_is_answered_line_by_line(db: &TestDb) {
        let w = World::new(db);
        let (_, a, ids) = four(&w);
        let s = w.sent(&w.statement(&a.merchant).unwrap());
        let (till, key) = (a.till.clone(), (s.id, s.version));
        let lines = vec![(ids[0], "顾客未到店".to_owned()), (ids[1], "金额不符".to_owned())];
        let s = w.deal(move |tx| settle_steps::dispute(tx, &till, key, ("两笔有误", &lines))).unwrap();
        assert_eq!(s.state, S::Disputed);
        let scope = w.officer.permit::<res::Redemption, act::Update>().unwrap();
        let said = |id: Id, keep| Answer { redemption_id: id, keep, answer: "已核对".into() };
        let (one, key) = ([said(ids[0], false)], (s.id, s.version));
        let half = w.deal(move |tx| settle_steps::answer(tx, &scope, key, &one));
        assert!(matches!(half, Err(E::Invalid(_))), "the other line has no answer");
        let scope = w.officer.permit::<res::Redemption, act::Update>().unwrap();
        let both = [said(ids[0], false), said(ids[1], true)];
        let s = w.deal(move |tx| settle_steps::answer(tx, &scope, key, &both)).unwrap();
        assert_eq!((s.state, s.count, s.amount.0), (S::Sent, 3, 8_700));
        let id = s.id;
        let told = w.app.store().read_blocking(move |tx| settling::disputes(tx, id)).unwrap();
        assert_eq!(told.iter().map(|d| d.kept).collect::<Vec<_>>(), [Some(false), Some(true)]);
        // The line that was taken off can be voided now; the others cannot.
        let void = |id: Id| {
            let (scope, m) = (w.officer.permit::<res::Redemption, act::Update>().unwrap(), a.merchant.id);
            w.deal(move |tx| by_officer(tx, &scope, (m, id), "顾客未到店"))
        };
        assert!(matches!(void(ids[1]), Err(E::Settled)));
        assert_eq!(void(ids[0]).unwrap().state, RedemptionState::Void);
        assert_eq!(w.owed(&a.merchant), 8_700);
        assert!(w.balanced());
    }

    fn what_was_paid_and_is_wrong_comes_off_the_next_statement(db: &TestDb) {
        let w = World::new(db);
        let (c, a, ids) = four(&w);
        let refund_of = |id: Id| {
            let (scope, m) = (w.officer.permit::<res::Redemption, act::Update>().unwrap(), a.merchant.id);
            w.deal(move |tx| refund(tx, &scope, (m, id), "经核实未消费"))
        };
        assert!(matches!(refund_of(ids[0]), Err(E::NotPaid)));
        let s = w.statement(&a.merchant).unwrap();
        w.paid(&w.agreed(&s, &a.till)).unwrap();
        let before = bank(&w);
        assert_eq!(refund_of(ids[0]).unwrap().state, RedemptionState::Refunding);
        assert!(matches!(refund_of(ids[0]), Err(E::State { .. })), "once");
        assert!(w.statement(&a.merchant).is_none(), "a refund alone makes no statement");
        // Two more are used; one pays for what is refunded.
        let d = w.published(CampaignKind::Coupon);
        w.take(&d, &w.members(&w.r.mine, 10, 2));
        for serial in [1, 2] {
            w.redeemed(&a.till, &d, serial);
        }
        let s = w.statement(&a.merchant).unwrap();
        assert_eq!((s.count, s.amount.0, s.refunds, s.refund_amount.0, s.net().0), (2, 5_800, 1, 2_900, 2_900));
        let left = w.balance(format!("benefits:campaign:{}", c.id));
        w.paid(&w.agreed(&s, &a.till)).unwrap();
        assert_eq!((bank(&w), w.owed(&a.merchant)), (before - 2_900, 0));
        assert_eq!(w.balance(format!("benefits:campaign:{}", c.id)), left + 2_900);
        let (m, id, of) = (a.merchant.id, ids[0], c.id);
        let (r, v) = w.app.store().read_blocking(move |tx| {
            Ok::<_, store::DbError>((redemption::find(tx, m, id)?.unwrap(), voucher::by_serial(tx, of, 1)?.unwrap()))
        }).unwrap();
        assert_eq!((r.state, v.state), (RedemptionState::Refunded, VoucherState::Void));
        assert!(w.balanced());
    }

    fn refunds_never_take_more_off_than_is_owed(db: &TestDb) {
        let w = World::new(db);
        let (_, a, ids) = four(&w);
        let s = w.statement(&a.merchant).unwrap();
        w.paid(&w.agreed(&s, &a.till)).unwrap();
        for id in &ids[..2] {
            let (scope, key) = (w.officer.permit::<res::Redemption, act::Update>().unwrap(), (a.merchant.id, *id));
            w.deal(move |tx| refund(tx, &scope, key, "经核实未消费")).unwrap();
        }
        let d = w.published(CampaignKind::Coupon);
        w.take(&d, &w.members(&w.r.mine, 10, 1));
        w.redeemed(&a.till, &d, 1);
        let s = w.statement(&a.merchant).unwrap();
        assert_eq!((s.refunds, s.net().0), (1, 0), "the other refund waits");
        w.paid(&w.agreed(&s, &a.till)).unwrap();
        assert_eq!(w.owed(&a.merchant), 0);
        assert!(w.balanced());
    }

    fn given_up_and_made_again(db: &TestDb) {
        let w = World::new(db);
        let (_, a, _) = four(&w);
        let s = w.agreed(&w.statement(&a.merchant).unwrap(), &a.till);
        let (scope, key) = (w.officer.permit::<res::Redemption, act::Update>().unwrap(), (s.id, s.version));
        let gone = w.deal(move |tx| settle_steps::cancel(tx, &scope, key, "期间有误")).unwrap();
        assert_eq!((gone.state, w.owed(&a.merchant), w.balance("benefits:unsettled")), (S::Cancelled, 11_600, 11_600));
        assert!(matches!(w.paid(&gone), Err(E::State { .. })));
        let s = w.statement(&a.merchant).unwrap();
        assert_eq!((s.count, s.amount.0), (4, 11_600));
        assert_ne!(s.number, gone.number);
    }

    fn the_auditor_holds_the_book_against_statements_and_redemptions(db: &TestDb) {
        let w = World::new(db);
        let (c, a, _) = four(&w);
        w.agreed(&w.statement(&a.merchant).unwrap(), &a.till);
        assert_eq!(walked(&w, &c).faults, Vec::<String>::new());
        let change = |text: &str| {
            let text = sql(text.to_owned());
            w.app.store().write_blocking(move |tx| tx.execute(&text, &[])).unwrap();
        };
        change("UPDATE benefit_statement SET amount = amount + 100");
        assert_eq!(walked(&w, &c).faults, ["账上应付商家是116.00，应为117.00"]);
        change("UPDATE benefit_statement SET amount = amount - 100, state = 'confirmed'");
        assert_eq!(walked(&w, &c).faults, ["账上待结算核销款是0.00，应为116.00", "账上应付商家是116.00，应为0.00"]);
    }

    fn a_book_from_before_has_with_merchants_what_is_on_no_statement(db: &TestDb) {
        let w = World::new(db);
        let (_, a, _) = four(&w);
        let s = w.agreed(&w.statement(&a.merchant).unwrap(), &a.till);
        let d = w.published(CampaignKind::Coupon);
        w.take(&d, &w.members(&w.r.mine, 10, 2));
        w.redeemed(&a.till, &d, 1);
        // As it was entered before there was an account of what is on no statement.
        let (by, county) = (w.officer.clone(), w.r.county.id);
        let of = a.merchant.id;
        w.write(move |tx| {
            let entry = ledger::Entry {
                id: ledger::id_of("test.before", of, 0),
                debit: unsettled_account(tx, county)?,
                credit: merchant_account(tx, county, of, "示范商家")?,
                amount: kernel::Fen(2_900),
                day: tx.today(),
                reason: "benefits.redeem",
                record: ("benefit_merchant", of),
                memo: "",
            };
            ledger::transfer(tx, &by, &[entry])?;
            Ok(())
        })
        .unwrap();
        for forget in [
            format!("UPDATE ledger_account SET code = 'before' WHERE code = '{UNSETTLED}'"),
            format!("DELETE FROM ledger_code WHERE code = '{UNSETTLED}'"),
        ] {
            let forget = sql(forget);
            w.app.store().write_blocking(move |tx| tx.execute(&forget, &[])).unwrap();
        }
        assert_eq!((w.balance("benefits:unsettled"), w.booked("benefits:merchant:")), (0, 14_500));
        w.redeemed(&a.till, &d, 2);
        assert_eq!((w.balance("benefits:unsettled"), w.booked("benefits:merchant:")), (5_800, 11_600));
        assert_eq!(w.owed(&a.merchant), 17_400);
        w.paid(&s).unwrap();
        assert_eq!(w.owed(&a.merchant), 5_800);
        assert!(w.balanced());
        let report = ledger::verify(db.store()).unwrap();
        assert!(report.is_whole(), "{:?}", report.faults);
    }
}
