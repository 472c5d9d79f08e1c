//! Target 3: a standing part brought back from its file, against reading it; and the same words after either.

use std::path::Path;

use model::Worker;

use crate::report::{Figure, Goal, Report, short};
use crate::stats::{Pairs, median};
use crate::trouble::{Outcome, Trouble};
use crate::worker::DEPTH;
use crate::writing::{Prose, Request, Seen, write};

/// Tokens compared.
const COMPARED: u32 = 64;
const TAIL: &str =
    "\n\nOne more thing, which I had nearly forgotten to say about all of this, is that";

use crate::place::Place;
use model::ModelFile;

/// The standing part and how it goes on.
struct Standing<'a> {
    place: &'a Place,
    file: &'a ModelFile,
    text: String,
}

impl Standing<'_> {
    fn worker(&self) -> Outcome<Worker> {
        self.place.worker(self.file)
    }

    /// Reads the standing part alone, from nothing.
    fn read(&self, worker: &mut Worker) -> Outcome<Seen> {
        write(worker, &Request::reading(vec![self.text.clone()]))
    }

    /// The likeliest words after it, and the time it took to have it.
    fn go_on(&self, worker: &mut Worker, state: Option<&Path>) -> Outcome<Seen> {
        let request = Request {
            standing: state,
            texts: 1,
            most_tokens: COMPARED,
            temperature: 0.0,
            ..Request::reading(vec![self.text.clone(), TAIL.to_owned()])
        };
        write(worker, &request)
    }
}

/// Measures and tells it.
pub(crate) fn measure(
    place: &Place,
    file: &ModelFile,
    repeats: usize,
    report: &mut Report,
) -> Outcome<()> {
    let folder = tempfile::tempdir_in(&place.keep)
        .map_err(|cause| Trouble::at("making a folder in", &place.keep, &cause))?;
    let state = folder.path().join("standing.state");
    let prose = Prose::of_the_samples(place)?;
    let characters = prose.characters_for(DEPTH, &mut place.worker(file)?)?;
    let text = prose.piece(3, characters);
    let standing = Standing { place, file, text };

    // From nothing; it leaves the file behind.
    let from_nothing = standing.go_on(&mut standing.worker()?, Some(&state))?;
    let bytes = std::fs::metadata(&state)
        .map_err(|cause| Trouble::at("finding the saved state", &state, &cause))?
        .len();
    let mut pairs = Pairs::default();
    let (mut same_from_file, mut same_from_memory, mut tokens) = (0, 0, 0);
    for _ in 0..repeats {
        let mut worker = standing.worker()?;
        let read = standing.read(&mut worker)?;
        let from_memory = standing.go_on(&mut worker, None)?;
        drop(worker);
        let from_file = standing.go_on(&mut standing.worker()?, Some(&state))?;
        if from_file.ready < read.written.prompt_tokens {
            return Err(format!(
                "the saved state was not used: {} of {} tokens were ready",
                from_file.ready, read.written.prompt_tokens
            )
            .into());
        }
        tokens = read.written.prompt_tokens;
        pairs.push(from_file.written.restore_ms, read.written.prefill_ms);
        same_from_file += usize::from(from_file.texts == from_nothing.texts);
        same_from_memory += usize::from(from_memory.texts == from_nothing.texts);
    }
    let name = &file.name;
    report.figure(&Figure {
        target: 3,
        what: format!(
            "a standing part of {tokens} tokens from its file in a fresh worker, against reading it ({name})"
        ),
        ours: median(&pairs.ours),
        anchor: Some(median(&pairs.anchor)),
        unit: "ms",
        ratio: Some(pairs.times_better()),
        goal: Goal::Ratio(500.0),
        repeats: pairs.ours.len(),
    });
    let speed = bytes as f64 / 1e6 / median(&pairs.ours);
    report.table(
        &format!("Restored ({name})"),
        &[
            "state",
            "at",
            "file: the same words",
            "memory: the same words",
        ],
        &[vec![
            format!("{} MB", short(bytes as f64 / 1e6)),
            format!("{} GB/s", short(speed)),
            format!("{same_from_file} of {repeats}"),
            format!("{same_from_memory} of {repeats}"),
        ]],
    );
    Ok(())
}
