//! Who won, and who stands by.

use kernel::{Day, Id};
use platform::scoped::begins;
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use crate::model::draw::{Winner, WinnerState};
use platform::lists::Text;

static INSERT: Insert = Insert::new(
    "benefit_winner",
    &[
        ("campaign_id", Kind::Int),
        ("rank", Kind::Int),
        ("entrant", Kind::Text),
        ("person_id", Kind::Int),
        ("name", Kind::Text),
        ("union_id", Kind::Int),
        ("prize", Kind::Int),
        ("state", Kind::Text),
        ("until", Kind::Int),
        ("moved_at", Kind::Int),
    ],
    "",
);

const COLUMNS: &str = "campaign_id, rank, entrant, person_id, name, union_id, prize, state, until, moved_at";

store::statements! {
    OF_PERSON = one("campaign_id"),
        "SELECT campaign_id, rank, entrant, person_id, name, union_id, prize, state, until, moved_at
         FROM benefit_winner WHERE campaign_id = $1 AND person_id = $2";
    PAGE = one("campaign_id"),
        "SELECT campaign_id, rank, entrant, person_id, name, union_id, prize, state, until, moved_at
         FROM benefit_winner WHERE campaign_id = $1 AND rank > $2 ORDER BY rank LIMIT $3";
    DUE = one("campaign_id"),
        "SELECT campaign_id, rank, entrant, person_id, name, union_id, prize, state, until, moved_at
         FROM benefit_winner WHERE campaign_id = $1 AND state = 'won' AND until < $2 ORDER BY rank LIMIT $3";
    NEXT = one("campaign_id"),
        "SELECT campaign_id, rank, entrant, person_id, name, union_id, prize, state, until, moved_at
         FROM benefit_winner WHERE campaign_id = $1 AND state = 'reserve' ORDER BY rank LIMIT 1";
    WAITING = one("campaign_id"),
        "SELECT campaign_id, rank, entrant, person_id, name, union_id, prize, state, until, moved_at
         FROM benefit_winner WHERE campaign_id = $1 AND state = 'reserve' ORDER BY rank LIMIT $2";
    MOVE = one("campaign_id"),
        "UPDATE benefit_winner SET state = $4, prize = $5, until = $6, moved_at = $7
         WHERE campaign_id = $1 AND rank = $2 AND state = $3";
    STATES = one("campaign_id"),
        "SELECT state, count(*) FROM benefit_winner WHERE campaign_id = $1 GROUP BY state";
    DUE_IN = fan_out("the job of draws, once a minute"),
        "SELECT DISTINCT campaign_id FROM benefit_winner WHERE state = 'won' AND until < $1";
}

fn read(row: &Row) -> DbResult<Winner> {
    let mut r = row.reader();
    let (campaign_id, rank): (Id, i64) = (r.next()?, r.next()?);
    Ok(Winner {
        campaign_id,
        rank,
        entrant: r.next()?,
        person_id: r.next()?,
        name: r.next()?,
        union_id: r.next()?,
        prize: r.next()?,
        state: WinnerState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("rank {rank} of draw {campaign_id}: state")))?,
        until: Day::from_number(r.next()?),
        moved_at: r.next()?,
    })
}

fn stored(until: Option<Day>) -> i64 {
    until.map_or(0, Day::number)
}

/// Keeps what came out.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, all: &[Winner]) -> DbResult<u64> {
    let row = |w: &Winner| {
        vec![
            Val::from(w.campaign_id),
            Val::from(w.rank),
            Val::from(w.entrant.clone()),
            Val::from(w.person_id),
            Val::from(w.name.clone()),
            Val::from(w.union_id),
            Val::from(w.prize),
            Val::from(w.state.code()),
            Val::from(stored(w.until)),
            Val::from(w.moved_at),
        ]
    };
    let rows: Vec<Vec<Val<'_>>> = all.iter().map(row).collect();
    tx.insert_many(&INSERT, &rows)
}

/// What a person won.
///
/// # Errors
/// Any [`DbError`].
pub fn of_person(tx: &mut Tx<'_>, campaign: Id, person: Id) -> DbResult<Option<Winner>> {
    tx.query_one(&OF_PERSON, params![campaign, person], read)
}

/// Ranks after one, in their order.
///
/// # Errors
/// Any [`DbError`].
pub fn page(tx: &mut Tx<'_>, campaign: Id, after: i64, limit: i64) -> DbResult<Vec<Winner>> {
    tx.query(&PAGE, params![campaign, after, limit], read)
}

/// Winners whose last day was before `today`, the best rank first.
///
/// # Errors
/// Any [`DbError`].
pub fn due(tx: &mut Tx<'_>, campaign: Id, today: Day, limit: i64) -> DbResult<Vec<Winner>> {
    tx.query(&DUE, params![campaign, today, limit], read)
}

/// Campaigns with such winners.
///
/// # Errors
/// Any [`DbError`].
pub fn due_in(tx: &mut Tx<'_>, today: Day) -> DbResult<Vec<Id>> {
    tx.query(&DUE_IN, params![today], |r| r.get(0))
}

/// The best rank that stands by.
///
/// # Errors
/// Any [`DbError`].
pub fn next(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<Winner>> {
    tx.query_one(&NEXT, params![campaign], read)
}

/// The best ranks that stand by.
///
/// # Errors
/// Any [`DbError`].
pub fn waiting(tx: &mut Tx<'_>, campaign: Id, limit: i64) -> DbResult<Vec<Winner>> {
    tx.query(&WAITING, params![campaign, limit], read)
}

/// Moves somebody on from the state that `w` has; `false` if somebody else did it first.
///
/// # Errors
/// Any [`DbError`].
pub fn set(
    tx: &mut Tx<'_>,
    w: &Winner,
    to: WinnerState,
    (prize, until): (i64, Option<Day>),
) -> DbResult<bool> {
    let now = tx.now();
    let args = params![w.campaign_id, w.rank, w.state.code(), to.code(), prize, stored(until), now];
    Ok(tx.execute(&MOVE, args)? == 1)
}

/// How many are in each state.
///
/// # Errors
/// Any [`DbError`].
pub fn states(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Vec<(WinnerState, i64)>> {
    let all: Vec<(String, i64)> = tx.query(&STATES, params![campaign], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(all.into_iter().filter_map(|(s, n)| Some((WinnerState::parse(&s)?, n))).collect())
}

/// What a list of winners asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only in this state.
    pub state: Option<WinnerState>,
    /// Beginning of the name, or of the pseudonym.
    pub q: String,
}

/// Winners and those who stand by, by rank, after one; `campaign` was found in the caller's scope.
///
/// # Errors
/// Any [`DbError`].
pub fn list(tx: &mut Tx<'_>, campaign: Id, f: &Filter, after: i64, limit: i64) -> DbResult<Vec<Winner>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} FROM benefit_winner WHERE campaign_id = $1"));
    t.args.push(Val::from(campaign));
    t.equal("state", f.state.map(WinnerState::code));
    if !f.q.is_empty() {
        let pseudonym = f.q.bytes().all(|b| b.is_ascii_hexdigit());
        begins(&mut t.text, &mut t.args, if pseudonym { "entrant" } else { "name" }, &f.q);
    }
    let (a, n) = (t.arg(after), t.arg(limit));
    t.text.push_str(&format!(" AND rank > ${a} ORDER BY rank LIMIT ${n}"));
    tx.query(&Sql::composed("list_benefit_winners", Route::One("campaign_id"), t.text), &t.args, read)
}
