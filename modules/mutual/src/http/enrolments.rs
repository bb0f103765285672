//! Single enrolments: shown, added, taken off; and what members see of their own.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Day, Id};
use platform::accounts::{MemberActor, Staff};
use platform::{App, idempotency};
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{MutualCoverItem, MutualParts, Words, cover_items};
use super::enrolment_list::{MutualEnrolmentRow, shown};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{Enrolment, EnrolmentState};
use crate::model::scheme::ItemKind;
use crate::ops::enrol_one as ops;
use crate::rules::enrol::Wish;
use crate::store::enrolment_list::ListRow;
use crate::store::{bill, enrolment, period};

/// An enrolment with its cover.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualEnrolmentDetail {
    #[serde(flatten)]
    row: MutualEnrolmentRow,
    bill_reference: String,
    scheme_title: String,
    items_detail: Vec<MutualCoverItem>,
    /// The caller may take the person off the list.
    may_remove: bool,
    /// The caller may give the premium back.
    may_refund: bool,
}

fn row(tx: &mut Tx<'_>, app: &App, e: Enrolment) -> Result<MutualEnrolmentRow> {
    let u = union_by_id(tx, e.union_id)?.ok_or(EnrolError::EnrolmentNotFound)?;
    let path = u.place();
    let rows = shown(tx, app, vec![ListRow { enrolment: e, union_name: u.name, path }])?;
    rows.into_iter().next().ok_or(EnrolError::EnrolmentNotFound)
}

fn detail(tx: &mut Tx<'_>, app: &App, actor: &Actor, e: Enrolment) -> Result<MutualEnrolmentDetail> {
    let scheme = Words::default().scheme(tx, e.scheme_id)?;
    let b = bill::unscoped(tx, e.bill_id)?;
    let update = actor.permit::<res::Enrolment, act::Update>();
    let fund = match &b {
        Some(b) => union_by_id(tx, b.fund_id)?.map(|u| u.place()),
        None => None,
    };
    let money = actor.permit::<res::Fund, act::Update>();
    let early = e.cover_from.is_some_and(|from| from > tx.today());
    Ok(MutualEnrolmentDetail {
        bill_reference: b.map(|b| b.reference).unwrap_or_default(),
        items_detail: cover_items(scheme.as_deref(), (&e.items, &e.continued), e.cover_from),
        may_remove: update.is_ok() && e.state == EnrolmentState::Listed,
        may_refund: early
            && e.state == EnrolmentState::Active
            && scheme.as_ref().is_some_and(|s| s.entry.refund)
            && money.is_ok_and(|s| fund.is_some_and(|f| s.covers(&f))),
        scheme_title: scheme.map(|s| s.title.clone()).unwrap_or_default(),
        row: row(tx, app, e)?,
    })
}

/// An enrolment by a union in sight.
#[utoipa::path(get, path = "/mutual_enrolments/{period_id}/{person_id}", tag = "mutual",
    operation_id = "get_mutual_enrolment", params(("period_id" = Id, Path), ("person_id" = Id, Path)),
    responses((status = 200, body = MutualEnrolmentDetail)), extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_enrolment(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((period_id, person_id)): Path<(Id, Id)>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let inner = app.clone();
    let found = app.store().read(move |tx| {
        let found = enrolment::find(tx, &scope, (period_id, person_id))?;
        let (e, _) = found.ok_or(EnrolError::EnrolmentNotFound)?;
        detail(tx, &inner, scope.actor(), e)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.row.version))], Json(found)))
}

/// A person to be enrolled.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualEnrolment {
    period_id: Id,
    union_id: Id,
    person_id: Id,
    /// All that is offered if empty.
    #[serde(default)]
    items: Vec<ItemKind>,
    /// Code of the payer class; the only one if empty.
    #[serde(default)]
    class: String,
    /// From 1.
    #[serde(default = "one")]
    shares: i64,
}

fn one() -> i64 {
    1
}

/// Puts a single person on the list of a union.
#[utoipa::path(post, path = "/mutual_enrolments", tag = "mutual", operation_id = "add_mutual_enrolment",
    request_body = NewMutualEnrolment, responses((status = 201, body = MutualEnrolmentRow)),
    extensions(("x-permission" = json!("enrolment.create"))))]
pub async fn add_mutual_enrolment(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewMutualEnrolment>,
) -> std::result::Result<(StatusCode, Json<MutualEnrolmentRow>), ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Create>()?;
    let inner = app.clone();
    let made = app.store().write(move |tx| {
        let person: Id = idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let wish = Wish {
                items: Some(new.items.clone()).filter(|i| !i.is_empty()),
                class: Some(new.class.clone()).filter(|c| !c.is_empty()),
                shares: new.shares,
                parts: None,
            };
            let of = (new.period_id, new.union_id);
            Ok::<_, EnrolError>(ops::add(tx, &scope, of, new.person_id, &wish)?.person_id)
        })?;
        let e = enrolment::unscoped(tx, person, new.period_id)?.ok_or(EnrolError::EnrolmentNotFound)?;
        row(tx, &inner, e)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Takes a person off the list, as long as there is no bill; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/mutual_enrolments/{period_id}/{person_id}/remove", tag = "mutual",
    operation_id = "remove_mutual_enrolment", params(("period_id" = Id, Path), ("person_id" = Id, Path)),
    responses((status = 204)), extensions(("x-permission" = json!("enrolment.update"))))]
pub async fn remove_mutual_enrolment(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((period_id, person_id)): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Update>()?;
    app.store().write(move |tx| ops::remove(tx, &scope, (period_id, person_id), version)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An own cover.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualOwnCover {
    period_id: Id,
    title: String,
    scheme_title: String,
    /// Union that enrolled the person.
    union_name: String,
    state: EnrolmentState,
    state_label: String,
    /// Covered today.
    active_today: bool,
    from: Option<Day>,
    to: Option<Day>,
    items: Vec<MutualCoverItem>,
    shares: i64,
    #[serde(flatten)]
    parts: MutualParts,
    bill_reference: String,
}

fn own(tx: &mut Tx<'_>, e: Enrolment) -> Result<MutualOwnCover> {
    let today = tx.today();
    let p = period::unscoped(tx, e.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    let scheme = Words::default().scheme(tx, e.scheme_id)?;
    let holds = e.cover_from.zip(e.cover_to).is_some_and(|(from, to)| from <= today && today <= to);
    Ok(MutualOwnCover {
        period_id: e.period_id,
        title: p.title,
        union_name: union_by_id(tx, e.union_id)?.map(|u| u.name).unwrap_or_default(),
        state: e.state,
        state_label: e.state.title().to_owned(),
        active_today: holds && e.state == EnrolmentState::Active,
        from: e.cover_from,
        to: e.cover_to,
        items: cover_items(scheme.as_deref(), (&e.items, &e.continued), e.cover_from),
        shares: e.shares,
        parts: e.parts.into(),
        bill_reference: bill::unscoped(tx, e.bill_id)?.map(|b| b.reference).unwrap_or_default(),
        scheme_title: scheme.map(|s| s.title.clone()).unwrap_or_default(),
    })
}

/// The own covers, latest period first: whether one is covered, for what, from when, and who paid.
#[utoipa::path(get, path = "/me/covers", tag = "me", operation_id = "list_own_covers",
    responses((status = 200, body = Vec<MutualOwnCover>)), extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn list_own_covers(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<Vec<MutualOwnCover>>, ApiError> {
    actor.permit::<res::Enrolment, act::Read>()?;
    let found = app.store().read(move |tx| {
        let all = enrolment::of_person(tx, actor.id())?;
        all.into_iter().map(|e| own(tx, e)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(found.await?))
}
