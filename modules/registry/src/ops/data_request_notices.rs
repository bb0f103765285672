//! Who is told of a request about the own data: those who answer it, and the member.

use guard::{ActionKind, ResourceKind};
use platform::notices;
use store::{DbResult, Tx};

use super::responsible::responsible;
use crate::model::data_request::RequestState;
use crate::store::data_request::DataRequest;
use crate::store::union;

/// Page of the console.
const PAGE: &str = "/data-requests";
/// Page of the phone.
const OWN_PAGE: &str = "/data/requests";

/// Without the name: messages of cadres outlive an erasure.
fn tell(tx: &mut Tx<'_>, q: &DataRequest, title: &str) -> DbResult<()> {
    let union = union::name(tx, q.union_id)?;
    let who = if q.relation.is_empty() { "一名会员" } else { "一名已故会员的近亲属" };
    let body = format!("{union}的{who}申请{}，请在{}前答复", q.kind.title(), q.due_on);
    let all = responsible(tx, &q.union_path, (ResourceKind::DataRequest, ActionKind::Update))?;
    all.into_iter().try_for_each(|account| notices::send(tx, account, title, &body, PAGE))
}

/// A member asks: the union, or the nearest one above that has cadres, has something to answer.
pub fn asked(tx: &mut Tx<'_>, q: &DataRequest) -> DbResult<()> {
    tell(tx, q, "有新的个人信息申请")
}

/// The last day for the answer is near.
pub fn reminded(tx: &mut Tx<'_>, q: &DataRequest) -> DbResult<()> {
    tell(tx, q, "个人信息申请即将到答复期限")
}

/// The member hears what was decided. Of an erasure that was done nobody is left to tell, and a near relative hears it from
/// the union.
pub fn answered(tx: &mut Tx<'_>, q: &DataRequest, state: RequestState, answer: &str) -> DbResult<()> {
    if !q.relation.is_empty() {
        return Ok(());
    }
    let said = if answer.is_empty() { String::new() } else { format!("：{answer}") };
    let body = format!("您申请{}，结果：{}{said}", q.kind.title(), state.title());
    notices::send(tx, q.person_id, "个人信息申请已答复", &body, OWN_PAGE)
}
