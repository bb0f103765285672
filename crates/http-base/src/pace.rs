//! A body that dribbles is cut, so that a few slow connections do not keep files and tasks for ever.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use futures_util::Stream;
use tokio::time::{Instant, Sleep};

/// How slow a body may be.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// What a sender is behind at most, waiting included.
    pub patience: Duration,
    /// Bytes a second that keep a sender from falling behind: far less than the worst mobile network.
    pub bytes_a_second: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { patience: Duration::from_secs(30), bytes_a_second: 1_024 }
    }
}

/// A body that ends with an error when its sender is behind. Only the time that is spent waiting for the sender counts.
struct Paced {
    body: BodyDataStream,
    pace: Pace,
    /// What is left of the patience.
    left: Duration,
    /// Since when it is waited, and until when.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Stream for Paced {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        match Pin::new(&mut this.body).poll_next(cx) {
            Poll::Ready(Some(Ok(bytes))) => {
                let waited = this.waiting.take().map_or(Duration::ZERO, |(since, _)| since.elapsed());
                let sent = bytes.len() as f64 / f64::from(this.pace.bytes_a_second.max(1));
                let left = this.left.saturating_sub(waited) + Duration::from_secs_f64(sent);
                this.left = left.min(this.pace.patience);
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(end) => Poll::Ready(end),
            Poll::Pending => {
                let left = this.left;
                let (_, over) =
                    this.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(tokio::time::sleep(left))));
                if over.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
                tracing::info!("a body was cut: its sender was too slow");
                let slow = std::io::Error::new(std::io::ErrorKind::TimedOut, "the body came too slowly");
                Poll::Ready(Some(Err(axum::Error::new(slow))))
            }
        }
    }
}

/// The body, read at this pace or not at all.
pub fn paced(pace: Pace, body: Body) -> Body {
    // Most requests have none.
    if body.is_end_stream() {
        return body;
    }
    Body::from_stream(Paced { body: body.into_data_stream(), pace, left: pace.patience, waiting: None })
}

#[cfg(test)]
mod tests {
    use futures_util::{StreamExt, stream};

    use super::*;

    /// How much of a body arrives whose pieces of `size` bytes come every `every` milliseconds, and whether all of it did.
    async fn arrived(size: usize, every: u64, pieces: u32) -> (usize, bool) {
        let sent = stream::iter(0..pieces).then(move |_| async move {
            tokio::time::sleep(Duration::from_millis(every)).await;
            Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; size]))
        });
        let pace = Pace { patience: Duration::from_millis(500), bytes_a_second: 1_000 };
        let mut read = paced(pace, Body::from_stream(sent)).into_data_stream();
        let mut all = 0;
        while let Some(part) = read.next().await {
            match part {
                Ok(bytes) => all += bytes.len(),
                Err(_) => return (all, false),
            }
        }
        (all, true)
    }

    #[tokio::test]
    async fn a_slow_network_is_borne_and_a_dribble_is_not() {
        assert_eq!(arrived(200, 50, 20).await, (4_000, true), "longer than the patience, at twice the pace");
        let (some, whole) = arrived(1, 20, 200).await;
        assert!(!whole && (5..40).contains(&some), "{some} single bytes");
        assert_eq!(arrived(10_000, 150, 3).await, (30_000, true), "stuttering");
        assert_eq!(arrived(10_000, 1_500, 3).await, (0, false), "silence");
    }
}
