//! The benchmark's own SQL: people to ask for, and rows to insert bare.

pub mod clocks;

use kernel::Id;
use store::{DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

store::statements! {
    PEOPLE = fan_out("benchmark"),
        "SELECT p.id, p.version FROM person p ORDER BY p.id LIMIT $1";
    MEMBERS_FIRST = fan_out("benchmark"),
        "SELECT person_id FROM membership WHERE valid_to = 99991231 ORDER BY person_id LIMIT $1";
    PEOPLE_AFTER = fan_out("benchmark"), "SELECT id FROM person WHERE id > $1 ORDER BY id LIMIT $2";
    COUNT = fan_out("benchmark"), "SELECT count(*) FROM membership WHERE valid_to = 99991231";
    FIRST_AND_LAST = fan_out("benchmark"), "SELECT min(id), max(id) FROM person";
    PERSON_AFTER = fan_out("benchmark"),
        "SELECT p.id, p.name, p.initials, d.number, m.union_id, m.employer_id FROM person p
         JOIN person_document d ON d.person_id = p.id JOIN membership m ON m.person_id = p.id
         WHERE p.id > $1 ORDER BY p.id LIMIT 1";
    UNIONS_OF = reference, "SELECT id FROM trade_union WHERE level = $1 ORDER BY path LIMIT 2000";
    UNION_NAMES = reference, "SELECT name FROM trade_union ORDER BY code LIMIT 2000";
    EMPLOYER_NAMES = reference, "SELECT name FROM employer ORDER BY workers, id LIMIT 2000";
    CASES = fan_out("benchmark"), "SELECT count(*) FROM case_file";
    SOME_CASES = fan_out("benchmark"), "SELECT id, number FROM case_file ORDER BY title_key, id LIMIT 2000";
    JOBS = fan_out("benchmark"), "SELECT count(*) FROM job WHERE state = 'waiting' AND run_at <= $1";
    TOWNS = reference, "SELECT id FROM trade_union WHERE level = 40 ORDER BY path";
    PLACE_OF = reference, "SELECT path FROM trade_union WHERE id = $1";
    MEMBERS_BENEATH = fan_out("benchmark"),
        "SELECT m.person_id, p.name, d.number FROM membership m JOIN person p ON p.id = m.person_id
         JOIN person_document d ON d.person_id = m.person_id
         WHERE m.union_path >= $1 AND m.union_path < $2 AND m.valid_to = 99991231 ORDER BY m.union_path, m.person_id, d.id";
    FORGET_ENROLMENTS = fan_out("benchmark"), "DELETE FROM mutual_enrolment";
    FORGET_PERIOD = fan_out("benchmark"), "DELETE FROM mutual_enrolment WHERE period_id = $1";
    ENROLMENTS = fan_out("benchmark"), "SELECT count(*) FROM mutual_enrolment";
    FORGET_UNITS = fan_out("benchmark"), "DELETE FROM mutual_unit";
    WAIT_AGAIN = fan_out("benchmark"),
        "UPDATE mutual_claim SET state = 'prepared', benefit = 0, deductible = 0, trace = '', refusals = '', signals = '',
           version = version + 1 WHERE fund_id = $1";
    RECKONED = fan_out("benchmark"),
        "SELECT count(*), count(CASE WHEN length(trace) > 2 OR length(refusals) > 2 THEN 1 END), CAST(COALESCE(SUM(benefit), 0) AS BIGINT)
         FROM mutual_claim WHERE fund_id = $1 AND state = 'reckoned'";
    TOP = reference, "SELECT id FROM trade_union ORDER BY path LIMIT 1";
    ANSWERS = one("survey_id"),
        "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM survey_count
         WHERE survey_id = $1 AND question = '' AND choice = ''";
}

/// The first people by id, with their versions.
///
/// # Errors
/// Any [`store::DbError`].
pub fn people(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<(Id, i64)>> {
    tx.query(&PEOPLE, params![limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The first people by id who are members now.
///
/// # Errors
/// Any [`store::DbError`].
pub fn members_first(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&MEMBERS_FIRST, params![limit], |r| r.get(0))
}

/// The next people by id.
///
/// # Errors
/// Any [`store::DbError`].
pub fn people_after(tx: &mut Tx<'_>, after: Id, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&PEOPLE_AFTER, params![after, limit], |r| r.get(0))
}

/// The least and the greatest id of people.
///
/// # Errors
/// Any [`store::DbError`].
pub fn first_and_last(tx: &mut Tx<'_>) -> DbResult<Option<(Id, Id)>> {
    tx.query_one(&FIRST_AND_LAST, &[], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// A person with what it is searched by.
pub struct Known {
    /// Person.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Pinyin initials.
    pub initials: String,
    /// Sealed number.
    pub number: Vec<u8>,
    /// Union.
    pub union_id: Id,
    /// Employer; 0 if unknown.
    pub employer_id: Id,
}

/// The next person by id.
///
/// # Errors
/// Any [`store::DbError`].
pub fn person_after(tx: &mut Tx<'_>, after: Id) -> DbResult<Option<Known>> {
    tx.query_one(&PERSON_AFTER, params![after], |row| {
        let mut r = row.reader();
        Ok(Known {
            id: r.next()?,
            name: r.next()?,
            initials: r.next()?,
            number: r.next()?,
            union_id: r.next()?,
            employer_id: r.next()?,
        })
    })
}

/// Unions of a level, in the order of the tree.
///
/// # Errors
/// Any [`store::DbError`].
pub fn unions_of(tx: &mut Tx<'_>, level: i64) -> DbResult<Vec<Id>> {
    tx.query(&UNIONS_OF, params![level], |r| r.get(0))
}

/// Names of unions.
///
/// # Errors
/// Any [`store::DbError`].
pub fn union_names(tx: &mut Tx<'_>) -> DbResult<Vec<String>> {
    tx.query(&UNION_NAMES, &[], |r| r.get(0))
}

/// Names of employers.
///
/// # Errors
/// Any [`store::DbError`].
pub fn employer_names(tx: &mut Tx<'_>) -> DbResult<Vec<String>> {
    tx.query(&EMPLOYER_NAMES, &[], |r| r.get(0))
}

/// Members now.
///
/// # Errors
/// Any [`store::DbError`].
pub fn members(tx: &mut Tx<'_>) -> DbResult<i64> {
    Ok(tx.query_one(&COUNT, &[], |r| r.get(0))?.unwrap_or_default())
}

/// Jobs that are due.
///
/// # Errors
/// Any [`store::DbError`].
pub fn jobs_due(tx: &mut Tx<'_>) -> DbResult<i64> {
    let now = tx.now();
    Ok(tx.query_one(&JOBS, params![now], |r| r.get(0))?.unwrap_or_default())
}

/// The union at the top of the tree.
///
/// # Errors
/// Any [`store::DbError`].
pub fn top(tx: &mut Tx<'_>) -> DbResult<Option<Id>> {
    tx.query_one(&TOP, &[], |r| r.get(0))
}

/// A table whose rows an import writes.
pub struct Table {
    /// Reads the rows of the people of one chunk, `(first, last]` by the leading column.
    select: String,
    insert: &'static Insert,
}

const INT: Kind = Kind::Int;
const TEXT: Kind = Kind::Text;
const BYTES: Kind = Kind::Bytes;

macro_rules! insert {
    ($table:literal, $($column:literal: $kind:ident),+) => {{
        static INSERT: Insert = Insert::new($table, &[$(($column, $kind)),+], "");
        &INSERT
    }};
}

impl Table {
    fn new(insert: &'static Insert, key: &str, order: &str) -> Self {
        let columns: Vec<&str> = insert.columns.iter().map(|c| c.0).collect();
        let select = format!(
            "SELECT {} FROM {} WHERE {key} > $1 AND {key} <= $2 ORDER BY {order}",
            columns.join(", "),
            insert.table
        );
        Self { select, insert }
    }

    /// The rows of a chunk.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn read(&self, tx: &mut Tx<'_>, first: Id, last: Id) -> DbResult<Vec<Vec<Val<'static>>>> {
        let sql = Sql::composed("bench_rows", Route::FanOut("benchmark"), self.select.clone());
        tx.query(&sql, params![first, last], |r: &Row| Ok(r.0.clone()))
    }

    /// Inserts rows with a prepared statement.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn write(&self, tx: &mut Tx<'_>, rows: &[Vec<Val<'static>>]) -> DbResult<u64> {
        tx.insert_many(self.insert, rows)
    }
}

/// The tables that an import fills, with every column.
pub fn tables() -> Vec<Table> {
    vec![
        Table::new(
            insert!("person", "id": INT, "version": INT, "name": TEXT, "name_key": TEXT, "initials": TEXT,
                "sex": TEXT, "birth_day": INT, "birth_precision": TEXT, "nation": TEXT, "work_state": TEXT,
                "education": TEXT, "skill": TEXT, "household_kind": TEXT, "household_place": TEXT,
                "politics": TEXT, "native_place": TEXT, "migrant_worker": TEXT, "phone": BYTES,
                "phone_tail": INT, "id_tail": INT, "salt": BYTES),
            "id",
            "id",
        ),
        Table::new(
            insert!("person_document", "person_id": INT, "id": INT, "kind": TEXT, "number": BYTES, "digest": BYTES),
            "person_id",
            "person_id",
        ),
        Table::new(insert!("id_lookup", "digest": BYTES, "person_id": INT), "person_id", "digest"),
        Table::new(insert!("phone_lookup", "digest": BYTES, "person_id": INT), "person_id", "digest"),
        Table::new(
            insert!("membership", "person_id": INT, "id": INT, "union_id": INT, "union_path": TEXT,
                "sort_key": TEXT, "employer_id": INT, "employer_name": TEXT, "status": TEXT,
                "valid_from": INT, "valid_to": INT),
            "person_id",
            "person_id, id",
        ),
        Table::new(
            insert!("membership_event", "person_id": INT, "id": INT, "membership_id": INT, "kind": TEXT,
                "day": INT, "union_id": INT, "other_union_id": INT, "reason": TEXT, "batch_id": INT),
            "person_id",
            "person_id, id",
        ),
        Table::new(
            insert!("fact", "union_id": INT, "indicator": TEXT, "day": INT, "id": INT, "delta": INT,
                "record_id": INT),
            "record_id",
            "id",
        ),
        Table::new(
            insert!("audit_entry", "id": INT, "at": INT, "actor_kind": TEXT, "actor_id": INT,
                "actor_name": TEXT, "action": TEXT, "subject_id": INT, "union_path": TEXT, "detail": TEXT),
            "subject_id",
            "id",
        ),
        Table::new(
            insert!("audit_mention", "run": INT, "who_id": INT, "entry_id": INT),
            "who_id",
            "run, who_id, entry_id",
        ),
        Table::new(
            insert!("outbox", "id": INT, "kind": TEXT, "subject_id": INT, "payload": TEXT),
            "subject_id",
            "id",
        ),
    ]
}

/// How many cases there are.
///
/// # Errors
/// Any [`store::DbError`].
pub fn cases(tx: &mut Tx<'_>) -> DbResult<i64> {
    Ok(tx.query_one(&CASES, &[], |r| r.get(0))?.unwrap_or_default())
}

/// Some cases with their numbers.
///
/// # Errors
/// Any [`store::DbError`].
pub fn some_cases(tx: &mut Tx<'_>) -> DbResult<Vec<(Id, String)>> {
    tx.query(&SOME_CASES, &[], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The union at the top, and the federations of townships.
///
/// # Errors
/// Any [`store::DbError`].
pub fn places(tx: &mut Tx<'_>) -> DbResult<(Id, Vec<Id>)> {
    let top = tx.query_one(&TOP, &[], |r| r.get(0))?.unwrap_or(Id(0));
    Ok((top, tx.query(&UNIONS_OF, params![40_i64], |r| r.get(0))?))
}

/// Counted answers of a survey.
///
/// # Errors
/// Any [`store::DbError`].
pub fn answers(tx: &mut Tx<'_>, survey: Id) -> DbResult<i64> {
    tx.query_one(&ANSWERS, params![survey], |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Federations of towns, in the order of the tree.
///
/// # Errors
/// Any [`store::DbError`].
pub fn towns(tx: &mut Tx<'_>) -> DbResult<Vec<Id>> {
    tx.query(&TOWNS, &[], |r| r.get(0))
}

/// Members of a union and those beneath it with their names and sealed numbers, union by union, each once.
///
/// # Errors
/// Any [`store::DbError`].
pub fn members_beneath(tx: &mut Tx<'_>, union: Id) -> DbResult<Vec<(Id, String, Vec<u8>)>> {
    let place = tx.query_one(&PLACE_OF, params![union], |r| r.get::<kernel::OrgPath>(0))?;
    let (from, to) = place.map(|p| p.range()).unwrap_or_default();
    let mut all: Vec<(Id, String, Vec<u8>)> =
        tx.query(&MEMBERS_BENEATH, params![from, to], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    all.dedup_by_key(|(id, ..)| *id);
    Ok(all)
}

/// Forgets who was enrolled by an earlier run.
///
/// # Errors
/// Any [`store::DbError`].
pub fn forget_enrolments(tx: &mut Tx<'_>) -> DbResult<()> {
    tx.execute(&FORGET_UNITS, &[])?;
    tx.execute(&FORGET_ENROLMENTS, &[]).map(drop)
}

/// How many enrolments there are.
///
/// # Errors
/// Any [`store::DbError`].
pub fn enrolments(tx: &mut Tx<'_>) -> DbResult<i64> {
    Ok(tx.query_one(&ENROLMENTS, &[], |r| r.get(0))?.unwrap_or_default())
}

/// Forgets who was enrolled in a period.
///
/// # Errors
/// Any [`store::DbError`].
pub fn forget_period(tx: &mut Tx<'_>, period: Id) -> DbResult<()> {
    tx.execute(&FORGET_PERIOD, params![period]).map(drop)
}

/// All claims of a fund wait to be worked out again.
///
/// # Errors
/// Any [`store::DbError`].
pub fn wait_again(tx: &mut Tx<'_>, fund: Id) -> DbResult<()> {
    tx.execute(&WAIT_AGAIN, params![fund]).map(drop)
}

/// Claims of a fund that are worked out, those of them with a trace or with the reason why there is none, and what they came to, 分.
///
/// # Errors
/// Any [`store::DbError`].
pub fn reckoned(tx: &mut Tx<'_>, fund: Id) -> DbResult<(i64, i64, i64)> {
    let found = tx.query_one(&RECKONED, params![fund], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(found.unwrap_or_default())
}
