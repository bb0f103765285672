//! The one place where the access token and the ticket for pages are taken: kept sealed in the database for all processes, fetched early
//! by one of them, fetched again when the interface says that they are over.

use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::Value;

use super::protocol::{self, CallError};
use super::store::token::{self as sql, Kept};
use super::{WechatConfig, sealed};
use crate::App;

/// A new one is fetched so many milliseconds before the old one is over.
const EARLY_MS: i64 = 300_000;

/// Whoever fetches has so many milliseconds; then another one may.
const BUSY_MS: i64 = 15_000;

/// Others wait so long for whoever fetches.
const PATIENCE: Duration = Duration::from_secs(12);

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// For calls of the interface.
    Access,
    /// For pages that ask WeChat for something.
    Ticket,
}

impl TokenKind {
    /// Key of the row: another official account has others.
    fn key(self, config: &WechatConfig) -> String {
        let kind = if self == Self::Access { "access" } else { "ticket" };
        format!("{kind}:{}", config.app_id)
    }
}

/// A token in hand.
#[derive(Debug)]
struct Taken {
    text: String,
    version: i64,
}

fn open(app: &App, key: &str, kept: &Kept) -> Option<Taken> {
    let text = app.keyring().open(&kept.sealed, &sealed::token_context(key)).ok()?;
    Some(Taken { text, version: kept.version })
}

/// The one that is kept, or what `fetch` brings; whoever comes second waits for that.
async fn take(
    app: &App,
    config: &WechatConfig,
    kind: TokenKind,
    fetch: impl Future<Output = Result<(String, i64), CallError>>,
) -> Result<Taken, CallError> {
    let (key, begun) = (kind.key(config), Instant::now());
    loop {
        let name = key.clone();
        let kept = app.store().read(move |tx| sql::get(tx, &name)).await?;
        let now = app.clock().now();
        let held = kept.as_ref().filter(|k| k.ends_at > now).and_then(|k| open(app, &key, k));
        let fresh = kept.as_ref().is_some_and(|k| k.ends_at > now.plus_ms(EARLY_MS));
        if let (Some(held), true) = (&held, fresh) {
            return Ok(Taken { text: held.text.clone(), version: held.version });
        }
        let (name, seen) = (key.clone(), kept.map(|k| k.version));
        let mine = app.store().write(move |tx| sql::claim(tx, &name, seen, now.plus_ms(BUSY_MS))).await?;
        if mine {
            let version = seen.unwrap_or(0);
            return match keep(app, key, version, fetch.await).await {
                Ok(taken) => Ok(taken),
                // The old one still holds for some minutes.
                Err(e) => held.ok_or(e),
            };
        }
        if let Some(held) = held {
            return Ok(held);
        }
        if begun.elapsed() > PATIENCE {
            return Err(CallError::NotSent("another process is fetching the token".into()));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Keeps what was fetched; after a failure the next one may try.
async fn keep(
    app: &App,
    key: String,
    version: i64,
    fetched: Result<(String, i64), CallError>,
) -> Result<Taken, CallError> {
    match fetched {
        Ok((text, seconds)) => {
            let sealed = app.keyring().seal(&text, &sealed::token_context(&key));
            let ends_at = app.clock().now().plus_ms(seconds * 1000);
            app.store().write(move |tx| sql::put(tx, &key, version, &sealed, ends_at)).await?;
            Ok(Taken { text, version: version + 1 })
        }
        Err(e) => {
            app.store().write(move |tx| sql::release(tx, &key, version)).await?;
            Err(e)
        }
    }
}

async fn fetch_ticket(app: &App, config: &WechatConfig) -> Result<(String, i64), CallError> {
    let value =
        with_token(app, config, Method::GET, "/cgi-bin/ticket/getticket", Some("type=jsapi"), None).await?;
    let text =
        value["ticket"].as_str().ok_or_else(|| CallError::Unclear("no ticket in the answer".into()))?;
    Ok((text.to_owned(), value["expires_in"].as_i64().unwrap_or_default()))
}

/// The ticket that pages are signed with.
pub(super) async fn page_ticket(app: &App, config: &WechatConfig) -> Result<String, CallError> {
    Ok(take(app, config, TokenKind::Ticket, fetch_ticket(app, config)).await?.text)
}

/// Until when the access token that is kept holds; none if there is none.
pub(super) fn held_until(
    tx: &mut store::Tx<'_>,
    config: &WechatConfig,
) -> store::DbResult<Option<kernel::Timestamp>> {
    let now = tx.now();
    Ok(sql::get(tx, &TokenKind::Access.key(config))?.map(|k| k.ends_at).filter(|at| *at > now))
}

/// A call with the access token; once more with a new one if the interface says that it is over.
pub(super) async fn with_token(
    app: &App,
    config: &WechatConfig,
    method: Method,
    path: &str,
    query: Option<&str>,
    body: Option<&Value>,
) -> Result<Value, CallError> {
    let mut again = true;
    loop {
        let taken = take(app, config, TokenKind::Access, protocol::access_token(config)).await;
        // Without a token the call itself was never sent.
        let taken = taken.map_err(|e| match e {
            CallError::Unclear(why) => CallError::NotSent(why),
            other => other,
        })?;
        let more = query.map(|q| format!("&{q}")).unwrap_or_default();
        let full = format!("{path}?access_token={}{more}", protocol::encode(&taken.text));
        match protocol::call(config, method.clone(), &full, body).await {
            Err(CallError::Refused(code)) if again && protocol::STALE_TOKEN.contains(&code) => {
                again = false;
                let (key, version) = (TokenKind::Access.key(config), taken.version);
                app.store().write(move |tx| sql::use_up(tx, &key, version)).await?;
            }
            other => return other,
        }
    }
}
