//! What feed readers are given.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use http_base::{ApiError, Query};
use kernel::Id;
use platform::App;
use serde::Deserialize;

use crate::error::PostsError;
use crate::model::Post;
use crate::model::picture::cover;
use crate::rules::feed::{Enclosure, Item, rss};
use crate::store::column;
use crate::store::public::{self, Filter};

/// Entries of the feed.
const ENTRIES: i64 = 30;
/// How long a feed may be kept on the way, in seconds.
const KEPT: &str = "public, max-age=300";

/// Which posts.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct FeedQuery {
    /// Only of this column.
    column_id: Option<Id>,
    /// Only of columns of this union.
    union_id: Option<Id>,
}

/// Where the phone pages are reached: the public address, or the one that was asked.
fn base(app: &App, headers: &HeaderMap) -> String {
    if let Some(url) = &app.config().public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or("localhost");
    format!("{}://{host}", if app.config().secure_cookies { "https" } else { "http" })
}

/// The last 30 posts as RSS 2.0.
#[utoipa::path(get, path = "/posts/rss", tag = "public", operation_id = "get_posts_rss", params(FeedQuery),
    responses((status = 200, description = "RSS 2.0", content_type = "application/rss+xml")))]
pub async fn get_posts_rss(
    State(app): State<App>,
    headers: HeaderMap,
    Query(q): Query<FeedQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let found = app.store().read_slow(move |tx| {
        let title = match q.column_id {
            Some(id) => column::by_id(tx, id)?.ok_or(PostsError::ColumnNotFound)?.title,
            None => "职工之家".to_owned(),
        };
        let f = Filter { column_id: q.column_id, union_id: q.union_id, for_place: None };
        Ok::<_, PostsError>((title, public::page(tx, &f, None, ENTRIES)?))
    });
    let (title, all) = found.await?;
    let root = base(&app, &headers);
    let home = format!("{root}/h5/#/posts");
    let item = |p: &Post| Item {
        link: format!("{home}/{}", p.id),
        title: p.public.title.clone(),
        summary: p.public.summary.clone(),
        category: p.column_title.clone(),
        author: p.public.author.line(),
        at: p.public.published_at,
        picture: cover(&p.public.pictures).map(|one| Enclosure {
            link: format!("{root}/api/public/posts/{}/pictures/{}", p.id, one.id),
            size: one.size,
            media_type: one.media_type.clone(),
        }),
    };
    let items: Vec<Item> = all.iter().map(item).collect();
    let headers =
        [(header::CONTENT_TYPE, "application/rss+xml; charset=utf-8"), (header::CACHE_CONTROL, KEPT)];
    Ok((headers, rss(&title, &home, &items)))
}
