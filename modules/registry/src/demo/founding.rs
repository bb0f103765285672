//! A 会员之家 of the demo with riders, drivers and couriers in it, and what the nightly look finds there.

use guard::{Actor, act, res};
use kernel::{Day, DocumentKind, IdNumber, OrgPath, PersonDocument};
use platform::App;
use platform::parameters::keys;

use super::Filled;
use crate::error::Result;
use crate::model::{Birth, BirthPrecision, EventKind, NewMembership, NewPerson, Profile, Status};
use crate::ops::create_member::{IfElsewhere, create_member};
use crate::ops::create_union::edit_union;
use crate::ops::founding_hints::look_at_home;
use crate::store::union;

/// For whom they work, and how many they are.
const COMPANIES: [(&str, usize); 4] =
    [("迅达外卖配送站", 31), ("安途网约车服务部", 27), ("邻里快递驿站", 12), ("万家家政服务部", 6)];
const FAMILIES: [&str; 12] = ["马", "韩", "罗", "宋", "邓", "许", "曹", "彭", "曾", "萧", "田", "董"];
const GIVEN: [&str; 9] = ["志远", "文斌", "小军", "丽娟", "海涛", "春梅", "永辉", "雪芹", "光明"];

/// What was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Home {
    /// Members.
    pub members: usize,
    /// Suggestions to found a union.
    pub hints: usize,
}

/// Makes a joint union of the first township a 会员之家, with members of companies that have no union. None of them is in the
/// register: nobody of the demo has a number of this division.
///
/// # Errors
/// The database's.
pub fn fill_member_home(app: &App, actor: &Actor, filled: &Filled) -> Result<Home> {
    let Some((town, _)) = filled.townships.first().cloned() else { return Ok(Home::default()) };
    let found = app.store().read_blocking(move |tx| union::find_unscoped(tx, town))?;
    let place = found.map(|u| u.place());
    let joint = filled
        .basic
        .iter()
        .find(|b| b.employers.len() > 1 && place.as_ref().is_some_and(|p| p.covers(&b.path)));
    let Some(joint) = joint else { return Ok(Home::default()) };
    let (id, path) = (joint.id, joint.path.clone());
    let wanted = app.parameters().integer(keys::OWN_UNION_MEMBERS, app.clock().today());
    let (change, keys) = (actor.permit::<res::Union, act::Update>()?, app.keyring().clone());
    let enter = actor.permit::<res::Member, act::Create>()?;
    app.store().write_blocking(move |tx| {
        let version = union::find_unscoped(tx, id)?.map_or(1, |u| u.version);
        edit_union(tx, &change, id, version, |u| u.form.member_home = "1".to_owned())?;
        let mut members = 0;
        for (company, count) in COMPANIES {
            for _ in 0..count {
                let Some(new) = worker(members) else { continue };
                let m = NewMembership {
                    union_id: id,
                    union_path: OrgPath::top(),
                    employer_id: None,
                    employer_name: company.to_owned(),
                    status: Status::Active,
                    event: EventKind::Joined,
                    day: tx.today().plus_days(-(members as i64 % 40)),
                    reason: String::new(),
                    batch_id: None,
                };
                create_member(tx, &keys, &enter, &new, m, IfElsewhere::Tell)?;
                members += 1;
            }
        }
        Ok(Home { members, hints: look_at_home(tx, (id, &path), wanted)? })
    })
}

fn worker(n: usize) -> Option<NewPerson> {
    let born = Day::constant(1985, 5, 2).plus_days(n as i64 * 53);
    let number = IdNumber::compose(110_101, born, 800 + n as u16)?;
    let document = PersonDocument::parse(DocumentKind::IdCard, number.as_str(), Day::OPEN).ok()?;
    let name = format!("{}{}", FAMILIES[n % FAMILIES.len()], GIVEN[n / 3 % GIVEN.len()]);
    let sex = if n.is_multiple_of(2) { "2" } else { "1" }.to_owned();
    let profile = Profile { name, sex, work_state: "1".to_owned(), ..Profile::default() };
    let birth = Birth { day: document.birth_day(), precision: BirthPrecision::Day };
    Some(NewPerson { profile, birth, document, phone: None })
}
