//! Target 12: from the start of the program to a window that can be used, and the memory it holds at rest, against the
//! smallest window that Tauri makes, in the same run and by the same clock.

use std::path::Path;

use tokio::runtime::Handle;

use crate::driver::{Window, Windowed};
use crate::library;
use crate::place::Place;
use crate::report::{Figure, Goal, Report, note};
use crate::stats::{Pairs, median};
use crate::trouble::Outcome;

/// What the memory may be above that of the smallest window, in megabytes.
const MOST_MORE: f64 = 80.0;

/// What a window came to: milliseconds to start, megabytes at rest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opened {
    pub(crate) start_ms: f64,
    pub(crate) megabytes: f64,
    /// Whether the page was seen to become usable; otherwise the time is the most that it can have been.
    pub(crate) in_time: bool,
}

/// Measures with the sample library, and with as many passages as the target is for.
pub(crate) fn measure(
    place: &Place,
    repeats: usize,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let home = place.sample_home()?;
    let sample = "the sample library";
    against_bare(place, home.path(), sample, repeats, runtime, report)?;
    let large = library::of_targets(place)?;
    let size = large.size();
    against_bare(place, &large.data_dir, &size, repeats, runtime, report)
}

/// Longhand and the bare window in turns.
fn against_bare(
    place: &Place,
    data_dir: &Path,
    what: &str,
    repeats: usize,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let bare = bare(place)?;
    let ours = longhand(place, data_dir, "starter");
    settle(&ours, runtime)?;
    runtime.block_on(open(&bare))?;
    let (mut start, mut memory) = (Pairs::default(), Pairs::default());
    for _ in 0..repeats {
        let (a, b) = (
            runtime.block_on(open(&ours))?,
            runtime.block_on(open(&bare))?,
        );
        let most = |opened: &Opened| if opened.in_time { "" } else { "at most " };
        note(&format!(
            "  window: {}{:.0} ms and {:.0} MB, bare {}{:.0} ms and {:.0} MB",
            most(&a),
            a.start_ms,
            a.megabytes,
            most(&b),
            b.start_ms,
            b.megabytes
        ));
        start.push(a.start_ms, b.start_ms);
        memory.push(a.megabytes, b.megabytes);
    }
    report.figure(&Figure {
        target: 12,
        what: format!("cold start to a usable window, against a bare Tauri window ({what})"),
        ours: median(&start.ours),
        anchor: Some(median(&start.anchor)),
        unit: "ms",
        ratio: Some(start.as_part()),
        goal: Goal::RatioAtMost(1.3),
        repeats,
    });
    let more: Vec<f64> = memory
        .ours
        .iter()
        .zip(&memory.anchor)
        .map(|(ours, bare)| ours - bare)
        .collect();
    report.figure(&Figure {
        target: 12,
        what: format!(
            "memory at rest of all processes, model unloaded, above that of a bare Tauri window ({what})"
        ),
        ours: median(&more),
        anchor: Some(median(&memory.anchor)),
        unit: "MB",
        ratio: None,
        goal: Goal::AtMost(MOST_MORE),
        repeats,
    });
    Ok(())
}

/// The window of Longhand on a data folder, drafting with `model`.
pub(crate) fn longhand(place: &Place, data_dir: &Path, model: &str) -> Windowed {
    let data_dir = data_dir.display().to_string();
    let words = ["--data-dir", &data_dir, "--model", model];
    Windowed {
        program: place.program.clone(),
        arguments: words.map(str::to_owned).to_vec(),
        usable: Some("[data-testid=\"editor\"]"),
    }
}

fn bare(place: &Place) -> Outcome<Windowed> {
    let program = place
        .bare_window
        .clone()
        .ok_or("the bare window was not built")?;
    Ok(Windowed {
        program,
        arguments: Vec::new(),
        usable: None,
    })
}

/// At rest the window has the model read the usual pieces once, and keeps what came of it. Until that is done no model is
/// unloaded.
pub(crate) fn settle(ours: &Windowed, runtime: &Handle) -> Outcome<()> {
    const TRIES: usize = 4;
    for _ in 0..TRIES {
        let window = runtime.block_on(Window::open(ours))?;
        std::thread::sleep(std::time::Duration::from_secs(6));
        window.memory_at_rest();
        let read_something = window.has_model();
        runtime.block_on(window.close());
        if !read_something {
            return Ok(());
        }
    }
    Err("a window at rest loads the model each time it is opened".into())
}

/// Opens a window once and looks at it at rest.
pub(crate) async fn open(what: &Windowed) -> Outcome<Opened> {
    let window = Window::open(what).await?;
    let bytes = tokio::task::block_in_place(|| window.memory_at_rest());
    let model = window.has_model();
    let (start_ms, in_time) = (window.start_ms, window.in_time);
    window.close().await;
    if model {
        return Err("the model was loaded while the memory was measured".into());
    }
    Ok(Opened {
        start_ms,
        in_time,
        megabytes: bytes as f64 / 1e6,
    })
}
