//! How much a million changes take in the audit, and how fast the chain is verified.

use std::time::Instant;

use anyhow::{Result, bail};
use guard::{Actor, Reason};
use kernel::{Id, OrgPath};
use platform::audit::{self, Changes, Entry};

use crate::How;
use crate::measure::Measure;
use crate::place::Place;

const CHANGES: i64 = 1_000_000;
/// Changes that share a commit under load.
const GROUP: i64 = 30;

/// Runs the benchmark.
///
/// # Errors
/// The database's; or the chain does not verify.
pub fn run(how: &How) -> Result<()> {
    for database in how.database.each() {
        let how = How { database, ..how.clone() };
        let place = Place::fresh(&how, "audit")?;
        place.answer(&["init"])?;
        let open = place.opened_as().open(niangjia::Access::Write)?;
        let store = open.app.store();
        let before = store.read_blocking(store::dialect::size_bytes)?;
        let keys = open.app.keyring().clone();
        let started = Instant::now();
        for first in (0..CHANGES).step_by(GROUP as usize) {
            let keys = keys.clone();
            store.write_blocking(move |tx| {
                let actor = Actor::system(Reason::Cli, "王小明");
                let path = OrgPath::parse("000100070033").unwrap_or_else(OrgPath::top);
                for n in first..(first + GROUP).min(CHANGES) {
                    let person = Id(1_000_000 + n);
                    let mut changes = Changes::new().field("education", "21", "31").field(
                        "employer_name",
                        "宁海县西店镇模具厂",
                        "宁海县西店镇精密模具有限公司",
                    );
                    // One change in twenty is of a sealed value.
                    if n % 20 == 0 {
                        let sealed = keys.seal_for_person(person, &[7; 16], "13800138000");
                        changes = changes.sealed("phone", None, Some((&sealed, &[1; 16])));
                    }
                    let entry =
                        Entry { union_path: Some(&path), changes, ..Entry::of("member.update", person) };
                    audit::record(tx, &actor, entry)?;
                }
                Ok::<_, store::DbError>(())
            })?;
        }
        eprintln!("recorded in {:.0} s", started.elapsed().as_secs_f64());
        let bytes = store.read_blocking(store::dialect::size_bytes)? - before;
        drop(open);
        let started = Instant::now();
        let said = place.answer(&["verify", "audit"])?;
        if said["faults"].as_array().is_none_or(|f| !f.is_empty()) {
            bail!("the audit does not verify: {said}");
        }
        let line = Measure {
            bench: "audit",
            measure: "size of a million changes",
            value: bytes as f64 / 1e6,
            unit: "MB",
            against: None,
            ratio: None,
            database,
            size: 0,
        };
        line.print();
        let rate = CHANGES as f64 / started.elapsed().as_secs_f64();
        Measure { measure: "verify audit", value: rate, unit: "entries/s", ..line }.print();
    }
    Ok(())
}
