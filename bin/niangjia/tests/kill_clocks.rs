//! Kill -9 while thousands of limits are over at once: after the restart the clocks go on, and each has spoken once.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::time::{Duration, Instant};

use common::site::Site;
use rand::{RngExt, SeedableRng};

/// Matters of the demo whose limit is made to be over.
const DUE: i64 = 2_000;
/// A number of a clock that no matter of the demo has.
const CLOCK: i64 = 1_000;

const SPOKEN: &str = "SELECT count(*) FROM case_mark WHERE clock = 1000 AND mark = 2";

#[test]
fn killed_while_limits_are_over_each_clock_speaks_once() {
    let mut site = Site::new(700, |_| {});
    site.kill();
    // As a limit that was over a minute ago stands in the table.
    let due = format!(
        "UPDATE case_file SET state = 'open', step = 'general', track = 'general', closed_on = 0, closed_at = 0,
           clock = {CLOCK}, clock_from = 20261102, clock_count = 5, clock_unit = 'working_days', paused_on = 0,
           due_on = 20261109, due_at = 1, tick_at = 1, mark = 2, watch_path = '', version = version + 1
         WHERE id IN (SELECT id FROM case_file ORDER BY id LIMIT {DUE})"
    );
    assert_eq!(site.sql().execute(&due, []).unwrap() as i64, DUE);
    let before = site.number("SELECT count(*) FROM case_event WHERE deed = 'late'");
    site.sql().execute("UPDATE job_schedule SET next_at = 0 WHERE kind = 'cases.clocks'", []).unwrap();
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
    let (begun, mut halfway) = (Instant::now(), 0);
    site.restart();
    while site.number(SPOKEN) < DUE {
        assert!(begun.elapsed() < Duration::from_secs(170), "it does not come to an end");
        std::thread::sleep(Duration::from_millis(rng.random_range(0..30)));
        let spoken = site.number(SPOKEN);
        if halfway < 3 && spoken > 0 && spoken < DUE {
            site.kill();
            halfway += 1;
            site.restart();
        }
    }
    assert!(halfway >= 1, "never killed in the middle");
    std::thread::sleep(Duration::from_millis(300));
    let after = site.number("SELECT count(*) FROM case_event WHERE deed = 'late'");
    assert_eq!((site.number(SPOKEN), after - before), (DUE, DUE), "each once");
    assert_eq!(site.number("SELECT count(*) FROM case_file WHERE clock = 1000 AND late = 1"), DUE);
    site.sound();
}
