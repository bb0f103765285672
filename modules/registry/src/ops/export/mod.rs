//! Lists that a walk of their own carries out, row by row ([`platform::exports`]); the others go out by their pages. Browser
//! and command line come through here.

mod difference;
mod employers;
mod members;
mod quality;
mod report;
mod unions;
mod zones;

use platform::exports::{ExportError, Field, Plan, Sheet, col};

pub use difference::export_difference;
pub use employers::export_employers;
pub use members::{MemberKeys, export_members, flag_words};
pub use quality::{QualityLine, export_quality};
pub use report::{Late, ReportLine, export_report};
pub use unions::export_unions;
pub use zones::export_zones;

use crate::error::RegistryError;

impl From<ExportError> for RegistryError {
    fn from(e: ExportError) -> Self {
        // The database's refusals are retried and told the same wherever they come from.
        if let ExportError::Db(e) = e { Self::Db(e) } else { Self::Export(e) }
    }
}
