//! What the tests over HTTP share: a filled county behind the router, sign-in, files, all operations.
#![allow(dead_code, reason = "every test program uses a part of it")]

mod campaigns;
mod cards;
pub mod child;
mod draws;
pub mod enrolled;
mod merchants;
mod mutual;
mod posts;
mod rooms;
pub mod site;
mod wechat;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use guard::{Actor, Reason, Role, act, res};
use kernel::{Id, ManualClock, Timestamp};
use niangjia::{modules, server};
use platform::accounts::{self, AccountError, DemoChannel, NewAccount};
use platform::sealed::{Cipher, Keyring};
use platform::{App, Config, Parts};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use registry::demo::{County, fill_county};
use serde_json::{Value, json};
use store::{Env, OpenOptions, Store};
use testkit::{Db, Setup, TestDb};
use tower::ServiceExt;

pub struct Server {
    pub dir: tempfile::TempDir,
    pub app: App,
    pub clock: Arc<ManualClock>,
    pub router: Router,
    pub county: County,
    /// Removed with the server.
    base: Option<TestDb>,
}

pub async fn start() -> Server {
    start_on(Db::Sqlite).await
}

/// A filled county on a database of its own.
pub async fn start_on(db: Db) -> Server {
    tokio::task::spawn_blocking(move || start_blocking(db)).await.unwrap()
}

fn start_blocking(db: Db) -> Server {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(Timestamp(1_795_400_000_000)));
    if db == Db::Sqlite {
        let store = Store::open(&OpenOptions::sqlite(dir.path()), env(&clock)).unwrap();
        store::migrate(&store, &modules::migrations(), None).unwrap();
        return Server::over(store, clock, dir);
    }
    let base = TestDb::new(db, "server", Setup::new(modules::migrations()));
    let store = Store::open(&base.options(), env(&clock)).unwrap();
    Server { base: Some(base), ..Server::over(store, clock, dir) }
}

/// The named tests, which take a server, on SQLite and on PostgreSQL.
#[allow(unused_macros, reason = "every test program uses a part of it")]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn sqlite() {
                super::$name(crate::common::start_on(testkit::Db::Sqlite).await).await;
            }
            #[tokio::test]
            async fn postgres() {
                super::$name(crate::common::start_on(testkit::Db::Postgres).await).await;
            }
        }
    )+};
}
#[allow(unused_imports, reason = "every test program uses a part of it")]
pub(crate) use on_both;

pub fn env(clock: &Arc<ManualClock>) -> Env {
    Env { hooks: platform::hooks(std::sync::Arc::new(registry::Tree)), ..Env::new(clock.clone(), 0) }
}

/// A second factor for tests.
pub const SECRET: &[u8] = b"12345678901234567890";
pub const PASSWORD: &str = "Right-1234";

impl Server {
    /// A filled county over a migrated store; blocking.
    pub fn over(store: Store, clock: Arc<ManualClock>, dir: tempfile::TempDir) -> Self {
        let keyring = Arc::new(Keyring::generate(Cipher::Sm4Gcm, ChaCha20Rng::seed_from_u64(1)));
        let directory = Arc::new(registry::Directory::new(keyring.clone()));
        let app = App::new(Parts {
            store,
            keyring,
            clock: clock.clone(),
            config: Config {
                data: dir.path().to_owned(),
                demo: true,
                secure_cookies: false,
                public_url: None,
                wechat: None,
            },
            org_tree: directory.clone(),
            workplaces: directory.clone(),
            case_watches: modules::case_watches(),
            directory,
            channel: Arc::new(DemoChannel),
            seed: [3; 32],
        });
        let county = fill_county(&app, &Actor::system(Reason::Demo, "t"), 1, 700, |_| {}).unwrap();
        let router = server::router(&app, server::metrics().unwrap());
        Self { dir, app, clock, router, county, base: None }
    }
}

impl Server {
    /// Any request; status, headers and body as they come. `from` is the peer's address.
    pub async fn raw(
        &self,
        request: axum::http::request::Builder,
        body: impl Into<Body>,
        from: Option<IpAddr>,
    ) -> (StatusCode, HeaderMap, String) {
        let mut request = request.body(body.into()).unwrap();
        if let Some(ip) = from {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(ip, 40_000)));
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 24).await.unwrap();
        (status, headers, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// An account with a role at a place; signed in, its cookie.
    pub async fn sign_in(&self, username: &str, role: Role, union: Id) -> String {
        self.account(username, Some((role, union))).await;
        self.enter(username, PASSWORD).await
    }

    /// An account, with a role at a place if one is given.
    pub async fn account(&self, username: &str, role: Option<(Role, Id)>) -> Id {
        let hash = accounts::hash_password(PASSWORD, &[9; 16]).unwrap();
        let totp = Some(SECRET.to_vec());
        let new =
            NewAccount { username: username.into(), name: "测试".into(), hash, totp, must_change: false };
        let actor = Actor::system(Reason::Cli, "t");
        let (create, grant) = (
            actor.permit::<res::Account, act::Create>().unwrap(),
            actor.permit::<res::Grant, act::Create>().unwrap(),
        );
        let keys = self.app.keyring().clone();
        let made = self.app.store().write(move |tx| {
            let id = accounts::create_account(tx, &keys, &create, &new)?;
            if let Some((role, union)) = role {
                accounts::give_role(tx, &grant, id, role, union)?;
            }
            Ok::<_, AccountError>(id)
        });
        made.await.unwrap()
    }

    /// Signs an account in; its cookie. Each code works once, so the clock moves on to the next one.
    pub async fn enter(&self, username: &str, password: &str) -> String {
        self.clock.advance_ms(30_000);
        let body = json!({ "username": username, "password": password });
        let (status, answer, _) = self.send("POST", "/api/session/password", "", body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let body = json!({ "challenge": answer["challenge"], "code": answer["demo_code"] });
        let (status, answer, cookie) = self.send("POST", "/api/session/totp", "", body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Uploads a file with text fields before it; status, answer as JSON, answer as bytes.
    pub async fn upload(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        name: &str,
        bytes: &[u8],
    ) -> (StatusCode, Value, Vec<u8>) {
        let mut body = Vec::new();
        for (field, value) in fields {
            let part = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("cookie", cookie)
            .header("x-requested-with", "niangjia")
            .header("content-type", "multipart/form-data; boundary=x");
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap().to_vec();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null), bytes)
    }

    /// Downloads a file; status, content type, disposition, bytes.
    pub async fn download(&self, path: &str, cookie: &str) -> (StatusCode, String, String, Vec<u8>) {
        let request = Request::builder().uri(path).header("cookie", cookie).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let header = |name| {
            response
                .headers()
                .get(name)
                .map_or("", |v: &axum::http::HeaderValue| v.to_str().unwrap())
                .to_owned()
        };
        let (status, kind, disposition) =
            (response.status(), header("content-type"), header("content-disposition"));
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap().to_vec();
        (status, kind, disposition, bytes)
    }

    /// [`Server::send`] with the version that was seen.
    pub async fn send_at(
        &self,
        method: &str,
        path: &str,
        cookie: &str,
        version: i64,
        body: Value,
    ) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", cookie)
            .header("x-requested-with", "niangjia")
            .header("content-type", "application/json")
            .header("if-match", format!("\"{version}\""))
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        cookie: &str,
        body: Value,
    ) -> (StatusCode, Value, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", cookie)
            .header("x-requested-with", "niangjia")
            .header("content-type", "application/json")
            .header("if-match", "\"1\"");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let cookie = response.headers().get("set-cookie").map_or("", |v| v.to_str().unwrap()).to_owned();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null), cookie)
    }
}

/// An operation of the OpenAPI document.
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub permission: String,
    /// Names of query parameters.
    pub queries: Vec<String>,
}

pub fn operations() -> Vec<Operation> {
    let document: Value = serde_json::to_value(modules::api().get_openapi()).unwrap();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                permission: operation["x-permission"].as_str().unwrap_or_default().to_owned(),
                queries: operation["parameters"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter(|p| p["in"] == "query")
                    .map(|p| p["name"].as_str().unwrap().to_owned())
                    .collect(),
            });
        }
    }
    assert!(all.len() > 45, "{} operations", all.len());
    all
}

/// Any id in the place of path parameters.
pub fn filled(path: &str, id: &str) -> String {
    path.split('/').map(|s| if s.starts_with('{') { id } else { s }).collect::<Vec<_>>().join("/")
}

/// A procedure of two steps.
fn procedure() -> Value {
    json!({
        "kind": "voice.matter", "title": "事", "series": "ZS",
        "steps": [
            { "code": "a", "title": "甲", "plain": "在办", "roles": ["chair"] },
            { "code": "b", "title": "乙", "plain": "办完了", "closed": true },
        ],
        "moves": [{ "code": "m", "title": "办结", "from": ["a"], "to": "b" }],
    })
}

/// A body that can be read, so that the permission is what is asked next.
pub fn body_of(operation: &str) -> Value {
    match operation {
        "approve_exchange_target" | "reject_exchange_target" | "withdraw_exchange_target" => {
            json!({ "proposal_id": "1", "note": "不合要求" })
        }
        "create_exchange_target" | "propose_exchange_target" => json!({
            "reason": "按省里的要求",
            "union_id": "1", "name": "省平台", "kind": "member", "valid_from": "2026-01-01", "valid_to": "9999-12-31",
            "definition": { "format": "csv", "encoding": "utf8", "columns": [] }
        }),
        "preview_exchange" => json!({
            "kind": "member", "definition": { "format": "csv", "encoding": "utf8", "columns": [] }
        }),
        "begin_exchange_run" => json!({ "target_id": "1", "union_id": "1", "purpose": "按月上报" }),
        "take_exchange_file" => json!({ "purpose": "按月上报" }),
        "export_exchange_difference" => json!({ "union_id": "1", "purpose": "核对差异" }),
        "appoint_deputy" => {
            json!({ "deputy_id": "1", "valid_from": "2026-11-24", "valid_to": "2026-11-25" })
        }
        "check_procedure" => procedure(),
        "try_procedure" => json!({ "definition": procedure(), "day": "2026-11-23" }),
        "propose_procedure" => {
            json!({ "definition": procedure(), "valid_from": "2026-12-01", "reason": "缩短时限" })
        }
        "do_with_case" => json!({ "deed": "accept" }),
        "edit_case_text" => json!({ "title": "加班费" }),
        "open_case_by_staff" => json!({
            "kind": "voice.matter", "union_id": "1", "body": "没发加班费", "channel": "call", "reporter": "anonymous"
        }),
        "tell_case" => json!({ "kind": "voice.matter", "body": "没发加班费", "reporter": "named" }),
        "tell_anonymously" => json!({ "kind": "voice.matter", "union_code": "x", "body": "没发加班费" }),
        "rate_own_case" => json!({ "rating": "satisfied" }),
        "move_own_case" => json!({ "code": "withdraw" }),
        "query_case" | "reply_by_code" => json!({ "number": "ZS-X-2026-0001", "code": "AAAAAAAA" }),
        "rate_by_code" => json!({ "number": "ZS-X-2026-0001", "code": "AAAAAAAA", "rating": "satisfied" }),
        "move_by_code" => {
            json!({ "number": "ZS-X-2026-0001", "code": "AAAAAAAA", "move": { "code": "withdraw" } })
        }
        "create_account" => json!({ "username": "a", "name": "b" }),
        "create_grant" => json!({ "role": "viewer", "union_id": "1" }),
        "ask_reset" => json!({ "account_id": "1", "reason": "手机丢失" }),
        "export_own_data" => json!({ "code": "000000" }),
        "create_union" | "edit_union" => json!({ "name": "x", "level": 60, "kind": "50" }),
        "create_member" => {
            json!({ "union_id": "1", "name": "张三", "document_number": "1", "change_day": "2026-01-01" })
        }
        "create_employer" => json!({ "name": "某某公司", "union_id": "1" }),
        "freeze_figures" => {
            json!({ "union_id": "1", "title": "季报", "starts_on": "2026-01-01", "day": "2026-03-31" })
        }
        "explain_report_adjustment" => {
            json!({ "indicator": "member.joined", "union_id": "1", "difference": 1, "note": "补报" })
        }
        "cover_employer" => json!({ "day": "2026-01-01" }),
        "add_member_document" => json!({ "kind": "414", "number": "E12345678" }),
        "edit_member" => json!({ "name": "张三" }),
        "leave_member" => json!({ "kind": "left", "day": "2026-01-01" }),
        "reveal_member" => json!({ "field": "phone", "purpose": "核对原件" }),
        "change_member_phone" => json!({ "phone": "", "evidence_id": "1", "reason": "手机丢失" }),
        "hand_over_account" => json!({ "successor_id": "1", "reason": "工作调动" }),
        "create_codeset_item" => json!({ "code": "x", "label": "甲" }),
        "edit_codeset_item" => json!({ "label": "甲" }),
        "add_synonym" => json!({ "word": "甲" }),
        "propose_parameter" => json!({
            "value": "1", "valid_from": "2026-12-01", "source": "通知", "mark": "V", "reason": "按通知调整"
        }),
        "issue_letter" | "preview_letter" => json!({ "kind": "voice.reply", "union_id": "1", "values": {} }),
        "set_letter_agency" => {
            json!({ "union_id": "1", "word": "甲总工", "name": "甲县总工会", "valid_from": "2026-12-01" })
        }
        "try_letter_template" => json!({ "draft": {
            "name": "函件", "word": "函", "retention": "forever", "fields": [], "blocks": []
        } }),
        "propose_letter_template" => json!({ "valid_from": "2026-12-01", "reason": "试行一段时间", "draft": {
            "name": "函件", "word": "函", "retention": "forever", "fields": [], "blocks": []
        } }),
        "propose_calendar_year" => {
            json!({ "days": [], "source": "通知", "mark": "V", "reason": "录入下一年" })
        }
        "apply_to_join" => json!({
            "phone": "13800138000", "code": "123456", "name": "张三", "document_number": "1", "consent_version": "x"
        }),
        "send_join_code" => json!({ "phone": "13800138000" }),
        "issue_certificate" => json!({ "purpose": "就业登记" }),
        "verify_certificate" => json!({ "number": "2026-0001", "code": "ABCDEFGH" }),
        "get_join_status" | "withdraw_join" => json!({ "number": "1", "secret": "x" }),
        "approve_joins" => json!({ "ids": [] }),
        "merge_members" => {
            json!({ "other_id": "1", "version": 1, "other_version": 1, "reason": "同一个人" })
        }
        "undo_member_step" => json!({ "event_id": "1", "reason": "办理有误" }),
        "unmerge_members" => json!({ "merge_id": "1", "reason": "不是同一人" }),
        "judge_suspects" => {
            json!({ "one_id": "1", "other_id": "2", "two_people": true, "reason": "不是同一人" })
        }
        "move_member_document" => {
            json!({ "new_name": "张三", "evidence": "1", "reason": "核对过证件原件" })
        }
        "add_member_flag" | "edit_member_flag" => json!({ "kind": "new_resident", "from": "2026-01-01" }),
        "declare_own_flag" => json!({ "kind": "new_resident", "from": "2026-01-01" }),
        "ask_own_correction" => json!({ "fields": {} }),
        "ask_own_erasure" => json!({ "code": "000000" }),
        "ask_for_relative" => json!({
            "kind": "copy", "relation": "2", "name": "张三", "phone": "13800138000", "relative_document_kind": "111",
            "relative_document_number": "330226199003070015", "relation_evidence": ["1"], "death_evidence": ["1"]
        }),
        "copy_for_relative" => json!({ "purpose": "交给近亲属" }),
        "set_own_relatives_choice" => json!({ "allowed": true }),
        "refuse_join" => json!({ "reason": "1" }),
        "reveal_join" => json!({ "field": "phone", "purpose": "核对原件" }),
        "answer_transfer" => json!({ "accept": false }),
        "propose_secondment" => json!({
            "host_union_id": "1", "day": "2026-12-01", "planned_to": "2027-06-30", "reason": "支援新厂", "evidence_id": "1"
        }),
        "extend_secondment" => json!({ "planned_to": "2027-12-31", "reason": "项目延期" }),
        "convert_secondment" => json!({ "day": "2026-11-20", "reason": "工作需要" }),
        "end_secondment" => json!({ "last_day": "2026-11-20", "reason": "任务完成" }),
        "apply_election" => json!({ "kind": "renewal" }),
        "apply_founding" => json!({ "parent_id": "1", "name": "某某公司工会", "level": 60, "kind": "50" }),
        "answer_election_request" => json!({ "agree": true }),
        "approve_election" => json!({ "accept": true }),
        "call_congress" => {
            json!({ "method": "assembly", "planned_on": "2026-12-01", "seats": 5, "entitled": 30 })
        }
        "enter_votes" => json!({ "held_on": "2026-11-20", "attended": 30, "candidates": [] }),
        "create_zone" | "edit_zone" => json!({
            "kind": "area", "name": "城东片区", "union_id": "1", "cadre_name": "王丽", "valid_from": "2026-01-01"
        }),
        "create_survey" | "edit_survey" => json!({
            "union_id": "1", "title": "职工需求调查", "opens_at": 0, "closes_at": 1
        }),
        "hand_in_answer" => json!({ "place_id": "1" }),
        "plan_duties" => json!({
            "union_id": "1", "weekdays": [3], "from": "2026-12-01", "until": "2026-12-31", "from_minute": 540,
            "to_minute": 660, "people": ["1"]
        }),
        "swap_duty" => json!({ "person_id": "1" }),
        "cancel_duty" => json!({ "reason": "放假" }),
        "finish_duty" | "finish_own_duty" => json!({ "visitors": 3 }),
        "dismiss_founding_hint" => json!({ "until": "2026-12-31", "reason": "企业搬迁" }),
        "close_zone" => json!({ "last_day": "2026-01-01" }),
        "set_zone_members" => json!({ "union_ids": [], "employer_ids": [] }),
        "reveal_zone" => json!({ "purpose": "联系责任人" }),
        "plan_tree_change" | "preview_tree_change" => json!({ "kind": "dissolve", "day": "2026-12-01" }),
        other => wechat::body_of(other).unwrap_or_else(|| rooms::body_of(other)),
    }
}

/// The fields of a member as they were read, to be sent back with a change.
pub fn edit_of(member: &Value) -> Value {
    let fields = [
        "name",
        "sex",
        "nation",
        "work_state",
        "education",
        "skill",
        "household_kind",
        "household_place",
        "politics",
        "native_place",
        "migrant_worker",
    ];
    Value::Object(fields.iter().map(|f| ((*f).to_owned(), member[*f].clone())).collect())
}
