//! Visits to merchants: entered with the checklist of their day; what was to be mended is looked at again.

use guard::{Scope, act, res};
use kernel::{Day, FieldError, Id, Params};
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
