//! Handing in anonymous answers against POST hello-world of the same run. Tokens are signed beforehand: on the phone's side
//! that is the unblinding of what the server signed when it was asked, minutes or days before.

use std::sync::Arc;
use std::time::Duration;

use ::survey::blind;
use ::survey::model::{Choice, Form, Question, QuestionKind, SurveyKind};
use ::survey::ops::keep_survey::{Draft, create};
use ::survey::ops::publish::publish;
use anyhow::{Result, bail};
use guard::{Actor, Reason, act, res};
use kernel::Id;
use platform::App;
use rand::{RngExt, SeedableRng};
use rand_chacha::{ChaCha8Rng, ChaCha20Rng};
use rsa::pkcs8::DecodePrivateKey;
use rsa::pss::SigningKey;
use rsa::signature::{RandomizedSigner, SignatureEncoding};
use sha2::Sha384;

use crate::How;
use crate::client::{self, Source};
use crate::measure::{Measure, median, median_ratio};
use crate::place::{Place, Served};
use crate::read::{Hello, tell};
use crate::store as sql;

const CONNECTIONS: [usize; 2] = [64, 256];
/// Questions of the survey: fifteen, two of them for cross tables.
const QUESTIONS: usize = 15;
/// Tokens for the first look at how fast it goes.
const PROBE: usize = 1_500;
const SECONDS_OF_28_DAYS: f64 = 28.0 * 86_400.0;

/// What the requests of a run are made of.
struct Ready {
    survey: Id,
    places: Vec<Id>,
    key: SigningKey<Sha384>,
}

fn form() -> Form {
    let question = |n: usize| {
        let kind =
            [QuestionKind::Single, QuestionKind::Single, QuestionKind::Multiple, QuestionKind::Rating][n % 4];
        let choice = |c: usize| Choice { code: format!("c{c}"), label: format!("选项{c}"), quota: 0 };
        let choices = if kind.chooses() { (1..=5).map(choice).collect() } else { Vec::new() };
        let title = format!("第{}题", n + 1);
        Question {
            code: format!("q{n}"),
            kind,
            title,
            required: true,
            cross: n < 2,
            choices,
            ..Question::default()
        }
    };
    Form { questions: (0..QUESTIONS).map(question).collect(), ..Form::default() }
}

/// Publishes a survey of the whole data set.
fn publish_one(app: &App) -> Result<Ready> {
    let actor = Actor::system(Reason::Cli, "bench");
    let (top, mut places) = app.store().read_blocking(sql::places)?;
    if places.is_empty() {
        places.push(top);
    }
    let keys = blind::find_keys(app.random())?;
    let key = SigningKey::new(rsa::PrivateKey::from_pkcs8_der(&decoded(&keys.private)?)?);
    let now = app.clock().now();
    let draft = Draft {
        kind: SurveyKind::Questionnaire,
        anonymous: true,
        title: "性能测试问卷".into(),
        intro: String::new(),
        opens_at: now.plus_ms(-1_000),
        closes_at: now.plus_ms(86_400_000),
        form: form(),
    };
    let (making, keeping) =
        (actor.permit::<res::Survey, act::Create>()?, actor.permit::<res::Survey, act::Update>()?);
    let ring = app.keyring().clone();
    let made = app.store().write_blocking(move |tx| {
        let s = create(tx, &making, top, &draft)?;
        publish(tx, &ring, &keeping, (s.id, s.version), Some(&keys))
    })?;
    Ok(Ready { survey: made.id, places, key })
}

fn decoded(text: &str) -> Result<Vec<u8>> {
    use base64::Engine;
    Ok(base64::engine::general_purpose::STANDARD.decode(text)?)
}

/// Whole requests, each with a token of its own; made on all processors before the clock runs.
fn requests(ready: &Arc<Ready>, seed: u64, count: usize) -> Vec<Vec<u8>> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = count.div_ceil(threads);
    let work = |n: usize| {
        let ready = ready.clone();
        std::thread::spawn(move || {
            let mut rng = ChaCha20Rng::seed_from_u64(seed * 1_000 + n as u64);
            (0..share).map(|_| request(&ready, &mut rng)).collect::<Vec<_>>()
        })
    };
    let running: Vec<_> = (0..threads).map(work).collect();
    running.into_iter().flat_map(|t| t.join().unwrap_or_default()).collect()
}

fn request(ready: &Ready, rng: &mut ChaCha20Rng) -> Vec<u8> {
    use base64::Engine;
    let prepared: [u8; 64] = rng.random();
    let signature = ready.key.sign_with_rng(rng, &prepared).to_vec();
    let text = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let answers: Vec<String> = (0..QUESTIONS)
        .map(|n| match n % 4 {
            3 => format!(r#"{{"question":"q{n}","number":{}}}"#, rng.random_range(1..=5)),
            _ => format!(r#"{{"question":"q{n}","choices":["c{}"]}}"#, rng.random_range(1..=5)),
        })
        .collect();
    let body = format!(
        r#"{{"prepared":"{}","signature":"{}","place_id":"{}","answers":[{}]}}"#,
        text(&prepared),
        text(&signature),
        ready.places[rng.random_range(0..ready.places.len())],
        answers.join(",")
    );
    // Everybody comes from an address of their own: the limit is by address.
    let [a, b, c]: [u8; 3] = rng.random();
    format!(
        "POST /api/answers/{} HTTP/1.1\r\nHost: bench\r\nX-Forwarded-For: 10.{a}.{b}.{c}\r\nX-Requested-With: niangjia\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        ready.survey,
        body.len()
    )
    .into_bytes()
}

/// Hands in the answers of one connection, each once; then again from the first one, which has no effect.
struct Answers {
    mine: Vec<Vec<u8>>,
    at: usize,
}

impl Source for Answers {
    fn next(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.mine[self.at % self.mine.len()]);
        self.at += 1;
    }

    fn answered(&mut self, status: u16, head: &str) -> Result<()> {
        if self.at > self.mine.len() {
            bail!("more answers than tokens: {} of a connection", self.mine.len());
        }
        if status == 200 { Ok(()) } else { bail!("unexpected answer: {head}") }
    }
}

fn split(all: Vec<Vec<u8>>, connections: usize) -> Vec<Answers> {
    let share = (all.len() / connections).max(1);
    let mut left = all.into_iter();
    (0..connections).map(|_| Answers { mine: left.by_ref().take(share).collect(), at: 0 }).collect()
}

/// Answers per second of a server of its own; every acknowledged one is looked for afterwards.
fn round(
    place: &Place,
    ready: &Arc<Ready>,
    seed: u64,
    connections: usize,
    tokens: usize,
    time: Duration,
) -> Result<f64> {
    let survey = ready.survey;
    let counted = |place: &Place| -> Result<i64> {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        Ok(open.app.store().read_blocking(move |tx| sql::answers(tx, survey))?)
    };
    let before = counted(place)?;
    let sources = split(requests(ready, seed, tokens), connections);
    let server = place.serve(&["--trusted-proxy", "127.0.0.1"])?;
    let load = client::run(server.address, sources, time)?;
    tell(&format!("answers, {connections} connections"), &load);
    drop(server);
    let written = counted(place)? - before;
    if written < load.answers as i64 {
        bail!("{} answers were acknowledged, {written} are counted", load.answers);
    }
    Ok(load.per_second)
}

/// Runs the benchmark.
///
/// # Errors
/// A server does not start, or answers wrongly; an answer that was acknowledged is not counted.
pub fn run(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let ready = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        Arc::new(publish_one(&open.app)?)
    };
    let size = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        open.app.store().read_blocking(sql::members)?
    };
    let mut rng = ChaCha20Rng::seed_from_u64(ChaCha8Rng::seed_from_u64(1).random());
    let hello_server = Served::hello()?;
    let bytes: &'static [u8] = hello(&request(&ready, &mut rng));
    let time = Duration::from_secs(how.seconds);
    let connections = CONNECTIONS[0];
    // How fast it goes says how many tokens a round needs.
    let probe = round(&place, &ready, 0, connections, PROBE * 4, Duration::from_millis(500))?;
    let tokens = (probe * 2.0 * how.seconds as f64) as usize + 20 * CONNECTIONS[1];
    for connections in CONNECTIONS {
        let (mut ceilings, mut values) = (Vec::new(), Vec::new());
        for n in 1..=how.rounds {
            let sources = (0..connections).map(|_| Hello(bytes)).collect();
            let h = client::run(hello_server.address, sources, time)?;
            tell("POST hello", &h);
            ceilings.push(h.per_second);
            let seed = (connections * 1_000 + n) as u64;
            values.push(round(&place, &ready, seed, connections, tokens, time)?);
        }
        tell_measures(how, size, connections, &ceilings, &values);
    }
    Ok(())
}

fn tell_measures(how: &How, size: i64, connections: usize, ceilings: &[f64], values: &[f64]) {
    let line = |measure: &str, value: f64, unit: &str, ratio: Option<f64>| {
        let (bench, database) = ("survey", how.database);
        let against = ratio.map(|_| "POST hello-world");
        Measure { bench, measure, value, unit, against, ratio, database, size }.print();
    };
    line(&format!("POST hello-world, {connections} connections"), median(ceilings), "requests/s", None);
    let ratio = Some(median_ratio(values, ceilings));
    line(&format!("anonymous answer, {connections} connections"), median(values), "answers/s", ratio);
    let in_28_days = median(values) * SECONDS_OF_28_DAYS / 1_000_000.0;
    line(&format!("answers in 28 days, {connections} connections"), in_28_days, "million", None);
}

/// The same bytes, to a server that does nothing.
fn hello(request: &[u8]) -> &'static [u8] {
    let text = String::from_utf8_lossy(request).into_owned();
    let rest = text.split_once(" HTTP/1.1").map_or("", |(_, rest)| rest);
    format!("POST /hello HTTP/1.1{rest}").into_bytes().leak()
}
