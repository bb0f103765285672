//! The only SQL of the module.

pub mod bill;
pub mod card;
pub mod claim;
pub mod claim_case;
pub mod claim_list;
pub mod cover;
pub mod decision;
pub mod enrol_sealed;
pub mod enrolment;
pub mod enrolment_list;
pub mod lists;
pub mod notice;
pub mod period;
pub mod promised;
pub mod receipt;
pub mod references;
pub mod refund;
pub mod rerun;
pub mod roster;
pub mod scheme;
pub mod scheme_list;
pub mod settlement;
pub mod statement;
pub mod unit_list;
