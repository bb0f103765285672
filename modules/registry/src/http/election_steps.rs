//! The steps of a founding or an election.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Day, Id, Params};
use platform::App;
use platform::accounts::Staff;
use platform::codesets::Codesets;
use platform::parameters::keys;
use serde::Deserialize;
use store::Tx;

use super::elections::{ElectionDocument, document};
use crate::error::Result;
use crate::forms::Check;
use crate::model::election::{Candidate, Election, Method};
use crate::ops::election_steps::{self as steps, Approval, Congress, Law, Votes};
use crate::rules::election::Share;

/// What the union above says.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ElectionAnswer {
    agree: bool,
    /// 文号.
    #[serde(default)]
    number: String,
    #[serde(default)]
    note: String,
}

/// Why it is given up.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
pub struct ElectionNote {
    #[serde(default)]
    note: String,
}

/// Day and candidates of the congress.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct CongressForm {
    method: Method,
    planned_on: Day,
    /// Seats of the committee, 3 to 60.
    seats: i64,
    /// 应到会有选举权人数.
    entitled: i64,
    #[serde(default)]
    candidates: Vec<Candidate>,
}

/// Attendance and votes.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct VotesForm {
    held_on: Day,
    attended: i64,
    candidates: Vec<Candidate>,
}

/// The answer to a reported result.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ApprovalForm {
    /// `false` sends the report back.
    accept: bool,
    /// 批复文号.
    #[serde(default)]
    number: String,
    /// 批复日期; today if missing.
    day: Option<Day>,
    /// Years of the term; the longer kind if missing.
    years: Option<i64>,
    #[serde(default)]
    note: String,
}

type Answer = std::result::Result<Json<ElectionDocument>, ApiError>;

async fn write(app: &App, step: impl Fn(&mut Tx<'_>) -> Result<Election> + Send + 'static) -> Answer {
    let done = app.store().write(move |tx| {
        let e = step(tx)?;
        document(tx, e)
    });
    Ok(Json(done.await?))
}

pub(super) fn law(app: &App) -> Law {
    let (p, today) = (app.parameters(), app.clock().today());
    let share = |key| {
        let (n, d) = p.fraction(key, today);
        Share(n, d)
    };
    let years = |key| p.integer(key, today);
    Law {
        quorum: share(keys::ELECTION_QUORUM),
        pass: share(keys::ELECTION_PASS),
        years: (
            vec![years(keys::TERM_YEARS_SHORT), years(keys::TERM_YEARS_LONG)],
            years(keys::TERM_YEARS_LOCAL),
        ),
        min_difference: share(keys::ELECTION_MIN_DIFFERENCE),
    }
}

fn texts(number: &str, note: &str) -> Result<(String, String)> {
    let (mut number, mut note) = (number.to_owned(), note.to_owned());
    let mut c = Check::default();
    c.text("/number", &mut number, 60);
    c.text("/note", &mut note, 500);
    c.done()?;
    Ok((number, note))
}

fn candidates(c: &mut Check, words: &Codesets, mut all: Vec<Candidate>) -> Vec<Candidate> {
    if all.len() > 300 {
        c.refuse("/candidates", "registry.number-range", [("most", "300".to_owned())].into());
    }
    for (i, one) in all.iter_mut().enumerate() {
        c.text(&format!("/candidates/{i}/name"), &mut one.name, 50);
        if one.name.is_empty() {
            c.refuse(&format!("/candidates/{i}/name"), "kernel.name-missing", Params::new());
        }
        c.code(words, &format!("/candidates/{i}/post"), "union_post", &one.post);
    }
    all
}

/// The union above agrees to a request or refuses it.
#[utoipa::path(post, path = "/unions/{id}/elections/{election_id}/answer", tag = "registry",
    operation_id = "answer_election_request", params(("id" = Id, Path), ("election_id" = Id, Path)),
    request_body = ElectionAnswer, responses((status = 200, body = ElectionDocument)),
    extensions(("x-permission" = json!("election.approve"))))]
pub async fn answer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(which): Path<(Id, Id)>,
    Json(body): Json<ElectionAnswer>,
) -> Answer {
    let scope = actor.permit::<res::Election, act::Approve>()?;
    let (number, note) = texts(&body.number, &body.note)?;
    write(&app, move |tx| steps::answer_request(tx, &scope, which, body.agree, (&number, &note))).await
}

/// Calls the congress: day, seats, who may vote, candidates.
#[utoipa::path(post, path = "/unions/{id}/elections/{election_id}/congress", tag = "registry",
    operation_id = "call_congress", params(("id" = Id, Path), ("election_id" = Id, Path)),
    request_body = CongressForm, responses((status = 200, body = ElectionDocument)),
    extensions(("x-permission" = json!("election.update"))))]
pub async fn call(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(which): Path<(Id, Id)>,
    Json(body): Json<CongressForm>,
) -> Answer {
    let scope = actor.permit::<res::Election, act::Update>()?;
    let mut c = Check::default();
    c.number("/seats", body.seats, Some(60));
    c.number("/entitled", body.entitled, None);
    if body.entitled == 0 {
        c.refuse("/entitled", "registry.number-range", [("most", "10000000".to_owned())].into());
    }
    let candidates = candidates(&mut c, &app.codesets(), body.candidates);
    c.done()?;
    let congress = Congress {
        method: body.method,
        planned_on: body.planned_on,
        seats: body.seats,
        entitled: body.entitled,
        candidates,
    };
    write(&app, move |tx| steps::call_congress(tx, &scope, which, &congress)).await
}

/// Enters attendance and votes; refused where the law is not met.
#[utoipa::path(post, path = "/unions/{id}/elections/{election_id}/votes", tag = "registry",
    operation_id = "enter_votes", params(("id" = Id, Path), ("election_id" = Id, Path)),
    request_body = VotesForm, responses((status = 200, body = ElectionDocument)),
    extensions(("x-permission" = json!("election.update"))))]
pub async fn votes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(which): Path<(Id, Id)>,
    Json(body): Json<VotesForm>,
) -> Answer {
    let scope = actor.permit::<res::Election, act::Update>()?;
    let mut c = Check::default();
    c.number("/attended", body.attended, None);
    let candidates = candidates(&mut c, &app.codesets(), body.candidates);
    c.done()?;
    let (law, votes) = (law(&app), Votes { held_on: body.held_on, attended: body.attended, candidates });
    write(&app, move |tx| steps::enter_votes(tx, &scope, which, &law, &votes)).await
}

/// Reports the result to the union above.
#[utoipa::path(post, path = "/unions/{id}/elections/{election_id}/report", tag = "registry",
    operation_id = "report_election", params(("id" = Id, Path), ("election_id" = Id, Path)),
    responses((status = 200, body = ElectionDocument)), extensions(("x-permission" = json!("election.update"))))]
pub async fn report(State(app): State<App>, Staff(actor): Staff, Path(which): Path<(Id, Id)>) -> Answer {
    let scope = actor.permit::<res::Election, act::Update>()?;
    write(&app, move |tx| steps::report_result(tx, &scope, which)).await
}

/// Approves a reported result, or sends it back.
#[utoipa::path(post, path = "/unions/{id}/elections/{election_id}/approval", tag = "registry",
    operation_id = "approve_election", params(("id" = Id, Path), ("election_id" = Id, Path)),
    request_body = ApprovalForm, responses((status = 200, body = ElectionDocument)),
    extensions(("x-permission" = json!("election.approve"))))]
pub async fn approve(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(which): Path<(Id, Id)>,
    Json(body): Json<ApprovalForm>,
) -> Answer {
    let scope = actor.permit::<res::Election, act::Approve>()?;
    let (number, note) = texts(&body.number, &body.note)?;
    if !body.accept {
        return write(&app, move |tx| steps::return_report(tx, &scope, which, &note)).await;
    }
    let law = law(&app);
    let years = body.years.unwrap_or(law.years.1);
    let approval = Approval { number, note, day: body.day.unwrap_or(app.clock().today()), years };
    write(&app, move |tx| steps::approve_result(tx, &scope, which, &law, &approval)).await
}

/// Gives a founding or an election up.
#[utoipa::path(post, path = "/unions/{id}/elections/{election_id}/cancel", tag = "registry",
    operation_id = "cancel_election", params(("id" = Id, Path), ("election_id" = Id, Path)),
    request_body = ElectionNote, responses((status = 200, body = ElectionDocument)),
    extensions(("x-permission" = json!("election.update"))))]
pub async fn cancel(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(which): Path<(Id, Id)>,
    Json(body): Json<ElectionNote>,
) -> Answer {
    let scope = actor.permit::<res::Election, act::Update>()?;
    let (_, note) = texts("", &body.note)?;
    write(&app, move |tx| steps::cancel_election(tx, &scope, which, &note)).await
}
