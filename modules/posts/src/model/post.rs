//! Posts (文章): states and what each may become.

use kernel::{Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

use super::picture::Picture;

/// Where the text in hand stands. What readers see is told by [`Public`], not by this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PostState {
    /// 草稿: with its author.
    Draft,
    /// 待初审: handed in.
    Submitted,
    /// 编辑中: taken by an editor, or being corrected.
    Editing,
    /// 待审定: with the chief editor.
    Proposed,
    /// 待发布: approved, for an instant to come.
    Approved,
    /// 已发布: readers see exactly this text.
    Published,
    /// 已撤回, with a reason; the end.
    Withdrawn,
    /// 未采用, with a reason; the end.
    Declined,
}

impl PostState {
    /// All of them, in the order in which a post passes them.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Submitted,
        Self::Editing,
        Self::Proposed,
        Self::Approved,
        Self::Published,
        Self::Withdrawn,
        Self::Declined,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Editing => "editing",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Declined => "declined",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "待初审",
            Self::Editing => "编辑中",
            Self::Proposed => "待审定",
            Self::Approved => "待发布",
            Self::Published => "已发布",
            Self::Withdrawn => "已撤回",
            Self::Declined => "未采用",
        }
    }

    /// Whether the text in hand may go from here to `to`.
    pub fn may_become(self, to: Self) -> bool {
        use PostState::{Approved, Declined, Draft, Editing, Proposed, Published, Submitted, Withdrawn};
        match self {
            Draft => to == Submitted,
            Submitted => matches!(to, Draft | Editing | Declined),
            // What readers see may be taken from them while it is being corrected.
            Editing => matches!(to, Draft | Proposed | Published | Declined | Withdrawn),
            Proposed => matches!(to, Editing | Approved | Withdrawn),
            Approved => matches!(to, Editing | Published | Withdrawn),
            Published => matches!(to, Editing | Withdrawn),
            Withdrawn | Declined => false,
        }
    }
}

/// Who wrote it, as it is printed below the title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// Where the author works.
    pub unit: String,
    /// The office held there.
    pub post: String,
    /// Name.
    pub name: String,
}

impl Author {
    /// In one line: 宏达模具有限公司工会 主席 张三.
    pub fn line(&self) -> String {
        let parts = [&self.unit, &self.post, &self.name].map(|p| p.trim());
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The text in hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// 2 to 60 characters.
    pub title: String,
    /// What lists show below the title, at most 120 characters; may be empty.
    pub summary: String,
    /// The text itself: paragraphs, one a line.
    pub body: String,
    /// Who wrote it.
    pub author: Author,
    /// Campaigns of benefits that it tells of, at most 20.
    pub campaigns: Vec<Id>,
    /// Pictures, in their order, at most 20.
    pub pictures: Vec<Picture>,
}

/// What readers see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// They see it now.
    pub live: bool,
    /// Version of the post that they see; 0 before the first publication.
    pub version: i64,
    /// When it was published first; 0 before.
    pub published_at: Timestamp,
    /// Title.
    pub title: String,
    /// Summary.
    pub summary: String,
    /// Text.
    pub body: String,
    /// Who wrote it.
    pub author: Author,
    /// Campaigns.
    pub campaigns: Vec<Id>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// What the latest correction changed; empty if there was none.
    pub correction: String,
    /// When it was corrected; 0 if never.
    pub corrected_at: Timestamp,
}

impl Public {
    /// Before the first publication.
    pub fn nothing() -> Self {
        Self {
            live: false,
            version: 0,
            published_at: Timestamp(0),
            title: String::new(),
            summary: String::new(),
            body: String::new(),
            author: Author::default(),
            campaigns: Vec::new(),
            pictures: Vec::new(),
            correction: String::new(),
            corrected_at: Timestamp(0),
        }
    }
}

/// Somebody who did a deed: account and name, 0 and empty while nobody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Account; 0 for nobody and for the program itself.
    pub id: Id,
    /// Name.
    pub name: String,
}

impl By {
    /// Nobody so far.
    pub fn nobody() -> Self {
        Self { id: Id(0), name: String::new() }
    }
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Post.
    pub id: Id,
    /// The union that it came from.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its present place.
    pub union_path: OrgPath,
    /// Column.
    pub column_id: Id,
    /// Its title.
    pub column_title: String,
    /// Where its editors are.
    pub column_path: OrgPath,
    /// `WZ-…-0007`.
    pub number: String,
    /// State of the text in hand.
    pub state: PostState,
    /// The text in hand.
    pub text: Text,
    /// While a published post is being corrected: what changes and why.
    pub correction: String,
    /// Why it was given back, declined or withdrawn.
    pub reason: String,
    /// Who made it.
    pub made: By,
    /// When.
    pub made_at: Timestamp,
    /// Who took it at the first review.
    pub reviewed: By,
    /// Who handed it to the chief editor.
    pub proposed: By,
    /// Who approved it.
    pub approved: By,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// When it is to be published; 0 for at once.
    pub publish_at: Timestamp,
    /// What readers see.
    pub public: Public,
    /// Makes the marks of its readers; empty once they are no longer told apart.
    pub salt: Vec<u8>,
    /// Openings.
    pub opened: i64,
    /// Members who opened it, each once.
    pub readers: i64,
    /// Comments that are shown.
    pub comments: i64,
    /// Rises with each change; the ETag.
    pub version: i64,
}

impl Post {
    /// Whether this account had a hand in the text, so that it cannot approve it.
    pub fn touched_by(&self, account: Id) -> bool {
        account.0 != 0 && [self.made.id, self.reviewed.id, self.proposed.id].contains(&account)
    }
}

/// A text that a post had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = PostVersion)]
pub struct Version {
    /// Version.
    pub version: i64,
    /// What was done: `create`, `edit`, `submit`, …
    pub deed: String,
    /// Title then.
    pub title: String,
    /// Summary then.
    pub summary: String,
    /// Text then.
    pub body: String,
    /// Pictures then.
    pub pictures: Vec<Picture>,
    /// Reason, or what a correction changed.
    pub note: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_states_round_trip_and_ends_are_ends() {
        for s in PostState::ALL {
            assert_eq!(PostState::parse(s.code()), Some(s));
            assert!(!s.may_become(s));
        }
        for end in [PostState::Withdrawn, PostState::Declined] {
            assert!(PostState::ALL.into_iter().all(|to| !end.may_become(to)));
        }
        // Nothing is published without the chief editor, and nothing that was published becomes a draft's neighbour again.
        assert!(!PostState::Draft.may_become(PostState::Published));
        assert!(!PostState::Submitted.may_become(PostState::Proposed));
        assert!(!PostState::Published.may_become(PostState::Draft));
    }

    #[test]
    fn an_author_is_one_line() {
        let a = Author {
            unit: "宏达模具有限公司工会".into(), post: " 主席 ".into(), name: "张三".into()
        };
        assert_eq!(a.line(), "宏达模具有限公司工会 主席 张三");
        assert_eq!(Author { name: "编辑部".into(), ..Author::default() }.line(), "编辑部");
    }
}
