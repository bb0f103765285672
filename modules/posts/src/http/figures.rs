//! What posts came to, by column.

use std::collections::BTreeMap;

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use super::post_list::place;
use crate::error::PostsError;
use crate::store::figures::{OfColumn, followers, published, read};

/// Which days and places.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct PostFigureQuery {
    /// Only posts from this union and those beneath it.
    union_id: Option<Id>,
    /// First day; that of the year of `to` if missing.
    from: Option<Day>,
    /// Last day; today if missing.
    to: Option<Day>,
}

/// A column within the days, or all of them.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostFigure {
    column_id: Id,
    title: String,
    union_name: String,
    /// Posts first published and still there.
    posts: i64,
    /// Openings of all posts.
    opened: i64,
    /// Members who opened a post for the first time, added up over the posts.
    readers: i64,
}

/// What posts came to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostFigures {
    from: Day,
    to: Day,
    rows: Vec<PostFigure>,
    /// Of all columns.
    posts: i64,
    /// Of all columns.
    opened: i64,
    /// Of all columns.
    readers: i64,
    /// Members who followed unions of the place at the end of the last day, added up over the unions.
    followers: i64,
    /// The same on the day before the first one.
    followers_before: i64,
}

fn joined(all: impl Iterator<Item = OfColumn>) -> Vec<PostFigure> {
    let mut by_column: BTreeMap<Id, PostFigure> = BTreeMap::new();
    for c in all {
        let f = by_column.entry(c.column_id).or_insert_with(|| PostFigure {
            column_id: c.column_id,
            title: c.title,
            union_name: c.union_name,
            posts: 0,
            opened: 0,
            readers: 0,
        });
        f.posts += c.posts;
        f.opened += c.opened;
        f.readers += c.readers;
    }
    let mut rows: Vec<PostFigure> = by_column.into_values().collect();
    rows.sort_by_key(|f| std::cmp::Reverse((f.opened, f.posts)));
    rows
}

/// Posts, openings and readers by column, those that were opened most first.
#[utoipa::path(get, path = "/post_figures", tag = "posts", operation_id = "get_post_figures",
    params(PostFigureQuery), responses((status = 200, body = PostFigures)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn get_post_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PostFigureQuery>,
) -> Result<Json<PostFigures>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let to = query.to.unwrap_or_else(|| tx.today());
        let days = (query.from.unwrap_or_else(|| to.year_start()), to);
        let path = place(tx, &scope, query.union_id)?;
        let at = (&scope, path.as_ref());
        let all = published(tx, at, days)?.into_iter().chain(read(tx, at, days)?);
        let rows = joined(all);
        let follow = (followers(tx, at, days.1)?, followers(tx, at, days.0.plus_days(-1))?);
        Ok::<_, PostsError>((days, rows, follow))
    });
    let ((from, to), rows, (followers, followers_before)) = found.await?;
    let sum = |of: fn(&PostFigure) -> i64| rows.iter().map(of).sum();
    let (posts, opened, readers) = (sum(|f| f.posts), sum(|f| f.opened), sum(|f| f.readers));
    Ok(Json(PostFigures { from, to, rows, posts, opened, readers, followers, followers_before }))
}
