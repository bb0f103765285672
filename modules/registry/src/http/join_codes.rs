//! The code of a union's poster.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};

use crate::error::RegistryError;
use crate::ops::keep_join_code::{TOKEN_BYTES, keep_join_code};
use crate::store::{join_code, union};

/// What a union's poster says.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct JoinPoster {
    /// Path of the page that the code leads to.
    path: String,
    /// Address before the path; empty where workers come by the console's address.
    public_url: String,
    made_at: Timestamp,
}

fn poster(app: &App, code: join_code::JoinCode) -> JoinPoster {
    JoinPoster {
        path: format!("/h5/#/join/{}", code.token),
        public_url: app.config().public_url.clone().unwrap_or_default().trim_end_matches('/').to_owned(),
        made_at: code.made_at,
    }
}

/// What a union's poster says; `null` if it has none yet.
#[utoipa::path(get, path = "/unions/{id}/join_code", tag = "registry", operation_id = "get_join_code",
    params(("id" = Id, Path)), responses((status = 200, body = Option<JoinPoster>)),
    extensions(("x-permission" = json!("union.read"))))]
pub async fn get_join_code(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Option<JoinPoster>>, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let found = app.store().read(move |tx| {
        union::find(tx, &scope, id)?.ok_or(RegistryError::UnionNotFound)?;
        Ok::<_, RegistryError>(join_code::current(tx, id)?)
    });
    Ok(Json(found.await?.map(|c| poster(&app, c))))
}

/// Whether a new code shall take the place of the present one.
#[derive(Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct JoinCodeWish {
    /// The present poster stops working.
    renew: bool,
}

/// Makes a union's code, or renews it.
#[utoipa::path(post, path = "/unions/{id}/join_code", tag = "registry", operation_id = "keep_join_code",
    params(("id" = Id, Path)), request_body = JoinCodeWish, responses((status = 200, body = JoinPoster)),
    extensions(("x-permission" = json!("join.update"))))]
pub async fn set_join_code(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(wish): Json<JoinCodeWish>,
) -> Result<Json<JoinPoster>, ApiError> {
    let scope = actor.permit::<res::Join, act::Update>()?;
    let token = hex::encode(app.random::<TOKEN_BYTES>());
    let code = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &wish), |tx| {
            keep_join_code(tx, &scope, id, wish.renew, &token)
        })
    });
    Ok(Json(poster(&app, code.await?)))
}
