//! What happens by itself: posts come out at their instant, marks of readers go.

use guard::{Actor, Reason};
use platform::App;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};

use crate::ops::publish::publish_due;
use crate::store::{post, reads};

/// Posts looked at in one run.
const PART: i64 = 100;
/// Days after its first publication during which a post's readers are told apart.
pub const MARK_DAYS: i64 = 180;

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
                .write_blocking(move |tx| publish_due(tx, &Actor::system(Reason::Job, "posts-publish"), id));
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
