//! Pure decisions about rooms: whether one meets the standard, which days a pattern of duty takes.

use kernel::Day;
use platform::codesets::Codesets;

use crate::model::room::StandardItem;

/// Dictionary of the building standard (建设标准).
pub const STANDARD: &str = "room_standard";
/// Its group of required items.
const REQUIRED: &str = "R";

/// The standard of a day: the entries that stand in a group; a group itself is none.
pub fn standard(words: &Codesets, day: Day) -> Vec<StandardItem> {
    let items = words.choices(STANDARD, day).filter(|i| !i.parent.is_empty());
    let item = |i: &platform::codesets::CodeItem| StandardItem {
        code: i.code.clone(),
        label: i.label.clone(),
        required: i.parent == REQUIRED,
        met: false,
    };
    items.map(item).collect()
}

/// The standard with what was found; codes that it does not have are left out.
pub fn found(mut standard: Vec<StandardItem>, met: &[String]) -> Vec<StandardItem> {
    standard.iter_mut().for_each(|i| i.met = met.contains(&i.code));
    standard
}

/// Required items that are missing.
pub fn missing(items: &[StandardItem]) -> usize {
    items.iter().filter(|i| i.required && !i.met).count()
}

/// A pattern of duty.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// 1 Monday … 7 Sunday.
    pub weekdays: Vec<i8>,
    /// Leaves out days that are not worked.
    pub skip_holidays: bool,
}

/// The days that a pattern takes.
///
/// # Errors
/// The first year whose working days are not known, where they are asked for.
pub fn days(p: &Pattern, worked: impl Fn(Day) -> Option<bool>) -> Result<Vec<Day>, i16> {
    let (mut all, mut day) = (Vec::new(), p.from);
    while day <= p.until {
        if p.weekdays.contains(&day.weekday()) && (!p.skip_holidays || worked(day).ok_or(day.year())?) {
            all.push(day);
        }
        day = day.plus_days(1);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::calendar::Calendar;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_required_item_must_be_met_and_no_other() {
        let all = standard(&Codesets::first(), day("2026-11-27"));
        assert!(all.len() > 8 && all.iter().any(|i| !i.required), "{all:?}");
        let required: Vec<String> = all.iter().filter(|i| i.required).map(|i| i.code.clone()).collect();
        assert_eq!(missing(&found(all.clone(), &required)), 0);
        assert_eq!(missing(&found(all.clone(), &required[1..])), 1);
        assert_eq!(missing(&found(all, &["R".into(), "P1".into()])), required.len());
    }

    #[test]
    fn a_pattern_skips_what_is_not_worked_and_refuses_what_is_not_known() {
        let c = Calendar::first();
        let worked = |d| c.is_working_day(d).ok();
        let p = Pattern {
            from: day("2026-09-28"),
            until: day("2026-10-14"),
            weekdays: vec![3, 6],
            skip_holidays: true,
        };
        let found: Vec<String> = days(&p, worked).unwrap().iter().map(Day::to_string).collect();
        assert_eq!(
            found,
            ["2026-09-30", "2026-10-10", "2026-10-14"],
            "the 7th is off, the Saturday is made up"
        );
        let every = Pattern { skip_holidays: false, ..p.clone() };
        assert_eq!(days(&every, worked).unwrap().len(), 5);
        let over = Pattern { from: day("2026-12-30"), until: day("2027-01-06"), ..p };
        assert_eq!(days(&over, worked), Err(2027));
        assert!(days(&Pattern { skip_holidays: false, ..over }, worked).is_ok());
    }
}
