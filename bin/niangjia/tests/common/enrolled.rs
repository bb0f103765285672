//! People enrolled in mutual aid, for the tests of lists and scopes.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part, and a failure is a failed test"
)]

use guard::{Actor, Reason};
use kernel::Id;

/// Seven people of a union enrolled and paid for, with money that is too much; the period.
pub fn enrolled(app: &platform::App, county: Id, union: Id) -> Id {
    use mutual::enrolment as e;
    let by = Actor::system(Reason::Demo, "t");
    let place =
        app.store().read_blocking(move |tx| registry::api::union_by_id(tx, union)).unwrap().unwrap().place();
    let people = app.store().read_blocking(move |tx| registry::api::some_members(tx, &place, 7)).unwrap();
    let file = |name: &str, text: &str| {
        let path = app.config().data.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let list = file("名单.csv", "姓名,证件号码\n王小明,330227197001010018\n");
    let stored = platform::files::store_file(app, &e::ORIGINAL, &list).unwrap();
    let mut scheme = mutual::schemes::demo_county(2027).unwrap();
    (scheme.entry.retired, scheme.entry.min_age, scheme.entry.max_age) = (true, 0, None);
    let propose = by.permit::<guard::res::Scheme, guard::act::Propose>().unwrap();
    let approve = by.permit::<guard::res::Enrolment, guard::act::Approve>().unwrap();
    let create = by.permit::<guard::res::Enrolment, guard::act::Create>().unwrap();
    let d = e::PeriodDraft {
        title: "2027年度参保".into(),
        opens_on: kernel::Day::constant(2026, 11, 1),
        closes_on: kernel::Day::constant(2027, 3, 31),
    };
    let installed = app.store().write_blocking(move |tx| {
        mutual::schemes::install(tx, &propose, county, scheme.clone(), ("张三", "李四"))
    });
    let installed = installed.unwrap();
    let made = app.store().write_blocking(move |tx| {
        let p = e::create_period(tx, &approve, (county, installed), &d)?;
        e::edit_period(tx, &approve, (p.id, 1), &d, e::PeriodState::Open)?;
        e::upload(tx, &create, (p.id, union), "enterprise", &stored)?;
        let wish = e::Wish { class: Some("enterprise".into()), shares: 1, ..e::Wish::default() };
        for (person, _) in &people {
            e::add(tx, &create, (p.id, union), *person, &wish)?;
        }
        Ok::<_, mutual::EnrolError>((p.id, e::create_bill(tx, &create, (p.id, union))?))
    });
    let (period, bill) = made.unwrap();
    let more = kernel::Fen(bill.parts.premium.0 + 500);
    let text = format!("交易日期,贷方发生额,对方户名,附言\n2026-11-20,{more},示范公司,{}\n", bill.reference);
    let stored = platform::files::store_file(app, &e::STATEMENT, &file("bank.csv", &text)).unwrap();
    let columns = e::Columns {
        day: "交易日期".into(),
        amount: "贷方发生额".into(),
        payer: "对方户名".into(),
        note: "附言".into(),
        ..e::Columns::default()
    };
    let money = by.permit::<guard::res::Fund, guard::act::Create>().unwrap();
    let statement = app
        .store()
        .write_blocking(move |tx| e::upload_statement(tx, &money, (county, "示范银行"), &columns, &stored));
    e::work_statement(app, &by, statement.unwrap()).unwrap();
    let (see, keys) = (by.permit::<guard::res::Fund, guard::act::Update>().unwrap(), app.keyring().clone());
    let payee =
        e::Payee { name: "示范公司".into(), bank: "示范银行".into(), account: "62220000".into() };
    let back = app.store().write_blocking(move |tx| {
        let all = e::receipt::list(tx, &see, &e::receipt::Filter::default(), None, 1)?;
        e::refund_receipt(tx, &keys, &see, (all[0].id, None), ("多缴退回", &payee))
    });
    assert_eq!(back.unwrap().amount, kernel::Fen(500));
    period
}
