//! What the editor of schemes needs: the words, a new scheme to begin with, and what is wrong with one as it is typed.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json};
use kernel::FieldError;
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use crate::fixtures;
use crate::model::case::RefusalCode;
use crate::model::illness::ILLNESSES;
use crate::model::scheme::{Basis, Cause, ItemKind, Paper, Per, Scheme};
use crate::rules::scheme_check::check;

/// A mistake in a scheme.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = MutualSchemeProblem)]
pub struct Problem {
    /// Where, as a JSON pointer into the scheme: `/items/0/rule/tiers/1/from_fen`.
    pub pointer: String,
    /// Code.
    pub code: String,
    /// What is wrong.
    pub sentence: String,
}

/// Mistakes with their sentences.
pub fn problems(all: Vec<FieldError>) -> Vec<Problem> {
    let told = |e: FieldError| Problem {
        sentence: kernel::locale::sentence(e.code, &e.params),
        code: e.code.to_owned(),
        pointer: e.pointer,
    };
    all.into_iter().map(told).collect()
}

/// A word with its code.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualWord {
    code: String,
    title: String,
}

/// Words of schemes.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSchemeWords {
    items: Vec<MutualWord>,
    bases: Vec<MutualWord>,
    pers: Vec<MutualWord>,
    causes: Vec<MutualWord>,
    papers: Vec<MutualWord>,
    refusals: Vec<MutualWord>,
    /// The 28 grave illnesses of 2020.
    illnesses: Vec<String>,
    /// A scheme to begin with, of this year: hospital only, without code and title.
    blank: Option<Scheme>,
}

macro_rules! all {
    ($words:ty) => {
        <$words>::ALL.iter().map(|w| MutualWord { code: w.code().into(), title: w.title().into() }).collect()
    };
}

/// The words of schemes, and a scheme to begin with.
#[utoipa::path(get, path = "/mutual_schemes/words", tag = "mutual", operation_id = "get_mutual_scheme_words",
    responses((status = 200, body = MutualSchemeWords)), extensions(("x-permission" = json!("scheme.read"))))]
pub async fn get_mutual_scheme_words(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<MutualSchemeWords>, ApiError> {
    actor.permit::<res::Scheme, act::Read>()?;
    Ok(Json(MutualSchemeWords {
        items: all!(ItemKind),
        bases: all!(Basis),
        pers: all!(Per),
        causes: all!(Cause),
        papers: all!(Paper),
        refusals: all!(RefusalCode),
        illnesses: ILLNESSES.iter().map(|s| (*s).to_owned()).collect(),
        blank: fixtures::blank(i64::from(app.clock().today().year())),
    }))
}

/// A scheme as it is typed.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSchemeTyped {
    body: Scheme,
}

/// What is wrong with a scheme.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSchemeProblems {
    problems: Vec<Problem>,
}

/// Tells what is wrong with a scheme as it is typed; nothing is kept.
#[utoipa::path(post, path = "/mutual_schemes/check", tag = "mutual", operation_id = "check_mutual_scheme",
    request_body = MutualSchemeTyped, responses((status = 200, body = MutualSchemeProblems)),
    extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn check_mutual_scheme(
    State(_app): State<App>,
    Staff(actor): Staff,
    Json(typed): Json<MutualSchemeTyped>,
) -> Result<Json<MutualSchemeProblems>, ApiError> {
    actor.permit::<res::Scheme, act::Propose>()?;
    Ok(Json(MutualSchemeProblems { problems: problems(check(&typed.body)) }))
}
