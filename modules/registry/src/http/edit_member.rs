//! Changes what is kept of a member.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, IfMatch, Json, Path, etag};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use serde::Deserialize;

use super::create_member::phone;
use crate::error::{RegistryError, field_of};
use crate::model::{Birth, BirthPrecision, Profile};
use crate::ops::edit_person::{Edit, edit_person};
use crate::ops::set_employer::set_employer;
use crate::store::{member, person};

/// The fields after the change.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct MemberEdit {
    #[serde(flatten)]
    profile: Profile,
    /// Only where the document does not tell it.
    birth_day: Option<Day>,
    /// A new mobile; missing or empty leaves the present one.
    #[serde(default)]
    phone: String,
    /// The employer, if it is in the register.
    employer_id: Option<Id>,
    /// The employer's name; missing leaves the employer as it is.
    employer_name: Option<String>,
}

/// Changes a member; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/members/{id}", tag = "registry", operation_id = "edit_member",
    params(("id" = Id, Path)), request_body = MemberEdit,
    responses((status = 204)), extensions(("x-permission" = json!("member.update"))))]
pub async fn edit_member(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(request): Json<MemberEdit>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let mut wrong = Vec::new();
    let new_phone = phone(&request.phone, &mut wrong);
    if let Err(e) = kernel::text::person_name(&request.profile.name) {
        wrong.push(field_of("/name", &e));
    }
    if !wrong.is_empty() {
        return Err(RegistryError::Invalid(wrong).into());
    }
    let (keys, phone_given) = (app.keyring().clone(), new_phone.is_some());
    app.store()
        .write(move |tx| {
            let path = member::place(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
            let before = person::by_id(tx, id)?.ok_or(RegistryError::MemberNotFound)?;
            if before.version != version {
                return Err(RegistryError::Stale { version: before.version });
            }
            let told = before.birth.precision == BirthPrecision::Day;
            let birth = match request.birth_day.filter(|_| !told) {
                Some(day) => Birth { day: Some(day), precision: BirthPrecision::Day },
                None => before.birth,
            };
            let edit = Edit { profile: request.profile.clone(), birth, phone: new_phone };
            edit_person(tx, &keys, scope.actor(), &before, &path, &edit)?;
            let Some(name) = &request.employer_name else { return Ok(()) };
            let d = member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
            set_employer(tx, scope.actor(), &d, request.employer_id, name.trim())
        })
        .await?;
    if phone_given {
        // Sessions of the phone before have ended; those in memory are read again.
        app.sessions().forget_all();
    }
    Ok((axum::http::StatusCode::NO_CONTENT, [(header::ETAG, etag(version + 1))]))
}
