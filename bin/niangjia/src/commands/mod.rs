//! The commands.

mod audit;
mod backup;
mod demo;
mod demo_rooms;
mod doctor;
mod export;
mod figures;
mod import;
mod init;
mod inventory;
mod keys;
mod openapi;
mod report;
mod serve;
mod verify;

use std::path::PathBuf;

use anyhow::Result;

use crate::installation::Place;
use crate::output::{Done, Output};

/// What to do.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Make an empty installation; prints one-time passwords of the three administrators.
    Init,
    /// Make a demo installation: the fictional 示范县.
    Demo(demo::Demo),
    /// Serve console, phone site and API.
    Serve(serve::Serve),
    /// Import a workbook.
    #[command(subcommand)]
    Import(import::What),
    /// Export a list, masked.
    Export(export::Export),
    /// Back database and attachments up while serving; keys are not part of it.
    Backup {
        /// New, empty folder.
        #[arg(long)]
        out: PathBuf,
    },
    /// Put a backup into an empty place.
    Restore {
        /// Folder of the backup.
        from: PathBuf,
    },
    /// List, rotate, export or import the keys of the sealed columns.
    #[command(subcommand)]
    Keys(keys::What),
    /// Verify what must not have been changed.
    #[command(subcommand)]
    Verify(verify::What),
    /// Walk something again and say whether it is what it should be.
    #[command(subcommand)]
    Audit(audit::What),
    /// Reports on the command line.
    #[command(subcommand)]
    Report(report::What),
    /// Build figures anew from the records.
    #[command(subcommand)]
    Figures(figures::What),
    /// Look whether the installation is sound.
    Doctor,
    /// Print the OpenAPI document; needs no database.
    Openapi,
}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// Whatever it fails with: exit code 3.
    pub fn run(self, place: &Place, out: Output) -> Result<Done> {
        match self {
            Self::Init => init::run(place, out),
            Self::Demo(demo) => demo::run(place, out, &demo),
            Self::Serve(serve) => serve::run(place, out, serve),
            Self::Import(what) => import::run(place, out, &what),
            Self::Export(export) => export::run(place, out, &export),
            Self::Backup { out: to } => backup::backup(place, out, &to),
            Self::Restore { from } => backup::restore(place, out, &from),
            Self::Keys(what) => keys::run(place, out, &what),
            Self::Verify(what) => verify::run(place, out, &what),
            Self::Audit(what) => audit::run(place, out, &what),
            Self::Report(what) => report::run(place, out, &what),
            Self::Figures(what) => figures::run(place, out, &what),
            Self::Doctor => doctor::run(place, out),
            Self::Openapi => openapi::run(),
        }
    }
}
