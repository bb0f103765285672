//! Merchants, their shops, who stands at their tills, and what every member gets there.

use kernel::{Day, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

use super::service_days::ServiceDays;

/// Where a merchant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitMerchantState)]
pub enum MerchantState {
    /// 拟入驻.
    Draft,
    /// 待审核: somebody else decides.
    Proposed,
    /// 合作中: its tills take vouchers while the contract lasts.
    Contracted,
    /// 暂停合作: its tills take nothing until it goes on.
    Suspended,
    /// 已终止.
    Ended,
    /// 黑名单: not taken in again before a day.
    Blacklisted,
}

impl MerchantState {
    /// All states.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Proposed, Self::Contracted, Self::Suspended, Self::Ended, Self::Blacklisted];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Contracted => "contracted",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
            Self::Blacklisted => "blacklisted",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "拟入驻",
            Self::Proposed => "待审核",
            Self::Contracted => "合作中",
            Self::Suspended => "暂停合作",
            Self::Ended => "已终止",
            Self::Blacklisted => "黑名单",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What a merchant sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitCategory)]
pub enum Category {
    /// 影院.
    Cinema,
    /// 商超.
    Supermarket,
    /// 书店.
    Bookshop,
    /// 餐饮.
    Restaurant,
    /// 交通出行.
    Transport,
    /// 体育健身.
    Sport,
    /// 医疗健康.
    Health,
    /// 旅游住宿.
    Travel,
    /// 其他.
    Other,
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Cinema,
        Self::Supermarket,
        Self::Bookshop,
        Self::Restaurant,
        Self::Transport,
        Self::Sport,
        Self::Health,
        Self::Travel,
        Self::Other,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cinema => "cinema",
            Self::Supermarket => "supermarket",
            Self::Bookshop => "bookshop",
            Self::Restaurant => "restaurant",
            Self::Transport => "transport",
            Self::Sport => "sport",
            Self::Health => "health",
            Self::Travel => "travel",
            Self::Other => "other",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Cinema => "影院",
            Self::Supermarket => "商超",
            Self::Bookshop => "书店",
            Self::Restaurant => "餐饮",
            Self::Transport => "交通出行",
            Self::Sport => "体育健身",
            Self::Health => "医疗健康",
            Self::Travel => "旅游住宿",
            Self::Other => "其他",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// A merchant. Phone and account are sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merchant {
    /// Merchant.
    pub id: Id,
    /// Union under contract with it.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Name, 2 to 60 characters.
    pub name: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// What it sells.
    pub category: Category,
    /// Who is asked for there.
    pub contact: String,
    /// Sealed phone.
    pub phone: Vec<u8>,
    /// Its last four digits.
    pub phone_tail: String,
    /// Holder of the account that is paid.
    pub holder: String,
    /// Bank.
    pub bank: String,
    /// Sealed account.
    pub account: Vec<u8>,
    /// Its last four digits.
    pub account_tail: String,
    /// First day of the contract.
    pub contract_from: Day,
    /// Last day of the contract.
    pub contract_to: Day,
    /// Where it stands.
    pub state: MerchantState,
    /// Why it was returned, suspended, ended or blacklisted.
    pub reason: String,
    /// Last day on the blacklist.
    pub barred_until: Option<Day>,
    /// Account that entered it.
    pub made_by: Id,
    /// Its name.
    pub made_by_name: String,
    /// Account that proposed it last; 0 if nobody did.
    pub proposed_by: Id,
    /// Who decided last.
    pub decided_by_name: String,
    /// When; 0 if nobody did.
    pub decided_at: Timestamp,
    /// When it was entered.
    pub created_at: Timestamp,
    /// Raised by every change.
    pub version: i64,
}

impl Merchant {
    /// Whether its tills take vouchers on a day.
    pub fn is_open(&self, day: Day) -> bool {
        self.state == MerchantState::Contracted && self.contract_from <= day && day <= self.contract_to
    }
}

/// A shop of a merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// Merchant.
    pub merchant_id: Id,
    /// Shop.
    pub id: Id,
    /// Name, 2 to 60 characters.
    pub name: String,
    /// Address, 2 to 100 characters.
    pub address: String,
    /// Where it is, if somebody told.
    pub place: Option<Place>,
    /// When it is open, in words.
    pub hours: String,
    /// Phone of the shop, as customers know it.
    pub phone: String,
    /// Whether it takes part.
    pub open: bool,
    /// Raised by every change.
    pub version: i64,
}

/// A point on the earth, in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Latitude, −90,000,000 to 90,000,000.
    pub lat: i64,
    /// Longitude, −180,000,000 to 180,000,000.
    pub lng: i64,
}

impl Place {
    /// From degrees; `None` where there is no such point.
    pub fn of_degrees(lat: f64, lng: f64) -> Option<Self> {
        let fits = lat.abs() <= 90.0 && lng.abs() <= 180.0;
        fits.then(|| Self { lat: (lat * 1e6).round() as i64, lng: (lng * 1e6).round() as i64 })
    }

    /// In degrees: latitude, longitude.
    pub fn degrees(self) -> (f64, f64) {
        (self.lat as f64 / 1e6, self.lng as f64 / 1e6)
    }

    /// Metres to another point, as the crow flies.
    pub fn metres(self, other: Self) -> i64 {
        let ((a, b), (c, d)) = (self.degrees(), other.degrees());
        let (lat, lng) = ((c - a).to_radians(), (d - b).to_radians());
        let h = (lat / 2.0).sin().powi(2)
            + a.to_radians().cos() * c.to_radians().cos() * (lng / 2.0).sin().powi(2);
        (2.0 * 6_371_000.0 * h.sqrt().min(1.0).asin()).round() as i64
    }
}

/// Somebody of a merchant with an account of this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clerk {
    /// Account.
    pub account_id: Id,
    /// Merchant.
    pub merchant_id: Id,
    /// Shop.
    pub shop_id: Id,
    /// Name.
    pub name: String,
    /// Name to sign in with.
    pub sign_in: String,
    /// Sealed phone; empty where nobody told.
    pub phone: Vec<u8>,
    /// Whether the account may still be used.
    pub open: bool,
    /// Whether it speaks for the merchant and not only stands at a till.
    pub manager: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What every member gets at a merchant, without a voucher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// Merchant.
    pub merchant_id: Id,
    /// Discount.
    pub id: Id,
    /// In one line, 2 to 30 characters: 凭会员码九折.
    pub title: String,
    /// The rest, up to 200 characters.
    pub detail: String,
    /// First day.
    pub from: Day,
    /// Last day; [`Day::OPEN`] until further notice.
    pub to: Day,
    /// How and when it is given.
    pub terms: DiscountTerms,
    /// Raised by every change.
    pub version: i64,
}

impl Discount {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && day <= self.to && self.terms.days.holds(day)
    }
}

/// How and when a standing discount is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscountTerms {
    /// For the member's code alone: each use is recorded at the till, and no monthly return tells of it.
    pub by_code: bool,
    /// How often a day to one member, 1 to 20; asked only where it is recorded.
    pub per_day: i64,
    /// On which days.
    pub days: ServiceDays,
}

impl Default for DiscountTerms {
    fn default() -> Self {
        Self { by_code: false, per_day: 1, days: ServiceDays::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_till_is_open_while_the_contract_lasts_and_nothing_is_in_the_way() {
        let mut m = Merchant {
            id: Id(1),
            union_id: Id(1),
            union_name: String::new(),
            union_path: OrgPath::top(),
            name: String::new(),
            credit_code: String::new(),
            category: Category::Cinema,
            contact: String::new(),
            phone: Vec::new(),
            phone_tail: String::new(),
            holder: String::new(),
            bank: String::new(),
            account: Vec::new(),
            account_tail: String::new(),
            contract_from: Day::constant(2026, 1, 1),
            contract_to: Day::constant(2026, 12, 31),
            state: MerchantState::Contracted,
            reason: String::new(),
            barred_until: None,
            made_by: Id(1),
            made_by_name: String::new(),
            proposed_by: Id(1),
            decided_by_name: String::new(),
            decided_at: Timestamp(0),
            created_at: Timestamp(0),
            version: 1,
        };
        assert!(m.is_open(Day::constant(2026, 1, 1)) && m.is_open(Day::constant(2026, 12, 31)));
        assert!(!m.is_open(Day::constant(2025, 12, 31)) && !m.is_open(Day::constant(2027, 1, 1)));
        m.state = MerchantState::Suspended;
        assert!(!m.is_open(Day::constant(2026, 6, 1)));
    }

    #[test]
    fn distances_are_those_of_a_sphere() {
        let place = |lat, lng| Place::of_degrees(lat, lng).unwrap();
        assert_eq!(place(29.0, 121.0).metres(place(29.0, 121.0)), 0);
        // A degree of a meridian is 111.2 km; one of a parallel is that times the cosine.
        assert_eq!(place(29.0, 121.0).metres(place(30.0, 121.0)), 111_195);
        assert_eq!(place(60.0, 10.0).metres(place(60.0, 11.0)), 55_597);
        assert_eq!(Place::of_degrees(91.0, 0.0), None);
    }

    #[test]
    fn stored_names_lead_back() {
        assert!(MerchantState::ALL.iter().all(|s| MerchantState::parse(s.code()) == Some(*s)));
        assert!(Category::ALL.iter().all(|c| Category::parse(c.code()) == Some(*c)));
    }
}
