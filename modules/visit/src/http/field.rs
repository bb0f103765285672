//! What a cadre takes along on the phone: the own visits, employers, the questions.

use axum::extract;
use guard::{act, res};
use http_base::{ApiError, Json};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use serde::Serialize;

use super::visits::{VisitDetail, VisitQuestion, Words, detail, questions};
use crate::error::Result;
use crate::model::State;
use crate::store::list::{self, Filter};
use crate::store::visit;

/// An employer that may be visited.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FieldEmployer {
    id: Id,
    name: String,
    union_name: String,
}

/// What a cadre takes along.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FieldWork {
    /// Whose it is.
    account_id: Id,
    account_name: String,
    /// Union in whose name the account visits.
    union_id: Option<Id>,
    union_name: String,
    today: Day,
    questions: Vec<VisitQuestion>,
    /// Planned visits that the caller leads, and those of the last 14 days that were made.
    visits: Vec<VisitDetail>,
    /// Employers beneath the caller's unions, at most 1,000.
    employers: Vec<FieldEmployer>,
}

/// Most visits of each state that are taken along.
const VISITS: i64 = 100;
/// Most employers that are taken along.
const EMPLOYERS: i64 = 1_000;
/// Days for which a visit that was made stays on the phone.
const RECENT: i64 = 14;

/// What the caller takes along on the phone, to work without a network.
#[utoipa::path(get, path = "/visits/field", tag = "visit", operation_id = "get_field_work",
    responses((status = 200, body = FieldWork)), extensions(("x-permission" = json!("visit.update"))))]
pub async fn get_field_work(
    extract::State(app): extract::State<App>,
    Staff(actor): Staff,
) -> std::result::Result<Json<FieldWork>, ApiError> {
    let scope = actor.permit::<res::Visit, act::Update>()?;
    let (words, tree) = (Words::of(&app), app.org_tree().clone());
    let found = app.store().read_slow(move |tx| {
        let (me, today) = (scope.actor().id(), tx.today());
        let planned = Filter { lead: Some(me), state: Some(State::Planned), ..Filter::default() };
        let made =
            Filter { state: Some(State::Done), from: Some(today.plus_days(-RECENT)), ..planned.clone() };
        let mut visits = Vec::new();
        for filter in [planned, made] {
            for v in list::list(tx, &scope, &filter, None, VISITS)? {
                if let Some(v) = visit::find_own(tx, &scope, v.id)? {
                    visits.push(detail(tx, &words, scope.actor(), v)?);
                }
            }
        }
        let home = scope.actor().grants().first().map(|g| g.union_id);
        let (mut union_name, mut employers) = (String::new(), Vec::new());
        if let Some((path, name)) = home.map(|id| tree.place(tx, id)).transpose()?.flatten() {
            union_name = name;
            let all = visit::employers_beneath(tx, &path, EMPLOYERS)?;
            employers.extend(all.into_iter().map(|(id, name, union_name)| FieldEmployer {
                id,
                name,
                union_name,
            }));
        }
        Ok(FieldWork {
            account_id: me,
            account_name: scope.actor().name().to_owned(),
            union_id: home,
            union_name,
            today,
            questions: questions(&words.codesets),
            visits,
            employers,
        })
    });
    let found: Result<FieldWork> = found.await;
    Ok(Json(found?))
}
