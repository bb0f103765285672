//! Codes of partners: the pool, who gets which code, the partner's settlement, what a day has; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use benefits::IssueError;
use benefits::model::campaign::{Campaign, CampaignKind, CampaignState, Limit, Span};
use benefits::model::redemption::RedemptionState;
use benefits::model::voucher::{Voucher, VoucherState};
use benefits::ops::code_pool::{Loaded, clear, load_rows, own_code, reveal};
use benefits::ops::code_settle::{Settled, take_rows};
use benefits::ops::issue::{Issuing, Outcome, Wanted, issue_each};
use benefits::ops::{expiry, give_back};
use benefits::store::{redemption, voucher};
use benefits::{CampaignError, MerchantError};
use guard::{Actor, Grant, Role, act, res};
use kernel::{Day, Fen, Id, OrgPath};
use platform::App;
use platform::parameters::{self, Proposal};
use sheets::lines::Line;
use store::Tx;
use testkit::{TestDb, db_test};

use crate::common::audited::{walked, whole};
use crate::common::tills::{Place, scan};
use crate::common::world::{HOUR, Member, World};
use crate::common::{app_over, number, setup, sql};

fn admin(n: i64, role: Role) -> Actor {
    Actor::staff(Id(n), format!("管理员{n}"), vec![Grant { role, union_id: Id(0), path: OrgPath::top() }])
}

/// Two people let a parameter be something else from today on.
fn set_parameter(app: &App, code: &'static str, value: &str) {
    let new = Proposal {
        area: String::new(),
        value: value.into(),
        valid_from: app.clock().today(),
        valid_to: Day::OPEN,
        source: "测试依据".into(),
        mark: "K".into(),
        reason: "测试券码期限".into(),
    };
    let propose = admin(11, Role::SystemAdmin).permit::<res::Parameter, act::Propose>().unwrap();
    let approve = admin(12, Role::SecurityAdmin).permit::<res::Parameter, act::Approve>().unwrap();
    let (tree, present) = (app.org_tree().clone(), app.parameters());
    let change = move |tx: &mut Tx<'_>| {
        let id = parameters::propose(tx, tree.as_ref(), &present, &propose, code, &new)?;
        parameters::approve(tx, &approve, &present, id, "")
    };
    app.store().write_blocking(change).unwrap();
    app.refresh_dated().unwrap();
}

fn line(n: usize, cells: [&str; 2]) -> Line<2> {
    Line { row: n as u32 + 2, cells: cells.map(str::to_owned) }
}

fn lines(codes: &[&str]) -> Vec<Line<2>> {
    codes.iter().enumerate().map(|(n, code)| line(n, [*code, ""])).collect()
}

fn load(w: &World, c: &Campaign, rows: &[Line<2>]) -> Result<Loaded, CampaignError> {
    let scope = w.officer.permit::<res::Campaign, act::Update>().unwrap();
    load_rows(&w.app, &scope, c.id, ("券码.xlsx", rows))
}

/// A draft of codes of a partner.
fn draft(w: &World, p: &Place) -> Campaign {
    let mut d = w.draft(CampaignKind::Codes);
    d.terms.offer.merchants = vec![p.merchant.id];
    w.made(d)
}

/// A campaign of five codes on line.
fn on_line(w: &World, p: &Place) -> Campaign {
    let c = draft(w, p);
    load(w, &c, &lines(&["MTR-00001", "MTR-00002", "MTR-00003", "MTR-00004", "MTR-00005"])).unwrap();
    w.approved(&w.proposed(&w.again(&c)).unwrap()).unwrap()
}

fn reasons(l: &Loaded) -> Vec<(u32, &str)> {
    l.left.iter().map(|l| (l.row, l.reason.as_str())).collect()
}

fn settle(w: &World, c: &Campaign, preview: bool, rows: &[[&str; 4]]) -> Result<Settled, MerchantError> {
    let scope = w.officer.permit::<res::Redemption, act::Update>().unwrap();
    let row = |(n, cells): (usize, &[&str; 4])| Line { row: n as u32 + 2, cells: cells.map(str::to_owned) };
    let rows = rows.iter().enumerate().map(row).collect();
    take_rows(&w.app, &scope, (c.id, preview), ("结算.xlsx", rows))
}

fn serial(w: &World, c: &Campaign, n: i64) -> Voucher {
    let id = c.id;
    w.app.store().read_blocking(move |tx| voucher::by_serial(tx, id, n)).unwrap().unwrap()
}

fn code_of(w: &World, c: &Campaign, v: &Voucher) -> Result<String, IssueError> {
    let (keys, c, v) = (w.app.keyring().clone(), c.clone(), v.clone());
    w.app.store().read_blocking(move |tx| own_code(tx, &keys, &c, &v))
}

fn issue(app: &App, all: &[Wanted]) -> Vec<Outcome> {
    let (with, all) = (Issuing::of(app), all.to_vec());
    app.store().write_blocking(move |tx| issue_each(tx, &with, &all)).unwrap()
}

fn wanted(w: &World, c: &Campaign, m: &Member, seen: i64) -> Wanted {
    Wanted { campaign_id: c.id, person_id: m.id, union_id: w.r.mine.id, seen }
}

db_test! { setup();
    fn a_pool_takes_each_code_once_and_says_why_others_are_left(db: &TestDb) {
        let w = World::new(db);
        let p = w.merchant(1);
        let c = draft(&w, &p);
        let last = c.last_day(c.closes_at.plus_ms(-1).day());
        let rows = [
            line(0, ["MTR-0001", ""]),
            line(1, ["", "2027-12-31"]),
            line(2, ["MTR-0001", ""]),
            line(3, ["MTR 0002", ""]),
            line(4, ["MTR-0003", &last.plus_days(-1).to_string()]),
            line(5, ["MTR-0004", &last.to_string()]),
        ];
        let done = load(&w, &c, &rows).unwrap();
        assert_eq!((done.new, done.known, done.total), (2, 0, 2));
        let why = format!("有效期到{}，早于券的最后一天{last}", last.plus_days(-1));
        assert_eq!(
            reasons(&done),
            [(3, "券码是空的"), (4, "与文件中前面的一行重复"), (5, "券码里有空格"), (6, why.as_str())]
        );
        let again = load(&w, &c, &rows).unwrap();
        assert_eq!((again.new, again.known, again.total), (0, 2, 2), "the same file adds nothing");
        let now = w.again(&c);
        assert_eq!((now.stock, now.envelope), (2, Fen(5_800)), "the pool says how many there are");
        // What is in a pool is in no other one of this partner.
        let other = draft(&w, &p);
        let done = load(&w, &other, &lines(&["MTR-0001", "MTR-0009"])).unwrap();
        assert_eq!((done.new, reasons(&done)), (1, vec![(2, format!("已在活动{}的码池里", c.number).as_str())]));
        // Nothing of a code stands in the database.
        assert_eq!(number(w.app.store(), "SELECT count(*) FROM benefit_code WHERE tail = '0001'"), 1);
        // A wrong file is taken out again, and its codes are free.
        let scope = w.officer.permit::<res::Campaign, act::Update>().unwrap();
        clear(&w.app, &scope, c.id, "传错了表格").unwrap();
        assert_eq!((w.again(&c).stock, w.again(&c).envelope), (0, Fen(0)));
        assert_eq!(load(&w, &other, &lines(&["MTR-0001"])).unwrap().new, 1);
        // An empty pool is proposed by nobody.
        assert!(matches!(w.proposed(&w.again(&c)), Err(CampaignError::Invalid(f)) if f[0].code == "benefits.pool-empty"));
    }

    fn a_loaded_draft_keeps_its_partner_and_nothing_is_loaded_once_it_is_proposed(db: &TestDb) {
        let w = World::new(db);
        let (p, q) = (w.merchant(1), w.merchant(2));
        let c = draft(&w, &p);
        let day = c.last_day(c.closes_at.plus_ms(-1).day());
        load(&w, &c, &[line(0, ["MTR-0001", &day.to_string()])]).unwrap();
        let edit = |change: &dyn Fn(&mut benefits::rules::campaign::Draft)| {
            let now = w.again(&c);
            let mut d = benefits::rules::campaign::draft_of(&now);
            change(&mut d);
            let (scope, codes) = (w.officer.permit::<res::Campaign, act::Update>().unwrap(), w.app.codesets());
            w.write(move |tx| benefits::ops::campaign::edit(tx, &codes, &scope, (now.id, now.version), d.clone()))
        };
        let wrong = |r: Result<Campaign, CampaignError>| match r {
            Err(CampaignError::Invalid(f)) => f[0].code,
            other => panic!("{other:?}"),
        };
        assert_eq!(wrong(edit(&|d| d.terms.offer.merchants = vec![q.merchant.id])), "benefits.pool-loaded");
        assert_eq!(wrong(edit(&|d| d.kind = CampaignKind::Coupon)), "benefits.pool-loaded");
        assert_eq!(wrong(edit(&|d| d.terms.offer.days += 1)), "benefits.pool-runs-out");
        assert_eq!(edit(&|d| d.stock = 99).unwrap().stock, 1);
        w.proposed(&w.again(&c)).unwrap();
        assert!(matches!(load(&w, &c, &lines(&["MTR-0002"])), Err(CampaignError::State { .. })));
        let grab = w.made(w.draft(CampaignKind::Grab));
        assert!(matches!(load(&w, &grab, &lines(&["MTR-0002"])), Err(CampaignError::NotCodes)));
    }

    fn who_presses_gets_the_next_code_and_nobody_else_reads_it(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 6);
        let p = w.merchant(1);
        let c = on_line(&w, &p);
        let got = w.take(&c, &m);
        assert!(matches!(got[5], Outcome::SoldOut));
        for (n, one) in got[..5].iter().enumerate() {
            let v = one.voucher().unwrap();
            assert_eq!(code_of(&w, &c, v).unwrap(), format!("MTR-0000{}", n + 1));
        }
        // It is the partner's, not ours: no till takes it, nobody gives it back.
        assert!(matches!(w.scans(&[scan(&p.till, &c, 1, "k")]).remove(0), Err(MerchantError::VoucherNotHere)));
        let (by, id) = (Actor::member(m[0].id, "会员"), c.id);
        let back = w.app.store().write_blocking(move |tx| give_back::give_back(tx, &by, (id, 1)).map(drop));
        assert!(matches!(back, Err(IssueError::CodeKept)));
        // In full for a purpose that stands in the audit.
        let keys = w.app.keyring().clone();
        let scope = w.officer.permit::<res::Campaign, act::Reveal>().unwrap();
        let ask = |why: &'static str| {
            let (keys, scope) = (keys.clone(), scope.clone());
            w.app.store().write_blocking(move |tx| reveal(tx, &keys, &scope, (id, 2), why))
        };
        assert!(matches!(ask("看"), Err(IssueError::Purpose)));
        assert_eq!(ask("与合作方核对").unwrap(), "MTR-00002");
        assert_eq!(number(w.app.store(), "SELECT count(*) FROM audit_entry WHERE action = 'campaign.reveal-code'"), 1);
        whole(&w, &c);
    }

    fn a_settlement_is_looked_at_then_owed_once_and_refunds_go_back(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 5);
        let p = w.merchant(1);
        let c = on_line(&w, &p);
        w.take(&c, &m[..4]);
        db.clock().advance_ms(2 * HOUR);
        let at = w.now().plus_ms(-HOUR).local_text();
        let rows = [
            ["MTR-00001", &at, "29.00", "已使用"],
            ["MTR-00002", &at, "", ""],
            ["MTR-00003", &at, "30", "已使用"],
            ["MTR-00005", &at, "29", ""],
            ["XYZ", &at, "29", ""],
            ["MTR-00001", &at, "29.00", "已使用"],
            ["MTR-00004", "", "", "退款"],
        ];
        let seen = settle(&w, &c, true, &rows).unwrap();
        assert_eq!((seen.used, seen.amount, seen.refunded, seen.known, seen.left.len()), (2, Fen(5_800), 1, 1, 3));
        assert_eq!(w.owed(&p.merchant), 0, "looking changes nothing");
        assert_eq!(settle(&w, &c, false, &rows).unwrap(), seen);
        assert_eq!(w.owed(&p.merchant), 5_800);
        assert_eq!([1, 2, 3, 4].map(|n| serial(&w, &c, n).state.code()), ["used", "used", "held", "void"]);
        let again = settle(&w, &c, false, &rows).unwrap();
        assert_eq!((again.used, again.refunded, again.known), (0, 0, 4), "the same file does nothing twice");
        assert_eq!(w.owed(&p.merchant), 5_800);
        whole(&w, &c);
        // Refunded before anything was settled: not owed, and the voucher is void.
        let back = settle(&w, &c, false, &[["MTR-00002", "", "", "已退款"]]).unwrap();
        assert_eq!((back.refunded, w.owed(&p.merchant), serial(&w, &c, 2).state), (1, 2_900, VoucherState::Void));
        whole(&w, &c);
        // On a statement it waits for the payment, then the next statement takes it off.
        let s = w.statement(&p.merchant).unwrap();
        let s = w.agreed(&s, &p.till);
        let refund = [["MTR-00001", "", "", "退款"]];
        assert_eq!(settle(&w, &c, true, &refund).unwrap().left.len(), 1);
        w.paid(&s).unwrap();
        assert_eq!(settle(&w, &c, false, &refund).unwrap().refunded, 1);
        let (id, merchant) = (c.id, p.merchant.id);
        let r = w.app.store().read_blocking(move |tx| redemption::of_voucher(tx, merchant, (id, 1))).unwrap();
        assert_eq!(r.unwrap().state, RedemptionState::Refunding);
        assert_eq!(settle(&w, &c, false, &refund).unwrap().known, 1);
        whole(&w, &c);
    }

    fn a_partner_has_time_to_tell_before_its_codes_run_out(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 2);
        let p = w.merchant(1);
        let c = on_line(&w, &p);
        w.take(&c, &m);
        let at = w.now().local_text();
        let days = |n: i64| db.clock().advance_ms(n * 24 * HOUR);
        days(40);
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 0);
        assert_eq!(settle(&w, &c, false, &[["MTR-00001", &at, "", ""]]).unwrap().used, 1);
        days(20);
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 1);
        assert_eq!(settle(&w, &c, false, &[["MTR-00002", &at, "", ""]]).unwrap().left[0].reason, "这张券已过期");
        // A code that was shown is given to nobody else; those that nobody got go into another pool once it is over.
        expiry::end_all(&w.app).unwrap();
        assert_eq!(w.again(&c).state, CampaignState::Ended);
        let next = draft(&w, &p);
        let done = load(&w, &next, &lines(&["MTR-00002", "MTR-00003"])).unwrap();
        assert_eq!((done.new, done.left.len()), (1, 1));
        whole(&w, &c);
    }

    fn how_long_a_partner_has_is_a_parameter(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 1);
        let p = w.merchant(1);
        let c = on_line(&w, &p);
        w.take(&c, &m);
        set_parameter(&w.app, "benefits.code_days", "90");
        db.clock().advance_ms(60 * 24 * HOUR);
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 0);
        set_parameter(&w.app, "benefits.code_days", "20");
        assert_eq!(expiry::expire_all(&w.app).unwrap(), 1);
        whole(&w, &c);
    }

    fn a_day_has_so_many_and_the_next_one_has_them_anew(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 8);
        let mut d = w.draft(CampaignKind::Coupon);
        (d.stock, d.terms.daily, d.closes_at) = (7, Some(3), w.now().plus_ms(90 * HOUR));
        d.terms.limit = Limit { per: Span::Day, most: 1 };
        let c = w.on_line(d);
        let other = if db.url().is_some() { app_over(db, db.open(|_| {})) } else { w.app.clone() };
        let first = issue(&w.app, &[wanted(&w, &c, &m[0], 0), wanted(&w, &c, &m[1], 0)]);
        assert!(first.iter().all(|o| o.voucher().is_some()));
        // Another server sees what this one gave.
        let second = issue(&other, &[wanted(&w, &c, &m[2], 0), wanted(&w, &c, &m[3], 0)]);
        assert_eq!((second[0].voucher().is_some(), &second[1]), (true, &Outcome::DayOut));
        assert!(matches!(issue(&w.app, &[wanted(&w, &c, &m[0], 1)])[0], Outcome::Already(_)));
        db.clock().advance_ms(24 * HOUR);
        let next = issue(&w.app, &m.iter().map(|m| wanted(&w, &c, m, 1)).collect::<Vec<_>>());
        assert_eq!(next.iter().filter(|o| o.voucher().is_some()).count(), 3);
        db.clock().advance_ms(24 * HOUR);
        let last = issue(&w.app, &m.iter().map(|m| wanted(&w, &c, m, 2)).collect::<Vec<_>>());
        assert_eq!(last.iter().filter(|o| o.voucher().is_some()).count(), 1, "of seven one is left");
        assert!(matches!(last[7], Outcome::SoldOut), "what is over tomorrow too is told as over");
        whole(&w, &c);
        // The auditor looks at the days, not at what they say of themselves.
        let id: Id = c.id;
        let change = sql(format!("UPDATE benefit_day SET issued = issued - 1 WHERE campaign_id = {id}"));
        w.app.store().write_blocking(move |tx| tx.execute(&change, &[])).unwrap();
        assert_eq!(walked(&w, &c).fault_count, 3);
    }
}
