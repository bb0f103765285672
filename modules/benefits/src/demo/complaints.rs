//! Complaints of the demo about merchants: one is new, one waits for the merchant, one was answered, one upheld, one not.

use guard::{Actor, act, res};
use kernel::Id;
use platform::App;
use platform::cases::store::case;
use platform::cases::{Deed, Ground, Values, take_deed};

use super::cards::name_of;
use super::{Result, Staff, broken};
use crate::ops::complaint::{Told, answer, tell};
use crate::ops::redeem::Till;

/// A complaint with what became of it.
struct Sample {
    body: &'static str,
    topic: &'static str,
    wish: &'static str,
    /// What the merchant is asked; nothing where it is not asked yet.
    question: &'static str,
    /// What it answers.
    reply: &'static str,
    /// What the union does then: move and note.
    then: &'static [(&'static str, &'static str)],
    measure: &'static str,
}

const SAMPLES: [Sample; 5] = [
    Sample {
        body: "周末带孩子看电影，出示会员码，售票员说周末不打折，可是海报上没有写。",
        topic: "discount",
        wish: "请说明周末到底有没有优惠，海报写清楚。",
        question: "",
        reply: "",
        then: &[],
        measure: "",
    },
    Sample {
        body: "结账时说扫码机坏了，不收工会的券，让我下次再来。",
        topic: "voucher",
        wish: "",
        question: "有职工反映结账时因扫码机故障没有收券。请说明当天情况，扫码机坏了时怎样收券。",
        reply: "",
        then: &[],
        measure: "",
    },
    Sample {
        body: "同一场电影，会员价比网上买的还贵两块钱。",
        topic: "price",
        wish: "希望会员价真的便宜。",
        question: "有职工反映会员价高于网络售价。请说明定价办法。",
        reply: "网络平台当天有补贴，本店已调整，会员价按两者较低的收。",
        then: &[],
        measure: "",
    },
    Sample {
        body: "一元观影券取票时多收了十元，说是服务费。",
        topic: "price",
        wish: "退还多收的钱。",
        question: "有职工反映用券取票时另收十元服务费。请核对并退还。",
        reply: "新来的店员弄错了，已退还十元并向顾客道歉，店员重新培训。",
        then: &[
            ("uphold", "核实确实多收了十元，属于店员操作错误。"),
            ("close", "多收的十元已退还，已对商家提出警告，再次发生暂停合作。"),
        ],
        measure: "warning",
    },
    Sample {
        body: "爆米花不在优惠里面，觉得不合理。",
        topic: "other",
        wish: "",
        question: "",
        reply: "",
        then: &[("dismiss", "合同约定的优惠只包括电影票，不含食品，门店已按约定执行。")],
        measure: "",
    },
];

/// Fills complaints about a merchant in, told by so many members; how many.
pub fn fill(app: &App, staff: &Staff, till: &Till, people: &[Id]) -> Result<usize> {
    for (sample, person) in SAMPLES.iter().zip(people) {
        let by = Actor::member(*person, name_of(app, *person)?);
        one(app, staff, (till, &by), sample)?;
    }
    Ok(SAMPLES.len().min(people.len()))
}

fn one(app: &App, staff: &Staff, (till, by): (&Till, &Actor), sample: &'static Sample) -> Result<()> {
    let ground = app.cases();
    let day = app.clock().today().plus_days(-2).to_string();
    let mut fields = Values::from([("topic".into(), sample.topic.into()), ("happened".into(), day)]);
    if !sample.wish.is_empty() {
        fields.insert("wish".into(), sample.wish.into());
    }
    let (merchant_id, shop_id) = (till.merchant_id, till.shop_id);
    let told = Told { merchant_id, shop_id, body: sample.body.into(), fields };
    let (g, by) = (ground.clone(), by.clone());
    let id = app.store().write_blocking(move |tx| tell(tx, &g, &by, "", &told))?.id;
    if !sample.question.is_empty() {
        step(app, staff, id, ("ask", ""), &[("question", sample.question)])?;
    }
    if !sample.reply.is_empty() {
        let (till, keys, g) = (till.clone(), app.keyring().clone(), ground);
        app.store().write_blocking(move |tx| answer(tx, (&g, &keys), &till, id, sample.reply).map(drop))?;
    }
    for (code, note) in sample.then {
        let measure: &[(&str, &str)] = &[("measure", sample.measure)];
        step(app, staff, id, (code, note), if *code == "uphold" { measure } else { &[] })?;
    }
    Ok(())
}

/// The officer makes a move.
fn step(app: &App, staff: &Staff, id: Id, (code, note): (&str, &str), fields: &[(&str, &str)]) -> Result<()> {
    let scope = staff.officer.permit::<res::Case, act::Update>()?;
    let fields: Values = fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let deed = Deed::Move { code: code.to_owned(), note: note.to_owned(), fields };
    let ground: Ground = app.cases();
    let known = app.store().read_blocking(move |tx| case::find_unscoped(tx, id))?;
    let version = known.ok_or_else(|| broken("a complaint of the demo is gone"))?.version;
    app.store().write_blocking(move |tx| take_deed(tx, &ground, &scope, (id, version), &deed).map(drop))?;
    Ok(())
}
