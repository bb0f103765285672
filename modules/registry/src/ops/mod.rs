//! Use cases. HTTP, command line, jobs and imports all call these.

pub mod answer_transfer;
pub mod begin_import;
pub mod change_notices;
pub mod change_phone;
pub mod create_member;
pub mod create_union;
pub mod diff;
pub mod divisions;
pub mod edit_person;
pub mod enter_people;
pub mod export;
pub mod keep_employer;
pub mod member_documents;
pub mod membership_step;
pub mod move_members;
pub mod plan_change;
pub mod propose_transfer;
pub mod search;
pub mod set_employer;
pub mod transfer_notices;
pub mod transfer_silence;
pub mod tree_on_day;
pub mod work_change;
