//! What WeChat is told of a notice: topics, and the template that the system administrator gives for each.

use guard::{Scope, act, res};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::WechatError;
use super::store::template as sql;
use crate::audit::{self, Changes, Entry};

/// What a notice is about, told by the page that it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Name in the database.
    pub code: &'static str,
    /// Chinese title. All that WeChat ever learns of a notice's content.
    pub title: &'static str,
    /// Pages of the phone app that begin so.
    pages: &'static str,
}

const fn topic(code: &'static str, title: &'static str, pages: &'static str) -> Topic {
    Topic { code, title, pages }
}

/// The topics; of two that fit, the first one counts.
pub const TOPICS: &[Topic] = &[
    topic("card", "会员卡进展", "/benefits/card"),
    topic("benefit", "普惠活动", "/benefits"),
    topic("draw", "抽奖与排队结果", "/draws"),
    topic("matter", "反映事项进展", "/matters"),
    topic("claim", "互助申请进展", "/mutual"),
    topic("reception", "接待日报名", "/receptions"),
    topic("duty", "值班安排", "/duties"),
    topic("post", "评论审核", "/posts"),
    topic("membership", "会籍与个人信息", "/data"),
];

/// The topic of a notice by its link; none for notices of staff and the home page.
pub(super) fn topic_of(link: &str) -> Option<&'static Topic> {
    TOPICS
        .iter()
        .find(|t| link.strip_prefix(t.pages).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

pub(super) fn topic_named(code: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|t| t.code == code)
}

/// Which of WeChat's two kinds of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// The person agrees to each one beforehand.
    Subscribe,
    /// To whoever follows the account.
    Template,
}

impl MessageKind {
    /// Name in the database.
    pub fn code(self) -> &'static str {
        if self == Self::Subscribe { "subscribe" } else { "template" }
    }

    pub(super) fn of(code: &str) -> Self {
        if code == "subscribe" { Self::Subscribe } else { Self::Template }
    }
}

/// What stands in a field of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldSource {
    /// The title of the topic.
    Topic,
    /// When the notice was written.
    Time,
    /// A text that is always the same.
    Fixed,
}

/// A field of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TemplateField {
    /// Name at WeChat, `thing1`.
    pub name: String,
    /// What stands there.
    pub source: FieldSource,
    /// The text of a fixed one.
    #[serde(default)]
    pub text: String,
}

/// The template of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Topic.
    pub topic: String,
    /// Kind.
    pub kind: MessageKind,
    /// Its id at WeChat.
    pub template_id: String,
    /// Its fields.
    pub fields: Vec<TemplateField>,
    /// Messages are sent.
    pub enabled: bool,
    /// Rises with each change; 0: not put down yet.
    pub version: i64,
}

/// Fields of a template at most.
const MOST_FIELDS: usize = 10;

/// How many characters WeChat takes in a field of this type, and whether a text may stand there.
fn longest(name: &str) -> Option<usize> {
    let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
    Some(match kind {
        "thing" | "const" => 20,
        "phrase" => 5,
        "name" => 10,
        "character_string" => 32,
        "time" | "date" => 30,
        // Of the older template messages, which name their fields without a type.
        "first" | "keyword" | "remark" => 200,
        _ => return None,
    })
}

/// The text of a field.
fn value(field: &TemplateField, title: &str, at: Timestamp) -> String {
    let text = match field.source {
        FieldSource::Topic => title.to_owned(),
        // `2026年11月28日 14:05`, the documented form of a time.
        FieldSource::Time => {
            let text = at.local_text();
            let (day, clock) = text.split_once(' ').unwrap_or((&text, ""));
            let mut parts = day.splitn(3, '-');
            let mut part = || parts.next().unwrap_or_default().trim_start_matches('0');
            format!("{}年{}月{}日 {}", part(), part(), part(), clock.get(..5).unwrap_or(clock))
        }
        FieldSource::Fixed => field.text.clone(),
    };
    text.chars().take(longest(&field.name).unwrap_or(20)).collect()
}

/// The `data` of a message.
pub(super) fn data(fields: &[TemplateField], title: &str, at: Timestamp) -> serde_json::Value {
    let all = fields.iter().map(|f| (f.name.clone(), serde_json::json!({ "value": value(f, title, at) })));
    serde_json::Value::Object(all.collect())
}

fn check(t: &Template) -> Result<(), WechatError> {
    let bad = |name: &str, why| Err(WechatError::BadField { name: name.to_owned(), why });
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if t.template_id.len() < 8 || t.template_id.len() > 64 || !t.template_id.chars().all(known) {
        return bad("模板编号", "应为微信给出的编号，8至64个字母、数字、“_”或“-”");
    }
    if t.fields.is_empty() || t.fields.len() > MOST_FIELDS {
        return bad("字段", "应有1至10个");
    }
    for (n, f) in t.fields.iter().enumerate() {
        let Some(longest) = longest(&f.name) else {
            return bad(&f.name, "字段名称应像 thing1、time2，与微信的模板一致");
        };
        if t.fields[..n].iter().any(|other| other.name == f.name) {
            return bad(&f.name, "字段重复");
        }
        let is_time = f.name.starts_with("time") || f.name.starts_with("date");
        match f.source {
            FieldSource::Time if !is_time && longest < 20 => return bad(&f.name, "这种字段放不下时间"),
            FieldSource::Topic if is_time => return bad(&f.name, "这种字段只能填写时间"),
            FieldSource::Topic if longest < 10 => return bad(&f.name, "这种字段放不下事项名称"),
            FieldSource::Fixed if kernel::text::clean(&f.text).is_empty() => {
                return bad(&f.name, "请填写固定文字");
            }
            FieldSource::Fixed if f.text.chars().count() > longest => {
                return bad(&f.name, "固定文字超过微信允许的字数");
            }
            _ => {}
        }
    }
    Ok(())
}

/// Puts the template of a topic down over the version that was seen.
///
/// # Errors
/// [`WechatError::NotFound`], [`WechatError::BadField`], [`WechatError::Stale`].
pub fn put(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Wechat, act::Update>,
    t: &Template,
) -> Result<(), WechatError> {
    let topic = topic_named(&t.topic).ok_or(WechatError::NotFound)?;
    check(t)?;
    let old = sql::get(tx, topic.code)?;
    if !sql::put(tx, t)? {
        return Err(WechatError::Stale);
    }
    let was = |f: fn(&Template) -> serde_json::Value| old.as_ref().map(f);
    let changes = Changes::new()
        .note("topic", topic.title)
        .field("template_id", was(|t| t.template_id.clone().into()), t.template_id.clone())
        .field("kind", was(|t| t.kind.code().into()), t.kind.code())
        .field("enabled", was(|t| t.enabled.into()), t.enabled);
    let entry = Entry { changes, ..Entry::of("wechat.set-template", Id(0)) };
    Ok(audit::record(tx, scope.actor(), entry)?)
}

/// Takes the template of a topic away: WeChat is told nothing of it any more.
///
/// # Errors
/// [`WechatError::NotFound`].
pub fn take_away(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Wechat, act::Update>,
    topic: &str,
) -> Result<(), WechatError> {
    let topic = topic_named(topic).ok_or(WechatError::NotFound)?;
    if !sql::drop_template(tx, topic.code)? {
        return Err(WechatError::NotFound);
    }
    let changes = Changes::new().note("topic", topic.title);
    let entry = Entry { changes, ..Entry::of("wechat.drop-template", Id(0)) };
    Ok(audit::record(tx, scope.actor(), entry)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_has_the_topic_of_its_page() {
        let of = |link| topic_of(link).map(|t| t.code);
        assert_eq!(
            [of("/benefits/card"), of("/benefits/7"), of("/matters/9")],
            [Some("card"), Some("benefit"), Some("matter")]
        );
        assert_eq!([of("/"), of("/cases/3"), of("/database")], [None, None, None]);
    }

    #[test]
    fn a_field_says_the_topic_the_time_or_what_was_fixed() {
        let field =
            |name: &str, source, text: &str| TemplateField { name: name.into(), source, text: text.into() };
        let fields = [
            field("thing1", FieldSource::Topic, ""),
            field("time2", FieldSource::Time, ""),
            field("thing3", FieldSource::Fixed, "请点开查看"),
        ];
        // 2026-11-08 06:05 UTC.
        let got = data(&fields, "会员卡进展", Timestamp(1_794_117_900_000));
        assert_eq!(got["thing1"]["value"], "会员卡进展");
        assert_eq!(got["time2"]["value"], "2026年11月8日 14:05");
        assert_eq!(got["thing3"]["value"], "请点开查看");
    }

    #[test]
    fn what_wechat_would_refuse_is_refused_here() {
        let with = |name: &str, source, text: &str| Template {
            topic: "card".into(),
            kind: MessageKind::Subscribe,
            template_id: "tmpl_12345678".into(),
            fields: vec![TemplateField { name: name.into(), source, text: text.into() }],
            enabled: true,
            version: 0,
        };
        assert!(check(&with("thing1", FieldSource::Topic, "")).is_ok());
        assert!(check(&with("title", FieldSource::Topic, "")).is_err(), "no type of WeChat");
        assert!(check(&with("phrase1", FieldSource::Time, "")).is_err(), "too short for a time");
        assert!(check(&with("time1", FieldSource::Topic, "")).is_err(), "no time");
        assert!(check(&with("thing1", FieldSource::Fixed, &"长".repeat(21))).is_err(), "too long");
        assert!(check(&with("thing1", FieldSource::Fixed, " ")).is_err(), "empty");
    }
}
