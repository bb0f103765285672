//! Files of the lists.

use axum::extract::State;
use axum::response::Response;
use guard::ResourceKind as R;
use http_base::{ApiError, Json, Query};
use kernel::Id;

use super::agencies::{AgencyConditions, list_letter_agencies};
use super::letters::{LetterConditions, list_letters};
use super::templates::list_letter_templates;
use crate::App;
use crate::accounts::Staff;
use crate::exports::{Export, List, NoConditions, day, export_list, number, text, time, whole, yes};

const LETTERS: List = List {
    resource: R::Letter,
    action: "letter.export",
    title: "公文",
    columns: &[
        text("number", "发文字号", 26),
        text("title", "标题", 44),
        text("kind_name", "文种", 12),
        text("agency", "发文机关", 28),
        day("day", "成文日期"),
        number("year", "归档年度"),
        text("retention_label", "保管期限", 10),
        text("state_label", "状态", 8),
        text("issued_by", "经办人", 12),
        time("issued_at", "制发时间"),
        text("withdrawn_reason", "作废原因", 32),
        text("withdrawn_by", "作废人", 12),
        time("withdrawn_at", "作废时间"),
    ],
};

/// Letters as a file.
#[utoipa::path(post, path = "/letters/export", tag = "platform", operation_id = "export_letters",
    request_body = Export<LetterConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("letter.export"))))]
pub async fn export_letters(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<LetterConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&LETTERS, Id(0)), asked, |app, actor, q, page| {
        list_letters(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

const TEMPLATES: List = List {
    resource: R::Letter,
    action: "letter-template.export",
    title: "文书模板",
    columns: &[
        text("kind", "代码", 20),
        text("name", "文种", 14),
        text("word", "文种代字", 10),
        text("retention_label", "保管期限", 10),
        number("version", "现行版本"),
        day("valid_from", "启用日期"),
        day("coming", "下一版启用日期"),
        text("waiting_from", "等待批准", 14),
    ],
};

/// The kinds of letters as a file.
#[utoipa::path(post, path = "/letter_templates/export", tag = "platform", operation_id = "export_letter_templates",
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("letter.export"))))]
pub async fn export_letter_templates(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&TEMPLATES, Id(0)), asked, |app, actor, _, _| {
        whole(list_letter_templates(State(app), Staff(actor)))
    })
    .await
}

const AGENCIES: List = List {
    resource: R::Letter,
    action: "letter.export-agencies",
    title: "机关代字",
    columns: &[
        text("union_name", "工会", 32),
        text("word", "机关代字", 14),
        text("name", "发文机关标志", 32),
        day("valid_from", "启用日期"),
        yes("in_force", "现行"),
        text("set_by_name", "设置人", 12),
        time("set_at", "设置时间"),
    ],
};

/// Short words of unions as a file.
#[utoipa::path(post, path = "/letter_agencies/export", tag = "platform", operation_id = "export_letter_agencies",
    request_body = Export<AgencyConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("letter.export"))))]
pub async fn export_letter_agencies(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<AgencyConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&AGENCIES, Id(0)), asked, |app, actor, q, page| {
        list_letter_agencies(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}
