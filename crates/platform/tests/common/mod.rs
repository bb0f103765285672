//! An app over a test database, with a small tree of unions, and its API without a network.
#![allow(dead_code, clippy::unwrap_used, reason = "a test; not every test file uses everything")]

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use guard::{Actor, Grant, Reason, Role, act, res};
use kernel::{Id, OrgPath, Phone};
use platform::accounts::{
    self, AccountError, DemoChannel, MemberDirectory, NewAccount, OrgTree, Provable, Workplace, Workplaces,
};
use platform::sealed::{Cipher, Keyring};
use platform::{App, Config, Parts};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};
use store::{DbResult, Route, Sql, Store, Tx};
use testkit::{Setup, TestDb};
use tower::ServiceExt;

pub fn setup() -> Setup {
    Setup::new(platform::module().migrations.to_vec())
        .hooks(|| platform::hooks(std::sync::Arc::new(platform::indicators::Flat)))
}

/// Union 1 is 宁海县总工会, union 2 a township's below it; nobody signs in as a member.
struct Tree;

pub fn place(union: i64) -> OrgPath {
    let county = OrgPath::top().child(1).unwrap();
    if union == 1 { county } else { county.child(u32::try_from(union).unwrap()).unwrap() }
}

impl OrgTree for Tree {
    fn place(&self, _: &mut Tx<'_>, union_id: Id) -> DbResult<Option<(OrgPath, String)>> {
        Ok((1..=2).contains(&union_id.0).then(|| (place(union_id.0), format!("工会{union_id}"))))
    }

    fn union_at(&self, _: &mut Tx<'_>, path: &OrgPath) -> DbResult<Option<(Id, String)>> {
        Ok((1..=2).find(|n| place(*n) == *path).map(|n| (Id(n), format!("工会{n}"))))
    }

    fn union_code(&self, _: &mut Tx<'_>, union_id: Id) -> DbResult<Option<String>> {
        Ok(Some(format!("U{union_id}")))
    }

    fn division_of(&self, _: &mut Tx<'_>, union_id: Id) -> DbResult<Option<String>> {
        Ok(match union_id.0 {
            1 => Some("330226".to_owned()),
            2 => Some("330226101".to_owned()),
            _ => None,
        })
    }

    fn division_name(&self, _: &mut Tx<'_>, code: &str) -> DbResult<Option<String>> {
        let known = [("330000", "浙江省"), ("330200", "宁波市"), ("330226", "宁海县"), ("331083", "玉环市")];
        Ok(known.iter().find(|(c, _)| *c == code).map(|(_, name)| (*name).to_owned()))
    }
}

impl Workplaces for Tree {
    fn of_member(&self, _: &mut Tx<'_>, _: Id) -> DbResult<Option<Workplace>> {
        Ok(None)
    }

    fn of_employer(&self, _: &mut Tx<'_>, _: Id) -> DbResult<Option<Workplace>> {
        Ok(None)
    }

    fn of_code(&self, _: &mut Tx<'_>, _: &str) -> DbResult<Option<Workplace>> {
        Ok(None)
    }
}

impl MemberDirectory for Tree {
    fn records(&self, _: &mut Tx<'_>, person_id: Id) -> DbResult<Vec<Id>> {
        Ok(vec![person_id])
    }

    fn phone_of(&self, _: &mut store::Tx<'_>, _: Id) -> DbResult<Option<kernel::Phone>> {
        Ok(None)
    }

    fn by_phone(&self, _: &mut Tx<'_>, _: &Phone) -> DbResult<Vec<Provable>> {
        Ok(Vec::new())
    }
    fn prove(&self, _: &mut Tx<'_>, _: &Phone, _: &str, _: &str) -> DbResult<Option<Provable>> {
        Ok(None)
    }
    fn by_id(&self, _: &mut Tx<'_>, _: Id) -> DbResult<Option<Provable>> {
        Ok(None)
    }
}

/// A program over this store.
pub fn app_on(db: &TestDb, store: Store) -> App {
    App::new(Parts {
        store,
        keyring: Arc::new(Keyring::generate(Cipher::Sm4Gcm, ChaCha20Rng::seed_from_u64(1))),
        clock: db.clock().clone(),
        config: Config {
            data: db.dir().to_owned(),
            demo: true,
            secure_cookies: false,
            public_url: None,
            wechat: None,
        },
        org_tree: Arc::new(Tree),
        workplaces: Arc::new(Tree),
        case_watches: Vec::new(),
        directory: Arc::new(Tree),
        channel: Arc::new(DemoChannel),
        seed: [7; 32],
    })
}

/// A program with its dated data loaded.
pub fn app(db: &TestDb) -> App {
    let app = app_on(db, db.store().clone());
    app.load_dated().unwrap();
    app
}

pub fn staff(id: i64, role: Role, union: i64) -> Actor {
    let path = if role.is_admin() { OrgPath::top() } else { place(union) };
    Actor::staff(Id(id), format!("账号{id}"), vec![Grant { role, union_id: Id(union), path }])
}

/// The audit's details of one deed, oldest first.
pub fn audited(app: &App, action: &str) -> Vec<String> {
    let text = format!("SELECT detail FROM audit_entry WHERE action = '{action}' ORDER BY id");
    let sql = Sql::composed("test", Route::FanOut("test"), text);
    app.store().read_blocking(move |tx| tx.query(&sql, &[], |r| r.get(0))).unwrap()
}

/// The API of the platform, as one server's router.
pub struct Api {
    pub app: App,
    router: Router,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
    pub etag: String,
    cookie: String,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
}

impl Api {
    pub fn new(app: &App) -> Self {
        let module = platform::module();
        let all = (module.anonymous_routes)().merge((module.routes)());
        let (router, _) = all.split_for_parts();
        Self { app: app.clone(), router: router.with_state(app.clone()) }
    }

    /// An account with a role, signed in: its cookie.
    pub async fn sign_in(&self, username: &str, role: Role, union: i64) -> String {
        let hash = accounts::hash_password("Right-1234", &[9; 16]).unwrap();
        let totp = Some(b"12345678901234567890".to_vec());
        let new =
            NewAccount { username: username.into(), name: username.into(), hash, totp, must_change: false };
        let actor = Actor::system(Reason::Cli, "t");
        let create = actor.permit::<res::Account, act::Create>().unwrap();
        let grant = actor.permit::<res::Grant, act::Create>().unwrap();
        let keys = self.app.keyring().clone();
        let made = self.app.store().write(move |tx| {
            let id = accounts::create_account(tx, &keys, &create, &new)?;
            accounts::give_role(tx, &grant, id, role, Id(union))?;
            Ok::<_, AccountError>(())
        });
        made.await.unwrap();
        let body = json!({ "username": username, "password": "Right-1234" });
        let step = self.send("POST", "/session/password", "", "", body).await;
        assert_eq!(step.status, StatusCode::OK, "{}", step.body);
        let body = json!({ "challenge": step.body["challenge"], "code": step.body["demo_code"] });
        let done = self.send("POST", "/session/totp", "", "", body).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        done.cookie.split(';').next().unwrap().to_owned()
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send("GET", path, cookie, "", Value::Null).await
    }

    pub async fn send(&self, method: &str, path: &str, cookie: &str, etag: &str, body: Value) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("cookie", cookie);
        if !etag.is_empty() {
            request = request.header("if-match", etag);
        }
        let request = request.header("content-type", "application/json");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let text = |name: &str| {
            response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
        };
        let (etag, cookie) = (text("etag"), text("set-cookie"));
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
        Answer { status, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null), etag, cookie }
    }
}
