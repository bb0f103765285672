//! Columns (栏目).

use kernel::{Id, OrgPath, Timestamp};

/// A column of a union: posts of the union and of those beneath it appear in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Column.
    pub id: Id,
    /// The union whose editors look after it.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its present place.
    pub union_path: OrgPath,
    /// 2 to 20 characters.
    pub title: String,
    /// What it is for, at most 200 characters.
    pub intro: String,
    /// Most characters of a post, without white space; 50 to 20,000.
    pub most_chars: i64,
    /// 实名署名: unit, office and name of the author must all be there.
    pub signed: bool,
    /// Members may comment.
    pub comments: bool,
    /// What a new post starts with; may hold `{日期}` and `{本周}`.
    pub template: String,
    /// New posts are taken.
    pub open: bool,
    /// Place among the columns, ascending; 0 to 999.
    pub sort: i64,
    /// Who changed it last.
    pub changed_by_name: String,
    /// When.
    pub changed_at: Timestamp,
    /// Rises with each change; the ETag.
    pub version: i64,
}
