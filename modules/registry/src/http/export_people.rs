//! Files of the lists of people's affairs.

use axum::extract::State;
use axum::response::Response;
use guard::ResourceKind as R;
use http_base::{ApiError, Json, Path, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::exports::{
    Export, List, NoConditions, day, export_list, number, text, time, whole, words, yes,
};

use super::certificates::list_member_certificates;
use super::data_requests::{RequestConditions, list_data_requests};
use super::get_member::list_member_views;
use super::joins::{JoinConditions, list_joins};
use super::member_sheet::{SheetQuery, page_of};
use super::merges::list_member_merges;
use super::retention::{list_erased_soon, list_retention_runs};
use super::suspects::{SuspectQuery, list_suspects};
use super::transfers::{TransferQuery, list_transfers};

const ANSWERS: &[(&str, &str)] =
    &[("proposed", "等待答复"), ("accepted", "已转接"), ("returned", "已退回"), ("withdrawn", "已撤回")];

const TRANSFERS: List = List {
    resource: R::Transfer,
    action: "transfer.export",
    title: "会籍转接",
    columns: &[
        text("name", "姓名", 12),
        text("from_union", "转出工会", 32),
        text("to_union", "转入工会", 32),
        text("employer_name", "工作单位", 28),
        day("day", "转接日期"),
        words("state", "状态", ANSWERS),
        yes("agreed", "本人已同意"),
        yes("overdue", "已逾期"),
        yes("escalated", "已提请上级"),
        day("due_on", "答复期限"),
        text("note", "说明", 28),
        time("proposed_at", "提出时间"),
        time("decided_at", "办理时间"),
    ],
};

/// Proposed moves as a file.
#[utoipa::path(post, path = "/transfers/export", tag = "registry", operation_id = "export_transfers",
    request_body = Export<TransferQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("transfer.export"))))]
pub async fn export_transfers(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<TransferQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&TRANSFERS, Id(0)), asked, |app, actor, q, page| {
        list_transfers(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const JOINS: List = List {
    resource: R::Join,
    action: "join.export",
    title: "入会申请",
    columns: &[
        text("name", "姓名", 12),
        text("masked_number", "证件号码", 22),
        text("masked_phone", "移动电话", 14),
        text("union_name", "申请加入的工会", 32),
        text("employer_name", "工作单位", 28),
        text("state_label", "状态", 12),
        text("reason", "说明", 28),
        time("applied_at", "申请时间"),
        time("decided_at", "办理时间"),
        text("decided_by", "办理人", 12),
    ],
};

/// Applications as a file.
#[utoipa::path(post, path = "/joins/export", tag = "registry", operation_id = "export_joins",
    request_body = Export<JoinConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("join.export"))))]
pub async fn export_joins(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<JoinConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&JOINS, Id(0)), asked, |app, actor, q, page| {
        list_joins(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const REQUESTS: List = List {
    resource: R::DataRequest,
    action: "data_request.export",
    title: "个人信息申请",
    columns: &[
        text("number", "编号", 20),
        text("name", "姓名", 12),
        text("union_name", "所属工会", 32),
        text("kind_label", "申请事项", 12),
        text("relation_label", "近亲属", 14),
        text("state_label", "状态", 12),
        time("asked_at", "申请时间"),
        day("due_on", "答复期限"),
        yes("overdue", "已逾期"),
        time("answered_at", "答复时间"),
        text("answered_by", "答复人", 12),
        text("answer", "答复", 40),
    ],
};

/// What members ask about the own data as a file.
#[utoipa::path(post, path = "/data_requests/export", tag = "registry", operation_id = "export_data_requests",
    request_body = Export<RequestConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("data_request.export"))))]
pub async fn export_data_requests(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<RequestConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&REQUESTS, Id(0)), asked, |app, actor, q, page| {
        list_data_requests(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const SOON: List = List {
    resource: R::DataRequest,
    action: "retention.export-soon",
    title: "即将清除",
    columns: &[
        text("name", "姓名", 12),
        text("union_name", "原所属工会", 32),
        text("status_label", "会籍状态", 12),
        day("left_on", "离会日期"),
        day("erased_from", "清除日期"),
        text("held", "暂缓原因", 32),
    ],
};

/// Those who are erased soon as a file.
#[utoipa::path(post, path = "/retention/soon/export", tag = "registry", operation_id = "export_erased_soon",
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("data_request.export"))))]
pub async fn export_erased_soon(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&SOON, Id(0)), asked, |app, actor, _, _| {
        whole(list_erased_soon(State(app), Staff(actor)))
    })
    .await
}

const RUNS: List = List {
    resource: R::Retention,
    action: "retention.export",
    title: "到期清除记录",
    columns: &[
        day("day", "日期"),
        number("years", "保存年数"),
        day("cut_day", "截止日期"),
        number("erased", "清除人数"),
        number("held", "暂缓人数"),
        time("started_at", "开始时间"),
        time("finished_at", "完成时间"),
    ],
};

/// Runs of the erasure as a file.
#[utoipa::path(post, path = "/retention/runs/export", tag = "registry", operation_id = "export_retention_runs",
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("retention.export"))))]
pub async fn export_retention_runs(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&RUNS, Id(0)), asked, |app, actor, _, page| {
        list_retention_runs(State(app), Staff(actor), Query(page))
    })
    .await
}

const SHEET: List = List {
    resource: R::Member,
    action: "member.export-sheet",
    title: "实名登记表",
    columns: &[
        text("name", "姓名", 12),
        text("sex", "性别", 6),
        day("birth_day", "出生日期"),
        text("nation", "民族", 10),
        text("work_state", "就业状况", 12),
        text("document_kind", "有效证件类别", 14),
        text("masked_id", "证件号码", 22),
        text("education", "学历", 14),
        text("skill", "技能等级", 12),
        text("masked_phone", "移动电话", 14),
        text("household_kind", "户籍类型", 12),
        text("household_place", "户籍所在地", 24),
        text("change_kind", "会籍变化类型", 14),
        day("change_day", "会籍变化日期"),
        text("change_reason", "会籍变化原因", 20),
        text("politics", "政治面貌", 14),
        text("employer_name", "工作单位", 28),
        text("native_place", "籍贯", 16),
        text("migrant_worker", "是否农民工", 12),
        text("union_name", "所在工会", 32),
    ],
};

/// The real-name sheet as a file.
#[utoipa::path(post, path = "/members/sheet/export", tag = "registry", operation_id = "export_member_sheet",
    request_body = Export<SheetQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("member.export"))))]
pub async fn export_member_sheet(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<SheetQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&SHEET, Id(0)), asked, |app, actor, asked, page| async move {
        page_of(&app, &actor, asked, &page).await.map(Json)
    })
    .await
}

const SUSPECTS: List = List {
    resource: R::Member,
    action: "member.export-suspects",
    title: "疑似重复",
    columns: &[
        text("one.name", "姓名（一）", 12),
        text("one.union_name", "所属工会（一）", 32),
        text("one.status_label", "会籍状态（一）", 14),
        text("other.name", "姓名（二）", 12),
        text("other.union_name", "所属工会（二）", 32),
        text("other.status_label", "会籍状态（二）", 14),
        yes("same_phone", "手机号相同"),
        yes("same_birth", "出生日期相同"),
        time("found_at", "发现时间"),
        text("note", "不是同一人的理由", 32),
        text("decided_by_name", "认定人", 12),
        time("decided_at", "认定时间"),
    ],
};

/// Pairs that may be of one human as a file.
#[utoipa::path(post, path = "/members/suspects/export", tag = "registry", operation_id = "export_suspects",
    request_body = Export<SuspectQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("member.export"))))]
pub async fn export_suspects(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<SuspectQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&SUSPECTS, Id(0)), asked, |app, actor, q, page| {
        list_suspects(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const MERGES: List = List {
    resource: R::Member,
    action: "member.export-merges",
    title: "合并记录",
    columns: &[
        text("other_name", "被合并的登记", 14),
        text("reason", "理由", 32),
        text("made_by_name", "经办人", 12),
        time("made_at", "合并时间"),
        yes("undone", "已撤销"),
        text("undone_by_name", "撤销人", 12),
        time("undone_at", "撤销时间"),
        text("undo_reason", "撤销理由", 32),
    ],
};

/// Merges into a member as a file.
#[utoipa::path(post, path = "/members/{id}/merges/export", tag = "registry", operation_id = "export_member_merges",
    params(("id" = Id, Path)),
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("member.export"))))]
pub async fn export_member_merges(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&MERGES, id), asked, |app, actor, _, _| {
        whole(list_member_merges(State(app), Staff(actor), Path(id)))
    })
    .await
}

const CERTIFICATES: List = List {
    resource: R::Member,
    action: "member.export-certificates",
    title: "会员证明",
    columns: &[
        text("number", "编号", 22),
        text("union_name", "出具工会", 32),
        day("day", "出具日期"),
        text("purpose", "用途", 28),
        text("issued_by", "出具人", 12),
        time("issued_at", "出具时间"),
        text("state_label", "状态", 12),
        text("revoked_by", "作废人", 12),
    ],
};

/// A member's certificates as a file.
#[utoipa::path(post, path = "/members/{id}/certificates/export", tag = "registry", operation_id = "export_member_certificates",
    params(("id" = Id, Path)),
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("member.export"))))]
pub async fn export_member_certificates(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&CERTIFICATES, id), asked, |app, actor, _, _| {
        whole(list_member_certificates(State(app), Staff(actor), Path(id)))
    })
    .await
}

const VIEWS: List = List {
    resource: R::Member,
    action: "member.export-views",
    title: "查看记录",
    columns: &[day("day", "日期"), text("account_name", "查看人", 14), number("views", "次数")],
};

/// Who looked at a member as a file.
#[utoipa::path(post, path = "/members/{id}/views/export", tag = "registry", operation_id = "export_member_views",
    params(("id" = Id, Path)),
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("member.export"))))]
pub async fn export_member_views(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&VIEWS, id), asked, |app, actor, _, _| {
        whole(list_member_views(State(app), Staff(actor), Path(id)))
    })
    .await
}
