//! Merchants under contract, their tills, and what is redeemed there.

use benefits::MerchantError;
use benefits::model::campaign::Campaign;
use benefits::model::merchant::{Category, Merchant, Shop};
use benefits::model::redemption::Redemption;
use benefits::model::settling::Statement;
use benefits::ops::clerk::{NewClerk, Secret, add as add_clerk};
use benefits::ops::merchant::{Told, ToldShop, add, put_shop};
use benefits::ops::merchant_steps::{contract, propose};
use benefits::ops::redeem::{Outcome, Scan, Till, redeem_each};
use benefits::ops::{settle_merchant, settle_steps};
use benefits::store::settling;
use guard::{Actor, Grant, Role, act, res};
use kernel::{CreditCode, Day, Id, Timestamp};
use platform::App;
use store::{DbError, Tx};

use super::world::World;

/// A merchant with a shop and a till.
#[derive(Clone, Debug)]
pub struct Place {
    pub merchant: Merchant,
    pub shop: Shop,
    pub till: Till,
}

pub fn told(name: &str, today: Day) -> Told {
    Told {
        name: name.into(),
        category: Category::Cinema,
        contact: "王店长".into(),
        phone: "13800007001".into(),
        holder: name.into(),
        bank: "示范银行".into(),
        account: "33020001000001".into(),
        contract_from: today.plus_days(-30),
        contract_to: today.plus_days(335),
    }
}

/// The credit code of the `n`-th merchant of the tests.
pub fn code(n: u32) -> String {
    CreditCode::compose("91", 330_226, &format!("MA2TE0{n:02}")).unwrap().as_str().to_owned()
}

impl World {
    /// Writes with the operations of merchants.
    pub fn deal<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, MerchantError> + Send + 'static,
    ) -> Result<T, MerchantError> {
        self.app.store().write_blocking(work)
    }

    /// A merchant of the county as it was entered.
    pub fn entered(&self, n: u32) -> Merchant {
        let (scope, keys) =
            (self.officer.permit::<res::Merchant, act::Create>().unwrap(), self.app.keyring().clone());
        let (union, told) = (self.r.county.id, told(&format!("示范影城{n}号"), self.app.clock().today()));
        self.deal(move |tx| add(tx, &keys, &scope, (union, &code(n)), &told)).unwrap()
    }

    /// A merchant of the county under contract, with a shop and a till.
    pub fn merchant(&self, n: u32) -> Place {
        let m = self.entered(n);
        let up = self.officer.permit::<res::Merchant, act::Update>().unwrap();
        let approve = self.manager.permit::<res::Merchant, act::Approve>().unwrap();
        let m = self
            .deal(move |tx| {
                let m = propose(tx, &up, (m.id, m.version))?;
                contract(tx, &approve, (m.id, m.version))
            })
            .unwrap();
        let shop = self.shop(&m, "示范影城");
        let till = self.clerk(&m, &shop, &format!("till-{n}"), "");
        Place { merchant: m, shop, till }
    }

    /// A shop of a merchant.
    pub fn shop(&self, m: &Merchant, name: &str) -> Shop {
        let (scope, id) = (self.officer.permit::<res::Merchant, act::Update>().unwrap(), m.id);
        let told = ToldShop {
            name: name.into(),
            address: "示范县人民路88号".into(),
            degrees: Some((29.3, 121.5)),
            hours: "9:30—23:00".into(),
            phone: "0574-65550200".into(),
            open: true,
        };
        self.deal(move |tx| put_shop(tx, &scope, (id, None), &told)).unwrap()
    }

    /// Somebody at the till of a shop; signs in with `Right-1234`.
    pub fn clerk(&self, m: &Merchant, shop: &Shop, sign_in: &str, phone: &str) -> Till {
        let (scope, keys) =
            (self.officer.permit::<res::Merchant, act::Update>().unwrap(), self.app.keyring().clone());
        let new = NewClerk {
            shop_id: shop.id,
            name: "李店员".into(),
            sign_in: sign_in.into(),
            phone: phone.into(),
            manager: sign_in.ends_with("-boss"),
            account: Secret {
                hash: platform::accounts::hash_password("Right-1234", &[9; 16]).unwrap(),
                totp: Some(b"12345678901234567890".to_vec()),
                must_change: false,
            },
        };
        let (id, union, path) = (m.id, m.union_id, self.r.county.place());
        let c = self.deal(move |tx| add_clerk(tx, &keys, &scope, id, &new)).unwrap();
        let grant = Grant { role: Role::MerchantClerk, union_id: union, path };
        Till {
            actor: Actor::staff(c.account_id, "李店员", vec![grant]), merchant_id: id, shop_id: shop.id
        }
    }

    /// Vouchers are shown at tills at once; what became of each.
    pub fn scans(&self, all: &[Scan]) -> Vec<Outcome> {
        hand_in(&self.app, all)
    }

    /// A voucher is taken at a till.
    pub fn redeemed(&self, till: &Till, c: &Campaign, serial: i64) -> Redemption {
        let scan = scan(till, c, serial, &format!("scan-{}-{serial}", c.id));
        self.scans(&[scan]).remove(0).unwrap().redemption
    }

    /// A statement of everything that a merchant is owed until today; none if there is nothing.
    pub fn statement(&self, m: &Merchant) -> Option<Statement> {
        let scope = self.officer.permit::<res::Redemption, act::Create>().unwrap();
        let (key, today) = ((self.r.county.id, m.id), self.app.clock().today());
        self.deal(move |tx| settle_merchant::make(tx, &scope, key, (today.month_start(), today))).unwrap()
    }

    /// A statement goes to the merchant.
    pub fn sent(&self, s: &Statement) -> Statement {
        let (scope, key) =
            (self.officer.permit::<res::Redemption, act::Update>().unwrap(), (s.id, s.version));
        self.deal(move |tx| settle_steps::send(tx, &scope, key)).unwrap()
    }

    /// A draft is sent, confirmed and approved.
    pub fn agreed(&self, s: &Statement, till: &Till) -> Statement {
        let s = self.sent(s);
        let (till, approve) = (till.clone(), self.manager.permit::<res::Redemption, act::Approve>().unwrap());
        self.deal(move |tx| {
            let s = settle_steps::confirm(tx, &till, (s.id, s.version))?;
            settle_steps::approve(tx, &approve, (s.id, s.version))
        })
        .unwrap()
    }

    /// The bank pays an approved statement.
    pub fn paid(&self, s: &Statement) -> Result<Statement, MerchantError> {
        let (scope, key) =
            (self.officer.permit::<res::Redemption, act::Update>().unwrap(), (s.id, s.version));
        self.deal(move |tx| settle_steps::pay(tx, &scope, key, "20261128001"))
    }

    /// What a merchant is owed by the county, and the book says of all merchants together.
    pub fn owed(&self, m: &Merchant) -> i64 {
        let (id, county) = (m.id, self.r.county.id);
        let (one, all) = self
            .app
            .store()
            .read_blocking(move |tx| {
                Ok::<_, DbError>((settling::owed(tx, id, county)?, settling::owed_by(tx, county)?))
            })
            .unwrap();
        let payable = self.booked("benefits:merchant:");
        assert_eq!((self.balance("benefits:unsettled"), payable), (all.0.0, all.1.0), "the book");
        one.0
    }
}

/// Minutes of one bill, as the tests take them.
pub const STACK_MINUTES: i64 = 5;

/// The same in another process.
pub fn hand_in(app: &App, all: &[Scan]) -> Vec<Outcome> {
    let all = all.to_vec();
    app.store().write_blocking(move |tx| redeem_each(tx, STACK_MINUTES, &all)).unwrap()
}

/// A voucher at a till.
pub fn scan(till: &Till, c: &Campaign, serial: i64, key: &str) -> Scan {
    Scan {
        till: till.clone(),
        campaign_id: c.id,
        serial,
        offline_at: None,
        key: key.into(),
        device: "device-1".into(),
    }
}

/// A voucher that a till took at an instant without a network.
pub fn kept(till: &Till, c: &Campaign, serial: i64, at: Timestamp) -> Scan {
    Scan { offline_at: Some(at), ..scan(till, c, serial, &format!("kept-{}-{serial}", at.0)) }
}

/// Merchant of an id.
pub fn again(app: &App, id: Id) -> Merchant {
    app.store().read_blocking(move |tx| benefits::store::merchant::unscoped(tx, id)).unwrap().unwrap()
}
