//! One case: all that a cadre sees of it, and what may be done with it now.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use guard::{ActionKind, Actor, ResourceKind, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::papers::{CaseClaim, CaseJudging, CaseLetters, claim_of, judging, letters_of};
use super::shown::{CaseRow, Names, row};
use crate::App;
use crate::accounts::{Staff, name_of};
use crate::calendar::Deadline;
use crate::cases::claims::claiming;
use crate::cases::deeds::{Deed, edit_case, take_deed};
use crate::cases::error::{CaseError, Result};
use crate::cases::fields;
use crate::cases::ground::Ground;
use crate::cases::hand::Hand;
use crate::cases::model::{CaseFile, CaseState, ReporterKind};
use crate::cases::own::reveal;
use crate::cases::procedure::{Allow, By, Field, Procedure, Values};
use crate::cases::store::event::Event;
use crate::cases::store::{case, claim, event, link, opinion, reporter};
use crate::files::Attachment;
use crate::idempotency;

/// A field with its value.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseFieldValue {
    #[serde(flatten)]
    field: Field,
    /// As it is kept; empty if it was not filled in.
    value: String,
    /// In words.
    shown: String,
}

/// A move that can be made now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseMoveOption {
    code: String,
    title: String,
    /// A note must be written.
    note: bool,
    /// The note is what the reporter reads.
    answers: bool,
    /// Something must have been attached in this step.
    attachment: bool,
    /// Fields that must be filled in.
    fields: Vec<String>,
    /// Step after it.
    to_title: String,
    /// It closes the case.
    closes: bool,
}

/// An opinion that was asked for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseOpinion {
    id: Id,
    union_name: String,
    question: String,
    asked_by_name: String,
    asked_at: Timestamp,
    due_on: Day,
    /// Empty while it is waited for.
    answer: String,
    answered_by_name: String,
    answered_at: Option<Timestamp>,
    /// The caller may give it.
    answerable: bool,
}

/// A case that this one has to do with, if the caller sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseLink {
    id: Id,
    number: String,
    title: String,
    /// `related`, `duplicate`, `holds`.
    kind: String,
}

/// What the caller has to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseHand {
    /// Has it, or works on it for who has it.
    Mine,
    /// May take it.
    Free,
    /// Stands above who has it.
    Above,
    /// Decided what it complains about.
    Barred,
    /// Somebody else has it.
    Other,
}

/// A case with all that a cadre in sight of it sees.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseDetail {
    #[serde(flatten)]
    row: CaseRow,
    /// What was said.
    body: String,
    fields: Vec<CaseFieldValue>,
    /// Name of a reporter who is named; empty otherwise.
    reporter_name: String,
    /// Phone of a reporter who is named, masked.
    reporter_phone: String,
    /// Member who told it by name.
    person_id: Option<Id>,
    employer_id: Option<Id>,
    events: Vec<Event>,
    opinions: Vec<CaseOpinion>,
    links: Vec<CaseLink>,
    files: Vec<Attachment>,
    /// Case that it was joined to.
    merged_into: Option<Id>,
    letters: CaseLetters,
    /// Where judges are asked.
    judging: Option<CaseJudging>,
    claim: Option<CaseClaim>,
    /// Staff may take down who claims it.
    claimable: bool,
    /// Its public fields are shown to everyone.
    public: bool,
    /// Union that it came from, to which it can be given back; empty if it came from none.
    came_from: String,
    hand: CaseHand,
    /// Who has it, where that is not the caller.
    held_by: String,
    delegate_name: String,
    /// Union that watches because it is late.
    watched_by: String,
    moves: Vec<CaseMoveOption>,
    allows: Vec<Allow>,
    /// The clock's days left, of its kind.
    days_left: Option<u32>,
    /// How the end of the limit is counted.
    deadline: Option<Deadline>,
    paused_on: Option<Day>,
    /// What the reporter reads now.
    plain: String,
}

fn moves(p: &Procedure, c: &CaseFile, hand: &Hand) -> Vec<CaseMoveOption> {
    if c.state != CaseState::Open || matches!(hand, Hand::Other { .. } | Hand::Barred) {
        return Vec::new();
    }
    let may = |by: By| match by {
        By::Owner => true,
        By::Above => *hand == Hand::Above,
        By::Reporter | By::Claimant => false,
    };
    let option = |m: &crate::cases::procedure::Move| {
        let to = p.step(&m.to);
        CaseMoveOption {
            code: m.code.clone(),
            title: m.title.clone(),
            note: m.note,
            answers: m.answers,
            attachment: m.attachment,
            fields: m.fields.clone(),
            to_title: to.map_or_else(String::new, |s| s.title.clone()),
            closes: to.is_some_and(|s| s.closed),
        }
    };
    p.moves_from(&c.step).filter(|m| may(m.by)).map(option).collect()
}

fn masked(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    match digits.len() {
        11 => digits.iter().enumerate().map(|(i, d)| if (3..7).contains(&i) { '*' } else { *d }).collect(),
        0 => String::new(),
        _ => "*".repeat(digits.len()),
    }
}

fn field_values(p: &Procedure, c: &CaseFile) -> Vec<CaseFieldValue> {
    let of = |f: &Field| {
        let value = c.fields.get(&f.code).cloned().unwrap_or_default();
        CaseFieldValue { shown: fields::shown(f, &value), field: f.clone(), value }
    };
    p.fields.iter().map(of).collect()
}

fn opinions(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<Vec<CaseOpinion>> {
    let shown = |o: opinion::Opinion| CaseOpinion {
        answerable: o.answered_at.0 == 0 && actor.grants().iter().any(|g| g.path.covers(&o.union_path)),
        id: o.id,
        union_name: o.union_name,
        question: o.question,
        asked_by_name: o.asked_by_name,
        asked_at: o.asked_at,
        due_on: o.due_on,
        answer: o.answer,
        answered_by_name: o.answered_by_name,
        answered_at: Some(o.answered_at).filter(|at| at.0 != 0),
    };
    Ok(opinion::of_case(tx, id)?.into_iter().map(shown).collect())
}

fn links(tx: &mut Tx<'_>, scope: &guard::Scope<res::Case, act::Read>, id: Id) -> Result<Vec<CaseLink>> {
    let mut all = Vec::new();
    for l in link::of_case(tx, id)? {
        if let Some(c) = case::find(tx, scope, l.other_id)? {
            all.push(CaseLink { id: c.id, number: c.number, title: c.title, kind: l.kind });
        }
    }
    Ok(all)
}

/// The union that watches a late case; empty if none does.
fn watcher(tx: &mut Tx<'_>, ground: &Ground, c: &CaseFile) -> Result<String> {
    let path = kernel::OrgPath::parse(&c.watch_path).filter(|_| !c.watch_path.is_empty());
    let Some(path) = path else { return Ok(String::new()) };
    Ok(ground.tree.union_at(tx, &path)?.map_or_else(String::new, |(_, name)| name))
}

/// All of a case that the actor sees.
pub(super) fn detail(tx: &mut Tx<'_>, ground: &Ground, actor: &Actor, id: Id) -> Result<CaseDetail> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let c = case::find(tx, &scope, id)?.ok_or(CaseError::NotFound)?;
    let p = ground.procedure(&c)?;
    let hand = Hand::of(tx, ground, actor, &p, &c)?;
    let named = c.reporter == ReporterKind::Named;
    let who = if named { reporter::get(tx, &ground.keys, id)? } else { None };
    let (reporter_name, phone) = who.map_or_else(Default::default, |w| (w.name, w.phone));
    let step = ground.step(&p, &c)?;
    let events = event::of_case(tx, id)?;
    let acts = actor.can(ResourceKind::Case, ActionKind::Update)
        && !matches!(hand, Hand::Other { .. } | Hand::Barred);
    let open = c.state.is_open();
    let today = tx.today();
    let watched_by = watcher(tx, ground, &c)?;
    let (hand_code, held_by) = match &hand {
        Hand::Mine => (CaseHand::Mine, String::new()),
        Hand::Free => (CaseHand::Free, String::new()),
        Hand::Above => (CaseHand::Above, c.owner_name.clone()),
        Hand::Barred => (CaseHand::Barred, c.owner_name.clone()),
        Hand::Other { name } => (CaseHand::Other, name.clone()),
    };
    Ok(CaseDetail {
        body: c.body.clone(),
        fields: field_values(&p, &c),
        reporter_name,
        reporter_phone: masked(&phone),
        person_id: Some(c.person_id).filter(|id| id.0 != 0),
        employer_id: Some(c.employer_id).filter(|id| id.0 != 0),
        letters: letters_of(tx, actor, &p, &c, &events)?,
        judging: judging(tx, actor, &p, &c)?,
        claim: claim_of(tx, ground, &c)?,
        claimable: acts && claiming(&p, &c).is_some(),
        public: claim::shown(tx, id)?.is_some(),
        came_from: ground.name(tx, c.from_id)?,
        events,
        opinions: opinions(tx, actor, id)?,
        links: links(tx, &scope, id)?,
        files: crate::files::of_record(tx, id)?,
        merged_into: Some(c.merged_into).filter(|id| id.0 != 0),
        hand: hand_code,
        held_by,
        delegate_name: name_of(tx, c.delegate_id)?.unwrap_or_default(),
        watched_by,
        moves: if acts { moves(&p, &c, &hand) } else { Vec::new() },
        allows: if acts && open { step.allows.clone() } else { Vec::new() },
        days_left: c.clock.and_then(|k| k.left(&ground.calendar, today).ok()),
        deadline: c.clock.and_then(|k| ground.calendar.deadline(k.from, k.count, k.unit).ok()),
        paused_on: c.clock.and_then(|k| k.paused_on),
        plain: step.plain.clone(),
        row: row(tx, ground, &mut Names::default(), c)?,
    })
}

/// One case.
#[utoipa::path(get, path = "/cases/{id}", tag = "cases", operation_id = "get_case", params(("id" = Id, Path)),
    responses((status = 200, body = CaseDetail)), extensions(("x-permission" = json!("case.read"))))]
pub async fn get_case(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let ground = app.cases();
    let found = app.store().read(move |tx| detail(tx, &ground, &actor, id)).await?;
    Ok(([(header::ETAG, etag(found.row.version()))], Json(found)))
}

/// Does something with a case; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/cases/{id}/deeds", tag = "cases", operation_id = "do_with_case",
    params(("id" = Id, Path)), request_body = Deed, responses((status = 200, body = CaseDetail)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn do_with_case(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    IdempotencyKey(key): IdempotencyKey,
    Json(deed): Json<Deed>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let ground = app.cases();
    let after = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, version, &deed), |tx| {
            take_deed(tx, &ground, &scope, (id, version), &deed).map(|c| c.version)
        })?;
        // Handed to where the actor does not see: that is told by an empty answer.
        match detail(tx, &ground, &actor, id) {
            Ok(after) => Ok(Some(after)),
            Err(CaseError::NotFound) => Ok(None),
            Err(e) => Err(e),
        }
    });
    let after = after.await?;
    let version = after.as_ref().map_or(version + 1, |a| a.row.version());
    Ok(([(header::ETAG, etag(version))], Json(after)))
}

/// What is put right in a case.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CaseText {
    title: String,
    /// Fields that change.
    #[serde(default)]
    fields: Values,
}

/// Puts right what stands in a case; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/cases/{id}", tag = "cases", operation_id = "edit_case_text",
    params(("id" = Id, Path)), request_body = CaseText, responses((status = 200, body = CaseDetail)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn edit_case_text(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(text): Json<CaseText>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let ground = app.cases();
    let after = app.store().write(move |tx| {
        edit_case(tx, &ground, &scope, (id, version), &text.title, &text.fields)?;
        detail(tx, &ground, &actor, id)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.row.version()))], Json(after)))
}

/// Why the reporter is needed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct CaseRevealRequest {
    /// At least four characters, e.g. 电话回访.
    #[serde(default)]
    purpose: String,
}

/// Who told a case, in full; recorded before it is answered.
#[utoipa::path(post, path = "/cases/{id}/reveal", tag = "cases", operation_id = "reveal_case_reporter",
    params(("id" = Id, Path)), request_body = CaseRevealRequest,
    responses((status = 200, body = crate::cases::Reporter)), extensions(("x-permission" = json!("case.reveal"))))]
pub async fn reveal_case_reporter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<CaseRevealRequest>,
) -> std::result::Result<Json<crate::cases::Reporter>, ApiError> {
    let scope = actor.permit::<res::Case, act::Reveal>()?;
    let ground = app.cases();
    let found = app.store().write(move |tx| reveal(tx, &ground, &scope, id, &request.purpose));
    Ok(Json(found.await?))
}
