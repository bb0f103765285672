//! What WeChat documents of its interface, on an own thread: tokens that run out and are counted, codes that are good for five minutes and
//! once, subscribe and template messages, the menu; each refusal with the code that is documented for it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use kernel::{Clock, ManualClock, Timestamp};
use serde_json::{Value, json};

pub const APP_ID: &str = "wx0123456789abcdef";
pub const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// Milliseconds for which a code, and a token, holds.
const CODE_MS: i64 = 300_000;
const TOKEN_MS: i64 = 7_200_000;
/// The token before the newest one holds so long after it.
const OLD_TOKEN_MS: i64 = 300_000;
/// A repeat with the same `client_msg_id` is told for so long.
const REPEAT_MS: i64 = 600_000;

/// A message that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    pub openid: String,
    pub body: Value,
}

#[derive(Default)]
pub struct Inner {
    /// Token and when it is over; the newest is the last.
    tokens: Vec<(String, Timestamp)>,
    /// How often a token was asked for.
    pub token_calls: usize,
    /// How many token calls the day has.
    pub token_limit: usize,
    /// Code, openid, end; taken away when used.
    codes: HashMap<String, (String, Timestamp)>,
    used: HashSet<String>,
    /// Who follows the account.
    pub followers: HashSet<String>,
    /// Agreements by openid and template.
    pub agreed: HashMap<(String, String), i64>,
    /// Fields by template.
    pub templates: HashMap<String, Vec<String>>,
    /// Messages that were taken, in order.
    pub taken: Vec<Taken>,
    repeats: HashMap<String, Timestamp>,
    /// Take the next message, and hang up without an answer.
    pub swallow: bool,
    /// Refuse every message with this code.
    pub refuse: i64,
    pub menu: Option<Value>,
    pub tickets: usize,
}

#[derive(Clone)]
pub struct StandIn {
    inner: Arc<Mutex<Inner>>,
    clock: Arc<ManualClock>,
    pub address: String,
}

type Asked = Query<HashMap<String, String>>;

fn refused(code: i64) -> Response {
    Json(json!({ "errcode": code, "errmsg": format!("refused {code}") })).into_response()
}

fn ok() -> Response {
    Json(json!({ "errcode": 0, "errmsg": "ok" })).into_response()
}

impl StandIn {
    pub fn start(clock: Arc<ManualClock>) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let inner = Inner { token_limit: 2_000, ..Inner::default() };
        let me = Self { inner: Arc::new(Mutex::new(inner)), clock, address };
        let router = Router::new()
            .route("/cgi-bin/token", get(token))
            .route("/cgi-bin/ticket/getticket", get(ticket))
            .route("/cgi-bin/get_api_domain_ip", get(addresses))
            .route("/sns/oauth2/access_token", get(openid))
            .route("/cgi-bin/message/subscribe/bizsend", post(subscribe))
            .route("/cgi-bin/message/template/send", post(template))
            .route("/cgi-bin/menu/create", post(menu_create))
            .route("/cgi-bin/menu/get", get(menu_get))
            .route("/cgi-bin/menu/delete", get(menu_delete))
            .with_state(me.clone());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, router).await.unwrap();
            });
        });
        me
    }

    pub fn with(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// What WeChat's page gives a browser back for somebody.
    pub fn code_for(&self, openid: &str) -> String {
        let ends = self.clock.now().plus_ms(CODE_MS);
        let mut inner = self.with();
        let code = format!("CODE{}", inner.codes.len() + inner.used.len());
        inner.codes.insert(code.clone(), (openid.to_owned(), ends));
        code
    }

    /// The tokens that were given out are over from now on.
    pub fn end_tokens(&self) {
        self.with().tokens.iter_mut().for_each(|t| t.1 = Timestamp(0));
    }

    /// Whether the call may be made: the documented refusal if not.
    fn admitted(&self, asked: &HashMap<String, String>) -> Result<(), i64> {
        let given = asked.get("access_token").map(String::as_str).unwrap_or_default();
        let now = self.clock.now();
        match self.with().tokens.iter().find(|(t, _)| t == given) {
            None => Err(40001),
            Some((_, ends)) if *ends <= now => Err(42001),
            Some(_) => Ok(()),
        }
    }
}

async fn token(State(me): State<StandIn>, Query(asked): Asked) -> Response {
    let now = me.clock.now();
    let mut inner = me.with();
    inner.token_calls += 1;
    let of = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    if of("grant_type") != "client_credential" {
        return refused(40002);
    }
    if of("appid") != APP_ID {
        return refused(40013);
    }
    if of("secret") != SECRET {
        return refused(40125);
    }
    if inner.token_calls > inner.token_limit {
        return refused(45009);
    }
    inner.tokens.iter_mut().for_each(|t| t.1 = t.1.min(now.plus_ms(OLD_TOKEN_MS)));
    let token = format!("AT{}", inner.tokens.len());
    inner.tokens.push((token.clone(), now.plus_ms(TOKEN_MS)));
    Json(json!({ "access_token": token, "expires_in": TOKEN_MS / 1000 })).into_response()
}

async fn ticket(State(me): State<StandIn>, Query(asked): Asked) -> Response {
    if let Err(code) = me.admitted(&asked) {
        return refused(code);
    }
    let mut inner = me.with();
    inner.tickets += 1;
    Json(json!({ "errcode": 0, "errmsg": "ok", "ticket": format!("TICKET{}", inner.tickets), "expires_in": 7200 }))
        .into_response()
}

async fn addresses(State(me): State<StandIn>, Query(asked): Asked) -> Response {
    if let Err(code) = me.admitted(&asked) {
        return refused(code);
    }
    Json(json!({ "ip_list": ["127.0.0.1"] })).into_response()
}

async fn openid(State(me): State<StandIn>, Query(asked): Asked) -> Response {
    let of = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    if of("appid") != APP_ID || of("secret") != SECRET || of("grant_type") != "authorization_code" {
        return refused(40013);
    }
    let (now, code) = (me.clock.now(), of("code"));
    let mut inner = me.with();
    if code.is_empty() {
        return refused(41008);
    }
    if inner.used.contains(code) {
        return refused(40163);
    }
    let Some((openid, ends)) = inner.codes.remove(code) else { return refused(40029) };
    inner.used.insert(code.to_owned());
    if ends <= now {
        return refused(40029);
    }
    Json(json!({
        "access_token": "PAGE", "expires_in": 7200, "refresh_token": "R", "openid": openid, "scope": "snsapi_base"
    }))
    .into_response()
}

/// What both kinds of messages are refused for.
fn faulty(me: &StandIn, asked: &HashMap<String, String>, body: &Value) -> Result<(String, String), i64> {
    me.admitted(asked)?;
    let inner = me.with();
    if inner.refuse != 0 {
        return Err(inner.refuse);
    }
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (openid, template) = (text("touser"), text("template_id"));
    let fields = inner.templates.get(&template).ok_or(40037)?;
    let given: Vec<&String> = body["data"].as_object().map(|d| d.keys().collect()).unwrap_or_default();
    let short = |f: &&String| {
        !f.starts_with("thing")
            || body["data"][f.as_str()]["value"].as_str().is_some_and(|v| v.chars().count() <= 20)
    };
    if given.len() != fields.len() || !given.iter().all(|g| fields.contains(*g)) || !given.iter().all(short) {
        return Err(47003);
    }
    if !openid.starts_with('o') {
        return Err(40003);
    }
    Ok((openid, template))
}

/// Takes a message; 500 without a word if it is to be swallowed.
fn take(me: &StandIn, openid: String, body: Value) -> Response {
    let mut inner = me.with();
    inner.taken.push(Taken { openid, body });
    if std::mem::take(&mut inner.swallow) { StatusCode::INTERNAL_SERVER_ERROR.into_response() } else { ok() }
}

async fn subscribe(State(me): State<StandIn>, Query(asked): Asked, Json(body): Json<Value>) -> Response {
    let (openid, template) = match faulty(&me, &asked, &body) {
        Ok(found) => found,
        Err(code) => return refused(code),
    };
    let mut inner = me.with();
    match inner.agreed.get_mut(&(openid.clone(), template)) {
        Some(left) if *left > 0 => *left -= 1,
        _ => return refused(43101),
    }
    drop(inner);
    take(&me, openid, body)
}

async fn template(State(me): State<StandIn>, Query(asked): Asked, Json(body): Json<Value>) -> Response {
    let (openid, _) = match faulty(&me, &asked, &body) {
        Ok(found) => found,
        Err(code) => return refused(code),
    };
    let now = me.clock.now();
    let mut inner = me.with();
    if !inner.followers.contains(&openid) {
        return refused(43004);
    }
    if let Some(id) = body["client_msg_id"].as_str() {
        let told = inner.repeats.get(id).is_some_and(|at| now.0 - at.0 < REPEAT_MS);
        if told {
            return ok();
        }
        inner.repeats.insert(id.to_owned(), now);
    }
    drop(inner);
    take(&me, openid, body)
}

async fn menu_create(State(me): State<StandIn>, Query(asked): Asked, Json(body): Json<Value>) -> Response {
    if let Err(code) = me.admitted(&asked) {
        return refused(code);
    }
    let buttons = body["button"].as_array().cloned().unwrap_or_default();
    if buttons.is_empty() || buttons.len() > 3 {
        return refused(40016);
    }
    for b in &buttons {
        let below = b["sub_button"].as_array().cloned().unwrap_or_default();
        if b["name"].as_str().is_none_or(|n| n.is_empty() || n.len() > 16) {
            return refused(40018);
        }
        if below.len() > 5 {
            return refused(40023);
        }
        if below.iter().any(|s| s["name"].as_str().is_none_or(|n| n.is_empty() || n.len() > 60)) {
            return refused(40025);
        }
        let leads = |e: &Value| e["type"] == "view" && e["url"].as_str().is_some_and(|u| u.len() <= 1024);
        if !(if below.is_empty() { leads(b) } else { below.iter().all(leads) }) {
            return refused(40054);
        }
    }
    me.with().menu = Some(body);
    ok()
}

async fn menu_get(State(me): State<StandIn>, Query(asked): Asked) -> Response {
    if let Err(code) = me.admitted(&asked) {
        return refused(code);
    }
    match &me.with().menu {
        None => refused(46003),
        Some(menu) => Json(json!({ "menu": menu })).into_response(),
    }
}

async fn menu_delete(State(me): State<StandIn>, Query(asked): Asked) -> Response {
    if let Err(code) = me.admitted(&asked) {
        return refused(code);
    }
    me.with().menu = None;
    ok()
}
