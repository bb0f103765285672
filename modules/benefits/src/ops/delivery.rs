//! Goods that are sent to members, or fetched by them. A voucher whose goods are sent is used with the sending, one whose goods are
//! fetched with the fetching: from then on the merchant that supplies them is owed. What comes back was never used.

use guard::act::Action;
use guard::{Actor, Scope, act, res};
use kernel::{Id, Phone, Timestamp};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::cases::line;
use platform::notices;
use platform::parameters::keys;
use platform::sealed::Keyring;
use registry::api::union_by_id;
use store::Tx;

use super::redeem::{Scan, Till, use_at_desk};
use super::void::run_by;
use super::void_redemption::{reason, undo};
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::campaign::{Campaign, Delivery};
use crate::model::parcel::{Addressee, Parcel, ParcelState};
use crate::model::voucher::{Voucher, VoucherState};
use crate::rules::code::number;
use crate::rules::delivery::{may_tell, state};
use crate::store::parcel::{self, Line, seal_of};
use crate::store::{campaign, merchant, redemption, voucher};

/// Days after which a parcel of which nobody tells counts as arrived, so that its address is forgotten.
const ARRIVES: i64 = 30;
/// Addresses that are forgotten in one go.
const PART: i64 = 200;
/// What stands in the place of a till.
const DESK: &str = "工会发放台";
/// A day.
const DAY_MS: i64 = 86_400_000;

/// Days for which an address is kept after its parcel arrived.
pub fn address_days(app: &App) -> i64 {
    app.parameters().integer(keys::BENEFITS_ADDRESS_DAYS, app.clock().today())
}

/// Where a member wants goods.
#[derive(Clone, Debug)]
pub struct Told {
    /// Which point, from 1; 0 where goods are sent.
    pub point: i64,
    /// Who gets the parcel, where it is sent.
    pub addressee: Option<Addressee>,
}

/// A deed at the desk: campaign, serial, and the version that was seen.
pub type At = (Id, i64, i64);

/// What a campaign says of its goods.
///
/// # Errors
/// [`MerchantError::NoDelivery`].
pub fn delivery_of(c: &Campaign) -> Result<&Delivery> {
    c.terms.delivery.as_ref().ok_or(MerchantError::NoDelivery)
}

/// Where the goods of a voucher are.
pub fn state_of((v, p): &Line) -> ParcelState {
    state(p.as_ref().map(|p| p.state), v.state)
}

fn addressee(keys: &Keyring, (campaign, serial): (Id, i64), told: Option<&Addressee>) -> Result<Vec<u8>> {
    let told = told.ok_or_else(|| field("/address", "benefits.parcel-address"))?;
    let (name, address) = (line(&told.name), line(&told.address));
    let long = |text: &str, from: usize, to: usize| !(from..=to).contains(&kernel::text::length(text));
    if long(&name, 2, 30) {
        return Err(field("/name", "benefits.parcel-name"));
    }
    let phone = Phone::parse(&told.phone).map_err(|e| field("/phone", kernel::Problem::code(&e)))?;
    if long(&address, 5, 120) {
        return Err(field("/address", "benefits.parcel-address"));
    }
    let whole = Addressee { name, phone: phone.as_str().to_owned(), address };
    let text = serde_json::to_string(&whole).map_err(|e| store::DbError::Driver(e.to_string()))?;
    Ok(keys.seal(&text, &seal_of(campaign, serial)))
}

/// Who gets a parcel; none where goods are fetched, and when it was forgotten.
///
/// # Errors
/// What is sealed and cannot be opened.
pub fn open(keys: &Keyring, p: &Parcel) -> Result<Option<Addressee>> {
    if p.addressee.is_empty() {
        return Ok(None);
    }
    let text = keys.open(&p.addressee, &seal_of(p.campaign_id, p.serial))?;
    let broken = |e: serde_json::Error| store::DbError::Inconsistent(format!("parcel {}: {e}", p.serial));
    Ok(Some(serde_json::from_str(&text).map_err(broken)?))
}

/// The own voucher of a campaign and turn with its goods; whoever else's is not there.
///
/// # Errors
/// [`MerchantError::VoucherUnknown`], [`MerchantError::NoDelivery`].
pub fn mine(tx: &mut Tx<'_>, person: Id, (of, turn): (Id, i64)) -> Result<(Campaign, Line)> {
    let v = voucher::by_key(tx, of, person, turn)?.ok_or(MerchantError::VoucherUnknown)?;
    let c = campaign::unscoped(tx, of)?.ok_or(MerchantError::VoucherUnknown)?;
    delivery_of(&c)?;
    let p = parcel::find(tx, (of, v.serial))?;
    Ok((c, (v, p)))
}

/// A member says where the goods of an own voucher are wanted, or says it anew while they are not sent.
///
/// # Errors
/// [`MerchantError::VoucherUnknown`] for somebody else's, [`MerchantError::NoDelivery`], [`MerchantError::VoucherExpired`],
/// [`MerchantError::State`] once they are sent, [`MerchantError::Invalid`], [`MerchantError::Stale`].
pub fn tell(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    by: &Actor,
    which: (Id, i64),
    (told, days): (&Told, i64),
) -> Result<()> {
    let (c, (v, before)) = mine(tx, by.id(), which)?;
    if v.state == VoucherState::Held && v.expires_on < tx.today() {
        return Err(MerchantError::VoucherExpired { day: v.expires_on });
    }
    let d = delivery_of(&c)?;
    let now = state(before.as_ref().map(|p| p.state), v.state);
    if !may_tell(now) {
        return Err(MerchantError::State { deed: "修改收货信息", state: now.title(d.is_sent()) });
    }
    let (point, sealed) = if d.is_sent() {
        (0, addressee(keys, (c.id, v.serial), told.addressee.as_ref())?)
    } else {
        let there =
            told.point.checked_sub(1).and_then(|n| usize::try_from(n).ok()).and_then(|n| d.points.get(n));
        there.ok_or_else(|| field("/point", "benefits.parcel-point"))?;
        (told.point, Vec::new())
    };
    let forget_at =
        if d.is_sent() { Timestamp::at_day_start(v.expires_on.plus_days(days + 1)) } else { Timestamp(0) };
    let p = Parcel {
        campaign_id: c.id,
        serial: v.serial,
        person_id: v.person_id,
        point,
        state: ParcelState::Ready,
        addressee: sealed,
        carrier: String::new(),
        tracking: String::new(),
        reason: String::new(),
        ready_at: tx.now(),
        sent_at: Timestamp(0),
        done_at: Timestamp(0),
        by_name: String::new(),
        forget_at,
        version: before.as_ref().map_or(0, |p| p.version),
    };
    match before {
        None => parcel::insert(tx, &p)?,
        Some(_) => keep(tx, &p)?,
    }
    record(tx, by, &c, ("benefit-parcel.tell", v.serial), Changes::new())
}

/// A member has the parcel.
///
/// # Errors
/// [`MerchantError::VoucherUnknown`] for somebody else's, [`MerchantError::NoDelivery`], [`MerchantError::State`] if it is not on its
/// way, [`MerchantError::Stale`].
pub fn receive(tx: &mut Tx<'_>, by: &Actor, which: (Id, i64), days: i64) -> Result<()> {
    let (c, there) = mine(tx, by.id(), which)?;
    arrived(tx, by, &c, there, days)
}

fn keep(tx: &mut Tx<'_>, p: &Parcel) -> Result<()> {
    if parcel::update(tx, p)? { Ok(()) } else { Err(MerchantError::Stale { version: p.version + 1 }) }
}

fn record(
    tx: &mut Tx<'_>,
    by: &Actor,
    c: &Campaign,
    (action, serial): (&'static str, i64),
    changes: Changes,
) -> Result<()> {
    let place = union_by_id(tx, c.union_id)?.map(|u| u.place());
    let changes = changes.note("number", number(&c.number, serial)).note("title", c.title.as_str());
    let entry = Entry { changes, union_path: place.as_ref(), ..Entry::of(action, c.id) };
    Ok(audit::record(tx, by, entry)?)
}

fn arrived(tx: &mut Tx<'_>, by: &Actor, c: &Campaign, there: Line, days: i64) -> Result<()> {
    let now = state_of(&there);
    let (v, Some(p)) = there else {
        return Err(MerchantError::State { deed: "签收", state: now.title(true) });
    };
    if now != ParcelState::Sent {
        return Err(MerchantError::State { deed: "签收", state: now.title(true) });
    }
    let (done_at, forget_at) = (tx.now(), tx.now().plus_ms(days * DAY_MS));
    let by_name = by.name().to_owned();
    keep(tx, &Parcel { state: ParcelState::Done, done_at, forget_at, by_name, ..p })?;
    record(tx, by, c, ("benefit-parcel.done", v.serial), Changes::new())
}

/// A voucher of a campaign in the scope with its goods, as it was seen.
fn seen<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    (of, serial, version): At,
) -> Result<(Campaign, Voucher, Option<Parcel>)> {
    let c = run_by(tx, scope, of)?;
    delivery_of(&c)?;
    let v = voucher::by_serial(tx, of, serial)?.ok_or(MerchantError::VoucherUnknown)?;
    let p = parcel::find(tx, (of, serial))?;
    let there = p.as_ref().map_or(0, |p| p.version);
    if there == version { Ok((c, v, p)) } else { Err(MerchantError::Stale { version: there }) }
}

/// The voucher is used where no till is: the merchant that supplies the goods is owed from now on.
fn used(tx: &mut Tx<'_>, by: &Actor, c: &Campaign, v: &Voucher, version: i64) -> Result<()> {
    let merchant_id = c.terms.offer.merchants.first().copied().ok_or(MerchantError::NotFound)?;
    let scan = Scan {
        till: Till { actor: by.clone(), merchant_id, shop_id: Id(0) },
        campaign_id: c.id,
        serial: v.serial,
        offline_at: None,
        key: format!("parcel-{version}"),
        device: DESK.to_owned(),
    };
    use_at_desk(tx, &scan).map(drop)
}

/// Who carries a parcel, and under which number.
///
/// # Errors
/// [`MerchantError::Invalid`].
fn carried(carrier: &str, tracking: &str) -> Result<(String, String)> {
    let (carrier, tracking) = (line(carrier), kernel::text::number_text(tracking));
    if !(2..=30).contains(&kernel::text::length(&carrier)) {
        return Err(field("/carrier", "benefits.parcel-carrier"));
    }
    let plain = tracking.bytes().all(|b| b.is_ascii_alphanumeric());
    if plain && (5..=40).contains(&tracking.len()) {
        Ok((carrier, tracking))
    } else {
        Err(field("/tracking", "benefits.parcel-tracking"))
    }
}

/// A parcel goes out. The voucher is used from now on.
///
/// # Errors
/// [`crate::IssueError::CampaignNotFound`] outside the scope, [`MerchantError::NoDelivery`], [`MerchantError::State`] unless it waits
/// for that, [`MerchantError::Stale`], [`MerchantError::Invalid`], and what a till answers for the voucher.
pub fn send(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Update>,
    at: At,
    (carrier, tracking): (&str, &str),
    days: i64,
) -> Result<()> {
    let (c, v, p) = seen(tx, scope, at)?;
    let now = state(p.as_ref().map(|p| p.state), v.state);
    let is_sent = delivery_of(&c)?.is_sent();
    let Some(p) = p.filter(|_| is_sent && now == ParcelState::Ready) else {
        return Err(MerchantError::State { deed: "发货", state: now.title(is_sent) });
    };
    let (carrier, tracking) = carried(carrier, tracking)?;
    let by = scope.actor();
    used(tx, by, &c, &v, p.version)?;
    let changes = Changes::new().note("carrier", carrier.as_str()).note("tracking", tracking.as_str());
    let told = format!("{carrier} {tracking}");
    let (sent_at, forget_at) = (tx.now(), tx.now().plus_ms((ARRIVES + days) * DAY_MS));
    let by_name = by.name().to_owned();
    keep(tx, &Parcel { state: ParcelState::Sent, carrier, tracking, sent_at, forget_at, by_name, ..p })?;
    record(tx, by, &c, ("benefit-parcel.send", v.serial), changes)?;
    inform(tx, &c, &v, "已发货", &told)
}

/// A parcel arrived, or goods were fetched: these are used from now on.
///
/// # Errors
/// As [`send`].
pub fn finish(tx: &mut Tx<'_>, scope: &Scope<res::Campaign, act::Update>, at: At, days: i64) -> Result<()> {
    let (c, v, p) = seen(tx, scope, at)?;
    if delivery_of(&c)?.is_sent() {
        return arrived(tx, scope.actor(), &c, (v, p), days);
    }
    let now = state(p.as_ref().map(|p| p.state), v.state);
    let Some(p) = p.filter(|_| now == ParcelState::Ready) else {
        return Err(MerchantError::State { deed: "自提", state: now.title(false) });
    };
    let by = scope.actor();
    used(tx, by, &c, &v, p.version)?;
    let (done_at, by_name) = (tx.now(), by.name().to_owned());
    keep(tx, &Parcel { state: ParcelState::Done, done_at, by_name, ..p })?;
    record(tx, by, &c, ("benefit-parcel.done", v.serial), Changes::new())
}

/// A parcel came back: its voucher was not used, and the member says anew where to.
///
/// # Errors
/// As [`send`]; [`MerchantError::Settled`] if what the merchant is owed for it is on a statement.
pub fn give_back(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Update>,
    at: At,
    why: &str,
    days: i64,
) -> Result<()> {
    let (c, v, p) = seen(tx, scope, at)?;
    let now = state(p.as_ref().map(|p| p.state), v.state);
    let is_sent = delivery_of(&c)?.is_sent();
    let came = is_sent && matches!(now, ParcelState::Sent | ParcelState::Done);
    let Some(p) = p.filter(|_| came) else {
        return Err(MerchantError::State { deed: "登记退回", state: now.title(is_sent) });
    };
    let why = reason(why)?;
    let m = merchant::unscoped(tx, v.merchant_id)?.ok_or(MerchantError::NotFound)?;
    let r = redemption::of_voucher(tx, m.id, (c.id, v.serial))?.ok_or(MerchantError::RedemptionNotFound)?;
    undo(tx, scope.actor(), &m, &r, &why)?;
    let forget_at = Timestamp::at_day_start(v.expires_on.max(tx.today()).plus_days(days + 1));
    let by_name = scope.actor().name().to_owned();
    keep(tx, &Parcel { state: ParcelState::Returned, reason: why.clone(), forget_at, by_name, ..p })?;
    let changes = Changes::new().note("reason", why.as_str());
    record(tx, scope.actor(), &c, ("benefit-parcel.return", v.serial), changes)?;
    inform(tx, &c, &v, "被退回", &why)
}

fn inform(tx: &mut Tx<'_>, c: &Campaign, v: &Voucher, what: &str, text: &str) -> Result<()> {
    let title = format!("{}{what}", c.title_of(v));
    let link = format!("/vouchers/{}/{}", c.id, v.turn);
    Ok(notices::send(tx, v.person_id, &title, text, &link)?)
}

/// Forgets addresses that nobody needs any more; how many.
///
/// # Errors
/// Any [`store::DbError`].
pub fn forget_all(app: &App) -> store::DbResult<usize> {
    let due = app.store().read_blocking(|tx| parcel::due(tx, PART))?;
    let mut done = 0;
    for key in due {
        done += usize::from(app.store().write_blocking(move |tx| parcel::forget(tx, key))?);
    }
    Ok(done)
}
