//! An article: written, read, changed, published, withdrawn.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::codesets::Codesets;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::articles::{TOPICS, edits};
use crate::error::{KnowledgeError, Result};
use crate::model::{Article, ArticleState, Version};
use crate::ops::keep_article;
use crate::rules::Draft;
use crate::store::article;

/// What an editor writes.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ArticleForm {
    /// 2 to 60 characters.
    #[serde(default)]
    title: String,
    /// 2 to 20,000 characters.
    #[serde(default)]
    body: String,
    /// Code of the dictionary `knowledge_topic`.
    #[serde(default)]
    topic: String,
    /// Day on which it is looked at again, after today.
    review_on: Day,
}

impl ArticleForm {
    fn draft(&self, words: &Codesets) -> (Draft, bool) {
        let d = Draft {
            title: self.title.clone(),
            body: self.body.clone(),
            topic: self.topic.clone(),
            review_on: self.review_on,
        };
        let known = words.label(TOPICS, &d.topic).is_some();
        (d, known)
    }
}

/// A new article.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewArticle {
    /// The union that keeps it; it is read there and beneath.
    union_id: Id,
    #[serde(flatten)]
    form: ArticleForm,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedArticle {
    id: Id,
}

/// An article as the caller sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ArticleDetail {
    id: Id,
    version: i64,
    number: String,
    union_id: Id,
    union_name: String,
    topic: String,
    topic_title: String,
    state: ArticleState,
    state_title: String,
    /// What readers see or, for editors, what is being edited.
    title: String,
    body: String,
    /// It was edited since it was published.
    edited: bool,
    /// What readers see now; empty before it is published.
    public_body: String,
    review_on: Day,
    changed_by_name: String,
    changed_at: Timestamp,
    /// Texts that it had, newest first; for editors.
    history: Vec<Version>,
    may_update: bool,
}

fn detail(tx: &mut Tx<'_>, actor: &Actor, words: &Codesets, id: Id) -> Result<ArticleDetail> {
    let scope = actor.permit::<res::Knowledge, act::Read>()?;
    let a: Article = article::find(tx, &scope, id)?.ok_or(KnowledgeError::NotFound)?;
    let editor = edits(actor, &a);
    if !editor && a.state != ArticleState::Published {
        return Err(KnowledgeError::NotFound);
    }
    let edited = a.public_version > 0 && (a.title != a.public_title || a.body != a.public_body);
    let (title, body) = match editor {
        true => (a.title, a.body),
        false => (a.public_title.clone(), a.public_body.clone()),
    };
    Ok(ArticleDetail {
        topic_title: words.label(TOPICS, &a.topic).unwrap_or(&a.topic).to_owned(),
        state_title: a.state.title().to_owned(),
        edited: editor && edited,
        history: if editor { article::versions(tx, id)? } else { Vec::new() },
        may_update: editor,
        id: a.id,
        version: a.version,
        number: a.number,
        union_id: a.union_id,
        union_name: a.union_name,
        topic: a.topic,
        state: a.state,
        title,
        body,
        public_body: a.public_body,
        review_on: a.review_on,
        changed_by_name: a.changed_by_name,
        changed_at: a.changed_at,
    })
}

fn answer(found: ArticleDetail) -> impl IntoResponse {
    ([(header::ETAG, etag(found.version))], Json(found))
}

/// Writes a draft.
#[utoipa::path(post, path = "/knowledge", tag = "knowledge", operation_id = "create_article",
    request_body = NewArticle, responses((status = 201, body = CreatedArticle)),
    extensions(("x-permission" = json!("knowledge.create"))))]
pub async fn create_article(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewArticle>,
) -> std::result::Result<(StatusCode, Json<CreatedArticle>), ApiError> {
    let scope = actor.permit::<res::Knowledge, act::Create>()?;
    let words = app.codesets();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let (draft, known) = new.form.draft(&words);
            let a = keep_article::create(tx, &scope, new.union_id, (&draft, known))?;
            Ok::<_, KnowledgeError>(CreatedArticle { id: a.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// An article.
#[utoipa::path(get, path = "/knowledge/{id}", tag = "knowledge", operation_id = "get_article",
    params(("id" = Id, Path)), responses((status = 200, body = ArticleDetail)),
    extensions(("x-permission" = json!("knowledge.read"))))]
pub async fn get_article(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let words = app.codesets();
    let found = app.store().read(move |tx| detail(tx, &actor, &words, id)).await?;
    Ok(answer(found))
}

/// Changes an article; `If-Match` carries the version that was seen. Readers see it once it is published.
#[utoipa::path(patch, path = "/knowledge/{id}", tag = "knowledge", operation_id = "edit_article",
    params(("id" = Id, Path)), request_body = ArticleForm, responses((status = 200, body = ArticleDetail)),
    extensions(("x-permission" = json!("knowledge.update"))))]
pub async fn edit_article(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(form): Json<ArticleForm>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Knowledge, act::Update>()?;
    let words = app.codesets();
    let after = app.store().write(move |tx| {
        let (draft, known) = form.draft(&words);
        keep_article::edit(tx, &scope, (id, version), (&draft, known))?;
        detail(tx, &actor, &words, id)
    });
    Ok(answer(after.await?))
}

/// Lets readers see an article as it is now.
#[utoipa::path(post, path = "/knowledge/{id}/publish", tag = "knowledge", operation_id = "publish_article",
    params(("id" = Id, Path)), responses((status = 200, body = ArticleDetail)),
    extensions(("x-permission" = json!("knowledge.update"))))]
pub async fn publish_article(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Knowledge, act::Update>()?;
    let words = app.codesets();
    let after = app.store().write(move |tx| {
        keep_article::publish(tx, &scope, (id, version))?;
        detail(tx, &actor, &words, id)
    });
    Ok(answer(after.await?))
}

/// Why it is withdrawn.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ArticleWithdrawal {
    /// 2 to 200 characters.
    #[serde(default)]
    reason: String,
}

/// Lets readers see an article no more.
#[utoipa::path(post, path = "/knowledge/{id}/withdraw", tag = "knowledge", operation_id = "withdraw_article",
    params(("id" = Id, Path)), request_body = ArticleWithdrawal, responses((status = 200, body = ArticleDetail)),
    extensions(("x-permission" = json!("knowledge.update"))))]
pub async fn withdraw_article(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(w): Json<ArticleWithdrawal>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Knowledge, act::Update>()?;
    let words = app.codesets();
    let after = app.store().write(move |tx| {
        keep_article::withdraw(tx, &scope, (id, version), &w.reason)?;
        detail(tx, &actor, &words, id)
    });
    Ok(answer(after.await?))
}
