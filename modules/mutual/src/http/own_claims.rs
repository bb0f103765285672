//! A member's own claims, bank card and objections, on the phone.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id, Timestamp};
use platform::accounts::MemberActor;
use platform::audit::{self, Changes, Entry};
use platform::files::{self, Attachment};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::claim_reckoning::{MutualRefusalRow, MutualTraceRow, refusals, trace};
use super::claim_shown::{MutualTold, MutualWord, word};
use super::own_claim_form::CONSENT;
use crate::claim_error::{ClaimError, Result};
use crate::model::claim::{Claim, ClaimChannel, ClaimState};
use crate::model::scheme::ItemKind;
use crate::ops::claim_cases::{appeal, appeal_until, object};
use crate::ops::claim_enter::{For, enter};
use crate::ops::claim_steps::{answer, withdraw};
use crate::ops::terms::Terms;
use crate::rules::claim::next_step;
use crate::store::{card, claim, decision};

/// An own claim.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualOwnClaim {
    id: Id,
    number: String,
    item: ItemKind,
    item_label: String,
    state: ClaimState,
    state_label: String,
    /// 0 where it is not worked out, or nothing is paid.
    benefit_fen: i64,
    admitted: Day,
    discharged: Day,
    hospital: String,
    /// What happens next, in plain words.
    next: String,
    due_on: Option<Day>,
    created_at: Timestamp,
}

/// Whether the claim has come, or will come, to money: before it is decided a sum would be a promise, and afterwards one that is
/// not paid would be a riddle.
fn pays(c: &Claim) -> bool {
    !c.state.is_open() && !matches!(c.state, ClaimState::Refused | ClaimState::Withdrawn)
}

fn own(c: &Claim) -> MutualOwnClaim {
    MutualOwnClaim {
        id: c.id,
        number: c.number.clone(),
        item: c.item,
        item_label: c.item.title().to_owned(),
        state: c.state,
        state_label: c.state.title().to_owned(),
        benefit_fen: if pays(c) { c.benefit.0 } else { 0 },
        admitted: c.facts.admitted,
        discharged: c.facts.discharged,
        hospital: c.hospital.clone(),
        next: next_step(c),
        due_on: c.due_on,
        created_at: c.created_at,
    }
}

/// The claim of a member; whoever else's is not there.
pub(super) fn mine(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<Claim> {
    let found = claim::unscoped(tx, id)?.filter(|c| c.person_id == actor.id());
    found.ok_or(ClaimError::ClaimNotFound)
}

/// Own claims, newest first.
#[utoipa::path(get, path = "/me/mutual_claims", tag = "me", operation_id = "list_own_mutual_claims",
    responses((status = 200, body = Vec<MutualOwnClaim>)), extensions(("x-permission" = json!("claim.read"))))]
pub async fn list_own_mutual_claims(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<Vec<MutualOwnClaim>>, ApiError> {
    actor.permit::<res::Claim, act::Read>()?;
    let found = app.store().read(move |tx| {
        let ids = claim::of_person(tx, actor.id())?;
        let mut all = claim::by_ids(tx, &ids)?;
        all.sort_by_key(|c| std::cmp::Reverse(c.id));
        Ok::<_, ClaimError>(all)
    });
    Ok(Json(found.await?.iter().map(own).collect()))
}

/// What was done, in plain words.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualOwnLine {
    title: String,
    plain: String,
    at: Timestamp,
}

/// What the worker may do now.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualOwnMay {
    answer: bool,
    withdraw: bool,
    attach: bool,
    appeal: bool,
}

/// An own claim with everything that is the worker's to know.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualOwnClaimDetail {
    #[serde(flatten)]
    claim: MutualOwnClaim,
    told: MutualTold,
    trace: Vec<MutualTraceRow>,
    refusals: Vec<MutualRefusalRow>,
    asked: String,
    missing: Vec<MutualWord>,
    papers: Vec<Attachment>,
    line: Vec<MutualOwnLine>,
    may: MutualOwnMay,
    appeal_until: Option<Day>,
    payee_tail: Option<String>,
    paid_on: Option<Day>,
    version: i64,
}

fn detail(tx: &mut Tx<'_>, terms: &Terms, c: &Claim) -> Result<MutualOwnClaimDetail> {
    use ClaimState as S;
    let known = !c.state.is_open();
    let until = appeal_until(tx, terms, c)?;
    let today = tx.today();
    let open = matches!(c.state, S::Reckoned | S::Supplement | S::Reviewed | S::Second);
    let line = decision::of_claim(tx, c.id)?.into_iter().filter(|d| !d.plain.is_empty());
    Ok(MutualOwnClaimDetail {
        claim: own(c),
        told: MutualTold::of(c),
        // Of a refused one what shows why it came to nothing.
        trace: if pays(c) || (known && c.benefit.0 == 0) { trace(c) } else { Vec::new() },
        refusals: if known { refusals(c) } else { Vec::new() },
        asked: c.asked.clone(),
        missing: c.facts.missing.iter().map(|p| word(p.code(), p.title())).collect(),
        papers: files::of_record(tx, c.id)?,
        line: line.map(|d| MutualOwnLine { title: d.title, plain: d.plain, at: d.at }).collect(),
        may: MutualOwnMay {
            answer: c.state == S::Supplement,
            withdraw: open,
            attach: open,
            appeal: until.is_some_and(|d| today <= d),
        },
        appeal_until: until,
        payee_tail: card::of(tx, c.person_id)?.map(|k| k.tail),
        paid_on: c.paid_on,
        version: c.version,
    })
}

/// An own claim.
#[utoipa::path(get, path = "/me/mutual_claims/{id}", tag = "me", operation_id = "get_own_mutual_claim",
    params(("id" = Id, Path)), responses((status = 200, body = MutualOwnClaimDetail)),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn get_own_mutual_claim(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualOwnClaimDetail>, ApiError> {
    actor.permit::<res::Claim, act::Read>()?;
    let terms = Terms::of(&app);
    let found = app.store().read(move |tx| {
        let c = mine(tx, &actor, id)?;
        detail(tx, &terms, &c)
    });
    Ok(Json(found.await?))
}

/// An own claim to be made.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualOwnDraft {
    /// Version of the consent that was read and agreed to.
    consent_version: String,
    #[serde(flatten)]
    told: MutualTold,
}

/// Makes a claim. Papers are attached afterwards.
#[utoipa::path(post, path = "/me/mutual_claims", tag = "me", operation_id = "create_own_mutual_claim",
    request_body = MutualOwnDraft, responses((status = 201, body = MutualOwnClaimDetail)),
    extensions(("x-permission" = json!("claim.create"))))]
pub async fn create_own_mutual_claim(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
    Json(draft): Json<MutualOwnDraft>,
) -> std::result::Result<(StatusCode, Json<MutualOwnClaimDetail>), ApiError> {
    actor.permit::<res::Claim, act::Create>()?;
    let terms = Terms::of(&app);
    let made = app.store().write(move |tx| {
        let id = idempotency::once(tx, &actor, key.as_deref(), &draft, |tx| {
            if draft.consent_version != CONSENT.0 {
                return Err(ClaimError::NoConsent);
            }
            let f = For { person: actor.id(), channel: ClaimChannel::Phone, within: None };
            let c = enter(tx, &actor, f, &draft.told.told())?;
            let changes = Changes::new().note("version", CONSENT.0).note("number", c.number.as_str());
            audit::record(tx, &actor, Entry { changes, ..Entry::of("claim.consent", c.id) })?;
            Ok::<_, ClaimError>(c.id)
        })?;
        let c = mine(tx, &actor, id)?;
        detail(tx, &terms, &c)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// What the worker says.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualOwnText {
    /// At most 1,000 characters.
    text: String,
}

/// Does something with an own claim, once under its key; what the claim is then.
async fn once(
    app: &App,
    actor: Actor,
    key: Option<String>,
    asked: (&'static str, Id, MutualOwnText),
    deed: fn(&mut Tx<'_>, &Actor, Claim, &str) -> Result<Claim>,
) -> std::result::Result<Json<MutualOwnClaimDetail>, ApiError> {
    let (terms, id) = (Terms::of(app), asked.1);
    let done = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &asked, |tx| {
            let c = mine(tx, &actor, id)?;
            deed(tx, &actor, c, &asked.2.text).map(drop)
        })?;
        let c = mine(tx, &actor, id)?;
        detail(tx, &terms, &c)
    });
    Ok(Json(done.await?))
}

/// Says that what was missing is there.
#[utoipa::path(post, path = "/me/mutual_claims/{id}/answer", tag = "me", operation_id = "answer_own_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualOwnText, responses((status = 200, body = MutualOwnClaimDetail)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn answer_own_mutual_claim(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(said): Json<MutualOwnText>,
) -> std::result::Result<Json<MutualOwnClaimDetail>, ApiError> {
    actor.permit::<res::Claim, act::Update>()?;
    once(&app, actor, key, ("answer", id, said), answer).await
}

/// Takes an own claim back before it is decided.
#[utoipa::path(post, path = "/me/mutual_claims/{id}/withdraw", tag = "me", operation_id = "withdraw_own_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualOwnText, responses((status = 200, body = MutualOwnClaimDetail)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn withdraw_own_mutual_claim(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(said): Json<MutualOwnText>,
) -> std::result::Result<Json<MutualOwnClaimDetail>, ApiError> {
    actor.permit::<res::Claim, act::Update>()?;
    once(&app, actor, key, ("withdraw", id, said), withdraw).await
}

/// The case that was opened.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualOpenedCase {
    case_id: Id,
    number: String,
}

/// Appeals against the refusal of an own claim.
#[utoipa::path(post, path = "/me/mutual_claims/{id}/appeal", tag = "me", operation_id = "appeal_own_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualOwnText, responses((status = 201, body = MutualOpenedCase)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn appeal_own_mutual_claim(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(said): Json<MutualOwnText>,
) -> std::result::Result<(StatusCode, Json<MutualOpenedCase>), ApiError> {
    actor.permit::<res::Claim, act::Update>()?;
    let (terms, ground) = (Terms::of(&app), app.cases());
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &("appeal", id, &said), |tx| {
            let c = mine(tx, &actor, id)?;
            let made = appeal(tx, (&ground, &terms), &actor, &c, &said.text)?;
            Ok::<_, ClaimError>(MutualOpenedCase { case_id: made.id, number: made.number })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// An objection to a line of a notice.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualObjectionDraft {
    notice_id: Id,
    seq: i64,
    /// 2 to 1,000 characters.
    text: String,
}

/// Objects to a line of a notice on show.
#[utoipa::path(post, path = "/me/mutual_objections", tag = "me", operation_id = "object_to_mutual_notice",
    request_body = MutualObjectionDraft, responses((status = 201, body = MutualOpenedCase)),
    extensions(("x-permission" = json!("claim.create"))))]
pub async fn object_to_mutual_notice(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
    Json(draft): Json<MutualObjectionDraft>,
) -> std::result::Result<(StatusCode, Json<MutualOpenedCase>), ApiError> {
    actor.permit::<res::Claim, act::Create>()?;
    app.sign_in_limiter().take(format!("objection:{}", actor.id()), app.clock().now())?;
    let ground = app.cases();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &draft, |tx| {
            let made = object(tx, &ground, &actor, (draft.notice_id, draft.seq), &draft.text)?;
            Ok::<_, ClaimError>(MutualOpenedCase { case_id: made.id, number: made.number })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
