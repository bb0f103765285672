//! Merchants: entered, changed, moved from state to state. State changes are conditional on the version that was seen.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id};
use platform::sealed::Keyring;
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val, params};

use crate::model::merchant::{Category, Merchant, MerchantState};
use platform::lists::{SIZES, with_list};

/// Columns of a merchant `m` with its union `u`.
pub(super) const COLUMNS: &str = "m.id, m.union_id, u.name, u.path, m.name, m.credit_code, m.category, m.contact, m.phone, m.phone_tail,
     m.holder, m.bank, m.account, m.account_tail, m.contract_from, m.contract_to, m.state, m.reason, m.barred_until, m.made_by,
     m.made_by_name, m.proposed_by, m.decided_by_name, m.decided_at, m.created_at, m.version";

store::statements! {
    BY_ID = one("id"),
        "SELECT m.id, m.union_id, u.name, u.path, m.name, m.credit_code, m.category, m.contact, m.phone, m.phone_tail,
     m.holder, m.bank, m.account, m.account_tail, m.contract_from, m.contract_to, m.state, m.reason, m.barred_until, m.made_by,
     m.made_by_name, m.proposed_by, m.decided_by_name, m.decided_at, m.created_at, m.version
         FROM benefit_merchant m JOIN trade_union u ON u.id = m.union_id WHERE m.id = $1";
    OF_CODE = fan_out("merchants of a credit code"),
        "SELECT m.id, m.union_id, u.name, u.path, m.name, m.credit_code, m.category, m.contact, m.phone, m.phone_tail,
     m.holder, m.bank, m.account, m.account_tail, m.contract_from, m.contract_to, m.state, m.reason, m.barred_until, m.made_by,
     m.made_by_name, m.proposed_by, m.decided_by_name, m.decided_at, m.created_at, m.version
         FROM benefit_merchant m JOIN trade_union u ON u.id = m.union_id WHERE m.credit_code = $1 ORDER BY m.id";
    INSERT = one("id"),
        "INSERT INTO benefit_merchant (id, union_id, name, credit_code, category, contact, phone, phone_tail, holder, bank, account,
           account_tail, contract_from, contract_to, state, reason, barred_until, made_by, made_by_name, proposed_by,
           decided_by_name, decided_at, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'draft', '', 0, $15, $16, 0, '', 0, $17, 1)";
    CLAIM_CODE = one("value"),
        "INSERT INTO benefit_merchant_code (value, merchant_id) VALUES ($1, $2) ON CONFLICT (value) DO NOTHING";
    EDIT = one("id"),
        "UPDATE benefit_merchant SET name = $3, category = $4, contact = $5, phone = $6, phone_tail = $7, holder = $8, bank = $9,
           account = $10, account_tail = $11, contract_from = $12, contract_to = $13, version = version + 1
         WHERE id = $1 AND version = $2";
    MOVE = one("id"),
        "UPDATE benefit_merchant SET state = $3, reason = $4, barred_until = $5, proposed_by = $6, decided_by_name = $7,
           decided_at = $8, version = version + 1 WHERE id = $1 AND version = $2";
}

/// Reads the columns in their order.
pub(super) fn read(row: &Row) -> DbResult<Merchant> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let broken = |what: &str| DbError::Inconsistent(format!("merchant {id}: {what}"));
    Ok(Merchant {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        name: r.next()?,
        credit_code: r.next()?,
        category: Category::parse(&r.next::<String>()?).ok_or_else(|| broken("category"))?,
        contact: r.next()?,
        phone: r.next()?,
        phone_tail: r.next()?,
        holder: r.next()?,
        bank: r.next()?,
        account: r.next()?,
        account_tail: r.next()?,
        contract_from: r.next()?,
        contract_to: r.next()?,
        state: MerchantState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?,
        reason: r.next()?,
        barred_until: Day::from_number(r.next()?),
        made_by: r.next()?,
        made_by_name: r.next()?,
        proposed_by: r.next()?,
        decided_by_name: r.next()?,
        decided_at: r.next()?,
        created_at: r.next()?,
        version: r.next()?,
    })
}

/// What the phone of a merchant is sealed for.
pub(super) fn phone_seal(id: Id) -> String {
    format!("benefit-merchant-phone:{id}")
}

/// What the account of a merchant is sealed for.
pub(super) fn account_seal(id: Id) -> String {
    format!("benefit-merchant-account:{id}")
}

/// Seals a phone and an account of a merchant.
pub fn seal(keys: &Keyring, id: Id, (phone, account): (&str, &str)) -> (Vec<u8>, Vec<u8>) {
    (keys.seal(phone, &phone_seal(id)), keys.seal(account, &account_seal(id)))
}

/// Phone and account of a merchant in full.
///
/// # Errors
/// [`DbError::Inconsistent`] if they cannot be opened.
pub fn open(keys: &Keyring, m: &Merchant) -> DbResult<(String, String)> {
    let broken = |e: platform::sealed::SealError| DbError::Inconsistent(format!("merchant {}: {e}", m.id));
    let phone = keys.open(&m.phone, &phone_seal(m.id)).map_err(broken)?;
    let account = keys.open(&m.account, &account_seal(m.id)).map_err(broken)?;
    Ok((phone, account))
}

/// Keeps a new merchant; `false` if its union has one with this credit code.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, m: &Merchant) -> DbResult<bool> {
    let value = format!("{}:{}", m.union_id, m.credit_code);
    if tx.execute(&CLAIM_CODE, params![value, m.id])? == 0 {
        return Ok(false);
    }
    let args = params![
        m.id,
        m.union_id,
        &m.name,
        &m.credit_code,
        m.category.code(),
        &m.contact,
        m.phone.clone(),
        &m.phone_tail,
        &m.holder,
        &m.bank,
        m.account.clone(),
        &m.account_tail,
        m.contract_from,
        m.contract_to,
        m.made_by,
        &m.made_by_name,
        m.created_at
    ];
    tx.execute(&INSERT, args)?;
    Ok(true)
}

/// Writes what may be edited of a merchant; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn edit(tx: &mut Tx<'_>, m: &Merchant) -> DbResult<bool> {
    let args = params![
        m.id,
        m.version,
        &m.name,
        m.category.code(),
        &m.contact,
        m.phone.clone(),
        &m.phone_tail,
        &m.holder,
        &m.bank,
        m.account.clone(),
        &m.account_tail,
        m.contract_from,
        m.contract_to
    ];
    Ok(tx.execute(&EDIT, args)? == 1)
}

/// Writes where a merchant stands, why, and who says so; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn put_state(tx: &mut Tx<'_>, m: &Merchant) -> DbResult<bool> {
    let args = params![
        m.id,
        m.version,
        m.state.code(),
        &m.reason,
        m.barred_until.map_or(0, Day::number),
        m.proposed_by,
        &m.decided_by_name,
        m.decided_at
    ];
    Ok(tx.execute(&MOVE, args)? == 1)
}

/// A merchant in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<R: res::Resource, A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    id: Id,
) -> DbResult<Option<Merchant>> {
    Ok(unscoped(tx, id)?.filter(|m| scope.covers(&m.union_path)))
}

/// A merchant, for whoever has found it through something in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Merchant>> {
    tx.query_one(&BY_ID, params![id], read)
}

/// The merchants with a credit code: one of each union that has it. Unscoped: who asks looks who may.
///
/// # Errors
/// Any [`DbError`].
pub fn of_code(tx: &mut Tx<'_>, code: &str) -> DbResult<Vec<Merchant>> {
    tx.query(&OF_CODE, params![code], read)
}

/// Those of these merchants that are there, in no order.
///
/// # Errors
/// Any [`DbError`].
pub fn find_all(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Vec<Merchant>> {
    let mut found = Vec::with_capacity(ids.len());
    let head = format!(
        "SELECT {COLUMNS} FROM benefit_merchant m JOIN trade_union u ON u.id = m.union_id WHERE m.id IN"
    );
    for part in ids.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let (sql, size) = with_list("benefit_merchants_of", &head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        found.extend(tx.query(&sql, &args, read)?);
    }
    Ok(found)
}

/// Merchants of these unions that take vouchers on a day, by id.
///
/// # Errors
/// Any [`DbError`].
pub fn open_of(tx: &mut Tx<'_>, unions: &[Id], day: Day) -> DbResult<Vec<Merchant>> {
    if unions.is_empty() {
        return Ok(Vec::new());
    }
    let mut args: Vec<Val<'_>> = vec![Val::from(day)];
    args.extend(unions.iter().map(|id| Val::from(*id)));
    let marks: Vec<String> = (2..=args.len()).map(|n| format!("${n}")).collect();
    let text = format!(
        "SELECT {COLUMNS} FROM benefit_merchant m JOIN trade_union u ON u.id = m.union_id
         WHERE m.state = 'contracted' AND m.contract_from <= $1 AND m.contract_to >= $1 AND m.union_id IN ({})
         ORDER BY m.id",
        marks.join(", ")
    );
    tx.query(
        &Sql::composed("open_benefit_merchants", Route::FanOut("merchants of some unions"), text),
        &args,
        read,
    )
}
