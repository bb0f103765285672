//! Merchants of a city, each with a shop, a till, and what it gave for showing the card.

use guard::{act, res};
use kernel::{CreditCode, Day, Id};
use platform::App;
use platform::accounts::{hash_password, random_password};
use store::Tx;

use super::returns::days_of_span;
use super::{Discounts, Sizes};
use crate::demo::{Clerk, Result, Staff, broken};
use crate::merchant_error::{MerchantError, Result as Dealt};
use crate::model::merchant::{Category, Discount, DiscountTerms, Merchant};
use crate::ops::clerk::{NewClerk, Secret, add as add_clerk};
use crate::ops::discount::add as add_discount;
use crate::ops::merchant::{Told, ToldShop, add, put_shop};
use crate::ops::merchant_steps::{contract, propose};

/// Merchants that are entered in one transaction.
const PART: usize = 25;

/// A merchant under contract.
#[derive(Clone, Debug)]
pub struct Place {
    /// The merchant.
    pub merchant: Merchant,
    /// Its shop.
    pub shop: Id,
    /// Who stands at its till: account and name.
    pub clerk: (Id, String),
    /// What it gave for showing the card, each with which of [`Sizes::discounts`] it belongs to.
    pub discounts: Vec<(usize, Discount)>,
}

/// What merchants are called, by what they sell, and what they take off.
const KINDS: [(Category, &str, &str); 9] = [
    (Category::Cinema, "影城", "凭服务卡票价八折"),
    (Category::Supermarket, "超市", "会员服务日全场九五折"),
    (Category::Bookshop, "书店", "凭服务卡图书九折"),
    (Category::Restaurant, "餐饮", "凭服务卡套餐立减"),
    (Category::Transport, "出行", "刷卡乘车折扣"),
    (Category::Sport, "体育馆", "工作日白天场地半价"),
    (Category::Health, "体检中心", "体检套餐八五折"),
    (Category::Travel, "度假酒店", "凭服务卡房价七折"),
    (Category::Other, "便民服务", "凭服务卡满减"),
];

/// What is entered of a merchant.
struct Plan {
    n: i64,
    told: Told,
    code: CreditCode,
    shop: ToldShop,
    clerk: NewClerk,
    discounts: Vec<(usize, String, (Day, Day))>,
}

/// Enters the merchants and takes them under contract; one of the accounts at their tills can be signed in with.
pub fn fill(app: &App, staff: &Staff, union: Id, sizes: &Sizes) -> Result<(Vec<Place>, Clerk)> {
    let password = random_password(app);
    let hash = hash_password(&password, &app.random())?;
    let totp = app.random::<20>().to_vec();
    let mut all = Vec::new();
    let plans: Vec<i64> = (0..sizes.merchants).collect();
    for part in plans.chunks(PART) {
        let secret =
            |n: i64| Secret { hash: hash.clone(), totp: (n == 0).then(|| totp.clone()), must_change: n > 0 };
        let plans = part.iter().map(|n| plan(app.clock().today(), *n, sizes, secret(*n)));
        let plans = plans.collect::<Result<Vec<_>>>()?;
        let (keys, staff) = (app.keyring().clone(), staff.clone());
        let made = app.store().write_blocking(move |tx| {
            plans.iter().map(|p| entered(tx, &keys, &staff, (union, p))).collect::<Dealt<Vec<_>>>()
        })?;
        all.extend(made);
    }
    let clerk = Clerk { username: username(0), name: clerk_name(0), password };
    Ok((all, clerk))
}

fn username(n: i64) -> String {
    if n == 0 { "dianyuan".to_owned() } else { format!("dianyuan{}", n + 1) }
}

fn clerk_name(n: i64) -> String {
    format!("{}店员", ["王", "李", "张", "刘", "陈"][usize::try_from(n % 5).unwrap_or(0)])
}

fn plan(today: Day, n: i64, sizes: &Sizes, account: Secret) -> Result<Plan> {
    let (category, word, discount) = KINDS[usize::try_from(n).unwrap_or(0) % KINDS.len()];
    let name = format!("示范市{word}{:03}号有限公司", n + 1);
    let code = CreditCode::compose("91", 330_200, &format!("MB{n:06}"));
    let told = Told {
        name: name.clone(),
        category,
        contact: format!("{}店长", ["王", "李", "张", "刘"][usize::try_from(n % 4).unwrap_or(0)]),
        phone: format!("1390001{n:04}"),
        holder: name,
        bank: "示范银行示范支行".to_owned(),
        account: format!("33020002{n:08}"),
        contract_from: Day::constant(2016, 1, 1),
        contract_to: today.year_start().plus_months(24).plus_days(-1),
    };
    // Spread over the city as the grains of a sunflower are.
    let turn = n as f64 * 2.399_963;
    let far = 0.45 * (n as f64 / sizes.merchants.max(1) as f64).sqrt();
    let shop = ToldShop {
        name: format!("{word}{:03}号（总店）", n + 1),
        address: format!("示范市示范路{}号", n + 1),
        degrees: Some((29.75 + far * turn.sin(), 121.5 + far * turn.cos())),
        hours: "9:00—21:00".to_owned(),
        phone: "0574-65550200".to_owned(),
        open: true,
    };
    let clerk = NewClerk {
        shop_id: Id(0),
        name: clerk_name(n),
        sign_in: username(n),
        phone: String::new(),
        manager: true,
        account,
    };
    let mut discounts = Vec::new();
    for (i, d) in sizes.discounts.iter().enumerate() {
        for k in of_merchant(d, n, sizes.merchants) {
            discounts.push((i, format!("{discount}（第{}项）", k + 1), days_of_span(d)?));
        }
    }
    let code = code.ok_or_else(|| broken("a credit code of the demo"))?;
    Ok(Plan { n, told, code, shop, clerk, discounts })
}

/// Which of the discounts of some years are the `n`-th merchant's: they go round.
fn of_merchant(d: &Discounts, n: i64, merchants: i64) -> impl Iterator<Item = i64> {
    let count = d.count;
    (0..count)
        .skip(usize::try_from(n).unwrap_or(usize::MAX))
        .step_by(usize::try_from(merchants.max(1)).unwrap_or(1))
}

fn entered(
    tx: &mut Tx<'_>,
    keys: &platform::sealed::Keyring,
    staff: &Staff,
    (union, p): (Id, &Plan),
) -> Dealt<Place> {
    let create = staff.officer.permit::<res::Merchant, act::Create>()?;
    let up = staff.officer.permit::<res::Merchant, act::Update>()?;
    let approve = staff.manager.permit::<res::Merchant, act::Approve>()?;
    let m = add(tx, keys, &create, (union, p.code.as_str()), &p.told)?;
    let m = propose(tx, &up, (m.id, m.version))?;
    let m = contract(tx, &approve, (m.id, m.version))?;
    let s = put_shop(tx, &up, (m.id, None), &p.shop)?;
    let c = add_clerk(tx, keys, &up, m.id, &NewClerk { shop_id: s.id, ..p.clerk.clone() })?;
    let mut discounts = Vec::with_capacity(p.discounts.len());
    for (of, title, (from, to)) in &p.discounts {
        let d = add_discount(
            tx,
            &up,
            m.id,
            (title, "结账前出示会员服务卡。"),
            (*from, Some(*to)),
            &DiscountTerms::default(),
        )?;
        discounts.push((*of, d));
    }
    debug_assert_eq!(c.sign_in, username(p.n));
    Ok::<_, MerchantError>(Place { merchant: m, shop: s.id, clerk: (c.account_id, c.name), discounts })
}
