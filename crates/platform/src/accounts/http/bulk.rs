//! Accounts by workbook.

use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{act, res};
use http_base::{ApiError, Json};
use kernel::Status;

use crate::App;
use crate::accounts::bulk::{self, BulkRow};
use crate::accounts::{AccountError, Staff};
use crate::files::{FileUse, Incoming, MediaType, path};

/// A form with accounts; not kept, so it is swept a day later.
const FORM: FileUse = FileUse {
    name: "accounts.form",
    max_bytes: 2 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text],
};

/// A filled form.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct AccountsForm {
    /// .xlsx, .xls or .csv with the columns 登录名 and 姓名, at most 500 rows.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

type Form = Result<Multipart, MultipartRejection>;

fn unreadable(e: MultipartError) -> ApiError {
    match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::of(Status::TooLarge, "http.body-too-large"),
        _ => ApiError::of(Status::BadRequest, "accounts.form-unreadable"),
    }
}

/// The rows of the uploaded form.
async fn rows(app: &App, form: Form) -> Result<Vec<(u32, String, String)>, ApiError> {
    let missing = || ApiError::of(Status::BadRequest, "accounts.form-unreadable");
    let mut form = form.map_err(|_| missing())?;
    let mut file = None;
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        let name = field.file_name().unwrap_or_default().to_owned();
        let mut incoming = Incoming::begin(app, &FORM)?;
        while let Some(bytes) = field.chunk().await.map_err(unreadable)? {
            incoming.push(&bytes)?;
        }
        file = Some(incoming.finish(app, &name)?);
    }
    let place = path(app, &file.ok_or_else(missing)?.digest);
    let read = tokio::task::spawn_blocking(move || {
        let rows = bulk::read(&place);
        // Nothing names it: the form is not kept.
        let _ = std::fs::remove_file(place);
        rows
    });
    Ok(read.await.map_err(|e| AccountError::Channel(e.to_string()))??)
}

fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let encoded: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(xlsx));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The form for many accounts.
#[utoipa::path(get, path = "/account_template", tag = "accounts", operation_id = "get_account_template",
    responses((status = 200, description = "The template, .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("account.create"))))]
pub async fn get_account_template(Staff(actor): Staff) -> Result<Response, ApiError> {
    actor.permit::<res::Account, act::Create>()?;
    Ok(workbook("批量建立账号.xlsx", bulk::template()?))
}

/// What would become of every row of a form; makes nothing.
#[utoipa::path(post, path = "/accounts/bulk/preview", tag = "accounts", operation_id = "preview_accounts",
    request_body(content = AccountsForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Vec<BulkRow>)), extensions(("x-permission" = json!("account.create"))))]
pub async fn preview_accounts(
    State(app): State<App>,
    Staff(actor): Staff,
    form: Form,
) -> Result<Json<Vec<BulkRow>>, ApiError> {
    actor.permit::<res::Account, act::Create>()?;
    let rows = rows(&app, form).await?;
    Ok(Json(app.store().read_slow(move |tx| bulk::judge(tx, &rows)).await?))
}

/// Makes the accounts of a form. The answer is the result workbook with the one-time passwords, which are shown nowhere
/// else.
#[utoipa::path(post, path = "/accounts/bulk", tag = "accounts", operation_id = "create_accounts",
    request_body(content = AccountsForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "The result, .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("account.create"))))]
pub async fn create_accounts(
    State(app): State<App>,
    Staff(actor): Staff,
    form: Form,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Account, act::Create>()?;
    let rows = rows(&app, form).await?;
    let (inner, n) = (app.clone(), rows.len());
    let passwords = tokio::task::spawn_blocking(move || bulk::first_passwords(&inner, n)).await;
    let passwords = passwords.map_err(|e| AccountError::Channel(e.to_string()))??;
    let (keys, given) = (app.keyring().clone(), passwords.clone());
    let made = app.store().write(move |tx| bulk::make(tx, &keys, &scope, &rows, &given)).await?;
    Ok(workbook("账号建立结果.xlsx", bulk::result(&made, &passwords)?))
}
