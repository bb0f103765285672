//! Parameters in memory: the value of a day and a place.

use std::collections::HashMap;

use kernel::{Day, Id};

use super::shipped::{Definition, definitions};
use super::value::Value;

/// A parameter that is a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integer(pub &'static str);

/// A parameter that is a word of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice(pub &'static str);

/// A parameter that is an exact share, written as a fraction or a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction(pub &'static str);

/// A parameter that is a list of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integers(pub &'static str);

/// The parameters that the program itself reads; a test looks each one up.
pub mod keys {
    use super::{Choice, Fraction, Integer, Integers};

    /// Failures in a row that lock an account.
    pub const LOCK_FAIL: Integer = Integer("security.lock_fail");
    /// Minutes for which it is locked.
    pub const LOCK_MINUTES: Integer = Integer("security.lock_minutes");
    /// Minutes without a request that end a session of staff.
    pub const SESSION_MINUTES: Integer = Integer("security.session_minutes");
    /// Longest session of staff, hours.
    pub const SESSION_HOURS: Integer = Integer("security.session_hours");
    /// Sessions of one account at a time.
    pub const SESSIONS_MAX: Integer = Integer("security.sessions_max");
    /// Longest session of a member, days.
    pub const MEMBER_SESSION_DAYS: Integer = Integer("security.member_session_days");
    /// Days after which an administrator's password must be changed.
    pub const ADMIN_PW_DAYS: Integer = Integer("security.admin_pw_days");
    /// Old passwords that may not come back.
    pub const PW_REMEMBERED: Integer = Integer("security.pw_remembered");
    /// Minutes for which a one-time code can be used.
    pub const CODE_MINUTES: Integer = Integer("security.code_minutes");
    /// Attempts at one code.
    pub const CODE_ATTEMPTS: Integer = Integer("security.code_attempts");
    /// Seconds between two codes for one phone.
    pub const CODE_PAUSE_SECONDS: Integer = Integer("security.code_pause_seconds");
    /// Codes for one phone in a day.
    pub const CODES_PER_DAY: Integer = Integer("security.codes_per_day");
    /// Days for which a repeated request gets its first answer.
    pub const ANSWER_DAYS: Integer = Integer("system.answer_days");
    /// Seconds for which a card's code can be shown.
    pub const CARD_SECONDS: Integer = Integer("card.code_seconds");
    /// Months after which a record that nobody looked at is stale.
    pub const QUALITY_STALE_MONTHS: Integer = Integer("quality.stale_months");
    /// Age below which an import asks.
    pub const AGE_WARN_MIN: Integer = Integer("import.age_warn_min");
    /// Age above which an import asks.
    pub const AGE_WARN_MAX: Integer = Integer("import.age_warn_max");
    /// People who may share a phone before an import asks.
    pub const PHONE_SHARED_MAX: Integer = Integer("import.phone_shared_max");
    /// Months for which the audit is kept at least.
    pub const LOG_MONTHS: Integer = Integer("security.log_months");
    /// Days for answering a transfer.
    pub const TRANSFER_ANSWER_DAYS: Integer = Integer("transfer.answer_days");
    /// What becomes of a transfer that nobody answers: `return`, `accept`, `escalate`.
    pub const TRANSFER_ON_SILENCE: Choice = Choice("transfer.on_silence");
    /// Whole months that a secondment lasts at least.
    pub const SECONDMENT_MIN_MONTHS: Integer = Integer("secondment.min_months");
    /// Days before the planned last day of a secondment on which both unions are reminded.
    pub const SECONDMENT_REMIND_DAYS: Integer = Integer("secondment.remind_days");
    /// Days within which a step of a membership may be taken back.
    pub const STEP_UNDO_DAYS: Integer = Integer("membership.undo_days");
    /// Days after which the union is reminded of an application to join.
    pub const JOIN_REMIND_DAYS: Integer = Integer("join.remind_days");
    /// Days after which an application to join that nobody decided ends.
    pub const JOIN_WAIT_DAYS: Integer = Integer("join.wait_days");
    /// Days after its end for which an application to join keeps what it says of the person.
    pub const JOIN_KEEP_DAYS: Integer = Integer("join.keep_days");

    /// Working days within which a request about own data is answered.
    pub const ANSWER_WORKING_DAYS: Integer = Integer("privacy.answer_working_days");
    /// Days before the last one on which those who answer a request are reminded.
    pub const ANSWER_REMIND_DAYS: Integer = Integer("privacy.remind_days");
    /// Years after the last membership for which a person is kept.
    pub const LEFT_YEARS: Integer = Integer("privacy.left_years");

    /// Members who must come to an election, of all who may vote.
    pub const ELECTION_QUORUM: Fraction = Fraction("election.quorum");
    /// Share of the seats by which there must be more candidates.
    pub const ELECTION_MIN_DIFFERENCE: Fraction = Fraction("election.min_difference");
    /// Share of all who may vote that the elected must have more than.
    pub const ELECTION_PASS: Fraction = Fraction("election.pass");
    /// Days before the end of a term on which it is reminded of.
    pub const ELECTION_REMINDERS: Integers = Integers("election.reminder_days");
    /// Years of a basic union's term, the shorter kind.
    pub const TERM_YEARS_SHORT: Integer = Integer("union.term_years_basic_short");
    /// Years of a basic union's term, the longer kind.
    pub const TERM_YEARS_LONG: Integer = Integer("union.term_years_basic_long");
    /// Years of a local or industrial union's term.
    pub const TERM_YEARS_LOCAL: Integer = Integer("union.term_years_local");
    /// Members from which a union of their own must be set up.
    pub const OWN_UNION_MEMBERS: Integer = Integer("union.min_members_committee");

    /// Sessions of duty that a representative should hold in a term.
    pub const DUTY_SESSIONS: Integer = Integer("duty.sessions_per_term");
    /// Years of a representative's term.
    pub const DUTY_TERM_YEARS: Integer = Integer("duty.term_years");
    /// Minutes before and after a duty in which one may still sign in.
    pub const DUTY_TOLERANCE: Integer = Integer("duty.tolerance_minutes");

    /// Share of employers above the designated size that should have a room where people say what troubles them, percent.
    pub const ROOM_COVERAGE: Integer = Integer("room.coverage_percent");

    /// Claims of a hundred that are drawn for a second look.
    pub const MUTUAL_SECOND_PERCENT: Integer = Integer("mutual.second_percent");
    /// Benefit in yuan above which two people approve.
    pub const MUTUAL_SECOND_YUAN: Integer = Integer("mutual.second_yuan");
    /// Working days for bringing what is missing of a claim.
    pub const MUTUAL_SUPPLEMENT_DAYS: Integer = Integer("mutual.supplement_days");
    /// Working days of a public notice of claims.
    pub const MUTUAL_NOTICE_DAYS: Integer = Integer("mutual.notice_days");
    /// Benefit in yuan from which a claim stands on a public notice.
    pub const MUTUAL_NOTICE_YUAN: Integer = Integer("mutual.notice_yuan");
    /// Days within which a refused claim may be appealed.
    pub const MUTUAL_APPEAL_DAYS: Integer = Integer("mutual.appeal_days");
    /// Pay-out ratio in percent above which the fund is alerted.
    pub const MUTUAL_RATIO_PERCENT: Integer = Integer("mutual.ratio_percent");
    /// Months of payouts that the fund should hold.
    pub const MUTUAL_RESERVE_MONTHS: Integer = Integer("mutual.reserve_months");

    /// Days for claiming a prize of a draw, the day on which it was won not counted.
    pub const BENEFITS_CLAIM_DAYS: Integer = Integer("benefits.claim_days");

    /// Minutes within which a till may take a redemption back itself.
    pub const BENEFITS_VOID_MINUTES: Integer = Integer("benefits.void_minutes");
    /// Vouchers that a till may keep while it has no network.
    pub const BENEFITS_OFFLINE_MOST: Integer = Integer("benefits.offline_most");
    /// Their sum, yuan.
    pub const BENEFITS_OFFLINE_YUAN: Integer = Integer("benefits.offline_yuan");
    /// Hours within which they must be handed in.
    pub const BENEFITS_OFFLINE_HOURS: Integer = Integer("benefits.offline_hours");
    /// Minutes within which what one person shows at a merchant stands on one bill.
    pub const BENEFITS_STACK_MINUTES: Integer = Integer("benefits.stack_minutes");
    /// Months within which a merchant under contract is to be visited.
    pub const BENEFITS_VISIT_MONTHS: Integer = Integer("benefits.visit_months");
    /// Days for which a visit to a merchant may be corrected after it was entered.
    pub const BENEFITS_VISIT_EDIT_DAYS: Integer = Integer("benefits.visit_edit_days");
    /// Days after its last one on which a code of a partner runs out.
    pub const BENEFITS_CODE_DAYS: Integer = Integer("benefits.code_days");
    /// Days after its last one on which a voucher runs out whose goods are sent.
    pub const BENEFITS_SEND_DAYS: Integer = Integer("benefits.send_days");
    /// Days after which the address of a parcel that arrived is forgotten.
    pub const BENEFITS_ADDRESS_DAYS: Integer = Integer("benefits.address_days");

    /// All whole numbers among them.
    pub const INTEGERS: &[Integer] = &[
        BENEFITS_VOID_MINUTES,
        BENEFITS_OFFLINE_MOST,
        BENEFITS_OFFLINE_YUAN,
        BENEFITS_OFFLINE_HOURS,
        BENEFITS_STACK_MINUTES,
        BENEFITS_ADDRESS_DAYS,
        BENEFITS_VISIT_EDIT_DAYS,
        BENEFITS_CODE_DAYS,
        BENEFITS_SEND_DAYS,
        BENEFITS_VISIT_MONTHS,
        BENEFITS_CLAIM_DAYS,
        MUTUAL_SECOND_PERCENT,
        MUTUAL_SECOND_YUAN,
        MUTUAL_SUPPLEMENT_DAYS,
        MUTUAL_NOTICE_DAYS,
        MUTUAL_NOTICE_YUAN,
        MUTUAL_APPEAL_DAYS,
        MUTUAL_RATIO_PERCENT,
        MUTUAL_RESERVE_MONTHS,
        ANSWER_WORKING_DAYS,
        ANSWER_REMIND_DAYS,
        LEFT_YEARS,
        LOCK_FAIL,
        LOCK_MINUTES,
        SESSION_MINUTES,
        SESSION_HOURS,
        SESSIONS_MAX,
        MEMBER_SESSION_DAYS,
        ADMIN_PW_DAYS,
        PW_REMEMBERED,
        CODE_MINUTES,
        CODE_ATTEMPTS,
        CODE_PAUSE_SECONDS,
        CODES_PER_DAY,
        ANSWER_DAYS,
        CARD_SECONDS,
        QUALITY_STALE_MONTHS,
        AGE_WARN_MIN,
        AGE_WARN_MAX,
        PHONE_SHARED_MAX,
        LOG_MONTHS,
        TRANSFER_ANSWER_DAYS,
        SECONDMENT_MIN_MONTHS,
        SECONDMENT_REMIND_DAYS,
        STEP_UNDO_DAYS,
        TERM_YEARS_SHORT,
        TERM_YEARS_LONG,
        TERM_YEARS_LOCAL,
        OWN_UNION_MEMBERS,
        JOIN_REMIND_DAYS,
        JOIN_WAIT_DAYS,
        JOIN_KEEP_DAYS,
        DUTY_SESSIONS,
        DUTY_TERM_YEARS,
        DUTY_TOLERANCE,
        ROOM_COVERAGE,
    ];
}

/// A value in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The row; a computed result keeps it. 0 for a first value that no database stands behind.
    pub id: Id,
    /// Division code, or empty for everywhere.
    pub area: String,
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_to: Day,
    /// The value.
    pub value: Value,
    /// When it was decided, ms; of two values from the same day the later decision counts.
    pub decided_at: i64,
}

/// All values in force or to come.
#[derive(Clone, Debug, Default)]
pub struct Parameters(HashMap<&'static str, Vec<InForce>>);

impl Parameters {
    /// The first values.
    pub fn first() -> Self {
        let first = |d: &'static Definition| {
            let value = InForce {
                id: Id(0),
                area: d.area.clone(),
                valid_from: d.valid_from,
                valid_to: Day::OPEN,
                value: d.first(),
                decided_at: 0,
            };
            (d.code.as_str(), vec![value])
        };
        Self(definitions().iter().map(first).collect())
    }

    /// From approved rows.
    pub fn new(rows: impl IntoIterator<Item = (&'static str, InForce)>) -> Self {
        let mut all: HashMap<&'static str, Vec<InForce>> = HashMap::new();
        for (code, value) in rows {
            all.entry(code).or_default().push(value);
        }
        Self(all)
    }

    /// The value in an area (division code; empty for everywhere) on a day. Of several areas the longest matching code
    /// wins, in it the latest first day.
    pub fn at(&self, code: &str, area: &str, day: Day) -> Option<&InForce> {
        let fits = |v: &&InForce| v.valid_from <= day && day <= v.valid_to && lies_in(area, &v.area);
        let rank = |v: &&InForce| (stem(&v.area).len(), v.valid_from, v.decided_at, v.id);
        self.0.get(code)?.iter().filter(fits).max_by_key(rank)
    }

    /// A whole number, everywhere. Where no value is in force, the first one.
    pub fn integer(&self, key: Integer, day: Day) -> i64 {
        match self.at(key.0, "", day).map(|v| &v.value) {
            Some(Value::Integer(n)) => *n,
            _ => super::definition(key.0).map_or(0, |d| match d.first() {
                Value::Integer(n) => n,
                _ => 0,
            }),
        }
    }

    /// An exact share, everywhere: numerator and denominator. Where no value is in force, the first one.
    pub fn fraction(&self, key: Fraction, day: Day) -> (i64, i64) {
        match self.first_or_at(key.0, day) {
            Some(Value::Fraction(n, d)) => (n, d),
            Some(Value::Decimal { units, scale }) => (units, 10_i64.pow(scale)),
            _ => (0, 1),
        }
    }

    /// Whole numbers, everywhere. Where no value is in force, the first ones.
    pub fn integers(&self, key: Integers, day: Day) -> Vec<i64> {
        match self.first_or_at(key.0, day) {
            Some(Value::IntegerList(all)) => all,
            _ => Vec::new(),
        }
    }

    fn first_or_at(&self, code: &str, day: Day) -> Option<Value> {
        let at = self.at(code, "", day).map(|v| v.value.clone());
        at.or_else(|| super::definition(code).map(Definition::first))
    }

    /// A word of a closed list, everywhere. Where no value is in force, the first one.
    pub fn choice(&self, key: Choice, day: Day) -> String {
        match self.at(key.0, "", day).map(|v| &v.value) {
            Some(Value::Choice(word)) => word.clone(),
            _ => super::definition(key.0).map_or_else(String::new, |d| d.first().to_string()),
        }
    }
}

/// The digits of a division code that say where it is: `330200` is everything that begins with `3302`.
fn stem(code: &str) -> &str {
    if code.len() != 6 {
        return code;
    }
    let cut = if code.ends_with("0000") {
        2
    } else if code.ends_with("00") {
        4
    } else {
        6
    };
    code.get(..cut).unwrap_or(code)
}

/// Whether one division is another or lies in it; everything lies in the empty one.
pub(super) fn lies_in(area: &str, outer: &str) -> bool {
    stem(area).starts_with(stem(outer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(id: i64, area: &str, from: &str, to: &str, n: i64) -> (&'static str, InForce) {
        let day = |text: &str| text.parse().unwrap();
        let (valid_from, valid_to) = (day(from), day(to));
        let area = area.to_owned();
        ("t", InForce { id: Id(id), area, valid_from, valid_to, value: Value::Integer(n), decided_at: id })
    }

    #[test]
    fn the_value_of_a_day_and_a_place() {
        let p = Parameters::new([
            value(1, "", "2020-01-01", "9999-12-31", 10),
            value(2, "330000", "2022-01-01", "9999-12-31", 20),
            value(3, "330200", "2022-01-01", "2022-12-31", 30),
            value(4, "", "2025-01-01", "9999-12-31", 40),
            value(5, "", "2025-01-01", "9999-12-31", 50),
        ]);
        let at = |area: &str, day: &str| p.at("t", area, day.parse().unwrap()).map(|v| v.id.0);
        assert_eq!(at("", "2019-12-31"), None);
        assert_eq!(at("", "2020-01-01"), Some(1));
        assert_eq!(at("330226", "2021-06-01"), Some(1), "the province has none yet");
        assert_eq!(at("330226", "2022-06-01"), Some(3), "the city's");
        assert_eq!(at("330226001", "2022-12-31"), Some(3), "a township of the city, last day");
        assert_eq!(at("330226001", "2023-01-01"), Some(2), "the city's has ended");
        assert_eq!(at("331083", "2023-01-01"), Some(2));
        assert_eq!(at("110101", "2024-12-31"), Some(1));
        assert_eq!(at("110101", "2025-01-01"), Some(5), "decided later");
        assert_eq!(
            at("330226", "2026-01-01"),
            Some(2),
            "an area's old value stands before a newer general one"
        );
        assert_eq!(at("", "2022-06-01"), Some(1), "an area's value is not for everywhere");
    }

    #[test]
    fn every_key_names_a_parameter_of_its_type_for_everywhere() {
        let first = Parameters::first();
        let today = Day::constant(2026, 1, 1);
        for key in keys::INTEGERS {
            assert!(matches!(first.at(key.0, "", today).unwrap().value, Value::Integer(_)), "{key:?}");
        }
        assert_eq!(first.choice(keys::TRANSFER_ON_SILENCE, today), "escalate");
        assert_eq!(first.fraction(keys::ELECTION_QUORUM, today), (2, 3));
        assert_eq!(first.fraction(keys::ELECTION_MIN_DIFFERENCE, today), (5, 100));
        assert_eq!(first.fraction(keys::ELECTION_PASS, today), (1, 2));
        assert_eq!(first.integers(keys::ELECTION_REMINDERS, today), [180, 90, 30]);
        assert_eq!(first.integer(keys::LOCK_MINUTES, today), 30);
        // A day before all records still has an answer.
        assert_eq!(Parameters::default().integer(keys::LOCK_MINUTES, Day::constant(1990, 1, 1)), 30);
    }
}
