//! Openings of posts: counted in memory, written every few seconds. A reader leaves a mark that tells two openings of one person
//! from those of two people, and says no more: a digest of the person with a salt of the post.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{Day, Id};
use platform::App;
use sm3::{Digest, Sm3};
use store::DbResult;

use crate::store::reads::{self, Seen};

/// Posts written in a transaction at most.
const PART: usize = 200;

#[derive(Default)]
struct Held {
    opened: i64,
    marks: HashSet<[u8; 16]>,
}

/// Openings that are not written yet.
#[derive(Default)]
pub struct Reads(Mutex<HashMap<(Id, Day), Held>>);

impl std::fmt::Debug for Reads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reads")
    }
}

/// The mark of a person for a post with this salt; `None` once its readers are no longer told apart.
pub fn mark(salt: &[u8], person: Id) -> Option<[u8; 16]> {
    if salt.is_empty() {
        return None;
    }
    let digest = Sm3::new().chain_update(salt).chain_update(person.0.to_be_bytes()).finalize();
    let mut mark = [0; 16];
    mark.copy_from_slice(&digest[..16]);
    Some(mark)
}

impl Reads {
    /// The openings of an installation, which are written with everything else that it keeps in memory.
    pub fn of(app: &App) -> Arc<Self> {
        app.shared(|app| {
            app.on_flush(|app| Self::of(app).flush(app));
            Self::default()
        })
    }

    /// One opening of a post on a day, by somebody with a mark or by nobody in particular.
    pub fn open(&self, post: Id, day: Day, mark: Option<[u8; 16]>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.entry((post, day)).or_default();
        held.opened += 1;
        held.marks.extend(mark);
    }

    fn put_back(&self, part: &[(Id, Day, Seen)]) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (post, day, seen) in part {
            let held = all.entry((*post, *day)).or_default();
            held.opened += seen.opened;
            held.marks.extend(&seen.marks);
        }
    }

    /// Writes them; what cannot be written waits for the next time.
    ///
    /// # Errors
    /// The first that a part came to.
    pub fn flush(&self, app: &App) -> DbResult<()> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let seen = |(at, h): ((Id, Day), Held)| {
            let mut marks: Vec<_> = h.marks.into_iter().collect();
            marks.sort_unstable();
            (at.0, at.1, Seen { opened: h.opened, marks })
        };
        let mut all: Vec<(Id, Day, Seen)> = taken.into_iter().map(seen).collect();
        all.sort_unstable_by_key(|(post, day, _)| (*post, *day));
        let mut told = Ok(());
        for part in all.chunks(PART) {
            let rows = part.to_vec();
            let written = app.store().write_blocking(move |tx| {
                for (post, day, seen) in &rows {
                    reads::add(tx, *post, *day, seen)?;
                }
                Ok::<_, store::DbError>(())
            });
            if written.is_err() {
                self.put_back(part);
            }
            told = told.and(written);
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_of_one_person_and_one_post() {
        assert_eq!(mark(b"salt", Id(7)), mark(b"salt", Id(7)));
        assert_ne!(mark(b"salt", Id(7)), mark(b"salt", Id(8)));
        assert_ne!(mark(b"salt", Id(7)), mark(b"other", Id(7)));
        assert_eq!(mark(b"", Id(7)), None);
    }
}
