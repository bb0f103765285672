//! `niangjia demo`

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use guard::{Actor, Reason, Role, act, res};
use kernel::Id;
use platform::App;
use platform::accounts::{self, AccountError, NewAccount};
use registry::demo::{County, fill_county, write_workbooks};
use serde_json::json;

use super::import::import_file;
use super::init::{OneTime, administrators};
use crate::installation::{Access, Place, Settings};
use crate::output::{Done, Output};

/// Fills a fresh installation with the fictional 示范县.
#[derive(clap::Args)]
pub struct Demo {
    /// Members entered in bulk.
    #[arg(long, default_value_t = 20_000)]
    members: usize,
    /// The same seed gives the same people.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Every how many unions one sends a workbook that is imported the ordinary way.
    #[arg(long, default_value_t = 40)]
    workbook_every: usize,
    /// Keep the workbooks and the key of their mistakes here.
    #[arg(long)]
    workbooks: Option<PathBuf>,
}

pub fn run(place: &Place, out: Output, demo: &Demo) -> Result<Done> {
    let started = Instant::now();
    place.save_settings(&Settings { demo: true, ..Settings::default() })?;
    let installation = place.open(Access::Create)?;
    let app = &installation.app;
    app.store().write_blocking(registry::api::load_divisions)?;
    let mut people = administrators(app)?;
    let actor = Actor::system(Reason::Demo, "示范数据");
    let mut said = 0;
    let county = fill_county(app, &actor, demo.seed, demo.members, |n| {
        if n / 10_000 > said {
            said = n / 10_000;
            eprintln!("示范数据：{n} 名会员，{:.0} 秒", started.elapsed().as_secs_f64());
        }
    })?;
    let dir = demo.workbooks.clone().unwrap_or_else(|| place.data.join("workbooks"));
    let (files, rows, rejected) = import_workbooks(app, &actor, &county, &dir, demo)?;
    app.store().write_blocking(store::dialect::analyze)?;
    people.extend(staff(app, &county)?);
    let seconds = started.elapsed().as_secs_f64();
    let lines: Vec<String> =
        people.iter().map(|p| format!("  {:<12} {:<16} {}", p.username, p.password, p.name)).collect();
    let text = format!(
        "示范县：{} 个工会、{} 名会员；另导入 {files} 个表格共 {rows} 行（退回 {rejected} 行）；用时 {seconds:.0} 秒\n\
         演示账号（密码只显示这一次，动态口令会显示在登录页上）：\n{}",
        county.basic.len() + county.townships.len() + 1,
        county.members,
        lines.join("\n")
    );
    let object = json!({
        "unions": county.basic.len() + county.townships.len() + 1, "members": county.members, "workbooks": files,
        "workbook_rows": rows, "workbook_rejected": rejected, "accounts": people, "seconds": seconds,
    });
    std::fs::write(place.data.join("demo.json"), serde_json::to_vec_pretty(&object)?)?;
    out.answer(&object, &text);
    Ok(Done::All)
}

fn import_workbooks(
    app: &App,
    actor: &Actor,
    county: &County,
    dir: &std::path::Path,
    demo: &Demo,
) -> Result<(usize, i64, i64)> {
    std::fs::create_dir_all(dir)?;
    let sent = write_workbooks(county, dir, demo.seed, demo.workbook_every, app.clock().today())?;
    std::fs::write(dir.join("key.json"), serde_json::to_vec_pretty(&sent)?)?;
    let (mut rows, mut rejected) = (0, 0);
    for w in &sent {
        let batch = import_file(app, actor, &w.file, &w.union_code, false)?;
        rows += batch.tally.rows;
        rejected += batch.tally.rejected;
    }
    Ok((sent.len(), rows, rejected))
}

/// One account for each business role, with the second factor set up.
fn staff(app: &App, county: &County) -> Result<Vec<OneTime>> {
    let town = county.townships.first().map_or(county.id, |(id, _)| *id);
    let basic = county.basic.first().map_or(county.id, |b| b.id);
    let all = [
        ("xian", "县总工会组织部", Role::Registrar, county.id),
        ("zhen", "乡镇干事", Role::Clerk, town),
        ("zhuxi", "基层工会主席", Role::Chair, basic),
        ("kan", "查看员", Role::Viewer, county.id),
    ];
    let actor = Actor::system(Reason::Demo, "示范数据");
    let mut made = Vec::new();
    for (username, name, role, union) in all {
        let password = accounts::random_password(app);
        let hash = accounts::hash_password(&password, &app.random())?;
        let totp = Some(app.random::<20>().to_vec());
        let new = NewAccount { username: username.into(), name: name.into(), hash, totp, must_change: false };
        let create = actor.permit::<res::Account, act::Create>()?;
        let grant = actor.permit::<res::Grant, act::Create>()?;
        let keys = app.keyring().clone();
        app.store().write_blocking(move |tx| {
            let id: Id = accounts::create_account(tx, &keys, &create, &new)?;
            accounts::give_role(tx, &grant, id, role, union)?;
            Ok::<_, AccountError>(())
        })?;
        made.push(OneTime { username: username.into(), name: name.into(), password });
    }
    Ok(made)
}
