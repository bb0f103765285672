//! Samples of auditors and the claims that were drawn.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::scoped::within;
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use crate::model::claim::ClaimState;
use crate::model::payment::{Finding, Picked, Sample, Stratum};
use platform::lists::Text;

static INSERT_CLAIMS: Insert = Insert::new(
    "mutual_sample_claim",
    &[
        ("sample_id", Kind::Int),
        ("seq", Kind::Int),
        ("claim_id", Kind::Int),
        ("finding", Kind::Text),
        ("note", Kind::Text),
        ("noted_at", Kind::Int),
        ("noted_by_name", Kind::Text),
    ],
    "",
);

store::statements! {
    INSERT = one("id"),
        "INSERT INTO mutual_sample (id, union_id, title, seed, filter, size, population, picked, created_at, created_by_name,
           version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    CLAIMS = one("sample_id"),
        "SELECT seq, claim_id, finding, note, noted_at, noted_by_name FROM mutual_sample_claim
         WHERE sample_id = $1 ORDER BY seq";
    NOTE = one("sample_id"),
        "UPDATE mutual_sample_claim SET finding = $3, note = $4, noted_at = $5, noted_by_name = $6
         WHERE sample_id = $1 AND seq = $2";
    TOUCH = one("id"), "UPDATE mutual_sample SET version = version + 1 WHERE id = $1";
}

fn read(row: &Row) -> DbResult<Sample> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Sample {
        id,
        union_id: r.next()?,
        union_path: r.next()?,
        title: r.next()?,
        seed: r.next()?,
        stratum: serde_json::from_str::<Stratum>(&r.next::<String>()?)
            .map_err(|e| DbError::Inconsistent(format!("sample {id}: {e}")))?,
        size: r.next()?,
        population: r.next()?,
        picked: r.next()?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        version: r.next()?,
    })
}

/// Keeps a sample with its claims, in their order.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, s: &Sample, claims: &[Id]) -> DbResult<()> {
    let filter = serde_json::to_string(&s.stratum).map_err(|e| DbError::Driver(e.to_string()))?;
    let args = params![
        s.id,
        s.union_id,
        &s.title,
        &s.seed,
        filter,
        s.size,
        s.population,
        s.picked,
        s.created_at,
        &s.created_by_name
    ];
    tx.execute(&INSERT, args)?;
    let row = |(n, claim): (usize, &Id)| {
        vec![
            Val::from(s.id),
            Val::from(n as i64 + 1),
            Val::from(*claim),
            Val::from(""),
            Val::from(""),
            Val::from(0_i64),
            Val::from(""),
        ]
    };
    let rows: Vec<_> = claims.iter().enumerate().map(row).collect();
    tx.insert_many(&INSERT_CLAIMS, &rows).map(drop)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of funds at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only this one.
    pub id: Option<Id>,
    /// In the title, or in the seed.
    pub q: String,
}

const FROM: &str = "FROM mutual_sample s JOIN trade_union u ON u.id = s.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Sample, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("s.id", f.id);
    t.contains(&["s.title", "s.seed"], &f.q);
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Sample, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT s.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_samples", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Samples of funds in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Sample, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Sample>> {
    let mut t = Text::of(format!(
        "SELECT s.id, s.union_id, u.path, s.title, s.seed, s.filter, s.size, s.population, s.picked, s.created_at,
           s.created_by_name, s.version {FROM}"
    ));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND s.id < ${a} ORDER BY s.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_samples", Route::FanOut("list"), t.text), &t.args, read)
}

/// A sample of a fund in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Sample, A>, id: Id) -> DbResult<Option<Sample>> {
    let f = Filter { id: Some(id), ..Filter::default() };
    Ok(list(tx, scope, &f, None, 1)?.pop())
}

/// The claims of a sample, in the order in which they were drawn.
///
/// # Errors
/// Any [`DbError`].
pub fn claims(tx: &mut Tx<'_>, sample: Id) -> DbResult<Vec<Picked>> {
    tx.query(&CLAIMS, params![sample], |row| {
        let mut r = row.reader();
        Ok(Picked {
            seq: r.next()?,
            claim_id: r.next()?,
            finding: Finding::parse(&r.next::<String>()?),
            note: r.next()?,
            noted_at: r.next()?,
            noted_by_name: r.next()?,
        })
    })
}

/// Writes what an auditor found; `false` if the sample has no such claim.
///
/// # Errors
/// Any [`DbError`].
pub fn note(
    tx: &mut Tx<'_>,
    (sample, seq): (Id, i64),
    (finding, note): (Finding, &str),
    by: &str,
) -> DbResult<bool> {
    let now = tx.now();
    let done = tx.execute(&NOTE, params![sample, seq, finding.code(), note, now, by])? == 1;
    if done {
        tx.execute(&TOUCH, params![sample])?;
    }
    Ok(done)
}

/// Ids of the claims of a fund in a stratum.
///
/// # Errors
/// Any [`DbError`].
pub fn stratum(tx: &mut Tx<'_>, fund: Id, s: &Stratum) -> DbResult<Vec<Id>> {
    let mut t = Text::of("SELECT id FROM mutual_claim WHERE fund_id = $1");
    t.args.push(Val::from(fund));
    t.equal("state", s.state.map(ClaimState::code));
    t.equal("scheme_code", s.scheme_code.clone());
    for (value, sign) in [(s.least, ">="), (s.most, "<=")] {
        if let Some(value) = value {
            let n = t.arg(value);
            t.text.push_str(&format!(" AND benefit {sign} ${n}"));
        }
    }
    tx.query(&Sql::composed("mutual_stratum", Route::FanOut("claims of a fund"), t.text), &t.args, |r| {
        r.get(0)
    })
}
