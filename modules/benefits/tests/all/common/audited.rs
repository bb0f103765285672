//! The auditor of a campaign, as the tests ask it.

use benefits::model::campaign::Campaign;
use benefits::ops::audit_campaign::{Audit, audit};
use benefits::ops::issue::Issuing;

use super::world::World;

/// What the auditor finds.
pub fn walked(w: &World, c: &Campaign) -> Audit {
    let (with, id) = (Issuing::of(&w.app), c.id.to_string());
    w.app.store().read_blocking(move |tx| audit(tx, &with, &id)).unwrap().unwrap()
}

/// The auditor finds nothing wrong, and the book of the county balances.
pub fn whole(w: &World, c: &Campaign) {
    let a = walked(w, c);
    assert!(a.is_whole(), "{:?}", a.faults);
    assert!(w.balanced());
}
