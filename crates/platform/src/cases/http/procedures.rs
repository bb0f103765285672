//! Procedures: read, checked, tried out, proposed by one person and decided by another.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::accounts::Staff;
use crate::cases::checker::{Fault, check};
use crate::cases::clock::CaseClock;
use crate::cases::error::CaseError;
use crate::cases::procedure::Procedure;
use crate::cases::procedures::{Decision, decide, propose, withdraw};
use crate::cases::store::procedure::{self as sql, Version};
use crate::exports::{Export, List, NoConditions, day, export_list, number, text, whole, yes};
use crate::http::DecisionNote;
use crate::parameters::State as Stand;

/// A kind of case in the list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProcedureRow {
    kind: String,
    title: String,
    /// Version in force today.
    version: i64,
    valid_from: Day,
    steps: i64,
    tracks: i64,
    by_member: bool,
    confidential: bool,
    anonymous: bool,
    /// Who proposed the version that waits for a second person, or empty.
    waiting_from: String,
}

/// Kinds of cases with the procedure in force today.
#[utoipa::path(get, path = "/procedures", tag = "cases", operation_id = "list_procedures",
    responses((status = 200, body = Vec<ProcedureRow>)), extensions(("x-permission" = json!("procedure.read"))))]
pub async fn list_procedures(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<ProcedureRow>>, ApiError> {
    actor.permit::<res::Procedure, act::Read>()?;
    let standing = app.store().read(sql::standing).await?;
    let (all, today) = (app.procedures(), app.clock().today());
    let waiting = |kind: &str| standing.iter().find(|v| v.kind == kind && v.state == Stand::Open);
    let row = |v: &crate::cases::InForce| ProcedureRow {
        kind: v.procedure.kind.clone(),
        title: v.procedure.title.clone(),
        version: v.version,
        valid_from: v.valid_from,
        steps: v.procedure.steps.len() as i64,
        tracks: v.procedure.tracks.len() as i64,
        by_member: v.procedure.by_member,
        confidential: v.procedure.confidential,
        anonymous: v.procedure.anonymous,
        waiting_from: waiting(&v.procedure.kind).map_or_else(String::new, |w| w.proposed_by_name.clone()),
    };
    Ok(Json(all.all_on(today).map(row).collect()))
}

const PROCEDURES: List = List {
    resource: ResourceKind::Procedure,
    action: "procedure.export",
    title: "办理流程",
    columns: &[
        text("title", "类别", 20),
        text("kind", "代码", 20),
        number("version", "版本"),
        day("valid_from", "施行日期"),
        number("steps", "环节"),
        number("tracks", "轨道"),
        yes("by_member", "职工可提交"),
        yes("confidential", "可保密"),
        yes("anonymous", "可匿名"),
        text("waiting_from", "待批准方案提出人", 16),
    ],
};

/// Procedures as a file.
#[utoipa::path(post, path = "/procedures/export", tag = "cases", operation_id = "export_procedures",
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("procedure.export"))))]
pub async fn export_procedures(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&PROCEDURES, Id(0)), asked, |app, actor, _, _| {
        whole(list_procedures(State(app), Staff(actor)))
    })
    .await
}

/// A kind with all its versions.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProcedureDetail {
    kind: String,
    /// In force today.
    in_force: Option<Version>,
    /// Approved, and in force later.
    to_come: Vec<Version>,
    /// Waits for a second person.
    waiting: Option<Version>,
    /// All versions, newest first.
    history: Vec<Version>,
}

/// One kind of case with its versions.
#[utoipa::path(get, path = "/procedures/{kind}", tag = "cases", operation_id = "get_procedure",
    params(("kind" = String, Path)), responses((status = 200, body = ProcedureDetail)),
    extensions(("x-permission" = json!("procedure.read"))))]
pub async fn get_procedure(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(kind): Path<String>,
) -> Result<Json<ProcedureDetail>, ApiError> {
    actor.permit::<res::Procedure, act::Read>()?;
    let (of, today) = (kind.clone(), app.clock().today());
    let history = app.store().read(move |tx| sql::of_kind(tx, &of)).await?;
    if history.is_empty() {
        return Err(CaseError::ProcedureNotFound.into());
    }
    let version = app.procedures().on(&kind, today).map(|v| v.version);
    let in_force = history.iter().find(|v| Some(v.version) == version).cloned();
    let waiting = history.iter().find(|v| v.state == Stand::Open).cloned();
    let later = |v: &&Version| v.state == Stand::Approved && v.valid_from > today;
    let to_come = history.iter().filter(later).cloned().collect();
    Ok(Json(ProcedureDetail { kind, in_force, to_come, waiting, history }))
}

/// What is wrong with a procedure.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProcedureFaults {
    faults: Vec<Fault>,
}

/// Looks for what a procedure may not have: dead ends, steps that are never reached, clocks without an owner.
#[utoipa::path(post, path = "/procedures/check", tag = "cases", operation_id = "check_procedure",
    request_body = Procedure, responses((status = 200, body = ProcedureFaults)),
    extensions(("x-permission" = json!("procedure.read"))))]
pub async fn check_procedure(
    Staff(actor): Staff,
    Json(p): Json<Procedure>,
) -> Result<Json<ProcedureFaults>, ApiError> {
    actor.permit::<res::Procedure, act::Read>()?;
    Ok(Json(ProcedureFaults { faults: check(&p) }))
}

/// A move in a trial run.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct TrialMove {
    /// Which move.
    code: String,
    /// Days after the step was reached.
    #[serde(default)]
    after_days: u32,
}

/// A trial run: a case that begins on a day, and the moves that are made.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct TrialRun {
    definition: Procedure,
    day: Day,
    #[serde(default)]
    moves: Vec<TrialMove>,
}

/// Where the case of a trial run stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TrialStation {
    day: Day,
    step: String,
    step_title: String,
    track_title: String,
    /// What the reporter reads.
    plain: String,
    /// Roles that may have it, in words.
    roles: Vec<String>,
    /// When half of the limit is over.
    half_at: Option<Timestamp>,
    due_on: Option<Day>,
    closed: bool,
    /// Moves from here.
    moves: Vec<TrialChoice>,
}

/// A move that can be made in a trial run.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TrialChoice {
    code: String,
    title: String,
    to_title: String,
    by_reporter: bool,
}

fn station(
    app: &App,
    p: &Procedure,
    (step, track): (&str, &str),
    day: Day,
) -> Result<TrialStation, CaseError> {
    let calendar = app.calendar();
    let step = p.step(step).ok_or_else(|| CaseError::NoProcedure { kind: p.kind.clone() })?;
    let clock = p.limit(step, track).map(|l| CaseClock::start(&calendar, day, l)).transpose()?;
    let marks = clock.map(|c| c.marks(&calendar)).transpose()?;
    let choice = |m: &crate::cases::procedure::Move| TrialChoice {
        code: m.code.clone(),
        title: m.title.clone(),
        to_title: p.step(&m.to).map_or_else(String::new, |s| s.title.clone()),
        by_reporter: m.by == crate::cases::procedure::By::Reporter,
    };
    Ok(TrialStation {
        day,
        step: step.code.clone(),
        step_title: step.title.clone(),
        track_title: p.track(track).map_or_else(String::new, |t| t.title.clone()),
        plain: step.plain.clone(),
        roles: step.roles.iter().map(|r| r.title().to_owned()).collect(),
        half_at: marks.map(|m| m.half_at),
        due_on: clock.map(|c| c.due_on),
        closed: step.closed,
        moves: p.moves_from(&step.code).map(choice).collect(),
    })
}

/// Most moves of a trial run.
const MOST: usize = 100;

/// Runs a procedure without a case: where it stands after each move, and by when it would have to go on.
#[utoipa::path(post, path = "/procedures/try", tag = "cases", operation_id = "try_procedure", request_body = TrialRun,
    responses((status = 200, body = Vec<TrialStation>)), extensions(("x-permission" = json!("procedure.read"))))]
pub async fn try_procedure(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(run): Json<TrialRun>,
) -> Result<Json<Vec<TrialStation>>, ApiError> {
    actor.permit::<res::Procedure, act::Read>()?;
    let p = &run.definition;
    let faults = check(p);
    let Some(first) = p.steps.first().filter(|_| faults.is_empty()) else {
        return Err(CaseError::Faulty(faults).into());
    };
    let (mut step, mut track, mut day) = (first.code.clone(), String::new(), run.day);
    let mut stations = vec![station(&app, p, (&step, &track), day)?];
    for m in run.moves.iter().take(MOST) {
        let known = p.moves_from(&step).find(|k| k.code == m.code).ok_or_else(|| CaseError::NotNow {
            deed: m.code.clone(),
            step: p.step(&step).map_or_else(String::new, |s| s.title.clone()),
        })?;
        day = day.plus_days(i64::from(m.after_days.min(400)));
        step.clone_from(&known.to);
        if let Some(t) = &known.track {
            track.clone_from(t);
        }
        stations.push(station(&app, p, (&step, &track), day)?);
    }
    Ok(Json(stations))
}

/// A version to propose.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ProposeProcedure {
    definition: Procedure,
    /// First day on which cases begin with it; tomorrow at the earliest.
    valid_from: Day,
    /// Why, 4 to 200 characters.
    #[serde(default)]
    reason: String,
}

/// Number of a proposed version.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProposedProcedure {
    version: i64,
}

/// Proposes a version of a kind; another person decides.
#[utoipa::path(post, path = "/procedures/proposals", tag = "cases", operation_id = "propose_procedure",
    request_body = ProposeProcedure, responses((status = 201, body = ProposedProcedure)),
    extensions(("x-permission" = json!("procedure.propose"))))]
pub async fn propose_procedure(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(r): Json<ProposeProcedure>,
) -> Result<(StatusCode, Json<ProposedProcedure>), ApiError> {
    let scope = actor.permit::<res::Procedure, act::Propose>()?;
    let work = move |tx: &mut store::Tx<'_>| propose(tx, &scope, &r.definition, r.valid_from, &r.reason);
    let version = app.store().write(work).await?;
    Ok((StatusCode::CREATED, Json(ProposedProcedure { version })))
}

async fn decided(
    app: App,
    actor: guard::Actor,
    of: (String, i64),
    decision: Decision,
    note: String,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Procedure, act::Approve>()?;
    app.store().write(move |tx| decide(tx, &scope, (&of.0, of.1), decision, &note)).await?;
    app.reread_dated().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Approves somebody else's proposal: it holds from its day on.
#[utoipa::path(post, path = "/procedures/{kind}/{version}/approve", tag = "cases", operation_id = "approve_procedure",
    params(("kind" = String, Path), ("version" = i64, Path)), request_body = DecisionNote,
    responses((status = 204)), extensions(("x-permission" = json!("procedure.approve"))))]
pub async fn approve_procedure(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(of): Path<(String, i64)>,
    Json(n): Json<DecisionNote>,
) -> Result<StatusCode, ApiError> {
    decided(app, actor, of, Decision::Approve, n.note().to_owned()).await
}

/// Turns somebody else's proposal down, saying why.
#[utoipa::path(post, path = "/procedures/{kind}/{version}/reject", tag = "cases", operation_id = "reject_procedure",
    params(("kind" = String, Path), ("version" = i64, Path)), request_body = DecisionNote,
    responses((status = 204)), extensions(("x-permission" = json!("procedure.approve"))))]
pub async fn reject_procedure(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(of): Path<(String, i64)>,
    Json(n): Json<DecisionNote>,
) -> Result<StatusCode, ApiError> {
    decided(app, actor, of, Decision::Reject, n.note().to_owned()).await
}

/// Takes the own proposal back.
#[utoipa::path(post, path = "/procedures/{kind}/{version}/withdraw", tag = "cases", operation_id = "withdraw_procedure",
    params(("kind" = String, Path), ("version" = i64, Path)), responses((status = 204)),
    extensions(("x-permission" = json!("procedure.propose"))))]
pub async fn withdraw_procedure(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((kind, version)): Path<(String, i64)>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Procedure, act::Propose>()?;
    app.store().write(move |tx| withdraw(tx, &scope, &kind, version)).await?;
    Ok(StatusCode::NO_CONTENT)
}
