//! What happens by itself: posts come out at their instant, followers are told, marks of readers and pictures that nobody needs go.

use guard::{Actor, Reason};
use kernel::{Id, Timestamp};
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};

use crate::ops::publish::publish_due;
use crate::ops::{follow, picture as pictures};
use crate::store::{follower, picture, post, reads};

/// Posts looked at in one run.
const PART: i64 = 100;
/// Days after its first publication during which a post's readers are told apart.
pub const MARK_DAYS: i64 = 180;

/// Days for which a picture waits for a text that names it.
const PICTURE_DAYS: i64 = 1;
/// Days for which a post is new to followers.
const NEW_DAYS: i64 = 2;
/// Hours of the day within which followers are told, the last one exclusive.
const HOURS: (i64, i64) = (8, 21);

/// Every half minute publishes what was approved for an instant that has come.
#[derive(Debug)]
pub struct Publish;

impl JobHandler for Publish {
    fn kind(&self) -> &'static str {
        "posts.publish"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(30)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        for id in app.store().read_blocking(|tx| post::due(tx, PART))? {
            let done = app
                .store()
                .write_blocking(move |tx| publish_due(tx, &Actor::system(Reason::Job, "定时发布"), id));
            // Each by itself: one that cannot be published does not keep the others.
            if let Err(e) = done {
                tracing::warn!(post = %id, error = %e, "a post whose instant has come could not be published");
            }
        }
        Ok(JobEnd::Done)
    }
}

/// Every six hours takes away the marks of readers of posts that came out half a year ago; what was counted stays.
#[derive(Debug)]
pub struct ForgetReaders;

impl JobHandler for ForgetReaders {
    fn kind(&self) -> &'static str {
        "posts.forget-readers"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(6 * 3_600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let before = app.clock().now().plus_ms(-MARK_DAYS * 86_400_000);
        for id in app.store().read_blocking(move |tx| reads::old(tx, before, PART))? {
            app.store().write_blocking(move |tx| reads::forget(tx, id))?;
        }
        Ok(JobEnd::Done)
    }
}

/// Every six hours takes away pictures that were added a day ago and that no text names.
#[derive(Debug)]
pub struct SweepPictures;

impl JobHandler for SweepPictures {
    fn kind(&self) -> &'static str {
        "posts.sweep-pictures"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(6 * 3_600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let before = app.clock().now().plus_ms(-PICTURE_DAYS * 86_400_000);
        for at in app.store().read_blocking(move |tx| picture::unnamed(tx, before, PART))? {
            let actor = Actor::system(Reason::Job, "清理图片");
            let done = app.store().write_blocking(move |tx| pictures::sweep(tx, &actor, at));
            // Each by itself: one that cannot be taken away does not keep the others.
            if let Err(e) = done {
                tracing::warn!(post = %at.0, error = %e, "a picture that no text names could not be taken away");
            }
        }
        Ok(JobEnd::Done)
    }
}

/// Every ten minutes of the day tells followers what came out, each of them once a day.
#[derive(Debug)]
pub struct TellFollowers;

impl JobHandler for TellFollowers {
    fn kind(&self) -> &'static str {
        "posts.tell-followers"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let now = app.clock().now();
        let hour = (now.0 - Timestamp::at_day_start(now.day()).0) / 3_600_000;
        if !(HOURS.0..HOURS.1).contains(&hour) {
            return Ok(JobEnd::Done);
        }
        let since = now.plus_ms(-NEW_DAYS * 86_400_000);
        for union in app.store().read_blocking(move |tx| follower::publishing(tx, since))? {
            let mut after = Id(0);
            loop {
                let some = app.store().read_blocking(move |tx| follower::wanting(tx, union, after, PART))?;
                let Some(last) = some.last() else { break };
                after = *last;
                app.store().write_blocking(move |tx| {
                    some.iter().try_for_each(|person| follow::tell(tx, *person).map(drop))
                })?;
            }
        }
        Ok(JobEnd::Done)
    }
}
