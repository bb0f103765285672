//! Dictionaries, parameters and the calendar over HTTP, every operation, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use axum::http::StatusCode;
use common::{Api, app, setup};
use guard::Role;
use serde_json::json;
use testkit::{TestDb, db_test};

/// Loading waits for the database: on a thread of its own.
async fn api(db: &TestDb) -> Api {
    let app = std::thread::scope(|s| s.spawn(|| app(db)).join()).unwrap();
    Api::new(&app)
}

db_test! { setup();
    async fn dictionaries_are_searched_read_and_edited(db: &mut TestDb) {
        let api = api(db).await;
        let admin = api.sign_in("sysadmin", Role::SystemAdmin, 0).await;
        let clerk = api.sign_in("clerk", Role::Clerk, 2).await;
        let all = api.get("/codesets", &clerk).await;
        assert_eq!(all.body.as_array().unwrap().len(), 38);
        let found = api.get("/codesets?q=%E5%A4%A7%E4%B8%93", &clerk).await;
        assert_eq!((found.body[0]["code"].as_str(), found.body.as_array().unwrap().len()), (Some("education"), 1));
        assert_eq!(found.body[0]["found"][0], "大学专科教育 30");
        let one = api.get("/codesets/education", &clerk).await;
        assert_eq!((one.status, one.etag.as_str()), (StatusCode::OK, "\"1\""));
        assert_eq!(api.get("/codesets/none", &clerk).await.code(), "codesets.not-found");

        let at = "/codesets/education/items/20/synonyms";
        let word = json!({ "word": "统招本科" });
        assert_eq!(api.send("POST", at, &clerk, "\"1\"", word.clone()).await.status, StatusCode::FORBIDDEN);
        assert_eq!(api.send("POST", at, &admin, "", word.clone()).await.code(), "http.if-match-missing");
        let done = api.send("POST", at, &admin, "\"1\"", word.clone()).await;
        assert_eq!((done.status, done.etag.as_str()), (StatusCode::OK, "\"2\""));
        let late = api.send("POST", at, &admin, "\"1\"", word).await;
        assert_eq!((late.status, late.code()), (StatusCode::PRECONDITION_FAILED, "codesets.stale"));
        let twice = api.send("POST", "/codesets/education/items/30/synonyms", &admin, "\"2\"", json!({ "word": "统招本科" })).await;
        assert_eq!((twice.status, twice.code()), (StatusCode::CONFLICT, "codesets.word-taken"));
        let told = twice.body["detail"].as_str().unwrap();
        assert!(told.contains("统招本科") && told.contains("大学本科教育") && told.contains("20"), "{told}");
        let path = format!("{at}?word=%E7%BB%9F%E6%8B%9B%E6%9C%AC%E7%A7%91");
        let gone = api.send("DELETE", &path, &admin, "\"2\"", json!(null)).await;
        assert_eq!((gone.status, gone.etag.as_str()), (StatusCode::OK, "\"3\""));
        let gone = api.send("DELETE", &path, &admin, "\"3\"", json!(null)).await;
        assert_eq!(gone.code(), "codesets.no-such-synonym");

        let new = json!({ "code": "20", "label": "陪诊员", "synonyms": ["陪诊"], "valid_from": "2026-01-01" });
        let items = "/codesets/new_employment/items";
        let made = api.send("POST", items, &admin, "\"1\"", new.clone()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        assert_eq!(api.send("POST", items, &admin, "\"2\"", new).await.code(), "codesets.code-taken");
        let edit = json!({ "label": "陪诊服务员", "export": "20", "valid_from": "2026-01-01" });
        let edited = api.send("PATCH", &format!("{items}/20"), &admin, "\"2\"", edit).await;
        assert_eq!(edited.body["items"][12]["label"], "陪诊服务员");
        let ended = api.send("POST", &format!("{items}/20/end"), &admin, "\"3\"", json!({ "last_day": "2026-06-30" })).await;
        assert_eq!((ended.status, ended.etag.as_str()), (StatusCode::OK, "\"4\""));
        let row = api.get("/codesets?q=new_employment", &clerk).await;
        assert_eq!((row.body[0]["items"].as_i64(), row.body[0]["ended"].as_i64()), (Some(12), Some(1)));
        let open = api.send("POST", &format!("{items}/20/end"), &admin, "\"4\"", json!({})).await;
        assert_eq!(open.body["items"][12]["valid_to"], "9999-12-31");
        let fixed = api.send("POST", "/codesets/sex/items/9/end", &admin, "\"1\"", json!({ "last_day": "2026-06-30" })).await;
        assert_eq!((fixed.status, fixed.code()), (StatusCode::CONFLICT, "codesets.fixed"));
    }

    async fn a_parameter_is_proposed_by_one_and_approved_by_another(db: &mut TestDb) {
        let api = api(db).await;
        let admin = api.sign_in("sysadmin", Role::SystemAdmin, 0).await;
        let security = api.sign_in("secadmin", Role::SecurityAdmin, 0).await;
        let registrar = api.sign_in("xian", Role::Registrar, 1).await;
        let all = api.get("/parameters", &registrar).await;
        assert_eq!(all.body.as_array().unwrap().len(), platform::parameters::definitions().len());
        let few = api.get("/parameters?q=lock_&group=%E5%AE%89%E5%85%A8&mark=unverified", &registrar).await;
        assert_eq!(few.body.as_array().unwrap().len(), 2, "{}", few.body);
        assert_eq!(few.body[0]["values"][0]["shown"], "5次");
        let at = "/parameters/security.lock_fail/proposals";
        let new = json!({ "value": "4", "valid_from": "2026-11-23", "source": "等保测评意见", "mark": "V", "reason": "测评要求收紧" });
        let made = api.send("POST", at, &admin, "", new.clone()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        assert_eq!(api.send("POST", at, &admin, "", new.clone()).await.code(), "parameters.waiting");
        assert_eq!(api.send("POST", at, &security, "", new.clone()).await.status, StatusCode::FORBIDDEN);
        assert_eq!(api.send("POST", at, &registrar, "", new).await.code(), "parameters.not-yours");
        let waiting = api.get("/parameters?waiting=true", &security).await;
        assert_eq!(waiting.body[0]["waiting"][0]["proposed_by_name"], "sysadmin");
        let proposals = format!("/parameter_proposals/{}", made.body["id"].as_str().unwrap());
        let own = api.send("POST", &format!("{proposals}/approve"), &admin, "", json!({})).await;
        assert_eq!(own.code(), "guard.denied");
        let done = api.send("POST", &format!("{proposals}/approve"), &security, "", json!({ "note": "同意" })).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
        let one = api.get("/parameters/security.lock_fail", &registrar).await;
        assert_eq!((one.body["values"][0]["value"].as_str(), one.body["history"].as_array().unwrap().len()), (Some("4"), 2));
        // In force at once: the fourth failure locks.
        for _ in 0..4 {
            let body = json!({ "username": "xian", "password": "Wrong-1234" });
            assert_eq!(api.send("POST", "/session/password", "", "", body).await.code(), "accounts.wrong-password");
        }
        let body = json!({ "username": "xian", "password": "Right-1234" });
        assert_eq!(api.send("POST", "/session/password", "", "", body).await.code(), "accounts.locked");

        let new = json!({ "value": "40", "valid_from": "2026-12-01", "source": "办公会", "mark": "design", "reason": "试行一段时间" });
        let made = api.send("POST", "/parameters/security.lock_minutes/proposals", &admin, "", new.clone()).await;
        let proposals = format!("/parameter_proposals/{}", made.body["id"].as_str().unwrap());
        assert_eq!(api.send("POST", &format!("{proposals}/reject"), &security, "", json!({})).await.code(), "parameters.reason-missing");
        let no = api.send("POST", &format!("{proposals}/reject"), &security, "", json!({ "note": "没有依据" })).await;
        assert_eq!(no.status, StatusCode::NO_CONTENT);
        let made = api.send("POST", "/parameters/security.lock_minutes/proposals", &admin, "", new).await;
        let back = format!("/parameter_proposals/{}/withdraw", made.body["id"].as_str().unwrap());
        assert_eq!(api.send("POST", &back, &admin, "", json!(null)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(api.send("POST", &back, &admin, "", json!(null)).await.code(), "parameters.decided");
        let inbox = api.get("/notices", &admin).await;
        assert_eq!(inbox.body["items"].as_array().unwrap().len(), 2, "told of both decisions: {}", inbox.body);
    }

    async fn a_year_is_proposed_approved_and_used_for_deadlines(db: &mut TestDb) {
        let api = api(db).await;
        let admin = api.sign_in("sysadmin", Role::SystemAdmin, 0).await;
        let security = api.sign_in("secadmin", Role::SecurityAdmin, 0).await;
        let clerk = api.sign_in("clerk", Role::Clerk, 2).await;
        let d = api.get("/deadline?from=2026-02-13&count=2&unit=working_days", &clerk).await;
        assert_eq!(d.body["last_day"], "2026-02-24", "{}", d.body);
        assert_eq!((d.body["steps"][0]["kind"].as_str(), d.body["steps"].as_array().unwrap().len()), (Some("make_up"), 11));
        let refused = api.get("/deadline?from=2026-12-30&count=2&unit=working_days", &clerk).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "calendar.no-table"));
        assert_eq!(refused.body["detail"], "2027年的工作日历还没有录入，无法计算期限；请系统管理员按国务院办公厅通知录入");
        assert_eq!(api.get("/deadline?from=2026-12-30&count=0", &clerk).await.code(), "calendar.bad-count");
        let days = json!([
            { "day": "2027-01-01", "kind": "holiday", "name": "元旦" },
            { "day": "2027-01-03", "kind": "work", "name": "元旦" },
        ]);
        let body = json!({ "days": days, "source": "测试用的通知", "mark": "K", "reason": "录入下一年" });
        assert_eq!(api.send("POST", "/calendar/2027/proposals", &clerk, "", body.clone()).await.status, StatusCode::FORBIDDEN);
        let mut wrong = body.clone();
        wrong["days"][1]["day"] = json!("2027-01-04");
        assert_eq!(api.send("POST", "/calendar/2027/proposals", &admin, "", wrong).await.code(), "calendar.bad-day");
        let made = api.send("POST", "/calendar/2027/proposals", &admin, "", body).await;
        assert_eq!((made.status, made.body["version"].as_i64()), (StatusCode::CREATED, Some(1)));
        let year = api.get("/calendar/2027", &security).await;
        assert_eq!(year.body["in_force"], json!(null));
        assert_eq!(year.body["waiting"]["remarks"].as_array().unwrap().len(), 2, "{}", year.body);
        assert_eq!(api.send("POST", "/calendar/2027/proposals/1/approve", &admin, "", json!({})).await.status, StatusCode::FORBIDDEN);
        let done = api.send("POST", "/calendar/2027/proposals/1/approve", &security, "", json!({})).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
        let d = api.get("/deadline?from=2026-12-30&count=2&unit=working_days", &clerk).await;
        assert_eq!(d.body["last_day"], "2027-01-03", "{}", d.body);
        let years = api.get("/calendar", &clerk).await;
        let listed: Vec<_> = years.body.as_array().unwrap().iter().map(|y| (y["year"].as_i64().unwrap(), y["known"].as_bool().unwrap())).collect();
        assert_eq!(listed, [(2027, true), (2026, true), (2025, true)]);
        assert_eq!(years.body[1]["working_days"], 248);
        let body = json!({ "days": [{ "day": "2027-01-01", "kind": "holiday", "name": "元旦" }], "source": "测试用的更正通知", "mark": "K", "reason": "更正前一份" });
        let made = api.send("POST", "/calendar/2027/proposals", &admin, "", body).await;
        assert_eq!(made.body["version"], 2);
        let no = api.send("POST", "/calendar/2027/proposals/2/reject", &security, "", json!({ "note": "文号不符" })).await;
        assert_eq!(no.status, StatusCode::NO_CONTENT);
        assert_eq!(api.get("/calendar/2027", &admin).await.body["history"].as_array().unwrap().len(), 2);
    }
}
