//! A search by who or what finds exactly what a walk through all entries finds, over many runs, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{app, setup};
use guard::{Actor, Reason, Scope, act, res};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::AccountError;
use platform::audit::{self, AuditEntry, Entry, Filter};
use store::{Engine, Route, Sql};
use testkit::{TestDb, db_test};

/// Entries in all: several runs.
const COMMITS: i64 = 34;
const EACH: i64 = 700;

fn actor(n: i64) -> Actor {
    Actor::staff(Id(n), format!("账号{n}"), Vec::new())
}

fn everything() -> Scope<res::Audit, act::Read> {
    Actor::system(Reason::Job, "test").permit::<res::Audit, act::Read>().unwrap()
}

/// Accounts 1 to 3 do things to records 100 to 149; account 3 also to itself; the last commit is not sealed on PostgreSQL.
fn deeds(app: &App) {
    for commit in 0..COMMITS {
        app.store()
            .write_blocking(move |tx| {
                for n in 0..EACH {
                    let k = commit * EACH + n;
                    let who = 1 + k % 3;
                    let subject = if k % 501 == 2 { who } else { 100 + (k * 7) % 50 };
                    let deed = if k % 2 == 0 { "member.update" } else { "member.reveal-phone" };
                    audit::record(tx, &actor(who), Entry::of(deed, Id(subject)))?;
                }
                Ok::<_, AccountError>(())
            })
            .unwrap();
        while commit + 1 < COMMITS && app.store().write_blocking(audit::seal_pending).unwrap() > 0 {}
    }
}

fn number(app: &App, text: &str) -> i64 {
    let sql = Sql::composed("test", Route::FanOut("test"), text.to_owned());
    app.store().read_blocking(move |tx| tx.query_one(&sql, &[], |r| r.get(0))).unwrap().unwrap()
}

/// All pages of a search.
fn pages(app: &App, filter: &Filter, limit: i64) -> Vec<AuditEntry> {
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let filter = filter.clone();
        let page =
            app.store().read_blocking(move |tx| audit::list(tx, &everything(), &filter, before, limit));
        let page: Vec<AuditEntry> = page.unwrap();
        assert!(page.len() as i64 <= limit);
        before = page.last().map(|e| e.id);
        all.extend(page);
        if before.is_none() || all.len() as i64 % limit != 0 {
            return all;
        }
    }
}

db_test! { setup();
    fn a_search_finds_what_a_walk_finds(db: &TestDb) {
        let app = app(db);
        let from = number(&app, "SELECT coalesce(max(id), 0) FROM audit_entry");
        deeds(&app);
        assert!(number(&app, "SELECT count(*) FROM audit_run") >= 3);
        let unsealed = number(&app, "SELECT count(*) FROM audit_unsealed");
        assert_eq!(unsealed > 0, app.store().engine() == Engine::Postgres);
        let all = pages(&app, &Filter::default(), 20_000);
        assert_eq!(all.iter().filter(|e| e.id.0 > from).count() as i64, COMMITS * EACH);
        let middle = all[all.len() / 2].at;
        let filters = [
            Filter { actor_id: Some(Id(2)), ..Filter::default() },
            Filter { subject_id: Some(Id(107)), ..Filter::default() },
            Filter { subject_id: Some(Id(100)), action: Some("member.reveal-phone".into()), ..Filter::default() },
            Filter { person_id: Some(Id(3)), ..Filter::default() },
            Filter { person_id: Some(Id(3)), subject_id: Some(Id(3)), ..Filter::default() },
            Filter { actor_id: Some(Id(1)), from: Some(middle), ..Filter::default() },
            Filter { actor_id: Some(Id(1)), to: Some(middle), ..Filter::default() },
            Filter { actor_id: Some(Id(9)), ..Filter::default() },
        ];
        for f in filters {
            let fits = |e: &&AuditEntry| {
                f.actor_id.is_none_or(|id| e.actor_id == id)
                    && f.subject_id.is_none_or(|id| e.subject_id == id)
                    && f.person_id.is_none_or(|id| e.actor_id == id || e.subject_id == id)
                    && f.action.as_ref().is_none_or(|a| *a == e.action)
                    && f.from.is_none_or(|t| e.id >= Id::first_at(t))
                    && f.to.is_none_or(|t| e.id < Id::first_at(t))
            };
            let walked: Vec<Id> = all.iter().filter(fits).map(|e| e.id).collect();
            for limit in [173, 20_000] {
                let found: Vec<Id> = pages(&app, &f, limit).iter().map(|e| e.id).collect();
                assert!(found == walked, "{f:?} by {limit}: {} of {}", found.len(), walked.len());
            }
        }
        // What is pruned leaves no mention.
        while app.store().write_blocking(audit::seal_pending).unwrap() > 0 {}
        let prune = || {
            let keys = app.keyring().clone();
            app.store().write_blocking(move |tx| audit::prune(tx, &keys, Timestamp(i64::MAX))).unwrap()
        };
        let old = "SELECT count(*) FROM audit_run WHERE last_id < (SELECT min(id) FROM audit_entry)";
        let runs = number(&app, "SELECT count(*) FROM audit_run");
        assert!(prune() > 10);
        assert!(runs >= 6, "{runs}");
        assert_eq!(number(&app, old), 0, "runs go with the blocks that they are of");
        // Each pruning is a deed, too, and leaves a block.
        while prune() > 1 {}
        assert_eq!(number(&app, old), 0);
        let lost = "SELECT count(*) FROM audit_mention WHERE run NOT IN (SELECT seq FROM audit_run)";
        assert_eq!(number(&app, lost), 0);
        assert!(number(&app, "SELECT count(*) FROM audit_run") < 3);
    }
}
