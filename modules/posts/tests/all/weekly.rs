//! The post of a week's benefits: out of what is offered, once for a union and its days.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::{Actor, Role, act, res};
use kernel::{Day, Id, Timestamp};
use platform::offers::{self, Offer};
use posts::PostsError;
use posts::model::{Post, PostState};
use posts::ops::weekly::{Asked, write_week};
use posts::rules::column::Draft;
use serde_json::json;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Api, World, enter, holder, id_number, narrow, person, setup};

fn offer(w: &World, id: i64, title: &str, union: Id, (from, to): (Day, Day)) {
    let o = Offer {
        id: Id(id),
        union_id: union,
        title: title.into(),
        what: "领券，电影票一张".into(),
        who: "所属工会的会员".into(),
        amount: "共20份，每人限1次".into(),
        opens_at: Timestamp::at_day_start(from),
        closes_at: Timestamp::at_day_start(to.plus_days(1)),
        held: false,
    };
    w.app.store().write_blocking(move |tx| offers::announce(tx, &o)).unwrap();
}

fn wide() -> Draft {
    Draft { title: "本周普惠".into(), most_chars: 2_000, signed: false, ..narrow() }
}

fn week(w: &World, by: &Actor, union: Id, column: Id, days: (Day, Day)) -> Result<(Post, bool), PostsError> {
    let scope = by.permit::<res::Post, act::Create>()?;
    let asked = Asked { union_id: union, column_id: column, days };
    w.app.store().write_blocking(move |tx| write_week(tx, &scope, &asked, [7; 16]))
}

db_test! { setup();
    fn a_week_is_told_once_by_one_person(db: &TestDb) {
        let w = World::new(db);
        let column = World::make_column(&w.app, &w.editor, w.r.county.id, wide()).unwrap();
        let days = (Day::constant(2026, 11, 23), Day::constant(2026, 11, 29));
        let empty = week(&w, &w.chair, w.r.mine.id, column.id, days);
        assert!(matches!(empty, Err(PostsError::WeekEmpty)), "{empty:?}");
        offer(&w, 11, "跨进这一周", w.r.county.id, (days.0.plus_days(-9), days.0));
        offer(&w, 12, "周末开始", w.r.here.id, (days.1, days.1.plus_days(9)));
        offer(&w, 13, "上周结束", w.r.county.id, (days.0.plus_days(-9), days.0.plus_days(-1)));
        offer(&w, 14, "下周开始", w.r.county.id, (days.1.plus_days(1), days.1.plus_days(3)));
        offer(&w, 15, "别的乡镇", w.r.there.id, days);
        let (p, made) = week(&w, &w.chair, w.r.mine.id, column.id, days).unwrap();
        assert!(made && p.state == PostState::Draft);
        assert_eq!((p.text.title.as_str(), p.text.campaigns.as_slice()), ("本周福利（11月23日至11月29日）", &[Id(11), Id(12)][..]));
        assert_eq!((p.text.author.name.as_str(), p.text.author.unit.as_str()), ("张主席", w.r.mine.name.as_str()));
        // Again it is the one that is there; of other days it is another one.
        let (again, made) = week(&w, &w.chair, w.r.mine.id, column.id, days).unwrap();
        assert_eq!((again.id, made), (p.id, false));
        let (other, made) = week(&w, &w.chair, w.r.mine.id, column.id, (days.0, days.0)).unwrap();
        assert!(made && other.id != p.id);
        // Somebody else's draft is named, not shown; once it is handed in, everybody in sight is led to it.
        let second = holder(201, "李副主席", Role::Chair, &w.r.mine);
        let taken = week(&w, &second, w.r.mine.id, column.id, days);
        assert!(matches!(taken, Err(PostsError::WeekTaken { ref by, .. }) if by == "张主席"), "{taken:?}");
        let p = w.submit(&w.chair, &p).unwrap();
        assert_eq!(week(&w, &second, w.r.mine.id, column.id, days).unwrap().0.id, p.id);
        // Declined, it makes room for a new one.
        w.decline(&w.editor, &p, "重写一篇").unwrap();
        let (new, made) = week(&w, &second, w.r.mine.id, column.id, days).unwrap();
        assert!(made && new.id != p.id);
        let outside = week(&w, &w.chair, w.r.theirs.id, column.id, days);
        assert!(matches!(outside, Err(PostsError::Registry(_))), "{outside:?}");
        let long = week(&w, &w.chair, w.r.mine.id, column.id, (days.0, days.0.plus_days(31)));
        assert!(matches!(long, Err(PostsError::WeekDays)));
        // A column of 200 characters that wants an office signed takes none.
        let refused = week(&w, &w.chair, w.r.mine.id, w.column.id, (days.1, days.1));
        assert!(matches!(refused, Err(PostsError::Invalid(_))), "{refused:?}");
        // On Wednesday nobody is told any more of what was over on Monday.
        db.clock().advance_ms(2 * 86_400_000);
        let (late, _) = week(&w, &w.chair, w.r.mine.id, column.id, (days.0, days.1.plus_days(1))).unwrap();
        assert_eq!(late.text.campaigns, [Id(12), Id(14)]);
    }

    async fn readers_see_how_a_campaign_stands(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let today = w.app.clock().today();
        let p = block_in_place(|| {
            // Its text names campaign 5, which nobody told of before.
            offer(&w, 5, "1元看大片", w.r.county.id, (today, today.plus_days(1)));
            enter(&w.app, &w.r.mine, vec![person("王丽", &id_number(1), Some("13800138001"))]);
            w.published("有活动")
        });
        let api = Api::new(&w.app);
        let state = async || {
            let read = api.nobody().get(&format!("/api/public/posts/{}", p.id)).await.json();
            (read["campaigns"][0]["title"].clone(), read["campaigns"][0]["state"].clone())
        };
        assert_eq!(state().await, (json!("1元看大片"), json!("open")));
        block_in_place(|| w.app.store().write_blocking(|tx| offers::hold(tx, Id(5), true))).unwrap();
        assert_eq!(state().await.1, "held");
        // Whoever edits the post reads the same.
        let editor = api.sign_in(Role::Editor, w.r.county.id).await;
        let told = editor.get(&format!("/api/posts/{}", p.id)).await.json()["offers"].clone();
        assert_eq!((&told[0]["id"], &told[0]["title"], &told[0]["state"]), (&json!("5"), &json!("1元看大片"), &json!("held")));
        block_in_place(|| w.app.store().write_blocking(|tx| offers::end(tx, Id(5)))).unwrap();
        assert_eq!(state().await.1, "over");
    }

    async fn one_press_through_the_api(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let today = w.app.clock().today();
        let column = block_in_place(|| {
            offer(&w, 5, "1元看大片", w.r.county.id, (today, today));
            World::make_column(&w.app, &w.editor, w.r.county.id, wide()).unwrap()
        });
        let api = Api::new(&w.app);
        let chair = api.sign_in(Role::Chair, w.r.mine.id).await;
        let asked = json!({ "union_id": w.r.mine.id, "column_id": column.id });
        let made = chair.post_once("/api/posts/weekly", "week-of-today", &asked).await;
        assert_eq!((made.status, made.json()["made"].as_bool()), (StatusCode::CREATED, Some(true)), "{}", made.json());
        assert_eq!(chair.post_once("/api/posts/weekly", "week-of-today", &asked).await.json(), made.json());
        let again = chair.post("/api/posts/weekly", &asked).await.json();
        assert_eq!((&again["id"], again["made"].as_bool()), (&made.json()["id"], Some(false)));
        let draft = chair.get(&format!("/api/posts/{}", again["id"].as_str().unwrap())).await.json();
        assert!(draft["body"].as_str().unwrap().contains("1元看大片：领券，电影票一张"), "{draft}");
    }
}
