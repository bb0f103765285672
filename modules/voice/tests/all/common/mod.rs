//! A small register with accounts, and cases told in it.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part, and a failure is a failed test"
)]

use std::sync::Arc;

use guard::{Actor, Grant, Reason, Role, act, res};
use kernel::{Day, DocumentKind, Id, OrgPath, PersonDocument, Phone};
use platform::accounts::{self, AccountError, DemoChannel, NewAccount};
use platform::cases::store::case;
use platform::cases::{
    CaseError, CaseFile, Channel, Deed, NewCase, Opened, Own, Reporter, ReporterKind, Values, open_case,
    take_deed,
};
use platform::sealed::{Cipher, Keyring};
use platform::{App, Config, Parts};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use registry::api::{
    self, Birth, BirthPrecision, EventKind, NewMembership, NewPerson, Profile, Status, Union,
};
use testkit::{Setup, TestDb};

pub fn setup() -> Setup {
    let all = [platform::module(), registry::module(), voice::module()];
    let migrations: Vec<_> = all.into_iter().flat_map(|m| m.migrations.iter().copied()).collect();
    Setup::new(migrations).hooks(|| platform::hooks(Arc::new(registry::Tree)))
}

/// An app over a database of a test; a second one stands for another process.
pub fn app(db: &TestDb) -> App {
    let rng = || ChaCha20Rng::seed_from_u64(5);
    let keyring = Arc::new(Keyring::generate(Cipher::Sm4Gcm, rng()));
    let directory = Arc::new(registry::Directory::new(keyring.clone()));
    let app = App::new(Parts {
        store: db.store().clone(),
        keyring,
        clock: db.clock().clone(),
        config: Config {
            data: db.dir().to_owned(),
            demo: true,
            secure_cookies: false,
            public_url: None,
            wechat: None,
        },
        org_tree: directory.clone(),
        workplaces: directory.clone(),
        case_watches: (voice::module().cases)(),
        directory,
        channel: Arc::new(DemoChannel),
        seed: [7; 32],
    });
    app.load_dated().unwrap();
    app
}

fn program() -> Actor {
    Actor::system(Reason::Cli, "test")
}

fn plant(app: &App, parent: Option<Id>, level: i64, kind: &str, name: &str) -> Union {
    let scope = program().permit::<res::Union, act::Create>().unwrap();
    let new = Union {
        name: name.to_owned(),
        level,
        kind: kind.to_owned(),
        parent_id: parent,
        founded_on: Some(Day::constant(2010, 5, 4)),
        ..Union::blank()
    };
    app.store().write_blocking(move |tx| api::create_union(tx, &scope, new.clone())).unwrap()
}

/// An account with a role at a union.
pub fn account(app: &App, username: &str, role: Role, at: &Union) -> Actor {
    let new = NewAccount {
        username: username.to_owned(),
        name: format!("{}{username}", role.title()),
        hash: "x".to_owned(),
        totp: None,
        must_change: false,
    };
    let (create, grant) = (
        program().permit::<res::Account, act::Create>().unwrap(),
        program().permit::<res::Grant, act::Create>().unwrap(),
    );
    let (keys, made, union) = (app.keyring().clone(), new.clone(), at.id);
    let id = app
        .store()
        .write_blocking(move |tx| {
            let id = accounts::create_account(tx, &keys, &create, &made)?;
            accounts::give_role(tx, &grant, id, role, union)?;
            Ok::<_, AccountError>(id)
        })
        .unwrap();
    Actor::staff(id, new.name, vec![Grant { role, union_id: at.id, path: at.place() }])
}

/// A county with two townships and a union of one employer in each, with those who work there.
pub struct World {
    pub app: App,
    pub county: Union,
    pub town: Union,
    pub other_town: Union,
    pub firm: Union,
    pub other_firm: Union,
    /// At the county.
    pub advocate: Actor,
    pub second_advocate: Actor,
    /// At the first township.
    pub clerk: Actor,
    pub second_clerk: Actor,
    /// At the second township.
    pub other_clerk: Actor,
    /// At the first firm.
    pub chair: Actor,
    /// At the second firm.
    pub other_chair: Actor,
    /// A member of the first firm's union.
    pub worker: Actor,
}

impl World {
    pub fn new(db: &TestDb) -> Self {
        let app = app(db);
        let county = plant(&app, None, 30, "10", "示范县总工会");
        let town = plant(&app, Some(county.id), 40, "10", "胡陈乡总工会");
        let other_town = plant(&app, Some(county.id), 40, "10", "长街镇总工会");
        let firm = plant(&app, Some(town.id), 60, "50", "宏达模具有限公司工会委员会");
        let other_firm = plant(&app, Some(other_town.id), 60, "50", "东方纺织有限公司工会委员会");
        let worker = join(&app, &firm, "李建国", 1, "13800000001");
        Self {
            advocate: account(&app, "adv", Role::Advocate, &county),
            second_advocate: account(&app, "adv2", Role::Advocate, &county),
            clerk: account(&app, "clerk", Role::Clerk, &town),
            second_clerk: account(&app, "clerk2", Role::Clerk, &town),
            other_clerk: account(&app, "clerk3", Role::Clerk, &other_town),
            chair: account(&app, "chair", Role::Chair, &firm),
            other_chair: account(&app, "chair2", Role::Chair, &other_firm),
            worker,
            county,
            town,
            other_town,
            firm,
            other_firm,
            app,
        }
    }

    /// The worker tells something.
    pub fn tell(&self, kind: ReporterKind) -> Opened {
        self.tell_with(kind, |_| {})
    }

    pub fn tell_with(&self, kind: ReporterKind, change: impl Fn(&mut NewCase)) -> Opened {
        let who = Reporter {
            name: self.worker.name().to_owned(),
            phone: "13800000001".to_owned(),
            person_id: self.worker.id(),
        };
        let mut new = NewCase {
            kind: voice::KIND.to_owned(),
            home_id: self.firm.id,
            title: String::new(),
            body: "三个月没发加班费，问了车间和人事都说再等等。".to_owned(),
            fields: Values::from([("topic".to_owned(), "pay".to_owned())]),
            channel: Channel::Phone,
            reporter: kind,
            who: Some(who).filter(|_| kind != ReporterKind::Anonymous),
            employer_id: Id(0),
            employer_name: "宏达模具有限公司".to_owned(),
            ties: vec![self.firm.place()],
        };
        change(&mut new);
        self.open(new).unwrap()
    }

    pub fn open(&self, new: NewCase) -> Result<Opened, CaseError> {
        let (ground, worker) = (self.app.cases(), self.worker.clone());
        self.app.store().write_blocking(move |tx| open_case(tx, &ground, &worker, new.clone()))
    }

    /// A case, whoever asks.
    pub fn case(&self, id: Id) -> CaseFile {
        self.app.store().read_blocking(move |tx| case::find_unscoped(tx, id)).unwrap().unwrap()
    }

    /// Whether somebody sees a case.
    pub fn sees(&self, actor: &Actor, id: Id) -> bool {
        let scope = actor.permit::<res::Case, act::Read>().unwrap();
        self.app.store().read_blocking(move |tx| case::find(tx, &scope, id)).unwrap().is_some()
    }

    /// Somebody does something, having seen the case as it stands.
    pub fn take(&self, actor: &Actor, id: Id, deed: Deed) -> Result<CaseFile, CaseError> {
        self.take_seen(actor, (id, self.case(id).version), deed)
    }

    /// The same, having seen a version.
    pub fn take_seen(&self, actor: &Actor, seen: (Id, i64), deed: Deed) -> Result<CaseFile, CaseError> {
        let scope = actor.permit::<res::Case, act::Update>()?;
        let ground = self.app.cases();
        self.app.store().write_blocking(move |tx| take_deed(tx, &ground, &scope, seen, &deed))
    }

    /// A move of the procedure with a note.
    pub fn make(
        &self,
        actor: &Actor,
        id: Id,
        code: &str,
        fields: &[(&str, &str)],
    ) -> Result<CaseFile, CaseError> {
        let fields = fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        self.take(
            actor,
            id,
            Deed::Move {
                code: code.to_owned(), note: "核对过考勤，这个月补发。".to_owned(), fields
            },
        )
    }

    /// What the worker does with the own case.
    pub fn own<T: Send + 'static>(
        &self,
        id: Id,
        work: impl Fn(&mut store::Tx<'_>, &platform::cases::Ground, Own) -> Result<T, CaseError> + Send + 'static,
    ) -> Result<T, CaseError> {
        let scope = self.worker.permit::<res::Case, act::Update>()?;
        let ground = self.app.cases();
        self.app.store().write_blocking(move |tx| {
            let own = Own::of_member(tx, &ground, &scope, id)?;
            work(tx, &ground, own)
        })
    }
}

/// A member who joins a union.
pub fn join(app: &App, union: &Union, name: &str, n: u16, phone: &str) -> Actor {
    let born = Day::constant(1980, 1, 1);
    let number = kernel::IdNumber::compose(330_226, born, n * 2 + 1).unwrap();
    let document =
        PersonDocument::parse(DocumentKind::IdCard, number.as_str(), Day::constant(2026, 11, 23)).unwrap();
    let person = NewPerson {
        profile: Profile { name: name.into(), sex: "1".into(), work_state: "1".into(), ..Profile::default() },
        birth: Birth { day: document.birth_day(), precision: BirthPrecision::Day },
        document,
        phone: Some(Phone::parse(phone).unwrap()),
    };
    let m = NewMembership {
        union_id: union.id,
        union_path: union.place(),
        employer_id: None,
        employer_name: "宏达模具有限公司".to_owned(),
        status: Status::Active,
        event: EventKind::Joined,
        day: Day::constant(2024, 3, 1),
        reason: String::new(),
        batch_id: None,
    };
    let keys = app.keyring().clone();
    let entered = app
        .store()
        .write_blocking(move |tx| api::enter_people(tx, &keys, &program(), &[(person.clone(), m.clone())]))
        .unwrap();
    Actor::member(entered[0].person_id, name)
}

/// The place of a grant.
pub fn path(actor: &Actor) -> OrgPath {
    actor.grants()[0].path.clone()
}
