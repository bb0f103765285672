//! `write_batch`: one set-based closure for many callers.

use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, unbounded};
use tokio::sync::oneshot;

use crate::{DbError, DbResult, Store, Tx};

/// Most items in one batch.
const BATCH: usize = 256;

struct Waiting<I, O> {
    item: I,
    answer: oneshot::Sender<DbResult<O>>,
}

/// Gathers the items that arrive while the previous batch commits and hands them to one closure.
///
/// Worth it where many callers do the same small thing: on PostgreSQL one statement and one commit serve all of them;
/// on SQLite it saves a savepoint for each. Items of one batch must not depend on each other.
pub struct Batcher<I, O> {
    queue: Sender<Waiting<I, O>>,
}

impl<I, O> std::fmt::Debug for Batcher<I, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Batcher({} waiting)", self.queue.len())
    }
}

impl<I, O> Batcher<I, O>
where
    I: Send + Sync + 'static,
    O: Send + 'static,
{
    /// Starts the batcher's thread. `work` answers one outcome per item, in order; it may run several times.
    pub fn start<F>(store: Store, name: &str, work: F) -> Self
    where
        F: Fn(&mut Tx<'_>, &[I]) -> DbResult<Vec<O>> + Send + Sync + 'static,
    {
        let (queue, items): (_, Receiver<Waiting<I, O>>) = unbounded();
        let work = Arc::new(work);
        std::thread::Builder::new()
            .name(format!("batch-{name}"))
            .spawn(move || {
                while let Ok(first) = items.recv() {
                    let batch: Vec<_> =
                        std::iter::once(first).chain(items.try_iter().take(BATCH - 1)).collect();
                    run(&store, batch, work.clone());
                }
            })
            .expect("the operating system starts one thread at start-up");
        Self { queue }
    }

    /// Hands `item` to the next batch; answered when its commit is durable.
    ///
    /// # Errors
    /// The batch's [`DbError`]; then no item of the batch took effect.
    pub async fn submit(&self, item: I) -> DbResult<O> {
        let (answer, wait) = oneshot::channel();
        self.queue.send(Waiting { item, answer }).map_err(|_| DbError::Aborted)?;
        wait.await.unwrap_or(Err(DbError::Aborted))
    }
}

fn run<I, O, F>(store: &Store, batch: Vec<Waiting<I, O>>, work: Arc<F>)
where
    I: Send + Sync + 'static,
    O: Send + 'static,
    F: Fn(&mut Tx<'_>, &[I]) -> DbResult<Vec<O>> + Send + Sync + 'static,
{
    let (items, answers): (Vec<I>, Vec<_>) = batch.into_iter().map(|w| (w.item, w.answer)).unzip();
    let count = items.len();
    let outcome = store.write_blocking(move |tx| work(tx, &items));
    match outcome {
        Ok(outcomes) => {
            debug_assert_eq!(outcomes.len(), count, "one outcome per item");
            for (answer, o) in answers.into_iter().zip(outcomes) {
                let _ = answer.send(Ok(o));
            }
        }
        Err(e) => {
            for answer in answers {
                let _ = answer.send(Err(e.clone()));
            }
        }
    }
}
