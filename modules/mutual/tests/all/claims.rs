//! Claims on every database: files of the insurance, two people, caps under a race, notices, objections, appeals.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{Actor, act, res};
use kernel::{Fen, Id, Problem};
use mutual::ClaimError;
use mutual::claims::*;
use mutual::payments::{For, Terms, Told, approve_claim, claim, enter_claim, review_claim};
use mutual::schemes::{Cause, ItemKind};
use platform::cases::{Deed, Values, take_deed};
use platform::files::store_file;
use platform::ledger::verify;
use testkit::{TestDb, db_test};

use crate::common::enrol::{Member, World, day};
use crate::common::{app_seeded, program, setup};
use crate::enrol_rosters::with_document;
use crate::payments::{desk, granted};

pub const HEAD: &str =
    "身份证号,姓名,医疗机构名称,结算单号,入院日期,出院日期,医疗总费用,统筹支付,自付金额,自费金额\n";

pub fn line(m: &Member, invoice: &str, admitted: &str) -> String {
    format!("{},{},示范县人民医院,{invoice},{admitted},2026-10-30,20000,10000,8000,2000\n", m.number, m.name)
}

pub fn source(w: &World) -> Source {
    let county = w.r.county.clone();
    write(w, move |tx| {
        let s = Source {
            id: tx.new_id(),
            union_id: county.id,
            union_path: county.place(),
            union_name: county.name.clone(),
            name: "医保".to_owned(),
            mapping: mutual::claims::guess(&HEAD.trim().split(',').map(str::to_owned).collect::<Vec<_>>()),
            active: true,
            created_at: tx.now(),
            created_by_name: String::new(),
            version: 1,
        };
        insert_source(tx, &s)?;
        Ok::<_, ClaimError>(s)
    })
    .unwrap()
}

pub fn sent(w: &World, s: &Source, name: &str, csv: &str) -> Result<Id, ClaimError> {
    let path = w.app.config().data.join(name);
    std::fs::write(&path, csv).unwrap();
    let file = store_file(&w.app, &ORIGINAL, &path).unwrap();
    let (scope, s) = (program().permit::<res::Claim, act::Update>().unwrap(), s.clone());
    write(w, move |tx| upload(tx, &scope, &s, &file))
}

fn verdicts(w: &World, id: Id) -> Vec<SettlementVerdict> {
    rows(&w.app, id).map(|r| r.unwrap().verdict).collect()
}

fn waiting(w: &World, state: ClaimState) -> Vec<Claim> {
    let fund = w.r.county.id;
    w.app
        .store()
        .read_blocking(move |tx| {
            let ids = in_state(tx, fund, state, Id(0), 100)?;
            ids.into_iter().map(|id| Ok(claim(tx, id)?.unwrap())).collect::<store::DbResult<Vec<_>>>()
        })
        .unwrap()
}

fn now(w: &World, id: Id) -> Claim {
    w.app.store().read_blocking(move |tx| claim(tx, id)).unwrap().unwrap()
}

fn told(invoice: &str, self_pay: i64) -> Told {
    Told {
        item: ItemKind::Hospital,
        hospital: "示范县人民医院".into(),
        invoice: invoice.into(),
        admitted: day(20_261_020),
        discharged: day(20_261_030),
        cause: Cause::Illness,
        illness: String::new(),
        total: Fen(self_pay + 1_000_000),
        in_scope: Fen(self_pay + 1_000_000),
        insured: Fen(1_000_000),
        self_pay: Fen(self_pay),
        own: Fen(0),
        other_aid: Fen(0),
        deceased: false,
    }
}

/// A claim that came without papers, as out of a file.
fn entered(w: &World, m: &Member, t: Told) -> Claim {
    let person = m.id;
    let channel = mutual::payments::ClaimChannel::Settlement;
    write(w, move |tx| enter_claim(tx, &program(), For { person, channel, within: None }, &t)).unwrap()
}

fn reviewed(w: &World, c: &Claim, t: &Terms) -> Result<Claim, ClaimError> {
    let (scope, seen, t) = (desk(w).officer.permit().unwrap(), (c.id, c.version), t.clone());
    write(w, move |tx| review_claim(tx, &t, &scope, seen, ""))
}

fn approved(w: &World, c: &Claim, t: &Terms, by: &Actor) -> Result<Claim, ClaimError> {
    let (scope, seen, t) = (by.permit().unwrap(), (c.id, c.version), t.clone());
    write(w, move |tx| approve_claim(tx, &t, &scope, seen, ""))
}

fn other_manager(w: &World) -> Actor {
    use guard::{Grant, Role};
    let grant = Grant { role: Role::FundManager, union_id: w.r.county.id, path: w.r.county.place() };
    Actor::staff(Id(900_003), "赵分管", vec![grant])
}

pub fn plain(w: &World) -> Terms {
    Terms { second_percent: 0, ..Terms::of(&w.app) }
}

/// Approved and on a notice that is over since yesterday, or still running.
fn noticed(w: &World, c: &Claim, begun: i64) -> Id {
    let t = plain(w);
    let c = reviewed(w, c, &t).unwrap();
    let c = approved(w, &c, &t, &desk(w).manager).unwrap();
    assert_eq!(c.state, ClaimState::Approved);
    let scope = desk(w).manager.permit::<res::Claim, act::Approve>().unwrap();
    let heading = Heading { title: "互助金公示".into(), contact: "0574-65550101".into() };
    let (fund, day) = (w.r.county.id, w.app.clock().today().plus_days(begun));
    write(w, move |tx| publish_from(tx, &t, &scope, (fund, &heading), day)).unwrap().id
}

fn decided(w: &World, case: Id, code: &str) {
    let (ground, by) = (w.app.cases(), desk(w).manager);
    let scope = by.permit::<res::Case, act::Update>().unwrap();
    let deed = Deed::Move { code: code.to_owned(), note: "已核实".into(), fields: Values::default() };
    let done = w.app.store().write_blocking(move |tx| {
        let c = platform::cases::store::case::find_unscoped(tx, case)?.unwrap();
        take_deed(tx, &ground, &scope, (case, c.version), &deed)
    });
    done.unwrap();
}

db_test! { setup();
    fn a_file_becomes_claims_once_and_every_other_row_says_why(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 1, 4);
        for m in &people[..3] {
            w.covered_last_year(m, &w.r.mine, &[ItemKind::Hospital]);
        }
        let s = source(&w);
        let strange = Member { id: Id(0), name: "外人".into(), number: "110101199003070011".into() };
        let wrong = Member { name: "不是他".into(), ..people[0].clone() };
        let csv = [
            HEAD.to_owned(),
            line(&people[0], "A1", "2026-10-20"),
            line(&people[1], "A2", "2026-10-20"),
            line(&people[0], "A1", "2026-10-20"),
            line(&strange, "A3", "2026-10-20"),
            line(&wrong, "A4", "2026-10-20"),
            line(&people[3], "A5", "2026-10-20"),
            line(&people[2], "A6", "哪天"),
        ]
        .concat();
        let id = sent(&w, &s, "一月.csv", &csv).unwrap();
        work(&w.app, &program(), id).unwrap();
        use SettlementVerdict as V;
        let all = [V::Prepared, V::Prepared, V::Known, V::Unmatched, V::Unmatched, V::Uncovered, V::Unreadable];
        assert_eq!(verdicts(&w, id), all);
        assert_eq!(sent(&w, &s, "一月.csv", &csv).unwrap_err().code(), "mutual.settlement-known");
        // Another source tells one of the bills again.
        let again = sent(&w, &source(&w), "另一份.csv", &[HEAD, &line(&people[1], " a2 ", "2026-10-20")].concat()).unwrap();
        work(&w.app, &program(), again).unwrap();
        assert_eq!(verdicts(&w, again), [V::Known]);
        assert_eq!(mutual::claims::reckon(&w.app, w.r.county.id).unwrap(), 2);
        let mut all = waiting(&w, ClaimState::Reckoned);
        assert_eq!(all.len(), 2);
        let c = all.pop().unwrap();
        assert!(c.benefit.0 > 0 && !c.trace.is_empty());
        let one = write(&w, move |tx| again_one(tx, c.clone())).unwrap();
        assert_eq!(one.benefit, waiting(&w, ClaimState::Reckoned)[1].benefit, "one by one and in bulk are the same");
        // A passport is looked for like a card, whatever else the number may be.
        let id = with_document(&w, "约翰", kernel::DocumentKind::Passport, "E12345678");
        let john = Member { id, name: "约翰".into(), number: "e1234 5678".into() };
        w.covered_last_year(&john, &w.r.mine, &[ItemKind::Hospital]);
        let nobody = Member { number: "E12345679".into(), ..john.clone() };
        let csv = [HEAD.to_owned(), line(&john, "A8", "2026-10-20"), line(&nobody, "A9", "2026-10-20")].concat();
        let passports = sent(&w, &s, "护照.csv", &csv).unwrap();
        work(&w.app, &program(), passports).unwrap();
        assert_eq!(verdicts(&w, passports), [V::Prepared, V::Unmatched]);
    }

    fn a_file_goes_on_where_it_stopped(db: &TestDb) {
        let w = World::new(db);
        let people = w.members(&w.r.mine, 1, 1);
        w.covered_last_year(&people[0], &w.r.mine, &[ItemKind::Hospital]);
        let lines: String = (0..1_100).map(|n| line(&people[0], &format!("B{n}"), "2026-10-20")).collect();
        let id = sent(&w, &source(&w), "大.csv", &[HEAD, &lines].concat()).unwrap();
        let other = app_seeded(db, 7);
        std::thread::scope(|t| {
            let both = [t.spawn(|| work(&w.app, &program(), id)), t.spawn(|| work(&other, &program(), id))];
            both.into_iter().for_each(|h| drop(h.join().unwrap()));
        });
        work(&w.app, &program(), id).unwrap();
        assert_eq!(verdicts(&w, id).len(), 1_100);
        assert_eq!(waiting(&w, ClaimState::Prepared).len(), 100, "a page of them");
        let n = crate::common::number(db.store(), "SELECT count(*) FROM mutual_claim");
        assert_eq!(n, 1_100, "no row twice, none lost");
    }

    fn two_people_decide_and_three_where_it_is_much(db: &TestDb) {
        let w = World::new(db);
        granted(&w, 100_000);
        let m = w.members(&w.r.mine, 1, 1).remove(0);
        w.covered_last_year(&m, &w.r.mine, &[ItemKind::Hospital]);
        let t = Terms { second: Fen(10_000), ..plain(&w) };
        let c = entered(&w, &m, told("C1", 800_000));
        let manager = desk(&w).manager;
        let early = approved(&w, &c, &t, &manager).unwrap_err();
        assert_eq!(early.code(), "mutual.claim-state");
        let c = reviewed(&w, &c, &t).unwrap();
        let c = approved(&w, &c, &t, &manager).unwrap();
        assert_eq!(c.state, ClaimState::Second);
        assert_eq!(approved(&w, &c, &t, &manager).unwrap_err().code(), "mutual.same-person");
        let before = w.balance("fund:demo-county");
        let c = approved(&w, &c, &t, &other_manager(&w)).unwrap();
        assert_eq!((c.state, w.balance("fund:demo-county")), (ClaimState::Approved, before), "set aside, not gone");
        assert!(verify(db.store()).unwrap().is_whole());
    }

    fn of_two_claims_at_once_the_cap_holds(db: &TestDb) {
        let w = World::new(db);
        granted(&w, 1_000_000);
        let m = w.members(&w.r.mine, 1, 1).remove(0);
        w.covered_last_year(&m, &w.r.mine, &[ItemKind::Hospital]);
        let t = Terms { second: Fen(i64::MAX), ..plain(&w) };
        let pair = [entered(&w, &m, told("D1", 3_000_000)), entered(&w, &m, told("D2", 3_000_000))];
        let pair = pair.map(|c| reviewed(&w, &c, &t).unwrap());
        let (sum, manager) = (pair[0].benefit.0 + pair[1].benefit.0, desk(&w).manager);
        assert!(sum > 2_000_000, "together they pass the cap of the year: {sum}");
        let done: Vec<_> = std::thread::scope(|s| {
            let all = pair.each_ref().map(|c| s.spawn(|| approved(&w, c, &t, &manager)));
            all.into_iter().map(|h| h.join().unwrap()).collect()
        });
        let ok = done.iter().filter(|d| d.is_ok()).count();
        assert_eq!(ok, 1, "{done:?}");
        let late = done.iter().position(Result::is_err).unwrap();
        assert_eq!(done[late].as_ref().unwrap_err().code(), "mutual.used-moved");
        let c = now(&w, pair[late].id);
        let c = write(&w, move |tx| again_one(tx, c.clone())).unwrap();
        let c = reviewed(&w, &c, &t).unwrap();
        approved(&w, &c, &t, &manager).unwrap();
        let paid: i64 = pair.iter().map(|c| now(&w, c.id).benefit.0).sum();
        assert!(paid <= 2_000_000, "{paid}");
    }

    fn a_notice_that_is_over_makes_it_owed_unless_somebody_objects(db: &TestDb) {
        let w = World::new(db);
        granted(&w, 100_000);
        let people = w.members(&w.r.mine, 1, 3);
        for m in &people {
            w.covered_last_year(m, &w.r.mine, &[ItemKind::Hospital]);
        }
        let on_show = |invoice: &str, m: &Member| {
            let c = entered(&w, m, told(invoice, 800_000));
            (c.id, noticed(&w, &c, -1))
        };
        let (first, _) = on_show("E1", &people[0]);
        let (second, notice) = on_show("E2", &people[1]);
        let text = crate::common::sql("SELECT name FROM mutual_notice_line ORDER BY claim_id");
        let names: Vec<String> = db.store().read_blocking(move |tx| tx.query(&text, &[], |r| r.get(0))).unwrap();
        assert_eq!(names.len(), 2);
        assert!(names.iter().zip(&people).all(|(shown, m)| *shown != m.name), "masked: {names:?}");
        let by = Actor::member(people[2].id, people[2].name.clone());
        let (ground, b) = (w.app.cases(), by.clone());
        let case = write(&w, move |tx| object(tx, &ground, &b, (notice, 1), "这笔费用单位已经报销过")).unwrap();
        assert_eq!(settle_all(&w.app).unwrap(), 0, "the days are not over");
        db.clock().advance_ms(20 * 86_400_000);
        assert_eq!(settle_all(&w.app).unwrap(), 1);
        assert_eq!((now(&w, first).state, now(&w, second).state), (ClaimState::Payable, ClaimState::Notice));
        assert_eq!(settle_all(&w.app).unwrap(), 0, "once");
        let fund = w.balance("fund:demo-county");
        decided(&w, case.id, "uphold");
        let c = now(&w, second);
        assert_eq!((c.state, c.objections), (ClaimState::Refused, 0));
        // It is none of the rules' reasons: people found it out, and say so to the worker in words.
        assert!(c.refusals.is_empty(), "{:?}", c.refusals);
        let line = w.app.store().read_blocking(move |tx| decisions(tx, second)).unwrap().pop().unwrap();
        assert_eq!((line.deed.as_str(), line.title.as_str()), ("revoke", "异议成立"));
        assert_eq!(line.plain, "公示期间的异议成立，这笔互助金不再支付。核实结果：已核实");
        assert!(line.note.contains("互助金公示") && line.note.ends_with("：已核实"), "{}", line.note);
        assert_eq!(w.balance("fund:demo-county"), fund, "what was set aside is free again");
        assert!(verify(db.store()).unwrap().is_whole());
        // The worker appeals, and it is looked at anew.
        let (ground, t) = (w.app.cases(), plain(&w));
        let (worker, c) = (Actor::member(people[1].id, people[1].name.clone()), now(&w, second));
        let case = write(&w, move |tx| appeal(tx, (&ground, &t), &worker, &c, "单位没有报销过，附证明")).unwrap();
        decided(&w, case.id, "uphold");
        assert_eq!(now(&w, second).state, ClaimState::Reckoned);
        let t = plain(&w);
        let c = reviewed(&w, &now(&w, second), &t).unwrap();
        assert_eq!(approved(&w, &c, &t, &desk(&w).manager).unwrap().round, 2);
    }

    fn what_is_missing_is_asked_for_and_a_bill_taken_back_may_be_claimed_again(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 1).remove(0);
        w.covered_last_year(&m, &w.r.mine, &[ItemKind::Hospital]);
        let c = entered(&w, &m, told("F1", 800_000));
        let twice = write(&w, {
            let person = m.id;
            move |tx| {
                let channel = mutual::payments::ClaimChannel::Window;
                enter_claim(tx, &program(), For { person, channel, within: None }, &told("f1", 800_000))
            }
        });
        assert_eq!(twice.unwrap_err().code(), "mutual.bill-claimed");
        let (scope, seen, t) = (desk(&w).officer.permit().unwrap(), (c.id, c.version), plain(&w));
        let c = write(&w, move |tx| ask(tx, &t, &scope, seen, "请补出院记录")).unwrap();
        assert_eq!(c.state, ClaimState::Supplement);
        assert_eq!(lapse_all(&w.app).unwrap(), 0);
        db.clock().advance_ms(40 * 86_400_000);
        assert_eq!(lapse_all(&w.app).unwrap(), 1);
        let c = now(&w, c.id);
        assert_eq!((c.state, c.refusals[0].code), (ClaimState::Refused, RefusalCode::PapersMissing));
        let other = entered(&w, &m, told("F2", 800_000));
        let by = program();
        write(&w, move |tx| withdraw(tx, &by, other.clone(), "")).unwrap();
        assert_eq!(entered(&w, &m, told("F2", 800_000)).state, ClaimState::Reckoned);
    }
}

fn again_one(tx: &mut store::Tx<'_>, c: Claim) -> Result<Claim, ClaimError> {
    again(tx, &program(), c)
}

pub fn write<T: Send + 'static>(
    w: &World,
    work: impl FnMut(&mut store::Tx<'_>) -> Result<T, ClaimError> + Send + 'static,
) -> Result<T, ClaimError> {
    w.app.store().write_blocking(work)
}
