//! A scheme as it is kept: whose it is, where it stands between draft and force, and runs of claims under it.

use std::sync::Arc;

use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

use super::case::RefusalCode;
use super::scheme::{ItemKind, Scheme};
use super::words::words;

words! {
    /// State of a scheme: draft ⇄ proposed → in force; a draft or proposal may be withdrawn.
    SchemeState as MutualSchemeState {
        /// Being written.
        Draft = "draft", "草稿";
        /// Waiting for another person.
        Proposed = "proposed", "待批准";
        /// Cases are judged by it; it never changes.
        InForce = "in_force", "已生效";
        /// Given up.
        Withdrawn = "withdrawn", "已撤回";
    }
}

words! {
    /// State of a run.
    RerunState as MutualRerunState {
        /// Under way.
        Running = "running", "重算中";
        /// Finished.
        Done = "done", "已完成";
        /// Broken off.
        Failed = "failed", "未完成";
    }
}

/// A scheme as it is kept.
#[derive(Clone, Debug)]
pub struct SchemeFile {
    /// Scheme, this version of it.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its name, when read.
    pub union_name: String,
    /// Its place, when read.
    pub union_path: OrgPath,
    /// State.
    pub state: SchemeState,
    /// First day on which cases are judged by it.
    pub from_day: Day,
    /// The rules.
    pub body: Scheme,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// Account that wrote it last.
    pub written_by: Id,
    /// When it was proposed.
    pub proposed_at: Option<Timestamp>,
    /// Account that proposed it.
    pub proposed_by: Option<Id>,
    /// Its name.
    pub proposed_by_name: String,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Account that decided.
    pub decided_by: Option<Id>,
    /// Its name.
    pub decided_by_name: String,
    /// What was said on the decision or the withdrawal.
    pub reason: String,
    /// Rises with each change.
    pub version: i64,
}

/// A scheme in force.
#[derive(Clone, Debug)]
pub struct InForce {
    /// Scheme, this version of it.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// First day on which cases are judged by it.
    pub from_day: Day,
    /// The rules.
    pub scheme: Arc<Scheme>,
}

/// All versions of a code that are in force, of every year.
#[derive(Clone, Debug, Default)]
pub struct Versions(pub Vec<InForce>);

impl Versions {
    /// The version by which a case of a day is judged.
    pub fn on(&self, day: Day) -> Option<&InForce> {
        let fits = self.0.iter().filter(|v| v.from_day <= day && v.scheme.covers(day));
        fits.max_by_key(|v| v.from_day)
    }
}

/// A run of a year's claims under a scheme.
#[derive(Clone, Debug)]
pub struct Rerun {
    /// Run.
    pub id: Id,
    /// Scheme under which they are judged.
    pub scheme_id: Id,
    /// Code of the schemes whose claims are judged again.
    pub code: String,
    /// Their year.
    pub year: i64,
    /// State.
    pub state: RerunState,
    /// Claims.
    pub claims: i64,
    /// Claims that are judged.
    pub claims_done: i64,
    /// Why it was broken off; empty otherwise.
    pub why: String,
    /// What came of it.
    pub result: Option<RerunResult>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// A claim whose benefit changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = MutualChange)]
pub struct Change {
    /// Claim.
    pub claim_id: Id,
    /// Its number.
    pub number: String,
    /// Item.
    pub item: ItemKind,
    /// Its word.
    pub item_label: String,
    /// Benefit as it was decided, 分.
    #[serde(rename = "before_fen")]
    pub before: Fen,
    /// Benefit under the scheme, 分.
    #[serde(rename = "after_fen")]
    pub after: Fen,
    /// Difference, 分.
    #[serde(rename = "change_fen")]
    pub change: Fen,
}

/// Claims whose change lies between two amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = MutualChangeBand)]
pub struct Band {
    /// Words for it.
    pub label: String,
    /// Claims.
    pub claims: i64,
    /// Sum of their changes, 分.
    #[serde(rename = "change_fen")]
    pub change: Fen,
}

/// How often a reason stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = MutualReasonCount)]
pub struct ReasonCount {
    /// Reason.
    pub code: RefusalCode,
    /// Its word.
    pub title: String,
    /// Claims for which it is the first one.
    pub claims: i64,
}

/// What a run tells of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = MutualItemChange)]
pub struct ItemChange {
    /// Item.
    pub item: ItemKind,
    /// Its word.
    pub item_label: String,
    /// Claims.
    pub claims: i64,
    /// Paid as it was decided, 分.
    #[serde(rename = "before_fen")]
    pub before: Fen,
    /// Paid under the scheme, 分.
    #[serde(rename = "after_fen")]
    pub after: Fen,
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = MutualRerunResult)]
pub struct RerunResult {
    /// Claims that were judged again.
    pub claims: i64,
    /// People they are of.
    pub people: i64,
    /// Benefits as they were decided, 分.
    #[serde(rename = "before_fen")]
    pub before: Fen,
    /// Benefits under the scheme, 分.
    #[serde(rename = "after_fen")]
    pub after: Fen,
    /// Claims with a benefit as they were decided.
    pub paid_before: i64,
    /// Claims with a benefit under the scheme.
    pub paid_after: i64,
    /// Claims with a higher benefit.
    pub winners: i64,
    /// Claims with a lower benefit.
    pub losers: i64,
    /// Claims with the same benefit.
    pub unchanged: i64,
    /// Of the winners, those that had nothing.
    pub newly_paid: i64,
    /// Of the losers, those that have nothing.
    pub newly_refused: i64,
    /// What the winners win, 分.
    #[serde(rename = "won_fen")]
    pub won: Fen,
    /// What the losers lose, 分; not below 0.
    #[serde(rename = "lost_fen")]
    pub lost: Fen,
    /// Premiums of the enrolments of those schemes, 分.
    #[serde(rename = "premium_before_fen")]
    pub premium_before: Fen,
    /// What the same enrolments would pay under the scheme, 分; classes that it does not have pay nothing.
    #[serde(rename = "premium_after_fen")]
    pub premium_after: Fen,
    /// By item.
    pub items: Vec<ItemChange>,
    /// First reasons of what is refused under the scheme, the most frequent first.
    pub refusals: Vec<ReasonCount>,
    /// Distribution of the changes, from the greatest loss to the greatest gain.
    pub bands: Vec<Band>,
    /// The fifty greatest gains.
    pub gains: Vec<Change>,
    /// The fifty greatest losses.
    pub losses: Vec<Change>,
    /// How long it took, ms.
    pub ms: i64,
}
