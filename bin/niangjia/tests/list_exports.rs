//! The file of every list holds exactly the rows that the list shows, in its order, for whoever may have it.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;
mod listed;

use axum::http::{Request, StatusCode};
use common::{Server, on_both, operations};
use guard::{Actor, Reason, Role};
use kernel::Id;
use listed::{
    List, OF_AUDITORS, OF_BENEFITS, OF_CADRES, OF_CLAIMS, OF_ENROLMENT, OF_MONEY, OF_POSTS, OF_SAMPLES,
    OF_SECURITY, OF_STAFF,
};
use registry::demo;
use serde_json::{Map, Value, json};

/// Everything that a demo has beside its people.
async fn told(server: &Server) {
    let (app, county) = (server.app.clone(), server.county.clone());
    let work = move || {
        let actor = Actor::system(Reason::Demo, "t");
        app.store().write_blocking(registry::api::load_divisions).unwrap();
        app.load_dated().unwrap();
        demo::freeze_quarter(&app, &actor, &county).unwrap();
        demo::fill_joins(&app, &actor, &county.basic).unwrap();
        demo::fill_papers(&app, &actor, &county.basic).unwrap();
        demo::fill_data_requests(&app, &county.basic).unwrap();
        demo::fill_zones(&app, &actor, &county).unwrap();
        demo::fill_duties(&app, &actor, &county).unwrap();
        demo::fill_member_home(&app, &actor, &county).unwrap();
        demo::fill_exchange(&app, &actor, &county.basic).unwrap();
        platform::letters::demo::fill_letters(&app, county.id).unwrap();
        voice::demo::fill_rooms(&app, &actor, &county, 7).unwrap();
        survey::demo::fill(&app, &actor, &county).unwrap();
        visit::demo::fill(&app, &actor, &county).unwrap();
        let scope = actor.permit::<guard::res::Scheme, guard::act::Propose>().unwrap();
        let scheme = mutual::schemes::demo_county(2026).unwrap();
        let install = move |tx: &mut store::Tx<'_>| {
            mutual::schemes::install(tx, &scope, county.id, scheme.clone(), ("张三", "李四"))
        };
        app.store().write_blocking(install).unwrap();
    };
    tokio::task::spawn_blocking(work).await.unwrap();
}

/// All rows of a list, page by page.
async fn rows(server: &Server, cookie: &str, (path, query, at, field, _): List) -> Vec<String> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        server.clock.advance_ms(1_000);
        let path = path.strip_suffix("/members").filter(|p| p.starts_with("/api/zones/")).unwrap_or(path);
        let limit = if at == "/items" && !path.contains("codesets") { "&limit=3" } else { "" };
        let query = typed(query);
        let (status, page, _) =
            server.send("GET", &format!("{path}?{query}{limit}{after}"), cookie, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{path}?{query}: {page}");
        let found = page.pointer(at).and_then(Value::as_array).cloned().unwrap_or_default();
        let said = |row: &Value| match row.pointer(field).unwrap() {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        all.extend(found.iter().map(said));
        let Some(next) = page["next"].as_str() else { return all };
        after = format!("&after={next}");
    }
}

/// Words as they stand in an address.
fn typed(query: &str) -> String {
    let byte = |b: u8| if b.is_ascii() { char::from(b).to_string() } else { format!("%{b:02X}") };
    query.bytes().map(byte).collect()
}

/// What the list is asked, as the body of its export.
fn asked(query: &str) -> Map<String, Value> {
    let value = |v: &str| v.parse().map_or_else(|_| json!(v), Value::Bool);
    query.split('&').filter_map(|p| p.split_once('=')).map(|(k, v)| (k.to_owned(), value(v))).collect()
}

async fn export(server: &Server, cookie: &str, list: List, purpose: &str) -> (StatusCode, String) {
    server.clock.advance_ms(1_000);
    let mut body = asked(list.1);
    body.insert("purpose".into(), json!(purpose));
    body.insert("format".into(), json!("csv"));
    let request =
        Request::builder().method("POST").uri(format!("{}/export", list.0)).header("cookie", cookie);
    let request = request.header("x-requested-with", "niangjia").header("content-type", "application/json");
    let (status, _, text) = server.raw(request, Value::Object(body).to_string(), None).await;
    (status, text)
}

/// Lines of a file of commas, without the header's mark.
fn lines(text: &str) -> Vec<Vec<String>> {
    let (mut all, mut line, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.trim_start_matches('\u{feff}').chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                line.push(std::mem::take(&mut cell));
                all.push(std::mem::take(&mut line));
            }
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    all
}

/// Compares every list with its file; how many had rows.
async fn compare(server: &Server, cookie: &str, lists: &[List]) -> usize {
    let mut filled = 0;
    for list in lists {
        let shown = rows(server, cookie, *list).await;
        let (status, text) = export(server, cookie, *list, "核对清单").await;
        assert_eq!(status, StatusCode::OK, "{list:?}: {text}");
        let lines = lines(&text);
        let (mark, rows) = lines[1..].split_last().unwrap();
        assert!(mark[0].contains("导出人：测试") && mark[0].contains("用途：核对清单"), "{list:?}: {mark:?}");
        let at = lines[0].iter().position(|title| title == list.4).unwrap_or_else(|| panic!("{list:?}"));
        let written: Vec<&str> = rows.iter().map(|row| row[at].trim_start_matches('\'')).collect();
        assert_eq!(written, shown, "{list:?}");
        filled += usize::from(!shown.is_empty());
    }
    filled
}

/// The lists with ids of records that have something to show.
fn placed(lists: &[List], ids: &[(&str, &str)]) -> Vec<List> {
    let put = |path: &str| ids.iter().fold(path.to_owned(), |p, (name, id)| p.replace(name, id));
    lists.iter().map(|l| (&*Box::leak(put(l.0).into_boxed_str()), l.1, l.2, l.3, l.4)).collect()
}

async fn first(server: &Server, cookie: &str, path: &str) -> String {
    let (_, page, _) = server.send("GET", path, cookie, Value::Null).await;
    page["items"][0]["id"].as_str().unwrap_or("1").to_owned()
}

async fn a_file_holds_what_its_list_shows(server: Server) {
    told(&server).await;
    let (county, town) = (server.county.id, server.county.townships[0].0);
    let registrar = server.sign_in("registrar", Role::Registrar, county).await;
    let clerk = server.sign_in("clerk", Role::Clerk, town).await;
    let viewer = server.sign_in("viewer", Role::Viewer, county).await;
    let member = first(&server, &registrar, "/api/members?limit=1").await;
    server.send("GET", &format!("/api/members/{member}"), &registrar, Value::Null).await;
    let zone = first(&server, &registrar, "/api/zones?limit=1").await;
    let (union, mine) = (county.to_string(), first(&server, &clerk, "/api/members?limit=1").await);
    let survey = first(&server, &registrar, "/api/surveys?state=closed").await;
    let all =
        placed(OF_CADRES, &[("MEMBER", &member), ("UNION", &union), ("ZONE", &zone), ("SURVEY", &survey)]);
    let filled = compare(&server, &registrar, &all).await;
    assert!(filled > 9, "{filled} of {} lists have rows", all.len());
    // Who answers for a township has what is shown there, and nothing of another's.
    let town = town.to_string();
    let own_zone = first(&server, &clerk, "/api/zones?limit=1").await;
    let own = placed(OF_CADRES, &[("MEMBER", &mine), ("UNION", &town), ("ZONE", &own_zone)]);
    let own: Vec<List> =
        own.into_iter().filter(|l| !l.0.contains("zones/1/") && !l.0.contains("SURVEY")).collect();
    compare(&server, &clerk, &own).await;
    for list in all.iter().filter(|l| l.0.contains(&union)) {
        assert_eq!(export(&server, &clerk, *list, "核对清单").await.0, StatusCode::NOT_FOUND, "{list:?}");
    }
    compare(&server, &viewer, OF_STAFF).await;
    for list in &all {
        assert_eq!(export(&server, &viewer, *list, "核对清单").await.0, StatusCode::FORBIDDEN, "{list:?}");
        let (status, text) = export(&server, &registrar, *list, "无").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{list:?}");
        assert!(text.contains("platform.purpose-short"), "{list:?}: {text}");
    }
}

async fn administrators_have_the_files_of_their_lists_and_the_audit_has_all(server: Server) {
    let top = Id(0);
    let security = server.sign_in("security", Role::SecurityAdmin, top).await;
    let auditor = server.sign_in("auditor", Role::AuditAdmin, top).await;
    compare(&server, &security, OF_SECURITY).await;
    assert!(compare(&server, &auditor, OF_AUDITORS).await > 2);
    // Words for codes, wall time for instants, nothing for what is not there, all of several.
    let (_, text) = export(&server, &auditor, OF_AUDITORS[0], "核对清单").await;
    let all = lines(&text);
    let cell = |row: &str, title: &str| {
        let at = all[0].iter().position(|t| t == title).unwrap();
        all.iter().find(|r| r[0] == row).unwrap()[at].clone()
    };
    assert_eq!(cell("auditor", "角色"), "审计管理员");
    assert_eq!((cell("auditor", "状态"), cell("auditor", "锁定至")), ("正常".into(), String::new()));
    assert_eq!((cell("auditor", "动态口令"), cell("auditor", "须改密码")), ("是".into(), String::new()));
    assert_eq!(cell("auditor", "开通时间").len(), "2026-11-22 08:05:09".len());
    for list in OF_AUDITORS.iter().filter(|l| l.0.contains("audit")) {
        assert_eq!(export(&server, &security, *list, "核对清单").await.0, StatusCode::FORBIDDEN, "{list:?}");
    }
    let kept = rows(&server, &auditor, ("/api/audit", "action=audit.export", "/items", "/detail", "")).await;
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept[0].contains("\"action\":\"grant.create\"") && kept[0].contains("核对清单"), "{kept:?}");
}

/// Transfers of a month and of the next one.
fn money(app: &platform::App, union: Id) {
    use platform::ledger::{self, AccountKind, Entry, LedgerError, NewAccount};
    let moved = app.store().write_blocking(move |tx| {
        let open = |tx: &mut store::Tx<'_>, code: &str, kind: AccountKind| {
            ledger::open_account(tx, &NewAccount { book: union, code, kind, title: kind.title() })
        };
        let (bank, fund) =
            (open(tx, "export-bank", AccountKind::Bank)?, open(tx, "export-fund", AccountKind::Fund)?);
        for n in 1..=9 {
            let day = kernel::Day::constant(2026, 10, 28).plus_days(n);
            let entry = Entry {
                id: Id(n),
                debit: bank,
                credit: fund,
                amount: kernel::Fen(n * 1_001),
                day,
                reason: "mutual.grant",
                record: ("", Id(0)),
                memo: "拨入",
            };
            ledger::transfer(tx, &Actor::system(Reason::Demo, "t"), &[entry])?;
        }
        Ok::<_, LedgerError>(())
    });
    moved.unwrap();
}

async fn who_keeps_the_books_has_the_files_of_their_lists(server: Server) {
    let (app, county) = (server.app.clone(), server.county.id);
    tokio::task::spawn_blocking(move || money(&app, county)).await.unwrap();
    let manager = server.sign_in("manager", Role::FundManager, county).await;
    let union = county.to_string();
    let mut all = placed(OF_MONEY, &[("UNION", &union)]);
    for list in &mut all {
        list.1 = Box::leak(list.1.replace("UNION", &union).into_boxed_str());
    }
    assert_eq!(compare(&server, &manager, &all).await, OF_MONEY.len());
    // Amounts are numbers of yuan.
    let (_, text) = export(&server, &manager, all[2], "核对清单").await;
    let rows = lines(&text);
    let at = rows[0].iter().position(|t| t == "贷方（元）").unwrap();
    assert!(rows.iter().any(|r| r.get(at).is_some_and(|c| c == "90.09")), "{text}");
    let auditor = server.sign_in("jingshen", Role::FundAuditor, county).await;
    assert_eq!(export(&server, &auditor, all[2], "核对清单").await.0, StatusCode::OK);
    let chair = server.sign_in("chair", Role::Chair, county).await;
    assert_eq!(export(&server, &chair, all[2], "核对清单").await.0, StatusCode::FORBIDDEN);
}

async fn who_enrols_people_has_the_files_of_their_lists(server: Server) {
    let (app, county) = (server.app.clone(), server.county.id);
    let union = server.county.basic[0].id;
    let work = move || {
        app.load_dated().unwrap();
        common::enrolled::enrolled(&app, county, union)
    };
    let period = tokio::task::spawn_blocking(work).await.unwrap().to_string();
    let manager = server.sign_in("manager", Role::FundManager, county).await;
    let mut all = placed(OF_ENROLMENT, &[("PERIOD", &period)]);
    for list in &mut all {
        list.1 = Box::leak(list.1.replace("PERIOD", &period).into_boxed_str());
    }
    assert_eq!(compare(&server, &manager, &all).await, OF_ENROLMENT.len());
    let viewer = server.sign_in("viewer", Role::Viewer, county).await;
    for list in &all {
        assert_eq!(export(&server, &viewer, *list, "核对清单").await.0, StatusCode::FORBIDDEN, "{list:?}");
    }
}

async fn who_decides_and_pays_has_the_files_of_their_lists(server: Server) {
    let (app, county) = (server.app.clone(), server.county.clone());
    let work = move || {
        app.load_dated().unwrap();
        let place = app.store().read_blocking(move |tx| registry::api::union_by_id(tx, county.id)).unwrap();
        let path = place.unwrap().place();
        let staff = |n: i64, role| {
            Actor::staff(Id(n), "张三", vec![guard::Grant { role, union_id: county.id, path: path.clone() }])
        };
        let staff = mutual::demo::Staff {
            officer: staff(900_001, Role::FundOfficer),
            manager: staff(900_002, Role::FundManager),
            second: staff(900_003, Role::FundManager),
        };
        let unit =
            |b: &demo::Basic| mutual::demo::Unit { id: b.id, name: b.name.clone(), path: b.path.clone() };
        let units: Vec<_> = county.basic.iter().map(unit).collect();
        mutual::demo::fill(&app, &staff, county.id, &county.townships, &units).unwrap();
    };
    tokio::task::spawn_blocking(work).await.unwrap();
    let (county, union) = (server.county.id, server.county.id.to_string());
    let officer = server.sign_in("officer", Role::FundOfficer, county).await;
    let mut all = OF_CLAIMS.to_vec();
    for list in &mut all {
        list.1 = Box::leak(list.1.replace("UNION", &union).into_boxed_str());
    }
    assert_eq!(compare(&server, &officer, &all).await, OF_CLAIMS.len());
    let auditor = server.sign_in("jingshen", Role::FundAuditor, county).await;
    assert_eq!(compare(&server, &auditor, OF_SAMPLES).await, OF_SAMPLES.len());
    let chair = server.sign_in("chair", Role::Chair, county).await;
    for list in all.iter().chain(OF_SAMPLES).filter(|l| !l.0.ends_with("claims")) {
        assert_eq!(export(&server, &chair, *list, "核对清单").await.0, StatusCode::FORBIDDEN, "{list:?}");
    }
    // Of a fund elsewhere there is nothing.
    let elsewhere = server.sign_in("zhen", Role::FundOfficer, server.county.townships[0].0).await;
    for list in all.iter().filter(|l| l.0 != "/api/mutual_claims" && l.0 != "/api/mutual_returns") {
        assert_eq!(rows(&server, &elsewhere, *list).await, [""; 0], "{list:?}");
    }
    let back = all[all.len() - 1];
    assert_eq!(export(&server, &elsewhere, back, "核对清单").await.0, StatusCode::NOT_FOUND);
}

async fn who_edits_posts_has_the_files_of_their_lists(server: Server) {
    let (app, county) = (server.app.clone(), server.county.clone());
    let work = move || {
        let id = county.id;
        let place = app.store().read_blocking(move |tx| registry::api::union_by_id(tx, id)).unwrap().unwrap();
        let staff = |n: i64, role| {
            Actor::staff(Id(n), "张三", vec![guard::Grant { role, union_id: id, path: place.place() }])
        };
        let by = |n: i64| posts::demo::Writer {
            actor: staff(n, Role::BenefitsOfficer),
            union: id,
            name: place.name.clone(),
        };
        let staff = posts::demo::Staff {
            county: by(910_001),
            town: by(910_001),
            basic: by(910_001),
            editor: staff(910_002, Role::Editor),
            chief: staff(910_003, Role::ChiefEditor),
        };
        posts::demo::fill(&app, &staff, &county, &[]).unwrap();
    };
    tokio::task::spawn_blocking(work).await.unwrap();
    let county = server.county.id;
    let editor = server.sign_in("xuanchuan", Role::Editor, county).await;
    assert_eq!(compare(&server, &editor, OF_POSTS).await, OF_POSTS.len());
    // Whole texts go out with the column.
    let (_, text) = export(&server, &editor, OF_POSTS[1], "核对清单").await;
    let all = lines(&text);
    let at = all[0].iter().position(|t| t == "正文").unwrap();
    assert!(all.iter().any(|r| r.get(at).is_some_and(|c| c.contains("工会是您的娘家"))), "{text}");
    let viewer = server.sign_in("kan", Role::Viewer, county).await;
    for list in OF_POSTS {
        assert_eq!(export(&server, &viewer, *list, "核对清单").await.0, StatusCode::FORBIDDEN, "{list:?}");
    }
    // Of posts from elsewhere there is nothing.
    let elsewhere = server.sign_in("zhen", Role::Editor, server.county.townships[0].0).await;
    for list in OF_POSTS {
        assert_eq!(rows(&server, &elsewhere, *list).await, [""; 0], "{list:?}");
    }
}

async fn who_gives_benefits_has_the_files_of_their_lists(server: Server) {
    let (app, county) = (server.app.clone(), server.county.clone());
    let work = move || {
        app.load_dated().unwrap();
        let id = county.id;
        let place = app.store().read_blocking(move |tx| registry::api::union_by_id(tx, id)).unwrap().unwrap();
        let staff = |n: i64, role| {
            Actor::staff(Id(n), "张三", vec![guard::Grant { role, union_id: id, path: place.place() }])
        };
        let staff = benefits::demo::Staff {
            officer: staff(920_001, Role::BenefitsOfficer),
            manager: staff(920_002, Role::BenefitsManager),
        };
        let unit = |b: &demo::Basic| benefits::demo::Unit { id: b.id, path: b.path.clone() };
        let units: Vec<_> = county.basic.iter().map(unit).collect();
        benefits::demo::fill(&app, &staff, id, &units).unwrap();
    };
    tokio::task::spawn_blocking(work).await.unwrap();
    let (county, union) = (server.county.id, server.county.id.to_string());
    let officer = server.sign_in("puhui", Role::BenefitsOfficer, county).await;
    let drawn = first(&server, &officer, "/api/benefit_draw_rooms?state=drawn").await;
    let given = first(&server, &officer, "/api/benefit_campaigns?state=published&kind=coupon").await;
    let pool = first(&server, &officer, "/api/benefit_campaigns?state=published&kind=codes").await;
    let goods =
        first(&server, &officer, "/api/benefit_campaigns?q=%E6%85%B0%E9%97%AE%E7%A4%BC%E5%8C%85").await;
    let paid = first(&server, &officer, "/api/benefit_statements?state=paid").await;
    let mut all = placed(
        OF_BENEFITS,
        &[("DRAW", &drawn), ("CAMPAIGN", &given), ("GOODS", &goods), ("POOL", &pool), ("STATEMENT", &paid)],
    );
    for list in &mut all {
        list.1 = Box::leak(list.1.replace("UNION", &union).into_boxed_str());
    }
    assert_eq!(compare(&server, &officer, &all).await, OF_BENEFITS.len());
    let viewer = server.sign_in("kan", Role::Viewer, county).await;
    for list in &all {
        assert_eq!(export(&server, &viewer, *list, "核对清单").await.0, StatusCode::FORBIDDEN, "{list:?}");
    }
}

/// Whatever is shown in pages can be carried out, but for those that are parts of a record's own page.
#[test]
fn every_list_has_a_file() {
    let all = operations();
    let paged = |o: &&common::Operation| o.method == "GET" && o.queries.iter().any(|q| q == "limit");
    let without = [
        "/changes",
        "/tree",
        "/notices",
        "/me/cases",
        "/told/public",
        "/public/benefit_draws",
        "/me/benefit_vouchers",
        "/me/benefit_shops",
        "/till/redemptions",
        "/till/uses",
        "/till/complaints",
        "/till/proposals",
        "/till/statements",
        "/till/statements/{id}/lines",
        // Names nobody, for whoever looks after the connection.
        "/wechat/messages",
    ];
    for o in all.iter().filter(paged).filter(|o| !without.iter().any(|w| o.path.ends_with(w))) {
        let file = format!("{}/export", o.path);
        assert!(all.iter().any(|e| e.method == "POST" && e.path == file), "{} has no file", o.id);
    }
}

on_both!(
    a_file_holds_what_its_list_shows,
    administrators_have_the_files_of_their_lists_and_the_audit_has_all,
    who_keeps_the_books_has_the_files_of_their_lists,
    who_enrols_people_has_the_files_of_their_lists,
    who_decides_and_pays_has_the_files_of_their_lists,
    who_edits_posts_has_the_files_of_their_lists,
    who_gives_benefits_has_the_files_of_their_lists,
);
