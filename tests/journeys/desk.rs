//! A day at the desk: a message dropped as a file, two drafts and a step back, a file saved, the mail program opened, a
//! new page that answers a message pasted, and the old one found again.

use std::os::unix::fs::PermissionsExt;

use fantoccini::key::Key;
use serde_json::Value;

use crate::home::Home;
use crate::wait::PATIENCE;
use crate::window::Window;

/// Drops a mail on the field of the message to be answered, as a file manager would.
const DROP: &str = "const mail = 'From: Tom Averill <tom.averill@example.net>\\r\\nSubject: The urn\\r\\n' +
    'Date: Mon, 3 Mar 2025 10:00:00 +0000\\r\\n\\r\\nWho has the urn?\\r\\n\\r\\n> an older line\\r\\n';
    const files = new DataTransfer();
    files.items.add(new File([mail], 'urn.eml', { type: 'message/rfc822' }));
    const field = document.querySelector('[data-testid=field-reply]');
    field.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));";

/// Pastes a mail with the lines above it that say who sent it, as mail programs copy them.
const PASTE: &str = "const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'From: Zoë Lark <zoe@example.org>\\nDate: Tue, 4 Mar 2025 10:00:00 +0000\\n' +
    'Subject: A café in May\\n\\nShall we meet at the café?\\n');
    document.querySelector('[data-testid=field-reply]')
    .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));";

/// Says what it was given, instead of a mail program.
const OPENER: &str = "#!/bin/sh\nprintf '%s' \"$1\" > \"$HOME/opened.part\" && mv \"$HOME/opened.part\" \"$HOME/opened\"\n";

#[tokio::test]
async fn desk() {
    let home = Home::with_sample();
    let out = home.path("saved");
    std::fs::create_dir(&out).unwrap();
    put_opener(&home);
    let window = Window::open(&home, &["--save-in", out.to_str().unwrap()]).await;
    window.shows("draft").await;
    without_further_drafts(&window).await;

    window.ask(DROP).await;
    let answers = "return ['to', 'title', 'reply'].map((name) =>
        document.querySelector(`[data-testid=field-${name}]`).value)";
    window
        .until("the message to be taken in", PATIENCE, async || {
            let fields = window.ask(answers).await;
            let expected = [
                "Tom Averill <tom.averill@example.net>",
                "Re: The urn",
                "Who has the urn?",
            ];
            (fields == Value::from(expected.to_vec())).then_some(())
        })
        .await;

    window.fill("field-point", "it is in the vestry").await;
    let before = window.draft().await;
    let first = window.has_drafted(before).await;
    assert!(!first.trim().is_empty());
    assert!(window.text("draft").await.contains("Another"));
    let before = window.draft().await;
    window.has_drafted(before).await;
    window.shows("alternatives").await;
    window.picture("1-two-drafts").await;
    window.chord(&[Key::Alt], ',').await;
    window
        .until("the first draft to come back", PATIENCE / 10, async || {
            (window.manuscript().await == first).then_some(())
        })
        .await;

    window.chord(&[Key::Control], 's').await;
    window.tab_to("save-eml").await;
    window.press(Key::Enter).await;
    let saved = window
        .until("the mail to be saved", PATIENCE / 10, async || {
            std::fs::read_to_string(out.join("Re The urn.eml")).ok()
        })
        .await;
    let to = "To: \"Tom Averill\" <tom.averill@example.net>";
    assert!(saved.contains(to), "{saved}");

    window.tab_to("save").await;
    window.press(Key::Enter).await;
    window.tab_to("open-mail").await;
    window.press(Key::Enter).await;
    let opened = window
        .until("the mail program to be asked", PATIENCE / 10, async || {
            std::fs::read_to_string(home.path("home").join("opened")).ok()
        })
        .await;
    assert!(
        opened.starts_with("mailto:tom.averill@example.net?subject=Re%3A%20The%20urn&body="),
        "{opened}"
    );

    window.chord(&[Key::Control], 'n').await;
    window
        .until("a new page", PATIENCE / 10, async || {
            window.manuscript().await.is_empty().then_some(())
        })
        .await;
    window.ask(PASTE).await;
    window
        .until("the pasted mail to be taken in", PATIENCE, async || {
            let fields = window.ask(answers).await;
            let expected = [
                "Zoë Lark <zoe@example.org>",
                "Re: A café in May",
                "Shall we meet at the café?",
            ];
            (fields == Value::from(expected.to_vec())).then_some(())
        })
        .await;
    window.fill("editor", "Another thing altogether").await;
    window.chord(&[Key::Alt], '2').await;
    window.fill("search-drafts", "vestry").await;
    window
        .until(
            "only the first page to be found",
            PATIENCE / 10,
            async || (window.count("page").await == 1).then_some(()),
        )
        .await;
    window.picture("2-drafts").await;
    window.press(Key::Tab).await;
    window.press(Key::Enter).await;
    window
        .until("the page as it was", PATIENCE / 10, async || {
            (window.manuscript().await == first).then_some(())
        })
        .await;
    window.close().await;
}

/// Switches off that others are written beside a draft: the second one is to be written, whoever is faster.
async fn without_further_drafts(window: &Window) {
    let kept =
        "SELECT json_extract(value, '$.further_drafts') FROM settings WHERE name = 'settings'";
    window.chord(&[Key::Alt], '5').await;
    window.tab_to("further-drafts").await;
    window.type_text(" ").await;
    window
        .until(
            "no further drafts to be wanted",
            PATIENCE / 10,
            async || (window.record.number(kept) == Some(0)).then_some(()),
        )
        .await;
    window.chord(&[Key::Alt], '1').await;
    window.is_on("write").await;
}

/// Puts an opener of our own before the system's.
fn put_opener(home: &Home) {
    let bin = home.path("bin");
    std::fs::create_dir_all(&bin).unwrap();
    let opener = bin.join("xdg-open");
    std::fs::write(&opener, OPENER).unwrap();
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
}
