//! Refusals of the room.

use kernel::{Params, Problem, Status};
use store::{AsDbError, DbError};

use super::protocol::{self, CallError};

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum WechatError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No role of the actor has the permission.
    #[error(transparent)]
    Denied(#[from] guard::Denied),
    /// This installation has no official account.
    #[error("no official account")]
    Off,
    /// The interface does not answer.
    #[error("the interface does not answer: {0}")]
    Down(String),
    /// The interface said no.
    #[error("refused with {0}")]
    Refused(i64),
    /// The page was not come back to from where it was left, or too late.
    #[error("not the way that was begun")]
    NotBegun,
    /// What proves the account of WeChat is over.
    #[error("proof over")]
    ProofOver,
    /// The account of WeChat is somebody else's.
    #[error("bound to somebody else")]
    Taken,
    /// The person has another account of WeChat.
    #[error("another account is bound")]
    BoundAlready,
    /// Nothing is bound.
    #[error("nothing bound")]
    NotBound,
    /// There is no such topic, or no template for it.
    #[error("not found")]
    NotFound,
    /// A field of a template cannot be so.
    #[error("field {name}: {why}")]
    BadField {
        /// Name of the field.
        name: String,
        /// Why, in Chinese.
        why: &'static str,
    },
    /// An entry of the menu cannot be so.
    #[error("menu {name}: {why}")]
    BadMenu {
        /// Name of the entry.
        name: String,
        /// Why, in Chinese.
        why: &'static str,
    },
    /// Somebody else changed it first.
    #[error("stale")]
    Stale,
}

impl AsDbError for WechatError {
    fn db_error(&self) -> Option<&DbError> {
        if let Self::Db(e) = self { Some(e) } else { None }
    }
}

impl From<CallError> for WechatError {
    fn from(e: CallError) -> Self {
        match e {
            CallError::Db(e) => Self::Db(e),
            CallError::NotSent(why) | CallError::Unclear(why) => Self::Down(why),
            CallError::Refused(code) => Self::Refused(code),
        }
    }
}

impl Problem for WechatError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Denied(e) => e.code(),
            Self::Off => "wechat.off",
            Self::Down(_) => "wechat.down",
            Self::Refused(_) => "wechat.refused",
            Self::NotBegun => "wechat.not-begun",
            Self::ProofOver => "wechat.proof-over",
            Self::Taken => "wechat.taken",
            Self::BoundAlready => "wechat.bound-already",
            Self::NotBound => "wechat.not-bound",
            Self::NotFound => "wechat.not-found",
            Self::BadField { .. } => "wechat.bad-field",
            Self::BadMenu { .. } => "wechat.bad-menu",
            Self::Stale => "wechat.stale",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Denied(e) => e.status(),
            Self::Off | Self::NotFound | Self::NotBound => Status::NotFound,
            Self::Down(_) => Status::Busy,
            Self::Refused(_) | Self::Taken | Self::BoundAlready => Status::Conflict,
            Self::NotBegun | Self::ProofOver => Status::Unauthenticated,
            Self::BadField { .. } | Self::BadMenu { .. } => Status::Invalid,
            Self::Stale => Status::Stale,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Denied(e) => e.params(),
            Self::Refused(code) => {
                [("reason", protocol::meaning(*code).to_owned()), ("errcode", code.to_string())].into()
            }
            Self::BadField { name, why } | Self::BadMenu { name, why } => {
                [("name", name.clone()), ("reason", (*why).to_owned())].into()
            }
            _ => Params::new(),
        }
    }
}
