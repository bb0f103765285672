//! Files of the lists of unions' affairs and of work under way.

use axum::extract::State;
use axum::response::Response;
use guard::ResourceKind as R;
use http_base::{ApiError, Json, Path, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::exports::{
    Export, List, NoConditions, day, export_list, minute, number, rows_at, text, time, whole, words, yes,
};

use super::duties::{DutyConditions, list_duties, list_duty_tallies};
use super::elections::{ElectionQuery, list_open_elections};
use super::exchange_runs::{RunConditions, list_exchange_runs};
use super::figure_reports::list_figure_reports;
use super::founding_hints::{HintConditions, list_founding_hints};
use super::imports::list_imports;
use super::keep_zone::list_zone_members;
use super::union_changes::list_tree_changes;

const ELECTIONS: List = List {
    resource: R::Election,
    action: "election.export",
    title: "组建与换届",
    columns: &[
        text("union_name", "工会", 32),
        text("kind_label", "事项", 10),
        text("state_label", "状态", 14),
        day("requested_on", "申请日期"),
        text("request_number", "申请文号", 20),
        day("started_on", "启动日期"),
        day("planned_on", "拟开会日期"),
        number("seats", "应选名额"),
        number("entitled", "应到人数"),
        day("held_on", "开会日期"),
        number("attended", "实到人数"),
        text("candidates.name", "候选人", 32),
        day("reported_on", "报批日期"),
        text("approval_number", "批复文号", 20),
        day("approved_on", "批复日期"),
        day("term_from", "本届起"),
        day("term_to", "本届止"),
        text("note", "说明", 28),
        text("created_by_name", "经办人", 12),
    ],
};

/// Elections under way as a file.
#[utoipa::path(post, path = "/elections/export", tag = "registry", operation_id = "export_elections",
    request_body = Export<ElectionQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("election.export"))))]
pub async fn export_elections(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<ElectionQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&ELECTIONS, Id(0)), asked, |app, actor, q, page| {
        list_open_elections(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const HINTS: List = List {
    resource: R::Election,
    action: "election.export-hints",
    title: "建会提示",
    columns: &[
        text("union_name", "工会", 32),
        text("employer_name", "用人单位", 32),
        number("members", "会员人数"),
        day("found_on", "发现日期"),
        day("dismissed_until", "暂缓至"),
        text("reason", "暂缓理由", 32),
        text("dismissed_by", "办理人", 12),
    ],
};

/// Suggestions to found a union as a file.
#[utoipa::path(post, path = "/founding_hints/export", tag = "registry", operation_id = "export_founding_hints",
    request_body = Export<HintConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("election.export"))))]
pub async fn export_founding_hints(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<HintConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&HINTS, Id(0)), asked, |app, actor, q, page| {
        list_founding_hints(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const CHANGES: List = List {
    resource: R::Union,
    action: "union.export-changes",
    title: "组织调整",
    columns: &[
        text("union_name", "工会", 32),
        text("kind_label", "事项", 10),
        text("state_label", "状态", 12),
        day("day", "生效日期"),
        text("target_name", "并入或隶属", 32),
        text("new_name", "新名称", 32),
        text("document", "文号", 20),
        text("reason", "理由", 32),
        number("unions_moved", "涉及工会"),
        number("employers_moved", "涉及单位"),
        number("members_moved", "涉及会员"),
        text("problem", "未完成原因", 32),
        text("created_by_name", "经办人", 12),
        time("created_at", "提出时间"),
        time("finished_at", "完成时间"),
    ],
};

/// A union's planned and past changes as a file.
#[utoipa::path(post, path = "/unions/{id}/tree-changes/export", tag = "registry", operation_id = "export_tree_changes",
    params(("id" = Id, Path)),
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("union.export"))))]
pub async fn export_tree_changes(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&CHANGES, id), asked, |app, actor, _, _| {
        whole(list_tree_changes(State(app), Staff(actor), Path(id)))
    })
    .await
}

const ZONE: List = List {
    resource: R::Zone,
    action: "zone.export-members",
    title: "片区范围",
    columns: &[
        words("kind", "类别", &[("union", "工会"), ("employer", "用人单位")]),
        text("name", "名称", 36),
        day("since", "纳入日期"),
    ],
};

/// What lies in a zone as a file.
#[utoipa::path(post, path = "/zones/{id}/members/export", tag = "registry", operation_id = "export_zone_members",
    params(("id" = Id, Path)),
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("zone.export"))))]
pub async fn export_zone_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&ZONE, id), asked, |app, actor, _, _| {
        whole(list_zone_members(State(app), Staff(actor), Path(id)))
    })
    .await
}

const DUTIES: List = List {
    resource: R::Duty,
    action: "duty.export",
    title: "代表值班",
    columns: &[
        day("day", "日期"),
        minute("from_minute", "开始"),
        minute("to_minute", "结束"),
        text("person_name", "值班代表", 12),
        text("union_name", "工会", 32),
        text("zone_name", "片区或服务点", 28),
        text("state_label", "状态", 12),
        time("signed_at", "签到时间"),
        text("signed_by", "签到人", 12),
        number("visitors", "接待人数"),
        text("note", "记录", 40),
    ],
};

/// Duties as a file.
#[utoipa::path(post, path = "/duties/export", tag = "registry", operation_id = "export_duties",
    request_body = Export<DutyConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("duty.export"))))]
pub async fn export_duties(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<DutyConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&DUTIES, Id(0)), asked, |app, actor, q, page| {
        list_duties(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const TALLIES: List = List {
    resource: R::Duty,
    action: "duty.export-tallies",
    title: "值班统计",
    columns: &[
        text("name", "代表", 12),
        number("held", "已值班"),
        number("missed", "缺勤"),
        number("planned", "已排班"),
    ],
};

/// Duties of each representative as a file.
#[utoipa::path(post, path = "/duty_tallies/export", tag = "registry", operation_id = "export_duty_tallies",
    request_body = Export<DutyConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("duty.export"))))]
pub async fn export_duty_tallies(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<DutyConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&TALLIES, Id(0)), asked, |app, actor, q, _| async move {
        Ok(Json(rows_at(&list_duty_tallies(State(app), Staff(actor), Query(q)).await?.0, "/people")))
    })
    .await
}

const IMPORT_STATES: &[(&str, &str)] = &[
    ("checking", "正在检查"),
    ("checked", "检查完成，等待确认"),
    ("running", "正在导入"),
    ("done", "导入完成"),
    ("cancelled", "已取消"),
    ("undoing", "正在撤销"),
    ("undone", "已撤销"),
    ("failed", "未能完成"),
];

const IMPORTS: List = List {
    resource: R::Import,
    action: "import.export",
    title: "导入记录",
    columns: &[
        text("file_name", "文件", 32),
        words("state", "状态", IMPORT_STATES),
        number("rows", "行数"),
        number("accepted", "接受"),
        number("rejected", "退回"),
        number("transfers", "转入"),
        number("unchanged", "无变化"),
        number("warnings", "提醒"),
        text("created_by_name", "导入人", 12),
        time("created_at", "上传时间"),
        time("started_at", "开始时间"),
        time("finished_at", "完成时间"),
        text("file_digest", "文件摘要", 66),
    ],
};

/// Imports as a file.
#[utoipa::path(post, path = "/imports/export", tag = "registry", operation_id = "export_imports",
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("import.export"))))]
pub async fn export_imports(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&IMPORTS, Id(0)), asked, |app, actor, _, page| {
        list_imports(State(app), Staff(actor), Query(page))
    })
    .await
}

const RUNS: List = List {
    resource: R::Exchange,
    action: "exchange.export-runs",
    title: "上报记录",
    columns: &[
        text("target_name", "上报对象", 24),
        number("target_version", "版本"),
        text("union_name", "范围", 32),
        text("state_label", "状态", 12),
        text("purpose", "用途", 28),
        number("total", "总数"),
        number("added", "新增"),
        number("changed", "变更"),
        number("gone", "减少"),
        number("refused", "未上报"),
        number("accepted", "已接收"),
        number("returned", "被退回"),
        text("created_by_name", "经办人", 12),
        time("created_at", "开始时间"),
        time("finished_at", "完成时间"),
    ],
};

/// Runs of the upward exchange as a file.
#[utoipa::path(post, path = "/exchange_runs/export", tag = "registry", operation_id = "export_exchange_runs",
    request_body = Export<RunConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("exchange.export"))))]
pub async fn export_exchange_runs(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<RunConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&RUNS, Id(0)), asked, |app, actor, q, page| {
        list_exchange_runs(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const REPORTS: List = List {
    resource: R::Figure,
    action: "figure.export-reports",
    title: "统计报表",
    columns: &[
        text("title", "名称", 32),
        text("union_name", "工会", 32),
        day("starts_on", "期间起"),
        day("day", "截至"),
        yes("frozen", "已冻结"),
        text("asked_by", "经办人", 12),
        time("asked_at", "提出时间"),
        time("frozen_at", "冻结时间"),
    ],
};

/// Frozen reports as a file.
#[utoipa::path(post, path = "/figure_reports/export", tag = "registry", operation_id = "export_figure_reports",
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("figure.export"))))]
pub async fn export_figure_reports(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&REPORTS, Id(0)), asked, |app, actor, _, page| {
        list_figure_reports(State(app), Staff(actor), Query(page))
    })
    .await
}
