//! Comments (评论).

use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = PostCommentState)]
#[serde(rename_all = "snake_case")]
pub enum CommentState {
    /// 待审核: only its author reads it.
    Waiting,
    /// 已公开: everybody reads it.
    Shown,
    /// 不公开, with a reason.
    Hidden,
}

impl CommentState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Shown, Self::Hidden];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Shown => "shown",
            Self::Hidden => "hidden",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Waiting => "待审核",
            Self::Shown => "已公开",
            Self::Hidden => "不公开",
        }
    }
}

/// What a member said below a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The post.
    pub post_id: Id,
    /// Comment.
    pub id: Id,
    /// Who.
    pub person_id: Id,
    /// The name as everybody reads it: masked.
    pub shown_name: String,
    /// The union of the member then.
    pub union_id: Id,
    /// What, 1 to 300 characters.
    pub body: String,
    /// State.
    pub state: CommentState,
    /// Why it is not shown.
    pub reason: String,
    /// Who decided; empty while nobody did.
    pub decided_by_name: String,
    /// When; 0 while nobody did.
    pub decided_at: Timestamp,
    /// When it was said.
    pub made_at: Timestamp,
}
