//! The list of articles, and its file.

use axum::extract::State;
use axum::response::Response;
use guard::{Actor, ResourceKind, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::codesets::Codesets;
use platform::exports::{Export, List, day, export_list, text, time};
use serde::{Deserialize, Serialize};

use crate::error::KnowledgeError;
use crate::model::{Article, ArticleState};
use crate::rules::{asked, excerpt};
use crate::store::list::{self, Filter};

/// Dictionary of topics.
pub(super) const TOPICS: &str = "knowledge_topic";
/// Days ahead for which an article is soon to be looked at again.
const SOON: i64 = 30;

/// Which articles.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct ArticleQuery {
    /// Words of title or text; the best match comes first.
    pub q: Option<String>,
    /// Code of the topic.
    pub topic: Option<String>,
    #[param(inline)]
    pub state: Option<ArticleState>,
    /// Only those that are to be looked at again within 30 days, or should have been.
    pub due: bool,
}

/// An article in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ArticleRow {
    id: Id,
    /// `ZK-…-0007`.
    number: String,
    title: String,
    topic: String,
    topic_title: String,
    union_name: String,
    state: ArticleState,
    state_title: String,
    /// It was edited since it was published.
    edited: bool,
    /// A line of the text, around what was searched for.
    excerpt: String,
    review_on: Day,
    /// It is to be looked at again.
    due: bool,
    changed_by_name: String,
    changed_at: Timestamp,
}

/// Whether the caller edits articles of a place.
pub(super) fn edits(actor: &Actor, a: &Article) -> bool {
    actor.permit::<res::Knowledge, act::Update>().is_ok_and(|s| s.covers(&a.union_path))
}

fn row(words: &Codesets, today: Day, editor: bool, q: &str, a: Article) -> ArticleRow {
    let edited = a.public_version > 0 && (a.title != a.public_title || a.body != a.public_body);
    let shown = editor || a.public_version == 0;
    let (title, body) = if shown { (a.title, a.body) } else { (a.public_title, a.public_body) };
    ArticleRow {
        excerpt: excerpt(&body, q),
        topic_title: words.label(TOPICS, &a.topic).unwrap_or(&a.topic).to_owned(),
        state_title: a.state.title().to_owned(),
        edited: editor && edited,
        due: a.state == ArticleState::Published && a.review_on <= today.plus_days(SOON),
        id: a.id,
        number: a.number,
        title,
        topic: a.topic,
        union_name: a.union_name,
        state: a.state,
        review_on: a.review_on,
        changed_by_name: a.changed_by_name,
        changed_at: a.changed_at,
    }
}

/// Articles of the unions in sight and of those above them; drafts only for those who edit.
#[utoipa::path(get, path = "/knowledge", tag = "knowledge", operation_id = "list_articles",
    params(ArticleQuery, PageQuery), responses((status = 200, body = Page<ArticleRow>)),
    extensions(("x-permission" = json!("knowledge.read"))))]
pub async fn list_articles(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<ArticleQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<ArticleRow>>, ApiError> {
    let scope = actor.permit::<res::Knowledge, act::Read>()?;
    let (before, limit, words) = (page.last()?, page.rows(), app.codesets());
    let q = query.q.clone().unwrap_or_default();
    let found = app.store().read_slow(move |tx| {
        let today = tx.today();
        let filter = Filter {
            grams: asked(&q),
            topic: query.topic.clone(),
            state: query.state,
            readers: actor.permit::<res::Knowledge, act::Update>().is_err(),
            due_by: query.due.then(|| today.plus_days(SOON)),
        };
        let searched = !filter.grams.is_empty();
        let all = list::page(tx, &scope, &filter, before, limit + 1)?;
        // Of places above, those who edit elsewhere read what is published.
        let seen = all.into_iter().filter(|a| a.state == ArticleState::Published || edits(&actor, a));
        let rows: Vec<ArticleRow> = seen.map(|a| row(&words, today, edits(&actor, &a), &q, a)).collect();
        Ok::<_, KnowledgeError>((rows, searched))
    });
    let (rows, searched) = found.await?;
    let page = match searched {
        true => Page { items: rows, next: None, prev: None, count: None },
        false => Page::from_rows(rows, limit as usize, |r| Cursor::of(r.id)),
    };
    Ok(Json(page))
}

static ARTICLES: List = List {
    resource: ResourceKind::Knowledge,
    action: "knowledge.export",
    title: "知识库",
    columns: &[
        text("number", "编号", 22),
        text("title", "标题", 40),
        text("topic_title", "类别", 16),
        text("union_name", "维护工会", 28),
        text("state_title", "状态", 10),
        day("review_on", "复核日期"),
        text("changed_by_name", "修改人", 12),
        time("changed_at", "修改时间"),
        text("excerpt", "摘要", 60),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/knowledge/export", tag = "knowledge", operation_id = "export_articles",
    request_body = Export<ArticleQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("knowledge.export"))))]
pub async fn export_articles(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<ArticleQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&ARTICLES, Id(0)), asked, |app, actor, q, page| {
        list_articles(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}
