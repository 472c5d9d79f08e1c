//! The real window: opened by the driver, used by key, watched through its page.

use std::path::PathBuf;
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::closed;
use crate::driver::Driver;
use crate::home::{Home, program, root};
use crate::processes::{self, Process};
use crate::record::Record;
use crate::signals::Held;
use crate::wait::{PATIENCE, within};

/// More stops than there are on any page.
const MOST_TABS: usize = 60;
/// The cross is pressed so often, as long as the window stays.
const PRESSES: u32 = 18;

/// Makes the page paint itself.
const STIR: &str = "let odd = false; window.stirredByJourney = setInterval(() => {
    odd = !odd;
    document.body.style.opacity = odd ? '0.999' : '';
}, 30);";

/// An open window.
#[derive(Debug)]
pub(crate) struct Window {
    /// What it writes.
    pub(crate) record: Record,
    client: Client,
    driver: Driver,
    home: PathBuf,
}

impl Window {
    /// Opens the window in `home` with the starter, and `more` on the command line.
    pub(crate) async fn open(home: &Home, more: &[&str]) -> Self {
        let mut arguments = home.arguments().to_vec();
        arguments.extend(more.iter().map(|&word| word.to_owned()));
        Self::open_with(home, arguments).await
    }

    /// Opens the window in `home`.
    pub(crate) async fn open_with(home: &Home, arguments: Vec<String>) -> Self {
        let driver = Driver::start(home).await;
        let options =
            json!({ "webkitgtk:browserOptions": { "binary": program(), "args": arguments } });
        let Value::Object(capabilities) = options else {
            unreachable!("braces make an object")
        };
        let mut client = ClientBuilder::new(HttpConnector::new());
        client.capabilities(capabilities);
        let client = answer("the window", client.connect(&driver.address()))
            .await
            .unwrap_or_else(|e| panic!("the window does not open: {e}"));
        Self {
            record: home.record(),
            client,
            driver,
            home: home.root(),
        }
    }

    /// Lets the driver close the window, and waits until the program has ended.
    pub(crate) async fn close(self) {
        let id = self.main_process().id;
        let _ = answer("the closing window", self.client.clone().close()).await;
        self.has_gone(id).await;
    }

    /// Presses the cross of the window, and waits until the program has ended.
    pub(crate) async fn close_by_its_cross(self) {
        let id = self.main_process().id;
        closed::press_cross("Longhand").unwrap();
        // On a busy machine a press gets lost before the program hears of it, and anybody would press again.
        for _ in 0..PRESSES {
            if within(PATIENCE / PRESSES, async || self.is_gone(id).then_some(()))
                .await
                .is_some()
            {
                break;
            }
            let _ = closed::press_cross("Longhand");
        }
        self.has_gone(id).await;
    }

    /// Asks the program to end, and waits for it.
    pub(crate) async fn end(self) {
        let id = self.main_process().id;
        processes::ask_to_end(id);
        self.has_gone(id).await;
    }

    fn is_gone(&self, id: u32) -> bool {
        let all = processes::running(&self.home, &program());
        all.iter().all(|process| process.id != id)
    }

    async fn has_gone(self, id: u32) {
        let gone = within(PATIENCE, async || self.is_gone(id).then_some(()));
        assert!(
            gone.await.is_some(),
            "the program does not end when its window is closed"
        );
        drop(self.driver);
    }

    /// Kills the program in the middle of what it does. Its workers are left to themselves.
    pub(crate) fn kill(self) {
        processes::kill(self.main_process().id);
        drop(self.driver);
    }

    /// Kills the program and its workers at once, as when the power goes.
    pub(crate) fn kill_all(self) {
        let all = processes::running(&self.home, &program());
        assert!(!all.is_empty(), "there is nothing to kill");
        for process in all {
            processes::kill(process.id);
        }
        drop(self.driver);
    }

    /// The process of the window itself.
    pub(crate) fn main_process(&self) -> Process {
        // A worker that is just being started bears the window's own command line for a moment.
        let windows = || {
            let mut all = processes::running(&self.home, &program());
            all.retain(|process| process.line.contains("--data-dir"));
            all
        };
        let mut all = windows();
        for _ in 0..50 {
            if all.len() == 1 {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
            all = windows();
        }
        let lines: Vec<_> = all.iter().map(|one| (one.id, &one.line)).collect();
        assert_eq!(all.len(), 1, "one process is the window: {lines:?}");
        all.remove(0)
    }

    /// Holds the process with the model: a draft stands where it is, however fast the machine would write it.
    pub(crate) fn hold_model(&self) -> Held {
        let mut all = processes::running(&self.home, &program());
        all.retain(|process| process.line.contains("worker-model"));
        Held::all(all.iter().map(|process| process.id).collect())
    }

    /// Asks the page.
    pub(crate) async fn ask(&self, script: &str) -> Value {
        answer(script, self.client.execute(script, Vec::new()))
            .await
            .unwrap_or_else(|e| panic!("the page does not answer `{script}`: {e}"))
    }

    pub(crate) async fn ask_text(&self, script: &str) -> String {
        self.ask(script)
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// How many there are of `testid`.
    pub(crate) async fn count(&self, testid: &str) -> u64 {
        let script =
            format!("return document.querySelectorAll('[data-testid=\"{testid}\"]').length");
        self.ask(&script).await.as_u64().unwrap_or(0)
    }

    /// What stands in the first `testid`; empty if there is none.
    pub(crate) async fn text(&self, testid: &str) -> String {
        let script =
            format!("return document.querySelector('[data-testid=\"{testid}\"]')?.innerText ?? ''");
        self.ask_text(&script).await
    }

    /// Waits until there is a `testid`, and gives what stands in it.
    pub(crate) async fn shows(&self, testid: &str) -> String {
        let what = format!("[data-testid={testid}] to be there");
        self.until(&what, PATIENCE, async || {
            (self.count(testid).await > 0).then_some(())
        })
        .await;
        self.text(testid).await
    }

    /// Waits until the page called `name` is the one that is shown.
    pub(crate) async fn is_on(&self, name: &str) {
        let place = format!("[data-testid=nav-{name}][aria-current=page]");
        let script = format!("return document.querySelector('{place}') !== null");
        self.until(&place, PATIENCE, async || {
            (self.ask(&script).await == true).then_some(())
        })
        .await;
    }

    /// Waits until `look` finds something; panics with the page's text and a screenshot if it does not in time.
    pub(crate) async fn until<T>(
        &self,
        what: &str,
        patience: Duration,
        look: impl AsyncFnMut() -> Option<T>,
    ) -> T {
        match within(patience, look).await {
            Some(found) => found,
            None => {
                self.fail(&format!("waited {patience:?} in vain for {what}"))
                    .await
            }
        }
    }

    /// Ends the journey, saying what the page shows.
    pub(crate) async fn fail(&self, what: &str) -> ! {
        let page = self.ask_text("return document.body.innerText").await;
        eprintln!("{what}\n--- the page ---\n{page}\n---");
        let picture = self.picture("failed").await;
        panic!(
            "{what}; the page is shown above and in {}",
            picture.display()
        );
    }

    /// Makes the window so large.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        answer("the size", self.client.set_window_size(width, height))
            .await
            .unwrap_or_else(|e| panic!("the window keeps its size: {e}"));
    }

    /// Saves a picture of the window under the name of the journey; it is there to be looked at.
    pub(crate) async fn picture(&self, moment: &str) -> PathBuf {
        let thread = std::thread::current();
        let journey = thread.name().unwrap_or("journey").replace("::", "-");
        let folder = root().join("target/journeys");
        let path = folder.join(format!("{journey}-{moment}.png"));
        std::fs::create_dir_all(&folder).unwrap();
        // The driver waits for the page to be painted once more, which a page at rest never is.
        self.ask(STIR).await;
        let picture = answer("the picture", self.client.screenshot()).await;
        if let Ok(picture) = picture {
            std::fs::write(&path, picture).unwrap();
        }
        self.ask("clearInterval(window.stirredByJourney)").await;
        path
    }

    /// Types `text`, key by key, wherever the focus is.
    pub(crate) async fn type_text(&self, text: &str) {
        let keys = text
            .chars()
            .map(|c| if c == '\n' { Key::Enter.into() } else { c });
        let actions = keys.fold(KeyActions::new("keyboard".into()), |actions, value| {
            actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value })
        });
        self.act(actions).await;
    }

    /// Presses one key.
    pub(crate) async fn press(&self, key: Key) {
        self.chord(&[], key.into()).await;
    }

    /// Presses `key` while `held` are held down.
    pub(crate) async fn chord(&self, held: &[Key], key: char) {
        let mut actions = KeyActions::new("keyboard".into());
        for &key in held {
            actions = actions.then(KeyAction::Down { value: key.into() });
        }
        actions = actions
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        for &key in held.iter().rev() {
            actions = actions.then(KeyAction::Up { value: key.into() });
        }
        self.act(actions).await;
    }

    async fn act(&self, actions: KeyActions) {
        answer("the keys", self.client.perform_actions(actions))
            .await
            .unwrap_or_else(|e| panic!("the keys do not reach the window: {e}"));
    }

    /// Goes with Tab to `testid`, as somebody without a mouse does.
    pub(crate) async fn tab_to(&self, testid: &str) {
        self.shows(testid).await;
        for _ in 0..MOST_TABS {
            if self.focus().await == testid {
                return;
            }
            self.press(Key::Tab).await;
        }
        self.fail(&format!("{testid} cannot be reached with Tab"))
            .await;
    }

    /// The `data-testid` at or around what has the focus.
    async fn focus(&self) -> String {
        self.ask_text(
            "return document.activeElement?.closest('[data-testid]')?.getAttribute('data-testid') ?? ''",
        )
        .await
    }

    /// Empties the field `testid` and types `text` into it.
    pub(crate) async fn fill(&self, testid: &str, text: &str) {
        self.tab_to(testid).await;
        self.chord(&[Key::Control], 'a').await;
        self.press(Key::Delete).await;
        self.type_text(text).await;
    }
}

/// A window that hangs must not hang the journey.
async fn answer<T>(what: &str, asked: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(answer) => answer,
        Err(_) => panic!("no answer in {PATIENCE:?}: {what}"),
    }
}
