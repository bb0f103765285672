//! Letters on a case, and its judges.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::accounts::Staff;
use crate::cases::error::{CaseError, Result};
use crate::cases::ground::Ground;
use crate::cases::model::CaseFile;
use crate::cases::papers::{CASE_LETTER, kinds, paper_values};
use crate::cases::procedure::{Allow, Procedure};
use crate::cases::store::event::Event;
use crate::cases::store::judge::{self, mean};
use crate::cases::store::{case, claim};
use crate::letters::{self, Issue, Value, Values};
use crate::{App, idempotency};

/// A kind of letter that can be issued.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseLetterKind {
    kind: String,
    title: String,
}

/// A letter that was issued.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseLetter {
    id: Id,
    number: String,
    title: String,
    issued_on: Day,
    withdrawn: bool,
}

/// Letters on a case.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseLetters {
    can_issue: Vec<CaseLetterKind>,
    issued: Vec<CaseLetter>,
}

/// Letters on a case in sight.
pub(super) fn letters_of(
    tx: &mut Tx<'_>,
    actor: &Actor,
    p: &Procedure,
    c: &CaseFile,
    events: &[Event],
) -> Result<CaseLetters> {
    let may = actor.permit::<res::Letter, act::Create>().is_ok_and(|s| s.covers(&c.holder.path));
    let today = tx.today();
    let mut can_issue = Vec::new();
    for kind in kinds(p, c, events).into_iter().filter(|_| may) {
        if let Some(t) = letters::in_force(tx, &kind, today)? {
            can_issue.push(CaseLetterKind { kind, title: t.draft.name });
        }
    }
    let issued = letters::of_subject(tx, CASE_LETTER, c.id)?.into_iter().map(|l| CaseLetter {
        withdrawn: !l.stands(),
        id: l.id,
        number: l.number,
        title: l.title,
        issued_on: l.day,
    });
    Ok(CaseLetters { can_issue, issued: issued.collect() })
}

/// What a letter on a case would say.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseLetterStart {
    kind: String,
    /// Union that issues it: the one that has the case.
    union_id: Id,
    union_name: String,
    /// What the case fills in.
    values: BTreeMap<String, Value>,
}

/// The case with the place that issues letters on it.
fn writer(tx: &mut Tx<'_>, ground: &Ground, actor: &Actor, id: Id, kind: &str) -> Result<(CaseFile, Values)> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let letters = actor.permit::<res::Letter, act::Create>()?;
    let c = case::find(tx, &scope, id)?.filter(|c| letters.covers(&c.holder.path));
    let c = c.ok_or(CaseError::NotFound)?;
    let values = paper_values(tx, ground, actor, &c, kind)?;
    Ok((c, values))
}

/// What the case fills into a letter of a kind.
#[utoipa::path(get, path = "/cases/{id}/letters/{kind}", tag = "cases", operation_id = "start_case_letter",
    params(("id" = Id, Path), ("kind" = String, Path)), responses((status = 200, body = CaseLetterStart)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn start_case_letter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, kind)): Path<(Id, String)>,
) -> std::result::Result<Json<CaseLetterStart>, ApiError> {
    let ground = app.cases();
    let found = app.store().read(move |tx| {
        let (c, values) = writer(tx, &ground, &actor, id, &kind)?;
        let union_name = ground.name(tx, c.holder.id)?;
        Ok::<_, CaseError>(CaseLetterStart { kind, union_id: c.holder.id, union_name, values })
    });
    Ok(Json(found.await?))
}

/// A letter to issue on a case.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CaseLetterForm {
    kind: String,
    values: BTreeMap<String, Value>,
}

/// A letter that was issued on a case.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CaseLetterMade {
    id: Id,
    number: String,
}

/// Issues a letter on a case in the name of the union that has it.
#[utoipa::path(post, path = "/cases/{id}/letters", tag = "cases", operation_id = "issue_case_letter",
    params(("id" = Id, Path)), request_body = CaseLetterForm, responses((status = 201, body = CaseLetterMade)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn issue_case_letter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<CaseLetterForm>,
) -> std::result::Result<(StatusCode, Json<CaseLetterMade>), ApiError> {
    let ground = app.cases();
    let made = app.store().write(move |tx| {
        let (c, _) = writer(tx, &ground, &actor, id, &form.kind)?;
        idempotency::once(tx, &actor, key.as_deref(), &(id, &form), |tx| {
            let new = Issue {
                kind: &form.kind,
                union_id: c.holder.id,
                union_path: &c.holder.path,
                subject_kind: CASE_LETTER,
                subject_id: c.id,
                values: form.values.clone(),
            };
            let letter = letters::issue(tx, &actor, new)?;
            Ok::<_, CaseError>(CaseLetterMade { id: letter.id, number: letter.number })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A judge of a case.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseJudge {
    account_id: Id,
    account_name: String,
    due_on: Day,
    /// 0 to 100; none while it is waited for, or while the caller, who is asked too, has not judged.
    score: Option<i64>,
    comment: String,
    judged_at: Option<Timestamp>,
    /// It is the caller.
    mine: bool,
}

/// How far the judging is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseJudging {
    /// Scores that a move waits for; 0 if none does.
    needed: u32,
    asked: usize,
    given: usize,
    /// Scores can be given and changed now.
    open: bool,
    /// Scores of others are not told before the caller has judged.
    hidden: bool,
    /// With one decimal; empty while the caller has not judged.
    mean: String,
    judges: Vec<CaseJudge>,
}

/// Judges of a case; none where the step asks none and nobody was asked.
pub(super) fn judging(
    tx: &mut Tx<'_>,
    actor: &Actor,
    p: &Procedure,
    c: &CaseFile,
) -> Result<Option<CaseJudging>> {
    let all = judge::of_case(tx, c.id)?;
    let asks = p.step(&c.step).is_some_and(|s| s.allows.contains(&Allow::Judge));
    if all.is_empty() && !asks {
        return Ok(None);
    }
    let waits = all.iter().any(|j| j.account_id == actor.id() && j.given().is_none());
    let open = asks && c.state.is_open();
    let hidden = waits && open;
    let scores: Vec<i64> = all.iter().filter_map(judge::Judge::given).collect();
    let needed = p.moves_from(&c.step).map(|m| m.judged).max().unwrap_or_default();
    let (asked, given) = (all.len(), scores.len());
    let judges = all.into_iter().map(|j| CaseJudge {
        score: j.given().filter(|_| !hidden),
        comment: if hidden { String::new() } else { j.comment },
        judged_at: Some(j.judged_at).filter(|at| at.0 != 0),
        mine: j.account_id == actor.id(),
        account_id: j.account_id,
        account_name: j.account_name,
        due_on: j.due_on,
    });
    let judges = judges.collect();
    let mean = if hidden { String::new() } else { mean(&scores) };
    Ok(Some(CaseJudging { needed, asked, given, open, hidden, mean, judges }))
}

/// Who has claimed a case.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseClaim {
    name: String,
    contact: String,
    /// A member of the register.
    by_member: bool,
    claimed_at: Timestamp,
}

/// The claim on a case; for those who deal with it.
pub(super) fn claim_of(tx: &mut Tx<'_>, ground: &Ground, c: &CaseFile) -> Result<Option<CaseClaim>> {
    Ok(claim::get(tx, &ground.keys, c.id)?.map(|k| CaseClaim {
        by_member: k.who.person_id.0 != 0,
        name: k.who.name,
        contact: k.who.contact,
        claimed_at: k.claimed_at,
    }))
}
