//! The certificate of cover: of a person, of a unit, the member's own; and its verification by whoever holds the paper.

use axum::Extension;
use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, ClientAddress, Json, Path};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::{MemberActor, Staff};
use platform::sealed::Keyring;
use registry::api::{masked_documents, union_by_id};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{MutualCoverItem, MutualParts, cover_items, items_label};
use crate::enrol_error::{EnrolError, Result};
use crate::model::scheme::ItemKind;
use crate::ops::certificate::{self as ops, Paper, person_code, unit_code};
use crate::store::{bill, enrolment};

/// A certificate of cover, to be printed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualCertificate {
    /// Number: the reference of the bill.
    number: String,
    /// Check code: 8 characters.
    code: String,
    /// `person` or `unit`.
    kind: String,
    /// Name of the person, or of the unit.
    name: String,
    masked_id: String,
    people: i64,
    union_name: String,
    scheme_title: String,
    fund_name: String,
    items: Vec<MutualCoverItem>,
    shares: i64,
    #[serde(flatten)]
    parts: MutualParts,
    cover_from: Option<Day>,
    cover_to: Option<Day>,
    issued_on: Day,
    /// Path of the page that verifies it.
    path: String,
    /// Address before the path; empty where people come by the console's address.
    public_url: String,
}

fn kinds(p: &Paper) -> Vec<ItemKind> {
    p.scheme.items.iter().map(|i| i.kind).collect()
}

fn shown(tx: &mut Tx<'_>, app: &App, p: Paper) -> Result<MutualCertificate> {
    let keys = app.keyring();
    let code = match &p.enrolment {
        Some(e) => person_code(keys, e.period_id, e.person_id),
        None => unit_code(keys, p.bill.id),
    };
    let masked = match &p.enrolment {
        Some(e) => masked_documents(tx, keys, &[e.person_id])?.remove(&e.person_id).unwrap_or_default(),
        None => String::new(),
    };
    let items = match &p.enrolment {
        Some(e) => cover_items(Some(&p.scheme), (&e.items, &e.continued), e.cover_from),
        None => cover_items(Some(&p.scheme), (&kinds(&p), &[]), None),
    };
    let fund = union_by_id(tx, p.bill.fund_id)?.map(|u| u.name).unwrap_or_default();
    let url = app.config().public_url.clone().unwrap_or_default();
    let e = p.enrolment.as_ref();
    Ok(MutualCertificate {
        path: format!("/h5/#/verify_cover/{}/{code}", p.bill.reference),
        public_url: url.trim_end_matches('/').to_owned(),
        code,
        kind: if e.is_some() { "person" } else { "unit" }.to_owned(),
        name: e.map_or_else(|| p.bill.union_name.clone(), |e| e.name.clone()),
        masked_id: masked,
        people: if e.is_some() { 1 } else { p.bill.people },
        union_name: p.bill.union_name.clone(),
        scheme_title: p.scheme.title.clone(),
        fund_name: fund,
        items,
        shares: e.map_or(0, |e| e.shares),
        parts: e.map_or(p.bill.parts, |e| e.parts).into(),
        cover_from: e.map_or(p.bill.cover_from, |e| e.cover_from),
        cover_to: e.map_or(Some(p.period.cover_to), |e| e.cover_to),
        issued_on: tx.today(),
        number: p.bill.reference,
    })
}

/// The certificate of a person whom a union in sight enrolled.
#[utoipa::path(get, path = "/mutual_enrolments/{period_id}/{person_id}/certificate", tag = "mutual",
    operation_id = "get_mutual_certificate", params(("period_id" = Id, Path), ("person_id" = Id, Path)),
    responses((status = 200, body = MutualCertificate)), extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_certificate(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((period_id, person_id)): Path<(Id, Id)>,
) -> std::result::Result<Json<MutualCertificate>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let inner = app.clone();
    let found = app.store().read(move |tx| {
        let found = enrolment::find(tx, &scope, (period_id, person_id))?;
        let (e, _) = found.ok_or(EnrolError::EnrolmentNotFound)?;
        let paper = ops::of_person(tx, e)?;
        shown(tx, &inner, paper)
    });
    Ok(Json(found.await?))
}

/// The certificate of the unit that paid a bill.
#[utoipa::path(get, path = "/mutual_bills/{id}/certificate", tag = "mutual", operation_id = "get_mutual_bill_certificate",
    params(("id" = Id, Path)), responses((status = 200, body = MutualCertificate)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_bill_certificate(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualCertificate>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let inner = app.clone();
    let found = app.store().read(move |tx| {
        let b = bill::find(tx, &scope, id)?.ok_or(EnrolError::BillNotFound)?;
        let paper = ops::of_bill(tx, b)?;
        shown(tx, &inner, paper)
    });
    Ok(Json(found.await?))
}

/// The own certificate of a period.
#[utoipa::path(get, path = "/me/covers/{period_id}/certificate", tag = "me", operation_id = "get_own_mutual_certificate",
    params(("period_id" = Id, Path)), responses((status = 200, body = MutualCertificate)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_own_mutual_certificate(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(period_id): Path<Id>,
) -> std::result::Result<Json<MutualCertificate>, ApiError> {
    actor.permit::<res::Enrolment, act::Read>()?;
    let inner = app.clone();
    let found = app.store().read(move |tx| {
        let own = enrolment::of_person(tx, actor.id())?.into_iter().find(|e| e.period_id == period_id);
        let e = own.ok_or(EnrolError::EnrolmentNotFound)?;
        let paper = ops::of_person(tx, e)?;
        shown(tx, &inner, paper)
    });
    Ok(Json(found.await?))
}

/// What is printed on a certificate.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct MutualCertificateQuestion {
    /// Reference of the bill.
    number: String,
    /// 8 characters; small letters do as well.
    code: String,
}

/// What a certificate says. An unknown number and a wrong code have the same answer, with empty fields.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
pub struct MutualCertificateAnswer {
    /// `valid`, `not_begun`, `ended`, `refunded` or `unknown`.
    state: String,
    state_label: String,
    /// `person`, `unit`, or empty.
    kind: String,
    /// Surname and a star; of a unit nothing.
    masked_name: String,
    union_name: String,
    scheme_title: String,
    items_label: String,
    people: i64,
    cover_from: Option<Day>,
    cover_to: Option<Day>,
}

fn answer(keys: &Keyring, tx: &mut Tx<'_>, q: &MutualCertificateQuestion) -> Result<MutualCertificateAnswer> {
    let Some((p, now)) = ops::verify(tx, keys, &q.number, &q.code)? else {
        return Ok(MutualCertificateAnswer {
            state: "unknown".to_owned(),
            state_label: "没有查到".to_owned(),
            ..MutualCertificateAnswer::default()
        });
    };
    let e = p.enrolment.as_ref();
    Ok(MutualCertificateAnswer {
        state: now.code().to_owned(),
        state_label: now.title().to_owned(),
        kind: if e.is_some() { "person" } else { "unit" }.to_owned(),
        masked_name: e.map(|e| kernel::text::mask_name(&e.name)).unwrap_or_default(),
        union_name: p.bill.union_name.clone(),
        scheme_title: p.scheme.title.clone(),
        items_label: e.map_or_else(
            || items_label(Some(&p.scheme), &kinds(&p)),
            |e| items_label(Some(&p.scheme), &e.items),
        ),
        people: if e.is_some() { 1 } else { p.bill.people },
        cover_from: e.map_or(p.bill.cover_from, |e| e.cover_from),
        cover_to: e.map_or(Some(p.period.cover_to), |e| e.cover_to),
    })
}

/// Verifies a certificate of cover by what is printed on it.
#[utoipa::path(post, path = "/mutual_certificates/verify", tag = "join", operation_id = "verify_mutual_certificate",
    request_body = MutualCertificateQuestion, responses((status = 200, body = MutualCertificateAnswer)))]
pub async fn verify_mutual_certificate(
    State(app): State<App>,
    client: Option<Extension<ClientAddress>>,
    Json(question): Json<MutualCertificateQuestion>,
) -> std::result::Result<Json<MutualCertificateAnswer>, ApiError> {
    // By address and number together: whoever guesses holds up nobody who has the paper.
    let from = client.map_or_else(String::new, |Extension(ClientAddress(ip))| ip.to_string());
    let number: String = question.number.chars().take(20).collect();
    app.sign_in_limiter().take(format!("verify-cover:{from}:{number}"), app.clock().now())?;
    let keys = app.keyring().clone();
    Ok(Json(app.store().read_slow(move |tx| answer(&keys, tx, &question)).await?))
}
