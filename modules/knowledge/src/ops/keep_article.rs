//! Writes, publishes and withdraws articles.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::audit::{self, Changes, Entry};
use platform::numbers;
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::error::{KnowledgeError, Result};
use crate::model::{Article, ArticleState};
use crate::rules::{Draft, faults, index};
use crate::store::article;

/// Lines without spaces around them.
fn tidy(text: &str) -> String {
    let all: Vec<&str> = text.lines().map(str::trim).collect();
    all.join("\n").trim().to_owned()
}

fn checked(d: &Draft, today: Day, known: bool) -> Result<Draft> {
    let d = Draft { title: tidy(&d.title).replace('\n', " "), body: tidy(&d.body), ..d.clone() };
    let wrong = faults(&d, today, known);
    if wrong.is_empty() { Ok(d) } else { Err(KnowledgeError::Invalid(wrong)) }
}

fn told<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Knowledge, A>,
    entry: Entry<'_>,
    a: &Article,
    note: &str,
) -> Result<()> {
    let mut changes = Changes::new().note("number", a.number.as_str()).note("title", a.title.as_str());
    if !note.is_empty() {
        changes = changes.note("note", note);
    }
    let entry = Entry { union_path: Some(&a.union_path), changes, ..entry };
    Ok(audit::record(tx, scope.actor(), entry)?)
}

/// Writes a draft for a union.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`KnowledgeError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Knowledge, act::Create>,
    union_id: Id,
    (draft, known): (&Draft, bool),
) -> Result<Article> {
    let d = checked(draft, tx.today(), known)?;
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let ordinal = numbers::next(tx, union_id, "knowledge", 0, 0)?;
    let a = Article {
        id: tx.new_id(),
        union_id,
        union_name: union.name.clone(),
        union_path: union.place(),
        number: format!("ZK-{}-{ordinal:04}", union.code),
        topic: d.topic,
        state: ArticleState::Draft,
        title: d.title,
        body: d.body,
        public_version: 0,
        public_title: String::new(),
        public_body: String::new(),
        review_on: d.review_on,
        changed_by_name: scope.actor().name().to_owned(),
        changed_at: tx.now(),
        version: 1,
    };
    article::insert(tx, &a)?;
    article::keep(tx, &a, 1, "create", "")?;
    article::put_grams(tx, a.id, &index(&a.title, &a.body))?;
    told(tx, scope, Entry::of("knowledge.create", a.id), &a, "")?;
    Ok(a)
}

/// The article in the version that was seen, kept at a place of the scope.
fn in_hand<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Knowledge, A>,
    (id, version): (Id, i64),
) -> Result<Article> {
    let found = article::find(tx, scope, id)?.filter(|a| scope.covers(&a.union_path));
    let a = found.ok_or(KnowledgeError::NotFound)?;
    if a.version == version { Ok(a) } else { Err(KnowledgeError::Stale) }
}

fn save<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Knowledge, A>,
    mut a: Article,
    (entry, deed, note): (Entry<'_>, &str, &str),
) -> Result<Article> {
    scope.actor().name().clone_into(&mut a.changed_by_name);
    a.changed_at = tx.now();
    if !article::update(tx, &a)? {
        return Err(KnowledgeError::Stale);
    }
    a.version += 1;
    article::keep(tx, &a, a.version, deed, note)?;
    told(tx, scope, entry, &a, note)?;
    Ok(a)
}

/// Changes the text that is being edited; readers go on seeing the published one.
///
/// # Errors
/// [`KnowledgeError::NotFound`], [`KnowledgeError::Stale`], [`KnowledgeError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Knowledge, act::Update>,
    seen: (Id, i64),
    (draft, known): (&Draft, bool),
) -> Result<Article> {
    let a = in_hand(tx, scope, seen)?;
    let d = checked(draft, tx.today(), known)?;
    let a = Article { topic: d.topic, title: d.title, body: d.body, review_on: d.review_on, ..a };
    if a.public_version == 0 {
        article::put_grams(tx, a.id, &index(&a.title, &a.body))?;
    }
    let entry = Entry::of("knowledge.edit", a.id);
    save(tx, scope, a, (entry, "edit", ""))
}

/// Lets readers see the text.
///
/// # Errors
/// [`KnowledgeError::NotNow`] if they see it already.
pub fn publish(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Knowledge, act::Update>,
    seen: (Id, i64),
) -> Result<Article> {
    let a = in_hand(tx, scope, seen)?;
    let same = a.public_title == a.title && a.public_body == a.body;
    if a.state == ArticleState::Published && same {
        return Err(KnowledgeError::NotNow);
    }
    let a = Article {
        state: ArticleState::Published,
        public_version: a.version + 1,
        public_title: a.title.clone(),
        public_body: a.body.clone(),
        ..a
    };
    article::put_grams(tx, a.id, &index(&a.title, &a.body))?;
    let entry = Entry::of("knowledge.publish", a.id);
    save(tx, scope, a, (entry, "publish", ""))
}

/// Lets readers see it no more.
///
/// # Errors
/// [`KnowledgeError::NotNow`] unless it is published, [`KnowledgeError::ReasonMissing`].
pub fn withdraw(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Knowledge, act::Update>,
    seen: (Id, i64),
    reason: &str,
) -> Result<Article> {
    let a = in_hand(tx, scope, seen)?;
    let reason = tidy(reason);
    if !(2..=200).contains(&reason.chars().count()) {
        return Err(KnowledgeError::ReasonMissing);
    }
    if a.state != ArticleState::Published {
        return Err(KnowledgeError::NotNow);
    }
    let a = Article { state: ArticleState::Withdrawn, ..a };
    let entry = Entry::of("knowledge.withdraw", a.id);
    save(tx, scope, a, (entry, "withdraw", &reason))
}
