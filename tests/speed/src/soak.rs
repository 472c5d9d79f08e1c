//! Drafts and stops at random for a long time through one engine, its worker killed now and then: nothing is lost, told
//! twice or left behind, and the memory stays as it is.

use std::thread::sleep;
use std::time::{Duration, Instant};

use domain::{Brief, Length, Outcome as Ending};
use engine::Engine;
use tokio::runtime::Handle;

use crate::drafts::{Running, Seen};
use crate::place::Place;
use crate::procs;
use crate::report::{Figure, Goal, Report, note, short};
use crate::stats::{Chance, median};
use crate::trouble::Outcome;
use crate::{briefs, hand};

/// The memory of the last quarter may be so many times that of the first.
const MOST_GROWTH: f64 = 1.1;
/// The first drafts warm up: caches fill, and what stands before each kind of text is read.
const WARM_UP: Duration = Duration::from_secs(60);
const PATIENCE: Duration = Duration::from_secs(20);

/// What happened.
#[derive(Debug, Default)]
struct Tally {
    finished: usize,
    cancelled: usize,
    failed: usize,
    /// Of these, the ones for which the model found no words.
    wordless: usize,
    kills: usize,
    faults: Vec<String>,
    /// Megabytes of our own process tree, with the worker alive, and when.
    memory: Vec<(Duration, f64)>,
}

/// Runs for `minutes` and tells what was found; trouble if anything was wrong.
pub(crate) fn run(
    place: &Place,
    minutes: f64,
    model: &str,
    seed: u64,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let before = procs::workers_of(&place.program);
    let home = place.sample_home()?;
    let engine = place.engine(home.path(), model, runtime.clone())?;
    engine.think_ahead()?;
    let (mut tally, mut chance) = (Tally::default(), Chance::new(seed));
    let started = Instant::now();
    let end = Duration::from_secs_f64(minutes * 60.0);
    let mut noted = started;
    while started.elapsed() < end {
        one(&engine, &mut chance, &mut tally)?;
        let alive = !procs::model_workers(&procs::below_us()).is_empty();
        if alive && started.elapsed() > WARM_UP.min(end / 10) {
            let bytes = procs::memory(&procs::tree(std::process::id()));
            tally.memory.push((started.elapsed(), bytes as f64 / 1e6));
        }
        if noted.elapsed() > Duration::from_secs(60) {
            noted = Instant::now();
            note(&progress(&tally, started.elapsed()));
        }
    }
    drop(engine);
    let left = orphans(place, &before);
    if !left.is_empty() {
        tally
            .faults
            .push(format!("{} workers were left behind", left.len()));
    }
    tell(&tally, minutes, model, report)
}

/// One draft: now and then the brief is typed first, now and then it is stopped, now and then its worker is killed.
fn one(engine: &Engine, chance: &mut Chance, tally: &mut Tally) -> Outcome<()> {
    let brief = some_brief(chance);
    if chance.below(3) == 0 {
        for key in hand::keys(&brief, chance).iter().rev().take(12).rev() {
            sleep(key.after.min(Duration::from_millis(300)));
            engine.prepare(key.brief.clone());
        }
    }
    let candidates = if chance.below(8) == 0 { 3 } else { 1 };
    let mut running = Running::start(engine, &brief, candidates)?;
    let at = Duration::from_secs_f64(chance.between(0.0, 3.0));
    let mut killed = false;
    match chance.below(10) {
        // Left to come to its end.
        0..5 => {}
        5..9 => {
            running.wait(at, &|_| false);
            engine.stop_draft(running.id);
            // Once more does no harm.
            if chance.below(4) == 0 {
                engine.stop_draft(running.id);
            }
        }
        _ => {
            running.wait(at, &|_| false);
            for worker in procs::model_workers(&procs::below_us()) {
                procs::kill(worker);
                killed = true;
                tally.kills += 1;
            }
        }
    }
    let seen = running.until_the_end()?;
    if let Some(fault) = fault(&brief, &seen, killed) {
        note(&format!("  fault: {fault}"));
        tally.faults.push(fault);
    }
    match seen.ended {
        Some((Ending::Finished, _)) => tally.finished += 1,
        Some((Ending::Cancelled, _)) => tally.cancelled += 1,
        Some((Ending::Failed, _)) | None => {
            tally.failed += 1;
            let wordless = seen
                .error
                .as_deref()
                .is_some_and(|error| error.contains("no words"));
            tally.wordless += usize::from(wordless);
        }
    }
    Ok(())
}

fn some_brief(chance: &mut Chance) -> Brief {
    let all = briefs::all();
    let mut brief = all[chance.below(all.len())].clone();
    brief.length = [Length::Short, Length::Usual, Length::Long][chance.below(3)];
    if chance.below(4) == 0 {
        brief.start = "I should say at once that ".to_owned();
    }
    brief
}

/// What is wrong with a draft, if something is.
fn fault(brief: &Brief, seen: &Seen, killed: bool) -> Option<String> {
    if seen.ends != 1 {
        return Some(format!("{} last events", seen.ends));
    }
    let numbers = seen.deltas.iter().map(|(seq, _)| *seq);
    if !numbers.eq(0..seen.deltas.len() as u32) {
        return Some("the numbers of the pieces of text have a gap".into());
    }
    let told: String = seen
        .deltas
        .iter()
        .map(|(_, delta)| delta.as_str())
        .collect();
    let (ending, text) = seen.ended.as_ref()?;
    if *text != format!("{}{told}", brief.start) {
        return Some("the pieces of text do not add up to the whole".into());
    }
    if *ending == Ending::Failed && !killed {
        let error = seen.error.as_deref().unwrap_or("no reason given");
        // A small model may find no words; that is said, and nothing is lost.
        let no_words = error.contains("no words");
        return (!no_words).then(|| format!("a draft failed by itself: {error}"));
    }
    None
}

/// Workers that were not there before and do not go within a while.
fn orphans(place: &Place, before: &[u32]) -> Vec<u32> {
    let left = || -> Vec<u32> {
        let mut now = procs::workers_of(&place.program);
        now.retain(|id| !before.contains(id) && procs::tree(std::process::id()).contains(id));
        now
    };
    let until = Instant::now() + PATIENCE;
    while !left().is_empty() && Instant::now() < until {
        sleep(Duration::from_millis(100));
    }
    left()
}

fn progress(tally: &Tally, elapsed: Duration) -> String {
    format!(
        "  {:.0} min: {} finished, {} stopped, {} failed, {} workers killed, {} faults, {:.0} MB",
        elapsed.as_secs_f64() / 60.0,
        tally.finished,
        tally.cancelled,
        tally.failed,
        tally.kills,
        tally.faults.len(),
        tally.memory.last().map_or(0.0, |(_, megabytes)| *megabytes)
    )
}

fn tell(tally: &Tally, minutes: f64, model: &str, report: &mut Report) -> Outcome<()> {
    let values: Vec<f64> = tally
        .memory
        .iter()
        .map(|(_, megabytes)| *megabytes)
        .collect();
    let quarter = values.len() / 4;
    let (first, last) = (
        median(&values[..quarter]),
        median(&values[values.len() - quarter..]),
    );
    let row = [
        format!("{minutes}"),
        tally.finished.to_string(),
        tally.cancelled.to_string(),
        tally.failed.to_string(),
        tally.wordless.to_string(),
        tally.kills.to_string(),
        tally.faults.len().to_string(),
        short(first),
        short(last),
    ];
    let columns = [
        "minutes",
        "finished",
        "stopped",
        "failed",
        "of these without words",
        "workers killed",
        "faults",
        "MB, first quarter",
        "MB, last quarter",
    ];
    report.table(
        &format!("Drafts and stops at random ({model})"),
        &columns,
        &[row.to_vec()],
    );
    for fault in &tally.faults {
        note(&format!("fault: {fault}"));
    }
    let what = format!("memory after {minutes} minutes of drafts and stops ({model})");
    if quarter < 3 {
        report.not_measured(11, &what, &"too few drafts for quarters".into());
    } else {
        report.figure(&Figure {
            target: 11,
            what,
            ours: last,
            anchor: Some(first),
            unit: "MB",
            ratio: Some(last / first),
            goal: Goal::RatioAtMost(MOST_GROWTH),
            repeats: values.len(),
        });
    }
    if tally.faults.is_empty() {
        return Ok(());
    }
    Err(format!("{} drafts were not as they should be", tally.faults.len()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(deltas: &[(u32, &str)], text: &str, ends: usize) -> Seen {
        Seen {
            deltas: deltas
                .iter()
                .map(|(seq, t)| (*seq, (*t).to_owned()))
                .collect(),
            ended: Some((Ending::Finished, text.to_owned())),
            ends,
            ..Seen::default()
        }
    }

    #[test]
    fn lost_doubled_and_damaged_events_are_faults() {
        let brief = Brief {
            start: "Dear ".into(),
            ..Brief::default()
        };
        let good = seen(&[(0, "Tom, "), (1, "yes.")], "Dear Tom, yes.", 1);
        assert_eq!(fault(&brief, &good, false), None);
        let gap = seen(&[(0, "Tom, "), (2, "yes.")], "Dear Tom, yes.", 1);
        assert!(fault(&brief, &gap, false).is_some());
        let lost = seen(&[(0, "Tom, ")], "Dear Tom, yes.", 1);
        assert!(fault(&brief, &lost, false).is_some());
        let twice = seen(&[], "Dear ", 2);
        assert!(fault(&brief, &twice, false).is_some());
    }
}
