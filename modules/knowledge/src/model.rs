//! Articles; no I/O.

use kernel::{Day, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

/// Where an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArticleState {
    /// 草稿: only editors read it.
    Draft,
    /// 已发布: everybody who deals with cases at the union or beneath it reads the published text.
    Published,
    /// 已撤下.
    Withdrawn,
}

impl ArticleState {
    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Draft, Self::Published, Self::Withdrawn].into_iter().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Published => "已发布",
            Self::Withdrawn => "已撤下",
        }
    }
}

/// An article of the knowledge base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Article.
    pub id: Id,
    /// The union that keeps it.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its present place.
    pub union_path: OrgPath,
    /// `ZK-0007`, by which an answer refers to it.
    pub number: String,
    /// Code of `knowledge_topic`.
    pub topic: String,
    /// State.
    pub state: ArticleState,
    /// Title as it is being edited.
    pub title: String,
    /// Text as it is being edited.
    pub body: String,
    /// Version that readers see; 0 before the first one.
    pub public_version: i64,
    /// Title that readers see.
    pub public_title: String,
    /// Text that readers see.
    pub public_body: String,
    /// Day on which somebody looks whether it still holds.
    pub review_on: Day,
    /// Who changed it last.
    pub changed_by_name: String,
    /// When.
    pub changed_at: Timestamp,
    /// Rises with each change; the ETag.
    pub version: i64,
}

/// A text that an article had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = KnowledgeVersion)]
pub struct Version {
    /// Version.
    pub version: i64,
    /// `create`, `edit`, `publish`, `withdraw`.
    pub deed: String,
    /// Title then.
    pub title: String,
    /// Text then.
    pub body: String,
    /// Why it was withdrawn.
    pub note: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}
