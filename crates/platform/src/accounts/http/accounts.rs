//! Accounts, roles and resets, for the administrators. One makes accounts, another gives rights.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{ActionKind, ResourceKind, Role, act, res};
use http_base::{ApiError, Cursor, Json, Page, Path, Query};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx};

use crate::App;
use crate::accounts::store::{self as sql, Reset};
use crate::accounts::{Account, AccountError, NewAccount, OrgTree, Staff, password, staff};
use crate::audit::{self, Changes, Entry};

/// A role at a place.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct GrantRow {
    id: Id,
    role: Role,
    label: String,
    union_id: Id,
    union_name: String,
}

/// An account as administrators see it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AccountRow {
    id: Id,
    username: String,
    name: String,
    /// `open` or `closed`.
    state: String,
    /// Locked by failures until this instant; 0 if not.
    locked_until: Timestamp,
    /// Has a second factor.
    has_totp: bool,
    /// Has still to set an own password.
    must_change: bool,
    created_at: Timestamp,
    grants: Vec<GrantRow>,
}

fn row(tx: &mut Tx<'_>, tree: &dyn OrgTree, a: Account) -> DbResult<AccountRow> {
    let mut grants = Vec::new();
    for (id, role, union_id) in sql::grants(tx, a.id)? {
        let Some(role) = Role::parse(&role) else { continue };
        let union_name = tree.place(tx, union_id)?.map_or_else(String::new, |(_, name)| name);
        grants.push(GrantRow { id, role, label: role.title().to_owned(), union_id, union_name });
    }
    Ok(AccountRow {
        id: a.id,
        username: a.username,
        name: a.name,
        state: a.state,
        locked_until: a.locked_until,
        has_totp: a.totp.is_some(),
        must_change: a.must_change,
        created_at: a.created_at,
        grants,
    })
}

/// Page of accounts.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct ListQuery {
    /// Cursor of the page before.
    after: Option<String>,
    /// Rows, at most 200.
    limit: Option<i64>,
}

/// All accounts.
#[utoipa::path(get, path = "/accounts", tag = "accounts", operation_id = "list_accounts", params(ListQuery),
    responses((status = 200, body = Page<AccountRow>)), extensions(("x-permission" = json!("account.read"))))]
pub async fn list_accounts(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<ListQuery>,
) -> Result<Json<Page<AccountRow>>, ApiError> {
    actor.permit::<res::Account, act::Read>()?;
    let after = query.after.as_deref().map(Cursor::parse).transpose()?.map_or(Id(0), |c| c.id);
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    let tree = app.org_tree().clone();
    let rows = app.store().read_slow(move |tx| {
        let all = sql::list(tx, after, limit + 1)?;
        all.into_iter().map(|a| row(tx, tree.as_ref(), a)).collect::<DbResult<Vec<_>>>()
    });
    let page = Page::from_rows(rows.await?, limit as usize, |a| Cursor { key: String::new(), id: a.id });
    Ok(Json(page))
}

/// One account.
#[utoipa::path(get, path = "/accounts/{id}", tag = "accounts", operation_id = "get_account",
    params(("id" = Id, Path)), responses((status = 200, body = AccountRow)),
    extensions(("x-permission" = json!("account.read"))))]
pub async fn get_account(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<AccountRow>, ApiError> {
    actor.permit::<res::Account, act::Read>()?;
    let tree = app.org_tree().clone();
    let found =
        app.store().read(move |tx| sql::by_id(tx, id)?.map(|a| row(tx, tree.as_ref(), a)).transpose());
    Ok(Json(found.await?.ok_or(AccountError::NotFound)?))
}

/// An account to make.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct CreateAccount {
    /// 3 to 32 letters, digits, `.`, `_`, `-`.
    username: String,
    /// Name of the holder.
    name: String,
}

/// A new account with its first password, shown once.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CreatedAccount {
    id: Id,
    /// To be handed over; must be changed at the first sign-in. Not stored, not shown again.
    password: String,
}

/// Makes an account without any right.
#[utoipa::path(post, path = "/accounts", tag = "accounts", operation_id = "create_account",
    request_body = CreateAccount, responses((status = 201, body = CreatedAccount)),
    extensions(("x-permission" = json!("account.create"))))]
pub async fn create_account(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(request): Json<CreateAccount>,
) -> Result<(StatusCode, Json<CreatedAccount>), ApiError> {
    let scope = actor.permit::<res::Account, act::Create>()?;
    let (first, hash) = first_password(&app).await?;
    let new =
        NewAccount { username: request.username, name: request.name, hash, totp: None, must_change: true };
    let keys = app.keyring().clone();
    let id = app.store().write(move |tx| staff::create_account(tx, &keys, &scope, &new)).await?;
    Ok((StatusCode::CREATED, Json(CreatedAccount { id, password: first })))
}

async fn first_password(app: &App) -> Result<(String, String), AccountError> {
    let (first, salt) = (staff::random_password(app), app.random::<16>());
    let text = first.clone();
    let hash = tokio::task::spawn_blocking(move || password::hash(&text, &salt)).await;
    Ok((first, hash.map_err(|e| AccountError::Channel(e.to_string()))??))
}

async fn set_state(
    app: &App,
    actor: guard::Actor,
    id: Id,
    state: &'static str,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Account, act::Lock>()?;
    if scope.actor().id() == id {
        return Err(AccountError::OwnAccount.into());
    }
    app.store()
        .write(move |tx| {
            let account = sql::by_id(tx, id)?.ok_or(AccountError::NotFound)?;
            sql::set_state(tx, id, state)?;
            if state == "open" {
                crate::accounts::take_back(tx, id)?;
            }
            for (_, digest) in sql::sessions_of(tx, id)? {
                sql::end_session(tx, &digest)?;
            }
            let changes = Changes::new().field("state", account.state.as_str(), state);
            audit::record(tx, scope.actor(), Entry { changes, ..Entry::of("account.state", id) })?;
            Ok::<_, AccountError>(())
        })
        .await?;
    app.sessions().forget_all();
    Ok(StatusCode::NO_CONTENT)
}

/// Closes an account and ends its sessions.
#[utoipa::path(post, path = "/accounts/{id}/lock", tag = "accounts", operation_id = "lock_account",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("account.lock"))))]
pub async fn lock_account(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    set_state(&app, actor, id, "closed").await
}

/// Opens an account again, and lifts a lock after failures.
#[utoipa::path(post, path = "/accounts/{id}/unlock", tag = "accounts", operation_id = "unlock_account",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("account.lock"))))]
pub async fn unlock_account(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    set_state(&app, actor, id, "open").await
}

/// A role to give.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct CreateGrant {
    role: Role,
    /// Where; 0 for the three administrators.
    union_id: Id,
}

/// Id of what was made.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Made {
    id: Id,
}

/// Gives an account a role at a union.
#[utoipa::path(post, path = "/accounts/{id}/grants", tag = "accounts", operation_id = "create_grant",
    params(("id" = Id, Path)), request_body = CreateGrant, responses((status = 201, body = Made)),
    extensions(("x-permission" = json!("grant.create"))))]
pub async fn create_grant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<CreateGrant>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let scope = actor.permit::<res::Grant, act::Create>()?;
    let tree = app.org_tree().clone();
    let grant = app
        .store()
        .write(move |tx| {
            if !request.role.is_admin() && tree.place(tx, request.union_id)?.is_none() {
                return Err(AccountError::NoSuchUnion);
            }
            staff::give_role(tx, &scope, id, request.role, request.union_id)
        })
        .await?;
    app.sessions().forget_all();
    Ok((StatusCode::CREATED, Json(Made { id: grant })))
}

/// Takes a role away.
#[utoipa::path(delete, path = "/accounts/{id}/grants/{grant_id}", tag = "accounts", operation_id = "delete_grant",
    params(("id" = Id, Path), ("grant_id" = Id, Path)), responses((status = 204)),
    extensions(("x-permission" = json!("grant.update"))))]
pub async fn delete_grant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, grant_id)): Path<(Id, Id)>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Grant, act::Update>()?;
    if scope.actor().id() == id {
        return Err(AccountError::OwnAccount.into());
    }
    app.store()
        .write(move |tx| {
            if !sql::delete_grant(tx, id, grant_id)? {
                return Err(AccountError::NotFound);
            }
            let changes = Changes::new().note("grant", grant_id.to_string());
            audit::record(tx, scope.actor(), Entry { changes, ..Entry::of("grant.delete", id) })?;
            Ok(())
        })
        .await?;
    app.sessions().forget_all();
    Ok(StatusCode::NO_CONTENT)
}

/// A permission.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PermissionRow {
    resource: ResourceKind,
    resource_label: String,
    action: ActionKind,
    action_label: String,
}

/// A role with everything that it may do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RoleRow {
    role: Role,
    label: String,
    is_admin: bool,
    permissions: Vec<PermissionRow>,
}

/// The permission matrix.
#[utoipa::path(get, path = "/roles", tag = "accounts", operation_id = "list_roles",
    responses((status = 200, body = Vec<RoleRow>)), extensions(("x-permission" = json!("account.read"))))]
pub async fn list_roles(Staff(actor): Staff) -> Result<Json<Vec<RoleRow>>, ApiError> {
    actor.permit::<res::Account, act::Read>()?;
    let permission = |(resource, action): (ResourceKind, ActionKind)| PermissionRow {
        resource,
        resource_label: resource.title().to_owned(),
        action,
        action_label: action.title().to_owned(),
    };
    let role = |(role, all): (Role, Vec<_>)| RoleRow {
        role,
        label: role.title().to_owned(),
        is_admin: role.is_admin(),
        permissions: all.into_iter().map(permission).collect(),
    };
    Ok(Json(guard::matrix().into_iter().map(role).collect()))
}

/// A reset to ask for.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct AskReset {
    account_id: Id,
    /// Why, e.g. 手机丢失.
    reason: String,
}

/// Asks that password and second factor of an account be reset; another person approves.
#[utoipa::path(post, path = "/resets", tag = "accounts", operation_id = "ask_reset", request_body = AskReset,
    responses((status = 201, body = Made)), extensions(("x-permission" = json!("account.update"))))]
pub async fn ask_reset(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(request): Json<AskReset>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let scope = actor.permit::<res::Account, act::Update>()?;
    let id = app
        .store()
        .write(move |tx| {
            sql::by_id(tx, request.account_id)?.ok_or(AccountError::NotFound)?;
            let id = sql::insert_reset(tx, request.account_id, &request.reason, scope.actor())?;
            let entry =
                Entry { purpose: Some(&request.reason), ..Entry::of("reset.ask", request.account_id) };
            audit::record(tx, scope.actor(), entry)?;
            Ok::<_, AccountError>(id)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(Made { id })))
}

/// Resets that wait for a second person.
#[utoipa::path(get, path = "/resets", tag = "accounts", operation_id = "list_resets",
    responses((status = 200, body = Vec<Reset>)), extensions(("x-permission" = json!("account.read"))))]
pub async fn list_resets(State(app): State<App>, Staff(actor): Staff) -> Result<Json<Vec<Reset>>, ApiError> {
    actor.permit::<res::Account, act::Read>()?;
    Ok(Json(app.store().read(sql::resets).await?))
}

/// Approves a reset that somebody else asked for: a new first password, no second factor, no sessions.
#[utoipa::path(post, path = "/resets/{id}/approve", tag = "accounts", operation_id = "approve_reset",
    params(("id" = Id, Path)), responses((status = 200, body = CreatedAccount)),
    extensions(("x-permission" = json!("account.approve"))))]
pub async fn approve_reset(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<CreatedAccount>, ApiError> {
    let scope = actor.permit::<res::Account, act::Approve>()?;
    let (first, hash) = first_password(&app).await?;
    let account = app
        .store()
        .write(move |tx| {
            let reset = sql::find_reset(tx, id)?.ok_or(AccountError::Decided)?;
            let by = scope.actor().id();
            if reset.asked_by == by || reset.account_id == by {
                return Err(AccountError::OwnAccount);
            }
            if !sql::decide_reset(tx, id, "approved", by)? {
                return Err(AccountError::Decided);
            }
            let account = sql::by_id(tx, reset.account_id)?.ok_or(AccountError::NotFound)?;
            sql::set_password(tx, account.id, &hash, &account.old_passwords, true)?;
            sql::set_totp(tx, account.id, None, 0)?;
            for (_, digest) in sql::sessions_of(tx, account.id)? {
                sql::end_session(tx, &digest)?;
            }
            audit::record(tx, scope.actor(), Entry::of("reset.approve", account.id))?;
            Ok(account.id)
        })
        .await?;
    app.sessions().forget_all();
    Ok(Json(CreatedAccount { id: account, password: first }))
}

/// Refuses a reset.
#[utoipa::path(post, path = "/resets/{id}/reject", tag = "accounts", operation_id = "reject_reset",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("account.approve"))))]
pub async fn reject_reset(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Account, act::Approve>()?;
    app.store()
        .write(move |tx| {
            let reset = sql::find_reset(tx, id)?.ok_or(AccountError::Decided)?;
            if !sql::decide_reset(tx, id, "rejected", scope.actor().id())? {
                return Err(AccountError::Decided);
            }
            audit::record(tx, scope.actor(), Entry::of("reset.reject", reset.account_id))?;
            Ok::<_, AccountError>(())
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
