//! Batches on every database: two people, one file, answers whole, partial, twice and wrong; cards that fail and what follows.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{Actor, Grant, Role, act, res};
use kernel::{Fen, Id};
use mutual::enrolment::{Payee, RefundState, accounts, fund_account, refund, refund_receipt};
use mutual::payments::CARDS as CARDS_FILE;
use mutual::payments::{
    ANSWER, Answer, Batch, BatchState, ClaimState, For, NewCard, Payment, PaymentState, Terms, Told, Wanted,
    all_of_batch, approve_batch, approve_claim, batch, batch_lines, cancel_batch, claim, enter_claim,
    make_batch, payable, put_card, review_claim, send_batch, take_answer, take_cards,
};
use mutual::schemes::{Cause, ItemKind};
use mutual::{ClaimError, PayError};
use platform::App;
use platform::files::{StoredFile, store_file};
use platform::ledger::{self, id_of, transfer, verify};
use testkit::{TestDb, db_test};

use crate::common::enrol::{Member, World, bank_csv, day};
use crate::common::{app_over, number, program, setup};

/// People of the fund.
pub struct Desk {
    pub officer: Actor,
    pub manager: Actor,
}

pub fn desk(w: &World) -> Desk {
    let of = |n: i64, name: &str, role| {
        Actor::staff(Id(n), name, vec![Grant { role, union_id: w.r.county.id, path: w.r.county.place() }])
    };
    Desk {
        officer: of(900_001, "王经办", Role::FundOfficer),
        manager: of(900_002, "李负责", Role::FundManager),
    }
}

/// Gives the fund money to pay from.
pub fn granted(w: &World, yuan: i64) {
    let county = w.r.county.id;
    let done = w.app.store().write_blocking(move |tx| {
        let (debit, credit) = (accounts(tx, county)?.bank, fund_account(tx, county, "demo-county")?);
        let entry = ledger::Entry {
            id: id_of("test.grant", county, 0),
            debit,
            credit,
            amount: Fen(yuan * 100),
            day: tx.today(),
            reason: "mutual.grant",
            record: ("", Id(0)),
            memo: "",
        };
        transfer(tx, &program(), &[entry])
    });
    done.unwrap();
}

pub fn terms(app: &App) -> Terms {
    Terms { second_percent: 0, second: Fen(i64::MAX), notice: Fen(i64::MAX), ..Terms::of(app) }
}

fn told(n: usize) -> Told {
    Told {
        item: ItemKind::Hospital,
        hospital: "示范县人民医院".into(),
        invoice: format!("26{n:08}"),
        admitted: day(20_261_020),
        discharged: day(20_261_030),
        cause: Cause::Illness,
        illness: String::new(),
        total: Fen(2_000_000 + n as i64 * 10_000),
        in_scope: Fen(1_800_000),
        insured: Fen(1_000_000),
        self_pay: Fen(800_000),
        own: Fen(200_000 + n as i64 * 10_000),
        other_aid: Fen(0),
        deceased: false,
    }
}

/// Claims of these people that are owed.
pub fn owed(w: &World, people: &[Member]) -> Vec<Id> {
    let (d, terms) = (desk(w), terms(&w.app));
    let mut ids = Vec::new();
    for (n, m) in people.iter().enumerate() {
        w.covered_last_year(m, &w.r.mine, &[ItemKind::Hospital]);
        let (review, approve) = (d.officer.permit().unwrap(), d.manager.permit().unwrap());
        let (person, terms) = (m.id, terms.clone());
        let made = w.app.store().write_blocking(move |tx| {
            let f = For { person, channel: mutual::payments::ClaimChannel::Settlement, within: None };
            let c = enter_claim(tx, &program(), f, &told(n))?;
            let c = review_claim(tx, &terms, &review, (c.id, c.version), "")?;
            approve_claim(tx, &terms, &approve, (c.id, c.version), "")
        });
        let c: mutual::payments::Claim = made.unwrap_or_else(|e: ClaimError| panic!("{e:?}"));
        assert_eq!(c.state, ClaimState::Payable);
        assert!(c.benefit.0 > 0, "{:?}", c.trace);
        ids.push(c.id);
    }
    ids
}

pub fn card(w: &World, m: &Member, number: &str) {
    let (keys, person) = (w.app.keyring().clone(), m.id);
    let new = NewCard { holder: m.name.clone(), bank: "示范银行".into(), number: number.into() };
    let done: Result<bool, PayError> =
        w.app.store().write_blocking(move |tx| put_card(tx, &keys, &program(), person, &new));
    done.unwrap();
}

pub fn make(w: &World, most: Option<i64>) -> Result<Batch, PayError> {
    let (keys, scope) =
        (w.app.keyring().clone(), desk(w).officer.permit::<res::Payment, act::Create>().unwrap());
    let wanted = Wanted { fund: w.r.county.id, claims: true, refunds: true, most };
    w.app.store().write_blocking(move |tx| make_batch(tx, &keys, &scope, wanted))
}

pub fn approve(w: &World, b: &Batch, by: &Actor) -> Result<Batch, PayError> {
    let (keys, scope, seen) = (w.app.keyring().clone(), by.permit().unwrap(), (b.id, b.version));
    w.app.store().write_blocking(move |tx| approve_batch(tx, &keys, &scope, seen))
}

pub fn send(w: &World, b: &Batch) -> Result<Batch, PayError> {
    let (scope, seen) = (desk(w).officer.permit().unwrap(), (b.id, b.version));
    w.app.store().write_blocking(move |tx| send_batch(tx, &scope, seen))
}

/// Made, approved and sent.
pub fn sent(w: &World) -> (Batch, Vec<Payment>) {
    let b = make(w, None).unwrap();
    let b = approve(w, &b, &desk(w).manager).unwrap();
    let b = send(w, &b).unwrap();
    let id = b.id;
    (b, w.app.store().read_blocking(move |tx| all_of_batch(tx, id)).unwrap())
}

/// A file of the bank: number, 分, result, why.
pub fn file(w: &World, name: &str, lines: &[(&str, i64, &str, &str)]) -> StoredFile {
    let head = "支付编号,金额,处理结果,失败原因,银行流水号\n".to_owned();
    let csv = lines.iter().enumerate().fold(head, |text, (n, (number, fen, result, why))| {
        text + &format!("{number},{}.{:02},{result},{why},B{n}\n", fen / 100, fen % 100)
    });
    let path = w.app.config().data.join(format!("{name}.csv"));
    std::fs::write(&path, csv).unwrap();
    store_file(&w.app, &ANSWER, &path).unwrap()
}

pub fn taken(app: &App, w: &World, file: &StoredFile) -> Answer {
    take_answer(app, &desk(w).officer.permit().unwrap(), w.r.county.id, file).unwrap()
}

pub fn answer(app: &App, w: &World, name: &str, lines: &[(&str, i64, &str, &str)]) -> Answer {
    taken(app, w, &file(w, name, lines))
}

fn balances(w: &World) -> [i64; 4] {
    ["bank", "fund:demo-county", "payable", "transit"].map(|code| w.balance(code))
}

fn state(w: &World, id: Id) -> ClaimState {
    w.app.store().read_blocking(move |tx| claim(tx, id)).unwrap().unwrap().state
}

fn now(w: &World, id: Id) -> Batch {
    w.app.store().read_blocking(move |tx| batch(tx, id)).unwrap().unwrap()
}

fn facts(db: &TestDb, code: &str) -> i64 {
    number(
        db.store(),
        &format!("SELECT CAST(COALESCE(SUM(delta), 0) AS BIGINT) FROM fact WHERE indicator = '{code}'"),
    )
}

const CARDS: [&str; 4] = ["6217000012345678", "6217000012345679", "6217000012345670", "6217000012345671"];

db_test! { setup();
    fn a_batch_needs_two_people_and_the_bank_pays_each_claim_once(db: &TestDb) {
        let w = World::new(db);
        granted(&w, 100_000);
        let people = w.members(&w.r.mine, 0, 3);
        let ids = owed(&w, &people);
        assert!(matches!(make(&w, None), Err(PayError::NothingPayable)), "nobody has a card");
        card(&w, &people[0], CARDS[0]);
        card(&w, &people[1], CARDS[1]);
        let county = w.r.county.id;
        let p = w.app.store().read_blocking(move |tx| payable(tx, county)).unwrap();
        assert_eq!((p.claims.0, p.without, p.without_card[0].claim_id), (2, 1, ids[2]));
        let b = make(&w, None).unwrap();
        assert_eq!((b.state, b.count, b.amount), (BatchState::Draft, 2, p.claims.1));
        assert!(matches!(make(&w, None), Err(PayError::NothingPayable)), "they are in a batch");
        let officer = desk(&w).officer;
        let twice = Actor::staff(officer.id(), officer.name(), desk(&w).manager.grants().to_vec());
        assert!(matches!(approve(&w, &b, &twice), Err(PayError::SamePerson)));
        assert!(matches!(send(&w, &b), Err(PayError::State { .. })), "nobody has approved it");
        let b = approve(&w, &b, &desk(&w).manager).unwrap();
        let (keys, id) = (w.app.keyring().clone(), b.id);
        let lines = w.app.store().read_blocking(move |tx| batch_lines(tx, &keys, id)).unwrap();
        assert_eq!((lines[0].account.as_str(), lines[0].payee.as_str()), (CARDS[0], people[0].name.as_str()));
        assert_eq!(mutual::payments::digest(&lines).unwrap(), b.file_digest);
        let before = balances(&w);
        let b = send(&w, &b).unwrap();
        let all = w.app.store().read_blocking(move |tx| all_of_batch(tx, id)).unwrap();
        assert_eq!(balances(&w), [before[0], before[1], before[2] - b.amount.0, b.amount.0]);
        let line = |n: usize, result| (all[n].number.as_str(), all[n].amount.0, result, "");
        // The bank answers one, then both, then once more.
        let a = answer(&w.app, &w, "a", &[line(0, "成功")]);
        assert_eq!((a.lines, a.paid, a.returned, a.known, a.refused), (1, 1, 0, 0, 0));
        assert_eq!((state(&w, ids[0]), state(&w, ids[1])), (ClaimState::Paid, ClaimState::Batched));
        let a = answer(&w.app, &w, "b", &[line(0, "成功"), line(1, "交易成功")]);
        assert_eq!((a.paid, a.known), (1, 1));
        let a = answer(&w.app, &w, "c", &[line(0, "成功"), line(1, "交易成功")]);
        assert_eq!((a.paid, a.known), (0, 2));
        let b = now(&w, b.id);
        assert_eq!((b.state, b.paid, b.paid_amount), (BatchState::Done, 2, b.amount));
        assert_eq!(balances(&w), [before[0] - b.amount.0, before[1], before[2] - b.amount.0, 0]);
        assert_eq!((facts(db, "mutual.paid"), facts(db, "mutual.paid-times"), facts(db, "mutual.paid-people")), (b.amount.0, 2, 2));
        assert!(verify(db.store()).unwrap().is_whole());
    }
}

db_test! { setup();
    fn what_cannot_be_in_an_answer_comes_back_with_the_reason(db: &TestDb) {
        let w = World::new(db);
        granted(&w, 100_000);
        let people = w.members(&w.r.mine, 0, 2);
        owed(&w, &people);
        card(&w, &people[0], CARDS[0]);
        card(&w, &people[1], CARDS[1]);
        let b = make(&w, Some(1)).unwrap();
        let id = b.id;
        let p = w.app.store().read_blocking(move |tx| all_of_batch(tx, id)).unwrap().remove(0);
        let a = answer(&w.app, &w, "early", &[(&p.number, p.amount.0, "成功", "")]);
        assert_eq!((a.paid, a.rows[0].text.as_str()), (0, "这个批次还没有发给银行"));
        let b = approve(&w, &b, &desk(&w).manager).unwrap();
        send(&w, &b).unwrap();
        let a = answer(&w.app, &w, "wrong", &[
            ("ZF0-0001", 1, "成功", ""),
            (&p.number, p.amount.0 + 1, "成功", ""),
            (&p.number, p.amount.0, "处理中", ""),
        ]);
        assert_eq!((a.lines, a.paid, a.refused), (3, 0, 3));
        let texts: Vec<&str> = a.rows.iter().map(|r| r.text.as_str()).collect();
        assert!(texts[0].contains("没有这个支付编号") && texts[1].contains("金额") && texts[2].contains("处理结果"), "{texts:?}");
        assert_eq!(a.rows.iter().map(|r| r.line).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!(w.balance("transit"), p.amount.0);
        // A line that says the contrary of what was taken changes nothing.
        answer(&w.app, &w, "right", &[(&p.number, p.amount.0, "成功", "")]);
        let a = answer(&w.app, &w, "contrary", &[(&p.number, p.amount.0, "失败", "")]);
        assert_eq!((a.returned, a.refused, w.balance("transit")), (0, 1, 0));
        let dir = w.app.config().data.join("odd.csv");
        std::fs::write(&dir, "姓名,电话\n甲,1\n").unwrap();
        let stored = store_file(&w.app, &ANSWER, &dir).unwrap();
        let odd = take_answer(&w.app, &desk(&w).officer.permit().unwrap(), w.r.county.id, &stored);
        assert!(matches!(odd, Err(PayError::AnswerColumns)));
    }
}

db_test! { setup();
    fn what_the_bank_sends_back_is_paid_on_another_card(db: &TestDb) {
        let w = World::new(db);
        granted(&w, 100_000);
        let people = w.members(&w.r.mine, 0, 2);
        let ids = owed(&w, &people);
        card(&w, &people[0], CARDS[0]);
        card(&w, &people[1], CARDS[1]);
        let (b, all) = sent(&w);
        let before = balances(&w);
        // One changes the card while the bank has the old one.
        db.clock().advance_ms(1_000);
        card(&w, &people[1], CARDS[3]);
        assert_eq!(state(&w, ids[1]), ClaimState::Batched);
        let a = answer(&w.app, &w, "back", &[
            (&all[0].number, all[0].amount.0, "失败", "收款人户名不符"),
            (&all[1].number, all[1].amount.0, "退票", "账户已销户"),
        ]);
        assert_eq!((a.paid, a.returned), (0, 2));
        assert_eq!(balances(&w), [before[0], before[1], before[2] + b.amount.0, 0]);
        assert_eq!((now(&w, b.id).state, now(&w, b.id).returned), (BatchState::Done, 2));
        assert_eq!((state(&w, ids[0]), state(&w, ids[1])), (ClaimState::Returned, ClaimState::Payable));
        // The same card changes nothing; another one makes it payable.
        card(&w, &people[0], CARDS[0]);
        assert_eq!(state(&w, ids[0]), ClaimState::Returned);
        db.clock().advance_ms(1_000);
        card(&w, &people[0], CARDS[2]);
        assert_eq!(state(&w, ids[0]), ClaimState::Payable);
        let (again, second) = sent(&w);
        assert_eq!((again.count, second[0].attempt, second[0].account_tail.as_str()), (2, 2, "5670"));
        let paid: Vec<(&str, i64, &str, &str)> =
            second.iter().map(|p| (p.number.as_str(), p.amount.0, "成功", "")).collect();
        answer(&w.app, &w, "paid", &paid);
        // The answer to the first attempt, once more.
        let a = answer(&w.app, &w, "late", &[(&all[0].number, all[0].amount.0, "失败", "收款人户名不符")]);
        assert_eq!((a.known, a.returned), (1, 0));
        assert_eq!((state(&w, ids[0]), state(&w, ids[1])), (ClaimState::Paid, ClaimState::Paid));
        assert_eq!((w.balance("transit"), facts(db, "mutual.paid")), (0, b.amount.0));
        assert!(verify(db.store()).unwrap().is_whole());
    }
}

db_test! { setup();
    fn a_batch_that_is_taken_back_leaves_everything_as_it_was(db: &TestDb) {
        let w = World::new(db);
        granted(&w, 100_000);
        let people = w.members(&w.r.mine, 0, 2);
        let ids = owed(&w, &people);
        card(&w, &people[0], CARDS[0]);
        let before = balances(&w);
        let b = make(&w, None).unwrap();
        let b = approve(&w, &b, &desk(&w).manager).unwrap();
        let (scope, seen) = (desk(&w).officer.permit().unwrap(), (b.id, b.version));
        let off = w.app.store().write_blocking(move |tx| cancel_batch(tx, &scope, seen, "银行停机")).unwrap();
        assert_eq!((off.state, off.reason.as_str(), state(&w, ids[0])), (BatchState::Cancelled, "银行停机", ClaimState::Payable));
        let id = b.id;
        let p = w.app.store().read_blocking(move |tx| all_of_batch(tx, id)).unwrap().remove(0);
        assert_eq!(p.state, PaymentState::Dropped);
        let a = answer(&w.app, &w, "late", &[(&p.number, p.amount.0, "成功", "")]);
        assert_eq!((a.paid, a.refused, balances(&w)), (0, 1, before));
        assert!(matches!(send(&w, &off), Err(PayError::State { .. })));
        let (b, _) = sent(&w);
        assert_eq!(b.count, 1);
    }
}

db_test! { setup();
    fn what_was_paid_too_much_goes_back_through_a_batch(db: &TestDb) {
        let w = World::new(db);
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "88.00", "某厂", "货款", "S1")]));
        let r = w.receipts().remove(0);
        let (keys, scope) = (w.app.keyring().clone(), crate::common::enrol::money());
        let payee = Payee { name: String::new(), bank: "示范银行".into(), account: String::new() };
        let f = w.write(move |tx| refund_receipt(tx, &keys, &scope, (r.id, None), ("退回货款", &payee))).unwrap();
        let (b, all) = sent(&w);
        assert_eq!((b.count, all[0].amount, all[0].account_tail.as_str(), all[0].payee.as_str()), (1, Fen(8_800), "2222", "某厂"));
        assert_eq!((w.balance("refund"), w.balance("transit")), (0, 8_800));
        answer(&w.app, &w, "back", &[(&all[0].number, 8_800, "失败", "账号错误")]);
        assert_eq!((w.balance("refund"), w.balance("transit")), (8_800, 0));
        let (_, all) = sent(&w);
        assert_eq!(all[0].attempt, 2);
        answer(&w.app, &w, "paid", &[(&all[0].number, 8_800, "成功", "")]);
        let id = f.id;
        let f = w.app.store().read_blocking(move |tx| refund::unscoped(tx, id)).unwrap().unwrap();
        assert_eq!((f.state, w.balance("bank"), w.balance("transit")), (RefundState::Paid, 0, 0));
    }
}

db_test! { setup();
    fn several_at_once_pay_nothing_twice(db: &TestDb) {
        let w = World::new(db);
        granted(&w, 100_000);
        let people = w.members(&w.r.mine, 0, 4);
        let ids = owed(&w, &people);
        for (m, number) in people.iter().zip(CARDS) {
            card(&w, m, number);
        }
        // Several make batches at once: each claim is in one of them.
        let made: Vec<Batch> = std::thread::scope(|s| {
            let all: Vec<_> = (0..3).map(|_| s.spawn(|| make(&w, Some(4)))).collect();
            all.into_iter().filter_map(|t| t.join().unwrap().ok()).collect()
        });
        assert_eq!(made.iter().map(|b| b.count).sum::<i64>(), 4, "{made:?}");
        let mut lines = Vec::new();
        for b in &made {
            let b = approve(&w, b, &desk(&w).manager).unwrap();
            send(&w, &b).unwrap();
            let id = b.id;
            lines.extend(w.app.store().read_blocking(move |tx| all_of_batch(tx, id)).unwrap());
        }
        let bank = w.balance("bank");
        let sum: i64 = lines.iter().map(|p| p.amount.0).sum();
        let said: Vec<(&str, i64, &str, &str)> = lines.iter().map(|p| (p.number.as_str(), p.amount.0, "成功", "")).collect();
        // Half of them through a second server over the same database, where there can be one.
        let second = if db.url().is_some() { app_over(db, db.open(|_| {})) } else { w.app.clone() };
        let all_said = file(&w, "all", &said);
        let answers: Vec<Answer> = std::thread::scope(|s| {
            let (w, file, second) = (&w, &all_said, &second);
            let all: Vec<_> = (0..4)
                .map(|n| s.spawn(move || taken(if n % 2 == 0 { &w.app } else { second }, w, file)))
                .collect();
            all.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().map(|a| a.paid).sum::<i64>(), 4);
        assert_eq!(answers.iter().map(|a| a.known).sum::<i64>(), 12);
        assert!(ids.iter().all(|id| state(&w, *id) == ClaimState::Paid));
        assert_eq!((w.balance("bank"), w.balance("transit"), facts(db, "mutual.paid")), (bank - sum, 0, sum));
        assert_eq!(facts(db, "mutual.paid-people"), 4);
        assert!(verify(db.store()).unwrap().is_whole());
    }
}

db_test! { setup();
    fn cards_come_out_of_a_workbook_row_by_row(db: &TestDb) {
        let w = World::new(db);
        let (mine, theirs) = (w.members(&w.r.mine, 0, 3), w.members(&w.r.theirs, 10, 1));
        let csv = |rows: &[(&str, &str, &str)]| {
            let lines: String = rows.iter().map(|(n, d, c)| format!("{n},{d},,示范银行,{c}\n")).collect();
            format!("收款银行卡登记表\n*姓名,*证件号码,户名,*开户银行,*银行卡号\n{lines}")
        };
        let here = desk_at(&w.r.here);
        let taken = |rows: &[(&str, &str, &str)]| {
            let path = w.app.config().data.join("cards.csv");
            std::fs::write(&path, csv(rows)).unwrap();
            take_cards(&w.app, &here.permit().unwrap(), &store_file(&w.app, &CARDS_FILE, &path).unwrap())
        };
        let (a, b) = (&mine[0], &mine[1]);
        let rows = [
            (a.name.as_str(), a.number.as_str(), CARDS[0]),
            ("不是他", b.number.as_str(), CARDS[1]),
            (b.name.as_str(), b.number.as_str(), "12"),
            (theirs[0].name.as_str(), theirs[0].number.as_str(), CARDS[2]),
            ("外人", "110101199003070011", CARDS[2]),
        ];
        let t = taken(&rows).unwrap();
        assert_eq!((t.written, t.known), (1, 0));
        let left: Vec<u32> = t.left.iter().map(|l| l.row).collect();
        assert_eq!(left, [4, 5, 6, 7], "{:?}", t.left);
        assert!(t.left[0].reason.contains("姓名不符") && t.left[1].reason.contains("银行卡号"), "{:?}", t.left);
        assert_eq!(t.left[2].reason, t.left[3].reason, "whoever is elsewhere is told like whoever is nobody");
        let t = taken(&rows[..1]).unwrap();
        assert_eq!((t.written, t.known), (0, 1), "twice is once");
        assert_eq!(number(db.store(), "SELECT count(*) FROM mutual_card"), 1);
        assert_eq!(number(db.store(), "SELECT count(*) FROM audit_entry WHERE action = 'mutual-card.put'"), 1);
        let path = w.app.config().data.join("other.csv");
        std::fs::write(&path, "姓名,电话\n甲,1\n").unwrap();
        let file = store_file(&w.app, &CARDS_FILE, &path).unwrap();
        let none = take_cards(&w.app, &here.permit().unwrap(), &file);
        assert!(matches!(none, Err(PayError::CardColumns)));
    }
}

/// 经办 of a township.
fn desk_at(u: &registry::api::Union) -> Actor {
    let grant = Grant { role: Role::FundOfficer, union_id: u.id, path: u.place() };
    Actor::staff(Id(900_010), "乡镇经办", vec![grant])
}
