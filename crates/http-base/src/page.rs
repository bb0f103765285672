//! Pages of a list: keyset, with opaque cursors.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use kernel::{Id, Status};
use serde::{Deserialize, Serialize};

use crate::ApiError;

/// Counts are exact up to this number (exact on request beyond it).
const COUNTED: i64 = 1_000;

/// Rows of a page if nothing is asked for, and at most.
const ROWS: (i64, i64) = (50, 200);

/// Which page of a list.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
pub struct PageQuery {
    /// `next` or `prev` of another page.
    pub after: Option<String>,
    /// Rows, at most 200.
    pub limit: Option<i64>,
}

impl PageQuery {
    /// Rows of the page.
    pub fn rows(&self) -> i64 {
        self.limit.unwrap_or(ROWS.0).clamp(1, ROWS.1)
    }

    /// From where the list is read on, in a list that turns both ways.
    ///
    /// # Errors
    /// 400 for a cursor that no page gave.
    pub fn turn(&self) -> Result<Option<Turn>, ApiError> {
        self.after.as_deref().map(Turn::parse).transpose()
    }

    /// The last row of the page before, in a list that the id alone sorts.
    ///
    /// # Errors
    /// As [`PageQuery::turn`].
    pub fn last(&self) -> Result<Option<Id>, ApiError> {
        Ok(self.after.as_deref().map(Cursor::parse).transpose()?.map(|c| c.id))
    }
}

/// How exactly to count.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
pub struct Exactness {
    /// Count all, even beyond 1,000.
    #[serde(default)]
    pub exact: bool,
}

impl Exactness {
    /// Where counting stops.
    pub fn bound(self) -> i64 {
        if self.exact { i64::MAX } else { COUNTED + 1 }
    }

    /// A count that was stopped there.
    pub fn count(self, value: i64) -> Count {
        let exact = value < self.bound();
        Count { value: if exact { value } else { COUNTED }, exact }
    }
}

/// How many rows match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Count {
    /// The number, or the bound that was reached.
    pub value: i64,
    /// `false`: there are more than `value`.
    pub exact: bool,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// Rows.
    pub items: Vec<T>,
    /// Cursor of the next page; none at the end.
    pub next: Option<String>,
    /// Cursor of the page before; none on the first page, and where a list is only turned forwards.
    pub prev: Option<String>,
    /// How many rows match, where it was asked for.
    pub count: Option<Count>,
}

impl<T> Page<T> {
    /// A page from up to `limit + 1` rows: the extra one says that there is a next page.
    pub fn from_rows(mut items: Vec<T>, limit: usize, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| cursor(last).to_text());
        Self { items, next, prev: None, count: None }
    }

    /// A page from up to `limit + 1` rows that were read in the direction of `turn` (backwards: nearest row first); the
    /// extra row says that there is a further page that way.
    pub fn turned(
        mut items: Vec<T>,
        limit: usize,
        turn: Option<&Turn>,
        cursor: impl Fn(&T) -> Cursor,
    ) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let back = turn.is_some_and(|t| t.back);
        if back {
            items.reverse();
        }
        let (before, after) = if back { (more, true) } else { (turn.is_some(), more) };
        let next = items.last().filter(|_| after).map(|last| cursor(last).to_text());
        let prev = items.first().filter(|_| before).map(|first| format!("{BACK}{}", cursor(first).to_text()));
        Self { items, next, prev, count: None }
    }

    /// The same rows in another form.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            next: self.next,
            prev: self.prev,
            count: self.count,
        }
    }
}

/// The last row of a page: its sort key and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Sort key; empty where the id alone sorts.
    pub key: String,
    /// Id.
    pub id: Id,
}

impl Cursor {
    /// Of a list that the id alone sorts.
    pub fn of(id: Id) -> Self {
        Self { key: String::new(), id }
    }

    /// As text for the address line.
    pub fn to_text(&self) -> String {
        B64.encode(format!("{}\u{1f}{}", self.id, self.key))
    }

    /// Reads a cursor that a page gave.
    ///
    /// # Errors
    /// 400 for anything else.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let bad = || ApiError::of(Status::BadRequest, "http.cursor");
        let raw = String::from_utf8(B64.decode(text).map_err(|_| bad())?).map_err(|_| bad())?;
        let (id, key) = raw.split_once('\u{1f}').ok_or_else(bad)?;
        Ok(Self { key: key.to_owned(), id: id.parse().map_err(|_| bad())? })
    }
}

/// Marks the cursor of a page before; not a letter of base64.
const BACK: char = '~';

/// From where a list is read on, and which way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The row beside the page.
    pub from: Cursor,
    /// Towards the beginning of the list.
    pub back: bool,
}

impl Turn {
    /// Reads `next` or `prev` of a page.
    ///
    /// # Errors
    /// 400 for anything else.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let (back, text) = text.strip_prefix(BACK).map_or((false, text), |t| (true, t));
        Ok(Self { from: Cursor::parse(text)?, back })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_round_trip_and_rubbish_is_refused() {
        let c = Cursor { key: "zw 张伟".into(), id: Id(7) };
        assert_eq!(Cursor::parse(&c.to_text()).unwrap(), c);
        assert!(Cursor::parse("%%%").is_err());
        assert!(Cursor::parse(&B64.encode("no separator")).is_err());
    }

    #[test]
    fn the_extra_row_says_that_there_is_more() {
        let cursor = |n: &i64| Cursor { key: String::new(), id: Id(*n) };
        assert!(Page::from_rows(vec![1, 2, 3], 2, cursor).next.is_some());
        assert!(Page::from_rows(vec![1, 2], 2, cursor).next.is_none());
    }

    #[test]
    fn pages_turn_both_ways_and_end_at_both_ends() {
        let cursor = |n: &i64| Cursor { key: String::new(), id: Id(*n) };
        let rows = |turn: Option<&Turn>| -> Vec<i64> {
            let at = turn.map(|t| t.from.id.0);
            match turn.is_some_and(|t| t.back) {
                true => (1..=5).rev().filter(|n| at.is_none_or(|a| *n < a)).take(3).collect(),
                false => (1..=5).filter(|n| at.is_none_or(|a| *n > a)).take(3).collect(),
            }
        };
        let page = |text: Option<&String>| {
            let turn = text.map(|t| Turn::parse(t).unwrap());
            Page::turned(rows(turn.as_ref()), 2, turn.as_ref(), cursor)
        };
        let first = page(None);
        assert_eq!((first.items.as_slice(), first.prev.is_none()), ([1, 2].as_slice(), true));
        let second = page(first.next.as_ref());
        assert_eq!(second.items, [3, 4]);
        let last = page(second.next.as_ref());
        assert_eq!((last.items.as_slice(), last.next.is_none()), ([5].as_slice(), true));
        let back = page(last.prev.as_ref());
        assert_eq!(back.items, [3, 4]);
        let first = page(back.prev.as_ref());
        assert_eq!((first.items.as_slice(), first.prev.is_none()), ([1, 2].as_slice(), true));
        assert_eq!(page(first.next.as_ref()).items, [3, 4]);
        assert!(Turn::parse("~~").is_err());
    }
}
