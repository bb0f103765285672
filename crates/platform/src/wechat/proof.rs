//! What a browser keeps in cookies on its way through WeChat: where it began, and afterwards whose account of WeChat it has. Nothing of it
//! is stored here, so that strangers fill no table.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;

use crate::App;

/// Cookie of a way that was begun.
pub(super) const STATE: &str = "nj_wx";
/// Cookie that proves an account of WeChat.
pub(super) const PROOF: &str = "nj_wx_proof";
/// Both live ten minutes.
pub(super) const LIFE_MS: i64 = 600_000;

/// Place of the proof when it is sealed.
const PLACE: &str = "wechat-proof";

/// The value of a cookie.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut pairs = all.flat_map(|c| c.split(';')).filter_map(|p| p.trim().split_once('='));
    pairs.find(|(n, v)| *n == name && !v.is_empty()).map(|(_, v)| v)
}

/// The cookie of a way that begins now and leads to a page: chance, end, page.
pub(super) fn begin(app: &App, to: &str) -> String {
    let ends = app.clock().now().plus_ms(LIFE_MS);
    format!("{}.{}.{}", B64.encode(app.random::<24>()), ends.0, B64.encode(to))
}

/// What WeChat gives back for that cookie.
pub(super) fn state_of(app: &App, begun: &str) -> String {
    hex::encode(app.keyring().stamp("wechat-state", &[begun.as_bytes()]))
}

/// Where the way leads that this cookie began, if WeChat gave its state back in time.
pub(super) fn begun_to(app: &App, begun: &str, state: &str) -> Option<String> {
    let mut parts = begun.splitn(3, '.').skip(1);
    let ends: i64 = parts.next()?.parse().ok()?;
    let to = String::from_utf8(B64.decode(parts.next()?).ok()?).ok()?;
    // Both sides are made with a key: how long the comparison takes tells nothing that could be used.
    (state_of(app, begun) == state && app.clock().now().0 < ends).then_some(to)
}

/// The cookie that proves an account of WeChat.
pub(super) fn of_openid(app: &App, openid: &str) -> String {
    let ends = app.clock().now().plus_ms(LIFE_MS);
    B64.encode(app.keyring().seal(&format!("{} {openid}", ends.0), PLACE))
}

/// The account of WeChat that a cookie proves.
pub(super) fn openid_in(app: &App, headers: &HeaderMap) -> Option<String> {
    let sealed = B64.decode(cookie(headers, PROOF)?).ok()?;
    let plain = app.keyring().open(&sealed, PLACE).ok()?;
    let (ends, openid) = plain.split_once(' ')?;
    (app.clock().now().0 < ends.parse().ok()?).then(|| openid.to_owned())
}
