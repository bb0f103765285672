//! Messages on their way to WeChat: put down in the transaction of the notice, handed over by a job, and written down before and after.
//!
//! The interface cannot be asked what it took. So a message is `sending` in the database before it is handed over. After a crash a template
//! message is handed over again under the same `client_msg_id`, by which WeChat tells a repeat for ten minutes; a subscribe message, which has
//! none, is never handed over twice: it is `unclear`.

use axum::http::Method;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{DbResult, Tx};

use super::protocol::{self, CallError};
use super::store::binding::{none_left, take};
use super::store::message::{self as sql, Message, MessageState as S};
use super::store::{binding as bindings, template as templates};
use super::template::{MessageKind, data, topic_named, topic_of};
use super::{WechatConfig, binding, token};
use crate::App;
use crate::jobs::{self, Job, JobEnd, JobError, JobHandler};

/// Kind of the job that hands a message over.
const KIND: &str = "wechat.send";

/// A message that could not be handed over for so long is given up: it is news no more.
const GIVE_UP_MS: i64 = 24 * 3_600_000;

/// WeChat tells a repeat by its `client_msg_id` for ten minutes; a minute is left for clocks that differ.
const TOLD_APART_MS: i64 = 9 * 60_000;

/// Longest pause between two tries.
const LONGEST_PAUSE_MS: i64 = 600_000;

#[derive(Serialize, Deserialize)]
struct Payload {
    person: Id,
    message: Id,
}

/// Puts a message down for a notice, if there is a template for what it is about and the person is bound. A subscribe message uses up one
/// agreement; without one there is the inbox alone.
pub(crate) fn queue(tx: &mut Tx<'_>, person: Id, notice: Id, link: &str) -> DbResult<()> {
    let Some(topic) = topic_of(link) else { return Ok(()) };
    let Some(t) = templates::get(tx, topic.code)?.filter(|t| t.enabled) else { return Ok(()) };
    if bindings::get(tx, person)?.is_none() {
        return Ok(());
    }
    if t.kind == MessageKind::Subscribe && !take(tx, person, &t.template_id)? {
        return Ok(());
    }
    sql::insert(tx, (person, notice), topic.code, (t.kind, &t.template_id), link)?;
    let now = tx.now();
    jobs::enqueue(tx, KIND, &Payload { person, message: notice }, None, now).map(drop)
}

/// Hands messages over, one a job.
pub(crate) struct SendMessage;

impl JobHandler for SendMessage {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run(&self, app: &App, job: &Job) -> Result<JobEnd, JobError> {
        let payload: Payload = job.payload()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|e| JobError(e.to_string()))?;
        Ok(runtime.block_on(send(app, payload.person, payload.message))?)
    }
}

/// What is handed over.
struct Work {
    message: Message,
    body: Value,
}

/// What the first transaction found.
enum Step {
    /// Nothing is left to do.
    Over,
    /// Not now.
    Later(Timestamp),
    /// This is to be handed over.
    Hand(Box<Work>),
}

async fn send(app: &App, person: Id, id: Id) -> DbResult<JobEnd> {
    let Some(config) = app.config().wechat.clone() else { return Ok(JobEnd::Done) };
    let (inner, known) = (app.clone(), config.clone());
    let work = match app.store().write(move |tx| begin(tx, &inner, &known, person, id)).await? {
        Step::Over => return Ok(JobEnd::Done),
        Step::Later(at) => return Ok(JobEnd::Again(at)),
        Step::Hand(work) => work,
    };
    let path = match work.message.kind {
        MessageKind::Subscribe => "/cgi-bin/message/subscribe/bizsend",
        MessageKind::Template => "/cgi-bin/message/template/send",
    };
    let outcome = match token::with_token(app, &config, Method::POST, path, None, Some(&work.body)).await {
        Ok(_) => Ok(()),
        Err(CallError::Db(e)) => return Err(e),
        Err(e) => Err(e),
    };
    let outcome = outcome.map_err(|e| Verdict::of(&e, work.message.kind));
    let message = work.message;
    app.store().write(move |tx| finish(tx, &message, &outcome)).await
}

/// Where a message stands before it is handed over; writes down that it is.
fn begin(tx: &mut Tx<'_>, app: &App, config: &WechatConfig, person: Id, id: Id) -> DbResult<Step> {
    let Some(mut m) = sql::get(tx, person, id)? else { return Ok(Step::Over) };
    let (now, from) = (tx.now(), m.state);
    let end = |tx: &mut Tx<'_>, state: S, reason: &str| {
        let ended = Message { state, reason: reason.to_owned(), ..m.clone() };
        sql::set(tx, &ended, from).map(|_| Step::Over)
    };
    match from {
        S::Waiting if now.0 - m.at.0 > GIVE_UP_MS => return end(tx, S::Failed, "一天之内没有发出"),
        S::Waiting => {}
        // Handed over by a run that did not live to write the answer down.
        S::Sending if m.kind == MessageKind::Template && now.0 - m.tried_at.0 < TOLD_APART_MS => {}
        S::Sending => return end(tx, S::Unclear, "已交给微信，没有收到答复，不再重发"),
        S::Sent | S::Refused | S::Failed | S::Unclear => return Ok(Step::Over),
    }
    let Some(openid) = binding::openid_of(tx, app.keyring(), config, person)? else {
        return end(tx, S::Failed, "微信已解除关联");
    };
    let template = templates::get(tx, &m.topic)?.filter(|t| t.template_id == m.template_id);
    let Some((template, topic)) = template.zip(topic_named(&m.topic)) else {
        return end(tx, S::Failed, "模板已经更换");
    };
    let most = if m.kind == MessageKind::Template { config.templates_a_day } else { config.subscribes_a_day };
    if from == S::Waiting && !sql::take_of_day(tx, m.kind, most)? {
        m.reason = "今天的条数已经用完，明天再发".to_owned();
        sql::set(tx, &m, from)?;
        return Ok(Step::Later(Timestamp::at_day_start(tx.today().plus_days(1))));
    }
    // A repeat after a crash keeps the instant of the first time, from which the ten minutes run.
    let tried_at = if from == S::Waiting { now } else { m.tried_at };
    m = Message { state: S::Sending, tries: m.tries + 1, tried_at, ..m };
    if !sql::set(tx, &m, from)? {
        return Ok(Step::Over);
    }
    let body = body(config, &m, &openid, data(&template.fields, topic.title, m.at));
    Ok(Step::Hand(Box::new(Work { message: m, body })))
}

fn body(config: &WechatConfig, m: &Message, openid: &str, data: Value) -> Value {
    let page = config.door(&m.link);
    match m.kind {
        MessageKind::Subscribe => {
            json!({ "touser": openid, "template_id": m.template_id, "page": page, "data": data })
        }
        MessageKind::Template => json!({
            "touser": openid, "template_id": m.template_id, "url": page, "client_msg_id": format!("nj{}", m.id), "data": data
        }),
    }
}

/// What becomes of a message that was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Tried again after a pause.
    Again(&'static str),
    /// Tried again tomorrow.
    Tomorrow(&'static str),
    /// Handed over again under the same name.
    Repeat,
    /// Ended, and the agreement is used up.
    End(S, &'static str),
    /// Ended, and the agreement was not used.
    GiveBack(&'static str),
}

impl Verdict {
    fn of(e: &CallError, kind: MessageKind) -> Self {
        match e {
            CallError::Unclear(_) if kind == MessageKind::Template => Self::Repeat,
            CallError::Unclear(_) => Self::End(S::Unclear, "已交给微信，没有收到答复，不再重发"),
            CallError::NotSent(_) | CallError::Db(_) => Self::Again("微信接口没有答复"),
            CallError::Refused(protocol::DAY_OVER) => Self::Tomorrow(protocol::meaning(protocol::DAY_OVER)),
            CallError::Refused(code @ (protocol::BUSY | 45011)) => Self::Again(protocol::meaning(*code)),
            CallError::Refused(code)
                if protocol::STALE_TOKEN.contains(code) || protocol::MISCONFIGURED.contains(code) =>
            {
                Self::Again(protocol::meaning(*code))
            }
            CallError::Refused(code @ (protocol::NOT_AGREED | 43004)) => {
                Self::End(S::Refused, protocol::meaning(*code))
            }
            CallError::Refused(code) => Self::GiveBack(protocol::meaning(*code)),
        }
    }
}

/// Writes down what became of a message that was handed over.
fn finish(tx: &mut Tx<'_>, m: &Message, outcome: &Result<(), Verdict>) -> DbResult<JobEnd> {
    let mut done = m.clone();
    let pause = (5_000 << m.tries.clamp(0, 7)).min(LONGEST_PAUSE_MS);
    let (state, reason, end) = match *outcome {
        Ok(()) => (S::Sent, "", JobEnd::Done),
        Err(Verdict::Again(why)) => (S::Waiting, why, JobEnd::Again(tx.now().plus_ms(pause))),
        Err(Verdict::Tomorrow(why)) => {
            (S::Waiting, why, JobEnd::Again(Timestamp::at_day_start(tx.today().plus_days(1))))
        }
        Err(Verdict::Repeat) => (S::Sending, "微信接口没有答复", JobEnd::Again(tx.now().plus_ms(pause))),
        Err(Verdict::End(state, why)) => (state, why, JobEnd::Done),
        Err(Verdict::GiveBack(why)) => (S::Failed, why, JobEnd::Done),
    };
    (done.state, done.reason) = (state, reason.to_owned());
    if !sql::set(tx, &done, S::Sending)? {
        return Ok(JobEnd::Done);
    }
    if m.kind == MessageKind::Subscribe {
        match outcome {
            Err(Verdict::End(S::Refused, _)) => none_left(tx, m.person_id, &m.template_id)?,
            Err(Verdict::GiveBack(_)) => bindings::agree(tx, m.person_id, &m.template_id)?,
            _ => {}
        }
    }
    Ok(end)
}

/// Days for which messages are kept, for those who look why one was not sent.
const KEPT_DAYS: i64 = 90;

/// Forgets old messages and counts.
pub(crate) fn purge(tx: &mut Tx<'_>) -> DbResult<()> {
    let (day, at) = (tx.today().plus_days(-KEPT_DAYS), tx.now().plus_ms(-KEPT_DAYS * 86_400_000));
    sql::purge(tx, Id::first_at(at), day)
}
