//! The certificate of membership: issue, list, revoke; the member's own; and the page on which anybody verifies a paper.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, ClientAddress, IdempotencyKey, Json, Path};
use kernel::{Day, Id, Timestamp};
use platform::accounts::{MemberActor, Staff};
use platform::sealed::Keyring;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::RegistryError;
use crate::ops::certificates::{self as papers, Standing};
use crate::store::certificate::Certificate;
use crate::store::{member, secondment, union};

/// A certificate of membership.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CertificateRow {
    id: Id,
    /// Number within union and year: `2026-0003`.
    number: String,
    /// Check code: 8 characters.
    code: String,
    union_name: String,
    /// The union at which the member worked for a time on that day; empty if nowhere else.
    seconded_to: String,
    /// Day on the paper.
    day: Day,
    /// What it is for.
    purpose: String,
    issued_by: String,
    issued_at: Timestamp,
    /// `valid`, `ended` or `revoked`.
    state: String,
    state_label: String,
    /// Who revoked it; empty while it stands.
    revoked_by: String,
    /// Path of the page that verifies it.
    path: String,
    /// Address before the path; empty where people come by the console's address.
    public_url: String,
}

/// What goes into the rows beside the certificates.
struct Shown {
    keys: std::sync::Arc<Keyring>,
    public_url: String,
}

impl Shown {
    fn of(app: &App) -> Self {
        let url = app.config().public_url.clone().unwrap_or_default();
        Self { keys: app.keyring().clone(), public_url: url.trim_end_matches('/').to_owned() }
    }

    fn row(&self, tx: &mut Tx<'_>, c: Certificate, now: Standing) -> Result<CertificateRow, RegistryError> {
        let (number, code) = (papers::number(c.year, c.ordinal), papers::check_code(&self.keys, c.id));
        let seconded = secondment::of_person(tx, c.person_id)?.into_iter().find(|s| s.holds(c.day));
        let seconded_to = seconded.map(|s| union::name(tx, s.host_union_id)).transpose()?;
        Ok(CertificateRow {
            seconded_to: seconded_to.unwrap_or_default(),
            path: format!("/h5/#/verify/{number}/{code}"),
            public_url: self.public_url.clone(),
            union_name: union::name(tx, c.union_id)?,
            id: c.id,
            number,
            code,
            day: c.day,
            purpose: c.purpose,
            issued_by: c.issued_by_name,
            issued_at: c.issued_at,
            state: now.code().to_owned(),
            state_label: now.title().to_owned(),
            revoked_by: c.revoked_by_name,
        })
    }

    fn rows(&self, tx: &mut Tx<'_>, id: Id) -> Result<Vec<CertificateRow>, RegistryError> {
        papers::of_member(tx, id)?.into_iter().map(|(c, now)| self.row(tx, c, now)).collect()
    }
}

/// The certificates of a member, newest first.
#[utoipa::path(get, path = "/members/{id}/certificates", tag = "registry", operation_id = "list_member_certificates",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<CertificateRow>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_member_certificates(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Vec<CertificateRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let shown = Shown::of(&app);
    let found = app.store().read(move |tx| {
        member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        shown.rows(tx, id)
    });
    Ok(Json(found.await?))
}

/// What a certificate is for.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CertificateWish {
    /// 1 to 60 characters.
    purpose: String,
}

/// Issues a certificate of membership.
#[utoipa::path(post, path = "/members/{id}/certificates", tag = "registry", operation_id = "issue_certificate",
    params(("id" = Id, Path)), request_body = CertificateWish, responses((status = 201, body = CertificateRow)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn issue_certificate(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(wish): Json<CertificateWish>,
) -> Result<(StatusCode, Json<CertificateRow>), ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let shown = Shown::of(&app);
    let made = app.store().write(move |tx| {
        // The table of keys keeps the id alone: no check code lies in the database.
        let made: Id = idempotency::once(tx, &actor, key.as_deref(), &(id, &wish), |tx| {
            Ok::<_, RegistryError>(papers::issue(tx, &shown.keys, &scope, id, wish.purpose.clone())?.id)
        })?;
        let row = shown.rows(tx, id)?.into_iter().find(|row| row.id == made);
        row.ok_or(RegistryError::CertificateNotFound)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Revokes a certificate; doing it twice is harmless.
#[utoipa::path(post, path = "/members/{id}/certificates/{certificate_id}/revoke", tag = "registry",
    operation_id = "revoke_certificate", params(("id" = Id, Path), ("certificate_id" = Id, Path)),
    responses((status = 204)), extensions(("x-permission" = json!("member.update"))))]
pub async fn revoke_certificate(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, certificate)): Path<(Id, Id)>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    app.store().write(move |tx| papers::revoke(tx, &scope, id, certificate)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The own certificates, newest first.
#[utoipa::path(get, path = "/me/certificates", tag = "me", operation_id = "list_own_certificates",
    responses((status = 200, body = Vec<CertificateRow>)), extensions(("x-permission" = json!("member.read"))))]
pub async fn list_own_certificates(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Vec<CertificateRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let (id, shown) = (actor.id(), Shown::of(&app));
    let found = app.store().read(move |tx| {
        member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        shown.rows(tx, id)
    });
    Ok(Json(found.await?))
}

/// What is printed on a paper.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct CertificateQuestion {
    /// `2026-0003`.
    number: String,
    /// 8 characters; small letters do as well.
    code: String,
}

/// What a paper says. An unknown number and a wrong code have the same answer, with empty fields.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CertificateAnswer {
    /// `valid`, `ended`, `revoked` or `unknown`.
    state: String,
    state_label: String,
    /// Surname and a star.
    masked_name: String,
    union_name: String,
    day: Option<Day>,
}

/// Verifies a certificate by what is printed on it.
#[utoipa::path(post, path = "/certificates/verify", tag = "join", operation_id = "verify_certificate",
    request_body = CertificateQuestion, responses((status = 200, body = CertificateAnswer)))]
pub async fn verify_certificate(
    State(app): State<App>,
    client: Option<Extension<ClientAddress>>,
    Json(question): Json<CertificateQuestion>,
) -> Result<Json<CertificateAnswer>, ApiError> {
    let number = papers::read_number(&question.number).unwrap_or_default();
    // By address and number together: whoever guesses holds up nobody who has the paper.
    let from = client.map_or_else(String::new, |Extension(ClientAddress(ip))| ip.to_string());
    app.sign_in_limiter().take(format!("verify:{from}:{number}"), app.clock().now())?;
    let keys = app.keyring().clone();
    let found = app.store().read(move |tx| papers::verify(tx, &keys, &number, &question.code)).await?;
    Ok(Json(match found {
        Some(v) => CertificateAnswer {
            state: v.standing.code().to_owned(),
            state_label: v.standing.title().to_owned(),
            masked_name: v.masked_name,
            union_name: v.union_name,
            day: Some(v.day),
        },
        None => CertificateAnswer {
            state: "unknown".to_owned(),
            state_label: "没有查到".to_owned(),
            masked_name: String::new(),
            union_name: String::new(),
            day: None,
        },
    }))
}
