//! A campaign of the demo whose goods are sent: some wait, one is on its way, one arrived, one came back.

use guard::{Actor, act, res};
use kernel::{Fen, Id};
use platform::App;

use super::campaigns::{Person, on_line, people, take};
use super::kinds::draft;
use super::{Filled, Result, Staff, Unit};
use crate::merchant_error::MerchantError;
use crate::model::campaign::{Campaign, CampaignKind, Delivery, Stacking, Together};
use crate::model::parcel::Addressee;
use crate::ops::delivery::{Told, address_days, finish, give_back, send, tell};
use crate::store::{parcel, voucher};

const DAY: i64 = 86_400_000;
/// How many get one.
const GIVEN: usize = 8;

/// Makes it; how many campaigns, and how many vouchers.
pub fn fill(app: &App, staff: &Staff, union: Id, units: &[Unit], supplier: Id) -> Result<Filled> {
    let all = people(app, units)?;
    let rules = "领到后在券里填写收货地址，工会在一周内寄出。每人一份。";
    let mut d =
        draft(app, CampaignKind::Coupon, ["慰问礼包寄送到家", rules, "慰问礼包一份"], (-DAY, 13 * DAY));
    d.terms.offer.worth = Fen(10_000);
    d.terms.offer.merchants = vec![supplier];
    d.terms.delivery = Some(Delivery { points: Vec::new() });
    d.terms.stacking = Stacking { with: Together::Never, most: 0 };
    d.stock = 200;
    let c = on_line(app, staff, union, d)?;
    let those = &all[..all.len().min(GIVEN)];
    let vouchers = take(app, &c, those)?;
    for (n, one) in those.iter().skip(2).enumerate() {
        wanted(app, &c, one, n)?;
    }
    for (n, one) in those.iter().skip(2).take(3).enumerate() {
        on_its_way(app, staff, &c, (one, n))?;
    }
    Ok(Filled { campaigns: 1, vouchers, ..Filled::default() })
}

/// Somebody says where the goods are wanted.
fn wanted(app: &App, c: &Campaign, (person, _): &Person, n: usize) -> Result<()> {
    let (keys, days, key) = (app.keyring().clone(), address_days(app), (c.id, 1));
    let addressee = Addressee {
        name: "示范会员".to_owned(),
        phone: format!("1380000{:04}", 7_100 + n),
        address: format!("示范县人民路{}号", 10 + n),
    };
    let (by, told) = (Actor::member(*person, "会员"), Told { point: 0, addressee: Some(addressee) });
    Ok(app.store().write_blocking(move |tx| tell(tx, &keys, &by, key, (&told, days)))?)
}

/// The first stays on its way, the second arrives, the third comes back.
fn on_its_way(app: &App, staff: &Staff, c: &Campaign, ((person, _), n): (&Person, usize)) -> Result<()> {
    let scope = staff.officer.permit::<res::Campaign, act::Update>()?;
    let (days, id, person) = (address_days(app), c.id, *person);
    let number = format!("SF26000001{n:02}");
    Ok(app.store().write_blocking(move |tx| {
        let v = voucher::by_key(tx, id, person, 1)?.ok_or(MerchantError::VoucherUnknown)?;
        let p = parcel::find(tx, (id, v.serial))?.ok_or(MerchantError::VoucherUnknown)?;
        send(tx, &scope, (id, v.serial, p.version), ("示范快递", &number), days)?;
        let now = (id, v.serial, p.version + 1);
        match n {
            1 => finish(tx, &scope, now, days),
            2 => give_back(tx, &scope, now, "收件人电话打不通", days),
            _ => Ok(()),
        }
    })?)
}
