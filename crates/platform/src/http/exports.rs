//! Files of the platform's own lists.

use std::future::ready;

use axum::extract::State;
use axum::response::Response;
use guard::ResourceKind as R;
use http_base::{ApiError, Json, Path, Query};
use kernel::Id;

use super::audit::{AuditQuery, ViewQuery, list_audit, list_views};
use super::calendar::{get_calendar_year, list_calendar};
use super::codesets::{CodesetQuery, list_codeset_items};
use super::parameters::{ParameterQuery, get_parameter, list_parameters};
use crate::App;
use crate::accounts::Staff;
use crate::accounts::http::list_accounts;
use crate::exports::{
    Export, List, ListColumn, NoConditions, day, export_list, lines, number, rows_at, text, time, whole,
    words, yes,
};

const STANDS: &[(&str, &str)] =
    &[("open", "等待批准"), ("approved", "已批准"), ("rejected", "未批准"), ("withdrawn", "已撤回")];
const MARKS: &[(&str, &str)] =
    &[("V", "已核对原文"), ("K", "未核对原文"), ("S", "未核对原文"), ("design", "系统设定")];
const ACCOUNTS_STATE: &[(&str, &str)] = &[("open", "正常"), ("closed", "已停用")];
const DAYS: &[(&str, &str)] = &[("holiday", "法定节假日"), ("rest", "调休放假"), ("work", "调休上班")];
const ACTORS: &[(&str, &str)] = &[("staff", "工作人员"), ("member", "会员")];

const ACCOUNTS: List = List {
    resource: R::Account,
    action: "account.export",
    title: "账号",
    columns: &[
        text("username", "账号", 16),
        text("name", "姓名", 12),
        words("state", "状态", ACCOUNTS_STATE),
        time("locked_until", "锁定至"),
        yes("has_totp", "动态口令"),
        yes("must_change", "须改密码"),
        text("grants.label", "角色", 28),
        text("grants.union_name", "所在工会", 40),
        time("created_at", "开通时间"),
    ],
};

/// Accounts as a file.
#[utoipa::path(post, path = "/accounts/export", tag = "accounts", operation_id = "export_accounts",
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("account.export"))))]
pub async fn export_accounts(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&ACCOUNTS, Id(0)), asked, |app, actor, _, page| {
        list_accounts(State(app), Staff(actor), Query(page))
    })
    .await
}

const AUDIT: List = List {
    resource: R::Audit,
    action: "audit.export",
    title: "审计记录",
    columns: &[
        time("at", "时间"),
        words("actor_kind", "身份", ACTORS),
        text("actor_name", "操作人", 14),
        text("action", "操作", 24),
        text("subject_id", "对象编号", 22),
        text("detail", "内容", 80),
        text("id", "编号", 22),
    ],
};

/// The audit as a file.
#[utoipa::path(post, path = "/audit/export", tag = "platform", operation_id = "export_audit",
    request_body = Export<AuditQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("audit.export"))))]
pub async fn export_audit(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<AuditQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&AUDIT, Id(0)), asked, |app, actor, q, page| {
        list_audit(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const VIEWS: List = List {
    resource: R::Audit,
    action: "audit.export-views",
    title: "查看记录",
    columns: &[
        day("day", "日期"),
        text("person_id", "会员编号", 22),
        text("account_name", "查看人", 14),
        number("views", "次数"),
    ],
};

/// Who looked at whom as a file.
#[utoipa::path(post, path = "/audit/views/export", tag = "platform", operation_id = "export_views",
    request_body = Export<ViewQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("audit.export"))))]
pub async fn export_views(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<ViewQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&VIEWS, Id(0)), asked, |app, actor, q, _| {
        whole(list_views(State(app), Staff(actor), Query(q)))
    })
    .await
}

const CODES: List = List {
    resource: R::Codeset,
    action: "codeset.export",
    title: "字典",
    columns: &[
        text("set", "字典", 24),
        text("set_title", "字典名称", 24),
        text("code", "代码", 12),
        text("label", "名称", 28),
        text("synonyms", "别名", 32),
        text("national", "国家标准代码", 14),
        text("export", "上报代码", 12),
        text("parent", "上级代码", 12),
        day("valid_from", "启用日期"),
        day("valid_to", "停用日期"),
    ],
};

/// Dictionaries, an entry a row as a file.
#[utoipa::path(post, path = "/codesets/export", tag = "platform", operation_id = "export_codesets",
    request_body = Export<CodesetQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("codeset.export"))))]
pub async fn export_codesets(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<CodesetQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&CODES, Id(0)), asked, |app, actor, q, _| {
        ready(list_codeset_items(&app, &actor, &q, None))
    })
    .await
}

/// The entries of a dictionary as a file.
#[utoipa::path(post, path = "/codesets/{set}/export", tag = "platform", operation_id = "export_codeset",
    params(("set" = String, Path)),
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("codeset.export"))))]
pub async fn export_codeset(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(set): Path<String>,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&CODES, Id(0)), asked, |app, actor, _, _| {
        ready(list_codeset_items(&app, &actor, &CodesetQuery::default(), Some(&set)))
    })
    .await
}

const PARAMETER: &[ListColumn] = &[
    text("code", "参数", 28),
    text("title", "名称", 28),
    text("group", "分组", 14),
    text("shown", "取值", 18),
    text("unit", "单位", 8),
    text("area_name", "适用范围", 18),
    day("valid_from", "生效日期"),
    day("valid_to", "失效日期"),
    yes("in_force", "现行"),
    words("state", "状态", STANDS),
    text("source", "依据", 40),
    words("mark", "确认程度", MARKS),
    text("reason", "理由", 28),
    text("proposed_by_name", "提出人", 12),
    time("proposed_at", "提出时间"),
    text("decided_by_name", "批准人", 12),
    time("decided_at", "批准时间"),
];

const PARAMETERS: List =
    List { resource: R::Parameter, action: "parameter.export", title: "参数", columns: PARAMETER };

/// Parameters, a dated value a row as a file.
#[utoipa::path(post, path = "/parameters/export", tag = "platform", operation_id = "export_parameters",
    request_body = Export<ParameterQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("parameter.export"))))]
pub async fn export_parameters(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<ParameterQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&PARAMETERS, Id(0)), asked, |app, actor, q, _| async move {
        let all = list_parameters(State(app), Staff(actor), Query(q)).await?.0;
        Ok(Json(lines(&all, &["/values", "/coming", "/waiting"])))
    })
    .await
}

/// All values that a parameter had and will have as a file.
#[utoipa::path(post, path = "/parameters/{code}/export", tag = "platform", operation_id = "export_parameter",
    params(("code" = String, Path)),
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("parameter.export"))))]
pub async fn export_parameter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(code): Path<String>,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&PARAMETERS, Id(0)), asked, |app, actor, _, _| {
        let one = get_parameter(State(app), Staff(actor), Path(code.clone()));
        async { Ok(Json(lines(&[one.await?.0], &["/history"]))) }
    })
    .await
}

const YEARS: List = List {
    resource: R::Calendar,
    action: "calendar.export",
    title: "工作日历",
    columns: &[
        number("year", "年份"),
        yes("known", "可以计算期限"),
        number("working_days", "工作日"),
        text("source", "依据", 40),
        words("mark", "确认程度", MARKS),
        text("waiting_from", "等待批准", 14),
    ],
};

/// Years of the calendar as a file.
#[utoipa::path(post, path = "/calendar/export", tag = "platform", operation_id = "export_calendar",
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("calendar.export"))))]
pub async fn export_calendar(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&YEARS, Id(0)), asked, |app, actor, _, _| {
        whole(list_calendar(State(app), Staff(actor)))
    })
    .await
}

const YEAR: List = List {
    resource: R::Calendar,
    action: "calendar.export-year",
    title: "年度日历",
    columns: &[day("day", "日期"), words("kind", "类别", DAYS), text("name", "节日名称", 14)],
};

/// A year's special days as a file.
#[utoipa::path(post, path = "/calendar/{year}/export", tag = "platform", operation_id = "export_calendar_year",
    params(("year" = i16, Path)),
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("calendar.export"))))]
pub async fn export_calendar_year(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(year): Path<i16>,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&YEAR, Id(0)), asked, |app, actor, _, _| async move {
        let year = get_calendar_year(State(app), Staff(actor), Path(year)).await?.0;
        Ok(Json(rows_at(&year, "/in_force/days")))
    })
    .await
}
