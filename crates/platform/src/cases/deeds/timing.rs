//! The clock of a case: stopped, started, given more time.

use kernel::Params;
use store::Tx;

use super::super::error::{CaseError, Result, field};
use super::super::model::{CaseFile, CaseState};
use super::super::procedure::Allow;
use super::super::saving::{Saving, save};
use super::super::walk::{run, start_clock};
use super::{InHand, note as noted};

/// Most days of one extension.
const MOST: u32 = 60;

/// Stops the clock.
pub(super) fn suspend(tx: &mut Tx<'_>, h: &InHand<'_>, note: &str) -> Result<CaseFile> {
    h.allowed(Allow::Suspend, "暂停")?;
    let note = noted(note, true)?;
    if h.before.state == CaseState::Paused {
        return Err(h.not_now("暂停"));
    }
    let (mut c, today) = (h.before.clone(), tx.today());
    c.state = CaseState::Paused;
    c.clock = c.clock.map(|k| k.pause(today));
    c.tick_at = kernel::Timestamp(0);
    let saving = Saving::of("suspend", "暂停").note(&note).plain("这件事暂时停一停，要等外面的结果：{note}");
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    Ok(c)
}

/// Lets it run on with the days that were left.
pub(super) fn resume(tx: &mut Tx<'_>, h: &InHand<'_>, note: &str) -> Result<CaseFile> {
    h.own()?;
    let note = noted(note, false)?;
    if h.before.state != CaseState::Paused {
        return Err(h.not_now("恢复"));
    }
    let (mut c, now) = (h.before.clone(), tx.now());
    c.state = CaseState::Open;
    c.clock_number += 1;
    match c.clock {
        Some(clock) => run(h.ground, &mut c, now, clock.resume(&h.ground.calendar, now.day()))?,
        None => {
            let step = h.ground.step(h.p, &h.before)?;
            if let Some(limit) = h.p.limit(step, &c.track) {
                start_clock(h.ground, &mut c, now, limit)?;
            }
        }
    }
    let saving = Saving::of("resume", "恢复办理").note(&note).plain("这件事继续办，{due}前答复您。");
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    Ok(c)
}

/// Gives it more time: before its limit is over by those who have it, afterwards only by those above.
pub(super) fn extend(tx: &mut Tx<'_>, h: &InHand<'_>, days: u32, note: &str) -> Result<CaseFile> {
    h.allowed(Allow::Extend, "延期")?;
    let note = noted(note, true)?;
    if !(1..=MOST).contains(&days) {
        let params = [("most", MOST.to_string())].into();
        return Err(CaseError::Invalid(vec![field("/days", "cases.extension", params)]));
    }
    let clock = h.before.clock.filter(|_| h.before.state == CaseState::Open);
    let clock = clock.ok_or_else(|| h.not_now("延期"))?;
    let (mut c, now) = (h.before.clone(), tx.now());
    if now.day() > clock.due_on && h.hand != super::Hand::Above {
        return Err(CaseError::Invalid(vec![field("/days", "cases.extension-late", Params::new())]));
    }
    c.clock_number += 1;
    (c.watch_path, c.climbed) = (String::new(), 0);
    let extended = clock.extend(&h.ground.calendar, days)?;
    run(h.ground, &mut c, now, Ok(extended))?;
    let saving = Saving::of("extend", &format!("延期至{}", extended.due_on))
        .note(&note)
        .plain("这件事要多用一些时间，改在{due}前答复您：{note}");
    save(tx, h.ground, h.by, Some(&h.before), &mut c, saving)?;
    Ok(c)
}
