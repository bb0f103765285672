//! One person, once: one active membership under a race, one identity over documents of all kinds.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Register, app, enter, id_number, joining, person, program, setup};
use axum::http::StatusCode;
use guard::Role;
use kernel::Day;
use registry::RegistryError;
use registry::api;
use serde_json::json;
use store::{DbError, Route, Sql};
use testkit::{TestDb, db_test};

fn count(app: &platform::App, text: &'static str) -> i64 {
    let sql = Sql::composed("test", Route::FanOut("test"), text.to_owned());
    app.store().read_blocking(move |tx| tx.query_one(&sql, &[], |r| r.get(0))).unwrap().unwrap()
}

db_test! { setup();
    fn one_active_membership_per_person_under_a_race(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let id = enter(&app, &r.mine, vec![person("张伟", &id_number(1), None)])[0];
        let end = "UPDATE membership SET status = 'left', valid_to = 20251231";
        app.store().write_blocking(move |tx| tx.script(end)).unwrap();
        // Eight who begin a membership for the same person, without looking first.
        let outcomes: Vec<Result<_, RegistryError>> = std::thread::scope(|s| {
            let all: Vec<_> = (0..8)
                .map(|n| {
                    let (app, m) = (app.clone(), joining(if n % 2 == 0 { &r.mine } else { &r.theirs }, Day::constant(2026, 1, 1)));
                    s.spawn(move || app.store().write_blocking(move |tx| api::begin_membership(tx, &program(), id, "张伟", &m)))
                })
                .collect();
            all.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let won = outcomes.iter().filter(|o| o.is_ok()).count();
        let lost = outcomes.iter().filter(|o| matches!(o, Err(RegistryError::Db(DbError::Conflict(_))))).count();
        assert_eq!((won, lost), (1, 7), "{outcomes:?}");
        assert_eq!(count(&app, "SELECT count(*) FROM membership WHERE valid_to = 99991231"), 1);
        let figure = "SELECT CAST(SUM(total) AS BIGINT) FROM figure_sum WHERE period > 9999999 AND indicator = 'member.joined'";
        assert_eq!(count(&app, figure), 2, "the losers left no fact behind");
    }

    async fn documents_of_all_kinds_are_one_identity(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        // Entered with the 15 digits of the first-generation card.
        let new = |name: &str, kind: &str, number: &str| {
            json!({ "union_id": r.mine.id, "name": name, "document_kind": kind, "document_number": number,
                "birth_day": "1987-06-15", "change_day": "2026-11-01" })
        };
        let made = clerk.post("/api/members", &new("张伟", "111", "330226870615001")).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let path = format!("/api/members/{id}/documents");
        let add = async |kind: &str, number: &str| clerk.post(&path, &json!({ "kind": kind, "number": number })).await;
        let same = add("111", "330226198706150017").await;
        assert_eq!((same.status, same.problem().as_str()), (StatusCode::CONFLICT, "registry.document-known"), "15 and 18 digits are one number");
        let residence = kernel::IdNumber::compose(810_000, Day::constant(1987, 6, 15), 3).unwrap();
        for (kind, number) in [
            ("L01", residence.as_str()), ("113", "330226198706150017"), ("414", "E12345678"), ("516", "H1234567801"), ("511", "12345678"),
            ("553", "911124198108030024"), ("553", "USA110101800101"), ("114", "军字第0012345号"),
        ] {
            let added = add(kind, number).await;
            assert_eq!(added.status, StatusCode::CREATED, "{kind} {number}: {}", added.json());
        }
        // The next issue of the same permit renews the number; nobody gets a second document.
        let renewed = add("516", "H1234567802").await;
        assert_eq!(renewed.status, StatusCode::CREATED, "{}", renewed.json());
        let list = clerk.get(&path).await.json();
        let kinds: Vec<&str> = list.as_array().unwrap().iter().map(|d| d["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["111", "L01", "113", "414", "516", "511", "553", "553", "114"]);
        // Each document leads to the same person, in entry and in search; one person is there.
        for (kind, number) in [("113", "330226198706150017"), ("414", "e12345678"), ("516", "H12345678"), ("511", "12345678"),
            ("553", "911124198108030024"), ("553", "USA110101800101"), ("111", "330226870615001")] {
            let again = clerk.post("/api/members", &new("张伟", kind, number)).await;
            assert_eq!((again.status, again.problem().as_str()), (StatusCode::CONFLICT, "registry.already-member"), "{kind} {number}");
        }
        for number in ["E12345678", "H1234567802", "911124198108030024", "330226870615001"] {
            assert_eq!(clerk.get(&format!("/api/members?q={number}")).await.items("id"), [id.as_str()], "{number}");
        }
        assert_eq!(tokio::task::block_in_place(|| count(&app, "SELECT count(*) FROM person")), 1);
        // A second person cannot take one of them.
        let li = clerk.post("/api/members", &new("李四", "111", &id_number(9))).await.json()["id"].as_str().unwrap().to_owned();
        let taken = clerk.post(&format!("/api/members/{li}/documents"), &json!({ "kind": "414", "number": "E12345678" })).await;
        assert_eq!((taken.status, taken.problem().as_str()), (StatusCode::CONFLICT, "registry.document-taken"));
        assert_eq!(taken.json()["params"]["name"], "张*");
        let wrong = add("511", "1234").await;
        assert_eq!(wrong.fields(), [("/number".into(), "kernel.document-form".into())]);
        // The household book goes, the key that it shares with the card stays; the last document stays at all.
        let book = list[2]["id"].as_str().unwrap();
        let gone = clerk.call("DELETE", &format!("{path}/{book}"), &[], None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        assert_eq!(clerk.post("/api/members", &new("张伟", "111", "330226870615001")).await.problem(), "registry.already-member");
        let only = clerk.get(&format!("/api/members/{li}/documents")).await.json()[0]["id"].as_str().unwrap().to_owned();
        let last = clerk.call("DELETE", &format!("/api/members/{li}/documents/{only}"), &[], None).await;
        assert_eq!((last.status, last.problem().as_str()), (StatusCode::CONFLICT, "registry.last-document"));
        let passport = list[3]["id"].clone();
        let full = json!({ "field": "document", "document_id": passport, "purpose": "核对原件" });
        let shown = clerk.post(&format!("/api/members/{id}/reveal"), &full).await;
        assert_eq!(shown.json(), json!({ "value": "E12345678" }));
        // The last four are those of the first document that is left.
        let tail = residence.as_str()[14..].to_lowercase();
        let by = async |four: &str| clerk.get(&format!("/api/members?q={four}")).await.items("id");
        assert_eq!(by("0017").await, [id.as_str()]);
        let card = list[0]["id"].as_str().unwrap();
        let gone = clerk.call("DELETE", &format!("{path}/{card}"), &[], None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        assert_eq!((by("0017").await.len(), by(&tail).await), (0, vec![id.clone()]));
        let changes = clerk.get(&format!("/api/members/{id}/changes")).await.json();
        assert!(!changes.to_string().contains("E12345678"), "the history shows no number");
        assert_eq!(changes["items"].as_array().unwrap().iter().filter(|c| c["label"] == "增加证件").count(), 8);
    }
}
