//! Members comment, editors let it be shown or not.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Id, Timestamp, text};
use platform::audit::{self, Changes, Entry};
use platform::notices;
use registry::api::membership_of;
use store::Tx;

use super::write::visible;
use crate::error::{PostsError, Result};
use crate::model::{Comment, CommentState, Post};
use crate::rules;
use crate::rules::comment::PAUSE_SECONDS;
use crate::store::{column, comment, post};

/// A post that readers see.
///
/// # Errors
/// [`PostsError::NotFound`].
pub fn live(tx: &mut Tx<'_>, id: Id) -> Result<Post> {
    post::by_id(tx, id)?.filter(|p| p.public.live).ok_or(PostsError::NotFound)
}

/// A member comments on a post that readers see; an editor looks at it before anybody else reads it.
///
/// # Errors
/// [`PostsError::NotFound`], [`PostsError::CommentsClosed`] also for who is no member any more, [`PostsError::CommentBody`],
/// [`PostsError::TooSoon`] within a minute of the last one.
pub fn say(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Create>, id: Id, body: &str) -> Result<Comment> {
    let body = rules::comment::body(body).ok_or(PostsError::CommentBody)?;
    let p = live(tx, id)?;
    let open = column::by_id(tx, p.column_id)?.is_some_and(|c| c.comments);
    let person = scope.actor().id();
    let member = membership_of(tx, person)?.filter(|_| open).ok_or(PostsError::CommentsClosed)?;
    let now = tx.now();
    if let Some(last) = comment::take_turn(tx, person, now.plus_ms(-PAUSE_SECONDS * 1_000))? {
        let seconds = (last.0 + PAUSE_SECONDS * 1_000 - now.0 + 999) / 1_000;
        return Err(PostsError::TooSoon { seconds: seconds.max(1) });
    }
    let c = Comment {
        post_id: id,
        id: tx.new_id(),
        person_id: person,
        shown_name: text::mask_name(scope.actor().name()),
        union_id: member.union_id,
        body,
        state: CommentState::Waiting,
        reason: String::new(),
        decided_by_name: String::new(),
        decided_at: Timestamp(0),
        made_at: now,
    };
    comment::insert(tx, &c)?;
    told(tx, scope, &p, (&c, "post-comment.create"), Changes::new())?;
    Ok(c)
}

fn told<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    p: &Post,
    (c, action): (&Comment, &'static str),
    changes: Changes,
) -> Result<()> {
    let changes = changes.note("number", p.number.as_str()).note("comment", c.id.to_string());
    let entry = Entry { union_path: Some(&p.union_path), changes, ..Entry::of(action, p.id) };
    Ok(audit::record(tx, scope.actor(), entry)?)
}

/// An editor of the column lets a comment be read by everybody (`show`), or not, with a reason that its author is told. Either
/// can be changed again.
///
/// # Errors
/// [`PostsError::NotFound`] and [`PostsError::CommentNotFound`] outside the scope, [`PostsError::ReasonMissing`],
/// [`PostsError::CommentDecided`] if it is so already.
pub fn decide(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Update>,
    (post_id, id): (Id, Id),
    show: bool,
    reason: &str,
) -> Result<Comment> {
    let p = visible(tx, scope, post_id)?;
    if !scope.covers(&p.column_path) {
        return Err(PostsError::NotFound);
    }
    let c = comment::by_id(tx, post_id, id)?.ok_or(PostsError::CommentNotFound)?;
    let (to, reason) = match show {
        true => (CommentState::Shown, String::new()),
        false => (CommentState::Hidden, rules::reason(reason).ok_or(PostsError::ReasonMissing)?),
    };
    if c.state == to || !comment::decide(tx, &c, to, (&reason, scope.actor().name()))? {
        return Err(PostsError::CommentDecided);
    }
    let changes = Changes::new().field("state", c.state.title(), to.title()).note("reason", reason.as_str());
    told(tx, scope, &p, (&c, "post-comment.decide"), changes)?;
    if to == CommentState::Hidden {
        let body = format!("您在《{}》下的评论没有公开：{reason}", p.public.title);
        notices::send(tx, c.person_id, "您的评论没有公开", &body, &format!("/posts/{post_id}"))?;
    }
    comment::by_id(tx, post_id, id)?.ok_or(PostsError::CommentNotFound)
}
