//! The trial bench: cases typed or loaded, judged under a scheme in whatever state; nothing is kept.

use axum::extract::Multipart;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Fen, FieldError, Id, Params, Status};
use platform::App;
use platform::accounts::Staff;
use platform::exports::failed;
use platform::files::transport::unreadable;
use serde::{Deserialize, Serialize};

use crate::model::case::{Facts, LineCode, Outcome, RefusalCode};
use crate::model::scheme::ItemKind;
use crate::ops::case_file::{self, CaseRow, RowProblem};
use crate::ops::trial::{CASES, run};
use crate::scheme_error::SchemeError;
use crate::store::scheme;

/// A case to be tried.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualTrialCase {
    /// What it is called in the answer.
    #[serde(default)]
    name: String,
    item: ItemKind,
    facts: Facts,
}

/// Cases to be tried.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualTrial {
    /// At most 500.
    cases: Vec<MutualTrialCase>,
    /// They are one person's, in this order: what was paid before counts on.
    #[serde(default)]
    carry: bool,
}

/// A line of a reckoning, to be shown.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualShownLine {
    code: LineCode,
    label: String,
    /// The formula.
    text: String,
    amount_fen: Fen,
    /// The amounts of such lines add up to the benefit.
    counts: bool,
}

/// A reason, to be shown.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualShownRefusal {
    code: RefusalCode,
    /// For cadres.
    title: String,
    /// For the person.
    sentence: String,
}

/// What comes of a case.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualTried {
    name: String,
    item: ItemKind,
    item_label: String,
    benefit_fen: Fen,
    basis_fen: Fen,
    deductible_fen: Fen,
    trace: Vec<MutualShownLine>,
    refusals: Vec<MutualShownRefusal>,
}

/// What comes of all.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualTrialResult {
    cases: Vec<MutualTried>,
    /// Cases with a benefit.
    paid: i64,
    /// Their sum, 分.
    sum_fen: Fen,
}

fn tried(case: MutualTrialCase, outcome: Outcome) -> MutualTried {
    let line = |l: crate::model::case::TraceLine| MutualShownLine {
        code: l.code,
        label: l.code.title().to_owned(),
        counts: l.code.counts(),
        text: l.text,
        amount_fen: l.amount,
    };
    let refusal = |r: crate::model::case::Refusal| MutualShownRefusal {
        code: r.code,
        title: r.code.title().to_owned(),
        sentence: r.sentence,
    };
    MutualTried {
        name: case.name,
        item: case.item,
        item_label: case.item.title().to_owned(),
        benefit_fen: outcome.benefit,
        basis_fen: outcome.basis,
        deductible_fen: outcome.deductible,
        trace: outcome.trace.into_iter().map(line).collect(),
        refusals: outcome.refusals.into_iter().map(refusal).collect(),
    }
}

/// Judges cases under a scheme in sight, a draft too; nothing is kept.
#[utoipa::path(post, path = "/mutual_schemes/{id}/trial", tag = "mutual", operation_id = "try_mutual_scheme",
    params(("id" = Id, Path)), request_body = MutualTrial, responses((status = 200, body = MutualTrialResult)),
    extensions(("x-permission" = json!("scheme.read"))))]
pub async fn try_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(trial): Json<MutualTrial>,
) -> Result<Json<MutualTrialResult>, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Read>()?;
    if trial.cases.is_empty() || trial.cases.len() > CASES {
        let params = Params::from([("most", CASES.to_string())]);
        let wrong = FieldError { pointer: "/cases".into(), code: "mutual.trial-cases", params };
        return Err(SchemeError::Invalid(vec![wrong]).into());
    }
    let found = app.store().read(move |tx| Ok::<_, SchemeError>(scheme::find(tx, &scope, id)?)).await?;
    let s = found.ok_or(SchemeError::NotFound)?;
    let outcomes = run(&s.body, trial.cases.iter().map(|c| (c.item, &c.facts)), trial.carry);
    let paid = outcomes.iter().filter(|o| o.benefit.0 > 0).count() as i64;
    let sum_fen = Fen(outcomes.iter().map(|o| o.benefit.0).sum());
    let cases = trial.cases.into_iter().zip(outcomes).map(|(c, o)| tried(c, o)).collect();
    Ok(Json(MutualTrialResult { cases, paid, sum_fen }))
}

/// A file of cases.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct MutualCaseForm {
    /// .xlsx or .csv, a case a row, at most 500.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Cases of a file, as if they were typed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualLoadedCases {
    cases: Vec<MutualTrialCase>,
    /// Rows that say nothing that can be tried.
    problems: Vec<RowProblem>,
}

/// Most bytes of a file of cases.
const MOST_BYTES: usize = 2 << 20;

async fn receive(multipart: Result<Multipart, MultipartRejection>) -> Result<Vec<u8>, ApiError> {
    let lost = || ApiError::of(Status::BadRequest, "platform.upload-unreadable");
    let mut multipart = multipart.map_err(|_| lost())?;
    let mut bytes = Vec::new();
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        if field.name() != Some("file") {
            continue;
        }
        while let Some(part) = field.chunk().await.map_err(unreadable)? {
            bytes.extend_from_slice(&part);
            if bytes.len() > MOST_BYTES {
                return Err(ApiError::of(Status::TooLarge, "mutual.case-file-big"));
            }
        }
    }
    if bytes.is_empty() { Err(lost()) } else { Ok(bytes) }
}

/// Reads a workbook of cases, to be shown, changed and tried; nothing is kept.
#[utoipa::path(post, path = "/mutual_schemes/{id}/trial_file", tag = "mutual", operation_id = "load_mutual_cases",
    params(("id" = Id, Path)), request_body(content = MutualCaseForm, content_type = "multipart/form-data"),
    responses((status = 200, body = MutualLoadedCases)), extensions(("x-permission" = json!("scheme.read"))))]
pub async fn load_mutual_cases(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Json<MutualLoadedCases>, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Read>()?;
    let found = app.store().read(move |tx| Ok::<_, SchemeError>(scheme::find(tx, &scope, id)?)).await?;
    let s = found.ok_or(SchemeError::NotFound)?;
    let bytes = receive(multipart).await?;
    let path = app.config().data.join(format!("cases-{}.tmp", hex::encode(app.random::<8>())));
    let read = tokio::task::spawn_blocking(move || {
        let read =
            std::fs::write(&path, &bytes).map_err(|e| failed(&e)).map(|()| case_file::read(&s.body, &path));
        // What could not be written is not there.
        let _ = std::fs::remove_file(&path);
        read
    });
    let (rows, problems) = read.await.map_err(|e| failed(&e))???;
    let case = |r: CaseRow| MutualTrialCase { name: r.name, item: r.item, facts: r.facts };
    Ok(Json(MutualLoadedCases { cases: rows.into_iter().map(case).collect(), problems }))
}
