//! Refusals of proposed changes of the upward exchange's targets.

use kernel::{Problem, Status};

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProposalError {
    /// Another proposal for the target waits.
    #[error("another proposal waits")]
    Waits,
    /// Nobody decides about their own proposal.
    #[error("own proposal")]
    Own,
    /// The proposal was decided already, or is another one by now.
    #[error("already decided")]
    Decided,
}

impl Problem for ProposalError {
    fn code(&self) -> &'static str {
        match self {
            Self::Waits => "registry.proposal-waits",
            Self::Own => "registry.own-proposal",
            Self::Decided => "registry.proposal-decided",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Waits | Self::Decided => Status::Conflict,
            Self::Own => Status::Forbidden,
        }
    }
}
