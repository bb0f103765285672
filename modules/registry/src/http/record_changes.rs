//! What was changed in a record, by whom and when: the audit of one record, in words.

use axum::extract::State;
use guard::{Actor, Reason, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, AuditEntry, Filter};
use platform::codesets::Codesets;
use serde::Serialize;
use serde_json::{Map, Value};

use super::field_words::{ACTIONS, FIELDS};
use crate::error::RegistryError;
use crate::model::Status;
use crate::store::{employer, member, union, zone};
use crate::zone_error::ZoneError;

/// A change of a record.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RecordChange {
    id: Id,
    at: Timestamp,
    /// Who did it, as the name was then.
    who: String,
    /// What was done, in words.
    label: String,
    /// Fields.
    fields: Vec<FieldChange>,
}

/// A field of a change, in words.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FieldChange {
    /// Field.
    label: String,
    /// Before; empty if there was nothing.
    old: String,
    /// After; empty if there is nothing.
    new: String,
}

fn text(words: &Codesets, set: &str, v: &Value) -> String {
    match v {
        Value::String(s) if set == "membership_status" => {
            Status::parse(s).map_or_else(|| s.clone(), |status| status.title().to_owned())
        }
        Value::String(s) if s == "accepted" => "同意".to_owned(),
        Value::String(s) if s == "returned" => "退回".to_owned(),
        Value::Null => String::new(),
        Value::String(s) => words.label(set, s).unwrap_or(s.as_str()).to_owned(),
        Value::Number(n) => {
            let n = n.to_string();
            words.label(set, &n).map_or(n.clone(), str::to_owned)
        }
        // A sealed value: the audit holds its ciphertext only.
        Value::Object(_) => "（加密保存）".to_owned(),
        v => v.to_string(),
    }
}

fn fields(words: &Codesets, detail: &str) -> Vec<FieldChange> {
    let Ok(all) = serde_json::from_str::<Map<String, Value>>(detail) else { return Vec::new() };
    let change = |(name, title, set): &(&str, &str, &str)| {
        let (old, new) = match all.get(*name)? {
            Value::Array(pair) => (pair.first()?, pair.get(1)?),
            v => (&Value::Null, v),
        };
        let (old, new) = (text(words, set, old), text(words, set, new));
        (!(old.is_empty() && new.is_empty())).then(|| FieldChange { label: (*title).to_owned(), old, new })
    };
    FIELDS.iter().filter_map(change).collect()
}

fn shown(words: &Codesets, e: AuditEntry) -> Option<RecordChange> {
    let (_, label) = ACTIONS.iter().find(|(action, _)| *action == e.action)?;
    Some(RecordChange {
        id: e.id,
        at: e.at,
        who: e.actor_name,
        label: (*label).to_owned(),
        fields: fields(words, &e.detail),
    })
}

/// Whether the record is in sight; run before its changes are read.
type Seen = Box<dyn FnOnce(&mut store::Tx<'_>) -> Result<(), RegistryError> + Send>;

async fn changes(
    app: App,
    id: Id,
    query: PageQuery,
    seen: Seen,
) -> Result<Json<Page<RecordChange>>, ApiError> {
    let (before, limit) = (query.last()?, query.rows());
    let words = app.codesets().clone();
    let rows = app.store().read_slow(move |tx| {
        seen(tx)?;
        let filter = Filter { subject_id: Some(id), ..Filter::default() };
        // Whoever sees the record sees what was done to it, wherever it was done: the record's scope was asked already,
        // and only deeds of ACTIONS are shown.
        let program = Actor::system(Reason::Job, "history").permit::<res::Audit, act::Read>()?;
        Ok::<_, RegistryError>(audit::list(tx, &program, &filter, before, limit + 1)?)
    });
    let page = Page::from_rows(rows.await?, limit as usize, |e| Cursor::of(e.id));
    let items = page.items.into_iter().filter_map(|e| shown(&words, e)).collect();
    Ok(Json(Page { items, next: page.next, prev: None, count: None }))
}

/// Changes of a union's organisation form, newest first.
#[utoipa::path(get, path = "/unions/{id}/changes", tag = "registry", operation_id = "list_union_changes",
    params(("id" = Id, Path), PageQuery), responses((status = 200, body = Page<RecordChange>)),
    extensions(("x-permission" = json!("union.read"))))]
pub async fn list_union_changes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<RecordChange>>, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let seen: Seen =
        Box::new(move |tx| union::find(tx, &scope, id)?.map(drop).ok_or(RegistryError::UnionNotFound));
    changes(app, id, query, seen).await
}

/// Changes of an employer and its cover, newest first.
#[utoipa::path(get, path = "/employers/{id}/changes", tag = "registry", operation_id = "list_employer_changes",
    params(("id" = Id, Path), PageQuery), responses((status = 200, body = Page<RecordChange>)),
    extensions(("x-permission" = json!("employer.read"))))]
pub async fn list_employer_changes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<RecordChange>>, ApiError> {
    let scope = actor.permit::<res::Employer, act::Read>()?;
    let seen: Seen =
        Box::new(move |tx| employer::find(tx, &scope, id)?.map(drop).ok_or(RegistryError::EmployerNotFound));
    changes(app, id, query, seen).await
}

/// Changes of a member's record, newest first. Sealed values are not shown.
#[utoipa::path(get, path = "/members/{id}/changes", tag = "registry", operation_id = "list_member_changes",
    params(("id" = Id, Path), PageQuery), responses((status = 200, body = Page<RecordChange>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_member_changes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<RecordChange>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let seen: Seen =
        Box::new(move |tx| member::find(tx, &scope, id)?.map(drop).ok_or(RegistryError::MemberNotFound));
    changes(app, id, query, seen).await
}

/// Changes of a zone, newest first. Of the phone only that it changed is told.
#[utoipa::path(get, path = "/zones/{id}/changes", tag = "registry", operation_id = "list_zone_changes",
    params(("id" = Id, Path), PageQuery), responses((status = 200, body = Page<RecordChange>)),
    extensions(("x-permission" = json!("zone.read"))))]
pub async fn list_zone_changes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<RecordChange>>, ApiError> {
    let scope = actor.permit::<res::Zone, act::Read>()?;
    let seen: Seen =
        Box::new(move |tx| zone::find(tx, &scope, id)?.map(drop).ok_or(ZoneError::NotFound.into()));
    changes(app, id, query, seen).await
}
