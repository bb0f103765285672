//! `niangjia demo`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use guard::{Actor, Reason, Role, act, res};
use kernel::{Clock, Id, SystemClock};
use platform::App;
use platform::accounts::{self, AccountError, NewAccount};
use registry::api::Tally;
use registry::demo::{
    Filled, Mark, Scale, Whose, fill_data_requests, fill_duties, fill_except, fill_exchange, fill_flags,
    fill_joins, fill_member_home, fill_papers, fill_secondments, fill_zones, freeze_quarter, write_workbooks,
};
use serde_json::json;

use super::demo_rooms::{
    fill_benefits, fill_city_benefits, fill_city_mutual, fill_city_posts, fill_mutual, fill_posts,
    till_account,
};
use super::import::import_file;
use super::init::{OneTime, administrators};
use crate::installation::{Access, Place, Settings};
use crate::output::{Done, Output};

/// Which demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Size {
    /// The fictional 示范县: 606 unions and 100 thousand members.
    County,
    /// The fictional 示范市: 27,500 unions, 111,300 employers and 3.72 million members.
    City,
    /// The fictional 示范省, six times the city: 22.32 million members. For measuring; it takes tens of GB.
    Province,
}

/// Fills a fresh installation with the fictional 示范县 or 示范市.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Demo {
    #[command(subcommand)]
    what: Option<What>,
    /// How big.
    #[arg(long, value_enum, default_value_t = Size::County)]
    scale: Size,
    /// Another number of members for the county; for tests.
    #[arg(long, conflicts_with = "scale")]
    members: Option<usize>,
    /// The same seed gives the same people.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Matters that workers told in the last two years; 2,400 in a county if missing, none in a city.
    #[arg(long)]
    cases: Option<usize>,
    /// In a county every how many basic unions one sends its members as a workbook, which is imported the ordinary way.
    #[arg(long, default_value_t = 40)]
    workbook_every: usize,
    /// Keep the workbooks and the key of their mistakes here.
    #[arg(long)]
    workbooks: Option<PathBuf>,
}

/// Beside the demo itself.
#[derive(clap::Subcommand)]
enum What {
    /// Write the 606 workbooks of the 示范县 as cadres would send them, with a key that says what is wrong with which
    /// row. The key holds for a register that was filled with the same seed.
    Workbooks {
        /// Folder; made if it is not there.
        dir: PathBuf,
        /// The same seed gives the same people.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// Writes all workbooks of the county.
fn workbooks(out: Output, dir: &Path, seed: u64) -> Result<Done> {
    std::fs::create_dir_all(dir)?;
    let sent = write_workbooks(Scale::County, seed, SystemClock.today(), dir, |_| true)?;
    let key = dir.join("key.json");
    std::fs::write(&key, serde_json::to_vec_pretty(&sent)?)?;
    let rows: usize = sent.iter().map(|s| s.rows.len()).sum();
    let text = format!("{} 个表格共 {rows} 行；答案在 {}", sent.len(), key.display());
    out.answer(&json!({ "workbooks": sent.len(), "rows": rows, "key": key }), &text);
    Ok(Done::All)
}

impl Demo {
    fn scale(&self) -> Scale {
        match (self.scale, self.members) {
            (_, Some(members)) => Scale::CountyOf(members),
            (Size::County, None) => Scale::County,
            (Size::City, None) => Scale::City,
            (Size::Province, None) => Scale::Province,
        }
    }
}

pub fn run(place: &Place, out: Output, demo: &Demo) -> Result<Done> {
    if let Some(What::Workbooks { dir, seed }) = &demo.what {
        return workbooks(out, dir, *seed);
    }
    let started = Instant::now();
    clear_broken(place)?;
    if place.exists() {
        anyhow::bail!("{} 里已有安装，不会覆盖", place.data.display());
    }
    place.save_settings(&Settings { demo: true, ..Settings::default() })?;
    let mark = Mark::set(&place.data)?;
    let installation = place.open(Access::Create)?;
    let app = &installation.app;
    app.store().write_blocking(registry::api::load_divisions)?;
    let mut people = administrators(app)?;
    let actor = Actor::system(Reason::Demo, "示范数据");
    let mut said = 0;
    let imported = |at: usize| demo.scale().is_county() && at.is_multiple_of(demo.workbook_every.max(1));
    let filled = fill_except(app, &actor, demo.scale(), demo.seed, imported, |n| {
        if n / 100_000 > said {
            said = n / 100_000;
            eprintln!("示范数据：{n} 人，{:.0} 秒", started.elapsed().as_secs_f64());
        }
    })?;
    let dir = demo.workbooks.clone().unwrap_or_else(|| place.data.join("workbooks"));
    let (files, tally) = match demo.scale().is_county() {
        true => import_workbooks(app, &actor, demo, imported, &dir)?,
        false => (0, Tally::default()),
    };
    // The facts of a city that was filled within the hour would be listed one by one.
    let more = if demo.scale().is_county() { freeze_quarter(app, &actor, &filled)? } else { 0 };
    let employers = filled.employers + more;
    let members = filled.members as i64 + tally.accepted - tally.transfers;
    let (cadres, ids) = staff(app, &filled)?;
    people.extend(cadres);
    let joins = fill_joins(app, &actor, &filled.basic)?;
    let flags = fill_flags(app, &actor, &filled.basic)?;
    let papers = fill_papers(app, &actor, &filled.basic)?;
    let requests = fill_data_requests(app, &filled.basic)?;
    let secondments = fill_secondments(app, &actor, &filled.basic)?;
    let mapped = fill_zones(app, &actor, &filled)?;
    let duties = fill_duties(app, &actor, &filled)?;
    let home = fill_member_home(app, &actor, &filled)?;
    let members = members + home.members as i64;
    fill_exchange(app, &actor, &filled.basic)?;
    let said = demo.cases.unwrap_or(if demo.scale().is_county() { 2_400 } else { 0 });
    let matters = voice::demo::fill(app, &actor, &filled, said, demo.seed)?;
    let told = if demo.scale().is_county() { voice::demo::kinds::fill(app, &actor, &filled)? } else { 0 };
    let articles = knowledge::demo::fill(app, &actor, filled.id)?;
    let rooms = match demo.scale().is_county() {
        true => voice::demo::fill_rooms(app, &actor, &filled, demo.seed)?,
        false => voice::demo::Rooms::default(),
    };
    let letters = platform::letters::demo::fill_letters(app, filled.id)?;
    let answers = survey::demo::fill(app, &actor, &filled)?;
    let visits = if demo.scale().is_county() { visit::demo::fill(app, &actor, &filled)? } else { 0 };
    let mutual = match (demo.scale().is_county(), demo.scale) {
        (true, _) => fill_mutual(app, &filled, &ids)?,
        (false, Size::City) => fill_city_mutual(app, &filled)?,
        (false, _) => mutual::demo::Filled::default(),
    };
    let benefits = match (demo.scale().is_county(), demo.scale) {
        (true, _) => fill_benefits(app, &filled, &ids)?,
        (false, Size::City) => fill_city_benefits(app, &filled, &ids)?,
        (false, _) => benefits::demo::Filled::default(),
    };
    let posts = match (demo.scale().is_county(), demo.scale) {
        (true, _) => fill_posts(app, &filled, &ids)?,
        (false, Size::City) => fill_city_posts(app, &filled, &ids)?,
        (false, _) => 0,
    };
    people.extend(till_account(&benefits.clerk));
    registry::api::count_quality(app, |_| true)?;
    let seconds = started.elapsed().as_secs_f64();
    let lines: Vec<String> =
        people.iter().map(|p| format!("  {:<12} {:<16} {}", p.username, p.password, p.name)).collect();
    let text = format!(
        "演示数据：{} 个工会、{} 家单位、{} 名会员；其中 {files} 个工会由表格导入，共 {} 行（退回 {} 行）；用时 {seconds:.0} 秒\n\
         演示账号（密码只显示这一次，动态口令会显示在登录页上）：\n{}",
        filled.unions,
        employers,
        members,
        tally.rows,
        tally.rejected,
        lines.join("\n")
    );
    let object = json!({
        "unions": filled.unions, "employers": employers, "members": members, "people": filled.people + home.members,
        "workbooks": files, "workbook_rows": tally.rows, "workbook_rejected": tally.rejected, "joins": joins, "data_requests": requests, "flags": flags, "certificates": papers, "secondments": secondments, "shapes": mapped.shapes, "zones": mapped.zones, "duties": duties, "founding_hints": home.hints, "survey_answers": answers, "visits": visits, "covered": mutual.covered, "claims": mutual.claims, "claims_paid": mutual.paid, "campaigns": benefits.campaigns, "vouchers": benefits.vouchers, "cards": benefits.cards, "redeemed": benefits.used, "letters": letters, "posts": posts, "matters": matters.matters, "told": told, "articles": articles, "matters_open": matters.open, "rooms": rooms.rooms, "receptions": rooms.receptions, "sign_ups": rooms.sign_ups, "accounts": people,
        "fill_seconds": filled.seconds, "seconds": seconds,
    });
    std::fs::write(place.data.join("demo.json"), serde_json::to_vec_pretty(&object)?)?;
    mark.remove()?;
    out.answer(&object, &text);
    Ok(Done::All)
}

/// Removes what a fill that was broken off has left in the data folder; only what a demo itself makes.
fn clear_broken(place: &Place) -> Result<()> {
    if !Mark::stands(&place.data) {
        return Ok(());
    }
    if place.database.is_some() {
        anyhow::bail!(
            "上一次演示数据没有装完：请清空该 PostgreSQL 数据库和 {} 后重新运行",
            place.data.display()
        );
    }
    let _alone = store::DataLock::take(&place.data)?;
    for name in ["niangjia.db", "niangjia.db-journal", "niangjia.db-wal", "niangjia.db-shm", "settings.json"]
    {
        let path = place.data.join(name);
        if path.exists() {
            std::fs::remove_file(path)?;
        }
    }
    for name in ["keys", "files", "workbooks"] {
        let path = place.data.join(name);
        if path.exists() {
            std::fs::remove_dir_all(path)?;
        }
    }
    Ok(std::fs::remove_file(place.data.join("filling"))?)
}

/// Writes the workbooks of some unions and imports them like any other.
fn import_workbooks(
    app: &App,
    actor: &Actor,
    demo: &Demo,
    imported: impl Fn(usize) -> bool,
    dir: &Path,
) -> Result<(usize, Tally)> {
    std::fs::create_dir_all(dir)?;
    let which = |w| matches!(w, Whose::Basic(at) if imported(at));
    let sent = write_workbooks(demo.scale(), demo.seed, app.clock().today(), dir, which)?;
    std::fs::write(dir.join("key.json"), serde_json::to_vec_pretty(&sent)?)?;
    let mut all = Tally::default();
    for w in &sent {
        let t = import_file(app, actor, &w.file, &w.union_code, false)?.tally;
        all.rows += t.rows;
        all.accepted += t.accepted;
        all.rejected += t.rejected;
        all.transfers += t.transfers;
    }
    Ok((sent.len(), all))
}

/// One account for each business role, with the second factor set up.
fn staff(app: &App, county: &Filled) -> Result<(Vec<OneTime>, BTreeMap<String, Id>)> {
    let town = county.townships.first().map_or(county.id, |(id, _)| *id);
    let basic = county.basic.first().map_or(county.id, |b| b.id);
    let all = [
        ("xian", "总工会组织部", Role::Registrar, county.id),
        ("fuhe", "总工会复核人", Role::Registrar, county.id),
        ("zhen", "乡镇干事", Role::Clerk, town),
        ("zhuxi", "基层工会主席", Role::Chair, basic),
        ("quanyi", "权益保障部", Role::Advocate, county.id),
        ("quanyi2", "权益保障部复核人", Role::Advocate, county.id),
        ("huzhu", "医疗互助经办", Role::FundOfficer, county.id),
        ("huzhu2", "医疗互助负责人", Role::FundManager, county.id),
        ("huzhu3", "医疗互助分管领导", Role::FundManager, county.id),
        ("jingshen", "经审委员", Role::FundAuditor, county.id),
        ("puhui", "普惠经办", Role::BenefitsOfficer, county.id),
        ("puhui2", "普惠负责人", Role::BenefitsManager, county.id),
        ("xuanchuan", "宣传编辑", Role::Editor, county.id),
        ("xuanchuan2", "宣传审定", Role::ChiefEditor, county.id),
        ("kan", "查看员", Role::Viewer, county.id),
    ];
    let actor = Actor::system(Reason::Demo, "示范数据");
    let (mut made, mut ids) = (Vec::new(), BTreeMap::new());
    for (username, name, role, union) in all {
        let password = accounts::random_password(app);
        let hash = accounts::hash_password(&password, &app.random())?;
        let totp = Some(app.random::<20>().to_vec());
        let new = NewAccount { username: username.into(), name: name.into(), hash, totp, must_change: false };
        let create = actor.permit::<res::Account, act::Create>()?;
        let grant = actor.permit::<res::Grant, act::Create>()?;
        let keys = app.keyring().clone();
        let id = app.store().write_blocking(move |tx| {
            let id: Id = accounts::create_account(tx, &keys, &create, &new)?;
            accounts::give_role(tx, &grant, id, role, union)?;
            Ok::<_, AccountError>(id)
        })?;
        ids.insert(username.to_owned(), id);
        made.push(OneTime { username: username.into(), name: name.into(), password });
    }
    Ok((made, ids))
}
