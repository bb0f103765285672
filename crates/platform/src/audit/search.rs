//! Search in the audit. What is found lies within the scope: the audit administrator's is everything.

use guard::act::Action;
use guard::{Reach, Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use serde::Serialize;
use store::{DbResult, Route, Sql, Tx, Val};

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
            format!("(union_path >= {from} AND union_path < {to})")
        };
        let all: Vec<String> = ranges.iter().map(each).collect();
        let all = if all.is_empty() { "1 = 0".to_owned() } else { all.join(" OR ") };
        self.text.push_str(&format!(" AND ({all})"));
    }
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
    let text = "SELECT id, at, actor_kind, actor_id, actor_name, action, subject_id, union_path, detail
         FROM audit_entry WHERE id < $1";
    let mut q = Query { text: text.to_owned(), args: vec![Val::from(before.unwrap_or(Id(i64::MAX)))] };
    match &filter.path {
        Some(path) => q.within(&scope.ranges_within(path)),
        // Deeds without a place, as those with accounts, are in sight of the whole installation's reader only.
        None if *scope.reach() != Reach::All => q.within(&scope.ranges()),
        None => {}
    }
    if let Some(id) = filter.actor_id {
        q.also("actor_id =", Val::from(id));
    }
    if let Some(id) = filter.subject_id {
        q.also("subject_id =", Val::from(id));
    }
    if let Some(id) = filter.person_id {
        let mark = q.mark(Val::from(id));
        q.text.push_str(&format!(" AND (subject_id = {mark} OR actor_id = {mark})"));
    }
    match filter.action.as_deref() {
        Some(kind) if kind.ends_with('.') => {
            q.also("action >=", Val::from(kind.to_owned()));
            q.also("action <", Val::from(format!("{kind}~")));
        }
        Some(action) => q.also("action =", Val::from(action.to_owned())),
        None => {}
    }
    // Ids are time-ordered, so a period is a range of the primary key.
    if let Some(from) = filter.from {
        q.also("id >=", Val::from(Id::first_at(from)));
    }
    if let Some(to) = filter.to {
        q.also("id <", Val::from(Id::first_at(to)));
    }
    let mark = q.mark(Val::from(limit));
    q.text.push_str(&format!(" ORDER BY id DESC LIMIT {mark}"));
    let sql = Sql::composed("audit_list", Route::FanOut("list"), q.text);
    tx.query(&sql, &q.args, |row| {
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
    })
}
