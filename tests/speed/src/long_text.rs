//! A text of 50,000 words: keys at its beginning, in its middle and at its end, and paging through it.

use std::time::{Duration, Instant};

use fantoccini::key::Key;
use serde_json::json;

use crate::desk_wanted::{MOST_FOR_A_KEY, TARGET, Wanted};
use crate::driver::Window;
use crate::paint::{p95, took};
use crate::place::Place;
use crate::report::{Figure, Goal, Report, note};
use crate::stats::{Chance, median};
use crate::trouble::Outcome;
use crate::typing::{Hand, samples, told};
use crate::window;

/// A key that is held down comes again so often.
const HELD: Duration = Duration::from_millis(33);
/// A text that was pasted is counted, saved and drawn after so long.
const SETTLED: Duration = Duration::from_secs(3);

/// Pastes `text` over all there is.
const PASTE: &str = "const editor = document.querySelector('[data-testid=editor] .cm-content');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', TEXT);
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    return editor.dispatchEvent(paste) === false;";

/// The middle of the window over the editor, once the page was scrolled to its middle.
const MIDDLE: &str = "const editor = document.querySelector('[data-testid=editor]');
    let page = editor;
    while (page && page.scrollHeight <= page.clientHeight + 1) page = page.parentElement;
    page.scrollTop = page.scrollHeight / 2;
    const { left, width } = editor.getBoundingClientRect();
    return [left + width / 2, innerHeight / 2];";

/// Measures all.
pub(crate) async fn measure(place: &Place, wanted: &Wanted, report: &mut Report) -> Outcome<()> {
    let home = place.sample_home()?;
    let window = Window::open(&window::longhand(place, home.path(), &wanted.model)).await?;
    let text = words(&samples(place)?, wanted.words);
    let outcome = in_window(&window, &text, wanted, report).await;
    window.close().await;
    outcome
}

async fn in_window(
    window: &Window,
    text: &str,
    wanted: &Wanted,
    report: &mut Report,
) -> Outcome<()> {
    let mut hand = Hand::at(window).await?;
    hand.types(15).await?;
    let empty = hand.types(wanted.keys).await?;
    note(&format!("  empty page: {}", told(&empty)));
    let empty = took(&empty);

    window.chord(&[Key::Control], 'a').await?;
    let started = Instant::now();
    paste(window, text).await?;
    note(&format!(
        "  {} words pasted in {} ms",
        wanted.words,
        started.elapsed().as_millis()
    ));
    tokio::time::sleep(SETTLED).await;

    for (place, name) in [
        (Spot::Beginning, "at the beginning of"),
        (Spot::Middle, "in the middle of"),
        (Spot::End, "at the end of"),
    ] {
        place.go(window).await?;
        hand.types(3).await?;
        let keys = hand.types(wanted.keys).await?;
        note(&format!("  {name} it: {}", told(&keys)));
        let keys = took(&keys);
        report.figure(&Figure {
            target: TARGET,
            what: format!(
                "key to paint {name} {} words, against a page with none, p95",
                wanted.words
            ),
            ours: p95(&keys),
            anchor: Some(p95(&empty)),
            unit: "ms",
            ratio: Some(p95(&keys) / p95(&empty)),
            goal: Goal::AtMost(MOST_FOR_A_KEY),
            repeats: keys.len(),
        });
    }
    paging(window, wanted, report).await
}

async fn paging(window: &Window, wanted: &Wanted, report: &mut Report) -> Outcome<()> {
    Spot::Beginning.go(window).await?;
    window.follow_frames(true).await?;
    let mut chance = Chance::new(7);
    let keys = std::iter::repeat_n(char::from(Key::PageDown), wanted.keys);
    window.press_all(keys, HELD, &mut chance).await?;
    window.follow_frames(false).await?;
    let (frames, keys) = (window.frames().await?, window.painted().await?);
    note(&format!("  paging: {}", told(&keys)));
    let keys = took(&keys);
    let mut figure = |what: &str, values: &[f64], goal| {
        report.figure(&Figure {
            target: TARGET,
            what: format!("{what} of {} words, p95", wanted.words),
            ours: p95(values),
            anchor: Some(median(values)),
            unit: "ms",
            ratio: None,
            goal,
            repeats: values.len(),
        });
    };
    figure(
        "one frame to the next while paging, against the median,",
        &frames,
        Goal::None,
    );
    figure(
        "Page Down to paint, against the median, in a text",
        &keys,
        Goal::None,
    );
    Ok(())
}

/// Where somebody may write.
#[derive(Debug, Clone, Copy)]
enum Spot {
    Beginning,
    Middle,
    End,
}

impl Spot {
    /// Goes there as somebody would, and waits until nothing moves any more.
    async fn go(self, window: &Window) -> Outcome<()> {
        match self {
            Spot::Beginning => window.chord(&[Key::Control], Key::Home.into()).await?,
            Spot::End => window.chord(&[Key::Control], Key::End.into()).await?,
            Spot::Middle => {
                let at = window.ask(MIDDLE).await?;
                tokio::time::sleep(SETTLED / 3).await;
                let side = |n: usize| at.get(n).and_then(serde_json::Value::as_f64);
                let (Some(x), Some(y)) = (side(0), side(1)) else {
                    return Err("the editor has no place on the page".into());
                };
                window.click(x, y).await?;
            }
        }
        tokio::time::sleep(SETTLED / 3).await;
        Ok(())
    }
}

async fn paste(window: &Window, text: &str) -> Outcome<()> {
    let script = PASTE.replace("TEXT", &json!(text).to_string());
    if window.ask(&script).await? == json!(true) {
        return Ok(());
    }
    Err("the editor does not take what is pasted".into())
}

/// Paragraphs of the samples, over and over, until they come to `count` words.
fn words(samples: &[String], count: usize) -> String {
    let mut text = String::new();
    let mut left = count;
    let paragraphs = samples
        .iter()
        .flat_map(|sample| sample.split("\n\n"))
        .cycle();
    for paragraph in paragraphs {
        let words: Vec<&str> = paragraph.split_whitespace().take(left).collect();
        left -= words.len();
        text.push_str(&words.join(" "));
        if left == 0 {
            return text;
        }
        text.push_str("\n\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_has_so_many_words() {
        let samples = ["One two.\n\nThree\nfour.".to_owned(), "Five.".to_owned()];
        let text = words(&samples, 7);
        assert_eq!(text.split_whitespace().count(), 7);
        assert!(
            text.starts_with("One two.\n\nThree four.\n\nFive.\n\nOne"),
            "{text}"
        );
    }
}
