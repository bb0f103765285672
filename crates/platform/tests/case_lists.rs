//! Lists of cases against the same asked of every case one by one, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::BTreeMap;

use common::setup;
use guard::{Actor, Grant, Role, act, res};
use kernel::{Id, OrgPath, Timestamp};
use platform::calendar::Unit;
use platform::cases::clock::CaseClock;
use platform::cases::store::case;
use platform::cases::store::list::{self, After, CaseFilter, Me, View};
use platform::cases::store::places::beside_range;
use platform::cases::{CaseFile, CaseState, Channel, Place, Rating, ReporterKind};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::{Route, Sql, Val};
use testkit::{TestDb, db_test};

const DAY: i64 = 86_400_000;

/// The place whose ways down from the top are these.
fn at(way: &[u32]) -> OrgPath {
    way.iter().fold(OrgPath::top(), |p, n| p.child(*n).unwrap())
}

fn clerk(id: i64, places: &[&[u32]]) -> Actor {
    let grant = |way: &&[u32]| Grant { role: Role::Clerk, union_id: Id(1), path: at(way) };
    Actor::staff(Id(id), format!("经办{id}"), places.iter().map(grant).collect())
}

/// A place of two counties with two townships each, down to five levels.
fn somewhere(rng: &mut ChaCha8Rng) -> OrgPath {
    let way =
        [1, rng.random_range(1..3), rng.random_range(1..3), rng.random_range(1..3), rng.random_range(1..3)];
    at(&way[..rng.random_range(1..=5)])
}

fn some<T: Clone>(rng: &mut ChaCha8Rng, all: &[T]) -> T {
    all[rng.random_range(0..all.len())].clone()
}

/// A case, and the place that is tied to it; the clock of tests stands at `now`.
fn drawn(rng: &mut ChaCha8Rng, n: i64, now: Timestamp) -> (CaseFile, Option<OrgPath>) {
    let home = somewhere(rng);
    let holder = if rng.random_range(0..3) == 0 { home.clone() } else { somewhere(rng) };
    let state = some(rng, &CaseState::ALL);
    let told = now.plus_ms((n / 5 - 100) * DAY + n);
    let closed = (!state.is_open()).then(|| now.day());
    let due_on = now.day().plus_days(rng.random_range(-3..6));
    let paused_on = (state == CaseState::Paused).then(|| now.day());
    let clock = CaseClock { from: told.day(), count: 5, unit: Unit::Days, paused_on, due_on };
    let clock = state.is_open().then_some(clock).filter(|_| rng.random_range(0..9) > 0);
    let track = some(rng, &["", "simple", "major"]).to_owned();
    let watch_path =
        if rng.random_range(0..4) == 0 { somewhere(rng).as_str().to_owned() } else { String::new() };
    let c = CaseFile {
        id: Id(1_000 + n),
        kind: some(rng, &["voice.matter", "voice.call"]).to_owned(),
        procedure_version: 1,
        number: format!("ZS-{n}"),
        home: Place { id: Id(1), path: home },
        holder: Place { id: Id(1), path: holder },
        holder_role: some(rng, &["clerk", "chair"]).to_owned(),
        owner_id: Id(some(rng, &[0, 0, 71, 73, 74])),
        owner_name: String::new(),
        delegate_id: Id(some(rng, &[0, 0, 0, 73, 74])),
        from_id: Id(0),
        watch_path,
        step: "registered".to_owned(),
        track,
        state,
        title: "三个月没发加班费".to_owned(),
        body: "问了车间和人事都说再等等。".to_owned(),
        fields: BTreeMap::new(),
        channel: some(rng, &Channel::ALL),
        reporter: ReporterKind::Named,
        person_id: Id(0),
        employer_id: Id(some(rng, &[0, 5])),
        employer_name: String::new(),
        restricted: false,
        received_at: told,
        step_at: told,
        clock_number: 1,
        clock,
        tick_at: Timestamp(0),
        mark: 0,
        late: rng.random_range(0..3) == 0,
        climbed: 0,
        closed_on: closed,
        closed_at: Timestamp(0),
        rating: closed.and_then(|_| Rating::parse(rng.random_range(0..4))),
        reopened: 0,
        merged_into: Id(0),
        changed_at: told,
        version: 1,
    };
    (c, (rng.random_range(0..8) == 0).then(|| somewhere(rng)).filter(|p| p.levels() > 3))
}

fn due_at(c: &CaseFile) -> i64 {
    c.due_on().map_or(i64::MAX, |d| Timestamp::at_day_start(d.plus_days(1)).0)
}

fn sees(actor: &Actor, c: &CaseFile, tie: Option<&OrgPath>) -> bool {
    let place = actor.grants().iter().any(|g| g.path.covers(&c.home.path) || g.path.covers(&c.holder.path));
    place && !tie.is_some_and(|t| actor.is_partial(std::slice::from_ref(t)))
}

fn is_in(view: View, actor: &Actor, c: &CaseFile, now: Timestamp) -> bool {
    let at = |path: &OrgPath| actor.grants().iter().any(|g| g.path == *path);
    let open = c.state.is_open();
    let runs = open && c.clock.is_none_or(|k| k.paused_on.is_none());
    let soon = now.0 + list::SOON_DAYS * DAY;
    match view {
        View::Todo => {
            let posted = at(&c.holder.path) && c.holder_role == "clerk" && c.owner_id.0 == 0;
            open && (c.owner_id == actor.id() || c.delegate_id == actor.id() || posted)
        }
        View::Overdue => runs && due_at(c) <= now.0,
        View::Soon => runs && due_at(c) > now.0 && due_at(c) <= soon,
        View::HandedOver => open && at(&c.home.path) && !at(&c.holder.path),
        View::Watched => open && actor.grants().iter().any(|g| g.path.as_str() == c.watch_path),
        View::Open => open,
        View::Closed => !open,
        View::All | View::Judging => true,
    }
}

type Holds = fn(&CaseFile) -> bool;

/// Filters, and what each holds of a case.
fn filters() -> Vec<(CaseFilter, Holds)> {
    let with = |change: fn(&mut CaseFilter), holds: Holds| {
        let mut filter = CaseFilter::default();
        change(&mut filter);
        (filter, holds)
    };
    let calls = |f: &mut CaseFilter| f.kind = Some("voice.call".to_owned());
    vec![
        with(|_| {}, |_| true),
        with(calls, |c| c.kind == "voice.call"),
        with(|f| f.track = Some("major".to_owned()), |c| c.track == "major"),
        with(|f| f.track = Some(String::new()), |c| c.track.is_empty()),
        with(|f| f.rating = Some(Rating::Dissatisfied), |c| c.rating == Some(Rating::Dissatisfied)),
        with(|f| f.late = true, |c| c.late),
        with(
            |f| (f.kind, f.late) = (Some("voice.call".to_owned()), true),
            |c| c.kind == "voice.call" && c.late,
        ),
        with(
            |f| (f.kind, f.track) = (Some("voice.call".to_owned()), Some("major".to_owned())),
            |c| c.kind == "voice.call" && c.track == "major",
        ),
        with(|f| f.owner = Some(Id(71)), |c| c.owner_id.0 == 71),
        with(|f| f.owner = Some(Id(0)), |c| c.owner_id.0 == 0),
        with(|f| f.employer = Some(Id(5)), |c| c.employer_id.0 == 5),
        with(|f| f.field = Some(("people".to_owned(), "3".to_owned())), |c| c.id.0 % 3 == 0),
        with(|f| f.home = Some(at(&[1, 1])), |c| at(&[1, 1]).covers(&c.home.path)),
        with(|f| f.home = Some(at(&[1, 1, 2])), |c| at(&[1, 1, 2]).covers(&c.home.path)),
        with(|f| f.home = Some(at(&[1, 2, 1, 1])), |c| at(&[1, 2, 1, 1]).covers(&c.home.path)),
    ]
}

const VIEWS: [View; 8] = [
    View::Todo,
    View::Overdue,
    View::Soon,
    View::HandedOver,
    View::Watched,
    View::Open,
    View::Closed,
    View::All,
];

/// All pages of a list, of nine rows each, and what is counted.
fn listed(db: &TestDb, actor: &Actor, view: View, filter: &CaseFilter) -> (Vec<Id>, i64) {
    let scope = actor.permit::<res::Case, act::Read>().unwrap();
    let posts = actor.grants().iter().map(|g| (g.path.clone(), g.role.code().to_owned())).collect();
    let (me, filter) = (Me { accounts: vec![actor.id()], posts }, filter.clone());
    let found = db.store().read_blocking(move |tx| {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = list::list(tx, &scope, (view, &me), &filter, after, 9)?;
            all.extend(page.iter().map(|c| c.id));
            let Some(last) = page.last().filter(|_| page.len() == 9) else { break };
            let key = if view.by_due() { due_at(last) } else { last.received_at.day().number() };
            after = Some(After { key, id: last.id });
        }
        Ok::<_, store::DbError>((all, list::count(tx, &scope, (view, &me), &filter, 1_000)?))
    });
    found.unwrap()
}

/// Stores four hundred cases with their ties, and a value of each.
fn stored(db: &TestDb) -> Vec<(CaseFile, Option<OrgPath>)> {
    let mut rng = ChaCha8Rng::seed_from_u64(21);
    let now = db.store().read_blocking(|tx| Ok::<_, store::DbError>(tx.now())).unwrap();
    let all: Vec<_> = (0..400).map(|n| drawn(&mut rng, n, now)).collect();
    let rows = all.clone();
    let written = db.store().write_blocking(move |tx| {
        for (c, tie) in &rows {
            if let Some(tie) = tie {
                case::tie(tx, c.id, tie.as_str())?;
            }
            let people = vec![("people".to_owned(), (c.id.0 % 3 + 3).to_string())];
            list::put_values(tx, c.id, &people, false)?;
        }
        case::load(tx, &rows.iter().map(|(c, _)| c.clone()).collect::<Vec<_>>())
    });
    written.unwrap();
    all
}

/// Cases with a column in a place, found as a statement over all cases of the place finds them.
fn in_place(db: &TestDb, column: &str, place: &OrgPath) -> Vec<Id> {
    let beside = beside_range(column, place.levels());
    let text = format!("SELECT id FROM case_file WHERE {column} >= $1 AND {column} < $2{beside} ORDER BY id");
    let (sql, (from, to)) = (Sql::composed("in_place", Route::FanOut("test"), text), place.range());
    db.store()
        .read_blocking(move |tx| tx.query(&sql, &[Val::from(from), Val::from(to)], |r| r.get(0)))
        .unwrap()
}

db_test! { setup();
    fn what_is_asked_beside_the_range_of_a_place_leaves_nothing_out(db: &TestDb) {
        let all = stored(db);
        for place in [at(&[1]), at(&[1, 2]), at(&[1, 1, 2]), at(&[1, 2, 1, 1]), at(&[1, 1, 1, 2, 1])] {
            let of = |holds: &dyn Fn(&CaseFile) -> bool| -> Vec<Id> {
                all.iter().map(|(c, _)| c).filter(|c| holds(c)).map(|c| c.id).collect()
            };
            assert_eq!(in_place(db, "home_path", &place), of(&|c| place.covers(&c.home.path)));
            assert_eq!(in_place(db, "holder_path", &place), of(&|c| place.covers(&c.holder.path)));
            let climbed = of(&|c| c.watch_path.starts_with(place.as_str()));
            assert_eq!(in_place(db, "watch_path", &place), climbed);
        }
    }

    fn every_list_of_every_place_shows_what_is_in_sight_and_nothing_else(db: &TestDb) {
        let all = stored(db);
        let now = db.store().read_blocking(|tx| Ok::<_, store::DbError>(tx.now())).unwrap();
        let actors = [
            clerk(71, &[&[1]]),
            clerk(72, &[&[1, 1]]),
            clerk(73, &[&[1, 1, 1]]),
            clerk(74, &[&[1, 1, 1, 2]]),
            clerk(75, &[&[1, 2, 1, 1, 1]]),
            clerk(76, &[&[1, 1, 1], &[1, 2, 1, 1]]),
            clerk(77, &[&[1, 1], &[1, 2, 2]]),
            clerk(78, &[&[1, 1, 1], &[1, 1, 1, 1]]),
        ];
        for (actor, (filter, holds)) in actors.iter().flat_map(|a| filters().into_iter().map(move |f| (a, f))) {
            for view in VIEWS {
                let is = |(c, tie): &&(CaseFile, Option<OrgPath>)| {
                    sees(actor, c, tie.as_ref()) && is_in(view, actor, c, now) && holds(c)
                };
                let mut wanted: Vec<_> = all.iter().filter(is).map(|(c, _)| (due_at(c), c.id)).collect();
                match view.by_due() {
                    true => wanted.sort_unstable(),
                    false => wanted.sort_unstable_by_key(|(_, id)| std::cmp::Reverse(*id)),
                }
                let wanted: Vec<Id> = wanted.into_iter().map(|(_, id)| id).collect();
                let (found, counted) = listed(db, actor, view, &filter);
                assert_eq!(found, wanted, "{view:?} of {} with {filter:?}", actor.name());
                assert_eq!(counted, wanted.len() as i64, "{view:?} of {} with {filter:?}", actor.name());
            }
        }
    }
}
