//! Uses of standing discounts in the demo: members who came on the last day for members, recorded at a till.

use std::collections::BTreeSet;

use kernel::{Fen, Id, Timestamp};
use platform::App;

use super::{Result, broken};
use crate::ops::discount_use::{NewUse, record};
use crate::ops::member_code::drawn;
use crate::ops::redeem::Till;
use crate::rules::code::{Codes, minute_of};
use crate::rules::member_code::MemberSaid;
use crate::store::{campaign, shop, voucher};

/// Members who came.
const PEOPLE: usize = 12;

/// Members of a union who got vouchers also used what a merchant gives for the member's code; how many.
pub fn fill(app: &App, union: Id, till: &Till) -> Result<usize> {
    let (codes, now, merchant) = (app.shared(Codes::of), app.clock().now(), till.merchant_id);
    let (discounts, people) = app.store().read_blocking(move |tx| {
        let mut people = BTreeSet::new();
        for id in campaign::live(tx, now)? {
            if campaign::unscoped(tx, id)?.is_some_and(|c| c.union_id == union) {
                people.extend(voucher::since(tx, id, 0, 40)?.into_iter().map(|v| v.person_id));
            }
        }
        Ok::<_, store::DbError>((shop::discounts(tx, merchant)?, people))
    })?;
    let d =
        discounts.into_iter().find(|d| d.terms.by_code).ok_or_else(|| broken("a discount of the demo"))?;
    let day = (0..40).map(|n| now.day().plus_days(-n)).find(|day| d.holds(*day) && *day >= d.from);
    let day = day.ok_or_else(|| broken("a service day of the demo"))?;
    let mut used = 0;
    for (n, person) in people.into_iter().take(PEOPLE).enumerate() {
        let draws = std::array::from_fn(|_| u64::from_be_bytes(app.random()));
        let (_, number) = app.store().write_blocking(move |tx| drawn(tx, person, &draws))?;
        let at = Timestamp::at_day_start(day).plus_minutes(n as i64 * 7).min(now);
        let code = codes.sign_member(&MemberSaid { number, minute: minute_of(at) });
        let new = NewUse {
            till: till.clone(),
            discount_id: d.id,
            code,
            at,
            offline: true,
            key: format!("demo-{n}"),
            device: format!("demo-{}", till.shop_id),
            bill: Fen(10_000 + 900 * n as i64),
            saved: Fen(1_000),
        };
        let codes = codes.clone();
        app.store().write_blocking(move |tx| record(tx, &codes, &new))?;
        used += 1;
    }
    Ok(used)
}
