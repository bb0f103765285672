//! `niangjia export`

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use guard::{Actor, Reason, act, res};
use kernel::Day;
use platform::audit::Changes;
use platform::exports::{Plan, Watermark, record_export};
use platform::ledger::{self, JournalRange};
use registry::api::{self, EmployerFilter, MemberFilter, MemberKeys, UnionFilter, UnionSort};
use serde_json::json;
use sheets::write::TableFormat;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

/// A list to carry out.
#[derive(clap::Args)]
pub struct Export {
    /// Which list.
    what: List,
    /// Kind of file.
    #[arg(long, default_value = "xlsx")]
    format: Format,
    /// Where to; `<list>.<format>` if missing.
    #[arg(long)]
    out: Option<PathBuf>,
    /// What for; stands in the last row and in the audit.
    #[arg(long, default_value = "命令行导出")]
    purpose: String,
    /// Of the ledger: only the books of this union, by its code or id; all if missing.
    #[arg(long)]
    union: Option<String>,
    /// Of the ledger: first accounting day; from the beginning if missing.
    #[arg(long)]
    from: Option<Day>,
    /// Of the ledger: last accounting day; to the end if missing.
    #[arg(long)]
    to: Option<Day>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum List {
    /// All unions.
    Unions,
    /// All who are members now, numbers masked.
    Members,
    /// All employers.
    Employers,
    /// Every entry of the ledger with the balance after it.
    Ledger,
}

/// How a list is called.
struct Names {
    list: &'static str,
    /// Deed in the audit.
    action: &'static str,
}

impl List {
    fn names(self) -> Names {
        match self {
            Self::Unions => Names { list: "unions", action: "union.export" },
            Self::Members => Names { list: "members", action: "member.export" },
            Self::Employers => Names { list: "employers", action: "employer.export" },
            Self::Ledger => Names { list: "ledger", action: "ledger.export" },
        }
    }
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Excel.
    Xlsx,
    /// UTF-8 text with commas.
    Csv,
}

pub fn run(place: &Place, out: Output, export: &Export) -> Result<Done> {
    let installation = place.open(Access::Write)?;
    let app = installation.app.clone();
    let actor = Actor::system(Reason::Cli, std::env::var("USER").unwrap_or_else(|_| "cli".into()));
    let narrowed = export.union.is_some() || export.from.is_some() || export.to.is_some();
    if narrowed && !matches!(export.what, List::Ledger) {
        bail!("--union、--from、--to 只用于导出 ledger");
    }
    let Names { list, action } = export.what.names();
    let (format, extension) = match export.format {
        Format::Xlsx => (TableFormat::Xlsx, "xlsx"),
        Format::Csv => (TableFormat::Csv, "csv"),
    };
    let path = export.out.clone().unwrap_or_else(|| PathBuf::from(format!("{list}.{extension}")));
    // The audit is durable before anything leaves.
    let (by, purpose) = (actor.clone(), export.purpose.clone());
    app.store().write_blocking(move |tx| {
        record_export(tx, &by, action, &purpose, Changes::new().note("format", extension))
    })?;
    let mark =
        Watermark { who: actor.name().to_owned(), purpose: export.purpose.clone(), at: app.clock().now() };
    let plan = Plan::whole(format, mark);
    let target = File::options().create(true).truncate(true).read(true).write(true).open(&path);
    let target = target.with_context(|| path.display().to_string())?;
    let (keys, words) = (app.keyring().clone(), app.codesets().clone());
    let rows = match export.what {
        List::Members => {
            let scope = actor.permit::<res::Member, act::Export>()?;
            let filter = MemberFilter::default();
            app.store().read_blocking(move |tx| {
                let keys = MemberKeys { keys: &keys, reveal: None };
                api::export_members(tx, &keys, &words, &scope, &filter, &plan, target)
            })?
        }
        List::Unions => {
            let scope = actor.permit::<res::Union, act::Export>()?;
            let filter = UnionFilter { sort: UnionSort::Tree, ..UnionFilter::default() };
            app.store()
                .read_blocking(move |tx| api::export_unions(tx, &words, &scope, &filter, &plan, target))?
        }
        List::Employers => {
            let scope = actor.permit::<res::Employer, act::Export>()?;
            let filter = EmployerFilter::default();
            app.store()
                .read_blocking(move |tx| api::export_employers(tx, &words, &scope, &filter, &plan, target))?
        }
        List::Ledger => {
            let range = range(&app, &actor, export)?;
            let tree = app.org_tree().clone();
            app.store()
                .read_blocking(move |tx| ledger::export_journal(tx, tree.as_ref(), &range, &plan, target))?
        }
    };
    let text = format!("已导出 {rows} 行到 {}", path.display());
    out.answer(&json!({ "list": list, "rows": rows, "out": path }), &text);
    Ok(Done::All)
}

/// Which part of the journal was asked for.
fn range(app: &platform::App, actor: &Actor, export: &Export) -> Result<JournalRange> {
    let book = match export.union.clone() {
        None => None,
        Some(union) => {
            let scope = actor.permit::<res::Union, act::Read>()?;
            Some(app.store().read_blocking(move |tx| api::find_union(tx, &scope, &union))?.id)
        }
    };
    let (from, to) = (export.from.unwrap_or(Day::FIRST), export.to.unwrap_or(Day::OPEN));
    Ok(JournalRange { book, from, to })
}
