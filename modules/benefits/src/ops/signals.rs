//! What looks odd about redemptions, and why: questions to be asked, never a verdict.

use std::collections::{HashMap, HashSet};

use guard::{Scope, act, res};
use kernel::{Day, Fen, Id, Phone, Timestamp};
use platform::accounts::MemberDirectory;
use platform::sealed::Keyring;
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx};

use crate::merchant_error::Result;
use crate::store::redemption_list::{Filter, Group, Odd, odd};
use crate::store::{clerk, merchant, shop};

/// What looks odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitSignalKind)]
pub enum SignalKind {
    /// 店员本人用券.
    Own,
    /// 深夜核销.
    Hours,
    /// 一机多店.
    Device,
    /// 短时集中.
    Burst,
    /// 同一会员一天多次.
    Often,
}

impl SignalKind {
    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Own => "店员本人用券",
            Self::Hours => "深夜核销",
            Self::Device => "一机多店",
            Self::Burst => "短时集中",
            Self::Often => "同一会员一天多次",
        }
    }
}

/// Something odd.
#[derive(Clone, Debug)]
pub struct Signal {
    /// What.
    pub kind: SignalKind,
    /// Merchant.
    pub merchant_id: Id,
    /// Its name.
    pub merchant_name: String,
    /// Shop, where it is one.
    pub shop_name: Option<String>,
    /// When it began.
    pub at: Timestamp,
    /// Redemptions.
    pub count: i64,
    /// What they are worth.
    pub amount: Fen,
    /// Why this is odd, one Chinese sentence.
    pub text: String,
}

/// Most signals of a kind that are told.
const MOST: i64 = 50;

// What a desk sends out has no shop, and goes out many at a time. Hours and days are those of China, eight hours ahead; an hour more makes 23 o'clock the first of the night.
const HOURS: Group = Group {
    name: "odd_hours",
    by: "r.shop_id",
    only: " AND r.shop_id <> 0 AND ((r.at + 32400000) / 3600000) % 24 < 7",
    having: "HAVING count(*) >= 3",
};
const DEVICE: Group =
    Group { name: "odd_device", by: "r.device", only: "", having: "HAVING count(DISTINCT r.shop_id) > 1" };
const BURST: Group = Group {
    name: "odd_burst",
    by: "CAST(r.shop_id AS TEXT) || ':' || CAST(r.at / 60000 AS TEXT)",
    only: " AND r.shop_id <> 0",
    having: "HAVING count(*) >= 15",
};
const OFTEN: Group = Group {
    name: "odd_often",
    by: "CAST(r.person_id AS TEXT) || ':' || CAST((r.at + 28800000) / 86400000 AS TEXT)",
    only: "",
    having: "HAVING count(*) >= 3",
};
const OWN: Group = Group { name: "odd_own", by: "r.person_id", only: "", having: "" };

fn text(kind: SignalKind, n: i64) -> String {
    match kind {
        SignalKind::Own => format!("店员登记的手机号与用券会员的一致，共{n}张，请核实是否为本人真实消费"),
        SignalKind::Hours => format!("23时至次日6时核销{n}张，请核实门店是否营业"),
        SignalKind::Device => format!("同一台收银设备在两家以上门店核销，共{n}张，请核实是否到店消费"),
        SignalKind::Burst => format!("一分钟内核销{n}张，请核实是否集中套券"),
        SignalKind::Often => format!("同一会员一天内在同一商家核销{n}张，请核实是否代他人使用"),
    }
}

/// Names that signals show, each read once.
#[derive(Default)]
struct Names {
    merchants: HashMap<Id, String>,
    shops: HashMap<Id, String>,
}

impl Names {
    fn of(&mut self, tx: &mut Tx<'_>, id: Id) -> DbResult<String> {
        if let Some(name) = self.merchants.get(&id) {
            return Ok(name.clone());
        }
        let name = merchant::unscoped(tx, id)?.map(|m| m.name).unwrap_or_default();
        self.merchants.insert(id, name.clone());
        self.shops.extend(shop::of(tx, id)?.into_iter().map(|s| (s.id, s.name)));
        Ok(name)
    }

    fn signal(&mut self, tx: &mut Tx<'_>, kind: SignalKind, o: Odd) -> DbResult<Signal> {
        let merchant_name = self.of(tx, o.merchant_id)?;
        let shop = o.key.split(':').next().and_then(|id| id.parse::<Id>().ok());
        let at_shop = matches!(kind, SignalKind::Hours | SignalKind::Burst);
        let shop_name = shop.filter(|_| at_shop).and_then(|id| self.shops.get(&id).cloned());
        let (merchant_id, at, count, amount) = (o.merchant_id, Timestamp(o.at), o.count, o.amount);
        let text = text(kind, count);
        Ok(Signal { kind, merchant_id, merchant_name, shop_name, at, count, amount, text })
    }
}

/// What looks odd about the redemptions that match, the kinds one after the other.
///
/// # Errors
/// Any [`crate::merchant_error::MerchantError`].
pub fn signals(
    tx: &mut Tx<'_>,
    (keys, directory): (&Keyring, &dyn MemberDirectory),
    scope: &Scope<res::Redemption, act::Read>,
    f: &Filter,
) -> Result<Vec<Signal>> {
    let (mut all, mut names) = (Vec::new(), Names::default());
    for o in own(tx, (keys, directory), scope, f)? {
        all.push(names.signal(tx, SignalKind::Own, o)?);
    }
    let kinds = [
        (SignalKind::Device, &DEVICE),
        (SignalKind::Burst, &BURST),
        (SignalKind::Often, &OFTEN),
        (SignalKind::Hours, &HOURS),
    ];
    for (kind, group) in kinds {
        for o in odd(tx, scope, f, group, &[], MOST)? {
            all.push(names.signal(tx, kind, o)?);
        }
    }
    Ok(all)
}

/// Vouchers of clerks, at the tills of their own merchant.
fn own(
    tx: &mut Tx<'_>,
    (keys, directory): (&Keyring, &dyn MemberDirectory),
    scope: &Scope<res::Redemption, act::Read>,
    f: &Filter,
) -> Result<Vec<Odd>> {
    let mut people: HashSet<(Id, Id)> = HashSet::new();
    for c in clerk::with_phone(tx, f.merchant)? {
        let Some(phone) = clerk::phone(keys, &c)? else { continue };
        let Ok(phone) = Phone::parse(&phone) else { continue };
        let known = directory.by_phone(tx, &phone)?;
        people.extend(known.into_iter().map(|p| (c.merchant_id, p.person_id)));
    }
    let mut found = Vec::new();
    let mut ids: Vec<Id> = people.iter().map(|(_, person)| *person).collect();
    ids.sort_unstable();
    ids.dedup();
    for part in ids.chunks(200) {
        let those = odd(tx, scope, f, &OWN, part, i64::MAX)?;
        let own = |o: &Odd| o.key.parse().is_ok_and(|person| people.contains(&(o.merchant_id, Id(person))));
        found.extend(those.into_iter().filter(own));
    }
    found.truncate(usize::try_from(MOST).unwrap_or_default());
    Ok(found)
}

/// Most days that are looked at together.
pub const DAYS: i64 = 92;

/// The days that are looked at: those that were asked for, or the last 30.
pub fn days(today: Day, (from, to): (Option<Day>, Option<Day>)) -> (Day, Day) {
    let to = to.unwrap_or(today);
    let from = from.unwrap_or(to.plus_days(-29));
    (from.max(to.plus_days(1 - DAYS)), to)
}
