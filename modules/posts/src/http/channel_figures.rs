//! How many follow, account by account, and how that grew; own followers beside.

use std::collections::HashMap;

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use super::post_list::place;
use crate::error::PostsError;
use crate::model::channel::{ChannelKind, Told};
use crate::rules::channel::{growth, month_of};
use crate::store::channel_return::{latest, sums};
use crate::store::figures::followers;

/// Which days and places.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct PostChannelFigureQuery {
    /// Only of this union and those beneath it.
    union_id: Option<Id>,
    /// First day, the first of its year if missing: growth is from the end of the month before.
    from: Option<Day>,
    /// Last day; today if missing. What was told of its month or the latest before it counts.
    to: Option<Day>,
}

/// An account within the days.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostChannelFigure {
    channel_id: Id,
    name: String,
    kind: ChannelKind,
    kind_title: String,
    union_name: String,
    /// Month that was told last, `yyyymm`.
    month: i64,
    followers: i64,
    /// Followers before the first month; none if nobody told of an earlier one.
    followers_before: Option<i64>,
    /// Growth in hundredths of a percent; none from nothing.
    growth: Option<i64>,
    /// Within the months.
    reads: i64,
    /// Within the months.
    posts: i64,
    /// Place in the ranking of the month that was told last; 0 if none was told.
    place: i64,
    place_of: i64,
}

/// All accounts of a place.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostChannelFigures {
    from: Day,
    to: Day,
    rows: Vec<PostChannelFigure>,
    /// Of all accounts.
    followers: i64,
    /// Of those accounts of which an earlier month was told.
    followers_before: i64,
    /// Growth of those accounts, in hundredths of a percent.
    growth: Option<i64>,
    reads: i64,
    posts: i64,
    /// Members who follow unions of the place here, added up over the unions.
    own_followers: i64,
    own_followers_before: i64,
}

type Sums = HashMap<Id, (i64, i64)>;

fn rows(now: Vec<Told>, before: &HashMap<Id, i64>, sums: &Sums) -> Vec<PostChannelFigure> {
    let row = |t: Told| {
        let before = before.get(&t.of.channel_id).copied();
        let (reads, posts) = sums.get(&t.of.channel_id).copied().unwrap_or_default();
        PostChannelFigure {
            channel_id: t.of.channel_id,
            name: t.channel_name,
            kind: t.kind,
            kind_title: t.kind.title().to_owned(),
            union_name: t.union_name,
            month: t.of.month,
            followers: t.of.followers,
            followers_before: before,
            growth: before.and_then(|n| growth(n, t.of.followers)),
            reads,
            posts,
            place: t.of.place,
            place_of: t.of.place_of,
        }
    };
    now.into_iter().map(row).collect()
}

fn whole(
    (from, to): (Day, Day),
    rows: Vec<PostChannelFigure>,
    (own, own_before): (i64, i64),
) -> PostChannelFigures {
    let sum = |of: fn(&PostChannelFigure) -> i64| rows.iter().map(of).sum::<i64>();
    let (followers, reads, posts) = (sum(|f| f.followers), sum(|f| f.reads), sum(|f| f.posts));
    let before = sum(|f| f.followers_before.unwrap_or_default());
    let comparable = sum(|f| f.followers_before.map_or(0, |_| f.followers));
    PostChannelFigures {
        from,
        to,
        followers,
        followers_before: before,
        growth: growth(before, comparable),
        reads,
        posts,
        own_followers: own,
        own_followers_before: own_before,
        rows,
    }
}

/// Followers, reads and posts account by account, the most followers first.
#[utoipa::path(get, path = "/post_channel_figures", tag = "posts", operation_id = "get_post_channel_figures",
    params(PostChannelFigureQuery), responses((status = 200, body = PostChannelFigures)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn get_post_channel_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PostChannelFigureQuery>,
) -> Result<Json<PostChannelFigures>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let to = query.to.unwrap_or_else(|| tx.today());
        let from = query.from.unwrap_or_else(|| to.year_start());
        let path = place(tx, &scope, query.union_id)?;
        let (at, before) = ((&scope, path.as_ref()), from.month_start().plus_days(-1));
        let now = latest(tx, &scope, at.1, month_of(to))?;
        let earlier = latest(tx, &scope, at.1, month_of(before))?;
        let earlier = earlier.into_iter().map(|t| (t.of.channel_id, t.of.followers)).collect();
        let told = sums(tx, &scope, at.1, (month_of(from), month_of(to)))?;
        let told: Sums = told.into_iter().map(|(id, reads, posts)| (id, (reads, posts))).collect();
        let own = (followers(tx, at, to)?, followers(tx, at, from.plus_days(-1))?);
        Ok::<_, PostsError>(whole((from, to), rows(now, &earlier, &told), own))
    });
    Ok(Json(found.await?))
}
