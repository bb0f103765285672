//! The menu as it is being edited: one row.

use store::{DbResult, Tx, params};

use crate::wechat::menu::{Menu, MenuEntry};

store::statements! {
    GET = reference,
        "SELECT buttons, published, changed_by_name, changed_at, version FROM wechat_menu WHERE id = 1";
    FIRST = reference,
        "INSERT INTO wechat_menu (id, buttons, published, changed_by_name, changed_at, version)
         VALUES (1, $1, 0, $2, $3, 1) ON CONFLICT (id) DO NOTHING";
    CHANGE = reference,
        "UPDATE wechat_menu SET buttons = $1, changed_by_name = $2, changed_at = $3, version = version + 1
         WHERE id = 1 AND version = $4";
    PUBLISHED = reference, "UPDATE wechat_menu SET published = $1 WHERE id = 1 AND published < $1";
}

pub(in crate::wechat) fn get(tx: &mut Tx<'_>) -> DbResult<Option<Menu>> {
    tx.query_one(&GET, &[], |row| {
        let mut r = row.reader();
        let json: String = r.next()?;
        let buttons = serde_json::from_str(&json)
            .map_err(|e| store::DbError::Inconsistent(format!("wechat_menu: {e}")))?;
        Ok(Menu {
            buttons,
            published: r.next()?,
            changed_by_name: r.next()?,
            changed_at: r.next()?,
            version: r.next()?,
        })
    })
}

/// Puts the menu down over the version that was seen (0: none); `false` if there is another one.
pub(in crate::wechat) fn put(
    tx: &mut Tx<'_>,
    buttons: &[MenuEntry],
    by: &str,
    version: i64,
) -> DbResult<bool> {
    let json = serde_json::to_string(buttons).map_err(|e| store::DbError::Driver(e.to_string()))?;
    let now = tx.now();
    let rows = match version {
        0 => tx.execute(&FIRST, params![json, by, now])?,
        seen => tx.execute(&CHANGE, params![json, by, now, seen])?,
    };
    Ok(rows == 1)
}

pub(in crate::wechat) fn published(tx: &mut Tx<'_>, version: i64) -> DbResult<()> {
    tx.execute(&PUBLISHED, params![version]).map(drop)
}
