//! The part of the own data that others had a hand in: requests and their answers, reports, files, messages, who looked.

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, ViewFilter};
use platform::codesets::Codesets;
use platform::files::{self, Subject};
use platform::sealed::Keyring;
use platform::{contacts, notices};
use store::Tx;

use super::export_own::{MOST, OwnTable, Who, day_of, table};
use crate::error::Result;
use crate::model::data_request::{FieldChange, field_label, field_set, request_seal};
use crate::store::member::Detail;
use crate::store::{data_request, exchange_run, exchange_sent, relative};

pub(super) fn requests(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    words: &Codesets,
    (id, who): (Id, Who),
) -> Result<OwnTable> {
    let mut rows = Vec::new();
    let all = data_request::of_person(tx, id)?;
    for q in all.into_iter().filter(|q| who == Who::Member || q.relation.is_empty()) {
        let word = |field: &str, value: &str| {
            field_set(&q.topic, field).and_then(|s| words.label(s, value)).unwrap_or(value).to_owned()
        };
        let wanted = |f: &FieldChange| {
            let label = field_label(&f.field);
            format!("{label}：{} → {}", word(&f.field, &f.old), word(&f.field, &f.wanted))
        };
        let number = q.wanted_number.as_ref().map(|n| keys.open(n, &request_seal(q.id))).transpose()?;
        rows.push(vec![
            ("申请", q.kind.title().to_owned()),
            ("内容", q.fields.iter().map(wanted).collect::<Vec<_>>().join("；")),
            ("申请更正的证件号码", number.unwrap_or_default()),
            ("理由", q.reason),
            ("申请日期", day_of(q.asked_at)),
            ("答复期限", q.due_on.to_string()),
            ("结果", q.state.title().to_owned()),
            ("答复", q.answer),
        ]);
    }
    Ok(table("个人信息申请", rows))
}

/// Whether an account of WeChat is bound, and since when; what WeChat calls the person tells nobody anything.
pub(super) fn wechat(tx: &mut Tx<'_>, id: Id) -> Result<OwnTable> {
    let bound = platform::wechat::bound_at(tx, id)?;
    let row = |at| vec![("关联的账号", "微信".to_owned()), ("关联日期", day_of(at))];
    Ok(table("微信关联", bound.into_iter().map(row).collect()))
}

/// Where the person signed up for something, and what it says of them.
pub(super) fn sign_ups(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Result<OwnTable> {
    let row = |c: contacts::Own| {
        vec![
            ("事项", c.title),
            ("姓名", c.contact.name),
            ("电话", c.contact.phone),
            ("想说的事", c.contact.text),
            ("登记日期", day_of(c.at)),
        ]
    };
    Ok(table("接待日报名", contacts::own(tx, keys, id)?.into_iter().map(row).collect()))
}

pub(super) fn reported(tx: &mut Tx<'_>, id: Id) -> Result<OwnTable> {
    let mut rows = Vec::new();
    for s in exchange_sent::of_record(tx, id)? {
        let run = exchange_run::by_id(tx, s.run_id)?;
        rows.push(vec![
            ("上报目标", run.as_ref().map(|r| r.target_name.clone()).unwrap_or_default()),
            ("操作", s.operation.title().to_owned()),
            ("结果", s.state.title().to_owned()),
            ("日期", run.map(|r| day_of(r.created_at)).unwrap_or_default()),
        ]);
    }
    Ok(table("上报给上级工会", rows))
}

/// The attachments with which near relatives showed relation and death.
fn shown_by_relatives(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Id>> {
    let mut all = Vec::new();
    for q in data_request::of_person(tx, id)? {
        if let Some(r) = relative::of_request(tx, id, q.id)? {
            all.extend(r.relation_evidence.into_iter().chain(r.death_evidence).chain(q.evidence));
        }
    }
    Ok(all)
}

pub(super) fn attachments(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Read>,
    (d, who): (&Detail, Who),
) -> Result<OwnTable> {
    let others = if who == Who::Relative { shown_by_relatives(tx, d.id)? } else { Vec::new() };
    let row = |a: files::Attachment| {
        vec![
            ("文件名", a.name),
            ("说明", a.note),
            ("字节数", a.size.to_string()),
            ("添加人", who.staff(a.added_by_name)),
            ("添加日期", day_of(a.added_at)),
        ]
    };
    let all = files::list(tx, scope, Subject { id: d.id, path: &d.union_path })?;
    Ok(table("附件", all.into_iter().filter(|a| !others.contains(&a.id)).map(row).collect()))
}

pub(super) fn messages(tx: &mut Tx<'_>, id: Id) -> Result<OwnTable> {
    let row = |n: notices::Notice| vec![("日期", day_of(n.at)), ("标题", n.title), ("内容", n.body)];
    Ok(table("消息", notices::list(tx, id, None, false, MOST)?.into_iter().map(row).collect()))
}

/// What was arranged for the time after death; no row if nothing was.
pub(super) fn relatives(tx: &mut Tx<'_>, id: Id) -> Result<OwnTable> {
    let choice = relative::choice_of(tx, id)?;
    let word = if choice.allowed { "允许近亲属行使权利" } else { "不允许近亲属行使权利" };
    let row = vec![("安排", word.to_owned()), ("日期", day_of(choice.at))];
    Ok(table("身后个人信息", if choice.at.0 == 0 { Vec::new() } else { vec![row] }))
}

pub(super) fn views(tx: &mut Tx<'_>, (id, who): (Id, Who)) -> Result<OwnTable> {
    let filter = ViewFilter { person_id: Some(id), ..ViewFilter::default() };
    let row = |v: audit::View| {
        vec![
            ("日期", v.day.to_string()),
            ("工作人员", who.staff(v.account_name)),
            ("次数", v.views.to_string()),
        ]
    };
    Ok(table("谁看过我的资料", audit::views(tx, &filter, MOST)?.into_iter().map(row).collect()))
}
