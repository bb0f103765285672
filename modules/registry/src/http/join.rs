//! Joining by scanning a union's poster: three steps of a worker who is not signed in. What is answered does not depend on
//! whether the person is in the register.

use axum::extract::State;
use axum::http::StatusCode;
use http_base::{ApiError, IdempotencyKey, Json, Path, Query};
use kernel::{Day, DocumentKind, Id, Params, PersonDocument, Phone, Timestamp};
use platform::accounts::{AccountError, CodeAnswer, CodeProof, CodePurpose, send_code_to};
use platform::codesets::Codesets;
use platform::parameters::keys;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::forms::{self, Check};
use crate::model::{JoinState, Profile};
use crate::ops::apply_to_join::{
    self as joining, CONSENT, CONSENT_VERSION, NewApplication, applicant, receipt_secret,
};
use crate::ops::keep_join_code::union_of_token;
use crate::store::{join_code, union};

/// Employers that are looked through, and those that are offered at once.
const COVERED: i64 = 1_000;
const OFFERED: usize = 20;

/// Which employers.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct JoinQuery {
    /// Part of the employer's name.
    q: String,
}

/// An employer to choose.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct JoinEmployer {
    id: Id,
    name: String,
}

/// What a poster leads to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct JoinPage {
    union_name: String,
    /// Names from the top down, the union itself last.
    union_path_names: Vec<String>,
    /// Employers of the union, at most 20.
    employers: Vec<JoinEmployer>,
    /// There are more: search.
    more_employers: bool,
    consent_version: String,
    /// Paragraphs of what is consented to.
    consent: Vec<String>,
}

/// What a poster leads to: the union, its employers, and what is consented to.
#[utoipa::path(get, path = "/join/{token}", tag = "join", operation_id = "get_join_page",
    params(("token" = String, Path), JoinQuery), responses((status = 200, body = JoinPage)))]
pub async fn get_join_page(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(query): Query<JoinQuery>,
) -> Result<Json<JoinPage>, ApiError> {
    let found = app.store().read(move |tx| {
        let u = union_of_token(tx, &token)?;
        let names = union::names_on_path(tx, &u.place())?;
        Ok::<_, RegistryError>((names, join_code::covered(tx, u.id, COVERED)?, u.name))
    });
    let (union_path_names, mut employers, union_name) = found.await?;
    let wanted = kernel::text::name_key(&query.q);
    employers.retain(|(_, name)| kernel::text::name_key(name).contains(&wanted));
    Ok(Json(JoinPage {
        union_name,
        union_path_names,
        more_employers: employers.len() > OFFERED,
        employers: employers.into_iter().take(OFFERED).map(|(id, name)| JoinEmployer { id, name }).collect(),
        consent_version: CONSENT_VERSION.to_owned(),
        consent: CONSENT.lines().map(str::to_owned).collect(),
    }))
}

/// The phone that shall prove itself.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct JoinCodeRequest {
    /// Mobile, 11 digits.
    phone: String,
}

/// Sends a one-time code, within the limits of sign-in.
#[utoipa::path(post, path = "/join/{token}/codes", tag = "join", operation_id = "send_join_code",
    params(("token" = String, Path)), request_body = JoinCodeRequest,
    responses((status = 200, body = CodeAnswer)))]
pub async fn send_join_code(
    State(app): State<App>,
    Path(token): Path<String>,
    Json(request): Json<JoinCodeRequest>,
) -> Result<Json<CodeAnswer>, ApiError> {
    app.store().read(move |tx| union_of_token(tx, &token).map(drop)).await?;
    let mut check = Check::default();
    let phone = check.read("/phone", Phone::parse(&request.phone));
    Ok(Json(send_code_to(&app, check.done_with(phone)?, CodePurpose::Join).await?))
}

/// The application form (入会申请书 and 工会会员登记表 in one).
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct JoinForm {
    phone: String,
    /// One-time code.
    code: String,
    name: String,
    /// Code of `document_kind`; an identity card if missing.
    #[serde(default)]
    document_kind: String,
    document_number: String,
    /// Code of `sex`, where the document does not tell it.
    #[serde(default)]
    sex: String,
    /// Where the document does not tell it.
    birth_day: Option<Day>,
    /// One of the union's employers …
    employer_id: Option<Id>,
    /// … or the name of another.
    #[serde(default)]
    employer_name: String,
    /// Code of `nation`.
    #[serde(default)]
    nation: String,
    /// Code of `education`.
    #[serde(default)]
    education: String,
    /// Code of `political_status`.
    #[serde(default)]
    politics: String,
    /// Which text was consented to.
    consent_version: String,
}

fn checked(words: &Codesets, form: &JoinForm, today: Day) -> Result<NewApplication, RegistryError> {
    let mut check = Check::default();
    let mut profile = Profile {
        name: form.name.clone(),
        sex: form.sex.clone(),
        nation: form.nation.clone(),
        education: form.education.clone(),
        politics: form.politics.clone(),
        ..Profile::default()
    };
    forms::profile(&mut check, words, &Profile::default(), &mut profile);
    if profile.name.is_empty() {
        check.refuse("/name", "kernel.name-missing", Params::new());
    }
    let kind = match form.document_kind.as_str() {
        "" => Some(DocumentKind::IdCard),
        code => DocumentKind::from_code(code),
    };
    if kind.is_none() {
        check.code(words, "/document_kind", "document_kind", &form.document_kind);
    }
    let document = kind.and_then(|kind| {
        check.read("/document_number", PersonDocument::parse(kind, &form.document_number, today))
    });
    let phone = check.read("/phone", Phone::parse(&form.phone));
    let mut employer_name = form.employer_name.clone();
    check.text("/employer_name", &mut employer_name, 80);
    if form.employer_id.is_none() && employer_name.chars().count() < 2 {
        check.refuse("/employer_name", "registry.employer-name-short", Params::new());
    }
    if form.consent_version != CONSENT_VERSION {
        check.refuse("/consent_version", "registry.join-consent", Params::new());
    }
    let (document, phone) = check.done_with(document.zip(phone))?;
    if let Some(sex) = document.sex() {
        profile.sex = sex.code().to_string();
    }
    let birth_day = document.birth_day().or(form.birth_day);
    Ok(NewApplication { profile, document, birth_day, phone, employer_id: form.employer_id, employer_name })
}

/// What the applicant keeps.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct JoinReceipt {
    /// Number of the application.
    number: Id,
    /// With the number it shows the state.
    secret: String,
}

/// Applies. A wrong code is counted, and a right one used up.
#[utoipa::path(post, path = "/join/{token}", tag = "join", operation_id = "apply_to_join",
    params(("token" = String, Path)), request_body = JoinForm, responses((status = 201, body = JoinReceipt)))]
pub async fn apply_to_join(
    State(app): State<App>,
    Path(token): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<JoinForm>,
) -> Result<(StatusCode, Json<JoinReceipt>), ApiError> {
    let new = checked(&app.codesets(), &form, app.clock().today())?;
    app.sign_in_limiter().take(format!("join:{}", new.phone.as_str()), app.clock().now())?;
    let (ring, proof) =
        (app.keyring().clone(), CodeProof::new(&app, &new.phone, CodePurpose::Join, &form.code));
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &applicant(), key.as_deref(), &(&token, &form), |tx| {
            joining::apply_to_join(tx, &ring, &token, &proof, &new)
        })
    });
    let number = made.await?.ok_or(AccountError::WrongCode)?;
    let secret = receipt_secret(app.keyring(), number);
    Ok((StatusCode::CREATED, Json(JoinReceipt { number, secret })))
}

/// A receipt.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct JoinReceiptRequest {
    number: Id,
    secret: String,
}

/// How an application stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct JoinStatus {
    union_name: String,
    state: JoinState,
    state_label: String,
    /// `member` or `transfer`, once approved.
    outcome: String,
    /// Why it was refused.
    reason: String,
    applied_at: Timestamp,
    /// The last day on which the union decides.
    due_on: Day,
}

/// How an application stands.
#[utoipa::path(post, path = "/join/status", tag = "join", operation_id = "get_join_status",
    request_body = JoinReceiptRequest, responses((status = 200, body = JoinStatus)))]
pub async fn get_join_status(
    State(app): State<App>,
    Json(request): Json<JoinReceiptRequest>,
) -> Result<Json<JoinStatus>, ApiError> {
    let ring = app.keyring().clone();
    let found = app.store().read(move |tx| {
        let (a, _) = joining::of_receipt(tx, &ring, request.number, &request.secret)?;
        let name = union::name(tx, a.union_id)?;
        Ok::<_, RegistryError>((a, name))
    });
    let (a, union_name) = found.await?;
    let day = a.applied_at.day();
    Ok(Json(JoinStatus {
        union_name,
        state: a.state,
        state_label: a.state.title().to_owned(),
        outcome: a.outcome,
        reason: super::joins::reason(&app.codesets(), &a.reason, &a.note),
        applied_at: a.applied_at,
        due_on: day.plus_days(app.parameters().integer(keys::JOIN_WAIT_DAYS, day)),
    }))
}

/// Takes an application back.
#[utoipa::path(post, path = "/join/withdraw", tag = "join", operation_id = "withdraw_join",
    request_body = JoinReceiptRequest, responses((status = 204)))]
pub async fn withdraw_join(
    State(app): State<App>,
    Json(request): Json<JoinReceiptRequest>,
) -> Result<StatusCode, ApiError> {
    let ring = app.keyring().clone();
    let work =
        move |tx: &mut store::Tx<'_>| joining::withdraw_join(tx, &ring, request.number, &request.secret);
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}
