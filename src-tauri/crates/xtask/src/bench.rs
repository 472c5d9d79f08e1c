//! `cargo xtask bench`: builds what is measured and what it is held against, and starts the measuring program.

use std::io::Write;
use std::process::Command;

use clap::Subcommand;

use crate::anchors;
use crate::checks;
use crate::models;
use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{self, cargo, on_path, program};
use crate::say;
use crate::setup;

/// What can be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// The model, the first word, Stop and the start of the window, each against something else in the same run.
    Engine {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
        /// With which models: starter, writer or both.
        #[arg(long, default_value = "both", value_parser = ["starter", "writer", "both"])]
        model: String,
        /// How often each figure is taken; the median counts.
        #[arg(long, default_value_t = 5)]
        repeats: usize,
        /// How many briefs the typist writes.
        #[arg(long, default_value_t = 12)]
        briefs: usize,
        /// Only these targets; 100 is the table of ever more documents, 101 that of a draft that was not prepared.
        #[arg(long, value_name = "N,N")]
        only: Option<String>,
    },
    /// Reading, searching, saving and their growth with 1,000 to 100,000 documents, kills while reading, and a storm of
    /// renames.
    Library {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
        /// How many documents, one library after the other.
        #[arg(long, default_value = "1000,10000,100000")]
        sizes: String,
        /// How often it is killed while reading; 0 leaves that out.
        #[arg(long, default_value_t = 1000)]
        kills: u64,
        /// How many files are renamed at once while they are followed; 0 leaves that out.
        #[arg(long, default_value_t = 20_000)]
        storm: u64,
    },
    /// The window to write in: from a key to its frame, a text of 50,000 words, and the memory of a hundred drafts.
    Desk {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
        /// With which model.
        #[arg(long, default_value = "starter", value_parser = ["starter", "writer"])]
        model: String,
        /// How many keys for each figure.
        #[arg(long, default_value_t = 300)]
        keys: usize,
        /// How many drafts in one window.
        #[arg(long, default_value_t = 100)]
        drafts: usize,
        /// Only these parts: typing, text, drafts.
        #[arg(long, value_name = "PART,PART")]
        only: Option<String>,
    },
    /// Drafts and stops at random: nothing may be lost, told twice or left behind.
    Soak {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
        /// For so long.
        #[arg(long, default_value_t = 30.0)]
        minutes: f64,
        /// With which model.
        #[arg(long, default_value = "starter", value_parser = ["starter", "writer"])]
        model: String,
        /// The same seed does the same things.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// Builds and measures.
pub(crate) fn run(place: &Place, bench: &Bench) -> Outcome<()> {
    // Standard output is for figures.
    say::aside();
    let mut speed = speed(place);
    match bench {
        Bench::Engine {
            json,
            model,
            repeats,
            briefs,
            only,
        } => {
            get_models(place, model)?;
            build(place)?;
            match anchors::ready(place) {
                Ok(folder) => {
                    speed.arg("--anchors").arg(folder);
                }
                Err(why) => say::error(&format!(
                    "there is nothing to measure the model against: {why}"
                )),
            }
            texts(place, &mut speed);
            speed.args(json.then_some("--json"));
            speed.args(["engine", "--model", model]);
            speed.args(["--repeats", &repeats.to_string()]);
            speed.args(["--briefs", &briefs.to_string()]);
            if let Some(only) = only {
                speed.args(["--only", only]);
            }
            programs::run(&mut with_display(place, speed))
        }
        Bench::Library {
            json,
            sizes,
            kills,
            storm,
        } => {
            build(place)?;
            texts(place, &mut speed);
            speed.args(json.then_some("--json"));
            speed.args(["library", "--sizes", sizes]);
            programs::run(&mut speed)?;
            fault(place, "kills", "LONGHAND_KILLS", *kills)?;
            fault(place, "storm", "LONGHAND_STORM", *storm)
        }
        Bench::Desk {
            json,
            model,
            keys,
            drafts,
            only,
        } => {
            get_models(place, model)?;
            build(place)?;
            speed.args(json.then_some("--json"));
            speed.args(["desk", "--model", model]);
            speed.args(["--keys", &keys.to_string()]);
            speed.args(["--drafts", &drafts.to_string()]);
            if let Some(only) = only {
                speed.args(["--only", only]);
            }
            programs::run(&mut with_display(place, speed))
        }
        Bench::Soak {
            json,
            minutes,
            model,
            seed,
        } => {
            get_models(place, model)?;
            build(place)?;
            speed.args(json.then_some("--json"));
            speed.args(["soak", "--minutes", &minutes.to_string()]);
            speed.args(["--model", model, "--seed", &seed.to_string()]);
            programs::run(&mut speed)
        }
    }
}

/// Runs one of the tests of what can go wrong at full length, unless that is 0, and tells its figure.
fn fault(place: &Place, name: &str, length: &str, times: u64) -> Outcome<()> {
    if times == 0 {
        return Ok(());
    }
    let figure = place.target().join(format!("bench/{name}.json"));
    let mut test = cargo(place);
    test.args(["test", "--workspace", "--locked", "--test", "faults"]);
    test.args([name, "--", "--nocapture"]);
    test.env(length, times.to_string());
    test.env("LONGHAND_FIGURE", &figure);
    // What the test says of itself is no figure.
    programs::run(test.stdout(std::io::stderr()))?;
    let line =
        std::fs::read_to_string(&figure).map_err(|e| format!("{}: {e}", figure.display()))?;
    std::io::stdout()
        .write_all(line.as_bytes())
        .map_err(|e| format!("the figure could not be told: {e}"))
}

fn get_models(place: &Place, model: &str) -> Outcome<()> {
    let names: &[&str] = match model {
        "both" => &["starter", "writer"],
        one => &[one],
    };
    for name in names {
        models::fetch_named(place, name)?;
    }
    Ok(())
}

/// The program, the smallest window, and what measures them; with the choice of packages that everything is built with,
/// so that nothing is built twice.
fn build(place: &Place) -> Outcome<()> {
    // The pages are built into the program: old ones would be measured.
    setup::to_build(place)?;
    let mut build = cargo(place);
    build.args(["build", "--workspace", "--locked"]);
    build.args(["--bin", "longhand", "--bin", "speed", "--examples"]);
    programs::run(&mut build)
}

fn speed(place: &Place) -> Command {
    let mut speed = program(place, place.built.join("speed"));
    speed
        .arg("--program")
        .arg(place.longhand())
        .arg("--assets")
        .arg(place.root.join("assets"))
        .arg("--keep")
        .arg(place.target().join("bench"))
        .arg("--bare-window")
        .arg(place.built.join("examples/bare_window"))
        .arg("--beside-tantivy")
        .arg(place.built.join("examples/beside_tantivy"));
    speed
}

/// Real texts lie beside the checkout, if anywhere.
fn texts(place: &Place, speed: &mut Command) {
    let folder = place.root.parent().map(|above| above.join("shared/data"));
    match folder.filter(|folder| folder.is_dir()) {
        Some(folder) => {
            speed.arg("--texts").arg(folder);
        }
        None => say::error(
            "../shared/data is missing: nothing is measured with large libraries, everything else is",
        ),
    }
}

/// Under a display of its own, where there can be one; without one the windows are not measured.
fn with_display(place: &Place, speed: Command) -> Command {
    if on_path("xvfb-run") && on_path("dbus-run-session") {
        return checks::under_xvfb(place, speed);
    }
    say::error(
        "xvfb-run or dbus-run-session is missing: the windows open where you can see them, or not at all",
    );
    speed
}
