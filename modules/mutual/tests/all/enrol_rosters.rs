//! Lists of people on every database: what rows are told, two unions at once, resumed, undone, carried over.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{Reach, act, res};
use kernel::{Day, DocumentKind, Id, PersonDocument};
use mutual::EnrolError;
use mutual::enrolment::{
    EnrolmentState, RosterState, Step, Verdict, Wish, add, carry_over, remove, undo_roster, write_result,
};
use mutual::schemes::ItemKind;
use registry::RegistryError;
use registry::api::{Birth, BirthPrecision, NewPerson, Profile, enter_people};
use sheets::Workbook;
use testkit::{TestDb, db_test};

use crate::common::enrol::{World, codes, create, csv, csv_of, joining, name_of, number_of, update};
use crate::common::{number, program, setup, sql};

db_test! { setup();
    fn every_row_is_told_what_becomes_of_it(db: &TestDb) {
        let w = World::new(db);
        let (mine, theirs) = (&w.r.mine, &w.r.theirs);
        let m = w.members(mine, 0, 4);
        let women = w.people(mine, vec![(10, "2", "1"), (11, "2", "1")]);
        let retired = w.people(mine, vec![(20, "1", "4")]);
        let elsewhere = w.members(theirs, 30, 2);
        let gone = w.members(mine, 40, 1);
        w.leaves(&gone[0], None);
        // The second of the others was enrolled by the own union before; he works here now.
        w.enrol(theirs, &csv_of(&elsewhere[1..]));
        w.leaves(&elsewhere[1], Some(mine));
        let stranger = (name_of(90), number_of(90, false));
        let wrong = { let mut n = m[3].number.clone(); n.replace_range(16..17, if n.ends_with('0') { "1" } else { "0" }); n };
        let rows = [
            (m[0].name.as_str(), m[0].number.as_str(), "", ""),
            (m[1].name.as_str(), m[1].number.as_str(), "住院医疗、重大疾病", "1"),
            (m[1].name.as_str(), m[1].number.as_str(), "", ""),
            (women[0].name.as_str(), women[0].number.as_str(), "", "1"),
            ("王二麻", women[1].number.as_str(), "", ""),
            (retired[0].name.as_str(), retired[0].number.as_str(), "", ""),
            (elsewhere[0].name.as_str(), elsewhere[0].number.as_str(), "", ""),
            (elsewhere[1].name.as_str(), elsewhere[1].number.as_str(), "", ""),
            (gone[0].name.as_str(), gone[0].number.as_str(), "", ""),
            (stranger.0.as_str(), stranger.1.as_str(), "", ""),
            ("李不对", wrong.as_str(), "", ""),
        ];
        let id = w.upload(mine, &csv(&rows));
        let r = w.work(id);
        assert_eq!((r.state, r.tally.rows, r.tally.accepted, r.tally.rejected), (RosterState::Checked, 11, 3, 8), "{:?}", w.rows(&r));
        let all = w.rows(&r);
        let told: Vec<(Verdict, &str)> = all.iter().map(|r| (r.verdict, r.issues.first().map_or("", |i| i.code.as_str()))).collect();
        let (yes, no) = (Verdict::Accepted, Verdict::Rejected);
        assert_eq!(told, [
            (yes, ""), (yes, ""), (no, "mutual.row-double"), (yes, ""), (no, "mutual.row-name"), (no, "mutual.row-retired"),
            (no, "mutual.row-other-union"), (no, "mutual.row-elsewhere"), (no, "mutual.row-no-member"), (no, "mutual.row-unknown"),
            (no, all[10].issues[0].code.as_str()),
        ]);
        assert!(all[10].issues[0].code.starts_with("kernel.id-"), "{:?}", all[10]);
        assert!(all[6].reason().contains("东方纺织"), "{}", all[6].reason());
        // Everything that is offered: a man without the item of women, a woman with it.
        let items = |n: usize| all[n].listed.as_ref().unwrap().items.clone();
        assert!(!items(0).contains(&ItemKind::Female) && items(3).contains(&ItemKind::Female));
        assert_eq!(items(1), [ItemKind::Hospital, ItemKind::Critical]);
        assert_eq!(all[1].listed.as_ref().unwrap().parts().premium.0, 5_500);
        // Nothing was entered; the union's own file comes back with a verdict in the same rows.
        assert_eq!(number(db.store(), "SELECT count(*) FROM mutual_enrolment"), 1);
        let path = db.dir().join("result.xlsx");
        let target = std::fs::File::options().create(true).truncate(true).read(true).write(true).open(&path).unwrap();
        write_result(&w.app, &r, target).unwrap();
        let mut said = Vec::new();
        let book = Workbook::open(&path).unwrap();
        let _ = book.for_each_row(0, &mut |row| {
            said.push((row.number, row.cells().map(|(_, c)| c.text().into_owned()).collect::<Vec<_>>().join("|")));
            std::ops::ControlFlow::Continue(())
        }).unwrap();
        let at = |n: u32| said.iter().find(|(row, _)| *row == n).unwrap().1.clone();
        assert!(at(3).contains("是") && at(5).contains("与第1张表第4行是同一人"), "{said:?}");
        // Entered: who was accepted, and nobody else.
        w.step(id, Step::Confirm).unwrap();
        let r = w.work(id);
        assert_eq!((r.state, r.tally.accepted), (RosterState::Done, 3));
        assert_eq!(w.standing(mine.id).listed, 3);
        assert_eq!(w.standing(mine.id).listed_amount, r.tally.amount);
        // The same list once more changes nothing; with other items it says so.
        let again = w.enrol(mine, &csv(&[rows[1], (rows[0].0, rows[0].1, "住院医疗", "")]));
        assert_eq!((again.tally.accepted, again.tally.unchanged), (0, 2));
        let told = codes(&w.rows(&again));
        assert_eq!(told[&m[1].name], (Verdict::Unchanged, "mutual.row-unchanged".to_owned()));
        assert_eq!(told[&m[0].name], (Verdict::Unchanged, "mutual.row-differs".to_owned()));
    }
}

db_test! { setup();
    fn of_two_unions_at_once_exactly_one_enrols_a_person(db: &TestDb) {
        let w = World::new(db);
        // The township and the employer's union may both enrol a member of the latter.
        let m = w.members(&w.r.mine, 0, 30);
        let (a, b) = (w.upload(&w.r.mine, &csv_of(&m)), w.upload(&w.r.here, &csv_of(&m)));
        for id in [a, b] {
            assert_eq!(w.work(id).tally.accepted, 30);
            w.step(id, Step::Confirm).unwrap();
        }
        let (first, second) = std::thread::scope(|s| {
            let one = s.spawn(|| w.work(a));
            let two = s.spawn(|| w.work(b));
            (one.join().unwrap(), two.join().unwrap())
        });
        assert_eq!((first.state, second.state), (RosterState::Done, RosterState::Done));
        assert_eq!(first.tally.accepted + second.tally.accepted, 30);
        assert_eq!(number(db.store(), "SELECT count(*) FROM mutual_enrolment"), 30);
        let (one, two) = (w.standing(w.r.mine.id), w.standing(w.r.here.id));
        assert_eq!(one.listed + two.listed, 30);
        assert_eq!(one.listed_amount + two.listed_amount, 30 * 4_000);
        let lost = if first.tally.accepted == 30 { &second } else { &first };
        assert!(w.rows(lost).iter().filter(|r| r.verdict == Verdict::Rejected).all(|r| r.issues[0].code == "mutual.row-elsewhere"));
    }
}

db_test! { setup();
    fn a_roster_goes_on_where_it_stopped(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 2_100);
        let id = w.upload(&w.r.mine, &csv_of(&m));
        let whole = w.work(id);
        assert_eq!((whole.parts_done, whole.tally.accepted), (3, 2_100));
        let wanted = w.rows(&whole);
        // As if the program had died after each part of the check.
        for done in 0..3_i64 {
            crashed(&w, id, "checking", 0, done);
            let r = w.work(id);
            assert_eq!((r.state, r.tally, w.rows(&r) == wanted), (RosterState::Checked, whole.tally, true), "{done}");
        }
        w.step(id, Step::Confirm).unwrap();
        let entered = w.work(id);
        assert_eq!((entered.state, entered.tally.accepted), (RosterState::Done, 2_100));
        for done in 0..3_i64 {
            let kept: Vec<String> = m.iter().take(done as usize * 1_000).map(|m| m.id.to_string()).collect();
            let keep = if kept.is_empty() { "0".to_owned() } else { kept.join(",") };
            let lose = format!("DELETE FROM mutual_enrolment WHERE person_id NOT IN ({keep})");
            let less = format!("UPDATE mutual_unit SET listed = {0}, listed_amount = {0} * 4000", done * 1_000);
            for text in [lose, less] {
                let sql = sql(text);
                db.store().write_blocking(move |tx| tx.execute(&sql, &[]).map(drop)).unwrap();
            }
            crashed(&w, id, "running", 1, done);
            let r = w.work(id);
            assert_eq!((r.state, r.tally), (RosterState::Done, entered.tally), "{done}");
            assert_eq!(number(db.store(), "SELECT count(*) FROM mutual_enrolment"), 2_100);
            assert_eq!(w.standing(w.r.mine.id).listed, 2_100);
        }
        // And once more when it is done: nothing happens.
        assert_eq!(w.work(id).version, w.roster(id).version);
    }
}

/// Sets a roster back to where it was after `done` parts of a phase of two thousand one hundred good rows.
fn crashed(w: &World, id: Id, state: &str, phase: i64, done: i64) {
    let rows = (done * 1_000).min(2_100);
    for text in [
        format!("DELETE FROM mutual_roster_part WHERE roster_id = {id} AND phase = {phase} AND part >= {done}"),
        format!(
            "UPDATE mutual_roster SET state = '{state}', parts_done = {done}, rows = {rows}, accepted = {rows},
               amount = {rows} * 4000 WHERE id = {id}"
        ),
    ] {
        let sql = sql(text);
        w.app.store().write_blocking(move |tx| tx.execute(&sql, &[]).map(drop)).unwrap();
    }
}

db_test! { setup();
    fn a_roster_is_undone_but_for_who_is_on_a_bill(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 5);
        let first = w.enrol(&w.r.mine, &csv_of(&m[..3]));
        let b = w.bill(&w.r.mine);
        let second = w.enrol(&w.r.mine, &csv_of(&m[3..]));
        for (r, left, kept) in [(&second, 3, 0), (&first, 3, 3)] {
            w.step(r.id, Step::Undo).unwrap();
            let r = undo_roster(&w.app, &program(), r.id).unwrap();
            assert_eq!((r.state, r.kept), (RosterState::Undone, kept));
            assert_eq!(number(db.store(), "SELECT count(*) FROM mutual_enrolment"), left);
        }
        let s = w.standing(w.r.mine.id);
        assert_eq!((s.listed, s.listed_amount, s.billed, s.billed_amount), (0, 0, 3, b.parts.premium.0));
        // What was undone can be listed again.
        assert_eq!(w.enrol(&w.r.mine, &csv_of(&m[3..])).tally.accepted, 2);
        assert!(matches!(w.step(first.id, Step::Undo), Err(EnrolError::State { .. })));
    }
}

db_test! { setup();
    fn last_years_list_is_carried_over_and_checked_anew(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 4);
        for who in &m {
            w.covered_last_year(who, &w.r.mine, &[ItemKind::Hospital, ItemKind::Gift]);
        }
        w.leaves(&m[1], Some(&w.r.theirs));
        w.leaves(&m[2], None);
        let (of, scope) = ((w.now, w.r.mine.id), create());
        let id = w.write(move |tx| carry_over(tx, &scope, of, None, "")).unwrap();
        let r = w.work(id);
        assert_eq!((r.state, r.tally.rows, r.tally.accepted, r.from_period_id), (RosterState::Checked, 4, 2, w.last));
        let told = codes(&w.rows(&r));
        assert_eq!(told[&m[1].name].1, "mutual.row-other-union");
        assert_eq!(told[&m[2].name].1, "mutual.row-no-member");
        // A gift is not asked for again.
        assert!(w.rows(&r).iter().filter_map(|r| r.listed.as_ref()).all(|l| l.items == [ItemKind::Hospital]));
        // Between check and entering one more leaves: what is checked is checked again.
        w.leaves(&m[3], None);
        w.step(id, Step::Confirm).unwrap();
        let r = w.work(id);
        assert_eq!((r.state, r.tally.accepted, r.tally.rejected), (RosterState::Done, 1, 3));
        assert_eq!(w.enrolment(m[0].id, w.now).map(|e| e.state), Some(EnrolmentState::Listed));
        assert!(w.enrolment(m[3].id, w.now).is_none());
        // Without an earlier list there is nothing to go on with.
        let (of, scope) = ((w.now, w.r.theirs.id), create());
        let none = w.write(move |tx| carry_over(tx, &scope, of, None, ""));
        assert!(matches!(none, Err(EnrolError::NoEarlierList)));
    }
}

db_test! { setup();
    fn single_people_are_added_and_taken_off_until_there_is_a_bill(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 2);
        let wish = Wish { class: Some("enterprise".into()), shares: 1, ..Wish::default() };
        let put = |who: Id, union: Id| {
            let (of, scope, wish) = ((w.now, union), create(), wish.clone());
            w.write(move |tx| add(tx, &scope, of, who, &wish))
        };
        put(m[0].id, w.r.mine.id).unwrap();
        let twice = put(m[0].id, w.r.mine.id);
        assert!(matches!(&twice, Err(EnrolError::Refused { reason }) if reason.contains("已在本单位名单中")), "{twice:?}");
        let other = put(m[0].id, w.r.here.id);
        assert!(matches!(&other, Err(EnrolError::Refused { reason }) if reason.contains("宏达模具")), "{other:?}");
        assert!(matches!(put(m[1].id, w.r.theirs.id), Err(EnrolError::Refused { .. })));
        let off = |version: i64| {
            let (of, scope) = ((w.now, m[0].id), update());
            w.write(move |tx| remove(tx, &scope, of, version))
        };
        assert!(matches!(off(9), Err(EnrolError::Stale { version: 1 })));
        off(1).unwrap();
        assert_eq!(w.standing(w.r.mine.id), mutual::enrolment::Standing::default());
        put(m[0].id, w.r.mine.id).unwrap();
        w.bill(&w.r.mine);
        assert!(matches!(off(2), Err(EnrolError::State { .. })));
    }
}

db_test! { setup();
    fn people_are_listed_only_while_the_period_is_open(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 0, 1);
        db.clock().set(crate::common::enrol::noon(20_270_401));
        let scope = create();
        let (of, wish) = ((w.now, w.r.mine.id), Wish { class: Some("enterprise".into()), shares: 1, ..Wish::default() });
        let id = m[0].id;
        let late = w.write(move |tx| add(tx, &scope, of, id, &wish));
        assert!(matches!(late, Err(EnrolError::NotOpen)));
        let reach = program().permit::<res::Enrolment, act::Read>().unwrap();
        assert_eq!(*reach.reach(), Reach::All);
    }
}

/// A member whose only document is this one.
pub fn with_document(w: &World, name: &str, kind: DocumentKind, number: &str) -> Id {
    let today = w.app.clock().today();
    let document = PersonDocument::parse(kind, number, today).unwrap();
    let profile =
        Profile { name: name.into(), sex: "1".into(), work_state: "1".into(), ..Profile::default() };
    let birth = Birth { day: Some(Day::constant(1985, 5, 4)), precision: BirthPrecision::Day };
    let rows = vec![(NewPerson { profile, birth, document, phone: None }, joining(&w.r.mine))];
    let keys = w.app.keyring().clone();
    let entered = w
        .app
        .store()
        .write_blocking(move |tx| enter_people(tx, &keys, &program(), &rows).map_err(RegistryError::from));
    entered.unwrap()[0].person_id
}

db_test! { setup();
    fn passports_and_permits_are_matched_like_cards(db: &TestDb) {
        use DocumentKind::{HkMoPermit, Passport, TaiwanPermit};
        let w = World::new(db);
        let card = w.members(&w.r.mine, 1, 1).remove(0);
        let john = with_document(&w, "约翰", Passport, "E12345678");
        let chen = with_document(&w, "陈大文", HkMoPermit, "H0123456701");
        let lin = with_document(&w, "林志明", TaiwanPermit, "01234567");
        with_document(&w, "吴阿水", TaiwanPermit, "0123456789");
        let row = |name: &str, number: &str, kind: &str| format!("{name},{number}\t,{kind}\n");
        // Wrong: the permit as a passport, the permit's next issue once more, a word that is no kind, a form that is none, nobody.
        let rows = [
            row("约翰", "e1234 5678", "护照"),
            row("陈大文", "H01234567", ""),
            row("林志明", "01234567", ""),
            row(&card.name, &card.number, "身份证"),
            row("吴阿水", "0123456789", "普通护照"),
            row("陈大文", "H0123456702", "回乡证"),
            row("约翰", "E12345678", "工作证"),
            row("约翰", "E1234567", "台胞证"),
            row("王不在", "E99999999", ""),
        ];
        let list = format!("姓名,证件号码,证件类别\n{}", rows.concat());
        let id = w.upload(&w.r.mine, &list);
        let r = w.work(id);
        let told: Vec<(Option<Id>, String)> = w
            .rows(&r)
            .into_iter()
            .map(|r| (r.person, r.issues.first().map_or(String::new(), |i| i.code.clone())))
            .collect();
        let ok = |id: Id| (Some(id), String::new());
        let no = |code: &str| (None, code.to_owned());
        assert_eq!(told[..4], [ok(john), ok(chen), ok(lin), ok(card.id)], "{told:?}");
        assert_eq!(told[4], no("mutual.row-unknown"), "a kind that is told is the only one");
        assert_eq!(told[5].1, "mutual.row-double");
        assert_eq!([&told[6], &told[7], &told[8]], [&no("mutual.row-document-kind"), &no("kernel.document-form"), &no("mutual.row-unknown")]);
        w.step(id, Step::Confirm).unwrap();
        assert_eq!(w.work(id).tally.accepted, 4);
        assert_eq!(w.enrolment(john, w.now).unwrap().name, "约翰");
        // Somebody who has a card and a passport is one person, by whichever the list tells.
        let (keys, person) = (w.app.keyring().clone(), card.id);
        let added = w.app.store().write_blocking(move |tx| {
            let scope = program().permit::<res::Member, act::Update>().unwrap();
            let document = PersonDocument::parse(Passport, "P7654321", tx.today()).unwrap();
            registry::api::add_document(tx, &keys, &scope, person, &document)
        });
        added.unwrap();
        let again = w.enrol(&w.r.mine, &format!("姓名,证件号码\n{},P7654321\n{},{}\n", card.name, card.name, card.number));
        let told: Vec<String> = w.rows(&again).iter().map(|r| r.issues[0].code.clone()).collect();
        assert_eq!(told, ["mutual.row-unchanged", "mutual.row-double"]);
    }
}
