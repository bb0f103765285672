//! Visits to merchants: entered with the checklist of their day, corrected for some days; what was to be mended is looked at again.

use guard::{Scope, act, res};
use kernel::{Day, FieldError, Id, Params, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::cases::{line, lines};
use platform::codesets::Codesets;
use platform::indicators::record;
use store::Tx;

use crate::merchant_error::{MerchantError, Result, field};
use crate::model::indicators::VISITS;
use crate::model::merchant::Merchant;
use crate::model::visit::{Visit, VisitItem};
use crate::store::{merchant, shop, visit};

type Updating = Scope<res::Merchant, act::Update>;

/// Dictionary of the checklist.
pub const ITEMS: &str = "merchant_visit";
/// Longest note.
const NOTE: usize = 500;
/// Longest list of who went.
const PEOPLE: usize = 60;
/// Most days until something is to be mended.
const MEND_DAYS: i64 = 365;

/// The checklist of a day.
pub fn checklist(words: &Codesets, day: Day) -> Vec<VisitItem> {
    let items = words.choices(ITEMS, day);
    items.map(|i| VisitItem { code: i.code.clone(), label: i.label.clone(), met: false }).collect()
}

/// What somebody enters of a visit.
#[derive(Clone, Debug)]
pub struct Entered {
    /// Shop; none if the merchant as a whole was visited.
    pub shop_id: Option<Id>,
    /// Day, not after today.
    pub day: Day,
    /// Who went, 2 to 60 characters.
    pub people: String,
    /// Codes of items that are as they should be.
    pub met: Vec<String>,
    /// At most 500 characters.
    pub note: String,
    /// Until when something is to be mended; none if nothing is.
    pub mend_by: Option<Day>,
}

fn check(e: &Entered, today: Day) -> Result<(String, String)> {
    let mut wrong = Vec::new();
    let mut add = |pointer: &str, code: &'static str| {
        wrong.push(FieldError { pointer: pointer.to_owned(), code, params: Params::new() });
    };
    let (people, note) = (line(&e.people), lines(&e.note));
    if e.day > today {
        add("/day", "benefits.visit-day");
    }
    if !(2..=PEOPLE).contains(&kernel::text::length(&people)) {
        add("/people", "benefits.visit-people");
    }
    if kernel::text::length(&note) > NOTE {
        add("/note", "benefits.visit-note");
    }
    if e.mend_by.is_some_and(|by| by < e.day || by > e.day.plus_days(MEND_DAYS)) {
        add("/mend_by", "benefits.visit-mend");
    }
    if e.mend_by.is_some() && note.is_empty() {
        add("/note", "benefits.visit-mend-note");
    }
    if wrong.is_empty() { Ok((people, note)) } else { Err(MerchantError::Invalid(wrong)) }
}

/// Enters a visit with the checklist of its day.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::ShopNotFound`], [`MerchantError::Invalid`].
pub fn enter(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Updating,
    merchant_id: Id,
    e: &Entered,
) -> Result<(Merchant, Visit)> {
    let m = merchant::find(tx, scope, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let (people, note) = check(e, tx.today())?;
    if let Some(shop_id) = e.shop_id {
        shop::find(tx, m.id, shop_id)?.ok_or(MerchantError::ShopNotFound)?;
    }
    let mut items = checklist(words, e.day);
    items.iter_mut().for_each(|i| i.met = e.met.contains(&i.code));
    let v = Visit {
        merchant_id: m.id,
        id: tx.new_id(),
        shop_id: e.shop_id.unwrap_or(Id(0)),
        day: e.day,
        people,
        items,
        note,
        mend_by: e.mend_by,
        mended_on: None,
        mended_note: String::new(),
        mended_by_name: String::new(),
        made_by_name: scope.actor().name().to_owned(),
        created_at: tx.now(),
        edited_by_name: String::new(),
        edited_at: Timestamp(0),
        version: 1,
    };
    visit::insert(tx, &v)?;
    record(tx, &VISITS, m.union_id, v.day, 1, v.id);
    let lacking = v.items.iter().filter(|i| !i.met).count();
    let changes = Changes::new().note("day", v.day.to_string()).note("missing", lacking);
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.visit", m.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok((m, v))
}

/// What changed of a visit, with the names of its shops, for the audit.
fn changed((old, old_shop): (&Visit, &str), (new, new_shop): (&Visit, &str)) -> Changes {
    let day = |d: Option<Day>| d.map(|d| d.to_string()).unwrap_or_default();
    let missing = |v: &Visit| {
        let all = v.items.iter().filter(|i| !i.met).map(|i| i.label.as_str());
        all.collect::<Vec<_>>().join("；")
    };
    Changes::new()
        .field("day", old.day.to_string(), new.day.to_string())
        .field("went", old.people.as_str(), new.people.as_str())
        .field("shop", old_shop, new_shop)
        .field("lacking", missing(old), missing(new))
        .field("note", old.note.as_str(), new.note.as_str())
        .field("mend_by", day(old.mend_by), day(new.mend_by))
}

/// Corrects a visit, for so many `days` after it was entered. The checklist is the one that it was entered with, or that of the day to which
/// it is moved.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::VisitNotFound`], [`MerchantError::ShopNotFound`],
/// [`MerchantError::Stale`], [`MerchantError::State`] once what was to be mended is, [`MerchantError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    (words, days): (&Codesets, i64),
    scope: &Updating,
    (merchant_id, id, version): (Id, Id, i64),
    e: &Entered,
) -> Result<(Merchant, Visit)> {
    let m = merchant::find(tx, scope, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let old = visit::find(tx, m.id, id)?.ok_or(MerchantError::VisitNotFound)?;
    let today = tx.today();
    if old.version != version {
        return Err(MerchantError::Stale { version: old.version });
    }
    if old.mended_on.is_some() {
        return Err(MerchantError::State { deed: "修改", state: old.state(today).title() });
    }
    if !old.may_edit(today, days) {
        return Err(field("/day", "benefits.visit-old"));
    }
    let (people, note) = check(e, today)?;
    let new_shop = match e.shop_id {
        Some(shop_id) => shop::find(tx, m.id, shop_id)?.ok_or(MerchantError::ShopNotFound)?.name,
        None => String::new(),
    };
    let old_shop = shop::find(tx, m.id, old.shop_id)?.map(|s| s.name).unwrap_or_default();
    let mut items = if e.day == old.day { old.items.clone() } else { checklist(words, e.day) };
    items.iter_mut().for_each(|i| i.met = e.met.contains(&i.code));
    let (shop_id, mend_by) = (e.shop_id.unwrap_or(Id(0)), e.mend_by);
    let by = scope.actor().name().to_owned();
    let mut v = Visit { shop_id, day: e.day, people, items, note, mend_by, ..old.clone() };
    (v.edited_by_name, v.edited_at) = (by, tx.now());
    if !visit::edit(tx, &v)? {
        return Err(MerchantError::Stale { version: v.version + 1 });
    }
    v.version += 1;
    if v.day != old.day {
        record(tx, &VISITS, m.union_id, old.day, -1, v.id);
        record(tx, &VISITS, m.union_id, v.day, 1, v.id);
    }
    let changes = changed((&old, &old_shop), (&v, &new_shop));
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.visit-edit", m.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok((m, v))
}

/// Keeps that what was to be mended was found mended.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::VisitNotFound`], [`MerchantError::Stale`],
/// [`MerchantError::State`] where nothing waits to be mended, [`MerchantError::Invalid`].
pub fn mended(
    tx: &mut Tx<'_>,
    scope: &Updating,
    (merchant_id, id, version): (Id, Id, i64),
    note: &str,
) -> Result<(Merchant, Visit)> {
    let m = merchant::find(tx, scope, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let mut v = visit::find(tx, m.id, id)?.ok_or(MerchantError::VisitNotFound)?;
    if v.version != version {
        return Err(MerchantError::Stale { version: v.version });
    }
    if v.mend_by.is_none() || v.mended_on.is_some() {
        return Err(MerchantError::State { deed: "登记整改", state: v.state(tx.today()).title() });
    }
    let note = lines(note);
    if !(2..=NOTE).contains(&kernel::text::length(&note)) {
        return Err(field("/note", "benefits.visit-mended-note"));
    }
    v.mended_on = Some(tx.today());
    v.mended_note = note;
    scope.actor().name().clone_into(&mut v.mended_by_name);
    if !visit::mended(tx, &v)? {
        return Err(MerchantError::Stale { version: v.version + 1 });
    }
    v.version += 1;
    let changes = Changes::new().note("day", v.day.to_string());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.mended", m.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok((m, v))
}
