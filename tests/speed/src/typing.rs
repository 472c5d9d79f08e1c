//! Key to paint while the window has nothing else to do, and while it writes a draft and reads a library.
//!
//! A draft does not lock the text: it is written at its end, and the user goes on in what stands before it. So the keys go
//! to the beginning of the text. A reading makes way for drafts and keys by itself: it stands still while somebody types
//! or has a draft written, and goes on two seconds after the last key. So keys meet a reading that really goes on only
//! after a rest, and these are measured by themselves.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::key::Key;

use crate::desk_wanted::{MOST_FOR_A_KEY, TARGET, Wanted};
use crate::driver::Window;
use crate::paint::{Painted, p95, took};
use crate::place::Place;
use crate::report::{Figure, Goal, Report, note, short};
use crate::stats::{Chance, median};
use crate::trouble::{Outcome, Trouble};
use crate::{briefs, window};

/// From one key to the next.
const EACH: Duration = Duration::from_millis(120);
/// Keys pressed before the page is asked what became of them.
const AT_ONCE: usize = 15;
/// Longer than a reading makes way after a key.
const REST: Duration = Duration::from_millis(2_600);
/// One of so many keys is pressed after a rest.
const RESTED: usize = 8;
/// Enough that reading them outlasts the keys.
const FILES: usize = 20_000;
/// Beside a draft and a reading, at most so many keys are pressed for each that counts.
const MOST_FOR_ONE: usize = 6;
/// What typing may cost beside a draft and a reading, against typing alone.
const MOST_RATIO: f64 = 1.3;

const PROSE: &str =
    "i went down to the press again before it was light and set the boards under the lamp to dry ";

/// Somebody who writes in the editor of an open window.
pub(crate) struct Hand<'a> {
    window: &'a Window,
    chance: Chance,
    prose: std::iter::Cycle<std::str::Chars<'static>>,
    /// All that was typed since `forget`.
    pub(crate) typed: String,
}

impl<'a> Hand<'a> {
    /// Puts the caret into the editor and listens.
    pub(crate) async fn at(window: &'a Window) -> Outcome<Self> {
        window.listen().await?;
        window.focus("[data-testid=editor] .cm-content").await?;
        Ok(Self {
            window,
            chance: Chance::new(6),
            prose: PROSE.chars().cycle(),
            typed: String::new(),
        })
    }

    /// Types `count` letters and gives what became of them.
    pub(crate) async fn types(&mut self, count: usize) -> Outcome<Vec<Painted>> {
        let mut painted = Vec::new();
        let mut left = count;
        while left > 0 {
            let now = left.min(AT_ONCE);
            left -= now;
            let keys: String = self.prose.by_ref().take(now).collect();
            self.window
                .press_all(keys.chars(), EACH, &mut self.chance)
                .await?;
            self.typed.push_str(&keys);
            painted.extend(self.window.painted().await?);
        }
        Ok(painted)
    }

    /// Types `count` letters, each after a rest.
    async fn types_after_rests(&mut self, count: usize) -> Outcome<Vec<Painted>> {
        let mut painted = Vec::new();
        for _ in 0..count {
            tokio::time::sleep(REST).await;
            painted.extend(self.types(1).await?);
        }
        Ok(painted)
    }
}

/// Measures both.
pub(crate) async fn measure(place: &Place, wanted: &Wanted, report: &mut Report) -> Outcome<()> {
    let home = place.sample_home()?;
    let letters = place.temporary("letters-")?;
    write_letters(place, letters.path())?;
    let picked = letters.path().display().to_string();
    let mut windowed = window::longhand(place, home.path(), &wanted.model);
    windowed
        .arguments
        .extend(["--pick-folder".to_owned(), picked]);
    let window = Window::open(&windowed).await?;
    let outcome = both(&window, wanted, report).await;
    window.close().await;
    outcome
}

async fn both(window: &Window, wanted: &Wanted, report: &mut Report) -> Outcome<()> {
    let mut hand = Hand::at(window).await?;
    // The first keys find nothing prepared.
    hand.types(AT_ONCE).await?;
    let idle = hand.types(wanted.keys).await?;
    note(&format!("  alone: {}", told(&idle)));
    let idle_ms = took(&idle);
    report.figure(&Figure {
        target: TARGET,
        what: "key to paint, nothing else going on, p95".into(),
        ours: p95(&idle_ms),
        anchor: None,
        unit: "ms",
        ratio: None,
        goal: Goal::AtMost(MOST_FOR_A_KEY),
        repeats: idle_ms.len(),
    });

    give_a_brief(window, &wanted.model).await?;
    add_folder(window).await?;
    let busy = beside(window, &mut hand, wanted.keys).await?;
    let busy_ms = took(&busy);
    let figure = |what: &str, goal| Figure {
        target: TARGET,
        what: format!("{what} ({})", wanted.model),
        ours: p95(&busy_ms),
        anchor: Some(p95(&idle_ms)),
        unit: "ms",
        ratio: Some(p95(&busy_ms) / p95(&idle_ms)),
        goal,
        repeats: busy_ms.len(),
    };
    let what = "key to paint beside a draft and a reading, p95";
    report.figure(&figure(what, Goal::AtMost(MOST_FOR_A_KEY)));
    let what = "key to paint beside a draft and a reading, against typing alone, p95";
    report.figure(&figure(what, Goal::RatioAtMost(MOST_RATIO)));

    let over = "return document.querySelector('[data-testid=stop]') === null";
    window.until("a draft that ends", over).await?;
    let mut rested = hand
        .types_after_rests((wanted.keys / RESTED).max(1))
        .await?;
    rested.retain(|key| key.reading && !key.drafting);
    note(&format!(
        "  after a rest, files being read ({}): {}",
        progress(window).await?,
        told(&rested)
    ));
    let rested_ms = took(&rested);
    report.figure(&Figure {
        target: TARGET,
        what: "first key after a rest to paint, files being read until then, p95".into(),
        ours: p95(&rested_ms),
        anchor: Some(p95(&idle_ms)),
        unit: "ms",
        ratio: Some(p95(&rested_ms) / p95(&idle_ms)),
        goal: Goal::AtMost(MOST_FOR_A_KEY),
        repeats: rested_ms.len(),
    });

    // The editor draws only what is near to what is seen.
    window.chord(&[Key::Control], Key::Home.into()).await?;
    let text = window.manuscript().await?;
    let kept = same_beginning(&text, &hand.typed);
    report.figure(&Figure {
        target: TARGET,
        what: format!("keys lost, of {}", hand.typed.len()),
        ours: (hand.typed.len() - kept) as f64,
        anchor: None,
        unit: "keys",
        ratio: None,
        goal: Goal::AtMost(0.0),
        repeats: 1,
    });
    Ok(())
}

/// Types until `count` keys fell into a draft and a reading at once; the others do not count.
async fn beside(window: &Window, hand: &mut Hand<'_>, count: usize) -> Outcome<Vec<Painted>> {
    let mut busy = Vec::new();
    let (mut pressed, mut drafts) = (0, 0);
    let started = Instant::now();
    while busy.len() < count {
        if pressed > count * MOST_FOR_ONE {
            let few = format!(
                "of {pressed} keys only {} fell into a draft and a reading at once",
                busy.len()
            );
            return Err(few.into());
        }
        if !window.has("stop").await? {
            drafts += 1;
            window.chord(&[Key::Control], Key::Enter.into()).await?;
        }
        let keys = hand.types(AT_ONCE.min(count)).await?;
        pressed += keys.len();
        busy.extend(keys.into_iter().filter(|key| key.drafting && key.reading));
    }
    note(&format!(
        "  beside {drafts} drafts in {:.0} s ({}): {}",
        started.elapsed().as_secs_f64(),
        progress(window).await?,
        told(&busy)
    ));
    busy.truncate(count);
    Ok(busy)
}

/// How far the page says that the reading has come.
async fn progress(window: &Window) -> Outcome<String> {
    let says = "return document.querySelector('[data-testid=reading] p')?.textContent ?? ''";
    let says = window.ask(says).await?;
    Ok(says.as_str().unwrap_or_default().to_owned())
}

/// The middle and the ends of it.
pub(crate) fn told(keys: &[Painted]) -> String {
    let took = took(keys);
    let way: Vec<f64> = keys.iter().map(|key| key.way).collect();
    let text: Vec<f64> = keys.iter().filter_map(|key| key.text).collect();
    let drawing: Vec<f64> = keys.iter().filter_map(|key| key.drawing).collect();
    let most = took.iter().copied().fold(0.0, f64::max);
    let mut told = format!(
        "{} keys, {} of them drawn, median {} ms, p95 {} ms, at most {} ms; medians of the way to the page {}, of drawing {}",
        keys.len(),
        took.len(),
        short(median(&took)),
        short(p95(&took)),
        short(most),
        short(median(&way)),
        short(median(&drawing))
    );
    if !text.is_empty() {
        told.push_str(&format!(", until it is text {}", short(median(&text))));
    }
    told
}

/// A brief that the sample library has something for; the caret comes back to the beginning of the text.
async fn give_a_brief(window: &Window, model: &str) -> Outcome<()> {
    fill(window).await?;
    note(&format!("  drafts with the {model}"));
    window.focus("[data-testid=editor] .cm-content").await
}

/// Types the first of the briefs.
pub(crate) async fn fill(window: &Window) -> Outcome<()> {
    let brief = briefs::all().into_iter().next().unwrap_or_default();
    window.fill("field-to", &brief.to).await?;
    window.fill("field-title", &brief.title).await?;
    let points = brief.points.join(&char::from(Key::Enter).to_string());
    window.fill("field-point", &points).await
}

/// Has the folder read that `--pick-folder` names, and comes back when it has begun.
async fn add_folder(window: &Window) -> Outcome<()> {
    window.chord(&[Key::Alt], '3').await?;
    window
        .until(
            "a folder to be chosen",
            "const add = document.querySelector('[data-testid=add-folder]');
             add?.click(); return add !== null",
        )
        .await?;
    let reads = "return document.querySelector('[data-testid=reading]') !== null";
    window.until("files being read", reads).await?;
    window.chord(&[Key::Alt], '1').await?;
    window.focus("[data-testid=editor] .cm-content").await
}

/// Many small texts, made of the notes of the sample library.
fn write_letters(place: &Place, folder: &Path) -> Outcome<()> {
    let texts = samples(place)?;
    let failed = |cause: std::io::Error| Trouble::at("writing in", folder, &cause);
    for number in 0..FILES {
        let part = folder.join(format!("{:03}", number / 500));
        if number % 500 == 0 {
            fs::create_dir_all(&part).map_err(failed)?;
        }
        let text = texts
            .get(number % texts.len().max(1))
            .map_or("", String::as_str);
        let text = format!("Number {number}.\n\n{text}");
        fs::write(part.join(format!("{number:05}.txt")), text).map_err(failed)?;
    }
    Ok(())
}

/// The notes and reviews of the sample library.
pub(crate) fn samples(place: &Place) -> Outcome<Vec<String>> {
    let mut texts = Vec::new();
    for name in ["notes", "reviews"] {
        let folder = place.samples().join(name);
        let failed = |cause: std::io::Error| Trouble::at("reading", &folder, &cause);
        let entries = fs::read_dir(&folder).map_err(failed)?;
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let text =
                fs::read_to_string(&path).map_err(|cause| Trouble::at("reading", &path, &cause))?;
            texts.push(text);
        }
    }
    if texts.is_empty() {
        return Err(Trouble::at("reading", &place.samples(), &"no texts in it"));
    }
    Ok(texts)
}

/// How many letters `text` has of `typed` before they part.
fn same_beginning(text: &str, typed: &str) -> usize {
    text.chars()
        .zip(typed.chars())
        .take_while(|(a, b)| a == b)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_key_is_seen() {
        assert_eq!(same_beginning("the boards. Dear Tom", "the boards"), 10);
        assert_eq!(same_beginning("the bards", "the boards"), 5);
        assert_eq!(same_beginning("", "the"), 0);
    }
}
