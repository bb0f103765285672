//! The first page of a cadre: what is to be done, and the figures.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json};
use platform::App;
use platform::accounts::Staff;
use serde::Serialize;

use super::figures::{FigureDocument, figures_of};
use crate::error::RegistryError;
use crate::model::JoinState;
use crate::store::batch::{self, Batch, BatchState};
use crate::store::data_request_list::{self, RequestFilter};
use crate::store::join_list::{self, JoinFilter};
use crate::store::transfer_list::{self, Direction};

/// What waits for the caller.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct HomeDocument {
    /// Proposed moves that the caller may answer; counted to 200.
    transfers: i64,
    /// Applications to join that the caller may decide; counted to 200.
    joins: i64,
    /// Requests of members about the own data that the caller may answer; counted to 200.
    data_requests: i64,
    /// Imports that wait for confirmation, are at work or have failed; the last ten.
    imports: Vec<Batch>,
    /// Figures of the own union, for those who may see them.
    figures: Option<FigureDocument>,
}

/// To-do and figures.
#[utoipa::path(get, path = "/home", tag = "registry", operation_id = "get_home",
    responses((status = 200, body = HomeDocument)), extensions(("x-permission" = json!("signed-in"))))]
pub async fn get_home(State(app): State<App>, Staff(actor): Staff) -> Result<Json<HomeDocument>, ApiError> {
    let found = app.store().read_slow(move |tx| {
        let transfers = match actor.permit::<res::Transfer, act::Update>() {
            Ok(scope) => transfer_list::list(tx, &scope, Direction::Out, true, None, 200)?.len() as i64,
            Err(_) => 0,
        };
        let joins = match actor.permit::<res::Join, act::Update>() {
            Ok(_) => {
                let scope = actor.permit::<res::Join, act::Read>()?;
                let waiting = JoinFilter { state: JoinState::Applied, path: None, name: String::new() };
                join_list::count(tx, &scope, &waiting, 200)?
            }
            Err(_) => 0,
        };
        let data_requests = match actor.permit::<res::DataRequest, act::Update>() {
            Ok(_) => {
                let scope = actor.permit::<res::DataRequest, act::Read>()?;
                data_request_list::count(tx, &scope, &RequestFilter::open(), 200)?
            }
            Err(_) => 0,
        };
        let imports = match actor.permit::<res::Import, act::Read>() {
            Ok(scope) => batch::list(tx, &scope, None, 20)?,
            Err(_) => Vec::new(),
        };
        let waits =
            |b: &Batch| b.state.is_moving() || matches!(b.state, BatchState::Checked | BatchState::Failed);
        let imports = imports.into_iter().filter(waits).take(10).collect();
        let figures = match actor.permit::<res::Figure, act::Read>() {
            Ok(scope) => figures_of(tx, &scope, None, None).ok(),
            Err(_) => None,
        };
        Ok::<_, RegistryError>(HomeDocument { transfers, joins, data_requests, imports, figures })
    });
    Ok(Json(found.await?))
}
