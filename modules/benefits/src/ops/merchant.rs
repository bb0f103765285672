//! Merchants are entered and edited; their shops are kept.

use guard::{Scope, act, res};
use kernel::{CreditCode, Day, FieldError, Id, Params, Phone, Problem, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::cases::line;
use platform::sealed::Keyring;
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::merchant_error::{MerchantError, Result, field};
use crate::model::merchant::{Category, Merchant, MerchantState, Place, Shop};
use crate::store::{merchant, shop};

type Updating = Scope<res::Merchant, act::Update>;

/// What is told of a merchant.
#[derive(Clone, Debug)]
pub struct Told {
    /// Name, 2 to 60 characters.
    pub name: String,
    /// What it sells.
    pub category: Category,
    /// Who is asked for there, 2 to 30 characters.
    pub contact: String,
    /// Phone of the contact.
    pub phone: String,
    /// Holder of the account that is paid, 2 to 60 characters.
    pub holder: String,
    /// Bank, 2 to 60 characters.
    pub bank: String,
    /// Account, 8 to 32 digits.
    pub account: String,
    /// First day of the contract.
    pub contract_from: Day,
    /// Last day of the contract.
    pub contract_to: Day,
}

/// Wrong fields, gathered.
#[derive(Default)]
pub(super) struct Wrong(Vec<FieldError>);

impl Wrong {
    pub(super) fn add(&mut self, pointer: &str, code: &'static str) {
        self.0.push(FieldError { pointer: pointer.to_owned(), code, params: Params::new() });
    }

    /// A text in one line of `least` to `most` characters.
    pub(super) fn text(&mut self, pointer: &str, typed: &str, (least, most): (usize, usize)) -> String {
        let text = line(typed);
        if !(least..=most).contains(&kernel::text::length(&text)) {
            let params: Params = [("least", least.to_string()), ("most", most.to_string())].into();
            self.0.push(FieldError { pointer: pointer.to_owned(), code: "benefits.text-length", params });
        }
        text
    }

    pub(super) fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(MerchantError::Invalid(self.0)) }
    }
}

fn tail(digits: &str) -> String {
    digits.chars().skip(digits.chars().count().saturating_sub(4)).collect()
}

/// Writes what was told into a merchant.
fn fill(m: &mut Merchant, keys: &Keyring, told: &Told) -> Result<()> {
    let mut wrong = Wrong::default();
    m.name = wrong.text("/name", &told.name, (2, 60));
    m.category = told.category;
    m.contact = wrong.text("/contact", &told.contact, (2, 30));
    m.holder = wrong.text("/holder", &told.holder, (2, 60));
    m.bank = wrong.text("/bank", &told.bank, (2, 60));
    let phone = Phone::parse(&told.phone).map_err(|e| wrong.add("/phone", e.code()));
    let account: String = kernel::text::number_text(&told.account);
    if !(8..=32).contains(&account.len()) || !account.bytes().all(|b| b.is_ascii_digit()) {
        wrong.add("/account", "benefits.account-form");
    }
    if told.contract_to < told.contract_from {
        wrong.add("/contract_to", "benefits.contract-period");
    }
    (m.contract_from, m.contract_to) = (told.contract_from, told.contract_to);
    wrong.done()?;
    if let Ok(phone) = phone {
        (m.phone, m.account) = merchant::seal(keys, m.id, (phone.as_str(), &account));
        (m.phone_tail, m.account_tail) = (tail(phone.as_str()), tail(&account));
    }
    Ok(())
}

/// Enters a merchant of a union.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`MerchantError::Invalid`], [`MerchantError::Twice`].
pub fn add(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Merchant, act::Create>,
    (union, credit_code): (Id, &str),
    told: &Told,
) -> Result<Merchant> {
    let union = union_by_id(tx, union)?.filter(|u| scope.covers(&u.place()));
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let code = CreditCode::parse(credit_code).map_err(|e| field("/credit_code", e.code()))?;
    let mut m = Merchant {
        id: tx.new_id(),
        union_id: union.id,
        union_name: union.name.clone(),
        union_path: union.place(),
        name: String::new(),
        credit_code: code.as_str().to_owned(),
        category: told.category,
        contact: String::new(),
        phone: Vec::new(),
        phone_tail: String::new(),
        holder: String::new(),
        bank: String::new(),
        account: Vec::new(),
        account_tail: String::new(),
        contract_from: told.contract_from,
        contract_to: told.contract_to,
        state: MerchantState::Draft,
        reason: String::new(),
        barred_until: None,
        made_by: scope.actor().id(),
        made_by_name: scope.actor().name().to_owned(),
        proposed_by: Id(0),
        decided_by_name: String::new(),
        decided_at: Timestamp(0),
        created_at: tx.now(),
        version: 1,
    };
    fill(&mut m, keys, told)?;
    if !merchant::insert(tx, &m)? {
        return Err(MerchantError::Twice);
    }
    let changes = Changes::new().note("name", m.name.as_str()).note("credit_code", m.credit_code.as_str());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.add", m.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(m)
}

/// Edits a merchant: everything while it is a draft, afterwards only whom to ask for.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::Stale`], [`MerchantError::State`], [`MerchantError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Updating,
    (id, version): (Id, i64),
    change: impl FnOnce(&mut Told),
) -> Result<Merchant> {
    let before = merchant::find(tx, scope, id)?.ok_or(MerchantError::NotFound)?;
    if before.version != version {
        return Err(MerchantError::Stale { version: before.version });
    }
    let (phone, account) = merchant::open(keys, &before)?;
    let was = Told {
        name: before.name.clone(),
        category: before.category,
        contact: before.contact.clone(),
        phone,
        holder: before.holder.clone(),
        bank: before.bank.clone(),
        account,
        contract_from: before.contract_from,
        contract_to: before.contract_to,
    };
    let mut told = was.clone();
    change(&mut told);
    match before.state {
        MerchantState::Draft => {}
        MerchantState::Contracted | MerchantState::Suspended => {
            let (contact, phone) = (told.contact, told.phone);
            told = Told { contact, phone, ..was };
        }
        other => return Err(MerchantError::State { deed: "修改", state: other.title() }),
    }
    let mut after = before.clone();
    fill(&mut after, keys, &told)?;
    if !merchant::edit(tx, &after)? {
        return Err(MerchantError::Stale { version: before.version });
    }
    let changes = Changes::new()
        .field("name", before.name.as_str(), after.name.as_str())
        .field("category", before.category.title(), after.category.title())
        .field("contact", before.contact.as_str(), after.contact.as_str())
        .field("phone_tail", before.phone_tail.as_str(), after.phone_tail.as_str())
        .field("holder", before.holder.as_str(), after.holder.as_str())
        .field("bank", before.bank.as_str(), after.bank.as_str())
        .field("account_tail", before.account_tail.as_str(), after.account_tail.as_str())
        .field("contract_from", before.contract_from.to_string(), after.contract_from.to_string())
        .field("contract_to", before.contract_to.to_string(), after.contract_to.to_string());
    let entry = Entry { union_path: Some(&after.union_path), changes, ..Entry::of("merchant.update", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(Merchant { version: version + 1, ..after })
}

/// Phone and account of a merchant in full, for a stated purpose; recorded before it is answered.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::Invalid`] for a purpose of fewer than four characters.
pub fn reveal(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Updating,
    id: Id,
    purpose: &str,
) -> Result<(String, String)> {
    let purpose = purpose.trim();
    if purpose.chars().count() < 4 {
        return Err(field("/purpose", "platform.purpose-short"));
    }
    let m = merchant::find(tx, scope, id)?.ok_or(MerchantError::NotFound)?;
    let entry =
        Entry { union_path: Some(&m.union_path), purpose: Some(purpose), ..Entry::of("merchant.reveal", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(merchant::open(keys, &m)?)
}

/// A merchant to which something is added or changed.
pub(super) fn live<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    id: Id,
    deed: &'static str,
) -> Result<Merchant> {
    let m = merchant::find(tx, scope, id)?.ok_or(MerchantError::NotFound)?;
    match m.state {
        MerchantState::Ended | MerchantState::Blacklisted => {
            Err(MerchantError::State { deed, state: m.state.title() })
        }
        _ => Ok(m),
    }
}

/// What is told of a shop.
#[derive(Clone, Debug)]
pub struct ToldShop {
    /// Name, 2 to 60 characters.
    pub name: String,
    /// Address, 2 to 100 characters.
    pub address: String,
    /// Latitude and longitude in degrees.
    pub degrees: Option<(f64, f64)>,
    /// When it is open, in words, up to 60 characters.
    pub hours: String,
    /// Phone of the shop, as customers know it, up to 20 characters.
    pub phone: String,
    /// Whether it takes part.
    pub open: bool,
}

fn fill_shop(s: &mut Shop, told: &ToldShop) -> Result<()> {
    let mut wrong = Wrong::default();
    s.name = wrong.text("/name", &told.name, (2, 60));
    s.address = wrong.text("/address", &told.address, (2, 100));
    s.hours = wrong.text("/hours", &told.hours, (0, 60));
    s.phone = wrong.text("/phone", &told.phone, (0, 20));
    s.place = told.degrees.and_then(|(lat, lng)| Place::of_degrees(lat, lng));
    if told.degrees.is_some() && s.place.is_none() {
        wrong.add("/lat", "benefits.place-form");
    }
    s.open = told.open;
    wrong.done()
}

/// Adds a shop, or changes one if its id and the version that was seen are given.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::ShopNotFound`], [`MerchantError::Stale`],
/// [`MerchantError::State`], [`MerchantError::Invalid`].
pub fn put_shop(
    tx: &mut Tx<'_>,
    scope: &Updating,
    (merchant_id, known): (Id, Option<(Id, i64)>),
    told: &ToldShop,
) -> Result<Shop> {
    let m = live(tx, scope, merchant_id, "修改门店")?;
    let mut s = match known {
        Some((id, version)) => {
            let s = shop::find(tx, m.id, id)?.ok_or(MerchantError::ShopNotFound)?;
            if s.version != version {
                return Err(MerchantError::Stale { version: s.version });
            }
            s
        }
        None => Shop {
            merchant_id: m.id,
            id: tx.new_id(),
            name: String::new(),
            address: String::new(),
            place: None,
            hours: String::new(),
            phone: String::new(),
            open: true,
            version: 0,
        },
    };
    fill_shop(&mut s, told)?;
    if known.is_none() {
        shop::insert(tx, &s)?;
    } else if !shop::edit(tx, &s)? {
        return Err(MerchantError::Stale { version: s.version });
    }
    s.version += 1;
    let changes =
        Changes::new().note("shop", s.name.as_str()).note("address", s.address.as_str()).note("open", s.open);
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.shop", m.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(s)
}
