//! Licences, banned crates and sources, by `deny.toml`, from the lock files alone.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::floors::metadata;
use crate::read;

const NPM: &str = "https://registry.npmjs.org/";

struct Rules {
    allow: Vec<String>,
    npm: Vec<String>,
    bans: Vec<String>,
    registries: Vec<String>,
}

impl Rules {
    fn read(root: &Path) -> Result<Self> {
        let deny: toml::Value = toml::from_str(&read(root, "deny.toml")?).context("deny.toml")?;
        let cargo: toml::Value = toml::from_str(&read(root, "Cargo.toml")?).context("Cargo.toml")?;
        let list = |file: &toml::Value, path: &[&str]| {
            let found = path.iter().try_fold(file, |v, k| v.get(k));
            let items = found.and_then(toml::Value::as_array).into_iter().flatten();
            let text = |v: &toml::Value| {
                v.as_str().or(v.get("name").and_then(toml::Value::as_str)).map(str::to_owned)
            };
            items.filter_map(text).collect::<Vec<_>>()
        };
        Ok(Self {
            allow: list(&deny, &["licenses", "allow"]),
            npm: list(&cargo, &["workspace", "metadata", "npm-licences", "allow"]),
            bans: list(&deny, &["bans", "deny"]),
            registries: list(&deny, &["sources", "allow-registry"]),
        })
    }
}

/// Checks the crates of this machine's target and the npm packages.
///
/// # Errors
/// Cargo gives no metadata, or a lock file cannot be read.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let rules = Rules::read(root)?;
    let mut found = crates(root, &rules)?;
    found.extend(packages(&read(root, "web/package-lock.json")?, &rules)?);
    Ok(found)
}

fn crates(root: &Path, rules: &Rules) -> Result<Vec<String>> {
    let rustc = Command::new("rustc").arg("-vV").output().context("rustc")?;
    let about = String::from_utf8(rustc.stdout)?;
    let host = about.lines().find_map(|l| l.strip_prefix("host: ")).context("rustc names no host")?;
    let metadata =
        metadata(root, &["metadata", "--locked", "--format-version", "1", "--filter-platform", host])?;
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().context("packages")? {
        let name = package["name"].as_str().unwrap_or("");
        let licence = package["license"].as_str().unwrap_or("");
        if !allowed(licence, &rules.allow) {
            found.push(format!("crate {name}: licence `{licence}` is not in deny.toml"));
        }
        if rules.bans.iter().any(|b| b == name) {
            found.push(format!("crate {name} is banned by deny.toml"));
        }
        // The workspace's own packages have no source.
        let registry = package["source"].as_str().map(|s| s.trim_start_matches("registry+"));
        if registry.is_some_and(|r| !rules.registries.iter().any(|known| known == r)) {
            found.push(format!("crate {name}: comes from {}", registry.unwrap_or("")));
        }
    }
    found.extend(global_randomness(&metadata));
    Ok(found)
}

/// Features of `rand` that bring a generator which nobody has seeded.
const GLOBAL: [&str; 2] = ["thread_rng", "sys_rng"];

/// Our own crates must ask for `rand` without a generator that nobody has seeded. (In test builds proptest brings one; there
/// the bans of clippy.toml hold.)
fn global_randomness(metadata: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten().filter(|p| p["source"].is_null()) {
        let rand = package["dependencies"].as_array().into_iter().flatten().filter(|d| d["name"] == "rand");
        for dependency in rand {
            let asked = dependency["features"].as_array().into_iter().flatten().filter_map(Value::as_str);
            if dependency["uses_default_features"] != false || asked.into_iter().any(|f| GLOBAL.contains(&f))
            {
                let name = package["name"].as_str().unwrap_or("");
                found.push(format!("{name}: asks for the global generators of rand (clippy.toml)"));
            }
        }
    }
    found
}

fn packages(lock: &str, rules: &Rules) -> Result<Vec<String>> {
    let lock: Value = serde_json::from_str(lock).context("web/package-lock.json")?;
    let known: Vec<String> = rules.allow.iter().chain(&rules.npm).cloned().collect();
    let mut found = Vec::new();
    for (path, package) in lock["packages"].as_object().context("packages")? {
        let Some((_, name)) = path.rsplit_once("node_modules/") else { continue };
        if package["link"].as_bool() == Some(true) {
            continue;
        }
        let licence = package["license"].as_str().unwrap_or("");
        if !allowed(licence, &known) {
            found.push(format!("npm package {name}: licence `{licence}` is not in deny.toml"));
        }
        if package["resolved"].as_str().is_some_and(|r| !r.starts_with(NPM)) {
            found.push(format!("npm package {name}: comes from {}", package["resolved"]));
        }
    }
    Ok(found)
}

/// Whether the allowed licences satisfy an SPDX expression (`/` is the old way to write OR).
fn allowed(expression: &str, allow: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let fine = any(&mut rest, allow);
    fine && rest.is_empty()
}

fn any(rest: &mut &[&str], allow: &[String]) -> bool {
    let mut fine = every(rest, allow);
    while let ["OR", tail @ ..] = *rest {
        *rest = tail;
        // Both sides are read to their end, whatever the first one says.
        fine |= every(rest, allow);
    }
    fine
}

fn every(rest: &mut &[&str], allow: &[String]) -> bool {
    let mut fine = one(rest, allow);
    while let ["AND", tail @ ..] = *rest {
        *rest = tail;
        fine &= one(rest, allow);
    }
    fine
}

fn one(rest: &mut &[&str], allow: &[String]) -> bool {
    let known = |name: &str| allow.iter().any(|a| a == name);
    match *rest {
        ["(", tail @ ..] => {
            *rest = tail;
            let fine = any(rest, allow);
            let closed = rest.first() == Some(&")");
            *rest = rest.get(1..).unwrap_or(&[]);
            fine && closed
        }
        [name, "WITH", exception, tail @ ..] => {
            *rest = tail;
            known(&format!("{name} WITH {exception}"))
        }
        [name, tail @ ..] => {
            *rest = tail;
            known(name)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_weighed() {
        let allow: Vec<String> =
            ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).to_vec();
        for fine in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-3.0) AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(allowed(fine, &allow), "{fine}");
        }
        for wrong in ["", "GPL-3.0", "MIT AND GPL-3.0", "MIT WITH other", "(MIT", "MIT Apache-2.0"] {
            assert!(!allowed(wrong, &allow), "{wrong}");
        }
    }

    #[test]
    fn a_global_generator_is_named() {
        let package = |defaults: bool, features: &[&str]| {
            let rand = serde_json::json!({ "name": "rand", "uses_default_features": defaults, "features": features });
            serde_json::json!({ "packages": [{ "name": "m", "source": null, "dependencies": [rand] }] })
        };
        assert_eq!(global_randomness(&package(false, &["std"])).len(), 0);
        assert_eq!(global_randomness(&package(true, &[])).len(), 1);
        assert_eq!(global_randomness(&package(false, &["thread_rng"])).len(), 1);
    }

    #[test]
    fn a_package_from_elsewhere_or_without_a_licence_is_named() {
        let rules = Rules { allow: vec!["MIT".into()], npm: vec![], bans: vec![], registries: vec![] };
        let lock = r#"{"packages": {"": {}, "node_modules/a": {"license": "MIT"}, "node_modules/b": {},
            "node_modules/c": {"license": "MIT", "resolved": "https://elsewhere/c.tgz"}, "node_modules/d": {"link": true}}}"#;
        let found = packages(lock, &rules).unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains('b') && found[1].contains("elsewhere"));
    }
}
