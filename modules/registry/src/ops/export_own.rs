//! Everything that the register holds about a person, for the person: tables in words, numbers in full.

use std::collections::{BTreeMap, HashMap};

use guard::{Scope, act, res};
use kernel::{Day, Id, Phone, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::codesets::Codesets;
use platform::sealed::Keyring;
use serde::Serialize;
use store::Tx;

use super::certificates;
use super::enter_people::seal_context;
use super::export_traces::{attachments, messages, relatives, reported, requests, sign_ups, views, wechat};
use crate::error::{RegistryError, Result};
use crate::model::flag::flag_values;
use crate::model::{PROFILE_SETS, join_seal};
use crate::own_data_error::OwnDataError;
use crate::store::member::{self, Detail};
use crate::store::{consent, duty, join, member_flag, membership, person, secondment, transfer, union};

/// Rows of one table at most; nobody comes near it.
pub(super) const MOST: i64 = 10_000;

/// A table of the own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct OwnTable {
    /// What it holds, in words.
    pub title: String,
    /// One object for each entry: field in words, and its value.
    pub rows: Vec<BTreeMap<&'static str, String>>,
}

type Fields = Vec<(&'static str, String)>;

pub(super) fn table(title: &str, rows: Vec<Fields>) -> OwnTable {
    OwnTable { title: title.to_owned(), rows: rows.into_iter().map(|r| r.into_iter().collect()).collect() }
}

fn day(d: Day) -> String {
    if d == Day::OPEN { "至今".to_owned() } else { d.to_string() }
}

pub(super) fn day_of(at: Timestamp) -> String {
    if at.0 == 0 { String::new() } else { at.day().to_string() }
}

/// The phone that proves who asks: the one that the register has.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`OwnDataError::NoPhone`] if there is none.
pub fn own_phone(tx: &mut Tx<'_>, keys: &Keyring, scope: &Scope<res::Member, act::Read>) -> Result<Phone> {
    let d = own(tx, scope)?;
    let sealed = d.phone.ok_or(RegistryError::Own(OwnDataError::NoPhone))?;
    let phone = keys.open(&sealed, &seal_context("phone", d.id))?;
    Phone::parse(&phone).map_err(|_| RegistryError::Own(OwnDataError::NoPhone))
}

fn own(tx: &mut Tx<'_>, scope: &Scope<res::Member, act::Read>) -> Result<Detail> {
    let id = scope.actor().id();
    let found = member::find(tx, scope, id)?.filter(|d| scope.is_own(d.id));
    found.ok_or(RegistryError::MemberNotFound)
}

/// All tables of the own data, recorded in the same transaction. The caller has checked the one-time code.
///
/// # Errors
/// [`RegistryError::MemberNotFound`].
pub fn export_own(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    words: &Codesets,
    scope: &Scope<res::Member, act::Read>,
) -> Result<Vec<OwnTable>> {
    let d = own(tx, scope)?;
    let tables = tables(tx, keys, words, scope, (&d, Who::Member))?;
    let changes = Changes::new().note("rows", tables.iter().map(|t| t.rows.len()).sum::<usize>());
    let entry = Entry { union_path: Some(&d.union_path), changes, ..Entry::of("member.export-own", d.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(tables)
}

/// For whom the tables are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// The person.
    Member,
    /// A near relative after the death: names of staff are masked, and what relatives asked and showed stays away.
    Relative,
}

impl Who {
    /// The name of one of the staff as it is shown.
    pub(super) fn staff(self, name: String) -> String {
        if self == Self::Relative { kernel::text::mask_name(&name) } else { name }
    }
}

/// All tables of a person whom the caller may see.
pub(super) fn tables(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    words: &Codesets,
    scope: &Scope<res::Member, act::Read>,
    (d, who): (&Detail, Who),
) -> Result<Vec<OwnTable>> {
    let mut names = Names::default();
    Ok(vec![
        profile(keys, words, d)?,
        documents(tx, keys, words, d.id)?,
        memberships(tx, &mut names, d.id)?,
        events(tx, words, &mut names, d.id)?,
        transfers(tx, &mut names, d.id)?,
        secondments(tx, &mut names, d.id)?,
        joinings(tx, keys, &mut names, d.id)?,
        duties(tx, d.id)?,
        consents(tx, d.id)?,
        requests(tx, keys, words, (d.id, who))?,
        flags(tx, words, d.id)?,
        certificates(tx, &mut names, d.id)?,
        sign_ups(tx, keys, d.id)?,
        wechat(tx, d.id)?,
        reported(tx, d.id)?,
        attachments(tx, scope, (d, who))?,
        messages(tx, d.id)?,
        relatives(tx, d.id)?,
        views(tx, (d.id, who))?,
    ])
}

/// Names of unions, each read once.
#[derive(Default)]
struct Names(HashMap<Id, String>);

impl Names {
    fn of(&mut self, tx: &mut Tx<'_>, id: Id) -> Result<String> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = union::name(tx, id)?;
        self.0.insert(id, name.clone());
        Ok(name)
    }
}

fn profile(keys: &Keyring, words: &Codesets, d: &Detail) -> Result<OwnTable> {
    let fields = d.profile.fields();
    let value = |name: &str| fields.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| *v);
    let word = |name: &str| {
        let set = PROFILE_SETS.iter().find(|(n, _)| *n == name).map(|(_, set)| *set);
        let code = value(name);
        set.and_then(|s| words.label(s, code).map(str::to_owned)).unwrap_or_else(|| code.to_owned())
    };
    let phone = d.phone.as_ref().map(|p| keys.open(p, &seal_context("phone", d.id))).transpose()?;
    let row = vec![
        ("姓名", word("name")),
        ("性别", word("sex")),
        ("出生日期", d.birth_day.map(|b| b.to_string()).unwrap_or_default()),
        ("民族", word("nation")),
        ("移动电话", phone.unwrap_or_default()),
        ("就业状况", word("work_state")),
        ("学历", word("education")),
        ("技能等级", word("skill")),
        ("户籍类型", word("household_kind")),
        ("户籍所在地", word("household_place")),
        ("政治面貌", word("politics")),
        ("籍贯", word("native_place")),
        ("是否农民工", word("migrant_worker")),
    ];
    Ok(table("本人", vec![row]))
}

fn documents(tx: &mut Tx<'_>, keys: &Keyring, words: &Codesets, id: Id) -> Result<OwnTable> {
    let mut rows = Vec::new();
    for d in person::documents(tx, id)? {
        let kind = words.label("document_kind", &d.kind).unwrap_or(&d.kind).to_owned();
        rows.push(vec![("证件类别", kind), ("证件号码", keys.open(&d.number, &seal_context("number", id))?)]);
    }
    Ok(table("证件", rows))
}

fn memberships(tx: &mut Tx<'_>, names: &mut Names, id: Id) -> Result<OwnTable> {
    let mut rows = Vec::new();
    for m in membership::of_person(tx, id)? {
        rows.push(vec![
            ("工会", names.of(tx, m.union_id)?),
            ("工作单位", m.employer_name),
            ("会籍状态", m.status.title().to_owned()),
            ("起", day(m.valid_from)),
            ("止", day(m.valid_to)),
        ]);
    }
    Ok(table("会籍", rows))
}

fn events(tx: &mut Tx<'_>, words: &Codesets, names: &mut Names, id: Id) -> Result<OwnTable> {
    let mut rows = Vec::new();
    for e in membership::events(tx, id)? {
        let other = e.other_union_id.map(|o| names.of(tx, o)).transpose()?.unwrap_or_default();
        let reason = words.label("membership_change_reason", &e.reason).unwrap_or(&e.reason).to_owned();
        rows.push(vec![
            ("日期", e.day.to_string()),
            ("变动", e.kind.title().to_owned()),
            ("工会", names.of(tx, e.union_id)?),
            ("对方工会", other),
            ("原因", reason),
        ]);
    }
    Ok(table("会籍变动", rows))
}

fn duties(tx: &mut Tx<'_>, id: Id) -> Result<OwnTable> {
    let mut rows = Vec::new();
    for d in duty::of_person(tx, id, Day::constant(1949, 10, 1), MOST)? {
        let (union, zone) = duty::place_names(tx, &d)?;
        rows.push(vec![
            ("工会", union),
            ("地点", zone),
            ("日期", d.time.day.to_string()),
            ("情况", d.state.title().to_owned()),
            ("来访人数", d.visitors.map_or(String::new(), |n| n.to_string())),
            ("说明", d.note),
        ]);
    }
    Ok(table("值班", rows))
}

fn transfers(tx: &mut Tx<'_>, names: &mut Names, id: Id) -> Result<OwnTable> {
    let mut rows = Vec::new();
    for t in transfer::all_of(tx, id)? {
        let state = match t.state.as_str() {
            "proposed" => "待答复",
            "accepted" => "已转接",
            "returned" => "已退回",
            _ => "已撤回",
        };
        rows.push(vec![
            ("事项", t.proposal.kind.title().to_owned()),
            ("转出工会", names.of(tx, t.proposal.from_union_id)?),
            ("转入工会", names.of(tx, t.proposal.to_union_id)?),
            ("新工作单位", t.proposal.employer_name),
            ("转入日期", t.proposal.day.to_string()),
            ("计划最后一天", t.proposal.planned_to.map_or(String::new(), |d| d.to_string())),
            ("事由", t.proposal.reason),
            ("结果", state.to_owned()),
            ("说明", t.note),
            ("提出日期", day_of(t.proposed_at)),
            ("答复日期", day_of(t.decided_at)),
        ]);
    }
    Ok(table("会籍转接", rows))
}

fn secondments(tx: &mut Tx<'_>, names: &mut Names, id: Id) -> Result<OwnTable> {
    let mut rows = Vec::new();
    for s in secondment::of_person(tx, id)? {
        rows.push(vec![
            ("原工会", names.of(tx, s.home_union_id)?),
            ("借调到", names.of(tx, s.host_union_id)?),
            ("起", s.day.to_string()),
            ("计划至", s.planned_to.to_string()),
            ("止", day(s.last_day)),
            ("结束方式", s.end.map_or("", |e| e.title()).to_owned()),
            ("事由", s.reason),
            ("结束说明", s.end_reason),
        ]);
    }
    Ok(table("借调", rows))
}

fn joinings(tx: &mut Tx<'_>, keys: &Keyring, names: &mut Names, id: Id) -> Result<OwnTable> {
    let mut rows = Vec::new();
    for a in join::of_person(tx, id)? {
        let open = |value: &Option<Vec<u8>>, what: &str| {
            value.as_ref().map(|v| keys.open(v, &join_seal(what, a.id))).transpose()
        };
        rows.push(vec![
            ("申请加入", names.of(tx, a.union_id)?),
            ("结果", a.state.title().to_owned()),
            ("申请日期", day_of(a.applied_at)),
            ("办结日期", day_of(a.decided_at)),
            ("填写的证件号码", open(&a.number, "number")?.unwrap_or_default()),
            ("填写的手机号", open(&a.phone, "phone")?.unwrap_or_default()),
            ("填写的姓名", a.name),
            ("填写的工作单位", a.employer_name),
        ]);
    }
    Ok(table("入会申请", rows))
}

fn consents(tx: &mut Tx<'_>, id: Id) -> Result<OwnTable> {
    let row = |c: consent::Consent| {
        vec![
            ("日期", day_of(c.at)),
            ("内容", c.title),
            ("用途", c.purpose),
            ("撤回日期", day_of(c.withdrawn_at)),
            ("文本版本", c.version),
            ("文本摘要", c.text_digest),
        ]
    };
    Ok(table("同意过的内容", consent::of(tx, id)?.into_iter().map(row).collect()))
}

fn flags(tx: &mut Tx<'_>, words: &Codesets, id: Id) -> Result<OwnTable> {
    let row = |f: member_flag::Flag| {
        let value = flag_values(&f.kind).and_then(|s| words.label(s, &f.value)).unwrap_or_default();
        vec![
            ("标记", words.label("member_flag", &f.kind).unwrap_or(&f.kind).to_owned()),
            ("内容", value.to_owned()),
            ("起", if f.valid_from == Day::FIRST { "未记日期".to_owned() } else { day(f.valid_from) }),
            ("止", day(f.valid_to)),
            ("文号", f.document),
        ]
    };
    Ok(table("身份标记", member_flag::of_person(tx, id)?.into_iter().map(row).collect()))
}

fn certificates(tx: &mut Tx<'_>, names: &mut Names, id: Id) -> Result<OwnTable> {
    let mut rows = Vec::new();
    for (c, standing) in certificates::of_member(tx, id)? {
        rows.push(vec![
            ("编号", certificates::number(c.year, c.ordinal)),
            ("开具工会", names.of(tx, c.union_id)?),
            ("日期", c.day.to_string()),
            ("用途", c.purpose),
            ("状态", standing.title().to_owned()),
        ]);
    }
    Ok(table("会籍证明", rows))
}
