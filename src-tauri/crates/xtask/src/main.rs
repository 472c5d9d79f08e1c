//! The words of `cargo xtask`: what can be asked of it, and nothing else.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")
)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod anchors;
mod bench;
mod catalog;
mod checks;
mod choice;
mod download;
mod fuzz;
mod machine;
mod models;
mod npm;
mod outcome;
mod packages;
mod pip;
mod place;
mod programs;
mod run;
mod say;
mod setup;
mod targets;
mod terminal;
mod vectors;
mod verified;

/// Set-up and checks for Longhand.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Words {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Set everything up and open the window (with no display: do the same job in the terminal).
    Run {
        /// Use the small starter model: a tenth of the download, rough drafts.
        #[arg(long)]
        small: bool,
        /// Work in the terminal even though there is a display.
        #[arg(long)]
        terminal: bool,
        /// Words for Longhand itself, after `--`.
        #[arg(last = true)]
        extra: Vec<String>,
    },
    /// Set everything up with the starter model and run every check there is.
    Test,
    /// The quick part of `test`: formatting, clippy and the front-end checks.
    Check,
    /// Only the journeys in the real window, under Xvfb.
    Journeys {
        /// Run only journeys whose name contains this.
        filter: Option<String>,
    },
    /// Pictures of every page of the window, light and dark, each looked at for what a reader of screens would miss.
    Screenshots {
        /// Where they go.
        folder: std::path::PathBuf,
    },
    /// Write the wire types of the window anew from the Rust types.
    Wire,
    /// Measure, in turns with something else: how fast it is, and that nothing is lost in half an hour.
    Bench {
        #[command(subcommand)]
        what: bench::Bench,
    },
    /// Make the table of word vectors anew; it is checked in, so hardly anybody needs to.
    Vectors,
    /// Throw bytes of all sorts at our own parsers; the first time it builds them in another way, which takes minutes.
    Fuzz {
        /// Only this parser: mailbox, quotes, docx or odt.
        target: Option<String>,
        /// Each for so long.
        #[arg(long, default_value_t = 15.0)]
        minutes: f64,
    },
    /// Fetch one model of assets/models.toml, or go on where its download stopped.
    Model {
        /// Its name in assets/models.toml.
        #[arg(default_value = "writer")]
        name: String,
    },
}

fn main() -> ExitCode {
    let words = Words::parse();
    let outcome = place::Place::find().and_then(|place| match words.task {
        Task::Run {
            small,
            terminal,
            extra,
        } => run::run(&place, small, terminal, &extra),
        Task::Test => checks::test(&place),
        Task::Check => checks::check(&place),
        Task::Journeys { filter } => checks::journeys(&place, filter.as_deref()),
        Task::Screenshots { folder } => checks::screenshots(&place, &folder),
        Task::Wire => checks::wire(&place),
        Task::Bench { what } => bench::run(&place, &what),
        Task::Vectors => vectors::make(&place),
        Task::Fuzz { target, minutes } => fuzz::fuzz(&place, target.as_deref(), minutes),
        Task::Model { name } => models::fetch_named(&place, &name),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            say::error(&line);
            ExitCode::FAILURE
        }
    }
}
