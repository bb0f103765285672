//! Lists of articles.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id};
use store::{DbResult, Route, Sql, Tx, Val};

use super::article::{COLUMNS, article, in_sight};
use crate::model::{Article, ArticleState};

/// Most articles that a search finds.
pub const FOUND: i64 = 200;

/// Which articles.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Characters and pairs of characters that must all be there.
    pub grams: Vec<String>,
    /// Code of the topic.
    pub topic: Option<String>,
    /// Only in this state.
    pub state: Option<ArticleState>,
    /// Only what readers see: of drafts and withdrawn ones nothing.
    pub readers: bool,
    /// Only those to be looked at again by this day.
    pub due_by: Option<Day>,
}

fn placeholders(args: &mut Vec<Val<'static>>, values: impl Iterator<Item = Val<'static>>) -> String {
    let all: Vec<String> = values
        .map(|v| {
            args.push(v);
            format!("${}", args.len())
        })
        .collect();
    all.join(", ")
}

/// Articles that have all grams, those with more of them in the title first.
fn with_grams(tx: &mut Tx<'_>, grams: &[String]) -> DbResult<Vec<Id>> {
    let mut args = Vec::new();
    let list = placeholders(&mut args, grams.iter().map(|g| Val::from(g.clone())));
    args.extend([Val::from(grams.len() as i64), Val::from(FOUND)]);
    let n = args.len();
    let text = format!(
        "SELECT article_id, CAST(SUM(in_title) AS BIGINT) AS titled FROM knowledge_gram WHERE gram IN ({list})
         GROUP BY article_id HAVING count(*) = ${} ORDER BY titled DESC, article_id DESC LIMIT ${n}",
        n - 1
    );
    tx.query(&Sql::composed("articles_with_grams", Route::Reference, text), &args, |r| r.get(0))
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Knowledge, A>,
    f: &Filter,
) {
    in_sight(text, args, scope);
    if let Some(topic) = &f.topic {
        args.push(Val::from(topic.clone()));
        text.push_str(&format!(" AND a.topic = ${}", args.len()));
    }
    if let Some(state) = f.state {
        args.push(Val::from(state.code()));
        text.push_str(&format!(" AND a.state = ${}", args.len()));
    }
    if f.readers {
        text.push_str(" AND a.state = 'published'");
    }
    if let Some(day) = f.due_by {
        args.push(Val::from(day));
        text.push_str(&format!(" AND a.state = 'published' AND a.review_on <= ${}", args.len()));
    }
}

/// A page of articles: those found by a search with the best first and no second page, others newest first, before an id.
///
/// # Errors
/// Any [`store::DbError`].
pub fn page<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Knowledge, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Article>> {
    let mut text =
        format!("SELECT {COLUMNS} FROM knowledge_article a JOIN trade_union u ON u.id = a.union_id WHERE");
    let mut args = Vec::new();
    conditions(&mut text, &mut args, scope, f);
    if f.grams.is_empty() {
        args.extend([Val::from(before.map_or(i64::MAX, |id| id.0)), Val::from(limit)]);
        text.push_str(&format!(" AND a.id < ${} ORDER BY a.id DESC LIMIT ${}", args.len() - 1, args.len()));
        return tx.query(&Sql::composed("list_articles", Route::FanOut("list"), text), &args, article);
    }
    let found = with_grams(tx, &f.grams)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let list = placeholders(&mut args, found.iter().map(|id| Val::from(*id)));
    text.push_str(&format!(" AND a.id IN ({list})"));
    let mut all =
        tx.query(&Sql::composed("search_articles", Route::FanOut("search"), text), &args, article)?;
    all.sort_by_key(|a| found.iter().position(|id| *id == a.id));
    Ok(all)
}
