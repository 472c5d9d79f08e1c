//! Target 4: a scripted typist writes briefs and asks for drafts; from the last key to the first word, against the naive
//! staged loop over the same passages in the same run.

use std::thread::sleep;
use std::time::Duration;

use domain::Brief;
use engine::Engine;
use model::ModelFile;
use tokio::runtime::Handle;

use crate::capture::Capture;
use crate::drafts::{Running, Seen};
use crate::naive::{self, Naive};
use crate::place::Place;
use crate::procs;
use crate::report::{Figure, Goal, Report, note, short};
use crate::split::{self, Split};
use crate::stats::{Chance, Pairs, median, percentile};
use crate::trouble::Outcome;
use crate::{briefs, hand};

/// From the last key to the click.
const REACH: Duration = Duration::from_millis(300);
/// The model has nothing to do any more when it has not computed for so long: longer than any pause after which the
/// engine begins something.
const QUIET: Duration = Duration::from_millis(1500);
const IDLE_QUIET: Duration = Duration::from_secs(6);
const PATIENCE: Duration = Duration::from_secs(240);

/// One brief typed, drafted, and drafted naively.
struct Typed {
    brief: Brief,
    seen: Seen,
    /// From the last key to the first words on the screen.
    ours_ms: f64,
    naive: Naive,
    split: Option<Split>,
}

/// Types `count` briefs and tells what came of it.
pub(crate) fn measure(
    place: &Place,
    file: &ModelFile,
    count: usize,
    capture: &Capture,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let home = place.sample_home()?;
    let engine = place.engine(home.path(), &file.name, runtime.clone())?;
    engine.think_ahead()?;
    // The window was opened a while ago: the usual pieces of every kind are read.
    procs::wait_until_quiet(&procs::below_us, IDLE_QUIET, PATIENCE);
    let mut chance = Chance::new(4);
    let mut typed = Vec::new();
    for (number, brief) in briefs::all().into_iter().cycle().take(count).enumerate() {
        let one = one(place, file, &engine, &brief, number, capture, &mut chance)?;
        let (tokens, ready) = one.seen.tokens.unwrap_or_default();
        note(&format!(
            "  brief {}: first word {} ms after the last key with {ready} of {tokens} tokens ready, {} tries, naive loop {} ms",
            number + 1,
            short(one.ours_ms),
            one.seen.tries,
            short(one.naive.first_word_ms())
        ));
        typed.push(one);
    }
    tell(file, &typed, report);
    Ok(())
}

fn one(
    place: &Place,
    file: &ModelFile,
    engine: &Engine,
    brief: &Brief,
    number: usize,
    capture: &Capture,
    chance: &mut Chance,
) -> Outcome<Typed> {
    let keys = hand::keys(brief, chance);
    let last_key = hand::press_all(&keys, &mut |brief| engine.prepare(brief.clone()));
    sleep(REACH);
    let before = capture.take();
    let read: f64 = before.iter().map(|noted| noted.read_tokens).sum();
    note(&format!(
        "  while typing: {} requests to the model, {read} tokens read by those that were not stopped",
        before.len()
    ));
    let running = Running::start(engine, brief, 1)?;
    let reach = running.clicked.duration_since(last_key).as_secs_f64() * 1000.0;
    let seen = running.until_the_end()?;
    let noted = capture.take();
    let first = seen
        .first_text_ms
        .ok_or_else(|| format!("no word for '{}': {:?}", brief.title, seen.error))?;
    let split = noted
        .into_iter()
        .find(|noted| noted.tokens > 0.0)
        .map(|noted| split::of_ours(&seen, &noted));
    // The engine thinks on after a draft. It must not disturb the other side.
    procs::wait_until_quiet(&procs::below_us, QUIET, PATIENCE);
    let mut worker = place.worker(file)?;
    let naive = naive::run(&mut worker, brief, &seen.sources, number)?;
    Ok(Typed {
        brief: brief.clone(),
        ours_ms: reach + first,
        seen,
        naive,
        split,
    })
}

fn tell(file: &ModelFile, typed: &[Typed], report: &mut Report) {
    let name = &file.name;
    let reach = REACH.as_secs_f64() * 1000.0;
    let (mut from_key, mut from_click) = (Pairs::default(), Pairs::default());
    for one in typed {
        let naive = one.naive.first_word_ms();
        from_key.push(one.ours_ms, reach + naive);
        from_click.push(one.ours_ms - reach, naive);
    }
    let figure = |what: &str, pairs: &Pairs, goal| Figure {
        target: 4,
        what: format!("{what} ({name})"),
        ours: median(&pairs.ours),
        anchor: Some(median(&pairs.anchor)),
        unit: "ms",
        ratio: Some(pairs.times_better()),
        goal,
        repeats: pairs.ours.len(),
    };
    let what = "last key to first word, the hand's 300 ms to the button in both, against the naive staged loop";
    report.figure(&figure(what, &from_key, Goal::Ratio(20.0)));
    let what = "click to first word, against the naive staged loop";
    report.figure(&figure(what, &from_click, Goal::None));
    report.figure(&Figure {
        target: 4,
        what: format!("last key to first word, 95 of 100 ({name})"),
        ours: percentile(&from_key.ours, 95.0),
        anchor: None,
        unit: "ms",
        ratio: None,
        goal: Goal::AtMost(if file.rough { 400.0 } else { 1500.0 }),
        repeats: typed.len(),
    });
    let rows: Vec<Vec<String>> = typed.iter().map(row).collect();
    report.table(
        &format!("The typist's drafts ({name})"),
        &[
            "brief",
            "key to word ms",
            "tokens",
            "ready",
            "tries",
            "naive ms",
        ],
        &rows,
    );
    let ours: Vec<Split> = typed.iter().filter_map(|one| one.split.clone()).collect();
    let naive: Vec<Split> = typed
        .iter()
        .map(|one| split::of_naive(&one.naive))
        .collect();
    split::tell(name, "prepared while typing", &ours, &naive, report);
}

fn row(typed: &Typed) -> Vec<String> {
    let brief = &typed.brief;
    let title = if brief.title.is_empty() {
        &brief.about
    } else {
        &brief.title
    };
    let (tokens, ready) = typed.seen.tokens.unwrap_or_default();
    vec![
        title.clone(),
        short(typed.ours_ms),
        tokens.to_string(),
        ready.to_string(),
        typed.seen.tries.to_string(),
        short(typed.naive.first_word_ms()),
    ]
}
