//! A program with an official account, and a few members who are proved by their phones.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use guard::{Actor, Reason, Role, act, res};
use kernel::{Id, OrgPath, Phone};
use platform::accounts::{
    self, AccountError, DemoChannel, Limits, MemberDirectory, NewAccount, OrgTree, Provable, Workplace,
    Workplaces,
};
use platform::sealed::{Cipher, Keyring};
use platform::wechat::WechatConfig;
use platform::{App, Config, Parts};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};
use store::{DbResult, Store, Tx};
use testkit::{Setup, TestDb};
use tower::ServiceExt;

use crate::stand_in::{APP_ID, SECRET, StandIn};

pub fn setup() -> Setup {
    Setup::new(platform::module().migrations.to_vec())
        .hooks(|| platform::hooks(Arc::new(platform::indicators::Flat)))
}

/// Members 11 to 19, each with a phone of their own.
struct Register;

fn phone(person: Id) -> Option<Phone> {
    (11..=19).contains(&person.0).then(|| Phone::parse(&format!("138001380{}", person.0)).unwrap())
}

fn member(id: i64) -> Provable {
    Provable { person_id: Id(id), name: format!("会员{id}") }
}

impl OrgTree for Register {
    fn place(&self, _: &mut Tx<'_>, _: Id) -> DbResult<Option<(OrgPath, String)>> {
        Ok(None)
    }
    fn union_at(&self, _: &mut Tx<'_>, _: &OrgPath) -> DbResult<Option<(Id, String)>> {
        Ok(None)
    }
    fn union_code(&self, _: &mut Tx<'_>, _: Id) -> DbResult<Option<String>> {
        Ok(None)
    }
    fn division_of(&self, _: &mut Tx<'_>, _: Id) -> DbResult<Option<String>> {
        Ok(None)
    }
    fn division_name(&self, _: &mut Tx<'_>, _: &str) -> DbResult<Option<String>> {
        Ok(None)
    }
}

impl Workplaces for Register {
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

impl MemberDirectory for Register {
    fn by_phone(&self, _: &mut Tx<'_>, given: &Phone) -> DbResult<Vec<Provable>> {
        Ok((11..=19).filter(|id| phone(Id(*id)).is_some_and(|p| p == *given)).map(member).collect())
    }
    fn prove(&self, _: &mut Tx<'_>, _: &Phone, _: &str, _: &str) -> DbResult<Option<Provable>> {
        Ok(None)
    }
    fn phone_of(&self, _: &mut Tx<'_>, id: Id) -> DbResult<Option<Phone>> {
        Ok(phone(id))
    }
    fn by_id(&self, _: &mut Tx<'_>, id: Id) -> DbResult<Option<Provable>> {
        Ok(phone(id).map(|_| member(id.0)))
    }
    fn records(&self, _: &mut Tx<'_>, id: Id) -> DbResult<Vec<Id>> {
        Ok(vec![id])
    }
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// Where a browser is led.
    pub fn location(&self) -> &str {
        self.headers.get("location").and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

/// One process of the program.
pub struct Program {
    pub app: App,
    router: Router,
}

/// A browser: cookies by name.
#[derive(Clone, Default)]
pub struct Browser(HashMap<String, String>);

impl Browser {
    /// A browser in which a member is signed in.
    pub fn of(program: &Program, person: i64) -> Self {
        let (token, limits) = (format!("token-of-{person}"), Limits::of(&program.app));
        let name = token.clone();
        let signed =
            move |tx: &mut Tx<'_>| accounts::sign_in_member_by_token(tx, &limits, Id(person), &name, "test");
        tokio::task::block_in_place(|| program.app.store().write_blocking(signed)).unwrap();
        Self([("nj_session".to_owned(), token)].into())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub fn get(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }

    fn header(&self) -> String {
        self.0.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for c in headers.get_all("set-cookie") {
            let (pair, rest) = c.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            assert!(rest.contains("HttpOnly") && rest.contains("SameSite=Lax"), "{rest}");
            if rest.contains("Max-Age=0") {
                self.0.remove(name);
            } else {
                self.0.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Program {
    /// A program over this store whose account is that of the stand-in; `change` changes what is configured.
    pub fn over(
        db: &TestDb,
        store: Store,
        stand_in: &StandIn,
        change: impl FnOnce(&mut WechatConfig),
    ) -> Self {
        let mut wechat = WechatConfig::documented(APP_ID, SECRET, "https://gh.example/");
        wechat.api.clone_from(&stand_in.address);
        change(&mut wechat);
        Self::with(db, store, Some(wechat))
    }

    pub fn with(db: &TestDb, store: Store, wechat: Option<WechatConfig>) -> Self {
        let app = App::new(Parts {
            store,
            keyring: Arc::new(Keyring::generate(Cipher::Sm4Gcm, ChaCha20Rng::seed_from_u64(1))),
            clock: db.clock().clone(),
            config: Config {
                data: db.dir().to_owned(),
                demo: true,
                secure_cookies: false,
                public_url: Some("https://gh.example".to_owned()),
                wechat,
            },
            org_tree: Arc::new(Register),
            workplaces: Arc::new(Register),
            case_watches: Vec::new(),
            directory: Arc::new(Register),
            channel: Arc::new(DemoChannel),
            seed: [7; 32],
        });
        tokio::task::block_in_place(|| app.load_dated()).unwrap();
        let module = platform::module();
        let (router, _) = (module.anonymous_routes)().merge((module.routes)()).split_for_parts();
        Self { router: router.with_state(app.clone()), app }
    }

    pub async fn send(&self, browser: &mut Browser, method: &str, path: &str, body: Value) -> Answer {
        self.send_over(browser, method, path, "", body).await
    }

    /// With the version that was seen.
    pub async fn send_over(
        &self,
        browser: &mut Browser,
        method: &str,
        path: &str,
        version: &str,
        body: Value,
    ) -> Answer {
        let mut request =
            Request::builder().method(method).uri(path).header("content-type", "application/json");
        request = request.header("cookie", browser.header());
        if !version.is_empty() {
            request = request.header("if-match", format!("\"{version}\""));
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        browser.keep(&headers);
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
    }

    pub async fn get(&self, browser: &mut Browser, path: &str) -> Answer {
        self.send(browser, "GET", path, Value::Null).await
    }

    /// The way through WeChat: out, and back with the code of somebody.
    pub async fn through(&self, browser: &mut Browser, stand_in: &StandIn, openid: &str, to: &str) -> Answer {
        let state = self.out(browser, to).await;
        let code = stand_in.code_for(openid);
        self.back(browser, &code, &state).await
    }

    /// Out to WeChat: the state that is given along.
    pub async fn out(&self, browser: &mut Browser, to: &str) -> String {
        let answer = self.get(browser, &format!("/wechat/begin?to={to}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let location = answer.location();
        assert!(
            location
                .starts_with("https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx0123456789abcdef&")
        );
        assert!(
            location.contains("redirect_uri=https%3A%2F%2Fgh.example%2Fapi%2Fwechat%2Freturn&"),
            "{location}"
        );
        assert!(location.contains("scope=snsapi_base") && location.ends_with("#wechat_redirect"));
        location.split("state=").nth(1).unwrap().split('#').next().unwrap().to_owned()
    }

    /// Back from WeChat.
    pub async fn back(&self, browser: &mut Browser, code: &str, state: &str) -> Answer {
        let answer = self.get(browser, &format!("/wechat/return?code={code}&state={state}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer
    }

    /// Binds somebody's account of WeChat.
    pub async fn bind(&self, browser: &mut Browser, stand_in: &StandIn, openid: &str) -> Answer {
        self.through(browser, stand_in, openid, "/").await;
        self.send(browser, "POST", "/me/wechat", json!({ "consent": true })).await
    }

    /// A signed-in system administrator.
    pub async fn administrator(&self, name: &str, role: Role) -> Browser {
        let hash = accounts::hash_password("Right-1234", &[9; 16]).unwrap();
        let totp = Some(b"12345678901234567890".to_vec());
        let new = NewAccount { username: name.into(), name: name.into(), hash, totp, must_change: false };
        let actor = Actor::system(Reason::Cli, "t");
        let create = actor.permit::<res::Account, act::Create>().unwrap();
        let grant = actor.permit::<res::Grant, act::Create>().unwrap();
        let keys = self.app.keyring().clone();
        let made = self.app.store().write(move |tx| {
            let id = accounts::create_account(tx, &keys, &create, &new)?;
            accounts::give_role(tx, &grant, id, role, Id(0))?;
            Ok::<_, AccountError>(())
        });
        made.await.unwrap();
        let mut browser = Browser::default();
        let body = json!({ "username": name, "password": "Right-1234" });
        let step = self.send(&mut browser, "POST", "/session/password", body).await;
        let body = json!({ "challenge": step.body["challenge"], "code": step.body["demo_code"] });
        let done = self.send(&mut browser, "POST", "/session/totp", body).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        browser
    }

    /// Puts a template down for a topic.
    pub async fn template(&self, admin: &mut Browser, topic: &str, kind: &str, id: &str) {
        let form = json!({
            "kind": kind, "template_id": id, "enabled": true,
            "fields": [{ "name": "thing1", "source": "topic" }, { "name": "time2", "source": "time" }]
        });
        let put = self.send_over(admin, "PUT", &format!("/wechat/templates/{topic}"), "0", form).await;
        assert_eq!(put.status, StatusCode::NO_CONTENT, "{}", put.body);
    }

    /// Writes a notice that leads to a page.
    pub fn tell(&self, person: i64, link: &'static str) {
        let told = move |tx: &mut Tx<'_>| {
            platform::notices::send(tx, Id(person), "您在“看电影”中中奖了", "电影票两张", link)
        };
        self.app.store().write_blocking(told).unwrap();
    }

    /// Runs every job that is due.
    pub fn run(&self) {
        platform::jobs::run_all_now(&self.app, (platform::module().jobs)()).unwrap();
    }

    /// State, reason and tries of the messages, newest first, as the administrator sees them.
    pub async fn messages(&self, admin: &mut Browser) -> Vec<(String, String, i64)> {
        let list = self.get(admin, "/wechat/messages").await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.body);
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        let row = |m: &Value| (text(&m["state"]), text(&m["reason"]), m["tries"].as_i64().unwrap());
        list.body["items"].as_array().unwrap().iter().map(row).collect()
    }
}

impl Browser {
    /// With one cookie more.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), value.to_owned());
        self
    }
}
