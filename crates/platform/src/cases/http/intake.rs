//! Opening a case for somebody who calls, comes or writes.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{ApiError, IdempotencyKey, Json};
use kernel::{Id, Params, Phone, Problem};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::App;
use crate::accounts::{Staff, Workplace, Workplaces};
use crate::cases::error::{CaseError, Result, field};
use crate::cases::ground::Ground;
use crate::cases::intake::{NewCase, check_code, open_case};
use crate::cases::model::{Channel, ReporterKind};
use crate::cases::procedure::Values;
use crate::cases::store::reporter::Reporter;
use crate::idempotency;

/// A matter that a cadre takes down.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CaseForm {
    /// Kind of case.
    kind: String,
    /// Union that it is told at.
    union_id: Id,
    /// 2 to 60 characters; the beginning of the text if empty.
    #[serde(default)]
    title: String,
    /// 2 to 4,000 characters.
    #[serde(default)]
    body: String,
    #[serde(default)]
    fields: Values,
    channel: Channel,
    reporter: ReporterKind,
    /// Name of who tells it; empty for an anonymous one.
    #[serde(default)]
    reporter_name: String,
    /// Phone of who tells it.
    #[serde(default)]
    reporter_phone: String,
    /// Employer that it is about, if it is in the register.
    employer_id: Option<Id>,
    /// Its name otherwise.
    #[serde(default)]
    employer_name: String,
}

/// A case that was opened: the receipt for who told it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OpenedCase {
    pub(super) id: Id,
    pub(super) number: String,
    /// Code that goes with the number.
    pub(super) code: String,
}

/// Opens a case and answers with number and code. The code is made of the keys and lies nowhere: what a retry is answered with
/// is the id and the number.
pub(super) fn opened(ground: &Ground, (id, number): (Id, String)) -> OpenedCase {
    OpenedCase { id, code: check_code(ground, &number), number }
}

/// Name and phone as they are kept.
///
/// # Errors
/// [`CaseError::Invalid`].
pub fn who(kind: ReporterKind, name: &str, phone: &str, person_id: Id) -> Result<Option<Reporter>> {
    if kind == ReporterKind::Anonymous {
        return Ok(None);
    }
    let (name, mut wrong) = (kernel::text::clean(name), Vec::new());
    if !(1..=50).contains(&name.chars().count()) {
        let params = [("field", "姓名".to_owned())].into();
        wrong.push(field("/reporter_name", "cases.field-missing", params));
    }
    let phone = match phone.trim() {
        "" => String::new(),
        typed => match Phone::parse(typed) {
            Ok(phone) => phone.as_str().to_owned(),
            Err(e) => {
                wrong.push(field("/reporter_phone", e.code(), e.params()));
                String::new()
            }
        },
    };
    if wrong.is_empty() {
        Ok(Some(Reporter { name, phone, person_id }))
    } else {
        Err(CaseError::Invalid(wrong))
    }
}

fn take_down(
    tx: &mut Tx<'_>,
    ground: &Ground,
    places: &dyn Workplaces,
    scope: &Scope<res::Case, act::Create>,
    f: &CaseForm,
) -> Result<(Id, String)> {
    let (path, _) = ground.tree.place(tx, f.union_id)?.ok_or(CaseError::NoUnion)?;
    if !scope.covers(&path) {
        return Err(CaseError::NoUnion);
    }
    let about = match f.employer_id {
        Some(id) => Some(places.of_employer(tx, id)?.ok_or_else(|| {
            CaseError::Invalid(vec![field("/employer_id", "cases.no-option", Params::new())])
        })?),
        None => None,
    };
    let Workplace { employer_id, employer_name, ties, .. } =
        about.unwrap_or_else(|| Workplace { employer_name: f.employer_name.clone(), ..Workplace::unknown() });
    let new = NewCase {
        kind: f.kind.clone(),
        home_id: f.union_id,
        title: f.title.clone(),
        body: f.body.clone(),
        fields: f.fields.clone(),
        channel: f.channel,
        reporter: f.reporter,
        who: who(f.reporter, &f.reporter_name, &f.reporter_phone, Id(0))?,
        employer_id,
        employer_name,
        ties,
    };
    let made = open_case(tx, ground, scope.actor(), new)?;
    Ok((made.id, made.number))
}

/// Opens a case for somebody who calls, comes or writes.
#[utoipa::path(post, path = "/cases", tag = "cases", operation_id = "open_case_by_staff",
    request_body = CaseForm, responses((status = 201, body = OpenedCase)),
    extensions(("x-permission" = json!("case.create"))))]
pub async fn open_case_by_staff(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<CaseForm>,
) -> std::result::Result<(StatusCode, Json<OpenedCase>), ApiError> {
    let scope = actor.permit::<res::Case, act::Create>()?;
    let (ground, places) = (app.cases(), app.workplaces().clone());
    let again = ground.clone();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &form, |tx| {
            take_down(tx, &ground, places.as_ref(), &scope, &form)
        })
    });
    Ok((StatusCode::CREATED, Json(opened(&again, made.await?))))
}
