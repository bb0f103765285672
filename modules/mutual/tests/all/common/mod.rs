//! An app over a test database, a small register with members in it, callers of the API, employers.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part, and a failure is a failed test"
)]

pub mod enrol;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use guard::{Actor, Reason, Role, act, res};
use kernel::{Day, Id};
use platform::accounts::{self, AccountError, DemoChannel, NewAccount};
use platform::sealed::{Cipher, Keyring};
use platform::{App, Config, Parts};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use registry::api::{self, Union};
use serde_json::{Value, json};
use store::{Route, Sql, Store};
use testkit::{Setup, TestDb};
use tower::ServiceExt;

pub fn setup() -> Setup {
    let all = [platform::module(), registry::module(), mutual::module()]
        .into_iter()
        .flat_map(|m| m.migrations.iter().copied());
    Setup::new(all.collect::<Vec<_>>()).hooks(|| platform::hooks(Arc::new(registry::Tree)))
}

pub fn app(db: &TestDb) -> App {
    app_seeded(db, db.seed())
}

/// The same over another store of the same database.
pub fn app_over(db: &TestDb, store: Store) -> App {
    made(db, db.seed(), store)
}

/// The same with another seed of the keys and of what is sealed with them.
pub fn app_seeded(db: &TestDb, seed: u64) -> App {
    made(db, seed, db.store().clone())
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
        config: Config { data: db.dir().to_owned(), demo: true, secure_cookies: false, public_url: None },
        org_tree: directory.clone(),
        workplaces: directory.clone(),
        case_watches: (mutual::module().cases)(),
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

/// The API of the register.
pub struct Api {
    pub app: App,
    accounts: AtomicUsize,
    router: Router,
}

impl Api {
    pub fn new(app: &App) -> Self {
        let modules = [platform::module(), registry::module(), mutual::module()];
        let routers = modules.into_iter().flat_map(|m| [(m.anonymous_routes)(), (m.routes)()]);
        let all = routers.fold(utoipa_axum::router::OpenApiRouter::new(), |a, b| a.merge(b));
        let (router, _) = utoipa_axum::router::OpenApiRouter::new().nest("/api", all).split_for_parts();
        Self { app: app.clone(), accounts: AtomicUsize::new(0), router: router.with_state(app.clone()) }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 26).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// An account with a role at a union, signed in.
    pub async fn sign_in(&self, role: Role, union: Id) -> Caller<'_> {
        let nth = self.accounts.fetch_add(1, Ordering::Relaxed);
        let username = format!("{}-{nth}-{union}", role.code().replace('_', ""));
        let named = username.clone();
        let hash = accounts::hash_password("Right-1234", &[9; 16]).unwrap();
        let totp = Some(b"12345678901234567890".to_vec());
        let new =
            NewAccount {
                username: username.clone(), name: "李干事".into(), hash, totp, must_change: false
            };
        let create = program().permit::<res::Account, act::Create>().unwrap();
        let grant = program().permit::<res::Grant, act::Create>().unwrap();
        let keys = self.app.keyring().clone();
        let made = self.app.store().write(move |tx| {
            let id = accounts::create_account(tx, &keys, &create, &new)?;
            accounts::give_role(tx, &grant, id, role, union)?;
            Ok::<_, AccountError>(())
        });
        made.await.unwrap();
        let nobody = Caller { api: self, cookie: String::new() };
        let body = json!({ "username": named, "password": "Right-1234" });
        let step = nobody.post("/api/session/password", &body).await;
        let body = json!({ "challenge": step.json()["challenge"], "code": step.json()["demo_code"] });
        let done = nobody.post("/api/session/totp", &body).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json());
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
}

/// Enters an employer that a union keeps; its id.
pub async fn employer(registrar: &Caller<'_>, union: Id, name: &str) -> String {
    let made = registrar.post("/api/employers", &json!({ "name": name, "union_id": union })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}
