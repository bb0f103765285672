//! Bills and money on every database: matching, too little, too much, twice; cover from the right day; refunds; gifts; job change.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{act, res};
use kernel::{Fen, Id};
use mutual::EnrolError;
use mutual::enrolment::{
    self, BillState, CertificateStanding, EnrolmentState, Hint, ReceiptState, RefundKind, RefundState,
    StatementState, by_hand, cancel_bill, change_refund_payee, cover_of, match_again, person_code, progress,
    refund, refund_bill, refund_receipt, set_targets, suggestions, unit_code, unmatch, verify,
};
use mutual::schemes::ItemKind;
use testkit::{TestDb, db_test};

use crate::common::enrol::{World, approve, bank_csv, csv_of, day, money, noon, update};
use crate::common::{number, program, setup, sql};

/// A bill of some members of a union, for hospital cover: 40 yuan each.
fn billed(w: &World, from: u32, count: u32) -> (Vec<crate::common::enrol::Member>, enrolment::Bill) {
    let m = w.members(&w.r.mine, from, count);
    assert_eq!(w.enrol(&w.r.mine, &csv_of(&m)).tally.accepted, i64::from(count));
    let b = w.bill(&w.r.mine);
    (m, b)
}

fn balances(w: &World) -> [i64; 4] {
    ["bank", "suspense", "fund:demo-county", "refund"].map(|code| w.balance(code))
}

db_test! { setup();
    fn a_bill_sums_the_list_and_can_be_cancelled_until_money_comes(db: &TestDb) {
        let w = World::new(db);
        let (m, b) = billed(&w, 0, 3);
        assert_eq!((b.people, b.parts.premium, b.parts.employer, b.parts.union, b.parts.person), (3, Fen(12_000), Fen(6_000), Fen(3_000), Fen(3_000)));
        assert_eq!(enrolment::in_note(&b.reference), std::slice::from_ref(&b.reference));
        let s = w.standing(w.r.mine.id);
        assert_eq!((s.listed, s.billed, s.billed_amount), (0, 3, 12_000));
        let (of, scope) = ((w.now, w.r.mine.id), crate::common::enrol::create());
        assert!(matches!(w.write(move |tx| enrolment::create_bill(tx, &scope, of)), Err(EnrolError::NobodyListed)));
        let (scope, id) = (update(), b.id);
        let off = w.write(move |tx| cancel_bill(tx, &scope, (id, 1), "名单有误")).unwrap();
        assert_eq!((off.state, off.reason.as_str()), (BillState::Cancelled, "名单有误"));
        let s = w.standing(w.r.mine.id);
        assert_eq!((s.listed, s.listed_amount, s.billed), (3, 12_000, 0));
        assert_eq!(w.enrolment(m[0].id, w.now).unwrap().state, EnrolmentState::Listed);
        // Money for a cancelled bill waits.
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "120.00", "宏达模具有限公司", &b.reference, "S1")]));
        assert_eq!(w.receipts()[0].state, ReceiptState::Open);
        let next = w.bill(&w.r.mine);
        assert_ne!(next.reference, b.reference);
    }
}

db_test! { setup();
    fn the_reference_in_the_note_finds_the_bill_and_cover_begins(db: &TestDb) {
        let w = World::new(db);
        let (m, b) = billed(&w, 0, 3);
        let s = w.bank("a.csv", &bank_csv(&[
            ("20261120", "120.00", "宏达模具有限公司", &format!("互助费 {}", b.reference.to_lowercase()), "S1"),
            ("2026/11/20", "33.00", "某某", "货款", "S2"),
        ]));
        assert_eq!((s.state, s.done.taken, s.done.matched, s.done.amount), (StatementState::Done, 2, 1, 15_300));
        let b = w.bill_now(b.id);
        assert_eq!((b.state, b.paid, b.paid_on, b.cover_from), (BillState::Paid, Fen(12_000), Some(day(20_261_120)), Some(day(20_270_101))));
        assert_eq!(balances(&w), [15_300, 3_300, 12_000, 0]);
        let e = w.enrolment(m[0].id, w.now).unwrap();
        assert_eq!((e.state, e.cover_from, e.cover_to), (EnrolmentState::Active, Some(day(20_270_101)), Some(day(20_271_231))));
        let s = w.standing(w.r.mine.id);
        assert_eq!((s.billed, s.active, s.active_amount, s.paid), (0, 3, 12_000, 12_000));
        let id = m[1].id;
        let on = |n: i64| w.app.store().read_blocking(move |tx| cover_of(tx, id, day(n))).unwrap();
        assert!(on(20_261_231).is_none() && on(20_280_101).is_none());
        let c = on(20_270_101).unwrap();
        assert_eq!((c.waits_until(ItemKind::Hospital, 30), c.premium), (Some(day(20_270_130)), Fen(4_000)));
        // Counted for the figures: people and premiums of the bill, on the day of the money.
        for (code, delta) in [("mutual.enrolled", 3), ("mutual.premium", 12_000)] {
            let text = format!("SELECT CAST(SUM(delta) AS BIGINT) FROM fact WHERE indicator = '{code}' AND day = 20261120");
            assert_eq!(number(db.store(), &text), delta, "{code}");
        }
    }
}

db_test! { setup();
    fn no_line_is_taken_twice_in_whatever_file(db: &TestDb) {
        let w = World::new(db);
        let (_, b) = billed(&w, 0, 2);
        let line = ("2026-11-20", "80.00", "宏达模具有限公司", b.reference.as_str(), "S1");
        let bare = ("2026-11-19", "5.00", "某某", "捐款", "");
        let first = w.bank("a.csv", &bank_csv(&[line, bare, bare, line]));
        // Two equal lines without a number are two; the same number is one.
        assert_eq!((first.done.lines, first.done.taken, first.done.known), (4, 3, 1));
        let same = w.bank("a.csv", &bank_csv(&[line, bare, bare, line]));
        assert_eq!((same.done.taken, same.done.known), (0, 4));
        let later = w.bank("b.csv", &bank_csv(&[bare, bare, bare, line]));
        assert_eq!((later.done.taken, later.done.known), (1, 3), "one more of the equal lines");
        assert_eq!(w.bill_now(b.id).paid, Fen(8_000));
        assert_eq!(balances(&w), [9_500, 1_500, 8_000, 0]);
    }
}

db_test! { setup();
    fn a_statement_goes_on_where_it_stopped(db: &TestDb) {
        let w = World::new(db);
        let numbers: Vec<String> = (0..450).map(|n| format!("S{n}")).collect();
        let lines: Vec<_> = numbers.iter().map(|s| ("2026-11-20", "1.00", "某某", "", s.as_str())).collect();
        let id = w.bank_begun("a.csv", &bank_csv(&lines));
        // As if the program had died after the first two hundred lines: they are there, the rest is not.
        enrolment::work_statement(&w.app, &program(), id).unwrap();
        assert_eq!(w.statement(id).done.taken, 450);
        let back = sql(format!("UPDATE mutual_statement SET state = 'reading', lines_done = 200, taken = 200, amount = 20000 WHERE id = {id}"));
        db.store().write_blocking(move |tx| tx.execute(&back, &[]).map(drop)).unwrap();
        enrolment::work_statement(&w.app, &program(), id).unwrap();
        let s = w.statement(id);
        assert_eq!((s.state, s.done.lines, s.done.taken, s.done.known), (StatementState::Done, 450, 200, 250));
        assert_eq!((w.receipts().len(), w.balance("bank")), (450, 45_000));
    }
}

db_test! { setup();
    fn too_little_waits_and_too_much_stays_in_suspense(db: &TestDb) {
        let w = World::new(db);
        let (m, b) = billed(&w, 0, 3);
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "70.00", "宏达", &b.reference, "S1")]));
        let part = w.bill_now(b.id);
        assert_eq!((part.state, part.paid, part.due(), part.cover_from), (BillState::Part, Fen(7_000), Fen(5_000), None));
        assert_eq!(w.enrolment(m[0].id, w.now).unwrap().state, EnrolmentState::Billed);
        w.bank("b.csv", &bank_csv(&[("2026-11-21", "70.00", "宏达", &b.reference, "S2")]));
        let full = w.bill_now(b.id);
        assert_eq!((full.state, full.paid, full.paid_on), (BillState::Paid, Fen(12_000), Some(day(20_261_121))));
        let over = w.receipts().into_iter().find(|r| r.state == ReceiptState::Part).unwrap();
        assert_eq!((over.matched, over.rest()), (Fen(5_000), Fen(2_000)));
        assert_eq!(balances(&w), [14_000, 2_000, 12_000, 0]);
        // What is over is given back, where it came from if nothing else is said; never more than there is.
        let payee = enrolment::Payee { name: String::new(), bank: "示范银行".into(), account: String::new() };
        let back = |amount: i64| {
            let (scope, keys, payee, id) = (money(), w.app.keyring().clone(), payee.clone(), over.id);
            w.write(move |tx| refund_receipt(tx, &keys, &scope, (id, Some(Fen(amount))), ("多缴退回", &payee)))
        };
        assert!(matches!(back(2_001), Err(EnrolError::TooMuch { available: Fen(2_000) })));
        let f = back(1_500).unwrap();
        assert_eq!((f.kind, f.state, f.amount, f.payee.as_str(), f.account_tail.as_str()), (RefundKind::Receipt, RefundState::Decided, Fen(1_500), "宏达", "2222"));
        assert_eq!(w.app.keyring().open(&f.account, &refund::account_seal(f.id)).unwrap(), "6222000011112222");
        assert!(matches!(back(501), Err(EnrolError::TooMuch { .. })));
        back(500).unwrap();
        assert_eq!(balances(&w), [14_000, 0, 12_000, 2_000]);
        assert_eq!(w.receipts().iter().filter(|r| r.state == ReceiptState::Matched).count(), 2);
        let county = w.r.county.id;
        assert_eq!(w.app.store().read_blocking(move |tx| refund::waiting(tx, county, Id(0), 10)).unwrap().len(), 2);
    }
}

db_test! { setup();
    fn money_without_a_reference_is_proposed_and_matched_by_hand(db: &TestDb) {
        let w = World::new(db);
        let (m, b) = billed(&w, 0, 3);
        let mut wrong = b.reference.clone();
        let last = if wrong.ends_with('0') { "1" } else { "0" };
        wrong.replace_range(wrong.len() - 1.., last);
        w.bank("a.csv", &bank_csv(&[
            ("2026-11-20", "120.00", "宏达模具有限公司工会", &wrong, "S1"),
            ("2026-11-20", "5000.00", "无关单位", "", "S2"),
        ]));
        let [r, other] = w.receipts().try_into().unwrap();
        assert_eq!((r.state, other.state), (ReceiptState::Open, ReceiptState::Open));
        let told = |r: enrolment::Receipt| w.write(move |tx| suggestions(tx, &r)).unwrap();
        let hints: Vec<(Id, Vec<Hint>)> = told(r.clone()).into_iter().map(|(b, h)| (b.id, h)).collect();
        assert_eq!(hints, [(b.id, vec![Hint::Amount, Hint::Payer])]);
        assert!(told(other).is_empty());
        let hand = |amount: Option<i64>| {
            let (scope, of) = (money(), (r.id, b.id));
            w.write(move |tx| by_hand(tx, &scope, of, amount.map(Fen)))
        };
        assert!(matches!(hand(Some(12_001)), Err(EnrolError::TooMuch { .. })));
        hand(None).unwrap();
        assert_eq!(w.bill_now(b.id).state, BillState::Paid);
        assert!(matches!(hand(None), Err(EnrolError::State { .. })));
        // Taken back by a new entry, before cover begins; and matched once more.
        let undo = |seq: i64| {
            let (scope, of) = (money(), (r.id, seq));
            w.write(move |tx| unmatch(tx, &scope, of, "匹配错误"))
        };
        undo(1).unwrap();
        assert!(matches!(undo(1), Err(EnrolError::ReceiptNotFound)));
        let now = w.bill_now(b.id);
        assert_eq!((now.state, now.paid, now.cover_from), (BillState::Open, Fen(0), None));
        assert_eq!(w.enrolment(m[0].id, w.now).unwrap().state, EnrolmentState::Billed);
        assert_eq!(balances(&w), [512_000, 512_000, 0, 0]);
        let s = w.standing(w.r.mine.id);
        assert_eq!((s.billed, s.active, s.paid), (3, 0, 0));
        assert_eq!(number(db.store(), "SELECT CAST(SUM(delta) AS BIGINT) FROM fact WHERE indicator = 'mutual.enrolled'"), 0);
        hand(None).unwrap();
        assert_eq!(balances(&w), [512_000, 500_000, 12_000, 0]);
        db.clock().set(noon(20_270_101));
        assert!(matches!(undo(2), Err(EnrolError::CoverBegun)));
    }
}

db_test! { setup();
    fn receipts_that_came_before_the_bill_are_matched_once_more(db: &TestDb) {
        let w = World::new(db);
        let first = enrolment::reference(2026, 1);
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "80.00", "宏达", &first, "S1")]));
        let (_, b) = billed(&w, 0, 2);
        assert_eq!(b.reference, first);
        let (scope, county) = (money(), w.r.county.id);
        assert_eq!(w.write(move |tx| match_again(tx, &scope, county)).unwrap(), (1, 1));
        assert_eq!(w.bill_now(b.id).state, BillState::Paid);
    }
}

db_test! { setup();
    fn who_was_covered_until_the_day_before_does_not_wait(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 3);
        w.covered_last_year(&m[0], &w.r.mine, &[ItemKind::Hospital]);
        // Covered elsewhere, by another union: cover hangs on the person.
        w.covered_last_year(&m[1], &w.r.theirs, &[ItemKind::Hospital, ItemKind::Critical]);
        w.enrol(&w.r.mine, &csv_of(&m));
        let b = w.bill(&w.r.mine);
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "120.00", "宏达", &b.reference, "S1")]));
        let continued = |n: usize| w.enrolment(m[n].id, w.now).unwrap().continued;
        assert_eq!((continued(0), continued(1), continued(2)), (vec![ItemKind::Hospital], vec![ItemKind::Hospital], vec![]));
        // Paid late, there is a gap: everybody waits, and cover begins on the day after the money.
        let late = w.members(&w.r.theirs, 50, 1);
        w.covered_last_year(&late[0], &w.r.theirs, &[ItemKind::Hospital]);
        w.enrol(&w.r.theirs, &csv_of(&late));
        let b = w.bill(&w.r.theirs);
        db.clock().set(noon(20_270_112));
        w.bank("b.csv", &bank_csv(&[("2027-01-10", "40.00", "东方", &b.reference, "S2")]));
        let e = w.enrolment(late[0].id, w.now).unwrap();
        assert_eq!((e.cover_from, e.continued), (Some(day(20_270_111)), vec![]));
    }
}

db_test! { setup();
    fn a_change_of_job_does_not_break_cover(db: &TestDb) {
        let w = World::new(db);
        let (m, b) = billed(&w, 0, 1);
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "40.00", "宏达", &b.reference, "S1")]));
        w.leaves(&m[0], Some(&w.r.theirs));
        let id = m[0].id;
        let c = w.app.store().read_blocking(move |tx| cover_of(tx, id, day(20_270_615))).unwrap().unwrap();
        assert_eq!((c.union_id, c.has(ItemKind::Hospital)), (w.r.mine.id, true));
        // And the new union cannot enrol the person a second time.
        let again = w.enrol(&w.r.theirs, &csv_of(&m));
        assert_eq!((again.tally.accepted, w.rows(&again)[0].issues[0].code.as_str()), (0, "mutual.row-elsewhere"));
    }
}

db_test! { setup();
    fn cover_stays_with_a_person_whose_records_are_merged(db: &TestDb) {
        let w = World::new(db);
        let (m, b) = billed(&w, 0, 1);
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "40.00", "宏达", &b.reference, "S1")]));
        let kept = w.members(&w.r.mine, 50, 1);
        w.leaves(&m[0], None);
        let merged = sql(format!("UPDATE person SET merged_into = {} WHERE id = {}", kept[0].id, m[0].id));
        db.store().write_blocking(move |tx| tx.execute(&merged, &[]).map(drop)).unwrap();
        let id = kept[0].id;
        let c = w.app.store().read_blocking(move |tx| cover_of(tx, id, day(20_270_615))).unwrap().unwrap();
        assert_eq!((c.person_id, c.union_id), (id, w.r.mine.id));
        let all = w.app.store().read_blocking(move |tx| enrolment::covers_of(tx, &[id])).unwrap();
        assert_eq!(all[&id].len(), 1);
        // Nor is the same human enrolled a second time under the other record.
        assert_eq!(w.enrol(&w.r.mine, &csv_of(&kept)).tally.unchanged, 1);
    }
}

db_test! { setup();
    fn gift_cover_comes_with_the_money_for_who_is_in_service(db: &TestDb) {
        let w = World::new(db);
        let (m, b) = billed(&w, 0, 3);
        assert!(!w.enrolment(m[0].id, w.now).unwrap().items.contains(&ItemKind::Gift));
        // One went away before the money came.
        w.leaves(&m[2], None);
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "120.00", "宏达", &b.reference, "S1")]));
        let items = |n: usize| w.enrolment(m[n].id, w.now).unwrap().items;
        assert_eq!(items(0), [ItemKind::Hospital, ItemKind::Gift]);
        assert_eq!(items(2), [ItemKind::Hospital]);
    }
}

db_test! { setup();
    fn premiums_are_given_back_before_cover_begins_and_the_person_is_free_again(db: &TestDb) {
        let w = World::new(db);
        let (m, b) = billed(&w, 0, 3);
        let payee = enrolment::Payee { name: "宏达模具".into(), bank: "示范银行".into(), account: "6222 0000 1111 2222".into() };
        let back = |people: Vec<Id>| {
            let (scope, keys, payee, id) = (money(), w.app.keyring().clone(), payee.clone(), b.id);
            w.write(move |tx| refund_bill(tx, &keys, &scope, (id, &people), ("离职", &payee)))
        };
        assert!(matches!(back(vec![m[0].id]), Err(EnrolError::State { .. })), "nothing was paid");
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "120.00", "宏达", &b.reference, "S1")]));
        let f = back(vec![m[0].id]).unwrap();
        assert_eq!((f.kind, f.people, f.amount), (RefundKind::People, 1, Fen(4_000)));
        assert_eq!(balances(&w), [12_000, 0, 8_000, 4_000]);
        assert_eq!(w.enrolment(m[0].id, w.now).unwrap().state, EnrolmentState::Refunded);
        assert!(matches!(back(vec![m[0].id]), Err(EnrolError::EnrolmentNotFound)), "not twice");
        let s = w.standing(w.r.mine.id);
        assert_eq!((s.active, s.active_amount, s.paid), (2, 8_000, 8_000));
        // Enrolled anew: a new list takes the person.
        assert_eq!(w.enrol(&w.r.mine, &csv_of(&m[..1])).tally.accepted, 1);
        assert_eq!(w.enrolment(m[0].id, w.now).unwrap().state, EnrolmentState::Listed);
        // The rest of the bill as a whole.
        let f = back(vec![]).unwrap();
        assert_eq!((f.kind, f.people, f.amount), (RefundKind::Bill, 2, Fen(8_000)));
        assert_eq!((balances(&w), w.bill_now(b.id).refunded), ([12_000, 0, 0, 12_000], Fen(12_000)));
        assert_eq!(number(db.store(), "SELECT CAST(SUM(delta) AS BIGINT) FROM fact WHERE indicator = 'mutual.premium'"), 0);
        // Another account, as long as no payment has it; whoever saw an older version is told.
        let (id, payment) = (f.id, Id(77));
        let change = |version: i64| {
            let (scope, keys) = (money(), w.app.keyring().clone());
            let payee = enrolment::Payee { name: "宏达模具厂".into(), bank: "示范二行".into(), account: "62223333".into() };
            w.write(move |tx| change_refund_payee(tx, &keys, &scope, (id, version), &payee))
        };
        change(1).unwrap();
        assert!(matches!(change(1), Err(EnrolError::Stale { version: 1 })));
        let now = w.app.store().read_blocking(move |tx| refund::unscoped(tx, id)).unwrap().unwrap();
        assert_eq!((now.payee.as_str(), now.account_tail.as_str(), now.amount), ("宏达模具厂", "3333", Fen(8_000)));
        assert_eq!(w.app.keyring().open(&now.account, &refund::account_seal(id)).unwrap(), "62223333");
        let taken = w.app.store().write_blocking(move |tx| refund::take(tx, id, payment));
        assert!(taken.unwrap());
        assert!(matches!(change(3), Err(EnrolError::State { .. })), "on its way to the bank");
        assert!(w.app.store().write_blocking(move |tx| refund::back(tx, id)).unwrap());
        // What was given back is paid by a batch: taken once, back once, paid once.
        let steps = w.app.store().write_blocking(move |tx| {
            Ok::<_, store::DbError>([
                refund::take(tx, id, payment)?, refund::take(tx, id, payment)?, refund::back(tx, id)?, refund::take(tx, id, payment)?,
                refund::paid(tx, id)?, refund::paid(tx, id)?, refund::back(tx, id)?,
            ])
        });
        assert_eq!(steps.unwrap(), [true, false, true, true, true, false, false]);
    }
}

db_test! { setup();
    fn nothing_is_given_back_after_cover_has_begun(db: &TestDb) {
        let w = World::new(db);
        let (m, b) = billed(&w, 0, 1);
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "40.00", "宏达", &b.reference, "S1")]));
        db.clock().set(noon(20_270_101));
        let payee = enrolment::Payee { name: "宏达".into(), bank: String::new(), account: "62220000".into() };
        let (scope, keys, id) = (money(), w.app.keyring().clone(), b.id);
        let late = w.write(move |tx| refund_bill(tx, &keys, &scope, (id, &[]), ("离职", &payee)));
        assert!(matches!(late, Err(EnrolError::CoverBegun)));
        // The certificate says so, to whoever holds it; a wrong code says nothing.
        let keys = w.app.keyring().clone();
        let (person, unit) = (person_code(&keys, w.now, m[0].id), unit_code(&keys, b.id));
        let said = |number: String, code: String| {
            let keys = keys.clone();
            let found = w.write(move |tx| verify(tx, &keys, &number, &code)).unwrap();
            found.map(|(p, now)| (p.enrolment.map(|e| e.person_id), now))
        };
        assert_eq!(said(b.reference.clone(), person.to_lowercase()), Some((Some(m[0].id), CertificateStanding::Valid)));
        assert_eq!(said(b.reference.clone(), unit), Some((None, CertificateStanding::Valid)));
        assert_eq!(said(b.reference.clone(), "AAAAAAAA".into()), None);
        assert_eq!(said("HZ2600000000".into(), person.clone()), None);
        db.clock().set(noon(20_280_101));
        assert_eq!(said(b.reference.clone(), person), Some((Some(m[0].id), CertificateStanding::Ended)));
    }
}

db_test! { setup();
    fn progress_is_told_by_township_against_its_target(db: &TestDb) {
        let w = World::new(db);
        let (_, b) = billed(&w, 0, 3);
        w.bank("a.csv", &bank_csv(&[("2026-11-20", "120.00", "宏达", &b.reference, "S1")]));
        let there = w.members(&w.r.theirs, 50, 2);
        w.enrol(&w.r.theirs, &csv_of(&there));
        let targets = vec![(w.r.here.id, 2), (w.r.there.id, 10)];
        let (scope, now) = (approve(), w.now);
        w.write(move |tx| set_targets(tx, &scope, now, &targets)).unwrap();
        let (see, county) = (program().permit::<res::Enrolment, act::Read>().unwrap(), w.r.county.id);
        let (whole, towns) = w.write(move |tx| {
            let p = enrolment::find_period(tx, &see, now)?.ok_or(EnrolError::PeriodNotFound)?;
            progress(tx, &see, &p, county)
        }).unwrap();
        let row = |p: &enrolment::Progress| (p.target, p.standing.listed, p.standing.active, p.standing.paid);
        assert_eq!(row(&whole), (12, 2, 3, 12_000));
        assert_eq!(towns.iter().map(|t| (t.union_id, row(t))).collect::<Vec<_>>(), [
            (w.r.here.id, (2, 0, 3, 12_000)), (w.r.there.id, (10, 2, 0, 0)),
        ]);
    }
}
