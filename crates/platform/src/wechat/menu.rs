//! The menu of the official account: three entries, five below each, each a page of the phone app.

use axum::http::Method;
use guard::{Scope, act, res};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Tx;

use super::protocol::{self, CallError};
use super::store::menu as sql;
use super::{WechatConfig, WechatError, token};
use crate::App;
use crate::audit::{self, Changes, Entry};

/// Entries of the menu, and below one of them, at most.
const MOST: (usize, usize) = (3, 5);

/// Characters of a name that WeChat shows, of an entry and of one below.
const LONGEST: (usize, usize) = (4, 8);

/// An entry below another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MenuSubEntry {
    /// At most eight characters.
    pub name: String,
    /// Page of the phone app, `/benefits`.
    pub path: String,
}

/// An entry: a page, or up to five entries below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MenuEntry {
    /// At most four characters.
    pub name: String,
    /// Page of the phone app; empty if there are entries below.
    #[serde(default)]
    pub path: String,
    /// Entries below.
    #[serde(default)]
    pub below: Vec<MenuSubEntry>,
}

/// The menu as it is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// Entries.
    pub buttons: Vec<MenuEntry>,
    /// Version that was sent last; 0 if none was.
    pub published: i64,
    /// Who changed it last.
    pub changed_by_name: String,
    /// When.
    pub changed_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

/// Whether a path can be one of the phone app, and nothing else.
pub(super) fn is_page(path: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '?' | '=' | '&');
    path.starts_with('/') && !path.starts_with("//") && path.len() <= 200 && path.chars().all(fits)
}

fn check_entry(name: &str, path: &str, longest: usize, why: &'static str) -> Result<(), WechatError> {
    let bad = |why| Err(WechatError::BadMenu { name: name.to_owned(), why });
    let length = kernel::text::clean(name).chars().count();
    if length == 0 {
        return bad("请填写名称");
    }
    if length > longest {
        return bad(why);
    }
    if is_page(path) { Ok(()) } else { bad("链接应为手机端页面，以“/”开头") }
}

fn check(buttons: &[MenuEntry]) -> Result<(), WechatError> {
    let bad = |name: &str, why| Err(WechatError::BadMenu { name: name.to_owned(), why });
    if buttons.len() > MOST.0 {
        return bad("菜单", "一级菜单最多3个");
    }
    for b in buttons {
        if b.below.len() > MOST.1 {
            return bad(&b.name, "二级菜单最多5个");
        }
        let path = if b.below.is_empty() { &b.path } else { "/" };
        check_entry(&b.name, path, LONGEST.0, "一级菜单名称最多4个字")?;
        for s in &b.below {
            check_entry(&s.name, &s.path, LONGEST.1, "二级菜单名称最多8个字")?;
        }
    }
    Ok(())
}

/// The menu as WeChat takes it.
fn document(config: &WechatConfig, buttons: &[MenuEntry]) -> Value {
    let view = |name: &str, path: &str| json!({ "type": "view", "name": name, "url": config.door(path) });
    let one = |b: &MenuEntry| {
        if b.below.is_empty() {
            return view(&b.name, &b.path);
        }
        let below: Vec<Value> = b.below.iter().map(|s| view(&s.name, &s.path)).collect();
        json!({ "name": b.name, "sub_button": below })
    };
    json!({ "button": buttons.iter().map(one).collect::<Vec<_>>() })
}

/// Puts the menu down over the version that was seen; WeChat is not told.
///
/// # Errors
/// [`WechatError::BadMenu`], [`WechatError::Stale`].
pub fn put(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Wechat, act::Update>,
    buttons: &[MenuEntry],
    version: i64,
) -> Result<(), WechatError> {
    check(buttons)?;
    if !sql::put(tx, buttons, scope.actor().name(), version)? {
        return Err(WechatError::Stale);
    }
    let entries = buttons.iter().map(|b| 1 + b.below.len()).sum::<usize>();
    let changes = Changes::new().note("entries", entries);
    let entry = Entry { changes, ..Entry::of("wechat.edit-menu", Id(0)) };
    Ok(audit::record(tx, scope.actor(), entry)?)
}

/// Sends the menu to WeChat; an empty one takes the menu there away.
///
/// # Errors
/// [`WechatError::NotFound`] if none was put down; [`WechatError::Down`], [`WechatError::Refused`].
pub(super) async fn publish(
    app: &App,
    config: &WechatConfig,
    scope: Scope<res::Wechat, act::Update>,
) -> Result<(), WechatError> {
    let menu = app.store().read(sql::get).await?.ok_or(WechatError::NotFound)?;
    if menu.buttons.is_empty() {
        token::with_token(app, config, Method::GET, "/cgi-bin/menu/delete", None, None).await?;
    } else {
        let body = document(config, &menu.buttons);
        token::with_token(app, config, Method::POST, "/cgi-bin/menu/create", None, Some(&body)).await?;
    }
    let version = menu.version;
    app.store()
        .write(move |tx| {
            sql::published(tx, version)?;
            let changes = Changes::new().note("version", version);
            let entry = Entry { changes, ..Entry::of("wechat.publish-menu", Id(0)) };
            audit::record(tx, scope.actor(), entry).map_err(WechatError::from)
        })
        .await
}

/// An entry of the menu that WeChat shows now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct LiveMenuEntry {
    name: String,
    /// Address; empty if there are entries below, or it does something else.
    url: String,
    /// Names of the entries below, each with its address.
    below: Vec<LiveMenuSubEntry>,
}

/// An entry below one that WeChat shows now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct LiveMenuSubEntry {
    name: String,
    url: String,
}

/// The menu that WeChat shows now.
///
/// # Errors
/// [`WechatError::Down`], [`WechatError::Refused`].
pub(super) async fn live(app: &App, config: &WechatConfig) -> Result<Vec<LiveMenuEntry>, WechatError> {
    let got = token::with_token(app, config, Method::GET, "/cgi-bin/menu/get", None, None).await;
    let value = match got {
        Err(CallError::Refused(protocol::NO_MENU)) => return Ok(Vec::new()),
        other => other?,
    };
    let text = |v: &Value, name: &str| v[name].as_str().unwrap_or_default().to_owned();
    let list = |v: &Value, name: &str| v[name].as_array().cloned().unwrap_or_default();
    let one = |b: Value| LiveMenuEntry {
        name: text(&b, "name"),
        url: text(&b, "url"),
        below: list(&b, "sub_button")
            .iter()
            .map(|s| LiveMenuSubEntry { name: text(s, "name"), url: text(s, "url") })
            .collect(),
    };
    Ok(list(&value["menu"], "button").into_iter().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(name: &str, path: &str, below: &[(&str, &str)]) -> MenuEntry {
        let sub = |(name, path): &(&str, &str)| MenuSubEntry { name: (*name).into(), path: (*path).into() };
        MenuEntry { name: name.into(), path: path.into(), below: below.iter().map(sub).collect() }
    }

    #[test]
    fn three_entries_of_four_characters_and_five_of_eight_below() {
        let full = button("我的工会", "", &[("会员卡与证书查询", "/benefits/card"); 5]);
        assert!(check(&[full.clone(), full.clone(), full.clone()]).is_ok());
        assert!(check(&[full.clone(), full.clone(), full.clone(), full.clone()]).is_err(), "four entries");
        assert!(check(&[button("五个字太长", "/", &[])]).is_err(), "five characters");
        assert!(
            check(&[button("工会", "", &[("二级菜单名称九个字了", "/")])]).is_err(),
            "nine characters below"
        );
        assert!(check(&[button("工会", "", &[("会员卡", "/benefits/card"); 6])]).is_err(), "six below");
    }

    #[test]
    fn an_entry_leads_to_a_page_of_ours() {
        for bad in ["", "benefits", "//evil.example", "/a#b", "https://evil.example", "/一"] {
            assert!(check(&[button("普惠", bad, &[])]).is_err(), "{bad}");
        }
        assert!(check(&[button("普惠", "/benefits", &[])]).is_ok());
    }
}
