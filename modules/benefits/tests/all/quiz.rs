//! Campaigns that ask for a quiz: who passed may take part, whoever did not is told why; which quizzes may be asked for.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use benefits::CampaignError;
use benefits::model::campaign::{CampaignKind, Pass};
use benefits::rules::campaign::Draft;
use guard::Role;
use kernel::Id;
use platform::quizzes::{self, Quiz};
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::{HOUR, Member, World};
use crate::common::{Answer, Api, Caller, setup};

/// A quiz of a union with 100 points, open from an hour ago for a day.
fn announced(w: &World, id: i64, union: Id) -> Quiz {
    let now = w.now();
    let quiz = Quiz {
        id: Id(id),
        union_id: union,
        title: "工会法知识答题".into(),
        full: 100,
        opens_at: now.plus_ms(-HOUR),
        closes_at: now.plus_ms(24 * HOUR),
    };
    let told = quiz.clone();
    w.write(move |tx| Ok(quizzes::announce(tx, &told)?)).unwrap();
    quiz
}

fn scored(w: &World, m: &Member, quiz: &Quiz, score: i64) {
    let (person, quiz) = (m.id, quiz.id);
    w.write(move |tx| Ok(quizzes::tell(tx, person, quiz, score)?)).unwrap();
}

fn draft(w: &World, kind: CampaignKind, quiz: &Quiz) -> Draft {
    let mut d = w.draft(kind);
    d.terms.quiz = Some(Pass { quiz_id: quiz.id, score: 80 });
    d
}

async fn signed<'a>(api: &'a Api, m: &Member) -> Caller<'a> {
    api.member(&m.name, &m.number, &m.phone).await
}

fn ok(a: &Answer) -> Value {
    assert_eq!(a.status, StatusCode::OK, "{}", a.json());
    a.json()
}

fn faults(w: &World, d: Draft) -> Vec<(String, &'static str)> {
    match w.made_at(w.r.county.id, d) {
        Err(CampaignError::Invalid(all)) => all.into_iter().map(|f| (f.pointer, f.code)).collect(),
        other => panic!("{other:?}"),
    }
}

db_test! { setup();
    async fn who_passed_takes_one_and_others_are_told_why(db: &TestDb) {
        let (w, m, quiz, c) = block_in_place(|| {
            let w = World::new(db);
            let m = w.members(&w.r.mine, 1, 4);
            let quiz = announced(&w, 77, w.r.county.id);
            let c = w.on_line(draft(&w, CampaignKind::Quiz, &quiz));
            (w, m, quiz, c)
        });
        let api = Api::new(&w.app);
        let path = format!("/api/me/benefit_campaigns/{}", c.id);
        let take = format!("{path}/take");
        let (good, bad, none) = (signed(&api, &m[0]).await, signed(&api, &m[1]).await, signed(&api, &m[2]).await);
        let before = ok(&good.get(&path).await);
        assert_eq!(
            (&before["may"], &before["quiz"]["title"], &before["quiz"]["pass"], &before["quiz"]["score"], &before["quiz"]["open"]),
            (&json!(false), &json!("工会法知识答题"), &json!(80), &Value::Null, &json!(true))
        );
        assert!(before["why"].as_str().unwrap().starts_with("还没有答题"), "{before}");
        block_in_place(|| {
            scored(&w, &m[0], &quiz, 80);
            scored(&w, &m[1], &quiz, 60);
            // The first time counts.
            scored(&w, &m[1], &quiz, 100);
        });
        let after = ok(&good.get(&path).await);
        assert_eq!((&after["may"], &after["quiz"]["score"], &after["quiz"]["passed"]), (&json!(true), &json!(80), &json!(true)));
        assert_eq!(ok(&good.post(&take, &json!({ "mine": 0 })).await)["result"], json!("got"));
        let refused = bad.post(&take, &json!({ "mine": 0 })).await;
        assert_eq!((refused.status, refused.problem().as_str()), (StatusCode::CONFLICT, "benefits.not-eligible"));
        assert_eq!(refused.json()["detail"], json!("您答题得分60，需80分"));
        assert_eq!(none.post(&take, &json!({ "mine": 0 })).await.problem(), "benefits.not-eligible");
        let listed = ok(&bad.get("/api/me/benefits").await);
        assert_eq!(listed["campaigns"][0]["why"], json!("您答题得分60，需80分"));
        // Money and stock are those of a coupon.
        block_in_place(|| assert_eq!(w.balance(format!("benefits:issued:{}", c.id)), 2_900));
    }

    async fn a_draw_may_ask_for_it_too(db: &TestDb) {
        let (w, m, quiz, c) = block_in_place(|| {
            let w = World::new(db);
            let m = w.members(&w.r.mine, 1, 2);
            let quiz = announced(&w, 77, w.r.county.id);
            let c = w.on_line(draft(&w, CampaignKind::Draw, &quiz));
            (w, m, quiz, c)
        });
        let api = Api::new(&w.app);
        let one = signed(&api, &m[0]).await;
        let enter = format!("/api/me/benefit_campaigns/{}/enter", c.id);
        assert_eq!(one.post(&enter, &json!({})).await.problem(), "benefits.draw-refused");
        block_in_place(|| scored(&w, &m[0], &quiz, 95));
        assert_eq!(ok(&one.post(&enter, &json!({})).await)["result"], json!("entered"));
    }

    fn what_was_answered_before_the_campaign_does_not_count(db: &TestDb) {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 2);
        let quiz = announced(&w, 77, w.r.county.id);
        scored(&w, &m[0], &quiz, 100);
        let mut d = draft(&w, CampaignKind::Quiz, &quiz);
        d.opens_at = w.now().plus_ms(HOUR);
        let c = w.on_line(d);
        db.clock().advance_ms(HOUR);
        scored(&w, &m[1], &quiz, 100);
        let why = |m: &Member| {
            let (c, person) = (c.clone(), m.id);
            w.write(move |tx| Ok(benefits::ops::quiz::refused(tx, &c, person)?)).unwrap()
        };
        assert!(why(&m[0]).is_some_and(|t| t.contains("开始以前")));
        assert_eq!(why(&m[1]), None);
    }

    fn everybody_must_be_able_to_answer_in_time_and_to_pass(db: &TestDb) {
        let w = World::new(db);
        let county = announced(&w, 77, w.r.county.id);
        let town = announced(&w, 78, w.r.here.id);
        let d = draft(&w, CampaignKind::Quiz, &county);
        let at = |d: Draft| faults(&w, d);
        let with = |quiz_id: Id, score: i64| {
            let mut d = d.clone();
            d.terms.quiz = Some(Pass { quiz_id, score });
            d
        };
        assert_eq!(at(with(Id(5), 80)), [("/terms/quiz/quiz_id".into(), "benefits.quiz-unknown")]);
        assert_eq!(at(with(town.id, 80)), [("/terms/quiz/quiz_id".into(), "benefits.quiz-unknown")], "members of the county cannot answer it");
        for score in [0, 101] {
            assert_eq!(at(with(county.id, score)), [("/terms/quiz/score".into(), "benefits.quiz-score")]);
        }
        let late = Draft { opens_at: county.closes_at, closes_at: county.closes_at.plus_ms(HOUR), ..d.clone() };
        assert_eq!(at(late), [("/terms/quiz/quiz_id".into(), "benefits.quiz-times")]);
        let mut none = d.clone();
        none.terms.quiz = None;
        assert_eq!(at(none), [("/terms/quiz/quiz_id".into(), "benefits.quiz-missing")]);
        // What the county asks, a town beneath it may give something for.
        assert!(w.made_at(w.r.here.id, d.clone()).is_ok());
        // A quiz that was ended meanwhile can be proposed no more.
        let c = w.made(d);
        let id = county.id;
        w.write(move |tx| Ok(quizzes::end(tx, id)?)).unwrap();
        assert!(matches!(w.proposed(&c), Err(CampaignError::Invalid(all)) if all[0].code == "benefits.quiz-times"));
    }

    async fn quizzes_that_may_be_chosen_are_those_above_that_are_not_over(db: &TestDb) {
        let w = block_in_place(|| {
            let w = World::new(db);
            announced(&w, 77, w.r.county.id);
            announced(&w, 78, w.r.here.id);
            let over = announced(&w, 79, w.r.county.id);
            w.write(move |tx| Ok(quizzes::end(tx, over.id)?)).unwrap();
            w
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.here.id).await;
        let ids = |a: &Answer| -> Vec<Value> { ok(a).as_array().unwrap().iter().map(|q| q["id"].clone()).collect() };
        assert_eq!(ids(&officer.get(&format!("/api/benefit_quizzes?union_id={}", w.r.here.id)).await), [json!("77"), json!("78")]);
        let first = ok(&officer.get(&format!("/api/benefit_quizzes?union_id={}", w.r.here.id)).await)[0].clone();
        assert_eq!((&first["union_name"], &first["full"]), (&json!("示范县总工会"), &json!(100)));
        let away = officer.get(&format!("/api/benefit_quizzes?union_id={}", w.r.there.id)).await;
        assert_eq!(away.status, StatusCode::NOT_FOUND);
    }
}
