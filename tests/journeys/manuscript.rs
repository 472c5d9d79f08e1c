//! The writing page: a brief typed by key, the text in the editor, and an eye on how a draft comes.

use std::time::Duration;

use fantoccini::key::Key;
use serde_json::Value;

use crate::wait::PATIENCE;
use crate::window::Window;

/// The user's own first words in every journey that drafts.
pub(crate) const START: &str = "Hullo Tom,\n\nThe key";
/// What the brief has to say.
const POINTS: &str = "thank you for the key\nthe roof still leaks";
/// Enough that the draft takes its time: two points make a short letter.
const MANY_POINTS: &str = "thank you for the key\nthe roof still leaks\nladder is too short\nneighbour lent a bucket\n\
                           paint has dried out\nwindow will not shut\nrehearsal moved to Friday\nbring the music stands\n\
                           train at half past nine";

/// Reads the whole text from the editor: what it draws is only the lines near those that can be seen.
const READ: &str = "const content = document.querySelector('[data-testid=editor] .cm-content');
    return content === null ? '' : content.cmTile.root.view.state.doc.toString();";

/// Notes in which order sources and words appear, and every length that the text has had.
const WATCH: &str =
    "const text = () => [...document.querySelectorAll('[data-testid=editor] .cm-line')]
      .map((line) => line.textContent).join('\\n').length;
    const before = text();
    const seen = { order: [], lengths: [] };
    window.seenByJourney = seen;
    new MutationObserver(() => {
      const now = [];
      if (document.querySelector('[data-testid=source]')) now.push('source');
      if (text() > before) now.push('words');
      const fresh = now.filter((what) => !seen.order.flat().includes(what));
      if (fresh.length > 0) seen.order.push(fresh);
      if (text() > before && seen.lengths.at(-1) !== text()) seen.lengths.push(text());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });";

/// What `watch` has seen.
#[derive(Debug)]
pub(crate) struct Seen {
    /// What came first, second …; what came at once stands together.
    pub(crate) order: Value,
    /// How many lengths the growing text had.
    pub(crate) lengths: usize,
}

/// Goes on a journey that needs a draft of some length; where the draft was too short for it, once more from the start.
pub(crate) async fn with_a_long_draft(journey: impl AsyncFn() -> Option<()>) {
    for _ in 0..8 {
        if journey().await.is_some() {
            return;
        }
    }
    panic!("no draft was long enough for this journey");
}

impl Window {
    /// The text in the editor.
    pub(crate) async fn manuscript(&self) -> String {
        self.ask_text(READ).await
    }

    /// Types a brief for a mail and `START` into the editor, all by key.
    pub(crate) async fn type_brief(&self) {
        self.type_points(POINTS).await;
    }

    /// The same with so much to say that the draft has some length.
    pub(crate) async fn type_long_brief(&self) {
        self.type_points(MANY_POINTS).await;
    }

    async fn type_points(&self, points: &str) {
        self.shows("draft").await;
        self.fill("field-to", "tom.averill@example.net").await;
        self.fill("field-title", "The workshop key").await;
        self.fill("field-point", points).await;
        self.fill("editor", START).await;
        let typed = self.manuscript().await;
        assert_eq!(typed, START, "the editor holds what was typed");
    }

    /// Begins to watch how the draft comes; before it is started.
    pub(crate) async fn watch(&self) {
        self.ask(WATCH).await;
    }

    pub(crate) async fn seen(&self) -> Seen {
        let seen = self.ask("return window.seenByJourney").await;
        Seen {
            order: seen["order"].clone(),
            lengths: seen["lengths"].as_array().map_or(0, Vec::len),
        }
    }

    /// Ctrl+Enter; gives the number of the newest draft before it, behind which the one that comes is known.
    pub(crate) async fn draft(&self) -> i64 {
        let before = self.record.newest_draft();
        self.chord(&[Key::Control], Key::Enter.into()).await;
        before
    }

    /// Waits until the draft behind number `before` has written at least `letters` letters after the start; gives the
    /// text. None if it ended before that: the starter is too small to be counted on for many words.
    pub(crate) async fn has_written(&self, before: i64, letters: usize) -> Option<String> {
        self.until("the first words of the draft", PATIENCE, async || {
            // Asked first: what is over in the record, and not on the page either, writes no more.
            let over = self.record.has_ended_since(before) && self.count("stop").await == 0;
            let text = self.manuscript().await;
            let enough = text.chars().count() >= START.chars().count() + letters;
            (enough || over).then_some(enough.then_some(text))
        })
        .await
    }

    /// Waits until the draft behind number `before` has ended; gives the text. By the record first: on a fast machine the
    /// page shows that it runs for less than the time between two looks.
    pub(crate) async fn has_drafted(&self, before: i64) -> String {
        self.until("the draft to end in the record", PATIENCE, async || {
            self.record.has_ended_since(before).then_some(())
        })
        .await;
        self.has_ended(PATIENCE).await
    }

    /// Waits until no draft runs any more; gives the text.
    pub(crate) async fn has_ended(&self, patience: Duration) -> String {
        let mut before: Option<String> = None;
        self.until("the draft to end", patience, async || {
            let ended = self.count("stop").await == 0 && self.count("draft").await == 1;
            if !ended {
                return None;
            }
            // The last words come with the next frame.
            let text = self.manuscript().await;
            let stands = before.as_ref() == Some(&text);
            before = Some(text.clone());
            stands.then_some(text)
        })
        .await
    }
}
