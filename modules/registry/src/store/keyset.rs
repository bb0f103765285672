//! Orders of lists and the place in them, found by key.

use kernel::Id;
use store::Val;

/// A column that sorts.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Text.
    Text(&'static str),
    /// Whole number or day.
    Int(&'static str),
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Text(name) | Self::Int(name) => name,
        }
    }
}

/// An order of a list: columns, the last of which tells all rows apart.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Columns before the id.
    pub parts: &'static [Part],
    /// Column of the id.
    pub id: &'static str,
    /// From the greatest to the least.
    pub falling: bool,
}

/// The row beside a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seek {
    /// Values of the sorting columns, as [`key`] joins them.
    pub key: String,
    /// Its id.
    pub id: Id,
    /// The page lies before the row.
    pub back: bool,
}

const BETWEEN: char = '\u{1e}';

/// Values of the sorting columns as one text.
pub fn key(values: &[&str]) -> String {
    values.join("\u{1e}")
}

impl Order {
    /// Adds the condition of a page, its order and its limit. A key of another order is taken as none.
    pub fn page(&self, text: &mut String, args: &mut Vec<Val<'static>>, seek: Option<&Seek>, limit: i64) {
        let falls = self.falls(seek);
        let names: Vec<&str> = self.names().collect();
        if let Some((values, id)) = seek.and_then(|s| Some((self.values(&s.key)?, s.id))) {
            let from = args.len() + 1;
            args.extend(values);
            args.push(Val::from(id));
            let marks: Vec<String> = (from..=args.len()).map(|n| format!("${n}")).collect();
            let sign = if falls { "<" } else { ">" };
            let (names, marks) = (names.join(", "), marks.join(", "));
            match self.parts.is_empty() {
                true => text.push_str(&format!(" AND {names} {sign} {marks}")),
                false => text.push_str(&format!(" AND ({names}) {sign} ({marks})")),
            }
        }
        self.sorted(text, seek);
        args.push(Val::from(limit));
        text.push_str(&format!(" LIMIT ${}", args.len()));
    }

    /// Adds the order of a page alone; without a place in it, that of all rows.
    pub fn sorted(&self, text: &mut String, seek: Option<&Seek>) {
        let way = if self.falls(seek) { " DESC" } else { "" };
        let order: Vec<String> = self.names().map(|n| format!("{n}{way}")).collect();
        text.push_str(&format!(" ORDER BY {}", order.join(", ")));
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.parts.iter().map(|p| p.name()).chain([self.id])
    }

    fn falls(&self, seek: Option<&Seek>) -> bool {
        self.falling != seek.is_some_and(|s| s.back)
    }

    fn values(&self, key: &str) -> Option<Vec<Val<'static>>> {
        let given: Vec<&str> =
            if self.parts.is_empty() && key.is_empty() { Vec::new() } else { key.split(BETWEEN).collect() };
        if given.len() != self.parts.len() {
            return None;
        }
        let value = |(part, text): (&Part, &&str)| match part {
            Part::Text(_) => Some(Val::from((*text).to_owned())),
            Part::Int(_) => text.parse::<i64>().ok().map(Val::from),
        };
        self.parts.iter().zip(&given).map(value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY_SIZE: Order = Order { parts: &[Part::Int("n"), Part::Text("t")], id: "id", falling: true };

    fn page(order: &Order, seek: Option<Seek>) -> (String, usize) {
        let (mut text, mut args) = (String::new(), Vec::new());
        order.page(&mut text, &mut args, seek.as_ref(), 3);
        (text, args.len())
    }

    #[test]
    fn forwards_backwards_and_from_the_start() {
        let seek = |back| Some(Seek { key: key(&["7", "a"]), id: Id(1), back });
        assert_eq!(page(&BY_SIZE, None), (" ORDER BY n DESC, t DESC, id DESC LIMIT $1".into(), 1));
        let on = " AND (n, t, id) < ($1, $2, $3) ORDER BY n DESC, t DESC, id DESC LIMIT $4";
        assert_eq!(page(&BY_SIZE, seek(false)), (on.into(), 4));
        let back = " AND (n, t, id) > ($1, $2, $3) ORDER BY n, t, id LIMIT $4";
        assert_eq!(page(&BY_SIZE, seek(true)), (back.into(), 4));
        let foreign = Some(Seek { key: "x".into(), id: Id(1), back: false });
        assert_eq!(page(&BY_SIZE, foreign).1, 1, "a key of another order");
    }

    #[test]
    fn by_id_alone() {
        let newest = Order { parts: &[], id: "id", falling: true };
        let seek = Some(Seek { key: String::new(), id: Id(9), back: false });
        assert_eq!(page(&newest, seek), (" AND id < $1 ORDER BY id DESC LIMIT $2".into(), 2));
    }
}
