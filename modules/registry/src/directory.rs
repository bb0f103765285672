//! What the floors below ask the register: places of unions, people who sign in, the tree of a day.

use std::sync::Arc;

use kernel::{Id, OrgPath, Phone};
use platform::accounts::{MemberDirectory, OrgTree, Provable, Workplace, Workplaces};
use platform::indicators::{Stay, TreeSource};
use platform::sealed::{DigestKind, Keyring};
use store::{DbError, DbResult, Tx};

use crate::model::Person;
use crate::ops::enter_people::seal_context;
use crate::store::union::Union;
use crate::store::{division, employer, erase, lookup, membership, person, union, union_place};

/// Most records of one person that are looked at.
const MOST_RECORDS: usize = 64;

/// The register as sign-in and figures see it.
#[derive(Clone, Debug)]
pub struct Directory {
    keys: Arc<Keyring>,
}

impl Directory {
    /// With the keys of the sealed columns.
    pub fn new(keys: Arc<Keyring>) -> Self {
        Self { keys }
    }

    /// People with this phone who are members now.
    fn members(&self, tx: &mut Tx<'_>, phone: &Phone) -> DbResult<Vec<Person>> {
        let digests = self.keys.digests(DigestKind::Phone, phone.as_str());
        let ids = lookup::people_by_phone(tx, &digests)?;
        let open = membership::open_of_many(tx, &ids)?;
        let mut people: Vec<Person> = person::by_ids(tx, &ids)?.into_values().collect();
        people.retain(|p| open.contains_key(&p.id));
        people.sort_by_key(|p| p.id);
        Ok(people)
    }
}

fn provable(p: &Person) -> Provable {
    Provable { person_id: p.id, name: p.profile.name.clone() }
}

impl OrgTree for Directory {
    fn place(&self, tx: &mut Tx<'_>, union_id: Id) -> DbResult<Option<(OrgPath, String)>> {
        Ok(union::find_unscoped(tx, union_id)?.map(|u| (u.place(), u.name)))
    }

    fn union_at(&self, tx: &mut Tx<'_>, path: &OrgPath) -> DbResult<Option<(Id, String)>> {
        let Some(id) = union::id_at(tx, path)? else { return Ok(None) };
        Ok(union::find_unscoped(tx, id)?.map(|u| (u.id, u.name)))
    }

    fn union_code(&self, tx: &mut Tx<'_>, union_id: Id) -> DbResult<Option<String>> {
        Ok(union::find_unscoped(tx, union_id)?.map(|u| u.code))
    }

    fn division_of(&self, tx: &mut Tx<'_>, union_id: Id) -> DbResult<Option<String>> {
        Ok(union::find_unscoped(tx, union_id)?.map(|u| u.division_code))
    }

    fn division_name(&self, tx: &mut Tx<'_>, code: &str) -> DbResult<Option<String>> {
        division::name_on(tx, code, tx.today())
    }
}

impl MemberDirectory for Directory {
    fn by_phone(&self, tx: &mut Tx<'_>, phone: &Phone) -> DbResult<Vec<Provable>> {
        Ok(self.members(tx, phone)?.iter().map(provable).collect())
    }

    fn prove(&self, tx: &mut Tx<'_>, phone: &Phone, name: &str, tail: &str) -> DbResult<Option<Provable>> {
        let (name, tail) = (kernel::text::name_key(name), kernel::text::number_text(tail));
        if tail.chars().count() != 6 {
            return Ok(None);
        }
        for p in self.members(tx, phone)? {
            if kernel::text::name_key(&p.profile.name) != name {
                continue;
            }
            for d in person::documents(tx, p.id)? {
                let number = self.keys.open(&d.number, &seal_context("number", p.id));
                let number =
                    number.map_err(|e| DbError::Inconsistent(format!("document of {}: {e}", p.id)))?;
                if number.ends_with(&tail) {
                    return Ok(Some(provable(&p)));
                }
            }
        }
        Ok(None)
    }

    fn phone_of(&self, tx: &mut Tx<'_>, person_id: Id) -> DbResult<Option<Phone>> {
        let Some(p) = person::by_ids(tx, &[person_id])?.remove(&person_id) else { return Ok(None) };
        let phone = p.phone.map(|sealed| self.keys.open(&sealed, &seal_context("phone", person_id)));
        let phone = phone.transpose();
        let phone = phone.map_err(|e| DbError::Inconsistent(format!("phone of {person_id}: {e}")))?;
        Ok(phone.and_then(|p| Phone::parse(&p).ok()))
    }

    fn by_id(&self, tx: &mut Tx<'_>, person_id: Id) -> DbResult<Option<Provable>> {
        Ok(person::by_id(tx, person_id)?.as_ref().map(provable))
    }

    fn records(&self, tx: &mut Tx<'_>, person_id: Id) -> DbResult<Vec<Id>> {
        let mut all = vec![person_id];
        let mut next = 0;
        while let Some(id) = all.get(next).copied().filter(|_| all.len() < MOST_RECORDS) {
            let merged = erase::merged_records(tx, id)?;
            all.extend(merged.into_iter().filter(|m| *m != person_id));
            next += 1;
        }
        Ok(all)
    }
}

/// `union_level` of basic unions: those of an employer, or of several small ones together.
const BASIC: i64 = 60;

/// What stands at a union. Who holds a role at a basic union is tied to its employers.
fn at_union(u: Union) -> Workplace {
    let ties = if u.level >= BASIC { vec![u.place()] } else { Vec::new() };
    Workplace { union_id: u.id, union_name: u.name, ties, ..Workplace::unknown() }
}

impl Workplaces for Directory {
    fn of_member(&self, tx: &mut Tx<'_>, person_id: Id) -> DbResult<Option<Workplace>> {
        let Some(m) = membership::open_of(tx, person_id)? else { return Ok(None) };
        let Some(u) = union::find_unscoped(tx, m.union_id)? else { return Ok(None) };
        let employer_id = m.employer_id.unwrap_or(Id(0));
        let known = employer::find_unscoped(tx, employer_id)?;
        let employer_name = known.map_or(m.employer_name, |e| e.facts.name);
        Ok(Some(Workplace { employer_id, employer_name, ..at_union(u) }))
    }

    fn of_employer(&self, tx: &mut Tx<'_>, employer_id: Id) -> DbResult<Option<Workplace>> {
        let Some(e) = employer::find_unscoped(tx, employer_id)? else { return Ok(None) };
        let Some(union_id) = e.union_id else { return Ok(None) };
        let Some(u) = union::find_unscoped(tx, union_id)? else { return Ok(None) };
        Ok(Some(Workplace { employer_id, employer_name: e.facts.name, ..at_union(u) }))
    }

    fn of_code(&self, tx: &mut Tx<'_>, union_code: &str) -> DbResult<Option<Workplace>> {
        let found = union::by_code(tx, union_code.trim())?;
        Ok(found.filter(|u| !u.is_dissolved()).map(at_union))
    }
}

/// The tree, for figures.
#[derive(Clone, Copy, Debug)]
pub struct Tree;

impl TreeSource for Tree {
    fn unions_in_range(&self) -> &'static str {
        union::UNIONS_ON_DAY_TEXT
    }

    fn stood_in_range(&self) -> &'static str {
        union_place::STOOD_IN_RANGE
    }

    fn stays(&self, tx: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<Stay>> {
        union_place::stays(tx, union_id)
    }
}
