//! First word, memory and start with ever more documents.

use std::path::Path;
use std::time::Instant;

use serde::Deserialize;
use tokio::runtime::Handle;

use crate::library::Library;
use crate::place::Place;
use crate::report::{Report, note, short};
use crate::stats::median;
use crate::trouble::Outcome;
use crate::window;

/// How many documents.
pub(crate) const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// The last event of `longhand draft --json`.
#[derive(Deserialize)]
struct Event {
    event: String,
    #[serde(default)]
    first_token_ms: Option<f64>,
}

/// Measures each size in turn, each as often as there are repeats.
pub(crate) fn measure(
    place: &Place,
    libraries: &[Library],
    repeats: usize,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let mut rows = Vec::new();
    for library in libraries {
        note(&format!("  {}", library.size()));
        rows.push(row(place, library, repeats, runtime)?);
    }
    report.table(
        "With ever more documents (starter; a fresh process each time; copies of real texts with one word of six changed)",
        &[
            "documents",
            "passages",
            "reading all s",
            "search ms",
            "first word ms (first time)",
            "first word ms",
            "window ms",
            "window at rest MB",
        ],
        &rows,
    );
    Ok(())
}

fn row(place: &Place, library: &Library, repeats: usize, runtime: &Handle) -> Outcome<Vec<String>> {
    let data_dir = &library.data_dir;
    let saved = data_dir.join("standings");
    // Of what the model had read in an earlier run nothing may be there.
    let _ = std::fs::remove_dir_all(&saved);
    let first_time = first_word(place, data_dir)?;
    let (mut words, mut searches) = (Vec::new(), Vec::new());
    for _ in 0..repeats {
        words.push(first_word(place, data_dir)?);
        let started = Instant::now();
        place.longhand(data_dir, &[&"search", &"money and banks", &"--json"])?;
        searches.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    let (start, memory) = match windows(place, data_dir, repeats, runtime) {
        Ok((start, memory)) => (short(start), short(memory)),
        Err(why) => {
            note(&format!("  the window was not measured: {why}"));
            ("not measured".to_owned(), "not measured".to_owned())
        }
    };
    Ok(vec![
        library.documents.to_string(),
        library.passages.to_string(),
        short(library.add_seconds),
        short(median(&searches)),
        short(first_time),
        short(median(&words)),
        start,
        memory,
    ])
}

fn windows(
    place: &Place,
    data_dir: &Path,
    repeats: usize,
    runtime: &Handle,
) -> Outcome<(f64, f64)> {
    let ours = window::longhand(place, data_dir, "starter");
    window::settle(&ours, runtime)?;
    let (mut start, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..repeats.min(3) {
        let opened = runtime.block_on(window::open(&ours))?;
        start.push(opened.start_ms);
        memory.push(opened.megabytes);
    }
    Ok((median(&start), median(&memory)))
}

/// From the click to the first word with nothing in memory, as `longhand draft` tells it.
fn first_word(place: &Place, data_dir: &Path) -> Outcome<f64> {
    let said = place.longhand(
        data_dir,
        &[
            &"draft",
            &"--kind",
            &"email",
            &"--to",
            &"friend3@readers.example.org",
            &"--title",
            &"Money and banks",
            &"--point",
            &"who prints it",
            &"--length",
            &"short",
            &"--model",
            &"starter",
            &"--json",
        ],
    )?;
    let events = said
        .lines()
        .filter_map(|line| serde_json::from_str::<Event>(line).ok());
    let ended = events
        .filter(|event| event.event == "ended")
        .find_map(|event| event.first_token_ms);
    ended.ok_or_else(|| "a draft over a large library came to no word".into())
}
