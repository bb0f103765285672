//! What is counted of matters; beneath it rooms and reception days. No I/O.
//!
//! What happens counts at the union where the matter was told, on the day on which it happened; a matter that is opened again
//! takes its closing back.

pub mod reception;
pub mod room;

use platform::indicators::{Indicator, Unit};

const fn of(code: &'static str, title: &'static str) -> Indicator {
    Indicator::new(code, title, Unit::Times)
}

/// 收到.
pub static RECEIVED: Indicator = of("voice.received", "职工说事");
/// 办结.
pub static CLOSED: Indicator = of("voice.closed", "说事办结");
/// 按时办结.
pub static IN_TIME: Indicator = of("voice.in_time", "说事按时办结");
/// 曾超期.
pub static LATE: Indicator = of("voice.late", "说事超期");
/// 重办.
pub static REOPENED: Indicator = of("voice.reopened", "说事重办");
/// 合并.
pub static MERGED: Indicator = of("voice.merged", "说事合并");
/// 满意.
pub static SATISFIED: Indicator = of("voice.satisfied", "说事满意");
/// 基本满意.
pub static FAIR: Indicator = of("voice.fair", "说事基本满意");
/// 不满意.
pub static DISSATISFIED: Indicator = of("voice.dissatisfied", "说事不满意");

/// Received by track, on the day on which it was told.
pub static RECEIVED_BY_TRACK: [Indicator; 4] = [
    of("voice.received.simple", "说事（马上办）"),
    of("voice.received.general", "说事（商讨决议）"),
    of("voice.received.major", "说事（联席会议）"),
    of("voice.received.special", "说事（专题商议）"),
];
/// Closed by track.
pub static CLOSED_BY_TRACK: [Indicator; 4] = [
    of("voice.closed.simple", "办结（马上办）"),
    of("voice.closed.general", "办结（商讨决议）"),
    of("voice.closed.major", "办结（联席会议）"),
    of("voice.closed.special", "办结（专题商议）"),
];

/// The four tracks, in the order of the indicators (docs/rules §19).
pub const TRACKS: [&str; 4] = ["simple", "general", "major", "special"];

/// Everything that is counted.
pub static INDICATORS: &[Indicator] = &[
    RECEIVED,
    CLOSED,
    IN_TIME,
    LATE,
    REOPENED,
    MERGED,
    SATISFIED,
    FAIR,
    DISSATISFIED,
    RECEIVED_BY_TRACK[0],
    RECEIVED_BY_TRACK[1],
    RECEIVED_BY_TRACK[2],
    RECEIVED_BY_TRACK[3],
    CLOSED_BY_TRACK[0],
    CLOSED_BY_TRACK[1],
    CLOSED_BY_TRACK[2],
    CLOSED_BY_TRACK[3],
];

/// Place of a track among the indicators; none before it was chosen, or if a procedure has others.
pub fn track(code: &str) -> Option<usize> {
    TRACKS.iter().position(|t| *t == code)
}
