//! Entities and states; no I/O.

use kernel::{Day, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

/// What it is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SurveyKind {
    /// 问卷: asks for what people think and know.
    #[default]
    Questionnaire,
    /// 答题: right answers give points.
    Quiz,
}

impl SurveyKind {
    /// Stored name.
    pub fn code(self) -> &'static str {
        if self == Self::Quiz { "quiz" } else { "questionnaire" }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Questionnaire, Self::Quiz].into_iter().find(|k| k.code() == code)
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        if self == Self::Quiz { "答题" } else { "问卷" }
    }
}

/// State of a survey: draft → published → closed → archived; a draft may be archived unused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SurveyState {
    /// 草稿: its questions may change.
    Draft,
    /// 已发布: frozen; answers are taken between the two instants.
    Published,
    /// 已结束: no more answers, the key that signed tokens is gone.
    Closed,
    /// 已归档.
    Archived,
}

impl SurveyState {
    /// All states, in their order.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Published, Self::Closed, Self::Archived];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Closed => "closed",
            Self::Archived => "archived",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Published => "已发布",
            Self::Closed => "已结束",
            Self::Archived => "已归档",
        }
    }

    /// Whether it may become `next`.
    pub fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Draft, Self::Published | Self::Archived)
                | (Self::Published, Self::Closed)
                | (Self::Closed, Self::Archived)
        )
    }
}

/// Kind of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// 单选.
    #[default]
    Single,
    /// 多选; `least` and `most` options.
    Multiple,
    /// 单行文字; `least` and `most` characters.
    ShortText,
    /// 多行文字; `least` and `most` characters.
    LongText,
    /// 数字: a whole number from `least` to `most`.
    Number,
    /// 评分: 1 to `most`, which is 5 or 10.
    Rating,
    /// 日期.
    Date,
}

impl QuestionKind {
    /// Answered by choosing among options.
    pub fn chooses(self) -> bool {
        matches!(self, Self::Single | Self::Multiple)
    }

    /// Answered by free text.
    pub fn writes(self) -> bool {
        matches!(self, Self::ShortText | Self::LongText)
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Single => "单选",
            Self::Multiple => "多选",
            Self::ShortText => "单行文字",
            Self::LongText => "多行文字",
            Self::Number => "数字",
            Self::Rating => "评分",
            Self::Date => "日期",
        }
    }
}

/// An option.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = SurveyChoice)]
pub struct Choice {
    /// Unique within the question.
    pub code: String,
    /// What it says.
    pub label: String,
    /// Complete answers with this option at most; 0 is no limit. Of single choice only.
    pub quota: i64,
}

/// How an earlier answer is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SurveyTest)]
pub enum Test {
    /// The option `value` is chosen.
    #[default]
    Chosen,
    /// It is not, or nothing was answered.
    NotChosen,
    /// The number, rating or day is `value`.
    Equals,
    /// It is `value` or more (later).
    AtLeast,
    /// It is `value` or less (earlier).
    AtMost,
    /// Something was answered.
    Answered,
    /// Nothing was answered, or the question was not shown.
    NotAnswered,
}

/// One condition on an earlier question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = SurveyCondition)]
pub struct Condition {
    /// Code of an earlier question.
    pub question: String,
    /// How it is looked at.
    pub test: Test,
    /// Code of an option, a whole number, or a day `2026-11-22`; empty for `answered` and `not_answered`.
    pub value: String,
}

/// When a question is shown. Without conditions: always.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = SurveyShow)]
pub struct Show {
    /// One condition is enough; otherwise all must hold.
    pub any: bool,
    /// The conditions.
    pub conditions: Vec<Condition>,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = SurveyQuestion)]
pub struct Question {
    /// Unique within the survey: small letters, digits, `_`; 1 to 20.
    pub code: String,
    /// Kind.
    pub kind: QuestionKind,
    /// What is asked.
    pub title: String,
    /// Said beneath it.
    pub help: String,
    /// Must be answered when it is shown.
    pub required: bool,
    /// Begins a new page on the phone.
    pub new_page: bool,
    /// Options, of single and multiple choice.
    pub choices: Vec<Choice>,
    /// Lower bound; see [`QuestionKind`].
    pub least: Option<i64>,
    /// Upper bound; see [`QuestionKind`].
    pub most: Option<i64>,
    /// When it is shown.
    pub show: Show,
    /// Counted against every other question with options, for cross tables; at most three.
    pub cross: bool,
    /// Codes of the right options; of quizzes.
    pub right: Vec<String>,
    /// Points of a right answer; of quizzes.
    pub points: i64,
}

/// When the right answers of a quiz are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SurveyReview)]
pub enum Review {
    /// When the quiz is over.
    #[default]
    AfterClosing,
    /// With the own score.
    AtOnce,
}

/// The questions of a survey and its rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = SurveyForm)]
pub struct Form {
    /// In their order.
    pub questions: Vec<Question>,
    /// Complete answers at most; 0 is no limit.
    pub quota: i64,
    /// Minutes for a quiz; 0 is no limit.
    pub minutes: i64,
    /// When the right answers are shown.
    pub review: Review,
}

impl Form {
    /// What whoever answers may see: without the right answers.
    #[must_use]
    pub fn without_right(mut self) -> Self {
        for q in &mut self.questions {
            q.right.clear();
        }
        self
    }

    /// A question by its code.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.code == code)
    }
}

/// The answer to one question. One of the values is set, by the question's kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = SurveyGiven)]
pub struct Given {
    /// Code of the question.
    pub question: String,
    /// Chosen options.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Free text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Number or rating.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    /// Day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
}

impl Given {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.choices.is_empty() && self.text.trim().is_empty() && self.number.is_none() && self.day.is_none()
    }
}

/// A survey as stored.
#[derive(Clone, Debug)]
pub struct Survey {
    /// Survey.
    pub id: Id,
    /// The union that it belongs to; whoever is a member there or beneath may answer.
    pub union_id: Id,
    /// Its name, when read.
    pub union_name: String,
    /// Its place, when read.
    pub union_path: OrgPath,
    /// Kind.
    pub kind: SurveyKind,
    /// State.
    pub state: SurveyState,
    /// Answers carry no person.
    pub anonymous: bool,
    /// Title.
    pub title: String,
    /// Introduction.
    pub intro: String,
    /// From when answers are taken.
    pub opens_at: Timestamp,
    /// Until when, not included.
    pub closes_at: Timestamp,
    /// Questions and rules.
    pub form: Form,
    /// Public key (DER), of a published anonymous survey.
    pub public_key: Option<Vec<u8>>,
    /// The survey it was copied from.
    pub copied_from: Option<Id>,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// When it was published; 0 if never.
    pub published_at: Timestamp,
    /// When it was closed; 0 if never.
    pub closed_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

impl Survey {
    /// Whether answers are taken now.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == SurveyState::Published && self.opens_at <= now && now < self.closes_at
    }

    /// Whether no answer is taken any more.
    pub fn is_over(&self, now: Timestamp) -> bool {
        match self.state {
            SurveyState::Draft => false,
            SurveyState::Published => now >= self.closes_at,
            SurveyState::Closed | SurveyState::Archived => true,
        }
    }

    /// Whether the right answers may be shown to somebody who has answered.
    pub fn shows_right(&self, now: Timestamp) -> bool {
        self.kind == SurveyKind::Quiz && (self.form.review == Review::AtOnce || self.is_over(now))
    }
}

/// What a private key is sealed for.
pub fn key_seal(id: Id) -> String {
    format!("survey.private_key:{id}")
}
