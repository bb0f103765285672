//! The figures of a fund, at any instant, its outlook and its years.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, whole};
use platform::parameters::keys;
use serde::{Deserialize, Serialize};

use super::batches::MutualFundQuery;
use crate::model::scheme::ItemKind;
use crate::ops::fund::{self as ops, Figures, Limits, RunOff, ratio};
use crate::ops::pay_batch::fund_of;
use crate::pay_error::PayError;

/// Which figures.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct MutualFundFiguresQuery {
    #[serde(default = "super::enrol_place::nobody")]
    fund_id: Id,
    /// All time if missing.
    year: Option<i64>,
}

/// A scheme in the figures of a fund.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFundScheme {
    code: String,
    title: String,
    /// 示范.
    demo: bool,
    /// People of bills that were paid.
    enrolled: i64,
    people_paid: i64,
    /// Claims that were paid.
    times: i64,
    income_fen: i64,
    paid_fen: i64,
    /// Set aside for claims that are approved.
    reserved_fen: i64,
    /// What the fund's account holds now.
    balance_fen: i64,
    /// Paid in basis points of the income.
    ratio_bp: Option<i64>,
}

/// A month in the figures of a fund.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFundMonth {
    /// `2026-03`.
    month: String,
    income_fen: i64,
    paid_fen: i64,
}

/// An item in the figures of a fund.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFundItem {
    item: ItemKind,
    label: String,
    /// Claims that were paid.
    claims: i64,
    paid_fen: i64,
}

/// A place in the figures of a fund.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFundTown {
    union_id: Id,
    union_name: String,
    enrolled: i64,
    income_fen: i64,
    times: i64,
    paid_fen: i64,
    ratio_bp: Option<i64>,
}

/// Something that should be looked at.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFundAlert {
    /// `ratio`, `reserve` or `unit`.
    kind: String,
    text: String,
}

/// The figures of a fund.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFund {
    fund_id: Id,
    fund_name: String,
    /// Of when the balances are.
    at: Timestamp,
    cash_fen: i64,
    suspense_fen: i64,
    payable_fen: i64,
    transit_fen: i64,
    reserved_fen: i64,
    schemes: Vec<MutualFundScheme>,
    months: Vec<MutualFundMonth>,
    items: Vec<MutualFundItem>,
    towns: Vec<MutualFundTown>,
    alerts: Vec<MutualFundAlert>,
}

fn month(n: i64) -> String {
    format!("{:04}-{:02}", n / 100, n % 100)
}

fn shown((fund_id, fund_name): (Id, String), at: Timestamp, f: Figures) -> MutualFund {
    let schemes = f.schemes.into_iter().map(|s| MutualFundScheme {
        ratio_bp: ratio(s.paid, s.income),
        code: s.code,
        title: s.title,
        demo: s.demo,
        enrolled: s.enrolled,
        people_paid: s.people,
        times: s.times,
        income_fen: s.income.0,
        paid_fen: s.paid.0,
        reserved_fen: s.reserved.0,
        balance_fen: s.balance.0,
    });
    let months = f.months.into_iter().map(|(n, income, paid)| MutualFundMonth {
        month: month(n),
        income_fen: income.0,
        paid_fen: paid.0,
    });
    let items = f.items.into_iter().map(|(item, claims, paid)| MutualFundItem {
        item,
        label: item.title().to_owned(),
        claims,
        paid_fen: paid.0,
    });
    let towns = f.towns.into_iter().map(|t| MutualFundTown {
        ratio_bp: ratio(t.paid, t.income),
        union_id: t.union_id,
        union_name: t.union_name,
        enrolled: t.enrolled,
        income_fen: t.income.0,
        times: t.times,
        paid_fen: t.paid.0,
    });
    let alerts = f.alerts.into_iter().map(|a| MutualFundAlert { kind: a.kind.to_owned(), text: a.text });
    MutualFund {
        fund_id,
        fund_name,
        at,
        cash_fen: f.cash.0,
        suspense_fen: f.suspense.0,
        payable_fen: f.payable.0,
        transit_fen: f.transit.0,
        reserved_fen: f.reserved.0,
        schemes: schemes.collect(),
        months: months.collect(),
        items: items.collect(),
        towns: towns.collect(),
        alerts: alerts.collect(),
    }
}

/// The figures of a fund in sight; balances are those of now.
#[utoipa::path(get, path = "/mutual_fund", tag = "mutual", operation_id = "get_mutual_fund",
    params(MutualFundFiguresQuery), responses((status = 200, body = MutualFund)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn get_mutual_fund(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<MutualFundFiguresQuery>,
) -> std::result::Result<Json<MutualFund>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let (parameters, today) = (app.parameters(), app.clock().today());
    let limits = Limits {
        ratio_percent: parameters.integer(keys::MUTUAL_RATIO_PERCENT, today),
        reserve_months: parameters.integer(keys::MUTUAL_RESERVE_MONTHS, today),
    };
    let found = app.store().read_slow(move |tx| {
        let union = fund_of(tx, &scope, q.fund_id)?;
        let f = ops::figures(tx, &union, q.year, limits)?;
        Ok::<_, PayError>(shown((union.id, union.name), tx.now(), f))
    });
    Ok(Json(found.await?))
}

/// Which instant.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct MutualFundAtQuery {
    #[serde(default = "super::enrol_place::nobody")]
    fund_id: Id,
    /// ms since 1970.
    #[serde(default)]
    at: i64,
}

/// An account at an instant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFundAccount {
    code: String,
    title: String,
    balance_fen: i64,
}

/// A fund at an instant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFundAt {
    at: Timestamp,
    accounts: Vec<MutualFundAccount>,
}

/// What the accounts of a fund held at an instant, from the entries alone.
#[utoipa::path(get, path = "/mutual_fund/at", tag = "mutual", operation_id = "get_mutual_fund_at",
    params(MutualFundAtQuery), responses((status = 200, body = MutualFundAt)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn get_mutual_fund_at(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<MutualFundAtQuery>,
) -> std::result::Result<Json<MutualFundAt>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let at = Timestamp(q.at);
    let found = app.store().read(move |tx| {
        fund_of(tx, &scope, q.fund_id)?;
        ops::at(tx, q.fund_id, at)
    });
    let accounts = found.await?.into_iter();
    let accounts = accounts.map(|(code, title, b)| MutualFundAccount { code, title, balance_fen: b.0 });
    Ok(Json(MutualFundAt { at, accounts: accounts.collect() }))
}

/// Which outlook.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct MutualRunOffQuery {
    /// Union that runs the fund.
    #[serde(default = "super::enrol_place::nobody")]
    fund_id: Id,
    /// Code of the scheme.
    #[serde(default)]
    scheme_code: String,
}

/// A month of admission in the outlook.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRunOffOrigin {
    /// `2026-03`.
    month: String,
    /// What was reported after each month of delay.
    reported: Vec<i64>,
    /// What it will come to.
    ultimate_fen: i64,
    /// What of it is still to come.
    reserve_fen: i64,
    /// Standard error of that.
    error_fen: i64,
}

/// What is still to be expected of a scheme.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRunOff {
    origins: Vec<MutualRunOffOrigin>,
    /// By how much what is known grows from one delay to the next.
    factors: Vec<f64>,
    reserve_fen: i64,
    /// Standard error of Mack.
    error_fen: i64,
    /// Reserve less two standard errors, not below 0.
    low_fen: i64,
    /// Reserve and two standard errors.
    high_fen: i64,
    /// There is enough to tell something.
    enough: bool,
    /// What it rests on, or what is missing, Chinese.
    text: String,
}

const RESTS_ON: &str = "按入院月份与申请时滞排列已报互助金，用链梯法估计尚未报来的部分；误差为Mack标准误差，区间为上下两倍标准误差。本月未结束，不计入。";
const TOO_LITTLE: &str = "数据不足：至少需要三个完整的入院月份，且最早的月份有已报互助金。";

fn fen(value: f64) -> i64 {
    value.round() as i64
}

fn run_off(r: RunOff) -> MutualRunOff {
    let o = r.outlook;
    let (reserve, error) = o.as_ref().map_or((0.0, 0.0), |o| (o.reserve, o.error));
    let known = o.as_ref().map(|o| o.origins.clone()).unwrap_or_default();
    let origins = r.origins.into_iter().enumerate().map(|(i, (at, reported))| MutualRunOffOrigin {
        month: month(at),
        ultimate_fen: known
            .get(i)
            .map_or_else(|| reported.last().copied().unwrap_or_default(), |k| fen(k.ultimate)),
        reserve_fen: known.get(i).map_or(0, |k| fen(k.reserve)),
        error_fen: known.get(i).map_or(0, |k| fen(k.error)),
        reported,
    });
    MutualRunOff {
        origins: origins.collect(),
        reserve_fen: fen(reserve),
        error_fen: fen(error),
        low_fen: fen((reserve - 2.0 * error).max(0.0)),
        high_fen: fen(reserve + 2.0 * error),
        enough: o.is_some(),
        text: if o.is_some() { RESTS_ON } else { TOO_LITTLE }.to_owned(),
        factors: o.map(|o| o.factors).unwrap_or_default(),
    }
}

/// What is still to be expected of claims that are not reported yet, with its uncertainty.
#[utoipa::path(get, path = "/mutual_fund/run_off", tag = "mutual", operation_id = "get_mutual_run_off",
    params(MutualRunOffQuery), responses((status = 200, body = MutualRunOff)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn get_mutual_run_off(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<MutualRunOffQuery>,
) -> std::result::Result<Json<MutualRunOff>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        fund_of(tx, &scope, q.fund_id)?;
        ops::run_off(tx, q.fund_id, &q.scheme_code)
    });
    Ok(Json(run_off(found.await?)))
}

/// A year of a fund.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFundYear {
    year: i64,
    enrolments: i64,
    income_fen: i64,
    /// People who were paid for the first time in a year of a scheme.
    people: i64,
    /// Claims that were paid.
    times: i64,
    paid_fen: i64,
    ratio_bp: Option<i64>,
    /// What the fund held at the end of the year, or holds now.
    balance_fen: i64,
}

/// The years of a fund, as the yearly report prints them.
#[utoipa::path(get, path = "/mutual_fund/years", tag = "mutual", operation_id = "list_mutual_fund_years",
    params(MutualFundQuery), responses((status = 200, body = Vec<MutualFundYear>)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn list_mutual_fund_years(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<MutualFundQuery>,
) -> std::result::Result<Json<Vec<MutualFundYear>>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let union = fund_of(tx, &scope, q.fund_id)?;
        ops::years(tx, &union)
    });
    let rows = found.await?.into_iter().map(|y| MutualFundYear {
        year: y.year,
        enrolments: y.enrolments,
        income_fen: y.income.0,
        people: y.people,
        times: y.times,
        paid_fen: y.paid.0,
        ratio_bp: ratio(y.paid, y.income),
        balance_fen: y.balance.0,
    });
    Ok(Json(rows.collect()))
}

static YEARS: List = List {
    resource: ResourceKind::Fund,
    action: "mutual-fund.export",
    title: "互助基金年度报告",
    columns: &[
        number("year", "年度"),
        number("enrolments", "参保人次"),
        money("income_fen", "筹集互助金"),
        number("people", "受助人数"),
        number("times", "支付人次"),
        money("paid_fen", "支付金额"),
        number("ratio_bp", "赔付率（万分比）"),
        money("balance_fen", "年末结余"),
    ],
};

/// The yearly report as a file.
#[utoipa::path(post, path = "/mutual_fund/years/export", tag = "mutual", operation_id = "export_mutual_fund_years",
    request_body = Export<MutualFundQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("fund.export"))))]
pub async fn export_mutual_fund_years(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualFundQuery>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&YEARS, Id(0)), asked, |app, actor, conditions, _| {
        whole(list_mutual_fund_years(State(app), Staff(actor), Query(conditions)))
    })
    .await
}
