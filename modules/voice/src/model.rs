//! What is counted of matters; beneath it rooms and reception days. No I/O.
//!
//! What happens counts at the union where the matter was told, on the day on which it happened; a matter that is opened again
//! takes its closing back.

pub mod reception;
pub mod room;

use platform::cases::CaseFile;
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
    SUGGESTED,
    ADOPTED,
    IMPLEMENTED,
    EFFECT,
    REWARD,
    SAFETY,
    SAFETY_ADOPTED,
    WISHED,
    WISHES_SHOWN,
    WISHES_CLAIMED,
    WISHES_FULFILLED,
];

/// 合理化建议.
pub static SUGGESTED: Indicator = of("voice.suggestion.received", "合理化建议");
/// 采纳.
pub static ADOPTED: Indicator = of("voice.suggestion.adopted", "建议采纳");
/// 实施.
pub static IMPLEMENTED: Indicator = of("voice.suggestion.implemented", "建议实施");
/// 经济效益, 分.
pub static EFFECT: Indicator = Indicator::new("voice.suggestion.effect", "建议经济效益", Unit::Fen);
/// 奖励, 分.
pub static REWARD: Indicator = Indicator::new("voice.suggestion.reward", "建议奖励", Unit::Fen);
/// 安全建议, counted apart (安康杯).
pub static SAFETY: Indicator = of("voice.suggestion.safety", "安全建议");
/// 安全建议采纳.
pub static SAFETY_ADOPTED: Indicator = of("voice.suggestion.safety_adopted", "安全建议采纳");
/// 微心愿.
pub static WISHED: Indicator = of("voice.wish.received", "微心愿");
/// 公布.
pub static WISHES_SHOWN: Indicator = of("voice.wish.published", "微心愿公布");
/// 认领.
pub static WISHES_CLAIMED: Indicator = of("voice.wish.claimed", "微心愿认领");
/// 圆梦.
pub static WISHES_FULFILLED: Indicator = of("voice.wish.fulfilled", "微心愿圆梦");

/// What a case counts as it stands; what a change counts is the difference.
pub struct Tally {
    /// What is counted.
    pub indicator: &'static Indicator,
    /// How much one case counts.
    pub of: fn(&CaseFile) -> i64,
}

impl std::fmt::Debug for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tally({})", self.indicator.code)
    }
}

fn told(c: &CaseFile) -> bool {
    c.state != platform::cases::CaseState::Merged
}

fn within(c: &CaseFile, steps: &[&str]) -> bool {
    told(c) && steps.contains(&c.step.as_str())
}

fn adopted(c: &CaseFile) -> bool {
    within(c, &["adopted", "implemented", "rewarded", "shelved"])
}

fn implemented(c: &CaseFile) -> bool {
    within(c, &["implemented", "rewarded"])
}

fn safety(c: &CaseFile) -> bool {
    c.fields.get("category").is_some_and(|v| v == "safety")
}

fn money(c: &CaseFile, field: &str) -> i64 {
    c.fields.get(field).and_then(|v| v.parse().ok()).unwrap_or_default()
}

/// What suggestions count.
pub const SUGGESTIONS: &[Tally] = &[
    Tally { indicator: &SUGGESTED, of: |c| i64::from(told(c)) },
    Tally { indicator: &ADOPTED, of: |c| i64::from(adopted(c)) },
    Tally { indicator: &IMPLEMENTED, of: |c| i64::from(implemented(c)) },
    Tally { indicator: &EFFECT, of: |c| if implemented(c) { money(c, "effect_money") } else { 0 } },
    Tally { indicator: &REWARD, of: |c| if within(c, &["rewarded"]) { money(c, "reward_money") } else { 0 } },
    Tally { indicator: &SAFETY, of: |c| i64::from(told(c) && safety(c)) },
    Tally { indicator: &SAFETY_ADOPTED, of: |c| i64::from(adopted(c) && safety(c)) },
];

/// What wishes count.
pub const WISHES: &[Tally] = &[
    Tally { indicator: &WISHED, of: |c| i64::from(told(c)) },
    Tally {
        indicator: &WISHES_SHOWN,
        of: |c| i64::from(within(c, &["published", "claimed", "delivered", "finished"])),
    },
    Tally { indicator: &WISHES_CLAIMED, of: |c| i64::from(within(c, &["claimed", "delivered", "finished"])) },
    Tally { indicator: &WISHES_FULFILLED, of: |c| i64::from(within(c, &["delivered", "finished"])) },
];

/// Place of a track among the indicators; none before it was chosen, or if a procedure has others.
pub fn track(code: &str) -> Option<usize> {
    TRACKS.iter().position(|t| *t == code)
}
