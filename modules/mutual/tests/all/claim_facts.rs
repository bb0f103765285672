//! What claims are worked out from: membership on the day of admission, papers, the bank card.
#![allow(clippy::unwrap_used, reason = "a test")]

use kernel::{Fen, Id};
use mutual::ClaimError;
use mutual::claims::*;
use mutual::payments::{ClaimChannel, For, Told, claim, enter_claim, review_claim};
use mutual::schemes::{Cause, ItemKind, Paper};
use registry::api::members_on;
use testkit::{TestDb, db_test};

use crate::claims::{HEAD, line, plain, sent, source, write};
use crate::common::enrol::{Member, World, day};
use crate::common::{program, setup, sql};
use crate::payments::{card, desk};

fn told(invoice: &str) -> Told {
    Told {
        item: ItemKind::Hospital,
        hospital: "示范县人民医院".into(),
        invoice: invoice.into(),
        admitted: day(20_261_020),
        discharged: day(20_261_030),
        cause: Cause::Illness,
        illness: String::new(),
        total: Fen(2_000_000),
        in_scope: Fen(1_800_000),
        insured: Fen(1_000_000),
        self_pay: Fen(800_000),
        own: Fen(200_000),
        other_aid: Fen(0),
        deceased: false,
    }
}

fn covered(w: &World, n: u32) -> Vec<Member> {
    let people = w.members(&w.r.mine, 1, n);
    for m in &people {
        w.covered_last_year(m, &w.r.mine, &[ItemKind::Hospital]);
    }
    people
}

fn entered(w: &World, m: &Member, channel: ClaimChannel, t: Told) -> Claim {
    let person = m.id;
    write(w, move |tx| enter_claim(tx, &program(), For { person, channel, within: None }, &t)).unwrap()
}

fn now(w: &World, id: Id) -> Claim {
    w.app.store().read_blocking(move |tx| claim(tx, id)).unwrap().unwrap()
}

fn run(w: &World, text: String) {
    let sql = sql(text);
    let done: Result<u64, ClaimError> = write(w, move |tx| Ok(tx.execute(&sql, &[])?));
    assert!(done.unwrap() > 0);
}

/// The only membership of somebody has other days.
fn days(w: &World, m: &Member, from: i64, to: i64) {
    let status = if to == 99_991_231 { "active" } else { "left" };
    let set = format!("valid_from = {from}, valid_to = {to}, status = '{status}'");
    run(w, format!("UPDATE membership SET {set} WHERE person_id = {}", m.id));
}

fn no_member(c: &Claim) -> bool {
    c.refusals.iter().any(|r| r.code == RefusalCode::NoMember)
}

/// People around the day of admission, 20 October: what they are, and whether they were members then.
fn around(w: &World) -> Vec<(&'static str, Member, bool)> {
    let mut people = covered(w, 6).into_iter();
    let mut one = |what, was| (what, people.next().unwrap(), was);
    let all = vec![
        one("left the day before", false),
        one("left with that day", true),
        one("joined the day after", false),
        one("joined on that day", true),
        one("moved with that day", true),
        one("a member all along", true),
    ];
    for ((_, m, _), (from, to)) in all.iter().zip([
        (20_200_301, 20_261_019),
        (20_200_301, 20_261_020),
        (20_261_021, 99_991_231),
        (20_261_020, 99_991_231),
        (20_200_301, 20_261_019),
    ]) {
        days(w, m, from, to);
    }
    w.begins(&all[4].1, &w.r.theirs, day(20_261_020));
    all
}

db_test! { setup();
    fn who_was_no_member_on_admission_gets_nothing_however_the_claim_comes(db: &TestDb) {
        let w = World::new(db);
        let people = around(&w);
        let rows: String = people.iter().enumerate().map(|(n, (_, m, _))| line(m, &format!("A{n}"), "2026-10-20")).collect();
        let file = sent(&w, &source(&w), "一月.csv", &[HEAD, &rows].concat()).unwrap();
        work(&w.app, &program(), file).unwrap();
        mutual::claims::reckon(&w.app, w.r.county.id).unwrap();
        let made: Vec<RowResult> = rows_of(&w, file);
        for (row, (what, m, was)) in made.iter().zip(&people) {
            assert_eq!(row.verdict, SettlementVerdict::Prepared, "{what}: {}", row.reason);
            let c = now(&w, row.claim_id);
            assert_eq!((c.state, no_member(&c), c.benefit.0 > 0), (ClaimState::Reckoned, !was, *was), "file: {what}");
            let c = entered(&w, m, ClaimChannel::Window, told(&format!("B{}", m.id)));
            assert_eq!(no_member(&c), !was, "window: {what}");
        }
        // The register was mended: who works it out anew, or corrects it, judges by what stands there now.
        let (_, late, _) = &people[2];
        days(&w, late, 20_260_101, 99_991_231);
        let c = now(&w, made[2].claim_id);
        let c = write(&w, move |tx| again(tx, &program(), c.clone())).unwrap();
        assert!(!no_member(&c) && c.benefit.0 > 0, "{:?}", c.refusals);
        // A claim of a record that was merged is judged by the person's memberships.
        let (kept, gone) = (&people[5].1, &people[3].1);
        run(&w, format!("DELETE FROM membership WHERE person_id = {}", gone.id));
        let c = now(&w, made[3].claim_id);
        let alone = write(&w, { let c = c.clone(); move |tx| again(tx, &program(), c.clone()) }).unwrap();
        assert!(no_member(&alone), "the register has no membership of the record");
        run(&w, format!("UPDATE person SET merged_into = {} WHERE id = {}", kept.id, gone.id));
        let c = write(&w, move |tx| again(tx, &program(), alone.clone())).unwrap();
        assert!(!no_member(&c), "{:?}", c.refusals);
    }

    fn memberships_are_asked_for_many_days_at_once(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 1, 20);
        days(&w, &people[0], 20_260_105, 20_260_301);
        w.begins(&people[0], &w.r.theirs, day(20_260_601));
        // More than one statement's worth, the same person on many days, and somebody who is not there.
        let first = day(20_260_101);
        let mut asked: Vec<(Id, kernel::Day)> = (0..700).map(|n| (people[0].id, first.plus_days(n % 350))).collect();
        asked.extend(people.iter().map(|m| (m.id, first)));
        asked.push((Id(77), first));
        let found = w.app.store().read_blocking({ let asked = asked.clone(); move |tx| members_on(tx, &asked) }).unwrap();
        let of = |d: i64| found.contains(&(people[0].id, day(d)));
        assert_eq!([of(20_260_104), of(20_260_105), of(20_260_301), of(20_260_302)], [false, true, true, false]);
        assert_eq!([of(20_260_531), of(20_260_601), of(20_261_101)], [false, true, true]);
        assert!(people[1..].iter().all(|m| found.contains(&(m.id, first))) && !found.contains(&(Id(77), first)));
    }

    fn a_card_that_is_registered_later_is_missing_no_longer(db: &TestDb) {
        let w = World::new(db);
        let people = covered(&w, 2);
        let (m, other) = (&people[0], &people[1]);
        let c = entered(&w, m, ClaimChannel::Phone, told("A1"));
        let asked = entered(&w, m, ClaimChannel::Phone, told("A2"));
        let foreign = entered(&w, other, ClaimChannel::Phone, told("A3"));
        assert!(c.facts.missing.contains(&Paper::BankCard) && c.facts.missing.len() > 1);
        let (scope, t, seen) = (desk(&w).officer.permit().unwrap(), plain(&w), (asked.id, asked.version));
        write(&w, move |tx| ask(tx, &t, &scope, seen, "请登记银行卡")).unwrap();
        card(&w, m, "6217003500000000010");
        for id in [c.id, asked.id] {
            let after = now(&w, id);
            let rest: Vec<Paper> = c.facts.missing.iter().copied().filter(|p| *p != Paper::BankCard).collect();
            assert_eq!(after.facts.missing, rest);
            assert!(after.refusals.iter().all(|r| !r.sentence.contains("银行卡")), "{:?}", after.refusals);
            let line = w.app.store().read_blocking(move |tx| decisions(tx, id)).unwrap();
            assert_eq!(line.last().map(|d| (d.deed.as_str(), d.plain.as_str())), Some(("card", "")));
        }
        assert_eq!(now(&w, asked.id).state, ClaimState::Supplement, "what else was asked for is still awaited");
        assert_eq!(now(&w, foreign.id), foreign, "nobody else's");
        let before = now(&w, c.id);
        card(&w, m, "6217003500000000028");
        assert_eq!(now(&w, c.id), before, "another card changes nothing");
    }

    fn an_answer_looks_at_what_is_there_now(db: &TestDb) {
        let w = World::new(db);
        let m = covered(&w, 1).remove(0);
        card(&w, &m, "6217003500000000010");
        let c = entered(&w, &m, ClaimChannel::Phone, told("A1"));
        assert!(!c.facts.missing.contains(&Paper::BankCard));
        let (scope, t, seen) = (desk(&w).officer.permit().unwrap(), plain(&w), (c.id, c.version));
        let c = write(&w, move |tx| ask(tx, &t, &scope, seen, "请核对银行卡")).unwrap();
        // The card was taken off, and the register knows better since when the person is a member.
        run(&w, format!("DELETE FROM mutual_card WHERE person_id = {}", m.id));
        days(&w, &m, 20_261_101, 99_991_231);
        let c = write(&w, move |tx| answer(tx, &program(), c.clone(), "已核对")).unwrap();
        assert!(c.facts.missing.contains(&Paper::BankCard) && no_member(&c), "{:?}", c.refusals);
        let t = plain(&w);
        let (scope, seen) = (desk(&w).officer.permit().unwrap(), (c.id, c.version));
        let early = write(&w, move |tx| review_claim(tx, &t, &scope, seen, ""));
        assert_eq!(kernel::Problem::code(&early.unwrap_err()), "mutual.nothing-to-pay");
    }
}

fn rows_of(w: &World, id: Id) -> Vec<RowResult> {
    rows(&w.app, id).map(Result::unwrap).collect()
}
