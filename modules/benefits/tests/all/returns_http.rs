//! Returns of merchants and figures through the API: who enters and reads what.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use serde_json::json;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::World;
use crate::common::{Api, setup, trace};

/// A form with a file.
fn form(text: &str) -> Vec<u8> {
    let head = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"returns.csv\"\r\n\r\n";
    format!("{head}{text}\r\n--X--\r\n").into_bytes()
}

db_test! { setup();
    async fn the_desk_enters_what_a_merchant_told(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let m = block_in_place(|| w.merchant(1)).merchant;
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let viewer = api.sign_in(Role::Viewer, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        let today = w.app.clock().today();
        let path = format!("/api/benefit_merchants/{}/discounts", m.id);
        let d = officer.post(&path, &json!({ "title": "票价八折", "from": today.month_start().to_string() })).await.json();
        let month = today.number() / 100;
        let body = json!({ "merchant_id": m.id.to_string(), "discount_id": d["id"], "month": month, "times": 12, "off_fen": 3_600 });
        assert_eq!(viewer.post("/api/benefit_returns", &body).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.post("/api/benefit_returns", &body).await.problem(), "benefits.merchant-not-found");
        let made = officer.post_once("/api/benefit_returns", "key-return-1", &body).await;
        assert_eq!((made.status, &made.json()["version"]), (StatusCode::OK, &json!(1)), "{}", made.json());
        assert_eq!(officer.post_once("/api/benefit_returns", "key-return-1", &body).await.json(), made.json());
        assert_eq!(officer.post("/api/benefit_returns", &body).await.problem(), "benefits.merchant-stale");
        let mut again = body.clone();
        (again["times"], again["version"]) = (json!(14), json!(1));
        assert_eq!(officer.post("/api/benefit_returns", &again).await.json()["version"], json!(2));
        again["month"] = json!(month + 1_000);
        let fields: Vec<String> =
            officer.post("/api/benefit_returns", &again).await.fields().into_iter().map(|(pointer, _)| pointer).collect();
        assert_eq!(fields, ["/month"]);

        let all = officer.get(&format!("/api/benefit_returns?union_id={}&q=影城", w.r.county.id)).await.json();
        let row = &all["items"][0];
        assert_eq!(
            (&row["times"], &row["merchant_name"], &row["discount_title"]),
            (&json!(14), &json!("示范影城1号"), &json!("票价八折")),
            "{all}"
        );
        for none in ["q=没有".to_owned(), format!("from={}", month + 1), format!("to={}", month - 1)] {
            let found = officer.get(&format!("/api/benefit_returns?{none}")).await.json();
            assert_eq!(found["items"].as_array().unwrap().len(), 0, "{none}");
        }
        assert_eq!(town.get("/api/benefit_returns").await.json()["items"].as_array().unwrap().len(), 0);
        assert_eq!(officer.get("/api/benefit_returns/count").await.json()["value"], json!(1));

        // Many lines at once, by the credit code; the same file again changes nothing.
        let lines = format!(
            "统一社会信用代码,优惠,月份,使用人次,优惠金额\n{c},票价八折,{month},20,50.5\n{c},没有的,{month},1,1\n{c},票价八折,1999-01,1,1\n91330226MA2TEST700,票价八折,{month},1,1\n",
            c = m.credit_code
        );
        assert_eq!(viewer.send_form("/api/benefit_returns/file", form(&lines)).await.status, StatusCode::FORBIDDEN);
        let told = officer.send_form("/api/benefit_returns/file", form(&lines)).await.json();
        assert_eq!((&told["new"], &told["changed"], &told["known"]), (&json!(0), &json!(1), &json!(0)), "{told}");
        let rows: Vec<i64> = told["left"].as_array().unwrap().iter().map(|l| l["row"].as_i64().unwrap()).collect();
        assert_eq!(rows, [3, 4, 5], "{told}");
        let again = officer.send_form("/api/benefit_returns/file", form(&lines)).await.json();
        assert_eq!((&again["changed"], &again["known"]), (&json!(0), &json!(1)), "{again}");
        let other = officer.send_form("/api/benefit_returns/file", form("a,b\n1,2\n")).await;
        assert_eq!(other.problem(), "benefits.return-columns");

        let f = officer.get(&format!("/api/benefit_figures?union_id={}&from={today}&to={today}", w.r.county.id)).await.json();
        assert_eq!((&f["uses"], &f["off_fen"], &f["times"]), (&json!(20), &json!(5_050), &json!(0)), "{f}");
        assert_eq!(f["discounts"][0]["title"], "票价八折");
        for part in ["campaigns", "months", "unions", "discounts", "merchants", "missed"] {
            let asked = json!({
                "union_id": w.r.county.id.to_string(), "from": today.to_string(), "to": today.to_string(), "part": part,
                "format": "csv", "purpose": "核对统计",
            });
            assert_eq!(officer.post("/api/benefit_figures/export", &asked).await.status, StatusCode::OK, "{part}");
        }
        let actions: Vec<String> = trace(&w.app).await.into_iter().map(|e| e.action).collect();
        assert_eq!(actions.iter().filter(|a| *a == "merchant.monthly").count(), 3);
    }
}
