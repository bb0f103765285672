//! Shops where a member gets something.

use std::collections::HashMap;

use kernel::Id;
use registry::api::{membership_of, union_by_id, unions_on_path};
use store::{DbResult, Tx};

use crate::merchant_error::Result;
use crate::model::merchant::{Category, Discount, Merchant, Place, Shop};
use crate::rules::redeem::takes;
use crate::store::{campaign, merchant, shop};

/// Which shops.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only those that take vouchers of this campaign.
    pub campaign: Option<Id>,
    /// Where the person is.
    pub from: Option<Place>,
    /// In the names or the address.
    pub text: String,
    /// Only of this category.
    pub category: Option<Category>,
}

/// A shop with what is to be had there.
#[derive(Clone, Debug)]
pub struct Near {
    /// Shop.
    pub shop: Shop,
    /// Its merchant.
    pub merchant_name: String,
    /// What the merchant sells.
    pub category: Category,
    /// Metres, where both places are known.
    pub metres: Option<i64>,
    /// What every member gets there these days.
    pub discounts: Vec<Discount>,
}

/// Merchants that take vouchers of a campaign, or all of the member's unions.
fn merchants(tx: &mut Tx<'_>, person: Id, of: Option<Id>) -> DbResult<Vec<Merchant>> {
    let today = tx.today();
    let Some(own) = membership_of(tx, person)? else { return Ok(Vec::new()) };
    let Some(home) = union_by_id(tx, own.union_id)? else { return Ok(Vec::new()) };
    let chain: Vec<Id> = unions_on_path(tx, &home.place())?.into_iter().map(|u| u.id).collect();
    let Some(id) = of else { return merchant::open_of(tx, &chain, today) };
    let seen = |c: &crate::model::campaign::Campaign| c.state.is_public() && chain.contains(&c.union_id);
    let Some(c) = campaign::unscoped(tx, id)?.filter(seen) else { return Ok(Vec::new()) };
    let Some(place) = union_by_id(tx, c.union_id)?.map(|u| u.place()) else { return Ok(Vec::new()) };
    let mut all = if c.terms.offer.merchants.is_empty() {
        merchant::open_of(tx, &chain, today)?
    } else {
        merchant::find_all(tx, &c.terms.offer.merchants)?
    };
    all.retain(|m| m.is_open(today) && takes(m, &c, &place));
    Ok(all)
}

/// Open shops, the nearest first, those whose place is not known last.
///
/// # Errors
/// Any [`crate::merchant_error::MerchantError`].
pub fn near(tx: &mut Tx<'_>, person: Id, wanted: &Wanted) -> Result<Vec<Near>> {
    let today = tx.today();
    let mut all = merchants(tx, person, wanted.campaign)?;
    all.retain(|m| wanted.category.is_none_or(|c| c == m.category));
    let ids: Vec<Id> = all.iter().map(|m| m.id).collect();
    let mut discounts: HashMap<Id, Vec<Discount>> = HashMap::new();
    for d in shop::discounts_of(tx, &ids, today)? {
        discounts.entry(d.merchant_id).or_default().push(d);
    }
    let merchants: HashMap<Id, Merchant> = all.into_iter().map(|m| (m.id, m)).collect();
    let mut found = Vec::new();
    for shop in shop::open_of(tx, &ids)? {
        let Some(m) = merchants.get(&shop.merchant_id) else { continue };
        let texts = [&shop.name, &shop.address, &m.name];
        if !wanted.text.is_empty() && !texts.iter().any(|t| t.contains(&wanted.text)) {
            continue;
        }
        found.push(Near {
            metres: wanted.from.zip(shop.place).map(|(a, b)| a.metres(b)),
            merchant_name: m.name.clone(),
            category: m.category,
            discounts: discounts.get(&m.id).cloned().unwrap_or_default(),
            shop,
        });
    }
    found.sort_by_key(|n| (n.metres.unwrap_or(i64::MAX), n.shop.merchant_id, n.shop.id));
    Ok(found)
}
