//! Statements in the console: listed, shown, made.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Path, Query, etag};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, NoConditions, day, export_list, money, number, text, time, yes};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::{Names, place, searched, when};
use super::statement_lines::{BenefitDispute, BenefitStatementLine, disputes, lines};
use crate::merchant_error::{MerchantError, Result};
use crate::model::settling::{Statement, StatementState};
use crate::ops::settle_merchant as ops;
use crate::store::settling;
use crate::store::settling_list::{self, Filter};

/// Which statements.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitStatementConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this merchant.
    pub merchant_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<StatementState>,
    /// Ending not before this day.
    pub from: Option<Day>,
    /// Ending not after this day.
    pub to: Option<Day>,
    /// In the number.
    pub q: Option<String>,
}

/// What a union owes a merchant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitStatement {
    id: Id,
    number: String,
    /// Union that pays.
    union_id: Id,
    union_name: String,
    merchant_id: Id,
    merchant_name: String,
    from: Day,
    to: Day,
    state: StatementState,
    state_label: String,
    /// Redemptions.
    count: i64,
    amount_fen: i64,
    /// Redemptions of earlier statements that are taken off.
    refunds: i64,
    refund_fen: i64,
    /// What is paid.
    net_fen: i64,
    made_by_name: String,
    sent_at: Option<Timestamp>,
    answered_at: Option<Timestamp>,
    answered_by_name: String,
    /// What the merchant says is wrong.
    dispute: String,
    approved_by_name: String,
    approved_at: Option<Timestamp>,
    paid_at: Option<Timestamp>,
    paid_by_name: String,
    bank_ref: String,
    /// Why it was returned or cancelled.
    reason: String,
    created_at: Timestamp,
    version: i64,
}

/// A statement as it is shown.
pub fn row(tx: &mut Tx<'_>, names: &mut Names, s: &Statement) -> Result<BenefitStatement> {
    Ok(BenefitStatement {
        id: s.id,
        number: s.number.clone(),
        union_id: s.union_id,
        union_name: s.union_name.clone(),
        merchant_id: s.merchant_id,
        merchant_name: names.merchant(tx, s.merchant_id)?,
        from: s.from,
        to: s.to,
        state: s.state,
        state_label: s.state.title().to_owned(),
        count: s.count,
        amount_fen: s.amount.0,
        refunds: s.refunds,
        refund_fen: s.refund_amount.0,
        net_fen: s.net().0,
        made_by_name: s.made_by_name.clone(),
        sent_at: when(s.sent_at),
        answered_at: when(s.answered_at),
        answered_by_name: s.answered_by_name.clone(),
        dispute: s.dispute.clone(),
        approved_by_name: s.approved_by_name.clone(),
        approved_at: when(s.approved_at),
        paid_at: when(s.paid_at),
        paid_by_name: s.paid_by_name.clone(),
        bank_ref: s.bank_ref.clone(),
        reason: s.reason.clone(),
        created_at: s.created_at,
        version: s.version,
    })
}

/// What somebody may do with a statement now.
#[derive(Clone, Copy, Debug, Default, Serialize, utoipa::ToSchema)]
pub struct BenefitStatementMay {
    send: bool,
    answer: bool,
    approve: bool,
    #[serde(rename = "return")]
    give_back: bool,
    pay: bool,
    cancel: bool,
}

/// A statement with what may be done.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitStatementDetail {
    #[serde(flatten)]
    statement: BenefitStatement,
    disputes: Vec<BenefitDispute>,
    may: BenefitStatementMay,
}

/// A statement as it is shown to somebody.
pub fn detail(tx: &mut Tx<'_>, actor: &Actor, s: &Statement) -> Result<BenefitStatementDetail> {
    use StatementState as S;
    let path = &s.union_path;
    let update = actor.permit::<res::Redemption, act::Update>().is_ok_and(|p| p.covers(path));
    let approve = actor.permit::<res::Redemption, act::Approve>().is_ok_and(|p| p.covers(path));
    Ok(BenefitStatementDetail {
        statement: row(tx, &mut Names::default(), s)?,
        disputes: disputes(tx, s.id)?,
        may: BenefitStatementMay {
            send: update && s.state == S::Draft,
            answer: update && s.state == S::Disputed,
            approve: approve && s.state == S::Confirmed && s.made_by != actor.id(),
            give_back: approve && s.state == S::Confirmed,
            pay: update && s.state == S::Approved,
            cancel: update && !matches!(s.state, S::Paid | S::Cancelled),
        },
    })
}

/// A statement with its version, as it is answered.
pub fn answered(d: BenefitStatementDetail) -> impl IntoResponse {
    ([(header::ETAG, etag(d.statement.version))], Json(d))
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, act::Read>,
    c: &BenefitStatementConditions,
) -> Result<Filter> {
    Ok(Filter {
        path: place(tx, scope, c.union_id)?,
        merchant: c.merchant_id,
        state: c.state,
        from: c.from,
        to: c.to,
        q: searched(c.q.as_deref()),
    })
}

/// Statements that unions in sight pay, newest first.
#[utoipa::path(get, path = "/benefit_statements", tag = "benefits", operation_id = "list_benefit_statements",
    params(BenefitStatementConditions, PageQuery), responses((status = 200, body = Page<BenefitStatement>)),
    extensions(("x-permission" = json!("redemption.read"))))]
pub async fn list_benefit_statements(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitStatementConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitStatement>>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let mut names = Names::default();
        let all = settling_list::list(tx, &scope, &filter, before, limit + 1)?;
        all.iter().map(|s| row(tx, &mut names, s)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitStatement| Cursor::of(r.id))))
}

/// How many statements match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_statements/count", tag = "benefits", operation_id = "count_benefit_statements",
    params(BenefitStatementConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("redemption.read"))))]
pub async fn count_benefit_statements(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitStatementConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, MerchantError>(settling_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static STATEMENTS: List = List {
    resource: ResourceKind::Redemption,
    action: "benefit-statement.export",
    title: "商家结算单",
    columns: &[
        text("number", "结算单号", 18),
        text("merchant_name", "商家", 30),
        text("union_name", "付款工会", 28),
        day("from", "起"),
        day("to", "止"),
        text("state_label", "状态", 12),
        number("count", "核销笔数"),
        money("amount_fen", "核销金额"),
        number("refunds", "退款笔数"),
        money("refund_fen", "退款金额"),
        money("net_fen", "应付金额"),
        text("made_by_name", "制单人", 12),
        text("approved_by_name", "审批人", 12),
        time("paid_at", "付款时间"),
        text("bank_ref", "银行流水号", 20),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_statements/export", tag = "benefits", operation_id = "export_benefit_statements",
    request_body = Export<BenefitStatementConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("redemption.export"))))]
pub async fn export_benefit_statements(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitStatementConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&STATEMENTS, Id(0)), asked, |app, actor, conditions, page| {
        list_benefit_statements(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A statement that a union in sight pays.
#[utoipa::path(get, path = "/benefit_statements/{id}", tag = "benefits", operation_id = "get_benefit_statement",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitStatementDetail)),
    extensions(("x-permission" = json!("redemption.read"))))]
pub async fn get_benefit_statement(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Read>()?;
    let found = app.store().read(move |tx| {
        let s = settling::find(tx, &scope, id)?.ok_or(MerchantError::StatementNotFound)?;
        detail(tx, &actor, &s)
    });
    Ok(answered(found.await?))
}

/// Lines of a statement: what is taken off first, then what was redeemed, the oldest first.
#[utoipa::path(get, path = "/benefit_statements/{id}/lines", tag = "benefits",
    operation_id = "list_benefit_statement_lines", params(("id" = Id, Path), PageQuery),
    responses((status = 200, body = Page<BenefitStatementLine>)),
    extensions(("x-permission" = json!("redemption.read"))))]
pub async fn list_benefit_statement_lines(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitStatementLine>>, ApiError> {
    let scope = actor.permit::<res::Redemption, act::Read>()?;
    let (after, limit) = (page.last()?, page.rows());
    let found = app.store().read(move |tx| {
        let s = settling::find(tx, &scope, id)?.ok_or(MerchantError::StatementNotFound)?;
        lines(tx, &s, after, limit)
    });
    Ok(Json(found.await?))
}

static LINES: List = List {
    resource: ResourceKind::Redemption,
    action: "benefit-statement.lines",
    title: "结算明细",
    columns: &[
        text("number", "券号", 20),
        text("campaign_title", "活动", 28),
        text("shop_name", "门店", 24),
        time("at", "核销时间"),
        money("amount_fen", "金额"),
        yes("disputed", "有异议"),
        text("reason", "退款原因", 30),
    ],
};

/// The lines of a statement as a file.
#[utoipa::path(post, path = "/benefit_statements/{id}/lines/export", tag = "benefits",
    operation_id = "export_benefit_statement_lines", params(("id" = Id, Path)), request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("redemption.export"))))]
pub async fn export_benefit_statement_lines(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<NoConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&LINES, id), asked, move |app, actor, _, page| {
        list_benefit_statement_lines(State(app), Staff(actor), Path(id), Query(page))
    })
    .await
}

/// Which statements are made.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewBenefitStatements {
    /// Union that pays.
    union_id: Id,
    /// Only of this merchant; of all if missing.
    #[serde(default)]
    merchant_id: Option<Id>,
    /// First day that the paper names; what came in late from before is on it too.
    from: Day,
    /// Last day, not after today.
    to: Day,
}

/// What was made.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitStatementsMade {
    made: i64,
    net_fen: i64,
    /// The first two hundred.
    ids: Vec<Id>,
}

/// Makes the statements of merchants to which something is owed that is on none; made again, only what came in since is left.
#[utoipa::path(post, path = "/benefit_statements", tag = "benefits", operation_id = "make_benefit_statements",
    request_body = NewBenefitStatements, responses((status = 201, body = BenefitStatementsMade)),
    extensions(("x-permission" = json!("redemption.create"))))]
pub async fn make_benefit_statements(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(new): Json<NewBenefitStatements>,
) -> std::result::Result<(StatusCode, Json<BenefitStatementsMade>), ApiError> {
    let (scope, days) = (actor.permit::<res::Redemption, act::Create>()?, (new.from, new.to));
    let asked = new.merchant_id;
    let due = app.store().read_slow(move |tx| ops::merchants_due(tx, &scope, new.union_id, days)).await?;
    let mut all = BenefitStatementsMade { made: 0, net_fen: 0, ids: Vec::new() };
    for merchant in due.into_iter().filter(|id| asked.is_none_or(|a| a == *id)) {
        // A merchant at a time: each is made or not on its own, and others write in between.
        let scope = actor.permit::<res::Redemption, act::Create>()?;
        let work = move |tx: &mut Tx<'_>| ops::make(tx, &scope, (new.union_id, merchant), days);
        let Some(s) = app.store().write(work).await? else { continue };
        (all.made, all.net_fen) = (all.made + 1, all.net_fen + s.net().0);
        if all.ids.len() < 200 {
            all.ids.push(s.id);
        }
    }
    if all.made == 0 {
        return Err(MerchantError::NothingToSettle.into());
    }
    Ok((StatusCode::CREATED, Json(all)))
}
