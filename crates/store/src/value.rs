//! Values in and out: integers, text and bytes, nothing else (docs/adr/0003).

use std::borrow::Cow;

use kernel::{Day, Fen, Id, Timestamp};

use crate::{DbError, DbResult};

/// A parameter or a column's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Val<'a> {
    /// SQL NULL.
    Null,
    /// BIGINT: numbers, ids, days (`yyyymmdd`), instants (ms), money (分), booleans (0/1).
    Int(i64),
    /// TEXT.
    Text(Cow<'a, str>),
    /// BYTES (`BLOB`, `BYTEA`).
    Bytes(Cow<'a, [u8]>),
}

impl Val<'_> {
    /// A copy that owns its text or bytes.
    pub fn into_owned(self) -> Val<'static> {
        match self {
            Val::Null => Val::Null,
            Val::Int(i) => Val::Int(i),
            Val::Text(t) => Val::Text(Cow::Owned(t.into_owned())),
            Val::Bytes(b) => Val::Bytes(Cow::Owned(b.into_owned())),
        }
    }
}

macro_rules! val_from_int {
    ($($t:ty => |$v:ident| $e:expr),* $(,)?) => {$(
        impl From<$t> for Val<'_> {
            fn from($v: $t) -> Self { Val::Int($e) }
        }
    )*};
}
val_from_int! {
    i64 => |v| v, i32 => |v| i64::from(v), u32 => |v| i64::from(v), u8 => |v| i64::from(v), i16 => |v| i64::from(v),
    bool => |v| i64::from(v), Id => |v| v.0, Day => |v| v.number(), Timestamp => |v| v.0, Fen => |v| v.0,
}
impl<'a> From<&'a str> for Val<'a> {
    fn from(v: &'a str) -> Self {
        Val::Text(Cow::Borrowed(v))
    }
}
impl<'a> From<&'a String> for Val<'a> {
    fn from(v: &'a String) -> Self {
        Val::Text(Cow::Borrowed(v))
    }
}
impl From<String> for Val<'_> {
    fn from(v: String) -> Self {
        Val::Text(Cow::Owned(v))
    }
}
impl<'a> From<&'a kernel::OrgPath> for Val<'a> {
    fn from(v: &'a kernel::OrgPath) -> Self {
        Val::Text(Cow::Borrowed(v.as_str()))
    }
}
impl<'a> From<&'a [u8]> for Val<'a> {
    fn from(v: &'a [u8]) -> Self {
        Val::Bytes(Cow::Borrowed(v))
    }
}
impl<'a, const N: usize> From<&'a [u8; N]> for Val<'a> {
    fn from(v: &'a [u8; N]) -> Self {
        Val::Bytes(Cow::Borrowed(v.as_slice()))
    }
}
impl<'a> From<&'a Vec<u8>> for Val<'a> {
    fn from(v: &'a Vec<u8>) -> Self {
        Val::Bytes(Cow::Borrowed(v))
    }
}
impl From<Vec<u8>> for Val<'_> {
    fn from(v: Vec<u8>) -> Self {
        Val::Bytes(Cow::Owned(v))
    }
}
impl<'a, T> From<Option<T>> for Val<'a>
where
    Val<'a>: From<T>,
{
    fn from(v: Option<T>) -> Self {
        v.map_or(Val::Null, Val::from)
    }
}

/// Makes a parameter list: `params![id, name, None::<i64>]`.
#[macro_export]
macro_rules! params {
    () => { &[] as &[$crate::Val<'_>] };
    ($($v:expr),+ $(,)?) => { &[$($crate::Val::from($v)),+] };
}

/// One row of a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row(pub Vec<Val<'static>>);

impl Row {
    /// Column `i` (from 0) as `T`.
    ///
    /// # Errors
    /// [`DbError::Inconsistent`] if there is no such column or it holds something else.
    pub fn get<T: FromVal>(&self, i: usize) -> DbResult<T> {
        let v = self.0.get(i).ok_or_else(|| DbError::Inconsistent(format!("no column {i}")))?;
        T::from_val(v).ok_or_else(|| DbError::Inconsistent(format!("column {i} is {v:?}")))
    }

    /// Reads the columns from left to right.
    pub fn reader(&self) -> RowReader<'_> {
        RowReader { row: self, next: 0 }
    }
}

/// Reads a row's columns from left to right.
#[derive(Debug)]
pub struct RowReader<'r> {
    row: &'r Row,
    next: usize,
}

impl RowReader<'_> {
    /// The next column as `T`.
    ///
    /// # Errors
    /// As [`Row::get`].
    #[expect(clippy::should_implement_trait, reason = "a fallible, typed step, not an iterator")]
    pub fn next<T: FromVal>(&mut self) -> DbResult<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }
}

/// A type that a column can be read as.
pub trait FromVal: Sized {
    /// `None` if the value does not mean anything in this type.
    fn from_val(v: &Val<'_>) -> Option<Self>;
}

impl FromVal for i64 {
    fn from_val(v: &Val<'_>) -> Option<Self> {
        if let Val::Int(i) = v { Some(*i) } else { None }
    }
}
macro_rules! from_int {
    ($($t:ty => |$v:ident| $e:expr),* $(,)?) => {$(
        impl FromVal for $t {
            fn from_val(v: &Val<'_>) -> Option<Self> { let $v = i64::from_val(v)?; $e }
        }
    )*};
}
from_int! {
    i32 => |v| i32::try_from(v).ok(), u32 => |v| u32::try_from(v).ok(), u8 => |v| u8::try_from(v).ok(),
    bool => |v| match v { 0 => Some(false), 1 => Some(true), _ => None },
    Id => |v| Some(Id(v)), Day => |v| Day::from_number(v), Timestamp => |v| Some(Timestamp(v)),
    Fen => |v| Some(Fen(v)),
}
impl FromVal for String {
    fn from_val(v: &Val<'_>) -> Option<Self> {
        if let Val::Text(t) = v { Some(t.as_ref().to_owned()) } else { None }
    }
}
impl FromVal for kernel::OrgPath {
    fn from_val(v: &Val<'_>) -> Option<Self> {
        if let Val::Text(t) = v { Self::parse(t) } else { None }
    }
}
impl FromVal for Vec<u8> {
    fn from_val(v: &Val<'_>) -> Option<Self> {
        if let Val::Bytes(b) = v { Some(b.as_ref().to_owned()) } else { None }
    }
}
impl<T: FromVal> FromVal for Option<T> {
    fn from_val(v: &Val<'_>) -> Option<Self> {
        if matches!(v, Val::Null) { Some(None) } else { T::from_val(v).map(Some) }
    }
}
