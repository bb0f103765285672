//! What posts came to in a span of days, by column.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx, Val};

/// A column in a span of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfColumn {
    /// Column.
    pub column_id: Id,
    /// Its title.
    pub title: String,
    /// Union of the column.
    pub union_name: String,
    /// Posts first published within the days and not withdrawn.
    pub posts: i64,
    /// Openings of all its posts within the days.
    pub opened: i64,
    /// Members who opened one of its posts for the first time within the days, added up over the posts.
    pub readers: i64,
}

type Places<'a, A> = (&'a Scope<res::Post, A>, Option<&'a OrgPath>);

fn places<A: Action>(text: &mut String, args: &mut Vec<Val<'static>>, (scope, path): Places<'_, A>) {
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "u.path", &ranges);
}

/// Published posts by column.
///
/// # Errors
/// Any [`store::DbError`].
pub fn published<A: Action>(
    tx: &mut Tx<'_>,
    at: Places<'_, A>,
    (from, to): (Day, Day),
) -> DbResult<Vec<OfColumn>> {
    let mut text =
        "SELECT p.column_id, c.title, o.name, count(*) FROM post p JOIN trade_union u ON u.id = p.union_id
         JOIN post_column c ON c.id = p.column_id JOIN trade_union o ON o.id = c.union_id WHERE"
            .to_owned();
    let mut args = Vec::new();
    places(&mut text, &mut args, at);
    args.extend([
        Val::from(Timestamp::at_day_start(from)),
        Val::from(Timestamp::at_day_start(to.plus_days(1))),
    ]);
    text.push_str(&format!(
        " AND p.live = 1 AND p.published_at >= ${} AND p.published_at < ${} GROUP BY p.column_id, c.title, o.name",
        args.len() - 1,
        args.len()
    ));
    tx.query(&Sql::composed("posts_published", Route::FanOut("figures"), text), &args, |row| {
        let mut r = row.reader();
        let (column_id, title, union_name, posts) = (r.next()?, r.next()?, r.next()?, r.next()?);
        Ok(OfColumn { column_id, title, union_name, posts, opened: 0, readers: 0 })
    })
}

/// Openings and readers by column.
///
/// # Errors
/// Any [`store::DbError`].
pub fn read<A: Action>(
    tx: &mut Tx<'_>,
    at: Places<'_, A>,
    (from, to): (Day, Day),
) -> DbResult<Vec<OfColumn>> {
    let mut text =
        "SELECT p.column_id, c.title, o.name, CAST(SUM(d.opened) AS BIGINT), CAST(SUM(d.readers) AS BIGINT)
         FROM post_read d JOIN post p ON p.id = d.post_id JOIN trade_union u ON u.id = p.union_id
         JOIN post_column c ON c.id = p.column_id JOIN trade_union o ON o.id = c.union_id WHERE"
            .to_owned();
    let mut args = Vec::new();
    places(&mut text, &mut args, at);
    args.extend([Val::from(from), Val::from(to)]);
    text.push_str(&format!(
        " AND d.day >= ${} AND d.day <= ${} GROUP BY p.column_id, c.title, o.name",
        args.len() - 1,
        args.len()
    ));
    tx.query(&Sql::composed("posts_read", Route::FanOut("figures"), text), &args, |row| {
        let mut r = row.reader();
        let (column_id, title, union_name) = (r.next()?, r.next()?, r.next()?);
        Ok(OfColumn { column_id, title, union_name, opened: r.next()?, readers: r.next()?, posts: 0 })
    })
}

/// How many followed unions of the places at the end of a day, added up over the unions.
///
/// # Errors
/// Any [`store::DbError`].
pub fn followers<A: Action>(tx: &mut Tx<'_>, at: Places<'_, A>, day: Day) -> DbResult<i64> {
    let mut text = "SELECT CAST(COALESCE(SUM(f.began - f.ceased), 0) AS BIGINT) FROM post_follow_day f
         JOIN trade_union u ON u.id = f.union_id WHERE"
        .to_owned();
    let mut args = Vec::new();
    places(&mut text, &mut args, at);
    args.push(Val::from(day));
    text.push_str(&format!(" AND f.day <= ${}", args.len()));
    let sql = Sql::composed("post_followers", Route::FanOut("figures"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}
