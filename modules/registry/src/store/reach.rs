//! What conditions look at of a member, and how many members they mean.

use std::collections::HashMap;

use kernel::{Day, Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx, Val, params};

use super::{member_flag, membership, person, union};
use crate::model::flag::{COLUMN_KINDS, column, in_column, none_of};
use crate::model::{Membership, Profile, Status};
use crate::reach::columns::{Columns, Filling, Told};
use crate::reach::{Condition, MemberFacts, born_within, joined_from, member_by};

store::statements! {
    EVERYBODY = fan_out("all members are read, every ten minutes at most"),
        "SELECT m.person_id, m.union_path, m.valid_from, p.birth_day, p.sex, p.work_state, p.skill, p.migrant_worker
         FROM membership m CROSS JOIN person p WHERE p.id = m.person_id AND m.valid_to = 99991231";
    FLAGGED = fan_out("all members are read, every ten minutes at most"),
        "SELECT person_id, kind FROM member_flag
         WHERE valid_from <= $1 AND valid_to >= $1 AND kind NOT IN ('skill', 'migrant_worker')";
    // In step with `since`.
    BEFORE = fan_out("all members are read, every ten minutes at most"),
        "SELECT x.person_id, x.valid_from FROM membership x WHERE x.status = 'transferred_out'
           AND NOT EXISTS (SELECT 1 FROM membership y WHERE y.person_id = x.person_id
             AND y.status IN ('left', 'expelled', 'died') AND y.valid_from >= x.valid_from)";
    SOME = fan_out("whether a place is small"),
        "SELECT count(*) FROM (SELECT 1 FROM membership WHERE union_path >= $1 AND union_path < $2 LIMIT $3) x";
}

/// Whether the place and what is beneath it has at most so many memberships.
///
/// # Errors
/// Any [`store::DbError`].
pub fn at_most(tx: &mut Tx<'_>, place: &OrgPath, most: i64) -> DbResult<bool> {
    let (from, to) = place.range();
    let there: Option<i64> = tx.query_one(&SOME, params![from, to, most + 1], |r| r.get(0))?;
    Ok(there.unwrap_or(0) <= most)
}

/// What conditions look at of all members today; `None` if there are more kinds of flags or work states than are kept.
///
/// # Errors
/// Any [`store::DbError`].
pub fn columns(tx: &mut Tx<'_>) -> DbResult<Option<Columns>> {
    let (now, today) = (tx.now(), tx.today());
    let mut all = Filling::default();
    let [skill, migrant] = COLUMN_KINDS.map(|kind| (all.flag(kind), none_of(kind).unwrap_or_default()));
    let (mut flags, mut before): (HashMap<Id, u32>, HashMap<Id, i64>) = (HashMap::new(), HashMap::new());
    tx.for_each(&FLAGGED, params![today], |r| {
        *flags.entry(r.get(0)?).or_default() |= all.flag(&r.get::<String>(1)?);
        Ok(())
    })?;
    tx.for_each(&BEFORE, &[], |r| {
        let day: i64 = r.get(1)?;
        before.entry(r.get(0)?).and_modify(|d| *d = day.min(*d)).or_insert(day);
        Ok(())
    })?;
    tx.for_each(&EVERYBODY, &[], |row| {
        let mut r = row.reader();
        let (person, path, since): (Id, String, i64) = (r.next()?, r.next()?, r.next()?);
        let (birth, sex, work_state): (i64, String, String) = (r.next()?, r.next()?, r.next()?);
        let says = |(bit, none): (u32, &str), value: String| {
            if value.is_empty() || value == none { 0 } else { bit }
        };
        let flags =
            flags.get(&person).copied().unwrap_or(0) | says(skill, r.next()?) | says(migrant, r.next()?);
        let since = before.get(&person).map_or(since, |day| since.min(*day));
        all.take(&Told { path: &path, since, birth, sex: &sex, work_state: &work_state, flags });
        Ok(())
    })?;
    Ok(all.done(now))
}

/// The places of the unions that conditions name.
///
/// # Errors
/// Any [`store::DbError`].
pub fn places(tx: &mut Tx<'_>, who: &[Condition]) -> DbResult<HashMap<Id, OrgPath>> {
    let mut all = HashMap::new();
    for condition in who {
        let Condition::UnionBeneath { unions } = condition else { continue };
        for id in unions {
            all.extend(union::find_unscoped(tx, *id)?.map(|u| (*id, u.place())));
        }
    }
    Ok(all)
}

/// What conditions look at of a person today; `None` without an open membership.
///
/// # Errors
/// Any [`store::DbError`].
pub fn facts(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<MemberFacts>> {
    let memberships = membership::of_person(tx, person)?;
    let Some(open) = memberships.iter().find(|m| m.valid_to == Day::OPEN) else { return Ok(None) };
    let Some(p) = person::by_id(tx, person)? else { return Ok(None) };
    let today = tx.today();
    let mut flags: Vec<String> = member_flag::of_person(tx, person)?
        .into_iter()
        .filter(|f| f.valid_from <= today && today <= f.valid_to && !in_column(&f.kind))
        .map(|f| f.kind)
        .collect();
    flags.extend(COLUMN_KINDS.into_iter().filter(|kind| says(&p.profile, kind)).map(str::to_owned));
    Ok(Some(MemberFacts {
        person_id: person,
        union_id: open.union_id,
        union_path: open.union_path.clone(),
        member_since: since(&memberships, open),
        birth_day: p.birth.day,
        migrant_worker: says(&p.profile, "migrant_worker"),
        sex: p.profile.sex,
        work_state: p.profile.work_state,
        flags,
    }))
}

/// Whether the column of a kind says that it is true of the person.
fn says(profile: &Profile, kind: &str) -> bool {
    let value = column(profile, kind);
    !value.is_empty() && Some(value) != none_of(kind)
}

/// A membership that ended because the person went out, not over.
fn went_out(m: &Membership) -> bool {
    matches!(m.status, Status::Left | Status::Expelled | Status::Died)
}

/// Since when somebody is a member without having gone out meanwhile. In step with [`member_since`].
fn since(all: &[Membership], open: &Membership) -> Day {
    let out = all.iter().filter(|m| went_out(m)).map(|m| m.valid_from).max();
    let stayed = |m: &&Membership| {
        m.status.is_open() || m.status == Status::TransferredOut && out.is_none_or(|day| m.valid_from > day)
    };
    all.iter().filter(stayed).map(|m| m.valid_from).min().unwrap_or(open.valid_from)
}

/// The open memberships beneath a place that conditions mean on a day: from where they are read, and under which conditions.
fn meant(tx: &mut Tx<'_>, home: &OrgPath, who: &[Condition], today: Day) -> DbResult<(&'static str, Query)> {
    let mut q = Query { text: String::new(), args: Vec::new() };
    within(&mut q.text, &mut q.args, "m.union_path", &[home.range()]);
    let mut of_person = false;
    for condition in who {
        of_person |= q.add(tx, condition, today)?;
    }
    // Most conditions need no more than the membership, which an index alone tells.
    let from = match of_person {
        true => "membership m CROSS JOIN person p WHERE p.id = m.person_id AND",
        false => "membership m WHERE",
    };
    Ok((from, q))
}

/// Members beneath a place whom the conditions mean on a day, and where each is a member: in the order of their ids, after one of them.
///
/// # Errors
/// Any [`store::DbError`].
pub fn people(
    tx: &mut Tx<'_>,
    home: &OrgPath,
    who: &[Condition],
    (today, after, limit): (Day, Id, i64),
) -> DbResult<Vec<(Id, Id)>> {
    let (from, mut q) = meant(tx, home, who, today)?;
    let (after, limit) = (q.arg(after), q.arg(limit));
    let text = format!(
        "SELECT m.person_id, m.union_id FROM {from} m.valid_to = 99991231 AND{} AND m.person_id > {after}
         ORDER BY m.person_id LIMIT {limit}",
        q.text
    );
    let sql = Sql::composed("list_reach", Route::FanOut("whom a list of conditions means"), text);
    tx.query(&sql, &q.args, |r| Ok((r.get(0)?, r.get(1)?)))
}

/// How many members beneath a place the conditions mean on a day.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count(tx: &mut Tx<'_>, home: &OrgPath, who: &[Condition], today: Day) -> DbResult<i64> {
    let (from, q) = meant(tx, home, who, today)?;
    let text = format!("SELECT count(*) FROM {from} m.valid_to = 99991231 AND{}", q.text);
    let sql =
        Sql::composed("count_reach", Route::FanOut("how many members a list of conditions means"), text);
    Ok(tx.query_one(&sql, &q.args, |r| r.get(0))?.unwrap_or(0))
}

struct Query {
    text: String,
    args: Vec<Val<'static>>,
}

impl Query {
    fn arg(&mut self, value: impl Into<Val<'static>>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }

    fn list(&mut self, all: &[String]) -> String {
        let marks: Vec<String> = all.iter().map(|c| self.arg(c.clone())).collect();
        // Nothing is in an empty list; its brackets alone would be no SQL.
        if marks.is_empty() { "NULL".to_owned() } else { marks.join(", ") }
    }

    /// Adds a condition; whether it looks at the person.
    fn add(&mut self, tx: &mut Tx<'_>, condition: &Condition, today: Day) -> DbResult<bool> {
        match condition {
            Condition::UnionBeneath { unions } => {
                let mut places = Vec::new();
                for id in unions {
                    places.extend(union::find_unscoped(tx, *id)?.map(|u| u.place().range()));
                }
                self.text.push_str(" AND");
                within(&mut self.text, &mut self.args, "m.union_path", &places);
                return Ok(false);
            }
            Condition::MemberFor { months } => {
                let day = self.arg(member_by(today, *months));
                self.text.push_str(&format!(" AND ({})", member_since(&day)));
                return Ok(false);
            }
            Condition::JoinedSince { day } => {
                self.joined_from(*day);
                return Ok(false);
            }
            Condition::JoinedWithin { days } => {
                self.joined_from(joined_from(today, *days));
                return Ok(false);
            }
            Condition::Age { from, to } => {
                let (earliest, latest) = born_within(today, *from, *to);
                let (earliest, latest) = (self.arg(earliest), self.arg(latest));
                self.text.push_str(&format!(" AND p.birth_day >= {earliest} AND p.birth_day <= {latest}"));
            }
            Condition::Sex { code } => {
                let code = self.arg(code.clone());
                self.text.push_str(&format!(" AND p.sex = {code}"));
            }
            Condition::WorkState { any_of } => {
                let list = self.list(any_of);
                self.text.push_str(&format!(" AND p.work_state IN ({list})"));
            }
            Condition::MigrantWorker => {
                let says = self.says("migrant_worker");
                self.text.push_str(&format!(" AND {says}"));
            }
            Condition::Flag { any_of } => return Ok(self.flags(any_of, today)),
        }
        Ok(true)
    }

    /// That a member was none before a day. In step with [`since`].
    fn joined_from(&mut self, day: Day) {
        let before = self.arg(day.plus_days(-1));
        self.text.push_str(&format!(" AND NOT ({})", member_since(&before)));
    }

    /// That the column of a kind says that it is true.
    fn says(&mut self, kind: &str) -> String {
        let none = none_of(kind).unwrap_or_default();
        let none = self.arg(none.to_owned());
        format!("(p.{kind} <> '' AND p.{kind} <> {none})")
    }

    fn flags(&mut self, any_of: &[String], today: Day) -> bool {
        let (columns, rows): (Vec<String>, Vec<String>) =
            any_of.iter().cloned().partition(|kind| in_column(kind));
        let mut any: Vec<String> = COLUMN_KINDS
            .into_iter()
            .filter(|k| columns.iter().any(|c| c == k))
            .map(|k| self.says(k))
            .collect();
        if !rows.is_empty() || any.is_empty() {
            let (list, day) = (self.list(&rows), self.arg(today));
            any.push(format!(
                "m.person_id IN (SELECT person_id FROM member_flag WHERE kind IN ({list}) AND valid_from <= {day}
                   AND valid_to >= {day})"
            ));
        }
        self.text.push_str(&format!(" AND ({})", any.join(" OR ")));
        !columns.is_empty()
    }
}

/// That a member has not gone out since a day. In step with [`since`].
fn member_since(day: &str) -> String {
    format!(
        "m.valid_from <= {day} OR EXISTS (SELECT 1 FROM membership x WHERE x.person_id = m.person_id
           AND x.status = 'transferred_out' AND x.valid_from <= {day} AND NOT EXISTS (SELECT 1 FROM membership y
             WHERE y.person_id = x.person_id AND y.status IN ('left', 'expelled', 'died')
               AND y.valid_from >= x.valid_from))"
    )
}
