//! Messages for WeChat.

use kernel::{Id, Timestamp};
use store::{DbResult, Row, Tx, params};

use crate::wechat::template::MessageKind;

store::statements! {
    INSERT = one("person_id"),
        "INSERT INTO wechat_message (person_id, id, topic, kind, template_id, link, state, reason, tries, at, tried_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', '', 0, $7, 0)";
    GET = one("person_id"),
        "SELECT person_id, id, topic, kind, template_id, link, state, reason, tries, at, tried_at FROM wechat_message
         WHERE person_id = $1 AND id = $2";
    SET = one("person_id"),
        "UPDATE wechat_message SET state = $4, reason = $5, tries = $6, tried_at = $7
         WHERE person_id = $1 AND id = $2 AND state = $3";
    FORGET = one("person_id"), "DELETE FROM wechat_message WHERE person_id = $1";
    LIST = fan_out("list"),
        "SELECT person_id, id, topic, kind, template_id, link, state, reason, tries, at, tried_at FROM wechat_message
         WHERE id < $1 ORDER BY id DESC LIMIT $2";
    LIST_OF = fan_out("list"),
        "SELECT person_id, id, topic, kind, template_id, link, state, reason, tries, at, tried_at FROM wechat_message
         WHERE state = $3 AND id < $1 ORDER BY id DESC LIMIT $2";
    PURGE = fan_out("retention"), "DELETE FROM wechat_message WHERE id < $1";
    DAY_FIRST = one("day_kind"),
        "INSERT INTO wechat_day (day_kind, sent) VALUES ($1, 0) ON CONFLICT (day_kind) DO NOTHING";
    DAY_TAKE = one("day_kind"), "UPDATE wechat_day SET sent = sent + 1 WHERE day_kind = $1 AND sent < $2";
    DAY = one("day_kind"), "SELECT sent FROM wechat_day WHERE day_kind = $1";
    DAY_PURGE = fan_out("retention"), "DELETE FROM wechat_day WHERE day_kind < $1";
}

/// Where a message is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// Not sent yet.
    Waiting,
    /// Handed over to the interface; no answer is written down yet.
    Sending,
    /// Taken by WeChat.
    Sent,
    /// The person takes no such message.
    Refused,
    /// It cannot be sent.
    Failed,
    /// Handed over, and not known whether it was taken; it is not sent twice.
    Unclear,
}

impl MessageState {
    /// Name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Unclear => "unclear",
        }
    }

    fn of(code: &str) -> Self {
        match code {
            "waiting" => Self::Waiting,
            "sending" => Self::Sending,
            "sent" => Self::Sent,
            "refused" => Self::Refused,
            "failed" => Self::Failed,
            _ => Self::Unclear,
        }
    }
}

/// A message.
#[derive(Clone, Debug)]
pub(in crate::wechat) struct Message {
    /// Whom it is for.
    pub person_id: Id,
    /// The notice that it points at.
    pub id: Id,
    /// Topic.
    pub topic: String,
    /// Kind.
    pub kind: MessageKind,
    /// Template at WeChat.
    pub template_id: String,
    /// Page of the phone app.
    pub link: String,
    /// Where it is.
    pub state: MessageState,
    /// Why it is there, in Chinese.
    pub reason: String,
    /// How often it was tried.
    pub tries: i64,
    /// When the notice was written.
    pub at: Timestamp,
    /// When it was tried last; 0 if never.
    pub tried_at: Timestamp,
}

fn read(row: &Row) -> DbResult<Message> {
    let mut r = row.reader();
    Ok(Message {
        person_id: r.next()?,
        id: r.next()?,
        topic: r.next()?,
        kind: MessageKind::of(&r.next::<String>()?),
        template_id: r.next()?,
        link: r.next()?,
        state: MessageState::of(&r.next::<String>()?),
        reason: r.next()?,
        tries: r.next()?,
        at: r.next()?,
        tried_at: r.next()?,
    })
}

pub(in crate::wechat) fn insert(
    tx: &mut Tx<'_>,
    (person, id): (Id, Id),
    topic: &str,
    (kind, template_id): (MessageKind, &str),
    link: &str,
) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&INSERT, params![person, id, topic, kind.code(), template_id, link, now]).map(drop)
}

pub(in crate::wechat) fn get(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<Option<Message>> {
    tx.query_one(&GET, params![person, id], read)
}

/// Writes where a message is, unless somebody else has moved it on from `from`; `true` if it was written.
pub(in crate::wechat) fn set(tx: &mut Tx<'_>, m: &Message, from: MessageState) -> DbResult<bool> {
    let args =
        params![m.person_id, m.id, from.code(), m.state.code(), m.reason.as_str(), m.tries, m.tried_at];
    Ok(tx.execute(&SET, args)? == 1)
}

pub(in crate::wechat) fn forget(tx: &mut Tx<'_>, person: Id) -> DbResult<u64> {
    tx.execute(&FORGET, params![person])
}

/// Messages of one state or of all, newest first, older than `before`.
pub(in crate::wechat) fn list(
    tx: &mut Tx<'_>,
    state: Option<MessageState>,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Message>> {
    let before = before.unwrap_or(Id(i64::MAX));
    match state {
        None => tx.query(&LIST, params![before, limit], read),
        Some(s) => tx.query(&LIST_OF, params![before, limit, s.code()], read),
    }
}

/// Forgets messages older than an id and counts of days before one.
pub(in crate::wechat) fn purge(tx: &mut Tx<'_>, before: Id, day: kernel::Day) -> DbResult<()> {
    tx.execute(&PURGE, params![before])?;
    tx.execute(&DAY_PURGE, params![day.number().to_string()]).map(drop)
}

fn day_kind(tx: &Tx<'_>, kind: MessageKind) -> String {
    format!("{}:{}", tx.today().number(), kind.code())
}

/// Counts one message of today; `false` if the day's are used up.
pub(in crate::wechat) fn take_of_day(tx: &mut Tx<'_>, kind: MessageKind, most: i64) -> DbResult<bool> {
    let key = day_kind(tx, kind);
    tx.execute(&DAY_FIRST, params![key.as_str()])?;
    Ok(tx.execute(&DAY_TAKE, params![key, most])? == 1)
}

/// How many of a kind were handed over today.
pub(in crate::wechat) fn sent_today(tx: &mut Tx<'_>, kind: MessageKind) -> DbResult<i64> {
    let key = day_kind(tx, kind);
    tx.query_one(&DAY, params![key], |r| r.get(0)).map(Option::unwrap_or_default)
}
