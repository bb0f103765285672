//! Accounts and roles, for the administrators. One makes accounts, another gives rights.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{ActionKind, ResourceKind, Role, act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx};

use crate::App;
use crate::accounts::store as sql;
use crate::accounts::{Account, AccountError, NewAccount, OrgTree, Staff, password, staff};
use crate::audit::{self, Changes, Entry};
use crate::idempotency;

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

/// All accounts.
#[utoipa::path(get, path = "/accounts", tag = "accounts", operation_id = "list_accounts", params(PageQuery),
    responses((status = 200, body = Page<AccountRow>)), extensions(("x-permission" = json!("account.read"))))]
pub async fn list_accounts(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<AccountRow>>, ApiError> {
    actor.permit::<res::Account, act::Read>()?;
    let (after, limit) = (query.last()?.unwrap_or(Id(0)), query.rows());
    let tree = app.org_tree().clone();
    let rows = app.store().read_slow(move |tx| {
        let all = sql::list(tx, after, limit + 1)?;
        all.into_iter().map(|a| row(tx, tree.as_ref(), a)).collect::<DbResult<Vec<_>>>()
    });
    let page = Page::from_rows(rows.await?, limit as usize, |a| Cursor::of(a.id));
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
    pub(super) id: Id,
    /// To be handed over; must be changed at the first sign-in. Not stored, not shown again.
    pub(super) password: String,
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

pub(super) async fn first_password(app: &App) -> Result<(String, String), AccountError> {
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
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreateGrant {
    role: Role,
    /// Where; 0 for the three administrators.
    union_id: Id,
}

/// Id of what was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Made {
    pub(super) id: Id,
}

/// Gives an account a role at a union.
#[utoipa::path(post, path = "/accounts/{id}/grants", tag = "accounts", operation_id = "create_grant",
    params(("id" = Id, Path)), request_body = CreateGrant, responses((status = 201, body = Made)),
    extensions(("x-permission" = json!("grant.create"))))]
pub async fn create_grant(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<CreateGrant>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let scope = actor.permit::<res::Grant, act::Create>()?;
    let tree = app.org_tree().clone();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &request), |tx| {
            if !request.role.is_admin() && tree.place(tx, request.union_id)?.is_none() {
                return Err(AccountError::NoSuchUnion);
            }
            staff::give_role(tx, &scope, id, request.role, request.union_id).map(|id| Made { id })
        })
    });
    let made = made.await?;
    app.sessions().forget_all();
    Ok((StatusCode::CREATED, Json(made)))
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
