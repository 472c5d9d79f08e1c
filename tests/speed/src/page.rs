//! What somebody does in an open window: keys at the pace of a hand, clicks, and questions to the page.

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::key::Key;
use serde_json::Value;

use crate::driver::{Window, within};
use crate::stats::Chance;
use crate::trouble::Outcome;

const PATIENCE: Duration = Duration::from_secs(120);
const LOOK: Duration = Duration::from_millis(100);
/// For words that are typed only to be there.
const FAST: Duration = Duration::from_millis(2);

/// The text in the editor as far as it is drawn, without what is not text.
const READ: &str =
    "return [...document.querySelectorAll('[data-testid=editor] .cm-line')].map((line) => {
      const copy = line.cloneNode(true);
      copy.querySelectorAll('.cm-placeholder, .cm-pen').forEach((other) => other.remove());
      return copy.textContent.replace(/[\\u200b\\ufeff]/g, '');
    }).join('\\n')";

impl Window {
    /// Asks the page.
    pub(crate) async fn ask(&self, script: &str) -> Outcome<Value> {
        let asked = self.client.execute(script, Vec::new());
        within("asking", Path::new("the page"), asked).await
    }

    /// Whether there is a `testid` on the page.
    pub(crate) async fn has(&self, testid: &str) -> Outcome<bool> {
        let script =
            format!("return document.querySelector('[data-testid=\"{testid}\"]') !== null");
        Ok(self.ask(&script).await? == Value::Bool(true))
    }

    /// Waits until `script` gives true.
    pub(crate) async fn until(&self, what: &str, script: &str) -> Outcome<()> {
        let until = Instant::now() + PATIENCE;
        while self.ask(script).await? != Value::Bool(true) {
            if Instant::now() > until {
                return Err(format!("the window did not come to this: {what}").into());
            }
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// As much of the text in the editor as is drawn.
    pub(crate) async fn manuscript(&self) -> Outcome<String> {
        let text = self.ask(READ).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Puts the focus where keys shall go.
    pub(crate) async fn focus(&self, selector: &str) -> Outcome<()> {
        let script = format!("document.querySelector('{selector}').focus()");
        self.ask(&script).await.map(drop)
    }

    /// Presses `key` while `held` are held down.
    pub(crate) async fn chord(&self, held: &[Key], key: char) -> Outcome<()> {
        let down = |&key: &Key| KeyAction::Down { value: key.into() };
        let up = |&key: &Key| KeyAction::Up { value: key.into() };
        let mut actions: Vec<KeyAction> = held.iter().map(down).collect();
        actions.push(KeyAction::Down { value: key });
        actions.push(KeyAction::Up { value: key });
        actions.extend(held.iter().rev().map(up));
        self.act(actions).await
    }

    /// Presses `keys`, and waits after each of them for about `each`, a quarter more or less.
    pub(crate) async fn press_all(
        &self,
        keys: impl IntoIterator<Item = char>,
        each: Duration,
        chance: &mut Chance,
    ) -> Outcome<()> {
        let mut actions = Vec::new();
        for value in keys {
            let duration = each.mul_f64(chance.between(0.75, 1.25));
            actions.push(KeyAction::Down { value });
            actions.push(KeyAction::Up { value });
            actions.push(KeyAction::Pause { duration });
        }
        self.act(actions).await
    }

    /// Types `text` into the field `testid`, as fast as it takes it.
    pub(crate) async fn fill(&self, testid: &str, text: &str) -> Outcome<()> {
        self.focus(&format!("[data-testid=\"{testid}\"]")).await?;
        self.press_all(text.chars(), FAST, &mut Chance::new(1))
            .await
    }

    /// Clicks at a place of the page, in pixels from its top left corner.
    pub(crate) async fn click(&self, x: f64, y: f64) -> Outcome<()> {
        let actions = MouseActions::new("mouse".into())
            .then(PointerAction::MoveTo {
                duration: None,
                x,
                y,
            })
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        let acted = self.client.perform_actions(actions);
        within("clicking in", Path::new("the page"), acted).await
    }

    async fn act(&self, actions: Vec<KeyAction>) -> Outcome<()> {
        let keyboard = KeyActions::new("keyboard".into());
        let actions = actions.into_iter().fold(keyboard, KeyActions::then);
        let acted = self.client.perform_actions(actions);
        within("pressing keys in", Path::new("the page"), acted).await
    }
}
