//! The demo: posts in every state, readers and comments that add up.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::Role;
use kernel::Id;
use posts::demo::{Staff, Writer, fill};
use posts::model::PostState;
use registry::demo::{Basic, Filled};
use testkit::{TestDb, db_test};

use crate::common::{World, enter, holder, id_number, number, person, plant, setup};

db_test! { setup();
    fn a_demo_has_posts_in_every_state_and_figures_that_add_up(db: &TestDb) {
        let w = World::new(db);
        let unit = |n: u32| {
            let u = plant(&w.app, Some(w.r.here.id), 60, "50", &format!("示范第{n}公司工会委员会"));
            enter(&w.app, &u, vec![person("王丽", &id_number(n), None)]);
            Basic {
                id: u.id,
                code: u.code.clone(),
                name: u.name.clone(),
                path: u.place(),
                employers: Vec::new(),
                size: 1,
            }
        };
        let by = |n, role, u: &registry::api::Union| Writer { actor: holder(n, "张三", role, u), union: u.id, name: u.name.clone() };
        let staff = Staff {
            county: by(401, Role::BenefitsOfficer, &w.r.county),
            town: by(402, Role::Clerk, &w.r.here),
            basic: by(403, Role::Chair, &w.r.mine),
            editor: w.editor.clone(),
            chief: w.chief.clone(),
        };
        let county = Filled {
            id: w.r.county.id,
            townships: Vec::new(),
            basic: (0..24).map(unit).collect(),
            unions: 29,
            employers: 0,
            members: 24,
            people: 24,
            seconds: 0.0,
        };
        let n = |sql: &str| number(db.store(), sql);
        let made = fill(&w.app, &staff, &county, &[Id(9)]).unwrap();
        assert_eq!(n("SELECT count(*) FROM post") as usize, made);
        for state in PostState::ALL {
            assert!(n(&format!("SELECT count(*) FROM post WHERE state = '{}'", state.code())) > 0, "{state:?}");
        }
        assert_eq!(n("SELECT CAST(SUM(opened) AS BIGINT) FROM post"), n("SELECT CAST(SUM(opened) AS BIGINT) FROM post_read"));
        assert_eq!(n("SELECT CAST(SUM(readers) AS BIGINT) FROM post"), n("SELECT count(*) FROM post_reader"));
        assert_eq!(
            n("SELECT CAST(SUM(comments) AS BIGINT) FROM post"),
            n("SELECT count(*) FROM post_comment WHERE state = 'shown'")
        );
        assert_eq!(
            n("SELECT CAST(SUM(delta) AS BIGINT) FROM fact WHERE indicator = 'posts.published'"),
            n("SELECT count(*) FROM post WHERE live = 1")
        );
        assert_eq!(n("SELECT count(*) FROM post WHERE public_correction <> ''"), 1);
        assert!(n("SELECT count(*) FROM post WHERE campaigns = '[\"9\"]' AND live = 1") > 0);
    }

    fn accounts_of_the_city_come_to_what_was_told(db: &TestDb) {
        let w = World::new(db);
        let made = posts::demo::channels::fill_city(&w.app, &w.editor, w.r.county.id, w.r.here.id).unwrap();
        let (city, county) = posts::demo::channels::TOLD;
        let of = |name: &'static str, month: i64| {
            w.app.store().read_blocking(move |tx| posts::channel_told(tx, name, month)).unwrap().unwrap()
        };
        let (before, after) = (of(county, 201_612).followers, of(county, 201_712).followers);
        // H068: 11 thousand more, 120 % more; H136: nearly 650 thousand; H137: the second of 483.
        assert!(made == 2 && after - before >= 11_000 && after - before < 11_100);
        assert!(posts::rules::channel::growth(before, after).is_some_and(|g| (12_000..12_200).contains(&g)));
        let told = of(city, 201_712);
        assert_eq!((told.followers, told.place, told.place_of), (648_000, 2, 483));
    }
}
