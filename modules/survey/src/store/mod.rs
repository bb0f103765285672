//! The only SQL of the module. Functions that a cadre's request can reach take a scope.

pub mod answer;
pub mod count;
pub mod issue;
pub mod places;
pub mod references;
pub mod sealed;
pub mod survey;
pub mod survey_list;
pub mod text;
