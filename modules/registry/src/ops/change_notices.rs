//! Who is told of a change of the tree: the cadres of the union and of the one that takes over.

use std::collections::BTreeSet;

use guard::{ActionKind, Actor, ResourceKind};
use kernel::Id;
use platform::accounts::holders;
use platform::notices;
use store::{DbResult, Tx};

use crate::model::union_change::{ChangeKind, UnionChange};
use crate::store::union;

fn tell(tx: &mut Tx<'_>, by: Option<Id>, c: &UnionChange, title: &str, more: &str) -> DbResult<()> {
    let name = union::name(tx, c.union_id)?;
    let to = c.order.target_id.map(|id| union::name(tx, id)).transpose()?.unwrap_or_default();
    let arrow = match c.order.kind {
        ChangeKind::Upgrade => c.order.new_name.as_str(),
        _ => to.as_str(),
    };
    let towards = if arrow.is_empty() { String::new() } else { format!(" → {arrow}") };
    let body = format!("{name}{towards}，{}起{}{more}", c.order.day, c.order.kind.title());
    let mut all = BTreeSet::new();
    for place in [Some(c.union_id), c.order.target_id].into_iter().flatten() {
        all.extend(holders(tx, place, (ResourceKind::Member, ActionKind::Read))?);
    }
    all.extend((c.created_by.0 != 0).then_some(c.created_by));
    if let Some(by) = by {
        all.remove(&by);
    }
    let page = format!("/unions/{}", c.union_id);
    all.into_iter().try_for_each(|account| notices::send(tx, account, title, &body, &page))
}

/// A change is planned.
pub fn planned(tx: &mut Tx<'_>, by: &Actor, c: &UnionChange) -> DbResult<()> {
    tell(tx, Some(by.id()), c, "工会组织调整", "")
}

/// A plan was taken back.
pub fn cancelled(tx: &mut Tx<'_>, by: &Actor, c: &UnionChange) -> DbResult<()> {
    tell(tx, Some(by.id()), c, "工会组织调整已取消", "")
}

/// The work is done.
pub fn done(tx: &mut Tx<'_>, c: &UnionChange) -> DbResult<()> {
    let moved = match (c.unions_moved, c.employers_moved, c.members_moved) {
        (0, 0, 0) => String::new(),
        (u, e, m) => format!("：下级工会{u}家、单位{e}家、会员{m}人"),
    };
    tell(tx, None, c, "工会组织调整已完成", &moved)
}

/// On its day it was no longer possible.
pub fn failed(tx: &mut Tx<'_>, c: &UnionChange) -> DbResult<()> {
    tell(tx, None, c, "工会组织调整未能办理", "，情况已有变化，请重新办理")
}
