//! Accounts that unions keep elsewhere (媒体矩阵), and what they came to month by month.

use kernel::{Day, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

/// Where an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = PostChannelKind)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// 微信公众号.
    Wechat,
    /// 视频号.
    Video,
    /// 微博.
    Weibo,
    /// 抖音.
    Douyin,
    /// 网站.
    Site,
    /// 客户端.
    App,
    /// 其他.
    Other,
}

impl ChannelKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Wechat, Self::Video, Self::Weibo, Self::Douyin, Self::Site, Self::App, Self::Other];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::Video => "video",
            Self::Weibo => "weibo",
            Self::Douyin => "douyin",
            Self::Site => "site",
            Self::App => "app",
            Self::Other => "other",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Wechat => "微信公众号",
            Self::Video => "视频号",
            Self::Weibo => "微博",
            Self::Douyin => "抖音",
            Self::Site => "网站",
            Self::App => "客户端",
            Self::Other => "其他",
        }
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Account.
    pub id: Id,
    /// The union that keeps it.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its present place.
    pub union_path: OrgPath,
    /// Where it is.
    pub kind: ChannelKind,
    /// 2 to 40 characters; once among the open ones of a union and kind.
    pub name: String,
    /// Since when.
    pub since: Day,
    /// Last day; 9999-12-31 while it is there.
    pub closed_on: Day,
    /// At most 100 characters.
    pub note: String,
    /// Who changed it last.
    pub changed_by_name: String,
    /// When.
    pub changed_at: Timestamp,
    /// Rises with each change; the ETag.
    pub version: i64,
}

/// What an account came to in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// Account.
    pub channel_id: Id,
    /// Month, `yyyymm`.
    pub month: i64,
    /// Return.
    pub id: Id,
    /// Followers at its end.
    pub followers: i64,
    /// Reads in it.
    pub reads: i64,
    /// Posts in it.
    pub posts: i64,
    /// Its place in a ranking; 0 if none was told.
    pub place: i64,
    /// Among how many accounts; 0 if none was told.
    pub place_of: i64,
    /// Where the figures come from, at most 100 characters.
    pub note: String,
    /// Who entered it last.
    pub made_by_name: String,
    /// When.
    pub changed_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

/// A return with its account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The return.
    pub of: Return,
    /// Where the account is.
    pub kind: ChannelKind,
    /// Its name.
    pub channel_name: String,
    /// The union that keeps it.
    pub union_name: String,
}
