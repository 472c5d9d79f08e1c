//! Words that run from the right, between others that run from the left, with emoji; and a message that is far too long.
//! All that was typed stands, nothing hangs, and the page is found again.

use std::time::Duration;

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::home::Home;
use crate::wait::PATIENCE;
use crate::window::Window;

/// What is typed into the editor, line by line.
const LINES: [&str; 4] = [
    "שלום תום,",
    "the key is here 👍🏽, and so is מרים.",
    "المفتاح 17 (ABC) عندي 👩‍🌾",
    "Ottilie",
];
/// How each of them runs.
const RUN: [&str; 4] = ["rtl", "ltr", "rtl", "ltr"];
/// What stands in the fields of the brief.
const FIELDS: [(&str, &str); 3] = [
    ("to", "מרים <miriam@example.org>"),
    ("title", "המפתח של הסדנה 🔑"),
    ("point", "המפתח אצל תום"),
];
/// A key or a paste is answered by then, on a busy machine, too.
const AT_ONCE: Duration = Duration::from_secs(5);

/// Pastes 5 MB and leaves how long it took until the page was painted with them, in milliseconds.
const PASTE: &str = "const line = 'היכן המפתח? 🔑 Where is the key, and who has the ladder? أين المفتاح؟\\n';
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', HEAD + line.repeat(5_000_000 / line.length));
    const began = performance.now();
    window.pastedIn = null;
    document.querySelector('[data-testid=field-reply]')
      .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    requestAnimationFrame(() => setTimeout(() => { window.pastedIn = performance.now() - began; }));";

/// Empties the field of the message, as somebody does who pastes another one.
const EMPTY: &str = "const field = document.querySelector('[data-testid=field-reply]');
    field.value = '';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));";

/// The lines above a message as mail programs copy them.
const HEAD: &str =
    "From: Zoë Lark <zoe@example.org>\\nDate: Tue, 4 Mar 2025 10:00:00 +0000\\nSubject: מפתח\\n\\n";

const HOW_LINES_RUN: &str = "return [...document.querySelectorAll('[data-testid=editor] .cm-line')]
    .map((line) => getComputedStyle(line).direction)";

#[tokio::test]
async fn right_to_left() {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    window.type_both_ways().await;
    assert_eq!(window.manuscript().await, LINES.join("\n"));
    assert_eq!(window.ask(HOW_LINES_RUN).await, json!(RUN));
    window.picture("1-typed").await;

    // Once as it is, and once as a mail, which the program takes apart.
    for head in ["", HEAD] {
        window.ask(EMPTY).await;
        window
            .ask(&PASTE.replace("HEAD", &format!("'{head}'")))
            .await;
        let took = window
            .until("the message to be there", PATIENCE, async || {
                window.ask("return window.pastedIn").await.as_f64()
            })
            .await;
        assert!(took < AT_ONCE.as_secs_f64() * 1000.0, "{took} ms");
        let message = window.field("reply").await;
        let letters = message.encode_utf16().count();
        assert!((7000..=8000).contains(&letters), "{letters}");
    }
    window
        .until("the mail to be taken apart", PATIENCE, async || {
            let message = window.field("reply").await;
            message.starts_with("היכן").then_some(())
        })
        .await;
    window.picture("2-pasted").await;

    // Words typed right after it are not kept waiting, and lose no half of a sign.
    window.tab_to("editor").await;
    window.chord(&[Key::Control], Key::End.into()).await;
    window.type_text(" 👍🏽").await;
    let whole = format!("{} 👍🏽", LINES.join("\n"));
    window
        .until("the last words to be typed", AT_ONCE, async || {
            (window.manuscript().await == whole).then_some(())
        })
        .await;
    window.draft().await;
    window
        .until(
            "the draft to end, or to say why not",
            PATIENCE,
            async || {
                let idle = window.count("stop").await == 0 && window.count("draft").await == 1;
                let text = window.manuscript().await;
                (idle && (text != whole || window.count("error").await > 0)).then_some(())
            },
        )
        .await;
    let text = window.has_ended(PATIENCE).await;
    assert!(text.starts_with(&whole), "{text:?}");
    window.close_by_its_cross().await;

    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    let again = window.manuscript().await;
    assert!(again.starts_with(&whole), "{again:?}");
    assert_eq!(again, text, "as it was left");
    for (name, said) in FIELDS {
        assert_eq!(window.field(name).await, said);
    }
    assert!(window.field("reply").await.contains("היכן המפתח? 🔑"));
    window.chord(&[Key::Control], 'n').await;
    window.chord(&[Key::Alt], '2').await;
    window.fill("search-drafts", "מרים المفتاح 👩‍🌾").await;
    window
        .until("the page to be found", PATIENCE / 10, async || {
            (window.count("page").await == 1).then_some(())
        })
        .await;
    window.picture("3-found").await;
    window.press(Key::Tab).await;
    window.press(Key::Enter).await;
    window
        .until("the page as it was", PATIENCE / 10, async || {
            (window.manuscript().await == text).then_some(())
        })
        .await;
    window.close().await;
}

impl Window {
    /// Types a brief and a text that run both ways.
    pub(crate) async fn type_both_ways(&self) {
        for (name, said) in FIELDS {
            self.fill(&format!("field-{name}"), said).await;
            let runs = format!(
                "return getComputedStyle(document.querySelector('[data-testid=field-{name}]')).direction"
            );
            assert_eq!(self.ask(&runs).await, json!("rtl"), "{name}");
        }
        self.fill("editor", &LINES.join("\n")).await;
    }

    /// What stands in a field of the brief.
    async fn field(&self, name: &str) -> String {
        let value = format!("return document.querySelector('[data-testid=field-{name}]').value");
        match self.ask(&value).await {
            Value::String(said) => said,
            other => panic!("{name}: {other}"),
        }
    }
}
