//! What is shown to everyone, and members who claim it.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::own::ReporterMove;
use crate::accounts::MemberActor;
use crate::cases::claims::{claim_by_member, claimed_by, claiming, claims_of, move_claimed, moves_of};
use crate::cases::error::{CaseError, Result};
use crate::cases::fields;
use crate::cases::ground::Ground;
use crate::cases::model::CaseFile;
use crate::cases::store::{case, claim};
use crate::{App, idempotency};

/// A field that everybody reads.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicField {
    code: String,
    title: String,
    /// In words.
    text: String,
}

/// A case that everybody reads: nothing but its public fields.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PublicCase {
    id: Id,
    fields: Vec<PublicField>,
    step_title: String,
    published_at: Timestamp,
    /// A member may claim it.
    claimable: bool,
    /// Somebody has.
    claimed: bool,
}

fn public_fields(ground: &Ground, c: &CaseFile) -> Result<Vec<PublicField>> {
    let p = ground.procedure(c)?;
    let told = p.fields.iter().filter(|f| f.public).filter_map(|f| {
        let text = c.fields.get(&f.code).map(|v| fields::shown(f, v))?;
        Some(PublicField { code: f.code.clone(), title: f.title.clone(), text })
    });
    Ok(told.collect())
}

/// Which kind.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct PublicQuery {
    /// Kind of case.
    kind: String,
}

/// Cases of a kind that are shown to everyone, newest first.
#[utoipa::path(get, path = "/told/public", tag = "told", operation_id = "list_public_cases",
    params(PublicQuery, PageQuery), responses((status = 200, body = Page<PublicCase>)))]
pub async fn list_public_cases(
    State(app): State<App>,
    Query(query): Query<PublicQuery>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<PublicCase>>, ApiError> {
    let (ground, after, limit) = (app.cases(), page.last()?, page.rows());
    let found = app.store().read(move |tx| {
        let mut rows = Vec::new();
        for (id, published_at) in claim::list(tx, &query.kind, after, limit + 1)? {
            let Some(c) = case::find_unscoped(tx, id)? else { continue };
            let p = ground.procedure(&c)?;
            rows.push(PublicCase {
                id,
                fields: public_fields(&ground, &c)?,
                step_title: ground.step(&p, &c)?.title.clone(),
                published_at,
                claimable: claiming(&p, &c).is_some(),
                claimed: claim::by(tx, id)?.is_some(),
            });
        }
        Ok::<_, CaseError>(Page::from_rows(rows, limit as usize, |r| Cursor::of(r.id)))
    });
    Ok(Json(found.await?))
}

/// Something that whoever claimed a case may do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ClaimMove {
    code: String,
    title: String,
    /// A note must be written.
    note: bool,
}

/// A case that the member has claimed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnClaim {
    case_id: Id,
    fields: Vec<PublicField>,
    step_title: String,
    claimed_at: Timestamp,
    /// Union that brings both together.
    union_name: String,
    moves: Vec<ClaimMove>,
}

fn own_claim(tx: &mut Tx<'_>, ground: &Ground, c: &CaseFile) -> Result<OwnClaim> {
    let p = ground.procedure(c)?;
    let claimed_at = claim::get(tx, &ground.keys, c.id)?.map_or(Timestamp(0), |k| k.claimed_at);
    let moves = moves_of(&p, c);
    let moves = moves.map(|m| ClaimMove { code: m.code.clone(), title: m.title.clone(), note: m.note });
    Ok(OwnClaim {
        case_id: c.id,
        fields: public_fields(ground, c)?,
        step_title: ground.step(&p, c)?.title.clone(),
        claimed_at,
        union_name: ground.name(tx, c.holder.id)?,
        moves: moves.collect(),
    })
}

/// What the member has claimed, newest first.
#[utoipa::path(get, path = "/me/claims", tag = "me", operation_id = "list_own_claims",
    responses((status = 200, body = Vec<OwnClaim>)), extensions(("x-permission" = json!("case.read"))))]
pub async fn list_own_claims(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<Vec<OwnClaim>>, ApiError> {
    actor.permit::<res::Case, act::Read>()?;
    let ground = app.cases();
    let found = app.store().read(move |tx| {
        let mut rows = Vec::new();
        for id in claims_of(tx, &ground, actor.id())? {
            match claimed_by(tx, &ground, actor.id(), id) {
                Ok(c) => rows.push(own_claim(tx, &ground, &c)?),
                Err(CaseError::NotFound) => {}
                Err(e) => return Err(e),
            }
        }
        Ok::<_, CaseError>(rows)
    });
    Ok(Json(found.await?))
}

/// What is claimed.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ClaimForm {
    case_id: Id,
}

/// Claims a case that is shown to everyone; whoever is second is told so.
#[utoipa::path(post, path = "/me/claims", tag = "me", operation_id = "claim_case", request_body = ClaimForm,
    responses((status = 201, body = OwnClaim)), extensions(("x-permission" = json!("case.update"))))]
pub async fn claim_case(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<ClaimForm>,
) -> std::result::Result<(StatusCode, Json<OwnClaim>), ApiError> {
    actor.permit::<res::Case, act::Update>()?;
    let (here, ground) = (app.clone(), app.cases());
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &form, |tx| {
            let phone = here.directory().phone_of(tx, actor.id())?;
            let phone = phone.map_or_else(String::new, |p| p.as_str().to_owned());
            claim_by_member(tx, &ground, &actor, &phone, form.case_id).map(|c| c.id)
        })?;
        let c = claimed_by(tx, &ground, actor.id(), form.case_id)?;
        own_claim(tx, &ground, &c)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Gives a claimed case up, or says that it is done, as its procedure has it.
#[utoipa::path(post, path = "/me/claims/{id}/moves", tag = "me", operation_id = "move_own_claim",
    params(("id" = Id, Path)), request_body = ReporterMove, responses((status = 204)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn move_own_claim(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    Json(m): Json<ReporterMove>,
) -> std::result::Result<StatusCode, ApiError> {
    actor.permit::<res::Case, act::Update>()?;
    let ground = app.cases();
    let done = app.store().write(move |tx| move_claimed(tx, &ground, &actor, id, (&m.code, &m.note)));
    done.await?;
    Ok(StatusCode::NO_CONTENT)
}
