//! Members and unions as they are reported upwards, part by part along their places.

use kernel::{Id, OrgPath};
use platform::sealed::Keyring;
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val};

use crate::exchange::catalogue::SourceRow;
use crate::facts::UnionFacts;
use crate::model::exchange::TargetKind;
use crate::model::{EventKind, Status};
use crate::ops::enter_people::seal_context;
use platform::scoped::within;

/// The record after which a part begins: place, sort key within it, id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seek {
    /// Place.
    pub path: String,
    /// Sort key.
    pub key: String,
    /// Record.
    pub id: i64,
}

const MEMBER: &str = "SELECT m.person_id, m.union_path, m.sort_key, p.name, p.sex, p.birth_day, p.nation, p.work_state,
     p.education, p.skill, p.phone, p.household_kind, p.household_place, p.politics, p.native_place, p.migrant_worker,
     m.employer_name, m.status, m.valid_from,
     (SELECT u.name FROM trade_union u WHERE u.id = m.union_id),
     (SELECT u.code FROM trade_union u WHERE u.id = m.union_id),
     (SELECT u.credit_code FROM trade_union u WHERE u.id = m.union_id),
     (SELECT e.credit_code FROM employer e WHERE e.id = m.employer_id),
     (SELECT d.kind FROM person_document d WHERE d.person_id = p.id ORDER BY d.id LIMIT 1),
     (SELECT d.number FROM person_document d WHERE d.person_id = p.id ORDER BY d.id LIMIT 1),
     (SELECT v.kind FROM membership_event v WHERE v.person_id = m.person_id AND v.membership_id = m.id
      ORDER BY v.id LIMIT 1),
     (SELECT v.day FROM membership_event v WHERE v.person_id = m.person_id AND v.membership_id = m.id
      ORDER BY v.id DESC LIMIT 1),
     (SELECT v.reason FROM membership_event v WHERE v.person_id = m.person_id AND v.membership_id = m.id
      ORDER BY v.id DESC LIMIT 1),
     (SELECT v.reason FROM membership_event v WHERE v.person_id = m.person_id AND v.membership_id = m.id
      ORDER BY v.id LIMIT 1)
     FROM membership m CROSS JOIN person p WHERE p.id = m.person_id AND";

const UNION: &str =
    "SELECT u.id, u.path, u.name, u.code, u.credit_code, u.kind, u.level, u.state, u.founded_on, u.chair,
     u.contact, u.division_code, u.form, u.term_to,
     (SELECT o.name FROM trade_union o WHERE o.id = u.parent_id),
     (SELECT d.name FROM division d WHERE d.code = u.division_code),
     e.name, e.old_code, e.credit_code, e.address, e.nature, e.economic_type, e.industry
     FROM trade_union u LEFT JOIN employer e ON e.id =
       (SELECT c.employer_id FROM employer_cover c WHERE c.union_id = u.id AND c.valid_to = 99991231
        ORDER BY c.employer_id LIMIT 1)
     WHERE";

/// 会籍变化类型 of a membership: by its state and how it began. Codes of `membership_change`.
fn change_kind(status: Status, begun: Option<EventKind>) -> &'static str {
    match (status, begun) {
        (Status::Retained, _) => "3",
        (Status::TransferredOut, _) => "4",
        (Status::Expelled, _) => "5",
        (Status::Left, _) => "6",
        (Status::Active, Some(EventKind::TransferredIn | EventKind::ReassignedIn)) => "2",
        (Status::Active, _) => "1",
        (Status::Died | Status::Merged, _) => "",
    }
}

fn day(number: i64) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

fn member(row: &Row, keys: &Keyring) -> DbResult<SourceRow> {
    let mut r = row.reader();
    let (id, path, key, name): (Id, OrgPath, String, String) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let broken = |e| DbError::Inconsistent(format!("member {id}: {e}"));
    let open = |column, sealed: Option<Vec<u8>>| match sealed {
        Some(s) => keys.open(&s, &seal_context(column, id)).map_err(broken),
        None => Ok(String::new()),
    };
    let (sex, birth, nation, work_state): (String, i64, String, String) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let (education, skill): (String, String) = (r.next()?, r.next()?);
    let phone = open("phone", r.next()?)?;
    let (household_kind, household_place): (String, String) = (r.next()?, r.next()?);
    let (politics, native_place, migrant): (String, String, String) = (r.next()?, r.next()?, r.next()?);
    let (employer_name, status, joined): (String, String, i64) = (r.next()?, r.next()?, r.next()?);
    let status =
        Status::parse(&status).ok_or_else(|| DbError::Inconsistent(format!("member {id}: status")))?;
    let mut text = || r.next::<Option<String>>().map(Option::unwrap_or_default);
    let (union_name, union_code, union_credit, employer_credit) = (text()?, text()?, text()?, text()?);
    let document_kind = text()?;
    let number = open("number", r.next()?)?;
    let begun = r.next::<Option<String>>()?.and_then(|k| EventKind::parse(&k));
    let (changed, reason): (Option<i64>, Option<String>) = (r.next()?, r.next()?);
    // 会籍变化 of an active member is how the membership began, whatever came and went since; otherwise it is the last step.
    let (changed, reason) = match status {
        Status::Active => (None, r.next()?),
        _ => (changed, reason),
    };
    Ok(SourceRow {
        id,
        path,
        key,
        gone: !status.is_open(),
        values: vec![
            String::new(),
            String::new(),
            id.to_string(),
            name.clone(),
            sex,
            day(birth),
            nation,
            work_state,
            document_kind,
            number,
            education,
            skill,
            phone,
            household_kind,
            household_place,
            change_kind(status, begun).to_owned(),
            day(changed.unwrap_or(joined)),
            reason.unwrap_or_default(),
            politics,
            employer_name,
            native_place,
            migrant,
            union_name.clone(),
            union_code,
            union_credit,
            employer_credit,
            day(joined),
        ],
        name,
        union_name,
    })
}

fn union(row: &Row) -> DbResult<SourceRow> {
    let mut r = row.reader();
    let (id, path, name): (Id, OrgPath, String) = (r.next()?, r.next()?, r.next()?);
    let (code, credit, kind, level): (String, String, String, i64) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let (state, founded): (String, i64) = (r.next()?, r.next()?);
    let (chair, contact, division, form): (String, String, String, String) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let term_to: i64 = r.next()?;
    let mut text = || r.next::<Option<String>>().map(Option::unwrap_or_default);
    let (parent, division_name) = (text()?, text()?);
    let (employer, old_code, employer_credit) = (text()?, text()?, text()?);
    let (address, nature, economic, industry) = (text()?, text()?, text()?, text()?);
    let workers = UnionFacts::from_text(&form).ok().and_then(|f| f.workers);
    let base_kind = match kind.as_str() {
        "50" => "1",
        "60" => "2",
        _ => "",
    };
    Ok(SourceRow {
        id,
        key: String::new(),
        gone: state == "dissolved",
        values: vec![
            String::new(),
            String::new(),
            id.to_string(),
            employer,
            old_code,
            employer_credit,
            address,
            division_name,
            division,
            nature,
            economic,
            parent.clone(),
            day(founded),
            base_kind.to_owned(),
            chair,
            contact,
            industry,
            name.clone(),
            code,
            credit,
            kind,
            level.to_string(),
            workers.map(|w| w.to_string()).unwrap_or_default(),
            day(term_to),
        ],
        path,
        name,
        union_name: parent,
    })
}

/// The next records of the ranges that are there now, after `seek`.
///
/// # Errors
/// Any [`DbError`].
pub fn part(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    kind: TargetKind,
    ranges: &[(String, String)],
    seek: &Seek,
    limit: i64,
) -> DbResult<Vec<SourceRow>> {
    let mut args = Vec::new();
    match kind {
        TargetKind::Member => {
            let mut text = format!("{MEMBER} m.valid_to = 99991231 AND");
            within(&mut text, &mut args, "m.union_path", ranges);
            args.extend([
                Val::from(seek.path.clone()),
                Val::from(seek.key.clone()),
                Val::from(seek.id),
                Val::from(limit),
            ]);
            let n = args.len();
            text.push_str(&format!(
                " AND (m.union_path, m.sort_key, m.person_id) > (${}, ${}, ${}) ORDER BY m.union_path, m.sort_key, m.person_id LIMIT ${n}",
                n - 3, n - 2, n - 1
            ));
            let sql = Sql::composed("exchange_members", Route::FanOut("export"), text);
            tx.query(&sql, &args, |r| member(r, keys))
        }
        TargetKind::Union => {
            let mut text = format!("{UNION} u.state <> 'dissolved' AND u.state <> 'preparing' AND");
            within(&mut text, &mut args, "u.path", ranges);
            args.extend([Val::from(seek.path.clone()), Val::from(limit)]);
            let n = args.len();
            text.push_str(&format!(" AND u.path > ${} ORDER BY u.path LIMIT ${n}", n - 1));
            tx.query(&Sql::composed("exchange_unions", Route::FanOut("export"), text), &args, union)
        }
    }
}

/// These records as they are now or were at last; without a scope, for those that were sent within one.
///
/// # Errors
/// Any [`DbError`].
pub fn of_ids(tx: &mut Tx<'_>, keys: &Keyring, kind: TargetKind, ids: &[Id]) -> DbResult<Vec<SourceRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let marks = marks.join(", ");
    let args: Vec<Val<'_>> = ids.iter().map(|id| Val::from(*id)).collect();
    match kind {
        TargetKind::Member => {
            let text = format!(
                "{MEMBER} m.person_id IN ({marks})
                 AND m.id = (SELECT MAX(x.id) FROM membership x WHERE x.person_id = m.person_id)"
            );
            let sql = Sql::composed("exchange_members_of", Route::FanOut("export"), text);
            tx.query(&sql, &args, |r| member(r, keys))
        }
        TargetKind::Union => {
            let text = format!("{UNION} u.id IN ({marks})");
            tx.query(&Sql::composed("exchange_unions_of", Route::FanOut("export"), text), &args, union)
        }
    }
}

/// How many records there are in the ranges now.
///
/// # Errors
/// Any [`DbError`].
pub fn count(tx: &mut Tx<'_>, kind: TargetKind, ranges: &[(String, String)]) -> DbResult<i64> {
    let (mut text, column) = match kind {
        TargetKind::Member => (
            String::from("SELECT count(*) FROM membership m WHERE m.valid_to = 99991231 AND"),
            "m.union_path",
        ),
        TargetKind::Union => (
            String::from(
                "SELECT count(*) FROM trade_union u WHERE u.state <> 'dissolved' AND u.state <> 'preparing' AND",
            ),
            "u.path",
        ),
    };
    let mut args = Vec::new();
    within(&mut text, &mut args, column, ranges);
    let sql = Sql::composed("exchange_count", Route::FanOut("export"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}
