//! Session of members: phone, one-time code, and once the proof who it is.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use http_base::{ApiError, Json};
use kernel::{Id, Phone};
use serde::{Deserialize, Serialize};

use super::{Challenge, cookie, device, digest_of, token};
use crate::App;
use crate::accounts::directory::Provable;
use crate::accounts::members;
use crate::accounts::staff::nobody;
use crate::accounts::{AccountError, Limits};
use crate::audit::{self, Entry};
use crate::sealed::DigestKind;

/// A phone.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct CodeRequest {
    /// Mobile, 11 digits.
    phone: String,
}

/// How the code was sent.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CodeAnswer {
    /// `sms`, `demo`.
    channel: String,
    /// Demo installations only: the code itself, shown under a banner.
    demo_code: Option<String>,
}

/// What a one-time code is for; it proves nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodePurpose {
    /// Signing in.
    SignIn,
    /// Applying to join a union.
    Join,
    /// The own data as a file.
    OwnExport,
    /// The erasure of the own data.
    OwnErasure,
}

impl CodePurpose {
    const fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Join => "join",
            Self::OwnExport => "own-export",
            Self::OwnErasure => "own-erasure",
        }
    }
}

/// The purpose is part of what is stored: a code that was sent for another one is a wrong code.
fn code_digests(app: &App, phone: &Phone, purpose: CodePurpose, code: &str) -> Vec<[u8; 16]> {
    app.keyring().digests(DigestKind::Phone, &format!("{}:{}:{code}", phone.as_str(), purpose.code()))
}

/// Sends a one-time code to a phone. Whether the phone is known is not said.
#[utoipa::path(post, path = "/member_session/code", tag = "accounts", operation_id = "send_code",
    request_body = CodeRequest, responses((status = 200, body = CodeAnswer)))]
pub async fn send_code(
    State(app): State<App>,
    Json(request): Json<CodeRequest>,
) -> Result<Json<CodeAnswer>, ApiError> {
    Ok(Json(send_code_to(&app, Phone::parse(&request.phone)?, CodePurpose::SignIn).await?))
}

/// Sends a fresh one-time code for a purpose to a phone, within the limits of sign-in, which all purposes share. It takes the
/// place of one that was sent before.
///
/// # Errors
/// [`AccountError::TooManyCodes`], [`AccountError::Channel`].
pub async fn send_code_to(app: &App, phone: Phone, purpose: CodePurpose) -> Result<CodeAnswer, AccountError> {
    let code = format!("{:06}", u32::from_be_bytes(app.random::<4>()) % 1_000_000);
    let (digests, stored) = (members::phone_digests(app, &phone), code_digests(app, &phone, purpose, &code));
    let limits = Limits::of(app);
    app.store().write(move |tx| members::put_code(tx, &limits, &digests, &stored[0])).await?;
    let (channel, sent) = (app.channel().clone(), code.clone());
    let name = channel.name().to_owned();
    let shown = channel.shows_code() && app.config().demo;
    let outcome = tokio::task::spawn_blocking(move || channel.send(phone.as_str(), &sent)).await;
    outcome.map_err(|e| AccountError::Channel(e.to_string()))??;
    Ok(CodeAnswer { channel: name, demo_code: shown.then_some(code) })
}

/// A one-time code that somebody gave for a phone, to be used up in the transaction of what it proves.
#[derive(Clone, Debug)]
pub struct CodeProof {
    phones: Vec<[u8; 16]>,
    given: Vec<[u8; 16]>,
    limits: Limits,
}

impl CodeProof {
    /// What was given, and for what.
    pub fn new(app: &App, phone: &Phone, purpose: CodePurpose, code: &str) -> Self {
        let phones = members::phone_digests(app, phone);
        let given = code_digests(app, phone, purpose, code.trim());
        Self { phones, given, limits: Limits::of(app) }
    }

    /// Uses the code up; `false` if it is wrong or over. A wrong attempt is counted by the commit.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn use_up(&self, tx: &mut store::Tx<'_>) -> store::DbResult<bool> {
        members::use_code(tx, &self.limits, &self.phones, &self.given).map_err(|e| match e {
            AccountError::Db(e) => e,
            other => store::DbError::Inconsistent(other.to_string()),
        })
    }
}

/// Phone and code.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct MemberSignIn {
    phone: String,
    /// Six digits.
    code: String,
}

/// What comes next.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberSignInState {
    /// Signed in.
    Done,
    /// Prove once who it is: name and last six of the document; or choose among the people proved before.
    Identify,
}

/// Somebody whom this phone has proved to be.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProvedPerson {
    id: Id,
    masked_name: String,
}

/// The next step.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MemberSignInStep {
    state: MemberSignInState,
    /// Names this sign-in in the next request.
    challenge: Option<String>,
    /// People to choose from.
    people: Vec<ProvedPerson>,
}

/// Checks the one-time code. Signs in at once where the phone has proved to be exactly one person.
#[utoipa::path(post, path = "/member_session", tag = "accounts", operation_id = "check_code",
    request_body = MemberSignIn, responses((status = 200, body = MemberSignInStep)))]
pub async fn check_code(
    State(app): State<App>,
    headers: HeaderMap,
    Json(request): Json<MemberSignIn>,
) -> Result<Response, ApiError> {
    let phone = Phone::parse(&request.phone)?;
    app.sign_in_limiter().take(phone.as_str().to_owned(), app.clock().now())?;
    let digests = members::phone_digests(&app, &phone);
    let proof = CodeProof::new(&app, &phone, CodePurpose::SignIn, &request.code);
    let right = app.store().write(move |tx| proof.use_up(tx)).await?;
    if !right {
        return Err(AccountError::WrongCode.into());
    }
    let (inner, p) = (app.clone(), phone);
    let mut people = app.store().read(move |tx| members::proved(tx, &inner, &p, &digests)).await?;
    if people.len() == 1
        && let Some(person) = people.pop()
    {
        return begin(&app, &headers, phone, person).await;
    }
    let name = token(&app);
    app.challenges().insert(name.clone(), Challenge::Member { phone });
    let masked =
        |p: Provable| ProvedPerson { id: p.person_id, masked_name: kernel::text::mask_name(&p.name) };
    let people = people.into_iter().map(masked).collect();
    let step = MemberSignInStep { state: MemberSignInState::Identify, challenge: Some(name), people };
    Ok(Json(step).into_response())
}

/// Who it is: name and last six of the document, or one of the people proved before.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct IdentifyRequest {
    challenge: String,
    #[serde(default)]
    name: String,
    /// Last six characters of the document's number.
    #[serde(default)]
    id_tail6: String,
    /// One of the people proved before.
    person_id: Option<Id>,
}

/// Proves who it is and signs in.
#[utoipa::path(post, path = "/member_session/identify", tag = "accounts", operation_id = "identify_member",
    request_body = IdentifyRequest, responses((status = 200, body = MemberSignInStep)))]
pub async fn identify_member(
    State(app): State<App>,
    headers: HeaderMap,
    Json(request): Json<IdentifyRequest>,
) -> Result<Response, ApiError> {
    let Some(Challenge::Member { phone }) = app.challenges().get(&request.challenge) else {
        return Err(AccountError::ChallengeOver.into());
    };
    // Six characters can be guessed: few tries per phone.
    app.sign_in_limiter().take(phone.as_str().to_owned(), app.clock().now())?;
    let (inner, p) = (app.clone(), phone);
    let found = app
        .store()
        .write(move |tx| {
            let found = match request.person_id {
                Some(id) => {
                    let digests = members::phone_digests(&inner, &p);
                    members::proved(tx, &inner, &p, &digests)?.into_iter().find(|x| x.person_id == id)
                }
                None => inner.directory().prove(tx, &p, &request.name, &request.id_tail6)?,
            };
            if found.is_none() {
                audit::record(tx, &nobody("member"), Entry::of("session.identify-failed", Id(0)))?;
            }
            Ok::<_, AccountError>(found)
        })
        .await?;
    begin(&app, &headers, phone, found.ok_or(AccountError::NotProved)?).await
}

async fn begin(app: &App, headers: &HeaderMap, phone: Phone, person: Provable) -> Result<Response, ApiError> {
    let phone = app.keyring().digests_to_store(DigestKind::Phone, phone.as_str());
    let cookie = begin_with(app, headers, phone, person).await?;
    let done = MemberSignInStep { state: MemberSignInState::Done, challenge: None, people: Vec::new() };
    Ok(([(header::SET_COOKIE, cookie)], Json(done)).into_response())
}

/// Begins the session of a member who was proved otherwise than by a phone: its cookie.
pub(crate) async fn begin_member_session(
    app: &App,
    headers: &HeaderMap,
    person: Provable,
) -> Result<HeaderValue, AccountError> {
    begin_with(app, headers, Vec::new(), person).await
}

async fn begin_with(
    app: &App,
    headers: &HeaderMap,
    phone: Vec<[u8; 16]>,
    person: Provable,
) -> Result<HeaderValue, AccountError> {
    let (session, device, limits) = (token(app), device(headers), Limits::of(app));
    let digest = digest_of(&session);
    app.store()
        .write(move |tx| members::begin_session(tx, &limits, &phone, &person, &digest, &device))
        .await?;
    Ok(cookie(app, &session, limits.member_ms / 1000))
}
