//! Search in the audit. What is found lies within the scope: the audit administrator's is everything.

use guard::act::Action;
use guard::{Reach, Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use serde::Serialize;
use store::{DbResult, Route, Row, Sql, Tx, Val};

use super::hook::SHARD;
use super::mentions::runs;
use super::store::line;

/// What is looked for; all given conditions must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Entries of this account or member.
    pub actor_id: Option<Id>,
    /// Entries about this record.
    pub subject_id: Option<Id>,
    /// Entries by or about this person.
    pub person_id: Option<Id>,
    /// Entries of this deed, `member.reveal-phone`; with a dot at its end all of its kind, `member.`.
    pub action: Option<String>,
    /// Entries about records beneath this place, as it was at the time of the deed.
    pub path: Option<OrgPath>,
    /// From this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub to: Option<Timestamp>,
}

/// An entry as it is shown.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct AuditEntry {
    /// Entry.
    pub id: Id,
    /// When.
    pub at: Timestamp,
    /// `staff`, `member`, `job`, `cli` …
    pub actor_kind: String,
    /// Account or person.
    pub actor_id: Id,
    /// Name at that time.
    pub actor_name: String,
    /// Deed.
    pub action: String,
    /// Record.
    pub subject_id: Id,
    /// Old and new values as JSON text; sealed values as ciphertext.
    pub detail: String,
}

/// A statement that grows by conditions.
struct Query {
    text: String,
    args: Vec<Val<'static>>,
}

impl Query {
    fn mark(&mut self, value: Val<'static>) -> String {
        self.args.push(value);
        format!("${}", self.args.len())
    }

    fn also(&mut self, condition: &str, value: Val<'static>) {
        let mark = self.mark(value);
        self.text.push_str(&format!(" AND {condition} {mark}"));
    }

    fn within(&mut self, ranges: &[(String, String)]) {
        let each = |(from, to): &(String, String)| {
            let (from, to) = (self.mark(Val::from(from.clone())), self.mark(Val::from(to.clone())));
            format!("(e.union_path >= {from} AND e.union_path < {to})")
        };
        let all: Vec<String> = ranges.iter().map(each).collect();
        let all = if all.is_empty() { "1 = 0".to_owned() } else { all.join(" OR ") };
        self.text.push_str(&format!(" AND ({all})"));
    }
}

/// What every statement of one search has in common.
struct Search<'a> {
    /// None: everything.
    places: Option<Vec<(String, String)>>,
    filter: &'a Filter,
    /// Ids from, and before. Ids are time-ordered, so a period is a range of them.
    ids: (Id, Id),
    limit: i64,
}

/// Runs that the first statement of a search looks into; each further one looks into twice as many as the one before, for
/// somebody who is named often is found in the first ones.
const FIRST_RUNS: usize = 16;
const MOST_RUNS: usize = 512;

impl Search<'_> {
    /// Entries from one source of rows `e`, newest first.
    fn read(&self, tx: &mut Tx<'_>, source: &str, args: Vec<Val<'static>>) -> DbResult<Vec<AuditEntry>> {
        let text = format!(
            "SELECT e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.action, e.subject_id, e.union_path, e.detail
             FROM {source}"
        );
        let mut q = Query { text, args };
        q.also("e.id >=", Val::from(self.ids.0));
        q.also("e.id <", Val::from(self.ids.1));
        if let Some(places) = &self.places {
            q.within(places);
        }
        if let Some(id) = self.filter.actor_id {
            q.also("e.actor_id =", Val::from(id));
        }
        if let Some(id) = self.filter.subject_id {
            q.also("e.subject_id =", Val::from(id));
        }
        if let Some(id) = self.filter.person_id {
            let mark = q.mark(Val::from(id));
            q.text.push_str(&format!(" AND (e.subject_id = {mark} OR e.actor_id = {mark})"));
        }
        match self.filter.action.as_deref() {
            Some(kind) if kind.ends_with('.') => {
                q.also("e.action >=", Val::from(kind.to_owned()));
                q.also("e.action <", Val::from(format!("{kind}~")));
            }
            Some(action) => q.also("e.action =", Val::from(action.to_owned())),
            None => {}
        }
        let mark = q.mark(Val::from(self.limit));
        q.text.push_str(&format!(" ORDER BY e.id DESC LIMIT {mark}"));
        tx.query(&Sql::composed("audit_list", Route::FanOut("list"), q.text), &q.args, entry)
    }

    /// Entries that mention somebody: those not sealed yet, and those of the runs, until no further run can hold one that
    /// belongs on the page.
    fn mentions(&self, tx: &mut Tx<'_>, who: Id) -> DbResult<Vec<AuditEntry>> {
        let unsealed = "audit_entry e WHERE e.id IN (SELECT u.id FROM audit_unsealed u)";
        let mut found = self.read(tx, unsealed, Vec::new())?;
        let runs = runs(tx, self.ids.0, self.ids.1)?;
        let (mut done, mut step) = (0, FIRST_RUNS);
        while done < runs.len() {
            let newest = runs[done..].iter().map(|r| r.last).max();
            let full = found.get(self.limit as usize - 1).map(|e| e.id);
            if full.is_some_and(|id| newest.is_none_or(|newest| newest < id)) {
                break;
            }
            let some = &runs[done..runs.len().min(done + step)];
            let (first, last) = (some[some.len() - 1].seq, some[0].seq);
            let source = "audit_entry e WHERE e.id IN (SELECT m.entry_id FROM audit_mention m WHERE m.who_id = $1
                 AND m.run IN (SELECT r.seq FROM audit_run r WHERE r.shard = $2 AND r.seq >= $3 AND r.seq <= $4))";
            let args = vec![Val::from(who), Val::from(SHARD), Val::from(first), Val::from(last)];
            found.extend(self.read(tx, source, args)?);
            // An entry may have been sealed between the two statements.
            found.sort_by_key(|e| std::cmp::Reverse(e.id));
            found.dedup_by_key(|e| e.id);
            found.truncate(self.limit as usize);
            (done, step) = (done + some.len(), (step * 2).min(MOST_RUNS));
        }
        Ok(found)
    }
}

fn entry(row: &Row) -> DbResult<AuditEntry> {
    let l = line(row)?;
    Ok(AuditEntry {
        id: l.id,
        at: l.at,
        actor_kind: l.actor_kind,
        actor_id: l.actor_id,
        actor_name: l.actor_name,
        action: l.action,
        subject_id: l.subject_id,
        detail: l.detail,
    })
}

/// Entries that match, newest first, older than `before`; at most `limit`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Audit, A>,
    filter: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<AuditEntry>> {
    let places = match &filter.path {
        Some(path) => Some(scope.ranges_within(path)),
        // Deeds without a place, as those with accounts, are in sight of the whole installation's reader only.
        None if *scope.reach() != Reach::All => Some(scope.ranges()),
        None => None,
    };
    let from = filter.from.map_or(Id(0), Id::first_at);
    let to = filter.to.map_or(Id(i64::MAX), Id::first_at).min(before.unwrap_or(Id(i64::MAX)));
    let search = Search { places, filter, ids: (from, to), limit: limit.max(1) };
    match filter.person_id.or(filter.subject_id).or(filter.actor_id) {
        Some(who) if who.0 != 0 => search.mentions(tx, who),
        _ => search.read(tx, "audit_entry e WHERE 1 = 1", Vec::new()),
    }
}
