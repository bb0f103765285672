//! SQL of dictionaries.

use kernel::Id;
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use super::{CodeItem, Set, first_load};

static SET: Insert = Insert::new(
    "codeset",
    &[
        ("code", Kind::Text),
        ("id", Kind::Int),
        ("title", Kind::Text),
        ("source", Kind::Text),
        ("mark", Kind::Text),
        ("fixed", Kind::Int),
        ("sort", Kind::Int),
        ("version", Kind::Int),
    ],
    "ON CONFLICT (code) DO NOTHING",
);

static ITEM: Insert = Insert::new(
    "codeset_item",
    &[
        ("set_code", Kind::Text),
        ("code", Kind::Text),
        ("label", Kind::Text),
        ("synonyms", Kind::Text),
        ("national", Kind::Text),
        ("export", Kind::Text),
        ("parent", Kind::Text),
        ("sort", Kind::Int),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
    ],
    "ON CONFLICT (set_code, code) DO NOTHING",
);

store::statements! {
    SETS = reference, "SELECT id, code, title, source, mark, fixed, version FROM codeset ORDER BY sort, code";
    ONE = reference, "SELECT id, code, title, source, mark, fixed, version FROM codeset WHERE code = $1";
    ITEMS = reference,
        "SELECT set_code, code, label, synonyms, national, export, parent, valid_from, valid_to FROM codeset_item
         ORDER BY set_code, sort, code";
    ITEMS_OF = reference,
        "SELECT set_code, code, label, synonyms, national, export, parent, valid_from, valid_to FROM codeset_item
         WHERE set_code = $1 ORDER BY sort, code";
    RAISE = reference, "UPDATE codeset SET version = version + 1 WHERE code = $1 AND version = $2";
    UPDATE = reference,
        "UPDATE codeset_item SET label = $3, synonyms = $4, national = $5, export = $6, parent = $7, valid_from = $8,
           valid_to = $9 WHERE set_code = $1 AND code = $2";
}

fn set(row: &Row) -> DbResult<Set> {
    let mut r = row.reader();
    Ok(Set {
        id: r.next()?,
        code: r.next()?,
        title: r.next()?,
        source: r.next()?,
        mark: r.next()?,
        fixed: r.next()?,
        version: r.next()?,
        items: Vec::new(),
    })
}

fn item(row: &Row) -> DbResult<(String, CodeItem)> {
    let mut r = row.reader();
    let (set, code, label, synonyms): (String, String, String, String) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let synonyms = serde_json::from_str(&synonyms)
        .map_err(|e| DbError::Inconsistent(format!("codeset_item {set}/{code}: {e}")))?;
    let (national, export, parent) = (r.next()?, r.next()?, r.next()?);
    let (valid_from, valid_to) = (r.next()?, r.next()?);
    Ok((set, CodeItem { code, label, synonyms, national, export, parent, valid_from, valid_to }))
}

/// All dictionaries with all entries, in their order.
pub(crate) fn all(tx: &mut Tx<'_>) -> DbResult<Vec<Set>> {
    let mut sets = tx.query(&SETS, &[], set)?;
    for (code, item) in tx.query(&ITEMS, &[], item)? {
        if let Some(s) = sets.iter_mut().find(|s| s.code == code) {
            s.items.push(item);
        }
    }
    Ok(sets)
}

/// One dictionary with all entries.
pub(super) fn one(tx: &mut Tx<'_>, code: &str) -> DbResult<Option<Set>> {
    let Some(mut found) = tx.query_one(&ONE, params![code], set)? else { return Ok(None) };
    found.items = tx.query(&ITEMS_OF, params![code], item)?.into_iter().map(|(_, i)| i).collect();
    Ok(Some(found))
}

/// Moves the version on; `false` if somebody else did first.
pub(super) fn raise(tx: &mut Tx<'_>, code: &str, version: i64) -> DbResult<bool> {
    Ok(tx.execute(&RAISE, params![code, version])? == 1)
}

fn list(words: &[String]) -> String {
    serde_json::Value::from(words).to_string()
}

/// Changes an entry.
pub(super) fn update(tx: &mut Tx<'_>, set: &str, i: &CodeItem) -> DbResult<()> {
    let synonyms = list(&i.synonyms);
    let values = params![
        set,
        &i.code,
        &i.label,
        synonyms,
        &i.national,
        &i.export,
        &i.parent,
        i.valid_from,
        i.valid_to
    ];
    tx.execute(&UPDATE, values).map(drop)
}

/// Adds an entry at the end.
pub(super) fn insert(tx: &mut Tx<'_>, set: &str, i: &CodeItem, sort: i64) -> DbResult<()> {
    tx.insert_many(&ITEM, &[item_row(set, i, sort)]).map(drop)
}

fn item_row(set: &str, i: &CodeItem, sort: i64) -> Vec<Val<'static>> {
    vec![
        Val::from(set.to_owned()),
        Val::from(i.code.clone()),
        Val::from(i.label.clone()),
        Val::from(list(&i.synonyms)),
        Val::from(i.national.clone()),
        Val::from(i.export.clone()),
        Val::from(i.parent.clone()),
        Val::from(sort),
        Val::from(i.valid_from),
        Val::from(i.valid_to),
    ]
}

/// Adds the shipped dictionaries and entries that the database does not have; how many entries.
pub(crate) fn load(tx: &mut Tx<'_>) -> DbResult<usize> {
    let present = all(tx)?;
    let (mut sets, mut items) = (Vec::new(), Vec::new());
    for (n, shipped) in first_load().into_iter().enumerate() {
        let known = present.iter().find(|s| s.code == shipped.code);
        if known.is_none() {
            let id: Id = tx.new_id();
            sets.push(vec![
                Val::from(shipped.code.clone()),
                Val::from(id),
                Val::from(shipped.title.clone()),
                Val::from(shipped.source.clone()),
                Val::from(shipped.mark.clone()),
                Val::from(shipped.fixed),
                Val::from(n as i64),
                Val::from(1_i64),
            ]);
        }
        for (at, mut item) in shipped.items.into_iter().enumerate() {
            if let Some(known) = known {
                if known.item(&item.code).is_some() {
                    continue;
                }
                // Words that an edited entry has taken meanwhile stay with it.
                let bare = CodeItem { synonyms: Vec::new(), ..item.clone() };
                item.synonyms.retain(|w| {
                    let alone = CodeItem { synonyms: vec![w.clone()], ..bare.clone() };
                    super::rules::check(known, &alone).is_ok()
                });
            }
            items.push(item_row(&shipped.code, &item, at as i64));
        }
    }
    tx.insert_many(&SET, &sets)?;
    tx.insert_many(&ITEM, &items)?;
    Ok(items.len())
}
