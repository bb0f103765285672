//! What the endpoints of merchants and statements have in common.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use guard::Scope;
use guard::act::Action;
use guard::res::Resource;
use kernel::{Id, OrgPath, Timestamp};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::Deserialize;
use store::{DbResult, Tx};

use crate::merchant_error::Result;
use crate::model::campaign::Campaign;
use crate::model::settling::StatementState;
use crate::store::{campaign, merchant, settling, shop};

/// Why something is done.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct BenefitReason {
    /// 2 to 200 characters.
    pub reason: String,
}

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

/// What somebody typed to search for.
pub fn searched(typed: Option<&str>) -> String {
    platform::cases::line(typed.unwrap_or_default()).chars().take(100).collect()
}

/// An instant, unless it is none.
pub fn when(at: Timestamp) -> Option<Timestamp> {
    Some(at).filter(|t| t.0 != 0)
}

/// An id, unless it is none.
pub fn some(id: Id) -> Option<Id> {
    Some(id).filter(|id| id.0 != 0)
}

/// Names that a page shows, each read once.
#[derive(Debug, Default)]
pub struct Names {
    merchants: HashMap<Id, String>,
    shops: HashMap<Id, String>,
    campaigns: HashMap<Id, Option<Campaign>>,
    paid: HashMap<Id, bool>,
}

impl Names {
    /// The name of a merchant.
    pub fn merchant(&mut self, tx: &mut Tx<'_>, id: Id) -> DbResult<String> {
        if let Some(name) = self.merchants.get(&id) {
            return Ok(name.clone());
        }
        let name = merchant::unscoped(tx, id)?.map(|m| m.name).unwrap_or_default();
        self.merchants.insert(id, name.clone());
        Ok(name)
    }

    /// The name of a shop of a merchant.
    pub fn shop(&mut self, tx: &mut Tx<'_>, merchant: Id, id: Id) -> DbResult<String> {
        if let Some(name) = self.shops.get(&id) {
            return Ok(name.clone());
        }
        let name = shop::find(tx, merchant, id)?.map(|s| s.name).unwrap_or_default();
        self.shops.insert(id, name.clone());
        Ok(name)
    }

    /// A campaign.
    pub fn campaign(&mut self, tx: &mut Tx<'_>, id: Id) -> DbResult<Option<&Campaign>> {
        let known = match self.campaigns.entry(id) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(place) => place.insert(campaign::unscoped(tx, id)?),
        };
        Ok(known.as_ref())
    }

    /// Whether a statement is paid.
    pub fn paid(&mut self, tx: &mut Tx<'_>, statement: Id) -> DbResult<bool> {
        if let Some(paid) = self.paid.get(&statement) {
            return Ok(*paid);
        }
        let paid = settling::unscoped(tx, statement)?.is_some_and(|s| s.state == StatementState::Paid);
        self.paid.insert(statement, paid);
        Ok(paid)
    }
}
