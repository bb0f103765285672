//! Stories as the rows that the ordinary operations would have left behind. Audit and outbox are not among them: a batch
//! of the demo is one audit entry, and nobody has subscribed to anything yet.

use std::collections::HashMap;

use kernel::{Day, Id, IdBlock, Timestamp};
use platform::indicators::{self, Fact, Indicator};
use platform::sealed::{DigestKind, Keyring};
use store::{DbResult, Load, Tx, Val};

use super::story::{Story, Turn};
use crate::model::secondment::ProposalKind;
use crate::model::{EventKind, NewMembership, Status};
use crate::ops::enter_people::{Tails, document_digest, person_row, stored_document};
use crate::rules;
use crate::store::lookup::{self, Digest};
use crate::store::membership::{self, Event};
use crate::store::person;
use crate::store::transfer::{self, Proposal};

/// Rows of one kind that are written in one go at the end.
const LAST: usize = 20_000;

type Rows = Vec<Vec<Val<'static>>>;

/// Rows of some stories, ready to be inserted.
#[derive(Debug, Default)]
pub struct Batch {
    people: Rows,
    documents: Rows,
    memberships: Rows,
    events: Rows,
    proposals: Rows,
}

impl Batch {
    /// People in it.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Inserts the rows.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn insert(&self, tx: &mut Tx<'_>) -> DbResult<()> {
        person::load(tx, &self.people)?;
        person::load_documents(tx, &self.documents)?;
        membership::load(tx, &self.memberships)?;
        membership::load_events(tx, &self.events)?;
        transfer::load(tx, &self.proposals)
    }
}

/// A fact, small: millions of them wait until all are there, to be written in the order of their key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SmallFact {
    union: Id,
    /// Place in [`Writer::indicators`], which is in the order of the codes.
    indicator: u8,
    day: Day,
    id: Id,
    delta: i32,
    record: Id,
}

/// Turns stories into rows.
pub struct Writer<'a> {
    keys: &'a Keyring,
    ids: IdBlock,
    indicators: Vec<&'static Indicator>,
    /// Digests of tails; there are only ten thousand of each.
    tails: HashMap<(bool, [u8; 4]), i64>,
    facts: Vec<SmallFact>,
    documents: Vec<(Digest, Id)>,
    phones: Vec<(Digest, Id)>,
}

impl<'a> Writer<'a> {
    /// A writer with the identifiers that it may give out, and room for so many people.
    pub fn new(keys: &'a Keyring, ids: IdBlock, people: usize) -> Self {
        let mut indicators: Vec<&'static Indicator> = rules::INDICATORS.iter().collect();
        indicators.sort_by_key(|i| i.code);
        Self {
            keys,
            ids,
            indicators,
            tails: HashMap::new(),
            facts: Vec::with_capacity(people + people / 4),
            documents: Vec::with_capacity(people),
            phones: Vec::with_capacity(people),
        }
    }

    /// The next identifier.
    pub fn id(&mut self) -> Id {
        self.ids.next().expect("more identifiers are reserved than the stories can take")
    }

    /// Counts something for a union.
    pub fn fact(&mut self, indicator: &Indicator, union: Id, day: Day, delta: i64, record: Id) {
        let id = self.id();
        let at = self.indicators.iter().position(|i| i.code == indicator.code).unwrap_or_default();
        let small = SmallFact { union, indicator: at as u8, delta: delta as i32, day, id, record };
        self.facts.push(small);
    }

    /// Adds a story of a union's people to a batch.
    pub fn add(&mut self, batch: &mut Batch, story: &Story) {
        let (keys, new) = (self.keys, &story.person);
        let (person_id, document_id) = (self.id(), self.id());
        let digest = document_digest(keys, &new.document.key());
        let stored = keys.digests_to_store(DigestKind::Document, &new.document.key());
        self.documents.extend(stored.into_iter().map(|d| (d, person_id)));
        let tails = Tails {
            phone: new.phone.as_ref().map_or(0, |p| self.tail(true, p.tail())),
            document: self.tail(false, new.document.tail(4)),
        };
        let row = person_row(keys, person_id, new, tails);
        let sort_key = format!("{} {}", row.initials, row.name_key);
        batch.people.push(person::row(row));
        let document = stored_document(keys, person_id, document_id, new, &digest);
        batch.documents.push(person::document_row(person_id, document));
        if let Some(p) = &new.phone {
            let stored = keys.digests_to_store(DigestKind::Phone, p.as_str());
            self.phones.extend(stored.into_iter().map(|d| (d, person_id)));
        }
        self.history(batch, story, person_id, &sort_key);
    }

    fn history(&mut self, batch: &mut Batch, story: &Story, person: Id, sort_key: &str) {
        let (mut m, mut id, mut status) = (&story.first, self.id(), story.first.status);
        self.event(batch, person, id, m, m.event, m.day, None, &m.reason);
        self.begun(person, m);
        let mut last = Day::OPEN;
        for turn in &story.then {
            match turn {
                Turn::Step(step) => {
                    self.event(batch, person, id, m, step.event, step.day, step.other_union_id, &step.reason);
                    for (indicator, delta) in rules::facts(Some(status), step.event) {
                        self.fact(indicator, m.union_id, step.day, delta, person);
                    }
                    status = rules::step(Some(status), step.event).unwrap_or(status);
                    if !status.is_open() {
                        last = rules::last_day(step.day);
                    }
                }
                Turn::Moved { to, waited } => {
                    let asked = to.day.plus_days(-waited);
                    self.proposal(batch, person, m, to, "accepted", asked);
                    let sort_key = sort_key.to_owned();
                    let left = Status::TransferredOut;
                    batch.memberships.push(membership::row(
                        (person, id),
                        sort_key,
                        m,
                        left,
                        rules::last_day(to.day),
                    ));
                    for (indicator, delta) in rules::facts(Some(status), EventKind::TransferredOut) {
                        self.fact(indicator, m.union_id, to.day, delta, person);
                    }
                    let next = self.id();
                    self.begun(person, to);
                    let out = EventKind::TransferredOut;
                    self.event(batch, person, id, m, out, to.day, Some(to.union_id), "");
                    self.event(
                        batch,
                        person,
                        next,
                        to,
                        EventKind::TransferredIn,
                        to.day,
                        Some(m.union_id),
                        "",
                    );
                    (m, id, status) = (to, next, to.status);
                }
                Turn::Asked { to, waited } => {
                    self.proposal(batch, person, m, to, "proposed", to.day.plus_days(-waited));
                }
            }
        }
        batch.memberships.push(membership::row((person, id), sort_key.to_owned(), m, status, last));
    }

    fn begun(&mut self, person: Id, m: &NewMembership) {
        for (indicator, delta) in rules::facts(None, m.event) {
            self.fact(indicator, m.union_id, m.day, delta, person);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one row's worth of values")]
    fn event(
        &mut self,
        batch: &mut Batch,
        person: Id,
        membership_id: Id,
        m: &NewMembership,
        kind: EventKind,
        day: Day,
        other_union_id: Option<Id>,
        reason: &str,
    ) {
        let (id, union_id, reason) = (self.id(), m.union_id, reason.to_owned());
        let event = Event { id, membership_id, kind, day, union_id, other_union_id, reason, batch_id: None };
        batch.events.push(membership::event_row(person, &event));
    }

    fn proposal(
        &mut self,
        batch: &mut Batch,
        person_id: Id,
        from: &NewMembership,
        to: &NewMembership,
        state: &'static str,
        asked: Day,
    ) {
        let proposal = Proposal {
            person_id,
            id: self.id(),
            from_union_id: from.union_id,
            from_path: from.union_path.clone(),
            to_union_id: to.union_id,
            to_path: to.union_path.clone(),
            employer_id: to.employer_id,
            employer_name: to.employer_name.clone(),
            day: to.day,
            batch_id: None,
            kind: ProposalKind::Transfer,
            planned_to: None,
            reason: String::new(),
            evidence_id: None,
        };
        let morning = |day: Day| Timestamp::at_day_start(day).plus_minutes(9 * 60);
        let decided = if state == "proposed" { Timestamp(0) } else { morning(to.day) };
        batch.proposals.push(transfer::row(&proposal, state, morning(asked), decided));
    }

    /// Queues what is written last, each in the order of its key: look-ups and facts.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn finish(mut self, load: &mut Load<'_>) -> DbResult<()> {
        self.documents.sort_unstable();
        for part in self.documents.chunks(LAST) {
            let mut part = part.to_vec();
            load.write(move |tx| lookup::insert_documents(tx, &mut part))?;
        }
        self.documents = Vec::new();
        self.phones.sort_unstable();
        for part in self.phones.chunks(LAST) {
            let mut part = part.to_vec();
            load.write(move |tx| lookup::insert_phones(tx, &mut part))?;
        }
        self.phones = Vec::new();
        self.facts.sort_unstable();
        for part in self.facts.chunks(LAST) {
            let facts: Vec<(Id, Fact)> = part.iter().map(|f| self.spread(f)).collect();
            load.write(move |tx| indicators::write(tx, &facts))?;
        }
        Ok(())
    }

    fn spread(&self, f: &SmallFact) -> (Id, Fact) {
        let indicator = self.indicators[usize::from(f.indicator)].code;
        let (day, delta) = (f.day, i64::from(f.delta));
        (f.id, Fact { union_id: f.union, indicator, day, delta, record_id: f.record })
    }

    fn tail(&mut self, phone: bool, last_four: &str) -> i64 {
        let kind = if phone { DigestKind::PhoneTail } else { DigestKind::DocumentTail };
        let Ok(key) = <[u8; 4]>::try_from(last_four.as_bytes()) else {
            return self.keys.tail(kind, last_four);
        };
        let keys = self.keys;
        *self.tails.entry((phone, key)).or_insert_with(|| keys.tail(kind, last_four))
    }
}
