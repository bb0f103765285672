//! What the endpoints of enrolment have in common.

use std::collections::HashMap;
use std::sync::Arc;

use guard::Scope;
use guard::act::Action;
use guard::res::Resource;
use kernel::{Day, Id, OrgPath};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::Serialize;
use store::Tx;

use crate::enrol_error::Result;
use crate::model::scheme::{ItemKind, Scheme};
use crate::store::scheme;

/// The place of a union that was asked for, if something of it may be seen.
pub fn place<R: Resource, A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    union: Option<Id>,
) -> Result<Option<OrgPath>> {
    let Some(id) = union else { return Ok(None) };
    let place = union_by_id(tx, id)?.map(|u| u.place()).filter(|p| !scope.ranges_within(p).is_empty());
    Ok(Some(place.ok_or(RegistryError::UnionNotFound)?))
}

/// What somebody typed to search for; where it is looked for it is told in the ways in which it may be written.
pub fn searched(typed: Option<&str>) -> String {
    platform::cases::line(typed.unwrap_or_default()).chars().take(100).collect()
}

/// An id, unless it is none.
pub fn some(id: Id) -> Option<Id> {
    Some(id).filter(|id| id.0 != 0)
}

/// Names of unions that a page shows, each read once.
#[derive(Debug, Default)]
pub struct UnionNames(HashMap<Id, String>);

impl UnionNames {
    /// The name of a union; empty for none.
    pub fn of(&mut self, tx: &mut Tx<'_>, id: Id) -> Result<String> {
        if id.0 == 0 {
            return Ok(String::new());
        }
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = union_by_id(tx, id)?.map(|u| u.name).unwrap_or_default();
        self.0.insert(id, name.clone());
        Ok(name)
    }
}

/// Schemes whose words a page shows, each read once.
#[derive(Debug, Default)]
pub struct Words(HashMap<Id, Option<Arc<Scheme>>>);

impl Words {
    /// A scheme in force.
    pub fn scheme(&mut self, tx: &mut Tx<'_>, id: Id) -> Result<Option<Arc<Scheme>>> {
        if let Some(known) = self.0.get(&id) {
            return Ok(known.clone());
        }
        let found = scheme::by_id(tx, id)?.map(|s| s.scheme);
        self.0.insert(id, found.clone());
        Ok(found)
    }
}

/// The title of an item in a scheme.
pub fn item_title(scheme: Option<&Scheme>, kind: ItemKind) -> String {
    scheme.and_then(|s| s.item(kind)).map_or_else(|| kind.title().to_owned(), |i| i.title.clone())
}

/// Titles of items with 、 between them.
pub fn items_label(scheme: Option<&Scheme>, items: &[ItemKind]) -> String {
    items.iter().map(|i| item_title(scheme, *i)).collect::<Vec<_>>().join("、")
}

/// The title of a class in a scheme.
pub fn class_title(scheme: Option<&Scheme>, code: &str) -> String {
    let found = scheme.and_then(|s| s.classes.iter().find(|c| c.code == code));
    found.map_or_else(|| code.to_owned(), |c| c.title.clone())
}

/// An item of a cover, with the waiting.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualCoverItem {
    kind: ItemKind,
    title: String,
    /// Was covered until the day before: nothing is waited for.
    continuous: bool,
    /// Last day of waiting for illness; none if nothing is waited for.
    waits_until: Option<Day>,
}

/// The items of a cover that begins on a day.
pub fn cover_items(
    scheme: Option<&Scheme>,
    (items, continued): (&[ItemKind], &[ItemKind]),
    from: Option<Day>,
) -> Vec<MutualCoverItem> {
    let one = |kind: &ItemKind| {
        let continuous = continued.contains(kind);
        let days = scheme.and_then(|s| s.item(*kind)).map_or(0, |i| match continuous {
            true => i.wait_days_renewal,
            false => i.wait_days_new,
        });
        MutualCoverItem {
            kind: *kind,
            title: item_title(scheme, *kind),
            continuous,
            waits_until: from.filter(|_| days > 0).map(|f| f.plus_days(days - 1)),
        }
    };
    items.iter().map(one).collect()
}

/// Who pays what, as pages show it.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualParts {
    premium_fen: i64,
    employer_fen: i64,
    union_fen: i64,
    person_fen: i64,
}

impl From<crate::model::enrolment::Parts> for MutualParts {
    fn from(p: crate::model::enrolment::Parts) -> Self {
        Self {
            premium_fen: p.premium.0,
            employer_fen: p.employer.0,
            union_fen: p.union.0,
            person_fen: p.person.0,
        }
    }
}

/// The title of a problem code, or nothing for an empty one.
pub fn error_text(code: &str) -> String {
    if code.is_empty() { String::new() } else { kernel::locale::fill(code, std::iter::empty()) }
}

/// A cursor that means nothing.
pub fn bad_cursor() -> http_base::ApiError {
    http_base::ApiError::of(kernel::Status::BadRequest, "http.cursor")
}

/// No union: whoever names none finds none.
pub fn nobody() -> Id {
    Id(0)
}
