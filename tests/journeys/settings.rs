//! Settings: the look and the size hold at the next start, a second start brings no second window, and everything can be
//! deleted.

use std::process::Command;

use fantoccini::key::Key;

use crate::home::{Home, program};
use crate::wait::PATIENCE;
use crate::window::Window;

const WIDTH: &str = "return window.innerWidth";
const THEME: &str = "return document.documentElement.dataset.theme";

#[tokio::test]
async fn settings() {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    let usual = window.ask(WIDTH).await.as_f64().unwrap();
    window.chord(&[Key::Alt], '5').await;
    window.tab_to("look-system").await;
    // Down twice: light, dark.
    window.press(Key::Down).await;
    window.press(Key::Down).await;
    window
        .until("dark", PATIENCE / 10, async || {
            (window.ask_text(THEME).await == "dark").then_some(())
        })
        .await;
    window.tab_to("type-size").await;
    window
        .ask(
            "const size = document.querySelector('[data-testid=type-size]');
        size.value = '200'; size.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
    window
        .until("larger type", PATIENCE / 10, async || {
            let width = window.ask(WIDTH).await.as_f64().unwrap();
            (width < usual * 0.6).then_some(())
        })
        .await;
    window.picture("1-dark-200").await;
    window.close().await;

    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    assert_eq!(window.ask_text(THEME).await, "dark");
    assert!(window.ask(WIDTH).await.as_f64().unwrap() < usual * 0.6);

    // A second start ends at once and well, and there is still one window.
    let mut second = Command::new(program());
    second.args(home.arguments());
    let ended = home.run(second);
    assert!(ended.status.success(), "{ended:?}");
    window.main_process();

    window.chord(&[Key::Alt], '5').await;
    window.tab_to("delete-all").await;
    window.press(Key::Enter).await;
    window.tab_to("delete-yes").await;
    window.press(Key::Enter).await;
    window.shows("first-start").await;
    let record = home.record();
    for table in ["documents", "drafts", "pages", "sources"] {
        let left = record.number(&format!("SELECT count(*) FROM {table}"));
        assert_eq!(left, Some(0), "{table}");
    }
    window.close().await;
}
