//! Use cases; HTTP, command line, jobs and the demo all call them.

pub mod close_survey;
pub mod cross;
pub mod export_answers;
pub mod export_results;
pub mod hand_in;
pub mod issue_token;
pub mod keep_survey;
pub mod own_surveys;
pub mod publish;
pub mod results;
pub mod texts;
