//! `POST /posts/{union_id}/entries`

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::Id;
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::error::PostsError;
use crate::model::Entry;
use crate::ops::add_entry::add_entry;

/// What to write.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = PostsEntryForm)]
pub struct EntryForm {
    /// 1 to 200 characters.
    #[serde(default)]
    body: String,
}

/// Writes an entry of a union.
#[utoipa::path(post, path = "/posts/{union_id}/entries", tag = "posts", operation_id = "add_posts_entry",
    params(("union_id" = Id, Path)), request_body = EntryForm,
    responses((status = 201, body = Entry)), extensions(("x-permission" = json!("union.update"))))]
pub async fn add_posts_entry(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(union_id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<EntryForm>,
) -> Result<(StatusCode, Json<Entry>), ApiError> {
    let scope = actor.permit::<res::Union, act::Update>()?;
    let sight = actor.permit::<res::Union, act::Read>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(union_id, &form), |tx| {
            add_entry(tx, &sight, &scope, union_id, &form.body)
        })
    });
    Ok((StatusCode::CREATED, Json(made.await.map_err(|e: PostsError| e)?)))
}
