//! Session of staff: password, new password, second factor; the own sessions.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use guard::ActorKind;
use http_base::{ApiError, Json, Path};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Challenge, cookie, device, digest_of, token};
use crate::App;
use crate::accounts::extract::Session;
use crate::accounts::staff::{self, Step};
use crate::accounts::{AccountError, Limits, Staff, password, store as sql, totp};
use crate::audit::{self, Entry};

/// User name and password.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct PasswordRequest {
    username: String,
    password: String,
}

/// What comes next.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignInState {
    /// Give a code of the second factor.
    TotpRequired,
    /// Set up the second factor, then give a code.
    TotpEnrol,
    /// Set a new password.
    NewPassword,
    /// Signed in.
    Done,
}

/// The next step of signing in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SignInStep {
    state: SignInState,
    /// Names this sign-in in the next request.
    challenge: Option<String>,
    /// Address for the QR code, when the second factor is being set up.
    totp_uri: Option<String>,
    /// The same secret for typing.
    totp_secret: Option<String>,
    /// Demo installations only: the code of the second factor, shown under a banner.
    demo_code: Option<String>,
}

fn step_answer(
    app: &App,
    account: &crate::accounts::Account,
    step: Step,
) -> Result<SignInStep, AccountError> {
    let secret = (step == Step::EnrolTotp).then(|| app.random::<20>().to_vec());
    let name = token(app);
    let challenge = Challenge::Staff { account: account.id, step, secret: secret.clone() };
    app.challenges().insert(name.clone(), challenge);
    let state = match step {
        Step::NewPassword => SignInState::NewPassword,
        Step::EnrolTotp => SignInState::TotpEnrol,
        Step::Totp => SignInState::TotpRequired,
    };
    let known = match (&secret, &account.totp) {
        (Some(s), _) => Some(s.clone()),
        (None, Some(sealed)) if step == Step::Totp => {
            hex::decode(app.keyring().open(sealed, &staff::totp_context(account.id))?).ok()
        }
        _ => None,
    };
    let demo = known.filter(|_| app.config().demo).map(|s| totp::code_at(&s, app.clock().now()));
    Ok(SignInStep {
        state,
        challenge: Some(name),
        totp_uri: secret.as_ref().map(|s| totp::uri(&account.username, s)),
        totp_secret: secret.as_ref().map(|s| totp::base32(s)),
        demo_code: demo,
    })
}

/// Checks user name and password.
#[utoipa::path(post, path = "/session/password", tag = "accounts", operation_id = "check_password",
    request_body = PasswordRequest, responses((status = 200, body = SignInStep)))]
pub async fn check_password(
    State(app): State<App>,
    Json(request): Json<PasswordRequest>,
) -> Result<Json<SignInStep>, ApiError> {
    let username = request.username.trim().to_lowercase();
    app.sign_in_limiter().take(username.clone(), app.clock().now())?;
    let name = username.clone();
    let found = app.store().read(move |tx| staff::open_account(tx, &name)).await;
    // An unknown name costs as much time as a wrong password.
    let hash = found.as_ref().map_or_else(|_| UNKNOWN.to_owned(), |a| a.password.clone());
    let right = tokio::task::spawn_blocking(move || password::matches(&request.password, &hash)).await;
    let (right, limits) = (right.unwrap_or(false), Limits::of(&app));
    let account = found.map_err(|e| match e {
        AccountError::WrongPassword => app.strangers().failed(&username, &limits, app.clock().now()),
        e => e,
    })?;
    let (answer, account) = app
        .store()
        .write(move |tx| {
            if !right {
                staff::note_failure(tx, &account, &limits, "session.password-failed")?;
                return Ok::<_, AccountError>((None, account.clone()));
            }
            let step = staff::next_step(&account, staff::is_admin(tx, account.id)?, &limits, tx.now());
            Ok((Some(step), account.clone()))
        })
        .await?;
    let step = answer.ok_or(AccountError::WrongPassword)?;
    Ok(Json(step_answer(&app, &account, step)?))
}

/// Hash of a password that nobody has; compared with when the name is unknown.
const UNKNOWN: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                       AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn challenge(app: &App, name: &str, wanted: &[Step]) -> Result<(Id, Step, Option<Vec<u8>>), AccountError> {
    match app.challenges().get(name) {
        Some(Challenge::Staff { account, step, secret }) if wanted.contains(&step) => {
            Ok((account, step, secret))
        }
        _ => Err(AccountError::ChallengeOver),
    }
}

/// A new password during sign-in.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct FirstPasswordRequest {
    challenge: String,
    password: String,
}

/// Sets the new password that sign-in asks for.
#[utoipa::path(post, path = "/session/new_password", tag = "accounts", operation_id = "set_first_password",
    request_body = FirstPasswordRequest, responses((status = 200, body = SignInStep)))]
pub async fn set_first_password(
    State(app): State<App>,
    Json(request): Json<FirstPasswordRequest>,
) -> Result<Json<SignInStep>, ApiError> {
    let (id, ..) = challenge(&app, &request.challenge, &[Step::NewPassword])?;
    let account = set_password(&app, id, request.password).await?;
    app.challenges().invalidate(&request.challenge);
    let step = if account.totp.is_none() { Step::EnrolTotp } else { Step::Totp };
    Ok(Json(step_answer(&app, &account, step)?))
}

async fn set_password(app: &App, id: Id, new: String) -> Result<crate::accounts::Account, AccountError> {
    let (salt, text) = (app.random::<16>(), new.clone());
    let hash = tokio::task::spawn_blocking(move || password::hash(&text, &salt)).await;
    let hash = hash.map_err(|e| AccountError::Channel(e.to_string()))??;
    let limits = Limits::of(app);
    app.store()
        .write(move |tx| {
            let account = sql::by_id(tx, id)?.ok_or(AccountError::NotFound)?;
            staff::change_password(tx, &account, &limits, &new, &hash)?;
            sql::by_id(tx, id)?.ok_or(AccountError::NotFound)
        })
        .await
}

/// A code of the second factor.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct TotpRequest {
    challenge: String,
    /// Six digits.
    code: String,
}

/// Checks the second factor and begins the session (cookie).
#[utoipa::path(post, path = "/session/totp", tag = "accounts", operation_id = "check_totp",
    request_body = TotpRequest, responses((status = 200, body = SignInStep)))]
pub async fn check_totp(
    State(app): State<App>,
    headers: HeaderMap,
    Json(request): Json<TotpRequest>,
) -> Result<impl IntoResponse, ApiError> {
    let (id, _, secret) = challenge(&app, &request.challenge, &[Step::Totp, Step::EnrolTotp])?;
    let (session, device, keys) = (token(&app), device(&headers), app.keyring().clone());
    let digest = digest_of(&session);
    let (code, limits) = (request.code.trim().to_owned(), Limits::of(&app));
    let ended = app
        .store()
        .write(move |tx| {
            let mut account = sql::by_id(tx, id)?.ok_or(AccountError::ChallengeOver)?;
            // Asked again: the account may have been locked by guesses in another window.
            staff::open_account(tx, &account.username)?;
            if let Some(secret) = secret.as_ref().filter(|_| account.totp.is_none()) {
                let sealed = keys.seal(&hex::encode(secret), &staff::totp_context(id));
                sql::set_totp(tx, id, Some(&sealed), 0)?;
                account.totp = Some(sealed);
            }
            if !staff::use_code(tx, &keys, &account, &code)? {
                if secret.is_some() {
                    sql::set_totp(tx, id, None, 0)?;
                }
                staff::note_failure(tx, &account, &limits, "session.totp-failed")?;
                return Ok(None);
            }
            staff::begin_session(tx, &account, &limits, &digest, &device).map(Some)
        })
        .await?;
    let ended = ended.ok_or(AccountError::WrongCode)?;
    app.challenges().invalidate(&request.challenge);
    for old in ended.iter().filter_map(|d| d.as_slice().try_into().ok()) {
        app.sessions().forget(&old);
    }
    let done = SignInStep {
        state: SignInState::Done,
        challenge: None,
        totp_uri: None,
        totp_secret: None,
        demo_code: None,
    };
    let cookie = cookie(&app, &session, limits.staff_ms / 1000);
    Ok(([(header::SET_COOKIE, cookie)], Json(done)))
}

/// A role at a place.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SessionRole {
    role: guard::Role,
    label: String,
    union_id: Id,
}

/// Who is signed in, and what they may do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SessionDocument {
    /// `staff` or `member`.
    kind: String,
    /// Account or person.
    id: Id,
    name: String,
    roles: Vec<SessionRole>,
    /// `member.read` …
    permissions: Vec<String>,
    /// Union of the first grant: where lists begin.
    home_union_id: Option<Id>,
    /// When the session ends at the latest.
    ends_at: Timestamp,
    /// Demo installation: pages carry a banner.
    demo: bool,
}

/// The present session.
#[utoipa::path(get, path = "/session", tag = "accounts", operation_id = "get_session",
    responses((status = 200, body = SessionDocument)), extensions(("x-permission" = json!("signed-in"))))]
pub async fn get_session(State(app): State<App>, Session(live, _): Session) -> Json<SessionDocument> {
    let (actor, wechat) = (&live.actor, app.config().wechat.is_some());
    // Without an official account the console has no page for one.
    let mut permissions = actor.permissions();
    permissions.retain(|p| wechat || !p.starts_with("wechat."));
    let role = |g: &guard::Grant| SessionRole {
        role: g.role,
        label: g.role.title().to_owned(),
        union_id: g.union_id,
    };
    Json(SessionDocument {
        kind: actor.kind().code().to_owned(),
        id: actor.id(),
        name: actor.name().to_owned(),
        roles: actor.grants().iter().map(role).collect(),
        permissions,
        home_union_id: actor.grants().iter().map(|g| g.union_id).find(|id| id.0 != 0),
        ends_at: live.ends_at,
        demo: app.config().demo,
    })
}

/// Signs out.
#[utoipa::path(delete, path = "/session", tag = "accounts", operation_id = "end_session",
    responses((status = 204)), extensions(("x-permission" = json!("signed-in"))))]
pub async fn end_session(
    State(app): State<App>,
    Session(live, digest): Session,
) -> Result<impl IntoResponse, ApiError> {
    let actor = live.actor.clone();
    app.store()
        .write(move |tx| {
            sql::end_session(tx, &digest)?;
            audit::record(tx, &actor, Entry::of("session.end", actor.id()))?;
            Ok::<_, AccountError>(())
        })
        .await?;
    app.sessions().forget(&digest);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie(&app, "", 0))]))
}

/// Signs out everywhere, here too.
#[utoipa::path(post, path = "/session/sign_out_everywhere", tag = "accounts", operation_id = "end_all_sessions",
    responses((status = 204)), extensions(("x-permission" = json!("signed-in"))))]
pub async fn end_all_sessions(
    State(app): State<App>,
    Session(live, _): Session,
) -> Result<impl IntoResponse, ApiError> {
    let actor = live.actor.clone();
    let ended = app
        .store()
        .write(move |tx| {
            let all = sql::sessions_of(tx, actor.id())?;
            all.iter().try_for_each(|(_, d)| sql::end_session(tx, d))?;
            audit::record(tx, &actor, Entry::of("session.end-all", actor.id()))?;
            Ok::<_, AccountError>(all)
        })
        .await?;
    for digest in ended.iter().filter_map(|(_, d)| d.as_slice().try_into().ok()) {
        app.sessions().forget(&digest);
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie(&app, "", 0))]))
}

/// One of the own sessions.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnSession {
    id: Id,
    device: String,
    created_at: Timestamp,
    seen_at: Timestamp,
    /// The one that asks.
    present: bool,
}

/// The own sessions.
#[utoipa::path(get, path = "/account/sessions", tag = "accounts", operation_id = "list_sessions",
    responses((status = 200, body = Vec<OwnSession>)), extensions(("x-permission" = json!("signed-in"))))]
pub async fn list_sessions(
    State(app): State<App>,
    Session(live, _): Session,
) -> Result<Json<Vec<OwnSession>>, ApiError> {
    let (holder, present) = (live.actor.id(), live.id);
    let all = app.store().read(move |tx| sql::sessions_of(tx, holder)).await?;
    let own = |(s, _): (sql::StoredSession, Vec<u8>)| OwnSession {
        id: s.id,
        device: s.device,
        created_at: s.created_at,
        seen_at: s.seen_at,
        present: s.id == present,
    };
    Ok(Json(all.into_iter().map(own).collect()))
}

/// Ends one of the own sessions.
#[utoipa::path(delete, path = "/account/sessions/{id}", tag = "accounts", operation_id = "end_other_session",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("signed-in"))))]
pub async fn end_other_session(
    State(app): State<App>,
    Session(live, _): Session,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    let actor = live.actor.clone();
    let digest = app
        .store()
        .write(move |tx| {
            let own = sql::sessions_of(tx, actor.id())?;
            let (_, digest) = own.into_iter().find(|(s, _)| s.id == id).ok_or(AccountError::NotFound)?;
            sql::end_session(tx, &digest)?;
            audit::record(tx, &actor, Entry::of("session.end", actor.id()))?;
            Ok::<_, AccountError>(digest)
        })
        .await?;
    if let Ok(digest) = digest.as_slice().try_into() {
        app.sessions().forget(&digest);
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The own password, old and new.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct ChangePasswordRequest {
    old_password: String,
    new_password: String,
}

/// Changes the own password.
#[utoipa::path(put, path = "/account/password", tag = "accounts", operation_id = "change_password",
    request_body = ChangePasswordRequest, responses((status = 204)),
    extensions(("x-permission" = json!("signed-in"))))]
pub async fn change_password(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(request): Json<ChangePasswordRequest>,
) -> Result<StatusCode, ApiError> {
    debug_assert_eq!(actor.kind(), ActorKind::Staff);
    let id = actor.id();
    let account = app.store().read(move |tx| sql::by_id(tx, id)).await?.ok_or(AccountError::NotFound)?;
    app.sign_in_limiter().take(account.username.clone(), app.clock().now())?;
    let right =
        tokio::task::spawn_blocking(move || password::matches(&request.old_password, &account.password));
    if !right.await.unwrap_or(false) {
        return Err(AccountError::WrongPassword.into());
    }
    set_password(&app, id, request.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}
