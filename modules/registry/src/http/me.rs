//! What a member sees of the own record.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Json};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::MemberActor;
use platform::audit::{self, Entry, ViewFilter};
use platform::parameters::keys;
use platform::sealed::DigestKind;
use serde::Serialize;

use super::view::{MemberDocument, SecondedDocument, document};
use crate::error::RegistryError;
use crate::model::Status;
use crate::ops::second_member::moments;
use crate::store::{member, membership, quality, union};

/// The member card.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Card {
    id: Id,
    masked_name: String,
    union_name: String,
    union_path_names: Vec<String>,
    employer_name: String,
    status: Status,
    status_label: String,
    joined_day: Day,
    /// Where one works for a time; none if nowhere else.
    seconded: Option<SecondedDocument>,
    /// What the QR code says: member, instant and a keyed digest of both; valid for a short time.
    qr: String,
    qr_expires_at: Timestamp,
}

/// The own member card with a fresh code.
#[utoipa::path(get, path = "/me/card", tag = "me", operation_id = "get_card", responses((status = 200, body = Card)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn get_card(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Card>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let id = actor.id();
    let d = app
        .store()
        .read(move |tx| member::find(tx, &scope, id))
        .await?
        .ok_or(RegistryError::MemberNotFound)?;
    let names: Vec<String> = d.union_names.split(" / ").map(str::to_owned).collect();
    let seconds = app.parameters().integer(keys::CARD_SECONDS, app.clock().today());
    let until = app.clock().now().plus_ms(seconds * 1000);
    let said = format!("NJ1.{id}.{}", until.0);
    let seal = app.keyring().digest(DigestKind::Card, &said);
    Ok(Json(Card {
        id,
        masked_name: kernel::text::mask_name(&d.profile.name),
        union_name: names.last().cloned().unwrap_or_default(),
        union_path_names: names,
        employer_name: d.employer_name,
        status: d.status,
        status_label: d.status.title().to_owned(),
        joined_day: d.valid_from,
        seconded: d.seconded.map(|s| SecondedDocument {
            host_union: s.union_name,
            day: s.day,
            planned_to: s.planned_to,
            as_host: false,
        }),
        qr: format!("{said}.{}", hex::encode(&seal[..8])),
        qr_expires_at: until,
    }))
}

/// Days for which the own views are shown.
const VIEW_DAYS: i64 = 365;

/// Who of the staff looked at the own record in the last year: day and name.
#[utoipa::path(get, path = "/me/views", tag = "me", operation_id = "list_own_views",
    responses((status = 200, body = Vec<OwnField>)), extensions(("x-permission" = json!("member.read"))))]
pub async fn list_own_views(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Vec<OwnField>>, ApiError> {
    actor.permit::<res::Member, act::Read>()?;
    let from = app.clock().today().plus_days(-VIEW_DAYS);
    let filter = ViewFilter { person_id: Some(actor.id()), from: Some(from), ..ViewFilter::default() };
    let rows = app.store().read(move |tx| audit::views(tx, &filter, 100)).await?;
    let field = |v: audit::View| OwnField { label: v.day.to_string(), value: v.account_name };
    Ok(Json(rows.into_iter().map(field).collect()))
}

/// A field in words.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnField {
    label: String,
    value: String,
}

/// Fields that belong together.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnSection {
    title: String,
    fields: Vec<OwnField>,
}

/// The own record in words, numbers masked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnProfile {
    sections: Vec<OwnSection>,
    /// What happened to the membership, oldest first: day and event.
    history: Vec<OwnField>,
    /// When it was last edited or confirmed by oneself; none if not since it was entered.
    confirmed_on: Option<Day>,
}

fn section(title: &str, fields: Vec<(&str, String)>) -> OwnSection {
    let field = |(label, value): (&str, String)| OwnField { label: label.to_owned(), value };
    OwnSection { title: title.to_owned(), fields: fields.into_iter().map(field).collect() }
}

fn sections(m: MemberDocument) -> Vec<OwnSection> {
    let word = |name: &str| m.labels.get(name).cloned().unwrap_or_default();
    let documents: Vec<&str> = m.documents.iter().map(|d| d.masked_number.as_str()).collect();
    vec![
        section(
            "本人",
            vec![
                ("姓名", m.profile.name.clone()),
                ("性别", word("sex")),
                ("出生日期", m.birth_day.map(|d| d.to_string()).unwrap_or_default()),
                ("民族", word("nation")),
                ("证件号码", documents.join("、")),
                ("移动电话", m.masked_phone.clone()),
                ("学历", word("education")),
                ("政治面貌", word("politics")),
            ],
        ),
        section(
            "会籍",
            vec![
                ("所属工会", m.union_path_names.join(" › ")),
                ("工作单位", m.employer_name.clone()),
                ("会籍状态", m.status_label.clone()),
                ("入会日期", m.valid_from.to_string()),
            ],
        ),
    ]
}

/// The own record in words, numbers masked.
#[utoipa::path(get, path = "/me/profile", tag = "me", operation_id = "get_profile",
    responses((status = 200, body = OwnProfile)), extensions(("x-permission" = json!("member.read"))))]
pub async fn get_profile(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<OwnProfile>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let id = actor.id();
    let (d, events, confirmed_on) = app
        .store()
        .read(move |tx| {
            let d = member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
            let mut history: Vec<(Day, String)> =
                membership::events(tx, id)?.into_iter().map(|e| (e.day, e.kind.title().to_owned())).collect();
            for m in moments(tx, id)? {
                history.push((m.day, format!("{}：{}", m.label, union::name(tx, m.union_id)?)));
            }
            history.sort_by_key(|(day, _)| *day);
            Ok::<_, RegistryError>((d, history, quality::confirmed(tx, id)?))
        })
        .await?;
    let event = |(day, value): (Day, String)| OwnField { label: day.to_string(), value };
    let history = events.into_iter().map(event).collect();
    let sections = sections(document(app.keyring(), &app.codesets(), d)?);
    Ok(Json(OwnProfile { sections, history, confirmed_on }))
}

/// The own record has been looked at and is right.
#[utoipa::path(post, path = "/me/profile/confirm", tag = "me", operation_id = "confirm_own_profile",
    responses((status = 204)), extensions(("x-permission" = json!("member.read"))))]
pub async fn confirm_own_profile(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let confirmed = app.store().write(move |tx| {
        let d = member::find(tx, &scope, actor.id())?.ok_or(RegistryError::MemberNotFound)?;
        quality::confirm(tx, d.id)?;
        let entry = Entry { union_path: Some(&d.union_path), ..Entry::of("member.confirm-own", d.id) };
        audit::record(tx, &actor, entry).map_err(RegistryError::from)
    });
    confirmed.await?;
    Ok(StatusCode::NO_CONTENT)
}
