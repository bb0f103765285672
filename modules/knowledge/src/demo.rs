//! Articles of the demos.

use guard::{Actor, act, res};
use kernel::Id;
use platform::App;
use serde::Deserialize;

use crate::error::{KnowledgeError, Result};
use crate::ops::keep_article::{create, publish};
use crate::rules::Draft;

#[derive(Deserialize)]
struct File {
    article: Vec<Text>,
}

#[derive(Clone, Deserialize)]
struct Text {
    topic: String,
    title: String,
    body: String,
}

/// Writes the articles for a union, published but for the last one, which stays a draft; how many.
///
/// # Errors
/// The database's; texts that are none.
pub fn fill(app: &App, actor: &Actor, union: Id) -> Result<usize> {
    let file: File = toml::from_str(include_str!("demo.toml")).expect("a test reads the demo's articles");
    let total = file.article.len();
    for (i, text) in file.article.into_iter().enumerate() {
        let actor = actor.clone();
        app.store().write_blocking(move |tx| {
            let create_scope = actor.permit::<res::Knowledge, act::Create>()?;
            let update = actor.permit::<res::Knowledge, act::Update>()?;
            let today = tx.today();
            let draft = Draft {
                title: text.title.clone(),
                body: text.body.clone(),
                topic: text.topic.clone(),
                // Some are to be looked at soon.
                review_on: today.plus_days(if i % 7 == 3 { 20 } else { 180 + i as i64 * 10 }),
            };
            let a = create(tx, &create_scope, union, (&draft, true))?;
            if i + 1 < total {
                publish(tx, &update, (a.id, a.version))?;
            }
            Ok::<_, KnowledgeError>(())
        })?;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{BODY, TITLE};

    #[test]
    fn the_articles_of_the_demo_are_texts() {
        let file: File = toml::from_str(include_str!("demo.toml")).unwrap();
        assert!(file.article.len() >= 20);
        for a in file.article {
            assert!(
                kernel::text::length(&a.title) <= TITLE && kernel::text::length(&a.body) <= BODY,
                "{}",
                a.title
            );
        }
    }
}
