//! Lets readers see a text, at once or when its instant has come.

use guard::act::Action;
use guard::{Actor, Scope, act, res};
use kernel::{Id, Timestamp};
use platform::indicators;
use platform::notices;
use store::Tx;

use super::write::save;
use crate::error::Result;
use crate::model::indicators::PUBLISHED;
use crate::model::{Post, PostState, Public};
use crate::store::post;

/// What readers see once the text in hand is published at `now`, as version `version` of the post.
fn shown(p: &Post, now: Timestamp, version: i64) -> Public {
    let (t, corrects) = (&p.text, !p.correction.is_empty());
    Public {
        live: true,
        version,
        published_at: if p.public.version == 0 { now } else { p.public.published_at },
        title: t.title.clone(),
        summary: t.summary.clone(),
        body: t.body.clone(),
        author: t.author.clone(),
        campaigns: t.campaigns.clone(),
        pictures: t.pictures.clone(),
        correction: if corrects { p.correction.clone() } else { p.public.correction.clone() },
        corrected_at: if corrects { now } else { p.public.corrected_at },
    }
}

/// Publishes an approved text now. Counts it on its first day, and tells its author.
///
/// # Errors
/// [`crate::PostsError::Stale`].
pub(crate) fn publish<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Post, A>, p: Post) -> Result<Post> {
    let (now, today, first) = (tx.now(), tx.today(), p.public.version == 0);
    let public = shown(&p, now, p.version + 1);
    let note = p.correction.clone();
    let p = Post {
        state: PostState::Published,
        public,
        correction: String::new(),
        reason: String::new(),
        publish_at: Timestamp(0),
        ..p
    };
    let p = save(tx, scope, p, ("post.publish", "publish", &note))?;
    if first {
        indicators::record(tx, &PUBLISHED, p.union_id, today, 1, p.id);
    }
    tell(tx, scope.actor().id(), &p, "您的稿件已发布")?;
    Ok(p)
}

/// Sends a message to who made a post, unless that is who does the deed, or nobody.
///
/// # Errors
/// The database's.
pub(crate) fn tell(tx: &mut Tx<'_>, by: Id, p: &Post, title: &str) -> Result<()> {
    if p.made.id.0 == 0 || p.made.id == by {
        return Ok(());
    }
    let why = if p.reason.is_empty() { String::new() } else { format!("：{}", p.reason) };
    let body = format!("《{}》{}{why}", p.text.title, p.state.title());
    Ok(notices::send(tx, p.made.id, title, &body, &format!("/posts/{}", p.id))?)
}

/// Publishes an approved post whose instant has come; nothing if somebody has taken it back, or it is published.
///
/// # Errors
/// The database's.
pub fn publish_due(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<bool> {
    let scope = actor.permit::<res::Post, act::Approve>()?;
    let now = tx.now();
    let due = post::by_id(tx, id)?.filter(|p| p.state == PostState::Approved && p.publish_at <= now);
    match due {
        Some(p) => publish(tx, &scope, p).map(|_| true),
        None => Ok(false),
    }
}
