//! Measures niangjia against the ceilings of the same machine and run. See the README.

mod adjudicate;
mod audit;
mod cases;
mod claims;
mod client;
mod draw;
mod eligibility;
mod enrol;
mod export;
mod fill;
mod fund;
mod grab;
mod hello;
mod import;
mod ledger;
mod measure;
mod merge;
mod pages;
mod place;
mod postgres;
mod read;
mod redeem;
mod redis;
mod samples;
mod sessions;
mod start;
mod store;
mod survey;
mod trial;
mod write;

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand, ValueEnum};

use measure::Database;

/// Benchmarks of niangjia; one JSON line per measure on stdout.
#[derive(Parser)]
#[command(name = "niangjia-bench", about)]
struct Cli {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    how: How,
}

/// How to measure.
#[derive(Clone, Debug, clap::Args)]
pub struct How {
    /// Folder of data sets and working files; kept for the next run.
    #[arg(long, global = true, default_value = "bench-data")]
    dir: PathBuf,
    /// Data set.
    #[arg(long, global = true, default_value = "city")]
    size: Size,
    /// Databases to measure.
    #[arg(long, global = true, default_value = "sqlite")]
    database: Database,
    /// Rounds; medians are told.
    #[arg(long, global = true, default_value_t = 5)]
    rounds: usize,
    /// Seconds of load in each round.
    #[arg(long, global = true, default_value_t = 5)]
    seconds: u64,
    /// Rows of the imported workbook.
    #[arg(long, global = true, default_value_t = 1_000_000)]
    rows: u32,
    /// Server processes over one PostgreSQL.
    #[arg(long, global = true, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
    servers: u8,
}

impl How {
    /// Whether so many servers can be measured.
    ///
    /// # Errors
    /// The benchmark has one server, or the database takes one.
    fn allows(&self, what: What) -> Result<()> {
        if self.servers == 1 {
            return Ok(());
        }
        if !matches!(what, What::Grab | What::Soldout | What::Redeem | What::CaseTimers) {
            bail!(
                "this benchmark has one server; --servers 2 goes with grab, soldout, redeem and case-timers"
            );
        }
        if self.database != Database::Postgres {
            bail!("a SQLite folder has one server; --servers 2 goes with --database postgres");
        }
        Ok(())
    }

    /// The name of a measure of the servers.
    pub fn named(&self, measure: &str) -> String {
        if self.servers == 1 { measure.to_owned() } else { format!("{measure}, two servers") }
    }
}

/// A data set of `niangjia demo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Size {
    /// 100 thousand members.
    County,
    /// 3.72 million members.
    City,
    /// 22.32 million members.
    Province,
}

impl Size {
    /// Name for folders and `niangjia demo --scale`.
    pub fn name(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::City => "city",
            Self::Province => "province",
        }
    }
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum What {
    /// Member detail over HTTP.
    Read,
    /// Durable edits of members.
    Write,
    /// Import of a workbook.
    Import,
    /// Anonymous answers to a survey.
    Survey,
    /// Pages of lists.
    List,
    /// Searches by name, pinyin and number.
    Search,
    /// The tree, expanded and as of a day.
    Tree,
    /// The whole register as a file.
    Export,
    /// A merge of two unions of 20,000 members.
    Transfer,
    /// Figures, of today and of past days.
    Figures,
    /// Matters told by 256 connections at once.
    CaseIntake,
    /// Pages of the case desk.
    CaseDesk,
    /// A hundred thousand clocks that are due at once.
    CaseTimers,
    /// Transfers of money, balances at past instants, and a million deeds against the auditor.
    Ledger,
    /// A city's people into mutual aid, from the workbooks of their unions.
    Enrol,
    /// A year's claims of mutual aid worked out in bulk, with their traces.
    Adjudicate,
    /// A year's claims of mutual aid judged again under a draft scheme.
    Trial,
    /// What a fund held at any past instant, on the entries of a city's paid claims.
    Fund,
    /// A draw among 1.6 million people, and its verification.
    Draw,
    /// How many of all members several lists of conditions mean.
    Eligibility,
    /// Ten o'clock: tickets given per second, and how long five thousand last.
    Grab,
    /// Ten past ten: everybody is told that nothing is left.
    Soldout,
    /// Vouchers taken at the tills of 945 merchants.
    Redeem,
    /// Statements of 945 merchants for 1.15 million vouchers, made and paid.
    Settle,
    /// First fill of a demo.
    Fill,
    /// Start with a filled data folder.
    Start,
    /// Size and verification of the audit.
    Audit,
    /// The hello-world server that others are compared with.
    #[command(hide = true)]
    Hello,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    cli.how.allows(cli.what)?;
    match cli.what {
        What::Hello => return hello::serve(),
        What::Fill => return fill::run(&cli.how),
        What::Audit => return audit::run(&cli.how),
        _ => {}
    }
    for database in cli.how.database.each() {
        let how = How { database, ..cli.how.clone() };
        match cli.what {
            What::Read => read::run(&how)?,
            What::Write => write::run(&how)?,
            What::Import => import::run(&how)?,
            What::Survey => survey::run(&how)?,
            What::Start => start::run(&how)?,
            What::List => pages::run(&how, pages::Subject::List)?,
            What::Search => pages::run(&how, pages::Subject::Search)?,
            What::Tree => pages::run(&how, pages::Subject::Tree)?,
            What::Export => export::run(&how)?,
            What::Transfer => merge::run(&how)?,
            What::Figures => pages::run(&how, pages::Subject::Figures)?,
            What::CaseIntake => cases::intake(&how)?,
            What::CaseDesk => cases::desk(&how)?,
            What::CaseTimers => cases::timers(&how)?,
            What::Ledger => ledger::run(&how)?,
            What::Adjudicate => adjudicate::run(&how)?,
            What::Trial => trial::run(&how)?,
            What::Fund => fund::run(&how)?,
            What::Draw => draw::run(&how)?,
            What::Eligibility => eligibility::run(&how)?,
            What::Enrol => enrol::run(&how)?,
            What::Grab => grab::grab(&how)?,
            What::Soldout => grab::sold_out(&how)?,
            What::Redeem => redeem::redeem(&how)?,
            What::Settle => redeem::settle(&how)?,
            What::Hello | What::Fill | What::Audit => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How the arguments are taken: the name of a measure, or why not.
    fn taken(args: &str) -> Result<String, String> {
        let words = std::iter::once("niangjia-bench").chain(args.split(' '));
        let cli = Cli::try_parse_from(words).map_err(|e| e.to_string())?;
        cli.how.allows(cli.what).map_err(|e| e.to_string())?;
        Ok(cli.how.named("a measure"))
    }

    #[test]
    fn two_servers_go_with_postgres_and_with_what_is_measured_so() {
        for what in ["grab", "soldout", "redeem", "case-timers"] {
            assert_eq!(taken(what).as_deref(), Ok("a measure"));
            let two = taken(&format!("{what} --servers 2 --database postgres"));
            assert_eq!(two.as_deref(), Ok("a measure, two servers"), "{what}");
            for other in ["sqlite", "both"] {
                let refused = taken(&format!("{what} --servers 2 --database {other}"));
                assert!(
                    refused.is_err_and(|e| e.contains("a SQLite folder has one server")),
                    "{what} {other}"
                );
            }
        }
        let refused = taken("draw --servers 2 --database postgres");
        assert!(refused.is_err_and(|e| e.contains("grab, soldout, redeem and case-timers")));
        for n in ["0", "3", "two"] {
            let refused = taken(&format!("grab --database postgres --servers {n}"));
            assert!(refused.is_err_and(|e| e.contains("--servers")), "{n}");
        }
    }
}
