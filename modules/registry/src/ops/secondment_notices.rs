//! Who is told of a secondment: the cadres of both unions, and the member.

use std::collections::BTreeSet;

use guard::{ActionKind, Actor, ResourceKind};
use kernel::{Day, Id, OrgPath};
use platform::notices;
use store::{DbResult, Tx};

use super::responsible::responsible;
use crate::model::secondment::{Secondment, SecondmentEnd};
use crate::store::{membership, person, union};

fn tell(
    tx: &mut Tx<'_>,
    by: Option<Id>,
    s: &Secondment,
    home: Option<&OrgPath>,
    (title, more): (&str, &str),
) -> DbResult<()> {
    let name = person::by_id(tx, s.person_id)?.map_or_else(String::new, |p| p.profile.name);
    let body = format!("{name}：借调至{}，{more}", union::name(tx, s.host_union_id)?);
    let mut all = BTreeSet::new();
    for place in home.into_iter().chain([&s.host_path]) {
        all.extend(responsible(tx, place, (ResourceKind::Transfer, ActionKind::Update))?);
    }
    let page = format!("/members/{}", s.person_id);
    let told = all.into_iter().filter(|account| Some(*account) != by);
    told.into_iter().try_for_each(|account| notices::send(tx, account, title, &body, &page))
}

/// The planned last day comes near.
pub fn ends_soon(tx: &mut Tx<'_>, s: &Secondment) -> DbResult<()> {
    let home = membership::open_of(tx, s.person_id)?.map(|m| m.union_path);
    let more = format!("{}到期。需要延长的，请在到期前办理", s.planned_to);
    tell(tx, None, s, home.as_ref(), ("借调即将到期", &more))?;
    let host = union::name(tx, s.host_union_id)?;
    let text = format!("您在{host}的借调将于{}到期", s.planned_to);
    notices::send(tx, s.person_id, "借调即将到期", &text, "/data")
}

/// It has ended.
pub fn ended(
    tx: &mut Tx<'_>,
    by: &Actor,
    s: &Secondment,
    home: Option<&OrgPath>,
    (last_day, how): (Day, SecondmentEnd),
) -> DbResult<()> {
    let more = format!("最后一天{last_day}，{}", how.title());
    tell(tx, Some(by.id()), s, home, ("借调已结束", &more))?;
    let text = format!("您在{}的借调已结束（{}）", union::name(tx, s.host_union_id)?, how.title());
    notices::send(tx, s.person_id, "借调已结束", &text, "/data")
}
