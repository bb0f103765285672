//! Surveys of the demo's county: an anonymous one that is over, one under the own name and a quiz that are open.

mod forms;

use std::collections::BTreeMap;

use guard::{Actor, act, res};
use kernel::{Id, Timestamp};
use platform::App;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use registry::demo::{Filled, first_members};
use sm3::{Digest, Sm3};
use store::Tx;

use crate::error::Result;
use crate::model::{Form, Given, Survey, SurveyKind, SurveyState};
use crate::ops::hand_in;
use crate::ops::keep_survey::{self, Draft};
use crate::ops::publish::{announce, begin_quotas, obstacles};
use crate::rules::counting::{Counts, ISSUED, Pairs, counts, pairs};
use crate::store::answer::{self, Anonymous};
use crate::store::{count, survey, text};

/// Answers to the anonymous survey.
const ANSWERS: usize = 3_200;
/// Members who have answered the open ones under their names.
const NAMED: usize = 48;
/// Answers written at once.
const PART: usize = 800;
const DAY_MS: i64 = 86_400_000;

/// Fills in surveys; how many answers. Answers to the anonymous one are written in bulk with their counters, as handing them
/// in would have left them; it has no keys, as its time is over.
///
/// # Errors
/// The database's.
pub fn fill(app: &App, actor: &Actor, filled: &Filled) -> Result<usize> {
    let now = app.clock().now();
    let over = Draft {
        kind: SurveyKind::Questionnaire,
        anonymous: true,
        title: "2026年职工需求与满意度调查".into(),
        intro: "为了解职工对工会服务的需求和评价，请您花三分钟如实作答。本问卷不记名，任何人都查不到哪份答卷是谁交的。".into(),
        opens_at: now.plus_ms(-40 * DAY_MS),
        closes_at: now.plus_ms(-12 * DAY_MS),
        form: forms::needs(),
    };
    let s = make(app, actor, filled.id, &over)?;
    let answered = fill_anonymous(app, &s, &filled.townships)?;
    let open = |kind, title: &str, intro: &str, form: Form, days: i64| Draft {
        kind,
        anonymous: false,
        title: title.into(),
        intro: intro.into(),
        opens_at: now.plus_ms(-5 * DAY_MS),
        closes_at: now.plus_ms(days * DAY_MS),
        form,
    };
    let resort = open(
        SurveyKind::Questionnaire,
        "2027年职工疗休养意向登记",
        "请登记您明年的疗休养意向，工会将据此安排批次和线路。",
        forms::resort(),
        25,
    );
    let quiz = open(
        SurveyKind::Quiz,
        "新修订工会法知识答题",
        "共8题，答对得分，限时10分钟。交卷后即可看到得分和正确答案。",
        forms::quiz(),
        18,
    );
    let people = first_members(app, &filled.basic, NAMED)?;
    let (resort, quiz) = (make(app, actor, filled.id, &resort)?, make(app, actor, filled.id, &quiz)?);
    let named = fill_named(app, &resort, &people)? + fill_named(app, &quiz, &people[people.len() / 3..])?;
    Ok(answered + named)
}

/// Makes a survey and publishes it without keys; one whose time is over is closed.
fn make(app: &App, actor: &Actor, union: Id, draft: &Draft) -> Result<Survey> {
    let create = actor.permit::<res::Survey, act::Create>()?;
    let draft = draft.clone();
    app.store().write_blocking(move |tx| {
        let s = keep_survey::create(tx, &create, union, &draft)?;
        debug_assert!(obstacles(&s, Timestamp(0)).is_empty(), "{:?}", obstacles(&s, Timestamp(0)));
        survey::publish(tx, s.id, s.version, None, None)?;
        begin_quotas(tx, &s)?;
        announce(tx, &s)?;
        if s.closes_at <= tx.now() {
            survey::close(tx, s.id)?;
        }
        Ok(Survey { state: SurveyState::Published, ..s })
    })
}

/// Answers spread over townships, and over the days of the survey.
fn fill_anonymous(app: &App, s: &Survey, towns: &[(Id, String)]) -> Result<usize> {
    let mut rng = ChaCha20Rng::from_seed(app.random());
    let places: Vec<Id> =
        if towns.is_empty() { vec![s.union_id] } else { towns.iter().map(|t| t.0).collect() };
    let mut sums: BTreeMap<Id, (Counts, Pairs)> = BTreeMap::new();
    let mut all = Vec::with_capacity(ANSWERS);
    for _ in 0..ANSWERS {
        // Some townships are several times larger than others.
        let n = (rng.random_range(0.0..1.0_f64).powi(2) * places.len() as f64) as usize;
        let place = places[n.min(places.len() - 1)];
        let body =
            crate::rules::answers::complete(&s.form, &forms::an_answer(&mut rng, n)).unwrap_or_default();
        // Most answer in the first days.
        let day = s.opens_at.plus_ms((rng.random_range(0.0..1.0_f64).powi(2) * 28.0) as i64 * DAY_MS).day();
        let (c, p) = sums.entry(place).or_default();
        add(c, counts(&s.form, &body, None, day));
        pairs(&s.form, &body).into_iter().for_each(|(k, n)| *p.entry(k).or_default() += n);
        let token = Sm3::digest(rng.random::<[u8; 32]>()).to_vec();
        all.push(Anonymous { token, place_id: place, body, score: 0 });
    }
    for (c, _) in sums.values_mut() {
        let answered = c.get(&(String::new(), String::new())).map_or(0, |n| n.0);
        c.insert((String::new(), ISSUED.to_owned()), (answered + answered / 40 + 1, 0));
    }
    let id = s.id;
    app.store().write_blocking(move |tx| {
        for (place, (c, p)) in &sums {
            count::add(tx, id, *place, c)?;
            count::add_pairs(tx, id, *place, p)?;
        }
        Ok::<_, crate::SurveyError>(())
    })?;
    for part in all.chunks(PART) {
        let part = part.to_vec();
        app.store().write_blocking(move |tx| write(tx, id, &part))?;
    }
    Ok(ANSWERS)
}

fn add(sums: &mut Counts, more: Counts) {
    for (key, (n, total)) in more {
        let sum = sums.entry(key).or_default();
        *sum = (sum.0 + n, sum.1 + total);
    }
}

fn write(tx: &mut Tx<'_>, id: Id, part: &[Anonymous]) -> Result<()> {
    answer::load(tx, id, part)?;
    let texts = part.iter().flat_map(|a| {
        let written = a.body.iter().filter(|g| !g.text.is_empty());
        written.map(|g| (g.question.clone(), text::place_of(&a.token, &g.question), g.text.clone()))
    });
    Ok(text::insert(tx, id, &texts.collect::<Vec<_>>())?)
}

/// Members answer by the ordinary way; how many.
fn fill_named(app: &App, s: &Survey, people: &[(Id, String)]) -> Result<usize> {
    let mut rng = ChaCha20Rng::from_seed(app.random());
    let mut answers: Vec<(Id, String, Vec<Given>)> = Vec::new();
    for (n, (person, name)) in people.iter().enumerate() {
        answers.push((*person, name.clone(), forms::a_named_answer(&mut rng, &s.form, n)));
    }
    let (id, total, quiz) = (s.id, answers.len(), s.kind == SurveyKind::Quiz);
    app.store().write_blocking(move |tx| {
        for (person, name, given) in &answers {
            let scope = Actor::member(*person, name.clone()).permit::<res::Survey, act::Create>()?;
            if quiz {
                hand_in::begin(tx, &scope, id)?;
            }
            hand_in::named(tx, &scope, id, given)?;
        }
        Ok::<_, crate::SurveyError>(())
    })?;
    Ok(total)
}
