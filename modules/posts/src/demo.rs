//! Columns and posts of the demo's county, in every state, with readers and comments.

pub mod channels;
pub mod city;

use guard::{Actor, act, res};
use kernel::{Day, Id};
use platform::files::{Incoming, StoredFile};
use platform::{App, indicators};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use registry::demo::Filled;
use serde::Deserialize;
use store::Tx;

use crate::error::{PostsError, Result};
use crate::model::indicators::PUBLISHED;
use crate::model::{Author, Picture, Post, PostState, Text};
use crate::ops::picture::PICTURE;
use crate::ops::reads::mark;
use crate::ops::{comment, follow, keep_column, picture, steps, write};
use crate::rules::column::Draft;
use crate::rules::draft::placed;
use crate::rules::picture::clean;
use crate::store::reads::{self, Seen};
use crate::store::{demo, post};

const DAY_MS: i64 = 86_400_000;
/// Members who read.
const READERS: usize = 260;
/// Members who comment on a post, each on one.
const COMMENTERS: usize = 4;

/// Who writes and where.
#[derive(Clone, Debug)]
pub struct Writer {
    /// Account.
    pub actor: Actor,
    /// The union that the posts come from.
    pub union: Id,
    /// Its name, as it is signed.
    pub name: String,
}

/// Who writes, edits and approves.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Author at the county.
    pub county: Writer,
    /// Author at a township.
    pub town: Writer,
    /// Author at a basic union.
    pub basic: Writer,
    /// 宣传编辑 of the county.
    pub editor: Actor,
    /// 宣传审定 of the county.
    pub chief: Actor,
}

#[derive(Deserialize)]
struct File {
    column: Vec<ColumnText>,
    post: Vec<PostText>,
}

#[derive(Clone, Deserialize)]
struct ColumnText {
    title: String,
    intro: String,
    most_chars: i64,
    signed: bool,
    comments: bool,
    #[serde(default)]
    template: String,
}

#[derive(Clone, Deserialize)]
struct PostText {
    column: String,
    state: PostState,
    /// Days ago that it was published.
    #[serde(default)]
    ago: i64,
    title: String,
    #[serde(default)]
    summary: String,
    body: String,
    from: Whence,
    post: String,
    name: String,
    /// Tells of the campaigns of the demo.
    #[serde(default)]
    campaigns: bool,
    /// Pictures in its text: which one, and what it shows.
    #[serde(default)]
    pictures: Vec<(usize, String)>,
    /// What is corrected of it, and how the text reads then.
    #[serde(default)]
    correction: Option<[String; 2]>,
    /// What members say below it; the last two wait and are kept back.
    #[serde(default)]
    comments: Vec<String>,
}

/// Where a post comes from.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Whence {
    County,
    Town,
    Basic,
}

impl Staff {
    fn writer(&self, from: Whence) -> &Writer {
        match from {
            Whence::County => &self.county,
            Whence::Town => &self.town,
            Whence::Basic => &self.basic,
        }
    }
}

fn file() -> File {
    toml::from_str(include_str!("demo.toml")).expect("a test reads the demo's posts")
}

/// Fills in columns and posts of a county that tell of `campaigns`; how many posts.
///
/// # Errors
/// The database's; texts that are none.
pub fn fill(app: &App, staff: &Staff, county: &Filled, campaigns: &[Id]) -> Result<usize> {
    let file = file();
    let mut columns = Vec::new();
    for (n, c) in file.column.into_iter().enumerate() {
        let (editor, id) = (staff.editor.clone(), county.id);
        let title = c.title.clone();
        let made = app.store().write_blocking(move |tx| {
            let scope = editor.permit::<res::Post, act::Update>()?;
            keep_column::create(tx, &scope, id, &column(&c, n))
        })?;
        columns.push((title, made.id));
    }
    let people = registry::demo::first_members(app, &county.basic, READERS)?;
    let mut rng = ChaCha20Rng::seed_from_u64(15);
    let total = file.post.len();
    for (n, text) in file.post.into_iter().enumerate() {
        let Some(column_id) = columns.iter().find(|(title, _)| *title == text.column).map(|(_, id)| *id)
        else {
            return Err(PostsError::ColumnNotFound);
        };
        let told = if text.campaigns { campaigns.to_vec() } else { Vec::new() };
        let salt = app.random::<16>();
        let (hands, wanted) = (staff.clone(), text.clone());
        let files = stored(app, &text)?;
        let p = app
            .store()
            .write_blocking(move |tx| make(tx, &hands, (column_id, &wanted, &told), &files, salt))?;
        if p.public.live {
            read(app, &p, &people, text.ago, &mut rng)?;
            let others = people.get(n * COMMENTERS..).unwrap_or_default();
            say(app, staff, &p, others, &text.comments)?;
        }
    }
    for (n, (person, name)) in people.iter().enumerate().filter(|(n, _)| n % 3 != 2) {
        let (member, union) = (Actor::member(*person, name.clone()), county.id);
        app.store().write_blocking(move |tx| {
            let scope = member.permit::<res::Post, act::Create>()?;
            follow::follow(tx, &scope, union, n % 2 == 0)
        })?;
    }
    channels::fill(app, &staff.editor, county.id, staff.town.union)?;
    Ok(total)
}

fn column(c: &ColumnText, n: usize) -> Draft {
    Draft {
        title: c.title.clone(),
        intro: c.intro.clone(),
        most_chars: c.most_chars,
        signed: c.signed,
        comments: c.comments,
        template: c.template.clone(),
        open: true,
        sort: i64::try_from(n).unwrap_or_default() * 10,
    }
}

fn words(t: &PostText, unit: &str, campaigns: &[Id]) -> Text {
    Text {
        title: t.title.clone(),
        summary: t.summary.clone(),
        body: t.body.clone(),
        author: Author { unit: unit.to_owned(), post: t.post.clone(), name: t.name.clone() },
        campaigns: campaigns.iter().copied().take(crate::rules::draft::CAMPAIGNS).collect(),
        pictures: Vec::new(),
    }
}

/// Pictures of the demo, drawn for it.
const DRAWN: [(&str, &[u8]); 2] =
    [("领券.jpg", include_bytes!("demo/tickets.jpg")), ("驿站.jpg", include_bytes!("demo/station.jpg"))];

/// The pictures of a post in the store of files, with their pixels.
fn stored(app: &App, t: &PostText) -> Result<Vec<(StoredFile, (i64, i64))>> {
    let one = |(n, _): &(usize, String)| {
        let (name, bytes) = DRAWN[*n % DRAWN.len()];
        let c = clean(bytes).ok_or(PostsError::Picture)?;
        let mut incoming = Incoming::begin(app, &PICTURE)?;
        incoming.push(&c.bytes)?;
        Ok((incoming.finish(app, name)?, (i64::from(c.width), i64::from(c.height))))
    };
    t.pictures.iter().map(one).collect()
}

/// Leads a post to its state, deed by deed.
fn make(
    tx: &mut Tx<'_>,
    staff: &Staff,
    (column, t, campaigns): (Id, &PostText, &[Id]),
    files: &[(StoredFile, (i64, i64))],
    salt: [u8; 16],
) -> Result<Post> {
    let by = staff.writer(t.from);
    let create = by.actor.permit::<res::Post, act::Create>()?;
    let edit = staff.editor.permit::<res::Post, act::Propose>()?;
    let approve = staff.chief.permit::<res::Post, act::Approve>()?;
    let seen = |p: &Post| (p.id, p.version);
    // Placed once they are there.
    let plain = t.body.lines().filter(|l| placed(l).is_none()).collect::<Vec<_>>().join("\n");
    let first = Text { body: plain, ..words(t, &by.name, campaigns) };
    let mut p = write::create(tx, &create, (by.union, column), &first, salt)?;
    if !files.is_empty() {
        let mut text = words(t, &by.name, campaigns);
        for ((file, pixels), (_, alt)) in files.iter().zip(&t.pictures) {
            let added = picture::add(tx, &create, p.id, file, *pixels)?;
            text.pictures.push(Picture { alt: alt.clone(), ..added });
        }
        p = write::edit(tx, &create, seen(&p), column, &text)?;
    }
    if t.state == PostState::Draft {
        return Ok(p);
    }
    p = steps::submit(tx, &create, seen(&p))?;
    match t.state {
        PostState::Submitted => return Ok(p),
        PostState::Declined => return steps::decline(tx, &edit, seen(&p), "与已刊出的内容重复"),
        _ => p = steps::review(tx, &edit, seen(&p))?,
    }
    if t.state == PostState::Editing {
        return Ok(p);
    }
    p = steps::propose(tx, &edit, seen(&p))?;
    match t.state {
        PostState::Proposed => return Ok(p),
        PostState::Approved => {
            let at = tx.now().plus_ms(2 * DAY_MS);
            return steps::approve(tx, &approve, seen(&p), Some(at));
        }
        _ => p = steps::approve(tx, &approve, seen(&p), None)?,
    }
    if let Some([why, body]) = &t.correction {
        let update = staff.editor.permit::<res::Post, act::Create>()?;
        p = steps::correct(tx, &edit, seen(&p), why)?;
        let text = Text { body: body.clone(), ..p.text.clone() };
        p = write::edit(tx, &update, seen(&p), column, &text)?;
        p = steps::propose(tx, &edit, seen(&p))?;
        p = steps::approve(tx, &approve, seen(&p), None)?;
    }
    if t.state == PostState::Withdrawn {
        return steps::withdraw(tx, &approve, seen(&p), "活动时间有变");
    }
    let today = tx.today();
    demo::set_back(tx, p.id, t.ago * DAY_MS)?;
    indicators::record(tx, &PUBLISHED, p.union_id, today, -1, p.id);
    indicators::record(tx, &PUBLISHED, p.union_id, today.plus_days(-t.ago), 1, p.id);
    post::by_id(tx, p.id)?.ok_or(PostsError::NotFound)
}

/// Readers of the days since a post came out: most of them on the first ones.
fn read(app: &App, p: &Post, people: &[(Id, String)], ago: i64, rng: &mut ChaCha20Rng) -> Result<()> {
    let today = app.clock().today();
    let mut days: Vec<(Day, Seen)> = (0..=ago).map(|n| (today.plus_days(n - ago), Seen::default())).collect();
    for (person, _) in people {
        if rng.random_range(0..100) < 35 {
            continue;
        }
        let n = usize::try_from(rng.random_range(0..=ago.min(6))).unwrap_or_default();
        days[n].1.opened += rng.random_range(1..=3);
        days[n].1.marks.extend(mark(&p.salt, *person));
    }
    // Those who open it without signing in.
    for (n, (_, seen)) in days.iter_mut().enumerate() {
        seen.opened += rng.random_range(0..60) / (i64::try_from(n).unwrap_or_default() + 1);
    }
    let id = p.id;
    Ok(app.store().write_blocking(move |tx| {
        for (day, seen) in days.iter().filter(|(_, s)| s.opened > 0) {
            reads::add(tx, id, *day, seen)?;
        }
        Ok::<_, store::DbError>(())
    })?)
}

/// Comments, each by another member: all are shown but for the last two, of which one waits and one is kept back.
fn say(app: &App, staff: &Staff, p: &Post, people: &[(Id, String)], texts: &[String]) -> Result<()> {
    for (n, (text, (person, name))) in texts.iter().zip(people).enumerate() {
        let (member, editor) = (Actor::member(*person, name.clone()), staff.editor.clone());
        let (id, text, left) = (p.id, text.clone(), texts.len() - n);
        app.store().write_blocking(move |tx| {
            let create = member.permit::<res::Post, act::Create>()?;
            let update = editor.permit::<res::Post, act::Update>()?;
            let c = comment::say(tx, &create, id, &text)?;
            match left {
                2 => return Ok(()),
                1 => comment::decide(tx, &update, (id, c.id), false, "含联系方式，请通过说事室反映")?,
                _ => comment::decide(tx, &update, (id, c.id), true, "")?,
            };
            Ok::<_, PostsError>(())
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::column::faults as column_faults;

    #[test]
    fn the_texts_of_the_demo_fit_their_columns() {
        let file = file();
        assert!(file.post.len() >= 12);
        for (n, c) in file.column.iter().enumerate() {
            assert_eq!(column_faults(&column(c, n)), [], "{}", c.title);
        }
        for t in &file.post {
            let c = file.column.iter().find(|c| c.title == t.column).unwrap();
            assert!(t.comments.len() <= COMMENTERS);
            for body in [Some(&t.body), t.correction.as_ref().map(|c| &c[1])].into_iter().flatten() {
                let n = crate::rules::draft::length_of(body);
                assert!(n >= 2 && n <= c.most_chars, "{}: {n}", t.title);
            }
        }
        for state in PostState::ALL {
            assert!(file.post.iter().any(|t| t.state == state), "{state:?}");
        }
    }
}
