//! A draft of the benefits of some days, by one press.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json};
use kernel::{Day, Id};
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::error::PostsError;
use crate::ops::weekly::{Asked, write_week};
use crate::rules::week::week_of;

/// What a draft is to tell of.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WeeklyPostForm {
    /// The union that tells of its benefits and of those of unions above it.
    union_id: Id,
    /// The column; of that union or of one above.
    column_id: Id,
    /// First day; without both days the week from Monday to Sunday of today.
    #[serde(default)]
    from: Option<Day>,
    /// Last day; at most 31 days are told of.
    #[serde(default)]
    to: Option<Day>,
}

/// The draft.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WeeklyPost {
    id: Id,
    /// It was made now; otherwise it was there.
    made: bool,
    /// How many campaigns it tells of.
    campaigns: usize,
}

/// Makes a draft of the benefits of a week; asked again for the same union and days, it is the one that is there.
#[utoipa::path(post, path = "/posts/weekly", tag = "posts", operation_id = "write_weekly_post",
    request_body = WeeklyPostForm, responses((status = 201, body = WeeklyPost)),
    extensions(("x-permission" = json!("post.create"))))]
pub async fn write_weekly_post(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<WeeklyPostForm>,
) -> Result<(StatusCode, Json<WeeklyPost>), ApiError> {
    let scope = actor.permit::<res::Post, act::Create>()?;
    let salt = app.random::<16>();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &form, |tx| {
            let days = form.from.zip(form.to).unwrap_or_else(|| week_of(tx.today()));
            let asked = Asked { union_id: form.union_id, column_id: form.column_id, days };
            let (p, made) = write_week(tx, &scope, &asked, salt)?;
            Ok::<_, PostsError>(WeeklyPost { id: p.id, made, campaigns: p.text.campaigns.len() })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
