//! The statements of exports, as wide as the scope.

use store::{Route, Sql, Val};

use super::scoped;

/// Everybody who is a member now, a row per document, with the names of the union.
pub fn members(ranges: &[(String, String)]) -> (Sql, Vec<Val<'static>>) {
    let mut text = String::from(
        "SELECT p.id, p.name, p.sex, p.birth_day, p.education, p.politics, p.phone, d.number, m.employer_name, u.name,
           m.status, m.valid_from
         FROM membership m CROSS JOIN person p CROSS JOIN person_document d CROSS JOIN trade_union u
         WHERE p.id = m.person_id AND d.person_id = p.id AND u.id = m.union_id AND m.valid_to = 99991231 AND",
    );
    let mut args = Vec::new();
    scoped::within(&mut text, &mut args, "m.union_path", ranges);
    text.push_str(" ORDER BY m.union_path, m.sort_key, m.person_id, d.id");
    (Sql::composed("export_members", Route::FanOut("export"), text), args)
}

/// All unions, in the order of the tree.
pub fn unions(ranges: &[(String, String)]) -> (Sql, Vec<Val<'static>>) {
    let mut text = String::from(
        "SELECT code, name, level, kind, credit_code, chair, contact, address, founded_on FROM trade_union WHERE",
    );
    let mut args = Vec::new();
    scoped::within(&mut text, &mut args, "path", ranges);
    text.push_str(" ORDER BY path");
    (Sql::composed("export_unions", Route::FanOut("export"), text), args)
}
