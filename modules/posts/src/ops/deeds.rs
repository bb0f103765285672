//! What somebody may do with a post as it stands: what the page offers.

use guard::{Actor, act, res};
use serde::Serialize;

use super::write::may_edit;
use crate::model::{Post, PostState};

/// A deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = PostDeed)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// 修改.
    Edit,
    /// 投稿.
    Submit,
    /// 收回.
    Recall,
    /// 初审通过.
    Review,
    /// 退回.
    Return,
    /// 不采用.
    Decline,
    /// 送审.
    Propose,
    /// 审定.
    Approve,
    /// 退改.
    SendBack,
    /// 撤回.
    Withdraw,
    /// 更正.
    Correct,
    /// 放弃更正.
    Abandon,
}

/// The deeds that are open to the actor, those that lead on before others. Each operation asks again.
pub fn open_deeds(actor: &Actor, p: &Post) -> Vec<Deed> {
    use Deed::{
        Abandon, Approve, Correct, Decline, Edit, Propose, Recall, Return, Review, SendBack, Submit, Withdraw,
    };
    let author = p.made.id == actor.id()
        && actor.permit::<res::Post, act::Create>().is_ok_and(|s| s.covers(&p.union_path));
    let editor = actor.permit::<res::Post, act::Propose>().is_ok_and(|s| s.covers(&p.column_path));
    let chief = actor.permit::<res::Post, act::Approve>().is_ok_and(|s| s.covers(&p.column_path));
    let fresh = p.public.version == 0;
    let other = p.made.id != actor.id();
    let offered: &[(Deed, bool)] = match p.state {
        PostState::Draft => &[(Submit, author)],
        PostState::Submitted => {
            &[(Review, editor && other), (Return, editor), (Decline, editor), (Recall, author)]
        }
        PostState::Editing => &[
            (Propose, editor),
            (Return, editor && fresh),
            (Decline, editor && fresh),
            (Abandon, editor && !fresh),
        ],
        PostState::Proposed => &[(Approve, chief && !p.touched_by(actor.id())), (SendBack, chief)],
        PostState::Approved => &[(SendBack, chief)],
        PostState::Published => &[(Correct, editor)],
        PostState::Withdrawn | PostState::Declined => &[],
    };
    let mut all: Vec<Deed> = offered.iter().filter(|(_, open)| *open).map(|(deed, _)| *deed).collect();
    if may_edit(actor, p) {
        all.push(Edit);
    }
    if chief && p.public.live {
        all.push(Withdraw);
    }
    all
}
