//! The three reviews and what comes after them: 投稿 → 初审 → 编辑 → 审定 → 发布 → 撤回 or 更正. Each deed takes the version that was
//! seen, and another person than the one before.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Id, Timestamp};
use platform::indicators;
use store::Tx;

use super::publish::{publish, tell};
use super::write::{checked, save, visible};
use crate::error::{PostsError, Result};
use crate::model::indicators::PUBLISHED;
use crate::model::post::By;
use crate::model::{Column, Post, PostState};
use crate::rules;
use crate::store::column;

/// Longest time ahead for which a publication is set, in milliseconds: a year.
const AHEAD_MS: i64 = 366 * 86_400_000;

/// A post and the version of it that was seen.
pub type Seen = (Id, i64);

fn by<A: Action>(scope: &Scope<res::Post, A>) -> By {
    By { id: scope.actor().id(), name: scope.actor().name().to_owned() }
}

fn fits(p: &Post, to: PostState, deed: &'static str, version: i64) -> Result<()> {
    if !p.state.may_become(to) {
        return Err(PostsError::State { deed, state: p.state });
    }
    if p.version == version { Ok(()) } else { Err(PostsError::Stale) }
}

/// A post of a column that the scope covers, in a state from which it may go to `to`.
fn for_editor<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, A>,
    (id, version): Seen,
    (to, deed): (PostState, &'static str),
) -> Result<Post> {
    let p = visible(tx, scope, id)?;
    if !scope.covers(&p.column_path) {
        return Err(PostsError::NotFound);
    }
    fits(&p, to, deed, version)?;
    Ok(p)
}

fn for_author(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Create>,
    (id, version): Seen,
    (to, deed): (PostState, &'static str),
) -> Result<Post> {
    let p = visible(tx, scope, id)?;
    if p.made.id != scope.actor().id() {
        return Err(PostsError::NotFound);
    }
    fits(&p, to, deed, version)?;
    Ok(p)
}

fn column_of(tx: &mut Tx<'_>, p: &Post) -> Result<Column> {
    column::by_id(tx, p.column_id)?.ok_or(PostsError::ColumnNotFound)
}

fn said(reason: &str) -> Result<String> {
    rules::reason(reason).ok_or(PostsError::ReasonMissing)
}

/// 投稿: the author hands the draft in.
///
/// # Errors
/// [`PostsError::NotFound`] but for the author, [`PostsError::State`], [`PostsError::Stale`], [`PostsError::ColumnClosed`],
/// [`PostsError::Invalid`] if the column has become narrower.
pub fn submit(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Create>, seen: Seen) -> Result<Post> {
    let p = for_author(tx, scope, seen, (PostState::Submitted, "投稿"))?;
    let column = column_of(tx, &p)?;
    if !column.open {
        return Err(PostsError::ColumnClosed);
    }
    checked(&p.text, &column)?;
    let p = Post { state: PostState::Submitted, reason: String::new(), ..p };
    save(tx, scope, p, ("post.submit", "submit", ""))
}

/// 收回: the author takes back what nobody has reviewed.
///
/// # Errors
/// As [`submit`].
pub fn recall(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Create>, seen: Seen) -> Result<Post> {
    let p = for_author(tx, scope, seen, (PostState::Draft, "收回"))?;
    if p.state != PostState::Submitted {
        return Err(PostsError::State { deed: "收回", state: p.state });
    }
    save(tx, scope, Post { state: PostState::Draft, ..p }, ("post.recall", "recall", ""))
}

/// 初审: an editor of the column takes it in hand.
///
/// # Errors
/// [`PostsError::NotFound`], [`PostsError::State`], [`PostsError::Stale`], [`PostsError::SamePerson`] for its author.
pub fn review(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Propose>, seen: Seen) -> Result<Post> {
    let p = for_editor(tx, scope, seen, (PostState::Editing, "初审"))?;
    if p.state != PostState::Submitted {
        return Err(PostsError::State { deed: "初审", state: p.state });
    }
    let reviewed = by(scope);
    if reviewed.id.0 != 0 && reviewed.id == p.made.id {
        return Err(PostsError::SamePerson);
    }
    save(tx, scope, Post { state: PostState::Editing, reviewed, ..p }, ("post.review", "review", ""))
}

/// 退回: an editor gives it back to its author, who is told why.
///
/// # Errors
/// [`PostsError::NotFound`], [`PostsError::State`] (a published one is not given back), [`PostsError::Stale`],
/// [`PostsError::ReasonMissing`].
pub fn give_back(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Propose>,
    seen: Seen,
    reason: &str,
) -> Result<Post> {
    let reason = said(reason)?;
    let p = for_editor(tx, scope, seen, (PostState::Draft, "退回"))?;
    if p.public.version > 0 {
        return Err(PostsError::State { deed: "退回", state: p.state });
    }
    let p = Post { state: PostState::Draft, reason: reason.clone(), reviewed: By::nobody(), ..p };
    let p = save(tx, scope, p, ("post.return", "return", &reason))?;
    tell(tx, scope.actor().id(), &p, "您的稿件被退回")?;
    Ok(p)
}

/// 不采用: an editor declines it for good.
///
/// # Errors
/// As [`give_back`].
pub fn decline(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Propose>,
    seen: Seen,
    reason: &str,
) -> Result<Post> {
    let reason = said(reason)?;
    let p = for_editor(tx, scope, seen, (PostState::Declined, "不采用"))?;
    if p.public.version > 0 {
        return Err(PostsError::State { deed: "不采用", state: p.state });
    }
    let p = Post { state: PostState::Declined, reason: reason.clone(), ..p };
    let p = save(tx, scope, p, ("post.decline", "decline", &reason))?;
    tell(tx, scope.actor().id(), &p, "您的稿件未被采用")?;
    Ok(p)
}

/// 送审: the editor hands the text to the chief editor.
///
/// # Errors
/// [`PostsError::NotFound`], [`PostsError::State`], [`PostsError::Stale`], [`PostsError::Invalid`],
/// [`PostsError::NothingCorrected`] if readers would see what they see.
pub fn propose(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Propose>, seen: Seen) -> Result<Post> {
    let p = for_editor(tx, scope, seen, (PostState::Proposed, "送审"))?;
    let column = column_of(tx, &p)?;
    checked(&p.text, &column)?;
    if p.public.version > 0 && same_as_public(&p) {
        return Err(PostsError::NothingCorrected);
    }
    let p = Post { state: PostState::Proposed, proposed: by(scope), reason: String::new(), ..p };
    save(tx, scope, p, ("post.propose", "propose", ""))
}

fn same_as_public(p: &Post) -> bool {
    let (t, s) = (&p.text, &p.public);
    t.title == s.title
        && t.summary == s.summary
        && t.body == s.body
        && t.author == s.author
        && t.campaigns == s.campaigns
        && t.pictures == s.pictures
}

/// 审定: the chief editor lets it be published, at once or at an instant to come.
///
/// # Errors
/// [`PostsError::NotFound`], [`PostsError::State`], [`PostsError::Stale`], [`PostsError::SamePerson`] for whoever wrote, reviewed
/// or edited it, [`PostsError::PublishAt`].
pub fn approve(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Approve>,
    seen: Seen,
    publish_at: Option<Timestamp>,
) -> Result<Post> {
    let p = for_editor(tx, scope, seen, (PostState::Approved, "审定"))?;
    let approved = by(scope);
    if p.touched_by(approved.id) {
        return Err(PostsError::SamePerson);
    }
    let now = tx.now();
    let Some(at) = publish_at else {
        let p = Post { state: PostState::Approved, approved, ..p };
        let p = save(tx, scope, p, ("post.approve", "approve", ""))?;
        return publish(tx, scope, p);
    };
    if at <= now || at > now.plus_ms(AHEAD_MS) {
        return Err(PostsError::PublishAt);
    }
    let p = Post { state: PostState::Approved, approved, publish_at: at, ..p };
    let when = at.local_text();
    save(tx, scope, p, ("post.approve", "approve", &when))
}

/// 退改: the chief editor gives it back to the editors, before or after approving it.
///
/// # Errors
/// [`PostsError::NotFound`], [`PostsError::State`], [`PostsError::Stale`], [`PostsError::ReasonMissing`].
pub fn send_back(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Approve>,
    seen: Seen,
    reason: &str,
) -> Result<Post> {
    let reason = said(reason)?;
    let p = for_editor(tx, scope, seen, (PostState::Editing, "退改"))?;
    if !matches!(p.state, PostState::Proposed | PostState::Approved) {
        return Err(PostsError::State { deed: "退改", state: p.state });
    }
    let p = Post {
        state: PostState::Editing,
        reason: reason.clone(),
        // Of a correction the approval of the text that readers see stays.
        approved: if p.public.version > 0 { p.approved.clone() } else { By::nobody() },
        publish_at: Timestamp(0),
        ..p
    };
    save(tx, scope, p, ("post.send-back", "send_back", &reason))
}

/// 撤回: readers see it no more, even while it is being corrected; the end. What was counted of it is taken back.
///
/// # Errors
/// [`PostsError::NotFound`], [`PostsError::State`], [`PostsError::Stale`], [`PostsError::ReasonMissing`].
pub fn withdraw(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Approve>,
    seen: Seen,
    reason: &str,
) -> Result<Post> {
    let reason = said(reason)?;
    let p = for_editor(tx, scope, seen, (PostState::Withdrawn, "撤回"))?;
    if !p.public.live {
        return Err(PostsError::State { deed: "撤回", state: p.state });
    }
    let today = tx.today();
    let mut p = Post { state: PostState::Withdrawn, reason: reason.clone(), ..p };
    p.public.live = false;
    let p = save(tx, scope, p, ("post.withdraw", "withdraw", &reason))?;
    indicators::record(tx, &PUBLISHED, p.union_id, today, -1, p.id);
    tell(tx, scope.actor().id(), &p, "您的文章已撤回")?;
    Ok(p)
}

/// 更正: an editor takes a published text in hand again and says what is to change. Readers go on seeing the old one until the
/// correction is approved.
///
/// # Errors
/// As [`send_back`].
pub fn correct(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Propose>,
    seen: Seen,
    correction: &str,
) -> Result<Post> {
    let correction = said(correction)?;
    let p = for_editor(tx, scope, seen, (PostState::Editing, "更正"))?;
    if p.state != PostState::Published {
        return Err(PostsError::State { deed: "更正", state: p.state });
    }
    let reviewed = by(scope);
    let p = Post { state: PostState::Editing, correction: correction.clone(), reviewed, ..p };
    save(tx, scope, p, ("post.correct", "correct", &correction))
}

/// 放弃更正: the text in hand is again what readers see.
///
/// # Errors
/// [`PostsError::NotFound`], [`PostsError::State`] unless a published one is being corrected, [`PostsError::Stale`].
pub fn abandon(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Propose>, seen: Seen) -> Result<Post> {
    let p = for_editor(tx, scope, seen, (PostState::Published, "放弃更正"))?;
    if p.state != PostState::Editing || p.public.version == 0 {
        return Err(PostsError::State { deed: "放弃更正", state: p.state });
    }
    let mut p = Post { state: PostState::Published, correction: String::new(), reason: String::new(), ..p };
    p.text.title = p.public.title.clone();
    p.text.summary = p.public.summary.clone();
    p.text.body = p.public.body.clone();
    p.text.author = p.public.author.clone();
    p.text.campaigns = p.public.campaigns.clone();
    p.text.pictures = p.public.pictures.clone();
    save(tx, scope, p, ("post.abandon", "abandon", ""))
}
