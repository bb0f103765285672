//! The documented calls of the interface and what their refusals mean.

use axum::http::Method;
use serde_json::Value;
use store::DbError;

use super::WechatConfig;
use super::wire::{self, WireError};

/// Why a call brought nothing.
#[derive(Debug)]
pub(super) enum CallError {
    /// From the database.
    Db(DbError),
    /// Nothing was sent.
    NotSent(String),
    /// It was sent; whether it was worked off is not known.
    Unclear(String),
    /// The interface said no, with its code.
    Refused(i64),
}

impl From<DbError> for CallError {
    fn from(e: DbError) -> Self {
        Self::Db(e)
    }
}

/// Codes that mean: take another access token.
pub(super) const STALE_TOKEN: [i64; 3] = [40001, 40014, 42001];
/// The account, its secret or the address of the server is wrong: somebody has to put it right.
pub(super) const MISCONFIGURED: [i64; 4] = [40013, 40125, 40164, 61004];
/// Busy, try again.
pub(super) const BUSY: i64 = -1;
/// The calls of the day are used up.
pub(super) const DAY_OVER: i64 = 45009;
/// There is no menu.
pub(super) const NO_MENU: i64 = 46003;
/// The person takes no (more) messages of this template.
pub(super) const NOT_AGREED: i64 = 43101;

/// What a code of the interface means, in Chinese, without a full stop.
pub(super) fn meaning(code: i64) -> &'static str {
    match code {
        BUSY => "微信系统繁忙",
        40001 | 40014 | 42001 => "调用凭证失效",
        40003 => "该微信号不属于本公众号",
        40013 => "AppID 不正确",
        40029 => "登录凭证无效",
        40163 => "登录凭证已经用过",
        41008 => "缺少登录凭证",
        40125 => "AppSecret 不正确",
        40164 => "服务器地址不在公众号的 IP 白名单中",
        40037 => "模板编号不正确",
        41030 => "跳转页面不正确",
        43004 => "对方没有关注公众号",
        NOT_AGREED => "对方没有订阅或已拒收",
        DAY_OVER => "今天的调用次数已经用完",
        45011 => "调用过于频繁",
        NO_MENU => "公众号还没有菜单",
        40015..=40020 => "菜单内容不符合微信的要求",
        40023..=40027 => "二级菜单不符合微信的要求",
        40054 | 40055 => "菜单的网址不在公众号的业务域名之内",
        47003 => "模板的字段与微信登记的不一致",
        48001 => "公众号没有这项接口的权限",
        50001 => "公众号没有这项接口的授权",
        61004 => "服务器地址没有登记",
        _ => "微信没有接受",
    }
}

/// A text as part of a query.
pub(super) fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Calls the interface. An answer without an error code is a success.
pub(super) async fn call(
    config: &WechatConfig,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Result<Value, CallError> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let answer = wire::call(&config.api, &config.roots, method, path, body).await.map_err(|e| match e {
        WireError::NotSent(why) => CallError::NotSent(why),
        WireError::Unclear(why) => CallError::Unclear(why),
    })?;
    let value: Value = serde_json::from_slice(&answer).map_err(|e| CallError::Unclear(e.to_string()))?;
    match value["errcode"].as_i64() {
        None | Some(0) => Ok(value),
        Some(code) => Err(CallError::Refused(code)),
    }
}

fn text<'v>(value: &'v Value, name: &str) -> Result<&'v str, CallError> {
    value[name].as_str().ok_or_else(|| CallError::Unclear(format!("no {name} in the answer")))
}

/// A fresh access token and the seconds that it holds for.
pub(super) async fn access_token(config: &WechatConfig) -> Result<(String, i64), CallError> {
    let path = format!(
        "/cgi-bin/token?grant_type=client_credential&appid={}&secret={}",
        encode(&config.app_id),
        encode(&config.secret)
    );
    let value = call(config, Method::GET, &path, None).await?;
    Ok((text(&value, "access_token")?.to_owned(), value["expires_in"].as_i64().unwrap_or_default()))
}

/// Who came back from the page of WeChat with this code: the openid.
pub(super) async fn openid(config: &WechatConfig, code: &str) -> Result<String, CallError> {
    let path = format!(
        "/sns/oauth2/access_token?appid={}&secret={}&code={}&grant_type=authorization_code",
        encode(&config.app_id),
        encode(&config.secret),
        encode(code)
    );
    Ok(text(&call(config, Method::GET, &path, None).await?, "openid")?.to_owned())
}

/// The page of WeChat that tells who somebody is, without asking them anything.
pub(super) fn authorize_url(config: &WechatConfig, state: &str) -> String {
    let back = encode(&format!("{}/api/wechat/return", config.public_url));
    format!(
        "{}/connect/oauth2/authorize?appid={}&redirect_uri={back}&response_type=code&scope=snsapi_base&state={state}#wechat_redirect",
        config.open,
        encode(&config.app_id)
    )
}
