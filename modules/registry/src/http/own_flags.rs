//! A member declares a flag, on the phone.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json};
use kernel::{Day, Id};
use platform::accounts::MemberActor;
use platform::codesets::Codesets;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::own_requests::{FieldOption, Made};
use crate::error::{RegistryError, Result};
use crate::model::flag::{flag_values, in_column, none_of};
use crate::ops::ask_about_data::due_on;
use crate::ops::declare_flag::{Declared, declare_flag, needs_proof, present_flag};
use crate::store::member::Detail;

/// A kind of flag that a member may declare.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DeclarableFlag {
    /// Code of `member_flag`.
    kind: String,
    label: String,
    /// What is true today, in words; empty if nothing is known.
    present_label: String,
    /// The declaration needs evidence.
    evidence: bool,
    /// The words of the kind's dictionary; empty where the flag itself says all.
    options: Vec<FieldOption>,
}

/// The kinds of today's dictionary.
pub(super) fn declarable(tx: &mut Tx<'_>, words: &Codesets, d: &Detail) -> Result<Vec<DeclarableFlag>> {
    let today = tx.today();
    let kinds: Vec<_> = words.choices("member_flag", today).cloned().collect();
    let mut all = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let set = flag_values(&kind.code);
        let none = none_of(&kind.code).filter(|_| !in_column(&kind.code));
        let options = set.map(|s| words.choices(s, today).filter(|w| none != Some(w.code.as_str())));
        let option =
            |w: &platform::codesets::CodeItem| FieldOption { code: w.code.clone(), label: w.label.clone() };
        let now = present_flag(tx, d, &kind.code)?;
        all.push(DeclarableFlag {
            present_label: set.and_then(|s| words.label(s, &now)).unwrap_or_default().to_owned(),
            evidence: needs_proof(words, &kind.code, today),
            options: options.map(|all| all.map(option).collect()).unwrap_or_default(),
            kind: kind.code,
            label: kind.label,
        });
    }
    Ok(all)
}

/// A flag as a member declares it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FlagDeclaration {
    /// Code of `member_flag`.
    kind: String,
    /// Code of the kind's own dictionary; empty where it has none.
    #[serde(default)]
    value: String,
    /// From which day; not after today.
    from: Option<Day>,
    /// Number of the certificate, at most 60 characters.
    #[serde(default)]
    document: String,
    /// Files sent before, at most 5.
    #[serde(default)]
    evidence: Vec<Id>,
    /// Why, at most 200 characters.
    #[serde(default)]
    reason: String,
}

/// Declares a flag; the union answers.
#[utoipa::path(post, path = "/me/flags", tag = "me", operation_id = "declare_own_flag",
    request_body = FlagDeclaration, responses((status = 201, body = Made)),
    extensions(("x-permission" = json!("data_request.create"))))]
pub async fn declare_own_flag(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<FlagDeclaration>,
) -> std::result::Result<(StatusCode, Json<Made>), ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Create>()?;
    let due = due_on(&app.calendar(), &app.parameters(), app.clock().today());
    let words = app.codesets();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &form, |tx| {
            let FlagDeclaration { kind, value, from, document, evidence, reason } = form.clone();
            let wish = Declared { kind, value, from, document, evidence, reason };
            let id = declare_flag(tx, &words, &scope, due, wish)?;
            Ok::<_, RegistryError>(Made { id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
