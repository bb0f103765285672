//! `cargo xtask new-module NAME`: a module with the usual anatomy that compiles, is registered and passes its tests.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::tidy::{MODULE_LIST, deeds};
use crate::{problems, read};

macro_rules! template {
    ($path:literal) => {
        include_str!(concat!("../template/", $path, ".tmpl"))
    };
}

/// Files of the module, below `modules/NAME`.
const SERVER: &[(&str, &str)] = &[
    ("Cargo.toml", template!("Cargo.toml")),
    ("README.md", template!("README.md")),
    ("migrations/0001___name__.sql", template!("migrations/0001.sql")),
    ("src/lib.rs", template!("src/lib.rs")),
    ("src/model.rs", template!("src/model.rs")),
    ("src/rules.rs", template!("src/rules.rs")),
    ("src/error.rs", template!("src/error.rs")),
    ("src/store/mod.rs", template!("src/store/mod.rs")),
    ("src/store/entry.rs", template!("src/store/entry.rs")),
    ("src/ops/mod.rs", template!("src/ops/mod.rs")),
    ("src/ops/add_entry.rs", template!("src/ops/add_entry.rs")),
    ("src/ops/list_entries.rs", template!("src/ops/list_entries.rs")),
    ("src/http/mod.rs", template!("src/http/mod.rs")),
    ("src/http/add_entry.rs", template!("src/http/add_entry.rs")),
    ("src/http/list_entries.rs", template!("src/http/list_entries.rs")),
    ("tests/entries.rs", template!("tests/entries.rs")),
];

/// Files of its pages, below the console's `modules/NAME`.
const WEB: &[(&str, &str)] = &[
    ("module.ts", template!("web/module.ts")),
    ("EntryList.vue", template!("web/EntryList.vue")),
    ("use-entries.ts", template!("web/use-entries.ts")),
    ("locales/zh.ts", template!("web/locales/zh.ts")),
];

/// Where the console keeps its modules.
const CONSOLE: &str = "web/apps/console/src/modules";

const NEXT: &str =
    "next: `make gen`, then `cargo test -p __name__`; replace the entries by what the module is for
(docs/adding-a-feature.md)";

/// Makes the module.
///
/// # Errors
/// The name is no name for a crate or is taken; a list has lost the place where the module goes.
pub fn make(root: &Path, name: &str) -> Result<()> {
    let fine = name.bytes().all(|b| b.is_ascii_lowercase()) && (3..=20).contains(&name.len());
    ensure!(fine, "`{name}`: a module is called by one word of 3 to 20 lower-case letters");
    let (server, web) = (format!("modules/{name}"), format!("{CONSOLE}/{name}"));
    let places = [server.clone(), web.clone(), format!("crates/{name}")];
    if let Some(path) = places.iter().find(|p| root.join(p).exists()) {
        bail!("{path} is there already");
    }
    // The lists first: if one cannot be read, nothing has been written.
    let lists = lists(root, name)?;
    for (dir, files) in [(&server, SERVER), (&web, WEB)] {
        for (path, text) in files {
            write(root, &format!("{dir}/{}", fill(path, name)), &fill(text, name))?;
        }
    }
    for (path, text) in lists {
        write(root, &path, &text)?;
    }
    println!("{}", fill(NEXT, name));
    Ok(())
}

/// The files that name every module, with the new one.
fn lists(root: &Path, name: &str) -> Result<Vec<(String, String)>> {
    let after = |path: &str, mark: &str, new: &str| -> Result<(String, String)> {
        let text = read(root, path)?;
        let at = text.rfind(mark).with_context(|| format!("{path}: `{mark}` is gone"))? + mark.len();
        Ok((path.to_owned(), format!("{}{new}{}", &text[..at], &text[at..])))
    };
    let sentence =
        format!("\n# {name}\n\"{name}.body-length\" = \"内容应为1至200个字，现为{{length}}个字\"\n");
    let locale = format!("{}\n{}", read(root, problems::LOCALE)?.trim_end(), sentence);
    Ok(vec![
        after(
            "Cargo.toml",
            "registry = { path = \"modules/registry\" }\n",
            &format!("{name} = {{ path = \"modules/{name}\" }}\n"),
        )?,
        after(
            "bin/niangjia/Cargo.toml",
            "registry.workspace = true\n",
            &format!("{name}.workspace = true\n"),
        )?,
        after(MODULE_LIST, "registry::module()", &format!(", {name}::module()"))?,
        // The audit's words of its first deed: auditors read no English.
        after(deeds::ACTIONS, "export const actions = {\n", &format!("  '{name}_entry.add': '新增记录',\n"))?,
        (problems::LOCALE.to_owned(), locale),
    ])
}

fn fill(text: &str, name: &str) -> String {
    let (first, rest) = name.split_at(1);
    text.replace("__Name__", &format!("{}{rest}", first.to_ascii_uppercase())).replace("__name__", name)
}

fn write(root: &Path, path: &str, text: &str) -> Result<()> {
    let target = root.join(path);
    if let Some(dir) = target.parent() {
        fs::create_dir_all(dir)?;
    }
    fs::write(&target, text).with_context(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;
    use crate::{source, tidy};

    /// A copy of the repository's own files, a git working tree of its own.
    fn copy() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (crate::root(), dir.path().to_owned());
        for path in source::files(&from).unwrap() {
            fs::create_dir_all(to.join(&path).parent().unwrap()).unwrap();
            fs::copy(from.join(&path), to.join(&path)).unwrap();
        }
        assert!(Command::new("git").args(["init", "-q"]).current_dir(&to).status().unwrap().success());
        (dir, to)
    }

    #[test]
    fn a_new_module_is_tidy_and_registered() {
        let (_dir, root) = copy();
        let before = tidy::texts(&root).unwrap();
        make(&root, "welfare").unwrap();
        assert_eq!(tidy::texts(&root).unwrap(), before);
        let list = read(&root, MODULE_LIST).unwrap();
        assert!(list.contains("registry::module(), welfare::module()"), "{list}");
        assert!(make(&root, "welfare").is_err(), "not over one that is there");
        assert!(make(&root, "Wel-fare").is_err());
    }

    /// Takes minutes: a whole build of the copy. `XTASK_COMPILE=1` asks for it.
    #[test]
    fn a_new_module_compiles_and_passes_its_tests() {
        if std::env::var_os("XTASK_COMPILE").is_none() {
            return;
        }
        let (_dir, root) = copy();
        make(&root, "welfare").unwrap();
        // The pages are not built here; the program only asks that their folders exist.
        let target = crate::root().join("target/new-module");
        for args in [
            ["test", "-q", "-p", "welfare", "--offline"].as_slice(),
            &["clippy", "-q", "-p", "welfare", "--all-targets", "--offline", "--", "-D", "warnings"],
            &["fmt", "-p", "welfare", "--check"],
            &["check", "-q", "-p", "niangjia", "--offline"],
        ] {
            let cargo =
                Command::new("cargo").args(args).env("CARGO_TARGET_DIR", &target).current_dir(&root).status();
            assert!(cargo.unwrap().success(), "cargo {args:?}");
        }
    }
}
