//! Visits of the demo to merchants: one was fine, one found something that was mended, one waits.

use guard::{act, res};
use platform::App;

use super::{Result, Staff};
use crate::ops::redeem::Till;
use crate::ops::visit::{Entered, checklist, enter, mended};

/// A visit: days ago, items that are not met, note, days until it is to be mended, what was found then.
type Sample = (i64, &'static [&'static str], &'static str, Option<i64>, &'static str);

const SAMPLES: [Sample; 3] = [
    (40, &[], "标识清楚，店员熟悉优惠内容。", None, ""),
    (25, &["1"], "海报被货架挡住，请移到收银台旁边。", Some(7), "海报已经挂到收银台后面，进门看得见。"),
    (3, &["4", "5"], "新店员不会收会员码，请培训。", Some(10), ""),
];

/// Fills a visit to each of the merchants in; how many.
pub fn fill(app: &App, staff: &Staff, tills: [&Till; 3]) -> Result<usize> {
    let today = app.clock().today();
    for (till, (ago, unmet, note, mend, found)) in tills.into_iter().zip(SAMPLES) {
        let (words, scope) = (app.codesets(), staff.officer.permit::<res::Merchant, act::Update>()?);
        let day = today.plus_days(-ago);
        let codes = checklist(&words, day).into_iter().map(|i| i.code);
        let e = Entered {
            shop_id: Some(till.shop_id),
            day,
            people: format!("{}、王干事", staff.officer.name()),
            met: codes.filter(|c| !unmet.contains(&c.as_str())).collect(),
            note: note.to_owned(),
            mend_by: mend.map(|days| day.plus_days(days)),
        };
        let (id, s) = (till.merchant_id, scope.clone());
        let v = app.store().write_blocking(move |tx| enter(tx, &words, &s, id, &e).map(|(_, v)| v))?;
        if !found.is_empty() {
            let key = (id, v.id, v.version);
            app.store().write_blocking(move |tx| mended(tx, &scope, key, found).map(drop))?;
        }
    }
    Ok(SAMPLES.len())
}
