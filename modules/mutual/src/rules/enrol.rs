//! Whether a person may be enrolled, for which items, and what it costs. Pure.

use kernel::{Day, Fen, OrgPath};
use registry::api::{KnownPerson, Status};

use crate::model::enrolment::Parts;
use crate::model::scheme::{Item, ItemKind, Scheme};

/// What a list says about a person, or a cadre who adds one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Items; everything that is offered to the person if none.
    pub items: Option<Vec<ItemKind>>,
    /// Code of the payer class; the only one of the scheme if none.
    pub class: Option<String>,
    /// Shares of each item.
    pub shares: i64,
    /// What employer, union and person bear, where the list says it: 分.
    pub parts: Option<(Fen, Fen, Fen)>,
}

/// Why a person cannot be enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody in the register has this document.
    Unknown,
    /// In the register, but no member now.
    NoMember,
    /// A member of a union that is not beneath the one that enrols: its name.
    OtherUnion(String),
    /// The register has another name for this document.
    Name,
    /// Retired, and the scheme is for people in service.
    Retired,
    /// Younger than the scheme allows: age, least age.
    TooYoung(i64, i64),
    /// Older than the scheme allows: age, most.
    TooOld(i64, i64),
    /// Enrolled by another union in this period: its name.
    Elsewhere(String),
    /// The scheme does not have this item.
    NoItem(&'static str),
    /// Given free of charge; cannot be asked for.
    Gift(String),
    /// The class cannot have this item: item, class.
    NotForClass(String, String),
    /// Women only.
    NotFemale(String),
    /// An item asks for another: which, for which.
    Requires(String, String),
    /// More shares than may be: item, most.
    Shares(String, i64),
    /// No such class.
    NoClass(String),
    /// The scheme has several classes and none was told.
    ClassMissing,
    /// The parts do not add up to the premium: told, premium.
    Parts(Fen, Fen),
    /// Nothing that the person could have.
    Nothing,
}

impl Refusal {
    /// Key of the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "mutual.row-unknown",
            Self::NoMember => "mutual.row-no-member",
            Self::OtherUnion(_) => "mutual.row-other-union",
            Self::Name => "mutual.row-name",
            Self::Retired => "mutual.row-retired",
            Self::TooYoung(..) => "mutual.row-too-young",
            Self::TooOld(..) => "mutual.row-too-old",
            Self::Elsewhere(_) => "mutual.row-elsewhere",
            Self::NoItem(_) => "mutual.row-no-item",
            Self::Gift(_) => "mutual.row-gift",
            Self::NotForClass(..) => "mutual.row-not-for-class",
            Self::NotFemale(_) => "mutual.row-not-female",
            Self::Requires(..) => "mutual.row-requires",
            Self::Shares(..) => "mutual.row-shares",
            Self::NoClass(_) => "mutual.row-no-class",
            Self::ClassMissing => "mutual.row-class-missing",
            Self::Parts(..) => "mutual.row-parts",
            Self::Nothing => "mutual.row-nothing",
        }
    }

    /// Values of the sentence.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::OtherUnion(union) | Self::Elsewhere(union) => vec![("union", union.clone())],
            Self::TooYoung(age, least) => vec![("age", age.to_string()), ("least", least.to_string())],
            Self::TooOld(age, most) => vec![("age", age.to_string()), ("most", most.to_string())],
            Self::NoItem(item) => vec![("item", (*item).to_owned())],
            Self::Gift(item) | Self::NotFemale(item) => vec![("item", item.clone())],
            Self::NotForClass(item, class) => vec![("item", item.clone()), ("class", class.clone())],
            Self::Requires(needed, item) => vec![("needed", needed.clone()), ("item", item.clone())],
            Self::Shares(item, most) => vec![("item", item.clone()), ("most", most.to_string())],
            Self::NoClass(class) => vec![("class", class.clone())],
            Self::Parts(told, premium) => vec![("told", told.to_string()), ("premium", premium.to_string())],
            _ => Vec::new(),
        }
    }
}

/// Why a row that is fine is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// 会籍保留.
    Retained,
    /// The scheme asks for an age, and the register does not know the birth day.
    NoBirth,
}

impl Remark {
    /// Key of the sentence.
    pub fn code(self) -> &'static str {
        match self {
            Self::Retained => "mutual.row-retained",
            Self::NoBirth => "mutual.row-no-birth",
        }
    }
}

/// What is enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Items, in the order of the scheme.
    pub items: Vec<ItemKind>,
    /// Code of the class.
    pub class: String,
    /// Shares.
    pub shares: i64,
    /// Who pays what.
    pub parts: Parts,
}

/// The person whom a row is about.
///
/// # Errors
/// [`Refusal::Unknown`], [`Refusal::Name`].
pub fn identify<'a>(person: Option<&'a KnownPerson>, name: Option<&str>) -> Result<&'a KnownPerson, Refusal> {
    let person = person.ok_or(Refusal::Unknown)?;
    match name {
        Some(n) if kernel::text::name_key(n) != kernel::text::name_key(&person.name) => Err(Refusal::Name),
        _ => Ok(person),
    }
}

/// Whether a person may be enrolled at all by a union, and what is to be looked at. `place` is that of the union; a member of it
/// or of a union beneath may, whoever went to another union is that one's. `elsewhere` is where the person is a member.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn admit(
    scheme: &Scheme,
    person: &KnownPerson,
    place: &OrgPath,
    elsewhere: impl FnOnce() -> String,
) -> Result<Vec<Remark>, Refusal> {
    let member = person.member.as_ref().ok_or(Refusal::NoMember)?;
    if !place.covers(&member.union_path) {
        return Err(Refusal::OtherUnion(elsewhere()));
    }
    let mut remarks = Vec::new();
    if person.is_retired() {
        if !scheme.entry.retired {
            return Err(Refusal::Retired);
        }
    } else if member.status == Status::Retained {
        remarks.push(Remark::Retained);
    }
    match person.birth {
        Some(birth) => aged(scheme, birth)?,
        None => remarks.push(Remark::NoBirth),
    }
    Ok(remarks)
}

fn aged(scheme: &Scheme, birth: Day) -> Result<(), Refusal> {
    let age = i64::from(birth.age_on(scheme.cover_from));
    if age < scheme.entry.min_age {
        return Err(Refusal::TooYoung(age, scheme.entry.min_age));
    }
    match scheme.entry.max_age {
        Some(most) if age > most => Err(Refusal::TooOld(age, most)),
        _ => Ok(()),
    }
}

fn class_of(scheme: &Scheme, wish: &Wish) -> Result<String, Refusal> {
    match (&wish.class, scheme.classes.as_slice()) {
        (Some(told), classes) => {
            let found = classes.iter().find(|c| c.code == *told || c.title == *told);
            found.map(|c| c.code.clone()).ok_or_else(|| Refusal::NoClass(told.clone()))
        }
        (None, [only]) => Ok(only.code.clone()),
        (None, _) => Err(Refusal::ClassMissing),
    }
}

fn class_title(scheme: &Scheme, code: &str) -> String {
    scheme.classes.iter().find(|c| c.code == code).map_or_else(|| code.to_owned(), |c| c.title.clone())
}

/// What is offered to the person if the list names no items.
fn offered<'a>(scheme: &'a Scheme, class: &str, female: bool) -> Vec<&'a Item> {
    let fits = |i: &&Item| {
        i.kind != ItemKind::Gift && i.premium(class).is_some() && (female || i.kind != ItemKind::Female)
    };
    let mut all: Vec<&Item> = scheme.items.iter().filter(fits).collect();
    // Without what it asks for an item is not offered.
    loop {
        let kinds: Vec<ItemKind> = all.iter().map(|i| i.kind).collect();
        let before = all.len();
        all.retain(|i| i.requires.iter().all(|r| kinds.contains(r)));
        if all.len() == before {
            return all;
        }
    }
}

fn wanted<'a>(
    scheme: &'a Scheme,
    kinds: &[ItemKind],
    class: &str,
    female: bool,
) -> Result<Vec<&'a Item>, Refusal> {
    for kind in kinds {
        let item = scheme.item(*kind).ok_or(Refusal::NoItem(kind.title()))?;
        if item.kind == ItemKind::Gift {
            return Err(Refusal::Gift(item.title.clone()));
        }
        if item.premium(class).is_none() {
            return Err(Refusal::NotForClass(item.title.clone(), class_title(scheme, class)));
        }
        if item.kind == ItemKind::Female && !female {
            return Err(Refusal::NotFemale(item.title.clone()));
        }
        if let Some(missing) = item.requires.iter().find(|r| !kinds.contains(r)) {
            let needed = scheme.item(*missing).map_or(missing.title(), |i| i.title.as_str());
            return Err(Refusal::Requires(needed.to_owned(), item.title.clone()));
        }
    }
    Ok(scheme.items.iter().filter(|i| kinds.contains(&i.kind)).collect())
}

/// Items, class and premium of what is wished for.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn offer(scheme: &Scheme, wish: &Wish, female: bool) -> Result<Offer, Refusal> {
    let class = class_of(scheme, wish)?;
    let items = match wish.items.as_deref() {
        None | Some([]) => offered(scheme, &class, female),
        Some(kinds) => wanted(scheme, kinds, &class, female)?,
    };
    if items.is_empty() {
        return Err(Refusal::Nothing);
    }
    let mut parts = Parts::default();
    for item in &items {
        if wish.shares < 1 || wish.shares > item.max_shares {
            return Err(Refusal::Shares(item.title.clone(), item.max_shares));
        }
        if let Some(p) = item.premium(&class) {
            let times = |f: Fen| Fen(f.0.saturating_mul(wish.shares));
            parts.add(Parts {
                premium: times(p.amount),
                employer: times(p.employer),
                union: times(p.union),
                person: times(p.person),
            });
        }
    }
    if let Some((employer, union, person)) = wish.parts {
        let told = Fen(employer.0.saturating_add(union.0).saturating_add(person.0));
        if told != parts.premium {
            return Err(Refusal::Parts(told, parts.premium));
        }
        parts = Parts { premium: parts.premium, employer, union, person };
    }
    Ok(Offer { items: items.iter().map(|i| i.kind).collect(), class, shares: wish.shares, parts })
}

/// The items that are given free of charge to a person with these items: gift cover that the scheme has, and whose conditions
/// are met on the day on which the bill is paid.
pub fn gifts(scheme: &Scheme, items: &[ItemKind], person: Option<&KnownPerson>) -> Vec<ItemKind> {
    let Some(person) = person else { return Vec::new() };
    let given = |i: &&Item| {
        let Some(g) = i.gift.filter(|_| i.kind == ItemKind::Gift) else { return false };
        // Every member has the card of the platform as long as the membership is open.
        let card = !g.card || person.member.is_some();
        let active = person.member.as_ref().is_some_and(|m| m.status == Status::Active);
        let in_service = !g.in_service || (active && !person.is_retired());
        card && in_service && (!g.hospital || items.contains(&ItemKind::Hospital))
    };
    scheme.items.iter().filter(given).map(|i| i.kind).collect()
}

/// First day of cover of a bill that became full with money of this day: the period's first day, or the day after the money.
pub fn cover_from(period_from: Day, paid_on: Day) -> Day {
    period_from.max(paid_on.plus_days(1))
}

/// Items for which nobody waits: those that a cover held until the day before `from`, or longer.
pub fn continued<'a>(
    items: &[ItemKind],
    from: Day,
    covers: impl Iterator<Item = (&'a [ItemKind], Day, Day)>,
) -> Vec<ItemKind> {
    let eve = from.plus_days(-1);
    let mut held: Vec<ItemKind> = Vec::new();
    for (had, first, last) in covers {
        if first <= eve && last >= eve {
            held.extend(had);
        }
    }
    items.iter().copied().filter(|i| held.contains(i)).collect()
}

#[cfg(test)]
#[path = "enrol_tests.rs"]
mod tests;
