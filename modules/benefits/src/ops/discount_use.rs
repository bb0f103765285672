//! A till records that a member used a standing discount: the code says who, the discount says when and how often.

use kernel::{Day, Fen, Id, Timestamp};
use platform::audit::{self, Changes, Entry};
use registry::api::union_by_id;
use store::Tx;

use super::member_code::{Holder, holder};
use super::redeem::Till;
use super::void_redemption::reason;
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::discount_use::{DiscountUse, UseState};
use crate::model::merchant::{Discount, Merchant};
use crate::rules::code::{CodeError, Codes};
use crate::rules::member_code::MemberSaid;
use crate::store::{discount_use, member_number, merchant, shop};

/// Most 分 of a bill, and of what is taken off.
const MOST: i64 = 10_000_000;

/// Whose code was shown at a till of a merchant, and what it says.
///
/// # Errors
/// [`MerchantError::MemberCode`], [`MerchantError::MemberEnded`], [`MerchantError::MemberNotHere`].
pub fn shown(
    tx: &mut Tx<'_>,
    codes: &Codes,
    m: &Merchant,
    (code, at): (&str, Timestamp),
) -> Result<(Holder, MemberSaid)> {
    let said = codes.check_member(code, at).map_err(MerchantError::MemberCode)?;
    let person = member_number::person(tx, &said.number)?;
    let person = person.ok_or(MerchantError::MemberCode(CodeError::Bad))?;
    let who = holder(tx, person)?.ok_or(MerchantError::MemberEnded)?;
    let place = union_by_id(tx, who.union_id)?.map(|u| u.place());
    if !place.is_some_and(|p| m.union_path.covers(&p)) {
        return Err(MerchantError::MemberNotHere);
    }
    Ok((who, said))
}

/// A discount as it stands for a member on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Standing discount.
    pub discount: Discount,
    /// Whether it holds on this day.
    pub today: bool,
    /// How often the member may still use it on this day.
    pub left: i64,
}

/// What a merchant gives to a member on a day; also what holds on other days.
///
/// # Errors
/// Any [`store::DbError`].
pub fn offers(tx: &mut Tx<'_>, m: &Merchant, person: Id, day: Day) -> Result<Vec<Offer>> {
    let times = discount_use::times(tx, m.id, person, day)?;
    let all = shop::discounts(tx, m.id)?.into_iter().filter(|d| d.from <= day && day <= d.to);
    let offer = |d: Discount| {
        let used = times.iter().find(|(id, _)| *id == d.id).map_or(0, |t| t.1);
        Offer { today: d.holds(day), left: (d.terms.per_day - used).max(0), discount: d }
    };
    Ok(all.map(offer).collect())
}

/// A use that a till wants to record.
#[derive(Clone, Debug)]
pub struct NewUse {
    /// Till.
    pub till: Till,
    /// Standing discount.
    pub discount_id: Id,
    /// The member's code as it was scanned or typed.
    pub code: String,
    /// When it was shown.
    pub at: Timestamp,
    /// Kept while there was no network.
    pub offline: bool,
    /// What the till's page calls this use: handed in again, it gets the same answer.
    pub key: String,
    /// What the till's page calls the device that it runs on.
    pub device: String,
    /// 分 of the whole bill; 0 if nobody told.
    pub bill: Fen,
    /// 分 that were taken off; 0 if nobody told.
    pub saved: Fen,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The use.
    pub of: DiscountUse,
    /// Title of the discount then.
    pub title: String,
    /// The same use was handed in before.
    pub again: bool,
}

fn amounts(bill: Fen, saved: Fen) -> Result<()> {
    if !(0..=MOST).contains(&bill.0) {
        return Err(field("/bill_fen", "benefits.use-bill"));
    }
    let most = if bill.0 > 0 { bill.0 } else { MOST };
    if (0..=most).contains(&saved.0) { Ok(()) } else { Err(field("/saved_fen", "benefits.use-saved")) }
}

/// Records a use. It is judged by the instant at which the code was shown, in the day of that place.
///
/// # Errors
/// Those of [`shown`]; [`MerchantError::NotOpen`], [`MerchantError::DiscountNotFound`] also if it is over,
/// [`MerchantError::DiscountByReturn`], [`MerchantError::NotServiceDay`], [`MerchantError::MemberCodeUsed`],
/// [`MerchantError::UseLimit`], [`MerchantError::State`], [`MerchantError::Invalid`].
pub fn record(tx: &mut Tx<'_>, codes: &Codes, new: &NewUse) -> Result<Recorded> {
    amounts(new.bill, new.saved)?;
    let m = merchant::unscoped(tx, new.till.merchant_id)?.ok_or(MerchantError::NotFound)?;
    let d = shop::discounts(tx, m.id)?.into_iter().find(|d| d.id == new.discount_id);
    let d = d.ok_or(MerchantError::DiscountNotFound)?;
    let (who, said) = shown(tx, codes, &m, (&new.code, new.at))?;
    let day = new.at.day();
    let all = discount_use::of_day(tx, (m.id, d.id), who.person_id, day)?;
    let mut same = all.iter().filter(|u| u.scan_key == new.key && u.account_id == new.till.actor.id());
    match same.next_back() {
        Some(u) if u.state == UseState::Good => {
            return Ok(Recorded { title: title_of(u, &d), of: u.clone(), again: true });
        }
        Some(u) => return Err(MerchantError::State { deed: "再次登记", state: u.state.title() }),
        None => {}
    }
    let good: Vec<&DiscountUse> = all.iter().filter(|u| u.state == UseState::Good).collect();
    let turn = turn((&m, &d), &good, (said.minute, day))?;
    let of = DiscountUse {
        merchant_id: m.id,
        id: tx.new_id(),
        discount_id: d.id,
        person_id: who.person_id,
        number: said.number,
        name: who.name,
        union_id: who.union_id,
        shop_id: new.till.shop_id,
        account_id: new.till.actor.id(),
        clerk_name: new.till.actor.name().to_owned(),
        device: new.device.clone(),
        scan_key: new.key.clone(),
        day,
        minute: said.minute,
        turn,
        bill: new.bill,
        saved: new.saved,
        at: new.at,
        received_at: tx.now(),
        offline: new.offline,
        state: UseState::Good,
        reason: String::new(),
        title: d.title.clone(),
    };
    discount_use::insert(tx, &of)?;
    told(tx, &new.till, &m, ("redemption.use", &of), ("discount", &d.title))?;
    Ok(Recorded { of, title: d.title, again: false })
}

/// What the discount of a use was called then.
fn title_of(u: &DiscountUse, d: &Discount) -> String {
    if u.title.is_empty() { d.title.clone() } else { u.title.clone() }
}

/// The turn that a use has: the first that is free on the day.
fn turn((m, d): (&Merchant, &Discount), good: &[&DiscountUse], (minute, day): (i64, Day)) -> Result<i64> {
    if !m.is_open(day) {
        return Err(MerchantError::NotOpen);
    }
    if day < d.from || d.to < day {
        return Err(MerchantError::DiscountNotFound);
    }
    if !d.terms.by_code {
        return Err(MerchantError::DiscountByReturn);
    }
    if !d.holds(day) {
        return Err(MerchantError::NotServiceDay { days: d.terms.days.words() });
    }
    if good.iter().any(|u| u.minute == minute) {
        return Err(MerchantError::MemberCodeUsed);
    }
    let free = (1..=d.terms.per_day).find(|turn| good.iter().all(|u| u.turn != *turn));
    free.ok_or(MerchantError::UseLimit { most: d.terms.per_day })
}

/// Takes a use of the own shop back, within some minutes of when the program learned of it; its turn is free again.
///
/// # Errors
/// [`MerchantError::UseNotFound`] of another shop, [`MerchantError::VoidLate`], [`MerchantError::State`], [`MerchantError::Invalid`].
pub fn void(tx: &mut Tx<'_>, till: &Till, id: Id, why: &str, minutes: i64) -> Result<DiscountUse> {
    let found = discount_use::find(tx, till.merchant_id, id)?.filter(|u| u.shop_id == till.shop_id);
    let u = found.ok_or(MerchantError::UseNotFound)?;
    let m = merchant::unscoped(tx, u.merchant_id)?.ok_or(MerchantError::NotFound)?;
    if u.state == UseState::Good && tx.now() > u.received_at.plus_minutes(minutes) {
        return Err(MerchantError::VoidLate { minutes });
    }
    let why = reason(why)?;
    if !discount_use::void(tx, m.id, u.id, &why)? {
        return Err(MerchantError::State { deed: "撤销使用登记", state: u.state.title() });
    }
    told(tx, till, &m, ("redemption.use-void", &u), ("reason", &why))?;
    Ok(DiscountUse { state: UseState::Void, reason: why, ..u })
}

/// The last instant at which the till may take a use back; none if it may not.
pub fn void_until(u: &DiscountUse, minutes: i64, now: Timestamp) -> Option<Timestamp> {
    let until = u.received_at.plus_minutes(minutes);
    (u.state == UseState::Good && now <= until).then_some(until)
}

fn told(
    tx: &mut Tx<'_>,
    till: &Till,
    m: &Merchant,
    (action, u): (&'static str, &DiscountUse),
    (what, text): (&'static str, &str),
) -> Result<()> {
    let changes = Changes::new()
        .note("merchant", m.name.as_str())
        .note(what, text)
        .note("number", u.number.as_str())
        .note("amount", u.saved.to_string());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of(action, u.id) };
    Ok(audit::record(tx, &till.actor, entry)?)
}
