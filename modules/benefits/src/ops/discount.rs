//! What every member gets at a merchant: standing discounts are added, edited and ended.

use guard::{Actor, Scope, act, res};
use kernel::{Day, Id};
use platform::audit::{self, Changes, Entry};
use store::Tx;

use super::merchant::{Wrong, live};
use crate::merchant_error::{MerchantError, Result};
use crate::model::merchant::{Discount, DiscountTerms, Merchant};
use crate::model::proposal::DiscountText;
use crate::store::{discount_use, merchant, shop};

/// Most uses of a discount a day by one member.
const PER_DAY: i64 = 20;

type Updating = Scope<res::Merchant, act::Update>;

/// Says what is wrong with a discount, whoever wrote it; its texts and days in order.
pub(super) fn tidied(wrong: &mut Wrong, told: &DiscountText) -> DiscountText {
    let title = wrong.text("/title", &told.title, (2, 30));
    let detail = wrong.text("/detail", &told.detail, (0, 200));
    if told.to < told.from {
        wrong.add("/to", "benefits.contract-period");
    }
    if !(1..=PER_DAY).contains(&told.terms.per_day) {
        wrong.add("/per_day", "benefits.discount-per-day");
    }
    let days = told.terms.days.tidied();
    if days.is_none() {
        wrong.add("/days", "benefits.service-days");
    }
    let terms = DiscountTerms { days: days.unwrap_or_default(), ..told.terms.clone() };
    DiscountText { title, detail, terms, ..told.clone() }
}

/// Says what is wrong with a change of a discount: what began keeps its first day, and its way for good.
pub(super) fn tidied_change(
    wrong: &mut Wrong,
    d: &Discount,
    told: &DiscountText,
    today: Day,
) -> DiscountText {
    let told = tidied(wrong, told);
    if told.from != d.from && d.from <= today {
        wrong.add("/from", "benefits.discount-begun");
    }
    if told.to < today {
        wrong.add("/to", "benefits.discount-past");
    }
    if told.terms.by_code != d.terms.by_code {
        wrong.add("/by_code", "benefits.discount-way");
    }
    told
}

/// Keeps a new discount of a merchant, in whoever's name.
pub(super) fn write_new(
    tx: &mut Tx<'_>,
    by: &Actor,
    (m, id): (&Merchant, Id),
    told: DiscountText,
) -> Result<Discount> {
    let DiscountText { title, detail, from, to, terms } = told;
    let d = Discount { merchant_id: m.id, id, title, detail, from, to, terms, version: 1 };
    shop::add_discount(tx, &d)?;
    let changes = Changes::new()
        .note("title", d.title.as_str())
        .note("from_day", from.to_string())
        .note("by_code", d.terms.by_code)
        .note("service_days", d.terms.days.words());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.discount", m.id) };
    audit::record(tx, by, entry)?;
    Ok(d)
}

fn last_day(to: Day) -> String {
    if to == Day::OPEN { String::new() } else { to.to_string() }
}

/// Writes what changed of a discount, in whoever's name. Uses that were recorded keep the title that it had.
pub(super) fn write_change(
    tx: &mut Tx<'_>,
    by: &Actor,
    m: &Merchant,
    before: &Discount,
    told: DiscountText,
) -> Result<Discount> {
    let DiscountText { title, detail, from, to, terms } = told;
    let after = Discount { title, detail, from, to, terms, ..before.clone() };
    if !shop::edit_discount(tx, &after)? {
        let now = shop::discount(tx, m.id, before.id)?.map_or(before.version, |d| d.version);
        return Err(MerchantError::Stale { version: now });
    }
    if after.title != before.title {
        discount_use::keep_title(tx, (m.id, before.id), &before.title)?;
    }
    let changes = Changes::new()
        .note("discount", before.title.as_str())
        .field("title", before.title.as_str(), after.title.as_str())
        .field("detail", before.detail.as_str(), after.detail.as_str())
        .field("from_day", before.from.to_string(), after.from.to_string())
        .field("to_day", last_day(before.to), last_day(after.to))
        .field("per_day", before.terms.per_day, after.terms.per_day)
        .field("service_days", before.terms.days.words(), after.terms.days.words());
    let entry =
        Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.discount-update", m.id) };
    audit::record(tx, by, entry)?;
    Ok(Discount { version: before.version + 1, ..after })
}

/// Ends a discount with a day, in whoever's name; `false` if there is none, or it ended before.
pub(super) fn write_end(tx: &mut Tx<'_>, by: &Actor, m: &Merchant, id: Id, last: Day) -> Result<bool> {
    if !shop::end_discount(tx, m.id, id, last)? {
        return Ok(false);
    }
    let title = shop::discount(tx, m.id, id)?.map(|d| d.title).unwrap_or_default();
    let changes = Changes::new().note("discount", title).note("last_day", last.to_string());
    let entry =
        Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.discount-end", m.id) };
    audit::record(tx, by, entry)?;
    Ok(true)
}

/// Adds what every member gets at a merchant from a day on.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::State`], [`MerchantError::Invalid`].
pub fn add(
    tx: &mut Tx<'_>,
    scope: &Updating,
    merchant_id: Id,
    (title, detail): (&str, &str),
    (from, to): (Day, Option<Day>),
    terms: &DiscountTerms,
) -> Result<Discount> {
    let m = live(tx, scope, merchant_id, "登记优惠")?;
    let (title, detail, to) = (title.to_owned(), detail.to_owned(), to.unwrap_or(Day::OPEN));
    let mut wrong = Wrong::default();
    let told = tidied(&mut wrong, &DiscountText { title, detail, from, to, terms: terms.clone() });
    wrong.done()?;
    let id = tx.new_id();
    write_new(tx, scope.actor(), (&m, id), told)
}

/// Edits a discount that is not over. What was used already stays as it was recorded.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::DiscountNotFound`], [`MerchantError::Stale`],
/// [`MerchantError::State`] if it is over, [`MerchantError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Updating,
    (merchant_id, id, version): (Id, Id, i64),
    told: &DiscountText,
) -> Result<Discount> {
    let m = live(tx, scope, merchant_id, "修改优惠")?;
    let before = shop::discount(tx, m.id, id)?.ok_or(MerchantError::DiscountNotFound)?;
    if before.version != version {
        return Err(MerchantError::Stale { version: before.version });
    }
    if before.to < tx.today() {
        return Err(MerchantError::State { deed: "修改优惠", state: "已结束" });
    }
    let mut wrong = Wrong::default();
    let told = tidied_change(&mut wrong, &before, told, tx.today());
    wrong.done()?;
    write_change(tx, scope.actor(), &m, &before, told)
}

/// Ends a discount: yesterday was its last day.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::DiscountNotFound`] also if it is over.
pub fn end(tx: &mut Tx<'_>, scope: &Updating, merchant_id: Id, id: Id) -> Result<()> {
    let m = merchant::find(tx, scope, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let yesterday = tx.today().plus_days(-1);
    if write_end(tx, scope.actor(), &m, id, yesterday)? {
        Ok(())
    } else {
        Err(MerchantError::DiscountNotFound)
    }
}
