//! A county with two townships, members, who works for it, a budget, and campaigns.

use benefits::CampaignError;
use benefits::model::campaign::{
    Amounts, Campaign, CampaignKind, Limit, Offer, Prize, Span, Stacking, Terms,
};
use benefits::ops::accounts::{issued_account, unsettled_account};
use benefits::ops::issue::{Issuing, Outcome, Wanted, issue_each};
use benefits::ops::{budget, campaign, campaign_steps};
use benefits::rules::campaign::Draft;
use benefits::store::voucher;
use guard::{Actor, Grant, Role, act, res};
use kernel::{Day, DocumentKind, Fen, Id, PersonDocument, Timestamp};
use platform::App;
use platform::ledger::{self, Entry, account_of, transfer};
use registry::RegistryError;
use registry::api::{
    self, Birth, BirthPrecision, EventKind, NewMembership, NewPerson, Profile, Status, Union,
};
use store::Tx;
use testkit::TestDb;

use super::{Register, program};

/// Somebody of the register.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: Id,
    pub name: String,
    pub number: String,
    pub phone: String,
}

/// A county with two townships, each with a union that has members; a budget of the year.
pub struct World {
    pub app: App,
    pub r: Register,
    /// 普惠经办 of the county.
    pub officer: Actor,
    /// 普惠负责人 of the county, another person.
    pub manager: Actor,
}

/// An hour.
pub const HOUR: i64 = 3_600_000;

/// What is granted: 1,000,000 yuan.
pub const GRANTED: Fen = Fen(100_000_000);

pub fn day(n: i64) -> Day {
    Day::from_number(n).unwrap()
}

/// The `n`-th person: name, number, mobile.
pub fn who(n: u32) -> (String, String, String) {
    let letters: Vec<char> = "赵钱孙李周吴郑王冯陈".chars().collect();
    let given: String = n.to_string().chars().map(|c| letters[c.to_digit(10).unwrap() as usize]).collect();
    let born = Day::constant(1985, 1, 1).plus_days(i64::from(n / 400));
    let number = kernel::IdNumber::compose(330_226, born, (n % 400 * 2 + 1) as u16).unwrap();
    (format!("张{given}"), number.as_str().to_owned(), format!("138{n:08}"))
}

impl World {
    /// With the budget of this year and of the next.
    pub fn new(db: &TestDb) -> Self {
        let app = super::app(db);
        app.load_dated().unwrap();
        let r = Register::new(&app);
        let of = |id: i64, name: &str, role| {
            let grant = Grant { role, union_id: r.county.id, path: r.county.place() };
            Actor::staff(Id(id), name, vec![grant])
        };
        let officer = of(910_001, "普惠经办", Role::BenefitsOfficer);
        let manager = of(910_002, "普惠负责人", Role::BenefitsManager);
        let w = Self { app, r, officer, manager };
        let year = i64::from(w.app.clock().today().year());
        for year in [year, year + 1] {
            w.grant(w.r.county.id, year, GRANTED).unwrap();
        }
        w
    }

    pub fn now(&self) -> Timestamp {
        self.app.clock().now()
    }

    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, CampaignError> + Send + 'static,
    ) -> Result<T, CampaignError> {
        self.app.store().write_blocking(work)
    }

    pub fn grant(&self, union: Id, year: i64, amount: Fen) -> Result<(), CampaignError> {
        let scope = self.manager.permit::<res::Campaign, act::Approve>().unwrap();
        let new = budget::NewGrant { year, amount, basis: "年度预算〔2026〕1号".into() };
        self.write(move |tx| budget::grant(tx, &scope, union, &new).map(drop))
    }

    /// Enters members of a union, who are members since the first of March 2020.
    pub fn members(&self, union: &Union, from: u32, count: u32) -> Vec<Member> {
        self.people(union, (from..from + count).map(|n| (n, Profile::default())).collect(), day(20_200_301))
    }

    /// Enters members with what is known of them; the name is made from the number.
    pub fn people(&self, union: &Union, who_: Vec<(u32, Profile)>, since: Day) -> Vec<Member> {
        let keys = self.app.keyring().clone();
        let today = self.app.clock().today();
        let m = NewMembership {
            union_id: union.id,
            union_path: union.place(),
            employer_id: None,
            employer_name: String::new(),
            status: Status::Active,
            event: EventKind::Joined,
            day: since,
            reason: String::new(),
            batch_id: None,
        };
        let mut known = Vec::new();
        let mut rows = Vec::new();
        for (n, profile) in who_ {
            let (name, number, phone) = who(n);
            let document = PersonDocument::parse(DocumentKind::IdCard, &number, today).unwrap();
            let birth = Birth { day: document.birth_day(), precision: BirthPrecision::Day };
            let profile = Profile {
                name: name.clone(),
                sex: if profile.sex.is_empty() { "1".into() } else { profile.sex },
                work_state: if profile.work_state.is_empty() { "1".into() } else { profile.work_state },
                ..profile
            };
            rows.push((
                NewPerson { profile, birth, document, phone: kernel::Phone::parse(&phone).ok() },
                m.clone(),
            ));
            known.push((name, number, phone));
        }
        let entered = self.app.store().write_blocking(move |tx| {
            api::enter_people(tx, &keys, &program(), &rows).map_err(RegistryError::from)
        });
        let ids = entered.unwrap().into_iter().map(|e| e.person_id);
        ids.zip(known).map(|(id, (name, number, phone))| Member { id, name, number, phone }).collect()
    }

    /// A campaign of a kind as it is written: 5 vouchers of 29 yuan that hold 14 days, one each; open from an hour ago for a day.
    pub fn draft(&self, kind: CampaignKind) -> Draft {
        let now = self.now();
        let prize = |title: &str, count, worth| Prize { title: title.into(), count, worth: Fen(worth) };
        let draw = kind == CampaignKind::Draw;
        let tickets = kind == CampaignKind::Instant;
        let queue = kind == CampaignKind::Queue;
        Draft {
            kind,
            title: format!("示范{}", kind.title()),
            terms: Terms {
                rules: "每人一张，先到先得".into(),
                offer: Offer {
                    title: "电影票一张".into(),
                    worth: Fen(2_900),
                    pays: Fen(100),
                    days: 14,
                    until: None,
                    merchants: Vec::new(),
                },
                limit: Limit { per: Span::Campaign, most: 1 },
                who: Vec::new(),
                amounts: (kind == CampaignKind::RedPacket)
                    .then_some(Amounts { least: Fen(100), most: Fen(8_800) }),
                prizes: if draw || tickets {
                    vec![prize("一箱橙子", 1, 6_000), prize("一张书券", 2, 2_000)]
                } else {
                    vec![]
                },
                reserves: if draw { 2 } else { 0 },
                source: if draw || queue {
                    "次日15时上证综指收盘点位".into()
                } else {
                    String::new()
                },
                quiz: None,
                sign_up_until: queue.then_some(now.plus_ms(HOUR)),
                daily: None,
                stacking: Stacking::default(),
                delivery: None,
            },
            opens_at: now.plus_ms(-HOUR),
            closes_at: now.plus_ms(24 * HOUR),
            stock: 5,
        }
    }

    /// Makes a draft of the county.
    pub fn made(&self, draft: Draft) -> Campaign {
        self.made_at(self.r.county.id, draft).unwrap()
    }

    /// Makes a draft of a union.
    pub fn made_at(&self, union: Id, draft: Draft) -> Result<Campaign, CampaignError> {
        let scope = self.officer.permit::<res::Campaign, act::Create>().unwrap();
        let codes = self.app.codesets();
        self.write(move |tx| campaign::create(tx, &codes, &scope, union, draft.clone()))
    }

    /// Proposes a draft.
    pub fn proposed(&self, c: &Campaign) -> Result<Campaign, CampaignError> {
        let scope = self.officer.permit::<res::Campaign, act::Propose>().unwrap();
        let (codes, at) = (self.app.codesets(), (c.id, c.version));
        self.write(move |tx| campaign::propose(tx, &codes, &scope, at))
    }

    /// Puts a proposal on line.
    pub fn approved(&self, c: &Campaign) -> Result<Campaign, CampaignError> {
        let scope = self.manager.permit::<res::Campaign, act::Approve>().unwrap();
        let (keys, at) = (self.app.keyring().clone(), (c.id, c.version));
        self.write(move |tx| campaign_steps::publish(tx, &keys, &scope, at))
    }

    /// A campaign of a kind on line, as [`Self::draft`] has it: open now.
    pub fn published(&self, kind: CampaignKind) -> Campaign {
        self.on_line(self.draft(kind))
    }

    /// A campaign on line, as it is written here.
    pub fn on_line(&self, draft: Draft) -> Campaign {
        let c = self.made(draft);
        let c = self.proposed(&c).unwrap();
        self.approved(&c).unwrap()
    }

    /// Ends a campaign that is on line before its time.
    pub fn stopped(&self, c: &Campaign) -> Campaign {
        let scope = self.manager.permit::<res::Campaign, act::Approve>().unwrap();
        let at = (c.id, self.again(c).version);
        self.write(move |tx| campaign_steps::stop(tx, &scope, at, "活动提前结束")).unwrap()
    }

    /// Members take from a campaign, in one batch; what each got.
    pub fn take(&self, c: &Campaign, all: &[Member]) -> Vec<Outcome> {
        let wanted: Vec<Wanted> = all
            .iter()
            .map(|m| Wanted { campaign_id: c.id, person_id: m.id, union_id: self.r.mine.id, seen: 0 })
            .collect();
        let with = Issuing::of(&self.app);
        self.app.store().write_blocking(move |tx| issue_each(tx, &with, &wanted)).unwrap()
    }

    /// The voucher with this serial is used at a merchant, with its money; by the store alone, for whoever tests something else.
    pub fn used(&self, c: &Campaign, serial: i64, merchant: Id) {
        let (c, by) = (c.clone(), self.officer.clone());
        let done = self.write(move |tx| {
            assert!(voucher::mark_used(tx, c.id, serial, merchant, tx.now())?);
            let v = voucher::by_serial(tx, c.id, serial)?.unwrap();
            let entry = Entry {
                id: ledger::id_of("test.redeem", c.id, serial),
                debit: issued_account(tx, c.union_id, c.id)?,
                credit: unsettled_account(tx, c.union_id)?,
                amount: v.worth,
                day: tx.today(),
                reason: "benefits.redeem",
                record: ("benefit_campaign", c.id),
                memo: "",
            };
            transfer(tx, &by, &[entry])?;
            Ok(())
        });
        done.unwrap();
    }

    /// A campaign as it is now.
    pub fn again(&self, c: &Campaign) -> Campaign {
        let id = c.id;
        let found = self.app.store().read_blocking(move |tx| benefits::store::campaign::unscoped(tx, id));
        found.unwrap().unwrap()
    }

    /// What an account of the county's book holds, 分; 0 if there is none.
    pub fn balance(&self, code: impl Into<String>) -> i64 {
        let (code, book) = (code.into(), self.r.county.id);
        let found = self.app.store().read_blocking(move |tx| account_of(tx, book, &code));
        found.unwrap().map_or(0, |a| a.balance().balance.0)
    }

    /// The budget of this year that is in no campaign.
    pub fn budget_left(&self) -> i64 {
        self.balance(format!("benefits:budget:{}", self.app.clock().today().year()))
    }

    /// What the accounts of the county's book whose codes begin so hold, 分.
    pub fn booked(&self, prefix: &str) -> i64 {
        let book = self.r.county.id;
        let all = self.app.store().read_blocking(move |tx| platform::ledger::accounts_of(tx, book)).unwrap();
        all.iter().filter(|a| a.code.starts_with(prefix)).map(|a| a.balance().balance.0).sum()
    }

    /// Bank = budgets + campaigns + what people hold + what merchants are owed: in the county's book, to the 分.
    pub fn balanced(&self) -> bool {
        let parts = [
            "benefits:budget:",
            "benefits:campaign:",
            "benefits:issued:",
            "benefits:unsettled",
            "benefits:merchant:",
        ];
        self.booked("benefits:bank") == parts.into_iter().map(|p| self.booked(p)).sum::<i64>()
    }
}
