//! The endpoints: who sees which books, entering by hand, lists and files.

use axum::http::StatusCode;
use guard::Role;
use kernel::Clock;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

use crate::common::{Answer, Api, app, audited, setup};
use crate::money::{Book, balance, book, entry, sound, transfer};

/// Work that waits for the database, on a thread beside the runtime.
fn beside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|s| s.spawn(work).join()).unwrap()
}

fn filled(db: &TestDb) -> (Api, Book) {
    let (app, b) = beside(|| (app(db), book(db.store())));
    (Api::new(&app), b)
}

fn told(api: &Api, action: &str) -> Vec<String> {
    beside(|| audited(&api.app, action))
}

async fn post(api: &Api, cookie: &str, path: &str, body: Value) -> Answer {
    api.send("POST", path, cookie, "", body).await
}

fn new(id: i64, debit: kernel::Id, credit: kernel::Id, amount: i64) -> Value {
    json!({ "id": id.to_string(), "debit_id": debit, "credit_id": credit, "amount_fen": amount, "day": "2026-11-23", "memo": " 拨入 " })
}

db_test! { setup();
    async fn a_transfer_is_entered_by_hand_once_and_taken_back_once(db: &TestDb) {
        let (api, b) = filled(db);
        let manager = api.sign_in("manager", Role::FundManager, 1).await;
        let made = post(&api, &manager, "/ledger_transfers", new(9, b.bank, b.fund, 5_000)).await;
        assert_eq!((made.status, &made.body), (StatusCode::CREATED, &json!({ "id": "9", "made": true })));
        let again = post(&api, &manager, "/ledger_transfers", new(9, b.bank, b.fund, 5_000)).await;
        assert_eq!((again.status, &again.body), (StatusCode::CREATED, &json!({ "id": "9", "made": false })));
        let other = post(&api, &manager, "/ledger_transfers", new(9, b.bank, b.fund, 5_001)).await;
        assert_eq!((other.status, other.code()), (StatusCode::CONFLICT, "ledger.id-reused"));
        assert_eq!(told(&api, "ledger.enter"), ["{\"amount\":\"50.00\"}"], "one deed");
        let shown = api.get("/ledger_transfers/9", &manager).await.body;
        assert_eq!(shown["entries"].as_array().unwrap().len(), 2);
        assert_eq!((&shown["memo"], &shown["reason_label"], &shown["may_reverse"]), (&json!("拨入"), &json!("手工记账"), &json!(true)));
        assert_eq!((&shown["debit_code"], &shown["credit_title"], &shown["made_by_name"]), (&json!("bank"), &json!("基金"), &json!("manager")));
        assert_eq!((&shown["entries"][1]["balance_fen"], &shown["entries"][1]["other_code"]), (&json!(5_000), &json!("bank")));
        for (body, code) in [
            (new(10, b.fund, b.payable, 5_001), "ledger.limit"),
            (new(10, b.fund, b.fund, 5), "ledger.same-account"),
            (new(10, b.fund, b.payable, 0), "ledger.amount"),
            (new(0, b.fund, b.payable, 5), "ledger.bad-id"),
        ] {
            let refused = post(&api, &manager, "/ledger_transfers", body).await;
            assert_eq!(refused.code(), code);
            assert!(!refused.status.is_success());
        }
        let why = json!({ "id": "11", "why": "拨错了", "day": "2026-11-23" });
        let back = post(&api, &manager, "/ledger_transfers/9/reverse", why.clone()).await;
        assert_eq!((back.status, &back.body), (StatusCode::CREATED, &json!({ "id": "11", "made": true })));
        let back = post(&api, &manager, "/ledger_transfers/9/reverse", why).await;
        assert_eq!(back.body, json!({ "id": "11", "made": false }));
        let twice = post(&api, &manager, "/ledger_transfers/9/reverse", json!({ "id": "12", "why": "拨错了", "day": "2026-11-23" })).await;
        assert_eq!((twice.status, twice.code()), (StatusCode::CONFLICT, "ledger.reversed"));
        let short = post(&api, &manager, "/ledger_transfers/11/reverse", json!({ "id": "12", "why": "x", "day": "2026-11-23" })).await;
        assert_eq!(short.body["errors"][0]["pointer"], "/why", "{}", short.body);
        assert_eq!(told(&api, "ledger.reverse").len(), 1);
        let shown = api.get("/ledger_transfers/9", &manager).await.body;
        assert_eq!((&shown["end_id"], &shown["may_reverse"], &shown["end_by_name"]), (&json!("11"), &json!(false), &json!("manager")));
        beside(|| sound(db.store()));
    }

    async fn books_of_others_are_not_there_and_roles_without_the_right_are_refused(db: &TestDb) {
        let (api, b) = filled(db);
        beside(|| transfer(db.store(), &[entry(5, b.bank, b.fund, 5_000)])).unwrap();
        let county = api.sign_in("county", Role::FundManager, 1).await;
        let town = api.sign_in("town", Role::FundManager, 2).await;
        let auditor = api.sign_in("auditor", Role::FundAuditor, 1).await;
        let officer = api.sign_in("officer", Role::FundOfficer, 1).await;
        let chair = api.sign_in("chair", Role::Chair, 1).await;
        // Who stands above sees the books beneath; beneath, only the own ones.
        let books = api.get("/ledger_books", &county).await.body;
        assert_eq!(books.as_array().unwrap().iter().map(|r| r["union_id"].clone()).collect::<Vec<_>>(), [json!("1"), json!("2")]);
        assert_eq!(api.get("/ledger_books", &town).await.body[0]["union_name"], "工会2");
        assert_eq!(api.get("/ledger_books", &town).await.body.as_array().unwrap().len(), 1);
        let bank = b.bank;
        for path in [
            format!("/ledger_accounts/{bank}"),
            "/ledger_accounts?union_id=1".to_owned(),
            "/ledger_books/1/trial_balance".to_owned(),
            "/ledger_books/1/closings".to_owned(),
            "/ledger_transfers/5".to_owned(),
            format!("/ledger_entries?account_id={bank}"),
            "/ledger_entries?union_id=1".to_owned(),
            "/ledger_entries/count?union_id=1".to_owned(),
        ] {
            assert_eq!(api.get(&path, &county).await.status, StatusCode::OK, "{path}");
            assert_eq!(api.get(&path, &auditor).await.status, StatusCode::OK, "{path}");
            assert_eq!(api.get(&path, &town).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(api.get(&path, &chair).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        for path in ["/ledger_entries", "/ledger_accounts"] {
            let seen = api.get(path, &town).await.body;
            let foreign = |r: &Value| r["union_id"] != "2";
            assert!(!seen["items"].as_array().unwrap().iter().any(foreign), "{path}: {seen}");
        }
        assert_eq!(api.get("/ledger_entries", &town).await.body["items"], json!([]));
        assert_eq!(api.get("/ledger_entries?record_kind=bill&record_id=7", &town).await.body["items"], json!([]));
        assert_eq!(api.get("/ledger_entries/count", &town).await.body["value"], 0);
        let deeds = [
            ("/ledger_transfers".to_owned(), new(20, b.bank, b.fund, 5)),
            ("/ledger_transfers/5/reverse".to_owned(), json!({ "id": "21", "why": "记错了", "day": "2026-11-23" })),
            ("/ledger_books/1/close".to_owned(), json!({ "month": 202_610 })),
            ("/ledger_books/1/trial_balance/export".to_owned(), json!({ "purpose": "核对余额" })),
        ];
        for (path, body) in &deeds {
            assert_eq!(post(&api, &town, path, body.clone()).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(post(&api, &chair, path, body.clone()).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        for (path, body) in &deeds[..3] {
            assert_eq!(post(&api, &auditor, path, body.clone()).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(post(&api, &officer, path, body.clone()).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        // Between two books, and towards one that is not the own: what somebody else has is not told.
        let across = post(&api, &county, "/ledger_transfers", new(20, b.bank, b.elsewhere, 5)).await;
        assert_eq!((across.status, across.code()), (StatusCode::UNPROCESSABLE_ENTITY, "ledger.other-book"));
        for (debit, credit) in [(b.elsewhere, b.fund), (b.fund, b.elsewhere)] {
            let away = post(&api, &town, "/ledger_transfers", new(20, debit, credit, 99_999_999)).await;
            assert_eq!((away.status, away.code()), (StatusCode::NOT_FOUND, "ledger.account-not-found"));
        }
        let known = post(&api, &town, "/ledger_transfers", new(5, b.elsewhere, b.bank, 5)).await;
        assert_eq!(known.status, StatusCode::NOT_FOUND, "an id of somebody else's transfer");
        assert!(told(&api, "ledger.enter").is_empty());
    }

    async fn balances_of_the_past_are_answered_from_the_entries(db: &TestDb) {
        let (api, b) = filled(db);
        let auditor = api.sign_in("auditor", Role::FundAuditor, 1).await;
        let first = db.clock().now().0;
        for n in 0..3 {
            beside(|| transfer(db.store(), &[entry(5 + n, b.bank, b.fund, 1_000)])).unwrap();
            db.clock().advance_ms(60_000);
        }
        let (fund, mid) = (b.fund, first + 60_000);
        let shown = api.get(&format!("/ledger_accounts/{fund}?at={mid}"), &auditor).await.body;
        assert_eq!((&shown["balance_fen"], &shown["at_balance"]["balance_fen"], &shown["at"]), (&json!(3_000), &json!(2_000), &json!(mid)));
        let sheet = api.get(&format!("/ledger_books/1/trial_balance?at={mid}"), &auditor).await.body;
        assert_eq!((&sheet["debit_fen"], &sheet["credit_fen"]), (&json!(2_000), &json!(2_000)));
        assert_eq!(sheet["lines"].as_array().unwrap().len(), 8);
        assert_eq!((&sheet["lines"][0]["code"], &sheet["lines"][0]["side"]), (&json!("bank"), &json!("debit")));
    }

    async fn lists_turn_pages_keep_their_conditions_and_close_months(db: &TestDb) {
        let (api, b) = filled(db);
        let manager = api.sign_in("manager", Role::FundManager, 1).await;
        for n in 0..7 {
            let day = kernel::Day::constant(2026, 10, 20).plus_days(n);
            let e = platform::ledger::Entry { day, record: ("bill", kernel::Id(n % 2 + 1)), ..entry(5 + n, b.bank, b.fund, 1_000 + n) };
            beside(|| transfer(db.store(), &[e])).unwrap();
            db.clock().advance_ms(1_000);
        }
        let all = |path: String| {
            let (api, manager) = (&api, &manager);
            async move {
                let (mut found, mut after) = (Vec::new(), String::new());
                loop {
                    let page = api.get(&format!("{path}&limit=3{after}"), manager).await;
                    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
                    found.extend(page.body["items"].as_array().unwrap().clone());
                    let Some(next) = page.body["next"].as_str() else { return found };
                    after = format!("&after={next}");
                }
            }
        };
        let of_book = all("/ledger_entries?union_id=1".into()).await;
        assert_eq!(of_book.len(), 14);
        let days: Vec<&str> = of_book.iter().map(|r| r["day"].as_str().unwrap()).collect();
        assert!(days.is_sorted_by(|a, b| a >= b), "latest first: {days:?}");
        assert_eq!(all("/ledger_entries?".into()).await, of_book, "the only book with entries");
        let of_bank = all(format!("/ledger_entries?account_id={}", b.bank)).await;
        let seqs: Vec<i64> = of_bank.iter().map(|r| r["seq"].as_i64().unwrap()).collect();
        assert_eq!(seqs, [7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(of_bank[0]["balance_fen"], 7_021);
        let some = all(format!("/ledger_entries?account_id={}&from=2026-10-21&to=2026-10-22", b.bank)).await;
        assert_eq!(some.len(), 2);
        assert_eq!(all("/ledger_entries?record_kind=bill&record_id=2".into()).await.len(), 6);
        assert_eq!(all("/ledger_entries?reason=mutual.premium".into()).await.len(), 0);
        assert_eq!(api.get("/ledger_entries/count?from=2026-10-25", &manager).await.body, json!({ "value": 4, "exact": true }));
        assert_eq!(api.get("/ledger_entries?after=nonsense", &manager).await.status, StatusCode::BAD_REQUEST);
        let accounts = all("/ledger_accounts?".into()).await;
        assert_eq!(accounts.len(), 9);
        assert_eq!(all("/ledger_accounts?kind=bank".into()).await.len(), 2);
        assert_eq!((&accounts[0]["code"], &accounts[0]["balance_fen"], &accounts[0]["available_fen"], &accounts[0]["entries"]), (&json!("bank"), &json!(7_021), &json!(7_021), &json!(7)));

        let not_yet = post(&api, &manager, "/ledger_books/1/close", json!({ "month": 202_611 })).await;
        assert_eq!((not_yet.status, not_yet.code()), (StatusCode::UNPROCESSABLE_ENTITY, "ledger.month-not-over"));
        for _ in 0..2 {
            let closed = post(&api, &manager, "/ledger_books/1/close", json!({ "month": 202_610 })).await;
            assert_eq!((closed.status, &closed.body["month"], &closed.body["debit_fen"]), (StatusCode::OK, &json!(202_610), &json!(7_021)), "{}", closed.body);
        }
        assert_eq!(told(&api, "ledger.close"), ["{\"closed_to\":[\"\",\"2026-10\"]}"]);
        assert_eq!(api.get("/ledger_books/1/closings", &manager).await.body.as_array().unwrap().len(), 1);
        assert_eq!(api.get("/ledger_books", &manager).await.body[0]["closed_to"], 202_610);
        let late = json!({ "id": "99", "debit_id": b.bank, "credit_id": b.fund, "amount_fen": 1, "day": "2026-10-31", "memo": "" });
        assert_eq!(post(&api, &manager, "/ledger_transfers", late).await.code(), "ledger.closed");
    }

    async fn what_many_enter_at_once_is_made_or_refused_one_by_one(db: &TestDb) {
        let (api, b) = filled(db);
        beside(|| transfer(db.store(), &[entry(5, b.bank, b.fund, 70)])).unwrap();
        let people = [api.sign_in("one", Role::FundManager, 1).await, api.sign_in("two", Role::FundManager, 1).await];
        let town = api.sign_in("town", Role::FundManager, 2).await;
        let api = std::rc::Rc::new(api);
        let ask = |cookie: &str, id: i64| {
            let (api, cookie) = (api.clone(), cookie.to_owned());
            async move { post(&api, &cookie, "/ledger_transfers", new(id, b.fund, b.payable, 1)).await }
        };
        let local = tokio::task::LocalSet::new();
        let mut all = Vec::new();
        for n in 0..100 {
            all.push(local.spawn_local(ask(&people[n % 2], 100 + n as i64)));
            if n % 10 == 0 {
                // The same once more, and somebody who must not know of these books.
                all.push(local.spawn_local(ask(&people[n % 2], 100 + n as i64)));
                all.push(local.spawn_local(ask(&town, 1_100 + n as i64)));
            }
        }
        let mut answers = Vec::new();
        local
            .run_until(async {
                for one in all {
                    answers.push(one.await.unwrap());
                }
            })
            .await;
        let count = |status: StatusCode| answers.iter().filter(|a| a.status == status).count();
        let made = answers.iter().filter(|a| a.body["made"] == true).count();
        assert_eq!((made, count(StatusCode::NOT_FOUND)), (70, 10));
        assert_eq!(count(StatusCode::CREATED) + count(StatusCode::CONFLICT), 110);
        assert!(answers.iter().filter(|a| a.status == StatusCode::CONFLICT).all(|a| a.code() == "ledger.limit"));
        assert_eq!(told(&api, "ledger.enter").len(), 70);
        beside(|| {
            let s = db.store();
            assert_eq!((balance(s, b.fund), balance(s, b.payable)), (0, 70));
            sound(s);
        });
    }
}
