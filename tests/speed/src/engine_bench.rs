//! Which targets are measured, with which models, in which order. One that cannot be measured says why and does not keep
//! the others from it.

use clap::{Args, ValueEnum};
use model::ModelFile;
use tokio::runtime::Handle;

use crate::capture::Capture;
use crate::library::{self, Library};
use crate::place::Place;
use crate::report::{Report, note};
use crate::trouble::Outcome;
use crate::worker::Bench;
use crate::{restore, sizes, stops, typist, unprepared, window};

/// Stands for the table of ever more documents in `--only`.
const SIZES: u8 = 100;
/// Stands for the table of a draft that was not prepared.
const SPLIT: u8 = 101;
/// All there is.
const ALL: [u8; 9] = [1, 2, 3, 4, 5, 11, 12, SPLIT, SIZES];

/// What is to be measured.
#[derive(Debug, Clone, Args)]
pub(crate) struct Wanted {
    /// With which models.
    #[arg(long, value_enum, default_value_t = Models::Both)]
    pub(crate) model: Models,
    /// How often each figure is taken; the median counts.
    #[arg(long, default_value_t = 5)]
    pub(crate) repeats: usize,
    /// How many briefs the typist writes.
    #[arg(long, default_value_t = 12)]
    pub(crate) briefs: usize,
    /// Only these targets; 100 is the table of ever more documents, 101 that of a draft that was not prepared.
    #[arg(long, value_delimiter = ',')]
    pub(crate) only: Vec<u8>,
}

/// Models of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Models {
    /// The small one.
    Starter,
    /// The one people draft with.
    Writer,
    /// One after the other.
    Both,
}

impl Models {
    fn names(self) -> &'static [&'static str] {
        match self {
            Models::Starter => &["starter"],
            Models::Writer => &["writer"],
            Models::Both => &["starter", "writer"],
        }
    }
}

/// Measures what is wanted.
pub(crate) fn run(
    place: &Place,
    wanted: &Wanted,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    if let Some(unknown) = wanted.only.iter().find(|target| !ALL.contains(target)) {
        return Err(format!("there is no target {unknown} here; there are {ALL:?}").into());
    }
    let capture = Capture::listen();
    for name in wanted.model.names() {
        match place.model(name) {
            Ok(file) => with_model(place, wanted, &file, &capture, runtime, report),
            Err(why) => {
                for target in [1, 2, 3, 4, 5, 11] {
                    if wanted.wants(target) {
                        report.not_measured(target, &format!("({name})"), &why);
                    }
                }
            }
        }
    }
    windows(place, wanted, runtime, report);
    for open in &report.open {
        note(&format!("open: {open}"));
    }
    Ok(())
}

impl Wanted {
    fn wants(&self, target: u8) -> bool {
        self.only.is_empty() || self.only.contains(&target)
    }
}

fn with_model(
    place: &Place,
    wanted: &Wanted,
    file: &ModelFile,
    capture: &Capture,
    runtime: &Handle,
    report: &mut Report,
) {
    let name = &file.name;
    let repeats = wanted.repeats.max(1);
    let mut part = |target: u8, what: &str, measure: &mut dyn FnMut(&mut Report) -> Outcome<()>| {
        if !wanted.wants(target) {
            return;
        }
        note(&format!("{what} ({name})"));
        if let Err(why) = measure(report) {
            report.not_measured(target, &format!("{what} ({name})"), &why);
        }
    };
    part(1, "decode", &mut |report| {
        Bench::new(place, file, repeats)?.decode(report)
    });
    part(2, "prefill", &mut |report| {
        Bench::new(place, file, repeats)?.prefill(report)
    });
    part(3, "restore", &mut |report| {
        restore::measure(place, file, repeats, report)
    });
    part(5, "candidates", &mut |report| {
        Bench::new(place, file, repeats)?.candidates(report)
    });
    part(11, "stop", &mut |report| {
        stops::measure(place, file, runtime, report)
    });
    part(SPLIT, "a draft that was not prepared", &mut |report| {
        unprepared::measure(place, file, repeats, capture, runtime, report)
    });
    part(4, "the typist", &mut |report| {
        typist::measure(place, file, wanted.briefs, capture, runtime, report)
    });
}

/// What needs a display, or large libraries.
fn windows(place: &Place, wanted: &Wanted, runtime: &Handle, report: &mut Report) {
    let repeats = wanted.repeats.max(1);
    let needs = |target| wanted.wants(target);
    if needs(12) {
        note("the window");
        if let Err(why) = window::measure(place, repeats, runtime, report) {
            report.not_measured(12, "the window", &why);
        }
    }
    if needs(SIZES) {
        note("ever more documents");
        let libraries = libraries(place, report);
        if let Err(why) = sizes::measure(place, &libraries, repeats, runtime, report) {
            report.not_measured(SIZES, "ever more documents", &why);
        }
    }
}

/// The libraries that can be made; the largest comes last.
fn libraries(place: &Place, report: &mut Report) -> Vec<Library> {
    let mut made = Vec::new();
    for size in sizes::SIZES {
        match library::of_size(place, size) {
            Ok(library) => made.push(library),
            Err(why) => {
                report.not_measured(SIZES, &format!("with {size} documents"), &why);
                break;
            }
        }
    }
    made
}
