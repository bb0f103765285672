//! Statements at the till: what the merchant is owed, confirmed or disputed.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, Cursor, IfMatch, Json, Page, PageQuery, Path, Query, etag};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::Names;
use super::statement_lines::{BenefitDispute, BenefitStatementLine, disputes, lines};
use super::statements::{BenefitStatement, row};
use crate::merchant_error::Result;
use crate::model::settling::{Statement, StatementState};
use crate::ops::clerk::till;
use crate::ops::settle_steps as ops;
use crate::store::settling_list;

/// Statements that the own merchant was told of, newest first.
#[utoipa::path(get, path = "/till/statements", tag = "till", operation_id = "list_benefit_till_statements",
    params(PageQuery), responses((status = 200, body = Page<BenefitStatement>)),
    extensions(("x-permission" = json!("till.read"))))]
pub async fn list_benefit_till_statements(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitStatement>>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read(move |tx| {
        let (_, m) = till(tx, &actor)?;
        let mut names = Names::default();
        let all = settling_list::told(tx, m.id, before, limit + 1)?;
        all.iter().map(|s| Ok((s.id, row(tx, &mut names, s)?))).collect::<Result<Vec<_>>>()
    });
    let page = Page::from_rows(found.await?, limit as usize, |r: &(Id, BenefitStatement)| Cursor::of(r.0));
    Ok(Json(page.map(|(_, row)| row)))
}

/// A statement with what may be said to it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitTillStatement {
    #[serde(flatten)]
    statement: BenefitStatement,
    disputes: Vec<BenefitDispute>,
    /// Waits to be confirmed or disputed.
    may_answer: bool,
}

fn detail(tx: &mut Tx<'_>, s: &Statement) -> Result<(i64, BenefitTillStatement)> {
    let shown = BenefitTillStatement {
        statement: row(tx, &mut Names::default(), s)?,
        disputes: disputes(tx, s.id)?,
        may_answer: s.state == StatementState::Sent,
    };
    Ok((s.version, shown))
}

fn answered((version, shown): (i64, BenefitTillStatement)) -> impl IntoResponse {
    ([(header::ETAG, etag(version))], Json(shown))
}

/// A statement of the own merchant.
#[utoipa::path(get, path = "/till/statements/{id}", tag = "till", operation_id = "get_benefit_till_statement",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitTillStatement)),
    extensions(("x-permission" = json!("till.read"))))]
pub async fn get_benefit_till_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let found = app.store().read(move |tx| {
        let (t, _) = till(tx, &actor)?;
        let s = ops::of_till(tx, &t, id)?;
        detail(tx, &s)
    });
    Ok(answered(found.await?))
}

/// Lines of a statement of the own merchant: what is taken off first, then what was redeemed, the oldest first.
#[utoipa::path(get, path = "/till/statements/{id}/lines", tag = "till",
    operation_id = "list_benefit_till_statement_lines", params(("id" = Id, Path), PageQuery),
    responses((status = 200, body = Page<BenefitStatementLine>)), extensions(("x-permission" = json!("till.read"))))]
pub async fn list_benefit_till_statement_lines(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitStatementLine>>, ApiError> {
    actor.permit::<res::Till, act::Read>()?;
    let (after, limit) = (page.last()?, page.rows());
    let found = app.store().read(move |tx| {
        let (t, _) = till(tx, &actor)?;
        let s = ops::of_till(tx, &t, id)?;
        lines(tx, &s, after, limit)
    });
    Ok(Json(found.await?))
}

/// The merchant says that a statement is right; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/till/statements/{id}/confirm", tag = "till",
    operation_id = "confirm_benefit_till_statement", params(("id" = Id, Path)),
    responses((status = 200, body = BenefitTillStatement)), extensions(("x-permission" = json!("till.update"))))]
pub async fn confirm_benefit_till_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    actor.permit::<res::Till, act::Update>()?;
    let after = app.store().write(move |tx| {
        let (t, _) = till(tx, &actor)?;
        let s = ops::confirm(tx, &t, (id, version))?;
        detail(tx, &s)
    });
    Ok(answered(after.await?))
}

/// A line that is wrong.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitDisputedLine {
    redemption_id: Id,
    /// 2 to 200 characters.
    reason: String,
}

/// What is wrong with a statement.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitDisputed {
    /// In general, 2 to 200 characters.
    reason: String,
    /// Lines that are wrong, at most 500.
    #[serde(default)]
    lines: Vec<BenefitDisputedLine>,
}

/// The merchant says what is wrong; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/till/statements/{id}/dispute", tag = "till",
    operation_id = "dispute_benefit_till_statement", params(("id" = Id, Path)), request_body = BenefitDisputed,
    responses((status = 200, body = BenefitTillStatement)), extensions(("x-permission" = json!("till.update"))))]
pub async fn dispute_benefit_till_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(said): Json<BenefitDisputed>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    actor.permit::<res::Till, act::Update>()?;
    let wrong: Vec<(Id, String)> = said.lines.into_iter().map(|l| (l.redemption_id, l.reason)).collect();
    let after = app.store().write(move |tx| {
        let (t, _) = till(tx, &actor)?;
        let s = ops::dispute(tx, &t, (id, version), (&said.reason, &wrong))?;
        detail(tx, &s)
    });
    Ok(answered(after.await?))
}
