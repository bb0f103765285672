//! `niangjia export`

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context, Result};
use guard::{Actor, Reason, act, res};
use platform::audit::Changes;
use platform::exports::{Plan, Watermark, record_export};
use registry::RegistryError;
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
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum List {
    /// All unions.
    Unions,
    /// All who are members now, numbers masked.
    Members,
    /// All employers.
    Employers,
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
    let (list, format, extension) = match (export.what, export.format) {
        (List::Unions, Format::Xlsx) => ("unions", TableFormat::Xlsx, "xlsx"),
        (List::Unions, Format::Csv) => ("unions", TableFormat::Csv, "csv"),
        (List::Members, Format::Xlsx) => ("members", TableFormat::Xlsx, "xlsx"),
        (List::Members, Format::Csv) => ("members", TableFormat::Csv, "csv"),
        (List::Employers, Format::Xlsx) => ("employers", TableFormat::Xlsx, "xlsx"),
        (List::Employers, Format::Csv) => ("employers", TableFormat::Csv, "csv"),
    };
    let path = export.out.clone().unwrap_or_else(|| PathBuf::from(format!("{list}.{extension}")));
    // The audit is durable before anything leaves.
    let action = match export.what {
        List::Unions => "union.export",
        List::Members => "member.export",
        List::Employers => "employer.export",
    };
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
            })
        }
        List::Unions => {
            let scope = actor.permit::<res::Union, act::Export>()?;
            let filter = UnionFilter { sort: UnionSort::Tree, ..UnionFilter::default() };
            app.store()
                .read_blocking(move |tx| api::export_unions(tx, &words, &scope, &filter, &plan, target))
        }
        List::Employers => {
            let scope = actor.permit::<res::Employer, act::Export>()?;
            let filter = EmployerFilter::default();
            app.store()
                .read_blocking(move |tx| api::export_employers(tx, &words, &scope, &filter, &plan, target))
        }
    };
    let rows = rows.map_err(|e: RegistryError| e)?;
    let text = format!("已导出 {rows} 行到 {}", path.display());
    out.answer(&json!({ "list": list, "rows": rows, "out": path }), &text);
    Ok(Done::All)
}
