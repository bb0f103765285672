//! Letters over HTTP, every operation, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use axum::http::StatusCode;
use common::{Api, app, setup};
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

/// Loading waits for the database: on a thread of its own.
async fn api(db: &TestDb) -> Api {
    let app = std::thread::scope(|s| s.spawn(|| app(db)).join()).unwrap();
    Api::new(&app)
}

fn reply(union: &str, reporter: &str) -> Value {
    json!({ "kind": "voice.reply", "union_id": union, "values": {
        "reporter": reporter, "matter.title": "高温津贴", "received": "2026-11-02", "reply": "情况属实。\n已经整改。",
        "measures": ["回访", "检查"],
    } })
}

/// A union's short word, set by a registrar of the county.
async fn word(api: &Api, cookie: &str, union: &str, word: &str) {
    let form = json!({ "union_id": union, "word": word, "name": "示范县总工会", "valid_from": "2026-12-01" });
    let soon = api.send("POST", "/letter_agencies", cookie, "", form.clone()).await;
    assert_eq!(soon.status, StatusCode::CREATED, "{}", soon.body);
    let today = api.app.clock().today().to_string();
    let mut now = form;
    now["valid_from"] = json!(today);
    let set = api.send("POST", "/letter_agencies", cookie, "", now).await;
    assert_eq!(
        (set.status, set.body["in_force"].as_bool()),
        (StatusCode::CREATED, Some(true)),
        "{}",
        set.body
    );
}

/// Percent-encoded.
fn enc(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

db_test! { setup();
    async fn a_letter_is_previewed_issued_found_downloaded_and_withdrawn(db: &mut TestDb) {
        let api = api(db).await;
        let registrar = api.sign_in("xian", Role::Registrar, 1).await;
        let chair = api.sign_in("zhuxi", Role::Chair, 2).await;
        let viewer = api.sign_in("kan", Role::Viewer, 1).await;
        let none = api.send("POST", "/letters", &registrar, "", reply("1", "张三")).await;
        assert_eq!((none.status, none.code()), (StatusCode::CONFLICT, "letters.no-agency"));
        word(&api, &registrar, "1", "示总工").await;
        word(&api, &registrar, "2", "示街工").await;
        let shown = api.send("POST", "/letters/preview", &registrar, "", reply("1", "张三")).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        assert_eq!(shown.body["number"], "示总工函〔2026〕×号");
        let mut wrong = reply("1", "");
        wrong["values"]["received"] = json!("昨天");
        let refused = api.send("POST", "/letters", &registrar, "", wrong).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "letters.invalid"));
        assert_eq!(refused.body["errors"][0]["pointer"], "/values/reporter");
        assert_eq!(refused.body["errors"][0]["detail"], "请填写主送（反映人或单位）");
        assert_eq!(refused.body["errors"][1]["detail"], "收到日期应为日期，例如2026-11-27");
        let made = api.send("POST", "/letters", &registrar, "", reply("1", "张三<b>{reply}")).await;
        assert_eq!((made.status, made.body["number"].as_str()), (StatusCode::CREATED, Some("示总工函〔2026〕1号")));
        let id = made.body["id"].as_str().unwrap().to_owned();
        let own = api.send("POST", "/letters", &chair, "", reply("2", "李四")).await;
        assert_eq!(own.body["number"], "示街工函〔2026〕1号", "{}", own.body);
        assert_eq!(api.send("POST", "/letters", &chair, "", reply("1", "李四")).await.code(), "letters.union-not-found");
        assert_eq!(api.send("POST", "/letters", &viewer, "", reply("1", "李四")).await.status, StatusCode::FORBIDDEN);

        let one = api.get(&format!("/letters/{id}"), &viewer).await;
        assert_eq!(one.status, StatusCode::OK, "{}", one.body);
        assert_eq!((one.body["retention_label"].as_str(), one.body["year"].as_i64()), (Some("10年"), Some(2026)));
        assert_eq!(one.body["digest"].as_str().unwrap().len(), 64);
        let texts: Vec<&str> = one.body["content"]["paragraphs"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap()).collect();
        assert_eq!(texts[1], "张三<b>{reply}：", "a value is not read again");
        assert!(texts.contains(&"1.回访") && texts.contains(&"已经整改。"), "{texts:?}");
        assert_eq!(api.get(&format!("/letters/{id}"), &chair).await.code(), "letters.not-found", "above the chair's union");

        let found = async |query: &str, cookie: &str| -> Vec<String> {
            let list = api.get(&format!("/letters?{query}"), cookie).await;
            assert_eq!(list.status, StatusCode::OK, "{query} {}", list.body);
            list.body["items"].as_array().unwrap().iter().map(|l| l["number"].as_str().unwrap().to_owned()).collect()
        };
        let both = ["示街工函〔2026〕1号", "示总工函〔2026〕1号"];
        assert_eq!(found("", &registrar).await, both);
        assert_eq!(found("", &chair).await, both[..1]);
        assert_eq!(found(&format!("q={}", enc("高温")), &registrar).await, both, "in the middle of the title");
        assert_eq!(found(&format!("q={}", enc("示总工函[2026] 1")), &registrar).await, both[1..]);
        assert_eq!(found(&format!("q={}", enc("高温%")), &registrar).await, both, "signs do not matter");
        assert_eq!(found(&format!("q={}", enc("没有")), &registrar).await, [] as [&str; 0]);
        assert_eq!(found("union_id=2", &registrar).await, both[..1]);
        assert_eq!(found("kind=voice.visit", &registrar).await, [] as [&str; 0]);
        assert_eq!(found("year=2026&state=issued", &registrar).await, both);
        assert_eq!(found("year=2025", &registrar).await, [] as [&str; 0]);
        let page = api.get("/letters?limit=1", &registrar).await;
        let next = page.body["next"].as_str().unwrap();
        assert_eq!(found(&format!("limit=1&after={next}"), &registrar).await, both[1..]);
        assert_eq!(api.get("/letters/count?year=2026", &registrar).await.body["value"], 2);
        assert_eq!(api.get("/letters?union_id=1", &chair).await.body["items"].as_array().unwrap().len(), 1, "one above gives what is one's own");
        assert_eq!(api.get("/letters?union_id=9", &registrar).await.code(), "letters.union-not-found");

        let file = api.get(&format!("/letters/{id}/docx"), &viewer).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(api.get(&format!("/letters/{id}/docx"), &chair).await.status, StatusCode::NOT_FOUND);
        let at = format!("/letters/{id}/withdraw");
        let why = json!({ "reason": "主送有误" });
        assert_eq!(api.send("POST", &at, &viewer, "", why.clone()).await.status, StatusCode::FORBIDDEN);
        let gone = api.send("POST", &at, &registrar, "", why.clone()).await;
        assert_eq!((gone.status, gone.body["state_label"].as_str()), (StatusCode::OK, Some("作废")));
        assert_eq!(api.send("POST", &at, &registrar, "", why).await.code(), "letters.withdrawn");
        assert_eq!(found("state=withdrawn", &registrar).await, both[1..]);
        let twice = api.get("/letter_agencies?limit=1", &registrar).await;
        let next = twice.body["next"].as_str().unwrap();
        assert_eq!(twice.body["items"][0]["valid_from"], "2026-12-01");
        let rest = api.get(&format!("/letter_agencies?after={next}"), &registrar).await;
        assert_eq!(rest.body["items"].as_array().unwrap().len(), 3, "{}", rest.body);
        assert_eq!(api.get("/letter_agencies", &chair).await.body["items"].as_array().unwrap().len(), 2);
        let by_word = api.get(&format!("/letter_agencies?q={}", enc("街工")), &registrar).await;
        assert_eq!(by_word.body["items"].as_array().unwrap().len(), 2);
    }

    async fn a_template_goes_through_two_hands(db: &mut TestDb) {
        let api = api(db).await;
        let one = api.sign_in("xian", Role::Registrar, 1).await;
        let two = api.sign_in("fuhe", Role::Registrar, 1).await;
        let clerk = api.sign_in("zhen", Role::Clerk, 2).await;
        let kinds = api.get("/letter_templates", &clerk).await;
        let names: Vec<&str> = kinds.body.as_array().unwrap().iter().map(|k| k["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["交办单", "会议纪要", "答复函", "走访报告"]);
        assert_eq!(api.get("/letter_templates/voice.none", &clerk).await.code(), "letters.template-not-found");
        let kind = api.get("/letter_templates/voice.reply", &clerk).await;
        let mut draft = kind.body["in_force"].clone();
        draft["blocks"][1]["text"] = json!("尊敬的{reporter}：");
        let trial = api.send("POST", "/letter_trials", &clerk, "", json!({ "draft": draft })).await;
        assert_eq!(trial.body["paragraphs"][1]["text"], "尊敬的陈建国同志：", "{}", trial.body);
        let mut broken = draft.clone();
        broken["blocks"][1]["text"] = json!("尊敬的{reporter");
        let refused = api.send("POST", "/letter_trials", &clerk, "", json!({ "draft": broken })).await;
        assert_eq!(refused.body["errors"][0]["pointer"], "/blocks/1/text");
        assert_eq!(refused.body["errors"][0]["code"], "letters.brace-open");
        let at = "/letter_templates/voice.reply/proposals";
        let today = api.app.clock().today().to_string();
        let new = json!({ "draft": draft, "valid_from": today, "reason": "称呼更得体" });
        assert_eq!(api.send("POST", at, &clerk, "", new.clone()).await.status, StatusCode::FORBIDDEN);
        let made = api.send("POST", at, &one, "", new).await;
        assert_eq!((made.status, made.body["version"].as_i64()), (StatusCode::CREATED, Some(2)), "{}", made.body);
        let waits = api.get("/letter_templates/voice.reply", &two).await;
        assert_eq!(waits.body["waiting"]["trial"]["paragraphs"][1]["text"], "尊敬的陈建国同志：");
        assert_eq!(api.get("/letter_templates", &two).await.body[2]["waiting_from"], "xian");
        let approve = format!("{at}/2/approve");
        assert_eq!(api.send("POST", &approve, &one, "", json!({})).await.code(), "letters.own-proposal");
        assert_eq!(api.send("POST", &approve, &clerk, "", json!({})).await.status, StatusCode::FORBIDDEN);
        let done = api.send("POST", &approve, &two, "", json!({ "note": "同意" })).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
        let kind = api.get("/letter_templates/voice.reply", &clerk).await;
        assert_eq!((kind.body["in_force"]["version"].as_i64(), kind.body["history"].as_array().unwrap().len()), (Some(2), 2));
        assert_eq!(kind.body["history"][1]["blocks"][1]["text"], "{reporter}：", "the old one can still be read");
        word(&api, &one, "1", "示总工").await;
        let made = api.send("POST", "/letters", &one, "", reply("1", "张三")).await;
        let letter = api.get(&format!("/letters/{}", made.body["id"].as_str().unwrap()), &one).await;
        assert_eq!(letter.body["content"]["paragraphs"][1]["text"], "尊敬的张三：");
        assert_eq!(letter.body["content"]["template"], 2);
        let inbox = api.get("/notices", &one).await;
        assert_eq!(inbox.body["items"].as_array().unwrap().len(), 1, "{}", inbox.body);
    }
}
