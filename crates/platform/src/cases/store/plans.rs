//! How lists are found, on SQLite: it tells its plan, and takes the same for every data set that nobody analysed.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::{Actor, Grant, Role, act, res};
use kernel::{Id, OrgPath, Timestamp};
use store::{Route, Sql};
use testkit::{Db, Setup, TestDb};

use super::filter::{CaseFilter, Typed};
use super::list::{Me, View, statement};
use crate::cases::model::Rating;

/// A clerk at a place of so many levels.
fn clerk(levels: u32) -> Actor {
    let place = (0..levels).fold(OrgPath::top(), |p, _| p.child(1).unwrap());
    Actor::staff(Id(7), "经办", vec![Grant { role: Role::Clerk, union_id: Id(1), path: place }])
}

/// The plan of a page.
fn plan(db: &TestDb, actor: &Actor, view: View, filter: &CaseFilter) -> String {
    let scope = actor.permit::<res::Case, act::Read>().unwrap();
    let posts = actor.grants().iter().map(|g| (g.path.clone(), g.role.code().to_owned())).collect();
    let me = Me { accounts: vec![actor.id()], posts };
    let t = statement(&scope, (view, &me, Timestamp(1)), filter, (None, 51));
    let sql = Sql::composed("plan", Route::FanOut("test"), t.text);
    db.store().read_blocking(move |tx| store::dialect::explain(tx, &sql, &t.args)).unwrap()
}

/// Checks which indexes a page goes by. None but those: whatever else reads cases reads them one by one.
fn goes_by(db: &TestDb, (levels, view): (u32, View), filter: &CaseFilter, indexes: &[&str]) {
    let plan = plan(db, &clerk(levels), view, filter);
    for index in indexes {
        assert!(plan.contains(index), "{levels} {view:?} {filter:?} does not go by {index}:\n{plan}");
    }
    let others = plan.lines().filter(|line| line.contains(" c ") || line.ends_with(" c"));
    let others = others.filter(|line| !indexes.iter().any(|index| line.contains(index)));
    let odd: Vec<&str> = others.filter(|line| !line.contains("INTEGER PRIMARY KEY")).collect();
    assert!(odd.is_empty(), "{levels} {view:?} {filter:?} also: {odd:?}");
}

fn with(change: impl FnOnce(&mut CaseFilter)) -> CaseFilter {
    let mut filter = CaseFilter::default();
    change(&mut filter);
    filter
}

fn db() -> TestDb {
    TestDb::new(Db::Sqlite, "plans", Setup::new(crate::module().migrations.to_vec()))
}

const TOWN: [&str; 2] = ["COVERING INDEX case_file_told_town", "COVERING INDEX case_file_away_town"];
const DUE: [&str; 2] = ["COVERING INDEX case_file_told_due", "COVERING INDEX case_file_away_due"];

#[test]
fn lists_of_a_township_or_less_go_by_its_town_whatever_they_ask() {
    let db = db();
    let asked = [
        CaseFilter::default(),
        with(|f| f.kind = Some("voice.call".to_owned())),
        with(|f| f.track = Some("major".to_owned())),
        with(|f| f.rating = Some(Rating::Dissatisfied)),
        with(|f| f.late = true),
        with(|f| f.owner = Some(Id(0))),
    ];
    for (levels, filter) in [3, 4, 5].into_iter().flat_map(|l| asked.iter().map(move |f| (l, f))) {
        for view in [View::All, View::Closed] {
            goes_by(&db, (levels, view), filter, &TOWN);
        }
        for view in [View::Open, View::Overdue, View::Soon] {
            goes_by(&db, (levels, view), filter, &DUE);
        }
    }
}

#[test]
fn what_is_mine_or_comes_to_my_place_has_indexes_of_its_own() {
    let db = db();
    for levels in 1..=5 {
        let mine = ["case_file_mine", "case_file_delegate", DUE[0], DUE[1]];
        goes_by(&db, (levels, View::Todo), &CaseFilter::default(), &mine);
        goes_by(&db, (levels, View::HandedOver), &CaseFilter::default(), &DUE[..1]);
        goes_by(&db, (levels, View::Watched), &CaseFilter::default(), &["case_file_watch"]);
        let judging = plan(&db, &clerk(levels), View::Judging, &CaseFilter::default());
        assert!(judging.contains("case_judge_waiting") && !judging.contains("SCAN"), "{judging}");
    }
}

#[test]
fn wide_lists_go_by_what_is_seldom_then_by_kind_then_in_their_order() {
    let db = db();
    let kind = Some("voice.matter".to_owned());
    let all = |f: &CaseFilter, index| goes_by(&db, (1, View::All), f, &[index]);
    all(&with(|f| f.kind.clone_from(&kind)), "case_file_received");
    all(&with(|f| (f.kind, f.track) = (kind.clone(), Some("major".to_owned()))), "case_file_track");
    all(&with(|f| (f.kind, f.rating) = (kind.clone(), Some(Rating::Fair))), "case_file_rated");
    all(&with(|f| (f.kind, f.late) = (kind.clone(), true)), "case_file_late");
    all(&with(|f| f.employer = Some(Id(9))), "case_file_employer");
    all(&with(|f| f.owner = Some(Id(9))), "case_file_owned");
    all(&with(|f| f.q = Some(Typed::Title("加班".to_owned()))), "case_file_title");
    let topic = with(|f| (f.kind, f.field) = (kind.clone(), Some(("topic".to_owned(), "pay".to_owned()))));
    let by_topic = plan(&db, &clerk(2), View::All, &topic);
    assert!(by_topic.contains("case_value_field") && !by_topic.contains("TEMP B-TREE"), "{by_topic}");
    let by_phone = plan(&db, &clerk(2), View::All, &with(|f| f.q = Some(Typed::Phone(vec![1]))));
    assert!(by_phone.contains("case_reporter_lookup") && !by_phone.contains("SCAN"), "{by_phone}");

    let of_county = with(|f| f.home = Some(clerk(2).grants()[0].path.clone()));
    for filter in [CaseFilter::default(), of_county] {
        goes_by(&db, (1, View::Closed), &filter, &["case_file_done"]);
    }
    goes_by(&db, (2, View::Closed), &with(|f| f.kind.clone_from(&kind)), &["case_file_kind_done"]);
    for view in [View::Open, View::Overdue, View::Soon] {
        goes_by(&db, (1, view), &CaseFilter::default(), &["case_file_due"]);
        goes_by(&db, (1, view), &with(|f| f.kind.clone_from(&kind)), &["case_file_kind_due"]);
    }
    let sorted = with(|f| (f.kind, f.track) = (kind.clone(), Some("major".to_owned())));
    goes_by(&db, (1, View::Open), &sorted, &["case_file_track_due"]);
    let mine = with(|f| f.owner = Some(Id(9)));
    goes_by(&db, (1, View::Open), &mine, &["case_file_mine"]);
}

#[test]
fn a_township_that_the_county_looks_at_is_found_by_its_town() {
    let db = db();
    let town = clerk(3).grants()[0].path.clone();
    let of_town = with(|f| f.home = Some(town.clone()));
    goes_by(&db, (1, View::All), &of_town, &TOWN[..1]);
    goes_by(&db, (2, View::Open), &of_town, &DUE[..1]);
    // Of the scope's own township, looked at from beneath: still the scope's places.
    goes_by(&db, (4, View::All), &of_town, &TOWN);
}
