//! Mutual medical aid (职工医疗互助): schemes as dated data, enrolment, claims, payment, the fund. See the README for words, states
//! and invariants.

mod claim_error;
pub mod demo;
mod enrol_error;
mod error;
mod fixtures;
mod http;
mod jobs;
mod model;
mod ops;
mod pay_error;
mod rosters;
mod rules;
mod scheme_error;
mod store;

use ::store::Migration;
use platform::Module;
use platform::cases::CaseWatch;
use platform::jobs::JobHandler;

pub use error::{ClaimError, EnrolError, PayError, SchemeError};

/// Schemes for whoever reckons with them: the model, what is wrong with one, what is paid, those that come with the program.
pub mod schemes {
    pub use crate::fixtures::{codes, demo_county, shipped};
    pub use crate::model::case::*;
    pub use crate::model::illness::{ILLNESSES, OF_WOMEN};
    pub use crate::model::scheme::*;
    pub use crate::model::scheme_file::{InForce, Rerun, RerunResult, Versions};
    pub use crate::ops::rerun::{start as start_rerun, work as rerun};
    pub use crate::ops::scheme::{install, moved};
    pub use crate::ops::trial::{Uses, run as try_cases};
    pub use crate::ops::trial_demo::demo_trial;
    pub use crate::rules::benefit::{Yuan, adjudicate};
    pub use crate::rules::scheme_check::check;
    pub use crate::store::rerun::find as find_rerun;
    pub use crate::store::scheme::{by_id, in_force, valid_on};
}

/// Periods, rosters, bills and cover, for the other areas, the demo, benchmarks and tests.
pub mod enrolment {
    pub use crate::model::enrolment::*;
    pub use crate::model::indicators::{ENROLLED, PREMIUM};
    pub use crate::model::statement::Columns;
    pub use crate::ops::accounts::{Accounts, accounts, fund_account};
    pub use crate::ops::bill::{cancel as cancel_bill, create as create_bill};
    pub use crate::ops::certificate::{Standing as CertificateStanding, person_code, unit_code, verify};
    pub use crate::ops::enrol_one::{add, remove};
    pub use crate::ops::matching::{Hint, by_hand, by_reference, suggestions, undo as unmatch};
    pub use crate::ops::period::{
        Draft as PeriodDraft, Progress, create as create_period, edit as edit_period, progress, set_targets,
    };
    pub use crate::ops::refund::{
        Payee, change_payee as change_refund_payee, of_bill as refund_bill, of_receipt as refund_receipt,
    };
    pub use crate::ops::roster::{ORIGINAL, Step, carry_over, step, upload};
    pub use crate::ops::statement::{
        ORIGINAL as STATEMENT, match_again, upload as upload_statement, work as work_statement,
    };
    pub use crate::rosters::result::{rows as roster_rows, write as write_result};
    pub use crate::rosters::run::work as work_roster;
    pub use crate::rosters::undo::undo as undo_roster;
    pub use crate::rosters::verdict::{RowResult, Verdict};
    pub use crate::rules::enrol::Wish;
    pub use crate::rules::reference::{in_note, of as reference};
    pub use crate::store::cover::{cover_of, covers_of, nearest, on_day};
    pub use crate::store::enrolment::{
        find as find_enrolment, load, of_person, of_unit, row, unscoped as enrolment_of,
    };
    pub use crate::store::period::{
        Standing, add as add_standing, find as find_period, insert as insert_period, unit as standing_of,
    };
    pub use crate::store::roster::{Roster, Tally};
    pub use crate::store::{bill, receipt, refund, roster, statement};
}

/// Cards, batches, answers, the figures of a fund and samples, for the command line, benchmarks and tests.
pub mod payments {
    pub use crate::model::claim::{Claim, ClaimChannel, ClaimState};
    pub use crate::model::indicators::{CLAIMS, PAID, PAID_PEOPLE, PAID_TIMES};
    pub use crate::model::payment::*;
    pub use crate::ops::bank_out::{Line as BankLine, digest, write as write_bank_file};
    pub use crate::ops::card::{NewCard, put as put_card};
    pub use crate::ops::card_file::{FILE as CARDS, Taken as TakenCards, take as take_cards};
    pub use crate::ops::claim_enter::{For, Told, enter as enter_claim};
    pub use crate::ops::claim_steps::{approve as approve_claim, review as review_claim};
    pub use crate::ops::fund::{
        Figures, Limits, RunOff, YearFigures, at as fund_at, figures, ratio, run_off, years,
    };
    pub use crate::ops::pay_answer::{FILE as ANSWER, take as take_answer};
    pub use crate::ops::pay_batch::{
        Payable, Wanted, approve as approve_batch, cancel as cancel_batch, lines as batch_lines,
        make as make_batch, payable, send as send_batch,
    };
    pub use crate::ops::report::{Report, report};
    pub use crate::ops::sample::{NewSample, draw, drawn, note};
    pub use crate::ops::terms::Terms;
    pub use crate::store::claim::unscoped as claim;
    pub use crate::store::payment::{all_of_batch, list as batches, of_record, unscoped as batch};
    pub use crate::store::sample::claims as sample_claims;
}

/// Claims, settlement files and notices, for benchmarks and tests.
pub mod claims {
    pub use crate::model::case::RefusalCode;
    pub use crate::model::claim::{Claim, ClaimState, SettlementState, SettlementVerdict};
    pub use crate::ops::claim_cases::{APPEAL_KIND, OBJECTION_KIND, appeal, object};
    pub use crate::ops::claim_steps::{again, answer, ask, refuse, withdraw};
    pub use crate::ops::notice::{Heading, lapse_all, publish, publish_from, settle_all};
    pub use crate::ops::reckon::work as reckon;
    pub use crate::ops::settlement::{ORIGINAL, RowResult, rows, upload, work};
    pub use crate::ops::settlement_file::look;
    pub use crate::rules::settlement::guess;
    pub use crate::store::claim::{in_state, of_person};
    pub use crate::store::decision::of_claim as decisions;
    pub use crate::store::settlement::{Source, insert_source};
}

const fn migration(name: &'static str, sql: &'static str) -> Migration {
    Migration { module: "mutual", name, sql }
}

const MIGRATIONS: &[Migration] = &[
    migration("0001_schemes", include_str!("../migrations/0001_schemes.sql")),
    migration("0002_enrolment", include_str!("../migrations/0002_enrolment.sql")),
    migration("0003_claims", include_str!("../migrations/0003_claims.sql")),
    migration("0004_payments", include_str!("../migrations/0004_payments.sql")),
];

fn jobs() -> Vec<Box<dyn JobHandler>> {
    vec![
        Box::new(ops::rerun::RerunJob),
        Box::new(jobs::RosterJob),
        Box::new(jobs::StatementJob),
        Box::new(ops::settlement::SettlementJob),
        Box::new(ops::settlement::ReckonJob),
        Box::new(ops::notice::NoticeJob),
    ]
}

fn watches() -> Vec<Box<dyn CaseWatch>> {
    vec![Box::new(ops::claim_cases::Objections), Box::new(ops::claim_cases::Appeals)]
}

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "mutual",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: http::anonymous_routes,
        jobs,
        cases: watches,
        indicators: model::indicators::INDICATORS,
        sealed: &[
            store::enrol_sealed::RECEIPT,
            store::enrol_sealed::REFUND,
            store::card::SEALED,
            store::payment_sealed::PAYMENT,
        ],
        references: store::references::REFERENCES,
    }
}
