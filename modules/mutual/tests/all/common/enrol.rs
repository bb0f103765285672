//! Members, schemes in force, a period, lists and bank files.

use std::collections::BTreeMap;

use guard::{Scope, act, res};
use kernel::{Day, DocumentKind, Fen, Id, PersonDocument, Timestamp};
use mutual::enrolment::{
    self, Bill, Columns, Enrolment, EnrolmentState, ORIGINAL, PeriodDraft, PeriodState, Roster, RosterState,
    RowResult, STATEMENT, Step, Verdict, bill, receipt,
};
use mutual::schemes::{demo_county, install};
use platform::App;
use platform::files::{FileUse, StoredFile, store_file};
use platform::ledger::account_of;
use registry::RegistryError;
use registry::api::{
    self, Birth, BirthPrecision, EventKind, NewMembership, NewPerson, Profile, Status, Union,
};
use testkit::TestDb;

use super::{Register, program};

/// Somebody of the register.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: Id,
    pub name: String,
    pub number: String,
}

/// A county with a period of cover of 2027 that takes people, and one of 2026 that is over.
pub struct World {
    pub app: App,
    pub r: Register,
    pub last: Id,
    pub now: Id,
    pub scheme: Id,
}

pub fn day(n: i64) -> Day {
    Day::from_number(n).unwrap()
}

/// Noon of a day in China.
pub fn noon(n: i64) -> Timestamp {
    let days = Day::constant(1970, 1, 1).days_until(day(n));
    Timestamp(days * 86_400_000 + 4 * 3_600_000)
}

pub fn create() -> Scope<res::Enrolment, act::Create> {
    program().permit().unwrap()
}

pub fn update() -> Scope<res::Enrolment, act::Update> {
    program().permit().unwrap()
}

pub fn approve() -> Scope<res::Enrolment, act::Approve> {
    program().permit().unwrap()
}

pub fn money() -> Scope<res::Fund, act::Update> {
    program().permit().unwrap()
}

impl World {
    pub fn new(db: &TestDb) -> Self {
        let app = super::app(db);
        app.load_dated().unwrap();
        let r = Register::new(&app);
        let county = r.county.id;
        let (last, _) = period(&app, county, 2026);
        let (now, scheme) = period(&app, county, 2027);
        Self { app, r, last, now, scheme }
    }

    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut store::Tx<'_>) -> Result<T, mutual::EnrolError> + Send + 'static,
    ) -> Result<T, mutual::EnrolError> {
        self.app.store().write_blocking(work)
    }

    /// Enters members of a union.
    pub fn members(&self, union: &Union, from: u32, count: u32) -> Vec<Member> {
        self.people(union, (from..from + count).map(|n| (n, "1", "1")).collect())
    }

    /// Enters members: number of the person, sex, work state.
    pub fn people(&self, union: &Union, who: Vec<(u32, &str, &str)>) -> Vec<Member> {
        let keys = self.app.keyring().clone();
        let today = self.app.clock().today();
        let m = joining(union);
        let mut named = Vec::new();
        let rows: Vec<(NewPerson, NewMembership)> = who
            .into_iter()
            .map(|(n, sex, work)| {
                let (name, number) = (name_of(n), number_of(n, sex == "2"));
                let document = PersonDocument::parse(DocumentKind::IdCard, &number, today).unwrap();
                named.push((name.clone(), number));
                let profile =
                    Profile { name, sex: sex.into(), work_state: work.into(), ..Profile::default() };
                let birth = Birth { day: document.birth_day(), precision: BirthPrecision::Day };
                let phone = kernel::Phone::parse(&phone_of(n)).ok();
                (NewPerson { profile, birth, document, phone }, m.clone())
            })
            .collect();
        let entered = self.app.store().write_blocking(move |tx| {
            api::enter_people(tx, &keys, &program(), &rows).map_err(RegistryError::from)
        });
        let ids = entered.unwrap().into_iter().map(|e| e.person_id);
        ids.zip(named).map(|(id, (name, number))| Member { id, name, number }).collect()
    }

    /// Ends a membership as moved away, and begins one elsewhere if there is a place.
    pub fn leaves(&self, who: &Member, to: Option<&Union>) {
        let (id, name) = (who.id, who.name.clone());
        let text = format!(
            "UPDATE membership SET status = 'transferred_out', valid_to = 20261101 WHERE person_id = {id} AND valid_to = 99991231"
        );
        let sql = super::sql(text);
        self.app.store().write_blocking(move |tx| tx.execute(&sql, &[]).map(drop)).unwrap();
        if let Some(to) = to {
            let m = joining(to);
            let begun = self
                .app
                .store()
                .write_blocking(move |tx| api::begin_membership(tx, &program(), id, &name, &m));
            begun.unwrap();
        }
    }

    /// Begins a membership on a day for somebody who has none that is open.
    pub fn begins(&self, who: &Member, to: &Union, day: Day) {
        let (id, name, m) = (who.id, who.name.clone(), NewMembership { day, ..joining(to) });
        let begun =
            self.app.store().write_blocking(move |tx| api::begin_membership(tx, &program(), id, &name, &m));
        begun.unwrap();
    }

    fn stored(&self, kind: &FileUse, name: &str, bytes: &[u8]) -> StoredFile {
        let dir = self.app.config().data.join("incoming");
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join(name);
        std::fs::write(&path, bytes).unwrap();
        store_file(&self.app, kind, &path).unwrap()
    }

    /// Uploads a list of a union.
    pub fn upload(&self, union: &Union, csv: &str) -> Id {
        let file = self.stored(&ORIGINAL, "名单.csv", csv.as_bytes());
        let (of, scope) = ((self.now, union.id), create());
        self.write(move |tx| enrolment::upload(tx, &scope, of, "enterprise", &file)).unwrap()
    }

    pub fn work(&self, id: Id) -> Roster {
        enrolment::work_roster(&self.app, &program(), id).unwrap()
    }

    pub fn step(&self, id: Id, step: Step) -> Result<Roster, mutual::EnrolError> {
        let scope = update();
        self.write(move |tx| enrolment::step(tx, &scope, id, step))
    }

    /// A list of a union, checked and entered.
    pub fn enrol(&self, union: &Union, csv: &str) -> Roster {
        let id = self.upload(union, csv);
        assert_eq!(self.work(id).state, RosterState::Checked);
        self.step(id, Step::Confirm).unwrap();
        self.work(id)
    }

    pub fn roster(&self, id: Id) -> Roster {
        let scope = update();
        self.app.store().read_blocking(move |tx| enrolment::roster::find(tx, &scope, id)).unwrap().unwrap()
    }

    pub fn rows(&self, r: &Roster) -> Vec<RowResult> {
        enrolment::roster_rows(&self.app, r).map(Result::unwrap).collect()
    }

    pub fn bill(&self, union: &Union) -> Bill {
        let (of, scope) = ((self.now, union.id), create());
        self.write(move |tx| enrolment::create_bill(tx, &scope, of)).unwrap()
    }

    pub fn bill_now(&self, id: Id) -> Bill {
        self.app.store().read_blocking(move |tx| bill::unscoped(tx, id)).unwrap().unwrap()
    }

    pub fn enrolment(&self, person: Id, period: Id) -> Option<Enrolment> {
        self.app.store().read_blocking(move |tx| enrolment::enrolment_of(tx, person, period)).unwrap()
    }

    pub fn standing(&self, union: Id) -> enrolment::Standing {
        let period = self.now;
        self.app.store().read_blocking(move |tx| enrolment::standing_of(tx, union, period)).unwrap()
    }

    /// Takes a file of the bank in and works it off.
    pub fn bank(&self, name: &str, csv: &str) -> enrolment::statement::Statement {
        let id = self.bank_begun(name, csv);
        enrolment::work_statement(&self.app, &program(), id).unwrap();
        self.statement(id)
    }

    pub fn bank_begun(&self, name: &str, csv: &str) -> Id {
        let file = self.stored(&STATEMENT, name, csv.as_bytes());
        let scope = program().permit::<res::Fund, act::Create>().unwrap();
        let county = self.r.county.id;
        self.write(move |tx| enrolment::upload_statement(tx, &scope, (county, "示范银行"), &columns(), &file))
            .unwrap()
    }

    pub fn statement(&self, id: Id) -> enrolment::statement::Statement {
        let scope = money();
        let found = self.app.store().read_blocking(move |tx| enrolment::statement::find(tx, &scope, id));
        found.unwrap().unwrap()
    }

    /// Receipts of the fund, oldest first.
    pub fn receipts(&self) -> Vec<enrolment::Receipt> {
        let scope = money();
        let filter = receipt::Filter::default();
        let all = self.app.store().read_blocking(move |tx| receipt::list(tx, &scope, &filter, None, 1_000));
        let mut all = all.unwrap();
        all.sort_by_key(|r| r.id);
        all
    }

    /// Balance of an account of the fund's book, 分.
    pub fn balance(&self, code: &'static str) -> i64 {
        let county = self.r.county.id;
        let found = self.app.store().read_blocking(move |tx| account_of(tx, county, code)).unwrap();
        found.map_or(0, |a| a.balance().balance.0)
    }

    /// Somebody with cover of last year.
    pub fn covered_last_year(&self, who: &Member, union: &Union, items: &[mutual::schemes::ItemKind]) {
        self.covered(who, union, items, (20_260_101, 20_261_231));
    }

    pub fn covered(
        &self,
        who: &Member,
        union: &Union,
        items: &[mutual::schemes::ItemKind],
        (from, to): (i64, i64),
    ) {
        let e = Enrolment {
            person_id: who.id,
            period_id: self.last,
            union_id: union.id,
            scheme_id: self.scheme,
            roster_id: Id(0),
            bill_id: Id(1),
            state: EnrolmentState::Active,
            name: who.name.clone(),
            items: items.to_vec(),
            continued: Vec::new(),
            class: "enterprise".to_owned(),
            shares: 1,
            parts: enrolment::Parts { premium: Fen(4_000), person: Fen(4_000), ..Default::default() },
            cover_from: Some(day(from)),
            cover_to: Some(day(to)),
            created_at: self.app.clock().now(),
            version: 1,
        };
        let rows = vec![enrolment::row(&e)];
        self.app.store().write_blocking(move |tx| enrolment::load(tx, &rows)).unwrap();
    }
}

fn period(app: &App, county: Id, year: i64) -> (Id, Id) {
    let propose = program().permit::<res::Scheme, act::Propose>().unwrap();
    let made = app
        .store()
        .write_blocking(move |tx| install(tx, &propose, county, demo_county(year).unwrap(), ("甲", "乙")));
    let scheme = made.unwrap();
    let scope = approve();
    let year = year as i16;
    let d = PeriodDraft {
        title: format!("{year}年度参保"),
        opens_on: Day::constant(year - 1, 11, 1),
        closes_on: Day::constant(year, 3, 31),
    };
    let made = app.store().write_blocking(move |tx| {
        let p = enrolment::create_period(tx, &scope, (county, scheme), &d)?;
        enrolment::edit_period(tx, &scope, (p.id, 1), &d, PeriodState::Open)
    });
    (made.unwrap().id, scheme)
}

pub fn joining(union: &Union) -> NewMembership {
    NewMembership {
        union_id: union.id,
        union_path: union.path.clone().unwrap(),
        employer_id: None,
        employer_name: String::new(),
        status: Status::Active,
        event: EventKind::Joined,
        day: Day::constant(2020, 3, 1),
        reason: String::new(),
        batch_id: None,
    }
}

/// The `n`-th person's number.
pub fn number_of(n: u32, female: bool) -> String {
    let born = Day::constant(1985, 1, 1).plus_days(i64::from(n / 400));
    let order = (n % 400 * 2 + u32::from(!female)) as u16;
    kernel::IdNumber::compose(330_226, born, order + 2 * u16::from(female)).unwrap().as_str().to_owned()
}

/// The `n`-th person's mobile.
pub fn phone_of(n: u32) -> String {
    format!("138{n:08}")
}

pub fn name_of(n: u32) -> String {
    let letters: Vec<char> = "赵钱孙李周吴郑王冯陈".chars().collect();
    let given: String = n.to_string().chars().map(|c| letters[c.to_digit(10).unwrap() as usize]).collect();
    format!("张{given}")
}

/// A list as a union writes it.
pub fn csv(rows: &[(&str, &str, &str, &str)]) -> String {
    let head = "参保名单\n序号,姓名,证件号码,保障项目,份数\n".to_owned();
    rows.iter().enumerate().fold(head, |text, (n, (name, number, items, shares))| {
        text + &format!("{},{name},{number}\t,{items},{shares}\n", n + 1)
    })
}

/// The same of members, for hospital cover.
pub fn csv_of(members: &[Member]) -> String {
    let rows: Vec<_> =
        members.iter().map(|m| (m.name.as_str(), m.number.as_str(), "住院医疗", "1")).collect();
    csv(&rows)
}

/// What the columns of [`bank_csv`] mean.
pub fn columns() -> Columns {
    Columns {
        day: "交易日期".into(),
        amount: "贷方发生额".into(),
        out_amount: "借方发生额".into(),
        payer: "对方户名".into(),
        account: "对方账号".into(),
        note: "附言".into(),
        serial: "流水号".into(),
        ..Columns::default()
    }
}

/// A file of the bank: day, income, payer, note, serial.
pub fn bank_csv(lines: &[(&str, &str, &str, &str, &str)]) -> String {
    let head =
        "示范银行交易明细\n流水号,交易日期,借方发生额,贷方发生额,余额,对方户名,对方账号,附言\n".to_owned();
    lines.iter().fold(head, |text, (day, amount, payer, note, serial)| {
        text + &format!("{serial},{day},,{amount},0,{payer},6222000011112222\t,{note}\n")
    })
}

/// First code of every row, by name; empty for a row without one.
pub fn codes(rows: &[RowResult]) -> BTreeMap<String, (Verdict, String)> {
    let code = |r: &RowResult| r.issues.first().map(|i| i.code.clone()).unwrap_or_default();
    rows.iter().map(|r| (r.name.clone(), (r.verdict, code(r)))).collect()
}
