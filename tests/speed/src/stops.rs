//! Target 11: from *Stop* to the last event, while writing and while reading; and until the worker is free again.

use std::thread::sleep;
use std::time::{Duration, Instant};

use domain::{Brief, Length, Outcome as Ending};
use engine::Engine;
use model::{Answer, ModelFile, Progress};
use tokio::runtime::Handle;

use crate::drafts::Running;
use crate::place::Place;
use crate::report::{Figure, Goal, Report};
use crate::stats::{Chance, median, percentile};
use crate::trouble::{Outcome, Trouble};
use crate::writing::{Prose, Request, write_until};
use crate::{briefs, worker};

/// Not so many stops are asked for with the larger model: each begins with a long reading.
const STOPS: usize = 30;
const STOPS_ROUGHLY: usize = 12;
const PATIENCE: Duration = Duration::from_secs(120);

/// What is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum During {
    Writing,
    Reading,
}

/// Stops drafts and requests at random moments and tells how long it took.
pub(crate) fn measure(
    place: &Place,
    file: &ModelFile,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let home = place.sample_home()?;
    let engine = place.engine(home.path(), &file.name, runtime.clone())?;
    let prose = Prose::of_the_samples(place)?;
    let stops = if file.rough { STOPS } else { STOPS_ROUGHLY };
    let mut chance = Chance::new(11);
    // Loads the model.
    Running::start(&engine, &long_brief(&prose, 0, During::Writing), 1)?.until_the_end()?;
    for during in [During::Writing, During::Reading] {
        let mut took = Vec::new();
        let mut tries = 0;
        while took.len() < stops && tries < stops * 3 {
            tries += 1;
            let brief = long_brief(&prose, tries, during);
            took.extend(stop_once(&engine, &brief, during, &mut chance)?);
        }
        let most = match during {
            During::Writing => 100.0,
            During::Reading => 200.0,
        };
        let what = ("from Stop to the last event", Goal::AtMost(most));
        tell(file, during, what, &took, stops, report);
    }
    drop(engine);
    free_again(place, file, &prose, stops, report)
}

/// A draft that takes a while. To be stopped while it is read, it answers a long letter that nobody has read before.
fn long_brief(prose: &Prose, number: usize, during: During) -> Brief {
    let known = briefs::all();
    let brief = known[number % known.len()].clone();
    Brief {
        length: Length::Long,
        reply_to: match during {
            During::Writing => String::new(),
            During::Reading => prose.piece(number * 3 + 1, 5000),
        },
        ..brief
    }
}

/// None where the draft had ended, or gone further, before it was stopped.
fn stop_once(
    engine: &Engine,
    brief: &Brief,
    during: During,
    chance: &mut Chance,
) -> Outcome<Option<f64>> {
    let mut running = Running::start(engine, brief, 1)?;
    let longest = match during {
        During::Writing => {
            running.wait(PATIENCE, &|seen| seen.first_text_ms.is_some());
            0.6
        }
        During::Reading => {
            running.wait(PATIENCE, &|seen| seen.begun_ms.is_some());
            1.2
        }
    };
    sleep(Duration::from_secs_f64(chance.between(0.0, longest)));
    let stopped = Instant::now();
    engine.stop_draft(running.id);
    let (clicked, since) = (running.clicked, stopped);
    let seen = running.until_the_end()?;
    let ended = seen.ended_ms - since.duration_since(clicked).as_secs_f64() * 1000.0;
    let cancelled = matches!(seen.ended, Some((Ending::Cancelled, _)));
    if seen.ends != 1 {
        return Err(Trouble(format!(
            "a stopped draft ended {} times",
            seen.ends
        )));
    }
    let in_time = during == During::Writing || seen.first_text_ms.is_none();
    Ok((cancelled && in_time).then_some(ended))
}

/// How long the worker computes on after it was stopped: the next request waits for so long before it begins.
fn free_again(
    place: &Place,
    file: &ModelFile,
    prose: &Prose,
    stops: usize,
    report: &mut Report,
) -> Outcome<()> {
    let mut worker = place.worker(file)?;
    let characters = prose.characters_for(worker::DEPTH * 3, &mut worker)?;
    let short_one = || Request::reading(vec!["A word.".to_owned()]);
    let mut chance = Chance::new(12);
    for during in [During::Writing, During::Reading] {
        let mut took = Vec::new();
        for number in 0..stops {
            let piece = match during {
                During::Writing => prose.piece(number, 300),
                During::Reading => prose.piece(number * 3 + 1, characters),
            };
            let request = Request {
                texts: 1,
                most_tokens: 400,
                seed: number as u32,
                ..Request::reading(vec![piece])
            };
            let mut due: Option<Instant> = None;
            let wait = Duration::from_secs_f64(chance.between(0.02, 1.0));
            let stopped = write_until(&mut worker, &request, &mut |progress| {
                let begins = match during {
                    During::Writing => matches!(progress, Progress::Text { .. }),
                    During::Reading => matches!(progress, Progress::Begun { .. }),
                };
                if begins {
                    due.get_or_insert_with(|| Instant::now() + wait);
                }
                if due.is_some_and(|due| Instant::now() >= due) {
                    return Answer::Stop;
                }
                Answer::GoOn
            })?;
            // One that came to its end by itself was not stopped; one that went further was stopped in another part.
            let further = during == During::Reading && stopped.first_text_ms.is_some();
            if stopped.written.read || further {
                continue;
            }
            let since = Instant::now();
            write_until(&mut worker, &short_one(), &mut |progress| {
                if matches!(progress, Progress::Begun { .. }) {
                    took.push(since.elapsed().as_secs_f64() * 1000.0);
                }
                Answer::GoOn
            })?;
        }
        let what = "from Stop until the worker begins with the next request";
        tell(file, during, (what, Goal::None), &took, stops, report);
    }
    Ok(())
}

fn tell(
    file: &ModelFile,
    during: During,
    (what, goal): (&str, Goal),
    took: &[f64],
    stops: usize,
    report: &mut Report,
) {
    let during = match during {
        During::Writing => "while writing",
        During::Reading => "while reading a cold prompt",
    };
    let what = format!("{what} {during}, 99 of 100 ({})", file.name);
    if took.len() * 2 < stops {
        let few = format!("only {} of {stops} drafts were stopped in time", took.len());
        return report.not_measured(11, &what, &Trouble(few));
    }
    report.figure(&Figure {
        target: 11,
        what: format!("{what}; median {:.0} ms", median(took)),
        ours: percentile(took, 99.0),
        anchor: None,
        unit: "ms",
        ratio: None,
        goal,
        repeats: took.len(),
    });
}
