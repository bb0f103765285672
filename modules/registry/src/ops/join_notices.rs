//! Who is told of an application to become a member.

use guard::{ActionKind, ResourceKind};
use kernel::Id;
use platform::notices;
use store::{DbResult, Tx};

use super::responsible::responsible;
use crate::store::join::Application;
use crate::store::union;

/// Page of the console.
const PAGE: &str = "/joins";

fn tell(tx: &mut Tx<'_>, a: &Application, title: &str) -> DbResult<()> {
    let body = format!("{}，{}申请加入{}", a.name, a.employer_name, union::name(tx, a.union_id)?);
    let all = responsible(tx, &a.union_path, (ResourceKind::Join, ActionKind::Update))?;
    all.into_iter().try_for_each(|account| notices::send(tx, account, title, &body, PAGE))
}

/// Somebody applies: the union, or the nearest one above that has cadres, has something to decide.
pub fn applied(tx: &mut Tx<'_>, a: &Application) -> DbResult<()> {
    tell(tx, a, "有新的入会申请")
}

/// Nobody decided for some days.
pub fn reminded(tx: &mut Tx<'_>, a: &Application) -> DbResult<()> {
    tell(tx, a, "入会申请等待办理，请尽快处理")
}

/// The worker is a member. Of a move to be answered the register's own notice tells.
pub fn joined(tx: &mut Tx<'_>, a: &Application, person: Id) -> DbResult<()> {
    let union = union::name(tx, a.union_id)?;
    notices::send(tx, person, "入会申请已通过", &format!("欢迎加入{union}"), "/")
}
