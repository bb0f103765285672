//! What other modules ask of many people at once: who they are by their documents, and where they are members now.

use std::collections::{BTreeSet, HashMap, HashSet};

use kernel::{Day, Id, OrgPath};
use platform::sealed::Keyring;
use store::{DbResult, Tx};

use super::enter_people::seal_context;
use crate::error::Result;
use crate::model::Status;
use crate::store::{known_person, lookup};

/// Records merged one into the next at most.
const CHAIN: usize = 16;

/// What is known of a person, and the open membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    /// Person.
    pub id: Id,
    /// Name in the register.
    pub name: String,
    /// Code of `sex`: `1` male, `2` female; may be empty.
    pub sex: String,
    /// Birth day, where it is known to the day.
    pub birth: Option<Day>,
    /// Code of `work_situation`.
    pub work_state: String,
    /// Where the person is a member now; none if nowhere.
    pub member: Option<KnownMembership>,
}

/// An open membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMembership {
    /// In which union.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// Active or retained.
    pub status: Status,
}

impl KnownPerson {
    /// Whether the register says 退休 or 离休.
    pub fn is_retired(&self) -> bool {
        matches!(self.work_state.as_str(), "4" | "5")
    }

    /// Whether the register says that this is a woman.
    pub fn is_female(&self) -> bool {
        self.sex == "2"
    }
}

/// The people with these digests of documents (`DigestKind::Document`); digests without a person are not in the answer.
///
/// # Errors
/// Any [`store::DbError`].
pub fn people_by_documents(
    tx: &mut Tx<'_>,
    digests: &[lookup::Digest],
) -> DbResult<HashMap<lookup::Digest, Id>> {
    lookup::people_by_documents(tx, digests)
}

/// What is known of these people. Without a scope: callers show of it what theirs allows.
///
/// # Errors
/// Any [`store::DbError`].
pub fn known_people(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<HashMap<Id, KnownPerson>> {
    known_person::of(tx, ids)
}

/// Where these people are members now; whoever is none is not in the answer. Without a scope, as [`known_people`].
///
/// # Errors
/// Any [`store::DbError`].
pub fn known_memberships(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<HashMap<Id, KnownMembership>> {
    known_person::memberships(tx, ids)
}

/// Which of these people were members of some union on the day beside them; first and last day of a membership count. A record that
/// was merged into another one stands for the person of that one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn members_on(tx: &mut Tx<'_>, asked: &[(Id, Day)]) -> DbResult<HashSet<(Id, Day)>> {
    let mut stands: HashMap<Id, Id> = asked.iter().map(|(id, _)| (*id, *id)).collect();
    let mut now: Vec<Id> = stands.keys().copied().collect();
    for _ in 0..CHAIN {
        let went = known_person::went_into(tx, &now)?;
        if went.is_empty() {
            break;
        }
        for person in stands.values_mut() {
            *person = went.get(person).copied().unwrap_or(*person);
        }
        now = went.into_values().collect();
    }
    let people: BTreeSet<Id> = stands.values().copied().collect();
    let spans = known_person::spans(tx, &people.into_iter().collect::<Vec<_>>())?;
    let was = |id: &Id, day: &Day| {
        let all = stands.get(id).and_then(|person| spans.get(person));
        all.is_some_and(|all| all.iter().any(|(from, to)| (from..=to).contains(&day)))
    };
    Ok(asked.iter().filter(|(id, day)| was(id, day)).copied().collect())
}

/// Records that were merged into these people, each with whom it stands for; also those that came by way of another record.
///
/// # Errors
/// Any [`store::DbError`].
pub fn merged_records(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Vec<(Id, Id)>> {
    let (mut all, mut now): (Vec<(Id, Id)>, Vec<Id>) = (Vec::new(), ids.to_vec());
    for _ in 0..CHAIN {
        let found = known_person::merged_into(tx, &now)?;
        if found.is_empty() {
            break;
        }
        now = found.iter().map(|(record, _)| *record).collect();
        let last =
            |into: Id| all.iter().find(|(r, _): &&(Id, Id)| *r == into).map_or(into, |(_, person)| *person);
        let found: Vec<(Id, Id)> = found.into_iter().map(|(record, into)| (record, last(into))).collect();
        all.extend(found);
    }
    Ok(all)
}

/// The masked number of the first document of each of these people (`330***********123X`); who has none is not in the answer.
///
/// # Errors
/// The database's; a sealed number that cannot be opened.
pub fn masked_documents(tx: &mut Tx<'_>, keys: &Keyring, ids: &[Id]) -> Result<HashMap<Id, String>> {
    let mut masked = HashMap::with_capacity(ids.len());
    for (person, number) in known_person::first_documents(tx, ids)? {
        let number = keys.open(&number, &seal_context("number", person))?;
        masked.insert(person, kernel::text::mask(&number, 3, 4));
    }
    Ok(masked)
}

/// The number of the first document of a person in full, for who stated a purpose and is recorded; nothing for who has none.
///
/// # Errors
/// The database's; a sealed number that cannot be opened.
pub fn document_in_full(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Result<Option<String>> {
    let found = known_person::first_documents(tx, &[id])?.into_iter().next();
    Ok(found.map(|(person, number)| keys.open(&number, &seal_context("number", person))).transpose()?)
}
