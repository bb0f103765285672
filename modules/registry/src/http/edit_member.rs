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

use crate::error::RegistryError;
use crate::forms::{self, Check};
use crate::model::flag::FlagSource;
use crate::model::{Birth, BirthPrecision, Profile};
use crate::ops::edit_person::{Edit, edit_person};
use crate::ops::set_employer::set_employer;
use crate::store::{member, person};

/// The fields to change; one that is missing stays as it is.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct MemberEdit {
    /// 姓名.
    name: Option<String>,
    /// 性别, code of `sex`.
    sex: Option<String>,
    /// 民族, code of `nation`.
    nation: Option<String>,
    /// 就业状况, code of `work_situation`.
    work_state: Option<String>,
    /// 学历, code of `education`.
    education: Option<String>,
    /// 技能等级, code of `skill_level`.
    skill: Option<String>,
    /// 户籍类型, code of `household_type`.
    household_kind: Option<String>,
    /// 户籍所在地, as written.
    household_place: Option<String>,
    /// 政治面貌, code of `political_status`.
    politics: Option<String>,
    /// 籍贯, as written.
    native_place: Option<String>,
    /// 是否农民工, code of `migrant_worker`.
    migrant_worker: Option<String>,
    /// Only where the document does not tell it.
    birth_day: Option<Day>,
    /// A new mobile; empty leaves the present one.
    #[serde(default)]
    phone: String,
    /// The employer, if it is in the register.
    employer_id: Option<Id>,
    /// The employer's name; missing leaves the employer as it is.
    employer_name: Option<String>,
}

impl MemberEdit {
    fn applied(&self, to: &Profile) -> Profile {
        let or = |new: &Option<String>, old: &String| new.clone().unwrap_or_else(|| old.clone());
        Profile {
            name: or(&self.name, &to.name),
            sex: or(&self.sex, &to.sex),
            nation: or(&self.nation, &to.nation),
            work_state: or(&self.work_state, &to.work_state),
            education: or(&self.education, &to.education),
            skill: or(&self.skill, &to.skill),
            household_kind: or(&self.household_kind, &to.household_kind),
            household_place: or(&self.household_place, &to.household_place),
            politics: or(&self.politics, &to.politics),
            native_place: or(&self.native_place, &to.native_place),
            migrant_worker: or(&self.migrant_worker, &to.migrant_worker),
        }
    }
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
    let (keys, words) = (app.keyring().clone(), app.codesets().clone());
    let phone_given = !request.phone.trim().is_empty();
    app.store()
        .write(move |tx| {
            let path = member::place(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
            let before = person::by_id(tx, id)?.ok_or(RegistryError::MemberNotFound)?;
            if before.version != version {
                return Err(RegistryError::Stale { version: before.version });
            }
            let (mut check, mut profile) = (Check::default(), request.applied(&before.profile));
            forms::profile(&mut check, &words, &before.profile, &mut profile);
            let phone = check.phone("/phone", &request.phone);
            check.done()?;
            let told = before.birth.precision == BirthPrecision::Day;
            let birth = match request.birth_day.filter(|_| !told) {
                Some(day) => Birth { day: Some(day), precision: BirthPrecision::Day },
                None => before.birth,
            };
            let edit = Edit { profile, birth, phone, source: Some(FlagSource::Cadre), told: Vec::new() };
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
