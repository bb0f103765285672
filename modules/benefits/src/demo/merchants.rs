//! Merchants of the demo: under contract in every state that people have, with shops, discounts and a till; what was redeemed there.

use guard::{Actor, Grant, Role, Scope, act, res};
use kernel::{CreditCode, Day, Fen, Id, Timestamp};
use platform::App;
use platform::accounts::{hash_password, random_password};
use registry::api::union_by_id;
use store::Tx;

use super::{Result, Staff, broken};
use crate::merchant_error::{MerchantError, Result as Dealt};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::model::merchant::{Category, Discount, DiscountTerms, Merchant};
use crate::model::service_days::ServiceDays;
use crate::model::settling::Statement;
use crate::model::voucher::VoucherState;
use crate::ops::clerk::{NewClerk, Secret, add as add_clerk};
use crate::ops::discount::add as add_discount;
use crate::ops::merchant::{Told, ToldShop, add, put_shop};
use crate::ops::merchant_steps::{contract, propose, suspend};
use crate::ops::redeem::{Scan, Till, redeem_each};
use crate::ops::returns::{Entered, put};
use crate::ops::{settle_merchant, settle_steps};
use crate::store::months::month_of;
use crate::store::{campaign, voucher};

/// What a merchant of the demo is.
struct Sample {
    name: &'static str,
    category: Category,
    /// Shops: name, address, latitude, longitude.
    shops: &'static [(&'static str, &'static str, f64, f64)],
    hours: &'static str,
    discount: &'static str,
}

const SAMPLES: [Sample; 12] = [
    Sample {
        name: "示范影城有限公司",
        category: Category::Cinema,
        shops: &[
            ("示范影城（人民路店）", "示范县人民路88号4楼", 29.3021, 121.4986),
            ("示范影城（新城店）", "示范县新城大道20号5楼", 29.3175, 121.5213),
        ],
        hours: "9:30—23:00",
        discount: "凭会员码票价八折",
    },
    Sample {
        name: "惠民超市有限公司",
        category: Category::Supermarket,
        shops: &[
            ("惠民超市（解放路店）", "示范县解放路15号", 29.2988, 121.5032),
            ("惠民超市（东门店）", "示范县东门街102号", 29.3060, 121.5150),
            ("惠民超市（西郊店）", "示范县西郊路7号", 29.2941, 121.4801),
        ],
        hours: "7:30—21:30",
        discount: "周三会员日全场九五折",
    },
    Sample {
        name: "示范新华书店有限公司",
        category: Category::Bookshop,
        shops: &[("新华书店（中心店）", "示范县文化路3号", 29.3009, 121.5008)],
        hours: "9:00—20:30",
        discount: "图书九折",
    },
    Sample {
        name: "老街面馆",
        category: Category::Restaurant,
        shops: &[("老街面馆", "示范县老街31号", 29.2999, 121.4969)],
        hours: "6:00—20:00",
        discount: "会员套餐立减3元",
    },
    Sample {
        name: "海韵餐饮管理有限公司",
        category: Category::Restaurant,
        shops: &[("海韵职工食堂", "示范县工业园区创业路9号", 29.3233, 121.5340)],
        hours: "10:30—20:30",
        discount: "工作日午市八八折",
    },
    Sample {
        name: "示范公共交通有限公司",
        category: Category::Transport,
        shops: &[("公交客运中心服务点", "示范县站前路1号", 29.3102, 121.4920)],
        hours: "6:30—18:30",
        discount: "职工月票九折",
    },
    Sample {
        name: "跃动体育发展有限公司",
        category: Category::Sport,
        shops: &[("跃动羽毛球馆", "示范县体育路6号", 29.3150, 121.5078)],
        hours: "9:00—22:00",
        discount: "工作日白天场地半价",
    },
    Sample {
        name: "康宁体检门诊部",
        category: Category::Health,
        shops: &[("康宁体检门诊部", "示范县健康路18号", 29.2967, 121.5101)],
        hours: "7:00—11:30",
        discount: "体检套餐八五折",
    },
    Sample {
        name: "青山疗休养度假村有限公司",
        category: Category::Travel,
        shops: &[("青山度假村", "示范县青山镇溪口村1号", 29.3520, 121.4511)],
        hours: "全天",
        discount: "会员房价七折",
    },
    Sample {
        name: "便民洗衣服务部",
        category: Category::Other,
        shops: &[("便民洗衣（人民路店）", "示范县人民路120号", 29.3040, 121.4995)],
        hours: "8:00—20:00",
        discount: "洗衣满30元减5元",
    },
    Sample {
        name: "乐购生鲜超市",
        category: Category::Supermarket,
        shops: &[("乐购生鲜（南苑店）", "示范县南苑路55号", 29.2890, 121.5025)],
        hours: "6:30—21:00",
        discount: "",
    },
    Sample {
        name: "星光影院有限公司", category: Category::Cinema, shops: &[], hours: "", discount: ""
    },
];

/// The account at the till of the cinema.
#[derive(Clone, Debug, Default)]
pub struct Clerk {
    /// Name to sign in with.
    pub username: String,
    /// Name of the holder.
    pub name: String,
    /// Password.
    pub password: String,
}

/// The merchants where something is redeemed, with their tills.
pub struct Made {
    pub(super) cinema: Till,
    pub(super) market: Till,
    pub(super) books: Till,
    /// The account at the till of the cinema.
    pub clerk: Clerk,
}

/// Fills merchants in: ten under contract, one of them suspended, one that waits for the review, one draft.
pub fn fill(app: &App, staff: &Staff, union: Id) -> Result<Made> {
    let today = app.clock().today();
    let mut tills = Vec::new();
    for (n, sample) in SAMPLES.iter().enumerate() {
        let m = enter(app, staff, union, (n, sample), today)?;
        let first = shops(app, staff, &m, sample, today)?;
        if let Some(first) = first.filter(|_| n < 3) {
            tills.push((m.clone(), first));
        }
        if n < 11 {
            let (up, m) = (staff.officer.permit::<res::Merchant, act::Update>()?, m.clone());
            let m = app.store().write_blocking(move |tx| propose(tx, &up, (m.id, m.version)))?;
            if n < 10 {
                let scope = staff.manager.permit::<res::Merchant, act::Approve>()?;
                let m = app.store().write_blocking(move |tx| contract(tx, &scope, (m.id, m.version)))?;
                if n == 9 {
                    let up = staff.officer.permit::<res::Merchant, act::Update>()?;
                    let why = "门店装修，暂停核销";
                    app.store()
                        .write_blocking(move |tx| suspend(tx, &up, (m.id, m.version), why).map(drop))?;
                }
            }
        }
    }
    let names = [("dianyuan", "影城店员"), ("dianyuan2", "超市店员"), ("dianyuan3", "书店店员")];
    let mut made = Vec::new();
    let mut password = String::new();
    for ((m, shop), (username, name)) in tills.into_iter().zip(names) {
        let (till, word) = clerk(app, staff, (&m, shop), (username, name))?;
        if made.is_empty() {
            password = word;
        }
        made.push(till);
    }
    let [cinema, market, books] = <[Till; 3]>::try_from(made).map_err(|_| broken("tills of the demo"))?;
    let clerk = Clerk { username: names[0].0.to_owned(), name: names[0].1.to_owned(), password };
    Ok(Made { cinema, market, books, clerk })
}

fn enter(
    app: &App,
    staff: &Staff,
    union: Id,
    (n, sample): (usize, &'static Sample),
    today: Day,
) -> Result<Merchant> {
    let code = CreditCode::compose("91", 330_226, &format!("MA2DEM{n:02}"));
    let code = code.ok_or_else(|| broken("a credit code of the demo"))?;
    let told = Told {
        name: sample.name.to_owned(),
        category: sample.category,
        contact: format!("{}店长", ["王", "李", "张", "刘"][n % 4]),
        phone: format!("1380000{:04}", 7_000 + n),
        holder: sample.name.to_owned(),
        bank: "示范银行示范支行".to_owned(),
        account: format!("330200010000{n:04}88"),
        contract_from: today.year_start(),
        contract_to: today.year_start().plus_months(24).plus_days(-1),
    };
    let (scope, keys) = (staff.officer.permit::<res::Merchant, act::Create>()?, app.keyring().clone());
    Ok(app.store().write_blocking(move |tx| add(tx, &keys, &scope, (union, code.as_str()), &told))?)
}

/// Shops and the discount of a merchant; the first shop.
fn shops(app: &App, staff: &Staff, m: &Merchant, sample: &Sample, today: Day) -> Result<Option<Id>> {
    let mut first = None;
    for (name, address, lat, lng) in sample.shops {
        let told = ToldShop {
            name: (*name).to_owned(),
            address: (*address).to_owned(),
            degrees: Some((*lat, *lng)),
            hours: sample.hours.to_owned(),
            phone: "0574-65550200".to_owned(),
            open: true,
        };
        let (scope, id) = (staff.officer.permit::<res::Merchant, act::Update>()?, m.id);
        let s = app.store().write_blocking(move |tx| put_shop(tx, &scope, (id, None), &told))?;
        first = first.or(Some(s.id));
    }
    if !sample.discount.is_empty() {
        let (scope, id, title) =
            (staff.officer.permit::<res::Merchant, act::Update>()?, m.id, sample.discount);
        let days = (today.year_start(), None);
        let detail = "结账前出示会员码，不与店内其他优惠同时使用。";
        app.store().write_blocking(move |tx| {
            let d = add_discount(tx, &scope, id, (title, detail), days, &DiscountTerms::default())?;
            told(tx, &scope, &d, today)
        })?;
    }
    // Whoever has several shops also has a day for members, recorded at the till by the member's code.
    if sample.shops.len() > 1 {
        let (scope, id) = (staff.officer.permit::<res::Merchant, act::Update>()?, m.id);
        let (text, days) = (("会员服务日满100元减10元", "凭会员码登记。"), (today.year_start(), None));
        let on = ServiceDays { month_days: vec![1, 5], ..ServiceDays::default() };
        let terms = DiscountTerms { by_code: true, per_day: 1, days: on };
        app.store().write_blocking(move |tx| add_discount(tx, &scope, id, text, days, &terms))?;
    }
    Ok(first)
}

/// What a merchant told of a discount: of the months of this year before this one, at most three.
fn told(tx: &mut Tx<'_>, scope: &Scope<res::Merchant, act::Update>, d: &Discount, today: Day) -> Dealt<()> {
    for ago in (1..=3).rev() {
        let month = today.month_start().plus_months(-ago);
        if month < d.from {
            continue;
        }
        let times = 180 + d.id.0.rem_euclid(97) + 11 * ago;
        let e =
            Entered { month: month_of(month), times, off: Fen(times * 350), note: String::new(), version: 0 };
        put(tx, scope, (d.merchant_id, d.id), &e)?;
    }
    Ok(())
}

fn clerk(
    app: &App,
    staff: &Staff,
    (m, shop_id): (&Merchant, Id),
    (username, name): (&str, &str),
) -> Result<(Till, String)> {
    let password = random_password(app);
    let hash = hash_password(&password, &app.random())?;
    let new = NewClerk {
        shop_id,
        name: name.to_owned(),
        sign_in: username.to_owned(),
        phone: String::new(),
        manager: true,
        account: Secret { hash, totp: Some(app.random::<20>().to_vec()), must_change: false },
    };
    let (scope, keys) = (staff.officer.permit::<res::Merchant, act::Update>()?, app.keyring().clone());
    let (merchant_id, union) = (m.id, m.union_id);
    let made = app.store().write_blocking(move |tx| {
        let c = add_clerk(tx, &keys, &scope, merchant_id, &new)?;
        let path = union_by_id(tx, union)?.ok_or(MerchantError::NotFound)?.place();
        Ok::<_, MerchantError>((c.account_id, path))
    });
    let (account, path) = made?;
    let grant = Grant { role: Role::MerchantClerk, union_id: union, path };
    let actor = Actor::staff(account, name, vec![grant]);
    Ok((Till { actor, merchant_id, shop_id }, password))
}

/// Redeems some of what people got; makes a statement that is paid, one that waits for the cinema, one that is a draft.
pub fn redeem(app: &App, staff: &Staff, union: Id, made: &Made) -> Result<usize> {
    let now = app.clock().now();
    let live = app.store().read_blocking(move |tx| {
        let ids = campaign::live(tx, now)?;
        ids.into_iter()
            .filter_map(|id| campaign::unscoped(tx, id).transpose())
            .collect::<store::DbResult<Vec<_>>>()
    })?;
    let of = |kind: CampaignKind, state: CampaignState| {
        live.iter().find(|c| c.union_id == union && c.kind == kind && c.state == state)
    };
    let mut used = 0;
    if let Some(over) = of(CampaignKind::Coupon, CampaignState::Ended) {
        used += take(app, &made.books, over, 24)?;
        paid(app, staff, union, &made.books)?;
    }
    if let Some(packets) = of(CampaignKind::RedPacket, CampaignState::Published) {
        used += take(app, &made.cinema, packets, 12)?;
        paid(app, staff, union, &made.cinema)?;
        used += take(app, &made.cinema, packets, 8)?;
        sent(app, staff, union, &made.cinema)?;
        used += take(app, &made.cinema, packets, 3)?;
    }
    if let Some(open) = of(CampaignKind::Coupon, CampaignState::Published) {
        used += take(app, &made.market, open, 30)?;
        statement(app, staff, union, &made.market)?;
    }
    Ok(used)
}

/// Redeems so many of a campaign's vouchers that are held, the oldest first.
fn take(app: &App, till: &Till, c: &Campaign, most: usize) -> Result<usize> {
    let id = c.id;
    let all = app.store().read_blocking(move |tx| voucher::since(tx, id, 0, 1_000))?;
    let held = all.iter().filter(|v| v.state == VoucherState::Held).take(most);
    let scans: Vec<Scan> = held
        .map(|v| Scan {
            till: till.clone(),
            campaign_id: id,
            serial: v.serial,
            offline_at: None,
            key: format!("demo-{}-{}", id, v.serial),
            device: format!("demo-{}", till.shop_id),
        })
        .collect();
    let done = app.store().write_blocking(move |tx| redeem_each(tx, 0, &scans))?;
    let mut used = 0;
    for outcome in done {
        outcome?;
        used += 1;
    }
    Ok(used)
}

/// A statement of everything that is owed to a merchant.
fn statement(app: &App, staff: &Staff, union: Id, till: &Till) -> Result<Statement> {
    let today = app.clock().today();
    let scope = staff.officer.permit::<res::Redemption, act::Create>()?;
    let (merchant, days) = (till.merchant_id, (today.month_start(), today));
    let made =
        app.store().write_blocking(move |tx| settle_merchant::make(tx, &scope, (union, merchant), days))?;
    made.ok_or_else(|| broken("nothing to settle in the demo"))
}

fn sent(app: &App, staff: &Staff, union: Id, till: &Till) -> Result<Statement> {
    let s = statement(app, staff, union, till)?;
    let scope = staff.officer.permit::<res::Redemption, act::Update>()?;
    Ok(app.store().write_blocking(move |tx| settle_steps::send(tx, &scope, (s.id, s.version)))?)
}

/// A statement that was sent, confirmed, approved and paid.
fn paid(app: &App, staff: &Staff, union: Id, till: &Till) -> Result<()> {
    let s = sent(app, staff, union, till)?;
    let (at, approving) = (till.clone(), staff.manager.permit::<res::Redemption, act::Approve>()?);
    let paying = staff.officer.permit::<res::Redemption, act::Update>()?;
    app.store().write_blocking(move |tx| {
        let s = settle_steps::confirm(tx, &at, (s.id, s.version))?;
        let s = settle_steps::approve(tx, &approving, (s.id, s.version))?;
        settle_steps::pay(tx, &paying, (s.id, s.version), &bank_ref(tx.now())).map(drop)
    })?;
    Ok(())
}

fn bank_ref(now: Timestamp) -> String {
    format!("示范银行{}", now.day().number())
}
