//! What can go wrong with what members ask about their own data, with its erasure, with flags and secondments.

use kernel::{Params, Problem, Status};

/// Every refusal of these that is no wrong field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OwnDataError {
    /// The one-time code is wrong or over. Not a question of the session, which goes on.
    #[error("wrong code for the own data")]
    WrongCode,
    /// There is no phone that could prove the person.
    #[error("no phone for the own data")]
    NoPhone,
    /// There is no such request about own data in sight.
    #[error("data request not found")]
    RequestNotFound,
    /// The request was answered or withdrawn.
    #[error("data request answered")]
    RequestAnswered,
    /// The member has an open request of this kind.
    #[error("a data request is open")]
    RequestOpen,
    /// Nobody answers a request of the own record.
    #[error("a request of the own record")]
    OwnRequest,
    /// The rights of near relatives begin with the death of the member.
    #[error("the member did not die")]
    NotDeceased,
    /// The member arranged while alive that near relatives exercise no rights.
    #[error("barred by the member's choice")]
    RelativesBarred,
    /// What is asked gives no copy: it is another request, or was not accepted.
    #[error("no copy to give")]
    NoCopy,
    /// Something stands against the erasure.
    #[error("the erasure is held: {why}")]
    ErasureHeld {
        /// What, Chinese.
        why: &'static str,
    },
    /// There is no such flag of this member.
    #[error("flag not found")]
    FlagNotFound,
    /// Another flag of the kind holds on one of the days.
    #[error("flags overlap")]
    FlagOverlaps,
    /// There is no such own consent.
    #[error("consent not found")]
    ConsentNotFound,
    /// Membership rests on the consent.
    #[error("a required consent")]
    ConsentRequired,
    /// The member works nowhere else for a time.
    #[error("secondment not found")]
    SecondmentNotFound,
    /// The member works elsewhere for a time.
    #[error("a secondment lasts")]
    SecondmentRuns,
}

impl Problem for OwnDataError {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongCode => "registry.own-data-code",
            Self::NoPhone => "registry.own-data-phone",
            Self::RequestNotFound => "registry.request-not-found",
            Self::RequestAnswered => "registry.request-answered",
            Self::RequestOpen => "registry.request-open",
            Self::OwnRequest => "registry.request-own",
            Self::NotDeceased => "registry.relative-living",
            Self::RelativesBarred => "registry.relatives-barred",
            Self::NoCopy => "registry.relative-no-copy",
            Self::ErasureHeld { .. } => "registry.erasure-held",
            Self::FlagNotFound => "registry.flag-not-found",
            Self::FlagOverlaps => "registry.flag-overlaps",
            Self::ConsentNotFound => "registry.consent-not-found",
            Self::ConsentRequired => "registry.consent-required",
            Self::SecondmentNotFound => "registry.secondment-not-found",
            Self::SecondmentRuns => "registry.secondment-runs",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::RequestNotFound | Self::FlagNotFound | Self::ConsentNotFound | Self::SecondmentNotFound => {
                Status::NotFound
            }
            Self::OwnRequest => Status::Forbidden,
            _ => Status::Conflict,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::ErasureHeld { why } => [("why", (*why).to_owned())].into(),
            _ => Params::new(),
        }
    }
}
