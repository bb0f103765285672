//! Accounts of those who stand at the tills of merchants.

use guard::{Actor, Reason, Role, Scope, act, res};
use kernel::{Id, Phone, Problem};
use platform::accounts::{NewAccount, close_account, create_account, give_role};
use platform::audit::{self, Changes, Entry};
use platform::cases::line;
use platform::sealed::Keyring;
use store::Tx;

use super::merchant::live;
use super::redeem::Till;
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::merchant::{Clerk, Merchant};
use crate::store::{clerk, merchant, shop};

type Updating = Scope<res::Merchant, act::Update>;

/// A clerk to make.
#[derive(Clone, Debug)]
pub struct NewClerk {
    /// Shop.
    pub shop_id: Id,
    /// Name.
    pub name: String,
    /// Name to sign in with.
    pub sign_in: String,
    /// Phone, so that vouchers of the clerk's own can be seen; empty if not told.
    pub phone: String,
    /// Speaks for the merchant: proposes what it gives to members.
    pub manager: bool,
    /// Account: hash of the first password, second factor.
    pub account: Secret,
}

/// What a clerk signs in with.
#[derive(Clone, Debug)]
pub struct Secret {
    /// argon2id hash of the first password.
    pub hash: String,
    /// Secret of the second factor, where it is set up beforehand (demo).
    pub totp: Option<Vec<u8>>,
    /// Must change the password at the first sign-in.
    pub must_change: bool,
}

/// Makes an account that may stand at the tills of one shop and nothing else.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::ShopNotFound`], [`MerchantError::State`],
/// [`MerchantError::Account`] if the name is taken or has a wrong form, [`MerchantError::Invalid`].
pub fn add(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Updating,
    merchant_id: Id,
    new: &NewClerk,
) -> Result<Clerk> {
    let m = live(tx, scope, merchant_id, "添加店员")?;
    let s = shop::find(tx, m.id, new.shop_id)?.ok_or(MerchantError::ShopNotFound)?;
    let name = line(&new.name);
    if !(2..=30).contains(&kernel::text::length(&name)) {
        return Err(field("/name", "benefits.clerk-name"));
    }
    let phone = match new.phone.trim() {
        "" => None,
        typed => Some(Phone::parse(typed).map_err(|e| field("/phone", e.code()))?),
    };
    let account = NewAccount {
        username: new.sign_in.clone(),
        name: name.clone(),
        hash: new.account.hash.clone(),
        totp: new.account.totp.clone(),
        must_change: new.account.must_change,
    };
    // Whoever keeps merchants makes no accounts of the federation: the program makes this one, with this role alone.
    let program = Actor::system(Reason::Job, scope.actor().name());
    let account_id = create_account(tx, keys, &program.permit::<res::Account, act::Create>()?, &account)?;
    let granting = program.permit::<res::Grant, act::Create>()?;
    give_role(tx, &granting, account_id, Role::MerchantClerk, m.union_id)?;
    let c = Clerk {
        account_id,
        merchant_id: m.id,
        shop_id: s.id,
        name,
        sign_in: new.sign_in.to_lowercase(),
        phone: phone.map_or_else(Vec::new, |p| clerk::seal(keys, account_id, p.as_str())),
        open: true,
        manager: new.manager,
        created_at: tx.now(),
    };
    clerk::insert(tx, &c)?;
    let changes = Changes::new()
        .note("name", c.name.as_str())
        .note("username", c.sign_in.as_str())
        .note("shop", s.name.as_str())
        .note("manager", c.manager);
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.clerk", m.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(c)
}

/// Closes the account of a clerk; its sessions end.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::ClerkNotFound`] also if it is closed.
pub fn close(tx: &mut Tx<'_>, scope: &Updating, merchant_id: Id, account: Id) -> Result<()> {
    let m = merchant::find(tx, scope, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let c = clerk::of_account(tx, account)?.filter(|c| c.merchant_id == m.id);
    let c = c.ok_or(MerchantError::ClerkNotFound)?;
    if !clerk::close(tx, account)? {
        return Err(MerchantError::ClerkNotFound);
    }
    close_account(tx, account)?;
    let changes = Changes::new().note("name", c.name.as_str()).note("username", c.sign_in.as_str());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.clerk-close", m.id) };
    Ok(audit::record(tx, scope.actor(), entry)?)
}

/// Says whether a clerk speaks for the merchant; saying the same twice is harmless.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::ClerkNotFound`] also if it is closed.
pub fn put_manager(
    tx: &mut Tx<'_>,
    scope: &Updating,
    (merchant_id, account): (Id, Id),
    manager: bool,
) -> Result<Clerk> {
    let m = merchant::find(tx, scope, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let c = clerk::of_account(tx, account)?.filter(|c| c.merchant_id == m.id && c.open);
    let c = c.ok_or(MerchantError::ClerkNotFound)?;
    if clerk::put_manager(tx, account, manager)? {
        let changes = Changes::new()
            .note("name", c.name.as_str())
            .note("username", c.sign_in.as_str())
            .field("manager", c.manager, manager);
        let entry =
            Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.clerk-manager", m.id) };
        audit::record(tx, scope.actor(), entry)?;
    }
    Ok(Clerk { manager, ..c })
}

/// The merchant that an account speaks for.
///
/// # Errors
/// [`MerchantError::ClerkNotFound`] if it stands at no till, [`MerchantError::NotManager`] if it only stands at one.
pub fn manages(tx: &mut Tx<'_>, actor: &Actor) -> Result<Merchant> {
    let c = clerk::of_account(tx, actor.id())?.filter(|c| c.open).ok_or(MerchantError::ClerkNotFound)?;
    if !c.manager {
        return Err(MerchantError::NotManager);
    }
    merchant::unscoped(tx, c.merchant_id)?.ok_or(MerchantError::ClerkNotFound)
}

/// The till at which an account stands, with its merchant.
///
/// # Errors
/// [`MerchantError::ClerkNotFound`] if it stands at none.
pub fn till(tx: &mut Tx<'_>, actor: &Actor) -> Result<(Till, Merchant)> {
    let c = clerk::of_account(tx, actor.id())?.filter(|c| c.open).ok_or(MerchantError::ClerkNotFound)?;
    let m = merchant::unscoped(tx, c.merchant_id)?.ok_or(MerchantError::ClerkNotFound)?;
    Ok((Till { actor: actor.clone(), merchant_id: m.id, shop_id: c.shop_id }, m))
}
