//! How fast Longhand is: each figure beside something it is held against, measured in turns in the same run.
//!
//! `cargo xtask bench engine`, `desk`, `library` and `soak` build what this needs and start it. It is no test: a figure
//! that misses its goal is told and fails nothing, because it says as much about the machine as about the program.

mod anchors;
mod briefs;
mod capture;
mod changed;
mod desk_bench;
mod desk_wanted;
mod drafts;
mod driver;
mod engine_bench;
mod hand;
mod library;
mod library_bench;
mod long_text;
mod machine;
mod many_drafts;
mod naive;
mod page;
mod paint;
mod place;
mod procs;
mod recall;
mod report;
mod restore;
mod saving;
mod sizes;
mod soak;
mod split;
mod stats;
mod stops;
mod trouble;
mod typing;
mod typist;
mod unprepared;
mod window;
mod worker;
mod writing;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::engine_bench::Wanted;
use crate::place::Place;
use crate::report::{Report, note};
use crate::trouble::Outcome;

/// Measures Longhand.
#[derive(Parser)]
struct Words {
    #[command(flatten)]
    place: Place,
    /// One JSON object a line.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Targets 1 to 5, 11 and 12, and what each millisecond goes to.
    Engine(Wanted),
    /// Targets 6 to 9 and 14, and how often a search finds what belongs together.
    Library(library_bench::Wanted),
    /// Keys to paint, a long text, and the memory of many drafts, in the real window.
    Desk(desk_wanted::Wanted),
    /// Drafts and stops at random.
    Soak {
        /// For so long.
        #[arg(long, default_value_t = 30.0)]
        minutes: f64,
        /// With this model of the catalog.
        #[arg(long, default_value = "starter")]
        model: String,
        /// The same seed does the same things.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

fn main() -> ExitCode {
    match run(Words::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            note(&format!("error: {trouble}"));
            ExitCode::FAILURE
        }
    }
}

fn run(words: Words) -> Outcome<()> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|cause| format!("threads could not be started: {cause}"))?;
    std::fs::create_dir_all(&words.place.keep)
        .map_err(|cause| trouble::Trouble::at("making", &words.place.keep, &cause))?;
    let mut report = Report::new(words.json);
    match words.task {
        Task::Engine(wanted) => {
            engine_bench::run(&words.place, &wanted, runtime.handle(), &mut report)
        }
        Task::Library(wanted) => {
            library_bench::run(&words.place, &wanted, runtime.handle(), &mut report)
        }
        Task::Desk(wanted) => desk_bench::run(&words.place, &wanted, runtime.handle(), &mut report),
        Task::Soak {
            minutes,
            model,
            seed,
        } => soak::run(
            &words.place,
            minutes,
            &model,
            seed,
            runtime.handle(),
            &mut report,
        ),
    }
}
