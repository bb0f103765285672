//! Columns: listed, made, changed.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::error::PostsError;
use crate::model::Column;
use crate::ops::keep_column;
use crate::rules::column::{Draft, starter};
use crate::store::column;

/// What an editor says of a column.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PostColumnForm {
    /// 2 to 20 characters.
    #[serde(default)]
    title: String,
    /// At most 200 characters.
    #[serde(default)]
    intro: String,
    /// Most characters of a post, 50 to 20,000; white space does not count.
    most_chars: i64,
    /// Unit, office and name of the author must all be there.
    signed: bool,
    /// Members may comment.
    comments: bool,
    /// What a new post starts with, at most 2,000 characters; `{日期}` and `{本周}` are filled in.
    #[serde(default)]
    template: String,
    /// New posts are taken.
    open: bool,
    /// Place among the columns of the union, 0 to 999.
    sort: i64,
}

impl PostColumnForm {
    fn draft(&self) -> Draft {
        Draft {
            title: self.title.clone(),
            intro: self.intro.clone(),
            most_chars: self.most_chars,
            signed: self.signed,
            comments: self.comments,
            template: self.template.clone(),
            open: self.open,
            sort: self.sort,
        }
    }
}

/// A new column.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewPostColumn {
    /// The union whose editors look after it; posts come from there and from beneath.
    union_id: Id,
    #[serde(flatten)]
    form: PostColumnForm,
}

/// A column.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PostColumn {
    id: Id,
    version: i64,
    union_id: Id,
    union_name: String,
    title: String,
    intro: String,
    most_chars: i64,
    signed: bool,
    comments: bool,
    template: String,
    /// The template on today's date.
    starter: String,
    open: bool,
    sort: i64,
    changed_by_name: String,
    changed_at: Timestamp,
    /// The caller may change it.
    may_update: bool,
}

fn shown(actor: &Actor, today: Day, c: Column) -> PostColumn {
    let may = actor.permit::<res::Post, act::Update>().is_ok_and(|s| s.covers(&c.union_path));
    PostColumn {
        id: c.id,
        version: c.version,
        union_id: c.union_id,
        union_name: c.union_name,
        title: c.title,
        intro: c.intro,
        most_chars: c.most_chars,
        signed: c.signed,
        comments: c.comments,
        starter: starter(&c.template, today),
        template: c.template,
        open: c.open,
        sort: c.sort,
        changed_by_name: c.changed_by_name,
        changed_at: c.changed_at,
        may_update: may,
    }
}

/// Columns that the caller's posts may be in or that lie in sight: of unions above and beneath the own places.
#[utoipa::path(get, path = "/post_columns", tag = "posts", operation_id = "list_post_columns",
    responses((status = 200, body = Vec<PostColumn>)), extensions(("x-permission" = json!("post.read"))))]
pub async fn list_post_columns(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<PostColumn>>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let found = app.store().read(move |tx| {
        let (today, above) = (tx.today(), actor.places_above());
        let all = column::all(tx)?.into_iter();
        let seen = all.filter(|c| scope.covers(&c.union_path) || above.contains(&c.union_path));
        Ok::<_, PostsError>(seen.map(|c| shown(&actor, today, c)).collect())
    });
    Ok(Json(found.await?))
}

/// Makes a column.
#[utoipa::path(post, path = "/post_columns", tag = "posts", operation_id = "create_post_column",
    request_body = NewPostColumn, responses((status = 201, body = PostColumn)),
    extensions(("x-permission" = json!("post.update"))))]
pub async fn create_post_column(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewPostColumn>,
) -> Result<(StatusCode, Json<PostColumn>), ApiError> {
    let scope = actor.permit::<res::Post, act::Update>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let today = tx.today();
            let c = keep_column::create(tx, &scope, new.union_id, &new.form.draft())?;
            Ok::<_, PostsError>(shown(&actor, today, c))
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Changes a column; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/post_columns/{id}", tag = "posts", operation_id = "edit_post_column",
    params(("id" = Id, Path)), request_body = PostColumnForm, responses((status = 200, body = PostColumn)),
    extensions(("x-permission" = json!("post.update"))))]
pub async fn edit_post_column(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(form): Json<PostColumnForm>,
) -> Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Post, act::Update>()?;
    let after = app.store().write(move |tx| {
        let today = tx.today();
        let c = keep_column::edit(tx, &scope, (id, version), &form.draft())?;
        Ok::<_, PostsError>(shown(&actor, today, c))
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}
