//! Ids that exist, but elsewhere: whoever answers for one township asks every operation for the records of another one, as
//! themselves and as children of own records, and learns nothing.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use common::child::{Answer, answer, niangjia, request};
use common::site::Site;
use common::{Operation, body_of, operations};
use serde_json::{Value, json};
use testkit::Db;

/// Operations without a place: the policy alone says who may, or they concern who is signed in.
const WITHOUT: &[&str] = &[
    "account",
    "accounts",
    "answers",
    "calendar",
    "case_deputies",
    "codesets",
    "figures",
    "join",
    "letter_templates",
    "me",
    "notices",
    "parameters",
    "parameter_proposals",
    "procedures",
    "public",
    "resets",
    "shape_packs",
    "wechat",
];

/// Where ids of records elsewhere are found; `HERE` is the condition that `path` lies in the township.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "members",
        "SELECT person_id FROM membership WHERE valid_to = 99991231 AND union_path <> '' AND NOT HERE(union_path)",
    ),
    ("cases", "SELECT id FROM case_file WHERE NOT HERE(home_path) AND NOT HERE(holder_path)"),
    ("unions", "SELECT id FROM trade_union WHERE NOT HERE(path)"),
    ("employers", "SELECT id FROM employer WHERE NOT HERE(union_path)"),
    ("imports", "SELECT id FROM import_batch WHERE NOT HERE(union_path)"),
    ("joins", "SELECT id FROM join_application WHERE NOT HERE(union_path)"),
    (
        "transfers",
        "SELECT person_id FROM transfer_proposal WHERE state = 'proposed' AND NOT HERE(from_path) AND NOT HERE(to_path)",
    ),
    ("zones", "SELECT id FROM zone WHERE NOT HERE(union_path)"),
    ("duties", "SELECT id FROM duty WHERE NOT HERE(union_path)"),
    ("surveys", "SELECT s.id FROM survey s JOIN trade_union u ON u.id = s.union_id WHERE NOT HERE(u.path)"),
    (
        "visits",
        "SELECT v.id FROM visit v JOIN trade_union u ON u.id = v.union_id JOIN employer e ON e.id = v.employer_id
         WHERE NOT HERE(u.path) AND NOT HERE(e.union_path)",
    ),
    ("visit_plans", "SELECT p.id FROM visit_plan p JOIN trade_union u ON u.id = p.union_id WHERE NOT HERE(u.path)"),
    ("rooms", "SELECT r.id FROM voice_room r JOIN trade_union u ON u.id = r.union_id WHERE NOT HERE(u.path)"),
    ("receptions", "SELECT d.id FROM reception d JOIN trade_union u ON u.id = d.union_id WHERE NOT HERE(u.path)"),
    ("founding_hints", "SELECT union_id FROM founding_hint WHERE NOT HERE(union_path)"),
    (
        "figure_reports",
        "SELECT r.id FROM figure_report r JOIN trade_union u ON u.id = r.union_id WHERE NOT HERE(u.path)",
    ),
    // One that is kept above is for everybody beneath.
    (
        "exchange_targets",
        "SELECT id FROM exchange_target t WHERE NOT HERE(union_path) AND NOT EXISTS (SELECT 1 FROM trade_union u
           WHERE HERE(u.path) AND substr(u.path, 1, length(t.union_path)) = t.union_path)",
    ),
    ("exchange_runs", "SELECT id FROM exchange_run WHERE NOT HERE(union_path)"),
    // One that is kept above is for everybody beneath.
    (
        "knowledge",
        "SELECT a.id FROM knowledge_article a JOIN trade_union t ON t.id = a.union_id WHERE NOT HERE(t.path)
           AND NOT EXISTS (SELECT 1 FROM trade_union u WHERE HERE(u.path) AND substr(u.path, 1, length(t.path)) = t.path)",
    ),
    ("letters", "SELECT id FROM letter WHERE NOT HERE(union_path)"),
    (
        "ledger_books",
        "SELECT b.union_id FROM ledger_book b JOIN trade_union u ON u.id = b.union_id WHERE NOT HERE(u.path)",
    ),
    ("ledger_accounts", "SELECT a.id FROM ledger_account a JOIN trade_union u ON u.id = a.book_id WHERE NOT HERE(u.path)"),
    ("ledger_transfers", "SELECT t.id FROM ledger_transfer t JOIN trade_union u ON u.id = t.book_id WHERE NOT HERE(u.path)"),
    // One in force that is kept above is for everybody beneath.
    (
        "mutual_schemes",
        "SELECT s.id FROM mutual_scheme s JOIN trade_union t ON t.id = s.union_id WHERE NOT HERE(t.path)
           AND NOT EXISTS (SELECT 1 FROM trade_union u WHERE HERE(u.path) AND substr(u.path, 1, length(t.path)) = t.path)",
    ),
    (
        "mutual_reruns",
        "SELECT r.id FROM mutual_rerun r JOIN mutual_scheme s ON s.id = r.scheme_id JOIN trade_union u ON u.id = s.union_id
         WHERE NOT HERE(u.path)",
    ),
    // One that is run above takes people of everybody beneath.
    (
        "mutual_periods",
        "SELECT p.id FROM mutual_period p JOIN trade_union t ON t.id = p.union_id WHERE NOT HERE(t.path)
           AND NOT EXISTS (SELECT 1 FROM trade_union u WHERE HERE(u.path) AND substr(u.path, 1, length(t.path)) = t.path)",
    ),
    ("mutual_rosters", "SELECT r.id FROM mutual_roster r JOIN trade_union u ON u.id = r.union_id WHERE NOT HERE(u.path)"),
    (
        "mutual_enrolments",
        "SELECT e.period_id FROM mutual_enrolment e JOIN trade_union u ON u.id = e.union_id WHERE NOT HERE(u.path)",
    ),
    ("mutual_bills", "SELECT b.id FROM mutual_bill b JOIN trade_union u ON u.id = b.union_id WHERE NOT HERE(u.path)"),
    (
        "mutual_statements",
        "SELECT s.id FROM mutual_statement s JOIN trade_union u ON u.id = s.union_id WHERE NOT HERE(u.path)",
    ),
    (
        "mutual_receipts",
        "SELECT r.id FROM mutual_receipt r JOIN trade_union u ON u.id = r.union_id WHERE NOT HERE(u.path)",
    ),
    (
        "mutual_payment_batches",
        "SELECT b.id FROM mutual_payment_batch b JOIN trade_union u ON u.id = b.union_id WHERE NOT HERE(u.path)",
    ),
    ("mutual_refunds", "SELECT f.id FROM mutual_refund f JOIN trade_union u ON u.id = f.union_id WHERE NOT HERE(u.path)"),
    ("mutual_answers", "SELECT a.id FROM mutual_answer a JOIN trade_union u ON u.id = a.union_id WHERE NOT HERE(u.path)"),
    ("mutual_samples", "SELECT s.id FROM mutual_sample s JOIN trade_union u ON u.id = s.union_id WHERE NOT HERE(u.path)"),
    ("mutual_claims", "SELECT c.id FROM mutual_claim c JOIN trade_union u ON u.id = c.union_id WHERE NOT HERE(u.path)"),
    ("mutual_sources", "SELECT s.id FROM mutual_source s JOIN trade_union u ON u.id = s.union_id WHERE NOT HERE(u.path)"),
    (
        "mutual_settlements",
        "SELECT s.id FROM mutual_settlement s JOIN trade_union u ON u.id = s.union_id WHERE NOT HERE(u.path)",
    ),
    ("mutual_notices", "SELECT n.id FROM mutual_notice n JOIN trade_union u ON u.id = n.union_id WHERE NOT HERE(u.path)"),
    ("posts", "SELECT p.id FROM post p JOIN trade_union u ON u.id = p.union_id WHERE NOT HERE(u.path)"),
    ("post_columns", "SELECT c.id FROM post_column c JOIN trade_union u ON u.id = c.union_id WHERE NOT HERE(u.path)"),
    ("post_channels", "SELECT c.id FROM post_channel c JOIN trade_union u ON u.id = c.union_id WHERE NOT HERE(u.path)"),
    // What is on line above is for everybody beneath.
    (
        "benefit_campaigns",
        "SELECT c.id FROM benefit_campaign c JOIN trade_union u ON u.id = c.union_id
         WHERE c.state IN ('draft', 'proposed', 'withdrawn') AND NOT HERE(u.path)",
    ),
    ("benefit_budgets", "SELECT g.union_id FROM benefit_grant g JOIN trade_union u ON u.id = g.union_id WHERE NOT HERE(u.path)"),
    (
        "benefit_draws",
        "SELECT c.id FROM benefit_campaign c JOIN trade_union u ON u.id = c.union_id
           WHERE c.kind = 'draw' AND c.state IN ('published', 'ended') AND NOT HERE(u.path)",
    ),
    ("benefit_merchants", "SELECT m.id FROM benefit_merchant m JOIN trade_union u ON u.id = m.union_id WHERE NOT HERE(u.path)"),
    (
        "benefit_redemptions",
        "SELECT r.merchant_id FROM benefit_redemption r JOIN trade_union u ON u.id = r.union_id WHERE NOT HERE(u.path)",
    ),
    (
        "benefit_statements",
        "SELECT s.id FROM benefit_statement s JOIN trade_union u ON u.id = s.union_id WHERE NOT HERE(u.path)",
    ),
    ("till", "SELECT r.id FROM benefit_redemption r JOIN trade_union u ON u.id = r.union_id WHERE NOT HERE(u.path)"),
    ("benefit_cards", "SELECT c.person_id FROM benefit_card c JOIN trade_union u ON u.id = c.union_id WHERE NOT HERE(u.path)"),
    (
        "benefit_card_batches",
        "SELECT b.id FROM benefit_card_batch b JOIN trade_union u ON u.id = b.union_id WHERE NOT HERE(u.path)",
    ),
    ("mutual_cards", "SELECT c.person_id FROM mutual_claim c JOIN trade_union u ON u.id = c.union_id WHERE NOT HERE(u.path)"),
];

/// What the demo keeps at the county alone: it is for everybody beneath.
const KEPT_ABOVE: [&str; 4] = ["exchange_targets", "knowledge", "mutual_periods", "mutual_schemes"];

/// Children with ids of their own, and where they are found by their parent.
const CHILDREN: &[(&str, &str)] = &[
    ("document_id", "SELECT id, person_id FROM person_document"),
    ("attachment_id", "SELECT id, subject_id FROM attachment"),
    ("file_id", "SELECT id, subject_id FROM attachment"),
    ("flag_id", "SELECT id, person_id FROM member_flag"),
    ("request_id", "SELECT id, person_id FROM data_request"),
    ("certificate_id", "SELECT id, person_id FROM member_certificate"),
    ("shift_id", "SELECT id, room_id FROM room_shift"),
    ("sign_up_id", "SELECT id, reception_id FROM reception_sign_up"),
    ("election_id", "SELECT id, union_id FROM union_election"),
    ("change_id", "SELECT id, union_id FROM union_change"),
    (
        "other_id",
        "SELECT person_id, person_id FROM membership WHERE valid_to = 99991231 AND union_path <> ''",
    ),
    ("id", "SELECT id, union_id FROM founding_hint"),
    ("card_id", "SELECT id, person_id FROM benefit_card"),
    ("comment_id", "SELECT id, post_id FROM post_comment"),
    ("visit_id", "SELECT id, merchant_id FROM benefit_visit"),
    ("proposal_id", "SELECT id, merchant_id FROM benefit_proposal"),
    ("discount_id", "SELECT id, merchant_id FROM benefit_discount"),
    (
        "person_id",
        "SELECT person_id, period_id FROM mutual_enrolment e JOIN trade_union u ON u.id = e.union_id WHERE NOT HERE(u.path)",
    ),
];

const SHEET: &str =
    "姓名,证件号码,会籍变化类型,会籍变化日期,工作单位\n王小明,330227197001010018,入会,2026-01-05,\n";

/// A demo county, with a batch of an import that is refused as a whole in another township.
fn site(db: Db) -> Site {
    Site::on(db, 2_000, |data| {
        let file = data.parent().unwrap().join("会员.csv");
        std::fs::write(&file, SHEET).unwrap();
        let import = ["import", "members", file.to_str().unwrap(), "--union", "330226-0001-0002-0001"];
        let (code, made) = answer(&mut niangjia(data, &import));
        assert_eq!((code, made["rows"].as_i64()), (1, Some(1)), "{made}");
    })
}

/// Up to three ids; `HERE(column)` in the statement is the condition that the place lies in `here`.
fn ids(site: &Site, sql: &str, here: &str) -> Vec<i64> {
    let mut text = sql.to_owned();
    while let Some(at) = text.find("HERE(") {
        let end = at + text[at..].find(')').unwrap();
        let column = text[at + 5..end].to_owned();
        text.replace_range(at..=end, &format!("({column} >= '{here}' AND {column} < '{here}~')"));
    }
    site.numbers(&format!("{text} LIMIT 3"))
}

/// No record has it.
const MISSING: i64 = 9;

/// As often as a session may.
fn ask(site: &Site, cookie: &str, method: &str, path: &str, body: &Value) -> Answer {
    let headers = [("cookie", cookie), ("if-match", "\"1\"")];
    loop {
        let got = request(&site.server.address, method, path, &headers, body).unwrap();
        if got.status != 429 {
            return got;
        }
        std::thread::sleep(Duration::from_millis(300));
    }
}

fn parts(path: &str) -> (&str, Vec<&str>) {
    let root = path.split('/').find(|p| !p.is_empty() && *p != "api").unwrap();
    (root, path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}')).collect())
}

/// What an answer says, but for the ids that were asked for.
fn said(got: &Answer, ids: &[i64]) -> (u16, String) {
    let text = ids.iter().fold(got.body.to_string(), |text, id| text.replace(&id.to_string(), "ID"));
    (got.status, text)
}

fn put(path: &str, ids: &[i64]) -> String {
    let mut left = ids.iter();
    let one = |p: &str| {
        if p.starts_with('{') { left.next().map_or("1".to_owned(), i64::to_string) } else { p.to_owned() }
    };
    path.split('/').map(one).collect::<Vec<_>>().join("/")
}

/// Somebody who answers for a township, and what came of asking for everything elsewhere.
struct Prober<'a> {
    site: &'a Site,
    name: &'static str,
    cookie: String,
    /// The township.
    here: String,
    /// Answers for records that are not there, by operation and ids: the same question has one answer.
    nobody: HashMap<(String, Vec<i64>), (u16, String)>,
    asked: usize,
    /// Roots of which there was something elsewhere.
    tried: BTreeSet<String>,
    /// What was told and should not have been.
    told: Vec<String>,
}

impl<'a> Prober<'a> {
    fn new(site: &'a Site, name: &'static str) -> Self {
        let cookie = site.sign_in(name);
        let session = ask(site, &cookie, "GET", "/api/session", &Value::Null).body;
        let home: i64 = session["home_union_id"].as_str().unwrap().parse().unwrap();
        let here = site.text(&format!("SELECT path FROM trade_union WHERE id = {home}"));
        Self {
            site,
            name,
            cookie,
            here,
            nobody: HashMap::new(),
            asked: 0,
            tried: BTreeSet::new(),
            told: Vec::new(),
        }
    }

    fn ids(&self, sql: &str) -> Vec<i64> {
        ids(self.site, sql, &self.here)
    }

    /// Everything to ask an operation for: records elsewhere, their children, and those beneath own records. Also the own ones.
    fn tries(&mut self, o: &Operation) -> (Vec<Vec<i64>>, Vec<i64>) {
        let (root, names) = parts(&o.path);
        let elsewhere = ELSEWHERE.iter().find(|(r, _)| *r == root);
        let (_, sql) = elsewhere.unwrap_or_else(|| panic!("where are ids of {root} elsewhere? {}", o.path));
        let (foreign, own) = (self.ids(sql), self.ids(&sql.replace("NOT HERE", "HERE")));
        if !foreign.is_empty() {
            self.tried.insert(root.to_owned());
        }
        let mut tries: Vec<Vec<i64>> = foreign.iter().map(|id| vec![*id]).collect();
        let child = names.get(1).and_then(|n| CHILDREN.iter().find(|(c, _)| c == n));
        if let Some((_, sql)) = child {
            let (columns, rest) = sql.trim_start_matches("SELECT ").split_once(" FROM ").unwrap();
            let (id, parent) = columns.split_once(", ").unwrap();
            let glue = if rest.contains(" WHERE ") { "AND" } else { "WHERE" };
            for of in &foreign {
                let children = self.ids(&format!("SELECT {id} FROM {rest} {glue} {parent} = {of}"));
                tries.extend(children.iter().map(|child| vec![*of, *child]));
                // A child of theirs beneath a parent of mine.
                tries.extend(own.iter().flat_map(|mine| children.iter().map(|child| vec![*mine, *child])));
            }
        }
        (tries, own)
    }

    /// Neither is it done, nor does the answer differ from that for a record that is not there.
    fn probe(&mut self, o: &Operation) {
        let (tries, own) = self.tries(o);
        let body = if o.method == "GET" { Value::Null } else { body_of(&o.id) };
        for ids in tries {
            let ask = |ids: &[i64]| ask(self.site, &self.cookie, &o.method, &put(&o.path, ids), &body);
            let got = ask(&ids);
            let none: Vec<i64> = ids.iter().map(|id| if own.contains(id) { *id } else { MISSING }).collect();
            let nobody =
                self.nobody.entry((o.id.clone(), none.clone())).or_insert_with(|| said(&ask(&none), &none));
            if got.status < 300 || said(&got, &ids) != *nobody {
                let (name, id, status) = (self.name, &o.id, got.status);
                self.told.push(format!("{name}: {id} {ids:?}: {status} {} not {}", got.body, nobody.1));
            }
            self.asked += 1;
        }
    }

    /// And by filters of lists. One above is answered with what is one's own.
    fn filters(&self) {
        let (here, name) = (&self.here, self.name);
        let beside = format!(
            "SELECT id FROM trade_union WHERE NOT HERE(path) AND substr('{here}', 1, length(path)) <> path"
        );
        let there = self.ids(&beside);
        let there = there.first().unwrap_or_else(|| panic!("{name} sees everything"));
        for list in FILTERED {
            let path = format!("/api/{list}?union_id={there}");
            let got = ask(self.site, &self.cookie, "GET", &path, &Value::Null);
            let empty = got.body["items"] == json!([]);
            assert!(
                got.status == 404 || got.status == 403 || (got.status == 200 && empty),
                "{name} {list}: {}",
                got.body
            );
        }
    }
}

/// Lists that are asked for a place elsewhere.
const FILTERED: [&str; 12] = [
    "members",
    "employers",
    "unions",
    "zones",
    "duties",
    "joins",
    "elections",
    "figures",
    "letters",
    "letter_agencies",
    "posts",
    "post_comments",
];

fn who_answers_for_a_township_learns_nothing_of_records_elsewhere(db: Db) {
    let site = site(db);
    let all = operations();
    let with_ids: Vec<&Operation> =
        all.iter().filter(|o| o.path.contains('{') && !WITHOUT.contains(&parts(&o.path).0)).collect();
    // Side by side: a session may ask so often a second and no more.
    let probers: Vec<Prober<'_>> = std::thread::scope(|s| {
        let (site, with_ids) = (&site, &with_ids);
        let run = |name| {
            s.spawn(move || {
                let mut p = Prober::new(site, name);
                with_ids.iter().for_each(|o| p.probe(o));
                p.filters();
                p
            })
        };
        let running = ["zhen", "zhuxi"].map(run);
        running.into_iter().map(|r| r.join().unwrap()).collect()
    });
    let told: Vec<&str> = probers.iter().flat_map(|p| &p.told).map(String::as_str).collect();
    let asked: usize = probers.iter().map(|p| p.asked).sum();
    assert!(told.is_empty(), "{} of {asked}:\n{}", told.len(), told.join("\n"));
    let tried: BTreeSet<String> = probers.iter().flat_map(|p| p.tried.clone()).collect();
    let there = ELSEWHERE.iter().map(|(root, _)| (*root).to_owned());
    let all: BTreeSet<String> = there.filter(|root| !KEPT_ABOVE.contains(&root.as_str())).collect();
    assert_eq!(tried, all, "the demo has something of each elsewhere, but of what is kept above");
    assert!(asked > 1_000, "{asked}");
}

#[test]
fn sqlite() {
    who_answers_for_a_township_learns_nothing_of_records_elsewhere(Db::Sqlite);
}

#[test]
fn postgres() {
    who_answers_for_a_township_learns_nothing_of_records_elsewhere(Db::Postgres);
}
