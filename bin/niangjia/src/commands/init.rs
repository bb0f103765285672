//! `niangjia init`

use anyhow::Result;
use guard::{Actor, Reason, act, res};
use kernel::Id;
use platform::App;
use platform::accounts::{self, AccountError, NewAccount};
use serde::Serialize;
use serde_json::json;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

/// A first password, printed once.
#[derive(Debug, Serialize)]
pub struct OneTime {
    /// Name to sign in with.
    pub username: String,
    /// Chinese name of the role.
    pub name: String,
    /// Must be changed at the first sign-in.
    pub password: String,
}

pub fn run(place: &Place, out: Output) -> Result<Done> {
    let installation = place.open(Access::Create)?;
    let app = &installation.app;
    let divisions = app.store().write_blocking(registry::api::load_divisions)?;
    let made = administrators(app)?;
    let lines: Vec<String> =
        made.iter().map(|m| format!("  {}  {}  {}", m.username, m.password, m.name)).collect();
    let text = format!(
        "已建立空库：{}（政区 {divisions} 条）\n三位管理员的一次性密码（只显示这一次，首次登录须改密并绑定动态口令）：\n{}\n启动服务：niangjia serve",
        place.data.display(),
        lines.join("\n")
    );
    out.answer(&json!({ "data": place.data, "divisions": divisions, "administrators": made }), &text);
    Ok(Done::All)
}

/// Makes the three administrators with one-time passwords.
///
/// # Errors
/// They are there already, or the database's.
pub fn administrators(app: &App) -> Result<Vec<OneTime>> {
    let actor = Actor::system(Reason::Cli, "init");
    let mut made = Vec::new();
    for (username, name, role) in accounts::first_administrators() {
        let password = accounts::random_password(app);
        let hash = accounts::hash_password(&password, &app.random())?;
        let new =
            NewAccount { username: username.into(), name: name.into(), hash, totp: None, must_change: true };
        let create = actor.permit::<res::Account, act::Create>()?;
        let grant = actor.permit::<res::Grant, act::Create>()?;
        let keys = app.keyring().clone();
        app.store().write_blocking(move |tx| {
            let id = accounts::create_account(tx, &keys, &create, &new)?;
            accounts::give_role(tx, &grant, id, role, Id(0))?;
            Ok::<_, AccountError>(())
        })?;
        made.push(OneTime { username: username.into(), name: name.into(), password });
    }
    Ok(made)
}
