//! One replay as a job: text after text, each drafted twice with the same model and seed, one last event.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Brief, Entries, Error, ErrorCode, Method, Points, Result, Summary, Words};
use likeness::{rouge_1_beyond, rouge_n};
use model::{ModelFile, Pace};
use pipeline::{Edits, Go, Shelf, Standing, Wanted};
use tokio_util::sync::CancellationToken;
use voice::{Hand, length};

use super::choice::{Case, usual_words};
use super::earlier::EarlierShelf;
use super::types::{Attempt, ReplayEvent, ReplaySummary, Replayed};
use crate::jobs::{Sink, go};
use crate::standings::learn_hand;
use crate::workshop::Workshop;

/// Both drafts of a text, and every replay, are made with this one.
const SEED: u32 = 1;
/// How far it is is told about this often.
const TELL_EVERY: Duration = Duration::from_secs(1);
/// A draft is never ended sooner, in words.
const LEAST_WORDS: usize = 25;

/// No history at all: neither pieces nor anything that was counted.
const NO_HISTORY: Method = Method {
    entries: Entries::Nothing,
    summary: Summary::Nothing,
    words: Words::Nothing,
    shell: false,
    turns: false,
    marks: false,
    ordinary: false,
    points: Points::Nothing,
    least: false,
    sketch: false,
    form: None,
    enough_words: None,
};

/// Everything that one replay works with.
pub(crate) struct ReplayJob {
    pub(crate) cases: Vec<Case>,
    pub(crate) workshop: Arc<Workshop>,
    pub(crate) file: ModelFile,
    pub(crate) stop: CancellationToken,
}

impl ReplayJob {
    /// Runs to the end and tells it last; `free` is called just before.
    pub(crate) fn run(self, free: impl FnOnce(), mut sink: Sink<ReplayEvent>) {
        let mut results = Vec::new();
        let mut progress = ReplayProgress::of(self.cases.len());
        let run = catch_unwind(AssertUnwindSafe(|| {
            self.all(&mut results, &mut progress, &mut sink)
        }));
        let error = match run {
            Ok(run) => run.err(),
            Err(_) => Some(
                Error::new(ErrorCode::WorkerDied, "a fault in Longhand ended this")
                    .remedy("Try again"),
            ),
        };
        free();
        sink(ReplayEvent::Ended {
            summary: ReplaySummary::of(&results),
            stopped: self.stop.is_cancelled(),
            error,
        });
    }

    fn all(
        &self,
        results: &mut Vec<Replayed>,
        progress: &mut ReplayProgress,
        sink: &mut Sink<ReplayEvent>,
    ) -> Result<()> {
        sink(progress.event());
        for case in &self.cases {
            let Some(result) = self.one(case, progress, sink)? else {
                return Ok(());
            };
            sink(ReplayEvent::Result(result.clone()));
            results.push(result);
        }
        Ok(())
    }

    /// One text, both ways; none if it was stopped.
    fn one(
        &self,
        case: &Case,
        progress: &mut ReplayProgress,
        sink: &mut Sink<ReplayEvent>,
    ) -> Result<Option<Replayed>> {
        let shelf = self.workshop.shelf()?;
        let shelf = EarlierShelf::of(&shelf, &case.document, case.date);
        let (earlier, usual) = usual_words(case.brief.kind, &shelf)?;
        let hand = learn_hand(case.brief.kind, &shelf)?;
        // Both ways may go on for as long, so that neither wins by its length (method, section 4). How short is too short
        // only the history knows.
        let enough_words = Some(usual.max(LEAST_WORDS));
        let mut attempts = Vec::new();
        for method in [self.workshop.method()?, NO_HISTORY] {
            let method = Method {
                enough_words,
                ..self.workshop.formed(method)
            };
            let mut tell = || {
                if let Some(event) = progress.event_after(TELL_EVERY) {
                    sink(event);
                }
                go(&self.stop)
            };
            let Some(text) = self.draft(&case.brief, method, hand.as_ref(), &shelf, &mut tell)?
            else {
                return Ok(None);
            };
            attempts.push(attempt(text, case, hand.as_deref()));
            progress.step();
            sink(progress.event());
        }
        let (Some(without), Some(with_history)) = (attempts.pop(), attempts.pop()) else {
            return Ok(None);
        };
        Ok(Some(replayed(case, earlier, with_history, without)))
    }

    /// One draft of `brief` from what stands on `shelf`; none if it was stopped.
    fn draft(
        &self,
        brief: &Brief,
        method: Method,
        hand: Option<&Arc<Hand>>,
        shelf: &dyn Shelf,
        tell: &mut dyn FnMut() -> Go,
    ) -> Result<Option<String>> {
        let method = method.suited_to(brief);
        let standing = Standing::gather(method, brief.kind, &brief.to, &|_| None, shelf)?;
        let file = self.file.clone();
        let mut writer = (self.workshop).writer(file, brief.kind, &standing, Pace::Awaited, SEED);
        // What the model has read of it is worth nothing to any other draft.
        writer.standing = None;
        let wanted = Wanted {
            brief,
            standing: &standing,
            ready: None,
            sketch: None,
            most_to_read: usize::MAX,
            edits: &Edits::default(),
            candidates: 1,
            hand: &|| hand.cloned(),
        };
        let begun = Instant::now();
        let clock = || begun.elapsed().as_secs_f64() * 1000.0;
        match pipeline::draft(wanted, shelf, &mut writer, &clock, &mut |_| tell()) {
            Ok(drafted) => Ok(drafted.finished.then_some(drafted.text)),
            // That the model finds no words for it is a result.
            Err(error) if error.code == ErrorCode::BadInput => Ok(Some(String::new())),
            Err(error) => Err(error),
        }
    }
}

/// What came of `case`, before which there were so many `earlier` texts.
fn replayed(case: &Case, earlier: usize, with_history: Attempt, without: Attempt) -> Replayed {
    let document = &case.document;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Replayed {
        id: document.id,
        title: document.title.clone(),
        kind: document.kind,
        date: case.date,
        path: document.path.clone(),
        words: count(length(&document.text)),
        earlier: count(earlier),
        points: case.brief.points.clone(),
        with_history,
        without,
    }
}

fn attempt(text: String, case: &Case, hand: Option<&Hand>) -> Attempt {
    let target = case.document.text.trim();
    let given: Vec<&str> = case.brief.said().collect();
    Attempt {
        rouge1: rouge_n(&text, target, 1),
        rouge1_beyond: rouge_1_beyond(&text, target, &given.join("\n")),
        voice_match: hand.and_then(|hand| hand.likeness(&text)),
        text: text.trim().to_owned(),
    }
}

/// How far a replay is, and how long the rest will take.
struct ReplayProgress {
    begun: Instant,
    told: Instant,
    done: u32,
    total: u32,
    /// When the last draft was done.
    stepped: Duration,
}

impl ReplayProgress {
    fn of(cases: usize) -> Self {
        let now = Instant::now();
        Self {
            begun: now,
            told: now,
            done: 0,
            total: u32::try_from(cases * 2).unwrap_or(u32::MAX),
            stepped: Duration::ZERO,
        }
    }

    fn step(&mut self) {
        self.done += 1;
        self.stepped = self.begun.elapsed();
    }

    fn event(&mut self) -> ReplayEvent {
        self.told = Instant::now();
        ReplayEvent::Progress {
            done: self.done,
            total: self.total,
            seconds_left: left(self.done, self.total, self.stepped, self.begun.elapsed()),
        }
    }

    /// The same, if it was told so long ago.
    fn event_after(&mut self, since: Duration) -> Option<ReplayEvent> {
        (self.told.elapsed() >= since).then(|| self.event())
    }
}

/// Seconds left after `elapsed`, when the `done` drafts of `total` took until `stepped`.
fn left(done: u32, total: u32, stepped: Duration, elapsed: Duration) -> Option<u32> {
    if done == 0 {
        return None;
    }
    let each = stepped.as_secs_f64() / f64::from(done);
    let all = each * f64::from(total);
    // The draft that is being written may take longer than the others did.
    let rest = f64::from(total.saturating_sub(done + 1)) * each;
    Some((all - elapsed.as_secs_f64()).max(rest).ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replay::testing::{SmallLibrary, day};
    use domain::Kind;

    #[test]
    fn a_text_without_gaps_has_more_than_a_word() {
        let mut library = SmallLibrary::new();
        let id = library.put("gull", "海鸥飞走了。今天有风。", Some(day(1)));
        let case = Case {
            document: library.record.documents(&[id]).unwrap().remove(0),
            date: day(1),
            brief: Brief {
                kind: Kind::Note,
                ..Brief::default()
            },
        };
        let none = || attempt(String::new(), &case, None);
        // Nine letters, of which 1.6 make a word.
        assert_eq!(replayed(&case, 2, none(), none()).words, 6);
    }

    #[test]
    fn the_time_left_follows_the_pace_and_never_runs_out_before_the_end() {
        let seconds = Duration::from_secs;
        assert_eq!(left(0, 10, seconds(0), seconds(9)), None);
        assert_eq!(left(2, 10, seconds(20), seconds(20)), Some(80));
        assert_eq!(left(2, 10, seconds(20), seconds(25)), Some(75));
        // The third takes very long: seven more are still to come.
        assert_eq!(left(2, 10, seconds(20), seconds(60)), Some(70));
        assert_eq!(left(10, 10, seconds(100), seconds(100)), Some(0));
    }
}
