//! An app over a test database, a small register in it, and callers of its API. Tests of the modules above take this file in
//! as well: the module that names it says in `modules` what the app is made of.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part, and a failure is a failed test"
)]

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use guard::{Actor, Reason, Role, act, res};
use kernel::{Day, DocumentKind, Id, PersonDocument, Phone};
use platform::accounts::{self, AccountError, DemoChannel, NewAccount};
use platform::sealed::{Cipher, Keyring};
use platform::{App, Config, Parts};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use registry::RegistryError;
use registry::api::{
    self, Birth, BirthPrecision, EventKind, NewMembership, NewPerson, Profile, Status, Union,
};
use serde_json::{Value, json};
use store::{Route, Sql, Store};
use testkit::{Setup, TestDb};
use tower::ServiceExt;

pub fn setup() -> Setup {
    let all = super::modules().into_iter().flat_map(|m| m.migrations.iter().copied());
    Setup::new(all.collect::<Vec<_>>()).hooks(|| platform::hooks(Arc::new(registry::Tree)))
}

pub fn app(db: &TestDb) -> App {
    app_seeded(db, db.seed())
}

/// The same with another seed of the keys and of what is sealed with them.
pub fn app_seeded(db: &TestDb, seed: u64) -> App {
    made(db, seed, db.store().clone())
}

/// The same over another store of the same database: another process.
pub fn app_over(db: &TestDb, store: Store) -> App {
    made(db, db.seed(), store)
}

fn made(db: &TestDb, seed: u64, store: Store) -> App {
    let path = db.dir().join("keyring.json");
    let rng = || ChaCha20Rng::seed_from_u64(seed);
    if !path.exists() {
        Keyring::generate(Cipher::Sm4Gcm, rng()).save(&path).unwrap();
    }
    let keyring = Arc::new(Keyring::load(&path, rng()).unwrap());
    let directory = Arc::new(registry::Directory::new(keyring.clone()));
    App::new(Parts {
        store,
        keyring,
        clock: db.clock().clone(),
        config: Config {
            data: db.dir().to_owned(),
            demo: true,
            secure_cookies: false,
            public_url: None,
            wechat: None,
        },
        org_tree: directory.clone(),
        workplaces: directory.clone(),
        case_watches: super::modules().into_iter().flat_map(|m| (m.cases)()).collect(),
        directory,
        channel: Arc::new(DemoChannel),
        seed: [7; 32],
    })
}

/// The program itself.
pub fn program() -> Actor {
    Actor::system(Reason::Cli, "test")
}

/// A statement of a test.
pub fn sql(text: impl Into<String>) -> Sql {
    Sql::composed("test", Route::FanOut("test"), text.into())
}

/// The number that a statement tells.
pub fn number(store: &Store, text: &str) -> i64 {
    let sql = sql(text);
    store.read_blocking(move |tx| tx.query_one(&sql, &[], |r| r.get(0))).unwrap().unwrap()
}

/// Enters a union.
pub fn plant(app: &App, parent: Option<Id>, level: i64, kind: &str, name: &str) -> Union {
    let scope = program().permit::<res::Union, act::Create>().unwrap();
    let new = Union {
        name: name.to_owned(),
        level,
        kind: kind.to_owned(),
        parent_id: parent,
        founded_on: Some(Day::constant(2010, 5, 4)),
        ..Union::blank()
    };
    app.store().write_blocking(move |tx| api::create_union(tx, &scope, new.clone())).unwrap()
}

/// A county with two townships, each with a union of one employer.
pub struct Register {
    pub county: Union,
    pub here: Union,
    pub there: Union,
    pub mine: Union,
    pub theirs: Union,
}

impl Register {
    pub fn new(app: &App) -> Self {
        let county = plant(app, None, 30, "10", "示范县总工会");
        let here = plant(app, Some(county.id), 40, "10", "胡陈乡总工会");
        let there = plant(app, Some(county.id), 40, "10", "长街镇总工会");
        let mine = plant(app, Some(here.id), 60, "50", "宏达模具有限公司工会委员会");
        let theirs = plant(app, Some(there.id), 60, "50", "东方纺织有限公司工会委员会");
        Self { county, here, there, mine, theirs }
    }
}

/// A number of the `n`-th person of the tests.
pub fn id_number(n: u32) -> String {
    let born = Day::constant(1980, 1, 1).plus_days(i64::from(n / 400));
    kernel::IdNumber::compose(330_226, born, (n % 400 * 2 + 1) as u16).unwrap().as_str().to_owned()
}

/// Somebody to be entered.
pub fn person(name: &str, number: &str, phone: Option<&str>) -> NewPerson {
    let today = Day::constant(2026, 11, 23);
    let document = PersonDocument::parse(DocumentKind::IdCard, number, today).unwrap();
    NewPerson {
        profile: Profile { name: name.into(), sex: "1".into(), work_state: "1".into(), ..Profile::default() },
        birth: Birth { day: document.birth_day(), precision: BirthPrecision::Day },
        document,
        phone: phone.map(|p| Phone::parse(p).unwrap()),
    }
}

/// A membership to begin in a union.
pub fn joining(union: &Union, day: Day) -> NewMembership {
    NewMembership {
        union_id: union.id,
        union_path: union.path.clone().unwrap(),
        employer_id: None,
        employer_name: String::new(),
        status: Status::Active,
        event: EventKind::Joined,
        day,
        reason: String::new(),
        batch_id: None,
    }
}

/// Enters members of a union; their ids.
pub fn enter(app: &App, union: &Union, people: Vec<NewPerson>) -> Vec<Id> {
    let (keys, m) = (app.keyring().clone(), joining(union, Day::constant(2020, 3, 1)));
    let rows: Vec<_> = people.into_iter().map(|p| (p, m.clone())).collect();
    let entered = app.store().write_blocking(move |tx| {
        api::enter_people(tx, &keys, &program(), &rows).map_err(RegistryError::from)
    });
    entered.unwrap().into_iter().map(|e| e.person_id).collect()
}

/// The audit, newest first.
pub async fn trace(app: &App) -> Vec<platform::audit::AuditEntry> {
    let all = program().permit::<res::Audit, act::Read>().unwrap();
    let filter = platform::audit::Filter::default();
    app.store().read(move |tx| platform::audit::list(tx, &all, &filter, None, 100)).await.unwrap()
}

/// What the API answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// Code of the problem; also that it has the form of one.
    pub fn problem(&self) -> String {
        let v = self.json();
        assert_eq!(self.headers["content-type"], "application/problem+json", "{v}");
        let code = v["code"].as_str().unwrap().to_owned();
        assert_eq!(v["type"], format!("/problems/{code}"));
        assert_eq!(v["status"], self.status.as_u16());
        assert!(
            !v["detail"].as_str().unwrap().is_empty() && v["title"].is_string() && v["params"].is_object()
        );
        code
    }

    /// Pointers and codes of the wrong fields.
    pub fn fields(&self) -> Vec<(String, String)> {
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        let all = self.json()["errors"].as_array().cloned().unwrap_or_default();
        all.iter().map(|e| (text(&e["pointer"]), text(&e["code"]))).collect()
    }

    /// Texts of a field of the items.
    pub fn items(&self, field: &str) -> Vec<String> {
        let all = self.json()["items"].as_array().unwrap().clone();
        all.iter().map(|i| i[field].as_str().unwrap().to_owned()).collect()
    }

    pub fn etag(&self) -> String {
        self.headers["etag"].to_str().unwrap().to_owned()
    }
}

fn username(role: Role, union: Id) -> String {
    // A name is of 32 characters at most; ids are of 19.
    let role: String = role.code().replace('_', "-").chars().take(12).collect();
    format!("{role}-{union}")
}

/// The API of the modules.
pub struct Api {
    pub app: App,
    accounts: Mutex<HashSet<String>>,
    router: Router,
}

impl Api {
    pub fn new(app: &App) -> Self {
        let routers = super::modules().into_iter().flat_map(|m| [(m.anonymous_routes)(), (m.routes)()]);
        let all = routers.fold(utoipa_axum::router::OpenApiRouter::new(), |a, b| a.merge(b));
        let (router, _) = utoipa_axum::router::OpenApiRouter::new().nest("/api", all).split_for_parts();
        Self { app: app.clone(), accounts: Mutex::default(), router: router.with_state(app.clone()) }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 26).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// A new account with a role at a union, signed in. There may be several.
    pub async fn sign_in(&self, role: Role, union: Id) -> Caller<'_> {
        let mut username = username(role, union);
        while !self.accounts.lock().unwrap().insert(username.clone()) {
            username.push('x');
        }
        let named = username.clone();
        let hash = accounts::hash_password("Right-1234", &[9; 16]).unwrap();
        let totp = Some(b"12345678901234567890".to_vec());
        let new = NewAccount { username, name: "李干事".into(), hash, totp, must_change: false };
        let create = program().permit::<res::Account, act::Create>().unwrap();
        let grant = program().permit::<res::Grant, act::Create>().unwrap();
        let keys = self.app.keyring().clone();
        let made = self.app.store().write(move |tx| {
            let id = accounts::create_account(tx, &keys, &create, &new)?;
            accounts::give_role(tx, &grant, id, role, union)?;
            Ok::<_, AccountError>(())
        });
        made.await.unwrap();
        self.signed_in(&named).await
    }

    /// The first account with a role at a union once more.
    pub async fn sign_in_again(&self, role: Role, union: Id) -> Caller<'_> {
        self.signed_in(&username(role, union)).await
    }

    /// An account that is there already, with `Right-1234`.
    pub async fn sign_in_as(&self, username: &str) -> Caller<'_> {
        self.signed_in(username).await
    }

    async fn signed_in(&self, username: &str) -> Caller<'_> {
        let nobody = Caller { api: self, cookie: String::new() };
        let body = json!({ "username": username, "password": "Right-1234" });
        let step = nobody.post("/api/session/password", &body).await;
        let body = json!({ "challenge": step.json()["challenge"], "code": step.json()["demo_code"] });
        let done = nobody.post("/api/session/totp", &body).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json());
        let cookie = done.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Caller { api: self, cookie }
    }
}

impl Api {
    /// Somebody who is not signed in.
    pub fn nobody(&self) -> Caller<'_> {
        Caller { api: self, cookie: String::new() }
    }

    /// A member, signed in with phone, code, and the proof of who it is.
    pub async fn member(&self, name: &str, number: &str, phone: &str) -> Caller<'_> {
        let nobody = Caller { api: self, cookie: String::new() };
        let sent = nobody.post("/api/member_session/code", &json!({ "phone": phone })).await.json();
        let body = json!({ "phone": phone, "code": sent["demo_code"] });
        let step = nobody.post("/api/member_session", &body).await.json();
        let tail = &number[number.len() - 6..];
        let body = json!({ "challenge": step["challenge"], "name": name, "id_tail6": tail });
        let done = nobody.post("/api/member_session/identify", &body).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json());
        let cookie = done.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Caller { api: self, cookie }
    }

    /// Signs a member in whose phone has proved itself before: the code alone is enough.
    pub async fn known_member(&self, phone: &str) -> Caller<'_> {
        let nobody = self.nobody();
        let sent = nobody.post("/api/member_session/code", &json!({ "phone": phone })).await.json();
        let body = json!({ "phone": phone, "code": sent["demo_code"] });
        let done = nobody.post("/api/member_session", &body).await;
        assert_eq!(done.json()["state"], "done", "{}", done.json());
        let cookie = done.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Caller { api: self, cookie }
    }
}

/// Somebody who is signed in.
pub struct Caller<'a> {
    api: &'a Api,
    cookie: String,
}

impl Caller<'_> {
    /// The session's cookie, for requests that are no JSON.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    pub async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let mut r = Request::builder().method(method).uri(path).header("cookie", &self.cookie);
        r = headers.iter().fold(r, |r, (name, value)| r.header(*name, *value));
        let body = match body {
            Some(v) => {
                r = r.header("content-type", "application/json");
                Body::from(v.to_string())
            }
            None => Body::empty(),
        };
        self.api.send(r.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, &[], Some(body)).await
    }

    pub async fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.call("POST", path, &[("idempotency-key", key)], Some(body)).await
    }

    pub async fn post_match(&self, path: &str, etag: &str, body: &Value) -> Answer {
        self.call("POST", path, &[("if-match", etag)], Some(body)).await
    }

    pub async fn patch(&self, path: &str, etag: &str, body: &Value) -> Answer {
        self.call("PATCH", path, &[("if-match", etag)], Some(body)).await
    }

    /// Sends a form whose parts are divided by `--X`.
    pub async fn send_form(&self, path: &str, body: Vec<u8>) -> Answer {
        let r = Request::builder()
            .method("POST")
            .uri(path)
            .header("cookie", &self.cookie)
            .header("content-type", "multipart/form-data; boundary=X");
        self.api.send(r.body(Body::from(body)).unwrap()).await
    }

    /// Uploads a file into a union.
    pub async fn upload(&self, union: Id, name: &str, bytes: &[u8]) -> Answer {
        self.upload_as(union, name, bytes, &[]).await
    }

    /// The same, so that a repeat has one effect.
    pub async fn upload_once(&self, union: Id, name: &str, bytes: &[u8], key: &str) -> Answer {
        self.upload_as(union, name, bytes, &[("idempotency-key", key)]).await
    }

    async fn upload_as(&self, union: Id, name: &str, bytes: &[u8], headers: &[(&str, &str)]) -> Answer {
        let mut body = format!(
            "--X\r\nContent-Disposition: form-data; name=\"union_id\"\r\n\r\n{union}\r\n--X\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--X--\r\n");
        let r = Request::builder()
            .method("POST")
            .uri("/api/imports")
            .header("cookie", &self.cookie)
            .header("content-type", "multipart/form-data; boundary=X");
        let r = headers.iter().fold(r, |r, (name, value)| r.header(*name, *value));
        self.api.send(r.body(Body::from(body)).unwrap()).await
    }
}

/// Walks a list to its end and back to its start by cursors; the ids both ways.
pub async fn walk(caller: &Caller<'_>, path: &str, limit: usize) -> (Vec<String>, Vec<String>) {
    let page = async |after: &str| {
        let after = if after.is_empty() { String::new() } else { format!("&after={after}") };
        let answer = caller.get(&format!("{path}limit={limit}{after}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
        answer
    };
    let (mut ahead, mut last) = (Vec::new(), page("").await);
    assert_eq!(last.json()["prev"], Value::Null, "nothing lies before the first page");
    loop {
        ahead.extend(last.items("id"));
        let Some(next) = last.json()["next"].as_str().map(str::to_owned) else { break };
        last = page(&next).await;
    }
    let mut back: Vec<String> = last.items("id").into_iter().rev().collect();
    while let Some(prev) = last.json()["prev"].as_str().map(str::to_owned) {
        last = page(&prev).await;
        back.extend(last.items("id").into_iter().rev());
    }
    back.reverse();
    (ahead, back)
}
