//! What is true of a member for a time: list, enter, end or correct, remove.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::model::flag::{COLUMN_KINDS, FlagSource, flag_values};
use crate::ops::flags_in_step::undated;
use crate::ops::keep_flags::{self, FlagWish};
use crate::store::{member, member_flag};

/// A flag of a member.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FlagRow {
    /// Flag; 0 of a value that stands in the member's data alone, without days.
    id: Id,
    /// Code of `member_flag`.
    kind: String,
    kind_label: String,
    /// Code of the kind's own dictionary, or empty.
    value: String,
    value_label: String,
    /// First day; none if it is not known.
    from: Option<Day>,
    /// Last day; none while it lasts.
    to: Option<Day>,
    /// Number of the document that shows it.
    document: String,
    /// Attachment of the member that shows it.
    evidence_id: Option<Id>,
    /// How it came, in words.
    source: String,
    made_by: String,
    made_at: Timestamp,
    ended_by: String,
    version: i64,
}

/// The flags of a member, newest first.
#[utoipa::path(get, path = "/members/{id}/flags", tag = "registry", operation_id = "list_member_flags",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<FlagRow>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_member_flags(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Vec<FlagRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let found = app.store().read(move |tx| {
        let d = member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        let mut rows = Vec::new();
        for kind in COLUMN_KINDS {
            rows.extend(undated(tx, id, kind)?.map(|value| alone(d.id, kind, value)));
        }
        rows.extend(member_flag::of_person(tx, id)?);
        Ok::<_, RegistryError>(rows)
    });
    let words = app.codesets();
    let row = |f: member_flag::Flag| FlagRow {
        source: FlagSource::title_of(&f.source).to_owned(),
        kind_label: words.label("member_flag", &f.kind).unwrap_or(&f.kind).to_owned(),
        value_label: flag_values(&f.kind)
            .and_then(|s| words.label(s, &f.value))
            .unwrap_or_default()
            .to_owned(),
        id: f.id,
        kind: f.kind,
        value: f.value,
        from: Some(f.valid_from).filter(|d| *d != Day::FIRST),
        to: Some(f.valid_to).filter(|d| *d != Day::OPEN),
        document: f.document,
        evidence_id: f.evidence_id,
        made_by: f.made_by_name,
        made_at: f.made_at,
        ended_by: f.ended_by_name,
        version: f.version,
    };
    Ok(Json(found.await?.into_iter().map(row).collect()))
}

/// A value without days, as it stands in the member's data.
fn alone(person: Id, kind: &str, value: String) -> member_flag::Flag {
    member_flag::Flag {
        id: Id(0),
        kind: kind.to_owned(),
        value,
        valid_from: Day::FIRST,
        valid_to: Day::OPEN,
        document: String::new(),
        evidence_id: None,
        source: FlagSource::Column.code().to_owned(),
        made_by_name: String::new(),
        made_at: person.made_at(),
        ended_by_name: String::new(),
        version: 0,
    }
}

/// A flag as it is wished.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FlagForm {
    /// Code of `member_flag`; of a correction it stays what it is.
    #[serde(default)]
    kind: String,
    /// Code of the kind's own dictionary; empty where it has none.
    #[serde(default)]
    value: String,
    /// First day; missing if it is not known, of a kind that stands in the member's data, too.
    from: Option<Day>,
    /// Last day; missing while it lasts.
    to: Option<Day>,
    /// Number of the document that shows it, at most 60 characters.
    #[serde(default)]
    document: String,
    /// Attachment of the member that shows it.
    evidence_id: Option<Id>,
}

impl From<FlagForm> for FlagWish {
    fn from(f: FlagForm) -> Self {
        let to = f.to.unwrap_or(Day::OPEN);
        let from = f.from.unwrap_or(Day::FIRST);
        Self { kind: f.kind, value: f.value, from, to, document: f.document, evidence: f.evidence_id }
    }
}

/// The flag that was entered.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AddedFlag {
    id: Id,
}

/// Enters a flag.
#[utoipa::path(post, path = "/members/{id}/flags", tag = "registry", operation_id = "add_member_flag",
    params(("id" = Id, Path)), request_body = FlagForm, responses((status = 201, body = AddedFlag)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn add_member_flag(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<FlagForm>,
) -> Result<(StatusCode, Json<AddedFlag>), ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let words = app.codesets();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &form), |tx| {
            let id = keep_flags::add_flag(tx, &words, &scope, id, form.clone().into())?;
            Ok::<_, RegistryError>(AddedFlag { id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Ends or corrects a flag; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/members/{id}/flags/{flag_id}", tag = "registry", operation_id = "edit_member_flag",
    params(("id" = Id, Path), ("flag_id" = Id, Path)), request_body = FlagForm, responses((status = 204)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn edit_member_flag(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, flag)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(form): Json<FlagForm>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let words = app.codesets();
    let wish: FlagWish = form.into();
    app.store()
        .write(move |tx| keep_flags::edit_flag(tx, &words, &scope, (id, flag, version), wish.clone()))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a flag that was entered by mistake; `If-Match` carries the version that was seen.
#[utoipa::path(delete, path = "/members/{id}/flags/{flag_id}", tag = "registry",
    operation_id = "remove_member_flag", params(("id" = Id, Path), ("flag_id" = Id, Path)),
    responses((status = 204)), extensions(("x-permission" = json!("member.update"))))]
pub async fn remove_member_flag(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, flag)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    app.store().write(move |tx| keep_flags::remove_flag(tx, &scope, (id, flag, version))).await?;
    Ok(StatusCode::NO_CONTENT)
}
