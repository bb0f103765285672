//! Refusals of sign-in and account administration.

use kernel::{Params, Problem, Status};
use store::{AsDbError, DbError};

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No role of the actor has the permission.
    #[error(transparent)]
    Denied(#[from] guard::Denied),
    /// The idempotency key came with another request.
    #[error(transparent)]
    Key(#[from] crate::idempotency::KeyMismatch),
    /// The file is no workbook.
    #[error(transparent)]
    Sheet(#[from] sheets::SheetError),
    /// The workbook has no rows under a header with 登录名 and 姓名.
    #[error("no rows")]
    NoRows,
    /// More rows than are taken at once.
    #[error("more than {most} rows")]
    TooManyRows {
        /// Most.
        most: usize,
    },
    /// A reason of fewer than four characters.
    #[error("reason too short")]
    ReasonShort,
    /// A sealed value does not open.
    #[error(transparent)]
    Seal(#[from] crate::sealed::SealError),
    /// User name or password is wrong, or the account is closed; which, is not said.
    #[error("wrong user name or password")]
    WrongPassword,
    /// Too many failures; minutes left.
    #[error("locked for {minutes} minutes")]
    Locked {
        /// Minutes until the next try.
        minutes: i64,
    },
    /// The code of the second factor is wrong or was used.
    #[error("wrong code")]
    WrongCode,
    /// The step of signing in took too long; begin again.
    #[error("challenge expired")]
    ChallengeOver,
    /// Nobody is signed in, or the session is over.
    #[error("no session")]
    NoSession,
    /// The new password breaks a rule.
    #[error("password: {0}")]
    PasswordRule(&'static str),
    /// There is no such account in sight.
    #[error("account not found")]
    NotFound,
    /// The user name is taken.
    #[error("user name taken")]
    NameTaken,
    /// The user name has a wrong form.
    #[error("user name form")]
    NameForm,
    /// Administrators hold nothing else, and the three exclude each other.
    #[error("roles exclude each other")]
    RolesExclude,
    /// Nobody decides about themselves.
    #[error("own account")]
    OwnAccount,
    /// There is no such union.
    #[error("no such union")]
    NoSuchUnion,
    /// Somebody else changed it first.
    #[error("stale")]
    Stale,
    /// The request was answered already.
    #[error("already decided")]
    Decided,
    /// Codes were sent too often; seconds to wait.
    #[error("too many codes")]
    TooManyCodes {
        /// Seconds until the next one.
        seconds: i64,
    },
    /// The message could not be sent.
    #[error("channel: {0}")]
    Channel(String),
    /// Name and number do not prove a member with this phone.
    #[error("not proved")]
    NotProved,
}

impl AsDbError for AccountError {
    fn db_error(&self) -> Option<&DbError> {
        if let Self::Db(e) = self { Some(e) } else { None }
    }
}

impl Problem for AccountError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Denied(e) => e.code(),
            Self::Key(e) => e.code(),
            Self::Sheet(e) => e.code(),
            Self::NoRows => "accounts.no-rows",
            Self::TooManyRows { .. } => "accounts.too-many-rows",
            Self::ReasonShort => "accounts.reason-short",
            Self::Seal(_) => "accounts.seal-broken",
            Self::WrongPassword => "accounts.wrong-password",
            Self::Locked { .. } => "accounts.locked",
            Self::WrongCode => "accounts.wrong-code",
            Self::ChallengeOver => "accounts.challenge-over",
            Self::NoSession => "accounts.no-session",
            Self::PasswordRule(code) => code,
            Self::NotFound => "accounts.not-found",
            Self::NameTaken => "accounts.name-taken",
            Self::NameForm => "accounts.name-form",
            Self::RolesExclude => "accounts.roles-exclude",
            Self::OwnAccount => "accounts.own-account",
            Self::NoSuchUnion => "accounts.no-such-union",
            Self::Stale => "accounts.stale",
            Self::Decided => "accounts.decided",
            Self::TooManyCodes { .. } => "accounts.too-many-codes",
            Self::Channel(_) => "accounts.channel",
            Self::NotProved => "accounts.not-proved",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Denied(e) => e.status(),
            Self::Key(e) => e.status(),
            Self::Sheet(e) => e.status(),
            Self::NoRows | Self::TooManyRows { .. } | Self::ReasonShort => Status::Invalid,
            Self::Seal(_) => Status::Internal,
            Self::WrongPassword
            | Self::WrongCode
            | Self::ChallengeOver
            | Self::NoSession
            | Self::NotProved => Status::Unauthenticated,
            Self::Locked { .. } | Self::TooManyCodes { .. } => Status::TooMany,
            Self::NotFound => Status::NotFound,
            Self::NameTaken | Self::RolesExclude | Self::Decided => Status::Conflict,
            Self::OwnAccount => Status::Forbidden,
            Self::PasswordRule(_) | Self::NameForm | Self::NoSuchUnion => Status::Invalid,
            Self::Stale => Status::Stale,
            Self::Channel(_) => Status::Busy,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Denied(e) => e.params(),
            Self::Sheet(e) => e.params(),
            Self::TooManyRows { most } => [("most", most.to_string())].into(),
            Self::Locked { minutes } => {
                [("minutes", minutes.to_string()), ("seconds", (minutes * 60).to_string())].into()
            }
            Self::TooManyCodes { seconds } => [("seconds", seconds.to_string())].into(),
            _ => Params::new(),
        }
    }
}
