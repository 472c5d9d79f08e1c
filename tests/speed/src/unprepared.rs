//! A draft for which nothing was prepared, as on the command line: where its milliseconds go.

use model::ModelFile;
use tokio::runtime::Handle;

use crate::capture::Capture;
use crate::drafts::Running;
use crate::place::Place;
use crate::procs;
use crate::report::{Report, short};
use crate::split::{self, Split};
use crate::stats::median;
use crate::trouble::Outcome;
use crate::{briefs, machine};

/// Drafts of one engine after another, each a fresh one over the same data folder: what was saved is there, and nothing
/// is in memory.
pub(crate) fn measure(
    place: &Place,
    file: &ModelFile,
    repeats: usize,
    capture: &Capture,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let home = place.sample_home()?;
    let brief = briefs::all().swap_remove(1);
    let (mut splits, mut opened, mut firsts): (Vec<Split>, Vec<f64>, Vec<f64>) =
        (Vec::new(), Vec::new(), Vec::new());
    for repeat in 0..=repeats {
        let started = std::time::Instant::now();
        let engine = place.engine(home.path(), &file.name, runtime.clone())?;
        opened.push(started.elapsed().as_secs_f64() * 1000.0);
        capture.take();
        let seen = Running::start_as(&engine, &brief, 1, false)?.until_the_end()?;
        let noted = capture.take();
        // The first one only saves what stands before any brief.
        if repeat > 0
            && let Some(noted) = noted.into_iter().find(|noted| noted.tokens > 0.0)
        {
            firsts.extend(seen.first_text_ms);
            splits.push(split::of_ours(&seen, &noted));
        }
        drop(engine);
    }
    split::tell(
        &file.name,
        "nothing prepared, the worker not running, the standing part on disk",
        &splits,
        &[],
        report,
    );
    report.table(
        &format!("A cold start ({})", file.name),
        &["opening the engine ms", "click to first word ms"],
        &[vec![short(median(&opened)), short(median(&firsts))]],
    );
    procs::wait_until_quiet(
        &procs::below_us,
        std::time::Duration::from_millis(200),
        std::time::Duration::from_secs(20),
    );
    machine::tell(place, file, report)
}
