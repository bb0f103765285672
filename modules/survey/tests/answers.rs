//! Answers on every database: once per person, also in a race and also without a name; quotas; what is counted and what is
//! withheld.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use axum::http::StatusCode;
use common::{
    Api, Register, app, draft, enter, id_number, number, person, published, setup, single, vectors,
};
use guard::{Actor, act, res};
use kernel::Id;
use platform::{App, quizzes};
use serde_json::{Value, json};
use survey::model::{Given, Survey};
use survey::ops::issue_token::note;
use survey::ops::{close_survey, hand_in};
use survey::{Anonymous, SurveyError};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

fn gave(question: &str, choice: &str) -> Given {
    Given { question: question.into(), choices: vec![choice.into()], ..Given::default() }
}

fn answer(n: u8, place: Id, body: Vec<Given>) -> Anonymous {
    Anonymous { token: vec![n; 32], place_id: place, body, score: 0 }
}

/// Many at once, from threads of their own; what each was told.
fn race<T: Send + 'static>(
    app: &App,
    n: u8,
    work: impl Fn(&App, u8) -> T + Send + Sync + Clone + 'static,
) -> Vec<T> {
    let threads = (0..n).map(|i| {
        let (app, work) = (app.clone(), work.clone());
        std::thread::spawn(move || work(&app, i))
    });
    let threads: Vec<_> = threads.collect();
    threads.into_iter().map(|t| t.join().unwrap()).collect()
}

fn hand(app: &App, s: &Survey, a: &Anonymous) -> Result<hand_in::Receipt, SurveyError> {
    let (s, a) = (s.clone(), a.clone());
    app.store().write_blocking(move |tx| hand_in::anonymous(tx, &s, &a))
}

fn counted(app: &App, s: &Survey, question: &str, choice: &str) -> i64 {
    let text = format!(
        "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM survey_count WHERE survey_id = {} AND question = '{question}' AND choice = '{choice}'",
        s.id
    );
    number(app.store(), &text)
}

db_test! { setup();
    fn a_quota_holds_when_all_come_at_once(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let form = json!({ "quota": 7, "questions": [single("q1")] });
        let s = published(&app, r.county.id, &draft(&app, true, &form));
        let of = s.clone();
        let told = race(&app, 20, move |app, n| hand(app, &of, &answer(n, of.union_id, vec![gave("q1", "a")])));
        assert_eq!(told.iter().filter(|t| t.is_ok()).count(), 7);
        assert!(told.iter().filter_map(|t| t.as_ref().err()).all(|e| matches!(e, SurveyError::QuotaFull)));
        assert_eq!((counted(&app, &s, "", ""), counted(&app, &s, "q1", "a")), (7, 7));
        assert_eq!(number(app.store(), "SELECT count(*) FROM survey_answer"), 7, "a refusal leaves nothing");
    }

    fn the_quota_of_an_option_holds_and_the_token_is_good_for_another(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let mut q = single("q1");
        q["choices"][0]["quota"] = json!(3);
        let s = published(&app, r.county.id, &draft(&app, true, &json!({ "questions": [q] })));
        let of = s.clone();
        let told = race(&app, 12, move |app, n| hand(app, &of, &answer(n, of.union_id, vec![gave("q1", "a")])));
        assert_eq!(told.iter().filter(|t| t.is_ok()).count(), 3);
        let full = told.iter().position(Result::is_err).unwrap();
        let Err(SurveyError::Invalid(fields)) = &told[full] else { panic!("{told:?}") };
        assert_eq!((fields[0].pointer.as_str(), fields[0].code), ("/answers/q1", "survey.choice-full"));
        hand(&app, &s, &answer(full as u8, s.union_id, vec![gave("q1", "b")])).unwrap();
        assert_eq!((counted(&app, &s, "q1", "a"), counted(&app, &s, "q1", "b")), (3, 1));
    }

    fn one_token_has_one_answer_and_a_retry_is_told_the_same(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let s = published(&app, r.county.id, &draft(&app, true, &json!({ "questions": [single("q1")] })));
        let of = s.clone();
        let told = race(&app, 12, move |app, _| hand(app, &of, &answer(1, of.union_id, vec![gave("q1", "a")])));
        assert!(told.iter().all(Result::is_ok), "{told:?}");
        assert_eq!(counted(&app, &s, "", ""), 1);
        let other = hand(&app, &s, &answer(1, s.union_id, vec![gave("q1", "b")]));
        assert!(matches!(other, Err(SurveyError::Answered)));
        // The retry of an answer whose acknowledgement was lost is told the same after the end, too; a new one is refused.
        db.clock().advance_ms(2 * 86_400_000);
        assert!(hand(&app, &s, &answer(1, s.union_id, vec![gave("q1", "a")])).is_ok());
        assert!(matches!(hand(&app, &s, &answer(2, s.union_id, vec![gave("q1", "a")])), Err(SurveyError::NotOpen)));
    }

    fn a_person_is_given_one_token_however_many_ask(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let s = published(&app, r.county.id, &draft(&app, true, &json!({ "questions": [single("q1")] })));
        let (id, place) = (s.id, s.union_id);
        let ask = move |app: &App, n: u8| {
            let scope = Actor::member(Id(77), "王丽").permit::<res::Survey, act::Create>().unwrap();
            app.store().write_blocking(move |tx| note(tx, &scope, (id, place), &[n; 256]))
        };
        let told = race(&app, 12, ask);
        assert_eq!(told.iter().filter(|t| t.is_ok()).count(), 1);
        assert!(told.iter().filter_map(|t| t.as_ref().err()).all(|e| matches!(e, SurveyError::Issued)));
        let first = told.iter().position(Result::is_ok).unwrap() as u8;
        ask(&app, first).unwrap();
        assert_eq!(counted(&app, &s, "", "issued"), 1, "a retry is not counted");
        assert_eq!(number(app.store(), "SELECT count(*) FROM survey_issue"), 1);
    }

    fn under_the_own_name_one_answer_counts(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let me = enter(&app, &r.mine, vec![person("王丽", &id_number(1), None)])[0];
        let s = published(&app, r.here.id, &draft(&app, false, &json!({ "questions": [single("q1")] })));
        let id = s.id;
        let give = move |app: &App, choice: &'static str| {
            let scope = Actor::member(me, "王丽").permit::<res::Survey, act::Create>().unwrap();
            app.store().write_blocking(move |tx| hand_in::named(tx, &scope, id, &[gave("q1", choice)]))
        };
        assert!(race(&app, 10, move |app, _| give(app, "a")).iter().all(Result::is_ok));
        assert!(matches!(give(&app, "b"), Err(SurveyError::Answered)));
        assert_eq!((counted(&app, &s, "", ""), counted(&app, &s, "q1", "a")), (1, 1));
        // Not a member there or beneath: as if it did not exist.
        let elsewhere = enter(&app, &r.theirs, vec![person("李强", &id_number(2), None)])[0];
        let scope = Actor::member(elsewhere, "李强").permit::<res::Survey, act::Create>().unwrap();
        let refused = app.store().write_blocking(move |tx| hand_in::named(tx, &scope, id, &[gave("q1", "a")]));
        assert!(matches!(refused, Err(SurveyError::NotFound)));
    }

    fn a_quiz_under_the_own_name_is_told_to_others_and_an_anonymous_one_never(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let people = enter(&app, &r.mine, vec![person("王丽", &id_number(1), None), person("李强", &id_number(2), None)]);
        let mut q = single("q1");
        (q["right"], q["points"]) = (json!(["b"]), json!(10));
        let made = |anonymous: bool, kind: &str| {
            let mut d = draft(&app, anonymous, &json!({ "questions": [q, single("free")] }));
            d["kind"] = json!(kind);
            published(&app, r.county.id, &d)
        };
        let quiz = made(false, "quiz");
        let silent = [made(true, "quiz").id, made(false, "questionnaire").id];
        let told = |id: Id| app.store().read_blocking(move |tx| quizzes::find(tx, id)).unwrap();
        assert_eq!(silent.map(told), [None, None]);
        let known = told(quiz.id).unwrap();
        assert_eq!((known.full, known.union_id, known.closes_at), (10, r.county.id, quiz.closes_at));
        let give = |n: usize, id: Id, choice: &'static str| {
            let scope = Actor::member(people[n], "甲").permit::<res::Survey, act::Create>().unwrap();
            let answers = [gave("q1", choice), gave("free", "a")];
            app.store().write_blocking(move |tx| hand_in::named(tx, &scope, id, &answers)).unwrap()
        };
        give(0, quiz.id, "b");
        give(0, quiz.id, "b");
        give(1, quiz.id, "a");
        give(1, silent[1], "a");
        let score = |n: usize| {
            let (person, id) = (people[n], quiz.id);
            app.store().read_blocking(move |tx| quizzes::score_of(tx, person, id)).unwrap().map(|s| s.score)
        };
        assert_eq!((score(0), score(1)), (Some(10), Some(0)));
        assert_eq!(number(app.store(), "SELECT count(*) FROM quiz_score"), 2);
        // Ended before its time, it is over for others too.
        let scope = common::program().permit::<res::Survey, act::Update>().unwrap();
        let id = quiz.id;
        app.store().write_blocking(move |tx| close_survey::close(tx, &scope, id)).unwrap();
        assert_eq!(told(quiz.id).unwrap().closes_at, app.clock().now());
    }

    fn a_quiz_is_scored_and_its_time_is_kept_here(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let people = enter(&app, &r.mine, vec![person("王丽", &id_number(1), None), person("李强", &id_number(2), None)]);
        let mut q = single("q1");
        (q["right"], q["points"]) = (json!(["b"]), json!(10));
        let mut d = draft(&app, false, &json!({ "minutes": 5, "review": "at_once", "questions": [q, single("free")] }));
        d["kind"] = json!("quiz");
        let id = published(&app, r.county.id, &d).id;
        let scope = |n: usize| Actor::member(people[n], "甲").permit::<res::Survey, act::Create>().unwrap();
        let give = |n: usize, choice: &'static str| {
            let scope = scope(n);
            app.store().write_blocking(move |tx| hand_in::named(tx, &scope, id, &[gave("q1", choice)]))
        };
        let begin = |n: usize| {
            let scope = scope(n);
            app.store().write_blocking(move |tx| hand_in::begin(tx, &scope, id)).unwrap()
        };
        assert!(matches!(give(0, "b"), Err(SurveyError::TimeOver)), "not begun");
        let at = begin(0);
        db.clock().advance_ms(5 * 60_000);
        assert_eq!(begin(0), at, "beginning again gives no more time");
        let told = give(0, "b").unwrap();
        assert_eq!((told.score, told.full, told.right[0].choices[0].as_str()), (Some(10), Some(10), "b"));
        begin(1);
        db.clock().advance_ms(6 * 60_000 + 1);
        assert!(matches!(give(1, "b"), Err(SurveyError::TimeOver)));
    }

    async fn from_the_token_to_the_result_without_a_name(db: &TestDb) {
        let app = app(db);
        let r = block_in_place(|| Register::new(&app));
        block_in_place(|| app.load_dated()).unwrap();
        let phone = "13857410001";
        let people = vec![person("王丽", &id_number(1), Some(phone))];
        let me = block_in_place(|| enter(&app, &r.mine, people))[0];
        let mut cross = single("q1");
        cross["cross"] = json!(true);
        let form = json!({ "questions": [cross, single("q2"), { "code": "say", "kind": "long_text", "title": "意见" }] });
        let s = block_in_place(|| published(&app, r.county.id, &draft(&app, true, &form)));
        let api = Api::new(&app);
        let member = api.member("王丽", &id_number(1), phone).await;
        let list = member.get("/api/me/surveys").await.json();
        assert_eq!((&list[0]["id"], &list[0]["open"], &list[0]["issued"]), (&json!(s.id.to_string()), &json!(true), &json!(false)));
        // Everybody may read it; the right keys for everybody.
        let shown = api.nobody().get(&format!("/api/answers/{}", s.id)).await.json();
        assert_eq!(shown["public_key"], vectors()["public"]);
        let token = &vectors()["tokens"][0];
        let path = format!("/api/me/surveys/{}/token", s.id);
        let issued = member.post(&path, &json!({ "blinded": token["blinded"] })).await;
        assert_eq!(issued.status, StatusCode::OK, "{}", issued.json());
        assert_eq!(issued.json()["blind_signature"], token["blind_signature"]);
        assert_eq!(issued.json()["place_id"], r.here.id.to_string(), "the township, and nothing finer");
        let again = member.post(&path, &json!({ "blinded": token["blinded"] })).await;
        assert_eq!(again.json(), issued.json());
        let second = member.post(&path, &json!({ "blinded": vectors()["tokens"][1]["blinded"] })).await;
        assert_eq!(second.problem(), "survey.issued");
        assert_eq!(member.post(&path, &json!({ "blinded": "AAAA" })).await.problem(), "survey.blinded");

        let hand_in = format!("/api/answers/{}", s.id);
        let answers = json!([{ "question": "q1", "choices": ["a"] }, { "question": "q2", "choices": ["b"] }, { "question": "say", "text": "希望多组织培训" }]);
        let body = |token: &Value, place: &str| json!({ "prepared": token["prepared"], "signature": token["signature"], "place_id": place, "answers": answers });
        let here = r.here.id.to_string();
        let done = api.nobody().post(&hand_in, &body(token, &here)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json());
        assert_eq!(api.nobody().post(&hand_in, &body(token, &here)).await.json(), done.json());
        let mut forged = body(token, &here);
        forged["signature"] = vectors()["tokens"][1]["signature"].clone();
        assert_eq!(api.nobody().post(&hand_in, &forged).await.problem(), "survey.token");
        let finer = api.nobody().post(&hand_in, &body(&vectors()["tokens"][1], &r.mine.id.to_string())).await;
        assert_eq!(finer.problem(), "survey.place", "a basic union is no place of an anonymous answer");
        let mut wrong = body(&vectors()["tokens"][1], &here);
        wrong["answers"] = json!([{ "question": "q1", "choices": ["x"] }]);
        let fields = api.nobody().post(&hand_in, &wrong).await.fields();
        assert_eq!(fields[0], ("/answers/q1".into(), "survey.answer-choice".into()));

        let cadre = api.sign_in(guard::Role::Registrar, r.county.id).await;
        let results = cadre.get(&format!("/api/surveys/{}/results", s.id)).await.json();
        assert_eq!((&results["issued"], &results["answered"]), (&json!(1), &json!(1)));
        assert_eq!(results["questions"][0]["choices"][0]["n"], 1);
        assert_eq!(results["places"][0]["answered"], Value::Null, "one answer of a township is not told");
        let of_place = cadre.get(&format!("/api/surveys/{}/results?place_id={here}", s.id)).await.json();
        assert_eq!(of_place["questions"][0]["choices"][0]["n"], Value::Null);
        let table = cadre.get(&format!("/api/surveys/{}/cross?first=q1&second=q2", s.id)).await.json();
        assert_eq!(table["rows"][0]["cells"][1], Value::Null);
        let texts = cadre.get(&format!("/api/surveys/{}/texts?question=say&q=%E5%9F%B9%E8%AE%AD", s.id)).await;
        assert_eq!(texts.items("text"), ["希望多组织培训"]);
        let none = cadre.get(&format!("/api/surveys/{}/texts?question=say&q=%E9%A3%9F%E5%A0%82", s.id)).await;
        assert!(none.items("text").is_empty());
        assert_eq!(cadre.get(&format!("/api/surveys/{}/answers", s.id)).await.problem(), "survey.wrong-way");
        let wanted = json!({ "purpose": "核对匿名答卷", "format": "csv" });
        let raw = cadre.post(&format!("/api/surveys/{}/answers/export", s.id), &wanted).await;
        let text = String::from_utf8(raw.bytes).unwrap();
        assert!(text.contains("选项a") && text.contains("希望多组织培训"), "{text}");
        assert!(!text.contains("王丽") && !text.contains("胡陈乡"), "{text}");
        unlinkable(&app, me);
    }
}

/// No value of the issue stands in the answer or its texts, but that of the survey itself; none of them holds the person.
fn unlinkable(app: &App, person: Id) {
    let all = block_in_place(|| {
        app.store().read_blocking(|tx| {
            let rows = |tx: &mut store::Tx<'_>, table: &str, columns: &str| {
                let sql = common::sql(format!("SELECT {columns} FROM {table}"));
                tx.query(&sql, &[], |r| Ok(r.0.iter().map(|v| format!("{v:?}")).collect::<Vec<_>>()))
            };
            let issue = rows(tx, "survey_issue", "person_id, blinded, day")?;
            let answer = rows(tx, "survey_answer", "token, place_id, body, score")?;
            let text = rows(tx, "survey_text", "question, answer, body")?;
            Ok::<_, store::DbError>((issue.concat(), [answer, text].concat().concat()))
        })
    });
    let (issued, answered) = all.unwrap();
    assert!(issued.len() == 3 && answered.len() == 7, "{issued:?} {answered:?}");
    for value in &issued {
        assert!(!answered.contains(value), "{value} stands on both sides");
    }
    assert!(answered.iter().all(|v| !v.contains(&person.to_string())), "{answered:?}");
}

/// What an anonymous answer has columns for: no person, no instant, no number that grows.
#[test]
fn the_tables_of_anonymous_answers_have_room_for_nobody() {
    let db = TestDb::new(testkit::Db::Sqlite, "survey_columns", setup());
    let schema = db.store().read_blocking(store::dialect::schema).unwrap();
    let columns =
        |table: &str| schema[table].columns.keys().cloned().collect::<std::collections::BTreeSet<_>>();
    let set =
        |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(columns("survey_answer"), set(&["token", "survey_id", "place_id", "body", "score"]));
    assert_eq!(columns("survey_text"), set(&["survey_id", "question", "answer", "body"]));
    let counted = set(&["survey_id", "question", "choice", "place_id", "n", "total"]);
    assert_eq!(columns("survey_count"), counted);
    // Issue and answer meet in the survey alone.
    let both: Vec<String> =
        columns("survey_issue").intersection(&columns("survey_answer")).cloned().collect();
    assert_eq!(both, ["survey_id"]);
}
