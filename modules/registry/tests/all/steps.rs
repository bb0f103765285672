//! Steps of a membership: what needs evidence, and the way back within some days, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Answer, Api, Caller, Register, app, enter, id_number, number, person, setup};
use axum::http::StatusCode;
use guard::Role;
use kernel::{Day, Id};
use platform::App;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const DAY_MS: i64 = 86_400_000;

/// Members on a day, and those among them who are retained.
fn counted(app: &App, day: Day) -> (i64, i64) {
    let of = |plus: &str, minus: &str| {
        let text = format!(
            "SELECT CAST(coalesce(sum(CASE WHEN indicator = '{plus}' THEN delta WHEN indicator = '{minus}' THEN -delta
               ELSE 0 END), 0) AS BIGINT) FROM fact WHERE day <= {}",
            day.number()
        );
        number(app.store(), &text)
    };
    (of("member.joined", "member.lost"), of("member.retained", ""))
}

async fn leave(who: &Caller<'_>, id: Id, kind: &str, evidence: Option<&str>) -> Answer {
    let body = json!({ "kind": kind, "day": "2026-11-10", "evidence_id": evidence });
    who.post(&format!("/api/members/{id}/leave"), &body).await
}

async fn undo(who: &Caller<'_>, id: Id) -> Answer {
    let last = who.get(&format!("/api/members/{id}/last_step")).await.json();
    let body = json!({ "event_id": last["event_id"].as_str().unwrap_or("1"), "reason": "办理有误" });
    who.post(&format!("/api/members/{id}/undo_step"), &body).await
}

/// A photo as evidence of a member.
async fn attach(who: &Caller<'_>, id: Id) -> String {
    let mut body =
        b"--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n".to_vec();
    body.extend_from_slice(b"\x89PNG\r\n\x1a\n0000\r\n--X--\r\n");
    let answer = who.send_form(&format!("/api/members/{id}/attachments"), body).await;
    answer.json()["id"].as_str().unwrap().to_owned()
}

db_test! { setup();
    async fn expelled_and_died_need_evidence_and_a_death_ends_the_session(db: &TestDb) {
        let app = app(db);
        block_in_place(|| app.load_dated()).unwrap();
        let (r, ids) = block_in_place(|| {
            let r = Register::new(&app);
            let ids = enter(&app, &r.mine, vec![person("王丽", &id_number(1), Some("13805740001"))]);
            (r, ids)
        });
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let phone = api.member("王丽", &id_number(1), "13805740001").await;
        for kind in ["expelled", "died"] {
            let bare = leave(&clerk, ids[0], kind, None).await;
            assert_eq!(bare.fields(), [("/evidence_id".into(), "registry.step-evidence".into())], "{kind}");
            let foreign = leave(&clerk, ids[0], kind, Some("77")).await;
            assert_eq!(foreign.problem(), "platform.file-not-found");
        }
        let odd = json!({ "kind": "left", "day": "2026-11-10", "reason": "不存在" });
        let odd = clerk.post(&format!("/api/members/{}/leave", ids[0]), &odd).await;
        assert_eq!(odd.fields(), [("/reason".into(), "registry.code-unknown".into())]);
        let evidence = attach(&clerk, ids[0]).await;
        assert_eq!(leave(&clerk, ids[0], "died", Some(&evidence)).await.status, StatusCode::OK);
        let history = clerk.get(&format!("/api/members/{}/history", ids[0])).await.json();
        assert_eq!(history[1]["evidence_id"], json!(evidence));
        assert_eq!(phone.get("/api/me/card").await.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_wrong_step_is_taken_back_on_its_own_day(db: &TestDb) {
        let app = app(db);
        let (r, ids) = block_in_place(|| {
            let r = Register::new(&app);
            let ids = enter(&app, &r.mine, vec![person("王丽", &id_number(1), None), person("陈刚", &id_number(2), None)]);
            (r, ids)
        });
        let (id, other) = (ids[0], ids[1]);
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let on = |day| block_in_place(|| counted(&app, day));
        let (before, then) = (Day::constant(2026, 11, 9), Day::constant(2026, 11, 10));
        // Retained, then left, then both back, the last first; the figures of each day follow.
        assert_eq!(undo(&clerk, id).await.problem(), "registry.step-stands", "to join is no such step");
        for (kind, after) in [("retained", (2, 1)), ("left", (1, 0))] {
            assert_eq!(leave(&clerk, id, kind, None).await.status, StatusCode::OK);
            assert_eq!((on(before), on(then)), ((2, 0), after), "{kind}");
        }
        let last = clerk.get(&format!("/api/members/{id}/last_step")).await.json();
        assert_eq!((&last["label"], &last["back_to"]), (&json!("退会"), &json!("会籍保留")));
        assert_eq!(undo(&clerk, id).await.json()["status"], json!("retained"));
        assert_eq!((on(before), on(then)), ((2, 0), (2, 1)));
        assert_eq!(undo(&clerk, id).await.json()["status"], json!("active"));
        assert_eq!((on(before), on(then)), ((2, 0), (2, 0)));
        assert_eq!(undo(&clerk, id).await.problem(), "registry.step-stands");
        let labels: Vec<Value> = clerk.get(&format!("/api/members/{id}/history")).await.json().as_array().unwrap()
            .iter().map(|e| e["kind"].clone()).collect();
        assert_eq!(labels, ["joined", "retained", "left", "step_undone", "step_undone"]);
        // Two at once: once. Another union: not there. After some days: no more.
        assert_eq!(leave(&clerk, id, "left", None).await.status, StatusCode::OK);
        let there = api.sign_in(Role::Clerk, r.there.id).await;
        assert_eq!(undo(&there, id).await.status, StatusCode::NOT_FOUND);
        let (a, b) = tokio::join!(undo(&clerk, id), undo(&clerk, id));
        let done = [&a, &b].iter().filter(|x| x.status == StatusCode::OK).count();
        assert_eq!((done, on(then)), (1, (2, 0)), "{} {}", a.status, b.status);
        assert_eq!(leave(&clerk, other, "left", None).await.status, StatusCode::OK);
        db.clock().advance_ms(31 * DAY_MS);
        let clerk = api.sign_in(Role::Registrar, r.here.id).await;
        assert_eq!(clerk.get(&format!("/api/members/{other}/last_step")).await.json(), Value::Null);
        assert_eq!(undo(&clerk, other).await.problem(), "registry.step-stands");
    }
}
